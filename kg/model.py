"""The records that every step shares: types, relations, documents, mentions, entities, statements.

This module imports nothing of the package but the types and relations (`kg.kinds`), and no third party. All records
are frozen; sequences are tuples; spans are half-open and count code points of the text *as given*, from 0.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import NamedTuple, TypeVar

from kg.kinds import QUALITIES as QUALITIES
from kg.kinds import RELATION_NAME as RELATION_NAME
from kg.kinds import Definition as Definition
from kg.kinds import EntityType as EntityType
from kg.kinds import K as K
from kg.kinds import Kind as Kind
from kg.kinds import Quality as Quality
from kg.kinds import R as R
from kg.kinds import Relation as Relation
from kg.kinds import T as T
from kg.kinds import Term as Term

KG = "https://w3id.org/policy-kg/ontology#"
KGV = "https://w3id.org/policy-kg/vocab/"
KGI = "https://w3id.org/policy-kg/id/"


class Modality(Term):
    """How the article puts a statement; only asserted and planned ones become plain triples."""

    ASSERTED = "Asserted"
    PLANNED = "Planned"
    DENIED = "Denied"
    CONDITIONAL = "Conditional"

    @property
    def holds(self) -> bool:
        """True where the statement also stands as a plain edge of the graph."""
        return self in (Modality.ASSERTED, Modality.PLANNED)


class Reason(Term):
    """Why a mention was linked to its entity."""

    EXACT = "exact"
    ALIAS = "alias"
    SHORT_FORM = "short form"
    PATTERN = "pattern"
    CONTEXT = "context"


class Role(StrEnum):
    """What a paragraph is in its article."""

    TITLE = "title"
    DATELINE = "dateline"
    HEADING = "heading"
    BODY = "body"
    FOOT = "foot"
    LETTERHEAD = "letterhead"
    ADDRESSEE = "addressee"
    SIGNATURE = "signature"
    CELL = "cell"
    CHARGE = "charge"


_QUOTES = "“”‘’\"'「」『』《》〈〉"
_UNWRITABLE = "\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff"
_MARKS = re.compile(f"[{_QUOTES}{_UNWRITABLE}\\s]+")
_SYNTAX = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "!#$%&()*+,/:;<=>?@[\\]^`{|}~"} | dict.fromkeys("・•‧", "·"))


def iri_part(name: str) -> str:
    """The form of a name that stands in an IRI: without quotation marks and blanks, ASCII's other signs in full width.

    Names that differ in more than quotation marks, blanks, width and the sign that joins parts differ here too.

    >>> iri_part("“我为群众办实事” 实践活动"), iri_part("A/B行动"), iri_part("皮埃尔・皮卡尔")
    ('我为群众办实事实践活动', 'A／B行动', '皮埃尔·皮卡尔')
    """
    return _MARKS.sub("", unicodedata.normalize("NFC", name)).translate(_SYNTAX) or digest(name)


def tail(iri: str) -> str:
    """What tells an entity apart from all others of its type, as its IRI says it.

    >>> tail("https://w3id.org/policy-kg/vocab/福州市-鼓楼区"), tail("https://w3id.org/policy-kg/id/Place/云川省")
    ('福州市-鼓楼区', '云川省')
    """
    return iri[len(KGV) :] if iri.startswith(KGV) else iri[len(KGI) :].partition("/")[2]


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that depend on the parts alone."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """One text as it was given, with what its head and foot say of it.

    `text` is the text as given, with a line feed for each line end: all offsets of evidence count its code points, so
    that they are the character positions of RFC 5147, where a CRLF is one (`given_span` counts those of a file).
    `date` is ISO 8601 (`2021-04-14`) or empty, the day on which an official document was written, or else that of
    publication; `published` is the latter where both are known. `number` is a document's number
    (`浙政办发〔2021〕15号`), `issuers`, `addressees`, `copied`, `printer` and `attachments` are names as written.
    `form` is that of the input, `site`, `column` and `retrieved` say where and when it was found, `pages` are the
    offsets at which the pages of a printed form begin. All are empty where unknown.
    """

    iri: str
    title: str = ""
    date: str = ""
    source: str = ""
    reporters: tuple[str, ...] = ()
    url: str = ""
    text: str = field(default="", repr=False)
    number: str = ""
    published: str = ""
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    printer: str = ""
    attachments: tuple[str, ...] = ()
    form: str = ""
    site: str = ""
    column: str = ""
    retrieved: str = ""
    pages: tuple[int, ...] = field(default=(), repr=False)

    def page(self, start: int) -> int:
        """The number of the page that an offset stands on, from 1; 0 where the text has no pages."""
        return bisect_right(self.pages, start)

    def merged(self, other: Article) -> Article:
        """What is known of a text that was given twice, each time perhaps with other words about it.

        Of two titles, dates, sources, reporters or addresses the first in order stands, and what is empty gives way, so
        that no order of merging matters. Raises ValueError when the IRIs differ.
        """
        if self == other:
            return self
        if self.iri != other.iri:
            raise ValueError(f"cannot merge {self.iri} with {other.iri}")
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return Article(*(_least(one, another) for one, another in pairs))


_Value = TypeVar("_Value", str, "Kind | None", tuple[str, ...])


def _least(one: _Value, other: _Value) -> _Value:
    """The first in order of what is given; what is empty gives way."""
    return min(one, other) if one and other else one or other


class _Quote(NamedTuple):
    article: str
    start: int
    end: int
    quote: str


class Evidence(_Quote):
    """The exact words: `quote == article.text[start:end]`, never empty.

    A tuple, as `Mention` is: reading makes, compares and sorts more of these than of anything else.
    """

    __slots__ = ()

    def __new__(cls, article: str, start: int, end: int, quote: str) -> Evidence:
        """Raises ValueError where the quote is empty or not as long as its span."""
        if not quote or end - start != len(quote):
            raise ValueError(f"evidence without its words: {start}–{end} {quote!r}")
        return tuple.__new__(cls, (article, start, end, quote))


def in_text(names: Iterable[str], text: str) -> tuple[str, ...]:
    """The names, each once, in the order in which a text has them; those that it does not have so go first.

    >>> in_text({"财政局", "住建局"}, "住建局、财政局：")
    ('住建局', '财政局')
    """
    return tuple(sorted(set(names), key=lambda name: (text.find(name), name)))


def given_span(text: str, start: int, end: int) -> tuple[int, int]:
    r"""Offsets in a text as its file has it, with CRLF line ends, of a span that counts each of them as one.

    >>> given_span("城建处\r\n抓好城市体检", 4, 6)
    (5, 7)
    """
    ends = [m.start() - n for n, m in enumerate(re.finditer("\r\n", text))]
    return start + bisect_left(ends, start), end + bisect_left(ends, end)


class Qualifier(NamedTuple):
    """When, or how much, of a statement: one of `QUALITIES`, and the words that say it.

    `values` are those of the quality's fields, each empty where it is not known: of `近年来` the end is known alone.
    """

    quality: str
    values: tuple[str, ...]
    evidence: Evidence

    @property
    def iri(self) -> str:
        """The IRI, made of what is said and where."""
        e = self.evidence
        return f"{KGI}qualifier/{digest(self.quality, *self.values, e.article, str(e.start), str(e.end))}"

    @property
    def shown(self) -> str:
        """The words, and what they stand for.

        >>> Qualifier("when", ("2021-01-01", "2021-04-14"), Evidence("urn:a", 0, 4, "今年以来")).shown
        '今年以来 (2021-01-01/2021-04-14)'
        """
        parted = "/" if QUALITIES[self.quality].fields[-1][1] == "day" else " "
        meant = parted.join(self.values) if any(self.values) else ""
        words = "".join(self.evidence.quote.split())
        return f"{words} ({meant})" if meant else words


def in_words(qualifiers: Iterable[Qualifier], quality: str) -> str:
    """What qualifiers say of a quality, each thing once: 今年以来 (2021-01-01/2021-04-14)；4月12日 (…); or empty."""
    return "；".join(dict.fromkeys(q.shown for q in qualifiers if q.quality == quality))


class Mention(NamedTuple):
    """One place where an article names an entity (its IRI), and why it was taken for it."""

    entity: str
    evidence: Evidence
    reason: Reason = Reason.EXACT


class LeftOut(NamedTuple):
    """A thing that an article seems to name and hardly means, or a relation that it seems to state and hardly says.

    `likelihood` is 0 to 1, `against` what speaks most so.
    """

    type: EntityType | Relation
    evidence: Evidence
    likelihood: float
    against: tuple[str, ...]

    @property
    def hardly(self) -> str:
        """What the article hardly does: a thing is hardly `meant`, a relation hardly `said`."""
        return "meant" if isinstance(self.type, EntityType) else "said"


class Entity(NamedTuple):
    """A thing that articles name. `names` are its other names; `entry` is True where a vocabulary knows it."""

    iri: str
    type: EntityType
    label: str
    kind: Kind | None = None
    names: tuple[str, ...] = ()
    label_en: str = ""

    @property
    def entry(self) -> bool:
        """True where a vocabulary holds the entity."""
        return self.iri.startswith(KGV)

    def identified(self, iri: str) -> Entity:
        """The entity under another IRI; a person who is not the vocabulary's has none of the names that it gives."""
        if iri == self.iri:
            return self
        another = self.entry and self.type is EntityType.PERSON
        return Entity(iri, self.type, self.label, self.kind) if another else self._replace(iri=iri)

    def merged(self, other: Entity) -> Entity:
        """The entity with the names of both; raises ValueError when the IRIs differ.

        Of two labels, kinds or English labels the first in order stands, so that no order of merging matters.
        """
        if self == other:
            return self
        if self.iri != other.iri:
            raise ValueError(f"cannot merge {self.iri} with {other.iri}")
        label = min(self.label, other.label)
        names = {*self.names, *other.names, self.label, other.label} - {label}
        return Entity(
            self.iri,
            min(self.type, other.type),
            label,
            _least(self.kind, other.kind),
            tuple(sorted(names)),
            _least(self.label_en, other.label_en),
        )


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """A relation that articles state, with every place where they state it.

    Two statements are the same, and merge, when all but their evidence, what read them, how sure that is and what
    qualifies them is the same: the merge has all of both. The ends of a symmetric relation stand in the order of their
    IRIs (see `statement`). `trigger` is the word of the text that carries the relation, or empty; `speaker` the IRI of
    the body for which the speaker speaks, or empty; `derived_from` the vocabulary entry that a fact was taken from, or
    empty; `read_by` are the names of the constructions that read it anywhere, `qualifiers` say when or how much where
    that is said; both are sorted. `confidence` is how likely it is right where it is read best, 0 to 1; 0 where nobody
    said.
    """

    subject: str
    relation: Relation
    object: str
    evidence: tuple[Evidence, ...]
    modality: Modality = Modality.ASSERTED
    trigger: str = ""
    speaker: str = ""
    derived_from: str = ""
    read_by: tuple[str, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    confidence: float = 0.0

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"no evidence for {self.subject} {self.relation} {self.object}")

    @property
    def key(self) -> tuple[str, ...]:
        """All that makes the statement what it is, without its evidence and what read it."""
        return (
            self.subject,
            self.relation,
            self.object,
            self.modality,
            self.trigger,
            self.speaker,
            self.derived_from,
        )

    @property
    def iri(self) -> str:
        """The IRI, made from the key."""
        return f"{KGI}statement/{digest(*self.key)}"

    def merged(self, others: Iterable[Statement]) -> Statement:
        """The statement with the evidence, the readers and the qualifiers of others too, sorted and each once."""
        every = (self, *others)
        evidence, read_by, qualifiers = (
            tuple(sorted({one for s in every for one in getattr(s, name)}))
            for name in ("evidence", "read_by", "qualifiers")
        )
        surest = max(s.confidence for s in every)
        return replace(self, evidence=evidence, read_by=read_by, qualifiers=qualifiers, confidence=surest)


def statement(
    subject: str,
    relation: Relation,
    object: str,
    evidence: Sequence[Evidence],
    modality: Modality = Modality.ASSERTED,
    trigger: str = "",
    speaker: str = "",
    derived_from: str = "",
    read_by: Sequence[str] = (),
    qualifiers: Sequence[Qualifier] = (),
    confidence: float = 0.0,
) -> Statement:
    """A statement, what it rests on sorted and, for a symmetric relation, its ends in the order of their IRIs."""
    if relation.symmetric and subject > object:
        subject, object = object, subject
    found = tuple(evidence if len(evidence) == 1 else sorted(set(evidence)))
    readers, said = tuple(sorted(read_by)), tuple(sorted(set(qualifiers))) if qualifiers else ()
    return Statement(
        subject, relation, object, found, modality, trigger, speaker, derived_from, readers, said, confidence
    )
