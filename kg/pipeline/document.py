"""The order of the steps: read, recognise, link, weigh, relate, and the graph of what they found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.confidence import of_readers, rounded
from kg.garbage import seldom_collected, uncollected
from kg.graph import Graph
from kg.identify import identify
from kg.link import link
from kg.model import Article, Entity, EntityType, Evidence, LeftOut, Mention, Qualifier, Statement, statement
from kg.normalised import CLOSING, OPENING
from kg.parse.reading import Fact, Linked, Reading, parse
from kg.pipeline.sources import Sources
from kg.qualify import dated, qualify
from kg.read import Document
from kg.recognise import recognise
from kg.relate import relate
from kg.relate.tasks import charges
from kg.weigh import Unlikely, hardly_meant, hardly_stated, likely
from kg.weigh.stated import Unlikely as Unstated
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
    left_out: Sequence[LeftOut]


def _graph(found: Sequence[_Records]) -> Graph:
    """The graph of all records."""
    return Graph(
        (one.article for one in found),
        (entity for one in found for entity in one.entities),
        (mention for one in found for mention in one.mentions),
        (statement for one in found for statement in one.statements),
        left_out=(each for one in found for each in one.left_out),
    )


def _found(documents: Sequence[Document], known: Lexicon) -> list[_Records]:
    """What each document says; when cycles are looked for again, all that it was read by is gone."""
    with uncollected():
        return _read(documents, known)


def _read(documents: Sequence[Document], known: Lexicon) -> list[_Records]:
    """What each document says.

    Each step goes over all documents before the next one does: what it looks up stays in the processor's memory, so
    that many short documents take a fifth less time than one after another.
    """
    readings = [parse(document.view, document.paragraphs, known) for document in documents]
    for reading in readings:
        recognise(reading, known)
    dated = zip(readings, documents, strict=True)
    linked = [link(reading, known, document.article.date) for reading, document in dated]
    unlikely = [hardly_meant(*each, known.weights) for each in zip(readings, linked, strict=True)]
    facts = [
        _facts(document, reading, found, known)
        for document, reading, found in zip(documents, readings, linked, strict=True)
    ]
    each_found = zip(documents, readings, linked, facts, unlikely, strict=True)
    return [_records(*each, known) for each in each_found]


def seemingly_said(
    document: Document, reading: Reading, linked: Linked, facts: Iterable[Fact], known: Lexicon
) -> list[Fact]:
    """All that a document seems to say: the facts, who is charged with which task, and what is likely beside them."""
    said = [*facts, *charges(reading, document.tasks)]
    return [*said, *likely(reading, linked, said, known.weights)]


def _facts(document: Document, reading: Reading, linked: Linked, known: Lexicon) -> tuple[list[Fact], list[Unstated]]:
    """What a document says, of what constructions read and what is likely beside it, and what it hardly says."""
    said = seemingly_said(document, reading, linked, relate(reading, linked, known), known)
    kept, unstated = hardly_stated(reading, linked, said, known.weights)
    return qualify(reading, kept, document.article.date, known), unstated


def _records(
    document: Document,
    reading: Reading,
    linked: Linked,
    said: tuple[Sequence[Fact], Sequence[Unstated]],
    unlikely: Sequence[Unlikely],
    known: Lexicon,
) -> _Records:
    """What was found in a document, with the words of the text as it was given."""
    facts, unstated = said
    article = document.article
    text = article.text

    iri, places = article.iri, reading.plain.kept(document.places())

    def evidence(start: int, end: int) -> Evidence:
        first, last = places[start], places[end - 1] + 1
        return Evidence(iri, first, last, text[first:last])

    def whole(start: int, end: int) -> Evidence:
        """The words with all of a quotation that ends in them: “十四五”|时期."""
        found = evidence(start, end)
        before = found.start - 1
        if any(mark in found.quote for mark in CLOSING) and before >= 0 and text[before] in OPENING:
            return Evidence(iri, before, found.end, text[before : found.end])
        return found

    sources = Sources.of(document, known)
    when = dated(reading, article.date, known)
    renamed = identify(article, reading, linked, facts, sources.bylines, sources.medium, when, known)

    def named(entity: str) -> str:
        return renamed.get(entity, entity)

    entities = [e.identified(named(e.iri)) for e in linked.entities.values()]
    mentions = [Mention(named(n.entity), evidence(n.start, n.end), n.reason) for n in reading.names]
    statements = [
        statement(
            named(f.subject), f.relation, named(f.object), (evidence(f.start, f.end),),
            f.modality, f.trigger, named(f.speaker), f.derived_from, (f.read_by,),
            [Qualifier(q.quality, q.values, whole(q.start, q.end)) for q in f.qualifiers],
            rounded(f.likelihood) if f.likelihood else of_readers(f.relation.value, (f.read_by,)),
        )
        for f in facts
        if named(f.subject) != named(f.object)
    ]  # fmt: skip
    persons = {e.label: e.iri for e in entities if e.type is EntityType.PERSON}
    for record in sources.records(persons):
        match record:
            case Entity():
                entities.append(record)
            case Mention():
                mentions.append(record)
            case Statement():
                statements.append(record)
    left_out = [
        LeftOut(one.names[0].type, evidence(one.names[0].start, one.names[0].end), one.likelihood, one.against)
        for one in unlikely
    ]
    left_out += (
        LeftOut(one.facts[0].relation, evidence(one.facts[0].start, one.facts[0].end), one.likelihood, one.against)
        for one in unstated
    )
    return _Records(article, entities, mentions, statements, left_out)
