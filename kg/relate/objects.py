"""Objects: which verb governs a name, what it evokes of it, and where the name is no object after all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.model import EntityType, R, Relation, T
from kg.parse import flags
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.context import Context, Topic
from kg.relate.words import Item, gives_agent, modality, modified, relative, speaks

CHOICE: dict[EntityType, tuple[Relation, ...]] = {
    T.PROGRAM: (R.UNDERTAKES,),
    T.SLOGAN: (R.UPHOLDS,),
    T.DOCUMENT: (R.STUDIES, R.ISSUES, R.IMPLEMENTS),
    T.MEETING: (R.HOLDS, R.ATTENDS, R.STUDIES, R.IMPLEMENTS),
    T.ORGANIZATION: (R.ESTABLISHES,),
}
"""For each type of object the relations that a verb may evoke of it, the first that the verb carries being chosen."""

_PREPOSED = frozenset({R.UNDERTAKES, R.UPHOLDS})  # of what is named before its verb or without one
_MODIFIERS = frozenset({T.PROGRAM, T.SLOGAN})
_PREPOSES = ("以", "对", "为", "围绕", "由")
_STANDS_FOR_VERB = ("以", "把", "将", "为")
_GOES_ON = ("中", "以来", "期间")
_NOMINAL = frozenset({"n", "vn", "nz", "a", "b", "an", "j", "l", "v"})
_LINKS = frozenset({"coordination", "with", "plan"})
_SAYS_LITTLE = frozenset({"light", "speech", "lends"})
_TITLE = 20  # characters in quotation marks that may be a title, and hardly what someone says
_OF_ITS_MAKER = (2, 3)  # items from the verb to what is made: 制定|的|…, 制定|的|《|…


class Governed(NamedTuple):
    """A name that is the object of a verb: item `at` of its clause, the verb item `by`, and who does it."""

    name: Name
    at: int
    verb: Unit
    by: int
    relation: Relation
    topic: Topic


def governed(context: Context, clause: Clause, i: int, name: Name, topic: Topic) -> Governed | None:
    """How the name at item i is governed, or None where it is not, or is no object of the verb after all.

    Who does it is the topic, but what is named with its maker (国务院制定的《…》) is the maker's.
    """
    items = clause.items
    found = _trigger(clause, i, CHOICE[name.type])
    if found is None:
        return None
    k, relation = found
    trigger = items[k]
    assert isinstance(trigger, Unit)
    object_ = Governed(name, i, trigger, k, relation, topic)
    if _unsaid(clause, object_) or _within_quotes(context, name, trigger) or _part_of_more(context, items, object_):
        return None
    if relative(items[k + 1 : k + 2]) and i - k in _OF_ITS_MAKER:
        agent = items[k - 1] if k else None
        if isinstance(agent, Name):
            bodies = (agent.entity,) if agent.type is T.ORGANIZATION else ()
            object_ = object_._replace(topic=Topic(bodies, (), "", agent.start))
        elif relation is R.ISSUES:
            return None  # 日前发布的《…》
    return None if _elsewhere(context, items, object_) else object_


def stated(clause: Clause, found: Governed) -> Iterator[Fact]:
    """What a verb says of its object and of who does it.

    Persons attend, before the bodies that are spoken of with them, and what persons hold they attend; all else bodies
    do. Where subjects and objects are paired (分别), the first does the first, and nothing is said where their numbers
    differ; what is named before the verb all do.
    """
    name, i, trigger, k, relation, topic = found
    items = clause.items
    how = modality(items, min(k, i))
    start, end = min(trigger.start, name.start), max(trigger.end, name.end)
    subjects = topic.bodies
    if relation is R.ATTENDS:
        subjects = topic.persons or topic.bodies
    elif relation is R.HOLDS and topic.persons:
        if not speaks(items[:k]):  # 王小川强调，要召开…
            for person in topic.persons:
                yield Fact(person, R.ATTENDS, name.entity, start, end, how, trigger.text)
        return
    if len(subjects) > 1 and any("respective" in x.word.roles for x in items[:k]):
        objects = [x.entity for j, x in clause.names if j > k and x.type is name.type]
        if len(objects) > 1 and name.entity in objects:
            n = objects.index(name.entity)
            subjects = subjects[n : n + 1] if len(objects) == len(subjects) else ()
    for subject in subjects:
        if subject != name.entity:
            speaker = topic.speaker if topic.speaker != subject else ""
            yield Fact(subject, relation, name.entity, start, end, how, trigger.text, speaker)


# Which verb governs a name


def _trigger(clause: Clause, i: int, wanted: Sequence[Relation]) -> tuple[int, Relation] | None:
    """The place of the verb that governs item i and the relation of those wanted that it evokes.

    The nearest verb before it that evokes one; else the nearest after it, where the name is preposed (对…, 以…) or
    the clause begins with it; else 在 before what goes on (在…中); else the preposition that stands for a verb (以…).
    """
    items = clause.items
    acting = any(not v.word.relations.isdisjoint(wanted) for v in clause.verbs)
    if not acting and wanted[0] not in _PREPOSED:
        return None
    if acting:
        for k in range(i - 1, -1, -1):
            relation = _evoked(items[k], wanted)
            if relation is not None:
                return k, relation
    titled = i > 0 and items[i - 1].text == "《" and i + 2 < len(items)
    following = items[i + 1 + titled] if i + 1 < len(items) else None
    preposed = any("preposer" in x.word.roles or (isinstance(x, Unit) and x.text in _PREPOSES) for x in items[:i])
    topical = i == titled or (isinstance(following, Unit) and following.text == "由")
    if acting and (preposed or topical) and wanted[0] is not R.ESTABLISHES:
        agent = next((k for k in range(i + 1, len(items)) if gives_agent(items[k])), i)  # 由
        for k in range(agent + 1, len(items)):
            relation = _evoked(items[k], wanted)
            if relation is R.HOLDS and not any(map(gives_agent, items)):
                continue  # 党的十八大召开: the meeting takes place, and who holds it isn't said
            if relation is not None:
                return k, relation
    if i and R.UNDERTAKES in wanted and isinstance(following, Unit) and following.text in _GOES_ON:
        before = items[i - 1]
        if "locative" in before.word.roles:
            return i - 1, R.UNDERTAKES
    if preposed and wanted[0] in _PREPOSED and not _names_an_example(items[i + 1 :]):
        for k in range(i - 1, -1, -1):
            item = items[k]
            if isinstance(item, Unit) and item.text in _STANDS_FOR_VERB:
                return k, wanted[0]
    return None


def _evoked(item: Item, wanted: Sequence[Relation]) -> Relation | None:
    """The first of the relations wanted that a word evokes."""
    carried = item.word.relations
    return next((r for r in wanted if r in carried), None) if carried else None


def _names_an_example(items: Sequence[Item]) -> bool:
    """True for 以…为例, which says nothing of what is done."""
    return any(isinstance(x, Unit) and x.text.endswith("例") for x in items[:3])


# Where it is no object after all


def _unsaid(clause: Clause, found: Governed) -> bool:
    """True where the words around do not say who does it to the name, or that anyone does."""
    items, i, k = clause.items, found.at, found.by
    relation = found.relation
    if relation is R.HOLDS and (clause.topic is None or clause.at > k) and relative(items[k + 1 : i]):
        return True  # 在今天举行的吹风会上，商务部…: who holds it isn't said
    if relation is R.ATTENDS and (relative(items[i + 1 : i + 2]) or _others(items, i)):
        return True  # 同出席论坛的代表座谈; 会见来华出席峰会并访问的总统拉马福萨
    if relation is R.ESTABLISHES and _of_whom(items, i, k):
        return True
    field = any("field" in x.word.roles for x in items[i + 1 : i + 2])
    return field and any("locative" in x.word.roles for x in items[k + 1 : i])  # 探索在现代农业|领域…


def _of_whom(items: Sequence[Item], i: int, k: int) -> bool:
    """True where item i is not what the verb at k sets up, or is so of others than are spoken of.

    成立由|应急管理部|牵头的调查组; 建立试验区是|党中央|的决策; 公安部、水利部组成的|工作组.
    """
    before = items[i - 1].word.roles
    if "agent" in before or "copula" in before or items[i - 1].text in _STANDS_FOR_VERB:
        return True
    if not relative(items[k + 1 : k + 2]) or any(map(gives_agent, items[:k])):
        return False
    return k < 1 or not isinstance(items[k - 1], Name) or (k > 1 and "coordination" in items[k - 2].word.roles)


def _others(items: Sequence[Item], i: int) -> bool:
    """True where those who attend are a person named after 的, later in the clause."""
    for j in range(i + 1, len(items) - 1):
        if isinstance(items[j], Unit) and items[j].text == "的":
            return any(isinstance(x, Name) and x.type is T.PERSON for x in items[j + 1 :])
    return False


def _within_quotes(context: Context, name: Name, trigger: Unit) -> bool:
    """True for a part of what is quoted, where the verb stands outside: 举行“助力脱贫攻坚”直播."""
    quotes = context.reading.plain.quotes
    near = quotes[bisect_left(quotes, (name.end - _TITLE,)) : bisect_left(quotes, (name.start + 1,))]
    return any(
        name.end <= e and name.end - name.start < e - s <= _TITLE and not s <= trigger.start < e for s, e in near
    )


def _part_of_more(context: Context, items: Sequence[Item], found: Governed) -> bool:
    """True where the name says only which one of what follows it the verb takes: 提升冰雪运动|竞技水平."""
    name, i = found.name, found.at
    if name.type is T.PROGRAM and found.by < i - 1 and "aim" in items[i - 1].word.roles:
        return True  # 构建以科技创新|为引领的体系
    if i + 1 == len(items) or name.type not in _MODIFIERS:
        return False
    if name.type is T.PROGRAM and _lists_for(items, i):
        return True
    if modified(items[i + 1]):
        return True
    makes = name.type is T.PROGRAM or R.UNDERTAKES in found.verb.word.relations
    return makes and _headed(context, items, i)


def _headed(context: Context, items: Sequence[Item], i: int) -> bool:
    """True where a noun of another kind follows after 的, which is what the verb takes: 自主可控|的卫星导航系统."""
    item, following = items[i], items[i + 1]
    if not (isinstance(following, Unit) and following.text == "的"):
        return isinstance(following, Unit) and _opens_quote(context, item.end)  # 生态环保|“党政同责”制度
    if _opens_quote(context, item.start):
        return False
    head: Unit | None = None
    for after in items[i + 2 :]:
        if isinstance(after, Name):
            return False
        if after.pos not in _NOMINAL or after.marks & flags.ENDS_CLAUSE or after.word.roles & _LINKS:
            break
        if after.word.roles & _SAYS_LITTLE:
            return False  # 做到“两个维护”|的政治要求
        head = after
    if head is None:
        return False
    form = context.lexicon.form_of(head.text)
    return form is None or form.type is not T.SLOGAN


def _lists_for(items: Sequence[Item], i: int) -> bool:
    """True where the list with the name ends in 等 and a noun that it only modifies: 新能源汽车、核能|等产业链."""
    for j in range(i + 1, len(items) - 1):
        roles = items[j].word.roles
        if "among" in roles:
            head = items[j + 1]
            return isinstance(head, Unit) and head.pos in ("n", "v", "vn") and not head.word.roles and not head.marks
        if isinstance(items[j], Unit) and "coordination" not in roles and items[j].pos not in _NOMINAL:
            return False
    return False


def _opens_quote(context: Context, start: int) -> bool:
    """True where a quotation starts."""
    return start in context.reading.plain.quote_starts


def _elsewhere(context: Context, items: Sequence[Item], found: Governed) -> bool:
    """True where the verb takes a place's programme, and no body of that place does it: 新加坡参与中国|对外开放."""
    name, i, _, k, _, topic = found
    place = items[i - 1]
    if name.type is T.PROGRAM and isinstance(place, Name) and place.type is T.PLACE and i - 1 == k + 1:
        label = context.label(place.entity)
        return not any(context.label(b).startswith(label) for b in topic.bodies)
    return False
