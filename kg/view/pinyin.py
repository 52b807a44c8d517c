"""Names spelt in pinyin, for the search and for the order of names in tables."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

MOST = 4
"""How many spellings of one name are kept."""

FIRST = 16
"""By how many of its characters a text is sorted."""

WORDS = 5
"""In how many listed words a character has a reading for it to be thought of in other words too."""


@cache
def _readings() -> dict[str, str]:
    """Words whose reading their characters alone do not tell (see `tests/readings.py`)."""
    text = (Path(__file__).parent / "readings.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines() if line and line[0] != "#")


@cache
def _longest() -> int:
    return max(map(len, _readings()))


@cache
def _doubtful() -> dict[str, tuple[str, ...]]:
    """The readings that a character has by itself or in WORDS words of the list, for those that have more than one."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, reading in _readings().items():
        for char, syllable in zip(word, reading.split(), strict=True):
            found[char][syllable] += 1
    likely = {char: {_usual(char)} | {r for r, n in seen.items() if n >= WORDS} for char, seen in found.items()}
    return {char: tuple(sorted(readings)) for char, readings in likely.items() if len(readings) > 1}


@cache
def _usual(char: str) -> str:
    """The usual reading of a character; what is no Chinese character as it stands."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # its table of words takes 0.4 s to load; ours is what differs
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(char)).lower()


def _cut(name: str, readings: Mapping[str, str], longest: int) -> list[tuple[str, bool]]:
    """The name in words of the list (True) and single characters, the longest word from the left first."""
    parts: list[tuple[str, bool]] = []
    at = 0
    while at < len(name):
        size = next((k for k in range(min(longest, len(name) - at), 1, -1) if name[at : at + k] in readings), 0)
        parts.append((name[at : at + size], True) if size else (name[at], False))
        at += size or 1
    return parts


def syllables(name: str, readings: Mapping[str, str] | None = None) -> list[str]:
    """The syllables of a name, a word's where it is listed and else each character's usual one.

    >>> syllables("中国银行长沙分行")
    ['zhong', 'guo', 'yin', 'hang', 'chang', 'sha', 'fen', 'hang']
    """
    known = _readings() if readings is None else readings
    longest = _longest() if readings is None else max(map(len, known), default=1)
    made: list[str] = []
    for part, listed in _cut(name, known, longest):
        made.extend(known[part].split() if listed else [_usual(part)])
    return made


def order(text: str) -> tuple[str, str]:
    """What the text is sorted by: its first syllables, then itself.

    >>> sorted(["重庆日报", "长沙晚报", "成都商报", "长官"], key=order)
    ['长沙晚报', '成都商报', '重庆日报', '长官']
    """
    return " ".join(syllables("".join(c for c in text if c.isalnum())[:FIRST])), text


def spellings(name: str) -> tuple[str, str]:
    """The name's syllables in pinyin without tones, and its initials, in small letters; other letters as they are.

    Spellings with another reading of one character follow, after `|`, where it has several; at most MOST in all.

    >>> spellings("垃圾分类")
    ('la ji fen lei', 'ljfl')
    >>> spellings("长沙县")
    ('chang sha xian|zhang sha xian', 'csx|zsx')
    """
    kept = "".join(c for c in name if c.isalnum())
    if kept.isascii():
        return "", ""
    said = syllables(kept)
    spelt = [said]
    for at, char in enumerate(kept):
        spelt += [[*said[:at], other, *said[at + 1 :]] for other in _doubtful().get(char, ()) if other != said[at]]
    whole = dict.fromkeys(" ".join(one) for one in spelt)
    initials = dict.fromkeys("".join(s[:1] for s in one) for one in spelt)
    return "|".join(list(whole)[:MOST]), "|".join(list(initials)[:MOST])
