"""Ministries of other states by their names alone: 伊朗外交部…，外交部."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter, itemgetter

from kg.link.state import State
from kg.model import K, Reason, T
from kg.parse.reading import Name
from kg.words.grammar import Cue

_first, _opens = attrgetter("first"), itemgetter(0)


def of_another_state(state: State, name: Name) -> bool:
    """Take a ministry's name for that of another state's, which the paragraph named last: 伊朗外交部…，|外交部."""
    if name.entries[0].kind is not K.MINISTRY or name.text.startswith(state.national):
        return False
    names, home = state.reading.names, {e.iri for e in name.entries}
    paragraphs = state.reading.paragraphs
    paragraph = bisect_right(paragraphs, name.first, key=_opens) - 1
    start = paragraphs[paragraph][0] if paragraph >= 0 else 0
    for n in range(bisect_left(names, name.first, key=_first) - 1, -1, -1):
        other = names[n]
        if other.first < start or other.entity in home:
            return False
        after = state.units[other.last] if other.last < len(state.units) else None
        only_of = after is not None and Cue.POSSESSIVE in after.word.cues  # 针对美国国防部|的声明，国防部…
        if not only_of and _has_one_of_the_name(state, other, name.text):
            name.entity, name.reason = other.entity, Reason.CONTEXT
            return True
    return False


def _has_one_of_the_name(state: State, other: Name, own: str) -> bool:
    """True for a body that is called by a state's name and the own name."""
    held = state.entities.get(other.entity)
    if other.type is not T.ORGANIZATION or held is None:
        return False
    for called in (held.label, *held.names):
        word = state.lexicon.words.get(called.removesuffix(own)) if called.endswith(own) else None
        if word is not None and any(e.is_state for e in word.entries):
            return True
    return False
