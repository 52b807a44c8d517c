"""Pairs that are one thing by what speaks for them alone, so that nobody need decide: few, and each for a reason.

A name is never enough. What an article alone knows is joined where another article tells the same text; a person also
where both are named with what few articles name, a meeting where the same people attend it at the same time. Things
that more than an article knows are never joined with each other, and nothing is that might be two of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from kg.model import KGI, Entity, EntityType, K, Mention
from kg.same.candidates import Candidate

_ALIKE = 0.5  # share of what few articles name, from which on two of them tell one text
_MANY = 5  # things of that sort that they must name
_TWO = 2  # things named with a person of a name that few bear
_SHORT = 2  # characters of a name that many bear
_MEETING = 5  # characters of a meeting's name that is more than its kind
_GUESTS = 3  # things named with a meeting that somebody attends
_EVERYWHERE = frozenset({K.GOVERNMENT, K.PARTY_BODY})
_TOLD = 8  # things that a reason names


class Known(Protocol):
    """What is asked of a graph or a store."""

    @property
    def entities(self) -> Mapping[str, Entity]:
        """The things by their IRI."""
        ...

    def mentions_of(self, entity: str) -> Iterator[Mention]:
        """Where a thing is named."""
        ...


def sure(pairs: Iterable[Candidate], known: Known) -> list[Candidate]:
    """Those of the pairs that are one thing beyond doubt, in the order of their IRIs."""
    found = sorted((c for c in pairs if _decides(c, known.entities)), key=lambda c: (c.one, c.other))
    groups: dict[str, set[str]] = {}
    for c in found:
        both = groups.get(c.one, {c.one}) | groups.get(c.other, {c.other})
        groups.update(dict.fromkeys(both, both))
    doubted = {iri for iri, group in groups.items() if _doubtful(group, known)}
    return [c for c in found if c.one not in doubted]


def reason(c: Candidate, things: Mapping[str, Entity]) -> str:
    """Why a pair is one thing, in words that stay with the link."""
    names = [things[iri].label for iri in c.named[:_TOLD] if iri in things]
    said = [f"named with {', '.join(names)}"] if names else []
    said += ["linked to the same"] * bool(c.linked) + ["a few days apart"] * c.near
    return "; ".join([*said, *["one text told twice"] * _told_twice(c)])


def _told_twice(c: Candidate) -> bool:
    """True where articles of both tell one text."""
    return c.near and c.alike >= _ALIKE and len(c.named) >= _MANY


def _decides(c: Candidate, things: Mapping[str, Entity]) -> bool:
    local = [iri for iri in (c.one, c.other) if "#" in iri]
    if not local or any(iri.endswith("/reporter") for iri in (c.one, c.other)):
        return False
    if _told_twice(c):
        return True
    thing = things[local[0]]
    if thing.type is EntityType.PERSON:
        return _person(c, thing.label, things)
    if thing.type is EntityType.MEETING and len(local) == len((c.one, c.other)):
        return c.near and bool(c.linked) and len(c.named) >= _GUESTS and len(thing.label) >= _MEETING
    return False


def _person(c: Candidate, name: str, things: Mapping[str, Entity]) -> bool:
    """True where two persons of a name are named with the same: a name that many bear takes a body that few name."""
    beside = [things[i] for i in c.named if i.startswith(KGI) and i in things]
    bodies = any(e.type is EntityType.ORGANIZATION and e.kind not in _EVERYWHERE for e in beside)
    if len(name) <= _SHORT:
        return len(c.named) >= _TWO and bodies
    return len(c.named) >= _TWO and (c.near or bodies or any(e.type is EntityType.PERSON for e in beside))


def _doubtful(group: Iterable[str], known: Known) -> bool:
    """True for things of which two are known beyond an article, or named by one."""
    if sum("#" not in iri for iri in group) > 1:
        return True
    seen: dict[str, str] = defaultdict(str)
    for iri in group:
        for article in {m.evidence.article for m in known.mentions_of(iri)}:
            if seen[article]:
                return True
            seen[article] = iri
    return False
