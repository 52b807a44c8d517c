"""Names in a reading: known ones, and unknown ones by their form and by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.lexicon import Form, Lexicon
from kg.model import EntityType, Kind, Reason, Relation
from kg.reading import PUNCTUATION, STOPS, Name, Reading, Unit

_NOMINAL = frozenset("n nr ns nt nz nrt ng vn an a b j l i v vg f s eng m x t ad q nrfg vd zg ag".split())
_LONGEST = 26
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.PLACE})
_ORDER = (
    EntityType.DOCUMENT,
    EntityType.MEETING,
    EntityType.ORGANIZATION,
    EntityType.PROGRAM,
    EntityType.SLOGAN,
    EntityType.PERSON,
    EntityType.PLACE,
)
_HOLDS_NAMES = frozenset({EntityType.DOCUMENT, EntityType.MEETING})


def recognise(reading: Reading, lexicon: Lexicon) -> None:
    """Fill `reading.names` with the names of the text, by start; overlaps are resolved as `resolve` states."""
    finder = _Finder(reading, lexicon)
    found = [*finder.known()]
    finder.take(found)
    finder.take(finder.speeches())
    finder.take(finder.titles())
    finder.take(finder.quoted())
    finder.take(finder.formed())
    finder.take(finder.persons())
    finder.take(finder.governed())
    finder.take(finder.parallel())
    reading.names = resolve(finder.names)


def resolve(names: Sequence[Name]) -> list[Name]:
    """The names that stand, by start: of two that overlap the longer one, then the one whose type comes first in
    Document, Meeting, Organization, Program, Slogan, Person, Place, then the known one.

    A name inside a longer one goes, except in a document's or meeting's name, where it stays, marked `inside`.
    """
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, _ORDER.index(n.type), not n.entries, n.start)):
        clash = [k for k in kept if k.start < name.end and name.start < k.end]
        if all(
            k.start <= name.start and name.end <= k.end and k.type in _HOLDS_NAMES and k.type is not name.type
            for k in clash
        ):
            name.inside = bool(clash)
            kept.append(name)
    return sorted(kept, key=lambda n: (n.start, -n.end))


class _Finder:
    """One pass over one reading; `at` maps each unit to the longest name found so far that covers it."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.units = reading.units
        self.text = reading.plain.text
        self.quotes = reading.plain.quotes
        self.lexicon = lexicon
        self.names: list[Name] = []
        self.at: list[Name | None] = [None] * len(self.units)
        self.index = {u.start: i for i, u in enumerate(self.units)}
        self.ends = {u.end: i + 1 for i, u in enumerate(self.units)}

    def take(self, names: Iterator[Name] | list[Name]) -> None:
        for name in names:
            self.names.append(name)
            for i in range(name.first, name.last):
                held = self.at[i]
                if held is None or held.end - held.start < name.end - name.start:
                    self.at[i] = name

    def name(
        self,
        first: int,
        last: int,
        type: EntityType,
        kind: Kind | None = None,
        **more: object,
    ) -> Name:
        start, end = self.units[first].start, self.units[last - 1].end
        return Name(start, end, first, last, self.text[start:end], type, kind, **more)  # type: ignore[arg-type]

    # --- known names ---

    def known(self) -> Iterator[Name]:
        """Names that the vocabularies hold, and places that the segmenter knows."""
        for i, u in enumerate(self.units):
            entries = u.word.entries
            if entries:
                types = {e.type for e in entries}
                type_ = next(t for t in _ORDER if t in types)
                if EntityType.PROGRAM in types and EntityType.SLOGAN in types:
                    type_ = EntityType.PROGRAM
                chosen = tuple(e for e in entries if e.type is type_)
                yield Name(
                    u.start, u.end, i, i + 1, u.text, type_, chosen[0].kind, chosen,
                    reason=Reason.EXACT if any(e.label == u.text for e in chosen) else Reason.ALIAS,
                )  # fmt: skip
            elif u.pos == "ns" and len(u.text) > 1 and not u.word.roles and not self.lexicon.form_of(u.text):
                yield self.name(i, i + 1, EntityType.PLACE)

    # --- documents ---

    @lru_cache(maxsize=1)  # noqa: B019
    def _speech(self) -> re.Pattern[str]:
        words = [f.label for f in self.lexicon.forms.values() if f.strength == "speech"]
        return re.compile("(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")精神?")

    def speeches(self) -> Iterator[Name]:
        """What a person said or wrote: 习近平总书记在…上的重要讲话(精神)."""
        words = _speech(tuple(sorted(f.label for f in self.lexicon.forms.values() if f.strength == "speech")))
        for m in words.finditer(self.text):
            first = self._unit_at(m.start())
            last = self._unit_end(m.end())
            if first is None or last is None:
                continue
            i = first - 1
            found = None
            while i >= 0 and first - i < 30:
                u = self.units[i]
                if u.text in STOPS or u.text in "，：":
                    break
                held = self.at[i]
                if held is not None and held.type is EntityType.PERSON:
                    found = held.first
                    break
                if u.word.post == "head" and u.text == "总书记":
                    found = i
                i -= 1
            if found is not None:
                yield self.name(found, last, EntityType.DOCUMENT)

    def titles(self) -> Iterator[Name]:
        """Titles in 《》: documents by their form, or because something is done with them that is done with documents."""
        for m in re.finditer(r"《([^《》\n]{1,120}(?:〈[^〈〉]*〉[^《》\n]*)?)》", self.text):
            first, last = self._unit_at(m.start(1)), self._unit_end(m.end(1))
            if first is None or last is None or last <= first:
                continue
            title = m.group(1)
            bare = re.sub(r"（[^（）]*）$", "", title)
            form = self.lexicon.form_of(bare)
            name = self.name(first, last, EntityType.DOCUMENT)
            if bare != title:
                name.alt = (bare,)
            if (form and form.type is EntityType.DOCUMENT) or self._governed(
                first - 1, Relation.ISSUES, Relation.STUDIES
            ):
                yield name

    def _governed(self, i: int, *relations: Relation) -> bool:
        """True where a trigger of one of the relations stands in the clause before unit i."""
        while i >= 0:
            u = self.units[i]
            if u.text in STOPS or u.text == "，":
                return False
            if u.word.relations and not u.word.relations.isdisjoint(relations):
                return True
            i -= 1
        return False

    # --- quoted names ---

    def quoted(self) -> Iterator[Name]:
        """Names in quotation marks: programmes before a programme's ending, formulations with a number or upheld."""
        spans = [(s, e) for s, e in self.quotes if "。" not in self.text[s:e] and "\n" not in self.text[s:e]]
        for n, (start, end) in enumerate(spans):
            first, last = self._unit_at(start), self._unit_end(end)
            if first is None or last is None or end - start > 40:
                continue
            tail = self._program_tail(last)
            text = self.text[start:end]
            if tail is not None and len(text) > 1:
                direct, stop = tail
                if direct:
                    name = self.name(first, stop, EntityType.PROGRAM, alt=(text,))
                else:
                    head = self.text[self.units[last].start : self.units[stop - 1].end] if stop > last else ""
                    name = self.name(first, last, EntityType.PROGRAM, alt=(text + head,) if head else ())
                yield name
            elif self._listed_before_program(n, spans):
                yield self.name(first, last, EntityType.PROGRAM)
            elif self._slogan_like(text) and (
                _NUMBERED.match(text) or self._governed(first - 1, Relation.UPHOLDS, Relation.STUDIES)
            ):
                yield self.name(first, last, EntityType.SLOGAN)

    def _program_tail(self, i: int) -> tuple[bool, int] | None:
        """(directly, end) of the programme's ending that units from i on have: 活动, 主题教育, 系列活动, 民生工程, …"""
        stop = None
        j = i
        while j < len(self.units) and j - i < 5:
            u = self.units[j]
            held = self.at[j]
            if u.text in PUNCTUATION or u.word.roles & _BREAKS or (u.word.relations and not self._formed(u)):
                break
            if held is not None and held.type not in (EntityType.PROGRAM, EntityType.SLOGAN):
                break
            form = self.lexicon.forms.get(u.text)
            if form and form.type is EntityType.PROGRAM:
                stop = j + 1
            elif form and form.type in (EntityType.MEETING, EntityType.DOCUMENT):
                return None
            elif stop is not None or u.pos not in _NOMINAL:
                break
            j += 1
        return None if stop is None else (True, stop)

    def _formed(self, u: Unit) -> bool:
        form = self.lexicon.forms.get(u.text)
        return form is not None and form.type is EntityType.PROGRAM

    def _listed_before_program(self, n: int, spans: Sequence[tuple[int, int]]) -> bool:
        """True where the quotation is followed by further ones, or 等, and then a programme's ending."""
        end = spans[n][1]
        for start, stop in spans[n + 1 :]:
            between = self.text[end:start]
            if between not in ("", "、", "和", "与", "及"):
                break
            end = stop
        i = self._unit_end(end)
        if i is None:
            return False
        if i < len(self.units) and self.units[i].text == "、":
            j = i + 1
            while j < len(self.units) and self.units[j].text not in STOPS and self.units[j].text != "，" and j - i < 12:
                if "among" in self.units[j].word.roles:
                    i = j
                    break
                j += 1
        if i < len(self.units) and "among" in self.units[i].word.roles:
            i += 1
        elif end == spans[n][1]:
            return False
        return self._program_tail(i) is not None

    def _slogan_like(self, text: str) -> bool:
        return 3 <= len(text) <= 40 and not self.lexicon.form_of(text[-2:])

    # --- names by their form ---

    def formed(self) -> Iterator[Name]:
        """Bodies and meetings by their ending: 宜昌市住房和城乡建设局, 人事司党支部, 党史学习教育领导小组."""
        lexicon = self.lexicon
        ends = lexicon.form_ends
        for i, u in enumerate(self.units):
            if u.text[-1] not in ends or u.pos == "x":
                continue
            held = self.at[i]
            if held is not None and held.type in (EntityType.DOCUMENT, EntityType.PROGRAM, EntityType.SLOGAN):
                continue
            form = lexicon.form_of(u.text)
            if form is None or (held is not None and held.entries and held.last == i + 1 and not self._extends(i)):
                continue
            if form.type is EntityType.ORGANIZATION:
                body = self._body(i, form)
                if body is not None:
                    self.take([body])
            elif form.type is EntityType.MEETING:
                meeting = self._meeting(i, form)
                if meeting is not None:
                    self.take([meeting])
        return iter(())

    def _extends(self, i: int) -> bool:
        return self.units[i].word.entries and i > 0 and self.at[i - 1] is not None  # type: ignore[return-value]

    def _left(self, i: int, *, conjunctions: bool) -> int:
        """First unit of the noun phrase that ends before unit i: nominal words, no verb that triggers, no particle."""
        first = i
        while first > 0 and self.units[i].end - self.units[first - 1].start <= _LONGEST:
            u = self.units[first - 1]
            held = self.at[first - 1]
            if held is not None and held.type in _BODIES and held.last == first:
                return held.first
            if held is not None and held.type in (EntityType.PROGRAM, EntityType.SLOGAN) and held.last == first:
                first = held.first
                continue
            if u.text in PUNCTUATION or u.text == "》":
                break
            if u.word.roles:
                if "national" in u.word.roles:
                    first -= 1
                    break
                if not (conjunctions and u.text in ("和", "与")):
                    break
            elif (
                (u.word.relations and u.pos not in ("vn", "n") and not self._formed(u))
                or u.word.post
                or u.pos not in _NOMINAL
            ):
                break
            first -= 1
        return first

    def _body(self, i: int, form: Form) -> Name | None:
        """The body whose name ends with unit i."""
        units = self.units
        follows = units[i + 1] if i + 1 < len(units) else None
        if follows is not None and follows.word.post and form.strength in ("weak",) and len(units[i].text) == 1:
            return None
        first = self._left(i, conjunctions=True)
        anchor = self.at[first] if first <= i else None
        if anchor is not None and (anchor.type not in _BODIES or anchor.last > i):
            anchor = None
        national = anchor is None and "national" in units[first].word.roles
        if anchor is None and not national:
            first = self._left(i, conjunctions=False)
            anchor = (
                self.at[first]
                if first <= i and self.at[first] and self.at[first].type in _BODIES and self.at[first].last <= i
                else None
            )  # type: ignore[union-attr]
        while first < i and units[first].word.roles & _GENERIC and anchor is None:
            if units[first].word.roles & _GENERIC:
                return None
        own_first = anchor.last if anchor is not None else first
        if own_first > i:
            return None
        own = self.text[units[own_first].start : units[i].end]
        if any(units[k].word.roles & _GENERIC for k in range(own_first, i)):
            return None
        bare = own == form.label
        kind = form.kind
        place = anchor is not None and anchor.type is EntityType.PLACE
        match form.strength:
            case "never":
                return None
            case "anchored":
                if anchor is None and not (len(own) > len(form.label) and units[first].text in _LEVELS(self.lexicon)):
                    return None
                if anchor is not None and not bare and kind is Kind.GOVERNMENT and len(own) > len(form.label) + 6:
                    return None
            case "weak":
                if anchor is None and not national and (bare or len(own) < 3):
                    return None
                if anchor is None and not national and not self._stands_as_body(first, i):
                    return None
                if bare and form.label in ("办", "局", "司", "处"):
                    return None
            case "group" | "unit" | "strong":
                if bare and anchor is None:
                    return None
                if bare and form.strength != "group" and not place and anchor is None:
                    return None
                if anchor is None and not national and len(own) < len(form.label) + 2:
                    return None
        if place and kind is Kind.DEPARTMENT:
            kind = Kind.GOVERNMENT if form.label != "办公厅" else Kind.DEPARTMENT
        if anchor is not None and not place and kind is Kind.GOVERNMENT:
            if form.strength == "anchored":
                return None
            kind = Kind.DEPARTMENT
        if national and kind in (Kind.GOVERNMENT, Kind.DEPARTMENT):
            kind = Kind.MINISTRY
        if (
            anchor is not None
            and anchor.entries
            and anchor.type is EntityType.ORGANIZATION
            and anchor.kind is Kind.MEDIA
        ):
            return None
        return self.name(
            first, i + 1, EntityType.ORGANIZATION, kind,
            anchor=anchor, own=own, reason=Reason.PATTERN,
        )  # fmt: skip

    def _stands_as_body(self, first: int, i: int) -> bool:
        """True where units first…i stand where a body does: after a break, and before a verb or a spokesperson."""
        before = self.units[first - 1] if first else None
        after = self.units[i + 1] if i + 1 < len(self.units) else None
        opens = (
            before is None
            or before.text in PUNCTUATION
            or bool(before.word.roles & _BEFORE_BODY)
            or (
                self.at[first - 1] is not None and self.at[first - 1].type in _BODIES  # type: ignore[union-attr]
            )
        )
        closes = after is not None and (
            bool(after.word.relations)
            or bool(after.word.roles & _AFTER_BODY)
            or after.pos in ("v", "d", "ad", "c", "p", "vd")
            or after.text in "、的"
        )
        return opens and closes

    def _meeting(self, i: int, form: Form) -> Name | None:
        """The meeting whose name ends with unit i."""
        units = self.units
        first = i
        while first > 0 and units[i].end - units[first - 1].start <= 40:
            u = units[first - 1]
            held = self.at[first - 1]
            if (
                held is not None
                and held.last <= i
                and held.type in (EntityType.PROGRAM, EntityType.SLOGAN, EntityType.PLACE)
            ):
                if held.type is EntityType.PLACE and held.first > 0 and units[held.first - 1].text == "在":
                    break
                first = held.first
                continue
            if held is not None and held.type is EntityType.ORGANIZATION:
                if units[first].text in PUNCTUATION:
                    break
                first = held.first
                break
            if u.text in "（）" and i - first < 6:
                first -= 1
                continue
            if u.text in PUNCTUATION or u.text in "《》":
                break
            if (
                u.word.roles
                and not (u.text in ("和", "与", "暨") and first - 1 > 0 and units[first - 2].pos in _NOMINAL)
                and not ("national" in u.word.roles or u.word.roles == _NUMERIC)
            ):
                break
            if (
                (u.word.relations and u.pos not in ("vn", "n") and not self._formed(u))
                or u.word.post
                or u.pos not in _NOMINAL
            ):
                break
            first -= 1
        while first < i and (
            units[first].text in _LEADING
            or units[first].pos in ("t", "ad", "d")
            or (units[first].word.roles & _GENERIC)
            or units[first].text in ("和", "与", "）")
        ):
            first += 1
        own = self.text[units[first].start : units[i].end]
        if len(own) < len(form.label) + 2 or (len(own) < 5):
            return None
        name = self.name(first, i + 1, EntityType.MEETING)
        held = self.at[first]
        if held is not None and held.type is EntityType.ORGANIZATION and held.last <= i:
            name.anchor = held
            name.own = self.text[units[held.last].start : units[i].end]
        return name

    # --- persons ---

    def persons(self) -> Iterator[Name]:
        """Persons after a post or a reporter's label, before a verb of saying, or listed where someone attends."""
        units = self.units
        for i, u in enumerate(units):
            if u.word.post or "reporter" in u.word.roles:
                yield from self._person_at(i + 1)
            elif u.pos.startswith("nr") and self.at[i] is None and self._surname(u.text) and 2 <= len(u.text) <= 4:
                after = units[i + 1] if i + 1 < len(units) else None
                before = units[i - 1] if i else None
                if after is not None and (
                    "speech" in after.word.roles or Relation.ATTENDS in after.word.relations
                    or after.text in ("同志", "、", "等") and (before is None or before.text in PUNCTUATION or self.at[i - 1] is not None)
                ):  # fmt: skip
                    if not self.lexicon.form_of(u.text):
                        yield self.name(i, i + 1, EntityType.PERSON)

    def _surname(self, text: str) -> bool:
        return text[:1] in self.lexicon.surnames or text[:2] in self.lexicon.surnames

    def _person_at(self, i: int) -> Iterator[Name]:
        """The person's name, or the list of them, that begins with unit i."""
        units = self.units
        while i < len(units):
            if self.at[i] is not None:
                if self.at[i].type is not EntityType.PERSON:  # type: ignore[union-attr]
                    return
                last = self.at[i].last  # type: ignore[union-attr]
            else:
                start = units[i].start
                if not self._surname(self.text[start : start + 2]):
                    return
                last = -1
                for size in (3, 2, 4):
                    name = self.text[start : start + size]
                    end = self.ends.get(start + size)
                    if end is None or not _HAN.fullmatch(name) or (size == 4 and name[:2] not in self.lexicon.surnames):
                        continue
                    if any(units[k].word.relations or units[k].word.roles or units[k].word.post for k in range(i, end)):
                        continue
                    if size == 3 and end - i > 1 and units[end - 1].pos in ("v", "d", "p", "c", "u", "uj", "f", "ad"):
                        continue
                    last = end
                    break
                if last < 0:
                    return
                yield self.name(i, last, EntityType.PERSON)
            if last < len(units) and units[last].text == "、":
                i = last + 1
            else:
                return

    # --- names by the verb that governs them ---

    def governed(self) -> Iterator[Name]:
        """Programmes, documents and formulations by their ending, as objects of the verbs that take them."""
        units = self.units
        lexicon = self.lexicon
        for i, u in enumerate(units):
            relations = u.word.relations
            if not relations:
                continue
            if not relations.isdisjoint(_DOCUMENT_VERBS):
                yield from self._document_after(i)
            if Relation.UNDERTAKES in relations:
                yield from self._phrases_after(i, EntityType.PROGRAM)
            if Relation.UPHOLDS in relations:
                yield from self._phrases_after(i, EntityType.SLOGAN)
        del lexicon

    def _clause_end(self, i: int, breaks: str = "，") -> int:
        j = i
        while j < len(self.units) and self.units[j].text not in STOPS and self.units[j].text not in breaks:
            j += 1
        return j

    def _document_after(self, i: int) -> Iterator[Name]:
        """The document made or carried out by the verb at unit i: its name runs to the last ending in the clause."""
        units = self.units
        stop = self._clause_end(i + 1, "，：、")
        last = None
        for j in range(i + 1, stop):
            form = self.lexicon.forms.get(units[j].text) or (
                self.lexicon.form_of(units[j].text) if units[j].pos in ("n", "nz", "l") else None
            )
            if form and form.type is EntityType.DOCUMENT:
                last = j + 1
            elif units[j].text == "《":
                return
        if last is None:
            return
        first = i + 1
        for j in range(last - 2, i, -1):
            if units[j].text in ("关于",):
                first = j
                break
        else:
            for j in range(last - 2, i, -1):
                if units[j].pos in ("uj", "ul") or units[j].text == "的":
                    rest = self.text[units[i + 1].start : units[j].start]
                    first = (
                        j + 1
                        if len(self.text[units[j + 1].start : units[last - 1].end]) > 4 or len(rest) < 4
                        else first
                    )
                    break
        while first < last - 1 and (
            units[first].text in _LEADING
            or units[first].pos in ("ul", "uj", "m", "q", "d", "ad", "r")
            or units[first].word.roles & _GENERIC
        ):
            first += 1
        if units[last - 1].end - units[first].start >= 6 and units[last - 1].end - units[first].start <= 50:
            yield self.name(first, last, EntityType.DOCUMENT)

    def _phrases_after(self, i: int, type_: EntityType) -> Iterator[Name]:
        """Noun phrases with an ending of the type among the objects of the verb at unit i, over 、 and 和."""
        units = self.units
        stop = self._clause_end(i + 1)
        j = i + 1
        while j < stop:
            first = j
            while (
                j < stop
                and units[j].text not in ("、", "和", "与", "及", "以及")
                and "among" not in units[j].word.roles
            ):
                if units[j].pos in ("uj", "ul") or units[j].text in ("的", "了", "过", "着"):
                    first = j + 1
                j += 1
            yield from self._phrase(first, j, type_)
            if j < stop and "among" in units[j].word.roles:
                break
            j += 1

    def _phrase(self, first: int, last: int, type_: EntityType) -> Iterator[Name]:
        units = self.units
        while first < last and (
            units[first].text in _LEADING
            or units[first].pos in ("d", "ad", "m", "q", "r", "t", "p", "vd", "z")
            or units[first].word.roles & _GENERIC
        ):
            first += 1
        if last - first < 1 or any(
            self.at[k] is not None and self.at[k].type is not EntityType.PLACE for k in range(first, last)
        ):  # type: ignore[union-attr]
            return
        if any(
            units[k].pos not in _NOMINAL or units[k].word.roles or units[k].text in PUNCTUATION
            for k in range(first, last)
        ):
            return
        text = self.text[units[first].start : units[last - 1].end]
        form = self.lexicon.forms.get(units[last - 1].text) or self.lexicon.form_of(text)
        if form is None or form.type is not type_ or form.strength != "phrase":
            return
        stem = len(text) - len(form.label)
        if stem < 2 or len(text) < 4 or len(text) > 24:
            return
        yield self.name(first, last, type_)

    def parallel(self) -> Iterator[Name]:
        """Formulations in parallel phrases of one length: 学党史、悟思想、办实事、开新局."""
        for m in _PARALLEL.finditer(self.text):
            parts = m.group().split("、")
            sizes = {len(p) for p in parts}
            if len(sizes) != 1 or not (len(parts) >= 3 or len(parts[0]) >= 4) or len(parts[0]) < 3:
                continue
            first, last = self._unit_at(m.start()), self._unit_end(m.end())
            if first is None or last is None:
                continue
            if any(self.at[k] is not None for k in range(first, last)):
                continue
            verbs = [
                self.units[self._unit_at(m.start() + n * (len(parts[0]) + 1)) or first].pos for n in range(len(parts))
            ]
            if all(v.startswith("v") for v in verbs) and (len(parts) >= 3 or self._quoted(m.start(), m.end())):
                yield self.name(first, last, EntityType.SLOGAN)

    def _quoted(self, start: int, end: int) -> bool:
        return any(s == start and e == end for s, e in self.quotes)

    def _unit_at(self, start: int) -> int | None:
        return self.index.get(start)

    def _unit_end(self, end: int) -> int | None:
        return self.ends.get(end)


@lru_cache(maxsize=4)
def _speech(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(map(re.escape, words), key=lambda w: (-len(w), w))
    return re.compile("(?:" + ("|".join(ordered) or "(?!)") + ")(?:精神)?")


def _LEVELS(lexicon: Lexicon) -> frozenset[str]:  # noqa: N802
    return frozenset("省市区县州部厅局司全该")


_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBERED = re.compile(r"[一二两三四五六七八九十百千万\d]+[个大项条种]?[\u4e00-\u9fff]{1,6}")
_PARALLEL = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{3,10}(?:、[\u4e00-\u9fff]{3,10})+(?![\u4e00-\u9fff])")
_LEADING = frozenset("的了好")
_GENERIC = frozenset({"generic", "demonstrative"})
_BREAKS = frozenset({"negation", "preposer", "agent", "speech", "aim", "with", "among", "coordination"})
_BEFORE_BODY = frozenset({"with", "coordination", "agent", "passive", "aim", "speech", "preposer"})
_AFTER_BODY = frozenset({"speech", "speaker", "with", "plan", "coordination", "aim", "agent"})
_NUMERIC = frozenset[str]()
_DOCUMENT_VERBS = frozenset({Relation.ISSUES, Relation.IMPLEMENTS})
