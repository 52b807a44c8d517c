"""Relations between the entities of a reading, clause by clause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from operator import attrgetter

from kg.lexicon import Lexicon
from kg.model import EntityType, Kind, Modality, Relation
from kg.reading import Fact, Linked, Mark, Name, Reading, Unit
from kg.relate.official import Official

_T = EntityType
_end = attrgetter("end")
_CHOICE: dict[EntityType, tuple[Relation, ...]] = {
    _T.PROGRAM: (Relation.UNDERTAKES,),
    _T.SLOGAN: (Relation.UPHOLDS,),
    _T.DOCUMENT: (Relation.STUDIES, Relation.ISSUES, Relation.IMPLEMENTS),
    _T.MEETING: (Relation.HOLDS, Relation.ATTENDS, Relation.STUDIES, Relation.IMPLEMENTS),
    _T.ORGANIZATION: (Relation.ESTABLISHES,),
}


_STUDIED = frozenset({_T.DOCUMENT, _T.MEETING})
_SUBJECTS = frozenset({"n", "nr", "nz", "nt", "ns", "nrt", "nrfg", "j", "s"})
_PASSED = frozenset({"t", "d", "ad", "c", "m", "q", "mq", "f", "b", "r", "uj", "x", "z", "ul", "vn", "a", "an"})
_NO_SUBJECT = frozenset({
    "aim", "preposer", "agent", "passive", "with", "locative", "speaker", "negation", "condition", "naming", "manner",
})  # fmt: skip
_AFTER_SUBJECT = frozenset({"preposer", "locative", "aim", "negation"})
_MODIFIERS = frozenset({_T.PROGRAM, _T.SLOGAN})
_WHOLE = frozenset({"generic", "national", "government"})
_ACTORS = frozenset({_T.ORGANIZATION, _T.PERSON})
_NOMINAL = frozenset({"n", "vn", "nz", "a", "b", "an", "j", "l", "v"})
_LINKS = frozenset({"coordination", "with", "plan"})
_SAYS_LITTLE = frozenset({"light", "speech", "lends"})
_WITHIN_LIST = frozenset({"coordination", "level", "leader"})
_NOUNS = frozenset({"n", "b", "j", "ng", "f"})
_TITLE = 20  # characters in quotation marks that may be a title, and hardly what someone says
_GOES_ON = frozenset({"v", "d", "ad", "c", "m", "p"})
_PREPOSED = frozenset({Relation.UNDERTAKES, Relation.UPHOLDS})  # of what is named before its verb or without one
_NOTHING: frozenset[Relation] = frozenset()
_ENDS_CLAUSE = Mark.STOP | Mark.BREAK


@dataclass(slots=True)
class _Topic:
    """Who is spoken of: bodies and persons, and the body for which someone speaks."""

    bodies: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    speaker: str = ""
    start: int = -1


@dataclass(slots=True)
class _Clause:
    items: list[Name | Unit]
    names: Sequence[tuple[int, Name]]  # the items that are names, with their places
    verbs: Sequence[Unit]  # the items that carry relations
    everyone: Sequence[int]  # the places of items that are no one in particular
    end: str = ""
    topic: _Topic | None = None  # what the clause makes the topic
    at: int = 0  # index of the item at which the topic is made
    partners: tuple[Name, ...] = ()
    pivots: bool = False  # the topic is asked to do something
    convened: _Topic | None = None  # the body whose meeting the clause holds


def relate(reading: Reading, linked: Linked, lexicon: Lexicon) -> list[Fact]:
    """The facts of a reading in the order of their words.

    A fact's subject is the topic: the body named last as the subject of a clause, before its object or else later in
    the same sentence, carried over sentences. Its relation is the one that the nearest verb before the object in its
    clause evokes for an object of that type; without one, the nearest after it where the object is preposed.
    """
    return [*_parts(linked), *_Relater(reading, linked, lexicon).run()]


def _parts(linked: Linked) -> Iterator[Fact]:
    seen = set()
    for part in linked.parts:
        key = part.child, part.parent
        if key not in seen:
            seen.add(key)
            n = part.name
            yield Fact(part.child, Relation.PART_OF, part.parent, n.start, n.end, derived_from=part.entry)


class _Relater:
    def __init__(self, reading: Reading, linked: Linked, lexicon: Lexicon) -> None:
        self.reading = reading
        self.linked = linked
        self.lexicon = lexicon
        self.units = reading.units
        self.facts: list[Fact] = []
        self.topic = _Topic()
        self.section = _Topic()
        self.last_meeting = ""
        self.assembled = False  # the sentence tells what was said at the last meeting
        self.convener = ""
        self.persons: tuple[str, ...] = ()  # those spoken of last
        self.voice: _Topic | None = None  # who speaks in the paragraph, whose words go on after each sentence
        self.body_of: dict[str, tuple[str, ...]] = {}  # for whom a person speaks
        self.studied = ""
        self.sentence_start = 0
        roles = lexicon.roles
        self.levels = roles.get("level", frozenset())
        self.openers = _openers(lexicon)
        self.quoting = frozenset(start for start, _ in reading.plain.quotes)
        self.by_first = {n.first: n for n in reversed(reading.names) if not n.inside}
        self.by_last = {n.last: n for n in reading.names if not n.inside and n.type is _T.ORGANIZATION}
        marks = _ENDS_CLAUSE | Mark.ACTS | Mark.EVERYONE
        posts = [n for n in reading.names if n.inside and self.units[n.first].word.post and n.first + 1 == n.last]
        self.meant = {n.start: n.entity for n in posts}  # the body that a post is of where it is not said: 省长
        self.official = Official(reading, lexicon)
        self.events = sorted([*reading.marked(marks), *self.by_first])
        self.quoted = self._quoted_speakers()

    def run(self) -> list[Fact]:
        self.facts += self.official.facts()
        for first, last, role in self.reading.paragraphs:
            if role in ("dateline", "foot"):
                continue
            if role == "heading":
                self.section = _Topic()
            if self.section.bodies:
                self.topic = _Topic(self.section.bodies)
            elif role != "heading" and self._goes_on(first):
                self.topic = _Topic(self.topic.bodies, (), self.topic.speaker)
            else:
                self.topic = _Topic(self.official.issuers)
            self.voice = None
            for sentence in self._sentences(first, last):
                self._sentence(sentence)
            if role == "heading" and self.topic.start >= 0:
                self.section = self.topic
        return self.facts

    def _goes_on(self, first: int) -> bool:
        """True where a paragraph opens with what someone does, so that it goes on about the one before: 要推进…."""
        u = self.units[first]
        return first not in self.by_first and (bool(u.marks & Mark.ACTS) or u.pos in _GOES_ON or "plan" in u.word.roles)

    # --- structure ---

    def _sentences(self, first: int, last: int) -> Iterator[list[_Clause]]:
        """The sentences between two units, as clauses that hold something."""
        units, by_first = self.units, self.by_first
        clauses: list[_Clause] = []
        items: list[Name | Unit] = []
        names: list[tuple[int, Name]] = []
        verbs: list[Unit] = []
        everyone: list[int] = []
        at = first
        for i in self.events[bisect_left(self.events, first) : bisect_left(self.events, last)]:
            if i < at:
                continue  # inside a name, or its first unit once more
            u = units[i]
            name = by_first.get(i)
            if name is None and not u.marks & _ENDS_CLAUSE:
                if u.marks & Mark.ACTS:
                    verbs.append(u)
                if u.marks & Mark.EVERYONE:
                    everyone.append(len(items) + i - at)
                continue
            items += units[at:i]
            at = i + 1
            if name is not None:
                names.append((len(items), name))
                items.append(name)
                at = name.last
                continue
            if items:
                clauses.append(_Clause(items, names, verbs, everyone, u.text))
                items, names, verbs, everyone = [], [], [], []
            if u.marks & Mark.STOP and u.text != "；":
                if clauses:
                    yield clauses
                clauses = []
        items += units[at:last]
        if items:
            clauses.append(_Clause(items, names, verbs, everyone))
        if clauses:
            yield clauses

    def _quoted_speakers(self) -> dict[int, str]:
        """For a quotation that its speaker follows, its plain start and the body for which the speaker speaks."""
        found: dict[int, str] = {}
        units = self.units
        for start, end in self.reading.plain.quotes:
            if end - start < 15:
                continue
            i = bisect_right(units, end, key=_end)
            while i < len(units) and units[i].text in "。，！？":
                i += 1
            name = self.by_first.get(i)
            if name is None or name.type is not _T.ORGANIZATION:
                continue
            j = name.last
            while j < len(units) and j < name.last + 10 and units[j].text not in "。，：\n":
                if "speech" in units[j].word.roles:
                    found[start] = name.entity
                    break
                j += 1
        return found

    # --- topics ---

    def _convener(self, items: Sequence[Name | Unit]) -> str:
        """For 会议指出 and the like, the body whose meeting was named last."""
        first = 1 if "demonstrative" in _roles(items[0]) else 0  # 这次|会议
        if len(items) < first + 2:
            return ""
        meeting, following = items[first : first + 2]
        if not isinstance(meeting, Unit) or not isinstance(following, Unit):
            return ""
        meets = self._meets(meeting)
        says = "speech" in following.word.roles or bool(following.word.relations) or following.pos in _GOES_ON
        return self.convener if meets and (says or following.pos == "uj") else ""

    def _meets(self, item: Name | Unit) -> bool:
        """True for a word for meetings: 会议, 座谈会."""
        form = self.lexicon.forms.get(item.text)
        return isinstance(item, Unit) and form is not None and form.type is _T.MEETING

    def _find_topics(self, clauses: list[_Clause]) -> None:
        for clause in clauses:
            items = clause.items
            if clause.end == "：" and any(isinstance(x, Unit) and "dateline" in x.word.roles for x in items):
                continue
            convener = self._convener(items) if self.convener else ""
            if convener:
                clause.topic = _Topic((convener,), (), convener, items[0].start)
            if self.persons and "pronoun" in _roles(items[0]):
                clause.topic = _Topic((), self.persons, "", items[0].start)
            for i in clause.everyone:
                if i == 0 or _asks(items[i - 1]):
                    clause.topic, clause.at = _Topic((), (), "", items[i].start), i
            stop = 0
            governed = False
            for i, name in clause.names:
                if i and "pivot" in _roles(items[i - 1]) and name.type in (_T.ORGANIZATION, _T.PLACE):
                    bodies = (name.entity,) if name.type is _T.ORGANIZATION else ()
                    clause.topic, clause.at, clause.pivots = _Topic(bodies, (), "", name.start), i, True
                    stop = i + 1
                if i < stop or name.type not in (_T.ORGANIZATION, _T.PERSON):
                    continue
                governed = governed or (bool(clause.verbs) and any(map(_governs, items[stop:i])))
                stop, group = self._group(items, i)
                role = self._role(items, i, stop, items[i - 1] if i else None, governed)
                if role == "partner":
                    clause.partners += tuple(group)
                elif role == "subject":
                    topic = self._make_topic(items, i, stop, group)
                    held = clause.topic or _Topic()
                    if held.persons and topic is not None and topic.persons and _listed(items[clause.at : i]):
                        clause.topic = _Topic((), tuple(dict.fromkeys((*held.persons, *topic.persons))), "", held.start)
                        continue
                    if topic is not None and (clause.topic is None or topic.bodies or topic.persons):
                        clause.topic, clause.at = topic, i
                        governed = False

        for clause, following in pairwise(clauses):
            one, other = clause.topic, following.topic
            if one is not None and other is not None and one.persons and other.persons and _listed(clause.items):
                following.topic = _Topic((), tuple(dict.fromkeys((*one.persons, *other.persons))), "", one.start)

    def _group(self, items: Sequence[Name | Unit], i: int) -> tuple[int, list[Name]]:
        """End of the list of bodies (or persons) that begins with item i, and its members."""
        first = items[i]
        assert isinstance(first, Name)
        group = [first]
        j = i + 1
        while j + 1 < len(items):
            joint, following = items[j], items[j + 1]
            if isinstance(joint, Name):
                if joint.type is _T.ORGANIZATION and first.type is _T.ORGANIZATION:
                    group[-1] = joint
                    j += 1
                    continue
                break
            if joint.text not in ("、", "和", "与", "及", "以及", "暨"):
                break
            if isinstance(following, Name) and following.type is first.type:
                group.append(following)
                j += 2
            else:
                break
        if j < len(items) and isinstance(items[j], Name) and items[j].type is first.type is _T.ORGANIZATION:  # type: ignore[union-attr]
            group[-1] = items[j]  # type: ignore[assignment]
            j += 1
        return j, group

    def _role(self, items: Sequence[Name | Unit], i: int, stop: int, before: Name | Unit | None, governed: bool) -> str:
        after = items[stop] if stop < len(items) else None
        if isinstance(before, Unit):
            roles = before.word.roles
            if "with" in roles and before.text not in ("和",):
                return "partner"
            if "copula" in roles:
                return "other"  # 定点扶贫是|国务院确定的方针
            if "agent" in roles:
                return "other" if "consent" in _roles(after) else "subject"  # 经国务院|同意
            if roles & {"aim", "passive", "preposer", "preposed"} or before.text in (
                "在",
                "赴",
                "到",
                "对",
                "向",
                "于",
                "给",
            ):
                return "other"
            if before.text in ("和", "、", "与") and i >= 2:
                return "other"
            if before.pos == "v" and len(before.text) > 1 and not roles and not before.word.relations:
                return "other"  # its object: 瞻仰|纪念馆
        if isinstance(before, Name) and before.type is not _T.PLACE:
            return "other"
        if isinstance(after, Unit) and (after.text == "的" or _heads(after)):
            return "other"
        if _relative_clause(items, stop):
            return "other"
        if isinstance(after, Unit) and "about" in after.word.roles:
            return "other"
        if governed:
            if isinstance(after, Unit) and ("speech" in after.word.roles or "speaker" in after.word.roles):
                return "subject"
            return "other"
        return "subject"

    def _make_topic(self, items: Sequence[Name | Unit], i: int, stop: int, group: list[Name]) -> _Topic | None:
        """The topic that a group of bodies or persons makes, with posts and spokespersons after it taken in."""
        start = group[0].start
        if group[0].type is _T.PERSON:
            return _Topic((), tuple(n.entity for n in group), "", start)
        bodies = tuple(dict.fromkeys(n.entity for n in group))
        j = stop
        persons: list[str] = []
        speaks = False
        members: list[str] = [bodies[-1]]
        leads = bool(self._post_in(group[-1]))
        member = False  # the post last named is a member's
        while j < len(items) and j - stop < 14:
            item = items[j]
            if isinstance(item, Name):
                if item.type is _T.PERSON:
                    persons.append(item.entity)
                elif item.type is _T.ORGANIZATION and leads:
                    members.append(item.entity)
                else:
                    break
            elif item.word.post:
                leads = True
                member = item.word.post == "member"
            elif "speaker" in item.word.roles or item.text in ("、", "同志", "兼"):
                pass
            elif j + 1 < len(items) and item.pos in _NOUNS | {"nt"} and _is_post(items[j + 1]):
                pass  # 国家|主席
            elif "speech" in item.word.roles:
                speaks = True
                break
            else:
                break
            j += 1
        if persons and leads:
            top = any(self._central(m) for m in members)
            body = () if top else (self._whole(group[-1]),)
            self.body_of.update((person, body) for person in persons)
            return _Topic(body, tuple(persons), body[0] if body and speaks else "", start)
        if member:
            return _Topic((), (), "", start)  # 中央政治局委员同志: no one in particular
        return _Topic(bodies, (), bodies[0] if speaks else "", start)

    def _whole(self, name: Name) -> str:
        """The body for which one speaks who heads a body's party group: the body."""
        above = name.anchor
        party = name.kind is Kind.PARTY_BODY and above is not None and above.type is _T.ORGANIZATION
        return above.entity if party and above is not None and above.entity else name.entity

    def _post_in(self, name: Name) -> str:
        """The post that a body's alias ends with: 常委 in 中央政治局常委."""
        if name.type is not _T.ORGANIZATION:
            return ""
        words = self.lexicon.words
        return next((t for t in (name.text[-2:], name.text[-3:]) if t in words and words[t].post), "")

    def _own_subject(self, items: Sequence[Name | Unit]) -> Name | Unit | None:
        """What a clause begins with as its subject that is no body: 干部群众开展…, 川渝两地牢固树立…, 《规划》部署….

        A noun or a name before the first verb or preposition is one; words before it that only say when or how are
        passed over. Of a place with a noun after it the noun is the subject. A word that opens with a preposition
        (从党) or points back (全司) is none.
        """
        found: Name | Unit | None = _who_says(items)
        if found is not None:
            return found
        for item in items:
            if isinstance(item, Name):
                if item.type in _ACTORS:
                    return None
                found = found or item
                continue
            roles = item.word.roles
            if "self" in roles or ("this" in roles and found is None):
                return item  # 我们, 这
            if roles & _NO_SUBJECT or item.word.post:
                return found if roles & _AFTER_SUBJECT else None
            if item.marks & Mark.ACTS or "speech" in roles or item.pos == "v":
                if item.pos in ("n", "vn"):
                    continue
                return None if _since(items) else found
            if found is None and item.text[0] in self.openers and item.pos != "f":
                return None
            if (item.pos in _SUBJECTS and not roles) or (item.pos in ("n", "r", "s") and roles & _WHOLE):
                found = item if found is None or isinstance(found, Name) else found
            elif item.pos not in _PASSED and not roles:
                return None
        return None

    def _speaks_for_body(self, subject: Name | Unit) -> bool:
        """True for 会议指出, 意见提出: a body's meeting or document says what the body does."""
        form = self.lexicon.form_of(subject.text)
        return form is not None and form.type in _STUDIED

    def _governments(self, subject: Name | Unit) -> tuple[str, ...]:
        """The government that the text names of the place that is the subject, or nothing."""
        if not isinstance(subject, Name) or subject.type is not _T.PLACE:
            return ()
        label = self.linked.entities[subject.entity].label + "政府"
        return tuple(iri for iri, e in self.linked.entities.items() if e.label == label)[:1]

    def _central(self, iri: str) -> bool:
        """True for central organs, whose leaders do not speak for one body."""
        e = self.linked.entities[iri]
        entry = self.lexicon.entries.get(iri)
        return entry is not None and (e.kind in (None, Kind.PARTY_BODY) or (e.kind is Kind.GOVERNMENT))

    # --- sentences ---

    def _sentence(self, clauses: list[_Clause]) -> None:
        known = self.topic.bodies or self.topic.speaker or self.persons or self.convener or self.quoted
        if not known and not any(c.names or c.everyone for c in clauses):
            return  # no one acts
        self.sentence_start = clauses[0].items[0].start
        self._find_topics(clauses)
        self.assembled = any("assembly" in _roles(x) for x in clauses[0].items[:2])
        self._published(clauses)
        topics = [c.topic for c in clauses if c.topic is not None]
        spoken_of = next((t for t in topics if t.bodies), self.topic)
        for clause in clauses:
            if clause.names:
                self._posts(clause, spoken_of)
        current = topic = self.topic
        named = False
        for n, clause in enumerate(clauses):
            start = clause.items[0].start
            for quote, body in self.quoted.items():
                if quote <= start < quote + 3:
                    current = _Topic((body,), (), body, start)
            if not (clause.names or clause.verbs or clause.topic or topic.speaker or current.bodies or current.persons):
                continue  # no one is spoken of, and nothing is said
            own = None
            if clause.topic is None and (current.bodies or current.persons or clause.names):
                own = self._own_subject(clause.items)
            says = own is not None and _speaks(clause)
            if own is not None and "self" in _roles(own):
                speaker = current.speaker or topic.speaker
                current = _Topic((speaker,) if speaker else self.official.issuers, (), speaker, start)
            elif own is not None and not (says and self._speaks_for_body(own)):
                current = _Topic(self._governments(own), (), "", start)
                if says:
                    topic = current  # 文章强调，…: what follows is not the body's
            elif clause.topic is None and topic.speaker and not current.bodies and not current.persons:
                current = topic  # 该处负责同志说，乡村建设是…，要推进…
            later = current
            waits = topics and not named and clause.topic is None
            if waits and (_opens_with_aim(clause.items) or _since(clause.items)):
                later = next((c.topic for c in clauses[n + 1 :] if c.topic is not None and not c.pivots), current)
            before = current if clause.topic is None or clause.at > 0 else clause.topic
            if clause.topic is not None:
                if clause.at > 0 and _opens_with_aim(clause.items):
                    before = clause.topic
                current = clause.topic
            if clause.names or clause.verbs:
                if clause.topic is None:
                    self._clause(clause, later, later)
                else:
                    self._clause(clause, before, current)
            if current.persons:
                self.persons = current.persons
            if clause.topic is not None and (current.persons or current.speaker) and _speaks(clause):
                current = self.voice = self._voice(current)
            if clause.convened is not None:
                current = clause.convened
            named = named or clause.topic is not None
            if current.bodies or current.persons or clause.topic is not None:
                topic = current
        self.topic = self.voice or _Topic(topic.bodies, (), topic.speaker, topic.start)

    def _voice(self, topic: _Topic) -> _Topic:
        """The topic of what is said: the body for which a person speaks."""
        bodies = topic.bodies or next((self.body_of[p] for p in topic.persons if p in self.body_of), ())
        return _Topic(bodies[:1], (), bodies[0] if bodies else "", topic.start)

    def _published(self, clauses: list[_Clause]) -> None:
        """《…》已经市政府同意，现印发给你们: the issuers issue what the sentence begins with."""
        first = clauses[0].items[0]
        if not (isinstance(first, Name) and first.type is _T.DOCUMENT and self.official.issuers):
            return
        for clause in clauses[1:]:
            verb = next((v for v in clause.verbs if Relation.ISSUES in v.word.relations), None)
            if verb is not None and not any(n.type is _T.DOCUMENT for _, n in clause.names):
                for body in self.official.issuers:
                    self._add(body, Relation.ISSUES, first.entity, first.start, verb.end, trigger=verb.text)
                return

    def _clause(self, clause: _Clause, before: _Topic, topic: _Topic) -> None:
        items = clause.items
        for i, item in clause.names:
            who = topic if clause.topic is None or i > clause.at else before
            if item.type is _T.MEETING:
                self._held(clause, i, item)
                takes_place = any(Relation.HOLDS in v.word.relations for v in clause.verbs)
                if takes_place and not (self.last_meeting and item.entries):
                    self.last_meeting = item.entity
            if item.type in _STUDIED and self._in_spirit(items, i):
                self.studied = item.entity
            if item.type in _CHOICE:
                self._object(clause, i, item, who)
            place = items[i - 1] if i else None
            if item.type is _T.PROGRAM and isinstance(place, Name) and place.type is _T.PLACE:
                known = self.lexicon.words.get(place.text)
                if known is None or "national" not in known.roles:
                    self._add(item.entity, Relation.LOCATED_IN, place.entity, place.start, item.end)
        evoked = _NOTHING.union(*[v.word.relations for v in clause.verbs])
        if Relation.COOPERATES_WITH in evoked:
            self._cooperation(clause, topic)
        if Relation.HOLDS in evoked:
            self._meeting_place(clause)
            if topic.bodies and any(self._meets(x) for x in items):
                self.convener = topic.bodies[0]  # 党组举行会议
        if Relation.UNDERTAKES in evoked and len(clause.names) > 1:
            self._program_place(clause)
        if Relation.STUDIES in evoked:
            self._understood(clause, topic)
        if Relation.ATTENDS in evoked or self.assembled:
            self._attendance(clause, topic)
        if len(clause.names) > 1:
            self._preposed(clause)

    def _held(self, clause: _Clause, i: int, meeting: Name) -> None:
        """召开国务院常务会议: a meeting that is held and bears a body's name is held by that body."""
        holder = meeting.anchor
        if holder is None or not holder.entity or holder.type is not _T.ORGANIZATION:
            return
        held = next((x for x in clause.items if isinstance(x, Unit) and Relation.HOLDS in x.word.relations), None)
        if held is not None and not any(n.type is _T.PLACE and n.end <= held.start for _, n in clause.names[:1]):
            self.convener = holder.entity
            clause.convened = _Topic((holder.entity,), (), "", holder.start)
            lo, hi = min(held.start, meeting.start), max(held.end, meeting.end)
            modality = self._modality(clause.items, i)
            self._add(holder.entity, Relation.HOLDS, meeting.entity, lo, hi, modality, held.text)

    def _in_spirit(self, items: Sequence[Name | Unit], i: int) -> bool:
        """True where the document or meeting is named for its 精神, as what is studied is."""
        item, following = items[i], items[i + 1] if i + 1 < len(items) else None
        following_form = self.lexicon.forms.get(following.text) if isinstance(following, Unit) else None
        forms = following_form, self.lexicon.form_of(item.text)
        return any(form is not None and form.type is _T.SLOGAN for form in forms)

    def _object(self, clause: _Clause, i: int, name: Name, topic: _Topic) -> None:
        items = clause.items
        wanted = _CHOICE[name.type]
        k, relation = self._trigger(clause, i, wanted)
        if k is None or relation is None:
            return
        trigger = items[k]
        assert isinstance(trigger, Unit)
        if relation is Relation.HOLDS and (clause.topic is None or clause.at > k) and _relative(items[k + 1 : i]):
            return  # 在今天举行的吹风会上，商务部…: who holds it isn't said
        if relation is Relation.ATTENDS and _relative(items[i + 1 : i + 2]):
            return  # 同出席论坛的代表座谈
        if self._within_quotes(name, trigger):
            return  # 举行“助力脱贫攻坚”直播
        if any("locative" in _roles(x) for x in items[k + 1 : i]) and any(
            "field" in _roles(x) for x in items[i + 1 : i + 2]
        ):
            return  # 探索在现代农业|领域…
        agent = _agent(items, k, i)
        if agent is None and relation is Relation.ISSUES and i - k in (2, 3) and _relative(items[k + 1 : k + 2]):
            return  # 日前发布的《…》
        if agent is not None:
            topic = _Topic((agent.entity,) if agent.type is _T.ORGANIZATION else (), (), "", agent.start)
        makes = name.type is _T.PROGRAM or Relation.UNDERTAKES in trigger.word.relations
        follows = i + 1 < len(items) and name.type in _MODIFIERS
        if follows and (_modified(items[i + 1]) or (makes and self._headed(items, i))):
            return  # 提升冰雪运动|竞技水平
        place = items[i - 1]
        if name.type is _T.PROGRAM and isinstance(place, Name) and place.type is _T.PLACE and i - 1 == k + 1:
            label = self.linked.entities[place.entity].label
            if not any(self.linked.entities[b].label.startswith(label) for b in topic.bodies):
                return  # 新加坡参与中国|对外开放
        if relation is Relation.ATTENDS and self._others(items, i):
            return  # 会见来华出席峰会并访问的总统拉马福萨
        modality = self._modality(items, min(k, i))
        lo, hi = min(trigger.start, name.start), max(trigger.end, name.end)
        if relation is Relation.ATTENDS:
            self.last_meeting = name.entity
        if relation is Relation.ATTENDS:
            subjects: Sequence[str] = (*topic.bodies, *topic.persons) if not topic.persons else topic.persons
        else:
            subjects = topic.bodies
            if relation is Relation.HOLDS and topic.persons:
                if any("speech" in _roles(x) for x in items[:k]):
                    return  # 王小川强调，要召开…
                for person in topic.persons:
                    self._add(person, Relation.ATTENDS, name.entity, lo, hi, modality, trigger.text)
                return
        if relation is Relation.HOLDS and subjects:
            self.convener = subjects[0]
        if len(subjects) > 1 and any("respective" in _roles(x) for x in items[:k]):
            objects = [x.entity for j, x in clause.names if j > k and x.type is name.type]
            if len(objects) > 1:
                n = objects.index(name.entity)
                subjects = subjects[n : n + 1] if len(objects) == len(subjects) else ()
        for subject in subjects:
            if subject != name.entity:
                self._add(subject, relation, name.entity, lo, hi, modality, trigger.text, topic.speaker)

    def _headed(self, items: Sequence[Name | Unit], i: int) -> bool:
        """True where a noun of another kind follows after 的, which is what the verb takes: 自主可控|的卫星导航系统."""
        rest = items[i + 1 :]
        if not (rest and isinstance(rest[0], Unit) and rest[0].text == "的"):
            return items[i].end in self.quoting and isinstance(rest[0], Unit)  # 生态环保|“党政同责”制度
        if items[i].start in self.quoting:
            return False
        head: Unit | None = None
        for item in rest[1:]:
            if isinstance(item, Name):
                return False
            if item.pos not in _NOMINAL or item.marks & _ENDS_CLAUSE or item.word.roles & _LINKS:
                break
            if item.word.roles & _SAYS_LITTLE:
                return False  # 做到“两个维护”|的政治要求
            head = item
        if head is None:
            return False
        form = self.lexicon.form_of(head.text)
        return form is None or form.type is not _T.SLOGAN

    def _others(self, items: Sequence[Name | Unit], i: int) -> bool:
        """True where those who attend are a person named after 的, later in the clause."""
        for j in range(i + 1, len(items) - 1):
            if isinstance(items[j], Unit) and items[j].text == "的":
                return any(isinstance(x, Name) and x.type is _T.PERSON for x in items[j + 1 :])
        return False

    def _within_quotes(self, name: Name, trigger: Unit) -> bool:
        """True for a part of what is quoted, where the verb stands outside."""
        return any(
            s <= name.start and name.end <= e and e - s > name.end - name.start and not s <= trigger.start < e
            for s, e in self.reading.plain.quotes
            if e - s <= _TITLE
        )

    def _trigger(self, clause: _Clause, i: int, wanted: Sequence[Relation]) -> tuple[int | None, Relation | None]:
        """The verb that governs item i and the relation that it evokes."""
        items = clause.items
        acting = any(not v.word.relations.isdisjoint(wanted) for v in clause.verbs)
        if not acting and wanted[0] not in _PREPOSED:
            return None, None
        for k in range(i - 1, -1, -1) if acting else ():
            item = items[k]
            if isinstance(item, Name):
                continue
            if item.word.relations:
                relation = next((r for r in wanted if r in item.word.relations), None)
                if relation is not None:
                    return k, relation
        preposed = any(
            isinstance(x, Unit) and ("preposer" in x.word.roles or x.text in ("以", "对", "为", "围绕", "由"))
            for x in items[:i]
        )
        following = items[i + 1] if i + 1 < len(items) else None
        topical = i == 0 or (isinstance(following, Unit) and following.text == "由")
        if acting and (preposed or topical) and wanted[0] is not Relation.ESTABLISHES:
            for k in range(i + 1, len(items)):
                item = items[k]
                if isinstance(item, Unit) and item.word.relations:
                    relation = next((r for r in wanted if r in item.word.relations), None)
                    if relation is Relation.HOLDS and not any(_gives_agent(x) for x in items):
                        continue  # 党的十八大召开: the meeting takes place, and who holds it isn't said
                    if relation is not None:
                        return k, relation
        if (
            i
            and isinstance(following, Unit)
            and following.text in ("中", "以来", "期间")
            and Relation.UNDERTAKES in wanted
        ):
            before = items[i - 1]
            if isinstance(before, Unit) and "locative" in before.word.roles:
                return i - 1, Relation.UNDERTAKES
        if preposed and wanted[0] in _PREPOSED and not _names_an_example(items[i + 1 :]):
            for k in range(i - 1, -1, -1):
                item = items[k]
                if isinstance(item, Unit) and item.text in ("以", "把", "将", "为"):
                    return k, wanted[0]
        return None, None

    def _modality(self, items: Sequence[Name | Unit], k: int) -> Modality:
        planned = False
        for j in range(k - 1, -1, -1):
            item = items[j]
            if isinstance(item, Name):
                continue
            if "negation" in item.word.roles and k - j <= 3:
                return Modality.DENIED
            if "condition" in item.word.roles:
                return Modality.CONDITIONAL
            if "plan" in item.word.roles:
                planned = True
        return Modality.PLANNED if planned else Modality.ASSERTED

    # --- single constructions ---

    def _cooperation(self, clause: _Clause, topic: _Topic) -> None:
        items = clause.items
        joint = next(v for v in clause.verbs if Relation.COOPERATES_WITH in v.word.relations)
        if clause.partners:
            if topic.bodies:
                for body in topic.bodies:
                    for partner in clause.partners:
                        if body != partner.entity:
                            lo = min(
                                partner.start,
                                joint.start,
                                topic.start if topic.start >= 0 and clause.topic else partner.start,
                            )
                            self._add(
                                body,
                                Relation.COOPERATES_WITH,
                                partner.entity,
                                lo,
                                max(partner.end, joint.end),
                                Modality.ASSERTED,
                                joint.text,
                            )
                topic.bodies = tuple(dict.fromkeys((*topic.bodies, *(p.entity for p in clause.partners))))
        elif len(topic.bodies) > 1 and topic.start >= self.sentence_start:
            after = next((j for j, x in enumerate(items) if x is joint), 0)
            if clause.topic is None or after > clause.at:
                for a, b in combinations(topic.bodies, 2):
                    self._add(a, Relation.COOPERATES_WITH, b, topic.start, joint.end, Modality.ASSERTED, joint.text)

    def _meeting_place(self, clause: _Clause) -> None:
        items = clause.items
        held = next(v for v in clause.verbs if Relation.HOLDS in v.word.relations)
        for i, item in enumerate(items):
            if isinstance(item, Unit) and item.text == "在":
                place = None
                for x in items[i + 1 :]:
                    if isinstance(x, Name) and x.type is _T.PLACE:
                        place = x
                    else:
                        break
                if place is None:
                    continue
                for x in items:
                    if isinstance(x, Name) and x.type is _T.MEETING:
                        self._add(
                            x.entity,
                            Relation.LOCATED_IN,
                            place.entity,
                            min(x.start, place.start),
                            max(x.end, place.end),
                            Modality.ASSERTED,
                            held.text,
                        )

    def _program_place(self, clause: _Clause) -> None:
        """在上海、广东开展司法体制改革试点: the programme is in the places."""
        items = clause.items
        for i, item in enumerate(items):
            if not isinstance(item, Unit) or item.text not in ("在", "对"):
                continue
            places = []
            j = i + 1
            while j < len(items):
                x = items[j]
                if isinstance(x, Name) and x.type is _T.PLACE:
                    places.append(x)
                elif not (isinstance(x, Unit) and "coordination" in x.word.roles and places):
                    break
                j += 1
            verb = next((x for x in items[j:] if isinstance(x, Unit) and Relation.UNDERTAKES in x.word.relations), None)
            if not places or verb is None:
                continue
            for x in items[j:]:
                if isinstance(x, Name) and x.type is _T.PROGRAM and x.start > verb.start:
                    for place in places:
                        self._add(
                            x.entity,
                            Relation.LOCATED_IN,
                            place.entity,
                            place.start,
                            x.end,
                            Modality.ASSERTED,
                            verb.text,
                        )
                    break

    def _understood(self, clause: _Clause, topic: _Topic) -> None:
        """交通运输部开展专题学习: what is studied is what was named last of all that is studied."""
        items = clause.items
        if not topic.bodies or not self.studied or clause.topic is None:
            return
        if any(isinstance(x, Name) and x.type in _STUDIED for x in items):
            return
        for i, item in enumerate(items):
            if (
                isinstance(item, Unit)
                and Relation.STUDIES in item.word.relations
                and Relation.UNDERTAKES not in item.word.relations
            ):
                following = items[i + 1] if i + 1 < len(items) else None
                if any(isinstance(x, Unit) and "aim" in x.word.roles and x.text not in "以在" for x in items[:i]):
                    continue
                since = max(topic.start, items[0].start)
                if since >= item.start:
                    continue  # the body is named after the verb
                if isinstance(following, Unit) and following.pos in ("n", "vn", "l", "nz") and not following.word.roles:
                    continue
                for body in topic.bodies:
                    self._add(
                        body,
                        Relation.STUDIES,
                        self.studied,
                        since,
                        item.end,
                        Modality.ASSERTED,
                        item.text,
                    )
                return

    def _preposed(self, clause: _Clause) -> None:
        """把 part 作为 whole …内容: the whole includes the part."""
        items = clause.items
        if sum(x.type is _T.PROGRAM for _, x in clause.names) < 2:
            return
        for i, item in enumerate(items):
            if isinstance(item, Unit) and "preposed" in item.word.roles:
                left = [x for x in items[:i] if isinstance(x, Name) and x.type is _T.PROGRAM]
                right = [x for x in items[i + 1 :] if isinstance(x, Name) and x.type is _T.PROGRAM]
                if left and right and any(isinstance(x, Unit) and "preposer" in x.word.roles for x in items[:i]):
                    self._add(
                        right[0].entity,
                        Relation.INCLUDES,
                        left[-1].entity,
                        left[-1].start,
                        right[0].end,
                        Modality.ASSERTED,
                        item.text,
                    )

    def _attendance(self, clause: _Clause, topic: _Topic) -> None:
        """杨晶参加会议; 会上，李明发言: the meeting spoken of."""
        items = clause.items
        if not topic.persons or not self.last_meeting:
            return
        since = topic.start if self.assembled else max(topic.start, items[0].start)
        for i, item in enumerate(items):
            if not isinstance(item, Unit) or since >= item.start:
                continue
            end = 0
            if Relation.ATTENDS in item.word.relations and i + 1 < len(items):
                following = items[i + 1]
                form = self.lexicon.forms.get(following.text) if isinstance(following, Unit) else None
                end = following.end if form is not None and form.type is _T.MEETING else 0
                if "coordination" in _roles(following):
                    end = item.end  # 出席|并讲话
            elif Relation.ATTENDS in item.word.relations and self._meets(items[0]):
                end = item.end if any(_gives_agent(x) for x in items[:i]) else 0  # 会议由李明主持
            elif self.assembled and "address" in item.word.roles:
                end = item.end
            if end:
                for person in topic.persons:
                    self._add(person, Relation.ATTENDS, self.last_meeting, since, end, Modality.ASSERTED, item.text)

    def _posts(self, clause: _Clause, spoken_of: _Topic) -> None:
        """BODY post、BODY post PERSON: the person belongs to each body."""
        items = clause.items
        for i, item in clause.names:
            if item.type is not _T.PERSON:
                continue
            j = i - 1
            chain: list[Name] = []
            bodies: list[str] = []
            post: Unit | None = None
            posts = 0
            while j >= 0 and i - j < 24:
                x = items[j]
                if isinstance(x, Name):
                    if x.type is _T.ORGANIZATION and (post is not None or self._post_in(x)):
                        chain.append(x)
                        if posts > 1 and self._whole(x) != x.entity:
                            bodies.append(self._whole(x))  # 部党组书记、部长|李明
                        posts = 0
                    elif x.type is _T.PERSON:
                        break
                    elif x.type is _T.PLACE and post is not None and self.lexicon.words[post.text].post == "gov":
                        chain.append(x)
                    elif x.type is not _T.PLACE:
                        break
                elif x.word.post:
                    post = x
                    posts += 1
                    if x.start in self.meant:
                        bodies.append(self.meant[x.start])
                elif x.text in ("、", "兼", "和", "原", "时任", "前") or x.pos == "vn" or x.pos in _NOUNS:
                    pass
                else:
                    break
                j -= 1
            if not chain and post is not None and post.text[0] in self.levels:
                self._own_leader(post, item, spoken_of)
            bodies += [body.entity for body in chain if body.type is _T.ORGANIZATION]
            start = min((x.start for x in chain), default=post.start if post else item.start)
            for body in dict.fromkeys(bodies):
                self._add(item.entity, Relation.MEMBER_OF, body, start, item.end, trigger=post.text if post else "")

    def _own_leader(self, post: Unit, person: Name, spoken_of: _Topic) -> None:
        """局长李明: a member of the body spoken of, where its name ends in the same level."""
        for iri in spoken_of.bodies[:1]:
            if self.linked.entities[iri].label.endswith(post.text[0]):
                self._add(person.entity, Relation.MEMBER_OF, iri, post.start, person.end, trigger=post.text)

    def _add(
        self,
        subject: str,
        relation: Relation,
        object: str,
        start: int,
        end: int,
        modality: Modality = Modality.ASSERTED,
        trigger: str = "",
        speaker: str = "",
    ) -> None:
        self.facts.append(
            Fact(subject, relation, object, start, end, modality, trigger, speaker if speaker != subject else "")
        )


def _who_says(items: Sequence[Name | Unit]) -> Unit | None:
    """The noun before a verb of saying: 观看启动仪式的青年学生|纷纷表示."""
    says = len(items) - 1
    if "speech" not in _roles(items[says]):
        return None
    for item in reversed(items[:says]):
        if not isinstance(item, Unit):
            return None
        if item.pos == "n" and not item.word.roles and not item.word.post and not item.marks & (Mark.ACTS | Mark.ENDS):
            return item
        if item.pos not in _PASSED:
            return None
    return None


@lru_cache(maxsize=4)
def _openers(lexicon: Lexicon) -> frozenset[str]:
    """The characters that open a word with a preposition or with what points back."""
    roles = ("aim", "preposer", "locative", "demonstrative")
    return frozenset(word for role in roles for word in lexicon.roles.get(role, ()) if len(word) == 1)


def _speaks(clause: _Clause) -> bool:
    """True where the clause has a verb of saying."""
    return any("speech" in x.word.roles for x in clause.items)


def _listed(items: Sequence[Name | Unit]) -> bool:
    """True for names, posts and what joins them: 水利部部长李明、财政部部长|王华."""
    return all(
        isinstance(x, Name) or x.word.post or x.word.roles & _WITHIN_LIST or (x.pos in _NOUNS and not x.word.relations)
        for x in items
    )


def _gives_agent(item: Name | Unit) -> bool:
    """True for 由 and the like, which name the doer of what is done to the subject."""
    return isinstance(item, Unit) and "agent" in item.word.roles


def _names_an_example(items: Sequence[Name | Unit]) -> bool:
    """True for 以…为例, which says nothing of what is done."""
    return any(isinstance(x, Unit) and x.text.endswith("例") for x in items[:3])


def _agent(items: Sequence[Name | Unit], k: int, i: int) -> Name | None:
    """Who made what is named with its maker: 国务院|制定|的|《…》."""
    maker = items[k - 1] if k else None
    return maker if i - k in (2, 3) and isinstance(maker, Name) and _relative(items[k + 1 : k + 2]) else None


def _relative(items: Sequence[Name | Unit]) -> bool:
    """True where 的 stands between a verb and its object."""
    return any(isinstance(x, Unit) and x.text == "的" for x in items)


def _modified(item: Name | Unit) -> bool:
    """True for a noun with a meaning of its own, so that a name before it only says which one is meant."""
    return (
        isinstance(item, Unit)
        and item.pos in ("n", "nz", "vn", "ng")
        and not item.word.roles
        and not item.marks & (Mark.ACTS | Mark.ENDS)
    )


def _is_post(item: Name | Unit) -> bool:
    """True for the word for a post."""
    return isinstance(item, Unit) and bool(item.word.post)


def _heads(item: Unit) -> bool:
    """True for a plain noun, which makes the name before it say only whose or which: 党中央|决策部署."""
    return item.pos in ("n", "nz") and len(item.text) > 1 and not item.marks and item.word.roles <= {"light", "vague"}


def _relative_clause(items: Sequence[Name | Unit], i: int) -> bool:
    """True where item i begins a clause about a noun that does something itself: 基金会|日前发布的报告显示."""
    while i + 3 < len(items):
        verb, mark, head, then = items[i : i + 4]
        if not isinstance(verb, Unit):
            return False
        if verb.word.relations or verb.pos == "v":
            if not (isinstance(mark, Unit) and mark.text == "的"):
                return False
            if isinstance(head, Name) or head.text == "《":
                return True  # 新华社|发表的《…》
            return head.pos == "n" and isinstance(then, Unit) and then.pos == "v"
        if verb.pos not in _PASSED:
            return False
        i += 1
    return False


def _roles(item: Name | Unit | None) -> frozenset[str]:
    """The grammar roles of a word; a name has none."""
    return item.word.roles if item is not None else frozenset()


def _asks(item: Name | Unit) -> bool:
    """True for a verb after which others are asked to act: 要求|各地….."""
    return isinstance(item, Unit) and ("speech" in item.word.roles or _governs(item))


def _governs(item: Name | Unit) -> bool:
    """True for a verb that takes objects."""
    return bool(item.marks & Mark.ACTS) and item.pos not in ("n", "vn")


def _since(items: Sequence[Name | Unit]) -> bool:
    """True for 主题教育开展以来: a clause of time whose subject is that of the next clause."""
    last = items[-1] if items else None
    return isinstance(last, Unit) and last.text in ("以来", "后", "中", "期间") and isinstance(items[0], Name)


def _opens_with_aim(items: Sequence[Name | Unit]) -> bool:
    first = items[0] if items else None
    return isinstance(first, Unit) and bool(first.word.roles & {"aim", "preposer"})
