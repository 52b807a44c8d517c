"""Actors: who each clause of a sentence speaks of, by the bodies and persons that it names as its subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import K, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit, sums
from kg.records import changed, record
from kg.relate.clauses import Clause
from kg.relate.context import NO_ONE, Context, Told, Topic
from kg.relate.spoken.heads import post_in, whole
from kg.relate.spoken.seats import SEATS, Seat
from kg.relate.words import (
    GOES_ON,
    NOUNS,
    Item,
    asks,
    belongs,
    governs,
    heads,
    is_person,
    is_post,
    joins,
    listed,
    meets,
    speaks,
)
from kg.words.grammar import Cue, Post
from kg.words.lexicon import Lexicon

_ACTORS = (T.ORGANIZATION, T.PERSON)
_LISTS = frozenset({Cue.AND, Cue.AND_WITH, Cue.AS_WELL_AS, Cue.JOINTLY})
_WITH_POSTS = frozenset({Cue.COMRADE, Cue.DOUBLE})
_BEFORE_POST = NOUNS | {"nr", "nt"}
_SAYS_WHOSE = frozenset({"b", "a", "j"})
_REACH = 14  # items after a body among which posts and their holders are


@record
class Acting:
    """Who a clause speaks of by what it says itself.

    `topic` is what the clause makes the topic, at item `at`; where it `pivots`, the topic is asked to do something, and
    where it is so `once`, no more is said of it. `partners` are those with whom the topic does it. It is `reported`
    where the topic's document says it.
    """

    topic: Topic | None = None
    at: int = 0
    pivots: bool = False
    once: bool = False
    partners: tuple[Name, ...] = ()
    reported: bool = False


NOT_SAID = Acting()
BodyOf = dict[str, tuple[str, ...]]


def find(context: Context, told: Told, clauses: Sequence[Clause]) -> tuple[list[Acting], Mapping[str, tuple[str, ...]]]:
    """Who each clause of a sentence speaks of, and for whom the persons speak that it names with their posts.

    Of those that a clause names as its subject the last is who it speaks of, and so is one who is asked to do
    something; what a preposition or another verb governs is no subject, nor what says only whose something is (see
    `seats`). Persons listed in several clauses are spoken of together.
    """
    body_of: BodyOf = {}
    found = [_acting(context, told, clause, body_of) for clause in clauses]
    for n, (clause, _) in enumerate(pairwise(clauses)):
        one, other = found[n].topic, found[n + 1].topic
        if one is not None and other is not None and one.persons and other.persons and listed(clause.items):
            found[n + 1] = changed(found[n + 1], topic=_together(one, other))
    return found, body_of


def _acting(context: Context, told: Told, clause: Clause, body_of: BodyOf) -> Acting:
    """Who a clause speaks of by itself."""
    if clause.end == "：" and any("dateline" in x.word.roles for x in clause.items):
        return NOT_SAID
    if clause.end == "：" and len(clause.names) > 1 and listed(clause.items) and not _whole_and_part(clause):
        return NOT_SAID  # 总参谋部、国防科技大学：
    pointed = _pointed(context, told, clause)
    return _named(context, clause, pointed, body_of) if clause.names else pointed


def _whole_and_part(clause: Clause) -> bool:
    """True for places and the body of them that they go before: 山东|嘉祥县：, 江苏|扬州市|邗江区：."""
    return all(whole.type is T.PLACE and whole.end == part.start for (_, whole), (_, part) in pairwise(clause.names))


def _pointed(context: Context, told: Told, clause: Clause) -> Acting:
    """Who a clause points back to without a name, or no one in particular."""
    items = clause.items
    found = NOT_SAID
    if told.convener and _meeting_says(items, context.lexicon):
        found = Acting(Topic((told.convener,), (), told.convener, clause.start))
    roles = items[0].word.roles
    if roles and Cue.FELLOWS in roles and speaks(items):
        bodies = told.topic.bodies if len(told.topic.bodies) > 1 else ()
        found = Acting(Topic(bodies, (), bodies[0] if bodies else "", clause.start))
    issuers = _document_says(context, told, clause) if clause.names else ()
    if issuers:
        found = Acting(Topic(issuers, (), issuers[0], clause.start), reported=True)
    if roles and told.persons and "pronoun" in roles:
        found = Acting(Topic((), told.persons, "", clause.start))
    for i in clause.everyone:
        if i == 0 or asks(items[_whose(items, i) - 1]):
            once = i > 0 and "helps" in items[i - 1].word.roles
            found = Acting(Topic(_both(context, items, i), (), "", items[i].start), i, once=once)
    return found


def _both(context: Context, items: Sequence[Item], i: int) -> tuple[str, ...]:
    """The two sides of the text that item i stands for, where no noun follows it: 双方|要推进, but 两国|人民."""
    after = items[i + 1] if i + 1 < len(items) else None
    noun = isinstance(after, Unit) and after.pos.startswith("n")
    return context.sides if Cue.BOTH in items[i].word.cues and not noun else ()


def _whose(items: Sequence[Item], i: int) -> int:
    """Where the place or the words begin that say whose item i is: 希望|省直|各单位; item i itself where none do."""
    while i > 1 and (items[i - 1].pos in _SAYS_WHOSE or _is_place(items[i - 1])):
        i -= 1
    return i


def _is_place(item: Item) -> bool:
    return isinstance(item, Name) and item.type is T.PLACE


def _document_says(context: Context, told: Told, clause: Clause) -> tuple[str, ...]:
    """The bodies whose document a clause begins with, where that says something: 《意见》|指出."""
    for i, name in clause.names[:1]:
        if name.type is T.DOCUMENT and i <= 1 and clause.says:
            shows = context.lexicon.roles.get(Cue.SHOWS, frozenset())
            return () if any(x.text in shows for x in clause.items) else told.issued.of(name.entity) or ()
    return ()


def _meeting_says(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """True for 会议指出 and the like, which the body says whose meeting was named last."""
    first = 1 if "demonstrative" in items[0].word.roles else 0  # 这次|会议
    if len(items) < first + 2 or not items[first].marks & flags.ENDS:
        return False
    meeting, following = items[first : first + 2]
    if not isinstance(meeting, Unit) or not isinstance(following, Unit) or not meets(meeting, lexicon):
        return False
    says = "speech" in following.word.roles or bool(following.word.relations) or following.pos in GOES_ON
    return says or following.pos == "uj"


def _named(context: Context, clause: Clause, found: Acting, body_of: BodyOf) -> Acting:
    """The bodies or persons that a clause names as its subject, after whom it points back to; and its partners."""
    items = clause.items
    stop = 0
    governed = False
    for i, name in clause.names:
        if context.charged and _in_charge(items, i):
            continue
        if _asked(items, i, name):
            bodies = (name.entity,) if name.type is T.ORGANIZATION else ()
            once = "helps" in items[i - 1].word.roles
            found = Acting(Topic(bodies, (), "", name.start), i, True, once, found.partners)
            stop = i + 1
        if i < stop or name.type not in _ACTORS:
            continue
        governed = governed or (bool(clause.verbs) and any(map(governs, items[stop:i])))
        stop, group = _group(items, i, name)
        if len(group) > 1:
            stop += sums(items, stop, context.lexicon.roles.get(Cue.SUMMED, frozenset()))
        seat = SEATS.decide(Seat.of(items, i, stop, governed))
        if seat == "partner":
            found = changed(found, partners=(*found.partners, *group))
        elif seat != "other":
            topic = _topic(context, items, stop, group, body_of)
            held = _joining(items, found, i, topic)
            if held is not found:
                governed = governed and held.at != i
                found = changed(held, once=True) if seat == "once" else held
    return found


def _asked(items: Sequence[Item], i: int, name: Name) -> bool:
    """True for one who is asked to do something: 支持|浙江省|开展…, but 推动|党中央|决策部署|落实."""
    if i < 1 or "pivot" not in items[i - 1].word.roles or name.type not in (T.ORGANIZATION, T.PLACE):
        return False
    after = items[i + 1] if i + 1 < len(items) else None
    return not isinstance(after, Unit) or not heads(after)


def _joining(items: Sequence[Item], found: Acting, i: int, topic: Topic) -> Acting:
    """Who a clause speaks of that names one more at item i: that one, or persons that are listed both."""
    held = found.topic or NO_ONE
    if topic.persons and {*topic.persons} <= {*held.persons}:
        return found  # 水利部部长|李明: with his post he was named already
    if held.persons and topic.persons and listed(items[found.at : i]):
        return changed(found, topic=_together(held, topic))
    if found.topic is None or topic.bodies or topic.persons:
        return Acting(topic, i, found.pivots, found.once, found.partners, found.reported)
    return found


def _in_charge(items: Sequence[Item], i: int) -> bool:
    """True within a bracket that only says who is in charge of the task before it: （水利部|牵头）."""
    opened = next((k for k in range(i - 1, -1, -1) if items[k].text in ("（", "）")), None)
    if opened is None or items[opened].text != "（":
        return False
    closed = next((k for k in range(i, len(items)) if items[k].text == "）"), len(items))
    return any("charge" in x.word.roles for x in items[i:closed])


def _together(one: Topic, other: Topic) -> Topic:
    """The persons of two topics as one."""
    return Topic((), tuple(dict.fromkeys((*one.persons, *other.persons))), "", one.start)


def _group(items: Sequence[Item], i: int, first: Name) -> tuple[int, list[Name]]:
    """End of the list of bodies (or persons) that begins with item i, and its members.

    Of bodies with nothing between the last one is meant: the one before only says whose it is.
    """
    group = [first]
    j = i + 1
    while j + 1 < len(items):
        joint, following = items[j], items[j + 1]
        if _bracketed(items, j):
            j += 3  # 市场监管总局（国家标准委）
        elif isinstance(joint, Name):
            if not joint.type is first.type is T.ORGANIZATION:
                break
            group[-1] = joint
            j += 1
        elif joins(following, _LISTS) and heads(joint) and _member(items, j + 2, first) is not None:
            j += 1  # 中央纪委|机关|、|最高法
        elif joins(joint, _LISTS) and (member := _member(items, j + 1, first)) is not None:
            group.append(items[member])  # type: ignore[arg-type]
            j = member + 1
        else:
            break
    j += belongs(items, j)
    last = items[j] if j < len(items) else None
    if isinstance(last, Name) and last.type is first.type is T.ORGANIZATION:
        group[-1] = last
        j += 1
    return j, group


def _bracketed(items: Sequence[Item], j: int) -> bool:
    """True for one name in brackets."""
    one = [x.text for x in items[j : j + 3 : 2]] == ["（", "）"]
    return one and isinstance(items[j + 1], Name)


def _member(items: Sequence[Item], i: int, first: Name) -> int | None:
    """The place of the next of a list's names: item i, or what follows where that is the place of a body."""
    item = items[i] if i < len(items) else None
    if isinstance(item, Name) and item.type is T.PLACE and first.type is T.ORGANIZATION and i + 1 < len(items):
        i, item = i + 1, items[i + 1]
    return i if isinstance(item, Name) and item.type is first.type else None


def _topic(context: Context, items: Sequence[Item], stop: int, group: Sequence[Name], body_of: BodyOf) -> Topic:
    """The topic that a group of bodies or persons makes, with posts and spokespersons after it taken in.

    Adds to `body_of` for whom those who hold the posts speak: the body, and no one where they lead a central organ.
    """
    start = group[0].start
    if group[0].type is T.PERSON:
        return Topic((), tuple(n.entity for n in group), "", start)
    bodies = tuple(dict.fromkeys(n.entity for n in group))
    held = _holders(items, stop, bodies[-1], bool(post_in(group[-1], context.lexicon)))
    if held.experts and not held.leads:
        return Topic((), tuple(held.persons), "", start)  # 云川大学教授李大山认为: he doesn't speak for the body
    if held.persons and held.leads:
        return _led(context, held, group[-1], start, body_of)
    if held.post == Post.MEMBER:
        return Topic((), (), "", start)  # 中央政治局委员同志: no one in particular
    return Topic(bodies, (), bodies[0] if held.speak else "", start)


def _led(context: Context, held: _Holders, last: Name, start: int, body_of: BodyOf) -> Topic:
    """The topic of those who lead a body, whose name is the last before their posts."""
    own = [m for m in held.bodies if not _central(context, m)]
    body = (whole(last) if own[0] == last.entity else own[0],) if own else ()
    body_of.update((person, body) for person in held.persons)
    return Topic(body, tuple(held.persons), body[0] if body and held.speak else "", start)


@dataclass(slots=True)
class _Holders:
    """Who holds posts of a body, all bodies named with it, the post named last; whether they lead it and speak.

    They may be `experts`, who lead no one.
    """

    bodies: list[str]
    leads: bool
    persons: list[str]
    post: str = ""
    speak: bool = False
    experts: bool = False

    def takes(self, post: str) -> None:
        """One of them has a post; an expert's says nothing of the others."""
        if post == Post.EXPERT:
            self.experts = True
        else:
            self.leads, self.post = True, post


def _holders(items: Sequence[Item], stop: int, body: str, leads: bool) -> _Holders:
    """Who holds posts of a body by the items after it: |副部长|李明|、|党组|成员|王芳|指出."""
    found = _Holders([body], leads, [])
    for j in range(stop, min(len(items), stop + _REACH)):
        item = items[j]
        if isinstance(item, Name):
            if item.type is T.PERSON:
                found.persons.append(item.entity)
            elif item.type is T.ORGANIZATION and found.leads:
                found.bodies.append(item.entity)
            else:
                break
        elif item.word.post:
            found.takes(item.word.post)
        elif Cue.ANSWERS in item.word.cues and any(map(is_person, items[j + 1 : j + 2])):
            found.leads = True  # 水利厅|负责人|周萍
        elif not _between_posts(items, j, item):
            found.speak = "speech" in item.word.roles
            break
    return found


def _between_posts(items: Sequence[Item], j: int, item: Unit) -> bool:
    """True for what stands between a body and its posts: 和, 发言人, 国家 before 主席."""
    if "speaker" in item.word.roles or joins(item, _WITH_POSTS):
        return True
    reach = j + 2 + (item.pos == "nr")  # 苏令|银|副教授: a name that is cut
    return item.pos in _BEFORE_POST and any(map(is_post, items[j + 1 : reach]))


def _central(context: Context, iri: str) -> bool:
    """True for central organs, whose leaders do not speak for one body; the departments of one are none."""
    entries = context.lexicon.entries
    entry = entries.get(iri)
    if entry is None or entry.kind not in (None, K.PARTY_BODY, K.GOVERNMENT):
        return False
    form = context.lexicon.form_of(entry.label)
    within = entries.get(entry.parent)
    return within is None or not within.parent or form is None or form.kind in (None, K.GOVERNMENT)
