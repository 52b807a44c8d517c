"""States as the sides of talks, by the first character of a name that the text has of them: 老方 for 老挝."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from kg.model import Reason, T
from kg.parse.reading import Name
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

_HAN: Final = "[\u4e00-\u9fff]"


def find(scan: Scan) -> None:
    """Each state where a character and the word for a side stand for it, the one named last of those it may be."""
    sides = scan.lexicon.roles.get(Cue.SIDE, frozenset())
    if not any(side in scan.text for side in sides):
        return
    named = _states(scan)
    pattern = re.compile(f"{_HAN}(?:{'|'.join(sorted(sides))})")
    for m in pattern.finditer(scan.text) if named else ():
        state = _meant(named, m.start(), m.group()[0])
        if state is not None and _apart(scan, m.start(), m.end()):
            first, last = scan.around(m.start(), m.end())
            side = Name(m.start(), m.end(), first, last, m.group(), T.PLACE, reason=Reason.CONTEXT)
            side.entries = state.entries
            scan.take([side])


def _states(scan: Scan) -> Mapping[str, list[Name]]:
    """The names of states by the characters with which they begin, in order."""
    found: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(scan.names, key=lambda n: n.start):
        if name.type is T.PLACE and any(e.is_state for e in name.entries):
            found[name.text[0]].append(name)
    return found


def _meant(named: Mapping[str, list[Name]], at: int, first: str) -> Name | None:
    """The state with that first character that is named last before a place of the text, else the first after it."""
    states = named.get(first, ())
    n = bisect_left(states, at, key=lambda name: name.start)
    return states[max(0, n - 1)] if states else None


def _apart(scan: Scan, start: int, end: int) -> bool:
    """True where a word begins with the two characters and they are no other word, nor go on as one: 西方, 以|方便."""
    i = scan.starting(start)
    if i is None or scan.at[i] is not None or scan.text[start:end] in scan.lexicon.roles.get(Cue.NO_SIDE, ()):
        return False
    u = scan.units[i]
    return u.end >= end or scan.units[i + 1].end == end
