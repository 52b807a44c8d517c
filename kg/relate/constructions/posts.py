"""Posts: which bodies the persons of a sentence belong to by the posts named before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.model import K, R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.constructions.table import construction_of_dateline, construction_of_sentence
from kg.relate.context import Context
from kg.relate.datelines import Dateline
from kg.relate.spoken.heads import post_in, whole
from kg.relate.spoken.turns import Sentence
from kg.relate.words import NOUNS, Item, is_person, joins
from kg.words.grammar import Cue, Post

_AMONG_POSTS = NOUNS | {"vn", "nt", "nz", "l"}  # of bodies whose place is not named again too: 人大常委会|主任
_LIST_SIGNS = frozenset({Cue.AND, Cue.AS_WELL_AS})
_BETWEEN = frozenset({Cue.AND, Cue.DOUBLE})
_CREDIT = 60  # characters of a dateline with its reporters
_EMPLOYERS = frozenset({K.SCHOOL, K.COMPANY, K.AFFILIATED_UNIT, K.DEPARTMENT, K.MEDIA, K.PARTY_BODY})
_DESCRIBES = frozenset({"m", "q", "a", "b"})  # 2018|级|硕士研究生, 第五|监督检察室|副主任
_HOW = frozenset({Cue.STANDING, Cue.OUT_OF_OFFICE, Cue.AGE})
_APART = 6  # items from what someone is back to the body
_DUTY = 6  # items from a post back to the verb of what one is in charge of
_REACH = 24  # items before a person among which the posts are


@dataclass(slots=True)
class Posts:
    """What stands before a person: bodies and places named, those meant by a post, the first post, and where posts are.

    All stand from the nearest to the farthest.
    """

    chain: list[Name] = field(default_factory=list)
    meant: list[str] = field(default_factory=list)
    post: Unit | None = None
    places: list[int] = field(default_factory=list)
    since_body: int = 0

    @property
    def bodies(self) -> tuple[Name, ...]:
        """The bodies named."""
        return tuple(name for name in self.chain if name.type is T.ORGANIZATION)

    @property
    def entities(self) -> tuple[str, ...]:
        """The bodies whose posts they are, each once: those that posts alone mean, then those named."""
        return tuple(dict.fromkeys((*self.meant, *(body.entity for body in self.bodies))))


@construction_of_dateline(
    says=(("教育部召开会议。\n贵州日报贵阳5月13日电（记者李明）云川市召开会议。", "李明 memberOf 贵州日报"),),
)
def reporter_of_the_medium(credit: Dateline) -> Iterator[Fact]:
    """贵州日报贵阳5月13日电（记者|李明|）: a reporter belongs to the medium of the dateline."""
    medium = credit.medium
    for person in credit.reporters if medium is not None else ():
        if medium is not None and person.entity and medium.entity:
            start, end = min(medium.start, person.start), max(medium.end, person.end)
            if end - start > _CREDIT:
                start, end = person.start, person.end
            yield Fact(person.entity, R.MEMBER_OF, medium.entity, start, end)


@construction_of_sentence(
    name=T.PERSON,
    says=(
        ("水利部部长李明主持召开部务会议。", "李明 memberOf 水利部"),
        ("绵阳市委常委、常务副市长王刚出席会议。", "王刚 memberOf 绵阳市政府"),
        ("水利部党组书记、部长王小川表示，要推进河长制。", "王小川 memberOf 水利部"),
        ("江西省水利厅原党组书记李明接受审查。", "李明 memberOf 江西省水利厅"),
        ("江西省水利厅副厅长李明、周萍，巡视员孙立出席会议。", "周萍 memberOf 江西省水利厅"),
        ("时任浙江省委书记的李明同志亲自部署。", "李明 memberOf 浙江省委"),
        ("水利部召开会议。部党组书记、部长李明出席会议。", "李明 memberOf 水利部"),
        ("江西省水利厅分管日常工作的副厅长李明出席会议。", "李明 memberOf 江西省水利厅"),
        ("云川大学教师李明出席会议。", "李明 memberOf 云川大学"),
        ("云川大学2018级硕士研究生李明出席会议。", "李明 memberOf 云川大学"),
        ("云川大学的老教师李明出席会议。", "李明 memberOf 云川大学"),
        ("国务委员李明出席会议。", "李明 memberOf 国务院"),
        ("副委员长李明出席会议。", "李明 memberOf 全国人大常委会"),
        ("法国首任总统林望出席会议。", "林望 memberOf 法国政府"),
        ("香港特区行政长官林望出席会议。", "林望 memberOf 香港特别行政区政府"),
        ("云川县青溪镇党委组织委员李明出席会议。", "李明 memberOf 青溪镇党委"),
        ("国家税务总局杭州市税务局局长李明出席会议。", "李明 memberOf 杭州市税务局"),
        ("财政部学习水利部部长李明的重要讲话。", "李明 memberOf 水利部"),
        ("中央党校（国家行政学院）校长（院长）李明出席会议。", "李明 memberOf 中央党校（国家行政学院）"),
    ),
    not_=(
        ("江西省水利厅副厅长李明和村民周萍出席会议。", "周萍 memberOf 江西省水利厅"),
        ("中国常驻联合国代表李明表示，要推进河长制。", "李明 memberOf 联合国"),
        ("全国人大常委会召开会议，朝鲜最高人民会议副委员长李明出席会议。", "李明 memberOf 全国人大常委会"),
        ("国家税务总局杭州市税务局局长李明出席会议。", "李明 memberOf 国家税务总局"),
    ),
)
def posts_before_a_person(sentence: Sentence) -> Iterator[Fact]:
    """BODY|post、BODY|post|PERSON: the person belongs to each body, and so do those listed after him.

    The bodies are those named before the person with only posts and nouns between, and those that posts say by
    themselves (省长).
    """
    for items, i, person in persons_of(sentence):
        found = posts_before(sentence.context, items, i)
        start = min((x.start for x in (*found.chain, found.post) if x is not None), default=person.start)
        trigger = found.post.text if found.post else ""
        for body in found.entities:
            yield Fact(person.entity, R.MEMBER_OF, body, start, person.end, trigger=trigger)


@construction_of_sentence(
    name=T.PERSON,
    says=(("会上，财政部李明副部长介绍情况。", "李明 memberOf 财政部"),),
    not_=(("会上，财政部李明介绍情况。", "李明 memberOf 财政部"),),
)
def post_after_a_person(sentence: Sentence) -> Iterator[Fact]:
    """财政部|李明|副部长: the person between a body and a post belongs to the body."""
    for items, i, person in persons_of(sentence):
        body = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        if isinstance(body, Name) and body.type is T.ORGANIZATION and isinstance(after, Unit) and after.word.post:
            yield Fact(person.entity, R.MEMBER_OF, body.entity, body.start, after.end, trigger=after.text)


@construction_of_sentence(
    name=T.PERSON,
    says=(
        (
            "部长李明、副部长王小川出席会议。委员：李明　水利部副部长　王小川　财政部副部长",
            "王小川 memberOf 财政部",
        ),
    ),
    not_=(
        ("部长李明、副部长王小川出席会议。委员：李明　水利部副部长　王小川　财政部副部长", "王小川 memberOf 水利部"),
    ),
)
def roster(sentence: Sentence) -> Iterator[Fact]:
    """李明|水利部|副部长|王小川|财政部|副部长: in a list of persons each has the posts after the name.

    What is listed is who belongs to a body where the title of the document says so.
    """
    for clause in sentence.clauses if sentence.context.peopled else ():
        if not _is_roster(clause):
            continue
        persons = [(i, n) for i, n in clause.names if n.type is T.PERSON]
        ends = [i for i, _ in persons[1:]] + [len(clause.items)]
        for (i, person), end in zip(persons, ends, strict=True):
            found = posts_before(sentence.context, clause.items, end, i)
            last = clause.items[end - 1].end
            lists = sentence.context.lists
            for body in (*found.entities, *([lists] if lists and lists not in found.entities else [])):
                trigger = found.post.text if found.post else ""
                yield Fact(person.entity, R.MEMBER_OF, body, person.start, last, trigger=trigger)


@construction_of_sentence(
    name=T.PERSON,
    says=(
        ("水利部部长李明出席会议。李明，江西省水利厅信息中心副主任。", "李明 memberOf 信息中心"),
        ("财政部部长李明出席会议。他叫李明，是江西省水利厅副厅长。", "李明 memberOf 江西省水利厅"),
    ),
    not_=(
        ("水利部部长李明出席会议。省长会见李明，江西省水利厅副厅长。", "李明 memberOf 江西省水利厅"),
        ("水利部部长李明出席会议。李明，江西省水利厅副厅长王小川。", "李明 memberOf 江西省水利厅"),
    ),
)
def post_said_of_a_person(sentence: Sentence) -> Iterator[Fact]:
    """李明|，|BODY|post: the person is in the body of the post that is all that the next words say."""
    clauses = sentence.clauses if sentence.context.peopled else ()
    for clause, after in pairwise(clauses):
        last = clause.items[-1]
        if isinstance(last, Name) and last.type is T.PERSON and clause.end == "，":
            first = after.items[0]
            says = isinstance(first, Unit) and Cue.COPULA in first.word.roles
            if says or len(clause.items) == 1:
                yield from _said_of(sentence.context, last, after.items)


def _said_of(context: Context, person: Name, items: Sequence[Item]) -> Iterator[Fact]:
    """Membership of the person in the bodies of the posts, where the items say nothing but posts."""
    end = items[-1]
    if not isinstance(end, Unit) or not end.word.post or any(map(is_person, items)):
        return
    found = posts_before(context, items, len(items))
    begun = [x.start for x in found.chain]
    if not begun or any(x.end <= min(begun) and not _leads(x) for x in items):
        return
    for body in found.entities:
        yield Fact(person.entity, R.MEMBER_OF, body, person.start, end.end, trigger=end.text)


def _leads(item: Item) -> bool:
    """True for what may stand before the body of a post: 是 or a time."""
    return Cue.COPULA in item.word.roles or item.pos in ("t", "d", "f")


def _is_roster(clause: Clause) -> bool:
    """True for a clause that lists persons, the first thing in it, each with a body and a post after the name."""
    items = clause.items
    if not clause.names or clause.names[0][0] != 0 or clause.names[0][1].type is not T.PERSON or len(items) < 3:
        return False
    last = items[-1]
    body = items[3] if len(items) > 3 and _rank(items[1]) and items[2].text == "、" else items[1]
    return isinstance(body, Name) and isinstance(last, Unit) and bool(last.word.post)


def _rank(item: Item) -> bool:
    """True for what someone is in no body: 教授."""
    return isinstance(item, Unit) and item.word.post is Post.EXPERT


def persons_of(sentence: Sentence) -> Iterator[tuple[Sequence[Item], int, Name]]:
    """The persons of a sentence, each with the items of its clause and its place among them."""
    if sentence.context.peopled:
        for clause in sentence.clauses:
            for i, name in clause.names if not _is_roster(clause) else ():
                person = sentence.context.authors.get(name.first) if name.type is T.DOCUMENT else name
                if person is not None and person.type is T.PERSON:
                    yield clause.items, i, person


def posts_before(context: Context, items: Sequence[Item], i: int, first: int = -1) -> Posts:
    """The posts before item i and after the first, from the nearest to the farthest."""
    found = Posts()
    i = _listed_first(items, i, first)
    for j in range(i - 1, max(first, i - _REACH), -1):
        x = items[j]
        if isinstance(x, Name):
            if not _named(x, found, context):
                break
        elif _in_brackets(items, j) or (found.post is not None and not found.chain and _in_charge(items, j)):
            continue
        elif _posted(items, j, i):
            found.post = x
            found.places.append(j)
            found.since_body += 1
            if x.start in context.meant:
                found.meant.append(context.meant[x.start])
        elif not (_among_posts(x) or _owns(items, j, i) or (found.post is not None and _describes(items, j))):
            break
    return found


def _among_posts(item: Unit) -> bool:
    """True for what stands among the posts of one person: 党组书记|、|部长, 原|局长."""
    return joins(item, _BETWEEN) or "former" in item.word.roles or item.pos in _AMONG_POSTS


def _describes(items: Sequence[Item], j: int) -> bool:
    """True for what stands between a body and a post in it and says more of the post: 大学|2018|级|研究生."""
    x = items[j]
    if Cue.POSSESSIVE in x.word.cues:
        before = items[j - 1] if j else None
        return isinstance(before, Name) and before.type is T.ORGANIZATION
    return x.pos in _DESCRIBES or not _HOW.isdisjoint(x.word.cues)


def _in_brackets(items: Sequence[Item], j: int) -> bool:
    """True for the brackets around a post, and for the post: 校长|（|院长|）."""
    for k in range(max(0, j - 2), min(j + 1, len(items) - 2)):
        if items[k].text == "（" and items[k + 2].text == "）" and items[k + 1].word.post:
            return True
    return False


def _in_charge(items: Sequence[Item], j: int) -> bool:
    """True where item j is part of what one is in charge of in the body before it: 水利厅|分管|日常工作|的|副厅长."""
    for k in range(j, max(0, j - _DUTY), -1):
        if Cue.OVERSEES in items[k].word.cues:
            before = items[k - 1]
            return isinstance(before, Name) and before.type is T.ORGANIZATION
    return False


def _posted(items: Sequence[Item], j: int, i: int) -> bool:
    """True for a post, and for what someone is in the body before it: 惠民幼儿园|退休|教师|李明."""
    word = items[j].word
    if word.post or Cue.SPEAKER in word.roles:
        return True
    if Cue.BEARER not in word.cues or j != i - 1:
        return False
    for k in range(j - 1, max(-1, j - 1 - _APART), -1):
        x = items[k]
        if isinstance(x, Name):
            return x.kind in _EMPLOYERS
        if not (_among_posts(x) or _describes(items, k)):
            return False
    return False


def _owns(items: Sequence[Item], j: int, i: int) -> bool:
    """True for 的 between a post and its holder: 时任浙江省委书记|的|习近平."""
    before = items[j - 1] if j else None
    return Cue.POSSESSIVE in items[j].word.cues and j == i - 1 and isinstance(before, Unit) and bool(before.word.post)


def _listed_first(items: Sequence[Item], i: int, first: int) -> int:
    """The first of the persons who are listed with the one at item i with nothing else between: 副省长|李明、周萍."""
    j = i
    while j - 2 > first and joins(items[j - 1], _LIST_SIGNS):
        before = items[j - 2]
        if not isinstance(before, Name) or before.type is not T.PERSON:
            break
        j -= 2
    return j


def _named(name: Name, found: Posts, context: Context) -> bool:
    """Take in a name before the posts of a person; False where it has no part in them."""
    if found.chain and not found.since_body and name.end == found.chain[-1].start and name.kind is K.MINISTRY:
        return True  # 国家税务总局|云川省税务局|局长
    if name.type is T.ORGANIZATION and (found.post is not None or post_in(name, context.lexicon)):
        found.chain.append(name)
        if found.since_body > 1:
            found.meant += whole_of(name, context)
        found.since_body = 0
        return True
    if name.type is T.PLACE:
        if found.post is not None and found.post.word.post == "gov":
            found.chain.append(name)
        return True
    return False


def whole_of(name: Name, context: Context) -> list[str]:
    """The body for whose party group's secretary a second post is: 部党组书记、部长|李明."""
    if whole(name) != name.entity:
        return [whole(name)]
    if name.kind is not K.PARTY_BODY:
        return []
    return [part.parent for part in context.linked.parts if part.child == name.entity][:1]
