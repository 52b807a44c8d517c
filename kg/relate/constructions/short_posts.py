"""Posts in bodies that are not named with them: 党组|书记|、|局长|李明, and 主任|林望|，|副主任|周萍."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import attrgetter
from typing import Final

from kg.model import K, R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.constructions.posts import Posts, persons_of, posts_before, whole_of
from kg.relate.constructions.table import construction_of_sentence
from kg.relate.context import Context
from kg.relate.spoken.turns import Sentence
from kg.relate.words import LISTS, NOUNS, Item, joins
from kg.words.grammar import Cue, Post

_NOMINAL = NOUNS | {"nt", "nz", "l", "vn"}
_TOLD: Final = 120  # characters from a body to the last of those who are listed with its head
_GROUPS: Final = 2  # party bodies, each a part of the next: 党组|理论学习中心组
_OTHERS: Final = 4000  # names before a post among which its body is
_start = attrgetter("start")


@construction_of_sentence(
    name=T.PERSON,
    says=(
        ("云川市教育局推进“双减”工作。局长李明出席会议。", "李明 memberOf 云川市教育局"),
        ("云川市教育局推进“双减”工作。副局长李明出席会议。", "李明 memberOf 云川市教育局"),
        ("水利部党组召开会议。党组书记、部长李明主持会议。", "李明 memberOf 水利部"),
        ("水利部党组召开会议。党组书记、部长李明主持会议。", "李明 memberOf 水利部党组"),
        ("国家发展改革委召开会议。党组书记、主任李明主持会议。", "李明 memberOf 国家发展改革委"),
        ("水利部党组理论学习中心组召开会议。党组书记、部长李明主持会议。", "李明 memberOf 水利部"),
        ("云川省防汛抗旱领导小组召开会议。领导小组副组长李明、周萍出席会议。", "周萍 memberOf 云川省防汛抗旱领导小组"),
    ),
    not_=(
        ("水利部党组、财政部党组学习党的二十大精神。党组书记李明出席会议。", "李明 memberOf 水利部党组"),
        ("水利部召开会议。主任李明出席会议。", "李明 memberOf 水利部"),
    ),
)
def post_in_the_body_spoken_of(sentence: Sentence) -> Iterator[Fact]:
    """局长|李明, 党组|书记|、|局长|李明: a member of the body spoken of, or of the one that the noun before ends.

    A post of no noun is one in the body spoken of where its level says so, or where it goes with one in the body's
    party group.
    """
    for items, i, person in persons_of(sentence):
        found = posts_before(sentence.context, items, i)
        if found.chain or found.post is None:
            continue
        trigger, j = found.post.text, found.places[-1]
        start = items[j - len(_nouns_before(items, j))].start
        for body in dict.fromkeys(_bodies(sentence, items, found)):
            yield Fact(person.entity, R.MEMBER_OF, body, start, person.end, trigger=trigger)


def _bodies(sentence: Sentence, items: Sequence[Item], found: Posts) -> Iterator[str]:
    """The bodies of posts that stand with no body's name, the farthest post first."""
    context, bodies = sentence.context, sentence.spoken_of.bodies
    spoken_of = bodies[0] if len(bodies) == 1 else ""
    within = False
    for j in reversed(found.places):
        noun = "".join(_nouns_before(items, j))
        form = context.lexicon.form_of(noun) if len(noun) > 1 else None  # but 收藏|部|主任
        if form is not None and form.type is T.ORGANIZATION:
            within = within or form.kind is K.PARTY_BODY
            body = _called(context, noun, items[j].start, spoken_of)
        else:
            plain = not noun and spoken_of and not found.meant
            body = _with_post(context, items[j], _above(context, spoken_of), within) if plain else ""
        if body:
            yield body


def _with_post(context: Context, post: Item, body: str, within: bool) -> str:
    """The body, where a post is one of its level, or goes with one `within` its party group; else nothing."""
    head = within and post.word.post in (Post.HEAD, Post.SECRETARY)
    return body if head or _of_its_level(context, post, body) else ""


def _nouns_before(items: Sequence[Item], j: int) -> list[str]:
    """The nouns right before item j, which call the body of its post: 党组|书记, 领导小组|副组长."""
    nouns = takewhile(lambda x: isinstance(x, Unit) and x.pos in _NOMINAL and not x.word.post, reversed(items[:j]))
    return [x.text for x in nouns][::-1]


def _called(context: Context, noun: str, before: int, spoken_of: str) -> str:
    """The body, named before, whose name ends in a noun: the only one, or that of the body spoken of."""
    last = bisect_left(context.reading.names, before, key=_start)
    ends = context.ending(noun, max(0, last - _OTHERS), last)
    if len(ends.named) == 1:
        return next(iter(ends.named))
    own = context.label(_above(context, spoken_of)) + noun if spoken_of else ""
    fitting = {*ends.labelled.get(own, ()), *({spoken_of} & ends.named.keys())}
    return min(fitting, default="")


def _above(context: Context, body: str) -> str:
    """The body whose party group it is, or the group of one; else the body itself."""
    for _ in range(_GROUPS):
        if context.linked.entities[body].kind is not K.PARTY_BODY:
            break
        body = next((part.parent for part in context.linked.parts if part.child == body), body)
    return body


def _of_its_level(context: Context, post: Item, body: str) -> bool:
    """True for the post of a head of bodies of its level: 局长 and 副局长 in a 局."""
    levels, last = context.lexicon.roles.get(Cue.LEVEL, frozenset()), context.label(body)[-1]
    return last in levels and last in post.text


@construction_of_sentence(
    name=T.PERSON,
    says=(
        ("云川省人大常委会主任林望，副主任周萍、孙立，秘书长吴文清出席会议。", "孙立 memberOf 云川省人大常委会"),
        ("云川省人大常委会主任林望，副主任周萍、孙立，秘书长吴文清出席会议。", "吴文清 memberOf 云川省人大常委会"),
        ("云川省水利学会会长李明、副会长周萍出席会议。", "周萍 memberOf 云川省水利学会"),
    ),
    not_=(
        ("水利部部长李明，教授周萍出席会议。", "周萍 memberOf 水利部"),
        ("水利部部长李明会见副局长周萍。", "周萍 memberOf 水利部"),
    ),
)
def post_after_its_head(sentence: Sentence) -> Iterator[Fact]:
    """水利厅厅长|林望|，|副厅长|周萍: who is listed after a body's head with a post alone has it in that body."""
    context = sentence.context
    held: tuple[Name, ...] = ()
    others: tuple[str, ...] = ()
    before: tuple[Sequence[Item], int] | None = None
    for items, i, person in persons_of(sentence):
        found = posts_before(context, items, i)
        if found.bodies:
            held, others = found.bodies, tuple(iri for body in found.bodies for iri in whole_of(body, context))
        elif found.post is None or not _goes_on(before, items, found, i):
            held = ()
        elif held and not found.meant and found.post.word.post != Post.EXPERT:
            body = _of_the_head(context, found.post, held, others)
            start = held[-1].start if person.end - held[-1].start < _TOLD else found.post.start
            if body:
                yield Fact(person.entity, R.MEMBER_OF, body, start, person.end, trigger=found.post.text)
        before = items, i


def _goes_on(before: tuple[Sequence[Item], int] | None, items: Sequence[Item], found: Posts, i: int) -> bool:
    """True where nothing but what joins a list stands between the person before and the posts of the one at item i.

    They may stand in two clauses, and both may have the posts: 副主任|周萍、|孙立.
    """
    if before is None:
        return False
    first = found.places[-1]
    past, at = before
    if past is items:
        return first < at < i or (at + 1 < first and all(joins(x, LISTS) for x in items[at + 1 : first]))
    return at == len(past) - 1 and all(joins(x, LISTS) for x in items[:first])


def _of_the_head(context: Context, post: Unit, held: Sequence[Name], others: Sequence[str]) -> str:
    """The body of a post among those of the head before: that of its level, else the one named last if it is alone."""
    bodies = [*(body.entity for body in held), *others]
    level = next((iri for iri in bodies if _of_its_level(context, post, iri)), "")
    return level or (bodies[0] if len(bodies) == 1 else "")
