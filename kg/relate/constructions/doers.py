"""Doers: who does what a verb says of its object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, Relation, T
from kg.parse.reading import Fact
from kg.relate.objects import Governed
from kg.relate.words import modality, speaks


def stated(found: Governed) -> Iterator[Fact]:
    """What a verb says of its object and of who does it.

    Persons attend, before the bodies that are spoken of with them, and what persons hold they attend; all else bodies
    do. Where subjects and objects are paired (分别), the first does the first, and nothing is said where their numbers
    differ; what is named before the verb all do.
    """
    topic, relation = found.topic, found.relation
    if relation is R.HOLDS and topic.persons:
        if not speaks(found.clause.items[: found.by]):  # 王小川强调，要召开…
            for person in topic.persons:
                yield _fact(found, person, R.ATTENDS)
        return
    subjects = topic.bodies
    if relation in found.context.lexicon.by_persons:
        together = [n.entity for n in found.acting.partners if n.type is T.PERSON and n.end <= found.verb.start]
        subjects = tuple(dict.fromkeys((*topic.persons, *together))) or topic.bodies
    for subject in _paired(found, subjects):
        if subject != found.name.entity:
            yield _fact(found, subject, relation, topic.speaker if topic.speaker not in topic.bodies else "")


def _fact(found: Governed, subject: str, relation: Relation, speaker: str = "") -> Fact:
    """That the subject does it."""
    name, verb = found.name, found.verb
    start, end = min(verb.start, name.start), max(verb.end, name.end)
    how = modality(found.clause.items, min(found.by, found.at))
    return Fact(subject, relation, name.entity, start, end, how, verb.text, speaker, read_by=found.way)


def _paired(found: Governed, subjects: Sequence[str]) -> Sequence[str]:
    """Of several subjects the one whose turn it is, where subjects and objects are paired."""
    items, name = found.clause.items, found.name
    if len(subjects) < 2 or not any("respective" in x.word.roles for x in items[: found.by]):
        return subjects
    objects = [x.entity for j, x in found.clause.names if j > found.by and x.type is name.type]
    if len(objects) < 2 or name.entity not in objects:
        return subjects
    n = objects.index(name.entity)
    return subjects[n : n + 1] if len(objects) == len(subjects) else ()
