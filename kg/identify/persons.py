"""Persons: by their name and the place or body for which they act."""

from __future__ import annotations

from kg.identify.context import Context
from kg.model import KGI, Entity, K, T, iri_part, tail
from kg.parse.reading import Fact
from kg.words.grammar import Cue

_OFFICIAL = frozenset({K.GOVERNMENT, K.PARTY_BODY, None})
_INSTITUTIONS = frozenset({K.SCHOOL, K.COMPANY, K.MEDIA, K.AFFILIATED_UNIT, K.DEPARTMENT})
_SHORT = 2  # characters of a name that many bear
_NEAR = 8  # units before a person among which the word is that a list of reporters begins with


def persons(context: Context) -> None:
    """Identify each person: by the vocabulary's entry where it fits, else by the name and what the person acts for.

    An entry fits where one of the posts that the article names is of the rank that the entry has; where it names none
    but low ones, or calls the person a reporter, the person is another of the name. So is one of a name of two
    characters of whom no post is said, and who is not named among persons of rank.
    """
    for person in list(context.linked.entities.values()):
        if person.type is T.PERSON and not (person.entry and _fits(context, person)):
            _by_office(context, person)


def _by_office(context: Context, person: Entity) -> None:
    """Name a person by what the article says first of whom the person acts for; without it only the article knows."""
    name = iri_part(person.label)
    for body in _bodies(context, person):
        if not context.is_local(body):
            context.rename(person.iri, f"{KGI}Person/{name}/{tail(context.iri(_office(context, body)))}")
            return
    context.rename(person.iri, f"{context.article.iri}#Person/{name}")


def _bodies(context: Context, person: Entity) -> list[str]:
    """The bodies that a person belongs to, in the article's order; a reporter's is the medium."""
    medium = context.bylines.get(person.label, "")
    return [*(f.object for f in context.memberships.get(person.iri, ())), *([medium] if medium else [])]


def _office(context: Context, body: str) -> str:
    """For whom those act who have a post in a body: of a government or the Party in a place for the place."""
    entity = context.linked.entities.get(body)
    if entity is None:
        return body
    root = context.root(body)
    place = context.linked.entities[root].type is T.PLACE
    return root if place and entity.kind in _OFFICIAL else body


def _fits(context: Context, person: Entity) -> bool:
    entry = context.lexicon.entries[person.iri]
    if person.label in context.bylines or _reports(context, person):
        return False
    if not entry.rank:
        return True
    facts = [f for f in context.memberships.get(person.iri, ()) if not _former(context, f)]
    ranks = [_rank(context, f.object) for f in facts]
    if True in ranks:
        return True
    if False in ranks:
        return entry.rank == "abroad"
    return len(person.label) > _SHORT or bool(facts) or _of_rank(context, person)


def _rank(context: Context, body: str) -> bool | None:
    """True for a central or a province's body, False for one below them, None where neither is said."""
    entity = context.linked.entities[body]
    root = context.root(body)
    top = context.lexicon.entries.get(root)
    if top is not None and top.type is T.PLACE:
        above = context.lexicon.entries.get(top.parent)
        high = above is None or not above.parent
        return high and entity.kind in _OFFICIAL
    if entity.kind in _INSTITUTIONS:
        return False
    return True if top is not None else None


def _former(context: Context, fact: Fact) -> bool:
    """True where the post is one of the past: 时任, 原."""
    units = context.reading.units
    i = context.reading.unit_at(fact.start)
    return any(Cue.FORMER in u.word.roles for u in units[max(0, i - 2) : i + 1])


def _of_rank(context: Context, person: Entity) -> bool:
    """True where a post stands beside the name, or it is listed with another person of rank."""
    entries = context.lexicon.entries
    units = context.reading.units
    opening = {n.first: n for n in context.reading.names if n.type is T.PERSON}
    ending = {n.last: n for n in context.reading.names if n.type is T.PERSON}
    for name in context.mentions[person.iri]:
        beside = (units[k] for k in (name.first - 1, name.last) if 0 <= k < len(units))
        if any(u.word.post for u in beside):
            return True
        listed = (ending.get(name.first - 1), opening.get(name.last + 1))
        if any(n is not None and n.entity in entries and entries[n.entity].rank for n in listed):
            return True
    return False


def _reports(context: Context, person: Entity) -> bool:
    """True where a word for reporters begins the list of names that the person's is in: 本报记者|林望、周萍."""
    units = context.reading.units
    ending = {n.last: n for n in context.reading.names if n.type is T.PERSON}
    for name in context.mentions[person.iri]:
        i = name.first
        while i > 0 and name.first - i < _NEAR:
            listed = ending.get(i - 1) if units[i - 1].text == "、" else ending.get(i)
            if listed is None:
                break
            i = listed.first
        if i > 0 and Cue.REPORTER in units[i - 1].word.roles:
            return True
    return False
