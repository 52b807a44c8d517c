"""Bodies with one another: who cooperates with whom, and who is part of whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import belongs


@construction(
    needs=R.COOPERATES_WITH,
    says=(("水利部会同财政部开展农村饮水安全工程。", "水利部 cooperatesWith 财政部"),),
    not_=(
        ("水利部、财政部开展农村饮水安全工程。", "水利部 cooperatesWith 财政部"),
        ("云川省省长林望会见了法国总统周萍，并与英国首相孙立共同主持会议。", "法国政府 cooperatesWith 孙立"),
    ),
)
def with_a_partner(spoken: Spoken) -> Iterator[Fact]:
    """A会同|B|…: the bodies spoken of cooperate with each partner that is a body; a person attends with them."""
    verb, topic = spoken.clause.verb(R.COOPERATES_WITH), spoken.topic
    for body in topic.bodies:
        for partner in spoken.acting.partners:
            if verb is not None and partner.type is T.ORGANIZATION and body != partner.entity:
                since = topic.start if topic.start >= 0 and spoken.acting.topic else partner.start
                start, end = min(partner.start, verb.start, since), max(partner.end, verb.end)
                yield Fact(body, R.COOPERATES_WITH, partner.entity, start, end, trigger=verb.text)


@construction(
    needs=R.COOPERATES_WITH,
    says=(
        ("教育部、财政部联合印发《云川教育经费管理办法》。", "教育部 cooperatesWith 财政部"),
        ("云川市人民政府与中国科学院签署战略合作框架协议。", "云川市政府 cooperatesWith 中国科学院"),
    ),
)
def jointly(spoken: Spoken) -> Iterator[Fact]:
    """A、B|联合|…: the bodies that the sentence names cooperate with one another."""
    verb, topic, acting = spoken.clause.verb(R.COOPERATES_WITH), spoken.topic, spoken.acting
    if (
        verb is None
        or acting.partners
        or topic.partners
        or len(topic.bodies) < 2
        or topic.start < spoken.sentence.start
    ):
        return
    after = next((j for j, x in enumerate(spoken.clause.items) if x.start <= verb.start < x.end), 0)
    if acting.topic is None or after > acting.at:
        for a, b in combinations(topic.bodies, 2):
            start, end = min(topic.start, verb.start), max(topic.start + 1, verb.end)
            yield Fact(a, R.COOPERATES_WITH, b, start, end, trigger=verb.text)


@construction(
    needs=R.COOPERATES_WITH,
    says=(("各地贯彻教育部、财政部联合发布的《云川教育经费管理办法》。", "教育部 cooperatesWith 财政部"),),
    not_=(("各地贯彻教育部、财政部发布的《云川教育经费管理办法》。", "教育部 cooperatesWith 财政部"),),
)
def joint_makers(spoken: Spoken) -> Iterator[Fact]:
    """A、B|联合发布|的《…》: those that made together what is spoken of cooperate with one another."""
    for found in spoken.governed:
        if not found.of_its_maker or R.COOPERATES_WITH not in found.verb.word.relations:
            continue
        for a, b in combinations([m for m in found.makers if m.type is T.ORGANIZATION], 2):
            if a.entity != b.entity:
                yield Fact(a.entity, R.COOPERATES_WITH, b.entity, a.start, found.verb.end, trigger=found.verb.text)


@construction(
    name=T.ORGANIZATION,
    says=(("杭州海关所属宁波海关开展知识产权保护专项行动。", "宁波海关 partOf 杭州海关"),),
    not_=(("杭州海关会同宁波海关开展知识产权保护专项行动。", "宁波海关 partOf 杭州海关"),),
)
def said_to_belong(spoken: Spoken) -> Iterator[Fact]:
    """杭州海关|所属|宁波海关: the body after the word is part of the one before."""
    items = spoken.clause.items
    for i, whole in spoken.clause.names:
        if belongs(items, i + 1):
            part = items[i + 2]
            assert isinstance(part, Name)
            yield Fact(part.entity, R.PART_OF, whole.entity, whole.start, part.end)
