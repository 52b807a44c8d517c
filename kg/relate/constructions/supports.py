"""Support: which programmes help others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.constructions.lists import is_program, objects
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import PASSED, Item, modality
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_GIVES = 12  # items from 提供 to what it gives: 提供了强有力的科技和人才|支撑


@construction(
    needs=R.SUPPORTS,
    name=T.PROGRAM,
    says=(
        ("消费扶贫助力打赢脱贫攻坚战。", "消费扶贫 supports 脱贫攻坚"),
        ("通过城市更新有效带动乡村振兴。", "城市更新 supports 乡村振兴战略"),
    ),
    not_=(("水利部参与脱贫攻坚、助力乡村振兴。", "脱贫攻坚 supports 乡村振兴战略"),),
)
def program_helps_program(spoken: Spoken) -> Iterator[Fact]:
    """消费扶贫|助力|脱贫攻坚: the programme before the verb supports those that it takes."""
    items = spoken.clause.items
    for k, verb in enumerate(items):
        if isinstance(verb, Unit) and R.SUPPORTS in verb.word.relations:
            yield from _supports(items, k, verb, _helper(items, k), objects(items, k + 1, len(items)))


@construction(
    name=T.PROGRAM,
    says=(
        ("云川市以志愿服务引领社区治理。", "志愿服务 supports 社区治理"),
        ("水利部以城市更新为抓手推动乡村振兴。", "城市更新 supports 乡村振兴战略"),
    ),
    not_=(("水利部以人民为中心推动乡村振兴、城市更新。", "城市更新 supports 乡村振兴战略"),),
)
def by_means_of(spoken: Spoken) -> Iterator[Fact]:
    """以|志愿服务|引领|社区治理: the programme that 以 introduces supports those that the verb takes."""
    items = spoken.clause.items
    for i, item in enumerate(items[:-1]):
        helper = items[i + 1]
        if Cue.MEANS not in item.word.roles or not isinstance(helper, Name) or helper.type is not T.PROGRAM:
            continue
        k = next((k for k in range(i + 2, len(items)) if not _how(items[k])), len(items))
        verb = items[k] if k < len(items) else None
        if isinstance(verb, Unit) and _advances(verb) and R.SUPPORTS not in verb.word.relations:
            yield from _supports(items, k, verb, helper, objects(items, k + 1, len(items)))


@construction(
    name=T.PROGRAM,
    says=(
        ("城市体检为老旧小区改造提供支撑。", "城市体检 supports 城镇老旧小区改造"),
        ("厕所革命为推动乡村振兴、城市更新提供了强有力的科技和人才支撑。", "厕所革命 supports 城市更新"),
    ),
    not_=(("水利部为厕所革命、城市更新提供支撑。", "厕所革命 supports 城市更新"),),
)
def gives_support(spoken: Spoken) -> Iterator[Fact]:
    """城市体检|为|老旧小区改造|提供支撑: the programme before 为 supports those after it."""
    items, lexicon = spoken.clause.items, spoken.context.lexicon
    for i, item in enumerate(items):
        if Cue.BENEFICIARY not in item.word.roles:
            continue
        helper = _helper(items, i)
        gives = (k for k in range(len(items) - 1, i, -1) if helper is not None and _gives(items, k, lexicon))
        k = next(gives, i)
        verb = items[k]
        if isinstance(verb, Unit):
            yield from _supports(items, k, verb, helper, objects(items, i + 1, k))


def _helper(items: Sequence[Item], k: int) -> Name | None:
    """The programme right before item k, words between that only say how: 消费扶贫|有效|, 以普惠金融|之力|."""
    j = k - 1
    while j >= 0 and _how(items[j]):
        j -= 1
    found = items[j] if j >= 0 else None
    return found if isinstance(found, Name) and is_program(found) else None


def _how(item: Item) -> bool:
    """True for what only says how between a means and its verb: 之力, 为抓手, 有效."""
    if isinstance(item, Name) or Cue.COORDINATION in item.word.roles or _advances(item):
        return False
    return (
        item.pos in PASSED
        or (item.pos in ("n", "p", "v") and not item.word.relations)
        or Cue.BENEFICIARY in item.word.cues
    )


def _advances(item: Item) -> bool:
    """True for a verb that moves its object forward: 推动, 引领."""
    return R.UNDERTAKES in item.word.relations or Cue.PIVOT in item.word.roles


def _gives(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    """True where item k says that support is given, alone or with the last word: 提供支撑, 提供|…|支撑."""
    together = lexicon.words.get(items[k].text + items[-1].text) if len(items) - k <= _GIVES else None
    said = items[k].word, *([together] if together is not None else [])
    return any(R.SUPPORTS in word.relations for word in said)


def _supports(items: Sequence[Item], k: int, verb: Unit, helper: Name | None, helped: Iterator[Name]) -> Iterator[Fact]:
    """That one programme supports the others."""
    for other in helped if helper is not None else ():
        if helper is not None and other.entity != helper.entity:
            start, end = min(helper.start, other.start), max(verb.end, other.end)
            yield Fact(helper.entity, R.SUPPORTS, other.entity, start, end, modality(items, k), verb.text)
