"""Words and parts of speech of a text: jieba's dictionary and algorithm, in Rust where rjieba is installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


@cache
def _tagger() -> Callable[[str], list[tuple[str, str]]]:
    try:
        import rjieba
    except ImportError:  # no wheel for this platform: the same result from jieba itself, some fifty times slower
        import logging

        import jieba
        import jieba.posseg

        jieba.setLogLevel(logging.WARNING)
        return lambda text: [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)]
    tag: Callable[[str], list[tuple[str, str]]] = rjieba.tag
    return tag


def words(text: str) -> list[tuple[str, str]]:
    """The text as (word, part of speech) in order, in jieba's tag set; the words joined are the text.

    >>> [word for word, _ in words("贯彻落实会议精神")]
    ['贯彻落实', '会议', '精神']
    """
    return _tagger()(text)
