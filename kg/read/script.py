"""Characters as they were written to those that names are known by: one script, and one form of each character.

Radicals and compatibility forms (⼩ for 小), vertical marks (︽ for 《) and full-width letters and digits stand for one
character each. Traditional characters are read as simplified ones, through OpenCC; a conversion may change lengths, so
it comes with the place of each of its characters in the text. The text itself stays as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Any

_SUPPLEMENT = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻝⺟⺒⺓⺙⺡⺧⺫⺮⺶⻌⻎⻏⻖⻗",
        "民虎西见角贝车长门青韦页风飞马骨鬼鱼鸟卤麦黄黾齐齿龙食母巳幺攵氵牛目竹羊辶辶邑阜雨",
        strict=True,
    )
)
"""Radicals of the supplement that are characters of modern text: Unicode maps only the Kangxi radicals back."""

_MARKS = {
    "︙": "…",
    "︱": "—",
    "︲": "–",
    "―": "—",
    "︴": "﹏",
    "﹐": "，",
    "﹒": "．",
    "﹔": "；",
    "﹕": "：",
    "﹖": "？",
    "﹗": "！",
}
_WIDE = str.maketrans(",:;!?().", "，：；！？（）。")
_UNUSUAL = re.compile(
    "[\u2015\u2e80-\u2fdf\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe4f\ufe50-\ufe5e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    "\U0002f800-\U0002fa1f]"
)
_HAN = re.compile("[\u3400-\u9fff]+")
_SAMPLE = 3000
_FEWEST = 3
_SHARE = 12  # one character in twelve of a traditional text is in none of the simplified ones' sets


@cache
def _usual(char: str) -> str:
    """The usual form of a character."""
    if char in _SUPPLEMENT or char in _MARKS:
        return _SUPPLEMENT.get(char) or _MARKS[char]
    form = unicodedata.normalize("NFKC", char)
    if len(form) != 1:
        return char
    return form.translate(_WIDE) if "\ufe10" <= char <= "\ufe5e" else form


def mended(text: str) -> str:
    """The text with the usual form of each character, as long as before.

    >>> mended("老旧⼩区、⻝品、２０２１年，印发︽﹁十四五﹂规划︾"), mended("提升――学院")
    ('老旧小区、食品、2021年，印发《「十四五」规划》', '提升——学院')
    """
    return _UNUSUAL.sub(lambda m: _usual(m[0]), text) if _UNUSUAL.search(text) else text


def is_traditional(text: str) -> bool:
    """True where one Han character in twelve or more is in no simplified text, by the set of GB 2312.

    >>> is_traditional("財政司司長出席立法會會議"), is_traditional("林𬱖和鎔铸、珺琪同志")
    (True, False)
    """
    han = "".join(_HAN.findall(text[:_SAMPLE]))
    outside = len(han) - len(han.encode("gb2312", "ignore")) // 2
    if outside < _FEWEST or outside * _SHARE < len(han):
        return False
    changed = sum(a != b for a, b in zip(han, _converter().convert(han), strict=False))
    return bool(changed >= _FEWEST and changed * _SHARE >= len(han))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("hk2s")  # knows 衞 as well, which t2s leaves


def simplified(text: str) -> tuple[str, Sequence[int] | None]:
    """A traditional text in simplified characters, and for each of them its place in the text (None: the same).

    >>> simplified("財政司司長林望出席立法會會議")
    ('财政司司长林望出席立法会会议', None)
    """
    converted = _converter().convert(text)
    return converted, None if len(converted) == len(text) else aligned(text, converted)


def aligned(text: str, converted: str) -> list[int]:
    """For each character of what a text was converted to the place of that which it stands for.

    Where a piece became shorter or longer, its first and last character keep the place of the first and the last.

    >>> aligned("搭計程車去", "搭出租车去"), aligned("網際網路中心", "互联网中心")
    ([0, 1, 2, 3, 4], [0, 1, 3, 4, 5])
    """
    places: list[int] = []
    for _, a, b, c, d in SequenceMatcher(None, text, converted, autojunk=False).get_opcodes():
        if d > c:
            last = max(b - 1, a)
            places += [min(a + k * max(b - a, 1) // (d - c), last) for k in range(d - c)]
            if b > a:
                places[-1] = last
    return places
