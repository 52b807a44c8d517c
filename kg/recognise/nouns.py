"""Programmes and formulations by their ending: the objects of verbs, the heads of numbered items."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.model import EntityType, R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, STOPS, Unit
from kg.recognise.records import Refusal, refused
from kg.recognise.scan import BODIES, HARMLESS, NOMINAL, VAGUE, Scan
from kg.records import record
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength

_PROGRAM, _SLOGAN = T.PROGRAM, T.SLOGAN
_LEADING = frozenset({"d", "ad", "m", "q", "r", "t", "p", "vd", "z", "f"})
_TAKEN_BY = {_PROGRAM: frozenset({R.UNDERTAKES, R.INCLUDES}), _SLOGAN: frozenset({R.UPHOLDS})}
_PARTICLES = frozenset({"uj", "ul", "uz", "ug"})
_STEMS = {Strength.PHRASE: 2, Strength.WEAK_PHRASE: 4}
_NOMINAL = HARMLESS | {Cue.REGION, Cue.FIELD}
_GENERAL = HARMLESS | {Cue.GENERIC}
_OUTSIDE = frozenset({"p", "d", "r", "c", "f", "u", "ul", "t", "zg"})
_IN_CAMPAIGNS = frozenset({"d", "r", "vi", "z", "zg", "df"})
_NEVER_IN = frozenset({
    Cue.POSSESSIVE, Cue.PLAN, Cue.AMONG, Cue.SPEECH, Cue.WITH, Cue.COPULA, Cue.DEMONSTRATIVE,
})  # fmt: skip
_VERBS = frozenset({"v", "vn", "i", "l"})
_ACTING = frozenset({"v", "vn"})
_SIZES = range(4, 25)
_FARTHEST_HEAD = 16  # units of a numbered item that is headed by a name
_TELLING_FORM = 4
_TITLE_HEAD = 5  # units in which a title says after 的 what the document is
_CALLED = frozenset({T.DOCUMENT, T.MEETING})
_LONGEST_TITLE = 40  # units of a title


def governed(scan: Scan) -> None:
    """Noun phrases with an ending among the objects of a verb that takes programmes or formulations."""
    units, acting = scan.units, scan.marked(flags.ACTS)
    for type_, relations in _TAKEN_BY.items():
        ends = [k for k in scan.marked(flags.ENDS) if units[k].text[-1] in scan.lexicon.last_characters[type_]]
        for i in acting if ends else ():
            if not relations.isdisjoint(units[i].word.relations):
                n = bisect_right(ends, i)
                if n == len(ends):
                    break
                stop = scan.clause_end(i + 1)
                if ends[n] < stop:
                    _objects(scan, i, stop, type_)


def _objects(scan: Scan, i: int, stop: int, type_: EntityType) -> None:
    """The noun phrases of the type among the objects of the verb at unit i, over 、 and 和, up to 等 or the end."""
    units = scan.units
    first = i + 1
    joints = scan.marked(flags.JOINS)
    for last in (*joints[bisect_left(joints, first) : bisect_left(joints, stop)], stop):
        end = last - 1 if first < last and units[last - 1].text == "）" else last
        if type_ is _PROGRAM and end == last and not (first < last and units[last - 1].marks & flags.ENDS):
            end = _inner_end(scan, first, last)
        if first < end and units[end - 1].marks & flags.ENDS:
            ends = (k + 1 for k in range(end - 1, first - 1, -1) if _opens(units, k, end) or _parts(scan, units[k]))
            begin = next(ends, first)
            phrase(scan, begin, end, type_, lent=begin == i + 1 and Cue.LENDS in units[i].word.roles)
        if last < stop and Cue.AMONG in units[last].word.roles:
            break
        first = last + 1


def _opens(units: Sequence[Unit], k: int, end: int) -> bool:
    """True for a bracket at unit k that is not closed before unit `end`."""
    return units[k].text == "（" and all(u.text != "）" for u in units[k:end])


def _inner_end(scan: Scan, first: int, last: int) -> int:
    """The unit after an object's ending where more follows before unit `last`: …工程|提升…, …活动|以来; else first.

    What follows is a verb, a preposition or the like, and no verb that acts stands before it; an ending that says
    nothing makes no name there.
    """
    units = scan.units
    for k in range(first, last - 1):
        u = units[k]
        if u.marks & flags.ENDS and _ends_before(scan, k + 1):
            return first if Cue.VAGUE in u.word.roles else k + 1  # 精神文明建设|工作|再上新台阶
    return first


def _ends_before(scan: Scan, i: int) -> bool:
    """True where no name goes on at unit i: before a preposition, 力度 and the like, or a verb without an ending."""
    u, then = scan.units[i], scan.unit(i + 1)
    if u.pos in _OUTSIDE or Cue.PACE in u.word.cues or _of_title(scan, i):
        return True
    return _acts(scan, u) and not (then is not None and then.text in scan.campaigns)  # 专项|提升|行动


def _of_title(scan: Scan, i: int) -> bool:
    """True for the 的 before what a title says the document is: 《关于开展城市体检|的|通知》."""
    if scan.units[i].text not in scan.possessives:
        return False
    closed = next((k for k in range(i + 1, min(i + _TITLE_HEAD, len(scan.units))) if scan.units[k].text == "》"), i)
    found = scan.form(closed - 1) if closed > i + 1 else None
    return found is not None and found[0].type is T.DOCUMENT and found[1] == i + 1


def _acts(scan: Scan, u: Unit) -> bool:
    """True for a verb that is no programme's ending."""
    return bool(u.word.relations) and u.pos == "v" and not scan.is_program(u)


def _parts(scan: Scan, u: Unit) -> bool:
    """True for 的 and the like, unless a quotation follows."""
    return u.pos in _PARTICLES and u.end not in scan.quote_starts


@record
class Noun:
    """Units `first` to `last` (half-open) as a name of the type, in the form; `lent` after a verb like 开展.

    `stem` is how many characters stand before the form.
    """

    scan: Scan
    first: int
    last: int
    type: EntityType
    form: Form
    lent: bool
    stem: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.scan.span(self.first, self.last)

    @property
    def units(self) -> list[Unit]:
        """Its units."""
        return self.scan.units[self.first : self.last]

    @property
    def launched(self) -> bool:
        """True for a campaign right after the verb that carries it out: whatever its name holds is its name."""
        if not self.lent or self.form.label not in self.scan.campaigns:
            return False
        verb = self.scan.units[_before(self)].text
        return verb.endswith(self.scan.carriers) and not any(u.start in self.scan.gaps for u in self.units[1:])

    @property
    def before_form(self) -> tuple[int, int]:
        """The units before the form, half-open."""
        units = self.scan.units
        return self.first, self.scan.around(units[self.first].start + self.stem, units[self.last - 1].end)[0]


def _led_by_verb(noun: Noun) -> bool:
    """True where it begins with a verb, or where what is made of a programme stands after one: 加快建设|示范区."""
    head = noun.scan.units[noun.first]
    doing = (u for u in noun.units[:-1] if R.UNDERTAKES in u.word.relations)
    verbs = [u for u in doing if u is head or u.pos == "v" or noun.scan.is_program(u)]
    if verbs and noun.form.label in noun.scan.tails:
        return True
    return bool(head.word.relations) and noun.last - noun.first > 1 and not noun.scan.is_program(head)


def _no_noun(noun: Noun) -> bool:
    """True where a word stands in it that no noun phrase holds; a campaign's name may hold adverbs: 更新|提升行动."""
    return any(u.pos not in NOMINAL and not (noun.launched and u.pos in _IN_CAMPAIGNS) for u in noun.units)


def _short_verb(noun: Noun) -> bool:
    units = noun.units
    return any(
        u.pos == "v" and len(u.text) == 1 and (not noun.lent or after.pos == "m") for u, after in pairwise(units)
    )


def _grammatical(noun: Noun) -> bool:
    """True where a word of grammar stands before the form: not 计划 as the form, nor 企业 in what a campaign is for."""
    if noun.launched:
        return any(u.word.roles & _NEVER_IN for u in noun.units[:-1])
    scan, (first, head) = noun.scan, noun.before_form
    campaign = noun.form.label in scan.campaigns
    for k in range(first, max(head, first + 1)):
        u = scan.units[k]
        if u.word.roles <= HARMLESS or u.text == noun.form.label:
            continue
        if campaign and (u.word.roles <= _NOMINAL or u.text in scan.publics):
            continue
        if not _general(noun, k) and not (noun.lent and u.pos == "v" and k == first):
            return True
    return False


def _general(noun: Noun, k: int) -> bool:
    """True for a noun in general at unit k, in the name or where it begins: 农村|基层|党组织标准化建设."""
    u, (first, head) = noun.scan.units[k], noun.before_form
    inside = first < k < head - 1 and u.pos == "n" and u.word.roles <= _GENERAL
    return inside or (k == first and u.text in noun.scan.scopes)


def _other_name(noun: Noun) -> bool:
    for k in range(noun.first, noun.last):
        held = noun.scan.at[k]
        if held is None or held.type is T.PLACE or _called_after(held, noun):
            continue
        if held.type is _SLOGAN and noun.type is _PROGRAM and held.last < noun.last and _begins(held, noun):
            continue
        if held.type is not _PROGRAM or noun.type is not _PROGRAM or held.last >= noun.last:
            return True
    return False


def _begins(held: Name, noun: Noun) -> bool:
    """True for a formulation with which the name of a programme begins, or is in a campaign's: 从严治党|制度建设."""
    return held.first == noun.first or noun.launched


def _called_after(held: Name, noun: Noun) -> bool:
    """True for the name of a document or meeting that has the noun in it, with an ending that says enough."""
    longer = held.last - held.first > noun.last - noun.first and noun.form.strength is Strength.PHRASE
    return held.type in _CALLED and held.first <= noun.first and noun.last <= held.last and longer


def _end_of_verb(noun: Noun) -> bool:
    last = noun.scan.units[noun.last - 1]
    if len(noun.form.label) >= len(last.text) or last.pos not in _VERBS:
        return False
    return len(noun.form.label) == 1 or last.pos in _ACTING


def _end_of_another(noun: Noun) -> bool:
    """True where the ending is only the end of a word that names something of another type: 人类|可持续发展."""
    last = noun.scan.units[noun.last - 1]
    return len(noun.form.label) < len(last.text) and any(e.type is not noun.type for e in last.word.entries)


def _around_quotation(noun: Noun) -> bool:
    """True where more than one quotation begins within, one that does not end there, or one after a verb."""
    scan = noun.scan
    start, end = scan.units[noun.first].start, scan.units[noun.last - 1].end
    within = [stop for begin, stop in scan.quotes if start < begin < end] if scan.opens_quotes(start, end) else []
    if len(within) > 1 or any(stop > end for stop in within):
        return True
    return bool(within) and any(u.pos == "v" and u.word.relations for u in noun.units[:-1])


def _spirit(noun: Noun) -> bool:
    inner = noun.scan.lexicon.form_of(noun.text[: noun.stem])
    return noun.type is _SLOGAN and inner is not None and inner.type in (T.MEETING, T.DOCUMENT)


def _empty(noun: Noun) -> bool:
    """True where only empty words stand before the form, but not where they say of what its own word is meant."""
    scan, (first, head) = noun.scan, noun.before_form
    own = scan.units[noun.last - 1].text
    if scan.units[first].text in scan.scopes and head == noun.last - 1 and len(own) - len(noun.form.label) > 1:
        return False  # 农村|生态建设
    return scan.empty(first, max(head, first + 1))


def _later(noun: Noun) -> bool:
    """True in a list of objects after one that is no name: what a verb takes besides is told, not named."""
    before = _before(noun)
    return before >= 0 and bool(noun.scan.units[before].marks & flags.JOINS) and noun.scan.at[before - 1] is None


def _described(noun: Noun) -> bool:
    """True after 的: what stands before it says what the noun is like, in free words."""
    before = _before(noun)
    return before >= 0 and noun.scan.units[before].text in noun.scan.possessives


def _before(noun: Noun) -> int:
    """The unit before it and before what leads it."""
    before = noun.first - 1
    while before >= 0 and _leads(noun.scan, noun.scan.units[before]):
        before -= 1
    return before


def _single(noun: Noun) -> bool:
    first, head = noun.before_form
    return head <= first


def _of_bodies(noun: Noun) -> bool:
    """True for the work of all bodies of a sort, which their whole name says: 人民法院|工作."""
    sort = noun.scan.lexicon.forms.get(noun.text[: noun.stem])
    return sort is not None and sort.type is T.ORGANIZATION and noun.stem >= _TELLING_FORM


REFUSALS: Final[tuple[Refusal[Noun], ...]] = (
    Refusal("led by a verb", "做好武警部队改革、⟦完善退役军人管理保障⟧。", _led_by_verb),
    Refusal(
        "too short or long",
        "推进⟦老旧小区供水供电供气供热排水道路绿化停车设施综合改造⟧。",
        lambda n: len(n.text) not in _SIZES,
    ),
    Refusal("too little before its ending", "我们开展⟦监督检查⟧。", lambda n: n.stem < _STEMS[n.form.strength]),
    Refusal("no noun phrase", "深化⟦互联互动活动⟧。", _no_noun),
    Refusal("short verb", "参与⟦找岗位活动⟧。", _short_verb),
    Refusal("word of grammar", "推动⟦双方贸易改革⟧。", _grammatical),
    Refusal("a time", "谋划十四五⟦时期招生改革⟧。", lambda n: any(u.text in n.scan.spans for u in n.units)),
    Refusal("punctuation", "完善⟦社区（组团）治理⟧。", lambda n: any(u.text in PUNCTUATION for u in n.units)),
    Refusal("another name", "推进⟦教育部质量提升行动⟧。", _other_name),
    Refusal("end of a verb", "推动⟦陆上贸易有序进展⟧。", _end_of_verb),
    Refusal("end of another's word", "推动⟦贸易创新发展⟧。", _end_of_another),
    Refusal("around a quotation", "坚持⟦干部“四化”“强国”方针⟧。", _around_quotation),
    Refusal("spirit of a document", "贯彻⟦重要指示批示精神⟧。", _spirit),
    Refusal("empty words", "紧盯⟦重大工程⟧。", _empty),
    Refusal("a single word", "开展⟦亲子活动⟧。", _single),
    Refusal("later in a list", "推进农田灌溉、⟦环保教育⟧。", _later),
    Refusal("what bodies of a sort do", "推进⟦人民法院工作⟧。", _of_bodies),
    Refusal("described", "开展形式多样的⟦社区廉政教育⟧。", _described),
)
"""Why a noun phrase with an ending of programmes or formulations is no name of one."""


def phrase(scan: Scan, first: int, last: int, type_: EntityType, *, lent: bool = False) -> None:
    """Take units first to last as a name; after a verb like 开展 short verbs may be in it: 涉民生案件专项行动."""
    units = scan.units
    while first < last and _leads(scan, units[first]):
        first += 1
    text = scan.span(first, last) if first < last else ""
    form = _form(scan, text, type_)
    if form is None or form.strength not in _STEMS:
        return
    lent = lent and form.strength is Strength.PHRASE
    if not refused(REFUSALS, Noun(scan, first, last, type_, form, lent, len(text) - len(form.label))):
        scan.take([scan.name(first, last, type_)])


def _leads(scan: Scan, u: Unit) -> bool:
    """True for what stands before a name and is no part of it: a number, an adverb, 各地, the 好 of 完成好."""
    if u.text in scan.scopes:
        return False  # 基层|党组织组织力提升行动
    return u.pos in _LEADING or bool(u.word.roles & VAGUE) or u.text in scan.results


def _form(scan: Scan, text: str, type_: EntityType) -> Form | None:
    """The longest form of the type that the text ends in: 计划 of 人才行动计划, which as a document's is longer."""
    form = scan.lexicon.form_of(text)
    while form is not None and (form.type is not type_ or form.strength is Strength.QUOTED):
        form = scan.lexicon.form_of(form.label[1:])
    return form


def headed(scan: Scan) -> None:
    """A numbered item that is headed by a noun phrase with a programme's ending alone: （一）产业提升人才行动计划。."""
    for start, _, _ in scan.paragraphs:
        first, units = start, scan.units
        while first < len(units) and (units[first].pos in ("m", "x", "eng") or units[first].text in "（）、．."):
            first += 1
        last = first
        while last < len(units) and units[last].text not in STOPS and last - first < _FARTHEST_HEAD:
            last += 1
        if first > start:
            phrase(scan, first, last, _PROGRAM)


def titled(scan: Scan) -> None:
    """The programme that a document or meeting is called after, before what it is: 《|农村厕所改造|实施方案》."""
    units = scan.units
    named = [n for n in scan.names if n.type in _CALLED and n.last - n.first <= _LONGEST_TITLE]
    bodies = frozenset(i for n in scan.names if named and n.type in BODIES for i in range(n.first, n.last))
    for name in named:
        found = scan.form(name.last - 1)
        if found is None or found[0].type is not name.type:
            continue
        first, stop = name.first, found[1]
        while stop > first and units[stop - 1].text in scan.possessives:
            stop -= 1
        while first < stop and (_leads(scan, units[first]) or first in bodies):
            first += 1
        if not any(_acts(scan, u) for u in units[first : stop - 1]):
            phrase(scan, first, stop, _PROGRAM)


def repeated(scan: Scan) -> None:
    """The programme named before, by its ending alone: 主题教育 after “不忘初心、牢记使命”主题教育."""
    named = [n for n in scan.names if n.type is _PROGRAM]
    lasts = scan.lexicon.last_characters[_PROGRAM]
    since: dict[str, int] = {}  # where the first programme that ends in a form ends itself
    for i in scan.marked(flags.ENDS):
        u = scan.units[i]
        found = scan.form(i) if scan.at[i] is None and u.text[-1] in lasts else None
        if found is None or found[0].type is not _PROGRAM or len(found[0].label) < _TELLING_FORM:
            continue
        label, head = found[0].label, found[1]
        if label not in since:
            ending = (n.end for n in named if n.text.endswith(label) and n.text != label)
            since[label] = min(ending, default=len(scan.text) + 1)
        if since[label] <= u.start:
            scan.take([scan.name(head, i + 1, _PROGRAM)])
