"""Posts: which bodies the persons of a clause belong to by the posts named before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import K, R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.context import Context, Topic
from kg.relate.words import NOUNS, Item
from kg.words.lexicon import Lexicon

_BETWEEN = ("、", "兼", "和", "前")
_REACH = 24  # items before a person among which the posts are


def post_in(name: Name, lexicon: Lexicon) -> str:
    """The post that a body's alias ends with: 常委 in 中央政治局常委."""
    if name.type is not T.ORGANIZATION:
        return ""
    words = lexicon.words
    return next((t for t in (name.text[-2:], name.text[-3:]) if t in words and words[t].post), "")


def whole(name: Name) -> str:
    """The body for which one speaks who heads a body's party group: the body."""
    above = name.anchor
    party = name.kind is K.PARTY_BODY and above is not None and above.type is T.ORGANIZATION
    return above.entity if party and above is not None and above.entity else name.entity


def memberships(context: Context, clauses: Sequence[Clause], spoken_of: Topic) -> Iterator[Fact]:
    """BODY post、BODY post PERSON: the person belongs to each body.

    The bodies are those named before the person with only posts and nouns between, those that posts say by themselves
    (省长), and, where there are none, the one spoken of.
    """
    for clause in clauses:
        for i, name in clause.names:
            if name.type is T.PERSON:
                yield from _memberships(context, clause.items, i, name, spoken_of)


def _memberships(context: Context, items: Sequence[Item], i: int, person: Name, spoken_of: Topic) -> Iterator[Fact]:
    """The bodies to which the person at item i belongs."""
    j = i - 1
    chain: list[Name] = []
    bodies: list[str] = []
    post: Unit | None = None
    posts = 0
    while j >= 0 and i - j < _REACH:
        x = items[j]
        if isinstance(x, Name):
            if x.type is T.ORGANIZATION and (post is not None or post_in(x, context.lexicon)):
                chain.append(x)
                if posts > 1 and whole(x) != x.entity:
                    bodies.append(whole(x))  # 部党组书记、部长|李明
                posts = 0
            elif x.type is T.PERSON:
                break
            elif x.type is T.PLACE and post is not None and post.word.post == "gov":
                chain.append(x)
            elif x.type is not T.PLACE:
                break
        elif x.word.post:
            post = x
            posts += 1
            if x.start in context.meant:
                bodies.append(context.meant[x.start])
        elif not (x.text in _BETWEEN or "former" in x.word.roles or x.pos == "vn" or x.pos in NOUNS):
            break
        j -= 1
    if not chain and post is not None:
        yield from _own_leader(context, post, person, spoken_of)
    bodies += [body.entity for body in chain if body.type is T.ORGANIZATION]
    start = min((x.start for x in chain), default=post.start if post else person.start)
    trigger = post.text if post else ""
    for body in dict.fromkeys(bodies):
        yield Fact(person.entity, R.MEMBER_OF, body, start, person.end, trigger=trigger)


def _own_leader(context: Context, post: Unit, person: Name, spoken_of: Topic) -> Iterator[Fact]:
    """局长李明: a member of the body spoken of, where its name ends in the same level."""
    level = post.text[0]
    if level in context.lexicon.roles.get("level", ()):
        for iri in spoken_of.bodies[:1]:
            if context.label(iri).endswith(level):
                yield Fact(person.entity, R.MEMBER_OF, iri, post.start, person.end, trigger=post.text)
