"""Persons between a post and a verb of saying, character by character: 书记|韩庆|朋说, 社长|丰田|章|男|介绍."""

from __future__ import annotations

import re

from kg.model import Reason, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.recognise.scan import Scan
from kg.words.grammar import Cue, Strength

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_USUAL, _SHORT, _LONG = 3, 2, 4  # characters of most names, of short ones, and of those with a surname of two
_WORDS = frozenset({"d", "c", "p", "r", "u", "ul", "uj", "uz", "t", "m", "q", "ad", "uv", "ud"})
_LONGEST = 8  # characters of a name of another language
_MANNERS = frozenset({"a", "ad", "an", "d", "v", "vd", "z", "i", "l"})
_MARKS = flags.TITLE | flags.BEARER


def find(scan: Scan) -> None:
    """Persons whose names the segmenter cut otherwise than they stand between a post and a verb of saying."""
    for i in scan.marked(_MARKS):
        start = scan.units[i].end
        end = _end(scan, i + 1, start)
        if end is not None:
            first, last = scan.around(start, end)
            scan.take([Name(start, end, first, last, scan.text[start:end], T.PERSON, reason=Reason.PATTERN)])


def _end(scan: Scan, i: int, start: int) -> int | None:
    """Where the name ends that begins with unit i and that a verb of saying follows at once; None where none does."""
    sounded = _sounded(scan, start)
    if sounded is not None:
        return sounded if _may_be_named(scan, i, start, sounded) else None
    double = scan.text[start : start + _SHORT] in scan.lexicon.surnames
    if not double and scan.text[start : start + 1] not in scan.lexicon.common_surnames:
        return None
    for size in (_LONG, _USUAL) if double else (_USUAL, _SHORT):
        end = start + size
        if scan.text.startswith(scan.utterances, end) and _may_be_named(scan, i, start, end):
            return end
    return None


def _sounded(scan: Scan, start: int) -> int | None:
    """Where a name of another language ends that a verb of saying follows: 瑟|尔斯|基说."""
    end = start
    while end - start < _LONGEST and scan.text[end : end + 1] in scan.sounds:
        end += 1
        if end - start >= _USUAL and scan.text.startswith(scan.utterances, end):
            return end
    return None


def _may_be_named(scan: Scan, i: int, start: int, end: int) -> bool:
    """True where nothing speaks against it that the characters from unit i on are a name."""
    text = scan.text[start:end]
    form = scan.lexicon.form_of(text)
    if (
        not _HAN.fullmatch(text)
        or text[-1] in scan.clitics | scan.adverbial
        or (form is not None and form.strength is not Strength.NEVER)
    ):
        return False
    _, last = scan.around(start, end)
    return all(_fits(scan, k, start, end) for k in range(i, last))


def _fits(scan: Scan, k: int, start: int, end: int) -> bool:
    """True for a unit that may be a part of the name: no word of grammar, no name but what only begins it."""
    u, held = scan.units[k], scan.at[k]
    if held is not None and held.end >= end:
        return False
    if u.end > end:  # the verb's as well: 朋|说
        return not u.word.relations and not u.word.post
    if u.word.relations or u.word.post or u.word.roles - {Cue.GENERIC, Cue.VAGUE, Cue.NATIONAL}:
        return False
    whole = len(u.text) > 1 and u.pos in _MANNERS  # 郑重|表示
    return not whole and (u.start == start or u.pos not in _WORDS)
