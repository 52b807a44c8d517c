"""What official documents say by how they are laid out: who issues them, and who is in charge of which task."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from kg.model import R, Role, T
from kg.parse import flags
from kg.parse.reading import Linked, Name, Reading
from kg.parse.units import Unit
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_NAMING = frozenset({Role.LETTERHEAD, Role.SIGNATURE})
_BETWEEN = frozenset("、，：； \n")
_first, _start = attrgetter("first"), attrgetter("start")


def charged(text: str, lexicon: Lexicon) -> bool:
    """True where brackets may say who is in charge of which task: （水利部牵头）."""
    return "（" in text and any(word in text for word in lexicon.roles.get("charge", ()))


class Charge(NamedTuple):
    """The programmes of a task, the bodies in charge of it, and the word that says so."""

    programs: Sequence[Name]
    bodies: Sequence[Name]
    verb: Unit


class Official:
    """The layout of one reading.

    `issuers` are the bodies whose document it is, in the order of their names, `represented` the one for which someone
    reports, `lists` the one whose members it lists; `parts` say which body belongs to which.
    """

    def __init__(self, reading: Reading, linked: Linked, lexicon: Lexicon) -> None:
        """Find the document that the title names, and who issues it."""
        self.reading = reading
        self.parts = linked.parts
        self.units = reading.units
        self.about = tuple(lexicon.roles.get("about", ()))
        self.charged = charged(reading.plain.text, lexicon)
        self.outer = [n for n in reading.names if not n.inside]
        self.by_first = {n.first: n for n in self.outer if n.type is T.ORGANIZATION}
        self.document = self._own()
        self.signers = self._signers() if self.document is not None else []
        heading = self.heading(self.document) or self.authors(self.document) if self.document is not None else []
        spoken_for = self._represented()
        self.represented = tuple(n.entity for n in spoken_for if self._reports(n, lexicon))
        self.lists = self._lists(lexicon)
        self.issuers = tuple(dict.fromkeys(n.entity for n in (*heading, *self.signers, *spoken_for)))

    @property
    def documents(self) -> Iterator[Name]:
        """Every document that is named."""
        return (name for name in self.reading.names if name.type is T.DOCUMENT)

    def _own(self) -> Name | None:
        """The document that the text itself is: the last one that its title names, at the title's end."""
        titles = [(first, last) for first, last, role in self.reading.paragraphs if role == "title"]
        for first, last in titles:
            for name in reversed(self.outer):
                if name.type is T.DOCUMENT and first <= name.first and name.last <= last:
                    rest = self.units[name.last : last]
                    if not rest or rest[0].text in "（》\n":
                        return name
        return None

    def _lists(self, lexicon: Lexicon) -> str:
        """关于调整国家教材委员会|组成人员|的通知: the body whose members the document lists, or nothing."""
        own, text = self.document, self.reading.plain.text
        if own is None:
            return ""
        words = tuple(lexicon.roles.get("membership", ()))
        names = self.reading.names
        first, last = (bisect_left(names, at, key=_start) for at in (own.start, own.end))
        within = (n for n in names[first:last] if n.inside and n.type is T.ORGANIZATION)
        return next((n.entity for n in within if text.startswith(words, n.end)), "")

    def _represented(self) -> list[Name]:
        """我代表|区人民政府: the body for which a report is made."""
        for i in self.by_first:
            if i > 1 and "represents" in self.units[i - 1].word.roles and "self" in self.units[i - 2].word.roles:
                return [self.by_first[i]]
        return []

    def _reports(self, body: Name, lexicon: Lexicon) -> bool:
        """True where the sentence goes on with a kind of document: 我代表|省人民政府|，向大会|报告|工作."""
        for u in self.units[body.last :]:
            if u.marks & flags.STOP:
                return False
            form = lexicon.form_of(u.text) if u.marks & flags.ENDS else None
            if form is not None and form.type is T.DOCUMENT:
                return True
        return False

    def _signers(self) -> list[Name]:
        """The bodies of the letterhead and the signatures, or those that the last lines consist of beside a date."""
        named = [(first, last) for first, last, role in self.reading.paragraphs if role in _NAMING]
        found = [self.by_first[k] for first, last in named for k in range(first, last) if k in self.by_first]
        if found:
            return found
        lines: list[list[Name]] = []
        for first, last, role in reversed(self.reading.paragraphs):
            bodies = self._alone(first, last) if role != "title" else None
            if bodies is None:
                break
            lines.append(bodies)
        return [body for line in reversed(lines) for body in line]

    def _alone(self, first: int, last: int) -> list[Name] | None:
        """The bodies of a line that holds nothing beside them but a date; None where it holds more."""
        bodies: list[Name] = []
        i = first
        while i < last:
            name = self.by_first.get(i)
            u = self.units[i]
            if name is not None:
                bodies.append(name)
                i = name.last
            elif u.pos in ("m", "t") or u.text in _BETWEEN:
                i += 1
            else:
                return None
        return bodies

    def authors(self, document: Name) -> list[Name]:
        """《A、B关于…的报告》: the bodies that a document's title begins with."""
        names = self.reading.names
        within = names[bisect_left(names, document.start, key=_start) : bisect_left(names, document.end, key=_start)]
        inside = {n.first: n for n in within if n.inside and n.type is T.ORGANIZATION}
        i = document.first
        authors = []
        while i < document.last:
            body = inside.get(i)
            if body is not None:
                authors.append(body)
                i = body.last
            elif self.units[i].text == "、" or "national" in self.units[i].word.roles:
                i += 1
            else:
                break
        word = self.units[i].word if i < document.last else None
        about = word is not None and ("aim" in word.roles or R.ISSUES in word.relations)
        return authors if about else []

    @cached_property
    def _by_last(self) -> dict[int, Name]:
        """The bodies that are named, by the unit after their last."""
        return {n.last: n for n in self.outer if n.type is T.ORGANIZATION}

    def heading(self, document: Name) -> list[Name]:
        """教育部办公厅等六部门|关于…的通知: the bodies before a document that is named by what it is about."""
        units, found = self.units, []
        i = document.first
        about = i > 0 and units[i].text.startswith(self.about)
        while about and i > 0:
            u = units[i - 1]
            name = self._by_last.get(i)
            if name is not None:
                found.append(name)
                i = name.first
            elif "national" in u.word.roles or (
                u.text == "、" if found else u.pos == "m" or u.word.roles & {"among", "generic"}
            ):
                i -= 1  # 、|中共|成都市委
            else:
                break
        return found[::-1]

    def charges(self) -> Iterator[Charge]:
        """Who is in charge of which task: each task stands between the bracket before and its own."""
        for first, last, _ in self.reading.paragraphs if self.charged else ():
            opened = -1
            for i in range(first, last):
                text = self.units[i].text
                if text == "（":
                    opened = i
                elif text == "）" and opened >= 0:
                    charge = self._charge(first, opened, i)
                    if charge is not None:
                        yield charge
                        first = i
                    opened = -1

    def _charge(self, first: int, opened: int, closed: int) -> Charge | None:
        """（人力资源社会保障部、财政部负责）: who the bracket says is in charge, and of which programmes before it."""
        verb = next((u for u in self.units[opened:closed] if "charge" in u.word.roles), None)
        if verb is None:
            return None
        bodies = [self.by_first[k] for k in range(opened + 1, closed) if k in self.by_first]
        return Charge(self._task(first, opened), bodies, verb)

    def _task(self, first: int, last: int) -> Sequence[Name]:
        """The programmes of the first sentence that names any, of units first to last."""
        named = self.outer[bisect_left(self.outer, first, key=_first) : bisect_left(self.outer, last, key=_first)]
        programs = [n for n in named if n.type is T.PROGRAM and n.last <= last and not self._in_passing(n, first)]
        if not programs:
            return ()
        stop = next((i for i in range(programs[0].last, last) if self.units[i].text == "。"), last)
        return [n for n in programs if n.last <= stop]

    def _in_passing(self, program: Name, first: int) -> bool:
        """True for what a task only goes by, or what others are asked to do: 结合|城市更新, 支持|企业|开展|城市更新."""
        after = self.units[program.first]
        for u in reversed(self.units[first : program.first]):
            if u.marks & flags.ENDS_CLAUSE:
                return False
            goes_by = Cue.EMPLOYS in u.word.cues or (Cue.PIVOT in u.word.roles and after.start < program.start)
            if goes_by and not after.word.relations:
                return True  # but 结合|推进城市更新
            after = u
        return False
