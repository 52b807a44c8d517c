"""Names of other languages in characters that stand for their sounds: 英格·安德森, 卡米罗."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import T
from kg.parse import flags
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

_DOTS, _DASHES = frozenset("·・-－"), frozenset("-－")
_LONGEST = 8  # characters of one part of a name
_SHORTEST, _SURE = 2, 4  # characters of a name that something shows, and of one that its characters show
_NAMES = frozenset({"nr", "nrt", "nrfg"})
_NOUNS = frozenset({"n", "nz", "ns", "nt", "vn"})
_PARTS = 6  # units of one part of a name
_JOINED = 8  # parts of a name that follow a dot each
_WORDS = frozenset({"n", "d", "v", "vn", "ad", "t", "a", "m", "r", "c", "p", "f", "l", "i", "b", "an", "vd", "u", "uj"})


def joined(scan: Scan) -> None:
    """Names in parts that a dot joins, or after a post a dash: 罗兹·墨菲, 热先古力·托乎提, 总统|阿库福-阿多."""
    for i in scan.dots:
        first = _left(scan, i)
        last = _right(scan, i)
        if first is None or last is None or (scan.units[i].text in _DASHES and not _titled(scan, first)):
            continue
        scan.take([scan.name(first, last, T.PERSON)])


def _titled(scan: Scan, first: int) -> bool:
    """True where the unit follows a post."""
    before = scan.unit(first - 1)
    return before is not None and bool(before.marks & (flags.TITLE | flags.BEARER))


def run(scan: Scan, i: int) -> int | None:
    """The unit after a name that begins with unit i, all of whose characters stand for sounds; None where none does.

    It is shown by characters that stand for little else, or by the segmenter; and no noun may follow.
    """
    end = i
    while end < len(scan.units) and scan.at[end] is None and _sounds(scan, end) and not (end > i and _cut(scan, end)):
        end += 1
    size = scan.units[end - 1].end - scan.units[i].start if end > i else 0
    if not _SHORTEST <= size <= _LONGEST or not _shown(scan, scan.units[i:end], scan.span(i, end)):
        return None
    after = scan.unit(end)
    goes_on = after is not None and after.pos in _NOUNS and not after.word.roles
    return None if goes_on else end


def sure(scan: Scan, i: int, end: int) -> bool:
    """True where units i to end are too long for a Chinese name, and hold a character that stands for a sound alone.

    Or where they don't begin with a common surname: 洛特|里奇.
    """
    text = scan.span(i, end)
    if len(text) < _SURE:
        return False
    return text[0] not in scan.lexicon.common_surnames or not scan.sounds_alone.isdisjoint(text)


def _sounds(scan: Scan, k: int) -> bool:
    """True where unit k may be a part of a name: its characters all stand for sounds, and it is no other word.

    What the segmenter takes for a word may be the beginning of a name that goes on: 多明|格斯.
    """
    u, after = scan.units[k], scan.unit(k + 1)
    if not _foreign(scan, u):
        return False
    if len(u.text) == 1 or u.pos not in _WORDS or not scan.sounds_alone.isdisjoint(u.text):
        return True
    return after is not None and after.pos in _NAMES and _foreign(scan, after)


def _foreign(scan: Scan, u: Unit) -> bool:
    """True where the unit's characters all stand for sounds, and the ontology says nothing of it."""
    word = u.word
    if word.relations or word.roles or word.post or any(e.type is T.PLACE for e in word.entries):
        return False
    return scan.sounds.issuperset(u.text)


def _shown(scan: Scan, units: Sequence[Unit], text: str) -> bool:
    """True where units show a name of another language: the segmenter's, or with characters for sounds alone."""
    alone = sum(c in scan.sounds_alone for c in text)
    if alone > 1 or (alone > 0 and len(text) > _SHORTEST):
        return True
    return any(len(u.text) > (1 if u.pos in _NAMES else _SHORTEST) and u.pos in (*_NAMES, "ns") for u in units)


def _left(scan: Scan, i: int) -> int | None:
    """The first unit of the part of a name before the dot that is unit i."""
    first = i
    while (
        first > 0
        and i - first < _PARTS
        and _part(scan, first - 1, whole=_listed_from(scan, i))
        and not _cut(scan, first)
    ):
        first -= 1
    size = scan.units[i].start - scan.units[first].start
    return first if 0 < size <= _LONGEST else None


def _right(scan: Scan, i: int) -> int | None:
    """The unit after the parts of a name that follow the dot that is unit i."""
    found = None
    for _ in range(_JOINED):
        end = _part_end(scan, i)
        if end is None:
            break
        if end + 1 >= len(scan.units) or scan.units[end].text not in _DOTS:
            return end if scan.units[end - 1].end - scan.units[i].end <= _LONGEST else found
        found = i = end
    return found


def _part_end(scan: Scan, i: int) -> int | None:
    """The unit after the part of a name that follows the dot that is unit i."""
    end = i + 1
    while (
        end < len(scan.units)
        and end - i <= _PARTS
        and _part(scan, end, whole=_listed_to(scan, i))
        and not (end > i + 1 and _cut(scan, end))
    ):
        end += 1
    return end if end > i + 1 else None


def _part(scan: Scan, k: int, *, whole: bool) -> bool:
    """True where unit k may be in a part of a name; in an item of a list that is nothing else any word may."""
    u, held = scan.units[k], scan.at[k]
    if held is not None and held.type is not T.PERSON:
        return False
    if _foreign(scan, u):
        return True
    if u.word.roles or u.word.relations or u.word.post or u.word.entries or not u.text.isalpha():
        return False
    almost = sum(c in scan.sounds for c in u.text) + 1 >= len(u.text) > 1
    return whole or u.pos == "nrt" or (u.pos == "nr" and (almost or u.text[0] not in scan.lexicon.common_surnames))


def _cut(scan: Scan, k: int) -> bool:
    """True where a blank or a quotation mark stands before unit k."""
    start = scan.units[k].start
    return start in scan.gaps or start in scan.quote_starts or start in scan.quote_ends


def _listed_from(scan: Scan, i: int) -> bool:
    """True where a list sign stands a few characters before the dot that is unit i."""
    if scan.units[i].text in _DASHES:
        return False
    for k in range(i - 1, max(-1, i - _PARTS), -1):
        u = scan.units[k]
        if u.text in PUNCTUATION or u.word.roles:
            return u.text == "、"
    return False


def _listed_to(scan: Scan, i: int) -> bool:
    """True where a list sign, or the word that ends a list, stands a few characters after the dot that is unit i."""
    if scan.units[i].text in _DASHES:
        return False
    for k in range(i + 1, min(len(scan.units), i + _PARTS)):
        u = scan.units[k]
        if u.text in PUNCTUATION or u.word.roles:
            return u.text == "、" or Cue.AMONG in u.word.roles
    return False
