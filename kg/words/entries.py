"""What the ontology says of a word: vocabulary entries, what it evokes and does, the form that its end makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from kg.model import EntityType, Kind, Relation
from kg.words.grammar import Cue, Post, Strength, TimeSense


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A thing that a vocabulary names.

    `names` holds its other Chinese names; `parent` an IRI or empty; `code` the identifier of a division, or empty;
    `rank` says of a person what posts it has, or is empty. A `generic` programme or formulation is also a plain word of
    prose, which names it only where it is taken as an object or stands in quotation marks. `began` and `ended` are
    ISO dates or years or empty, `later` is the IRI of what replaced it; `recurs` says of what there is one each year,
    one of each issuer or one of each place, or is empty. `nation` is the state for which a person acts, or empty.
    `held` are the days or years on which a meeting of the name took place, in their order, where there were several.
    """

    iri: str
    type: EntityType
    kind: Kind | None
    label: str
    names: tuple[str, ...] = ()
    label_en: str = ""
    parent: str = ""
    file: str = ""
    code: str = ""
    rank: str = ""
    generic: bool = False
    began: str = ""
    ended: str = ""
    later: str = ""
    recurs: str = ""
    nation: str = ""
    held: tuple[str, ...] = ()

    @property
    def is_state(self) -> bool:
        """True for a state: a place that is in no other and has no code of a division."""
        return self.type is EntityType.PLACE and not self.parent and not self.code


@dataclass(frozen=True, slots=True)
class Form:
    """An ending that makes a name: what type and kind of thing it is, and how much the ending says by itself.

    Where a place stands before, a body may be of another kind: `local`, or `alone` where nothing stands between.
    """

    label: str
    type: EntityType
    kind: Kind | None
    strength: Strength
    local: Kind | None = None
    alone: Kind | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a surface form can be, of all that the ontology says of it.

    `listed` are the roles of cues that are only asked for as lists (`kg.words.listed.LISTED`), `cues` all its roles.
    """

    entries: tuple[Entry, ...] = ()
    relations: frozenset[Relation] = frozenset()
    roles: frozenset[Cue] = frozenset()
    post: Post | Literal[""] = ""
    listed: frozenset[Cue] = frozenset()
    cues: frozenset[Cue] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cues", self.roles | self.listed if self.listed else self.roles)


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word that says when: `first` and `last` are numbers whose meaning its sense says, `on` the day of an event."""

    label: str
    sense: TimeSense
    first: int = 0
    last: int = 0
    on: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression for names of a type; each of `contains` stands in every one of them."""

    type: EntityType
    regex: re.Pattern[str]
    contains: tuple[str, ...]


def not_before(one: str, other: str) -> bool:
    """True unless one ISO date is before the other, as far as both say it; what is not said is before nothing.

    >>> not_before("2018-05-02", "2018-03"), not_before("2018", "2018-03"), not_before("2018-02-28", "2018-03")
    (True, True, False)
    """
    said = min(len(one), len(other))
    return one[:said] >= other[:said]
