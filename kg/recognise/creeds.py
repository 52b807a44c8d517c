"""Formulations in parts without quotation marks: what a verb takes as a principle, and what a noun says to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model import R, T
from kg.parse import flags
from kg.recognise.scan import NOMINAL, Scan
from kg.words.grammar import Cue

_PART = re.compile(r"[\u4e00-\u9fff]{3,14}")
_MOST = 60  # characters of a list of parts
_NEAR = 4  # units after the parts in which the noun stands that says what they are
_SEVERAL, _TELLING = 3, 4  # parts that need no more than to be of one length, and characters of such a part
_ECHOES = 2  # characters that two parts have in the same places
_SAYS = frozenset({"v", "vn", "a", "an", "ad", "d", "vd", "i", "l"})
_UNFIT = frozenset({"ul", "uj", "r", "p"})
_PAIR = 2


def stated(scan: Scan) -> None:
    """Parts after a verb that takes formulations alone: 秉持|平等协商、开放包容|的理念, 做到|小事不出村、大事不出镇.

    Any long ones after a verb that takes principles: 坚持|为群众解难题、以实效论成败.
    """
    for i in scan.marked(flags.ACTS):
        u = scan.units[i]
        principle = u.text in scan.principles
        if principle or (R.UPHOLDS in u.word.relations and R.UNDERTAKES not in u.word.relations):
            found = _parts(scan, i + 1)
            if found is None or not _free(scan, *found, principle=principle):
                continue
            if _one(scan, *found) or (principle and _plain(scan, *found)):
                scan.take([scan.name(found[0], found[1], T.SLOGAN)])


def _parts(scan: Scan, first: int) -> tuple[int, int, list[str]] | None:
    """The units, half-open, of two and more parts of one length from unit `first` on, and the parts."""
    stop = scan.clause_end(first, flags.COMMA)
    bounds = [first - 1, *(k for k in range(first, stop) if scan.units[k].text == "、"), stop]
    if len(bounds) <= _PAIR or scan.units[first].start in scan.quote_starts:
        return None
    spans = [(a + 1, b) for a, b in pairwise(bounds)]
    size = _size(scan, spans[0])
    last = _to_size(scan, spans[-1], size)
    if last is None or any(_size(scan, span) != size for span in spans[1:-1]):
        return None
    parts = [scan.span(*span) for span in (*spans[:-1], (spans[-1][0], last))]
    if not all(_PART.fullmatch(part) for part in parts) or sum(map(len, parts)) > _MOST:
        return None
    return first, last, parts


def _size(scan: Scan, span: tuple[int, int]) -> int:
    return scan.units[span[1] - 1].end - scan.units[span[0]].start if span[0] < span[1] else 0


def _to_size(scan: Scan, span: tuple[int, int], size: int) -> int | None:
    """The unit after the first `size` characters of the last part, where they end the clause or a creed follows."""
    last = scan.starting(scan.units[span[0]].start + size) if span[0] < span[1] else None
    if last is None or last > span[1]:
        return None
    return last if last == span[1] or _called(scan, last) else None


def _called(scan: Scan, last: int) -> bool:
    """True where a noun after the parts says that they are a formulation: 的|合作|理念."""
    for u in scan.units[last : last + _NEAR]:
        if u.text.endswith(scan.creeds):
            return True
        if u.text not in scan.possessives and u.pos not in NOMINAL:
            return False
    return False


def _one(scan: Scan, first: int, last: int, parts: Sequence[str]) -> bool:
    """True for parts that are one formulation: called so, several that each say something, or two that chime."""
    if _called(scan, last):
        return True
    echo = _echoes(parts) >= _ECHOES
    tell = len(parts[0]) >= _TELLING and _telling(scan, first, last)
    return (echo or tell) if len(parts) >= _SEVERAL else (echo and tell)


def chimes(scan: Scan, first: int, last: int, parts: Sequence[str]) -> bool:
    """True for three and more parts that each say something with the same words in it: 明大德、守公德、严私德."""
    return len(parts) >= _SEVERAL and _telling(scan, first, last) and _echoes(parts) >= min(_ECHOES, len(parts[0]) - 2)


def _echoes(parts: Sequence[str]) -> int:
    """How many characters all parts have in the same places."""
    return sum(len(set(column)) == 1 for column in zip(*parts, strict=True))


def _telling(scan: Scan, first: int, last: int) -> bool:
    """True where a verb, an adjective or the like is in each of the parts."""
    return all(any(u.pos in _SAYS for u in scan.units[a:b]) for a, b in _each(scan, first, last))


def _free(scan: Scan, first: int, last: int, parts: Sequence[str], *, principle: bool) -> bool:
    """True for parts that hold no names, begin with no preposition but in a principle, and are no list of work."""
    units = scan.units[first:last]
    if any(scan.at[k] is not None for k in range(first, last)) or any(Cue.PREPOSER in u.word.roles for u in units):
        return False
    if any(u.pos in _UNFIT and not (principle and u.pos == "p") for u in units):
        return False
    form = scan.lexicon.form_of(parts[-1])
    return form is None or form.type is T.SLOGAN


def _plain(scan: Scan, first: int, last: int, parts: Sequence[str]) -> bool:
    """True for long parts that each say something, without quotation marks in them: 坚持分类治理、标本兼治."""
    start, end = scan.units[first].start, scan.units[last - 1].end
    return len(parts[0]) >= _TELLING and _telling(scan, first, last) and not scan.opens_quotes(start, end)


def _each(scan: Scan, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The units, half-open, of each of the parts."""
    start = first
    for k in range(first, last):
        if scan.units[k].text == "、":
            yield start, k
            start = k + 1
    yield start, last
