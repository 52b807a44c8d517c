"""Programmes told by what is done to how many: 改造5.3万个老旧小区 for 老旧小区改造."""

from __future__ import annotations

from typing import Final

from kg.model import T
from kg.parse import flags
from kg.parse.units import Unit
from kg.recognise.scan import Scan

_NUMBERS: Final = frozenset({"m", "q", "mq"})
_FARTHEST = 6  # units that name what is counted
_LONGEST_NUMBER = 8  # units of a number with its unit


def find(scan: Scan) -> None:
    """Each deed with a number of what a vocabulary's programme names before its deed; `own` is what is counted."""
    for i in scan.marked(flags.DEED):
        first = i + 1 + (_text(scan, i + 1) in scan.particles)
        if not _counts(scan.unit(first)):
            continue
        last = first + 1
        while last - first < _LONGEST_NUMBER and _counts(scan.unit(last)):
            last += 1
        _take(scan, i, last)


def _take(scan: Scan, i: int, first: int) -> None:
    verb = scan.units[i].text
    for last in range(min(first + _FARTHEST, len(scan.units)), first, -1):
        counted = scan.span(first, last)
        word = scan.lexicon.words.get(counted + verb)
        known = tuple(e for e in word.entries if e.type is T.PROGRAM) if word is not None else ()
        if known and _text(scan, last) != verb:
            name = scan.name(i, last, T.PROGRAM)
            name.entries, name.own = known, counted
            scan.take([name])
            return


def _counts(u: Unit | None) -> bool:
    return u is not None and u.pos in _NUMBERS


def _text(scan: Scan, i: int) -> str:
    u = scan.unit(i)
    return u.text if u is not None else ""
