"""Places whose name goes on after the name of another: 西哈努克港|经济特区, 金昌|南路, 安多|站."""

from __future__ import annotations

from kg.model import T
from kg.parse import flags
from kg.parse.reading import Name
from kg.recognise.scan import Scan

_TELLING = 4  # characters of what goes on with the name of a province
_SHORT = range(2, 6)  # characters of a name with which one of one character more goes on


def find(scan: Scan) -> None:
    """Each place with what its name goes on with, where that is a word of its own."""
    for name in [n for n in scan.names if n.type is T.PLACE and scan.until.get(n.last) is n]:
        end = _end(scan, name)
        if end is not None:
            scan.take([scan.name(name.first, end, T.PLACE)])


def _end(scan: Scan, name: Name) -> int | None:
    """The unit after what the name goes on with, of what it may go on with the longest."""
    if name.end in scan.gaps or name.end in scan.quote_starts or name.end in scan.quote_ends:
        return None
    may = scan.spots.get(scan.text[name.end : name.end + 1], ())
    spot = next((word for word in may if scan.text.startswith(word, name.end)), "")
    end = scan.starting(name.end + len(spot)) if spot else None
    if end is None or any(_taken(scan, k) for k in range(name.last, end)):
        return None
    return end if _may_grow(scan, name, len(spot)) and not _goes_on(scan, end) else None


def _taken(scan: Scan, k: int) -> bool:
    """True where unit k is in another name than a place's that is all of it: 虎门|大桥."""
    held = scan.at[k]
    return held is not None and not (held.type is T.PLACE and (held.first, held.last) == (k, k + 1))


def _may_grow(scan: Scan, name: Name, size: int) -> bool:
    """True for a place that says which one of so many characters is meant: 安多|站, but not 江苏省|路, 新疆|口岸."""
    above = [scan.lexicon.entries.get(e.parent) for e in name.entries]
    if any(e is None for e in above) or (size < _TELLING and any(e is not None and not e.parent for e in above)):
        return False
    return size > 1 or (len(name.text) in _SHORT and not name.text.endswith((*scan.divisions, *scan.settlements)))


def _goes_on(scan: Scan, i: int) -> bool:
    """True where a body's name goes on at unit i, or what is made of the place: 自贸试验区|管委会, 机场|建设."""
    u = scan.unit(i)
    if u is None or u.start in scan.gaps:
        return False
    ends = u.marks & flags.ENDS and u.pos != "x"
    return bool(ends) or u.pos == "vn" or (u.pos == "n" and u.text[-1] in scan.divisions)
