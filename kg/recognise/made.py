"""A quotation, and what it is where a verb makes it: a programme that has its name from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import R, T
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import HARMLESS, Scan
from kg.records import record
from kg.words.grammar import Cue

NUMERALS = "一二两三四五六七八九十百千万\\d"
SHORTEST = 3
LONGEST_NAME = 16  # characters of a programme's name in quotation marks
NEAR_HEAD = 4  # units after a quotation in which the noun stands that says what it is
QUOTED = frozenset({T.PROGRAM, T.SLOGAN})
_COUNT = re.compile(rf"[{NUMERALS}]")
_CALLS = frozenset("？！?!…")
_GOES_ON_WITH = frozenset({"n", "vn", "nz", "l", "j", "b", "m", "an"})
_HEADS = frozenset({"n", "vn", "nz", "l", "m"})
_NO_NOUNS = frozenset({"v", "d", "p", "c", "ad"})
_PEOPLE = frozenset({Cue.SPEAKER, Cue.MEMBERS, Cue.EVERYONE})


@record
class Quotation:
    """What stands in quotation marks: units `first` to `last` and their text, the `n`-th of the document's `spans`."""

    scan: Scan
    n: int
    spans: Sequence[tuple[int, int]]
    first: int
    last: int
    text: str

    @property
    def after(self) -> int:
        """The unit after it, or after the 的 that follows it."""
        u = self.scan.unit(self.last)
        return self.last + 1 if u is not None and u.text in self.scan.possessives else self.last

    @property
    def plain(self) -> bool:
        """True where no clause, and no name of another type, stands in it."""
        held = self.scan.at[self.first]
        inner = held is None or held.type in QUOTED
        within = self.scan.units[self.first : self.last]
        return inner and not any(u.text in PUNCTUATION or u.text in self.scan.particles for u in within)


def asks(quotation: Quotation) -> bool:
    """True for a question or a call: “谁来讲”."""
    text = quotation.text
    return text[-1:] in _CALLS or any(word in text for word in quotation.scan.questions)


def made(quotation: Quotation) -> bool:
    """True for what is made or carried out under that name, directly after the verb: 推出“喜剧巴士”，."""
    scan, before, after = quotation.scan, quotation.scan.unit(quotation.first - 1), quotation.scan.unit(quotation.last)
    if before is not None and before.text in scan.particles:
        before = scan.unit(quotation.first - 2)  # 推出|了
    if before is None or not _makes(scan, before) or _known(quotation):
        return False
    if not (quotation.plain or _paired(quotation.text)) or asks(quotation):
        return False
    if not SHORTEST <= len(quotation.text) < LONGEST_NAME:
        return False
    if quotation.last - quotation.first == 1 and scan.units[quotation.first].pos == "n" and not _ends_so(quotation):
        return False  # 实施“候鸟”, but 推行“点长制”
    joins = after is not None and (after.text in scan.coordinators or Cue.AMONG in after.word.roles)
    return after is None or after.text in PUNCTUATION or joins


def _ends_so(quotation: Quotation) -> bool:
    """True for a word that ends as programmes do."""
    form = quotation.scan.lexicon.form_of(quotation.text)
    return form is not None and form.type is T.PROGRAM


def _known(quotation: Quotation) -> bool:
    """True where a name of the vocabularies is all of the quotation, or more."""
    held = quotation.scan.at[quotation.first]
    if held is None or not held.entries:
        return False
    return held.first <= quotation.first and quotation.last <= held.last


def _makes(scan: Scan, verb: Unit) -> bool:
    """True for a verb that makes or carries something out: 推出, 持续|开展."""
    if not verb.text.endswith(tuple(scan.makers)):
        return False
    return verb.text in scan.makers or R.UNDERTAKES in verb.word.relations


def made_with(quotation: Quotation) -> int | None:
    """The unit after the nouns that go on with what is made: 启动|“百日集训”|第二季|，."""
    scan, verb = quotation.scan, quotation.scan.unit(quotation.first - 1)
    telling = len(quotation.text) >= SHORTEST or _COUNT.match(quotation.text)
    if verb is None or not telling or not _makes(scan, verb) or not quotation.plain:
        return None
    last = quotation.last
    while last < len(scan.units) and _may_go_on(scan, last) and last - quotation.last < NEAR_HEAD:
        last += 1
    after = scan.unit(last)
    ends = after is None or after.text in PUNCTUATION or after.text in scan.coordinators or after.pos in _NO_NOUNS
    if last == quotation.last or not ends:
        return None
    head = scan.units[last - 1]
    return None if head.text in scan.tenets or head.pos not in _HEADS or head.word.roles & _PEOPLE else last


def _may_go_on(scan: Scan, i: int) -> bool:
    """True for a noun of no other name, directly after the unit before it."""
    u = scan.units[i]
    if u.pos not in _GOES_ON_WITH or scan.at[i] is not None or u.start in scan.quote_starts or u.text in PUNCTUATION:
        return False
    return u.word.roles <= HARMLESS and (not u.word.relations or u.pos == "vn")


def _paired(text: str) -> bool:
    """True for parts of one length: “三项工程、一项管理”."""
    parts = text.split("、")
    return len(parts) > 1 and len({len(p) for p in parts}) == 1
