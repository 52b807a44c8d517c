"""Generated graphs of any size, always the same for the same numbers."""

from __future__ import annotations

import random

from kg.api import KnowledgeGraph
from kg.model import KGI, Article, Entity, EntityType, Evidence, Kind, Mention, Modality, Relation, Statement, statement

_FIRST = "云川江宁海平安远长河清泉石林金沙东湖西岭南浦北港"
_WORK = "城镇住房道路水务园林供热管网社区乡村建筑市场质量安全科技人才档案信用标准节能"
_TAIL = {
    EntityType.ORGANIZATION: ("司", "局", "处", "中心"),
    EntityType.PROGRAM: ("改造行动", "提升工程", "专项整治", "试点"),
    EntityType.SLOGAN: ("为先", "并重", "同行"),
    EntityType.DOCUMENT: ("管理办法", "工作方案"),
    EntityType.MEETING: ("工作会议", "座谈会"),
    EntityType.PLACE: ("市", "县"),
    EntityType.PERSON: ("明", "华"),
}
_SHARE = (
    [EntityType.ORGANIZATION] * 38
    + [EntityType.PROGRAM] * 32
    + [EntityType.SLOGAN] * 10
    + [EntityType.DOCUMENT] * 10
    + [EntityType.MEETING] * 6
    + [EntityType.PLACE, EntityType.PERSON] * 2
)
_RELATION = {
    EntityType.PROGRAM: Relation.UNDERTAKES,
    EntityType.SLOGAN: Relation.UPHOLDS,
    EntityType.DOCUMENT: Relation.ISSUES,
    EntityType.MEETING: Relation.HOLDS,
    EntityType.PLACE: Relation.LOCATED_IN,
    EntityType.ORGANIZATION: Relation.COOPERATES_WITH,
}


def generated(nodes: int, statements: int, *, seed: int = 7, each: int = 40) -> KnowledgeGraph:
    """A graph of so many entities and statements: a ministry, its departments, and what they do, some of it shared by many.

    Each statement is a sentence of one of the articles, `each` to an article.
    """
    chance = random.Random(seed)
    ministry = Entity(f"{KGI}Organization/云川建设部", EntityType.ORGANIZATION, "云川建设部", Kind.MINISTRY)
    things = [ministry]
    for n in range(nodes - 1):
        type_ = _SHARE[n % len(_SHARE)] if n > 20 else EntityType.ORGANIZATION
        word = "".join(chance.sample(_WORK, 4))
        name = f"{chance.choice(_FIRST)}{chance.choice(_FIRST)}{word}{chance.choice(_TAIL[type_])}"
        kind = Kind.DEPARTMENT if type_ is EntityType.ORGANIZATION else None
        things.append(Entity(f"{KGI}{type_.value}/{name}{n}", type_, name, kind))
    bodies = [e for e in things[1:] if e.type is EntityType.ORGANIZATION]
    others = [e for e in things[1:] if e.type in _RELATION]
    planned: dict[tuple[Entity, Relation, Entity], None] = {}
    for body in bodies:
        if len(planned) < -(-statements // 4):
            planned[body, Relation.PART_OF, ministry] = None
    while len(planned) < statements:
        subject = bodies[int(len(bodies) * chance.random() ** 1.6)]
        target = others[int(len(others) * chance.random() ** 2.2)]
        if subject is not target and (target.type is not EntityType.ORGANIZATION or subject.iri < target.iri):
            planned[subject, _RELATION[target.type], target] = None
    sentences: list[tuple[Entity, Relation, Entity]] = list(planned)
    chance.shuffle(sentences)
    articles: list[Article] = []
    mentions: list[Mention] = []
    made: list[Statement] = []
    for k in range(0, len(sentences), each):
        iri = f"{KGI}article/{k:016x}"
        text = f"云川建设部工作动态（{k // each + 1}）\n"
        spans: list[tuple[int, int, int, int, tuple[Entity, Relation, Entity]]] = []
        for a, relation, b in sentences[k : k + each]:
            start = len(text)
            text += f"{a.label}持续推进{b.label}，取得进展。"
            spans.append((start, start + len(a.label), start + len(a.label) + 4, 0, (a, relation, b)))
            if len(spans) % 5 == 0:
                text += "\n"
        date = f"20{15 + k // each % 9}-{1 + k // each % 12:02}-{1 + k % 27:02}"
        article = Article(iri, text.split("\n")[0], date, "云川新闻", text=text)
        articles.append(article)
        for start, end, other, _, (a, relation, b) in spans:
            last = other + len(b.label)
            mentions.append(Mention(a.iri, Evidence(iri, start, end, text[start:end])))
            mentions.append(Mention(b.iri, Evidence(iri, other, last, text[other:last])))
            modality = chance.choices(list(Modality), (90, 7, 2, 1))[0]
            words = Evidence(iri, start, last, text[start:last])
            made.append(statement(a.iri, relation, b.iri, [words], modality, "推进", confidence=_sure(words)))
    return KnowledgeGraph(articles, things, mentions, made)


def _sure(words: Evidence) -> float:
    """A confidence that depends on the words alone; some have none."""
    return words.start % 100 / 100
