"""What recognise, link and relate pass on: units of text, names found in them, and the reading as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.lexicon import Entry, Lexicon, Word
from kg.model import Entity, EntityType, Kind, Reason
from kg.plain import Plain, plain
from kg.segment import words

_NOTHING = Word()
STOPS = frozenset("。！？；\n")
PUNCTUATION = frozenset("。！？；\n，：、（）《》〈〉【】—…·－-")
NAMED = EntityType


@dataclass(slots=True)
class Unit:
    """One word of the plain text, or one known name or phrase of several: `text == plain[start:end]`."""

    start: int
    end: int
    text: str
    pos: str
    word: Word = _NOTHING


@dataclass(slots=True, eq=False)
class Name:
    """A span that names something. `first`, `last` are its units, half-open.

    `entries` are the vocabulary entries that it may stand for; `anchor` the place or body that it begins with and
    `own` what follows it; `alt` are further names that the text gives it. `entity` is set by linking.
    """

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
    """The units of a document and what was found in them; paragraphs are (first unit, last unit, role)."""

    plain: Plain
    units: list[Unit]
    paragraphs: list[tuple[int, int, str]] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """A body and the one that it belongs to, with the name that says so; `entry` where a vocabulary knows it."""

    child: str
    parent: str
    name: Name
    entry: str = ""


@dataclass(slots=True)
class Linked:
    """The entities of a reading by IRI, and which body belongs to which."""

    entities: dict[str, Entity] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    focus: str = ""


def _tokens(view: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """The segmenter's words of a view, in plain form: quotation marks part words but are none; 等 stands alone."""
    found = []
    known, forms = lexicon.words, lexicon.forms
    for word, pos in words(view):
        if pos == "x" or pos == "eng":
            word = plain(word)
            if not word:
                continue
        size = len(word)
        if size == 2 and pos == "u" and word[1] == "等":
            found += [(word[0], "n"), ("等", "u")]
        elif size >= 4 and word[2:] in forms and word not in known and word[:2] in known:
            found += [(word[:2], "v"), (word[2:], "n")]  # 出席会议
        else:
            found.append((word, pos))
    return found


def chunk(view: Plain, lexicon: Lexicon) -> list[Unit]:
    """The plain text as units in order: known names and phrases whole, other words as the segmenter cuts them.

    A known form of fewer than four characters counts only where the segmenter's words begin and end with it, alone or
    with the known form after it (省委|书记); grammar phrases always do. Of forms that overlap, the leftmost and then
    longest was found (see `Lexicon.matches`).
    """
    text = view.text
    tokens = _tokens(view.view, lexicon)
    starts: list[int] = []
    at = 0
    for token, _ in tokens:
        starts.append(at)
        at += len(token)
    if at != len(text):  # a word with a blank inside it
        tokens = [(w, pos) for word, pos in tokens if (w := plain(word))]
        starts = [0]
        for token, _ in tokens[:-1]:
            starts.append(starts[-1] + len(token))
        at = len(text)
    bounds = {*starts, at}
    known = lexicon.words
    spans: list[tuple[str, int, int]] = []
    matches = lexicon.matches(text)
    for n, (surface, start, end) in enumerate(matches):
        aligned = (start in bounds) + (end in bounds)
        if aligned == 2 or (known[surface].entries and (end - start >= 4 or (aligned and end - start == 3))):
            spans.append((surface, start, end))
        elif start in bounds and n + 1 < len(matches) and matches[n + 1][1] == end and matches[n + 1][2] in bounds:
            spans.append((surface, start, end))
            bounds.add(end)
    units: list[Unit] = []
    add = units.append
    get = known.get
    spans.append(("", len(text) + 1, len(text) + 1))
    rest = iter(spans)
    surface, left, right = next(rest)
    at = 0
    for (token, pos), start in zip(tokens, starts, strict=True):
        end = start + len(token)
        if end <= left and start >= at:  # the common case: no known form touches the word
            add(Unit(start, end, token, pos, get(token, _NOTHING)))
            at = end
            continue
        at = max(at, start)
        while left < end:
            if left > at:
                piece = text[at:left]
                add(Unit(at, left, piece, pos, get(piece, _NOTHING)))
            word = known[surface]
            whole = right - left <= len(token)
            add(Unit(left, right, surface, pos if whole else "n" if word.entries else "v", word))
            at = right
            surface, left, right = next(rest)
        if at < end:
            piece = text[at:end]
            add(Unit(at, end, piece, pos, get(piece, _NOTHING)))
            at = end
    return units


def paragraphs(units: Sequence[Unit], roles: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Paragraphs in units: for each (plain start, plain end, role), the half-open range of units in it."""
    found = []
    i = 0
    for start, end, role in roles:
        while i < len(units) and units[i].start < start:
            i += 1
        first = i
        while i < len(units) and units[i].end <= end:
            i += 1
        if i > first:
            found.append((first, i, role))
    return found
