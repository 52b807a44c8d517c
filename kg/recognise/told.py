"""Programmes by their ending where no verb takes them: what is launched, goes on or is worked at, as its subject.

云河引水工程|正式通水, 在|养老服务突出问题专项整治|中, 农牧民素质提升工程|的|实施.
"""

from __future__ import annotations

from kg.model import R, T
from kg.parse import flags
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.nouns import phrase
from kg.recognise.scan import Scan
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength

_PROGRAM = T.PROGRAM
_STRENGTHS = frozenset({Strength.PHRASE, Strength.WEAK_PHRASE})
_ENDING = 2  # characters of an ending
_LEAST = 4  # characters before an ending that tell a programme without a verb that takes it
_FARTHEST = 12  # units of a programme's name
_OUTSIDE = frozenset({"p", "d", "r", "c", "f", "u", "uj", "ul", "uz", "ug", "t", "ad", "x", "y", "zg"})
_BEFORE = frozenset({"t", "ns"})
_BETWEEN = frozenset({"d", "ad"})
_SKIPPED = 2  # adverbs before the verb of a programme
_VERB = 2  # characters of the verb of a clause


def find(scan: Scan) -> None:
    """Programmes that are launched, in the course of which something is done, or that stand for themselves."""
    for i in scan.marked(flags.ENDS):
        found = scan.form(i) if _free(scan, i) else None
        if found is None or found[0].type is not _PROGRAM or found[0].strength not in _STRENGTHS:
            continue
        form, head = found
        if len(form.label) < _ENDING:
            continue  # 开|展
        if _against(scan, head):
            _take_against(scan, head, i + 1)
        elif form.label in scan.told_alone and scan.units[head].start == scan.units[i].end - len(form.label):
            _take_alone(scan, head, i + 1)
        else:
            _take(scan, head, i + 1, form)


def _free(scan: Scan, i: int) -> bool:
    held = scan.at[i]
    return held is None or (held.type is _PROGRAM and held.last == i + 1 and not held.entries)


def _take(scan: Scan, head: int, last: int, form: Form) -> None:
    """Take the programme that ends before a unit, where its verb follows or it is said to go on."""
    weak = form.strength is Strength.WEAK_PHRASE
    if scan.at[last - 1] is not None or (weak and Cue.VAGUE in scan.units[last - 1].word.roles):
        return
    first = _first(scan, head, last)
    first += _main_verb(scan, first)
    start = scan.units[first].start
    stem = scan.units[last - 1].end - start - len(form.label)
    counted = scan.text[max(start - 1, 0) : start].isdigit()
    if stem >= _LEAST and not counted and (_launched(scan, first, last) or _lasts(scan, first, last)):
        phrase(scan, first, last, _PROGRAM)


def _take_alone(scan: Scan, head: int, last: int) -> None:
    """Take a programme of which the text tells though it names it by its ending alone: 主题教育|开展以来."""
    if scan.at[head] is None and (_verb(scan, last) or _lasts(scan, head, last)):
        scan.take([scan.name(head, last, _PROGRAM)])


def _first(scan: Scan, head: int, last: int) -> int:
    """The first unit of the noun phrase that ends before a unit, as far as no verb, place or other name.

    The verb right before its ending is part of it: 素质|提升|工程.
    """
    first = head - 1 if head > 0 and scan.units[head - 1].pos == "v" and scan.at[head - 1] is None else head
    while first > 0 and last - first < _FARTHEST and scan.units[first].start not in scan.gaps:
        if scan.at[first - 1] is not None or _stops(scan, scan.units[first - 1]):
            break
        first -= 1
    return first


def _stops(scan: Scan, u: Unit) -> bool:
    acts = R.UNDERTAKES in u.word.relations and u.pos == "v" and not scan.is_program(u)
    return u.pos in _OUTSIDE or u.text in PUNCTUATION or acts or Cue.LENDS in u.word.roles or u.end in scan.quote_ends


def _launched(scan: Scan, first: int, last: int) -> bool:
    """True for the subject of what programmes do, or where that is said of it: 引水工程|正式通水, …工程|的|实施."""
    before, after = scan.unit(first - 1), scan.unit(last)
    if before is not None and before.text.isalnum() and before.pos not in _BEFORE and scan.at[first - 1] is None:
        return False
    if after is not None and after.text in scan.possessives:
        return _is_launch(scan, scan.unit(last + 1)) and not _is_noun(scan.unit(last + 2))
    return _verb(scan, last)


def _verb(scan: Scan, i: int) -> bool:
    """True where a verb that tells of programmes follows, with adverbs before it: 正式|启动."""
    for k in range(i, i + _SKIPPED + 1):
        u = scan.unit(k)
        if _is_launch(scan, u):
            return True
        if u is None or u.pos not in _BETWEEN:
            return False
    return False


def _is_launch(scan: Scan, u: Unit | None) -> bool:
    return u is not None and u.text in scan.launches


def _is_noun(u: Unit | None) -> bool:
    return u is not None and u.pos == "n"


def _lasts(scan: Scan, first: int, last: int) -> bool:
    """True for that in the course of which something is done: 在|…专项整治|中, 自|…|实施|以来."""
    before = scan.unit(first - 1)
    if before is None or before.pos != "p":
        return False
    end = last + 1 if _is_launch(scan, scan.unit(last)) else last
    during, then = scan.unit(end), scan.unit(end + 1)
    of_that = then is not None and then.text in scan.possessives  # 在|…工程|中|的|问题
    return during is not None and Cue.DURING in during.word.cues and not of_that


def _against(scan: Scan, head: int) -> bool:
    """True where what a campaign is against stands before its ending: 不担当|问题|专项治理, 浪费|行为|专项|督查."""
    before = scan.unit(head - 1)
    if before is not None and before.text in scan.singles:
        before = scan.unit(head - 2)
    return before is not None and before.text in scan.troubles


def _take_against(scan: Scan, head: int, last: int) -> None:
    """Take a campaign with all that it is against, over 、: 不作为、不担当问题专项治理."""
    first = head
    while first > 0 and last - first < _FARTHEST + 4 and scan.units[first].start not in scan.gaps:
        u, held = scan.units[first - 1], scan.at[first - 1]
        other = held is not None and (held.type not in (_PROGRAM, T.SLOGAN) or held.last > last)
        joint = u.text in scan.coordinators and first < head - 1
        if other or (not joint and (_stops(scan, u) and u.pos != "d" and u.end not in scan.quote_ends)):
            break
        first -= 1
    while first < head and (scan.units[first].text in scan.coordinators or _main_verb(scan, first)):
        first += 1
    if head - first > 1 and scan.units[head - 1].end - scan.units[first].start > _LEAST:
        scan.take([scan.name(first, last, _PROGRAM)])


def _main_verb(scan: Scan, first: int) -> bool:
    """True for the verb of the clause before what the campaign is against: 水利部|结合|不作为…."""
    u, before, after = scan.units[first], scan.unit(first - 1), scan.unit(first + 1)
    opens = before is None or before.text in PUNCTUATION or scan.at[first - 1] is not None
    return (
        opens
        and u.pos == "v"
        and len(u.text) == _VERB
        and after is not None
        and R.UNDERTAKES not in after.word.relations
    )
