"""What a thing of one article is identified by: what its name is made of, and what the article says of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TypeAlias

from kg.model import KGI, Article, Entity, EntityType, K, R, Relation, T, tail
from kg.parse.reading import Fact, Linked, Name, Reading
from kg.parse.segment import CutAgainError, part_of_speech, words
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_LONG = 7  # characters before a name's ending that tell it apart from others
_YEAR = len("2021")
_FAR = 60  # characters before a meeting's name among which is said when it was
_SENTENCES = "。！？；\n"
_SHORT = 2  # characters of a word that is tagged as a place and may be none
_ISSUE = re.compile(r"》[（(]\d")
_PROPER = frozenset({"ns", "nrt", "nz"})
_PLACES = frozenset({"ns"})
_NAMED = frozenset({T.PLACE, T.ORGANIZATION})


TimeSaid: TypeAlias = tuple[int, int, str, str]
"""A time in the plain text: from where to where it stands, its first and its last day, empty where not known."""

Dated: TypeAlias = Callable[[int, int], Iterable[TimeSaid]]
"""The times between two places of the plain text, in order."""


class Context:
    """One article: its things, the facts about them, and the IRIs found for them so far (`renamed`)."""

    def __init__(
        self,
        article: Article,
        reading: Reading,
        linked: Linked,
        facts: Sequence[Fact],
        bylines: dict[str, str],
        medium: str,
        dated: Dated,
        lexicon: Lexicon,
    ) -> None:
        """The article before anything is identified."""
        self.article = article
        self.reading = reading
        self.linked = linked
        self.facts = facts
        self.bylines = bylines
        self.medium = medium
        self.dated = dated
        self.lexicon = lexicon
        self.renamed: dict[str, str] = {}
        self._by_level: dict[str, list[str]] = {}

    def unlisted(self, type_: EntityType) -> Iterator[Entity]:
        """The things of a type that no vocabulary holds."""
        return (e for e in self.linked.entities.values() if e.type is type_ and not e.entry)

    def iri(self, iri: str) -> str:
        """The IRI that a thing has by now."""
        return self.renamed.get(iri, iri)

    def rename(self, iri: str, new: str) -> None:
        """Give a thing another IRI."""
        if new != iri:
            self.renamed[iri] = new

    def localise(self, iri: str) -> None:
        """Keep a thing to the article: nothing tells it apart from others of its name."""
        self.rename(iri, local(self.article.iri, iri))

    def is_local(self, iri: str) -> bool:
        """True where a thing stays within the article."""
        return "#" in self.iri(iri)

    def root(self, iri: str) -> str:
        """What the name of a body begins with in the end: a place, a body of the vocabularies, or the body itself."""
        parents = self.linked.parents
        while iri in parents:
            iri = parents[iri]
        return iri

    def own(self, entity: Entity) -> str:
        """The label without that of the place or body that it begins with."""
        parent = self.linked.parents.get(entity.iri)
        return entity.label.removeprefix(self.linked.entities[parent].label) if parent else entity.label

    @cached_property
    def _by_object(self) -> dict[tuple[Relation, str], list[str]]:
        found: dict[tuple[Relation, str], list[str]] = defaultdict(list)
        for fact in self.facts:
            if fact.modality.holds:
                found[fact.relation, fact.object].append(fact.subject)
        return found

    def subjects(self, relation: Relation, iri: str) -> list[str]:
        """Of whom the article says the relation to a thing, in its order."""
        return self._by_object[relation, iri]

    @cached_property
    def memberships(self) -> dict[str, list[Fact]]:
        """What the article says of the posts of each person, in its order."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.relation is R.MEMBER_OF and fact.modality.holds:
                found[fact.subject].append(fact)
        return found

    @property
    def masthead(self) -> str:
        """The medium whose title stands before the day of issue: 《|人民日报|》（2026年05月25日）; or empty."""
        return self._masthead.entity if self._masthead is not None else ""

    @cached_property
    def _masthead(self) -> Name | None:
        text = self.reading.plain.text
        for name in self.reading.names:
            body = self.linked.entities.get(name.entity)
            if body is not None and body.kind is K.MEDIA and _ISSUE.match(text, name.end):
                return name
        return None

    @cached_property
    def signed(self) -> int:
        """Before which character of the text those are named who wrote it, in the line with the masthead; or 0."""
        name, text = self._masthead, self.reading.plain.text
        return 0 if name is None or text.find("\n", 0, name.start) >= 0 else name.start

    @cached_property
    def closed(self) -> int:
        """Where the text ends, less the blanks after it."""
        return len(self.reading.plain.text.rstrip())

    @cached_property
    def openings(self) -> frozenset[int]:
        """The units with which paragraphs begin."""
        return frozenset(first for first, _, _ in self.reading.paragraphs)

    @cached_property
    def places_of(self) -> dict[str, list[str]]:
        """Where the article says that a thing is."""
        found: dict[str, list[str]] = defaultdict(list)
        for fact in self.facts:
            if fact.relation is R.LOCATED_IN:
                found[fact.subject].append(fact.object)
        return found

    @cached_property
    def mentions(self) -> dict[str, list[Name]]:
        """The names of each thing."""
        found: dict[str, list[Name]] = defaultdict(list)
        for name in self.reading.names:
            found[name.entity].append(name)
        return found

    @cached_property
    def ending(self) -> dict[int, Name]:
        """The names by the unit after them."""
        return {n.last: n for n in self.reading.names}

    @cached_property
    def closing(self) -> dict[int, Name]:
        """The names by the character after them."""
        return {n.end: n for n in self.reading.names}

    @cached_property
    def opening(self) -> dict[int, Name]:
        """The names by their first unit."""
        return {n.first: n for n in self.reading.names}

    def places_of_level(self, level: str) -> list[str]:
        """The places of a level (省, 市) that the article names, or whose bodies it names."""
        if level not in self._by_level:
            self._by_level[level] = [i for i in self._places if self.linked.entities[i].label.endswith(level)]
        return self._by_level[level]

    @cached_property
    def _places(self) -> list[str]:
        """The places that the article names, or whose bodies it names."""
        things = self.linked.entities
        return [i for i in self._roots if i in things and things[i].type is T.PLACE]

    @cached_property
    def _roots(self) -> dict[str, None]:
        """What the names of the article begin with in the end, in their order."""
        return dict.fromkeys(self.root(n.entity) for n in self.reading.names)

    def names(self, place: str, start: int, end: int) -> bool:
        """True where the title, or the text between two places of it, has a name of a place of the vocabularies.

        So has it that of a body whose name begins with the place.
        """
        entry = self.lexicon.entries.get(place)
        called = (entry.label, *entry.names) if entry is not None else ()
        text = self.reading.plain.text
        if any(len(n) > 1 and (n in self.article.title or text.find(n, start, end) >= 0) for n in called):
            return True
        return any(self.root(n.entity) == place for n in self.reading.names_between(start, end))

    def said(self, name: Name) -> str:
        """The day or year that the words before a name say of what it names, in its sentence; empty where none does.

        The last time there counts, if no other meeting stands between: |2018年7月|在全国组织工作会议上.
        """
        text, end = self.reading.plain.text, name.start
        start = max(end - _FAR, *(text.rfind(mark, max(0, end - _FAR), end) + 1 for mark in _SENTENCES))
        if start == end:
            return ""
        found = [t for t in self.dated(start, end) if self._said(t, name)]
        if not found:
            return ""
        _, _, first, last = found[-1]
        return "" if first[:_YEAR] != last[:_YEAR] else first if first == last else first[:_YEAR]

    def _said(self, time: TimeSaid, name: Name) -> bool:
        """True for a time after which no other meeting and no clause of its own stands before the name."""
        text, (start, end, _, _) = self.reading.plain.text, time
        before = text[max(0, start - 1) : start]
        if before in self.lexicon.roles.get(Cue.RECURRENT, ()) or text.count("，", end, name.start) > 1:
            return False
        between = self.reading.names_between(end, name.start)
        return not any(n.type is T.MEETING and n.end <= name.start for n in between)

    def telling(self, name: str) -> bool:
        """True for a name that few things share: it has a proper noun in it, or much before its ending."""
        form = self.lexicon.form_of(name)
        stem = name.removesuffix(form.label) if form is not None else name
        return len(stem) >= _LONG or self.proper(stem)

    def proper(self, text: str) -> bool:
        """True where a part of the text is the name of a place or body, or another proper noun of two characters."""
        return _proper(text, self.lexicon, _PROPER)

    def placed(self, text: str) -> bool:
        """True where a part of the text is the name of a place or body: it says whose the thing is."""
        return _proper(text, self.lexicon, _PLACES)

    def edition(self, name: str) -> bool:
        """True for the name of one single meeting, by the year or the edition in it: 第三届…, 2022年…, 党的十九大."""
        if any(p.type is T.MEETING and p.regex.fullmatch(name) for p in self.lexicon.patterns):
            return True
        return any(word in name for word in self.lexicon.roles.get(Cue.EDITION, ())) or _has_year(name)


def local(article: str, iri: str) -> str:
    """The IRI of a thing that is known from one article alone.

    >>> local("https://w3id.org/policy-kg/id/article/0123", "https://w3id.org/policy-kg/id/Person/周萍")
    'https://w3id.org/policy-kg/id/article/0123#Person/周萍'
    """
    return f"{article}#{iri[len(KGI) :]}" if iri.startswith(KGI) else f"{article}#{tail(iri)}"


@lru_cache(maxsize=1 << 16)
def _proper(text: str, lexicon: Lexicon, nouns: frozenset[str]) -> bool:
    for part in words(text) if text else ():
        if len(part) > 1:
            word = lexicon.words.get(part)
            if word is not None and any(e.type in _NAMED for e in word.entries):
                return True
            if word is None and _noun(part) in nouns and not _common(part, lexicon):
                return True
    return False


def _common(part: str, lexicon: Lexicon) -> bool:
    """True for two characters that end like a division that is listed nowhere: 上市, 新区, 大省 are no places."""
    return len(part) == _SHORT and part.endswith(tuple(lexicon.roles.get(Cue.DIVISION, ())))


def _noun(part: str) -> str:
    """The part of speech of a word; empty where it depends on the text around it."""
    try:
        return part_of_speech(part)
    except CutAgainError:
        return ""


def _has_year(name: str) -> bool:
    """True where four digits stand in the name with no others beside them.

    >>> _has_year("博鳌亚洲论坛2018年年会"), _has_year("第三次会议")
    (True, False)
    """
    digits = "".join(c if c in "0123456789" else " " for c in name).split()
    return any(len(d) == 4 for d in digits)
