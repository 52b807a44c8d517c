"""Lists of programmes: those that stand side by side after a verb or before 等."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.relate.words import PASSED, Item, modified
from kg.words.grammar import Cue

_OPENS = frozenset({Cue.POSSESSIVE, Cue.BENEFICIARY})
_ENDS = frozenset({Cue.AMONG, Cue.COPULA, Cue.NEGATION})
_NOMINAL = frozenset({"n", "nz", "vn", "j", "l", "b", "an", "a", "v", "eng", "ns", "nr", "nt"})


def is_program(item: Item) -> bool:
    """True for the name of a programme."""
    return isinstance(item, Name) and item.type is T.PROGRAM


def members(items: Sequence[Item], first: int, last: int) -> Iterator[Name]:
    """The programmes that are members of the list at items first to last, by themselves and not as a verb's object.

    A member stands right after the list's beginning or a joint (、, 和), words that say how or how many apart.
    """
    begins = True
    for j in range(first, last):
        item = items[j]
        if isinstance(item, Name):
            beside = j + 1 < last and is_program(item) and is_program(items[j + 1])  # “筑强堡垒”“头雁锻造”
            if begins and item.type is T.PROGRAM and (beside or not modifies(items, j, last)):
                yield item
            begins = beside
        elif Cue.COORDINATION in item.word.roles:
            begins = True
        elif item.pos not in PASSED or item.marks & flags.ACTS:
            begins = False


def objects(items: Sequence[Item], first: int, last: int) -> Iterator[Name]:
    """The programmes in items first to last, verbs between or not, up to the first that only modifies a noun."""
    for j in range(first, last):
        item = items[j]
        if isinstance(item, Name):
            if item.type is not T.PROGRAM or modifies(items, j, last):
                return
            yield item
        elif item.word.roles & _ENDS or not _OPENS.isdisjoint(item.word.cues):
            return


def modifies(items: Sequence[Item], j: int, last: int) -> bool:
    """True where item j says only which one of the noun after it is meant: 志愿服务|站点."""
    following = items[j + 1] if j + 1 < last else None
    if isinstance(following, Unit) and Cue.POSSESSIVE in following.word.cues:
        return j + 2 < last
    return following is not None and (modified(following) or isinstance(following, Name))


def ends_of_list(items: Sequence[Item], j: int) -> int:
    """Where the list that ends before item j begins, going back over programmes, plain nouns and joints."""
    while j > 0:
        before = items[j - 1]
        if isinstance(before, Unit):
            plain = before.pos in _NOMINAL and not before.marks & flags.ACTS and not before.word.roles
            if not plain and Cue.COORDINATION not in before.word.roles:
                break
        j -= 1
    return j
