"""Attestations: where corpora name what the vocabularies hold, as facts without text.

`ontology/attested.tsv` keeps one row for an entry, a name and a corpus, sorted, so that the rows of an entry are found
without reading the others.

- `read(path)` and `text(rows)`: a table of them, to and fro.
- `attested(iri) -> tuple[Attestation, ...]`: what the shipped table says of one entry; `when` takes them together.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.model import KGV
from kg.resources import ontology_dir

COLUMNS = "entry\tname\tcorpus\tmentions\tarticles\tfirst\tlast"


class AttestationError(ValueError):
    """A file of attestations that cannot be read: names the file, the line and what was expected."""


class Attestation(NamedTuple):
    """That a corpus uses a name of an entry.

    `entry` is the IRI less its prefix, `name` the plain form that stands in the text; `first` and `last` are the ISO
    dates of the first and last article with it, empty where no article has a date.
    """

    entry: str
    name: str
    corpus: str
    mentions: int
    articles: int
    first: str
    last: str

    def with_(self, other: Attestation) -> Attestation:
        """Both taken together: counts added, the earlier and the later date kept.

        >>> a = Attestation("城市体检", "城市体检", "a", 2, 1, "2021-04-13", "2021-04-13")
        >>> a.with_(a._replace(first="2019-01-01", last="2019-01-01"))[3:]
        (4, 2, '2019-01-01', '2021-04-13')
        """
        first = min(self.first or other.first, other.first or self.first)
        return self._replace(
            mentions=self.mentions + other.mentions,
            articles=self.articles + other.articles,
            first=first,
            last=max(self.last, other.last),
        )


def text(rows: Iterable[Attestation]) -> str:
    """The rows as a table with a head, sorted by their UTF-8 bytes."""
    lines = ("\t".join(map(str, row)) for row in rows)
    return "\n".join([COLUMNS, *sorted(lines, key=str.encode), ""])


def read(path: Path) -> list[Attestation]:
    """The rows of a file, as `text` made it.

    Raises AttestationError where the head or a row is none, FileNotFoundError where the file is not there.
    """
    head, *lines = path.read_text("utf-8").splitlines()
    if head != COLUMNS:
        raise AttestationError(f"{path}: expected the columns {COLUMNS.replace(chr(9), ', ')}")
    return [_row(path, number, line) for number, line in enumerate(lines, 2)]


def _row(path: Path, number: int, line: str) -> Attestation:
    parts = line.split("\t")
    if len(parts) != 7 or not (parts[3].isdecimal() and parts[4].isdecimal()):
        raise AttestationError(f"{path}, line {number}: expected {COLUMNS.replace(chr(9), ', ')}")
    entry, name, corpus, mentions, articles, first, last = parts
    return Attestation(entry, name, corpus, int(mentions), int(articles), first, last)


def attested(iri: str) -> tuple[Attestation, ...]:
    """What the shipped file says of the entry with this IRI, by name and corpus; nothing for what is no entry.

    >>> {a.corpus for a in attested(KGV + "城市体检") if a.first > "2020"} == {"genres-5k", "news-72k"}
    True
    """
    return tuple(_row(*each) for each in _shipped().of(iri.removeprefix(KGV)))


def when(rows: Sequence[Attestation]) -> Attestation | None:
    """All rows of an entry as one, whatever the name and the corpus, or None where there are none."""
    if not rows:
        return None
    one, *others = rows
    for other in others:
        one = one.with_(other)
    return one


class _Lines(Sequence[bytes]):
    """The lines of a sorted file, by the offset of any of their bytes, so that a bisection reads only a few."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.begin = self.data.find(b"\n") + 1

    def __len__(self) -> int:
        return len(self.data) - self.begin

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]
        """The line that holds the byte, less its end."""
        start = self.data.rfind(b"\n", 0, self.begin + at) + 1
        return self.data[start : self.data.find(b"\n", start)]

    def of(self, entry: str) -> Iterable[tuple[Path, int, str]]:
        """The lines of an entry."""
        key = entry.encode() + b"\t"
        at = self.begin + bisect_left(self, key)
        start = self.data.rfind(b"\n", 0, at) + 1
        while start < len(self.data) and self.data[start : start + len(key)] == key:
            end = self.data.find(b"\n", start)
            yield self.path, 0, self.data[start:end].decode()
            start = end + 1


@cache
def _shipped() -> _Lines:
    return _Lines(ontology_dir() / "attested.tsv")
