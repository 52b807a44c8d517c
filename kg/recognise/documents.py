"""Documents: titles in 《》, what leaders said and wrote, and what a body makes (制定…实施方案)."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import R, T
from kg.parse import flags
from kg.parse.units import STOPS
from kg.recognise.scan import VAGUE, Scan
from kg.words.grammar import Cue

_SHORT = 2
_TITLE = re.compile(r"《([^《》\n]{1,120}(?:〈[^〈〉]*〉[^《》\n]*)?)》")
_ABOUT = re.compile("关于")
_ASIDE = re.compile(r"（[^（）]*）$")
_SKIPPED = frozenset({"ul", "uj", "m", "q", "d", "ad", "r"})
_MEETS = frozenset({R.HOLDS, R.ATTENDS, R.STUDIES})
_DOCUMENT = T.DOCUMENT


def titles(scan: Scan) -> None:
    """Titles in 《》: documents by their form, or because something is done with them that is done with documents."""
    for m in _TITLE.finditer(scan.text):
        first, last = scan.around(m.start(1), m.end(1))
        title = m.group(1)
        bare = _ASIDE.sub("", title)
        form = scan.lexicon.form_of(bare)
        if (form and form.type is _DOCUMENT) or scan.governed(first - 1, R.ISSUES, R.STUDIES, R.IMPLEMENTS):
            scan.take([scan.name(first, last, _DOCUMENT, alt=(bare,) if bare != title else ())])


@lru_cache(maxsize=4)
def _speech(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(?:" + ("|".join(map(re.escape, words)) or "(?!)") + ")(?:精神)?")


def speeches(scan: Scan) -> None:
    """What a person said or wrote: 习近平总书记在…上的重要讲话(精神), from the person to the form.

    Where a clause tells that it was said (李克强对会议作出重要批示), the form alone names it.
    """
    for m in _speech(scan.lexicon.speech_forms).finditer(scan.text):
        head, last = scan.around(m.start(), m.end())
        if scan.units[head].start != m.start():
            continue
        found = None
        told = False
        i = head - 1
        while i >= 0 and head - i < 30:
            u = scan.units[i]
            if u.text in STOPS or u.text in "，：" or "speech" in u.word.roles or u.word.relations & _MEETS:
                break
            told = told or R.ISSUES in u.word.relations
            held = scan.at[i]
            if held is not None and held.type is T.PERSON:
                found = held.first
                break
            i -= 1
        short = m.end() - m.start() == _SHORT
        spoken = head - found > 2 if found is not None else False
        if short and scan.units[head - 1].text != "的" and (spoken or not _taken(scan, head)):
            continue  # he speaks: no document
        if found is not None and found < head:
            person = scan.units[found].text
            after = scan.units[found + 1]
            said = (person + m.group(), person + after.text + m.group() if after.word.post else "")
            scan.take([scan.name(head if told else found, last, _DOCUMENT, alt=tuple(s for s in said if s))])


def _taken(scan: Scan, i: int) -> bool:
    """True where what begins with unit i is something that is studied or carried out."""
    return scan.governed(i - 1, R.STUDIES, R.IMPLEMENTS)


def about(scan: Scan) -> None:
    """A document by what it is about: 关于开展城市体检的实施方案, up to the form after its last 的 in the clause."""
    for m in _ABOUT.finditer(scan.text):
        i = scan.starting(m.start())
        if i is not None and scan.units[i].end == m.end() and scan.at[i] is None:
            stop = scan.clause_end(i + 1)
            for j in range(min(stop, i + 40) - 1, i + 2, -1):
                found = scan.form(j)
                if found is not None and found[0].type is _DOCUMENT and scan.units[found[1] - 1].text == "的":
                    scan.take([scan.name(i, j + 1, _DOCUMENT)])
                    break


def made(scan: Scan) -> None:
    """What a body makes: the object of 印发, 制定, …, whose name runs to the first list of endings in the clause."""
    for i in scan.marked(flags.ACTS):
        word = scan.units[i].word
        if R.ISSUES in word.relations and Cue.AIM not in word.roles:
            _object(scan, i)


def _object(scan: Scan, i: int) -> None:
    units = scan.units
    last = None
    for j in range(i + 1, scan.clause_end(i + 1, flags.COMMA | flags.COLON | flags.LISTS)):
        u = units[j]
        if u.text == "《":
            return
        if last == j and u.text in scan.coordinators:
            break
        form = scan.lexicon.forms.get(u.text) or (scan.lexicon.form_of(u.text) if u.pos in ("n", "nz", "l") else None)
        if form and form.type is _DOCUMENT:
            last = j + 1
    if last is None:
        return
    first = i + 1
    for j in range(last - 2, i, -1):
        if units[j].text == "的" and scan.units[first].start not in scan.quote_starts:
            owner, rest = scan.span(first, j) if j > first else "", scan.span(j + 1, last)
            if len(rest) > 4 or len(owner) < 4:
                first = j + 1
            break
    while first < last - 1 and units[first].start not in scan.quote_starts:
        measure = units[first - 1].pos == "m" and len(units[first].text) == 1 and units[first].pos in ("n", "q")  # 4|项
        if (
            not measure
            and units[first].pos not in _SKIPPED
            and units[first].text not in scan.coordinators
            and not units[first].word.roles & VAGUE
            and units[first].text not in "的了好"
        ):
            break
        first += 1
    size = units[last - 1].end - units[first].start
    form = scan.lexicon.form_of(scan.span(first, last))
    if form is None or not 6 <= size <= 50 or size < len(form.label) + 2:
        return
    head = scan.around(units[last - 1].end - len(form.label), units[last - 1].end)[0]
    if not scan.empty(first, head):
        scan.take([scan.name(first, last, _DOCUMENT)])
