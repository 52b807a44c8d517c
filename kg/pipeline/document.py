"""The order of the steps: read, recognise, link, relate, and the graph of what they found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.garbage import seldom_collected, uncollected
from kg.graph import Graph
from kg.link import link
from kg.model import (
    KGI,
    Article,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Mention,
    Reason,
    Relation,
    Statement,
    iri_part,
    statement,
)
from kg.normalised import plain
from kg.parse.reading import Fact, Linked, Reading, parse
from kg.read import Document
from kg.recognise import recognise
from kg.relate import relate
from kg.words.lexicon import Lexicon

_BATCH = 150_000
"""Characters of a batch: most of what there is to gain, at no more memory than loading the vocabularies took."""


def build_document(document: Document, known: Lexicon) -> Graph:
    """The graph of one document: a pure function of the document and the lexicon."""
    return build_batch([document], known)[0]


def build_documents(documents: Iterable[Document], known: Lexicon) -> Graph:
    """The graph of all documents, merged into one."""
    with seldom_collected():
        return _graph([one for batch in batches(documents) for one in _found(batch, known)])


def batches(documents: Iterable[Document], characters: int = _BATCH) -> Iterator[list[Document]]:
    """The documents in batches for `build_batch`: as many as it takes to have so many characters."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def build_batch(documents: Sequence[Document], known: Lexicon) -> list[Graph]:
    """The graph of each document, the same as `build_document` gives."""
    return [_graph([one]) for one in _found(documents, known)]


class _Records(NamedTuple):
    """The records of one document."""

    article: Article
    entities: Sequence[Entity]
    mentions: Sequence[Mention]
    statements: Sequence[Statement]


def _graph(found: Sequence[_Records]) -> Graph:
    """The graph of all records."""
    return Graph(
        (one.article for one in found),
        (entity for one in found for entity in one.entities),
        (mention for one in found for mention in one.mentions),
        (statement for one in found for statement in one.statements),
    )


def _found(documents: Sequence[Document], known: Lexicon) -> list[_Records]:
    """What each document says.

    Each step goes over all documents before the next one does: what it looks up stays in the processor's memory, so
    that many short documents take a fifth less time than one after another.
    """
    with uncollected():
        readings = [parse(document.view, document.paragraphs, known) for document in documents]
        for reading in readings:
            recognise(reading, known)
        linked = [link(reading, known) for reading in readings]
        facts = [relate(*each, known) for each in zip(readings, linked, strict=True)]
        return [_records(*each, known) for each in zip(documents, readings, linked, facts, strict=True)]


def _records(document: Document, reading: Reading, linked: Linked, facts: Iterable[Fact], known: Lexicon) -> _Records:
    """What was found in a document, with the words of the text as it was given."""
    article = document.article
    text = article.text

    iri, places = article.iri, reading.plain.kept(document.places())

    def evidence(start: int, end: int) -> Evidence:
        first, last = places[start], places[end - 1] + 1
        return Evidence(iri, first, last, text[first:last])

    entities: dict[str, Entity] = dict(linked.entities)
    mentions = [Mention(n.entity, evidence(n.start, n.end), n.reason) for n in reading.names]
    statements: list[Statement] = []
    for f in facts:
        if f.subject != f.object:
            statements.append(
                statement(
                    f.subject, f.relation, f.object, (evidence(f.start, f.end),),
                    f.modality, f.trigger, f.speaker, f.derived_from, (f.read_by,),
                )
            )  # fmt: skip
    _sources(document, known, entities, mentions, statements)
    return _Records(article, [*entities.values()], mentions, statements)


def _sources(
    document: Document,
    known: Lexicon,
    entities: dict[str, Entity],
    mentions: list[Mention],
    statements: list[Statement],
) -> None:
    """The medium and the reporters that head or foot name, each reporter a member of the medium."""
    article = document.article

    def evidence(start: int, end: int) -> Evidence:
        first, last = document.span(start, end)
        return Evidence(article.iri, first, last, article.text[first:last])

    medium = None
    for f in document.fields:
        if f.name == "source":
            word = known.words.get(plain(f.value))
            entry = next((e for e in word.entries if e.type is EntityType.ORGANIZATION), None) if word else None
            if entry is not None:
                entity = Entity(entry.iri, entry.type, entry.label, entry.kind, entry.names, entry.label_en)
            else:
                entity = Entity(f"{KGI}Organization/{iri_part(f.value)}", EntityType.ORGANIZATION, f.value, Kind.MEDIA)
            entities[entity.iri] = entities[entity.iri].merged(entity) if entity.iri in entities else entity
            mentions.append(Mention(entity.iri, evidence(f.start, f.end)))
            medium = medium or (entity, f)
    for f in document.fields:
        if f.name == "reporter":
            person = Entity(f"{KGI}Person/{iri_part(f.value)}", EntityType.PERSON, f.value)
            entities.setdefault(person.iri, person)
            mentions.append(Mention(person.iri, evidence(f.start, f.end), Reason.PATTERN))
            if medium is not None:
                start, end = min(f.start, medium[1].start), max(f.end, medium[1].end)
                where = (evidence(start, end),)
                statements.append(statement(person.iri, Relation.MEMBER_OF, medium[0].iri, where, read_by=("byline",)))
