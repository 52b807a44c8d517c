"""Things of a store that may be one: what `kg.same.candidates` finds in a graph, found in the tables where they lie.

Each step is a table that DuckDB makes and sorts by its key, on disk where it must; only the pairs come to Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kg.corpus.opened import Corpus
from kg.graph import FOLDED, Graph
from kg.model import EntityType, Statement
from kg.same import Decisions, decided
from kg.same import merged as merged_graph
from kg.same.candidates import COMPARED, DAYS, MOST, SHORT, Candidate, counted, few, ranked, weighed

_STEPS = """
CREATE OR REPLACE TEMP TABLE same_named AS SELECT DISTINCT entity, article FROM mentions;
CREATE OR REPLACE TEMP TABLE same_called AS
    SELECT iri AS entity, CASE WHEN type = '{person}' AND length(label) > {short}
        THEN min(iri) OVER (PARTITION BY type, lower(translate(label, '{marks}', ''))) ELSE iri END AS thing
    FROM entities;
CREATE OR REPLACE TEMP TABLE same_beside AS
    SELECT DISTINCT thing, article FROM same_named JOIN same_called USING (entity);
CREATE OR REPLACE TEMP TABLE same_rare AS
    SELECT thing FROM same_beside GROUP BY thing HAVING count(*) BETWEEN 2 AND {few};
CREATE OR REPLACE TEMP TABLE same_thing AS
    SELECT iri, type, lower(translate(label, '{marks}', '')) AS name FROM entities WHERE type IN ({types})
    QUALIFY count(*) OVER (PARTITION BY type, name) > 1;
CREATE OR REPLACE TEMP TABLE same_trait AS
    SELECT iri, 'linked' AS sort, relation || ' ' || object AS trait FROM same_thing JOIN held ON subject = iri
    UNION SELECT iri, 'linked', subject || ' ' || relation FROM same_thing JOIN held ON object = iri
    UNION SELECT iri, 'named', other.thing FROM same_thing JOIN same_named AS own ON own.entity = iri
        JOIN same_called AS called ON called.entity = iri
        JOIN same_beside AS other USING (article) SEMI JOIN same_rare AS r ON r.thing = other.thing
        WHERE other.thing <> called.thing;
CREATE OR REPLACE TEMP TABLE same_pair AS
    WITH sharing AS (
        SELECT type, name, trait, list(iri) AS iris FROM same_thing JOIN same_trait USING (iri)
        GROUP BY ALL HAVING count(*) BETWEEN 2 AND {most}
    ), paired AS (
        SELECT DISTINCT a.iri AS one, b.iri AS other FROM sharing, unnest(iris) AS a(iri), unnest(iris) AS b(iri)
        WHERE a.iri < b.iri
    )
    SELECT one, other FROM paired WHERE NOT EXISTS (
        SELECT 1 FROM same_named AS a JOIN same_named AS b USING (article) WHERE a.entity = one AND b.entity = other
    );
CREATE OR REPLACE TEMP TABLE same_day AS
    SELECT entity, TRY_CAST(date AS DATE) AS day FROM same_named JOIN articles ON article = iri
    SEMI JOIN (SELECT one AS e FROM same_pair UNION SELECT other FROM same_pair) ON e = entity
    WHERE length(date) = 10;
"""
_PAIRS = """
WITH shared AS (
    SELECT one, other, list(a.trait) FILTER (a.sort = 'linked') AS linked,
        list(a.trait) FILTER (a.sort = 'named') AS named
    FROM same_pair JOIN same_trait AS a ON a.iri = one
    JOIN same_trait AS b ON b.iri = other AND b.sort = a.sort AND b.trait = a.trait
    GROUP BY one, other
), beside AS (
    SELECT iri, count(*) AS things FROM same_trait WHERE sort = 'named' GROUP BY iri
), close AS (
    SELECT DISTINCT one, other FROM same_pair
    JOIN same_day AS a ON a.entity = one JOIN same_day AS b ON b.entity = other
    WHERE abs(a.day - b.day) <= {days}
)
SELECT one, other, coalesce(linked, []), coalesce(named, []), close.one IS NOT NULL,
    least(coalesce(x.things, 0), coalesce(y.things, 0))
FROM shared LEFT JOIN close USING (one, other)
LEFT JOIN beside AS x ON x.iri = one LEFT JOIN beside AS y ON y.iri = other
"""


def candidates(corpus: Corpus) -> list[Candidate]:
    """The pairs of a store for which something speaks: those of the graph that it holds, in the same order."""
    types = ", ".join(f"'{t.value}'" for t in sorted(COMPARED))
    articles = len(corpus.articles)
    marks, person = FOLDED.replace("'", "''"), EntityType.PERSON.value
    steps = _STEPS.format(few=few(articles), types=types, most=MOST, marks=marks, person=person, short=SHORT)
    for step in steps.split(";\n"):
        if step.strip():
            corpus.execute(step)
    pairs = corpus.rows(_PAIRS.format(days=DAYS))
    return ranked(weighed(*pair) for pair in pairs if not counted(pair[0], pair[1]))


@dataclass(frozen=True)
class Merged:
    """A store in which what is decided to be one is one; nothing is written to the store."""

    corpus: Corpus
    decisions: Decisions

    @cached_property
    def _chosen(self) -> dict[str, str]:
        """What stands for each of the things that the decisions are about, of those that the store holds."""
        chosen = decided(self.decisions)
        self.corpus.fetch(set(chosen))
        return {iri: new for iri, new in chosen.items() if iri in self.corpus.entities}

    @cached_property
    def fewer(self) -> int:
        """How many things fewer there are."""
        return len(self._chosen) - len(set(self._chosen.values()))

    @cached_property
    def _joined(self) -> Graph:
        """What was joined with all that is stated of it. Raises DecisionsError where things of two types would be."""
        stated = self.corpus.touching(self._chosen)
        ends = {iri for s in stated for iri in (s.subject, s.object)} | set(self._chosen)
        self.corpus.fetch(ends)
        whole = Graph((), (self.corpus.entities[iri] for iri in sorted(ends)), (), stated)
        return merged_graph(whole, self.decisions)

    def parts(self) -> Iterator[Graph]:
        """Graphs of some articles each, as `Corpus.parts` gives them: their union is the merged graph of all.

        Raises DecisionsError where a decision joins things of two types.
        """
        known = self._joined.entities
        stated = {s.iri: s for s in self._joined.statements()}
        for part in self.corpus.parts():
            one = merged_graph(part, self.decisions)
            yield Graph(
                one.articles.values(),
                (known.get(e.iri, e) for e in one.entities.values()),
                one.mentions,
                (_as_known(s, stated.get(s.iri)) for s in one.statements()),
                one.extra,
            )


def _as_known(s: Statement, known: Statement | None) -> Statement:
    """The statement with what read it anywhere, and how surely, where that is known."""
    return s if known is None else replace(s, read_by=known.read_by, confidence=known.confidence)
