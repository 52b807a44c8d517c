"""Ways of being an object: which verb governs a name and what it evokes of it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import R, Relation
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.records import record
from kg.relate.clauses import Clause
from kg.relate.context import Context, Topic
from kg.relate.spoken.actors import Acting
from kg.relate.words import LISTS, PASSED, Item, gives_agent, joins, relative
from kg.rules import Rules
from kg.words.grammar import Cue

_PREPOSED = frozenset({R.UNDERTAKES, R.UPHOLDS})  # of what is named before its verb or without one
_LESSON = 8  # items from 作为 to the end of what something is made
_HOW = frozenset({"d", "ad", "t", "m", "vd"})
_BESIDE = _HOW | {"vn", "a", "x"}
"""Parts of speech of what stands between verbs that share an object."""
_OF_ITS_MAKER = (2, 3)  # items from the verb to what is made: 制定|的|…, 制定|的|《|…


@record
class Governed:
    """A name that is the object of a verb: item `at` of its clause, the verb item `by`, and `topic`, who does it.

    `way` is the rule of `WAYS` by which it is its object; `acting` says who the clause itself names.
    """

    context: Context
    clause: Clause
    acting: Acting
    name: Name
    at: int
    verb: Unit
    by: int
    relation: Relation
    topic: Topic
    way: str

    @property
    def convener(self) -> str:
        """The body that holds it, where it is a meeting that a body holds; or empty."""
        holds = self.relation is R.HOLDS and self.topic.bodies and not self.topic.persons
        return self.topic.bodies[0] if holds else ""

    @property
    def of_its_maker(self) -> bool:
        """True where 的 stands between the verb and the name: 国务院制定|的《…》."""
        return self.at - self.by in _OF_ITS_MAKER and relative(self.clause.items[self.by + 1 : self.by + 2])

    @property
    def makers(self) -> Sequence[Name]:
        """The names before the verb, over words that say when or how: 教育部、水利部|近日|共同|发布."""
        items, k = self.clause.items, self.by - 1
        while k >= 0 and _says_how(items[k]):
            k -= 1
        found: list[Name] = []
        while k >= 0 and isinstance(name := items[k], Name):
            found.append(name)
            k -= 2 if k and joins(items[k - 1], LISTS) else k + 1
        return found[::-1]


WAYS: Rules[[Clause, int, Sequence[Relation]], tuple[int, Relation] | None] = Rules("ways of being an object")
"""How the name at an item may be the object of a verb: the verb's place and the first that it evokes of the wanted.

The first that holds decides.
"""


@WAYS.rule(
    says=(
        ("教育部开展义务教育质量监测。", "教育部 undertakes 义务教育质量监测"),
        ("水利部印发《云川河流域保护条例》。", "水利部 issues 云川河流域保护条例"),
        ("水利部公布了经修订的《云川河流域保护条例》。", "水利部 issues 云川河流域保护条例"),
        ("由教育部、水利部近日共同推出的“绿水青山”活动受到欢迎。", "教育部 undertakes 绿水青山活动"),
        ("水利部认真学习贯彻落实党的二十大精神。", "水利部 studies 党的二十大"),
        ("水利部推动党中央决策部署落实，加强河长制。", "水利部 undertakes 河长制"),
        ("水利部强化保障，深度参与城市更新，利用平台开展河长制。", "水利部 undertakes 河长制"),
    )
)
def verb_and_object(clause: Clause, i: int, wanted: Sequence[Relation]) -> tuple[int, Relation] | None:
    """开展|河长制: the nearest verb before the name that evokes one of the relations."""
    if not _acting(clause, wanted):
        return None
    items = clause.items
    for k in range(i - 1, -1, -1):
        relation = _evoked(items[k], wanted)
        if relation is not None:
            studied = _studied(items, k) if relation is R.IMPLEMENTS and R.STUDIES in wanted else k
            return studied, (relation if studied == k else R.STUDIES)
    return None


def _studied(items: Sequence[Item], k: int) -> int:
    """The verb of study that the verb at item k only follows: 学习|贯彻落实, 学习|宣传|贯彻; else item k."""
    for j in range(k - 1, -1, -1):
        if R.STUDIES in items[j].word.relations:
            return j
        if isinstance(items[j], Name) or not (items[j].pos in _BESIDE or joins(items[j], LISTS)):
            break
    return k


@WAYS.rule(
    says=(
        ("自然资源部把党史学习教育作为重大任务，对厕所革命全面部署。", "自然资源部 undertakes 厕所革命"),
        ("《云川河流域保护条例》由水利部会同财政部制定。", "水利部 issues 云川河流域保护条例"),
        ("党史学习教育开展以来，商务部认真学习。", "商务部 undertakes 党史学习教育"),
        ("水利部强化保障，厕所革命稳步推进。", "水利部 undertakes 厕所革命"),
    )
)
def object_first(clause: Clause, i: int, wanted: Sequence[Relation]) -> tuple[int, Relation] | None:
    """对|河长制|全面部署: the nearest verb after a name that a preposition governs or that the clause begins with.

    After 由 where who does it is named so.
    """
    items = clause.items
    if wanted[0] is R.ESTABLISHES or not _acting(clause, wanted) or not (_preposed(clause, i) or _topical(items, i)):
        return None
    agent = next((k for k in range(i + 1, len(items)) if gives_agent(items[k])), i)  # 由
    for k in range(agent + 1, len(items)):
        relation = _evoked(items[k], wanted)
        if relation is not None and not _own_doing(clause, i, k, relation, agent):
            return k, relation
    return None


def _own_doing(clause: Clause, i: int, k: int, relation: Relation, agent: int) -> bool:
    """True where the verb at item k says what the name at item i does or undergoes by itself.

    党的十八大召开: the meeting takes place, and who holds it isn't said; 重要讲话提出了…: the document says it;
    《意见》还对完善…提出要求: the document is the subject.
    """
    items = clause.items
    if relation is R.HOLDS:
        return not any(map(gives_agent, items))
    if _preposed(clause, i):
        return False
    if relation is R.ISSUES:
        return "speech" in items[k].word.roles
    return relation is R.IMPLEMENTS and agent == i and not _only_passed(items[i + 1 : k])


@WAYS.rule(
    says=(
        ("水利部在党史学习教育中主动作为。", "水利部 undertakes 党史学习教育"),
        ("水利部在党史学习教育过程中主动作为。", "水利部 undertakes 党史学习教育"),
    )
)
def in_the_course_of(clause: Clause, i: int, wanted: Sequence[Relation]) -> tuple[int, Relation] | None:
    """在|党史学习教育|中, 在|党史学习教育|过程中: what goes on."""
    items = clause.items
    following = _following(items, i)
    if isinstance(following, Unit) and Cue.LIGHT in following.word.roles:
        following = _following(items, i + 1)
    if i and R.UNDERTAKES in wanted and isinstance(following, Unit) and Cue.DURING in following.word.cues:
        return (i - 1, R.UNDERTAKES) if "locative" in items[i - 1].word.roles else None
    return None


@WAYS.rule(says=(("自然资源部把党史学习教育作为重大政治任务。", "自然资源部 undertakes 党史学习教育"),))
def preposition_for_verb(clause: Clause, i: int, wanted: Sequence[Relation]) -> tuple[int, Relation] | None:
    """以|乡村振兴|为抓手: the preposition stands for a verb."""
    items = clause.items
    if wanted[0] not in _PREPOSED or not _preposed(clause, i) or _names_an_example(items[i + 1 :]):
        return None
    for k in range(i - 1, -1, -1):
        item = items[k]
        if isinstance(item, Unit) and Cue.STANDS_FOR_VERB in item.word.cues:
            return k, wanted[0]
    return None


@WAYS.rule(says=(("水利部把党的二十大精神作为必修课。", "水利部 studies 党的二十大"),))
def taken_as_a_lesson(clause: Clause, i: int, wanted: Sequence[Relation]) -> tuple[int, Relation] | None:
    """把|党的二十大精神|作为必修课: what is made a lesson is studied."""
    items = clause.items
    if R.STUDIES not in wanted or not _preposed(clause, i):
        return None
    for k in range(i + 1, len(items)):
        if Cue.PREPOSED in items[k].word.roles:
            return (k, R.STUDIES) if any(Cue.LESSON in x.word.roles for x in items[k + 1 : k + _LESSON]) else None
    return None


def _acting(clause: Clause, wanted: Sequence[Relation]) -> bool:
    """True where a verb of the clause evokes one of the relations; else each name would be held against all words."""
    for v in clause.verbs:  # noqa: SIM110  # asked of each name, by each way
        if not v.word.relations.isdisjoint(wanted):
            return True
    return False


def _says_how(item: Item) -> bool:
    """True for a word that only says when or how something is done."""
    return isinstance(item, Unit) and (item.pos in _HOW or Cue.MANNER in item.word.roles) and not item.word.relations


def _only_passed(items: Sequence[Item]) -> bool:
    """True where the items only say when or how."""
    return all(isinstance(x, Unit) and (x.pos in PASSED or x.text == "》") for x in items)


def _evoked(item: Item, wanted: Sequence[Relation]) -> Relation | None:
    """The first of the relations wanted that a word evokes."""
    carried = item.word.relations
    for relation in wanted if carried else ():
        if relation in carried:
            return relation
    return None


def _titled(items: Sequence[Item], i: int) -> bool:
    """True where item i stands in title marks."""
    return i > 0 and items[i - 1].text == "《" and i + 2 < len(items)


def _following(items: Sequence[Item], i: int) -> Item | None:
    """The item after item i, or after the title mark that closes it."""
    at = i + 1 + _titled(items, i)
    return items[at] if i + 1 < len(items) else None


def _topical(items: Sequence[Item], i: int) -> bool:
    """True where the clause begins with item i, or 由 follows it."""
    following = _following(items, i)
    return i == _titled(items, i) or (isinstance(following, Unit) and Cue.BY in following.word.cues)


def _preposed(clause: Clause, i: int) -> bool:
    """True where a preposition goes before item i: 对|…, 把|…."""
    return bool(clause.preposers) and clause.preposers[0] < i


def _names_an_example(items: Sequence[Item]) -> bool:
    """True for 以…为例, which says nothing of what is done."""
    return any(isinstance(x, Unit) and Cue.EXAMPLE in x.word.cues for x in items[:3])
