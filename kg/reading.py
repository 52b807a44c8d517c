"""What recognise, link and relate pass on: units of text, names found in them, and the reading as a whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain, compress
from operator import attrgetter, itemgetter
from typing import ClassVar

from kg import mark
from kg.lexicon import Entry, Lexicon, Word
from kg.model import Entity, EntityType, Kind, Modality, Reason, Relation
from kg.normalised import Plain, plain
from kg.segment import CutAgainError, part_of_speech, part_of_speech_in, words

_NOTHING = Word()
_NEEDY = ("anchored", "weak")  # forms that need something before them
_REMEMBERED = 1 << 18  # words whose tokens are kept
_PREPOSITIONS = ("with", "agent", "aim", "passive", "preposer", "locative")
_JOINING = frozenset({"coordination", "among"})
_BEFORE_PERSONS = frozenset({"reporter", "leader"})
STOPS = frozenset("。！？；\n")
PUNCTUATION = frozenset("。！？；\n，：、（）《》〈〉【】—…·－-")
FARTHEST = 160  # units of a clause that are looked at, so that a text without punctuation takes no longer


_SIGNS = {
    **dict.fromkeys(STOPS, mark.STOP),
    "，": mark.BREAK | mark.COMMA,
    "：": mark.BREAK | mark.COLON,
    "、": mark.LISTS,
}

Token = tuple[str, str, Word, int]
"""Text, part of speech, what the ontology says of it, marks: what all units of one word share."""


class Unit:
    """One word of the plain text, or one known name or phrase of several: `text == plain[start:end]`.

    `marks` are the bits of `kg.mark` that say which finders look at it. All but the place comes from a token.
    """

    __slots__ = ("end", "marks", "pos", "start", "text", "word")

    def __init__(self, start: int, end: int, token: Token) -> None:
        self.start, self.end = start, end
        self.text, self.pos, self.word, self.marks = token


@dataclass(slots=True, eq=False)
class Name:
    """A span that names something. `first`, `last` are its units, half-open.

    `entries` are the vocabulary entries that it may stand for; `anchor` the place or body that it begins with and
    `own` what follows it; `alt` are further names that the text gives it. `entity` is set by linking. Among units it is
    a word that has no grammar.
    """

    word: ClassVar[Word] = _NOTHING
    pos: ClassVar[str] = ""
    marks: ClassVar[int] = 0

    start: int
    end: int
    first: int
    last: int
    text: str
    type: EntityType
    kind: Kind | None = None
    entries: tuple[Entry, ...] = ()
    anchor: Name | None = None
    own: str = ""
    alt: tuple[str, ...] = ()
    reason: Reason = Reason.PATTERN
    inside: bool = False
    entity: str = ""


@dataclass(slots=True)
class Reading:
    """The units of a document and what was found in them; paragraphs are (first unit, last unit, role).

    `starts` are where the units start and, as the last, where the text ends: units leave no gaps.
    """

    plain: Plain
    units: list[Unit]
    starts: list[int]
    paragraphs: list[tuple[int, int, str]] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    _by_marks: dict[int, list[int]] = field(init=False, repr=False)
    _found: dict[int, list[int]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_marks = defaultdict(list)
        marks = list(map(_marks, self.units))
        for i, held in compress(enumerate(marks), marks):
            self._by_marks[held].append(i)

    def marked(self, marks: int) -> list[int]:
        """The units that have any of the marks (bits of `kg.mark`), in order."""
        found = self._found.get(marks)
        if found is None:
            found = self._found[marks] = []
            for held, units in self._by_marks.items():
                if held & marks:
                    found += units
            found.sort()
        return found

    def governed(self, i: int, *relations: Relation, but: Relation | None = None) -> bool:
        """True where a trigger of one of the relations, and not of `but`, is in the clause at or before unit i."""
        farthest = max(-1, i - FARTHEST)
        while i > farthest:
            u = self.units[i]
            if u.marks & mark.ENDS_REACH:
                return False
            if u.word.relations and not u.word.relations.isdisjoint(relations) and but not in u.word.relations:
                return True
            i -= 1
        return False


@dataclass(slots=True)
class Part:
    """A body and the one that it belongs to, with the name that says so; `entry` where a vocabulary knows it."""

    child: str
    parent: str
    name: Name
    entry: str = ""


@dataclass(slots=True)
class Fact:
    """A relation between two entities, with the plain span of the words that it was read from."""

    subject: str
    relation: Relation
    object: str
    start: int
    end: int
    modality: Modality = Modality.ASSERTED
    trigger: str = ""
    speaker: str = ""
    derived_from: str = ""


@dataclass(slots=True)
class Linked:
    """The entities of a reading by IRI, and which body belongs to which."""

    entities: dict[str, Entity] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    focus: str = ""


def _token(text: str, pos: str, lexicon: Lexicon) -> Token:
    """The token of a text and part of speech."""
    word = lexicon.words.get(text, _NOTHING)
    marks = mark.ENDS if pos != "x" and lexicon.may_end_form(text) else 0
    if word is not _NOTHING:
        if word.entries:
            marks |= mark.NAMED
        if word.relations:
            marks |= mark.ACTS
        if word.post or not word.roles.isdisjoint(_BEFORE_PERSONS):
            marks |= mark.TITLE
        if "everyone" in word.roles:
            marks |= mark.EVERYONE
        if not word.roles.isdisjoint(_JOINING):
            marks |= mark.JOINS
    if len(text) < 3 and text[0] in lexicon.roles.get("pointer", ()):
        marks |= mark.POINTS
    elif not text.isalnum():
        marks |= _SIGNS.get(text, 0) if text[0] != "—" else mark.BREAK
    if pos == "ns":
        marks |= mark.PLACE
    elif pos.startswith("nr"):
        marks |= mark.PERSON
    return text, pos, word, marks


class _Whole(dict[tuple[str, str], Token]):
    """The token of a text and part of speech, made once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __missing__(self, pair: tuple[str, str]) -> Token:
        if len(self) >= _REMEMBERED:
            self.clear()
        token = self[pair] = _token(*pair, self.lexicon)
        return token


class _Split(dict[str, tuple[Token, ...]]):
    """The tokens of a segmenter's word: quotation marks and blanks part words but are none; 等 stands alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.whole = _Whole(lexicon)
        self.clitics = lexicon.roles.get("clitic", frozenset())
        self.levels = lexicon.roles.get("level", frozenset())
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
            found = (_token(word, pos, self.lexicon),)
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
            found = self.whole[word[:-1], "n"], (word[-1], "n", known[word[-2:]], mark.TITLE)  # 外交部|长
        elif word[-1] in self.ends and word not in known and (cut := self._before_form(word)):
            found = self.whole[word[:cut], "ns" if cut > 1 else "n"], self.whole[word[cut:], "n"]
        else:
            found = (_token(word, pos, self.lexicon),)
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
        return how is not None and "manner" in how.roles and what is not None and bool(what.relations)

    def _before_post(self, word: str) -> int:
        """Where a post begins that follows a body's form or short name; 0 where there is none."""
        known, forms = self.lexicon.words, self.lexicon.forms
        for size in (3, 2):
            body, post = word[:-size], known.get(word[-size:], _NOTHING).post
            if body and post and (body in forms or "short" in known.get(body, _NOTHING).roles):
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
            return cut if form.strength == "anchored" and word[0] in roles.get("level", ()) else 0
        return cut if word[cut - 1] in roles.get("division", ()) else 0


@lru_cache(maxsize=4)
def _split(lexicon: Lexicon) -> _Split:
    return _Split(lexicon)


def parse(view: str, paragraphs: Iterable[tuple[int, int, str]], lexicon: Lexicon) -> Reading:
    """The reading of a view, without names yet; paragraphs are (start, end, role) in the view."""
    text = Plain(view)
    starts, units = chunk(text, lexicon)
    found = []
    for start, end, role in paragraphs:
        first, last = bisect_left(starts, text.index(start)), bisect_right(starts, text.index(end)) - 1
        if last > first:
            found.append((first, last, role))
    return Reading(text, units, starts, found)


def chunk(view: Plain, lexicon: Lexicon) -> tuple[list[int], list[Unit]]:
    """The plain text as units in order: known names and phrases whole, other words as the segmenter cuts them.

    With where each starts and, as the last, where the text ends.

    A known form of fewer than four characters counts only where the segmenter's words begin and end with it, alone or
    with the known form after it (省委|书记); grammar phrases always do. Of forms that overlap, the leftmost and then
    longest was found (see `Lexicon.matches`).
    """
    split = _split(lexicon)
    starts, tokens = _merged(split.tokens(view.view), view.text, lexicon, split.whole)
    return starts, list(map(Unit, starts, starts[1:], tokens))


def _merged(tokens: list[Token], text: str, lexicon: Lexicon, whole: _Whole) -> tuple[list[int], list[Token]]:
    """The tokens, with one for each known form that is not one of them, and for what it leaves of others.

    With the start of each, and the end of the text.
    """
    starts = list(accumulate(map(len, map(_text, tokens)), initial=0))
    begins: list[int] = []
    merged: list[Token] = []
    at = done = 0  # the characters that are merged, and the tokens that begin before them
    for left, right in _known_spans(text, starts, lexicon):
        first = bisect_right(starts, left) - 1
        if first >= done:
            if at < starts[done]:
                begins.append(at)
                merged.append(whole[text[at : starts[done]], tokens[done - 1][1]])
            begins += starts[done:first]
            merged += tokens[done:first]
            at = starts[first]
        pos = tokens[first][1]
        if at < left:
            begins.append(at)
            merged.append(whole[text[at:left], pos])
        form = text[left:right]
        if right - left > len(tokens[first][0]):
            known = lexicon.words[form]
            pos = "v" if not known.entries and (known.relations or "speech" in known.roles) else "n"
        begins.append(left)
        merged.append(whole[form, pos])
        at, done = right, bisect_left(starts, right, lo=first)
    if at < starts[done]:
        begins.append(at)
        merged.append(whole[text[at : starts[done]], tokens[done - 1][1]])
    return begins + starts[done:], merged + tokens[done:]


def _known_spans(text: str, starts: list[int], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The known forms that count and are no tokens, left to right; `starts` are those of the tokens and the text's end.

    What is a token is looked at no further: nothing of what stands beside it depends on it.
    """
    known = lexicon.words
    matches = list(_uncut(text, starts, lexicon))
    after = -1  # where the last form that counts ended: 国家发展改革委|会同
    for n, (start, end) in enumerate(matches, 1):
        if text[end - 1 : end + 1] in lexicon.wholes:
            continue  # 交通运输|部门
        first, last = start == after or _among(starts, start), _among(starts, end)
        told = (first and last) or (end - start >= (3 if first or last else 4) and known[text[start:end]].entries)
        if told or (first and n < len(matches) and matches[n][0] == end and _among(starts, matches[n][1])):
            yield start, end
            after = end


def _uncut(text: str, starts: list[int], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The known forms that are no tokens; a verb before another form is not the beginning of one: 联合|国务院."""
    known = lexicon.words
    after = i = 0
    for start, end in lexicon.matches(text):
        if start < after:
            continue
        i = bisect_left(starts, start, i)
        if starts[i] == start:
            if starts[i + 1] == end:
                continue
            last = bisect_left(starts, end, i)
            if starts[last] != end:
                cut = starts[last - 1]
                verb = known.get(text[start:cut])
                if verb is not None and verb.relations and text[cut : starts[last]] in known:
                    longest = lexicon.matches(text[cut : cut + _NEAR])[0][1]
                    start, end, after = cut, cut + longest, cut + longest
                    if end == starts[last]:
                        continue
        yield start, end


def _among(starts: list[int], at: int) -> bool:
    """True where a token starts or the text ends."""
    return starts[bisect_left(starts, at)] == at


_NEAR = 40  # characters in which the form ends that a token begins
_text, _marks = itemgetter(0), attrgetter("marks")
