"""Names to entities: full names, aliases, short forms and what points back (部党组, 全司, 该中心)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter

from kg.model import KGI, Entity, EntityType, K, Kind, R, Reason, T, iri_part
from kg.parse import flags
from kg.parse.reading import FARTHEST, Linked, Name, Part, Reading
from kg.parse.units import PUNCTUATION, STOPS
from kg.words.entries import Entry
from kg.words.lexicon import Lexicon

_ORG, _PLACE = T.ORGANIZATION, T.PLACE
_first = attrgetter("first")


def link(reading: Reading, lexicon: Lexicon) -> Linked:
    """Entities for the reading's names, each name's `entity` set; names that point to nothing are taken out.

    A name that the vocabularies know for one thing is that thing. Of several things of one name the one is chosen
    whose parent stands directly before it, else was named last, else is the article's focus: the body that its title
    names or, failing that, the ministry or local body that it names most often. A name that the text has in full
    teaches its short forms: a later name that is a subsequence of it with the same ending is the same thing.
    """
    linker = _Linker(reading, lexicon)
    linker.run()
    return linker.linked


class _Linker:
    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.units = reading.units
        self.levels = lexicon.roles.get("level", frozenset())
        self.regions = tuple(lexicon.roles.get("region", ()))
        self.divisions = lexicon.roles.get("division", frozenset())
        self.government = lexicon.roles.get("government", frozenset())
        self.national = tuple(lexicon.roles.get("national", ()))
        self.linked = Linked()
        self.entities = self.linked.entities
        self.recent: list[str] = []  # organizations, last named last
        self.places: list[str] = []  # places, last named last
        self.by_text: dict[tuple[EntityType, str], str] = {}
        self.place_of: dict[str, str] = {}  # the place of each local body
        self.previous: Name | None = None

    @cached_property
    def mentioned(self) -> set[str]:
        """The vocabulary entries that names may stand for."""
        return {e.iri for n in self.reading.names for e in n.entries}

    def run(self) -> None:
        names = self.reading.names
        self.focus_name = self._focus()
        self._share_tails()
        finds = {_ORG: self._organization, _PLACE: self._place, T.MEETING: self._meeting, T.DOCUMENT: self._document}
        kept: list[Name] = []
        addressed = self._addressed()
        for name in names:
            if addressed and any(first <= name.first < last for first, last in addressed):
                continue
            finds.get(name.type, self._plain)(name)
            if name.entity:
                kept.append(name)
                self.by_text.setdefault((name.type, name.text), name.entity)
                if name.type is _ORG:
                    self.recent.append(name.entity)
                elif name.type is _PLACE:
                    self.places.append(name.entity)
                self.previous = name
        governments = list(self._governments_of_posts(kept))
        if governments:
            kept = sorted([*kept, *governments], key=lambda n: (n.start, -n.end))
        self.reading.names = kept

    def _governments_of_posts(self, names: Sequence[Name]) -> Iterator[Name]:
        """The government of a post without one: 山东省委副书记、|省长, and 省长 alone."""
        by_last = {n.last: n for n in names if n.type is _ORG and n.entity in self.place_of}
        for i in self.reading.marked(flags.TITLE):
            u = self.units[i]
            if u.word.post != "gov":
                continue
            j = i
            while j > 0 and i - j < 6:
                listed = j > 1 and self.units[j - 1].text == "、"
                if not self.units[j - 1 - listed].word.post:
                    break
                j -= 1 + listed
            committee = by_last.get(j)
            if committee is not None and j < i:
                place = self.place_of.get(committee.entity)
            elif j == i and (i == 0 or self.units[i - 1].text in PUNCTUATION) and u.text[-2] in self.divisions:
                level = self._level_before(i, u.text[-2], names)  # 省长|李明, 副省长|李明
                place = level.iri if level is not None else None
            else:
                place = None
            if place is not None:
                yield Name(
                    u.start, u.end, i, i + 1, u.text, _ORG, K.GOVERNMENT,
                    reason=Reason.CONTEXT, inside=True, entity=self._government(place, self.entities[place].label),
                )  # fmt: skip

    def _addressed(self) -> list[tuple[int, int]]:
        """The lines that say to whom a document goes, which name no one in particular: 各省、直辖市教育厅：."""
        return [
            (first, last)
            for first, last, _ in self.reading.paragraphs
            if self.units[last - 1].text == "：" and "generic" in self.units[first].word.roles
        ]

    # --- records ---

    def _entry(self, entry: Entry, *names: str) -> str:
        iri = entry.iri
        held = self.entities.get(iri)
        if held is None:
            held = self.entities[iri] = _known(entry, self.lexicon)
        if names and not {held.label, *held.names}.issuperset(names):
            self._add(Entity(iri, entry.type, held.label, entry.kind, tuple(sorted({*names} - {held.label}))))
        return iri

    def _add(self, entity: Entity) -> str:
        held = self.entities.get(entity.iri)
        self.entities[entity.iri] = entity if held is None else held.merged(entity)
        return entity.iri

    def _made(
        self, type_: EntityType, label: str, kind: Kind | None = None, names: Sequence[str] = (), scope: str = ""
    ) -> str:
        iri = "/".join([KGI + type_.value, *([iri_part(scope)] if scope else []), iri_part(label)])
        return self._add(Entity(iri, type_, label, kind, tuple(sorted({*names} - {label, ""}))))

    def _part(self, child: str, parent: str, name: Name, entry: str = "") -> None:
        if child != parent:
            self.linked.parts.append(Part(child, parent, name, entry))

    # --- places and the governments that act under their names ---

    def _place(self, name: Name) -> None:
        if not name.entries and len(name.text) == 2 and self._demonstrative(name.text[0]):
            spoken_of = self._level(name.text[1])
            if spoken_of is None:
                return
            place, name.reason = spoken_of.iri, Reason.CONTEXT
        else:
            place = self._place_entity(name)
        follows = self.units[name.last] if name.last < len(self.units) else None
        governs = follows is not None and follows.word.post == "gov"
        if self._governed(place) and (name.kind is K.GOVERNMENT or governs or self._acts(name)):
            name.type, name.kind = _ORG, K.GOVERNMENT
            name.entity = self._government(place, name.text)
            name.reason = Reason.CONTEXT
            self.places.append(place)
        else:
            name.entity = place

    def _governed(self, place: str) -> bool:
        """True for a division or a state, which have governments, and false for a region."""
        entry = self.lexicon.entries.get(place)
        if entry is not None and (entry.code or not entry.parent):
            return True
        label = self.entities[place].label
        return label[-1] in self.divisions and not label.endswith(self.regions)

    def _place_entity(self, name: Name) -> str:
        if not name.entries:
            return self._made(_PLACE, name.text)
        if len(name.entries) == 1:
            return self._entry(name.entries[0])
        parents = {e.parent: e for e in name.entries}
        for place in reversed(self.places):
            if place in parents:
                return self._entry(parents[place])
        top = [e for e in name.entries if not e.parent]
        return self._entry((top or list(name.entries))[0])

    def _government(self, place: str, text: str) -> str:
        entity = self.entities[place]
        label = entity.label
        short = [n for n in (*entity.names, text) if n]
        names = {label, *short, label + "人民政府", *(s + "政府" for s in short)}
        return self._made(_ORG, label + "政府", K.GOVERNMENT, sorted(names))

    def _acts(self, name: Name) -> bool:
        """True where the place is the subject of a verb: 江西启动…, 江西、陕西认真贯彻…."""
        units = self.units
        i = name.first - 1
        while i >= 0:
            u = units[i]
            if u.text == "、" and i > 0 and self._place_before(i):
                i -= 2
                continue
            break
        if i >= 0 and not (units[i].text in PUNCTUATION or units[i].pos == "t" or units[i].text in ("而", "同时")):
            return False
        if i >= 0 and units[i].text == "、":
            return False
        i = name.last
        while i < len(units) and units[i].text == "、" and i + 1 < len(units) and self._is_place(i + 1):
            i += 2
        steps = 0
        while i < len(units) and steps < 8:
            u = units[i]
            if u.text in STOPS or u.text in "，：（）":
                return False
            if (u.word.relations and u.pos != "n") or "speech" in u.word.roles:
                return True
            if "preposer" in u.word.roles or "plan" in u.word.roles or u.text in ("以",):
                return True
            if u.pos not in ("d", "ad", "t", "c", "m", "a", "z", "vd") and not u.word.roles:
                return False
            i += 1
            steps += 1
        return False

    def _place_before(self, i: int) -> bool:
        return self._is_place(i - 1)

    def _is_place(self, i: int) -> bool:
        return any(e.type is _PLACE for e in self.units[i].word.entries) or self.units[i].pos == "ns"

    # --- organizations ---

    def _share_tails(self) -> None:
        """呼和浩特、包头、乌海市政府: places listed before a government are governments too."""
        names = self.reading.names
        by_last = {n.last: n for n in names if n.type is _PLACE}
        for name in names:
            if (
                name.type is _ORG
                and name.anchor is not None
                and name.anchor.type is _PLACE
                and name.own in self.government
            ):
                i = name.first
                while i > 1 and self.units[i - 1].text == "、" and i - 1 in by_last:
                    place = by_last[i - 1]
                    place.kind = K.GOVERNMENT
                    i = place.first

    def _focus(self) -> Name | None:
        """The body that the article is about: of its first paragraph, else the one that it names most often."""
        bodies = [
            n
            for n in self.reading.names
            if n.type is _ORG and n.kind in _HEADS and (n.entries or n.anchor or n.kind is K.MINISTRY)
        ]
        if not bodies:
            return None
        head = self.units[self.reading.paragraphs[0][1] - 1].end if self.reading.paragraphs else 0
        first = next((n for n in bodies if n.end <= head), None)
        if first is not None:
            return first
        counts = Counter(n.entries[0].iri if n.entries else n.text for n in bodies)
        return min(bodies, key=lambda n: (-counts[n.entries[0].iri if n.entries else n.text], n.start))

    def _focal(self) -> str:
        if self.linked.focus or self.focus_name is None:
            return self.linked.focus
        name, self.focus_name = self.focus_name, None
        if not name.entity:
            if name.entries:
                self.linked.focus = self._entry(name.entries[0])
            else:
                self._organization(name)
                self.linked.focus = name.entity
        else:
            self.linked.focus = name.entity
        return self.linked.focus

    def _before(self, name: Name) -> str:
        """The body whose name ends where this one begins."""
        previous = self.previous
        if previous is not None and previous.type is _ORG and previous.end == name.start:
            offset = self.reading.plain.offset
            if offset(name.start) - offset(name.start - 1) == 1:  # nothing between them, not even a space
                return previous.entity
        return ""

    def _organization(self, name: Name) -> None:
        if name.entity:
            return
        if name.entries:
            self._known_body(name)
            return
        anchor = name.anchor
        if anchor is not None and anchor.type is _PLACE:
            self._local_body(name, anchor)
        elif anchor is not None:
            if not anchor.entity:
                self._organization(anchor)
            if anchor.entity:
                self._child(name, anchor.entity, name.own)
            else:
                self._loose_body(name)
        else:
            self._loose_body(name)

    def _known_body(self, name: Name) -> None:
        entries = name.entries
        parents = {e.parent: e for e in entries}
        chosen: Entry | None = None
        before = self._before(name)
        scoped = entries[0].kind in _SCOPED
        if before in parents:
            chosen = parents[before]
        elif before and name.reason is Reason.ALIAS and entries[0].kind is None:
            self._child(name, before, name.text)  # 乌克兰武装部队|总参谋部
            return
        elif len(entries) == 1 and (
            entries[0].kind is not K.DEPARTMENT
            or entries[0].parent in self.mentioned
            or not entries[0].parent
            or name.text.startswith(self.national)
        ):
            chosen = entries[0]
        else:
            if name.text in self.lexicon.forms and not self._acting(name):
                return  # 教室和|办公室
            chosen = next((parents[e] for e in reversed(self.recent) if e in parents), None)
            if chosen is None and self._focal() in parents:
                chosen = parents[self._focal()]
            if chosen is None and not scoped:
                chosen = entries[0]
        if chosen is None:
            parent = before or self._focal()
            if parent:
                if not self._beside(name, parent):
                    self._child(name, parent, name.text)
            elif len(entries) == 1 and (self._telling(name.text) or self._telling(entries[0].label)):
                chosen = entries[0]
        if chosen is not None:
            name.entity = self._entry(chosen)
            above = self.lexicon.entries.get(chosen.parent)
            party = chosen.kind is K.PARTY_BODY and above is not None and above.kind is K.MINISTRY
            if above is not None and (party or chosen.kind in _PARTS):
                self._part(chosen.iri, self._entry(self.lexicon.entries[chosen.parent]), name, chosen.iri)
            elif before and chosen.kind not in _HEADS and not name.text.startswith(self.national):
                self._part(chosen.iri, before, name)

    def _beside(self, name: Name, other: str) -> bool:
        """Take the name for a body of the same government where the other is one: 市教育局联合|公安局."""
        form = self.lexicon.form_of(name.text)
        if form is None or form.kind is not K.GOVERNMENT or other not in self.place_of:
            return False
        name.entity, name.reason = self._anchored(self.entities[self.place_of[other]], name.text), Reason.CONTEXT
        return True

    def _telling(self, text: str) -> bool:
        """True where the name says which body is meant though nothing says whose it is: 城市建设司, not 服务局."""
        form = self.lexicon.form_of(text)
        return form is None or form.strength != "weak" or len(text) - len(form.label) >= _TELLING

    def _acting(self, name: Name) -> bool:
        """True where a post, a spokesperson or a verb follows the name, as after those who act."""
        after = self.units[name.last] if name.last < len(self.units) else None
        return after is not None and bool(
            after.word.post
            or after.word.relations
            or after.word.roles & {"speaker", "speech", "plan", "preposer", "with"}
            or after.pos in ("v", "d", "t", "p")
        )

    def _local_body(self, name: Name, anchor: Name) -> None:
        place = self._place_entity(anchor)
        entity = self.entities[place]
        own = _COMMITTEE if name.own == _COMMITTEE + "员会" else name.own
        form = self.lexicon.form_of(own)
        self.places.append(place)
        if own in self.government:
            name.entity = self._government(place, anchor.text)
            self.entities[name.entity] = self.entities[name.entity].merged(
                Entity(name.entity, _ORG, self.entities[name.entity].label, K.GOVERNMENT, (name.text,))
            )
            return
        same = self._same_place(entity, own)
        if same:
            name.entity, name.reason = same, Reason.SHORT_FORM
            self._add(Entity(same, _ORG, self.entities[same].label, self.entities[same].kind, (name.text,)))
            return
        full = self._expanded(own)
        label = anchor.text + own
        names = {label, entity.label + own, entity.label + full, *(n + own for n in entity.names)}
        if form is not None and form.kind is K.PARTY_BODY:
            names |= {"中共" + n for n in names}
        name.entity = self._made(_ORG, entity.label + full, name.kind, sorted(names))
        self.place_of[name.entity] = place
        before = self._before(name)
        if before and self.entities[before].kind is K.MINISTRY:
            self._part(name.entity, before, name)

    def _expanded(self, own: str) -> str:
        """The own name with its abbreviations written out: 住建局 → 住房和城乡建设局."""
        for short, full in self.lexicon.abbreviations.items():
            if own.startswith(short) and own[len(short) :] in self.lexicon.forms:
                return full + own[len(short) :]
        return own

    def _child(self, name: Name, parent: str, own: str) -> None:
        """The body `own` within its parent: the vocabulary's where it has one, else a new one."""
        entry = self.lexicon.children.get(parent, {}).get(own)
        if entry is not None:
            name.entity = self._entry(entry, name.text)
            self._part(entry.iri, parent, name, entry.iri)
            return
        above = self.entities[parent]
        labels = {p + own for p in (above.label, *above.names[:_NAMES])}
        whole = name.kind in (K.PARTY_BODY, K.WORKING_GROUP, K.SCHOOL, None)
        label = above.label + own if whole else own
        name.entity = self._made(
            _ORG,
            label,
            name.kind,
            sorted({*labels, name.text} | ({own} if not whole else set())),
            "" if whole else above.label,
        )
        self._part(name.entity, parent, name)

    def _loose_body(self, name: Name) -> None:
        """A body without a place or body before it: a short form, one that points back, or a part of the focus."""
        text = name.text
        form = self.lexicon.form_of(text)
        before = self._before(name)
        if before and not (text[0] in self.divisions and text[1:] in self.government):
            self._child(name, before, text)
            return
        pointed = self._pointed(text)  # as in 深圳市委|市政府 too
        if pointed is not None:
            parent, own = pointed
            if own:
                self._child(name, parent, own)
            else:
                name.entity = parent
            name.reason = Reason.CONTEXT
            return
        if self._demonstrative(text[0]):
            return
        short = "" if self._set_up(name) else self._short_for(_ORG, text)
        if short:
            name.entity, name.reason = short, Reason.SHORT_FORM
            return
        if form is not None and form.strength == "group":
            parent = self._topic(name)
            if parent:
                self._child(name, parent, text)
                name.reason = Reason.CONTEXT
                return
        if (
            form is not None
            and name.kind is K.GOVERNMENT
            and form.strength == "weak"
            and self.places
            and not self.linked.focus
        ):
            provinces = [p for p in self.places if self._province(p)] if form.label == "厅" else []
            place = (provinces or self.places)[-1]  # only provinces have a 厅
            if len(self._expanded(text)) > 3:
                name.entity, name.reason = self._anchored(self.entities[place], text), Reason.CONTEXT
                return
        if form is not None and name.kind in (K.DEPARTMENT, K.GOVERNMENT) and form.strength == "weak":
            parent = self._focal()
            if self._beside(name, parent):
                return
            if parent and parent in self.entities and self.entities[parent].kind in _HEADS:
                name.kind = K.DEPARTMENT
                self._child(name, parent, text)
                name.reason = Reason.CONTEXT
                return
            if not self._telling(text):
                return
        if form is not None and form.strength == "anchored" and not text.startswith(self.national):
            return
        name.entity = self._made(_ORG, text, name.kind)

    def _province(self, place: str) -> bool:
        """True for a place that nothing but the country contains."""
        entry = self.lexicon.entries.get(place)
        country = self.lexicon.entries.get(entry.parent) if entry is not None else None
        return country is not None and not country.parent

    def _topic(self, name: Name) -> str:
        """The body named first in the same sentence; a medium, which datelines name, is none."""
        first = next((f for f, last, _ in self.reading.paragraphs if f <= name.first < last), 0)
        sentence = name.first
        while sentence > max(first, name.first - FARTHEST) and self.units[sentence - 1].text not in STOPS:
            sentence -= 1
        names = self.reading.names
        for other in names[bisect_left(names, sentence, key=_first) : bisect_left(names, name.first, key=_first)]:
            if other.type is _ORG and other.entity and other.last <= name.first and other.kind is not K.MEDIA:
                return other.entity
        return ""

    def _set_up(self, name: Name) -> bool:
        """True where a verb of setting up stands before the body in its clause: it is a new one."""
        return self.reading.governed(name.first - 1, R.ESTABLISHES)

    def _demonstrative(self, word: str) -> bool:
        return word in self.lexicon.roles.get("demonstrative", ())

    def _pointed(self, text: str) -> tuple[str, str] | None:
        """(body, own name within it) where the name begins with what points back: 部党组, 省委, 司…领导小组, 全司."""
        head, rest = text[0], text[1:]
        if self._demonstrative(head) and rest:
            found = [iri for iri in self.recent if self.entities[iri].label.endswith(rest)]
            return (self._subject_among(found) or found[-1], "") if found else None
        if head not in self.levels or not rest:
            return None
        place = self._level(head)
        if place is not None:
            return self._anchored(place, rest), ""
        near = self.recent[-1:] if self.recent and self.entities[self.recent[-1]].kind in _HEADS else []
        for iri in [*near, *([self._focal()] if self._focal() else []), *reversed(self.recent)]:
            if iri in self.entities and self.entities[iri].label.endswith(head):
                pass
            else:
                continue
            return iri, rest
        form = self.lexicon.form_of(rest)
        if head in self.divisions and form is not None and form.strength == "weak" and len(rest) > 2:
            kind = K.GOVERNMENT if form.kind is K.DEPARTMENT else form.kind
            return self._made(_ORG, text, kind), ""  # 省自然资源厅, of a province that is not named
        return None

    def _level_before(self, i: int, head: str, names: Sequence[Name]) -> Entity | None:
        """The place of a level that was named last before unit i, by itself or as a body's."""
        end = bisect_left(names, i, key=_first)
        for name in reversed(names[max(0, end - FARTHEST) : end]):
            place = name.entity if name.type is _PLACE else self.place_of.get(name.entity)
            if place and self._is_level(self.entities[place], head):
                return self.entities[place]
        return self._level(head)

    @staticmethod
    def _is_level(place: Entity, head: str) -> bool:
        return place.label.endswith(head) or (head == "省" and place.label.endswith("自治区"))

    def _level(self, head: str) -> Entity | None:
        """The place of a level that is spoken of: the last one named, or else the one that contains it."""
        places = [self.entities[iri] for iri in reversed(self.places)]
        for place in places:
            if self._is_level(place, head):
                return place
        for place in places:
            entry = self.lexicon.entries.get(place.iri)
            while entry is not None and (entry := self.lexicon.entries.get(entry.parent)) is not None:
                if entry.label.endswith(head):
                    return self.entities[self._entry(entry)]
        found = next((e for e in self._places_anywhere if e.label.endswith(head) and e.parent), None)
        return self.entities[self._entry(found)] if found is not None else None

    @cached_property
    def _places_anywhere(self) -> list[Entry]:
        return list(dict.fromkeys(e for n in self.reading.names if n.type is _PLACE for e in n.entries[:1]))

    def _anchored(self, place: Entity, own: str) -> str:
        if own in self.government:
            return self._government(place.iri, place.label)
        same = self._same_place(place, own)
        if same:
            return same
        full = self._expanded(own)
        form = self.lexicon.form_of(own)
        names = {place.label + own, *(n + own for n in place.names)}
        kind = form.kind if form else None
        if own == _COMMITTEE:
            kind = K.PARTY_BODY
        if kind is K.PARTY_BODY:
            names |= {"中共" + n for n in names}
        if kind is K.DEPARTMENT and own != "政府办公厅":
            kind = K.GOVERNMENT
        iri = self._made(_ORG, place.label + full, kind, sorted(names))
        self.place_of[iri] = place.iri
        return iri

    def _subject_among(self, bodies: Sequence[str]) -> str:
        """The body of several that the sentence before begins with: 市房管局会同市城管局…。该局…."""
        previous = self.previous
        if previous is None:
            return ""
        i = previous.first
        while i > 0 and self.units[i - 1].text not in STOPS:
            i -= 1
        first = next((n for n in self.reading.names if n.first >= i and n.type is _ORG and n.entity), None)
        return first.entity if first is not None and first.entity in bodies else ""

    def _same_place(self, place: Entity, own: str) -> str:
        """The body of the place, named before, whose own name the text shortens: 房管局, 住房保障和房产管理局."""
        if len(own) < _TELLING:
            return ""
        for iri in reversed(self.recent):
            label = self.entities[iri].label
            full = label.removeprefix(place.label)
            if full != label and len(own) < len(full) and own[-1] == full[-1] and _subsequence(own, full):
                return iri
        return ""

    def _short_for(self, type_: EntityType, text: str) -> str:
        """The entity named before whose name the text shortens: a subsequence that ends in the same two characters."""
        if len(text) < 2:
            return ""
        seen = {iri for (t, _), iri in self.by_text.items() if t is type_}
        for iri in reversed(self.entities):
            if iri in seen:
                entity = self.entities[iri]
                for full in (entity.label, *entity.names):
                    if len(full) > len(text) and full.endswith(text[-2:]) and _subsequence(text, full):
                        return iri
        return ""

    # --- the rest ---

    def _meeting(self, name: Name) -> None:
        if name.entries:
            name.entity = self._entry(name.entries[0])
            return
        text = name.text
        if name.anchor is not None and not name.anchor.entity and name.anchor.inside:
            self._organization(name.anchor)
        parent = ""
        if name.anchor is not None and name.anchor.entity:
            parent = name.anchor.entity
        elif text[0] in self.levels and self._focal() and self.entities[self._focal()].label.endswith(text[0]):
            parent, name.own = self._focal(), text if text[1:].startswith(_OF_AFFAIRS) else text[1:]
            name.reason = Reason.CONTEXT
            name.anchor = Name(
                name.start, name.start + 1, name.first, name.last, text[0], _ORG, reason=Reason.CONTEXT, entity=parent
            )
        if parent:
            above = self.entities[parent]
            name.entity = self._made(
                T.MEETING, above.label + name.own, None, [text, *(n + name.own for n in above.names)]
            )
            return
        short = self.by_text.get((T.MEETING, text)) or self._short_for(T.MEETING, text)
        if short:
            name.entity, name.reason = short, Reason.SHORT_FORM
        else:
            name.entity = self._made(T.MEETING, text)

    def _document(self, name: Name) -> None:
        if name.entries:
            name.entity = self._entry(name.entries[0])
            return
        text = name.text
        bare = text.removesuffix("精神")
        before = self._before(name)
        label = bare
        names = {text, bare, *name.alt}
        form = self.lexicon.form_of(bare)
        if form is not None and bare == form.label:
            for (type_, other), iri in reversed(self.by_text.items()):
                held = self.entities[iri]
                if type_ is T.DOCUMENT and other != bare and any(n.endswith(bare) for n in (held.label, *held.names)):
                    name.entity, name.reason = iri, Reason.SHORT_FORM
                    return
            return
        if form is not None and form.strength == "speech":
            for (type_, other), iri in reversed(self.by_text.items()):
                if (
                    type_ is T.DOCUMENT
                    and other.removesuffix("精神").endswith(form.label)
                    and "在" in other
                    and other[:2] == bare[:2]
                    and "在" not in bare
                ):
                    name.entity, name.reason = iri, Reason.SHORT_FORM
                    return
        if form is not None and form.strength == "speech" and name.alt and "在" not in bare:
            label = name.alt[0].removesuffix("精神")  # whoever says it by which title: 习近平（总书记）重要讲话
        if before and bare.startswith("关于"):
            names.add(self.entities[before].label + bare)
        name.entity = self._made(T.DOCUMENT, label, None, sorted(names))

    def _plain(self, name: Name) -> None:
        if name.entries:
            name.entity = self._entry(name.entries[0])
            return
        text = name.text
        label = text
        names = set(name.alt)
        if name.type is T.PROGRAM:
            trimmed = text.removesuffix("工作")
            if len(trimmed) >= 4:
                label = trimmed
                names |= {text}
            known = self.lexicon.words.get(label)
            entry = next((e for e in known.entries if e.type is T.PROGRAM), None) if known else None
            for alt in (label, *name.alt):
                word = self.lexicon.words.get(alt)
                if word is not None:
                    entry = entry or next((e for e in word.entries if e.type is T.PROGRAM), None)
            if entry is not None:
                name.entity = self._entry(entry, *names)
                return
            form = self.lexicon.forms.get(text)
            for (type_, other), iri in reversed(self.by_text.items()):
                if form is not None and type_ is T.PROGRAM and other.endswith(text):
                    name.entity, name.reason = iri, Reason.SHORT_FORM
                    return
                if type_ is T.PROGRAM and (other in names or other == label or other.removesuffix("工作") == label):
                    name.entity = iri
                    self._add(
                        Entity(
                            iri,
                            T.PROGRAM,
                            self.entities[iri].label,
                            None,
                            tuple(sorted({text, label, *names} - {self.entities[iri].label})),
                        )
                    )
                    return
        name.entity = self._made(name.type, label, None, sorted(names))


@lru_cache(maxsize=1 << 16)
def _known(entry: Entry, lexicon: Lexicon) -> Entity:
    """The entity that an entry is; a part of a body is also called by the body's names before its own."""
    label, more = entry.label, {*entry.names}
    parent = lexicon.entries.get(entry.parent)
    if parent is not None and entry.kind in _SCOPED:
        more |= {p + label for p in (parent.label, *parent.names)}
    more.discard(label)
    return Entity(entry.iri, entry.type, label, entry.kind, tuple(sorted(more)), entry.label_en)


def _subsequence(short: str, full: str) -> bool:
    """True where the characters of the short form stand in the full one in the same order.

    >>> _subsequence("华东督查中心", "华东环境保护督查中心")
    True
    """
    rest: Iterator[str] = iter(full)
    return all(c in rest for c in short)


_NAMES = 24  # names of a body that its parts are called by; a text that repeats itself can make thousands
_COMMITTEE = "委"  # of the Party, where it has no other name
_OF_AFFAIRS = "务"  # in 部务会议 the level is part of the word
_TELLING = 3  # characters before its ending that tell one body from another, where nothing says whose it is
_SCOPED = frozenset({K.DEPARTMENT, K.AFFILIATED_UNIT, K.PARTY_BODY, K.MEDIA, K.SCHOOL})
_PARTS = frozenset({K.DEPARTMENT, K.AFFILIATED_UNIT, K.MEDIA, K.SCHOOL})
_HEADS = frozenset({K.MINISTRY, K.GOVERNMENT})
