"""Times in plain text: where they stand and what they are, seen from the day of the text.

The words are the ontology's (`times.ttl`); here stands how they go together, each way with its example in `WAYS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from kg.numerals import DIGITS
from kg.qualify.calendar import Span
from kg.qualify.reckoning import Said
from kg.words.grammar import TimeSense as S
from kg.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Time:
    """A time in the plain text: `start` to `end`, half-open.

    `span` has no bounds where it cannot be told when it is. `daily` is true where it says the day or the days.
    """

    start: int
    end: int
    span: Span
    daily: bool


class Times:
    """Finds times by the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Put the words together."""
        self.words = lexicon.times
        named = {f"<{sense.name}>": self._one_of(sense) for sense in S}

        def filled(pattern: str) -> re.Pattern[str]:
            pattern = pattern.replace("POINT1", _POINT).replace("POINT2", _POINT.replace("1>", "2>"))
            for name, words in named.items():
                pattern = pattern.replace(name, words)
            numeral = rf"[\d{DIGITS}十百两]"
            pattern = (
                pattern.replace("<N>", f"{numeral}+").replace("<DIGITS>", numeral).replace("<DIGIT>", f"[{DIGITS}]")
            )
            return re.compile(pattern, re.VERBOSE)

        self._ways = [(way, filled(way.pattern)) for way in WAYS]
        firsts = {word[0] for sense in _OPENING for word in self.words.get(sense, ())}
        self._starts = filled(
            rf"(?<![\d第.．])(?=[第\d{DIGITS}十百两{re.escape(''.join(sorted(firsts)))}])(?:{_START})"
        )

    def _one_of(self, sense: S) -> str:
        """Any word of a sense, the longest first."""
        words = sorted(map(re.escape, self.words.get(sense, ())), key=lambda w: (-len(w), w))
        return f"(?:{'|'.join(words)})" if words else "(?!)"

    def found(self, text: str, start: int, end: int, day: date | None, *, planned: bool = False) -> Iterator[Time]:
        """The times between two places of the text; `planned` says that what is told of is still to come."""
        at = start
        while (candidate := self._starts.search(text, at, end)) is not None:
            at = candidate.start()
            time = self._at(text, at, end, day, planned=planned)
            if time is not None:
                yield time
            at = time.end if time is not None else at + 1

    def _at(self, text: str, start: int, end: int, day: date | None, *, planned: bool) -> Time | None:
        """The time that begins at a place."""
        for way, pattern in self._ways:
            match = pattern.match(text, start, end)
            if match is None or match.end() == start:
                continue
            groups = {name: value for name, value in match.groupdict().items() if value is not None}
            span = way.means(Said(self.words, groups, day, planned))
            if span is not None:
                daily = not groups.keys().isdisjoint({"d1", "D1"}) and not groups.keys() & {"since", "from", "begins"}
                return Time(start, match.end(), span, daily)
        return None


_ASIDE: Final = r"(?:（[^（）]{1,12}）)?"
_HOURS: Final = r"(?:<HOUR>(?:<N>[:：时点](?:<N>分?|半)?许?)?)?"
_POINT: Final = rf"""(?:
    (?P<D1><DAY>)
    |(?P<W1><WEEK>)
    |(?:(?P<y1>\d{{4}}|<DIGIT>{{4}})<UNIT_OF_YEAR>|(?P<Y1><YEAR>))?
    (?:(?P<m1><N>)<UNIT_OF_MONTH>|(?P<M1><MONTH>))?
    (?:(?P<d1><N>)(?:<UNIT_OF_DAY>|(?=<THROUGH><N><UNIT_OF_DAY>))
        |第?(?P<q1>[一二三四1-4])<UNIT_OF_QUARTER>
        |(?P<p1><PART_OF_YEAR>|<PART_OF_MONTH>))?
    ){_HOURS}{_ASIDE}"""
_OPENING: Final = (
    S.BEGINS, S.UNTIL, S.LOCAL, S.PAST, S.COMING, S.YEAR, S.MONTH, S.WEEK, S.DAY, S.NOW, S.RECENT, S.HENCE, S.EVENT,
    S.PART_OF_YEAR, S.PART_OF_MONTH,
)  # fmt: skip
_START: Final = r"""
    (?:<BEGINS>|<UNTIL>|<LOCAL>|<PAST>|<COMING>){0,2}
    (?:第?<N>(?:<ROUGHLY>?(?:<SPAN_OF_YEARS>|<SPAN_OF_MONTHS>|<SPAN_OF_DAYS>)|<UNIT_OF_MONTH>|<UNIT_OF_DAY>
        |<UNIT_OF_QUARTER>|<UNIT_OF_DECADE>|<UNIT_OF_CENTURY>|<THROUGH>|<PLAN>)
    |<YEAR>|<MONTH>|<WEEK>|<DAY>|<NOW>|<RECENT>|<HENCE>|<EVENT>|(?=..)(?:<PART_OF_YEAR>|<PART_OF_MONTH>))"""
"""What times begin with, so that little of a text is looked at more closely."""

_SPAN: Final = r"(?P<n>\d{1,3}(?!\d)|<DIGITS>{1,3})<ROUGHLY>?(?P<u><SPAN_OF_YEARS>|<SPAN_OF_MONTHS>|<SPAN_OF_DAYS>)"


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which times are told: an example, a pattern of senses, and what it means.

    In the pattern `<YEAR>` is any word of that sense, `<N>` a number, and `POINT1` a point of the calendar.
    """

    example: str
    pattern: str
    means: Callable[[Said], Span | None]

    @property
    def name(self) -> str:
        """What it is called: the name of what it means."""
        return self.means.__name__


WAYS: Final = (
    Way("十四五期间", "(?P<plan><N>)五<PLAN>", Said.plan),
    Way("新中国成立70多年来", rf"<BEGINS>?(?P<event><EVENT>)(?:{_SPAN})?<SINCE>", Said.since_event),
    Way("20世纪50年代", "<LOCAL>?(?:(?P<century><N>)<UNIT_OF_CENTURY>)?(?P<decade><N>)<UNIT_OF_DECADE>", Said.decade),
    Way("未来三年", f"<COMING>{_SPAN}<DURING>?", Said.coming),
    Way("近两年", f"<PAST>{_SPAN}(?:<SINCE>|<DURING>)?", Said.past),
    Way("五年来", f"{_SPAN}<SINCE>", Said.past),
    Way(
        "31年前",
        r"<LOCAL>?(?P<n>\d{1,3}(?!\d)|<DIGITS>{1,3})<ROUGHLY>?(?P<u><SPAN_OF_YEARS>|<SPAN_OF_MONTHS>)<BEFORE>",
        Said.ago,
    ),
    Way("近日", "(?P<recent><RECENT>)", Said.recent),
    Way("截至目前", "(?:(?P<until><UNTIL>)|<BEGINS>)?<NOW>", Said.now),
    Way("今后", "<HENCE>", Said.hence),
    Way(
        "自2017年起",
        """(?:(?P<begins><BEGINS>)|(?P<until><UNTIL>)|<LOCAL>)?<LOCAL>?
        POINT1(?:<THROUGH>POINT2)?
        (?:(?P<since><SINCE>)|(?P<from><FROM>)|(?P<before><BEFORE>)|<DURING>)?""",
        Said.stretch,
    ),
)
"""The ways in which times are told; the first that fits decides."""


@lru_cache(maxsize=4)
def times(lexicon: Lexicon) -> Times:
    """What finds times by the words of a lexicon.

    >>> from kg.words.loading import lexicon
    >>> text = "今年以来，水利部将于4月20日至22日召开会议"
    >>> [(text[t.start : t.end], str(t.span.first), str(t.span.last))
    ...  for t in times(lexicon()).found(text, 0, len(text), date(2021, 4, 14), planned=True)]
    [('今年以来', '2021-01-01', '2021-04-14'), ('于4月20日至22日', '2021-04-20', '2021-04-22')]
    """
    return Times(lexicon)
