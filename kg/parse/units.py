"""Words of the text as the finders see them: units, tokens, and what marks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from kg.model import T
from kg.parse import flags
from kg.words.entries import Word
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

NOTHING = Word()
_POINTING = 3  # characters that no word which points to a place has
STOPS = frozenset("。！？；\n")
PUNCTUATION = frozenset("。！？；\n，：、（）《》〈〉【】—…·－-")
ORDINAL = re.compile("第[一二三四五六七八九十\\d]+")
"""The number of a branch: 第二|党支部."""
_SUMMED = re.compile(r"[一两二三四五六七八九十\d]{1,2}")
_SUMS = 4  # words of a sum: 五|省|一|市
_MARKS = {
    Cue.PREPOSER: flags.PREPOSES,
    Cue.PREPOSES: flags.PREPOSES,
    Cue.EVERYONE: flags.EVERYONE,
    Cue.COORDINATION: flags.JOINS,
    Cue.AMONG: flags.JOINS,
    Cue.SPEECH: flags.SAYS,
    Cue.ASSEMBLY: flags.ASSEMBLES,
    Cue.ADDRESS: flags.ASSEMBLES,
    Cue.AUTONOMOUS: flags.AUTONOMOUS,
    Cue.BEARER: flags.BEARER,
    Cue.STATESMAN: flags.BEARER,
    Cue.APPOINTS: flags.BEARER,
    Cue.FRAME: flags.FRAMES,
    Cue.STANDS_IN: flags.STANDS_IN,
    Cue.SCHOOL: flags.STANDS_IN,
    Cue.PLACES_TOO: flags.LANDS,
}
"""What a word is marked as by its roles."""

_BEFORE_PERSONS = frozenset({Cue.REPORTER, Cue.LEADER})
_SIGNS = {
    **dict.fromkeys(STOPS, flags.STOP),
    "，": flags.BREAK | flags.COMMA,
    "：": flags.BREAK | flags.COLON,
    "、": flags.LISTS,
    **dict.fromkeys("·・-－", flags.DOT),
}

Token = tuple[str, str, Word, int]
"""Text, part of speech, what the ontology says of it, marks: what all units of one word share."""


class Worded(Protocol):
    """What stands for words of the text."""

    text: str


class Unit:
    """One word of the plain text, or one known name or phrase of several: `text == plain[start:end]`.

    `marks` are the bits of `kg.parse.flags` that say which finders look at it. All but the place comes from a token.
    """

    __slots__ = ("end", "marks", "pos", "start", "text", "word")

    def __init__(self, start: int, end: int, token: Token) -> None:
        self.start, self.end = start, end
        self.text, self.pos, self.word, self.marks = token


def token_of(text: str, pos: str, lexicon: Lexicon) -> Token:
    """The token of a text and part of speech."""
    word = lexicon.words.get(text) or lexicon.function_words.get(text, NOTHING)
    if Cue.VERB in word.cues:
        pos = "v"
    marks = _marks_of(word) | _marks_by_characters(text, lexicon)
    if pos != "x" and lexicon.may_end_form(text):
        marks |= flags.ENDS
    if pos == "ns":
        marks |= flags.PLACE
    elif pos.startswith("nr"):
        marks |= flags.PERSON
    return text, pos, word, marks


def _marks_of(word: Word) -> int:
    """What the ontology's words mark a unit as."""
    marks = flags.NAMED if word.entries else 0
    if word.relations:
        marks |= flags.ACTS
    if word.post or not word.roles.isdisjoint(_BEFORE_PERSONS):
        marks |= flags.TITLE
    for cue in word.cues:
        marks |= _MARKS.get(cue, 0)
    return marks


def _marks_by_characters(text: str, lexicon: Lexicon) -> int:
    """What the characters that a word begins or ends with, and signs, mark a unit as."""
    marks = flags.SETTLES if text.endswith(lexicon.settlements) else 0
    if text.endswith(lexicon.lands) or text in lexicon.roles.get(Cue.SEAT, ()):
        marks |= flags.LANDS
    if text.endswith(lexicon.venues):
        marks |= flags.VENUE
    if text in lexicon.deeds:
        marks |= flags.DEED
    appointed = lexicon.roles.get(Cue.APPOINTED, ())
    if text in appointed or text[1:] in appointed:
        marks |= flags.APPOINTS
    if len(text) < _POINTING and text[0] in lexicon.roles.get(Cue.DEMONSTRATIVE, ()):
        marks |= flags.POINTS
    elif not text.isalnum():
        marks |= _SIGNS.get(text, 0) if text[0] != "—" else flags.BREAK
    return marks


def names_a_kind(unit: Unit) -> bool:
    """True for a noun with a meaning of its own, so that a name before it only says which one is meant.

    >>> from kg.words.loading import lexicon
    >>> [names_a_kind(Unit(0, 0, token_of(text, pos, lexicon()))) for text, pos in (("基地", "n"), ("推进", "v"))]
    [True, False]
    """
    word = unit.word
    return (
        unit.pos in ("n", "nz", "vn", "ng")
        and not word.roles
        and not unit.marks & (flags.ACTS | flags.ENDS)
        and not any(e.type is T.SLOGAN for e in word.entries)  # 主题教育|走深走实
    )


def sums(words: Sequence[Worded], i: int, sorts: frozenset[str]) -> int:
    """How many of the words from the i-th on say only how many places of the `sorts` were listed: …、上海|两省|一市.

    >>> from kg.words.loading import lexicon
    >>> from kg.words.grammar import Cue
    >>> known, sorts = lexicon(), lexicon().roles[Cue.SUMMED]
    >>> def units(*texts): return [Unit(0, 0, token_of(text, "n", known)) for text in texts]
    >>> listed = units("三省"), units("五", "省区市"), units("两省", "一市", "推进"), units("河南省")
    >>> [sums(words, 0, sorts) for words in listed]
    [1, 2, 2, 0]
    """
    text, found = "", 0
    for n, word in enumerate(words[i : i + _SUMS], 1):
        text += word.text
        before, *counted = _SUMMED.split(text)
        if before:
            break
        if counted and sorts.issuperset(counted):
            found = n
    return found
