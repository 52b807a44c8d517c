"""Speeches: what a person said, wrote or told others to do, by the person and the word for it."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import R, T
from kg.parse.reading import Name
from kg.parse.units import STOPS, Unit
from kg.recognise.scan import Scan
from kg.words.grammar import Cue, Strength

_SHORT = 2  # characters of a form that may as well say that someone speaks
_NEAR = 30  # units in which the person stands before what he said
_APART = 2  # units between the person and what he said, where both are one name
_MEETS = frozenset({R.HOLDS, R.ATTENDS, R.STUDIES})
_SKIPPED = frozenset({"ul", "m", "q", "d", "ad", "r", "a"})
_OPENS = frozenset({"p", "v"})


@lru_cache(maxsize=4)
def _speech(words: tuple[str, ...], joins: tuple[str, ...], spirit: str) -> re.Pattern[str]:
    """One word for a speech or several with nothing but a conjunction between: 重要讲话|和|重要指示批示|精神."""
    word = "(?:" + ("|".join(map(re.escape, words)) or "(?!)") + ")"
    join = "(?:" + "|".join(map(re.escape, joins)) + ")?"
    return re.compile(f"{word}(?:{join}{word})*(?:{re.escape(spirit)})?")


def speeches(scan: Scan) -> None:
    """What a person said or wrote: 习近平总书记在…上的重要讲话(精神), from the person to the form.

    Where a clause tells that it was said (李克强对会议作出重要批示), the form alone names it. What is joined to one
    speech and says no person is the same person's: …的重要讲话和|在江苏考察时的重要指示.
    """
    pattern = _speech(scan.lexicon.speech_forms, _joins(scan), scan.lexicon.word(Cue.SPIRIT))
    before: tuple[int, str] = (-1, "")
    for m in pattern.finditer(scan.text):
        head, last = scan.around(m.start(), m.end())
        if scan.units[head].start != m.start():
            continue
        person = _author(scan, head, since=before[0])
        if person is None:
            before = _joined(scan, before, head, last)
            continue
        told = _told(scan, head)
        if scan.units[head - 1 - (scan.units[head - 1].text in scan.possessives)].text == "》":
            continue  # 题为《…》的|署名文章
        if m.end() - m.start() == _SHORT and _speaks(scan, head, person):
            continue
        who, after = scan.units[person].text, scan.units[person + 1]
        said = (who + m.group(), who + after.text + m.group() if after.word.post else "")
        name = scan.name(head if told else person, last, T.DOCUMENT, alt=tuple(s for s in said if s))
        name.own = "" if told else m.group().removesuffix(scan.lexicon.word(Cue.SPIRIT))
        scan.take([name])
        before = last, who + (after.text if after.word.post else "")


def _joins(scan: Scan) -> tuple[str, ...]:
    """What joins two words for one speech, the longest first: 、, 和, 以及."""
    roles = scan.lexicon.roles
    words = {w for cue in (Cue.AND, Cue.AND_WITH, Cue.AS_WELL_AS) for w in roles.get(cue, ())}
    return tuple(sorted({"、", *words}, key=lambda w: (-len(w), w)))


def _joined(scan: Scan, before: tuple[int, str], head: int, last: int) -> tuple[int, str]:
    """Take what a speech is joined to, of the same person; where it ends and who says it."""
    end, who = before
    first = scan.unit(end)
    if first is None or end < 0 or first.text not in scan.coordinators or end + 1 >= head:
        return -1, ""
    opening = scan.units[end + 1]
    if opening.pos not in _OPENS or any(u.text in STOPS or u.text in "，：" for u in scan.units[end:head]):
        return -1, ""
    name = scan.name(end + 1, last, T.DOCUMENT)
    name.alt = (who + name.text,)
    scan.take([name])
    return last, who


def _author(scan: Scan, head: int, since: int) -> int | None:
    """The first unit of the person named before unit `head` in its clause, and after the speech that ends at `since`.

    A verb of meeting or studying stops the search but where it says when it was said: 在…集体学习|时|的重要讲话.
    """
    at = head - 1 if scan.units[head - 1].text not in scan.possessives else head - 2
    within = at >= 0 and scan.units[at].text in scan.when
    for i in range(head - 1, max(-1, since - 1, head - _NEAR), -1):
        u, held = scan.units[i], scan.at[i]
        if u.text in STOPS or u.text in "，：" or Cue.SPEECH in u.word.roles:
            break
        if u.word.relations & _MEETS and not (within and _says_when(scan, i)):
            break
        if held is not None and held.type is T.PERSON:
            return held.first
    return None


def _says_when(scan: Scan, i: int) -> bool:
    """True for a verb of meeting that names a session or follows who said it: 集体学习|时, 主席|参加|…审议|时."""
    before = scan.units[i - 1]
    return before.pos == "m" or bool(before.word.post) or scan.at[i - 1] is not None


def _told(scan: Scan, head: int) -> bool:
    """True where a verb right before it tells that he said it: 作出|重要批示, 发表|了|系列|重要讲话."""
    nearest = (u for u in reversed(scan.units[max(0, head - _NEAR) : head]) if not _passed(u))
    verb = next(nearest, None)
    return verb is not None and R.ISSUES in verb.word.relations


def _passed(u: Unit) -> bool:
    """True for what stands between a verb and the speech that is its object."""
    return u.pos in _SKIPPED or (Cue.VAGUE in u.word.roles and not u.word.relations)


def _speaks(scan: Scan, head: int, person: int) -> bool:
    """True where the form tells of his speaking and is no document."""
    if scan.units[head - 1].text in scan.possessives:
        return False
    return head - person > _APART or not scan.governed(head - 1, R.STUDIES, R.IMPLEMENTS)


def spoken(scan: Scan, name: Name) -> bool:
    """True for the name of what someone said or wrote."""
    form = scan.lexicon.form_of(name.text.removesuffix(scan.lexicon.word(Cue.SPIRIT)))
    return form is not None and form.strength is Strength.SPEECH
