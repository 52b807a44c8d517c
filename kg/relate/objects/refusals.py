"""What is no object after all: a name after a verb that takes something else, or of which no one says who does it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kg.model import R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.relate.context import Context
from kg.relate.objects.ways import Governed
from kg.relate.words import Item, gives_agent, modified, relative
from kg.rules import Rules
from kg.words.grammar import Cue

_MODIFIERS = frozenset({T.PROGRAM, T.SLOGAN})
_NOMINAL = frozenset({"n", "vn", "nz", "a", "b", "an", "j", "l", "v"})
_LINKS = frozenset({"coordination", "with", "plan"})
_SAYS_LITTLE = frozenset({"light", "speech", "lends"})
_ASKED = frozenset({R.UNDERTAKES, R.UPHOLDS, R.ESTABLISHES, R.ISSUES})
_WHO = frozenset({"n", "nt", "nz", "j"})
_WHICH = frozenset({"a", "b", "r", "m", "q", "f", "s", "ns"})
_TITLE = 20  # characters in quotation marks that may be a title, and hardly what someone says

NO_OBJECTS: Rules[[Governed], bool] = Rules("no objects after all")
"""Where a name that a verb seems to govern is not its object after all: true for one is enough."""


@NO_OBJECTS.rule(refuses=(("在今天举行的全国水利工作会议上，商务部推进城市更新。", "商务部 holds 全国水利工作会议"),))
def holder_not_said(found: Governed) -> bool:
    """在今天举行的|吹风会|上，商务部…: who holds it isn't said."""
    named = found.acting.topic is not None and found.acting.at <= found.by
    return found.relation is R.HOLDS and not named and relative(found.clause.items[found.by + 1 : found.at])


@NO_OBJECTS.rule(
    refuses=(("水利部部长王小川向参加全国水利工作会议的代表表示欢迎。", "王小川 attends 全国水利工作会议"),)
)
def attended_by_those_after(found: Governed) -> bool:
    """同出席|论坛|的代表座谈: those attend of whom 的 says so."""
    return found.relation is R.ATTENDS and relative(found.clause.items[found.at + 1 : found.at + 2])


@NO_OBJECTS.rule(
    refuses=(
        ("国务院总理王小川会见来华出席中国国际进口博览会并访问的总统拉马福萨。", "王小川 attends 中国国际进口博览会"),
    )
)
def attended_by_a_person_after(found: Governed) -> bool:
    """会见来华出席|峰会|并访问的总统拉马福萨: a person named after 的, later in the clause, attends."""
    if found.relation is not R.ATTENDS:
        return False
    items = found.clause.items
    for j in range(found.at + 1, len(items) - 1):
        if isinstance(items[j], Unit) and Cue.POSSESSIVE in items[j].word.cues:
            return any(isinstance(x, Name) and x.type is T.PERSON for x in items[j + 1 :])
    return False


@NO_OBJECTS.rule(
    refuses=(
        ("水利部表示，建立试验区是党中央作出的决策。", "水利部 establishes 党中央"),
        ("水利部成立由分管领导任召集人、教育部为牵头单位的领导小组。", "水利部 establishes 教育部"),
    )
)
def agent_of_what_is_set_up(found: Governed) -> bool:
    """成立由|应急管理部|牵头的调查组; 建立试验区是|党中央|的决策: it is not what is set up."""
    if found.relation is not R.ESTABLISHES:
        return False
    items = found.clause.items
    before, between = items[found.at - 1], items[found.by + 1 : found.at]
    if any(map(gives_agent, between)) and not relative(between):
        return True
    return "agent" in before.word.roles or "copula" in before.word.roles or Cue.STANDS_FOR_VERB in before.word.cues


@NO_OBJECTS.rule(refuses=(("应急管理部、公安部组成的国务院工作组推进抗震救灾。", "公安部 establishes 国务院工作组"),))
def set_up_by_others(found: Governed) -> bool:
    """公安部、水利部组成的|工作组: it is set up by others than are spoken of."""
    items, k = found.clause.items, found.by
    if found.relation is not R.ESTABLISHES or not relative(items[k + 1 : k + 2]) or any(map(gives_agent, items[:k])):
        return False
    return k < 1 or not isinstance(items[k - 1], Name) or (k > 1 and "coordination" in items[k - 2].word.roles)


@NO_OBJECTS.rule(
    refuses=(("云川省庆祝新中国成立70周年主题展览和云川纪念馆开放。", "云川省政府 establishes 云川纪念馆"),)
)
def founding_remembered(found: Governed) -> bool:
    """新中国成立|70|周年|大型展览、云川纪念馆: it is told how long ago something else was founded."""
    ago = found.context.lexicon.roles.get(Cue.ANNIVERSARY, frozenset())
    following = found.clause.items[found.by + 1 : min(found.by + 3, found.at)]  # 70|周年
    return found.relation is R.ESTABLISHES and any(x.text in ago for x in following)


@NO_OBJECTS.rule(refuses=(("水利部建立云川学会干部联审机制。", "水利部 establishes 云川学会"),))
def whose_is_set_up(found: Governed) -> bool:
    """建立|村两委|干部联审机制: the body only says whose it is that is set up."""
    items = found.clause.items
    return found.relation is R.ESTABLISHES and any(map(_possessed, items[found.at + 1 : found.at + 2]))


def _possessed(item: Item) -> bool:
    """True for what belongs to the body before it: a noun, or 的 before one."""
    noun = item.pos in ("n", "nz", "vn") and len(item.text) > 1
    return noun or Cue.POSSESSIVE in item.word.cues


@NO_OBJECTS.rule(refuses=(("水利部推广在高质量发展方面取得显著进展的经验。", "水利部 upholds 高质量发展"),))
def field_of_something(found: Governed) -> bool:
    """探索在现代农业|领域…: it only says in which field."""
    items = found.clause.items
    field = any("field" in x.word.roles for x in items[found.at + 1 : found.at + 2])
    return field and any("locative" in x.word.roles for x in items[found.by + 1 : found.at])


@NO_OBJECTS.rule(
    refuses=(
        ("商务部鼓励电商平台加强河长制。", "商务部 undertakes 河长制"),
        ("云川省水利厅要求市直机关深入开展河长制。", "云川省水利厅 undertakes 河长制"),
        ("云川省水利厅引导党员坚定“四个自信”。", "云川省水利厅 upholds “四个自信”"),
    ),
)
def asked_of_others(found: Governed) -> bool:
    """鼓励|电商平台|加强河长制: those who are asked do it, and they are no body that is named."""
    items = found.clause.items
    if found.relation not in _ASKED or not found.clause.marks & flags.ACTS:
        return False
    for k in range(found.by - 2, -1, -1):
        if Cue.PIVOT in items[k].word.roles and not items[k].word.relations:
            return _some_who(items[k + 1 : found.by])
    return False


def _some_who(items: Sequence[Item]) -> bool:
    """True where items begin with a plain noun, over words that say which or how many: 每个|项目, 大型|电商|企业."""
    for item in items:
        if not isinstance(item, Unit):
            return False
        if item.pos in _WHO and len(item.text) > 1 and not item.word.relations:
            return True
        if item.pos not in _WHICH:
            return False
    return False


@NO_OBJECTS.rule(refuses=(("水利部开展活动。活动以“共护江河，共享未来”为主题。", "水利部 upholds 共护江河，共享未来"),))
def theme_of_an_event(found: Governed) -> bool:
    """以“共护江河，共享未来”|为主题: what an event is about is no aim, but where it is a known formulation."""
    name = found.name
    if found.relation is not R.UPHOLDS or name.entries or name.end not in found.context.reading.plain.quote_ends:
        return False
    topics = found.context.lexicon.roles.get(Cue.TOPIC, frozenset())
    return any(x.text in topics for x in found.clause.items[found.at + 2 : found.at + 3])


@NO_OBJECTS.rule(refuses=(("水利部印发关于《平江市湿地保护条例》的说明。", "水利部 issues 平江市湿地保护条例"),))
def named_in_what_is_issued(found: Governed) -> bool:
    """通过了关于批准|《…条例》|的决定: what is issued is about it. 印发了关于…|的《通知》: the document itself."""
    if found.relation is not R.ISSUES:
        return False
    between = found.clause.items[found.by + 1 : found.at]
    about = next((k for k, x in enumerate(between) if isinstance(x, Unit) and Cue.ABOUT in x.word.roles), None)
    return about is not None and not relative(between[about:])


@NO_OBJECTS.rule(refuses=(("水利部举行“聚力、城市更新”直播。", "水利部 undertakes 城市更新"),))
def part_of_a_title(found: Governed) -> bool:
    """举行“助力|脱贫攻坚|”直播: a part of what is quoted, where the verb stands outside."""
    name, start = found.name, found.verb.start
    quotes = found.context.reading.plain.quotes
    near = quotes[bisect_left(quotes, (name.end - _TITLE,)) : bisect_left(quotes, (name.start + 1,))]
    return any(name.end <= e and name.end - name.start < e - s <= _TITLE and not s <= start < e for s, e in near)


@NO_OBJECTS.rule(refuses=(("水利部构建以科技创新为引领的体系。", "水利部 undertakes 科技创新"),))
def means_of_something(found: Governed) -> bool:
    """构建以科技创新|为引领的体系: it says what the object is like."""
    if found.name.type is not T.PROGRAM or found.by >= found.at - 1:
        return False
    items = found.clause.items
    themes = found.context.lexicon.roles.get(Cue.THEME, ())
    theme = any(x.text in themes for x in items[found.at + 1 : found.at + 3])  # 以“…”为|主题|的活动
    return "aim" in items[found.at - 1].word.roles and not theme


@NO_OBJECTS.rule(refuses=(("水利部推进城市更新、乡村振兴等产业。", "水利部 undertakes 城市更新"),))
def list_of_kinds(found: Governed) -> bool:
    """新能源汽车、核能|等产业链: the list ends in 等 and a noun that it only modifies."""
    if found.name.type is not T.PROGRAM:
        return False
    items = found.clause.items
    for j in range(found.at + 1, len(items) - 1):
        roles = items[j].word.roles
        if "among" in roles:
            head = _last_noun(items, j + 1)
            if head is None or head.pos not in ("n", "v", "vn") or head.word.roles:
                return False
            return not head.marks & ~flags.ENDINGS
        if isinstance(items[j], Unit) and "coordination" not in roles and items[j].pos not in _NOMINAL:
            return False
    return False


@NO_OBJECTS.rule(
    refuses=(("水利部提升脱贫攻坚能力建设水平，加强乡村振兴资源优化配置。", "水利部 undertakes 乡村振兴战略"),)
)
def modifies_a_noun(found: Governed) -> bool:
    """提升冰雪运动|竞技水平: it says only which one of what follows it the verb takes. “党建+”|模式 is named itself."""
    following = found.clause.items[found.at + 1 : found.at + 2]
    if found.name.type is T.PROGRAM and found.name.end in found.context.reading.plain.quote_ends:
        return False
    return found.name.type in _MODIFIERS and any(map(modified, following))


@NO_OBJECTS.rule(
    refuses=(
        ("水利部推进城市更新的制度创新。", "水利部 undertakes 城市更新"),
        ("水利部拓展高质量发展的空间。", "水利部 upholds 高质量发展"),
    )
)
def modifies_a_noun_after_de(found: Governed) -> bool:
    """自主可控|的卫星导航系统: a noun of another kind follows after 的, which is what the verb takes."""
    if found.at + 1 == len(found.clause.items) or found.name.type not in _MODIFIERS:
        return False
    if found.acting.once and found.acting.at < found.by:
        return False  # 这是水利部推进城市更新|的重要举措: 的 ends all that they do
    makes = found.name.type is T.PROGRAM or R.UNDERTAKES in found.verb.word.relations
    return makes and _headed(found.context, found.clause.items, found.at)


@NO_OBJECTS.rule(refuses=(("水利部学习日前发布的《云川河流域保护条例》。", "水利部 issues 云川河流域保护条例"),))
def maker_not_said(found: Governed) -> bool:
    """日前发布的|《…》: who issues it isn't said, but for who issues what was made anew."""
    return found.relation is R.ISSUES and found.of_its_maker and not found.makers and not _made_anew(found)


def _made_anew(found: Governed) -> bool:
    """True where the verb before issues what was made anew: 发布|新修订|的《…》, 公布了经|修订|的《…》."""
    items, k = found.clause.items, found.by - 1
    while k > 0 and (items[k].pos == "ul" or "agent" in items[k].word.roles):
        k -= 1
    return k >= 0 and isinstance(items[k], Unit) and R.ISSUES in items[k].word.relations


@NO_OBJECTS.rule(refuses=(("新加坡参与中国城市更新。", "新加坡政府 undertakes 城市更新"),))
def of_another_place(found: Governed) -> bool:
    """新加坡参与中国|对外开放: the verb takes a place's programme, and no body of that place does it."""
    name, i = found.name, found.at
    place = found.clause.items[i - 1]
    if name.type is T.PROGRAM and isinstance(place, Name) and place.type is T.PLACE and i - 1 == found.by + 1:
        label = found.context.label(place.entity)
        return not any(found.context.label(b).startswith(label) for b in found.topic.bodies)
    return False


def _last_noun(items: Sequence[Item], first: int) -> Unit | None:
    """The last of the nouns from item `first` on, which is what they name: 等|民生|工程."""
    head: Unit | None = None
    for item in items[first:]:
        if not isinstance(item, Unit) or item.pos not in _NOMINAL or item.marks & flags.ENDS_CLAUSE:
            break
        head = item
    return head


def _headed(context: Context, items: Sequence[Item], i: int) -> bool:
    """True where a noun of another kind follows after 的, which is what the verb takes: 自主可控|的卫星导航系统."""
    item, following = items[i], items[i + 1]
    if not (isinstance(following, Unit) and Cue.POSSESSIVE in following.word.cues):
        return isinstance(following, Unit) and _opens_quote(context, item.end)  # 生态环保|“党政同责”制度
    if _opens_quote(context, item.start):
        return False
    head: Item | None = None
    for after in items[i + 2 :]:
        if after.pos not in _NOMINAL or after.marks & flags.ENDS_CLAUSE or after.word.roles & _LINKS:
            break
        if after.word.roles & _SAYS_LITTLE:
            return False  # 做到“两个维护”|的政治要求
        head = after
    if head is None:
        return False
    form = context.lexicon.form_of(head.text)
    return form is None or form.type is not T.SLOGAN


def _opens_quote(context: Context, start: int) -> bool:
    """True where a quotation starts."""
    return start in context.reading.plain.quote_starts
