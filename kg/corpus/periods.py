"""Time in a corpus: periods of articles, counts in them, and who took something up in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.corpus.choices import By
from kg.corpus.opened import Corpus
from kg.graph import nothing_called
from kg.model import Entity


@dataclass(frozen=True, slots=True)
class Period:
    """How a thing was named in one period: `share` is of a thousand articles, `new` are bodies not seen before."""

    name: str
    period: str
    articles: int
    share: float
    mentions: int
    bodies: int
    new: int


@dataclass(frozen=True, slots=True)
class Adopter:
    """A body that is said to act on a thing: since when, and the words of the first place that says so.

    `relations` are those that are stated, `articles` counts those that state them.
    """

    name: str
    order: int
    body: str
    first: str
    last: str
    articles: int
    relations: str
    quote: str
    article: str


_LENGTHS = {By.YEAR: 4, By.MONTH: 7}


def entities(corpus: Corpus, names: Sequence[str]) -> list[Entity]:
    """The entities that the names stand for, of several of a name the one that is named in most articles.

    Raises ValueError for a name that nothing in the store has.
    """
    found = []
    for name in names:
        every = corpus.find(name)
        if not every:
            raise ValueError(nothing_called(name, corpus.path, corpus.near(name)))
        found.append(max(every, key=lambda e: (corpus.times(e), e.iri)) if len(every) > 1 else every[0])
    return found


def yearly(corpus: Corpus) -> list[tuple[str, int]]:
    """How many articles there are of each year, those without a year left out, the earliest first."""
    query = "SELECT substr(date, 1, 4) AS year, count(*) FROM heads WHERE len(date) >= 4 GROUP BY year ORDER BY year"
    return [(year, count) for year, count in corpus.rows(query)]


def timeline(corpus: Corpus, entity: Entity, by: By = By.YEAR) -> list[Period]:
    """How often the entity was named in each year or month of the corpus, from its first to its last.

    Periods in which there are articles, but none that names it, have zeros; articles without a date are left out.
    """
    length = _LENGTHS[by]
    rows = corpus.rows(
        """
        WITH every AS (SELECT substr(date, 1, $length) AS period, count(*) AS total FROM heads
                       WHERE len(date) >= $length GROUP BY period),
        named AS (
            SELECT substr(month, 1, $length) AS period, sum(texts) AS texts, sum(times) AS times
            FROM monthly WHERE entity = $entity AND len(month) >= $length GROUP BY period
        ),
        acts AS (SELECT subject, substr(date, 1, $length) AS period FROM ends
                 WHERE entity = $entity AND object = $entity AND modality IN ('Asserted', 'Planned')
                 AND len(date) >= $length),
        bodies AS (SELECT period, count(DISTINCT subject) AS bodies FROM acts GROUP BY period),
        news AS (SELECT first AS period, count(*) AS new
                 FROM (SELECT min(period) AS first FROM acts GROUP BY subject) GROUP BY first)
        SELECT period, coalesce(texts, 0), total, coalesce(times, 0), coalesce(bodies, 0), coalesce(new, 0)
        FROM every LEFT JOIN named USING (period) LEFT JOIN bodies USING (period) LEFT JOIN news USING (period)
        WHERE period BETWEEN (SELECT min(period) FROM named) AND (SELECT max(period) FROM named)
        ORDER BY period
        """,
        {"length": length, "entity": entity.iri},
    )
    return [
        Period(entity.label, period, articles, round(1000 * articles / total, 2), mentions, bodies, new)
        for period, articles, total, mentions, bodies, new in rows
    ]


def adopters(corpus: Corpus, entity: Entity) -> list[Adopter]:
    """Who is said to act on the entity (uphold, undertake, implement, study, issue, … it), in the order of first times.

    Those first named on the same day stand in the order of their names; bodies of articles without a date come last.
    """
    rows = corpus.rows(
        """
        WITH acts AS (
            SELECT subject, subject_label AS label, relation, quote, article, start, nullif(date, '') AS date
            FROM ends WHERE entity = $entity AND object = $entity AND modality IN ('Asserted', 'Planned')
        )
        SELECT acts.label, coalesce(min(date), '') AS first, coalesce(max(date), ''), count(DISTINCT article),
            array_to_string(list_sort(list_distinct(list(relation))), ' '),
            arg_min(quote, (coalesce(date, '9'), article, start)),
            arg_min(article, (coalesce(date, '9'), article, start))
        FROM acts JOIN entities e ON e.iri = subject WHERE e.type = 'Organization'
        GROUP BY subject, acts.label ORDER BY min(date) NULLS LAST, acts.label
        """,
        {"entity": entity.iri},
    )
    return [Adopter(entity.label, n, *row) for n, row in enumerate(rows, 1)]
