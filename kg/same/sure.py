"""Pairs that are one thing by what speaks for them alone, so that nobody need decide: few, and each for a reason.

A name is never enough. What an article alone knows is joined where another article tells the same text; a person also
where both are named with what few articles name, a meeting where the same people attend it at the same time, a book or
a film where few articles name what both are named with. Of things that more than an article knows two sorts are joined:
persons of a name that few bear, where both belong to a body, where the articles of both name the body for which one
acts, or where these have much in common; and a body with what is called so after another that its articles name too.
Nothing is joined that might be two of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from kg.model import KGI, KGV, Entity, EntityType, K, Mention, Relation, tail
from kg.same.candidates import SHORT, Candidate

_SOME = 0.3  # share of what few articles name that two of them have in common where they tell of one person
_ALIKE = 0.5  # share of what few articles name, from which on two of them tell one text
_MANY = 5  # things of that sort that they must name
_ANCHORS = 2  # things of a name that are known beyond an article, between which an article's is given to one
_CLEARLY = 2  # times as much that must speak for one of two of a name
_TWO = 2  # things named with a person of a name that few bear
_MEETING = 5  # characters of a meeting's name that is more than its kind
_GUESTS = 3  # things named with a meeting that somebody attends
_EVERYWHERE = frozenset({K.GOVERNMENT, K.PARTY_BODY})
_WHO_AND_WHERE = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE})
_WORK = frozenset({*_WHO_AND_WHERE, EntityType.MEETING, EntityType.DOCUMENT})
_TITLE = 4  # characters of a work's title that are not a word
_TWICE = 0.8  # share from which on two of them tell one text whenever they are from
_OWNERS = (EntityType.ORGANIZATION, EntityType.PLACE)
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
    found = _of_one_owner(sorted((c for c in pairs if _decides(c, known)), key=lambda c: (c.one, c.other)))
    beyond = _groups((c.one, c.other) for c in found if "#" not in c.one + c.other)
    found = _chosen(found, beyond)
    groups = _groups((c.one, c.other) for c in found)
    doubted = {iri for iri, group in groups.items() if _doubtful(group, beyond, known)}
    return [c for c in found if c.one not in doubted]


def _chosen(found: Sequence[Candidate], beyond: Mapping[str, set[str]]) -> list[Candidate]:
    """The pairs less those that join a thing of one article with another than the one of two that most speaks for.

    Where the other has nearly as much for it, it is joined with neither; a name of more than two, or of several
    that are one, is left as it is.
    """
    groups = _groups((c.one, c.other) for c in found)
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    ends: list[tuple[str, str]] = []
    for c in found:
        here, known = sorted((c.one, c.other), key=lambda iri: "#" not in iri)
        few = sum("#" not in iri for iri in groups[known]) <= _ANCHORS and known not in beyond
        ends.append((here, known) if few and "#" in here and "#" not in known else ("", ""))
        if ends[-1][0]:
            weights[here][known] = max(weights[here][known], c.weight)
    chosen: dict[str, str] = {"": ""}
    for here, of in weights.items():
        first, *others = sorted(of, key=lambda known: (-of[known], known))
        chosen[here] = first if all(of[first] >= _CLEARLY * of[other] for other in others) else ""
    return [c for c, (here, known) in zip(found, ends, strict=True) if chosen[here] == known]


def _of_one_owner(found: Sequence[Candidate]) -> list[Candidate]:
    """The pairs less those of a body told without what its name begins with that is one of several: 人才研究院."""
    above: dict[str, set[str]] = defaultdict(set)
    for c in found:
        for short, long in ((c.one, c.other), (c.other, c.one)):
            if owner := _above(_chain(long), _chain(short)):
                above[short].add(owner)
    return [c for c in found if not any(len(above[iri]) > 1 for iri in (c.one, c.other))]


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """For each thing all that it is one with by way of others."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        both = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(both, both))
    return groups


def reason(c: Candidate, things: Mapping[str, Entity]) -> str:
    """Why a pair is one thing, in words that stay with the link."""
    names = [things[iri].label for iri in c.named[:_TOLD] if iri in things]
    said = [f"named with {', '.join(names)}"] if names else []
    said += ["linked to the same"] * bool(c.linked) + ["a few days apart"] * c.near
    return "; ".join([*said, *["one text told twice"] * _told_twice(c)])


def _told_twice(c: Candidate) -> bool:
    """True where articles of both tell one text."""
    return c.near and c.alike >= _ALIKE and len(c.named) >= _MANY


def _decides(c: Candidate, known: Known) -> bool:
    local = [iri for iri in (c.one, c.other) if "#" in iri]
    thing = known.entities[local[0] if local else c.one]
    if thing.type is EntityType.PERSON:
        return _one_person(c, thing.label, known.entities, local=bool(local))
    if thing.type is EntityType.ORGANIZATION and _one_body(c, known):
        return True
    if not local:
        return False
    if _told_twice(c):
        return True
    if thing.type is EntityType.MEETING:
        return len(local) == _TWO and _one_meeting(c, thing.label)
    return thing.type is EntityType.DOCUMENT and len(local) == _TWO and _one_work(c, thing.label, known.entities)


def _one_work(c: Candidate, name: str, things: Mapping[str, Entity]) -> bool:
    """True where two books or films of a title are named with a person, body, place, meeting or work that few name."""
    works = len(name) >= _TITLE and all(iri.endswith("/work") for iri in (c.one, c.other))
    return works and any(things[i].type in _WORK for i in c.named if i in things)


def _one_body(c: Candidate, known: Known) -> bool:
    """True where one body is the other with what its name begins with, which articles of the other name as well.

    So 黄河治理研究院 is 云川大学|黄河治理研究院 where its article names the university. A body that an article alone
    knows has much in common with the other besides; so have two of that sort, which one text tells of twice.
    """
    local = sum("#" in iri for iri in (c.one, c.other))
    if local == _TWO:
        return c.alike >= _TWICE and len(c.named) >= _MANY
    much = c.alike >= _ALIKE and len(c.named) >= _GUESTS
    return (much or not local) and _of_an_owner(c, known)


def _of_an_owner(c: Candidate, known: Known) -> bool:
    """True where an article of one of two names what the other's name begins with before the name of the one."""
    short, long = sorted((c.one, c.other), key=lambda iri: ("#" not in iri, len(_chain(iri))))
    owner = _above(_chain(long), _chain(short))
    articles = {m.evidence.article for m in known.mentions_of(short)} if owner else set()
    owners = (iri for iri in (KGV + owner, *(f"{KGI}{t}/{owner}" for t in _OWNERS)) if owner and iri in known.entities)
    return any(m.evidence.article in articles for iri in owners for m in known.mentions_of(iri))


def _chain(iri: str) -> str:
    """What tells a thing from others of its type."""
    return iri.partition("#")[2].partition("/")[2] if "#" in iri else tail(iri)


def _above(long: str, short: str) -> str:
    """What a chain begins with before another that it ends in; else empty.

    >>> _above("云川大学/黄河治理研究院", "黄河治理研究院"), _above("云川大学黄河治理研究院", "黄河治理研究院")
    ('云川大学', '')
    """
    before = long.removesuffix(short)
    return before[:-1] if before != long and before.endswith(("/", "-")) else ""


def _of_one_office(c: Candidate, things: Mapping[str, Entity]) -> bool:
    """True where one of two persons acts for a body that the articles of both name, or for what the other is told by.

    So 周望山/云川大学 and 周望山/national where both articles name 云川大学, 周望山/望山村 and 周望山/德清县/望山村.
    """
    one, other = (_chain(iri).partition("/")[2] for iri in (c.one, c.other))
    if any(tail(i) in (one, other) for i in c.named if i in things and things[i].type is EntityType.ORGANIZATION):
        return True
    short, long = sorted((one, other), key=len)
    return bool(short) and (bool(_above(long, short)) or long.startswith((f"{short}/", f"{short}-")))


def _one_meeting(c: Candidate, name: str) -> bool:
    """True where the same people attend two meetings of a name in the same days."""
    return c.near and bool(c.linked) and len(c.named) >= _GUESTS and len(name) >= _MEETING


def _one_person(c: Candidate, name: str, things: Mapping[str, Entity], *, local: bool) -> bool:
    if not local and len(name) > SHORT and _of_one_office(c, things):
        return True
    if any(iri.endswith("/reporter") for iri in (c.one, c.other)):
        return local and len(name) > SHORT and _with_a_person(c, things)
    return _person(c, name, things) if local else _known_twice(c, name)


def _person(c: Candidate, name: str, things: Mapping[str, Entity]) -> bool:
    """True where two persons of a name are named with the same.

    Of a name that few bear it is enough to be named with another person, a body or a place that few articles name.
    """
    if _told_twice(c):
        return True
    beside = [things[i] for i in c.named if i in things]
    if len(name) <= SHORT:
        return _much_in_common(c, beside)
    return any(e.type in _WHO_AND_WHERE for e in beside) or (c.near and len(c.named) >= _TWO)


def _much_in_common(c: Candidate, beside: Sequence[Entity]) -> bool:
    """For a name that many bear: a body that few name and more, or a person and two more within a few days."""
    types = {e.type for e in beside}
    own = (e for e in beside if e.iri.startswith(KGI) and e.type is EntityType.ORGANIZATION)
    if len(c.named) >= _TWO and any(e.kind not in _EVERYWHERE for e in own):
        return True
    return c.near and EntityType.PERSON in types and len(c.named) > _TWO


def _with_a_person(c: Candidate, things: Mapping[str, Entity]) -> bool:
    """True where both are named with another person and more, as those are who write together."""
    persons = (i in things and things[i].type is EntityType.PERSON for i in c.named)
    return any(persons) and len(c.named) >= _TWO


def _known_twice(c: Candidate, name: str) -> bool:
    """True where two persons of a name that few bear, each known beyond an article, are members of the same body.

    So are two whose articles have much in common.
    """
    if len(name) <= SHORT:
        return False
    member = any(link.startswith(f"{Relation.MEMBER_OF} ") for link in c.linked)
    return (member and bool(c.named)) or (len(c.named) >= _MANY and c.alike >= _SOME)


def _doubtful(group: Iterable[str], beyond: Mapping[str, set[str]], known: Known) -> bool:
    """True for things of which two are known beyond an article and not one by themselves, or named by one article."""
    apart = {min(beyond.get(iri, {iri})) for iri in group if "#" not in iri}
    if len(apart) > 1:
        return True
    seen: dict[str, str] = defaultdict(str)
    for iri in group:
        for article in {m.evidence.article for m in known.mentions_of(iri)}:
            if seen[article]:
                return True
            seen[article] = iri
    return False
