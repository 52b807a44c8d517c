"""Words of the text as the finders see them: units, tokens, and what marks them."""

from __future__ import annotations

from kg.parse import flags
from kg.words.entries import Word
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

NOTHING = Word()
_POINTING = 3  # characters that no word which points to a place has
STOPS = frozenset("。！？；\n")
PUNCTUATION = frozenset("。！？；\n，：、（）《》〈〉【】—…·－-")
_LISTED = (
    (Cue.AUTONOMOUS, flags.AUTONOMOUS),
    (Cue.BEARER, flags.BEARER),
    (Cue.STATESMAN, flags.BEARER),
    (Cue.FRAME, flags.FRAMES),
)
_ROLES = (
    (Cue.PREPOSER, flags.PREPOSES),
    (Cue.EVERYONE, flags.EVERYONE),
    (Cue.COORDINATION, flags.JOINS),
    (Cue.AMONG, flags.JOINS),
    (Cue.SPEECH, flags.SAYS),
    (Cue.ASSEMBLY, flags.ASSEMBLES),
    (Cue.ADDRESS, flags.ASSEMBLES),
)
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
    marks = flags.ENDS if pos != "x" and lexicon.may_end_form(text) else 0
    if word is not NOTHING:
        marks |= _marks_of(word)
    if text in lexicon.stand_ins:
        marks |= flags.STANDS_IN
    for cue, mark in _LISTED:
        if text in lexicon.roles.get(cue, ()):
            marks |= mark
    if text.endswith(lexicon.settlements):
        marks |= flags.SETTLES
    if Cue.PREPOSES in word.cues:
        marks |= flags.PREPOSES
    appointed = lexicon.roles.get(Cue.APPOINTED, ())
    if text in appointed or text[1:] in appointed:
        marks |= flags.APPOINTS
    if len(text) < _POINTING and text[0] in lexicon.roles.get(Cue.POINTER, ()):
        marks |= flags.POINTS
    elif not text.isalnum():
        marks |= _SIGNS.get(text, 0) if text[0] != "—" else flags.BREAK
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
    for cue, mark in _ROLES if word.roles else ():
        if cue in word.roles:
            marks |= mark
    return marks
