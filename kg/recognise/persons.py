"""Persons: after a post or a reporter's label, before a post or a verb of saying, in lists of those who attend."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

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
    for text in dict.fromkeys(n.text for n in scan.names if n.type is T.PERSON):
        start = scan.text.find(text)
        while start >= 0:
            first, last = scan.starting(start), scan.starting(start + len(text))
            if first is not None and last is not None and all(scan.at[k] is None for k in range(first, last)):
                scan.take([scan.name(first, last, T.PERSON)])
            start = scan.text.find(text, start + len(text))


def _surname(scan: Scan, text: str) -> bool:
    return text[:1] in scan.lexicon.surnames or text[:2] in scan.lexicon.surnames


def _before_verb(scan: Scan, i: int) -> bool:
    after, before = scan.unit(i + 1), scan.unit(i - 1)
    if after is None:
        return False
    if (
        Cue.SPEECH in after.word.roles
        or (after.text == "：" and after.end in scan.quote_starts)
        or after.word.post
        or R.ATTENDS in after.word.relations
        or after.text == "同志"
    ):
        return True
    listed = before is None or before.text in PUNCTUATION or scan.at[i - 1] is not None
    if not listed or after.text not in ("、", "等"):
        return False
    j = i + 1
    while j < len(scan.units) and j < i + 40 and scan.units[j].text not in "。，；\n":
        if R.ATTENDS in scan.units[j].word.relations:
            return True
        j += 1
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
    units = scan.units
    foreign = _foreign(scan, i)
    if foreign is not None:
        return foreign
    start = units[i].start
    if not _surname(scan, scan.text[start : start + 2]):
        return None
    for size in (3, 2, 4):
        name = scan.text[start : start + size]
        end = scan.starting(start + size)
        if end is None or not _HAN.fullmatch(name) or (size == 4 and name[:2] not in scan.lexicon.surnames):
            continue
        if end - i == 1 and units[i].pos in _WORDS:
            continue  # 陆续, 单位
        if any(u.word.relations or u.word.roles or u.word.post for u in units[i:end]) and not _listed(scan, i, end):
            continue
        if size == 3 and end - i > 1 and units[end - 1].pos in _VERBAL and not _ends_there(scan, end):
            continue
        return end
    return None
