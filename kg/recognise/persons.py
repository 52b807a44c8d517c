"""Persons: after a post or a reporter's label, before a post or a verb of saying, in lists of those who attend."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

_USUAL, _LONG = 3, 4  # characters of most names, and of those with a surname of two
_FAR = 39  # units of a list of those who attend
_JOINTS = frozenset("·－-")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORDS = frozenset({"n", "d", "v", "vn", "ad", "t", "a", "m", "r", "c", "p", "f", "l", "i", "b"})
_VERBAL = frozenset({"v", "d", "p", "c", "u", "uj", "f", "ad", "t"})


def find(scan: Scan) -> None:
    """Persons by the words around them; a list after a post is followed to its end."""
    for i in scan.marked(flags.TITLE | flags.PERSON):
        u = scan.units[i]
        if u.marks & flags.TITLE:
            found = list(_after(scan, i + 1))
            if Cue.LEADER not in u.word.roles or len(found) > 1:
                scan.take(found)
        elif (
            scan.at[i] is None
            and 2 <= len(u.text) <= 4
            and _surname(scan, u.text)
            and _before_verb(scan, i)
            and scan.lexicon.form_of(u.text) is None
        ):
            scan.take([scan.name(i, i + 1, T.PERSON)])


def repeated(scan: Scan) -> None:
    """Persons who were named with a post or the like, by their bare names."""
    named = list(dict.fromkeys(n.text for n in scan.names if n.type is T.PERSON))
    if not named:
        return
    places = _places(scan, named)
    for text in named:
        for first, last in places.get(text, ()):
            if all(scan.at[k] is None for k in range(first, last)):
                scan.take([scan.name(first, last, T.PERSON)])


def _places(scan: Scan, named: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """For each of the names the units, half-open, that it is; looked for once for all of them."""
    sizes: dict[str, list[int]] = defaultdict(list)
    for text in named:
        if len(text) not in sizes[text[0]]:
            sizes[text[0]].append(len(text))
    wanted, places = frozenset(named), defaultdict(list)
    for first, u in enumerate(scan.units):
        for size in sizes.get(u.text[0], ()):
            text = scan.text[u.start : u.start + size]
            last = scan.starting(u.start + size) if text in wanted else None
            if last is not None:
                places[text].append((first, last))
    return places


def _surname(scan: Scan, text: str) -> bool:
    return text[:1] in scan.lexicon.surnames or text[:2] in scan.lexicon.surnames


def _before_verb(scan: Scan, i: int) -> bool:
    """True where unit i stands before what only persons do or are called, or in a list of those who attend."""
    after, before = scan.unit(i + 1), scan.unit(i - 1)
    if after is None:
        return False
    if Cue.SPEECH in after.word.roles or after.word.post or after.text in scan.addresses:
        return True
    if (after.text == "：" and after.end in scan.quote_starts) or R.ATTENDS in after.word.relations:
        return True
    listed = before is None or before.text in PUNCTUATION or scan.at[i - 1] is not None
    return listed and (after.text == "、" or Cue.AMONG in after.word.roles) and _attend(scan, i + 1)


def _attend(scan: Scan, i: int) -> bool:
    """True where a verb of attending follows unit i in its clause."""
    for u in scan.units[i : i + _FAR]:
        if u.text in "。，；\n":
            return False
        if R.ATTENDS in u.word.relations:
            return True
    return False


def _after(scan: Scan, i: int) -> Iterator[Name]:
    """The person's name, or the list of them, that begins with unit i."""
    units = scan.units
    while i < len(units):
        held = scan.at[i]
        if held is not None:
            if held.type is not T.PERSON:
                return
            last = held.last
        else:
            found = _name_at(scan, i)
            if found is None:
                return
            last = found
            yield scan.name(i, last, T.PERSON)
        if last < len(units) and units[last].text == "、":
            i = last + 1
        else:
            return


def _ends_there(scan: Scan, end: int) -> bool:
    """True where a list sign or a verb of saying follows: 刘国|中|、, whose last character is then no localizer."""
    last, after = scan.units[end - 1], scan.unit(end)
    return (
        (len(last.text) == 2 or last.pos == "f")
        and after is not None
        and (after.text == "、" or "speech" in after.word.roles or bool(after.word.relations))
    )


def _foreign(scan: Scan, i: int) -> int | None:
    """The unit after a name in parts: 英格·安德森."""
    units = scan.units
    end = i + 1
    while end + 1 < len(units) and units[end].text in _JOINTS and _HAN.fullmatch(units[end + 1].text):
        end += 2
    return end if end > i + 1 and _HAN.fullmatch(units[i].text) else None


def _listed(scan: Scan, i: int, end: int) -> bool:
    """True where only the last character of the name is a word of grammar and the name ends there: 马正|其|，."""
    last, after = scan.units[end - 1], scan.unit(end)
    return (
        end - i > 1
        and len(last.text) == 1
        and last.word.roles <= {Cue.DEMONSTRATIVE}
        and not any(u.word.relations or u.word.roles or u.word.post for u in scan.units[i : end - 1])
        and after is not None
        and after.text in PUNCTUATION
    )


def _name_at(scan: Scan, i: int) -> int | None:
    """The unit after a personal name that begins with unit i: a surname and one or two characters, no grammar word."""
    foreign = _foreign(scan, i)
    if foreign is not None:
        return foreign
    start = scan.units[i].start
    if not _surname(scan, scan.text[start : start + 2]):
        return None
    for size in (3, 2, 4):
        end = scan.starting(start + size)
        if end is not None and _may_be_named(scan, i, end, scan.text[start : start + size]):
            return end
    return None


def _may_be_named(scan: Scan, i: int, end: int, name: str) -> bool:
    """True where units i to end, a surname and what follows it, may be a person's name."""
    units = scan.units[i:end]
    if not _HAN.fullmatch(name) or (len(name) == _LONG and name[:2] not in scan.lexicon.surnames):
        return False
    if len(units) == 1:
        return units[0].pos not in _WORDS and not _grammatical(units[0])  # 陆续, 单位
    if any(map(_grammatical, units)) and not _listed(scan, i, end):
        return False
    return len(name) != _USUAL or units[-1].pos not in _VERBAL or _ends_there(scan, end)


def _grammatical(u: Unit) -> bool:
    return bool(u.word.relations or u.word.roles or u.word.post)
