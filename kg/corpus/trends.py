"""What rises and what falls: programmes and formulations whose share of the articles has changed most.

The measure is the log odds ratio of an article of the later span naming the thing rather than one of the earlier, with
half an article added everywhere, divided by its standard error (Monroe, Colaresi and Quinn 2008, with a flat prior): a
`z` of 2 is a change that chance alone seldom makes, and things that are hardly named do not come first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.corpus.opened import Corpus
from kg.corpus.periods import yearly
from kg.model import EntityType

TYPES = (EntityType.PROGRAM, EntityType.SLOGAN)
_PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class Trend:
    """How the share of articles that name a thing has changed: shares are of a thousand articles of their span.

    `ratio` is the log odds ratio to base 2 (1: twice as likely), `z` the ratio in standard errors, `peak` the year with
    the greatest share, `years` the share of each year of the corpus.
    """

    name: str
    type: str
    before: float
    after: float
    articles: int
    ratio: float
    z: float
    first: str
    last: str
    peak: str
    years: tuple[float, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class Trends:
    """What rose and what fell most, the greatest change first; `split` is the first year of the later span."""

    split: str
    years: tuple[str, ...]
    rising: tuple[Trend, ...]
    falling: tuple[Trend, ...]


def change(before: int, after: int, all_before: int, all_after: int) -> tuple[float, float]:
    """The log odds ratio (base 2) and its z, of counts of articles that name a thing in two spans.

    >>> change(1, 40, 1000, 1000)
    (4.81, 4.01)
    >>> change(5, 5, 1000, 1000)
    (0.0, 0.0)
    """
    odds = [(named + _PRIOR, total - named + _PRIOR) for named, total in ((before, all_before), (after, all_after))]
    ratio = math.log(odds[1][0] / odds[1][1]) - math.log(odds[0][0] / odds[0][1])
    error = math.sqrt(sum(1 / n for pair in odds for n in pair))
    return round(ratio / math.log(2), 2), round(ratio / error, 2)


def trends(
    corpus: Corpus, *, split: str = "", types: Sequence[EntityType] = TYPES, top: int = 20, least: int = 5
) -> Trends:
    """The things of the given types that rose and that fell most, `top` of each, named in `least` articles at least.

    `split` is the year that the later span begins with; without one it is the year that parts the articles in halves.
    Raises ValueError where there are not two spans with articles.
    """
    years = yearly(corpus)
    totals = dict(years)
    split = split or _middle(totals)
    late = sum(n for year, n in totals.items() if year >= split)
    early = sum(totals.values()) - late
    if not early or not late:
        raise ValueError(f"{corpus.path}: no articles {'before' if late else 'from'} {split or 'any year'}")
    rows = corpus.rows(
        """
        WITH yearly AS (
            SELECT entity, substr(month, 1, 4) AS year, CAST(sum(texts) AS BIGINT) AS n FROM monthly
            WHERE len(month) >= 4 AND entity IN (SELECT iri FROM entities WHERE type IN (SELECT unnest($types)))
            GROUP BY ALL
        )
        SELECT label, type, e.iri, min(year), max(year), list(struct_pack(year := year, n := n) ORDER BY year)
        FROM yearly JOIN entities e ON e.iri = entity GROUP BY ALL HAVING sum(n) >= $least ORDER BY e.iri
        """,
        {"types": [t.value for t in types], "least": least},
    )
    found = [_trend(row, totals, split, early, late) for row in rows]
    rising = sorted((t for t in found if t.z > 0), key=lambda t: (-t.z, t.iri))
    falling = sorted((t for t in found if t.z < 0), key=lambda t: (t.z, t.iri))
    return Trends(split, tuple(totals), tuple(rising[:top]), tuple(falling[:top]))


def _middle(totals: dict[str, int]) -> str:
    """The year at whose beginning the articles part most nearly in halves."""
    whole = sum(totals.values())
    gone = 0
    best = (whole + 1, "")
    for year, n in totals.items():
        best = min(best, (abs(whole - 2 * gone), year))
        gone += n
    return best[1]


def _trend(row: tuple[Any, ...], totals: dict[str, int], split: str, early: int, late: int) -> Trend:
    name, type_, iri, first, last, listed = row
    counts = {item["year"]: item["n"] for item in listed}
    after = sum(n for year, n in counts.items() if year >= split)
    before = sum(counts.values()) - after
    shares = {year: round(1000 * counts.get(year, 0) / n, 2) for year, n in totals.items()}
    peak = max(shares, key=lambda year: (shares[year], year))
    ratio, z = change(before, after, early, late)
    share = round(1000 * before / early, 2), round(1000 * after / late, 2)
    return Trend(name, type_, *share, before + after, ratio, z, first, last, peak, tuple(shares.values()), iri)
