"""Times as first and last days: what 去年6月 is, seen from the day of the text."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """A time by its first and last day; None where it has no beginning or no end, or none that is known."""

    first: date | None
    last: date | None


UNKNOWN = Span(None, None)


def years(first: int, last: int) -> Span:
    """The years from the first to the last; unknown where they are none of the calendar.

    >>> years(2021, 2025).last.isoformat()
    '2025-12-31'
    """
    if not 1 <= first <= last <= 9999:
        return UNKNOWN
    return Span(date(first, 1, 1), date(last, 12, 31))


def months(year: int, first: int, last: int) -> Span:
    """The months of a year from the first to the last.

    >>> months(2021, 1, 2).last.isoformat()
    '2021-02-28'
    """
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def days(year: int, month: int, first: int, last: int) -> Span:
    """Days of a month; the last is that of the month at most, and unknown is what the month does not have.

    >>> days(2021, 2, 21, 31).last.isoformat(), days(2021, 2, 30, 30)
    ('2021-02-28', Span(first=None, last=None))
    """
    longest = monthrange(year, month)[1]
    if not 1 <= first <= longest:
        return UNKNOWN
    return Span(date(year, month, first), date(year, month, min(last, longest)))


def back(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date | None:
    """The day so long before; the last of its month where that is shorter, None where there is none.

    >>> back(date(2024, 2, 29), years=1).isoformat(), back(date(2021, 3, 31), months=1).isoformat()
    ('2023-02-28', '2021-02-28')
    """
    try:
        if days:
            return day - timedelta(days=days)
        year, month = divmod(day.year * 12 + day.month - 1 - years * 12 - months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def nearest(spans: Iterable[Span], day: date, *, planned: bool) -> Span:
    """Of several times the one that is meant on a day: what is said to have been lies before it, a plan after it.

    A time on the other side counts as three times as far away.

    >>> december = [months(year, 12, 12) for year in (2019, 2020)]
    >>> nearest(december, date(2020, 1, 10), planned=False).first.year
    2019
    """
    known = [s for s in spans if s.first is not None and s.last is not None]
    return min(known, key=lambda s: (_away(s, day, planned=planned), s.first), default=UNKNOWN)


def _away(span: Span, day: date, *, planned: bool) -> int:
    first, last = span.first or day, span.last or day
    past = last < day
    away = (day - last).days if past else (first - day).days
    return away * (3 if past == planned else 1)


def day_of(text: str) -> date | None:
    """The day that an ISO date is; None for a year, a month, or nothing."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
