"""Topics: who each clause of a sentence speaks of, by the bodies and persons that it names as its subject."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from kg.model import K, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.context import NO_ONE, Context, Told, Topic
from kg.relate.posts import post_in, whole
from kg.relate.words import GOES_ON, NOUNS, Item, asks, governs, heads, is_post, listed, meets, opens_relative_clause
from kg.words.lexicon import Lexicon

Role: TypeAlias = Literal["subject", "partner", "other"]
_ACTORS = (T.ORGANIZATION, T.PERSON)
_LISTS = ("、", "和", "与", "及", "以及", "暨")
_ENDS_LIST = ("和", "、", "与")
_GOVERNS_NAMES = frozenset({"aim", "passive", "preposer", "preposed"})
_PREPOSITIONS = ("赴", "于", "给")  # beside those that are for an aim: 在, 到, 对, 向
_SAYS = frozenset({"speech", "speaker"})
_WITH_POSTS = ("、", "同志", "兼")
_BEFORE_POST = NOUNS | {"nt"}
_REACH = 14  # items after a body among which posts and their holders are


def find(context: Context, told: Told, clauses: Sequence[Clause]) -> None:
    """Fill in who each clause of a sentence speaks of, and remember for whom the persons speak.

    Of those that a clause names as its subject the last is who it speaks of, and so is one who is asked to do
    something; what a preposition or another verb governs is no subject, nor what says only whose something is (see
    `_role`). Persons listed in several clauses are spoken of together.
    """
    for clause in clauses:
        if clause.end == "：" and any("dateline" in x.word.roles for x in clause.items):
            continue
        if clause.end == "：" and len(clause.names) > 1 and listed(clause.items):
            continue  # 总参谋部、国防科技大学：
        _pointed(context, told, clause)
        if clause.names:
            _named(context, told, clause)
    for clause, following in pairwise(clauses):
        one, other = clause.topic, following.topic
        if one is not None and other is not None and one.persons and other.persons and listed(clause.items):
            following.topic = _together(one, other)


def _pointed(context: Context, told: Told, clause: Clause) -> None:
    """Make the topic who a clause points back to without a name, or no one in particular."""
    items = clause.items
    if told.convener and _meeting_says(items, context.lexicon):
        clause.topic = Topic((told.convener,), (), told.convener, clause.start)
    if told.persons and "pronoun" in items[0].word.roles:
        clause.topic = Topic((), told.persons, "", clause.start)
    for i in clause.everyone:
        if i == 0 or asks(items[i - 1]):
            clause.topic, clause.at = Topic((), (), "", items[i].start), i
            clause.once = i > 0 and "helps" in items[i - 1].word.roles


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


def _named(context: Context, told: Told, clause: Clause) -> None:
    """Make the topic the bodies or persons that a clause names as its subject, and its partners those with them."""
    items = clause.items
    stop = 0
    governed = False
    for i, name in clause.names:
        if context.charged and _in_charge(items, i):
            continue
        if i and "pivot" in items[i - 1].word.roles and name.type in (T.ORGANIZATION, T.PLACE):
            bodies = (name.entity,) if name.type is T.ORGANIZATION else ()
            clause.topic, clause.at, clause.pivots = Topic(bodies, (), "", name.start), i, True
            clause.once = "helps" in items[i - 1].word.roles
            stop = i + 1
        if i < stop or name.type not in _ACTORS:
            continue
        governed = governed or (bool(clause.verbs) and any(map(governs, items[stop:i])))
        stop, group = _group(items, i, name)
        role = _role(items, i, stop, governed)
        if role == "partner":
            clause.partners += tuple(group)
        elif role == "subject":
            topic = _topic(context, told, items, stop, group)
            held = clause.topic or NO_ONE
            if topic.persons and {*topic.persons} <= {*held.persons}:
                pass  # 水利部部长|李明: with his post he was named already
            elif held.persons and topic.persons and listed(items[clause.at : i]):
                clause.topic = _together(held, topic)
            elif clause.topic is None or topic.bodies or topic.persons:
                clause.topic, clause.at = topic, i
                governed = False


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
        if joint.text == "（" and isinstance(following, Name) and [x.text for x in items[j + 2 : j + 3]] == ["）"]:
            j += 3  # 市场监管总局（国家标准委）
        elif isinstance(joint, Name):
            if not joint.type is first.type is T.ORGANIZATION:
                break
            group[-1] = joint
            j += 1
        elif joint.text in _LISTS and isinstance(following, Name) and following.type is first.type:
            group.append(following)
            j += 2
        else:
            break
    last = items[j] if j < len(items) else None
    if isinstance(last, Name) and last.type is first.type is T.ORGANIZATION:
        group[-1] = last
        j += 1
    return j, group


def _role(items: Sequence[Item], i: int, stop: int, governed: bool) -> Role:
    """What the bodies or persons of items i to stop are in their clause, by the items before and after them.

    `governed` is true where a verb before them takes objects: then only what is said makes them a subject.
    """
    before = items[i - 1] if i else None
    after = items[stop] if stop < len(items) else None
    following = after.word.roles if after is not None else frozenset()
    if isinstance(before, Unit):
        roles = before.word.roles
        if "with" in roles and before.text != "和":
            return "partner"
        if "copula" in roles:
            return "other"  # 定点扶贫是|国务院确定的方针
        if "agent" in roles:
            return "other" if "consent" in following else "subject"  # 经国务院|同意
        if roles & _GOVERNS_NAMES or before.text in _PREPOSITIONS:
            return "other"
        if before.text in _ENDS_LIST and i >= 2:
            return "other"
        if before.pos == "v" and len(before.text) > 1 and not roles and not before.word.relations:
            return "other"  # its object: 瞻仰|纪念馆
    if isinstance(before, Name) and before.type is not T.PLACE:
        return "other"
    if isinstance(after, Unit) and (after.text == "的" or heads(after) or "about" in following):
        return "other"
    if opens_relative_clause(items, stop):
        return "other"
    if governed and following.isdisjoint(_SAYS):
        return "other"
    return "subject"


def _topic(context: Context, told: Told, items: Sequence[Item], stop: int, group: list[Name]) -> Topic:
    """The topic that a group of bodies or persons makes, with posts and spokespersons after it taken in.

    Remembers for whom those who hold the posts speak: the body, and no one where they lead a central organ.
    """
    start = group[0].start
    if group[0].type is T.PERSON:
        return Topic((), tuple(n.entity for n in group), "", start)
    bodies = tuple(dict.fromkeys(n.entity for n in group))
    j = stop
    persons: list[str] = []
    speaks = False
    members: list[str] = [bodies[-1]]
    leads = bool(post_in(group[-1], context.lexicon))
    member = False  # the post last named is a member's
    while j < len(items) and j - stop < _REACH:
        item = items[j]
        if isinstance(item, Name):
            if item.type is T.PERSON:
                persons.append(item.entity)
            elif item.type is T.ORGANIZATION and leads:
                members.append(item.entity)
            else:
                break
        elif item.word.post:
            leads = True
            member = item.word.post == "member"
        elif "speaker" in item.word.roles or item.text in _WITH_POSTS:
            pass
        elif j + 1 < len(items) and item.pos in _BEFORE_POST and is_post(items[j + 1]):
            pass  # 国家|主席
        else:
            speaks = "speech" in item.word.roles
            break
        j += 1
    if persons and leads:
        top = any(_central(context, m) for m in members)
        body = () if top else (whole(group[-1]),)
        told.body_of.update((person, body) for person in persons)
        return Topic(body, tuple(persons), body[0] if body and speaks else "", start)
    if member:
        return Topic((), (), "", start)  # 中央政治局委员同志: no one in particular
    return Topic(bodies, (), bodies[0] if speaks else "", start)


def _central(context: Context, iri: str) -> bool:
    """True for central organs, whose leaders do not speak for one body."""
    known = iri in context.lexicon.entries
    return known and context.linked.entities[iri].kind in (None, K.PARTY_BODY, K.GOVERNMENT)
