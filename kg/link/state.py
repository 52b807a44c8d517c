"""What linking knows while it goes from name to name: what was named so far, and the records it makes of it."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, TypeVar

from kg.model import KGI, Entity, EntityType, K, Kind, T, iri_part, tail
from kg.parse.reading import FARTHEST, Linked, Name, Part, Reading
from kg.words.entries import Entry, not_before
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

SCOPED = frozenset({K.DEPARTMENT, K.AFFILIATED_UNIT, K.PARTY_BODY, K.MEDIA, K.SCHOOL})
"""Kinds of body that have the same name in many others."""

HEADS = frozenset({K.MINISTRY, K.GOVERNMENT})
"""Kinds of body that a text is about, with others below them."""


_DEEPEST = 12  # things within one another that no vocabulary knows, so that no name grows with the text

_T = TypeVar("_T")


def lately(named: dict[_T, Any]) -> Iterator[_T]:
    """What was named lately, the last first: no short form points farther back, however long a text is."""
    return islice(reversed(named), FARTHEST)


class State:
    """One pass over the names of one reading.

    `recent` are the organizations and `places` the places named so far, the last one last; `by_text` says for
    each type what a text was taken for, `taken` holds what texts were taken for, `parent_of` the body that one was said
    last to be part of, `place_of` the place of each local body; `previous` is the name before. `focus_name` is the body
    that the article is about, until it is asked for and becomes `linked.focus`.
    """

    def __init__(self, reading: Reading, lexicon: Lexicon, date: str = "") -> None:
        """The state before the first name of an article of a date, ISO 8601 or empty."""
        self.reading = reading
        self.date = date
        self.lexicon = lexicon
        self.units = reading.units
        roles = lexicon.roles
        self.levels = roles.get("level", frozenset())
        self.regions = tuple(roles.get("region", ()))
        self.divisions = roles.get("division", frozenset())
        self.summed = roles.get("summed", frozenset())
        self.settlements = lexicon.settlements
        self.self_governed = tuple(roles.get("self-governed", ()))
        self.ends_of_places = (*self.divisions, *self.settlements, *roles.get("landform", ()))
        self.venues = tuple(roles.get("venue", ()))
        self.coordinators = roles.get("coordination", frozenset())
        self.government = roles.get("government", frozenset())
        self.national = tuple(roles.get("national", ()))
        self.demonstratives = roles.get("demonstrative", frozenset())
        self.stand_ins, self.schools = lexicon.stand_ins, roles.get("stands in for a school", frozenset())
        self.autonomous = roles.get("autonomous", frozenset())
        self.happens = roles.get("happens", frozenset())
        self.linked = Linked()
        self.entities = self.linked.entities
        self.recent: OrderedDict[str, None] = OrderedDict()
        self.places: OrderedDict[str, None] = OrderedDict()
        self.by_text: dict[EntityType, dict[str, str]] = defaultdict(dict)
        self.quoted: dict[str, str] = {}  # what programmes are called in quotation marks, or for short
        self.taken: dict[EntityType, dict[str, None]] = defaultdict(dict)
        self.parent_of: dict[str, str] = {}
        self.place_of: dict[str, str] = {}
        self.governments: dict[str, str] = {}
        self._labelled: dict[tuple[EntityType, str], str] = {}
        self.previous: Name | None = None
        self.focus_name: Name | None = None

    @cached_property
    def title(self) -> int:
        """How many units the title of the text is long, 0 where it has none."""
        return next((last for _, last, role in self.reading.paragraphs[:1] if role == "title"), 0)

    @cached_property
    def documents(self) -> dict[int, Name]:
        """The documents that the text names, by their first units."""
        return {n.first: n for n in self.reading.names if n.type is T.DOCUMENT}

    @cached_property
    def bodies(self) -> dict[int, Name]:
        """The bodies that the text names, by their first units."""
        return {n.first: n for n in self.reading.names if n.type is T.ORGANIZATION}

    @cached_property
    def begun(self) -> frozenset[int]:
        """The units with which the name of what is done or held somewhere begins."""
        return frozenset(n.first for n in self.reading.names if n.type in (T.PROGRAM, T.MEETING))

    @cached_property
    def places_by_first(self) -> dict[int, Name]:
        """The places that the text names, by their first units."""
        return {n.first: n for n in self.reading.names if n.type is T.PLACE}

    @cached_property
    def mentioned(self) -> set[str]:
        """The vocabulary entries that names may stand for."""
        return {e.iri for n in self.reading.names for e in n.entries}

    @cached_property
    def places_anywhere(self) -> list[Entry]:
        """The vocabulary entries that names of places may stand for, of several of a name the first."""
        return list(dict.fromkeys(e for n in self.reading.names if n.type is T.PLACE for e in n.entries[:1]))

    def of_the_time(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Those of several entries that were there at the article's date, with the bodies that they are part of.

        Of an article without a date those that are there still; all, where that leaves none.
        """
        return tuple(e for e in entries if self._there(e)) or entries if len(entries) > 1 else entries

    def _there(self, entry: Entry) -> bool:
        bodies = [entry, *filter(None, [self.lexicon.entries.get(entry.parent)])]
        if not self.date:
            return not any(e.ended for e in bodies)
        return all(not_before(self.date, e.began) and not_before(e.ended, self.date) for e in bodies)

    def took(self, name: Name) -> None:
        """Remember a name that has its entity."""
        self.by_text[name.type].setdefault(name.text, name.entity)
        self.taken[name.type].setdefault(name.entity)
        if name.type is T.ORGANIZATION:
            self.recent[name.entity] = None
            self.recent.move_to_end(name.entity)  # each once, where it was named last
        elif name.type is T.PLACE and not self._visited(name):
            self.spoke_of(name.entity)
        self.previous = name

    def _visited(self, name: Name) -> bool:
        """True for a place that a delegation of another place of its level goes to: 甘肃省党政代表团赴|浙江省."""
        senders = self.senders
        if not senders or not name.first or Cue.DESTINATION not in self.units[name.first - 1].word.cues:
            return False
        label = self.entities[name.entity].label
        return any(sender[-1] == label[-1] and sender != label for sender in senders)

    @cached_property
    def senders(self) -> frozenset[str]:
        """The places that send delegations, as they are known."""
        ends = tuple(self.lexicon.roles.get(Cue.DELEGATION, ()))
        sent = (n.anchor for n in self.reading.names if n.type is T.ORGANIZATION and n.text.endswith(ends))
        return frozenset(e.label for n in sent if n is not None and n.type is T.PLACE for e in n.entries[:1])

    def spoke_of(self, place: str) -> None:
        """Remember that a place was named, by itself or as a body's."""
        self.places[place] = None
        self.places.move_to_end(place)

    def before(self, name: Name) -> str:
        """The body whose name ends where this one begins, with nothing between them, not even a space."""
        previous = self.previous
        if previous is not None and previous.type is T.ORGANIZATION and previous.end == name.start:
            offset = self.reading.plain.offset
            if offset(name.start) - offset(name.start - 1) == 1:
                return previous.entity
        return ""

    def entry(self, entry: Entry, *names: str) -> str:
        """The entity of a vocabulary's entry, which the text calls by `names` as well."""
        iri = entry.iri
        held = self.entities.get(iri)
        if held is None:
            held = self.entities[iri] = _known(entry, self.lexicon)
        if names and not {held.label, *held.names}.issuperset(names):
            self.add(Entity(iri, entry.type, held.label, entry.kind, tuple(sorted({*names} - {held.label}))))
        return iri

    def add(self, entity: Entity) -> str:
        """Take up an entity, or what is new of it."""
        held = self.entities.get(entity.iri)
        self.entities[entity.iri] = entity if held is None else held.merged(entity)
        return entity.iri

    def call(self, iri: str, *names: str) -> str:
        """Add names to an entity."""
        held = self.entities[iri]
        return self.add(Entity(iri, held.type, held.label, held.kind, tuple(sorted({*names} - {held.label}))))

    def made(
        self, type_: EntityType, label: str, kind: Kind | None = None, names: Sequence[str] = (), parent: str = ""
    ) -> str:
        """An entity that no vocabulary knows, within the place or body that its name begins with.

        Its IRI says what tells it apart: that of the parent and its own name. Where nothing is known of it but its
        name, it is the one of that name that the text spoke of last.
        """
        names = tuple(sorted({*names} - {label, ""}))
        if parent:
            own = label.removeprefix(self.entities[parent].label)
            iri = f"{KGI}{type_.value}/{tail(parent)}{'' if own != label else '/'}{iri_part(own)}"
            self.linked.parents[iri] = parent
            self._labelled[type_, label] = iri
        else:
            iri = self._labelled.get((type_, label)) or f"{KGI}{type_.value}/{iri_part(label)}"
        return self.add(Entity(iri, type_, label, kind, names))

    def deep(self, iri: str) -> bool:
        """True for what is within so many others that nothing more is taken to be within it."""
        for _ in range(_DEEPEST):
            iri = self.linked.parents.get(iri, "")
            if not iri:
                return False
        return True

    def part(self, child: str, parent: str, name: Name, entry: str = "") -> None:
        """Say that a body belongs to another, by a name."""
        if child != parent:
            self.linked.parts.append(Part(child, parent, name, entry))
            self.parent_of[child] = parent

    def expanded(self, own: str) -> str:
        """The own name with its abbreviations written out: 住建局 → 住房和城乡建设局."""
        for short, full in self.lexicon.abbreviations.items():
            if own.startswith(short) and own[len(short) :] in self.lexicon.forms:
                return full + own[len(short) :]
        return own


@lru_cache(maxsize=1 << 16)
def _known(entry: Entry, lexicon: Lexicon) -> Entity:
    """The entity that an entry is; a part of a body is also called by the body's names before its own."""
    label, more = entry.label, {*entry.names}
    parent = lexicon.entries.get(entry.parent)
    if parent is not None and entry.kind in SCOPED:
        more |= {p + label for p in (parent.label, *parent.names)}
    more.discard(label)
    return Entity(entry.iri, entry.type, label, entry.kind, tuple(sorted(more)), entry.label_en)
