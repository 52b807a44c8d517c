"""Names in a reading: known ones, and unknown ones by their form and by the words around them.

One module for each kind of name; the order in which they look is stated in `recognise`, what happens to names that
overlap in `resolve`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import T
from kg.parse.reading import Name, Reading
from kg.recognise import (
    bodies,
    carried,
    counted,
    credits,
    creeds,
    documents,
    founded,
    grown,
    known,
    lands,
    led,
    meetings,
    nouns,
    persons,
    phrases,
    quotations,
    rolls,
    sessions,
    settlements,
    sides,
    speeches,
    standins,
    told,
    transcribed,
    uttered,
    venues,
    widened,
)
from kg.recognise.scan import ORDER, Scan
from kg.words.lexicon import Lexicon

FINDERS = (
    known.entries,
    known.patterns,
    counted.find,
    lands.find,
    settlements.find,
    venues.find,
    grown.find,
    sides.find,
    credits.signed,
    credits.bylines,
    transcribed.joined,
    uttered.find,
    persons.find,
    rolls.rolls,
    persons.repeated,
    speeches.speeches,
    documents.titles,
    quotations.quoted,
    standins.regions,
    bodies.find,
    bodies.shared,
    founded.find,
    led.find,
    known.levelled,
    persons.rosters,
    sessions.find,
    meetings.find,
    documents.made,
    documents.about,
    nouns.governed,
    nouns.titled,
    told.find,
    widened.extended,
    widened.scoped,
    carried.carried,
    carried.numbered,
    nouns.headed,
    nouns.repeated,
    phrases.upheld_in_turn,
    phrases.parallel,
    creeds.stated,
    standins.pointed,
    standins.find,
    known.holders,
)
"""The finders in their order: each sees what those before it found."""

_RANK = {type_: rank for rank, type_ in enumerate(ORDER)}
_HOLDS_NAMES = frozenset({T.DOCUMENT, T.MEETING})


def recognise(reading: Reading, lexicon: Lexicon) -> None:
    """Fill `reading.names` with the names of the text, by start."""
    scan = Scan(reading, lexicon)
    for find in FINDERS:
        find(scan)
    reading.names = resolve(scan.names)


def resolve(names: Sequence[Name]) -> list[Name]:
    """The names that stand, by start.

    Of two that overlap the longer one stands, then the one whose type comes first in ORDER, then the known one. A name
    inside a longer one goes, except in a document's or meeting's name (but for a place that is all of it), and the body
    that a body's name begins with: there it stays, marked `inside`.
    """
    return sorted(_stand(names), key=lambda n: (n.start, -n.end))


def _stand(names: Sequence[Name]) -> list[Name]:
    kept: list[Name] = []
    over: dict[int, list[Name]] = {}  # the names kept, by the units that they cover
    for name in sorted(names, key=_precedence):
        start, end, units = name.start, name.end, range(name.first, name.last)
        near = {id(k): k for i in units if i in over for k in over[i]}
        clash = [k for k in near.values() if k.start < end and start < k.end] if near else []
        if all(k.start <= name.start and name.end <= k.end and _may_stay(name, k) for k in clash):
            name.inside = bool(clash)
            kept.append(name)
            for i in units:
                over.setdefault(i, []).append(name)
    return kept


def _precedence(name: Name) -> tuple[int, int, bool, bool, int]:
    """The order in which names that overlap are asked: of one span a body's branch goes before the body."""
    branch = name.anchor is not None and name.anchor.start == name.start and name.anchor.end == name.end
    return name.start - name.end, _RANK[name.type], not branch, not name.entries, name.start


def _may_stay(inner: Name, outer: Name) -> bool:
    if outer.type in _HOLDS_NAMES:
        whole = inner.type is T.PLACE and (inner.start, inner.end) == (outer.start, outer.end)
        return inner.type is not outer.type and not whole
    return outer.anchor is inner and inner.type is T.ORGANIZATION
