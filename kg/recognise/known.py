"""Names that the ontology gives: vocabulary entries, patterns, and places that the segmenter knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg.model import EntityType, Kind, R, Reason, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.segment import words
from kg.parse.units import Unit, sums
from kg.recognise.records import Refusal, refused
from kg.recognise.scan import ORDER, VAGUE, Scan
from kg.records import record
from kg.words.entries import Entry, Pattern, Word
from kg.words.grammar import Cue

_PLACE_SIZES = range(2, 8)
_UNSURE = 2  # characters of an unlisted place that may as well be a word
_SHORT = {T.SLOGAN: 4, T.PROGRAM: 3}
_SHORTEST = 4  # characters of a formulation without quotation marks
_PLAINEST = 6  # characters up to which a plain word of prose is no formulation even as an object
_NOUNS = frozenset({"n", "vn", "nz", "j", "l", "an", "nr", "s", "q"})
_TAKES = frozenset({R.UNDERTAKES, R.UPHOLDS, R.STUDIES})
_HOW = frozenset({"d", "ad", "ul", "uz", "a", "z"})
_BORNE = frozenset({T.DOCUMENT, T.PERSON})
_NAMES = frozenset({"nr", "nrt", "nrfg"})
_MODIFIERS = frozenset({"n", "nz"})
_QUALITIES = frozenset({"a", "an", "b", "z", "l"})
_LAW = 3  # characters of a law's name that states have alike
_FARTHEST = 3  # units between a verb and what it takes


def entries(scan: Scan) -> None:
    """Units that vocabularies hold; of several types the first in document, meeting, body, programme and so on.

    Why one of them is a plain word here or the end of another's name says REFUSALS.
    """
    found: list[Name] = []
    for i in scan.marked(flags.NAMED | flags.PLACE):
        u = scan.units[i]
        if u.word.entries and u.word.roles.isdisjoint(VAGUE):
            type_, chosen, reason = _sense(u.word, u.text)
            if not refused(REFUSALS, Sighting(scan, i, type_, chosen, reason, u, u.text)):
                found.append(
                    Name(u.start, u.end, i, i + 1, u.text, type_, chosen[0].kind, entries=chosen, reason=reason)
                )
        elif u.pos == "ns" and len(u.text) in _PLACE_SIZES and not u.word.roles and _stands_as_place(scan, i):
            found.append(scan.name(i, i + 1, T.PLACE))
    scan.take(found)


@record
class Sighting:
    """Unit `i` as a name of the type, for which `entries` of the vocabularies stand, by their label or another name.

    `unit` and `text` are the unit's.
    """

    scan: Scan
    i: int
    type: EntityType
    entries: tuple[Entry, ...]
    reason: Reason
    unit: Unit
    text: str


def _end_of_another(seen: Sighting) -> bool:
    return seen.type is T.ORGANIZATION and seen.text in seen.scan.lexicon.forms and _cut(seen.scan, seen.i)


def _of_another(seen: Sighting) -> bool:
    return seen.type is T.ORGANIZATION and seen.reason is Reason.ALIAS and _namesake(seen.scan, seen.i)


def _plain_word(seen: Sighting) -> bool:
    """True for a formulation of up to four characters or a programme of up to three, but for objects and quotations."""
    if len(seen.text) > _SHORT.get(seen.type, 0):
        return False
    if seen.type is T.SLOGAN and len(seen.text) < _SHORTEST:
        return not seen.scan.named_in_quotes(seen.unit)  # 提升组织力
    return not (seen.scan.named_in_quotes(seen.unit) or _taken(seen.scan, seen.i))


def _generic(seen: Sighting) -> bool:
    """True for a plain word of prose that no quotation marks set apart: a short one, or one that no verb takes."""
    scan, i = seen.scan, seen.i
    if not seen.entries[0].generic or not all(e.generic for e in seen.entries) or scan.named_in_quotes(seen.unit):
        return False
    if seen.type is T.SLOGAN and len(seen.text) <= _PLAINEST:
        return True
    return not (_taken(scan, i) or _helps(scan, i)) or _modifies(scan, i) or _modified(scan, i)


def _one_character(seen: Sighting) -> bool:
    return len(seen.text) == 1 and not _located(seen.scan, seen.i)


def _goes_on(seen: Sighting) -> bool:
    """True for a law whose last character begins a word there (诉讼|法学, 组织|法人), a person who is called longer."""
    after = seen.scan.unit(seen.i + 1)
    if after is None or after.start != seen.unit.end or seen.type not in _BORNE:
        return False
    if seen.type is T.PERSON:
        return after.text in seen.scan.divisions or _sounds_on(seen, after)  # 巴赫|塔泽
    form = seen.scan.lexicon.forms.get(seen.text[-1] + after.text)
    if form is not None:
        return form.type is T.ORGANIZATION
    remnant = len(after.text) == 1 or len(words(after.text)) > 1  # 律法规 of 法律法规
    return remnant and after.pos in _NOUNS and not after.word.roles and len(words(seen.text[-1] + after.text)[0]) > 1


def _sounds_on(seen: Sighting, other: Unit) -> bool:
    """True where all characters of what is seen, and of the segmenter's name beside it, stand for sounds."""
    plain = not (other.word.entries or other.word.roles or other.word.relations or other.word.post)
    return plain and other.pos in _NAMES and seen.scan.sounds.issuperset(seen.text + other.text)


def _right_before(seen: Sighting) -> Unit | None:
    """The unit before what is seen, with nothing between."""
    before = seen.scan.unit(seen.i - 1)
    return before if before is not None and before.end == seen.unit.start else None


def _began_before(seen: Sighting) -> bool:
    """True for a person with whose name one of another language ends: 阿塔|图尔克."""
    before = _right_before(seen) if seen.type is T.PERSON else None
    return before is not None and _sounds_on(seen, before)


def _another_law(seen: Sighting) -> bool:
    """True where a noun before a law's name makes it another law: 行政|监察法."""
    before = _right_before(seen) if seen.type is T.DOCUMENT else None
    if before is None or len(before.text) == 1:
        return False
    form = seen.scan.lexicon.form_of(seen.text)
    abroad = any(e.is_state for e in before.word.entries)
    if abroad and Cue.NATIONAL not in before.word.cues and len(seen.text) <= _LAW:
        return True  # 马来西亚|宪法
    return before.pos in _MODIFIERS and _plain_noun(before) and form is not None and form.type is T.DOCUMENT


def _counts(seen: Sighting) -> bool:
    """True for a congress of up to ten where its number counts something: 党的六大|优秀特质, 其他政|党的一大标志."""
    if seen.type is not T.MEETING or not seen.text[-2:-1].isnumeric() or seen.text[-3:-2].isnumeric():
        return False
    before, after = seen.scan.unit(seen.i - 1), seen.scan.unit(seen.i + 1)
    if before is not None and before.pos == "n" and len(words(before.text + seen.text[0])) == 1:
        return True
    if after is None or after.start != seen.unit.end:
        return False
    place = after.text.endswith(tuple(seen.scan.lexicon.roles.get(Cue.VENUE, ())))  # 党的七大|会址
    return after.pos in _QUALITIES or (len(after.text) > 1 and after.pos == "n" and _plain_noun(after) and not place)


def _other_party(seen: Sighting) -> bool:
    """True for a congress by its number alone after the short name of a party that no vocabulary has: 苏共|二十大."""
    before = _right_before(seen) if seen.type is T.MEETING and seen.text[0].isnumeric() else None
    return before is not None and before.pos == "j" and not (before.word.entries or before.word.roles)


def _work(seen: Sighting) -> bool:
    """True for a meeting's name that title marks make that of a film or a painting."""
    text, unit = seen.scan.text, seen.unit
    return (
        seen.type is T.MEETING and text[unit.start - 1 : unit.start] == "《" and text[unit.end : unit.end + 1] == "》"
    )


def _joins(seen: Sighting) -> bool:
    """True for a place whose name begins with a conjunction, after a noun that it may join: 干部|和县乡."""
    before = seen.scan.unit(seen.i - 1)
    return (
        seen.type is T.PLACE
        and seen.text[0] in seen.scan.coordinators
        and before is not None
        and before.pos in _NOUNS
        and seen.scan.at[seen.i - 1] is None
    )


REFUSALS: Final[tuple[Refusal[Sighting], ...]] = (
    Refusal("end of another's name", "学生⟦宣传部⟧开展城市体检。", _end_of_another),
    Refusal("namesake", "附属⟦协和医院⟧开展城市体检。", _of_another),
    Refusal("plain word", "大家⟦实事求是⟧。", _plain_word),
    Refusal("generic", "提升⟦社区服务⟧的温度。", _generic),
    Refusal("conjunction", "干部⟦和县⟧乡村三级联动。", _joins),
    Refusal("goes on", "国际体育⟦仲裁法⟧庭作出裁决。", _goes_on),
    Refusal("began before", "阿塔⟦图尔克⟧机场的航班延误。", _began_before),
    Refusal("another law", "党章和行政⟦监察法⟧赋予的职责。", _another_law),
    Refusal("counts", "那是⟦党的六大⟧优秀特质。", _counts),
    Refusal("other party", "苏共⟦二十大⟧以后，他们开展城市体检。", _other_party),
    Refusal("work", "他们观看了《⟦开国大典⟧》。", _work),
    Refusal("one character", "他们支持⟦京⟧。", _one_character),
)
"""Why a word that vocabularies hold names nothing here."""


@lru_cache(maxsize=1 << 16)
def _sense(word: Word, text: str) -> tuple[EntityType, tuple[Entry, ...], Reason]:
    """The type that a word of the vocabularies stands for, its entries of that type, and how it names them."""
    types = {e.type for e in word.entries}
    type_ = next(t for t in ORDER if t in types)
    chosen = tuple(e for e in word.entries if e.type is type_)
    return type_, chosen, Reason.EXACT if any(e.label == text for e in chosen) else Reason.ALIAS


def holders(scan: Scan) -> None:
    """The body that a meeting's name begins with, inside it: 国务院 in 国务院常务会议."""
    words = scan.lexicon.words
    for name in [n for n in scan.names if n.type is T.MEETING and n.anchor is None]:
        for size in range(len(name.text) - 2, 1, -1):
            word = words.get(name.text[:size])
            bodies = tuple(e for e in word.entries if e.type is T.ORGANIZATION) if word else ()
            if bodies:
                holder = Name(
                    name.start, name.start + size, name.first, name.last, name.text[:size],
                    T.ORGANIZATION, bodies[0].kind, entries=bodies, reason=Reason.ALIAS,
                )  # fmt: skip
                scan.names.append(holder)
                name.anchor, name.own = holder, name.text[size:]
                break


def patterns(scan: Scan) -> None:
    """Names by the patterns of the ontology: 党的十九届五中全会."""
    text = scan.text
    for pattern in [p for p in scan.lexicon.patterns if all(part in text for part in p.contains)]:
        for m in pattern.regex.finditer(text):
            first, last = scan.around(m.start(), m.end())
            if "list" in pattern.regex.groupindex:
                scan.take(_each(scan, m, pattern.type))
            elif first < last and not _counted(scan, first, last, pattern.type):
                scan.take([Name(m.start(), m.end(), first, last, m.group(), pattern.type, _kind(scan, pattern, m))])


def _kind(scan: Scan, pattern: Pattern, m: re.Match[str]) -> Kind | None:
    """The kind of a body by its ending."""
    form = scan.lexicon.form_of(m.group()) if pattern.type is T.ORGANIZATION else None
    return form.kind if form is not None else None


def _counted(scan: Scan, first: int, last: int, type_: EntityType) -> bool:
    """True where a name that vocabularies hold follows a number alone: 第五届|中国国际进口博览会."""
    held = scan.at[last - 1]
    if held is None or not held.entries or held.type is not type_:
        return False
    return held.first == first + 1 and scan.units[first].text.endswith(scan.instances)


def _each(scan: Scan, m: re.Match[str], type_: EntityType) -> Iterator[Name]:
    """The names in a list that share their head and tail, each in full: two of 十九届四中、五中全会."""
    first = m.start("list")
    joints = re.compile("|".join(map(re.escape, sorted({*scan.coordinators, "、"}))))
    cuts = [c.span() for c in joints.finditer(scan.text, first, m.end("list")) if _is_joint(scan, *c.span())]
    starts, ends = [first, *(end for _, end in cuts)], [*(start for start, _ in cuts), m.end("list")]
    for start, end in zip(starts, ends, strict=True):
        text = f"{m['head']}{scan.text[start:end]}{m['tail']}"
        word = scan.lexicon.words.get(text)
        entries = tuple(e for e in word.entries if e.type is type_) if word else ()
        begins, stops = m.start() if start == first else start, m.end() if end == m.end("list") else end
        if start < end:
            yield Name(begins, stops, *scan.around(begins, stops), text, type_, entries=entries)


def _is_joint(scan: Scan, start: int, end: int) -> bool:
    """True where what joins the items of a list is a word of its own: not 及 in 驻埃及、约旦等国大使馆."""
    first, last = scan.around(start, end)
    return last == first + 1 and (scan.units[first].start, scan.units[first].end) == (start, end)


def _taken(scan: Scan, i: int) -> bool:
    """True where unit i follows right after the verb or the preposition that takes it: 推进|乡村建设, 对|河长制."""
    for k in range(i - 1, max(-1, i - 1 - _FARTHEST), -1):
        u = scan.units[k]
        if u.word.relations & _TAKES or u.pos == "p":
            return True
        if u.pos not in _HOW and u.text not in scan.results:
            return False
    return False


def _helps(scan: Scan, i: int) -> bool:
    """True where unit i is that by which something is done, or what is helped: 以|志愿服务|引领社区治理."""
    before = scan.unit(i - 1)
    return before is not None and (Cue.MEANS in before.word.roles or R.SUPPORTS in before.word.relations)


def _modifies(scan: Scan, i: int) -> bool:
    """True where unit i only says what the noun after it is like: 科技创新|力, 社区服务|的|温度."""
    after = scan.unit(i + 1)
    if after is not None and after.text in scan.possessives:
        after = scan.unit(i + 2)
    return after is not None and _plain_noun(after)


def _modified(scan: Scan, i: int) -> bool:
    """True where unit i ends a longer noun phrase: 矿山|生态保护修复."""
    before = scan.unit(i - 1)
    return before is not None and _plain_noun(before)


def _plain_noun(u: Unit) -> bool:
    return u.pos in _NOUNS and not u.word.entries and not u.word.roles and not u.word.relations


def _cut(scan: Scan, i: int) -> bool:
    """True where a noun of no body stands directly before what may be a body's name or its end: 总统|办公室."""
    before = scan.unit(i - 1)
    return (
        before is not None
        and before.pos in ("n", "vn", "nz", "j")
        and not before.word.entries
        and not before.word.roles
        and not before.marks & flags.ENDS
    )


def _namesake(scan: Scan, i: int) -> bool:
    """True where the word before the short name of a known body makes it another's: 附属|协和医院, 省|社科院."""
    before = scan.unit(i - 1)
    if before is None:
        return False
    local = before.text in scan.divisions and scan.lexicon.form_of(scan.units[i].text) is None
    return local or Cue.ATTACHED in before.word.roles


def _located(scan: Scan, i: int) -> bool:
    """True after 在 and the like: one character is a place's name only there (在京)."""
    before = scan.unit(i - 1)
    return before is not None and Cue.LOCATIVE in before.word.roles


def _sure(scan: Scan, i: int) -> bool:
    """True where a word of two characters ends as places do or tells where a thing is: 在北梁|棚户区."""
    last, after = scan.units[i].text[-1], scan.unit(i + 1)
    named = last in scan.landforms or last in scan.divisions
    return named or (after is not None and after.pos == "n" and not after.word.roles and len(after.text) > 1)


def _of_a_level(scan: Scan, text: str) -> bool:
    """True for a word that ends as provinces, cities and states do: 苏门答腊省, but not 大城市."""
    if len(text) <= _UNSURE or text[-1] not in scan.unique:
        return False
    return text[-_UNSURE:] not in scan.vague and scan.lexicon.form_of(text) is None


def levelled(scan: Scan) -> None:
    """Unlisted divisions by their level, and without it where the word is taken for a place: 云川省, 云川."""
    for i in scan.marked(flags.PLACE):
        u = scan.units[i]
        if (
            u.pos == "ns"
            and not u.word.entries
            and not u.word.roles
            and scan.at[i] is None
            and _of_a_level(scan, u.text)
        ):
            scan.take([scan.name(i, i + 1, T.PLACE)])
    full: dict[str, str] = {}
    for n in scan.names:
        if n.type is T.PLACE and not n.entries and len(n.text) > _UNSURE and n.text[-1] in scan.unique:
            full.setdefault(n.text[:-1], n.text)
    for stem, spans in scan.occurrences(full).items() if full else ():
        for first, last in spans:
            if all(scan.at[k] is None and scan.units[k].pos == "ns" for k in range(first, last)):
                name = scan.name(first, last, T.PLACE, alt=(stem,))
                name.text = full[stem]
                scan.take([name])


def _stands_as_place(scan: Scan, i: int) -> bool:
    """True where an unlisted word for a place stands as one: after a locative, after a place, in a list of places."""
    text = scan.units[i].text
    if scan.lexicon.form_of(text) is not None or sums(scan.units, i, scan.summed):
        return False  # 浙江、江苏两省
    if len(text) == _UNSURE and not _sure(scan, i):
        return False  # 在治本之路上
    before = scan.unit(i - 1)
    if before is not None and before.text == "、":
        before = scan.unit(i - 2)
        if before is not None and before.pos == "ns":
            return True
    if before is None:
        return False
    return Cue.LOCATIVE in before.word.roles or any(e.type is T.PLACE for e in before.word.entries)
