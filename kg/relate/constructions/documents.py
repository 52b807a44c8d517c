"""Documents: what is studied without being named again, and what the issuers publish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import K, R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.constructions.posts import posts_before
from kg.relate.constructions.table import construction, construction_of_sentence
from kg.relate.spoken.meetings import STUDIED
from kg.relate.spoken.turns import Sentence, Spoken
from kg.relate.words import Item
from kg.words.grammar import Cue

_FOR_MEETINGS = frozenset({T.DOCUMENT, T.MEETING, T.SLOGAN})
_STUDIED_ITSELF = ("n", "vn", "l", "nz")


@construction_of_sentence(
    name=T.DOCUMENT,
    says=(
        (
            "云川省人民政府关于做好防洪工作的通知\n发布日期: 2024-05-06\n各有关单位：\n"
            "《云川河防洪规划》已经省政府同意，现印发给你们，请认真执行。",
            "云川省政府 issues 云川河防洪规划",
        ),
    ),
)
def published_here(sentence: Sentence) -> Iterator[Fact]:
    """《…》|已经市政府同意，现印发给你们: the issuers issue what the sentence begins with."""
    clauses = sentence.clauses
    first = next((name for i, name in clauses[0].names[:1] if i <= 1), None)  # after 《 at most
    if not sentence.context.issuers or first is None or first.type is not T.DOCUMENT:
        return
    for clause in clauses[1:]:
        verb = clause.verb(R.ISSUES)
        if verb is not None and not any(n.type is T.DOCUMENT for _, n in clause.names):
            for body in sentence.context.issuers:
                yield Fact(body, R.ISSUES, first.entity, first.start, verb.end, trigger=verb.text)
            return


@construction(
    name=T.DOCUMENT,
    says=(
        ("各地认真贯彻国务院办公厅《关于深化河长制的意见》。", "国务院办公厅 issues 关于深化河长制的意见"),
        ("各地贯彻北京市《关于深化河长制的通告》。", "北京市政府 issues 关于深化河长制的通告"),
    ),
    not_=(("水利部学习《关于深化河长制的意见》。", "水利部 issues 关于深化河长制的意见"),),
)
def maker_before_the_title(spoken: Spoken) -> Iterator[Fact]:
    """国务院办公厅|《关于…的意见》: the body right before a document's title issues it."""
    items = spoken.clause.items
    for i, document in spoken.clause.names:
        body = items[i - 2] if i > 1 and items[i - 1].text == "《" else None
        if document.type is not T.DOCUMENT or not isinstance(body, Name) or body.kind is K.MEDIA:
            continue
        if body.type is T.ORGANIZATION:
            yield Fact(body.entity, R.ISSUES, document.entity, body.start, document.end)


@construction(
    needs=R.STUDIES,
    says=(("各地学习党的二十大精神。交通运输部开展专题学习。", "交通运输部 studies 党的二十大"),),
)
def studied_without_its_name(spoken: Spoken) -> Iterator[Fact]:
    """交通运输部开展|专题学习: what is studied is what was named last of all that is studied."""
    clause, bodies, studied = spoken.clause, spoken.joined.bodies, spoken.told.studied
    if not bodies or not studied or spoken.acting.topic is None or any(x.type in STUDIED for _, x in clause.names):
        return
    since = max(spoken.joined.start, clause.start)
    verb = next((x for i, x in enumerate(clause.items) if since < x.start and _studies(clause.items, i, x)), None)
    for body in bodies if verb is not None else ():
        if verb is not None:
            yield Fact(body, R.STUDIES, studied, since, verb.end, trigger=verb.text)


def _studies(items: Sequence[Item], i: int, item: Item) -> bool:
    """True where item i is a verb of studying, not for the sake of another, and without anything that is studied."""
    relations = item.word.relations
    if R.STUDIES not in relations or R.UNDERTAKES in relations:
        return False
    if any("aim" in x.word.roles and Cue.BY_WAY_OF not in x.word.cues for x in items[:i]):
        return False
    following = items[i + 1] if i + 1 < len(items) else None
    return not (isinstance(following, Unit) and following.pos in _STUDIED_ITSELF and not following.word.roles)


@construction_of_sentence(
    name=T.DOCUMENT,
    says=(
        ("王小川签署国务院令，公布《云川河流域保护条例》。", "国务院 issues 云川河流域保护条例"),
        ("中央军委主席王小川日前签署命令，发布新修订的《军事训练条例》。", "中央军委 issues 军事训练条例"),
    ),
    not_=(("王小川签署国务院令，贯彻《云川河流域保护条例》。", "国务院 issues 云川河流域保护条例"),),
)
def by_its_order(sentence: Sentence) -> Iterator[Fact]:
    """签署|国务院|令|，公布《…》: a document is issued by the body whose order it is, or whose head signs the order."""
    issuer: Name | None = None
    for clause in sentence.clauses:
        at = next((i for i, x in enumerate(clause.items) if i and Cue.ORDER in x.word.cues), 0)
        issuer = _whose_order(sentence, clause.items, at) if at else issuer
        if issuer is not None:
            for document, verb in _issued(clause, at):
                yield Fact(issuer.entity, R.ISSUES, document.entity, issuer.start, document.end, trigger=verb.text)


def _issued(clause: Clause, first: int) -> Iterator[tuple[Name, Item]]:
    """The documents of a clause, each with the verb of issuing before it, from its first item on."""
    for i, document in clause.names:
        verb = next((x for x in reversed(clause.items[first:i]) if R.ISSUES in x.word.relations), None)
        if verb is not None and document.type is T.DOCUMENT:
            yield document, verb


def _whose_order(sentence: Sentence, items: Sequence[Item], at: int) -> Name | None:
    """The body right before the word for an order, else that of its signer, by the post before the name."""
    before = items[at - 1]
    if isinstance(before, Name):
        return before if before.type is T.ORGANIZATION else None
    if R.ISSUES not in before.word.relations:
        return None
    signer = next((i for i, x in enumerate(items[:at]) if isinstance(x, Name) and x.type is T.PERSON), 0)
    return next(iter(posts_before(sentence.context, items, signer).bodies), None) if signer else None


@construction(
    needs=R.HOLDS,
    name=T.MEETING,
    says=(
        ("水利部召开学习贯彻《云川河流域保护条例》座谈会。", "水利部 studies 云川河流域保护条例"),
        (
            "水利部召开学习贯彻习近平新时代中国特色社会主义思想座谈会。",
            "水利部 upholds 习近平新时代中国特色社会主义思想",
        ),
    ),
    not_=(("水利部召开《云川河流域保护条例》座谈会。", "水利部 studies 云川河流域保护条例"),),
)
def what_its_meeting_is_for(spoken: Spoken) -> Iterator[Fact]:
    """召开|学习贯彻《…》座谈会: what a meeting is held for, by its name, its holder does."""
    context = spoken.context
    units, choice = context.reading.units, context.lexicon.choice
    for found in spoken.governed:
        meeting = found.name
        for thing in context.reading.names_between(meeting.start, meeting.end) if found.relation is R.HOLDS else ():
            at = thing.first - 1 - (units[thing.first - 1].text in "《“")
            if thing.type not in _FOR_MEETINGS or at < meeting.first:
                continue
            relation = next((r for r in choice[thing.type] if r in units[at].word.relations), None)
            if relation is not None:
                for body in found.topic.bodies:
                    start, end = min(found.verb.start, meeting.start), max(found.verb.end, meeting.end)
                    yield Fact(body, relation, thing.entity, start, end, trigger=units[at].text)
