"""Words and parts of speech of a text: jieba's dictionary and algorithm, in Rust where rjieba is installed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

_FEW = 16  # words that are looked up one by one sooner than by tagging their text
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


def parts_of_speech(some: Collection[str], text: str) -> dict[str, str]:
    """What some words of the text are, in jieba's tag set; a word is the same wherever it stands.

    >>> parts_of_speech({"会议"}, "贯彻落实会议精神")
    {'会议': 'n'}
    """
    tag = _engine()[1]
    if len(some) < _FEW:
        alone = {word: tag(word) for word in some}
        if all(len(found) == 1 for found in alone.values()):  # else one is cut again when it stands alone
            return {word: found[0][1] for word, found in alone.items()}
    every = dict(tag(text))
    return {word: every.get(word, "x") for word in some}
