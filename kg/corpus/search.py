"""Full-text search over the articles of a store, ranked by BM25.

There is no index: DuckDB goes over the texts where they lie, which for seventy thousand articles takes a third of a
second, finds words of any length (two characters too, which trigram indexes cannot) and any phrase, and is never behind
the store. DuckDB's own full-text index drops what is not Latin, and an index of bigrams would be as large as the texts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.corpus.opened import Corpus
from kg.parse.segment import words

_K, _B = 1.2, 0.75
_BEFORE, _AFTER = 18, 42
_TITLE = 3
"""A word of the title counts as often as this."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found: its score, and where the first of the words stands in its text (-1: nowhere in it)."""

    iri: str
    title: str
    date: str
    score: float
    start: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The best of what was found, how much there is in all, and the words that were looked for.

    `cut` is True where nothing has the words as they were given, and they were cut into shorter ones.
    """

    hits: tuple[Hit, ...]
    total: int
    words: tuple[str, ...]
    cut: bool = False


def search(corpus: Corpus, text: str, *, since: str = "", until: str = "", limit: int = 20) -> Hits:
    """The articles that have every one of the words, parted by blanks and each as it stands, the best first.

    Where no article has them all, the words are cut as a segmenter cuts them and looked for again. `since` and `until`
    are ISO dates or their beginnings, both included. Raises ValueError for a text without words.
    """
    given = tuple(dict.fromkeys(text.split()))
    if not given:
        raise ValueError("nothing to look for")
    found = _ranked(corpus, given, since, until, limit)
    if found.total:
        return found
    tokens = tuple(
        dict.fromkeys(t for word in given for t in words(word) if t.strip() and (len(t) > 1 or len(word) == 1))
    )
    if not tokens or tokens == given:
        return found
    again = _ranked(corpus, tokens, since, until, limit)
    return Hits(again.hits, again.total, again.words, cut=True)


def _ranked(corpus: Corpus, terms: Sequence[str], since: str, until: str, limit: int) -> Hits:
    values: dict[str, object] = {"since": since, "until": until or "9", "length": len(until) or 10}
    values |= {f"w{i}": term for i, term in enumerate(terms)}
    spans = "date >= $since AND substr(date, 1, $length) <= $until"
    counts = ", ".join(f"({_count('text', i)} + {_TITLE} * {_count('title', i)}) AS t{i}" for i in range(len(terms)))
    some = " AND ".join(f"(contains(text, $w{i}) OR contains(title, $w{i}))" for i in range(len(terms)))
    (whole, average), *_ = corpus.rows("SELECT count(*), avg(len(text)) FROM articles")
    holding = [
        corpus.rows("SELECT count(*) FROM articles WHERE contains(text, $w) OR contains(title, $w)", {"w": term})[0][0]
        for term in (terms if len(terms) > 1 else ())
    ]
    rows = corpus.rows(
        f"SELECT iri, title, date, len(text), text, {counts} FROM articles WHERE {some} AND {spans}", values
    )
    held = holding or [len(rows)]
    weights = [math.log(1 + (whole - n + 0.5) / (n + 0.5)) for n in held]

    def score(length: int, times: Sequence[int]) -> float:
        norm = _K * (1 - _B + _B * length / max(average or 1, 1))
        return sum(w * t * (_K + 1) / (t + norm) for w, t in zip(weights, times, strict=True))

    ranked = sorted(((score(row[3], row[5:]), row) for row in rows), key=lambda r: (-r[0], r[1][2], r[1][0]))
    hits = tuple(_hit(points, row, terms) for points, row in ranked[:limit])
    return Hits(hits, len(rows), tuple(terms))


def _count(column: str, i: int) -> str:
    return f"((len({column}) - len(replace({column}, $w{i}, ''))) // {'len($w' + str(i) + ')'})"


def _hit(points: float, row: Sequence[object], terms: Sequence[str]) -> Hit:
    iri, title, date, text = (str(row[i]) for i in (0, 1, 2, 4))
    places = [at for term in terms if (at := text.find(term)) >= 0]
    start = min(places, default=-1)
    begin = max(start - _BEFORE, 0)
    snippet = " ".join(text[begin : begin + _BEFORE + _AFTER].split())
    return Hit(iri, title, date, round(points, 3), start, ("…" if begin else "") + snippet + "…")
