"""One text to what it may name that is new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.discover.statistics import LONGEST
from kg.link import link
from kg.model import KGV, Entity, EntityType, Kind, R, Reason, Relation
from kg.normalised import plain
from kg.parse import flags
from kg.parse.reading import Name, parse
from kg.parse.units import PUNCTUATION, STOPS
from kg.read import Document
from kg.recognise import recognise
from kg.recognise.scan import NOMINAL
from kg.relations import shipped
from kg.words.entries import Form
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that names the candidate, and where: `article` is its id, offsets count the text as given."""

    sentence: str
    article: str
    date: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place of one text that may name something new."""

    key: tuple[EntityType, str, str]
    start: int
    end: int
    kind: Kind | None
    contexts: frozenset[str]
    read: bool


RUN = re.compile(r"[^\W_]+")
INNER = frozenset("、·—-．.（）〈〉")
_CONTEXT = 80
_ORG, _PROGRAM, _SLOGAN = EntityType.ORGANIZATION, EntityType.PROGRAM, EntityType.SLOGAN
_MEETING, _DOCUMENT = EntityType.MEETING, EntityType.DOCUMENT
_PERSON, _PLACE = EntityType.PERSON, EntityType.PLACE
_OBJECTS: Mapping[Relation, frozenset[EntityType]] = {
    **{r: frozenset(d.range) for r, d in shipped().items() if r not in (R.PART_OF, R.LOCATED_IN, R.MEMBER_OF)},
    R.STUDIES: frozenset({*shipped()[R.STUDIES].range, _SLOGAN}),
}
"""What the verbs of a relation take; one studies formulations too, though that is no statement."""

_COMPOSED = frozenset({Kind.GOVERNMENT, Kind.PARTY_BODY})
_SCOPED = frozenset({Kind.DEPARTMENT, Kind.AFFILIATED_UNIT, Kind.MEDIA})
_HEADS = frozenset({"n", "nz", "nt", "vn", "j", "l", "i", "an", "ng"})
_DESCRIBING = frozenset({"m", "q", "d", "ad", "a", "t", "f", "r"})
_LEADING = frozenset({"v", "d", "ad", "p", "c", "vd"})
_ORDINAL = re.compile(r"(?:第[〇零一二三四五六七八九十百\d]+[次届轮])?")


def composed(name: Name, text: str, known: Lexicon) -> bool:
    """True where grammar makes the name of others, so that no entry is needed: 宜昌市|政府, 全国人大|第三次会议.

    `text` is the plain text that the name stands in: what a leader said is composed (习近平总书记|重要讲话), but not
    a title in 《》.
    """
    form = known.form_of(name.text.removesuffix(known.word(Cue.SPIRIT)))
    if form is not None and form.strength == "speech":
        return text[name.start - 1 : name.start] != "《"
    if form is not None and name.text[1:] == form.label and name.text[0] in known.roles.get("level", ()):
        return True
    if name.anchor is None:
        return False
    if name.type is _ORG and name.kind in _COMPOSED:
        return True
    form = known.form_of(name.own)
    return form is not None and _ORDINAL.fullmatch(name.own.removesuffix(form.label)) is not None


class TextNames:
    """One document as it is read, and what it may name that is new."""

    def __init__(self, document: Document, known: Lexicon) -> None:
        self.reading = parse(document.view, document.paragraphs, known)
        self.document, self.known, self.units = document, known, self.reading.units
        self.view, self.text = self.reading.plain, self.reading.plain.text
        recognise(self.reading, known)
        self.entities: dict[str, Entity] = link(self.reading, known).entities
        self.coordinators = known.roles.get("coordination", frozenset())
        self.taken: dict[int, Name] = {}
        for name in self.reading.names:
            if not name.inside:
                for i in range(name.first, name.last):
                    self.taken[i] = name

    # --- what the reading found ---

    def named(self) -> Iterator[Sighting]:
        """Names by form, pattern and context that no entry stands for and that grammar alone does not compose."""
        for name in self.reading.names:
            called = self._called(name) if self._unlisted(name) else None
            if called is None or self._listed(called[1], name.type):
                continue
            parent, label = called
            contexts = self._contexts(name)
            if not self._doubtful(name, contexts) and label.count("（") == label.count("）"):
                yield Sighting((name.type, label, parent), name.start, name.end, name.kind, contexts, read=True)

    def _unlisted(self, name: Name) -> bool:
        """True for a name of its own whose entity no vocabulary holds and that grammar does not compose of others."""
        entity = self.entities.get(name.entity)
        if name.inside or name.entries or entity is None or entity.iri.startswith(KGV):
            return False
        return name.reason not in (Reason.SHORT_FORM, Reason.CONTEXT) and not composed(name, self.text, self.known)

    def _called(self, name: Name) -> tuple[str, str] | None:
        """(the listed body that it is part of or nothing, what it is called within it), None for others' parts."""
        anchor, label = name.anchor, self.entities[name.entity].label
        if anchor is not None and anchor.type is _ORG and name.type is _ORG and name.kind in _SCOPED:
            return (anchor.entity, name.own) if anchor.entity.startswith(KGV) else None
        if name.type in (_PROGRAM, _DOCUMENT) and name.text.startswith(label):
            return "", label  # without 工作, 精神
        return "", name.text

    def _doubtful(self, name: Name, contexts: frozenset[str]) -> bool:
        """True where a body or meeting begins with a verb and nothing but its ending makes it one: 送往医院."""
        return (
            name.type in (_ORG, _MEETING)
            and name.last - name.first > 1
            and self.units[name.first].pos in _LEADING
            and contexts <= {"form", "subject"}
        )

    def _listed(self, label: str, type_: EntityType) -> bool:
        word = self.known.words.get(plain(label))
        return word is not None and any(e.type is type_ for e in word.entries)

    def _contexts(self, name: Name) -> frozenset[str]:
        found = set()
        form = self.known.form_of(name.text)
        if form is not None and form.type is name.type:
            found.add("form")
        found |= self._around(name.first, name.last, name.type)
        return frozenset(found)

    def _around(self, first: int, last: int, type_: EntityType) -> set[str]:
        found = set()
        start, end = self.units[first].start, self.units[last - 1].end
        if self.text[start - 1 : start] == "《":
            found.add("title")
        if any(start <= s and e <= end for s, e in self.view.quotes):
            found.add("quotation")
        if self._object(first, type_):
            found.add("trigger")
        if type_ in (_ORG, _PERSON) and self._subject(last):
            found.add("subject")
        if self._coordinated(first, last) is type_:
            found.add("coordination")
        return found | self._after(first, type_)

    def _after(self, first: int, type_: EntityType) -> set[str]:
        """What the word before says."""
        found: set[str] = set()
        before = self.units[first - 1].word if first else None
        if type_ is _PERSON and before is not None and before.post:
            found.add("post")
        if type_ is _PLACE and before is not None and "locative" in before.roles:
            found.add("place")
        return found

    def _object(self, first: int, type_: EntityType) -> bool:
        """True where the nearest trigger before unit first in its clause takes things of the type."""
        for i in range(first - 1, max(-1, first - 12), -1):
            u = self.units[i]
            if u.marks & flags.ENDS_REACH:
                return False
            if u.word.relations:
                return any(type_ in _OBJECTS.get(r, ()) for r in u.word.relations)
        return False

    def _subject(self, last: int) -> bool:
        """True where a trigger or a verb of speech comes within three units."""
        for u in self.units[last : last + 3]:
            if u.text in STOPS or u.text in PUNCTUATION:
                return False
            if u.word.relations or "speech" in u.word.roles or "speaker" in u.word.roles:
                return True
        return False

    def _coordinated(self, first: int, last: int) -> EntityType | None:
        """The type of a known name that units first to last are coordinated with, or None."""
        for sign, beyond in ((first - 1, first - 2), (last, last + 1)):
            if 0 <= beyond < len(self.units) and sign >= 0 and self.units[sign].text in self.coordinators:
                other = self.taken.get(beyond)
                if other is not None and other.entries:
                    return other.type
        return None

    # --- what stands where names stand ---

    def free(self) -> Iterator[Sighting]:
        """Phrases that no form makes a name, where triggers, quotation marks or coordination say what it is."""
        for first, last in (*self._quoted(), *self._runs()):
            yield from self._sighting(first, last)

    def _quoted(self) -> Iterator[tuple[int, int]]:
        """The units of each quotation that may be a name."""
        if not self.view.quotes:
            return
        starts = {u.start: i for i, u in enumerate(self.units)}
        ends = {u.end: i + 1 for i, u in enumerate(self.units)}
        for start, end in self.view.quotes:
            first, last = starts.get(start), ends.get(end)
            if first is not None and last is not None and 2 <= end - start <= 16 and self._open(first, last):
                yield first, last

    def _runs(self) -> Iterator[tuple[int, int]]:
        """The units of each noun phrase that a trigger, or what coordinates, goes before."""
        for i, u in enumerate(self.units):
            leads = bool(u.word.relations) or u.text in self.coordinators
            if not leads and not (i and self.units[i - 1].text in self.coordinators):
                continue
            first, last = self._phrase(i + leads)
            if first < last and self._ends(last) and self.units[last - 1].pos in _HEADS:
                size = self.units[last - 1].end - self.units[first].start
                if last - first > 1 and 4 <= size <= LONGEST:
                    yield first, last

    def _phrase(self, first: int) -> tuple[int, int]:
        """The noun phrase that begins at a unit, without what only counts or describes."""
        last = first
        while last < len(self.units) and self._nominal(last):
            last += 1
        while first < last and self.units[first].pos in _DESCRIBING:
            first += 1
        return first, last

    def _sighting(self, first: int, last: int) -> Iterator[Sighting]:
        start, end = self.units[first].start, self.units[last - 1].end
        label = self.text[start:end]
        word = self.known.words.get(label)
        if (word is not None and (word.entries or word.roles or word.post)) or not RUN.search(label):
            return
        quoted = (start, end) in self.view.quotes
        form: Form | None = self.known.form_of(label)
        type_ = self._type_of(first, last, form, quoted)
        if type_ is None or (not quoted and self.units[first].pos in _LEADING):
            return
        contexts = self._around(first, last, type_) | ({"form"} if form is not None else set())
        if contexts - {"form", "quotation"}:
            yield Sighting((type_, label, ""), start, end, None, frozenset(contexts), read=False)

    def _type_of(self, first: int, last: int, form: Form | None, quoted: bool) -> EntityType | None:
        """What a phrase names: by its form, by what it is coordinated with, by its trigger; None where nothing says."""
        if form is not None:
            return form.type if form.type in (_PROGRAM, _SLOGAN) else None
        shared = self._coordinated(first, last)
        if shared in (_PROGRAM, _SLOGAN):
            return shared
        types = [t for t in (_PROGRAM, _SLOGAN) if self._object(first, t)]
        return types[-1 if quoted else 0] if types else None

    def _nominal(self, i: int) -> bool:
        u = self.units[i]
        return (
            i not in self.taken
            and u.text not in PUNCTUATION
            and u.pos in NOMINAL
            and not u.word.roles
            and not (u.word.relations and u.pos == "v")
        )

    def _ends(self, i: int) -> bool:
        """True where a phrase may end before unit i: at a mark, at 和 or 等, at the end."""
        if i >= len(self.units):
            return True
        u = self.units[i]
        return u.text in PUNCTUATION or u.text in self.coordinators or "among" in u.word.roles

    def _open(self, first: int, last: int) -> bool:
        return all(
            i not in self.taken and (self.units[i].text not in PUNCTUATION or self.units[i].text in INNER)
            for i in range(first, last)
        )

    # --- what a text says of a name ---

    def shorts(self) -> Iterator[tuple[Name, str]]:
        """Names that the text gives a short form in brackets: …（以下简称云桥行动）."""
        naming = self.known.roles.get("naming", frozenset())
        by_end = {n.end: n for n in self.reading.names if not n.inside}
        for i, u in enumerate(self.units):
            if u.text not in naming:
                continue
            j = i - 1
            while j >= 0 and self.units[j].text not in PUNCTUATION:
                j -= 1
            if j < 0 or self.units[j].text != "（":
                continue
            name = by_end.get(self.units[j].start) or by_end.get(self.units[j].start - 1)
            if name is None:
                continue
            start = u.end
            while self.text[start : start + 1] in ("：", self.known.word(Cue.BENEFICIARY)):
                start += 1
            end = self.text.find("）", start)
            short = self.text[start:end].strip("《》") if start < end <= start + 24 else ""
            if 2 <= len(short) < len(name.text) and not set(short) & PUNCTUATION - INNER:
                yield name, short

    def example(self, start: int, end: int) -> Example:
        """The sentence around a plain span, and its place in the text as given."""
        first, last = start, end
        while first > 0 and start - first < _CONTEXT and self.text[first - 1] not in STOPS:
            first -= 1
        if start - first >= _CONTEXT:
            first = max(first, self.text.find("，", first, start) + 1)  # a long sentence: from a clause on
        while last < len(self.text) and last - end < _CONTEXT and self.text[last] not in "\n":
            last += 1
            if self.text[last - 1] in STOPS:
                break
        document = self.document
        a, b = document.span(self.view.offset(first), self.view.offset(last - 1) + 1)
        s, e = document.span(*self.view.span(start, end))
        sentence = re.sub(r"\s+", " ", document.text[a:b]).strip()
        return Example(sentence, document.name or document.article.iri, document.article.date, s, e)
