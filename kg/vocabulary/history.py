"""History: since when and until when bodies and places were, what came before them, and what became of them.

The Turtle says it (`schema:foundingDate`, `schema:dissolutionDate`, `dcterms:isReplacedBy`); `ontology/history.tsv` has
it again, one row for an entry, so that a query need not read all vocabularies. `kg vocabulary history` makes that file.

- `history() -> History`: the shipped file; `History.around(entries)` follows succession to both sides.
- `gathered(folder)` reads the Turtle, `text` and `read` keep what it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, NamedTuple

from kg.model import KGV
from kg.normalised import plain
from kg.resources import ontology_dir

COLUMNS: Final = "entry\tnames\tbegan\tended\tlater"
_SCHEMA, _DCTERMS = "https://schema.org/", "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_READ: Final = (
    _SCHEMA + "foundingDate",
    _SCHEMA + "dissolutionDate",
    _DCTERMS + "isReplacedBy",
    _SKOS + "prefLabel",
    _SKOS + "altLabel",
)


class HistoryError(ValueError):
    """A table of histories that cannot be read: names the file, the line and what was expected."""


class Past(NamedTuple):
    """What is known of an entry in time: `entry` and `later` are IRIs less their prefix, the first name is its label.

    `began` and `ended` are ISO dates, months or years, empty where they are not known; `later` is what replaced it.
    """

    entry: str
    names: tuple[str, ...]
    began: str = ""
    ended: str = ""
    later: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What it is called."""
        return self.names[0]


@dataclass(frozen=True)
class History:
    """The rows by their entry."""

    rows: Mapping[str, Past]

    @cached_property
    def earlier(self) -> Mapping[str, tuple[str, ...]]:
        """For each entry those that it replaced, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.rows.values():
            for one in row.later:
                found[one].append(row.entry)
        return {one: tuple(sorted(others)) for one, others in found.items()}

    @cached_property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """For each name, in its plain form, the entries that bear it, sorted."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows.values():
            for name in row.names:
                found[plain(name)].add(row.entry)
        return {name: tuple(sorted(entries)) for name, entries in found.items()}

    def line(self, entry: str) -> list[str]:
        """The entry with all that it came from and all that came of it, sorted by when they ended and their name.

        What else came from what it came from, or merged into what came of it, is not among them.

        >>> history().line("住房和城乡建设部")
        ['建设部', '住房和城乡建设部']
        """
        found = {entry}
        for step in (self.earlier, {row.entry: row.later for row in self.rows.values() if row.later}):
            rest = [entry]
            while rest:
                for one in step.get(rest.pop(), ()):
                    if one not in found:
                        found.add(one)
                        rest.append(one)
        return sorted(found, key=lambda e: (self.rows[e].ended or "9" if e in self.rows else "9", e))

    def around(self, entries: Iterable[str]) -> list[Past]:
        """The rows of the entries and of all that they came from and became, sorted."""
        found = {one for entry in entries if entry in self.rows for one in self.line(entry)}
        return [self.rows[one] for one in sorted(found) if one in self.rows]


def gathered(folder: Path) -> list[Past]:
    """What the Turtle files of a folder say of time, sorted: each entry that ended, was replaced or replaced another.

    Bodies and places that are only known to have begun are among them too.
    """
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob("*.ttl")):
        for node, predicate, value in _told(path):
            said[node][predicate].append(value)
    replacing = {one for node in said.values() for one in node.get(_READ[2], ())}
    rows = [_past(iri.removeprefix(KGV), node) for iri, node in said.items()]
    return sorted(row for row in rows if row.began or row.ended or row.later or row.entry in replacing)


def _told(path: Path) -> Iterator[tuple[str, str, str]]:
    """What a Turtle file says of time, in Chinese or in no language: node, predicate and value."""
    import pyoxigraph as ox

    for triple in ox.parse(path=str(path)):
        node, value = triple.subject, triple.object
        if not isinstance(node, ox.NamedNode) or triple.predicate.value not in _READ:
            continue
        if isinstance(value, ox.Literal) and value.language in (None, "zh"):
            yield node.value, triple.predicate.value, value.value
        elif isinstance(value, ox.NamedNode):
            yield node.value, triple.predicate.value, value.value.removeprefix(KGV)


def _past(entry: str, node: Mapping[str, list[str]]) -> Past:
    began, ended, later, label, others = (node.get(predicate, []) for predicate in _READ)
    first, last = (dates[0] if dates else "" for dates in (began, ended))
    return Past(entry, tuple(dict.fromkeys([*label, *others])), first, last, tuple(sorted(later)))


def text(rows: Iterable[Past]) -> str:
    """The rows as a table with a head, sorted."""
    lines = ("\t".join((r.entry, "|".join(r.names), r.began, r.ended, " ".join(r.later))) for r in rows)
    return "\n".join([COLUMNS, *sorted(lines), ""])


def read(path: Path) -> History:
    """The rows of a file, as `text` made it.

    Raises HistoryError where the head or a row is none, FileNotFoundError where the file is not there.
    """
    head, *lines = path.read_text("utf-8").splitlines()
    expected = COLUMNS.replace("\t", ", ")
    if head != COLUMNS:
        raise HistoryError(f"{path}: expected the columns {expected}")
    rows = {}
    for number, line in enumerate(lines, 2):
        parts = line.split("\t")
        if len(parts) != 5:
            raise HistoryError(f"{path}, line {number}: expected {expected}")
        entry, names, began, ended, later = parts
        rows[entry] = Past(entry, tuple(names.split("|")), began, ended, tuple(later.split()))
    return History(rows)


@cache
def history() -> History:
    """The shipped histories."""
    return read(ontology_dir() / "history.tsv")


def told(iri: str) -> list[str]:
    """What is known of an entry in time, in words, a line for each; nothing where it is no entry or nothing is known.

    >>> told(KGV + "建设部")
    ['1988 to 2008-03, then 住房和城乡建设部']
    """
    known, entry = history(), iri.removeprefix(KGV)
    row = known.rows.get(entry) if iri.startswith(KGV) else None
    if row is None:
        return []
    labels = {
        one: known.rows[one].label if one in known.rows else one for one in (*row.later, *known.earlier.get(entry, ()))
    }
    since = f"{row.began or '?'} to {row.ended}" if row.ended else f"since {row.began}" if row.began else ""
    then = f"then {'、'.join(labels[one] for one in row.later)}" if row.later else ""
    before = f"before it {'、'.join(labels[one] for one in known.earlier[entry])}" if entry in known.earlier else ""
    return [", ".join(part for part in (since, then, before) if part)]
