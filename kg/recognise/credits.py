"""Persons in credits: who wrote, drew or sent in a text, in the bracket that ends it or in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.model import K, Reason, T
from kg.parse.reading import Name
from kg.parse.units import STOPS
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

_BRACKET = 60  # units of a bracket that may name who wrote the text
_LINE = 24  # units of a line of nothing but a credit
_LABEL = 12  # characters of what says what those named did
_SIZES, _LONG = range(2, 5), 4  # characters of a name, and of one with a surname of two
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_JOINED = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{1,7}(?:[·・][\u3400-\u4dbf\u4e00-\u9fff]{1,7})+")
_PARTS = frozenset("、，：；/／|")
_OPENS, _CLOSES = "（", "）"


class Piece(NamedTuple):
    """What stands between blanks and signs of a credit, as a span of the plain text.

    It is a `label` where it says what those after it did or whose they are.
    """

    start: int
    end: int
    label: bool = False


def signed(scan: Scan) -> None:
    """The names that a bracket after the last sentence of a paragraph, or a dateline, holds: （林望 周萍）, （林望摄）.

    Nothing but names may stand there and what says who those are, as in a line of its own; where nothing says so, the
    bracket follows a full stop or stands alone.
    """
    for opened, closed in _brackets(scan):
        pieces = [*_shorn(scan, _whole(_pieces(scan, opened + 1, closed)))]
        names = [piece for piece in pieces if _named(scan, piece)]
        labelled = any(piece.label for piece in pieces)
        others = [piece for piece in pieces if not piece.label and piece not in names]
        if not names or (others and not (labelled or others == pieces[:1])):
            continue
        if labelled or (_apart(scan, opened) and _sure(scan, names)):
            scan.take(_name(scan, piece) for piece in names)


def bylines(scan: Scan) -> None:
    """Names that stand alone in their line, or after a reporter's label, before a medium: 郑冬蛟 《人民日报》."""
    for first, last, _ in scan.paragraphs:
        end = _sign(scan, "《", range(first, min(last, first + _BRACKET)))
        held = scan.at[end + 1] if end is not None and end + 1 < last else None
        if end is None or held is None or held.kind is not K.MEDIA:
            continue
        pieces = [piece for piece in _whole(_pieces(scan, first, end)) if not piece.label]
        if pieces and all(_named(scan, piece) for piece in pieces):
            scan.take(_name(scan, piece) for piece in pieces)


def _brackets(scan: Scan) -> Iterator[tuple[int, int]]:
    """The units around what may be a credit: the brackets at the ends of paragraphs and after datelines, and lines."""
    units = scan.units
    for first, last, _ in scan.paragraphs:
        at = last
        while at > first and units[at - 1].text in STOPS:
            at -= 1
        near = range(first, min(at, first + _BRACKET))
        if at > first and units[at - 1].text == _CLOSES:
            opened = next(
                (k for k in range(at - 2, max(first - 1, at - _BRACKET), -1) if units[k].text == _OPENS), None
            )
            if opened is not None:
                yield opened, at - 1
        elif at - first <= _LINE and any(Cue.REPORTER in units[k].word.roles for k in near):
            yield first - 1, at
        opened = _sign(scan, _OPENS, near)
        if opened is not None and opened > first and Cue.DATELINE in units[opened - 1].word.roles:
            closed = next((k for k in near if k > opened and units[k].text == _CLOSES), None)
            if closed is not None:
                yield opened, closed


def _sign(scan: Scan, sign: str, near: range) -> int | None:
    """The first of some units that is a sign; None without one, which the text tells at once."""
    if not near or scan.text.find(sign, scan.units[near[0]].start, scan.units[near[-1]].end) < 0:
        return None
    return next((k for k in near if scan.units[k].text == sign), None)


def _pieces(scan: Scan, first: int, last: int) -> Iterator[Piece]:
    """What blanks, signs and labels part between two units; a label takes in the medium right before it."""
    start: int | None = None
    for i in range(first, last):
        u = scan.units[i]
        apart = u.start in scan.gaps
        if Cue.REPORTER in u.word.roles:
            if start is not None and apart:
                yield Piece(start, u.start)
                start = None
            yield Piece(u.start if start is None else start, u.end, True)
            start = None
        elif u.text in _PARTS:
            if start is not None:
                done = scan.text[start : u.start].endswith(scan.credits)  # 图片拍摄：, not 单位：
                yield Piece(start, u.start if done or u.text != "：" else u.end, u.text == "：" and done)
            start = None
        elif start is None:
            start = u.start
        elif apart:
            yield Piece(start, u.start)
            start = u.start
    if start is not None:
        yield Piece(start, scan.units[last].start if last < len(scan.units) else len(scan.text))


def _whole(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, two of one character each as one: 吴　凯."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.end == piece.start and piece.end - piece.start == 1 and not piece.label:
            yield Piece(held.start, piece.end)
            held = None
            continue
        if held is not None:
            yield held
        held = piece if piece.end - piece.start == 1 and not piece.label else None
        if held is None:
            yield piece
    if held is not None:
        yield held


def _shorn(scan: Scan, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, what says what was done apart as a label: 林望|摄, 图片拍摄."""
    for piece in pieces:
        text = scan.text[piece.start : piece.end]
        done = next((w for w in scan.credits if text.endswith(w)), "")
        cut = piece.end - len(done)
        if piece.label or not done or (done not in scan.clitics and _named(scan, piece)):
            yield piece
        elif cut - piece.start in _SIZES and _named(scan, Piece(piece.start, cut)):
            yield Piece(piece.start, cut)
            yield Piece(cut, piece.end, True)
        else:
            yield Piece(piece.start, piece.end, len(text) <= _LABEL)


def _named(scan: Scan, piece: Piece) -> bool:
    """True where the piece may be all of a person's name."""
    text = scan.text[piece.start : piece.end]
    if _JOINED.fullmatch(text) and not piece.label:
        first, last = scan.around(piece.start, piece.end)
        return not any(u.word.roles or u.word.post or u.word.entries for u in scan.units[first:last])
    if piece.label or len(text) not in _SIZES or not _HAN.fullmatch(text) or text[0] in scan.demonstratives:
        return False
    double = text[:2] in scan.lexicon.surnames
    return double if len(text) == _LONG else double or text[0] in scan.lexicon.surnames


def _apart(scan: Scan, opened: int) -> bool:
    """True where the bracket follows a full stop, a dateline or nothing."""
    if not opened:
        return True
    before = scan.units[opened - 1]
    return before.text in STOPS or before.text == _CLOSES or Cue.DATELINE in before.word.roles


def _sure(scan: Scan, names: Sequence[Piece]) -> bool:
    """True where one of the names is the segmenter's, or has a common surname and is no word of the language."""
    for piece in names:
        first, last = scan.around(piece.start, piece.end)
        one = scan.units[first]
        common = scan.text[piece.start] in scan.lexicon.common_surnames and last - first > 1
        if common or one.pos.startswith("nr"):
            return True
    return False


def _name(scan: Scan, piece: Piece) -> Name:
    """The person's name, which may end within a word."""
    first, last = scan.around(piece.start, piece.end)
    text = scan.text[piece.start : piece.end]
    return Name(piece.start, piece.end, first, last, text, T.PERSON, reason=Reason.PATTERN)
