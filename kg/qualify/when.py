"""When: the times that a clause says of its fact, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from kg.qualify.calendar import Span, day_of
from kg.qualify.clauses import Told
from kg.qualify.times import Time, times
from kg.words.grammar import Cue, TimeSense

_ADVERBIAL: Final = 4
"""Characters that may stand beside a time in a clause that says nothing else: 就在|今天."""
_RECURRENT: Final = 3
"""Characters before a time that may say that it comes again and again: 每年|年初."""

_BARE: Final = 3
"""Characters of a day without its month: 12日."""


def when(told: Told, day: date | None) -> Iterator[tuple[tuple[str, str], int, int]]:
    """The first and last days of the times that are said of a fact, empty where not known, and where they stand.

    A time of the clause goes first: the last before its verb, or else the first after it. Where there is none, one that
    opens the sentence by itself holds for the clause that follows it, and for all others where it is no single day.
    """
    for time in _within(told, day) or _ahead(told, day):
        first, last = (bound.isoformat() if bound is not None else "" for bound in time.span)
        yield (first, last), time.start, time.end


def _within(told: Told, day: date | None) -> list[Time]:
    """The times of the clause itself."""
    found = [t for t in _found(told, told.start, told.end, day) if not _named(told, t)]
    before = [t for t in found if t.end <= told.verb and _leads(told, t)]
    if before:
        return _joined(told, before)
    after = [t for t in found if t.start >= told.verb and _follows(told, t)]
    return after[:1]


def _found(told: Told, start: int, end: int, day: date | None) -> list[Time]:
    """The times between two places, less those of datelines and what only looks like one."""
    found = times(told.lexicon).found(told.text, start, end, day, planned=told.planned)
    kept = [*(t for t in found if not _elsewhere(told, t)), *_since_names(told, start, end, day)]
    return sorted(kept, key=lambda t: t.start)


def _since_names(told: Told, start: int, end: int, day: date | None) -> Iterator[Time]:
    """The times since something that a vocabulary knows the day of: 党的十八大|以来."""
    since = tuple(told.lexicon.times[TimeSense.SINCE])
    for name in told.reading.names_between(start, end):
        entry = told.lexicon.entries.get(name.entity)
        began = day_of(entry.began) if entry is not None else None
        if began is not None and told.text.startswith(since, name.end, end):
            last = max(name.end + len(word) for word in since if told.text.startswith(word, name.end))
            yield Time(name.start, last, Span(began, day), daily=False)


def _named(told: Told, time: Time) -> bool:
    """True for a time that is part of a name, or that says which one of a series is meant: 主办的|2021年|运动会."""
    if told.named(time.start, time.end):
        return True
    target = told.object()
    return target is not None and not time.daily and told.verb < time.start and time.end == target.start


def _elsewhere(told: Told, time: Time) -> bool:
    """True for the time of a dateline (12日|电), and for what goes on as a noun (5号|楼)."""
    if told.text.endswith(told.recurrent, max(told.opens, time.start - _RECURRENT), time.start):
        return True
    unit = told.reading.units[told.reading.unit_at(min(time.end, len(told.text) - 1))]
    if unit.text in told.lexicon.roles[Cue.DATELINE]:
        return True
    bare = time.daily and unit.start == time.end <= time.start + _BARE
    return bare and unit.pos in ("n", "ng", "nz", "q") and not unit.word.roles


def _leads(told: Told, time: Time) -> bool:
    """True where a time before the verb is the verb's: no one says something in between, and it describes no noun.

    Of a fact that no verb carries it is one that stands right before the fact.
    """
    if not told.fact.trigger:
        return told.fact.start - time.end <= 1
    if any(told.has(cue, time.end, told.verb) for cue in (Cue.SPEECH, Cue.COPULA)):
        return False
    if time.daily or not told.has(Cue.POSSESSIVE, time.end, told.verb):
        return True
    return next((u.text in told.lexicon.roles[Cue.LOCATIVE] for u in told.units(time.end, told.verb)), False)


def _joined(told: Told, before: list[Time]) -> list[Time]:
    """The last of the times before a verb, with those that it is listed with: 1989年、|1998年."""
    kept = [before[-1]]
    for time in reversed(before[:-1]):
        between = told.text[time.end : kept[0].start]
        if between != "、" and between not in told.lexicon.roles[Cue.COORDINATION]:
            break
        kept.insert(0, time)
    return kept


def _follows(told: Told, time: Time) -> bool:
    """True where a time after the verb is the verb's: 启动于|2010年, and not that of a noun: 落实|去年|印发的方案."""
    if time.start == told.verb + len(told.fact.trigger) and told.text.startswith(told.local, time.start):
        return True
    last = max(time.end + 1, told.fact.end)
    between = told.units(max(told.fact.end, told.verb + len(told.fact.trigger)), time.start)
    if any(u.pos == "v" or Cue.HAPPENS in u.word.cues for u in between):
        return False
    return not told.has(Cue.POSSESSIVE, time.end, last) and not told.has(Cue.SPEECH, told.verb, time.start)


def _ahead(told: Told, day: date | None) -> list[Time]:
    """The time that stands by itself before the clause, or that opens the sentence.

    Of a fact that no verb carries the clause must begin with the fact.
    """
    if told.has(Cue.SPEECH, told.start, told.verb) or (not told.fact.trigger and told.fact.start - told.start > 1):
        return []
    ahead = _found(told, told.opens, told.start, day)
    for n, (start, end) in enumerate(told.before() if ahead else ()):
        found = [t for t in ahead if start <= t.start and t.end <= end]
        if found and _alone(told, start, end, found[-1]):
            return found[-1:] if n == 0 or (told.fact.trigger and not found[-1].daily) else []
        if found or told.has(Cue.SPEECH, start, end):
            return []
    return []


def _alone(told: Told, start: int, end: int, time: Time) -> bool:
    """True where a clause says the time and nothing else, but for a dateline before it."""
    for word in (*told.lexicon.roles[Cue.DATELINE], "）"):
        start = max(start, told.text.rfind(word, start, time.start) + len(word))
    return end - start - (time.end - time.start) <= _ADVERBIAL
