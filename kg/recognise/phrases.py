"""Programmes and formulations: in quotation marks, by their ending after a verb, in parallel phrases."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kg.model import EntityType, R, T
from kg.parse import flags
from kg.parse.units import PUNCTUATION, STOPS, Unit
from kg.recognise.scan import HARMLESS, NOMINAL, VAGUE, Scan
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength

_PROGRAM, _SLOGAN = T.PROGRAM, T.SLOGAN
_NUMERALS = "一二两三四五六七八九十百千万\\d"
_COUNT = re.compile(rf"[{_NUMERALS}]")
_NUMBERED = re.compile(rf"[{_NUMERALS}]+[个大项条种]?[^{_NUMERALS}，。]{{1,6}}$")
_HAN = r"[\u4e00-\u9fff]"
_PARALLEL = re.compile(rf"(?<!{_HAN}){_HAN}{{3,10}}+(?:、{_HAN}{{3,10}}+)+(?!{_HAN})")
_BEFORE_PARALLEL = re.compile(rf"[^\u4e00-\u9fff](?={_HAN}{{3,10}}+、)")
_PAIRS = re.compile(rf"(?<={_HAN}){_HAN}{{2}}(?:、{_HAN}{{2}}){{2,}}(?!{_HAN})")
_SECOND_OF_PAIRS = re.compile(rf"、{_HAN}{{2}}(?=、)")
_BREAKS = frozenset({
    Cue.NEGATION,
    Cue.PREPOSER,
    Cue.AGENT,
    Cue.SPEECH,
    Cue.AIM,
    Cue.WITH,
    Cue.AMONG,
    Cue.COORDINATION,
    Cue.LOCATIVE,
})
_LEADING = frozenset({"d", "ad", "m", "q", "r", "t", "p", "vd", "z", "f"})
_TAKEN_BY = {_PROGRAM: R.UNDERTAKES, _SLOGAN: R.UPHOLDS}
_PARTICLES = frozenset({"uj", "ul", "uz", "ug"})
_STEMS = {Strength.PHRASE: 2, Strength.WEAK_PHRASE: 4}
_QUALITIES = frozenset({"a", "v", "an", "vn", "x", "ad", "i", "n"})
_NOUNS = frozenset({"n", "vn", "nz", "j", "b", "an", "l", "ns"})
_WITHIN = frozenset({Cue.NATIONAL, Cue.VAGUE})
_VERBS = frozenset({"v", "vn", "i", "l"})
_SHORTEST, _LONGEST = 3, 40
_MOST = 50  # quotations of one list


def quoted(scan: Scan) -> None:
    """Names in quotation marks: programmes before a programme's ending, formulations with a number or upheld."""
    spans = [(s, e) for s, e in scan.quotes if not any(c in scan.text[s:e] for c in "。！？；\n")]
    for n, (start, end) in enumerate(spans):
        text = scan.text[start:end]
        first, last = scan.starting(start), scan.starting(end)
        if first is None or last is None or not 2 <= len(text) <= _LONGEST:
            continue
        stop = _ending(scan, last)
        if stop is not None:
            scan.take([scan.name(first, stop, _PROGRAM, alt=(text,))])
        elif _listed(scan, n, spans):
            scan.take([scan.name(first, last, _PROGRAM)])
        elif (
            len(text) >= _SHORTEST
            and not (last < len(scan.units) and _COUNT.match(scan.units[last].text))  # “牛羊菜果薯药”|六大产业
            and ((form := scan.lexicon.form_of(text[-2:])) is None or form.type is _SLOGAN)
            and ((_NUMBERED.match(text) and _done(scan, first)) or _upheld(scan, first) or _balanced(scan, first, text))
        ):
            scan.take([scan.name(first, last, _SLOGAN)])


def _balanced(scan: Scan, first: int, text: str) -> bool:
    """True for parts of one length after any verb that takes formulations: 提升“公道正派、求真务实”的境界."""
    parts = text.split("、")
    return (
        len(parts) > 1
        and len({len(p) for p in parts}) == 1
        and len(parts[0]) > 3
        and scan.governed(first - 1, R.UPHOLDS)
    )


def _upheld(scan: Scan, first: int) -> bool:
    return scan.governed(first - 1, R.UPHOLDS, R.STUDIES, but=R.UNDERTAKES)


def _done(scan: Scan, first: int) -> bool:
    """True where something is done with what begins with the unit: 增强“四个意识”."""
    return scan.governed(first - 1, R.UPHOLDS, R.UNDERTAKES, R.STUDIES, R.IMPLEMENTS)


def _ending(scan: Scan, i: int) -> int | None:
    """The unit after the programme's ending that units from i on have: 活动, 主题教育, 系列活动, 民生工程."""
    stop = None
    j = i
    while j < len(scan.units) and j - i < 6:
        u = scan.units[j]
        held = scan.at[j]
        if u.text in PUNCTUATION or u.word.roles & _BREAKS:
            break
        if j == i and u.word.relations and u.pos == "v" and not scan.is_program(u):
            break
        if held is not None and held.type not in (_PROGRAM, _SLOGAN):
            break
        form = scan.lexicon.forms.get(u.text)
        if form and form.type is _PROGRAM:
            stop = j + 1
        elif form and form.type in (T.MEETING, T.DOCUMENT, T.ORGANIZATION):
            return None
        elif stop is not None or u.pos not in NOMINAL:
            break
        j += 1
    return stop


def _listed(scan: Scan, n: int, spans: Sequence[tuple[int, int]]) -> bool:
    """True where the quotation is followed by further ones, or by others and 等, and then by a programme's ending."""
    end = spans[n][1]
    for start, stop in spans[n + 1 : n + _MOST]:
        between = scan.text[end:start]
        if between and between not in scan.coordinators:
            break
        end = stop
    i = scan.starting(end)
    if i is None or i >= len(scan.units):
        return False
    if scan.units[i].text == "、":
        for j in range(i + 1, min(len(scan.units), i + 12)):
            if scan.units[j].marks & flags.ENDS_REACH:
                break
            if Cue.AMONG in scan.units[j].word.roles:
                i = j
                break
    if i < len(scan.units) and Cue.AMONG in scan.units[i].word.roles:
        i += 1
    elif end == spans[n][1]:
        return False
    return _ending(scan, i) is not None


def governed(scan: Scan) -> None:
    """Noun phrases with an ending among the objects of a verb that takes programmes or formulations."""
    units, acting = scan.units, scan.marked(flags.ACTS)
    for type_, relation in _TAKEN_BY.items():
        ends = [k for k in scan.marked(flags.ENDS) if units[k].text[-1] in scan.lexicon.last_characters[type_]]
        for i in acting if ends else ():
            if relation in units[i].word.relations:
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
        if first < last and units[last - 1].marks & flags.ENDS:
            ends = (k + 1 for k in range(last - 1, first - 1, -1) if _parts(scan, units[k]))
            begin = next(ends, first)
            _phrase(scan, begin, last, type_, lent=begin == i + 1 and Cue.LENDS in units[i].word.roles)
        if last < stop and Cue.AMONG in units[last].word.roles:
            break
        first = last + 1


def _parts(scan: Scan, u: Unit) -> bool:
    """True for 的 and the like, unless a quotation follows."""
    return u.pos in _PARTICLES and u.end not in scan.quote_starts


def _phrase(scan: Scan, first: int, last: int, type_: EntityType, *, lent: bool = False) -> None:
    """Take units first to last as a name; after a verb like 开展 short verbs may be in it: 涉民生案件专项行动."""
    units = scan.units
    if last <= first or not units[last - 1].marks & flags.ENDS:
        return
    verb = next((k for k in range(last - 2, first - 1, -1) if Cue.LENDS in units[k].word.roles), None)
    if verb is not None:
        first = verb + 1  # 餐饮单位开展|专项整治
    while first < last and (units[first].pos in _LEADING or units[first].word.roles & VAGUE):
        first += 1
    if last <= first or (units[first].word.relations and last - first > 1 and not scan.is_program(units[first])):
        return
    text = scan.span(first, last)
    form = _form(scan, text, type_)
    if form is None or form.strength not in _STEMS or not 4 <= len(text) <= 24:
        return
    lent = lent and form.strength == Strength.PHRASE
    for k in range(first, last):
        u = units[k]
        if (
            u.pos not in NOMINAL
            or (u.pos == "v" and len(u.text) == 1 and k < last - 1 and (not lent or units[k + 1].pos == "m"))
            or (u.word.roles - HARMLESS and not (lent and u.pos == "v" and k == first))
            or u.text in PUNCTUATION
            or not _may_hold(scan, k, last, type_)
        ):
            return
    if len(form.label) < len(units[last - 1].text) and units[last - 1].pos in _VERBS:
        return  # 进展 is no 展, 深入开展 neither
    start, end = units[first].start, units[last - 1].end
    stem = len(text) - len(form.label)
    if stem < _STEMS[form.strength] or scan.opens_quotes(start, end):
        return
    inner = scan.lexicon.form_of(text[:stem])
    if type_ is _SLOGAN and inner is not None and inner.type in (T.MEETING, T.DOCUMENT):
        return
    head = scan.around(start + stem, end)[0]
    if scan.empty(first, max(head, first + 1)) or all(Cue.CENTRAL in u.word.roles for u in units[first:head]):
        return
    scan.take([scan.name(first, last, type_)])


def _form(scan: Scan, text: str, type_: EntityType) -> Form | None:
    """The longest form of the type that the text ends in: 计划 of 人才行动计划, which as a document's is longer."""
    form = scan.lexicon.form_of(text)
    while form is not None and form.type is not type_:
        form = scan.lexicon.form_of(form.label[1:])
    return form


def _may_hold(scan: Scan, k: int, last: int, type_: EntityType) -> bool:
    held = scan.at[k]
    if held is None or held.type is T.PLACE:
        return True
    return held.type is type_ is _PROGRAM and held.last < last


def extended(scan: Scan) -> None:
    """A known programme with the nouns after it up to a programme's ending: 六五环境日|国家主场活动."""
    for name in [n for n in scan.names if n.type is _PROGRAM and n.entries]:
        stop = None
        for k in range(name.last, min(name.last + 4, len(scan.units))):
            u = scan.units[k]
            if u.pos not in _NOUNS or u.word.roles - _WITHIN or scan.at[k] is not None or u.start in scan.gaps:
                break
            if k > name.last and scan.is_program(u):
                stop = k + 1
        if stop is not None:
            scan.take([scan.name(name.first, stop, _PROGRAM)])


def headed(scan: Scan) -> None:
    """A numbered item that is headed by a noun phrase with a programme's ending alone: （一）产业提升人才行动计划。."""
    for start, _, _ in scan.paragraphs:
        first = start
        while first < len(scan.units) and (
            scan.units[first].pos in ("m", "x", "eng") or scan.units[first].text in "（）、．."
        ):
            first += 1
        if first == start:
            continue
        last = first
        while last < len(scan.units) and scan.units[last].text not in STOPS and last - first < 16:
            last += 1
        if first < last:
            _phrase(scan, first, last, _PROGRAM)


def repeated(scan: Scan) -> None:
    """The programme named before, by its ending alone: 主题教育 after “不忘初心、牢记使命”主题教育."""
    named = [n for n in scan.names if n.type is _PROGRAM]
    if not named:
        return
    for i in scan.marked(flags.ENDS):
        u = scan.units[i]
        if scan.at[i] is not None or u.text[-1] not in scan.lexicon.last_characters[_PROGRAM]:
            continue
        found = scan.form(i)
        if found is None or found[0].type is not _PROGRAM or len(found[0].label) < 4:
            continue
        form, head = found
        if any(n.end <= u.start and len(n.text) > len(form.label) and n.text.endswith(form.label) for n in named):
            scan.take([scan.name(head, i + 1, _PROGRAM)])


def parallel(scan: Scan) -> None:
    """Formulations in parallel phrases of one length: 学党史、悟思想、办实事、开新局; 做到忠诚、干净、担当."""
    for m in _matches(_PARALLEL, scan.text, [0, *(m.end() for m in _BEFORE_PARALLEL.finditer(scan.text))]):
        parts = m.group().split("、")
        size = len(parts[0])
        first, last = scan.starting(m.start()), scan.starting(m.end())
        if {len(p) for p in parts} != {size} or first is None or last is None or (len(parts) < 3 and size < 4):
            continue
        if any(scan.at[k] is not None for k in range(first, last)):
            continue
        heads = [scan.starting(m.start() + n * (size + 1)) for n in range(len(parts))]
        verbal = all(h is not None and scan.units[h].pos.startswith("v") for h in heads)
        if (verbal and (len(parts) >= 3 or scan.quoted(m.start(), m.end()))) or _echoing(scan, first, last, parts):
            scan.take([scan.name(first, last, _SLOGAN)])
    for m in _matches(_PAIRS, scan.text, [m.start() - 2 for m in _SECOND_OF_PAIRS.finditer(scan.text)]):
        first, last = scan.starting(m.start()), scan.starting(m.end())
        if first is None or last is None or any(scan.at[k] is not None for k in range(first, last)):
            continue
        before = scan.unit(first - 1)
        if (
            before is not None
            and R.UPHOLDS in before.word.relations
            and R.UNDERTAKES not in before.word.relations
            and all(scan.starting(m.start() + n * 3) is not None for n in range(m.group().count("、") + 1))
            and all(u.pos in _QUALITIES for u in scan.units[first:last])
        ):
            scan.take([scan.name(first, last, _SLOGAN)])


def _matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches at some of the starts, in order, that do not overlap: all that `finditer` would find, but faster."""
    done = 0
    for start in starts:
        found = pattern.match(text, start) if start >= done else None
        if found is not None:
            yield found
            done = found.end()


def _echoing(scan: Scan, first: int, last: int, parts: Sequence[str]) -> bool:
    """True where the parts begin alike after a verb that takes formulations: 做到学史明理、学史增信、学史崇德."""
    before = scan.unit(first - 1)
    return (
        before is not None
        and R.UPHOLDS in before.word.relations
        and len(parts) >= 3
        and len({p[0] for p in parts}) == 1
        and scan.lexicon.form_of(parts[-1]) is None
    )
