"""How often things of one name are told apart or joined rightly: `python tests/measure_identity.py [-v] [--whole] [SET]`.

`pairs.tsv` holds pairs of mentions of one name in different articles of the two corpora, as ids and offsets, and what
two readers say of each: `same`, `other` or `undecidable`. The 300 of the sets `first` and `second` were judged by the
one who wrote the rules and by another who had seen neither rules nor verdicts; the 150 of `third` by that other reader,
before the program was asked; the 300 of `fourth` and `fifth`, each from articles that no other pair is from, by one who knew the
rules, again before the program was asked; so were the 143 of `sixth` and the 296 of `developed`. The 150 of `seventh`
were judged by two readers who knew no rule, and have been asked only once. The 150 of `eighth` and the 100 of `ninth` were drawn by
`draw_pairs.py`, half of them joined then, and judged from the texts alone by one who knew the rules, before the program
was asked; names that had been looked at in making the rules were left out. So were the 100 of `tenth`. Rules were made while looking at all others:
`sixth` was asked of the program once before that, `developed` from the first. A pair is counted where its readers
agree, and joined where both mentions have one IRI, or where evidence joins the two (`kg same --sure`) in the graph of
all articles of the set, with `--whole` in that of all articles of both corpora (which takes minutes). Joining by name
alone joins what has one type and label.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.graph import Graph
from kg.model import Entity
from kg.pipeline.document import build_document
from kg.read.sources import read
from kg.same import Decisions, candidates, decided, sure
from kg.words.loading import lexicon

PAIRS = Path(__file__).with_name("pairs.tsv")
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SETS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "developed")
TYPES = ("Person", "Organization", "Meeting", "Document")


class Place(NamedTuple):
    """Where an article names a thing."""

    corpus: str
    article: str
    start: int
    end: int


class Pair(NamedTuple):
    """Two places with one name, whether they name one thing by each reader, and the set that they are in."""

    type: str
    one: Place
    other: Place
    verdicts: tuple[str, ...]
    set: str

    @property
    def same(self) -> bool:
        """True where its readers say that both are one thing."""
        return set(self.verdicts) == {"same"}

    @property
    def settled(self) -> bool:
        """True where its readers say the same of the pair, and are sure."""
        return set(self.verdicts) in ({"same"}, {"other"})


class Counts(NamedTuple):
    """Pairs that are joined and are one thing, that are joined and are two, that are one thing and stay apart."""

    right: int
    wrong: int
    missed: int

    def line(self) -> str:
        """Precision, recall and the counts."""
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 1.0
        return f"{precision:.3f}  {recall:.3f}  {self.right:4d} {self.wrong:4d} {self.missed:4d}"


def pairs() -> Iterator[Pair]:
    """The judged pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t"):
            one, other = (Place(r[0], r[1], int(r[2]), int(r[3])) for r in (row[1:5], row[5:9]))
            yield Pair(row[0], one, other, tuple(filter(None, row[9:11])), row[11])


class Read(NamedTuple):
    """An article's graph, and its text in the corpus."""

    graph: Graph
    raw: str

    @property
    def text(self) -> str:
        """The text as it is read."""
        (article,) = self.graph.articles.values()
        return article.text


def articles(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Read]:
    """What is read in each article of the corpora that is wanted."""
    by_corpus: dict[str, set[str]] = defaultdict(set)
    for corpus, article in wanted:
        by_corpus[corpus].add(article)
    return _read(by_corpus, lambda corpus, article: article in by_corpus[corpus])


@cache
def everything() -> dict[tuple[str, str], Read]:
    """What is read in all articles of both corpora."""
    return _read(("news-10k", "genres-5k"), lambda corpus, article: True)


def _read(corpora: Iterable[str], wanted: Callable[[str, str], bool]) -> dict[tuple[str, str], Read]:
    found: dict[tuple[str, str], Read] = {}
    for corpus in corpora:
        with gzip.open(CORPUS / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [line for line in lines if wanted(corpus, json.loads(line)["id"])]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.jsonl"
            path.write_text("".join(rows), encoding="utf-8")
            for row, document in zip(map(json.loads, rows), read(path), strict=True):
                found[corpus, row["id"]] = Read(build_document(document, lexicon()), row["text"])
    return found


def moved(article: Read, place: Place) -> Place | None:
    """The place in the text as it is read, which has fewer blank lines than the corpus; None where it is not there."""
    name = article.raw[place.start : place.end].strip()
    starts = [m.start() for m in re.finditer(re.escape(name), article.text)]
    if not starts:
        return None
    start = min(starts, key=lambda s: abs(s - place.start))
    return place._replace(start=start, end=start + len(name))


def named(article: Read, type_: str, where: Place) -> Entity | None:
    """The thing of a type that the article names there: where several mentions overlap the place, the nearest."""
    graph, place = article.graph, moved(article, where)
    if place is None:
        return None
    near = [
        (abs(m.evidence.start - place.start) + abs(m.evidence.end - place.end), m.entity)
        for m in graph.mentions
        if m.evidence.start < place.end and place.start < m.evidence.end and graph.entities[m.entity].type == type_
    ]
    return graph.entities[min(near)[1]] if near else None


def count(judged: Iterable[tuple[bool, bool]]) -> Counts:
    """Counts of (is the same, is joined)."""
    every = list(judged)
    return Counts(
        sum(same and joined for same, joined in every),
        sum(joined and not same for same, joined in every),
        sum(same and not joined for same, joined in every),
    )


def joined_by_evidence(graphs: Iterable[Graph]) -> dict[str, str]:
    """What evidence joins in the graph of all articles, with the IRI that stands for it."""
    whole = Graph.union(graphs)
    return decided(Decisions(frozenset((c.one, c.other) for c in sure(candidates(whole), whole))))


@cache
def _joined_in_all() -> dict[str, str]:
    return joined_by_evidence(r.graph for r in everything().values())


def measure(
    of: str = "", *, whole: bool = False
) -> tuple[dict[str, tuple[Counts, Counts, Counts]], list[tuple[Pair, str, str]], int]:
    """For each type and all: counts of our IRIs, of those joined by evidence, and of names; the pairs that are wrong.

    And how many are not counted, because reading finds no name of the type in one of the two places.
    """
    chosen = [p for p in pairs() if p.settled and (not of or p.set == of)]
    built = everything() if whole else articles({place[:2] for p in chosen for place in (p.one, p.other)})
    chosen_iri = _joined_in_all() if whole else joined_by_evidence(r.graph for r in built.values())
    ours: Mapping[str, list[tuple[bool, bool]]] = defaultdict(list)
    evident: Mapping[str, list[tuple[bool, bool]]] = defaultdict(list)
    names: Mapping[str, list[tuple[bool, bool]]] = defaultdict(list)
    failed: list[tuple[Pair, str, str]] = []
    unread = 0
    for p in chosen:
        one, other = (named(built[place[:2]], p.type, place) for place in (p.one, p.other))
        if one is None or other is None:
            unread += 1
            continue
        joined, called = one.iri == other.iri, one.label == other.label
        ours[p.type].append((p.same, joined))
        joined = chosen_iri.get(one.iri, one.iri) == chosen_iri.get(other.iri, other.iri)
        evident[p.type].append((p.same, joined))
        names[p.type].append((p.same, called))
        if joined != p.same:
            failed.append((p, one.iri, other.iri))
    ways = (ours, evident, names)
    table = {t: (count(ours[t]), count(evident[t]), count(names[t])) for t in TYPES}
    table["all"] = tuple(count(x for t in TYPES for x in way[t]) for way in ways)  # type: ignore[assignment]
    return table, failed, unread


def main(arguments: list[str]) -> None:
    """Print the table, and with -v each pair that is joined or parted wrongly."""
    for of in [a for a in arguments if not a.startswith("-")] or list(SETS):
        table, failed, unread = measure(of, whole="--whole" in arguments)
        print(f"{of:14s}IRI: precision, recall, right, wrong, missed     with evidence     by name")
        for type_, counts in table.items():
            print(f"{type_:14s}{'     '.join(c.line() for c in counts)}")
        print(f"not counted, since one of the two is not read as a name: {unread}")
        if "-v" in arguments:
            for p, one, other in failed:
                print("missed" if p.same else "wrong ", p.one, p.other, one, other, sep="  ")


if __name__ == "__main__":
    main(sys.argv[1:])
