"""The medium and the reporters that head or foot of a document name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.confidence import of_readers
from kg.identify.context import local
from kg.identify.persons import SHORT, commonly_borne
from kg.model import (
    KGI,
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
    tail,
)
from kg.normalised import plain
from kg.read import Document
from kg.read.fields import Field
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Sources:
    """The media that a document names, in its order, and its reporters, with where they are named.

    `known` is the lexicon that they are read with.
    """

    document: Document
    media: tuple[tuple[Entity, Field], ...]
    reporters: tuple[Field, ...]
    known: Lexicon

    @classmethod
    def of(cls, document: Document, known: Lexicon) -> Sources:
        """The sources of a document."""
        media = tuple((_medium(f.value, known), f) for f in document.fields if f.name == "source")
        reporters = (f for f in document.fields if f.name == "reporter" and not _post(f.value, known))
        return cls(document, media, tuple(reporters), known)

    @property
    def bylines(self) -> dict[str, str]:
        """Each reporter with the IRI of the first medium, or an empty one."""
        return {f.value: self.medium for f in self.reporters}

    @property
    def medium(self) -> str:
        """The IRI of the first medium, or an empty one."""
        return self.media[0][0].iri if self.media else ""

    def records(self, persons: Mapping[str, str]) -> Iterator[Entity | Mention | Statement]:
        """Media and reporters as entities with their mentions, each reporter a member of the first medium.

        `persons` holds those whom the text names as well, by their names.
        """
        for medium, f in self.media:
            yield medium
            yield Mention(medium.iri, self._evidence(f.start, f.end))
        for f in self.reporters:
            iri = persons.get(f.value) or self._reporter(f.value)
            yield Entity(iri, EntityType.PERSON, f.value)
            yield Mention(iri, self._evidence(f.start, f.end), Reason.PATTERN)
            if self.media:
                medium, source = self.media[0]
                start, end = min(f.start, source.start), max(f.end, source.end)
                where = (self._evidence(start, end),)
                read_by = ("byline",)
                sure = of_readers(Relation.MEMBER_OF.value, read_by)
                yield statement(iri, Relation.MEMBER_OF, medium.iri, where, read_by=read_by, confidence=sure)

    def _reporter(self, name: str) -> str:
        """The IRI of a reporter whom nothing but head or foot names."""
        if len(name) > SHORT:
            return f"{KGI}Person/{iri_part(name)}/{Cue.REPORTER}"
        if self.media:
            return f"{KGI}Person/{iri_part(name)}/{tail(self.media[0][0].iri)}"
        if commonly_borne(name, self.known):
            return local(self.document.article.iri, f"{KGI}Person/{iri_part(name)}")
        return f"{KGI}Person/{iri_part(name)}/{Cue.REPORTER}"

    def _evidence(self, start: int, end: int) -> Evidence:
        article = self.document.article
        first, last = self.document.span(start, end)
        return Evidence(article.iri, first, last, article.text[first:last])


def _post(name: str, known: Lexicon) -> bool:
    """True for what ends in a post: 作者系云川省委常委、|组织部长."""
    ends = (known.words.get(name[k:]) for k in range(len(name) - 1))
    return any(word is not None and word.post for word in ends)


def _medium(name: str, known: Lexicon) -> Entity:
    """The medium of a name: the vocabulary's, or else a new one."""
    word = known.words.get(plain(name))
    entry = next((e for e in word.entries if e.type is EntityType.ORGANIZATION), None) if word else None
    if entry is not None:
        return Entity(entry.iri, entry.type, entry.label, entry.kind, entry.names, entry.label_en)
    if name[1:] in known.words and any(e.kind is Kind.MEDIA for e in known.words[name[1:]].entries):
        return _medium(name[1:], known)  # 据|新华社
    return Entity(f"{KGI}Organization/{iri_part(name)}", EntityType.ORGANIZATION, name, Kind.MEDIA)
