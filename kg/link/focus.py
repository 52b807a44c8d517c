"""Whom a text is about: as a whole, and sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from kg.link.state import HEADS, State
from kg.model import K, T
from kg.parse import flags
from kg.parse.reading import FARTHEST, Name, Reading
from kg.parse.units import STOPS

_NO_TOPICS = frozenset({K.MEDIA, K.WORKING_GROUP})
_first, _opens = attrgetter("first"), itemgetter(0)


def focus(reading: Reading) -> Name | None:
    """The body that the article is about: of its first paragraph, else the one that it names most often."""
    bodies = [
        n
        for n in reading.names
        if n.type is T.ORGANIZATION and n.kind in HEADS and (n.entries or n.anchor or n.kind is K.MINISTRY)
    ]
    if not bodies:
        return None
    head = reading.units[reading.paragraphs[0][1] - 1].end if reading.paragraphs else 0
    first = next((n for n in bodies if n.end <= head), None)
    if first is not None:
        return first
    counts = Counter(map(_called, bodies))
    return min(bodies, key=lambda n: (-counts[_called(n)], n.start))


def _called(name: Name) -> str:
    return name.entries[0].iri if name.entries else name.text


def topic(state: State, name: Name) -> str:
    """The body named first in the same sentence; a medium, which datelines name, and another group are none."""
    first = _paragraph(state, name.first)
    sentence = name.first
    while sentence > max(first, name.first - FARTHEST) and state.units[sentence - 1].text not in STOPS:
        sentence -= 1
    names = state.reading.names
    for other in names[bisect_left(names, sentence, key=_first) : bisect_left(names, name.first, key=_first)]:
        if other.type is T.ORGANIZATION and other.entity and other.last <= name.first and other.kind not in _NO_TOPICS:
            return other.entity
    return ""


def _paragraph(state: State, unit: int) -> int:
    """The first unit of the paragraph that a unit is in."""
    paragraphs = state.reading.paragraphs
    n = bisect_right(paragraphs, unit, key=_opens) - 1
    return paragraphs[n][0] if n >= 0 and unit < paragraphs[n][1] else 0


def subject_among(state: State, bodies: Sequence[str]) -> str:
    """The body of several that the sentence before begins with: 市房管局会同市城管局…。该局…."""
    previous = state.previous.first if state.previous is not None else 0
    stops = state.reading.marked(flags.STOP)
    stop = bisect_left(stops, previous) - 1
    sentence = max(stops[stop] + 1 if stop >= 0 else 0, previous - FARTHEST)
    names = state.reading.names
    named = names[bisect_left(names, sentence, key=_first) : bisect_right(names, previous, key=_first)]
    first = next((n for n in named if n.type is T.ORGANIZATION and n.entity), None)
    return first.entity if first is not None and first.entity in bodies else ""
