"""Where the segmenter's words are cut again: 出席|会议, 党组|副书记, 由|市."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from kg.model import R, T
from kg.normalised import plain
from kg.parse import flags
from kg.parse.segment import CutAgainError, Tagged, part_of_speech, words
from kg.parse.units import NOTHING, Token, token_of
from kg.words.grammar import Cue, Strength
from kg.words.lexicon import Lexicon

_NEEDY = (Strength.ANCHORED, Strength.WEAK)  # forms that need something before them
_ASSEMBLES = frozenset({R.HOLDS, R.ATTENDS})
_ADVERBS = frozenset({"d", "ad", "vd"})
_REMEMBERED = 1 << 18  # words whose tokens are kept
_PREPOSITIONS = (Cue.WITH, Cue.AGENT, Cue.AIM, Cue.PASSIVE, Cue.PREPOSER, Cue.LOCATIVE, Cue.STATIONED)


class Whole(dict[tuple[str, str], Token]):
    """The token of a text and part of speech, made once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __missing__(self, pair: tuple[str, str]) -> Token:
        if len(self) >= _REMEMBERED:
            self.clear()
        token = self[pair] = token_of(*pair, self.lexicon)
        return token


class Split(dict[str, tuple[Token, ...]]):
    """The tokens of a segmenter's word: quotation marks and blanks part words but are none; `CUTS` says where else."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.whole = Whole(lexicon)
        self.clitics = lexicon.roles.get(Cue.CLITIC, frozenset())
        self.levels = lexicon.roles.get(Cue.LEVEL, frozenset())
        self.deputies = lexicon.roles.get(Cue.DEPUTY, frozenset())
        self.prepositions = frozenset().union(*(lexicon.roles.get(role, ()) for role in _PREPOSITIONS))
        self.appoints = lexicon.roles.get(Cue.APPOINTED, frozenset())
        self.others = lexicon.roles.get(Cue.AMONG, frozenset())
        self.groups = {form.label[-1] for form in lexicon.forms.values() if form.strength is Strength.GROUP}
        self.ends = {form.label[-1] for form in lexicon.forms.values() if form.strength in _NEEDY}

    def __missing__(self, surface: str) -> tuple[Token, ...]:
        return self.add(surface, part_of_speech(surface))

    def add(self, surface: str, pos: str) -> tuple[Token, ...]:
        """Make the tokens of a word."""
        word = plain(surface)
        found = self[surface] = self.cut(word, pos) if word else ()
        return found

    def cut(self, word: str, pos: str) -> tuple[Token, ...]:
        """The tokens of a plain word and its part of speech, whatever it was cut into before."""
        size, known = len(word), word in self.lexicon.words
        for cut in CUTS:
            if cut.shortest <= size <= cut.longest and (cut.known or not known):
                found = cut.tokens(self, word, pos)
                if found:
                    return found
        return (token_of(word, pos, self.lexicon),)

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text in order."""
        if len(self) >= _REMEMBERED:
            self.clear()
        found: list[Token] = []
        tagged, rest = Tagged(text), iter(words(text))
        while True:
            try:
                found += chain.from_iterable(map(self.__getitem__, rest))
            except CutAgainError as error:
                found += self.add(error.word, tagged.part_of_speech(error.word))
            else:
                return found


def _level_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    if word[1] in split.levels and word[0] in split.prepositions:
        return split.whole[word[0], "p"], split.whole[word[1], "n"]
    return ()


def _deputy_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    if word[1] in split.deputies and word[0] in split.levels:
        return split.whole[word[0], "n"], split.whole[word[1], "b"]
    return ()


def _others_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    if pos == "u" and word[1] in split.others:
        return split.whole[word[0], "n"], split.whole[word[1], "u"]
    return ()


def _clitic_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    if pos.startswith(("nr", "nz")) and word[-1] in split.clitics:
        return split.whole[word[:-1], pos], split.whole[word[-1:], "v"]
    return ()


def _person_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    known = split.lexicon.words.get(word[1:], NOTHING).entries if word[0] in split.prepositions else ()
    if pos.startswith("nr") and any(entry.type is T.PERSON for entry in known):
        return split.whole[word[0], "p"], split.whole[word[1:], "nr"]
    return ()


def _form_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    if word[2:] in split.lexicon.forms and word[:2] in split.lexicon.words:
        return split.whole[word[:2], "v"], split.whole[word[2:], "n"]
    return ()


def _is_adverb(word: str) -> bool:
    """True for what the segmenter takes for an adverb where it stands alone."""
    try:
        return part_of_speech(word) in _ADVERBS
    except CutAgainError:
        return False


def _verb_after_manner(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    how, what = split.lexicon.words.get(word[:2], NOTHING), split.lexicon.words.get(word[2:], NOTHING)
    if what.relations and (Cue.MANNER in how.roles or _is_adverb(word[:2])):
        return split.whole[word[:2], "d"], split.whole[word[2:], "v"]
    return ()


def _assembly_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    how, what = word[:2], split.lexicon.words.get(word[2:], NOTHING)
    if not what.relations & _ASSEMBLES:
        return ()
    if how[0] in split.prepositions:
        return split.whole[how[0], "p"], split.whole[how[1], "ns"], split.whole[word[2:], "v"]
    return split.whole[how, "d"], split.whole[word[2:], "v"]


def _post_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    known, forms, tails = split.lexicon.words, split.lexicon.forms, split.lexicon.form_tails
    for size in (3, 2):
        body, post = word[:-size], known.get(word[-size:], NOTHING).post
        if body and post and (body in forms or body in tails or Cue.SHORT in known.get(body, NOTHING).roles):
            return split.whole[body, "n"], split.whole[word[-size:], "n"]
        if post and body in split.appoints:
            return split.whole[body, "v"], split.whole[word[-size:], "n"]  # 任|组长
    return ()


def _head_of(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    body, post = split.lexicon.words.get(word[:-1]), split.lexicon.words.get(word[-2:])
    if body is not None and body.entries and post is not None and post.post:
        return split.whole[word[:-1], "n"], (word[-1], "n", post, flags.TITLE)
    return ()


def _needy_form_after(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    form = split.lexicon.form_of(word) if word[-1] in split.ends else None
    cut = len(word) - len(form.label) if form is not None else 0
    if form is None or form.strength not in _NEEDY or not cut:
        return ()
    roles = split.lexicon.roles
    if cut == 1:
        may = form.strength is Strength.ANCHORED and word[0] in roles.get(Cue.LEVEL, ())
        return (split.whole[word[:1], "n"], split.whole[word[1:], "n"]) if may else ()
    if word[:cut] in split.lexicon.forms:
        return split.whole[word[:cut], "n"], split.whole[word[cut:], "n"]  # 公司|党委
    may = word[cut - 1] in roles.get(Cue.DIVISION, ())
    return (split.whole[word[:cut], "ns"], split.whole[word[cut:], "n"]) if may else ()


def _preposition_after_group(split: Split, word: str, pos: str) -> tuple[Token, ...]:
    if word[0] in split.groups and word[1] in split.prepositions:
        return split.whole[word[0], "n"], split.whole[word[1], "p"]
    return ()


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a word of the segmenter's is cut: `example` is such a word, its part of speech, and its pieces.

    Asked for words of `shortest` to `longest` characters, for those that the ontology holds only where `known`.
    """

    name: str
    example: tuple[str, str, str]
    tokens: Callable[[Split, str, str], tuple[Token, ...]]
    shortest: int
    longest: int = sys.maxsize
    known: bool = False


CUTS: Final[tuple[Cut, ...]] = (
    Cut("level after a preposition", ("由市", "n", "由|市"), _level_after, 2, 2),
    Cut("deputy after a level", ("委副", "b", "委|副"), _deputy_after, 2, 2),
    Cut("preposition after the end of a group", ("组在", "v", "组|在"), _preposition_after_group, 2, 2),
    Cut("等 after a noun", ("课等", "u", "课|等"), _others_after, 2, 2, known=True),
    Cut("person after a preposition", ("向普京", "nr", "向|普京"), _person_after, 3, 4),
    Cut("word after a person", ("王晨作", "nr", "王晨|作"), _clitic_after, 3, 4),
    Cut("form after a word", ("出席会议", "l", "出席|会议"), _form_after, 4),
    Cut("verb after its manner", ("紧紧围绕", "l", "紧紧|围绕"), _verb_after_manner, 4, 4),
    Cut("verb of meeting after what goes before it", ("在京举行", "n", "在|京|举行"), _assembly_after, 4, 4),
    Cut("post after a form", ("局局长", "n", "局|局长"), _post_after, 3, known=True),
    Cut("head of a known body", ("外交部长", "n", "外交部|长"), _head_of, 4),
    Cut("form that needs a place or level", ("山东省政府", "nt", "山东省|政府"), _needy_form_after, 3),
)
"""The cuts in the order in which they are asked; the first that has pieces decides."""


@lru_cache(maxsize=4)
def split(lexicon: Lexicon) -> Split:
    """What cuts words again by the lexicon, made once for it."""
    return Split(lexicon)
