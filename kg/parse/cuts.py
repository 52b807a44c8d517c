"""Where the segmenter's words are cut again: 出席|会议, 党组|副书记, 由|市."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from kg.normalised import plain
from kg.parse import flags
from kg.parse.segment import CutAgainError, part_of_speech, part_of_speech_in, words
from kg.parse.units import NOTHING, Token, token_of
from kg.words.grammar import Cue, Strength
from kg.words.lexicon import Lexicon

_NEEDY = (Strength.ANCHORED, Strength.WEAK)  # forms that need something before them
_REMEMBERED = 1 << 18  # words whose tokens are kept
_PREPOSITIONS = (Cue.WITH, Cue.AGENT, Cue.AIM, Cue.PASSIVE, Cue.PREPOSER, Cue.LOCATIVE)


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
    """The tokens of a segmenter's word: quotation marks and blanks part words but are none; 等 stands alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.whole = Whole(lexicon)
        self.clitics = lexicon.roles.get(Cue.CLITIC, frozenset())
        self.levels = lexicon.roles.get(Cue.LEVEL, frozenset())
        self.prepositions = frozenset().union(*(lexicon.roles.get(role, ()) for role in _PREPOSITIONS))
        self.ends = {form.label[-1] for form in lexicon.forms.values() if form.strength in _NEEDY}

    def __missing__(self, surface: str) -> tuple[Token, ...]:
        return self.add(surface, part_of_speech(surface))

    def add(self, surface: str, pos: str) -> tuple[Token, ...]:
        """Make the tokens of a word."""
        word = plain(surface)
        size, known = len(word), self.lexicon.words
        if not word:
            found: tuple[Token, ...] = ()
        elif size == 2 and word not in known and word[1] in self.levels and word[0] in self.prepositions:
            found = self.whole[word[0], "p"], self.whole[word[1], "n"]  # 由|市
        elif size < 3 and pos != "u":
            found = (token_of(word, pos, self.lexicon),)
        elif size == 3 and pos.startswith(("nr", "nz")) and word[2] in self.clitics and word not in known:
            found = self.whole[word[:2], pos], self.whole[word[2:], "v"]  # 王晨|作
        elif size == 2 and pos == "u" and word[1] == "等":
            found = self.whole[word[0], "n"], self.whole["等", "u"]
        elif size >= 4 and word[2:] in self.lexicon.forms and word not in known and word[:2] in known:
            found = self.whole[word[:2], "v"], self.whole[word[2:], "n"]  # 出席会议
        elif size == 4 and pos in ("l", "i") and word not in known and self._how_and_what(word):
            found = self.whole[word[:2], "d"], self.whole[word[2:], "v"]  # 紧紧|围绕
        elif size >= 4 and (cut := self._before_post(word)):
            found = self.whole[word[:cut], "n"], self.whole[word[cut:], "n"]  # 党组|副书记
        elif size >= 4 and word not in known and self._heads(word):
            found = self.whole[word[:-1], "n"], (word[-1], "n", known[word[-2:]], flags.TITLE)  # 外交部|长
        elif word[-1] in self.ends and word not in known and (cut := self._before_form(word)):
            found = self.whole[word[:cut], "ns" if cut > 1 else "n"], self.whole[word[cut:], "n"]
        else:
            found = (token_of(word, pos, self.lexicon),)
        self[surface] = found
        return found

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text in order."""
        if len(self) >= _REMEMBERED:
            self.clear()
        cut = words(text)
        while True:
            try:
                return list(chain.from_iterable(map(self.__getitem__, cut)))
            except CutAgainError as error:
                self.add(error.word, part_of_speech_in(error.word, text))

    def _how_and_what(self, word: str) -> bool:
        """True for a word of manner and a verb of the ontology in one."""
        how, what = self.lexicon.words.get(word[:2]), self.lexicon.words.get(word[2:])
        return how is not None and Cue.MANNER in how.roles and what is not None and bool(what.relations)

    def _before_post(self, word: str) -> int:
        """Where a post begins that follows a body's form or short name; 0 where there is none."""
        known, forms = self.lexicon.words, self.lexicon.forms
        for size in (3, 2):
            body, post = word[:-size], known.get(word[-size:], NOTHING).post
            if body and post and (body in forms or Cue.SHORT in known.get(body, NOTHING).roles):
                return len(body)
        return 0

    def _heads(self, word: str) -> bool:
        """True for a body and its head in one word, which share a character: 外交部, 部长."""
        body, post = self.lexicon.words.get(word[:-1]), self.lexicon.words.get(word[-2:])
        return bool(body is not None and body.entries and post is not None and post.post)

    def _before_form(self, word: str) -> int:
        """Where a body's form begins that needs something before it: 山东省|政府, 部|党组; 0 where there is none."""
        form = self.lexicon.form_of(word)
        cut = len(word) - len(form.label) if form is not None else 0
        if form is None or form.strength not in _NEEDY or not cut:
            return 0
        roles = self.lexicon.roles
        if cut == 1:
            return cut if form.strength == Strength.ANCHORED and word[0] in roles.get(Cue.LEVEL, ()) else 0
        return cut if word[cut - 1] in roles.get(Cue.DIVISION, ()) else 0


@lru_cache(maxsize=4)
def split(lexicon: Lexicon) -> Split:
    """What cuts words again by the lexicon, made once for it."""
    return Split(lexicon)
