"""Meetings named by the body that meets, 省委常委会|召开会议, or by what is remembered: 纪念…三十周年|大会."""

from __future__ import annotations

from kg.model import R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import BODIES, Scan
from kg.words.grammar import Cue

_CALLS = frozenset({R.HOLDS, R.ATTENDS})
_BEFORE = 16  # units before a meeting's ending in which it says what is remembered
_BETWEEN = 10  # units between the body and the verb: 省委常委会|12|月|4|日|上午|在|…|召开会议
_WHEN = frozenset({"t", "tg", "m", "q", "f"})
_MANY = frozenset("次场轮期")


def find(scan: Scan) -> None:
    """The meetings of bodies of which it is only said that they meet: 党组今天召开|会议, 政治局举行|扩大会议."""
    for i in scan.marked(flags.ENDS):
        found = scan.form(i) if scan.units[i].text in scan.lexicon.form_tails else None
        if found is None or found[0].label not in scan.sessions:
            continue
        first = found[1]
        body = _body(scan, first - 1)
        if body is not None:
            name = scan.name(first, i + 1, T.MEETING)
            name.anchor, name.own = body, name.text
            name.text = body.text + name.text
            scan.take([name])


def _body(scan: Scan, i: int) -> Name | None:
    """The body that meets by the verb at unit i, where only when and where it does stands between."""
    verb = scan.unit(i)
    if verb is None or R.HOLDS not in verb.word.relations:
        return None
    for k in range(i - 1, max(-1, i - 1 - _BETWEEN), -1):
        held = scan.until.get(k + 1)
        if held is not None and held.type is T.ORGANIZATION:
            return held if held.text.endswith(scan.conveners) else None
        inside = scan.at[k]
        if not (_when(scan.units[k]) or (inside is not None and inside.type is T.PLACE)):
            return None
    return None


def _when(u: Unit) -> bool:
    """True for what says when or where someone meets, and not how often."""
    if Cue.RECURRENT in u.word.roles or u.text[-1] in _MANY:
        return False
    return u.pos in _WHEN or Cue.LOCATIVE in u.word.roles


def commemorating(scan: Scan, head: int) -> int | None:
    """The unit that says what is remembered, with the years since before unit `head`: 纪念|…成立三十周年|大会."""
    years = False
    for k in range(head - 1, max(-1, head - _BEFORE), -1):
        u = scan.units[k]
        if years and u.text in scan.remembering:
            held = scan.until.get(k)
            return held.first if held is not None and held.type in BODIES else k
        if (u.text in PUNCTUATION and u.text != "、") or u.text in scan.particles or u.word.relations & _CALLS:
            return None
        years = years or u.text.endswith(scan.anniversaries)
    return None
