"""What is no name of a body though it ends as one does; each refusal has an example that it alone refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.model import K, R, T
from kg.parse import flags
from kg.parse.units import PUNCTUATION
from kg.recognise.endings import Phrase
from kg.recognise.extents import foreign, stands
from kg.recognise.records import Refusal
from kg.recognise.scan import VAGUE
from kg.words.grammar import Cue, Strength

_NOUNS = frozenset({"n", "ns", "nz", "vn", "j", "nr", "nt"})
_WHEN = frozenset({"t"})
_ADVERBS = frozenset({"d", "ad"})
_SAYS_HOW = frozenset({"s", "f", "a", "ad", "d", "t", "r"})
_COUNTS = frozenset({"m", "q", "mq"})
_GREAT = re.compile("[两三四五六七八九十]大")
_ORDINAL = re.compile("第[一二三四五六七八九十百\\d]+")
_TELLING = 4  # characters of a form that no verb has as its object: 有限公司
_FARTHEST_STEM = 6  # characters between a place and 政府


def _joint(phrase: Phrase) -> bool:
    return phrase.scan.units[phrase.begun].text in phrase.scan.coordinators


def _led_away(phrase: Phrase) -> bool:
    """True where nothing but verbs stands before a form that says too little by itself."""
    if phrase.own == phrase.begun or phrase.own != phrase.end.head:
        return False
    needy = phrase.form.strength in (Strength.WEAK, Strength.ANCHORED, Strength.GROUP)
    return needy or phrase.end.whole != phrase.form.label


def _vague(phrase: Phrase) -> bool:
    """True where a word before the form is of no one in particular, or the only word; 地方 is in 地方志办公室."""
    head, last = phrase.end.head, phrase.end.last
    words = phrase.scan.units[phrase.own : last + 1 if head == last else head]
    return any(u.word.roles & VAGUE and Cue.GLOBAL not in u.word.roles for u in words)


def _counted(phrase: Phrase) -> bool:
    scan = phrase.scan
    u, before, following = scan.units[phrase.own], scan.unit(phrase.own - 1), scan.unit(phrase.own + 1)
    if _ORDINAL.fullmatch(u.text) and following is not None and len(following.text) > 1:
        return False  # 第一|人民医院, but no 第三|代|航空
    if phrase.own == phrase.end.head and phrase.form.label.startswith(u.text):
        return False  # 澜水市|级|机关|工委
    return u.pos in _COUNTS or (before is not None and before.pos == "m")


def _end_of_a_longer_one(phrase: Phrase) -> bool:
    if phrase.anchor is not None or phrase.form.strength not in (Strength.STRONG, Strength.GROUP):
        return False
    scan, first = phrase.scan, phrase.first
    before = scan.unit(first - 1)
    return (
        before is not None
        and scan.units[first].start not in scan.gaps
        and before.pos in _NOUNS
        and len(before.text) > 1
        and not before.word.post
        and (scan.at[first - 1] is None or not before.word.relations)
        and before.text not in PUNCTUATION
    )


def _so_many(phrase: Phrase) -> bool:
    anchored = phrase.anchor is not None and phrase.anchor.type is T.ORGANIZATION
    return anchored and _GREAT.fullmatch(phrase.scan.units[phrase.own].text) is not None


def _of_the_nation(phrase: Phrase) -> bool:
    return phrase.national and phrase.form.strength is Strength.UNIT and phrase.own + 1 == phrase.end.head


def _goes_on(phrase: Phrase) -> bool:
    follows = phrase.end.follows
    if phrase.anchor is None or phrase.own != phrase.end.head or follows is None:
        return False
    found = phrase.scan.lexicon.forms.get(follows.text)
    return phrase.form.strength is Strength.UNIT and found is not None and found.strength is Strength.UNIT


def _empty_unit(phrase: Phrase) -> bool:
    unit = phrase.anchor is None and phrase.form.strength is Strength.UNIT
    return unit and Cue.VAGUE in phrase.scan.units[phrase.own].word.roles


def _after_a_verb(phrase: Phrase) -> bool:
    """True where a verb that no body's name holds stands before a form that is a name by itself: 嵌入|业委会."""
    head = phrase.end.head
    if phrase.form.kind is not None or phrase.form.strength is not Strength.STRONG or head <= phrase.own:
        return False
    return foreign(phrase.scan, phrase.scan.units[head - 1])


def _says_when(phrase: Phrase) -> bool:
    """True where a word of time that no body's name holds goes before: 今年|集团, no 老年协会."""
    first = phrase.scan.units[phrase.own]
    if not phrase.loose or first.pos not in _WHEN or phrase.own == phrase.end.last or len(first.text) == 1:
        return False
    return first.text[:2] not in phrase.scan.lexicon.inside_bodies


def _done_somehow(phrase: Phrase) -> bool:
    """True where an adverb and its verb stand before the form: 迅速|响应|总局."""
    units = phrase.scan.units
    return any(
        units[k].pos in _ADVERBS and units[k + 1].pos == "v" and len(units[k + 1].text) > 1
        for k in range(phrase.begun, phrase.end.head - 1)
    )


def _of_someone(phrase: Phrase) -> bool:
    """True where a word for no one in particular stands before a name that is otherwise no one's: 某|置业公司."""
    before = phrase.scan.unit(phrase.first - 1)
    if not phrase.loose or before is None or before.pos != "r" or before.end != phrase.scan.units[phrase.first].start:
        return False
    return Cue.GENERIC in before.word.roles and before.text[0] not in phrase.scan.pointers


def _done(phrase: Phrase) -> bool:
    """True where the ending is a verb by itself and what goes before it says how or where: 网上|办, 习惯线|下办."""
    units, last = phrase.scan.units, phrase.end.last
    if units[last].pos != "v" or len(phrase.form.label) > 1 or last == phrase.begun:
        return False
    verb = len(units[last].text) > 1 and units[last].text not in phrase.scan.lexicon.words
    return verb or units[last - 1].pos in _SAYS_HOW or _after_what_is_done(phrase)


def _after_what_is_done(phrase: Phrase) -> bool:
    """True in a list after what ends in the same verb and is no name: 网上办、|规范办."""
    scan, first = phrase.scan, phrase.first
    sign, before = scan.unit(first - 1), scan.unit(first - 2)
    if sign is None or before is None or sign.text not in scan.coordinators:
        return False
    return before.text == scan.units[phrase.end.last].text and scan.at[first - 2] is None


PHRASES: Final[tuple[Refusal[Phrase], ...]] = (
    Refusal("joint", "⟦大型超市及物流配送中心⟧开展城市体检。", _joint),
    Refusal("verbs alone", "他们已进入⟦保险公司⟧工作。", _led_away),
    Refusal("no one in particular", "⟦国务院各部委⟧开展城市体检。", _vague),
    Refusal("counted", "⟦三名税务局⟧相关单位开展城市体检。", _counted),
    Refusal("end of a longer one", "村民⟦村务监督委员会⟧开展城市体检。", _end_of_a_longer_one),
    Refusal("so many", "⟦交通银行五大银行⟧开展城市体检。", _so_many),
    Refusal("of the nation", "建设⟦国家实验室⟧。", _of_the_nation),
    Refusal("goes on", "⟦燕子河镇歌舞团⟧剧院开展城市体检。", _goes_on),
    Refusal("verb before a whole name", "⟦党组织有效嵌入业委会⟧成员之中。", _after_a_verb),
    Refusal("when", "⟦今年集团⟧开展城市体检。", _says_when),
    Refusal("what is done somehow", "⟦局党委迅速响应总局⟧号召。", _done_somehow),
    Refusal("done somewhere or somehow", "水利部推进⟦医保服务网上办⟧、身边办。", _done),
    Refusal("of someone", "杭州某⟦置业公司⟧开展城市体检。", _of_someone),
    Refusal("empty before a unit", "⟦社区中心⟧开展城市体检。", _empty_unit),
)
"""Why a noun phrase is no body's name, whatever form it ends in."""


def _unanchored(phrase: Phrase) -> bool:
    first = phrase.scan.units[phrase.begun]
    if phrase.begun + 1 == phrase.end.head and first.pos == "ns" and not first.word.roles:
        return False  # 东城|法院, though no vocabulary has the place
    return phrase.loose or (phrase.levelled and phrase.stem != 1)


def _short_stem(least: int) -> Callable[[Phrase], bool]:
    """A predicate that holds where nothing says whose the body is and too little what it is."""
    return lambda phrase: phrase.loose and phrase.stem < least


def _adrift(phrase: Phrase) -> bool:
    """True for a name of which nothing says whose it is, and that neither acts nor is founded: 成立|社区治理研究院."""
    founded = phrase.scan.governed(phrase.first - 1, R.ESTABLISHES)
    return phrase.loose and not founded and not stands(phrase.scan, phrase.first, phrase.end.last)


def _built(phrase: Phrase) -> bool:
    return phrase.loose and phrase.scan.governed(phrase.first - 1, R.UNDERTAKES)


def _middle(phrase: Phrase) -> bool:
    """True where the form says only of what sort the place before it is: 杭州市|中心, no 余杭区|法院."""
    head = phrase.scan.units[phrase.end.head]
    return phrase.placed and phrase.bare and Cue.SORT in head.word.cues


def _verb_led(phrase: Phrase) -> bool:
    """True where a word that is a verb elsewhere begins a name of which nothing says whose it is."""
    first = phrase.scan.units[phrase.own]
    if not phrase.loose or phrase.own >= phrase.end.last or len(phrase.form.label) >= _TELLING:
        return False
    if phrase.form.strength is Strength.UNIT:
        return bool(first.word.relations)
    return phrase.form.kind is not K.GOVERNMENT and (bool(first.word.relations) or first.pos == "v")


def _single(phrase: Phrase) -> bool:
    alone = phrase.placed and phrase.form.alone is not None
    return phrase.bare and len(phrase.form.label) == 1 and not alone


def _unnamed(phrase: Phrase) -> bool:
    """True for a short loose name, unless it ends a body's that was named before: 中国建设报社 … 报社."""
    if not phrase.loose or phrase.stem >= 2:
        return False
    strong = phrase.bare and phrase.form.strength is Strength.STRONG
    return not (strong and _named_before(phrase) and not _modifies(phrase))


def _named_before(phrase: Phrase) -> bool:
    own, first = phrase.name, phrase.first
    return len(own) > 1 and any(
        n.type is T.ORGANIZATION and n.last <= first and n.text.endswith(own) for n in phrase.scan.names
    )


def _modifies(phrase: Phrase) -> bool:
    """True where a plain noun follows: 航空|动力."""
    after = phrase.end.follows
    if after is None or after.marks & (flags.ENDS | flags.TITLE) or after.word.roles:
        return False
    return after.pos in _NOUNS


def _far_from_place(phrase: Phrase) -> bool:
    return phrase.anchor is not None and phrase.form.kind is K.GOVERNMENT and phrase.stem > _FARTHEST_STEM


def _governs_no_body(phrase: Phrase) -> bool:
    return phrase.anchor is not None and not phrase.placed and phrase.form.kind is K.GOVERNMENT


BY_STRENGTH: Final[dict[Strength, tuple[Refusal[Phrase], ...]]] = {
    Strength.NEVER: (Refusal("never", "⟦内部⟧开展城市体检。", lambda _: True),),
    Strength.ANCHORED: (
        Refusal("anchored to nothing", "⟦规范党委⟧会议制度。", _unanchored),
        Refusal("government far from its place", "⟦法国环保界人士批评政府⟧计划。", _far_from_place),
        Refusal("government of a body", "享受⟦国务院政府⟧特殊津贴。", _governs_no_body),
    ),
    Strength.WEAK: (
        Refusal("weak and short", "⟦谋局⟧开展城市体检。", _short_stem(2)),
        Refusal("weak and adrift", "⟦附近税务局⟧门前开展城市体检。", _adrift),
        Refusal("one character", "⟦成都局⟧开展城市体检。", _single),
    ),
    Strength.MINISTRY: (
        Refusal("ministry without a field", "⟦某部⟧开展城市体检。", lambda p: p.stem < 2),
        Refusal("ministry adrift", "小区位于⟦城郊接合部⟧。", _adrift),
    ),
    Strength.UNIT: (
        Refusal("unit without a field", "⟦中心⟧开展城市体检。", _short_stem(1)),
        Refusal("unit after a verb", "⟦落地智慧剧院⟧的功能很强。", _verb_led),
        Refusal("unit adrift", "通往⟦安贞医院⟧的主要道路", _adrift),
        Refusal("middle of a place", "坐落于⟦渭南市中心⟧的大厦内有28家企业。", _middle),
        Refusal("unit that is built", "推进⟦物流分拨中心⟧的建设。", _built),
    ),
    Strength.GROUP: (Refusal("group without a task", "组成⟦专家组⟧开展城市体检。", _unnamed),),
    Strength.STRONG: (
        Refusal("strong without a name", "推动⟦联合会⟧、商会发展。", _unnamed),
        Refusal("verb before a strong form", "有的⟦开发业主协会⟧成员参加。", _verb_led),
    ),
}
"""Why a phrase is no body's name, by how much its form says."""

ANYHOW: Final[tuple[Refusal[Phrase], ...]] = (
    Refusal(
        "part of a medium",
        "⟦人民日报社机关党委⟧开展城市体检。",
        lambda p: p.anchor is not None and p.anchor.kind is K.MEDIA and p.form.kind is not K.COMPANY,
    ),
)
"""Why neither a phrase nor what points back is a body's name."""
