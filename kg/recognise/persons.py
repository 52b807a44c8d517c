"""Persons: after a post or a reporter's label, before a post or a verb of saying, in lists of those who attend."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import R, Reason, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import BODIES, Scan
from kg.recognise.transcribed import run, sure
from kg.words.grammar import Cue, Post, Strength

_USUAL, _LONG = 3, 4  # characters of most names, and of those with a surname of two
_FAR = 39  # units of a list of those who attend
_LENGTHS, _NAME_SIZES = range(2, 5), range(2, 4)
_PIECES = 3  # units of a name in a list
_TRANSCRIBED = range(2, 8)  # characters of a foreign name
_CLIPPED, _PARTED = range(1, 3), 2  # characters of a name before the word that has its last, and of that word
_ROLL = 3  # names that make a list of names
_PREDICATES = frozenset({"v", "d", "p", "c", "ad", "vn"})
_ENDS_OF_ENTRIES = frozenset("、，。；\n（")
_OPENERS = frozenset("。！？；\n，：、）")
_SENTENCES = frozenset("。！？；\n（")
_NAME_LIKE = frozenset({"nr", "nz", "x", "j"})
_NOT_NAMED = frozenset({"n", "v", "vn", "d", "ad", "t", "a", "r", "ns", "nt"})
_NUMERAL = re.compile("[一二三四五六七八九十百千万亿两几半双余多数0-9]")
_PLAIN = frozenset({Cue.NATIONAL, Cue.DEMONSTRATIVE, Cue.LEVEL, Cue.DIVISION, Cue.VAGUE, Cue.GENERIC})
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]+")
_WORDS = frozenset({"n", "d", "v", "vn", "ad", "t", "a", "m", "r", "c", "p", "f", "l", "i", "b"})
_TIMES = frozenset({"t", "d", "c", "p"})
_SPEAKS = frozenset({Cue.SPEECH, Cue.ADDRESS})
_VERBAL = frozenset({"v", "d", "p", "c", "u", "uj", "f", "ad", "t"})


def find(scan: Scan) -> None:
    """Persons by the words around them; a list after a post is followed to its end."""
    for i in scan.marked(flags.TITLE | flags.PERSON | flags.BEARER):
        u = scan.units[i]
        if u.marks & flags.TITLE:
            found = list(_after(scan, i + 1, several=Cue.REPORTER in u.word.roles))
            if not found and u.text in scan.statesmen:
                found = list(_abroad(scan, i + 1))
            if Cue.LEADER not in u.word.roles or len(found) > 1 or (found and _attend(scan, found[-1].last)):
                scan.take(found)
        elif scan.at[i] is not None:
            continue
        elif u.marks & flags.PERSON and _person(scan, i) and _shown(scan, i):
            scan.take([scan.name(i, i + 1, T.PERSON)])
        elif u.marks & flags.BEARER:
            scan.take(_abroad(scan, i + 1) if u.text in scan.statesmen else _borne(scan, i + 1))


def _shown(scan: Scan, i: int) -> bool:
    """True where what stands around the segmenter's person shows one."""
    return _before_verb(scan, i) or _acts(scan, i) or _introduced(scan, i) or _described(scan, i)


def _described(scan: Scan, i: int) -> bool:
    """True where a clause begins with one of whom it is said of which sex he is: 李明|，|男|，汉族."""
    before, sign, said = scan.unit(i - 1), scan.unit(i + 1), scan.unit(i + 2)
    if before is not None and before.text not in _OPENERS:
        return False
    return sign is not None and sign.text == "，" and said is not None and Cue.SEX in said.word.cues


def _introduced(scan: Scan, i: int) -> bool:
    """True for a name with a common surname that opens a sentence, and of which the next words say the post only."""
    u, before, comma = scan.units[i], scan.unit(i - 1), scan.unit(i + 1)
    if not _common(scan, u.text) or comma is None or comma.text != "，":
        return False
    if before is not None and before.text not in _SENTENCES:
        return False
    end = scan.clause_end(i + 2)
    said = scan.units[i + 2 : end]
    return len(said) > 1 and bool(said[-1].word.post) and not any(x.pos == "v" and not x.word.cues for x in said)


def _abroad(scan: Scan, i: int) -> Iterator[Name]:
    """The name of a statesman of another country: 副总统|马沙蒂莱."""
    u = scan.unit(i)
    if u is None or scan.at[i] is not None or _grammatical(u):
        return
    end = run(scan, i)
    sounds = 2 * sum(c in scan.sounds for c in u.text) > len(u.text)
    if end is None and sounds and u.pos[:2] in _NAME_LIKE and len(u.text) in _TRANSCRIBED and _HAN.fullmatch(u.text):
        end = i + 1
    if end is not None:
        yield scan.name(i, end, T.PERSON)


def rosters(scan: Scan) -> None:
    """Names that blanks part from the body or place of their post: 周　萍　浙江省水利厅副厅长."""
    for gap in sorted(scan.gaps):
        end = scan.starting(gap)
        if end is None or not _belongs_somewhere(scan, end):
            continue
        for first in range(max(0, end - _PIECES), end):
            size = gap - scan.units[first].start
            if size in _NAME_SIZES and _name_at(scan, first) == end and _enters(scan, first):
                scan.take([scan.name(first, end, T.PERSON)])
                break


def _belongs_somewhere(scan: Scan, i: int) -> bool:
    """True where a body or place begins, or a rank and then one: 教授、|云川大学."""
    rank, sign = scan.unit(i), scan.unit(i + 1)
    if rank is not None and rank.word.post is Post.EXPERT and sign is not None and sign.text == "、":
        i += 2
    held = scan.at[i] if i < len(scan.units) else None
    return held is not None and held.first == i and held.type in BODIES


def _enters(scan: Scan, first: int) -> bool:
    """True where a line of a roster may begin with the unit: after a blank, a colon, a line or a post."""
    before = scan.unit(first - 1)
    if before is None or scan.units[first].start in scan.gaps:
        return True
    return before.text in ("：", "\n") or bool(before.word.post)


def _person(scan: Scan, i: int) -> bool:
    """True where the segmenter's person has a surname and no ending of another name."""
    text = scan.units[i].text
    return len(text) in _LENGTHS and _surname(scan, text) and not _formed(scan, text)


def _acts(scan: Scan, i: int) -> bool:
    """True for a name of three characters with a common surname that opens a clause and has a verb."""
    u, before, after = scan.units[i], scan.unit(i - 1), scan.unit(i + 1)
    if len(u.text) != _USUAL or not _common(scan, u.text) or _grammatical(u) or u.text[-1] in scan.settled:
        return False
    if after is None or (after.pos not in _PREDICATES and not after.word.relations):
        return False
    if before is None or before.text in _OPENERS or (before.pos == "t" and len(before.text) > 1):
        return True
    return _belongs(scan, i)


def _belongs(scan: Scan, i: int) -> bool:
    """True for the segmenter's person after a place or body, or after 的: 高文村|李玉萍, 在外打工的|李玉萍."""
    u, held = scan.units[i], scan.at[i - 1]
    there = held is not None and held.type in BODIES
    return u.pos == "nr" and (there or scan.units[i - 1].text in scan.possessives) and not _is_noun(scan, u)


def _is_noun(scan: Scan, u: Unit) -> bool:
    """True for what the segmenter takes for a name and ends as nouns do: 严谨性."""
    return u.text[-1] in scan.suffixes


def _common(scan: Scan, text: str) -> bool:
    return text[0] in scan.lexicon.common_surnames


def _borne(scan: Scan, i: int) -> Iterator[Name]:
    """The persons, with common surnames, whom the word before says to be something: 教师|李明、周萍."""
    for name in _after(scan, i):
        u = scan.units[name.first]
        if _surely(scan, name) or (name.last < len(scan.units) and _appointed(scan, i, name.last)):
            yield name
            continue
        whole = len(name.text) == _USUAL and u.pos == "nr" and name.last == name.first + 1 and not _is_noun(scan, u)
        if not (whole or _common(scan, name.text)) or u.pos[:2] not in _NAME_LIKE or name.text[-1] in scan.settled:
            return
        yield name


def _surely(scan: Scan, name: Name) -> bool:
    """True for a foreign name of which the sounds, or the segmenter, leave no doubt."""
    return run(scan, name.first) == name.last and (len(name.text) > 2 or scan.units[name.first].pos == "nrt")


def _appointed(scan: Scan, first: int, last: int) -> bool:
    """True between a word that appoints and what one becomes: 任命|张少康|为."""
    appoints = Cue.APPOINTS in scan.units[first - 1].word.cues
    return appoints and Cue.BENEFICIARY in scan.units[last].word.roles


def repeated(scan: Scan) -> None:
    """Persons who were named with a post or the like, by their bare names."""
    named = list(dict.fromkeys(n.text for n in scan.names if n.type is T.PERSON))
    places = scan.occurrences(named)
    for text in named:
        for first, last in places.get(text, ()):
            if all(scan.at[k] is None for k in range(first, last)):
                scan.take([scan.name(first, last, T.PERSON)])


def _surname(scan: Scan, text: str) -> bool:
    return text[:1] in scan.lexicon.surnames or text[:2] in scan.lexicon.surnames


def _before_verb(scan: Scan, i: int) -> bool:
    """True where unit i stands before what only persons do or are called, or in a list of those who attend."""
    after, before = scan.unit(i + 1), scan.unit(i - 1)
    if after is None:
        return False
    if Cue.SPEECH in after.word.roles or after.word.post:
        return True
    if after.text in scan.addresses and (_common(scan, scan.units[i].text)):
        return True
    if (after.text == "：" and after.end in scan.quote_starts) or R.ATTENDS in after.word.relations:
        return True
    if _aged(scan, i):
        return True
    listed = before is None or before.text in PUNCTUATION or scan.at[i - 1] is not None
    return listed and (after.text == "、" or Cue.AMONG in after.word.roles) and _attend(scan, i + 1)


def _aged(scan: Scan, i: int) -> bool:
    """True after 72岁|的: who is of an age is a person."""
    age, of = scan.unit(i - 2), scan.unit(i - 1)
    return age is not None and of is not None and of.text in scan.possessives and age.text[-1] in scan.ages


def _attend(scan: Scan, i: int) -> bool:
    """True where a verb of attending follows unit i in its clause."""
    for u in scan.units[i : i + _FAR]:
        if u.text in "。，；\n":
            return False
        if R.ATTENDS in u.word.relations:
            return True
    return False


def _after(scan: Scan, i: int, *, several: bool = False) -> Iterator[Name]:
    """The person's name, or the list of them, that begins with unit i; with `several` they may follow directly."""
    units = scan.units
    if i + 1 < len(units) and units[i].text == "：" and (several or _entry(scan, i + 1)):
        i += 1
    while i < len(units):
        held = scan.at[i]
        if held is not None:
            if held.type is not T.PERSON:
                return
            last = held.last
        else:
            name = _named_at(scan, i)
            if name is None:
                return
            last = name.last
            yield name
        if last < len(units) and units[last].text == "、":
            i = last + 1
        elif several:
            i = last
        else:
            return


def _entry(scan: Scan, i: int) -> bool:
    """True for a name after a colon that ends where an entry of a list does: 组长：林望　副组长：周萍."""
    last = _name_at(scan, i)
    if last is None or last >= len(scan.units):
        return last is not None
    after = scan.units[last]
    return after.start in scan.gaps or after.text in _ENDS_OF_ENTRIES


def _named_at(scan: Scan, i: int) -> Name | None:
    """The personal name that begins with unit i."""
    clipped = _clipped(scan, i) or _shortened(scan, i)
    last = _name_at(scan, i) if clipped is None else None
    return scan.name(i, last, T.PERSON) if last is not None else clipped


def _clips(u: Unit, after: Unit) -> bool:
    """True where the name may end within the word: any after a surname, none of the language after two characters."""
    return len(u.text) == 1 or not (
        _grammatical(u) or after.pos in _TIMES or _grammatical(after) or u.pos in _NOT_NAMED
    )


def _clipped(scan: Scan, i: int) -> Name | None:
    """A name whose last character the segmenter took for part of the next word: 韩|正在|北京, 吴名|标说."""
    u, after = scan.units[i], scan.unit(i + 1)
    if len(u.text) not in _CLIPPED or not _common(scan, u.text) or after is None or len(after.text) != _PARTED:
        return None
    if after.text[1] not in scan.clitics or after.word.entries or after.word.relations or not _clips(u, after):
        return None
    end = u.end + 1
    return Name(u.start, end, i, i + 2, scan.text[u.start : end], T.PERSON, reason=Reason.PATTERN)


def _shortened(scan: Scan, i: int) -> Name | None:
    """A name to which the segmenter took the preposition before a body or a place: 王名|同|古巴, 郑仙|为|浙江税务."""
    u, held = scan.units[i], scan.at[i + 1] if i + 1 < len(scan.units) else None
    if len(u.text) != _USUAL or u.text[2] not in scan.joints or not u.pos.startswith("nr") or not _common(scan, u.text):
        return None
    if held is None or held.type not in BODIES or held.first != i + 1:
        return None
    return Name(u.start, u.end - 1, i, i + 1, u.text[:2], T.PERSON, reason=Reason.PATTERN)


def _ends_there(scan: Scan, end: int) -> bool:
    """True where a list sign or a verb of saying follows: 刘国|中|、, whose last character is then no localizer."""
    last, after = scan.units[end - 1], scan.unit(end)
    return (
        (len(last.text) == 2 or last.pos == "f")
        and after is not None
        and (after.text in "、，" or not after.word.roles.isdisjoint(_SPEAKS) or bool(after.word.relations))
    )


def _listed(scan: Scan, i: int, end: int) -> bool:
    """True where only the end of the name is a word of grammar and the name ends there: 马正|其|，, 朱|中华|说."""
    last, after = scan.units[end - 1], scan.unit(end)
    if end - i < 2 or last.word.relations or last.word.post or any(map(_grammatical, scan.units[i : end - 1])):
        return False
    if after is None:
        return False
    if Cue.SPEECH in after.word.roles:
        return last.word.roles <= _PLAIN
    return after.text in PUNCTUATION and len(last.text) == 1 and last.word.roles <= {Cue.DEMONSTRATIVE}


def _name_at(scan: Scan, i: int) -> int | None:
    """The unit after a personal name that begins with unit i: a surname and one or two characters, no grammar word."""
    foreign = run(scan, i)
    if foreign is not None and sure(scan, i, foreign):
        return foreign
    start = scan.units[i].start
    if not _surname(scan, scan.text[start : start + 2]):
        return foreign
    double = scan.text[start : start + 2] in scan.lexicon.surnames
    for size in (4, 3) if double else (3, 2, 4):
        end = scan.starting(start + size)
        if end is not None and _may_be_named(scan, i, end, scan.text[start : start + size]):
            return end
    return foreign


def _may_be_named(scan: Scan, i: int, end: int, name: str) -> bool:
    """True where units i to end, a surname and what follows it, may be a person's name."""
    units = scan.units[i:end]
    if (
        not _HAN.fullmatch(name)
        or _formed(scan, name)
        or (len(name) == _LONG and name[:2] not in scan.lexicon.surnames)
    ):
        return False
    if len(units) == 1:
        return _unknown(units[0]) and (units[0].pos not in ("j", "nz") or _common(scan, name))
    if any(map(_grammatical, units)) and not _listed(scan, i, end):
        return False
    return len(name) != _USUAL or units[-1].pos not in _VERBAL or _ends_there(scan, end)


def _formed(scan: Scan, name: str) -> bool:
    """True where the name ends as other names do: not 姚增科, whose ending makes no name."""
    form = scan.lexicon.form_of(name)
    return form is not None and form.strength is not Strength.NEVER


def _unknown(u: Unit) -> bool:
    """True for a word that is none of the language and no place: not 陆续, 单位, 张家口."""
    if _grammatical(u) or any(e.type is T.PLACE for e in u.word.entries):
        return False
    return u.pos not in _WORDS or (u.pos == "m" and not _NUMERAL.search(u.text))


def _grammatical(u: Unit) -> bool:
    return bool(u.word.relations or u.word.roles or u.word.post)
