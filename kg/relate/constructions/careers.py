"""Careers: posts that one is said to hold or have held, by 任 and the like or by 是: 1990年任|水利部|副部长."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import K, R, T
from kg.parse import flags
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.constructions.table import construction, construction_of_dateline, construction_of_sentence
from kg.relate.context import Context
from kg.relate.datelines import Dateline
from kg.relate.spoken.turns import Sentence, Spoken
from kg.relate.words import PASSED, Item, joins
from kg.words.grammar import Cue

_BETWEEN = frozenset({Cue.AND, Cue.DOUBLE, Cue.AS_WELL_AS})
_DATED = frozenset({"m", "t", "x", "f", "q", "eng"})
_AMONG = frozenset({"n", "b", "j", "vn", "nt", "nz", "l", "ng", "f", "m"})


@construction(
    marks=flags.APPOINTS,
    says=(
        ("教育部部长李明逝世。李明曾任财政部副部长、水利部副部长。", "李明 memberOf 水利部"),
        ("水利部原副部长李明，1990年至1993年任财政部副部长。", "李明 memberOf 财政部"),
        ("水利部副部长李明兼任财政部党组成员，教育部副部长。", "李明 memberOf 教育部"),
    ),
    not_=(("水利部部长李明会见财政部部长王小川，担任重任。", "李明 memberOf 财政部"),),
)
def post_held(spoken: Spoken) -> Iterator[Fact]:
    """李明|曾任|财政部|副部长、…: who is named before 任, or was spoken of last, belongs to each body after it.

    The posts may go on in clauses that do nothing but list them.
    """
    items = spoken.clause.items
    at = _appoints(items)
    if at is None or not (person := _holder(spoken, at)):
        return
    start = spoken.clause.start
    for body, end in _held(items, at + 1):
        yield Fact(person, R.MEMBER_OF, body.entity, start, end, trigger=items[at].text)
    for clause in _following(spoken):
        for body, end in _held(clause.items):
            yield Fact(person, R.MEMBER_OF, body.entity, body.start, end, trigger=items[at].text)


@construction(
    name=T.PERSON,
    says=(
        ("水利部副部长李明是浙江省政协委员。", "李明 memberOf 浙江省政协"),
        ("水利部研究员李明是复旦大学的教授。", "李明 memberOf 复旦大学"),
    ),
    not_=(("水利部副部长李明是财政部部长王小川的同学。", "李明 memberOf 财政部"),),
)
def is_a_member(spoken: Spoken) -> Iterator[Fact]:
    """李明|是|云川市政协|委员: the person before 是 belongs to the body whose post follows it."""
    items = spoken.clause.items
    for k, item in enumerate(items):
        person = items[k - 1] if k else None
        if Cue.COPULA in item.word.roles and isinstance(person, Name) and person.type is T.PERSON:
            for body, end in _held(items, k + 1):
                yield Fact(person.entity, R.MEMBER_OF, body.entity, person.start, end, trigger=item.text)


@construction(
    name=T.PERSON,
    marks=flags.APPOINTS,
    says=(("水利部成立河湖工作领导小组，由水利部副部长李明任组长。", "李明 memberOf 水利部河湖工作领导小组"),),
    not_=(("水利部成立河湖工作领导小组，要求水利部副部长李明担任重任。", "李明 memberOf 水利部河湖工作领导小组"),),
)
def heads_the_group(spoken: Spoken) -> Iterator[Fact]:
    """成立领导小组，由李明|任|组长: who is given a post of no body named belongs to the group that was named before."""
    items = spoken.clause.items
    at = _appoints(items)
    after = items[at + 1 : at + 2] if at is not None else ()
    if at is None or not at or not after or not after[0].word.post or any(map(_body, items[at:])):
        return
    person, group = items[at - 1], _group(spoken)
    if group is not None and isinstance(person, Name) and person.type is T.PERSON:
        yield Fact(person.entity, R.MEMBER_OF, group.entity, person.start, after[0].end, trigger=items[at].text)


@construction(
    name=T.PERSON,
    says=(
        ("会议任命李明为云川省水利厅厅长。", "李明 memberOf 云川省水利厅"),
        ("会议任命张少康为财政部副部长。", "张少康 memberOf 财政部"),
        ("会议任命李明为云川省水利厅厅长；周晓萍为云川省财政厅厅长。", "周晓萍 memberOf 云川省财政厅"),
    ),
    not_=(("水利部部长李明为云川省水利厅厅长鼓掌。", "李明 memberOf 云川省水利厅"),),
)
def given_a_post(spoken: Spoken) -> Iterator[Fact]:
    """任命|李明|为|水利厅|厅长；周萍|为…: each of those appointed belongs to the bodies of the posts after 为."""
    items = spoken.clause.items
    appoints, done = None, -1  # the word that gives posts, and the item up to which it was looked for
    for i, person in spoken.clause.names:
        becomes = items[i + 1] if i + 1 < len(items) else None
        if person.type is not T.PERSON or not isinstance(becomes, Unit) or Cue.BENEFICIARY not in becomes.word.roles:
            continue
        if done < 0:
            appoints = _gives([x for clause in spoken.sentence.before(spoken.clause) for x in clause.items])
        appoints, done = _gives(items[max(done, 0) : i]) or appoints, i
        for body, end in _held(items, i + 2) if appoints is not None else ():
            yield Fact(person.entity, R.MEMBER_OF, body.entity, person.start, end, trigger=becomes.text)


@construction_of_sentence(
    name=T.ORGANIZATION,
    says=(
        ("李明，男，汉族。\n1990-1993年 水利部副部长，财政部党组成员", "李明 memberOf 财政部党组"),
        ("李明，男，1950年生。\n1990年后，水利部副部长兼财政部党组成员", "李明 memberOf 水利部"),
    ),
    not_=(
        ("教育部部长李明出席会议。\n1990-1993年 水利部副部长", "李明 memberOf 水利部"),
        ("李明，男，汉族。\n1990年，水利部副部长周晓萍出席会议", "李明 memberOf 水利部"),
    ),
)
def post_in_a_life(sentence: Sentence) -> Iterator[Fact]:
    """1990-1993年　|水利部|副部长: in what tells of a person's life, he has the posts after a year."""
    first, items = sentence.clauses[0], sentence.clauses[0].items
    past = next((k for k, item in enumerate(items) if isinstance(item, Name) or item.pos not in _DATED), len(items))
    person = _whose_life(sentence.context, first.start) if past and items[0].text[0].isdigit() else None
    if person is None or any(name.type is T.PERSON for clause in sentence.clauses for _, name in clause.names):
        return
    for clause in sentence.clauses:
        for body, end in _held(clause.items[past:] if clause is first else clause.items):
            yield Fact(person.entity, R.MEMBER_OF, body.entity, clause.start, end)


def _whose_life(context: Context, before: int) -> Name | None:
    """The last person of whom it is said, before a place of the text, of which sex he is: 李明|，|男|，."""
    units = context.reading.units
    for name in reversed(context.reading.names_between(0, before)):
        said = units[name.last + 1] if name.type is T.PERSON and name.last + 1 < len(units) else None
        if said is not None and Cue.SEX in said.word.cues:
            return name
    return None


@construction_of_dateline(
    says=(
        ("水利部召开会议。\n（作者：李明，系水利部副部长、财政部办公厅主任）", "李明 memberOf 办公厅"),
        ("（作者：李明，系水利部副部长；周晓萍，系复旦大学教授）", "周晓萍 memberOf 复旦大学"),
        ("周晓萍 《人民日报》（2020年5月2日）\n（作者为复旦大学文学院教授）", "周晓萍 memberOf 复旦大学文学院"),
    ),
    not_=(
        ("（作者：李明，感谢水利部副部长周晓萍）", "李明 memberOf 水利部"),
        ("周晓萍说，水利部召开会议。\n（作者为水利部副部长）", "周晓萍 memberOf 水利部"),
    ),
)
def post_of_the_author(credit: Dateline) -> Iterator[Fact]:
    """（作者：|李明|，系|水利部|副部长）: who wrote the text belongs to the bodies whose posts the note names."""
    person, items = credit.writer, credit.note
    for k, item in enumerate(items):
        if isinstance(item, Name) and item.type is T.PERSON:
            person = item
        elif Cue.IDENTIFIES in item.word.cues and person is not None:
            start = max(person.start, items[0].start)
            for body, end in _held(items, k + 1):
                yield Fact(person.entity, R.MEMBER_OF, body.entity, start, end, trigger=item.text)


def _gives(items: Sequence[Item]) -> Unit | None:
    """The last of the items that gives posts: 任命, 任."""
    return next((x for x in reversed(items) if isinstance(x, Unit) and Cue.APPOINTS in x.word.cues), None)


def _appoints(items: Sequence[Item]) -> int | None:
    """The item that says that one holds the posts after it: 任, 曾任, 年任."""
    return next((k for k, item in enumerate(items) if item.marks & flags.APPOINTS), None)


def _holder(spoken: Spoken, at: int) -> str:
    """Who holds the posts after item `at`: the last person before it, or who was spoken of last where none is named."""
    before = spoken.clause.items[:at]
    named = [x for x in before if isinstance(x, Name) and x.type in (T.PERSON, T.ORGANIZATION)]
    if named:
        return named[-1].entity if named[-1].type is T.PERSON else ""
    passed = all(isinstance(x, Name) or x.pos in PASSED or x.pos in ("p", "v") for x in before)
    persons = spoken.topic.persons or spoken.told.persons
    return persons[0] if passed and len(persons) == 1 else ""


def _following(spoken: Spoken) -> Iterator[Clause]:
    """The clauses right after this one that do nothing but list posts: each begins with a body."""
    for clause in spoken.sentence.after(spoken.clause):
        if not _body(clause.items[0]) or any(name.type is T.PERSON for _, name in clause.names):
            return
        if any(isinstance(x, Unit) and not x.word.post and x.pos == "v" for x in clause.items):
            return
        yield clause


def _held(items: Sequence[Item], first: int = 0) -> Iterator[tuple[Name, int]]:
    """The bodies whose posts the items from one on begin with, and where each post ends: 水利部|副部长、财政部|部长."""
    body: Name | None = None
    for k in range(first, len(items)):
        item = items[k]
        if isinstance(item, Name):
            if item.type is T.PERSON:
                return
            body = item if item.type is T.ORGANIZATION else body
        elif item.word.post or Cue.SPEAKER in item.word.roles:
            after = items[k + 1] if k + 1 < len(items) else None
            if isinstance(after, Name) or (after is not None and Cue.POSSESSIVE in after.word.cues):
                return
            if body is not None:
                yield body, item.end
                body = None
        elif not (joins(item, _BETWEEN) or item.pos in _AMONG or _of_post(items, k)):
            return


def _of_post(items: Sequence[Item], k: int) -> bool:
    """True for 的 between a body and a post in it: 研究院|的|研究员."""
    after = items[k + 1] if k + 1 < len(items) else None
    return Cue.POSSESSIVE in items[k].word.cues and isinstance(after, Unit) and bool(after.word.post)


def _group(spoken: Spoken) -> Name | None:
    """The group for a task that the sentence names before the clause, the last of several."""
    before = (n for c in spoken.sentence.before(spoken.clause) for _, n in c.names)
    groups = [name for name in before if name.kind is K.WORKING_GROUP]
    return groups[-1] if groups else None


def _body(item: Item) -> bool:
    """True for the name of a body."""
    return isinstance(item, Name) and item.type is T.ORGANIZATION
