"""What a time means, by what it says of years, months and days, seen from the day of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from kg.numerals import number
from kg.qualify.calendar import UNKNOWN, Span, back, days, months, nearest, years
from kg.words.entries import TimeWord
from kg.words.grammar import TimeSense as S

_LAST_YEAR, _LAST_MONTH, _LAST_DAY = 9999, 12, 31
_BEFORE_PLANS: Final = 1951
"""When a five-year plan would have begun before the first, were they all in step: the third began in 1966."""

Groups: TypeAlias = Mapping[str, str]
"""What each named group of a match holds, less those that hold nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a time says by its groups, and from when it is seen: the day of the text, and whether it is of a plan."""

    words: Mapping[S, Mapping[str, TimeWord]]
    said: Groups
    day: date | None
    planned: bool

    def number(self, name: str) -> int | None:
        """The number that a group holds, None where it holds none that a calendar has use for."""
        value = number(self.said.get(name, ""))
        return int(value) if value is not None and value <= _LAST_YEAR else None

    def counted(self, sense: S, name: str) -> int:
        """What the word of a group counts from the day of the text."""
        return self.words[sense][self.said[name]].first

    def moved(self, count: str, unit: str, way: int) -> date | None:
        """The day so many units before that of the text, or after it where the way is -1."""
        n = self.number(count)
        if self.day is None or n is None:
            return None
        if self.said[unit] in self.words[S.SPAN_OF_YEARS]:
            return back(self.day, years=way * n)
        months_ = self.said[unit] in self.words[S.SPAN_OF_MONTHS]
        return back(self.day, months=way * n) if months_ else back(self.day, days=way * n)

    # --- points -----------------------------------------------------------------------------------------------------

    def point(self, n: str, day: date | None, *, planned: bool) -> Span | None:
        """The point whose groups end in n; None where what matched is no time."""
        said = {name[0]: value for name, value in self.said.items() if name[-1] == n and len(name) == 2}
        if not said or not self._whole(said):
            return None
        if "y" in said or ("Y" in said and day is not None):
            year = self.number(f"y{n}") if "y" in said else (day.year if day else 0) + self.counted(S.YEAR, f"Y{n}")
            return self._within(said, n, year or 0, self._month(said, n))
        if day is None or "Y" in said:
            return UNKNOWN
        return self._about(said, n, day, planned=planned)

    def _about(self, said: Groups, n: str, day: date, *, planned: bool) -> Span:
        """A point without its year, about a day: 昨天, 上周, 4月12日."""
        if "D" in said:
            moved = back(day, days=-self.counted(S.DAY, f"D{n}"))
            return Span(moved, moved)
        if "W" in said:
            monday = day - timedelta(days=day.weekday() - 7 * self.counted(S.WEEK, f"W{n}"))
            return Span(monday, monday + timedelta(days=6))
        return nearest(self._of_some_year(said, n, day), day, planned=planned)

    def _whole(self, said: Groups) -> bool:
        """True where what is said is a time by itself: 6月底 and 年底, not 底; 4月12日 and 12日, not 2021年12日."""
        if part := said.get("p"):
            if "m" in said or "M" in said:
                return part in self.words[S.PART_OF_MONTH]
            return ("y" in said or "Y" in said or len(part) > 1) and "d" not in said
        return "m" in said or "M" in said or "d" not in said or said.keys().isdisjoint({"y", "Y"})

    def _of_some_year(self, said: Groups, n: str, day: date) -> Iterator[Span]:
        """What is said without its year, or without its month too, about the day."""
        month = self._month(said, n)
        of_year = said.get("p") in self.words[S.PART_OF_YEAR] or "q" in said
        if "M" in said:
            then = back(day.replace(day=1), months=-self.counted(S.MONTH, f"M{n}"))
            yield self._within(said, n, then.year, then.month) if then is not None else UNKNOWN
        elif month or of_year:
            yield from (self._within(said, n, day.year + k, month) for k in (-1, 0, 1))
        else:
            first = day.replace(day=1)
            near = (then for k in (1, 0, -1) if (then := back(first, months=k)) is not None)
            yield from (self._within(said, n, then.year, then.month) for then in near)

    def _month(self, said: Groups, n: str) -> int:
        """The month that is said, 0 where none is."""
        return (self.number(f"m{n}") or _LAST_MONTH + 1) if "m" in said else 0

    def _within(self, said: Groups, n: str, year: int, month: int) -> Span:
        """What is said of a year, or of its month."""
        if not 1 <= year <= _LAST_YEAR or month > _LAST_MONTH:
            return UNKNOWN
        if "d" in said:
            day = self.number(f"d{n}") or 0
            return days(year, month, day, day) if month and day <= _LAST_DAY else UNKNOWN
        part = said.get("p", "")
        if month and part:
            word = self.words[S.PART_OF_MONTH][part]
            return days(year, month, word.first, word.last)
        if month:
            return months(year, month, month)
        if part:
            word = self.words[S.PART_OF_YEAR].get(part) or self.words[S.PART_OF_MONTH][part]
            return months(year, word.first, word.last)
        if "q" in said:
            last = 3 * (self.number(f"q{n}") or 1)
            return months(year, last - 2, last)
        return years(year, year)

    # --- what stands around a point, and what is none ---------------------------------------------------------------

    def stretch(self) -> Span | None:
        """A point, or the stretch from one to another, with what stands before and after it: 自|去年|起."""
        found = self._stretch()
        if found is None:
            return None
        first, last = found
        said = self.said.keys()
        if "since" in said:
            return Span(first, self.day)
        if "from" in said or ("begins" in said and not any(name[-1] == "2" for name in said)):
            return Span(first, None)
        if "until" in said:
            return Span(None, last)
        if "before" in said:
            whole = said.isdisjoint({"p1", "d1", "D1"})
            return Span(None, first - timedelta(days=1) if whole and first is not None else last)
        return found

    def _stretch(self) -> Span | None:
        """A point, or the stretch from one to another: 2021年4月12日|至|15日."""
        first = self.point("1", self.day, planned=self.planned or "before" in self.said)
        if first is None or not any(name[-1] == "2" for name in self.said):
            return first
        dated = "y2" in self.said or "Y2" in self.said
        last = self.point("2", self.day, planned=self.planned) if dated else self.point("2", first.first, planned=True)
        end = last.last if last is not None else None
        ordered = first.first is not None and end is not None and first.first <= end
        return Span(first.first, end) if ordered else UNKNOWN

    def plan(self) -> Span | None:
        """The years of a five-year plan: 十四|五|期间."""
        begins = _BEFORE_PLANS + 5 * (self.number("plan") or 0)
        return years(begins, begins + 4)

    def since_event(self) -> Span | None:
        """Since what happened once: 新中国成立|以来."""
        return Span(date.fromisoformat(self.words[S.EVENT][self.said["event"]].on), self.day)

    def decade(self) -> Span | None:
        """A decade, of the last century unless another is said: 20世纪|50年代."""
        tens, century = self.number("decade"), self.number("century") or 20
        if tens is None or tens % 10 or tens >= 100:
            return None
        return years(100 * (century - 1) + tens, 100 * (century - 1) + tens + 9)

    def past(self) -> Span | None:
        """So long until the day of the text: 五年|来, 近|两年."""
        return Span(self.moved("n", "u", 1), self.day)

    def coming(self) -> Span | None:
        """So long from the day of the text on: 未来|三年."""
        return Span(self.day, self.moved("n", "u", -1))

    def ago(self) -> Span | None:
        """The year or month so long ago: 31年|前."""
        then = self.moved("n", "u", 1)
        if then is None:
            return UNKNOWN
        of_years = self.said["u"] in self.words[S.SPAN_OF_YEARS]
        return years(then.year, then.year) if of_years else months(then.year, then.month, then.month)

    def now(self) -> Span | None:
        """The day of the text, or all until it: 目前, 截至|目前."""
        return Span(None if "until" in self.said else self.day, self.day)

    def recent(self) -> Span | None:
        """Some time until the day of the text: 近年来; of a plan from it on where the word may say that too: 近期."""
        ahead = self.planned and self.said["recent"] in self.words[S.HENCE]
        return Span(self.day, None) if ahead else Span(None, self.day)

    def hence(self) -> Span | None:
        """From the day of the text on: 今后."""
        return Span(self.day, None)
