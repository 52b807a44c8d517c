"""Words and parts of speech of a text: jieba's dictionary and algorithm, in Rust where rjieba is installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property

_MARKS = re.compile("[，。；：、！？\n]")
_FEW = 8  # words that are looked for one by one, before it pays to tag the whole text
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


class CutAgainError(LookupError):
    """A word that is cut into others where it stands alone, so that only its text tells what it is."""

    def __init__(self, word: str) -> None:
        """For a word."""
        super().__init__(word)
        self.word = word


def part_of_speech(word: str) -> str:
    """What a word is, in jieba's tag set; a word is the same wherever it stands.

    Raises CutAgainError where it is cut into others when it stands alone.

    >>> part_of_speech("会议")
    'n'
    """
    found = _engine()[1](word)
    if len(found) != 1:
        raise CutAgainError(word)
    return found[0][1]


class Tagged:
    """The parts of speech of words in a text; what stands beyond a punctuation mark is of no account.

    >>> Tagged("贯彻落实会议精神，推进改革").part_of_speech("会议")
    'n'
    """

    def __init__(self, text: str) -> None:
        """For a text; nothing is looked at yet."""
        self._text, self._asked = text, 0

    @cached_property
    def _clauses(self) -> list[str]:
        return _MARKS.split(self._text)

    @cached_property
    def _found(self) -> dict[str, str]:
        """The part of speech of each word in the first clause that is cut so that it has it."""
        tag, found = _engine()[1], dict[str, str]()
        for clause in self._clauses:
            for word, pos in dict(tag(clause)).items():
                found.setdefault(word, pos)
        return found

    def part_of_speech(self, word: str) -> str:
        """What a word is that the text is cut into, in the first clause that has it; x where none does.

        The first few words are looked for in the clauses that may have them, for more all are tagged once.
        """
        self._asked += 1
        if self._asked > _FEW:
            return self._found.get(word, "x")
        tag = _engine()[1]
        found = (dict(tag(clause)).get(word) for clause in self._clauses if word in clause)
        return next((pos for pos in found if pos is not None), "x")
