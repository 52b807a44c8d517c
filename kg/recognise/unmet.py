"""Words that end as meetings do and name none: what refuses them."""

from __future__ import annotations

from typing import Final

from kg.model import K, R, T
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION
from kg.recognise.records import Refusal
from kg.recognise.scan import Scan
from kg.records import record
from kg.words.entries import Form
from kg.words.grammar import Strength

_NEAR = 9  # units of a clause after a meeting's name
_TELLING = 4  # characters of a name that tells what is met for
_TELLING_FORM = 5  # characters of a form that names a meeting without more
_STEM = 2  # characters that a short form needs before it
_CONVENE = frozenset({K.WORKING_GROUP, K.PARTY_BODY, None})
_DEEDS = frozenset({"v", "a", "ad", "d"})


@record
class Candidate:
    """Units `first` to `last` as a meeting's name; its form begins with unit `head`, and `own` follows the anchor."""

    scan: Scan
    first: int
    head: int
    last: int
    form: Form
    anchor: Name | None
    own: str

    @property
    def needy(self) -> bool:
        """True where the form is short and says nothing by itself, and no body holds such meetings as a rule."""
        if self.form.strength is Strength.NAMED or len(self.form.label) >= _TELLING_FORM:
            return False
        return not (self.anchor is not None and self.anchor.kind in _CONVENE and self.own == self.form.label)


def _empty(meeting: Candidate) -> bool:
    if not meeting.needy or not meeting.scan.empty(meeting.first, meeting.head):
        return False
    return not (len(meeting.own) > _TELLING and meeting.scan.governed(meeting.first - 1, R.HOLDS))  # 召开专题学习会


def _shaped(meeting: Candidate) -> bool:
    after = meeting.scan.unit(meeting.last + 1)
    return after is not None and after.text in meeting.scan.shapes


def _of_the_one_told(meeting: Candidate) -> bool:
    """True for a part of a meeting that is only called one: 会议|开幕式, 论坛|闭幕式."""
    stem = meeting.own.removesuffix(meeting.form.label)
    form = meeting.scan.lexicon.forms.get(stem) if meeting.anchor is None else None
    return form is not None and form.type is T.MEETING and len(stem) < len(meeting.form.label)


def _recurrent(meeting: Candidate) -> bool:
    scan, first = meeting.scan, meeting.first
    return meeting.needy and any(u.text in scan.recurrent for u in scan.units[max(0, first - 2) : meeting.head])


def _measured(meeting: Candidate) -> bool:
    after = meeting.scan.unit(meeting.last + 1)
    return meeting.needy and after is not None and after.text in meeting.scan.measures


def _done_to(meeting: Candidate) -> bool:
    """True where a verb or an adjective is all that stands before the form, and no one calls such a meeting."""
    if not meeting.needy or meeting.anchor is not None or meeting.head != meeting.first + 1:
        return False
    return meeting.scan.units[meeting.first].pos in _DEEDS and not _is_called(meeting)


def _of_no_one(meeting: Candidate) -> bool:
    """True where the form alone names a meeting, but no one is said to hold, attend or learn from it."""
    alone = meeting.anchor is None and meeting.first == meeting.head
    return alone and meeting.form.strength is Strength.NAMED and not _is_called(meeting)


def _is_called(meeting: Candidate) -> bool:
    return meeting.scan.governed(meeting.first - 1, R.HOLDS, R.ATTENDS, R.STUDIES) or takes_place(
        meeting.scan, meeting.last
    )


REFUSALS: Final[tuple[Refusal[Candidate], ...]] = (
    Refusal("too short", "⟦城座谈会⟧开得好。", lambda m: m.needy and len(m.own) < len(m.form.label) + _STEM),
    Refusal("done to it", "⟦延伸会议⟧的链条。", _done_to),
    Refusal("of no one", "他们谈⟦扩大会议⟧。", _of_no_one),
    Refusal("empty words", "他们参加⟦重要座谈会⟧。", _empty),
    Refusal("part of the one spoken of", "⟦论坛开幕式⟧开得好。", _of_the_one_told),
    Refusal("the form it takes", "他们采取⟦水利系统座谈会⟧形式。", _shaped),
    Refusal("held again and again", "他们每月召开⟦老旧小区改造例会⟧。", _recurrent),
    Refusal("a rule or number of them", "建立⟦老旧小区改造联席会议⟧制度。", _measured),
)
"""Why words that end as meetings do are no meeting's name."""


def takes_place(scan: Scan, i: int) -> bool:
    """True where the first verb after unit i holds meetings."""
    for u in scan.units[i + 1 : i + _NEAR]:
        if u.text in PUNCTUATION or u.text in scan.particles:
            return False
        if u.word.relations:
            return R.HOLDS in u.word.relations
    return False
