"""Places by the sounds of another language, and those of a list that says so: 格林达维克|镇, 城市|卡塔赫纳, …等地."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import T
from kg.parse import flags
from kg.parse.reading import Name
from kg.recognise.scan import Scan
from kg.recognise.transcribed import run
from kg.words.grammar import Cue

_HAN = re.compile(r"[\u4e00-\u9fff]{2,9}")
_LONGEST, _SHORTEST = 8, 2  # characters of a name before its ending
_PLAIN = 4  # characters of a name that are enough where the segmenter takes some for one
_TOLD = frozenset({"nrt", "ns"})
_SAID = frozenset({"nr", "nrt", "nrfg", "ns"})
_PIECES = 4  # units of a member of a list
_ITEMS = 12  # places of a list that are looked at
_WORDS = frozenset({"v", "d", "c", "p", "r", "u", "uj", "ul", "a", "ad", "m", "q", "t", "f"})


def find(scan: Scan) -> None:
    """Places that endings, what they are, or lists of places show."""
    for i in scan.marked(flags.LANDS):
        u = scan.units[i]
        if u.text in scan.seats:
            scan.take(_seated(scan, i + 1))
        elif u.text.endswith(scan.lands):
            scan.take(_sounded(scan, i))
        elif Cue.PLACES_TOO in u.word.cues:
            among = scan.unit(i - 1)
            scan.take(_listed(scan, i - 1 if among is not None and Cue.AMONG in among.word.roles else i))


def _sounded(scan: Scan, i: int) -> Iterator[Name]:
    """The place of another country whose name ends with unit i: what goes before its ending stands for sounds."""
    u = scan.units[i]
    at = u.end - len(next(word for word in scan.lands if u.text.endswith(word)))
    start = at
    while start > 0 and at - start < _LONGEST and scan.text[start - 1] in scan.sounds and not _bounded(scan, start, at):
        start -= 1
    first = next((k for k in map(scan.starting, range(start, at)) if k is not None), None)
    if first is not None:
        text = scan.text[scan.units[first].start : at]
        if len(text) >= _SHORTEST and _foreign(scan, first, i, text):
            place, held = scan.name(first, i + 1, T.PLACE), scan.at[first]
            if held is not None and held.first == first and held.last == i:
                place.entries = held.entries  # 芝加哥|市
            yield place


def _bounded(scan: Scan, start: int, at: int) -> bool:
    """True where no name goes on to the left: at a blank, and after a place that holds the other."""
    first = scan.starting(start)
    return start in scan.gaps or (first is not None and start < at and first in scan.until)


def _foreign(scan: Scan, first: int, last: int, text: str) -> bool:
    """True where the text before an ending is shown to be of another language, and no word or other name."""
    units = scan.units[first:last] or scan.units[first : last + 1]
    if any(u.word.relations or u.word.roles or u.word.post for u in units):
        return False
    if not all(_free(scan, k, first, last) for k in range(first, last + 1)):
        return False
    said = [u.pos in _SAID for u in units]
    held = scan.at[first]
    if held is not None and held.last == last and any(e.parent and not e.code for e in held.entries):
        return True  # 纽约|州
    if any(said) and (first == last or len(text) >= _PLAIN or (all(said) and len(text) > _SHORTEST)):
        return True
    return _alone(scan, text)


def _alone(scan: Scan, text: str) -> bool:
    """True for characters of which some stand for sounds alone."""
    alone = sum(c in scan.sounds_alone for c in text)
    return alone > 1 or (alone > 0 and len(text) > _SHORTEST)


def _free(scan: Scan, k: int, first: int, last: int) -> bool:
    """True where unit k is in no name but a place's within the units first to last."""
    held = scan.at[k]
    return held is None or (held.type is T.PLACE and first <= held.first and held.last <= last)


def _seated(scan: Scan, i: int) -> Iterator[Name]:
    """The place of another country that follows what it is: 城市|卡塔赫纳."""
    u = scan.unit(i)
    if u is None or scan.at[i] is not None:
        return
    sounds = 2 * sum(c in scan.sounds for c in u.text) >= len(u.text) > _SHORTEST
    told = u.pos in _TOLD and sounds and not u.word.roles and not u.word.entries
    end = run(scan, i) or (i + 1 if told else None)
    after = scan.unit(end) if end is not None else None
    if end is not None and not (after is not None and after.text in scan.lands):
        yield scan.name(i, end, T.PLACE)


def _listed(scan: Scan, i: int) -> Iterator[Name]:
    """The unlisted places of the list that ends before unit i, where one of it is a place or named like one."""
    spans = list(_items(scan, i))
    known = any(_is_place(scan, a, b) for a, b in spans)
    for first, last in spans:
        if known and all(scan.at[k] is None for k in range(first, last)) and _may_be_place(scan, first, last):
            yield scan.name(first, last, T.PLACE)


def _items(scan: Scan, i: int) -> Iterator[tuple[int, int]]:
    """The members of the list that ends before unit i, as units, half-open; the first only where something opens it."""
    last = i
    for _ in range(_ITEMS):
        first = _first(scan, last)
        if first == last or first == 0 or not (_parts(scan, first - 1) or _opens(scan, first - 1)):
            return
        yield first, last
        if not _parts(scan, first - 1):
            return
        last = first - 1


def _first(scan: Scan, last: int) -> int:
    """The first unit of the member of a list that ends before unit `last`."""
    held = scan.until.get(last)
    if held is not None and held.type is T.PLACE:
        return held.first
    first = last
    while first > 0 and last - first < _PIECES and not _parts(scan, first - 1) and not _opens(scan, first - 1):
        first -= 1
    return first


def _parts(scan: Scan, k: int) -> bool:
    return scan.units[k].text in scan.coordinators


def _opens(scan: Scan, k: int) -> bool:
    """True for what a list of places begins after: a mark, what says where something is, a place that holds them."""
    u, held = scan.units[k], scan.at[k]
    return not u.text.isalnum() or Cue.LOCATIVE in u.word.roles or (held is not None and held.type is T.PLACE)


def _is_place(scan: Scan, first: int, last: int) -> bool:
    held = scan.at[first]
    return (held is not None and held.type is T.PLACE) or scan.units[last - 1].pos == "ns"


def _may_be_place(scan: Scan, first: int, last: int) -> bool:
    """True for words that say nothing else, which may be a place's name."""
    units, text = scan.units[first:last], scan.span(first, last)
    if _HAN.fullmatch(text) is None or scan.lexicon.form_of(text) is not None:
        return False
    plain = all(not (u.word.relations or u.word.post or u.word.entries) for u in units)
    return plain and (units[-1].pos in _SAID or text.endswith(scan.lands)) and all(u.pos not in _WORDS for u in units)
