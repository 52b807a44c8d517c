"""A store as a graph that is never loaded whole: each question goes to the tables, and only its answer is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg.corpus import manifest as manifests
from kg.corpus import tables
from kg.corpus.columns import Rows
from kg.corpus.records import ARTICLES, ENTITIES, MENTIONS, STATEMENTS
from kg.graph import Graph, each_once, fold, nothing_called
from kg.model import Article, Entity, EntityType, Kind, Mention, Relation, Statement

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow as pa

Record = TypeVar("Record")
SLICE = 1_500
"""Articles of a store that are held at once where all of it is gone through: some tens of megabytes."""

FRAMES = ("articles", "entities", "mentions", "statements", "documents")


def _given(values: Sequence[object]) -> list[object] | dict[str, object]:
    """The values of a query as DuckDB takes them: in their order, or by their names where one mapping is given."""
    if len(values) == 1 and isinstance(values[0], Mapping):
        return dict(values[0])
    return list(values)


class _Records(Mapping[str, Record]):
    """Records by their IRI, each fetched when it is asked for; what was fetched is kept.

    `keys` is the table in which to count and to go through the IRIs: the same ones, and no long texts beside them.
    """

    def __init__(self, corpus: Corpus, table: str, rows: Rows[Record], keys: str) -> None:
        self._corpus, self._table, self._rows, self._keys = corpus, table, rows, keys
        self._held: dict[str, Record] = {}
        self._expected: set[str] = set()

    def expect(self, iris: Iterable[str]) -> None:
        """Fetch these too, at once, when one is asked for that was not fetched yet."""
        self._expected.update(iris)

    def fetch(self, iris: Iterable[str]) -> None:
        """Fetch those that were not fetched yet, at once."""
        wanted = sorted({iri for iri in iris if iri and iri not in self._held})
        if wanted:
            query = f"SELECT * FROM {self._table} WHERE iri IN (SELECT unnest(?))"
            for record in self._corpus.records(self._rows, query, wanted):
                self._held[record.iri] = record  # type: ignore[attr-defined]

    def forget(self) -> None:
        """Let go of what was fetched."""
        self._held.clear()
        self._expected.clear()

    def __getitem__(self, iri: str) -> Record:
        if iri not in self._held:
            self.fetch({iri, *self._expected})
            self._expected.clear()
        return self._held[iri]

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._corpus.rows(f"SELECT iri FROM {self._keys} ORDER BY iri"))

    def __len__(self) -> int:
        return int(self._corpus.rows(f"SELECT count(*) FROM {self._keys}")[0][0])


class Corpus:
    """A store, opened: the same questions as a graph (`find`, `statements`, `between`, …), and SQL over its tables.

    `entities` and `articles` map IRIs to records and fetch them one by one. `manifest` says what the store holds and
    who read it. A store that is built anew meanwhile is still seen as it was when it was opened, as long as its files
    are there.
    """

    def __init__(self, store: str | Path) -> None:
        """Open a store. Raises StoreError where the folder is none."""
        self.path = Path(store)
        self.manifest = manifests.load(self.path)
        self._entities = _Records(self, "entities", ENTITIES, keys="entities")
        self._articles = _Records(self, "articles", ARTICLES, keys="heads")
        self._labels: dict[str, str | None] = {"": ""}
        self.entities: Mapping[str, Entity] = self._entities
        self.articles: Mapping[str, Article] = self._articles

    def __repr__(self) -> str:
        m = self.manifest
        return f"<Corpus: {m.articles} articles, {m.entities} entities, {m.statements} pieces of evidence>"

    @cached_property
    def _views(self) -> tables.Views:
        return tables.Views(self.path, self.manifest)

    @property
    def db(self) -> duckdb.DuckDBPyConnection:
        """The connection to DuckDB, with the tables as views (see `kg.corpus.tables`)."""
        return self._views.all()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection to DuckDB as it is, with those tables alone that were asked for."""
        return self._views.db

    def sql(self, query: str, *values: object) -> duckdb.DuckDBPyRelation:
        """The answer of a SQL query over the tables, lazily: `.df()`, `.pl()`, `.to_arrow_table()`, `.fetchall()`.

        Values are given in their order for each `?`, or as one mapping for `$name`. Raises what DuckDB raises for a
        query that it cannot read.
        """
        import duckdb  # noqa: F401  (what builds queries step by step, which a connection has when this is loaded)

        return self._views.ready(query).sql(query, params=_given(values))

    def execute(self, query: str, *values: object) -> duckdb.DuckDBPyConnection:
        """The connection after a SQL query or command, the values as for `sql`: what it answers is fetched from it."""
        return self._views.ready(query).execute(query, _given(values))

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a SQL query."""
        return self.execute(query, *values).fetchall()

    def named_rows(self, query: str, *values: object) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns of a SQL query, and its rows."""
        asked = self.execute(query, *values)
        return [column[0] for column in asked.description], asked.fetchall()

    def records(self, rows: Rows[Record], query: str, *values: object) -> Iterator[Record]:
        """The rows of a SQL query as records; of many `arrow` makes them sooner, which takes a while to be loaded."""
        return rows.of(*self.named_rows(query, *values))

    def arrow(self, query: str, *values: object) -> pa.Table:
        """The answer of a SQL query as an Arrow table."""
        return self.sql(query, *values).to_arrow_table()

    # --- the questions of a graph -----------------------------------------------------------------------------------

    def find(
        self, name: str, *, type: EntityType | str | None = None, kind: Kind | str | None = None
    ) -> tuple[Entity, ...]:
        """Entities by any of their names or their IRI, in order of IRI; quotation marks, blanks, case do not matter."""
        query = "SELECT * FROM entities WHERE iri = ? ORDER BY iri"
        found = list(self.records(ENTITIES, query, name)) if ":" in name else []
        if not found:
            query = "SELECT * FROM entities WHERE iri IN (SELECT iri FROM names WHERE name = ?) ORDER BY iri"
            found = list(self.records(ENTITIES, query, fold(name)))
        return tuple(e for e in found if (type is None or e.type == type) and (kind is None or e.kind == kind))

    def near(self, name: str, limit: int = 8) -> tuple[str, ...]:
        """Labels of entities of which a name has the given one in it, in order; else of those that are nearly it."""
        query = (
            "SELECT DISTINCT label FROM entities WHERE iri IN (SELECT iri FROM names WHERE contains(name, ?)) "
            "ORDER BY label LIMIT ?"
        )
        found = self.rows(query, fold(name), limit)
        if not found:
            query = (
                "SELECT label FROM entities JOIN names USING (iri) WHERE levenshtein(name, $name) <= len($name) // 3 "
                "GROUP BY label ORDER BY min(levenshtein(name, $name)), label LIMIT $limit"
            )
            found = self.rows(query, {"name": fold(name), "limit": limit})
        return tuple(row[0] for row in found)

    def iris(self, entity: Entity | str) -> list[str]:
        """The IRIs that an entity, an IRI or a name stands for."""
        return [entity.iri] if isinstance(entity, Entity) else [e.iri for e in self.find(entity)]

    def statements(
        self,
        subject: Entity | str | None = None,
        relation: Relation | str | None = None,
        object: Entity | str | None = None,
        *,
        modality: str | None = None,
    ) -> tuple[Statement, ...]:
        """Statements that fit every given part; ends are entities, IRIs or names. Raises ValueError as a graph does."""
        asked: list[str] = []
        values: list[Any] = []
        for column, value in (("subject", subject), ("object", object)):
            if value is not None:
                asked.append(f"{column} IN (SELECT unnest(?))")
                values.append(self.iris(value))
        for column, word in (("relation", relation and Relation(relation).value), ("modality", modality)):
            if word is not None:
                asked.append(f"{column} = ?")
                values.append(str(word))
        return self._stated(" AND ".join(asked) or "true", *values)

    def _stated(self, where: str, *values: object) -> tuple[Statement, ...]:
        """Statements with all their evidence, merged and in order as a graph has them."""
        return self._once(self.records(STATEMENTS, f"SELECT * FROM statements WHERE {where}", *values))

    def _concerning(self, iris: Sequence[str], where: str) -> tuple[Statement, ...]:
        """Statements with one of the entities, as `_stated` gives them; what their ends are called is kept."""
        asked = "entity = $1" if len(iris) == 1 else "entity IN (SELECT unnest($1))"
        names, rows = self.named_rows(
            f"SELECT * EXCLUDE (entity, date, statement) FROM ends WHERE {asked} AND {where}",
            iris[0] if len(iris) == 1 else iris,
        )
        for end in ("subject", "object", "speaker"):
            at, label = names.index(end), names.index(f"{end}_label")
            self._labels.update((row[at], row[label]) for row in rows)
        return self._once(STATEMENTS.of(names, rows))

    def _once(self, rows: Iterable[Statement]) -> tuple[Statement, ...]:
        """The statements of some rows, merged and in order; their ends are fetched together when one is asked for."""
        found = each_once(rows)
        self._entities.expect(iri for s in found for iri in (s.subject, s.object, s.speaker))
        return found

    def label(self, iri: str) -> str:
        """What an entity is called by its IRI; empty for one that is not there."""
        if iri not in self._labels:
            self._labels[iri] = self.entities[iri].label if iri in self.entities else ""
        return self._labels[iri] or ""

    def fetch(self, iris: set[str]) -> None:
        """Fetch entities at once, so that none is asked for by itself afterwards."""
        self._entities.fetch(iris)

    def heads(self, iris: set[str], columns: str = "*") -> dict[str, Article]:
        """What is known of the articles but their texts, or those columns of it, by IRI, fetched at once."""
        query = f"SELECT {columns} FROM heads WHERE iri IN (SELECT unnest(?))"
        return {article.iri: article for article in self.records(ARTICLES, query, sorted(iris))}

    def forget(self) -> None:
        """Let go of all records that were fetched, which who asks for long would fill memory with."""
        self._entities.forget()
        self._articles.forget()
        self._labels.clear()

    def about(self, entity: Entity | str) -> tuple[Statement, ...]:
        """Statements of which the entity is one of the two ends."""
        return self._concerning(self.iris(entity), "entity IN (subject, object)")

    def touching(self, iris: Iterable[str]) -> tuple[Statement, ...]:
        """Statements of which one of the entities is an end, or the speaker."""
        return self._concerning(sorted(iris), "true")

    def between(self, a: Entity | str, b: Entity | str) -> tuple[Statement, ...]:
        """Statements that link the two, in either direction."""
        return tuple(sorted({*self.statements(a, None, b), *self.statements(b, None, a)}))

    def neighbours(self, entity: Entity | str, relation: Relation | str | None = None) -> tuple[Entity, ...]:
        """Entities that an asserted or planned statement links to the given one, either way, in order of IRI."""
        iris = set(self.iris(entity))
        wanted = None if relation is None else Relation(relation)
        held = [s for s in self.about(entity) if s.modality.holds and (wanted is None or s.relation is wanted)]
        found = {s.object for s in held if s.subject in iris} | {s.subject for s in held if s.object in iris}
        self.fetch(found)
        return tuple(self.entities[iri] for iri in sorted(found))

    def mentions_of(self, entity: Entity | str) -> Iterator[Mention]:
        """Every place where the articles name the entity, in order."""
        query = "SELECT * FROM mentions WHERE entity IN (SELECT unnest(?))"
        return iter(sorted(self.records(MENTIONS, query, self.iris(entity))))

    def times(self, entity: Entity | str) -> int:
        """How often the articles name the entity."""
        query = "SELECT coalesce(sum(times), 0) FROM monthly WHERE entity IN (SELECT unnest(?))"
        return int(self.rows(query, self.iris(entity))[0][0])

    def skipped(self) -> list[tuple[str, str]]:
        """Every input that could not be read, as (where, why), in order."""
        query = (
            'SELECT DISTINCT "where", unnest(skipped) AS why FROM raw_readings r '
            "WHERE reading IN (SELECT reading FROM documents) AND len(skipped) > 0 ORDER BY ALL"
        )
        return [(where, why.removeprefix(f"{where}: ")) for where, why in self.rows(query)]

    def notes(self) -> list[tuple[int, str]]:
        """What was guessed or mended while the inputs were read, as (how often, what), the most frequent first."""
        query = (
            "SELECT count(*) AS times, note FROM (SELECT DISTINCT reading, unnest(notes) AS note FROM raw_readings "
            "WHERE reading IN (SELECT reading FROM documents)) GROUP BY note ORDER BY times DESC, note"
        )
        return [(times, note) for times, note in self.rows(query)]

    # --- parts of it, and all of it ---------------------------------------------------------------------------------

    def graph(
        self, about: Entity | str | None = None, *, since: str = "", until: str = "", limit: int | None = None
    ) -> Graph:
        """The graph of those articles that name an entity and are of a span of time; of all without any.

        `since` and `until` are ISO dates or their beginnings (`2018`, `2018-03`), both included. `limit` caps the
        articles, the latest first. Raises ValueError where nothing is called `about`.
        """
        asked: list[str] = ["true"]
        values: list[object] = []
        if about is not None:
            iris = self.iris(about)
            if not iris:
                raise ValueError(nothing_called(str(about), self.path, self.near(str(about))))
            asked.append("iri IN (SELECT article FROM mentions WHERE entity IN (SELECT unnest(?)))")
            values.append(iris)
        if since:
            asked.append("date >= ?")
            values.append(since)
        if until:
            asked.append("substr(date, 1, ?) <= ? AND date <> ''")
            values += [len(until), until]
        top = f"ORDER BY date DESC, iri LIMIT {int(limit)}" if limit is not None else ""
        return self.of_articles(f"SELECT iri FROM articles WHERE {' AND '.join(asked)} {top}", *values)

    def of_articles(self, select: str, *values: object) -> Graph:
        """The graph of the articles whose IRIs a SQL query selects."""
        self.execute("CREATE OR REPLACE TEMP TABLE chosen (iri VARCHAR)")
        self.execute(f"INSERT INTO chosen {select}", *values)
        articles = list(ARTICLES.records(self.arrow("SELECT * FROM articles WHERE iri IN (SELECT iri FROM chosen)")))
        mentions = list(
            MENTIONS.records(self.arrow("SELECT * FROM mentions WHERE article IN (SELECT iri FROM chosen)"))
        )
        stated = list(
            STATEMENTS.records(self.arrow("SELECT * FROM statements WHERE article IN (SELECT iri FROM chosen)"))
        )
        columns = tables.listed(ENTITIES.schema.names, "e.")
        entities = ENTITIES.records(
            self.arrow(
                f"SELECT DISTINCT {columns} FROM (SELECT *, unnest(rows) AS n FROM raw_entities) e "
                "JOIN raw_articles a ON a.part = e.part AND a.n = e.n JOIN chosen ON chosen.iri = a.iri ORDER BY ALL"
            )
        )
        return Graph(articles, entities, mentions, stated)

    def parts(self) -> Iterator[Graph]:
        """Graphs of some articles each, one after the other: their union is the graph of all.

        What is said of an entity, and what read a statement and how surely, is in each of them what the whole knows.
        """
        read = {
            iri: {"read_by": tuple(read_by), "confidence": surest}
            for iri, read_by, surest in self.rows(
                "SELECT statement, list_sort(list_distinct(flatten(list(read_by)))), max(confidence) FROM statements "
                "GROUP BY statement HAVING count(DISTINCT read_by) > 1 OR count(DISTINCT confidence) > 1"
            )
        }
        again: dict[str, Article] = {}
        if self.manifest.repeated:
            again = {a.iri: a for a in self.records(ARTICLES, f"SELECT * FROM {tables.REPEATED['articles']}")}
        for part in self.manifest.parts:
            for first in range(0, part.articles, SLICE):
                articles, entities, mentions, stated = self._slice(part.id, first)
                yield Graph(
                    (again.get(a.iri, a) for a in articles),
                    entities,
                    mentions,
                    (replace(s, **read[s.iri]) if s.iri in read else s for s in stated),
                )

    def _slice(
        self, part: str, first: int
    ) -> tuple[Iterator[Article], Iterator[Entity], Iterator[Mention], Iterator[Statement]]:
        """The records of some articles of a part, from one of its rows on."""
        rows = "part = $part AND n >= $first AND n < $last"
        values = {"part": part, "first": first, "last": first + SLICE}
        named = f"SELECT iri FROM (SELECT iri, part, unnest(rows) AS n FROM raw_entities) WHERE {rows}"
        return (
            ARTICLES.records(self.arrow(f"SELECT * FROM raw_articles WHERE {rows}", values)),
            ENTITIES.records(self.arrow(f"SELECT * FROM entities WHERE iri IN ({named})", values)),
            MENTIONS.records(self.arrow(f"SELECT * FROM raw_mentions WHERE {rows}", values)),
            STATEMENTS.records(self.arrow(f"SELECT * FROM raw_statements WHERE {rows}", values)),
        )

    # --- for other tools --------------------------------------------------------------------------------------------

    def to_arrow(self, table: str) -> pa.Table:
        """One of the tables (`articles`, `entities`, `mentions`, `statements`, `documents`) as an Arrow table.

        Raises ValueError for another name.
        """
        if table not in FRAMES:
            raise ValueError(f"no table is called {table}: one of {' '.join(FRAMES)}")
        return self.arrow(f"SELECT * FROM {table}")

    def to_pandas(self, table: str) -> pandas.DataFrame:
        """One of the tables as a pandas data frame (see `to_arrow`). Raises ImportError where pandas is missing."""
        return self.to_arrow(table).to_pandas()

    def to_polars(self, table: str) -> polars.DataFrame:
        """One of the tables as a polars data frame (see `to_arrow`). Raises ImportError where polars is missing."""
        import polars

        found = polars.from_arrow(self.to_arrow(table))
        assert isinstance(found, polars.DataFrame)
        return found
