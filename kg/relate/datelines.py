"""Datelines: the medium, place and day with which a paragraph begins, and the reporters in the bracket after them.

What a dateline names does not act: the paragraph is read from after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import K, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.records import record
from kg.relate.context import Context
from kg.relate.words import Item
from kg.words.grammar import Cue

_HEAD = 4  # paragraphs of which one names who wrote the text
_REACH = 16  # units of a paragraph's beginning among which its dateline ends
_BRACKET = 40  # units of a bracket that may name reporters
_STOPS = frozenset("，。；！？：")
_OPENS, _CLOSES = "（", "）"


@record
class Dateline:
    """What stands before a paragraph's first sentence: units up to `last`, the medium, and its reporters.

    `medium` is None where the text does not say which medium is its own (本报). `note` is what a bracket says of who
    wrote the text, the `writer` where the head of the text names him.
    """

    last: int
    medium: Name | None
    reporters: tuple[Name, ...]
    note: tuple[Item, ...] = ()
    writer: Name | None = None


def dateline(context: Context, first: int, last: int) -> Dateline | None:
    """The dateline with which the paragraph of units first to last begins: 新华社北京5月9日电（记者李明）, or None."""
    units = context.reading.units
    name = context.opening.get(first)
    medium = name if name is not None and name.kind is K.MEDIA else None
    if medium is None and Cue.OWN_MEDIUM not in units[first].word.roles:
        return None
    at = medium.last if medium is not None else first + 1
    end = _end(units, at, min(last, first + _REACH))
    if end is None:
        return None
    bracket = _bracket(units, end, last)
    return Dateline(bracket, medium or context.own_medium, tuple(_reporters(context, end, bracket)))


def byline(context: Context, first: int, last: int) -> Dateline | None:
    """The reporters of a paragraph of nothing but their names, and the medium in it: 本报记者 李明 《人民日报》."""
    units = context.reading.units
    if Cue.REPORTER not in units[first].word.roles or last - first > _BRACKET:
        return None
    if any(u.marks & flags.ACTS for u in units[first:last]):
        return None
    return _credit(context, first, last)


def closing(context: Context, first: int, last: int) -> Dateline | None:
    """The reporters in the bracket that ends the paragraph, and the medium that it names: （江西日报记者 李明）."""
    units = context.reading.units
    at = last
    while at > first and units[at - 1].text in ("。", "\n"):
        at -= 1
    if at <= first or units[at - 1].text != _CLOSES:
        return None
    opened = next((k for k in range(at - 2, max(first, at - _BRACKET) - 1, -1) if units[k].text == _OPENS), None)
    if opened is None or not any(Cue.REPORTER in u.word.roles for u in units[opened:at]):
        return None
    note = tuple(_items(context, opened, at))
    if any(Cue.IDENTIFIES in item.word.cues for item in note):
        return Dateline(at, None, (), note, _writer(context))
    return _credit(context, opened, at)


def _items(context: Context, first: int, last: int) -> Iterator[Item]:
    """The names between two units, and the units that are in none."""
    k = first
    while k < last:
        name = context.opening.get(k)
        yield context.reading.units[k] if name is None else name
        k = k + 1 if name is None else name.last


def _writer(context: Context) -> Name | None:
    """The person whose name stands before a medium's in the head of the text: 李明 《人民日报》."""
    for first, _, _ in context.reading.paragraphs[:_HEAD]:
        person = context.opening.get(first)
        if person is not None and person.type is T.PERSON:
            medium = context.opening.get(person.last + 1)
            if medium is not None and medium.kind is K.MEDIA:
                return person
    return None


def _credit(context: Context, first: int, last: int) -> Dateline:
    """The persons named between two units, and the medium named with them, else the text's own."""
    within = (context.opening[k] for k in range(first, last) if k in context.opening)
    medium = next((n for n in within if n.kind is K.MEDIA), context.own_medium)
    return Dateline(last, medium, tuple(_reporters(context, first, last)))


def _end(units: Sequence[Unit], first: int, last: int) -> int | None:
    """Where the units of a dateline end, after the word that ends one (电, 讯)."""
    for k in range(first, last):
        if Cue.DATELINE in units[k].word.roles:
            return k + 1
        if units[k].text in _STOPS:
            return None
    return None


def _bracket(units: Sequence[Unit], first: int, last: int) -> int:
    """Where the bracket at `first` ends, with the colon after it; `first` where there is none: （记者李明）."""
    at = first
    if at < last and units[at].text == _OPENS:
        closed = next((k for k in range(at, min(last, at + _BRACKET)) if units[k].text == _CLOSES), None)
        at = at if closed is None else closed + 1
    return at + (at < last and units[at].text == "：")


def _reporters(context: Context, first: int, last: int) -> Iterator[Name]:
    """The persons named between two units."""
    for k in range(first, last):
        name = context.opening.get(k)
        if name is not None and name.type is T.PERSON:
            yield name
