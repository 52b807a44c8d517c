"""The rows behind the pages of a store (see `kg.serve.source`), from its tables; nothing of it is loaded whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.confidence import of_readers
from kg.corpus import named
from kg.corpus.front import Front, front, life
from kg.corpus.opened import Corpus
from kg.corpus.search import search
from kg.corpus.shelf import Shelf
from kg.graph import fold
from kg.model import KG, Article, Entity
from kg.query import QueryError, Question
from kg.serve.pages import TYPES, Row, Say

_ROOM = 90
"""Characters of the text that are looked through on either side for the ends of a sentence."""

_MOST = 1000
"""Rows that a page has room for."""

_SENTENCE = (
    'kg(relation) AS relation, kg(modality) AS modality, relation AS "rel", read_by, confidence, '
    "array_to_string([q.quality || ' ' || q.evidence.quote for q in qualifiers], chr(10)) AS qualified, "
    "quote, article, "
    f"a.title, c.date, a.url, substr(a.text, greatest(start - {_ROOM}, 0) + 1, least(start, {_ROOM})) AS before, "
    f'substr(a.text, "end" + 1, {_ROOM}) AS after'
)
"""What is said of the rows `c` of statements: the texts are looked into for those alone that a page has room for."""


def _row(names: Sequence[str], values: Iterable[object]) -> dict[str, Mapping[str, str]]:
    """A row as SPARQL's JSON has it; what is empty is left out."""
    return {name: {"value": str(value)} for name, value in zip(names, values, strict=True) if value not in {None, ""}}


def rows(corpus: Corpus, query: str, **values: object) -> list[Row]:
    """The rows of a SQL query, as SPARQL's JSON has them."""
    names, found = corpus.named_rows(query, values)
    return [_row(names, row) for row in found]


def _stated(corpus: Corpus, query: str, **values: object) -> list[Row]:
    """The rows of statements with how sure each is."""
    names, found = corpus.named_rows(query, values)
    listed: list[Row] = []
    for values_ in found:
        said = dict(zip(names, values_, strict=True))
        shares = of_readers(said.pop("rel"), said.pop("read_by") or ())
        sure = said.pop("confidence") or shares
        listed.append({**_row([*said], said.values()), "confidence": {"value": f"{sure:.2f}"}})
    return listed


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a store as a source of pages; `known` is what the front page says of it."""

    shelf: Shelf
    known: Front

    def counts(self) -> list[Row]:
        """How many of each type there are."""
        with self.shelf.corpus() as corpus:
            return rows(
                corpus,
                "SELECT kg(type) AS type, count(*) AS count FROM entities GROUP BY type UNION ALL "
                "SELECT kg('Article'), count(*) FROM heads ORDER BY count DESC, type",
            )

    def things(self, text: str, type_: str) -> list[Row]:
        """Entities with the text in a name."""
        with self.shelf.corpus() as corpus:
            return rows(
                corpus,
                """
                WITH hit AS (
                    SELECT iri, min(name) AS also FROM names JOIN entities e USING (iri)
                    WHERE contains(name, $text) AND ($type = '' OR type = $type) GROUP BY iri
                ),
                times AS (SELECT entity, CAST(sum(texts) AS BIGINT) AS count FROM monthly
                          WHERE entity IN (SELECT iri FROM hit) GROUP BY entity)
                SELECT iri AS x, kg(type) AS type, label AS name, also, coalesce(count, 0) AS count
                FROM hit JOIN entities e USING (iri) LEFT JOIN times ON entity = iri
                ORDER BY count DESC, name, x LIMIT 100
                """,
                text=fold(text),
                type=type_ if type_ in TYPES else "",
            )

    def articles(self, text: str) -> list[Row]:
        """Articles with the words of the text, the best first; the latest without any."""
        with self.shelf.corpus() as corpus:
            if not text:
                return articles(corpus)
            hits = search(corpus, text, limit=100).hits
            return [_row(("x", "name", "date", "snippet"), (h.iri, h.title, h.date, h.snippet)) for h in hits]

    def names(self, iris: Sequence[str]) -> list[Row]:
        """What entities and articles are called."""
        query = (
            "SELECT iri AS x, label AS name FROM entities WHERE iri IN (SELECT unnest($iris)) UNION ALL "
            "SELECT iri, title FROM heads WHERE iri IN (SELECT unnest($iris))"
        )
        with self.shelf.corpus() as corpus:
            return rows(corpus, query, iris=[*iris])

    def answered(self, asked: Question, values: Mapping[str, str], say: Say) -> Mapping[str, Any]:
        """The answer to a named question. Raises LookupError for a value that is none."""
        with self.shelf.corpus() as corpus:
            try:
                given: dict[str, Any] = {**values}
                found = named.ask(corpus, asked.name, limit=_MOST, **given)
            except QueryError as error:
                raise LookupError(str(error)) from error
        answer: Mapping[str, Any] = json.loads(found.text("json"))
        return answer

    def said(self, iri: str) -> list[Row]:
        """What is said of an entity or an article."""
        with self.shelf.corpus() as corpus:
            try:
                return (
                    _article(corpus.articles[iri])
                    if "/article/" in iri and "#" not in iri
                    else _entity(corpus.entities[iri])
                )
            except KeyError:
                return []

    def about(self, iri: str) -> list[Row]:
        """The statements of which an entity is an end."""
        order = "direction DESC, c.relation, name, c.date, start"
        query = f"""
            WITH c AS MATERIALIZED (
                SELECT * FROM (
                    SELECT '>' AS direction, object AS other, object_label AS name, * FROM ends
                    WHERE entity = $iri AND subject = $iri
                    UNION ALL SELECT '<', subject, subject_label, * FROM ends WHERE entity = $iri AND object = $iri
                ) AS c ORDER BY {order} LIMIT {_MOST}
            )
            SELECT direction, other, kg(e.type) AS type, name, {_SENTENCE}
            FROM c JOIN entities e ON e.iri = other JOIN articles a ON a.iri = article ORDER BY {order}
        """
        with self.shelf.corpus() as corpus:
            return _stated(corpus, query, iri=iri)

    def named_in(self, iri: str) -> list[Row]:
        """The articles that name an entity."""
        query = (
            "SELECT iri AS article, title, date FROM heads "
            "WHERE iri IN (SELECT article FROM mentions WHERE entity = $iri) ORDER BY date DESC, title LIMIT 200"
        )
        with self.shelf.corpus() as corpus:
            return rows(corpus, query, iri=iri)

    def mentions(self, iri: str) -> list[Row]:
        """The places at which an article names entities."""
        with self.shelf.corpus() as corpus:
            places = corpus.rows("SELECT part, n FROM raw_articles WHERE iri = ?", iri)
            wanted = " OR ".join(f"part = $part{i} AND n = $n{i}" for i in range(len(places)))
            values: dict[str, object] = {}
            for i, (part, n) in enumerate(places):
                values |= {f"part{i}": part, f"n{i}": n}
            query = (
                'SELECT DISTINCT entity, kg(e.type) AS type, start, "end" FROM raw_mentions '
                f'JOIN entities e ON e.iri = entity WHERE {wanted or "false"} ORDER BY start, "end" DESC, entity'
            )
            return rows(corpus, query, **values)

    def stated(self, iri: str) -> list[Row]:
        """The statements of an article."""
        query = f"""
            SELECT subject, subject_label AS "subjectName", object, object_label AS "objectName", {_SENTENCE}
            FROM labelled c JOIN articles a ON a.iri = article WHERE article = $iri ORDER BY start LIMIT {_MOST}
        """
        with self.shelf.corpus() as corpus:
            return _stated(corpus, query, iri=iri)

    def overview(self, say: Say) -> str:
        """Years, communities, the top of each type, what rises and falls."""
        return front(self.known.known(), say)

    def life(self, iri: str, say: Say) -> str:
        """An entity's years, and who takes it up."""
        with self.shelf.corpus() as corpus:
            return life(corpus, iri, say)


def articles(corpus: Corpus, since: str = "", until: str = "", skip: int = 0, most: int = 100) -> list[Row]:
    """The articles of a span of time, the latest first: `x`, `name`, `date`."""
    return rows(
        corpus,
        "SELECT iri AS x, title AS name, date FROM heads WHERE date >= $since "
        f"AND ($until = '' OR date <> '' AND substr(date, 1, {len(until)}) <= $until) "
        f"ORDER BY date DESC, title, iri LIMIT {int(most)} OFFSET {int(skip)}",
        since=since,
        until=until,
    )


def _entity(entity: Entity) -> list[Row]:
    """What is said of an entity, as its triples say it."""
    said = [("rdf#type", KG + entity.type.value, "")]
    said += [("rdf#type", KG + entity.kind.value, "")] if entity.kind else []
    said += [("rdfs#label", entity.label, "zh"), ("rdfs#label", entity.label_en, "en")]
    said += [("skos#altLabel", name, "zh") for name in entity.names]
    return [
        {"property": {"value": key}, "value": {"value": value, "xml:lang": language}}
        for key, value, language in said
        if value
    ]


def _article(article: Article) -> list[Row]:
    """What is said of an article, as its triples say it."""
    said = [
        ("rdf#type", KG + "Article"),
        ("dcterms#title", article.title),
        ("dcterms#issued", article.date),
        ("dcterms#source", article.source),
        *(("schema#author", name) for name in article.reporters),
        ("schema#url", article.url),
        ("schema#articleBody", article.text),
    ]
    return [_row(("property", "value"), pair) for pair in said if pair[1]]
