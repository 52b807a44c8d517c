"""GB18030 to text, also where a byte is damaged: as in UTF-8 that costs one character, and not the rest of the line.

A byte that is lost, or turned into a letter, makes the second half of a character the first half of the next one, and
so on to the next byte that can only stand by itself: every pair may be a character, and none is the right one. What
stands between such bytes is read in the way that makes most sense.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

_ALONE = re.compile(rb"[\x00-\x2f\x3a-\x3f]+")  # bytes that are no part of a longer character
_MOST = 1_000_000  # bytes that are read with care
_FEWEST = 6  # characters below which nothing is said of a stretch
_SAMPLE = 200_000
_OFTEN = 3  # times that a text has the characters that are its own
_NEVER, _DAMAGE = -1e9, "\ufffd"


def _rows(*rows: int) -> frozenset[str]:
    """The characters of some rows of GB 2312."""
    codes = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return frozenset(code.decode("gb18030") for code in codes)


_DAILY = _rows(0xA1, 0xA2, 0xA3, *range(0xB0, 0xD8))  # marks, and the first level of GB 2312
_RARE = _rows(*range(0xD8, 0xF8))  # the second level
_FRAMES = _rows(0xA4, 0xA5, 0xA9)  # kana and frames come by the line


def gb18030(data: bytes) -> str:
    """The text that bytes encode, with one U+FFFD for each damaged place.

    >>> damaged = bytearray("抓好城市体检，推进城市更新。".encode("gb18030"))
    >>> damaged[4] = ord("c")
    >>> gb18030(bytes(damaged))
    '抓好c\ufffd市体检，推进城市更新。'
    """
    times = Counter(data[:_SAMPLE].decode("gb18030", "ignore"))
    own = frozenset(char for char, n in times.items() if n >= _OFTEN)
    left = _MOST
    parts: list[str] = []
    for stretch, alone in _stretches(data):
        text, doubtful = stretch.decode("gb18030", "replace"), False
        if not stretch.isascii():
            doubtful = _DAMAGE in text or _is_doubtful(text)
        if doubtful and left > 0:
            left -= len(stretch)
            mended = _mended(stretch, own)
            text = mended if _DAMAGE in text or not _is_doubtful(mended) else text
        parts += [text, alone.decode("ascii")]
    return "".join(parts)


def _stretches(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The stretches of bytes that may be parts of longer characters, each with those behind it that are not."""
    at = 0
    for found in _ALONE.finditer(data):
        yield data[at : found.start()], found[0]
        at = found.end()
    yield data[at:], b""


def _is_doubtful(text: str) -> bool:
    """True where fewer than two of three characters are in daily use."""
    return len(text) >= _FEWEST and sum(map(_DAILY.__contains__, text)) * 3 < len(text) * 2


def _sense(char: str, own: AbstractSet[str]) -> float:
    """How much speaks for a character in a Chinese text that has some of its `own` again and again."""
    if char in _DAILY:
        return 1.0 + 0.5 * (char in own)
    if char in own or char in _FRAMES:
        return 0.0
    return -0.5 if char in _RARE else -1.0


def _mended(data: bytes, own: AbstractSet[str]) -> str:
    """The reading of bytes that makes most sense: three or four characters of it are worth a damaged place."""
    size = len(data)
    best = [0.0] + [_NEVER] * size
    back = [0] * (size + 1)
    for i in range(size):
        for width, worth in _choices(data, i, own):
            if best[i] + worth > best[i + width]:
                best[i + width], back[i + width] = best[i] + worth, i
    parts: list[str] = []
    end = size
    while end:
        parts.append(_char(data[back[end] : end]))
        end = back[end]
    return re.sub(f"{_DAMAGE}+", _DAMAGE, "".join(reversed(parts)))


def _choices(data: bytes, i: int, own: AbstractSet[str]) -> Iterator[tuple[int, float]]:
    """What may begin at a byte: how many bytes it takes, and what speaks for it."""
    if data[i] < 0x80:
        yield 1, 0.0
        return
    second = data[i + 1] if i + 1 < len(data) else 0
    if (char := _char(data[i : i + 2])) != _DAMAGE:
        yield 2, _sense(char, own)
    elif 0x30 <= second <= 0x39 and (char := _char(data[i : i + 4])) != _DAMAGE:
        yield 4, _sense(char, own)
    yield 1, -3.0 if 0 < i < len(data) - 1 else -2.5  # beside a byte that stands alone, which it may be instead


def _char(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return _DAMAGE
    return text if len(text) == 1 else _DAMAGE
