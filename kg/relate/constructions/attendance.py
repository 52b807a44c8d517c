"""Attendance: who is at the meeting spoken of, by who is named before a verb of being there or of speaking there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kg.model import Modality, R, T
from kg.parse import flags
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import LISTS, NOUNS, Item, joins, meets, modality, relative
from kg.words.grammar import Cue

_SUBJECTS = frozenset({R.ATTENDS, R.HOLDS})
_SPEAKING = frozenset({Cue.SPEECH, Cue.ADDRESS})
_ADDRESSING = frozenset({Cue.ADDRESS})
_SOON = 5  # items after a meeting among which the verb of saying is
_NEXT = 4  # items after a verb among which the word for the meeting is
_STOPPING = frozenset({Cue.SPEECH, Cue.PIVOT, Cue.PASSIVE})
_PEOPLE = frozenset({Cue.SPEAKER, Cue.MEMBERS})
_WHEN = frozenset({"t", "d", "m"})
_AMONG_POSTS = NOUNS | {"vn", "nt", "nz", "l", "j"}
_IN_LISTS = frozenset({Cue.AMONG, Cue.NATIONAL})
_NOT_THERE = frozenset({Cue.PREPOSER, Cue.REPRESENTS, Cue.AIM})


@dataclass(slots=True)
class _There:
    """Who is named before a verb: persons, and bodies whose people are meant (财政厅|负责人)."""

    persons: list[Name] = field(default_factory=list)
    bodies: list[Name] = field(default_factory=list)
    waiting: list[Name] = field(default_factory=list)

    @property
    def named(self) -> list[Name]:
        """All of them, in their order."""
        return sorted((*self.persons, *self.bodies), key=lambda name: name.start)


@construction(
    needs=R.ATTENDS,
    says=(
        (
            "云川省人民政府召开全省水利工作会议，副省长李大山出席会议。",
            "李大山 attends 水利工作会议",
        ),
        ("推进厕所革命座谈会今天在北京召开。国务院副总理王小川出席会议并讲话。", "王小川 attends 推进厕所革命座谈会"),
        ("全国水利工作会议今天召开。水利部部长王小川出席。", "王小川 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。云川大学教授李大山，老兵王小川等参加活动。", "李大山 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。教育部、财政部有关负责同志参加会议。", "财政部 attends 全国水利工作会议"),
        ("水利部召开全国水利工作会议。会议由财政部副部长王小川同志主持。", "王小川 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。财政部副部长王小川到会致辞。", "王小川 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。教育部、财政部有关负责同志到会听取意见。", "财政部 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。教育部、财政部等部门负责同志参加会议。", "教育部 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。来自教育部、财政部的专家参加会议。", "教育部 attends 全国水利工作会议"),
        (
            "全国水利工作会议今天召开。部党组成员王小川、李大山，机关各司局处级以上干部参加会议。",
            "王小川 attends 全国水利工作会议",
        ),
    ),
    not_=(
        (
            "全国水利工作会议今天召开。水利部部长王小川会见财政部部长李大山并参加会议。",
            "李大山 attends 全国水利工作会议",
        ),
        ("全国水利工作会议今天召开。水利部部长王小川的秘书李大山参加。", "王小川 attends 全国水利工作会议"),
    ),
)
def meeting_without_a_name(spoken: Spoken) -> Iterator[Fact]:
    """杨晶|出席会议, 林望、周萍等|参加, 财政部有关负责同志|参加会议: those named attend the meeting spoken of."""
    items = spoken.clause.items
    for i, item in enumerate(items):
        if R.ATTENDS in item.word.relations and isinstance(item, Unit) and not relative(items[i + 1 : i + 2]):
            end = _meant(spoken, i)
            if end is not None:
                yield from _attend(spoken, i, item, end)


@construction(
    says=(
        (
            "全国水利工作会议今天召开。会上，水利部部长王小川、财政部部长李大山先后发言。",
            "李大山 attends 全国水利工作会议",
        ),
        ("全国水利工作会议今天召开。云川大学教授李大山，老兵王小川等分别致辞。", "李大山 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。水利部部长王小川在会上说，要推进河长制。", "王小川 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。水利部部长王小川在会上宣介了经验。", "王小川 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。会上，水利部部长王小川与财政部签约。", "王小川 attends 全国水利工作会议"),
        ("在全国水利工作会议上，水利部部长王小川强调，要治水。", "王小川 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。副省长王小川、李大山分别就治水工作作具体安排。", "王小川 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。会议听取了水利部部长王小川作的工作报告。", "王小川 attends 全国水利工作会议"),
    ),
    not_=(
        ("全国水利工作会议今天召开。会上传达了水利部部长王小川的批示。", "王小川 attends 全国水利工作会议"),
        ("党的十八大以来，水利部部长王小川多次强调治水。", "王小川 attends 党的十八大"),
        ("全国水利工作会议今天召开。水利部部长王小川作出了安排。", "王小川 attends 全国水利工作会议"),
        (
            "全国水利工作会议今天召开。水利部部长王小川代表部长李大山致辞。",
            "李大山 attends 全国水利工作会议",
        ),
    ),
)
def speaks_at_the_meeting(spoken: Spoken) -> Iterator[Fact]:
    """李明|在会上|说, 李明等|分别发言: who speaks at the meeting spoken of attends it."""
    if R.ATTENDS in spoken.clause.evokes() or not spoken.told.meeting:
        return  # 出席会议并讲话
    i = _saying(spoken)
    if i is not None:
        item = spoken.clause.items[i]
        addressing = spoken.sentence.assembled and Cue.ADDRESS in item.word.roles
        yield from _attend(spoken, i, item, item.end, bodies=addressing)
    elif spoken.sentence.assembled:
        yield from _acts_there(spoken)


def _saying(spoken: Spoken) -> int | None:
    """The first item that says that something is said or given at the meeting: 在会上, 发言, 强调, 作|报告."""
    items = spoken.clause.items
    assembled = spoken.sentence.assembled or any(Cue.ASSEMBLY in x.word.roles for x in items)
    saying = _SPEAKING if assembled else _ADDRESSING
    given = _given(spoken)
    for i, item in enumerate(items):
        there = Cue.ASSEMBLY in item.word.roles and i > 0 and isinstance(items[i - 1], Name)  # 林望|在会上|宣介
        if isinstance(item, Unit) and (there or i == given or item.word.roles & saying):
            return i
    return None


def _given(spoken: Spoken) -> int:
    """The item of the verb by which one gives something at a meeting: 作|报告, 会议听取了|林望|作的报告; else -1."""
    items, lexicon = spoken.clause.items, spoken.context.lexicon
    for i, item in enumerate(items):
        if isinstance(item, Unit) and Cue.GIVES in item.word.cues:
            given = i + 1 < len(items) and items[-1].text.endswith(tuple(lexicon.roles.get(Cue.GIVEN, ())))
            heard = meets(items[0], lexicon) and any(Cue.HEARS in x.word.cues for x in items[:_SOON])
            return i if given and (heard or not relative(items[i + 1 : i + 2])) else -1
    return -1


def _acts_there(spoken: Spoken) -> Iterator[Fact]:
    """That the persons before the first verb of what is told of a meeting are there: 会上，|林望|介绍经验."""
    items = spoken.clause.items
    verb = next((i for i, x in enumerate(items) if isinstance(x, Unit) and _does(x)), None)
    if verb is not None and not relative(items[verb + 1 : verb + 2]):
        how = modality(items, verb)
        yield from _facts(spoken, _listed(spoken, verb).persons, items[verb], items[verb].end, how)


@construction(
    needs=R.ATTENDS,
    name=T.MEETING,
    says=(
        ("水利部部长王小川，云川大学周萍，财政部部长李大山等出席全国水利工作会议。", "王小川 attends 全国水利工作会议"),
        ("水利部部长王小川，财政部部长周萍，企业家出席全国水利工作会议。", "王小川 attends 全国水利工作会议"),
    ),
)
def all_who_attend(spoken: Spoken) -> Iterator[Fact]:
    """林望，周萍等|出席|…会议: all who are listed before the verb attend the meeting named after it."""
    for found in spoken.governed:
        if found.relation is R.ATTENDS and found.by < found.at and _straight(spoken, found.by, found.at):
            items = spoken.clause.items[: found.by]
            known = () if any(Cue.RESPECTIVE in x.word.roles for x in items) else _listed(spoken, found.by).named
            how = modality(spoken.clause.items, found.by)
            for one in known:
                if one.entity in found.topic.persons:
                    continue
                start, end = min(one.start, found.verb.start), max(found.name.end, found.verb.end)
                yield Fact(one.entity, R.ATTENDS, found.name.entity, start, end, how, found.verb.text)


@construction(
    marks=flags.SAYS | flags.ASSEMBLES,
    name=T.MEETING,
    says=(
        ("水利部部长王小川在全国水利工作会议上强调，要推进河长制。", "王小川 attends 全国水利工作会议"),
        ("水利部部长王小川在全国水利工作会议开幕式上致辞。", "王小川 attends 全国水利工作会议开幕式"),
        ("水利部部长王小川在全省水利工作会议上发表讲话。", "王小川 attends 水利工作会议"),
        ("水利部部长王小川24日在全国水利工作会议上强调，要推进河长制。", "王小川 attends 全国水利工作会议"),
    ),
    not_=(("水利部部长王小川传达了教育部在全国水利工作会议上强调的内容。", "王小川 attends 全国水利工作会议"),),
)
def speaks_at_a_named_meeting(spoken: Spoken) -> Iterator[Fact]:
    """王小川|在|全国水利工作会议|上|强调: who speaks at a meeting that is named attends it."""
    items = spoken.clause.items
    for i, meeting in spoken.clause.names:
        at = _place_before(items, i) if meeting.type is T.MEETING and not meeting.inside else 0
        if not at:
            continue
        person, verb = _before_posts(items, at - 1), _said_there(items, i + 1)
        if person is not None and verb is not None:
            how = modality(items, items.index(verb))
            yield Fact(person.entity, R.ATTENDS, meeting.entity, person.start, verb.end, how, verb.text)


def _place_before(items: Sequence[Item], i: int) -> int:
    """Where 在 stands before the meeting of item i, or before which one it is: 在|全省|…会议; else 0."""
    k = i - 1
    while k > 0 and isinstance(items[k], Unit) and (Cue.GENERIC in items[k].word.roles or items[k].pos in ("m", "q")):
        k -= 1
    return k if k > 0 and Cue.LOCATIVE in items[k].word.roles else 0


def _before_posts(items: Sequence[Item], k: int) -> Name | None:
    """The person that item k is, or to whom the titles up to it belong: 王小川|总书记."""
    while k > 0 and isinstance(items[k], Unit) and (items[k].word.post or items[k].pos in _WHEN):
        k -= 1
    person = items[k]
    return person if isinstance(person, Name) and person.type is T.PERSON else None


def _said_there(items: Sequence[Item], k: int) -> Unit | None:
    """The verb of saying within a few items after a meeting, which is no one's speech: not 会议上|的讲话."""
    for x in items[k : k + _SOON]:
        if isinstance(x, Name) or Cue.POSSESSIVE in x.word.cues:
            return None
        if Cue.SPEECH in x.word.roles or Cue.ADDRESS in x.word.roles or R.ISSUES in x.word.relations:
            return x
    return None


def _straight(spoken: Spoken, by: int, at: int) -> bool:
    """True where the verb at item `by` takes the name at item `at` itself, for those before it."""
    items = spoken.clause.items
    before = items[by - 1] if by else None
    listed = by < 2 or joins(items[by - 2], LISTS) or Cue.COORDINATION in items[by - 2].word.roles  # 林望、|企业家|出席
    plain = isinstance(before, Unit) and before.pos in ("n", "vn") and not before.word.roles and not before.word.post
    if plain and not listed:
        return False  # 林望会见|出席论坛的代表
    return not any(isinstance(x, Unit) and _does(x) for x in items[by + 1 : at])


def _meant(spoken: Spoken, i: int) -> int | None:
    """Where the words end by which the verb at item i says that someone is at the meeting spoken of; None without them.

    The verb ends its clause, stands before 并, or has a word for meetings after it.
    """
    items, lexicon = spoken.clause.items, spoken.context.lexicon
    occasions = lexicon.roles.get(Cue.OCCASION, frozenset())
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None or Cue.COORDINATION in following.word.roles:
        return items[i].end
    if not following.word.roles.isdisjoint(_SPEAKING) or Cue.PRESENT in items[i].word.roles:
        return items[i].end  # 到会|致辞
    for x in items[i + 1 : i + 1 + _NEXT]:
        if isinstance(x, Name):
            return None
        if meets(x, lexicon) or x.text in occasions:
            return x.end
        if x.pos in ("v", "p"):
            return None
    return None


def _attend(spoken: Spoken, i: int, verb: Item, end: int, *, bodies: bool = False) -> Iterator[Fact]:
    """That those named before the verb attend the meeting spoken of: else the persons spoken of, where still named."""
    there = _listed(spoken, i)
    named = there.named
    if bodies and not named and not any(x.word.post for x in spoken.clause.items[:i]):
        named = [n for _, n in spoken.clause.names if n.type is T.ORGANIZATION and n.end <= verb.start]
    if named:
        yield from _facts(spoken, named, verb, end, modality(spoken.clause.items, i))
        return
    topic = spoken.topic
    since = topic.start if spoken.sentence.assembled else spoken.since
    if spoken.told.meeting and since < verb.start:
        for person in topic.persons:
            yield Fact(person, R.ATTENDS, spoken.told.meeting, since, end, trigger=verb.text)


def _facts(
    spoken: Spoken, named: Sequence[Name], verb: Item, end: int, how: Modality = Modality.ASSERTED
) -> Iterator[Fact]:
    """That each of those named attends the meeting spoken of."""
    meeting = spoken.told.meeting
    for one in named if meeting else ():
        yield Fact(one.entity, R.ATTENDS, meeting, one.start, end, how, verb.text)


def _listed(spoken: Spoken, i: int) -> _There:
    """Who is named before item i of the clause, and in the clauses before it that do nothing but list others."""
    listing = list(takewhile(_lists, reversed(spoken.sentence.before(spoken.clause))))
    found = _There()
    for clause in reversed(listing):
        _there(found, clause.items)
    _there(found, spoken.clause.items[:i])
    return found


def _lists(clause: Clause) -> bool:
    """True where a clause only lists who is there: it ends with a person, with 等, or has no verb."""
    if clause.end != "，":
        return False
    last = clause.items[-1]
    if isinstance(last, Name):
        return last.type is T.PERSON
    if Cue.AMONG in last.word.roles:
        return any(name.type is T.PERSON for _, name in clause.names)
    if (last.word.post or _people(last)) and not any(
        x.word.relations or Cue.SPEECH in x.word.roles for x in clause.items
    ):
        return True  # 机关各司局处级以上|干部
    return bool(clause.names) and not any(isinstance(x, Unit) and _does(x) for x in clause.items)


def _does(item: Unit) -> bool:
    """True for a verb."""
    return item.pos == "v" or bool(item.word.relations) or Cue.SPEECH in item.word.roles


def _there(found: _There, items: Sequence[Item]) -> None:
    """Add those whom the items name as being there: no object of another verb, no body that another belongs to."""
    taken, come = False, False
    for k, item in enumerate(items):
        if isinstance(item, Name):
            if item.type in (T.PERSON, T.ORGANIZATION) and not taken:
                _take(found, items, k, item)
        elif Cue.COMES_FROM in item.word.cues:
            come = True
        elif _people(item) or (come and _of_people(items, k)):
            found.bodies += found.waiting
            found.waiting, come = [], False
        elif Cue.POSSESSIVE in item.word.cues or item.word.post:
            taken, found.waiting = taken and Cue.POSSESSIVE not in item.word.cues, []
        elif _predicates(items, k, item):
            taken = Cue.HEARS not in item.word.cues
            if item.word.roles & _STOPPING:
                found.persons, found.bodies, found.waiting = [], [], []
        elif not _goes_on(item):
            found.waiting = []


def _people(item: Unit) -> bool:
    """True for those who are there for the body before them: 负责人, 专家学者."""
    return bool(item.word.roles & _PEOPLE) or Cue.GUESTS in item.word.cues


def _goes_on(item: Unit) -> bool:
    """True for what stands in a list of bodies whose people are there: 、, 等|单位, 中共."""
    return item.text == "，" or joins(item, LISTS) or item.pos in _AMONG_POSTS or bool(item.word.roles & _IN_LISTS)


def _of_people(items: Sequence[Item], k: int) -> bool:
    """True for a 的 that is followed by no name, but by what those are who come from the bodies before it."""
    return relative((items[k],)) and k + 1 < len(items) and isinstance(items[k + 1], Unit)


def _predicates(items: Sequence[Item], k: int, item: Unit) -> bool:
    """True for a verb of something else than being there, and for a noun right after a person: 林望|会见|周萍."""
    if _does(item):
        return _SUBJECTS.isdisjoint(item.word.relations)
    before = items[k - 1] if k else None
    return isinstance(before, Name) and before.type is T.PERSON and item.pos in ("n", "vn") and not item.word.roles


def _take(found: _There, items: Sequence[Item], k: int, name: Name) -> None:
    """Add a person to those who are there; keep a body until its people are said to be there."""
    if name.type is T.ORGANIZATION:
        found.waiting.append(name)
        return
    found.waiting = []
    after = items[k + 1] if k + 1 < len(items) else None
    if _governed(items, k):
        return
    if found.persons and _belongs(items, k):
        found.persons.pop()  # 习近平主席特别代表|王毅
    if not (isinstance(after, Unit) and Cue.POSSESSIVE in after.word.cues):
        found.persons.append(name)


def _belongs(items: Sequence[Item], k: int) -> bool:
    """True where nothing but nouns and posts stands between the person at item k and one named before."""
    for x in reversed(items[:k]):
        if isinstance(x, Name):
            return x.type is T.PERSON and x is not items[k - 1]
        if not x.word.post and x.pos not in _AMONG_POSTS:
            return False
    return False


def _governed(items: Sequence[Item], k: int) -> bool:
    """True where a preposition, or 代表, takes the person at item k with his posts: 代表|部长|李明."""
    k -= 1
    while k >= 0 and (isinstance(items[k], Name) or items[k].word.post or items[k].pos in _AMONG_POSTS):
        x = items[k]
        if isinstance(x, Unit) and x.word.roles & _NOT_THERE:
            return True
        if isinstance(x, Name) and x.type is T.PERSON:
            return False
        k -= 1
    before = items[k] if k >= 0 else None
    return isinstance(before, Unit) and bool(before.word.roles & _NOT_THERE)
