"""Objects: the names that verbs of a clause govern, by the ways of being one, less those that are none after all."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import T
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.records import changed
from kg.relate.clauses import Clause
from kg.relate.context import Context, Topic
from kg.relate.objects.refusals import NO_OBJECTS
from kg.relate.objects.ways import WAYS, Governed
from kg.relate.spoken.actors import Acting

__all__ = ["NO_OBJECTS", "Governed", "governed", "seemingly_governed"]


def governed(context: Context, clause: Clause, acting: Acting, i: int, name: Name, topic: Topic) -> Governed | None:
    """How the name at item i is governed, or None where it is not, or is no object of the verb after all.

    Who does it is the topic, but what is named with its maker (国务院制定的《…》) is the maker's.
    """
    found = seemingly_governed(context, clause, acting, i, name, topic)
    return None if found is None or NO_OBJECTS.decide(found) else found


def seemingly_governed(
    context: Context, clause: Clause, acting: Acting, i: int, name: Name, topic: Topic
) -> Governed | None:
    """How the name at item i seems to be governed, before it is asked whether it is no object after all."""
    wanted = context.lexicon.choice[name.type]
    for way in WAYS.rules:
        by = way.answer(clause, i, wanted)
        if by is not None:
            k, relation = by
            verb = clause.items[k]
            assert isinstance(verb, Unit)
            found = Governed(context, clause, acting, name, i, verb, k, relation, topic, way.name)
            makers = found.makers if found.of_its_maker else ()
            if makers:
                found = changed(found, topic=_only(makers))
            return found
    return None


def _only(makers: Sequence[Name]) -> Topic:
    """The topic that is the makers of a thing; no one, where they are no bodies."""
    return Topic(tuple(m.entity for m in makers if m.type is T.ORGANIZATION), (), "", makers[0].start)
