"""Who is spoken of again after others were: those told what to do, those of a list, the one the text is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import K
from kg.parse.units import Unit
from kg.records import changed
from kg.relate.clauses import Clause
from kg.relate.context import Context, Told, Topic
from kg.relate.spoken.actors import Acting
from kg.relate.spoken.subjects import begins_with_verb, own_subject
from kg.relate.words import Item
from kg.words.grammar import Cue

_BOTH = 2  # bodies that are reviewed together


def begun(told: Told, clauses: Sequence[Clause]) -> Told:
    """What is told as a sentence begins: who it is about, where it goes on with a list or tells the same bodies more.

    推动各地建立机制。二是推进…: the second is of whom the first was. 会议强调，水利厅要…。要…: both are for it to do.
    """
    first = clauses[0]
    if first.counted:
        known = told.topic.bodies or told.topic.persons or told.topic.speaker
        return changed(told, listing=told.topic) if known else told.about(told.listing)
    if told.addressed and told.voice is not None and _plans(first.items[:1]):
        return told.about(Topic(told.addressed))
    return told


def ended(context: Context, told: Told, clauses: Sequence[Clause], acting: Sequence[Acting]) -> Told:
    """What is told after a sentence: the bodies that its voice tells what to do, until it names others."""
    addressed, voice, plan = told.addressed, told.voice, -1
    for k, own in enumerate(acting):
        if own.topic is not None:
            others = voice is not None and _others(own, own.topic, voice)
            if others and plan < 0:
                plan = next((n for n, clause in enumerate(clauses) if _plans(clause.items)), len(clauses))
            told_to = others and k <= plan and _addressed(context, clauses[k], own, own.topic.bodies)
            addressed = own.topic.bodies if told_to else ()
    return told if addressed == told.addressed else changed(told, addressed=addressed)


def _others(own: Acting, topic: Topic, voice: Topic) -> bool:
    """True for bodies other than those that speak, named as the subject without those who speak for them."""
    spoken_for = topic.persons or topic.speaker or own.pivots or own.once
    return bool(topic.bodies) and not spoken_for and {*topic.bodies}.isdisjoint(voice.bodies)


def _plans(items: Sequence[Item]) -> bool:
    """True where something is to be done: 要."""
    return any(isinstance(x, Unit) and Cue.PLAN in x.word.roles for x in items)


def _addressed(context: Context, clause: Clause, own: Acting, bodies: Sequence[str]) -> bool:
    """True for bodies that are told what to do, and for Party groups that are told together what they did."""
    everyone = clause.items[own.at].text in context.lexicon.roles.get(Cue.GENERIC, frozenset())  # 全省
    if everyone or any(map(context.at_large, bodies)):
        return False
    together = len(bodies) >= _BOTH and all(context.linked.entities[b].kind is K.PARTY_BODY for b in bodies)
    return together or _plans(clause.items[own.at + 1 :])


def of_the_lead(
    context: Context, told: Told, clause: Clause, earlier: Iterable[tuple[Clause, Acting]]
) -> tuple[str, ...]:
    """The body that the text speaks of first and is about, for a clause of a sentence that has no other subject."""
    lead = told.lead
    if len(lead) != 1 or not context.foremost(lead[0]) or not begins_with_verb(clause.items):
        return ()
    other = any(a.topic is not None or own_subject(context, c.items) is not None for c, a in earlier)
    return () if other else lead
