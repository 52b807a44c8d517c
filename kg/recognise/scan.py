"""The state that the finders share: the units of a reading, and the longest name found so far over each of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import Any

from kg.model import EntityType, Kind, Reason, Role, T
from kg.parse import flags
from kg.parse.reading import FARTHEST, Name, Reading
from kg.parse.units import STOPS, Unit
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength
from kg.words.lexicon import Lexicon

NOMINAL = frozenset(re.findall(r"\w+", "n nr ns nt nz nrt ng vn an a b j l i v vg f s eng m x t ad q nrfg vd zg ag"))
ORDER = (T.DOCUMENT, T.MEETING, T.ORGANIZATION, T.PROGRAM, T.SLOGAN, T.PERSON, T.PLACE)
"""The types in the order in which they go before one another, where a word or names that overlap may be of several."""

BODIES = frozenset({T.ORGANIZATION, T.PLACE})
_LONGEST = 16  # characters of a form
_STOP, _BREAK = re.compile(f"[{''.join(sorted(STOPS))}]"), re.compile("[，：]")
VAGUE = frozenset({Cue.GENERIC, Cue.DEMONSTRATIVE})
HARMLESS = frozenset({Cue.NATIONAL, Cue.CENTRAL, Cue.VAGUE, Cue.SPEAKER, Cue.MANNER, Cue.LIGHT, Cue.ATTACHED})


def _any_within(places: Sequence[int], start: int, end: int) -> bool:
    """True where one of the places, which are in order, is within the span."""
    n = bisect_left(places, start)
    return n < len(places) and places[n] < end


class Words:
    """The words of the ontology that finders ask for, by what they do."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Those of a lexicon."""
        roles = lexicon.roles
        self.demonstratives = roles.get(Cue.DEMONSTRATIVE, frozenset())
        self.pointers = roles.get(Cue.POINTER, frozenset())
        self.levels = roles.get(Cue.LEVEL, frozenset()) | self.demonstratives
        self.locatives = roles.get(Cue.LOCATIVE, frozenset())
        self.divisions = roles.get(Cue.DIVISION, frozenset())
        self.coordinators = roles.get(Cue.COORDINATION, frozenset())
        self.particles = roles.get(Cue.PARTICLE, frozenset())
        self.possessives = roles.get(Cue.POSSESSIVE, frozenset())
        self.results = roles.get(Cue.RESULT, frozenset())
        self.addresses = roles.get(Cue.ADDRESSED, frozenset())
        self.credits = tuple(sorted(roles.get(Cue.CREDIT, ()), key=len, reverse=True))
        self.sounds = roles.get(Cue.SOUND, frozenset()) | roles.get(Cue.SOUND_ALONE, frozenset())
        self.sounds_alone = roles.get(Cue.SOUND_ALONE, frozenset())
        self.counters = roles.get(Cue.COUNTER, frozenset())
        self.ages = roles.get(Cue.AGE, frozenset())
        self.joints = frozenset().union(*(roles.get(r, ()) for r in (Cue.WITH, Cue.BENEFICIARY, Cue.AIM)))
        self.suffixes = roles.get(Cue.NOUN_SUFFIX, frozenset())
        self.adverbial = roles.get(Cue.ADVERBIAL, frozenset())
        self.utterances = tuple(sorted(roles.get(Cue.SPEECH, ()), key=len, reverse=True))
        self.clitics = roles.get(Cue.CLITIC, frozenset())
        self.settlements = lexicon.settlements
        self.venues = lexicon.venues
        self.sorts = roles.get(Cue.SORT, frozenset())
        self.settled = self.divisions | self.levels | frozenset(w[-1] for w in roles.get(Cue.SETTLEMENT, ()))
        self.rural = roles.get(Cue.RURAL, frozenset())
        self.statesmen = roles.get(Cue.STATESMAN, frozenset())
        self.principles = roles.get(Cue.PRINCIPLE, frozenset())
        self.tenets = roles.get(Cue.FORMULA, frozenset())
        self.creeds = tuple(sorted(roles.get(Cue.CREED, ())))
        self.periodicals = roles.get(Cue.PERIODICAL, frozenset())
        self.issued_alone = roles.get(Cue.ISSUED_ALONE, frozenset())
        self.loose = roles.get(Cue.LOOSE, frozenset())
        self.makers = roles.get(Cue.MAKES, frozenset())
        self.makes = roles.get(Cue.COUNTS_AS, frozenset())
        self.carriers = tuple(sorted(roles.get(Cue.CARRIES, ())))
        self.themes = roles.get(Cue.THEME, frozenset())
        self.governing = roles.get(Cue.GOVERNS, frozenset())
        self.conveners = tuple(roles.get(Cue.CONVENES, ()))
        self.sessions = roles.get(Cue.SESSION, frozenset())
        self.feasts = roles.get(Cue.FEAST, frozenset())
        self.shapes = roles.get(Cue.SHAPE, frozenset())
        self.remembering = roles.get(Cue.REMEMBERS, frozenset())
        self.anniversaries = tuple(roles.get(Cue.ANNIVERSARY, ()))
        self.recurrent = roles.get(Cue.RECURRENT, frozenset())
        self.measures = roles.get(Cue.MEASURE, frozenset())
        self.stations = roles.get(Cue.STATIONED, frozenset())
        self.editions = tuple(roles.get(Cue.EDITION, ()))
        self.lands = lexicon.lands
        self.seats = roles.get(Cue.SEAT, frozenset())
        self.led = tuple(sorted(roles.get(Cue.LED, ()), key=len, reverse=True))
        self.launches = roles.get(Cue.LAUNCHES, frozenset())
        self.singles = roles.get(Cue.SINGLES_OUT, frozenset())
        self.summed = roles.get(Cue.SUMMED, frozenset())
        self.teams = tuple(sorted(roles.get(Cue.TEAM, ()), key=len, reverse=True))
        self.troubles = roles.get(Cue.TROUBLE, frozenset())
        self.told_alone = roles.get(Cue.TOLD_ALONE, frozenset())
        self.vague = roles.get(Cue.VAGUE, frozenset())
        self.unique = roles.get(Cue.UNIQUE, frozenset())
        self.spots = _by_first(sorted(roles.get(Cue.SPOT, ()), key=len, reverse=True))
        self.landforms = roles.get(Cue.LANDFORM, frozenset())
        self.campaigns = roles.get(Cue.CAMPAIGN, frozenset())
        self.publics = roles.get(Cue.PUBLIC, frozenset())
        self.questions = roles.get(Cue.QUESTION, frozenset())
        self.scopes = roles.get(Cue.SCOPE, frozenset())
        self.spans = roles.get(Cue.SPAN, frozenset())
        self.when = roles.get(Cue.WHEN, frozenset())
        self.tails = tuple(sorted(roles.get(Cue.TAIL, ()), key=len, reverse=True))
        self.purposes = roles.get(Cue.PURPOSE, frozenset())
        self.instances = tuple(sorted(roles.get(Cue.INSTANCE, ())))
        self.central = tuple(roles.get(Cue.CENTRAL, ()))
        self.national = tuple(roles.get(Cue.NATIONAL, ()))


def _by_first(words: Iterable[str]) -> dict[str, list[str]]:
    """The words by their first character, each list in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found[word[0]].append(word)
    return dict(found)


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> dict[str, Any]:
    """What a scan has of a lexicon, made once for it."""
    return vars(Words(lexicon))


class Scan(Words):
    """One pass over one reading.

    `names` collects what the finders find; `at` maps units to names, `until` the unit after a name to the name: in both
    the longest counts. Units leave no gaps, so that the end of a unit is where the next begins.
    """

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        """Index the units of the reading by where they start and end."""
        vars(self).update(_words(lexicon))
        self.lexicon = lexicon
        self.units = reading.units
        self.paragraphs = reading.paragraphs
        self.text = reading.plain.text
        self.quotes = reading.plain.quotes
        self.gaps = reading.plain.gaps
        self.quote_starts, self.quote_ends = reading.plain.quote_starts, reading.plain.quote_ends
        self._opened = [start for start, _ in self.quotes]
        self._quoted_until = list(accumulate((end for _, end in self.quotes), max))
        self.names: list[Name] = []
        self.at: list[Name | None] = [None] * len(self.units)
        self.until: dict[int, Name] = {}
        self._quotes = frozenset(self.quotes)
        self._forms: dict[int, tuple[Form, int] | None] = {}
        self.starts = reading.starts
        self.dots = reading.marked(flags.DOT)
        self.marked, self.governed = reading.marked, reading.governed

    def take(self, names: Iterable[Name]) -> None:
        """Keep the names; the longest one over a unit is the one that later finders see there."""
        for name in names:
            self.names.append(name)
            ending = self.until.get(name.last)
            if ending is None or ending.end - ending.start < name.end - name.start:
                self.until[name.last] = name
            for i in range(name.first, name.last):
                held = self.at[i]
                if held is None or held.end - held.start < name.end - name.start:
                    self.at[i] = name

    def name(
        self, first: int, last: int, type: EntityType, kind: Kind | None = None, *, alt: tuple[str, ...] = ()
    ) -> Name:
        """The name that units first to last (half-open) make."""
        start, end = self.units[first].start, self.units[last - 1].end
        return Name(start, end, first, last, self.text[start:end], type, kind, alt=alt, reason=Reason.PATTERN)

    def span(self, first: int, last: int) -> str:
        """The text of units first to last (half-open)."""
        return self.text[self.units[first].start : self.units[last - 1].end]

    def unit(self, i: int) -> Unit | None:
        """Unit i, or None outside the text."""
        return self.units[i] if 0 <= i < len(self.units) else None

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The units that a plain span touches, half-open."""
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)

    def starting(self, start: int) -> int | None:
        """The unit that starts at a place of the plain text, at its end the number of units; None where none does."""
        i = bisect_left(self.starts, start)
        return i if i < len(self.starts) and self.starts[i] == start else None

    def form(self, i: int) -> tuple[Form, int] | None:
        """The longest form that ends with unit i and begins with a unit (or within unit i), and its first unit."""
        if i not in self._forms:
            self._forms[i] = self._form(i)
        return self._forms[i]

    def _form(self, i: int) -> tuple[Form, int] | None:
        u = self.units[i]
        end = u.end
        longer = u.text in self.lexicon.form_tails  # 工作|会议: one may begin before
        form = self.lexicon.form_of(self.text[max(0, end - _LONGEST) : end] if longer else u.text)
        while form is not None:
            start = end - len(form.label)
            first = self.starting(start)
            if first is not None:
                return form, first
            if start > u.start:
                return form, i
            form = self.lexicon.form_of(self.text[start + 1 : end])
        return None

    def occurrences(self, texts: Collection[str]) -> dict[str, list[tuple[int, int]]]:
        """For each of the texts the units, half-open, that it is; looked for once for all of them."""
        sizes: dict[str, list[int]] = defaultdict(list)
        for text in texts:
            if len(text) not in sizes[text[0]]:
                sizes[text[0]].append(len(text))
        wanted, places = frozenset(texts), defaultdict(list)
        for first, u in [(i, u) for i, u in enumerate(self.units) if u.text[0] in sizes] if sizes else ():
            for size in sizes[u.text[0]]:
                text = self.text[u.start : u.start + size]
                if text in wanted:
                    last = self.starting(u.start + size)
                    if last is not None:
                        places[text].append((first, last))
        return places

    def is_program(self, u: Unit) -> bool:
        """True where the unit is a programme's ending, so that it may be a verb's form and yet part of a name."""
        form = self.lexicon.forms.get(u.text)
        return form is not None and form.type is T.PROGRAM and form.strength is not Strength.QUOTED

    def quoted(self, start: int, end: int) -> bool:
        """True where the plain span is all that stands between two quotation marks."""
        return (start, end) in self._quotes

    def within_quotes(self, unit: Unit) -> bool:
        """True where quotation marks stand around the unit, or around more than it."""
        before = bisect_right(self._opened, unit.start)
        return before > 0 and unit.end <= self._quoted_until[before - 1]

    def named_in_quotes(self, unit: Unit) -> bool:
        """True where quotation marks stand around the unit, and no sentence or clause stands between them."""
        n = bisect_right(self._opened, unit.start)
        for start, end in reversed(self.quotes[max(0, n - 2) : n]):
            if unit.end <= end:
                return not (self.stops_within(start, end) or _any_within(self._breaks, start, end))
        return False

    def in_charge(self, first: int, last: int) -> bool:
        """True where units first to last are all in one cell of those in charge."""
        n = bisect_right(self._charges, first, key=itemgetter(0))
        return n > 0 and last < self._charges[n - 1][1]

    @cached_property
    def _charges(self) -> list[tuple[int, int]]:
        return [(first, last) for first, last, role in self.paragraphs if role is Role.CHARGE]

    def stops_within(self, start: int, end: int) -> bool:
        """True where a sentence ends within the plain span."""
        return _any_within(self._stops, start, end)

    @cached_property
    def _stops(self) -> list[int]:
        return [m.start() for m in _STOP.finditer(self.text)] if self.quotes else []

    @cached_property
    def _breaks(self) -> list[int]:
        return [m.start() for m in _BREAK.finditer(self.text)] if self.quotes else []

    def opens_quotes(self, start: int, end: int) -> bool:
        """True where a quotation begins within the plain span, after its start."""
        after = bisect_right(self._opened, start)
        return after < len(self._opened) and self._opened[after] < end

    def clause_end(self, i: int, breaks: int = flags.COMMA) -> int:
        """The first unit from i on that ends a sentence or is one of the breaks, or the last one that is near."""
        ends = self.marked(flags.STOP | breaks)
        n = bisect_left(ends, i)
        stop = min(len(self.units), i + FARTHEST)
        return min(ends[n], stop) if n < len(ends) else stop

    def empty(self, first: int, last: int) -> bool:
        """True where none of the units says anything that would make a name."""
        return all(
            Cue.VAGUE in u.word.roles or u.word.roles & VAGUE or u.pos in ("m", "q", "t", "r")
            for u in self.units[first:last]
        )
