"""Documents: titles in 《》, what they are about, and what a body makes (制定…实施方案)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import VAGUE, Scan
from kg.words.grammar import Cue, Strength

_ALONE = 5  # units of a form that is all of a document's name
_TITLED = 3  # characters of the title of a work
_TELLING = 4  # characters of a document's name that tell it
_SIZES = range(6, 51)
_NOUNS = frozenset({"n", "nz", "l"})
_TITLE = re.compile(r"《([^《》\n]{1,120}(?:〈[^〈〉]*〉[^《》\n]*)?)》")
_ASIDE = re.compile(r"（[^（）]*）$")
_SKIPPED = frozenset({"ul", "uj", "m", "q", "d", "ad", "r"})
_DOCUMENT = T.DOCUMENT
_OTHERS = frozenset({T.MEETING, T.ORGANIZATION})


def titles(scan: Scan) -> None:
    """Titles in 《》: documents by their form, by what is done with them, or as works of which nothing else is said."""
    for m in _TITLE.finditer(scan.text):
        first, last = scan.around(m.start(1), m.end(1))
        title = m.group(1)
        bare = _ASIDE.sub("", title)
        form = scan.lexicon.form_of(bare)
        formal = form is not None and form.type is _DOCUMENT
        if formal or scan.governed(first - 1, R.ISSUES, R.STUDIES, R.IMPLEMENTS) or _work(scan, first, last, bare):
            scan.take([_titled(scan, first, last, bare)])


def _titled(scan: Scan, first: int, last: int, bare: str) -> Name:
    """The document with its title; a form alone with the meeting that adopted it: 党的十九届四中全会|《决定》."""
    held = scan.until.get(first - 1)
    if bare in scan.lexicon.forms and held is not None and held.type is T.MEETING and last < len(scan.units):
        return scan.name(held.first, last + 1, _DOCUMENT)
    return scan.name(first, last, _DOCUMENT, alt=(bare,) if bare != scan.span(first, last) else ())


def _work(scan: Scan, first: int, last: int, bare: str) -> bool:
    """True for the title of a work: no known name, no meeting, and nothing that appears again and again."""
    held, form = scan.at[first], scan.lexicon.form_of(bare)
    if (
        len(bare) < _TITLED
        or bare.endswith(tuple(scan.periodicals))
        or (held is not None and held.first == first and held.last >= last)
    ):
        return False
    if (form is not None and form.type in _OTHERS) or scan.governed(first - 1, R.HOLDS, R.ATTENDS):
        return False
    near = (*scan.units[max(0, first - 3) : first - 1], *scan.units[last + 1 : last + 3])
    return not any(u.text in scan.periodicals for u in near)


def about(scan: Scan) -> None:
    """A document by what it is about: 关于开展城市体检的实施方案, up to the form after its last 的 in the clause."""
    word = scan.lexicon.word(Cue.ABOUT)
    for m in re.finditer(re.escape(word), scan.text) if word else ():
        i = scan.starting(m.start())
        if i is not None and scan.units[i].end == m.end() and scan.at[i] is None:
            stop = next(_others(scan, i, m.group()), scan.clause_end(i + 1))
            for j in range(min(stop, i + 40) - 1, i + 2, -1):
                found = scan.form(j)
                if (
                    found is not None
                    and found[0].type is _DOCUMENT
                    and Cue.POSSESSIVE in scan.units[found[1] - 1].word.cues
                ):
                    scan.take([scan.name(i, j + 1, _DOCUMENT)])
                    break


def _others(scan: Scan, i: int, about: str) -> Iterator[int]:
    """Where the next of a list of documents begins, after unit i: 关于…的议案|、关于…的议案."""
    for k in range(i + 1, scan.clause_end(i + 1)):
        if scan.units[k].text == "、" and scan.text.startswith(about, scan.units[k].end):
            yield k


def made(scan: Scan) -> None:
    """What a body makes: the object of 印发, 制定, …, whose name runs to the first list of endings in the clause."""
    titles = _Titles(scan)
    for i in scan.marked(flags.ACTS):
        word = scan.units[i].word
        if R.ISSUES in word.relations and Cue.AIM not in word.roles:
            _object(scan, i)
            _alone(scan, i, titles)


class _Titles:
    """What documents that were found by now are called last: the forms of `issued_alone` that end a longer title."""

    def __init__(self, scan: Scan) -> None:
        """Those of a scan, each of whose names is looked at once."""
        self.scan, self.seen = scan, 0
        self.forms: set[str] = set()

    def end_in(self, form: str) -> bool:
        """True where a document's title ends in the form and has more than that."""
        for name in self.scan.names[self.seen :]:
            if name.type is _DOCUMENT:
                self.forms.update(f for f in self.scan.issued_alone if name.text.endswith(f) and name.text != f)
        self.seen = len(self.scan.names)
        return form in self.forms


def _alone(scan: Scan, i: int, titles: _Titles) -> None:
    """A document that is only called by its form right after its verb, where no title says what it is: 印发|通知，."""
    first = i + 1
    while first < len(scan.units) and scan.units[first].text in scan.particles:
        first += 1
    reach = range(first + 1, min(first + _ALONE, len(scan.units) + 1))
    last = next((k for k in reach if scan.span(first, k) in scan.issued_alone), None)
    if last is None or scan.at[first] is not None:
        return
    form, after = scan.span(first, last), scan.unit(last)
    whole = after is None or after.text in PUNCTUATION or after.pos == "v" or after.start in scan.gaps
    if whole and not titles.end_in(form):
        name = scan.name(first, last, _DOCUMENT)
        name.own = form
        scan.take([name])


def _object(scan: Scan, i: int) -> None:
    last = _last(scan, i)
    if last is None:
        return
    first = _opening(scan, _owned(scan, i + 1, last), last)
    size = scan.units[last - 1].end - scan.units[first].start
    form = scan.lexicon.form_of(scan.span(first, last))
    if form is None or size not in _SIZES or size < len(form.label) + 2:
        return
    head = scan.around(scan.units[last - 1].end - len(form.label), scan.units[last - 1].end)[0]
    if not (scan.empty(first, head) or _tells_more(scan, first, last) or _loose(scan, first, head, last, form.label)):
        scan.take([scan.name(first, last, _DOCUMENT)])


def _tells_more(scan: Scan, first: int, last: int) -> bool:
    """True where a verb has more than one object, and where something was done, or was not: 提供|了|规范."""
    joined = scan.unit(first + 1)
    if scan.units[first].pos == "v" and joined is not None and joined.text in scan.coordinators:
        return True
    return any(u.text in scan.results or Cue.NEGATION in u.word.roles for u in scan.units[first:last])


def _loose(scan: Scan, first: int, head: int, last: int, form: str) -> bool:
    """True for what someone does or agrees to rather than for its name: 符合实际的|措施, 完善工作|制度."""
    if not form.endswith(tuple(scan.loose)) or scan.units[first].start in scan.quote_starts:
        return False
    within = scan.units[first:head]
    counted = any(u.pos == "m" for u in (*within, *scan.units[max(0, first - 2) : first]))
    if Cue.ABOUT in scan.units[first].word.roles or counted:
        return False  # 关于…的议案, 二十条措施, 21|个|…标准
    verbs = [u for u in within if u.word.relations and u.pos == "v"]
    return bool(verbs) or any(u.text in scan.possessives for u in scan.units[first:last])


def _last(scan: Scan, i: int) -> int | None:
    """The unit after the first list of documents' endings in the clause after unit i; None where a title stands."""
    last = None
    for j in range(i + 1, scan.clause_end(i + 1, flags.COMMA | flags.COLON | flags.LISTS)):
        u = scan.units[j]
        if u.text == "《":
            return None
        if u.start in scan.gaps:
            break  # 作出批示|林望讲话
        if last == j and u.text in scan.coordinators:
            break
        if _ends(scan, j, u):
            last = j + 1
    return last


def _ends(scan: Scan, j: int, u: Unit) -> bool:
    """True where a document's name may end with unit j: 通知, 实施|方案, 典型|案例."""
    form = scan.lexicon.forms.get(u.text)
    if form is None and u.pos in _NOUNS:
        found = scan.form(j)
        form = found[0] if found is not None else None
    return form is not None and form.type is _DOCUMENT and form.strength is not Strength.SPEECH


def _owned(scan: Scan, first: int, last: int) -> int:
    """The unit after the last 的, unless what goes before it belongs to the name: 城市体检的|实施方案."""
    if scan.units[first].start in scan.quote_starts:
        return first
    for j in range(last - 2, first - 1, -1):
        if scan.units[j].text in scan.possessives:
            owner, rest = scan.span(first, j) if j > first else "", scan.span(j + 1, last)
            return j + 1 if len(rest) > _TELLING or len(owner) < _TELLING else first
    return first


def _opening(scan: Scan, first: int, last: int) -> int:
    """The first unit that a document's name may begin with: a quotation, or no number, adverb or the like."""
    units = scan.units
    while first < last - 1 and units[first].start not in scan.quote_starts:
        u = units[first]
        measure = units[first - 1].pos == "m" and len(u.text) == 1 and u.pos in ("n", "q")  # 4|项
        if not measure and not _passed(scan, u):
            break
        first += 1
    return first


def _passed(scan: Scan, u: Unit) -> bool:
    """True for what stands before a document's name without being part of it."""
    if u.pos in _SKIPPED or u.word.roles & VAGUE or R.ISSUES in u.word.relations:
        return True  # 修订|出台
    return u.text in scan.coordinators or u.text in scan.particles or u.text in scan.results
