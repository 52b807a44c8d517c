"""Formulations without quotation marks: what one verb takes in turn, and parallel phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.model import R, T
from kg.parse import flags
from kg.parse.units import Unit
from kg.recognise.creeds import chimes
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

_SLOGAN = T.SLOGAN
_HAN = r"[\u4e00-\u9fff]"
_PARALLEL = re.compile(rf"(?<!{_HAN}){_HAN}{{3,10}}+(?:、{_HAN}{{3,10}}+)+(?!{_HAN})")
_BEFORE_PARALLEL = re.compile(rf"[^\u4e00-\u9fff](?={_HAN}{{3,10}}+、)")
_PAIRS = re.compile(rf"(?<={_HAN}){_HAN}{{2}}(?:、{_HAN}{{2}}){{2,}}(?!{_HAN})")
_SECOND_OF_PAIRS = re.compile(rf"、{_HAN}{{2}}(?=、)")
_QUALITIES = frozenset({"a", "v", "an", "vn", "x", "ad", "i", "n"})
_IN_TURN = range(4, 11)  # characters of a formulation that stands in turn
_FUNCTION = frozenset({"p", "uj", "r", "m", "x"})
_SEVERAL = 3  # parts that make a formulation whatever their length


def upheld_in_turn(scan: Scan) -> None:
    """Formulations that one verb takes clause after clause, three or more: 坚持依法治理，坚持源头治理，坚持权责一致."""
    run: list[tuple[int, int]] = []
    verb = ""
    for i in scan.marked(flags.ACTS):
        u = scan.units[i]
        if u.text not in scan.principles:
            continue
        goes_on = bool(run) and u.text == verb and run[-1][1] == i - 1
        if not goes_on:
            _take_run(scan, run)
            run, verb = [], u.text
        run.append((i + 1, scan.clause_end(i + 1, flags.COMMA | flags.LISTS)))
    _take_run(scan, run)


def _take_run(scan: Scan, run: Sequence[tuple[int, int]]) -> None:
    """Take the objects of one verb in turn that are free formulations."""
    if len(run) < _SEVERAL:
        return
    for first, last in run:
        units = scan.units[first:last]
        size = scan.units[last - 1].end - scan.units[first].start if units else 0
        free = all(scan.at[k] is None for k in range(first, last))
        plain = not any(u.text in scan.particles or u.pos in _FUNCTION for u in units)
        deed = bool(units) and (units[0].pos == "v" or units[0].word.relations) and size > _IN_TURN[0]  # 配备专业化队伍
        if free and plain and not deed and size in _IN_TURN:
            scan.take([scan.name(first, last, _SLOGAN)])


def parallel(scan: Scan) -> None:
    """Formulations in parallel phrases of one length: 学党史、悟思想、办实事、开新局; 做到忠诚、干净、担当."""
    for m in _matches(_PARALLEL, scan.text, [0, *(m.end() for m in _BEFORE_PARALLEL.finditer(scan.text))]):
        parts = m.group().split("、")
        free = _free(scan, m)
        if free is None or not _alike(parts):
            continue
        if _verbal(scan, m, parts) or _echoing(scan, *free, parts) or chimes(scan, *free, parts):
            scan.take([scan.name(*free, _SLOGAN)])
    for m in _matches(_PAIRS, scan.text, [m.start() - 2 for m in _SECOND_OF_PAIRS.finditer(scan.text)]):
        free = _free(scan, m)
        if free is not None and _qualities(scan, *free):
            scan.take([scan.name(*free, _SLOGAN)])


def _free(scan: Scan, m: re.Match[str]) -> tuple[int, int] | None:
    """The units of the match, half-open, where they begin and end with it and are in no name."""
    first, last = scan.starting(m.start()), scan.starting(m.end())
    if first is None or last is None or any(scan.at[k] is not None for k in range(first, last)):
        return None
    before, after = scan.unit(first - 1), scan.unit(last)
    if (before is not None and before.text == "、") or (after is not None and _goes_on(after)):
        return None
    return first, last


def _goes_on(after: Unit) -> bool:
    """True where a list has further members, so that what is alike in it is no formulation."""
    return after.text == "、" or Cue.AMONG in after.word.roles


def _alike(parts: Sequence[str]) -> bool:
    """True for parts of one length, and of four characters where there are only two."""
    size = len(parts[0])
    return {len(p) for p in parts} == {size} and (len(parts) >= _SEVERAL or size > _SEVERAL)


def _verbal(scan: Scan, m: re.Match[str], parts: Sequence[str]) -> bool:
    """True for three and more parts, or two in quotation marks, that each begin with a verb."""
    heads = [scan.starting(m.start() + n * (len(parts[0]) + 1)) for n in range(len(parts))]
    if not all(h is not None and scan.units[h].pos.startswith("v") for h in heads):
        return False
    return len(parts) >= _SEVERAL or scan.quoted(m.start(), m.end())


def _qualities(scan: Scan, first: int, last: int) -> bool:
    """True for qualities of two characters after a verb that takes formulations and no programmes."""
    before = scan.unit(first - 1)
    if before is None or R.UPHOLDS not in before.word.relations or R.UNDERTAKES in before.word.relations:
        return False
    return all(u.pos in _QUALITIES for u in scan.units[first:last])


def _matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches at some of the starts, in order, that do not overlap: all that `finditer` would find, but faster."""
    done = 0
    for start in starts:
        found = pattern.match(text, start) if start >= done else None
        if found is not None:
            yield found
            done = found.end()


def _echoing(scan: Scan, first: int, last: int, parts: Sequence[str]) -> bool:
    """True where the parts begin alike after a verb that takes formulations: 做到学史明理、学史增信、学史崇德."""
    before = scan.unit(first - 1)
    return (
        before is not None
        and R.UPHOLDS in before.word.relations
        and len(parts) >= 3
        and len({p[0] for p in parts}) == 1
        and scan.lexicon.form_of(parts[-1]) is None
    )
