"""Review: entries of the vocabularies that a person should look at, by what the corpora attest and do not.

`findings(known, rows) -> list[Finding]`: entries that no corpus names and no package lists, names that corpora use far
more often than the entry's other names, names that say one thing twice, bodies that are named after their end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from kg.attestation import listed
from kg.model import KGV
from kg.vocabulary.attestations import Attestation, when
from kg.words.entries import Entry
from kg.words.lexicon import Lexicon

TIMES: Final = 5
"""How many times as often as all others a shorter name is attested, so that it may mean something wider."""

_TWICE = re.compile(r"([\u4e00-\u9fff]{2,})\1")


class Why(StrEnum):
    """Why an entry should be looked at."""

    UNATTESTED = "never attested"
    WIDER = "shorter name, far more often"
    TWICE = "says a part twice"
    LATER = "named after its end"


class Finding(NamedTuple):
    """That an entry should be looked at: why, which name of it (empty where all), and what speaks for it."""

    why: Why
    entry: str
    label: str
    type: str
    name: str
    detail: str


def findings(known: Lexicon, rows: Iterable[Attestation]) -> list[Finding]:
    """What should be looked at among the lexicon's entries, by the attestations; sorted by why and by entry."""
    attested: dict[str, list[Attestation]] = defaultdict(list)
    for row in rows:
        attested[row.entry].append(row)
    from_packages = listed()
    found: list[Finding] = []
    for iri, entry in known.entries.items():
        seen = attested.get(iri.removeprefix(KGV), [])
        if not seen and iri not in from_packages:
            found.append(_finding(Why.UNATTESTED, entry, "", entry.file))
        found += (_finding(Why.TWICE, entry, name, "") for name in _names(entry) if _TWICE.search(name))
        found += _wider(entry, seen)
        found += _later(entry, seen)
    return sorted(found)


def _finding(why: Why, entry: Entry, name: str, detail: str) -> Finding:
    kind = (entry.kind or entry.type).value
    return Finding(why, entry.iri.removeprefix(KGV), entry.label, kind, name, detail)


def _names(entry: Entry) -> tuple[str, ...]:
    """All names of an entry that names no formulation: those repeat words on purpose."""
    return () if entry.type.value == "Slogan" else (entry.label, *entry.names)


def _wider(entry: Entry, seen: Sequence[Attestation]) -> Iterator[Finding]:
    """Names shorter than the label that stand for the entry far more often than all its other names."""
    times: Mapping[str, int] = _articles(seen)
    for name, articles in times.items():
        others = sum(n for other, n in times.items() if other != name)
        if len(name) < len(entry.label) and articles >= TIMES * max(1, others):
            yield _finding(Why.WIDER, entry, name, f"{articles} articles, others {others}")


def _articles(seen: Sequence[Attestation]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row in seen:
        found[row.name] += row.articles
    return found


def _later(entry: Entry, seen: Sequence[Attestation]) -> Iterator[Finding]:
    """A body that is named in articles younger than its end."""
    whole = when(seen)
    if whole is not None and entry.ended and whole.last[: len(entry.ended)] > entry.ended:
        yield _finding(Why.LATER, entry, "", f"ended {entry.ended}, last named {whole.last}")


def text(found: Iterable[Finding]) -> str:
    """The findings as a table with a head."""
    return "\n".join(["\t".join(Finding._fields), *("\t".join(map(str, row)) for row in found), ""])
