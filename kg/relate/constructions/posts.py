"""Posts: which bodies the persons of a sentence belong to by the posts named before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.constructions.table import construction_of_dateline, construction_of_sentence
from kg.relate.context import Context
from kg.relate.datelines import Dateline
from kg.relate.spoken.heads import post_in, whole
from kg.relate.spoken.turns import Sentence
from kg.relate.words import NOUNS, Item
from kg.words.lexicon import Lexicon

_BETWEEN = ("、", "兼", "和", "前")
_CREDIT = 60  # characters of a dateline with its reporters
_REACH = 24  # items before a person among which the posts are


@dataclass(slots=True)
class _Posts:
    """What stands before a person: the bodies and places named, those meant by a post, and the first post."""

    chain: list[Name] = field(default_factory=list)
    meant: list[str] = field(default_factory=list)
    post: Unit | None = None
    since_body: int = 0


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
    says=(
        ("水利部部长李明主持召开部务会议。", "李明 memberOf 水利部"),
        ("绵阳市委常委、常务副市长王刚出席会议。", "王刚 memberOf 绵阳市政府"),
        ("水利部党组书记、部长王小川表示，要推进河长制。", "王小川 memberOf 水利部"),
        ("江西省水利厅原党组书记李明接受审查。", "李明 memberOf 江西省水利厅"),
    ),
)
def posts_before_a_person(sentence: Sentence) -> Iterator[Fact]:
    """BODY|post、BODY|post|PERSON: the person belongs to each body.

    The bodies are those named before the person with only posts and nouns between, and those that posts say by
    themselves (省长).
    """
    for items, i, person in _persons(sentence):
        found = _before(sentence.context, items, i)
        bodies = (*found.meant, *(body.entity for body in found.chain if body.type is T.ORGANIZATION))
        start = min((x.start for x in found.chain), default=found.post.start if found.post else person.start)
        trigger = found.post.text if found.post else ""
        for body in dict.fromkeys(bodies):
            yield Fact(person.entity, R.MEMBER_OF, body, start, person.end, trigger=trigger)


@construction_of_sentence(
    says=(("云川市教育局推进“双减”工作。局长李明出席会议。", "李明 memberOf 云川市教育局"),),
)
def post_in_the_body_spoken_of(sentence: Sentence) -> Iterator[Fact]:
    """局长|李明: a member of the body spoken of, where its name ends in the same level."""
    context = sentence.context
    for items, i, person in _persons(sentence):
        found = _before(context, items, i)
        post = found.post
        if found.chain or post is None or post.text[0] not in context.lexicon.roles.get("level", ()):
            continue
        for iri in sentence.spoken_of.bodies[:1]:
            if context.label(iri).endswith(post.text[0]):
                yield Fact(person.entity, R.MEMBER_OF, iri, post.start, person.end, trigger=post.text)


def _persons(sentence: Sentence) -> Iterator[tuple[Sequence[Item], int, Name]]:
    """The persons of a sentence, each with the items of its clause and its place among them."""
    if sentence.context.peopled:
        for clause in sentence.clauses:
            for i, name in clause.names:
                if name.type is T.PERSON:
                    yield clause.items, i, name


def _before(context: Context, items: Sequence[Item], i: int) -> _Posts:
    """The posts before the person at item i, from the nearest to the farthest."""
    found = _Posts()
    for j in range(i - 1, max(-1, i - _REACH), -1):
        x = items[j]
        if isinstance(x, Name):
            if not _named(x, found, context.lexicon):
                break
        elif x.word.post:
            found.post = x
            found.since_body += 1
            if x.start in context.meant:
                found.meant.append(context.meant[x.start])
        elif not (x.text in _BETWEEN or "former" in x.word.roles or x.pos == "vn" or x.pos in NOUNS):
            break
    return found


def _named(name: Name, found: _Posts, lexicon: Lexicon) -> bool:
    """Take in a name before the posts of a person; False where it has no part in them."""
    if name.type is T.ORGANIZATION and (found.post is not None or post_in(name, lexicon)):
        found.chain.append(name)
        if found.since_body > 1 and whole(name) != name.entity:
            found.meant.append(whole(name))  # 部党组书记、部长|李明
        found.since_body = 0
        return True
    if name.type is T.PERSON:
        return False
    if name.type is T.PLACE:
        if found.post is not None and found.post.word.post == "gov":
            found.chain.append(name)
        return True
    return False
