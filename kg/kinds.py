"""What things are, and how they are related: types, kinds and relations, the words that every record is made of.

This module imports nothing of the package and no third party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeVar, cast


class Term(StrEnum):
    """A term of the ontology; hashed as the string that it is, which is several times as fast as an Enum's own hash."""

    __hash__ = str.__hash__


_Terms = TypeVar("_Terms", bound=Term)


class _Members:
    """An object whose attributes are the terms."""

    def __init__(self, terms: type[Term]) -> None:
        for name, term in terms.__members__.items():
            setattr(self, name, term)


def members(terms: type[_Terms]) -> type[_Terms]:
    """The terms as plain attributes, for loops: Python 3.11 reads those of an Enum ten times as slowly.

    >>> members(EntityType).PLACE is EntityType.PLACE
    True
    """
    return cast("type[_Terms]", _Members(terms))


class EntityType(Term):
    """The seven types of thing that an article names."""

    ORGANIZATION = "Organization"
    PERSON = "Person"
    PLACE = "Place"
    PROGRAM = "Program"
    SLOGAN = "Slogan"
    MEETING = "Meeting"
    DOCUMENT = "Document"


class Kind(Term):
    """The kinds of organization; an organization of no listed kind has none."""

    MINISTRY = "Ministry"
    DEPARTMENT = "Department"
    AFFILIATED_UNIT = "AffiliatedUnit"
    PARTY_BODY = "PartyBody"
    WORKING_GROUP = "WorkingGroup"
    GOVERNMENT = "Government"
    MEDIA = "Media"
    COMPANY = "Company"
    SCHOOL = "School"


@dataclass(frozen=True, slots=True)
class Definition:
    """What an ontology says of a relation.

    `domain` and `range` are the types of its subjects and objects. `labels` and `inverse` name it from either end,
    `comment` says what it means, each in Chinese and in English. A verb that evokes it takes its object directly where
    `order` is not 0; of several that a verb evokes of one object the lowest order goes first. A `symmetric` relation is
    stated once, in the order of its ends' IRIs; a `lasting` one says what is so rather than what is done: no time or
    amount that stands beside it is its own.
    """

    name: str
    domain: tuple[EntityType, ...]
    range: tuple[EntityType, ...]
    labels: tuple[str, str] = ("", "")
    inverse: tuple[str, str] = ("", "")
    comment: tuple[str, str] = ("", "")
    order: int = 0
    symmetric: bool = False
    lasting: bool = False


RELATION_NAME = re.compile(r"[a-z][A-Za-z0-9]{1,63}")
"""What the name of a relation looks like: worksWith."""


class _Relations(type):
    """The relations as a set: the shipped ones in the ontology's order, then those that were declared, by name."""

    def __iter__(cls) -> Iterator[Relation]:
        shipped, others = _KNOWN[:_SHIPPED], _KNOWN[_SHIPPED:]
        return iter([*shipped, *sorted(others)])

    def __len__(cls) -> int:
        return len(_KNOWN)


class Relation(str, metaclass=_Relations):
    """A relation between entities, as an ontology defines it: one object for each name.

    The shipped ontology's are attributes, since the grammar speaks of them; `declare` makes known those of a user's.
    `Relation("undertakes")` is the relation of that name, and raises ValueError where none is known.

    >>> Relation("undertakes") is Relation.UNDERTAKES
    True
    """

    PART_OF: ClassVar[Relation]
    UNDERTAKES: ClassVar[Relation]
    UPHOLDS: ClassVar[Relation]
    STUDIES: ClassVar[Relation]
    IMPLEMENTS: ClassVar[Relation]
    HOLDS: ClassVar[Relation]
    ATTENDS: ClassVar[Relation]
    ESTABLISHES: ClassVar[Relation]
    COOPERATES_WITH: ClassVar[Relation]
    ISSUES: ClassVar[Relation]
    SUPPORTS: ClassVar[Relation]
    INCLUDES: ClassVar[Relation]
    LOCATED_IN: ClassVar[Relation]
    MEMBER_OF: ClassVar[Relation]

    definition: Definition | None
    """What was declared of it; None for those of the shipped ontology, which says it (`kg.relations`)."""

    symmetric: bool

    def __new__(cls, name: str) -> Relation:
        """The relation of that name."""
        found = _BY_NAME.get(name)
        if found is None:
            raise ValueError(f"{str(name)!r} is no relation: one of {' '.join(Relation)}")
        return found

    @property
    def value(self) -> str:
        """Its name."""
        return str(self)

    @classmethod
    def known(cls, name: str) -> Relation | None:
        """The relation of that name, or None."""
        return _BY_NAME.get(name)

    @classmethod
    def declare(cls, definition: Definition) -> Relation:
        """Make a relation known in this process, and give it; nothing changes where one of that name is known.

        Raises ValueError where its name is not of the form `worksWith`.
        """
        found = _BY_NAME.get(definition.name)
        if found is None:
            if not RELATION_NAME.fullmatch(definition.name):
                raise ValueError(f"{definition.name!r} is no name of a relation: expected letters, as in worksWith")
            found = _known(definition.name, definition.symmetric)
            found.definition = definition
        return found

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Relation, (str(self),)) if self.definition is None else (Relation.declare, (self.definition,))


def _known(name: str, symmetric: bool) -> Relation:
    """A relation that no one knows yet."""
    made = str.__new__(Relation, name)
    made.definition, made.symmetric = None, symmetric
    _BY_NAME[name] = made
    _KNOWN.append(made)
    return made


_BY_NAME: dict[str, Relation] = {}
_KNOWN: list[Relation] = []
for _attribute in Relation.__annotations__:
    if _attribute.isupper():
        _first, *_rest = _attribute.lower().split("_")
        setattr(Relation, _attribute, _known(_first + "".join(map(str.title, _rest)), _attribute == "COOPERATES_WITH"))
_SHIPPED = len(_KNOWN)


@dataclass(frozen=True, slots=True)
class Quality:
    """What a statement may be qualified by: the property `kg:NAME`, and what stands at its end.

    `type` is the class of that; `fields` are its properties in their order, each with what its values are: the `day`
    of an instant (ISO 8601), a `number`, or `text`. All else follows from this: Turtle, tables, page and `kg show`.
    """

    name: str
    type: str
    fields: tuple[tuple[str, str], ...]


QUALITIES: Mapping[str, Quality] = {
    quality.name: quality
    for quality in (
        Quality("when", "time:Interval", (("time:hasBeginning", "day"), ("time:hasEnd", "day"))),
        Quality("quantity", "schema:QuantitativeValue", (("schema:value", "number"), ("schema:unitText", "text"))),
        Quality("whereTo", "prov:Location", (("schema:addressLocality", "text"),)),
    )
}
"""What statements may be qualified by, in the order in which it is told."""

T, K, R = members(EntityType), members(Kind), Relation
"""The types, kinds and relations as the grammar's code names them, which does so a hundred times a sentence."""
