"""Words and parts of speech of a text: jieba's dictionary and algorithm, in Rust where rjieba is installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

Pairs = list[tuple[str, str]]


@cache
def _engine() -> tuple[Callable[[str], list[str]], Callable[[str], Pairs]]:
    """What cuts a text, and what cuts and tags one."""
    try:
        import rjieba
    except ImportError:  # no wheel for this platform: the same result from jieba itself, some fifty times slower
        import logging

        import jieba
        import jieba.posseg

        jieba.setLogLevel(logging.WARNING)
        return jieba.lcut, lambda text: [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)]
    return rjieba.cut, rjieba.tag


def words(text: str) -> list[str]:
    """The words of the text in order; joined they are the text.

    >>> words("贯彻落实会议精神")
    ['贯彻落实', '会议', '精神']
    """
    return _engine()[0](text)


def part_of_speech(word: str) -> str | None:
    """What a word is, in jieba's tag set; None where it is cut again when it stands alone.

    >>> part_of_speech("会议"), part_of_speech("会议精神")
    ('n', None)
    """
    found = _engine()[1](word)
    return found[0][1] if len(found) == 1 else None


def parts_of_speech(text: str) -> dict[str, str]:
    """What the words of a text are; a word is the same wherever it stands.

    >>> parts_of_speech("贯彻落实会议精神")["会议"]
    'n'
    """
    return dict(_engine()[1](text))
