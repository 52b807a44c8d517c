"""Single constructions: cooperation, places of programmes, parts of wholes, what is understood, what is issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.context import Topic
from kg.words.lexicon import Lexicon

STUDIED = frozenset({T.DOCUMENT, T.MEETING})
_PLACES = ("在", "对")
_AT_FIRST = ("以", "在")  # prepositions after which a body may study something all the same
_STUDIED_ITSELF = ("n", "vn", "l", "nz")


def published(clauses: Sequence[Clause], issuers: Sequence[str]) -> Iterator[Fact]:
    """《…》已经市政府同意，现印发给你们: the issuers issue what the sentence begins with."""
    first = clauses[0].items[0]
    if not isinstance(first, Name) or first.type is not T.DOCUMENT:
        return
    for clause in clauses[1:]:
        verb = clause.verb(R.ISSUES)
        if verb is not None and not any(n.type is T.DOCUMENT for _, n in clause.names):
            for body in issuers:
                yield Fact(body, R.ISSUES, first.entity, first.start, verb.end, trigger=verb.text)
            return


def cooperation(clause: Clause, topic: Topic, sentence: int) -> Iterator[Fact]:
    """A会同B…, A、B联合…: the topic with each partner, or else the bodies of a sentence's topic with one another.

    `sentence` is where the sentence starts.
    """
    verb = clause.verb(R.COOPERATES_WITH)
    if verb is None:
        return
    if clause.partners:
        for body in topic.bodies:
            for partner in clause.partners:
                if body != partner.entity:
                    since = topic.start if topic.start >= 0 and clause.topic else partner.start
                    start, end = min(partner.start, verb.start, since), max(partner.end, verb.end)
                    yield Fact(body, R.COOPERATES_WITH, partner.entity, start, end, trigger=verb.text)
    elif len(topic.bodies) > 1 and topic.start >= sentence:
        after = next((j for j, x in enumerate(clause.items) if x is verb), 0)
        if clause.topic is None or after > clause.at:
            for a, b in combinations(topic.bodies, 2):
                yield Fact(a, R.COOPERATES_WITH, b, topic.start, verb.end, trigger=verb.text)


def joined(clause: Clause, topic: Topic) -> Topic:
    """The topic with the partners of a clause that tells of cooperation: what follows they do together."""
    if clause.partners and topic.bodies and clause.verb(R.COOPERATES_WITH) is not None:
        return replace(topic, bodies=tuple(dict.fromkeys((*topic.bodies, *(p.entity for p in clause.partners)))))
    return topic


def place_before(clause: Clause, i: int, program: Name, lexicon: Lexicon) -> Iterator[Fact]:
    """上海司法体制改革: the programme is in the place before it, but where that is the state."""
    place = clause.items[i - 1] if i else None
    if isinstance(place, Name) and place.type is T.PLACE:
        known = lexicon.words.get(place.text)
        if known is None or "national" not in known.roles:
            yield Fact(program.entity, R.LOCATED_IN, place.entity, place.start, program.end)


def program_place(clause: Clause) -> Iterator[Fact]:
    """在上海、广东开展司法体制改革试点: the programme is in the places."""
    items = clause.items
    for i, item in enumerate(items):
        if not isinstance(item, Unit) or item.text not in _PLACES:
            continue
        places = []
        j = i + 1
        while j < len(items):
            x = items[j]
            if isinstance(x, Name) and x.type is T.PLACE:
                places.append(x)
            elif not (places and "coordination" in x.word.roles):
                break
            j += 1
        verb = next((x for x in items[j:] if R.UNDERTAKES in x.word.relations), None) if places else None
        if verb is None:
            continue
        after = (x for k, x in clause.names if k >= j and x.type is T.PROGRAM and x.start > verb.start)
        program = next(after, None)
        if program is not None:
            for place in places:
                start, end = place.start, program.end
                yield Fact(program.entity, R.LOCATED_IN, place.entity, start, end, trigger=verb.text)


def wholes(clause: Clause) -> Iterator[Fact]:
    """把 part 作为 whole …内容: the whole includes the part."""
    items = clause.items
    programs = [(k, x) for k, x in clause.names if x.type is T.PROGRAM]
    if len(programs) < 2:
        return
    for i, item in enumerate(items):
        if isinstance(item, Unit) and "preposed" in item.word.roles:
            part = next((x for k, x in reversed(programs) if k < i), None)
            whole = next((x for k, x in programs if k > i), None)
            if part is not None and whole is not None and any("preposer" in x.word.roles for x in items[:i]):
                yield Fact(whole.entity, R.INCLUDES, part.entity, part.start, whole.end, trigger=item.text)


def understood(clause: Clause, topic: Topic, studied: str) -> Iterator[Fact]:
    """交通运输部开展专题学习: what is studied is what was named last of all that is studied."""
    items = clause.items
    if not topic.bodies or not studied or clause.topic is None or any(x.type in STUDIED for _, x in clause.names):
        return
    since = max(topic.start, clause.start)
    for i, item in enumerate(items):
        relations = item.word.relations
        if R.STUDIES not in relations or R.UNDERTAKES in relations or since >= item.start:
            continue  # it is no such verb, or the body is named after it
        if any("aim" in x.word.roles and x.text not in _AT_FIRST for x in items[:i]):
            continue
        following = items[i + 1] if i + 1 < len(items) else None
        if isinstance(following, Unit) and following.pos in _STUDIED_ITSELF and not following.word.roles:
            continue
        for body in topic.bodies:
            yield Fact(body, R.STUDIES, studied, since, item.end, trigger=item.text)
        return
