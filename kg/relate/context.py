"""What a clause is read by: what the whole document says, who is spoken of, and what was told so far."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from operator import attrgetter

from kg.model import K, T
from kg.parse import flags
from kg.parse.reading import Linked, Name, Reading
from kg.records import changed, record
from kg.relate.official import charged
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_SAID = 15  # characters in quotation marks from which on they hold what someone says
_REACH = 10  # units after a quotation's speaker among which the verb of saying is
_OFTEN = 1
_TWO = 2
_AGAIN = 3
EVENTS = (
    flags.ENDS_CLAUSE | flags.ACTS | flags.EVERYONE | flags.PREPOSES | flags.SAYS | flags.ASSEMBLES | flags.APPOINTS
)
"""The marks of what clauses are asked for."""

_AT_LARGE = (None, K.PARTY_BODY, K.GOVERNMENT)  # kinds of what may be
_end = attrgetter("end")


@record
class Topic:
    """Who is spoken of: bodies and persons, the body for which someone speaks, and where they are named.

    `start` is -1 where no sentence of the paragraph names them. The bodies among them that are `partners` do it with
    the others, and no more than that.
    """

    bodies: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    speaker: str = ""
    start: int = -1
    partners: tuple[str, ...] = ()


NO_ONE = Topic()


class Ledger:
    """What bodies something was said to have, as it stood at one place of the text; what is told later leaves it be.

    All that follow on one another share one book, so that each costs no more than what it adds.

    >>> first = Ledger().adding({"《意见》": ("水利部",)})
    >>> second = first.adding({"《意见》": ("财政部",)})
    >>> first.of("《意见》"), second.of("《意见》"), second.of("《办法》")
    (('水利部',), ('财政部',), None)
    """

    __slots__ = ("_book", "_page", "_pages")

    def __init__(self) -> None:
        """Nothing was told."""
        self._book: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._pages = [0]  # how many the book has
        self._page = 0

    def adding(self, more: Mapping[str, tuple[str, ...]]) -> Ledger:
        """The ledger with more; what it has of the same things no longer counts in it."""
        found = Ledger()
        found._book, found._pages, found._page = self._book, self._pages, self._page + 1
        if self._page != self._pages[0]:  # another goes on from here already
            found._book = {k: [(p, v) for p, v in told if p <= self._page] for k, told in self._book.items()}
            found._pages = [self._page]
        found._pages[0] += 1
        for key, bodies in more.items():
            found._book.setdefault(key, []).append((found._page, bodies))
        return found

    def of(self, key: str) -> tuple[str, ...] | None:
        """What was told last of a thing, or None."""
        return next((bodies for page, bodies in reversed(self._book.get(key, ())) if page <= self._page), None)


@record
class Told:
    """What was told so far.

    `topic` is who the last sentence spoke of, `section` who the last heading did, `voice` who speaks in the paragraph,
    whose words go on after each sentence. All else is carried over paragraphs: `convener` is the body whose meeting was
    named last, `meeting` and `studied` what was named last of meetings and of what is studied, `persons` are those
    spoken of last, `body_of` says for whom a person speaks, `issued` which bodies made a document, and `reported` are
    the bodies whose document spoke last, `headline` those of which the headline speaks, and `lead` these or else
    those of which the text speaks first. `addressed` are the bodies that the voice of the paragraph told last what to
    do, `listing` who was spoken of as the last item of a list began.
    """

    topic: Topic = NO_ONE
    section: Topic = NO_ONE
    headline: tuple[str, ...] = ()
    voice: Topic | None = None
    convener: str = ""
    meeting: str = ""
    studied: str = ""
    persons: tuple[str, ...] = ()
    body_of: Ledger = field(default_factory=Ledger)
    issued: Ledger = field(default_factory=Ledger)
    reported: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    listing: Topic = NO_ONE
    addressed: tuple[str, ...] = ()

    def about(self, topic: Topic) -> Told:
        """The same, where another topic is spoken of."""
        return changed(self, topic=topic)

    def opening(self, topic: Topic, section: Topic, voice: Topic | None = None) -> Told:
        """The same at the opening of a paragraph of that topic and section, in which no one has spoken yet."""
        return Told(
            topic, section, self.headline, voice, self.convener, self.meeting, self.studied, self.persons, self.body_of,
            self.issued, self.reported, self.lead,
        )  # fmt: skip


class Ending:
    """The bodies among some names whose own names end in a noun: how often each is named, and by label.

    Asked for other names it looks only at those that are new and those that are gone: posts are read in their order.
    """

    def __init__(self) -> None:
        """None yet."""
        self.named: Counter[str] = Counter()
        self.labelled: defaultdict[str, set[str]] = defaultdict(set)
        self._span = (0, 0)

    def move(self, context: Context, noun: str, first: int, last: int) -> None:
        """Hold those of other names, from first to last."""
        start, end = self._span if self._span[0] < last and first < self._span[1] else (first, first)
        if start == end:
            self.named.clear()
            self.labelled.clear()
        for spans, more in (((first, start), (end, last)), True), (((start, first), (last, end)), False):
            for one, other in spans:
                for name in context.reading.names[one:other] if one < other else ():
                    self._count(context, noun, name, more)
        self._span = first, last

    def _count(self, context: Context, noun: str, name: Name, more: bool) -> None:
        if name.type is not T.ORGANIZATION or len(name.text) <= len(noun):
            return
        label = context.label(name.entity)
        if label.endswith(noun):
            self.named[name.entity] += 1 if more else -1
            if self.named[name.entity]:
                self.labelled[label].add(name.entity)
            else:
                del self.named[name.entity]
                self.labelled[label].discard(name.entity)


@record
class Context:
    """What the whole document says.

    `issuers` are the bodies whose document it is, `represented` the one whose report it is. `opening` are the names by
    their first unit, less those inside others; `events` the units that `clauses.sentences` looks at: names, and what
    has one of `EVENTS`. `quoted` has the start of each quotation that its speaker follows, with the body for which that
    one speaks; `peopled` is true where persons are named, `authors` are those with whose names a document's begins, by
    their first unit (习近平的重要文章), `charged` where brackets may say who is in charge of a task;
    `meant` has the start of each post that says by itself of which body it is (省长), with the body. `own_medium` is
    the only medium that the text names, which is then its own; `named` says how often it names each entity, and
    `governments` are the first of each name by their names. `slight` are the bodies that it names once and by nothing
    but their form, `sides` the governments of states, where it names those of two. `most` is how often it names the
    body that it names most. `endings` are the bodies whose names
    end in a noun, by the noun, as they are asked for.
    """

    reading: Reading
    linked: Linked
    lexicon: Lexicon
    issuers: tuple[str, ...]
    represented: tuple[str, ...]
    opening: Mapping[int, Name]
    events: Sequence[int]
    quoted: Mapping[int, str]
    peopled: bool
    authors: Mapping[int, Name]
    charged: bool
    meant: Mapping[int, str]
    own_medium: Name | None
    named: Mapping[str, int]
    governments: Mapping[str, str]
    slight: frozenset[str]
    sides: tuple[str, ...]
    most: int
    lists: str = ""
    endings: dict[str, Ending] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        reading: Reading,
        linked: Linked,
        lexicon: Lexicon,
        issuers: tuple[str, ...],
        represented: tuple[str, ...] = (),
        lists: str = "",
    ) -> Context:
        """The context of a reading whose names are linked."""
        units = reading.units
        opening = {n.first: n for n in reversed(reading.names) if not n.inside}
        events = sorted([*reading.marked(EVENTS), *opening])
        posts = (n for n in reading.names if n.inside and units[n.first].word.post and n.first + 1 == n.last)
        meant = {n.start: n.entity for n in posts}
        peopled = any(n.type is T.PERSON for n in reading.names)
        authors = _authors(reading)
        tasks = charged(reading.plain.text, lexicon)
        quoted = _quoted(reading, opening)
        own = _only_medium(reading.names)
        named = Counter(n.entity for n in reading.names)
        things = reversed(linked.entities.items())
        government = lexicon.word(Cue.GOVERNMENT)
        governments = {e.label: iri for iri, e in things if e.label.endswith(government)}
        return cls(
            reading, linked, lexicon, issuers, represented, opening, events, quoted, peopled, authors, tasks,
            meant, own, named, governments,
            frozenset(n.entity for n in reading.names if named[n.entity] == 1 and _by_form(n)),
            _sides(linked, lexicon),
            _most(linked, named), lists,
        )  # fmt: skip

    def only_media(self, bodies: Sequence[str]) -> bool:
        """True where the bodies are media, whose names stand in datelines and imprints."""
        return bool(bodies) and all(self.linked.entities[iri].kind is K.MEDIA for iri in bodies)

    def in_passing(self, bodies: Sequence[str], headline: Sequence[str]) -> bool:
        """True where the text is about the bodies of its headline, and names these once or twice among many times."""
        named = self.named
        return sum(named[b] for b in headline) > _OFTEN * sum(named[b] for b in bodies)

    def foremost(self, body: str) -> bool:
        """True for a body that the text names again and again, and none more often; no medium, none at large."""
        medium = self.linked.entities[body].kind is K.MEDIA
        return _AGAIN <= self.named[body] == self.most and not medium and not self.at_large(body)

    def at_large(self, body: str) -> bool:
        """True for a state or a party, for its centre, and for what is no state's: 中国共产党, 党中央, 联合国."""
        entries, kind = self.lexicon.entries, self.linked.entities[body].kind
        state = entries.get(self.linked.parents.get(body, ""))
        if kind is K.GOVERNMENT and state is not None and state.is_state:
            return True
        entry = entries.get(body)
        if entry is None or kind not in _AT_LARGE:
            return False
        within = entries.get(entry.parent)
        return within is None or not within.parent

    def government(self, place: str) -> str:
        """The government that the text names of a place, or empty."""
        return self.governments.get(self.label(place) + self.lexicon.word(Cue.GOVERNMENT), "")

    def label(self, iri: str) -> str:
        """The name by which an entity is known."""
        return self.linked.entities[iri].label

    def ending(self, noun: str, first: int, last: int) -> Ending:
        """The bodies of names first to last that are called by more than a noun and whose own names end in it."""
        found = self.endings.setdefault(noun, Ending())
        found.move(self, noun, first, last)
        return found


def _authors(reading: Reading) -> dict[int, Name]:
    """The persons with whose names those of documents begin, by their first unit."""
    return {n.first: n for n in reading.names if n.inside and n.type is T.PERSON}


def _by_form(name: Name) -> bool:
    """True for a body's name that is one by its form alone: no vocabulary has it, nothing says whose it is."""
    loose = name.type is T.ORGANIZATION and not name.entries and name.anchor is None
    return loose and name.kind is not K.GOVERNMENT


def _most(linked: Linked, named: Mapping[str, int]) -> int:
    """How often the body is named that is named most."""
    return max((named[iri] for iri, e in linked.entities.items() if e.type is T.ORGANIZATION), default=0)


def _sides(linked: Linked, lexicon: Lexicon) -> tuple[str, ...]:
    """The governments of the states that a text names, where there are two."""
    found = []
    for iri, one in linked.entities.items():
        state = lexicon.entries.get(linked.parents.get(iri, "")) if one.kind is K.GOVERNMENT else None
        if state is not None and state.is_state:
            found.append(iri)
    return tuple(found) if len(found) == _TWO else ()


def _only_medium(names: Sequence[Name]) -> Name | None:
    """The only medium that a text names, where it was named last; None where there are several or none."""
    media = {n.entity: n for n in names if n.kind is K.MEDIA and n.entity}
    return next(iter(media.values())) if len(media) == 1 else None


def _quoted(reading: Reading, opening: Mapping[int, Name]) -> dict[int, str]:
    """For a quotation that its speaker follows, its plain start and the body for which the speaker speaks."""
    found: dict[int, str] = {}
    units = reading.units
    for start, end in reading.plain.quotes:
        if end - start < _SAID:
            continue
        i = bisect_right(units, end, key=_end)
        while i < len(units) and units[i].text in "。，！？":
            i += 1
        name = opening.get(i)
        if name is not None and name.type is T.ORGANIZATION and _says(reading, name.last):
            found[start] = name.entity
    return found


def _says(reading: Reading, first: int) -> bool:
    """True where a verb of saying follows in the same clause."""
    for u in reading.units[first : first + _REACH]:
        if u.text in "。，：\n":
            return False
        if "speech" in u.word.roles:
            return True
    return False
