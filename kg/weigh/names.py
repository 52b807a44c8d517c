"""Names: which of the things that a text seems to name are hardly meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.model import EntityType
from kg.parse import flags
from kg.parse.reading import Linked, Name, Reading
from kg.weigh.around import Around
from kg.weigh.likelihood import ENOUGH, LENGTHS, OFTEN, against, likelihood, step, total
from kg.words.entries import Entry
from kg.words.weights import Weights

_UNITS = (1, 2, 3, 4, 5, 7)
_PARTS = 5  # of a text, by which it is said where a thing is named first
_KEPT: Final = 1 << 14  # names of which it is remembered what they are like
_PLACES = 5  # of a thing in a text that are looked at
_NUMERALS = frozenset("0123456789一二三四五六七八九十")
_TYPES: Final = {f"{t.value} {known}": t for t in EntityType for known in ("known", "new")}


@dataclass(slots=True)
class Unlikely:
    """A thing that is left out: its names, how likely it is meant (0 to 1), and what speaks against it."""

    names: list[Name]
    likelihood: float
    against: tuple[str, ...]


def question(type_: EntityType, known: bool) -> str:
    """The question whether a name of the type, which a vocabulary knows or not, is meant as one.

    >>> question(EntityType.PROGRAM, known=False)
    'Program new'
    """
    return f"{type_.value} {'known' if known else 'new'}"


def hardly_meant(reading: Reading, linked: Linked, weights: Weights) -> list[Unlikely]:
    """What is left out of a reading, whose names and entities are then without it; nothing of a short text.

    A thing is left out in all its places or in none.
    """
    types = frozenset(_TYPES[asked] for asked in weights.of if asked in _TYPES)
    if not types or reading.starts[-1] < ENOUGH:
        return []
    around = Around(reading)
    found: dict[str, Unlikely] = {}
    for entity, names in weighed(reading, linked, types).items():
        asked = question(names[0].type, bool(names[0].entries))
        table = weights.of.get(asked)
        if table is None:
            continue
        seen = features(names, around)
        share = likelihood(total(seen, table))
        if share < weights.cuts[asked]:
            found[entity] = Unlikely(names, share, against(seen, table))
        else:
            linked.meant[entity] = share
    _leave_out(reading, linked, found)
    return list(found.values())


def weighed(reading: Reading, linked: Linked, types: Collection[EntityType]) -> dict[str, list[Name]]:
    """The names of each entity of the types, in the order of the text; none of what other things are named after."""
    named: dict[str, list[Name]] = {}
    held = set(linked.parents.values())
    for name in reading.names:
        if name.type in types and name.entity not in held and linked.entities[name.entity].type is name.type:
            named.setdefault(name.entity, []).append(name)
    return named


def _leave_out(reading: Reading, linked: Linked, found: Mapping[str, Unlikely]) -> None:
    """Take what was found out of the reading and its entities."""
    if not found:
        return
    reading.names = [name for name in reading.names if name.entity not in found]
    for entity in found:
        del linked.entities[entity]
    linked.parts = [part for part in linked.parts if part.child not in found and part.parent not in found]


def features(names: Sequence[Name], around: Around) -> set[str]:
    """What is seen of a thing that a text names in these places, the first of them first.

    >>> from kg.link import link
    >>> from kg.parse.reading import parse
    >>> from kg.recognise import recognise
    >>> from kg.words.loading import lexicon
    >>> reading = parse("水利部推进城市更新。", [], lexicon())
    >>> recognise(reading, lexicon())
    >>> linked = link(reading, lexicon())
    >>> found = features([n for n in reading.names if n.text == "城市更新"], Around(reading))
    >>> sorted(f for f in found if f.startswith(("verb", "length", "times", "after ")))
    ['after 。', 'length 4', 'times 1', 'verb 0 away', 'verb can undertakes', 'verb can upholds', 'verb 推进']
    """
    found = set(_what(names[0], around))
    for name in names[:_PLACES]:
        found.update(_where(name, around))
    found.add(f"times {step(len(names), OFTEN)}")
    return found


def _where(name: Name, around: Around) -> Iterator[str]:
    """What is seen of one place in which a thing is named."""
    before, after = around.last.get(name.first), around.first.get(name.last)
    if before is not None:
        yield f"before a {before.value}"
    if after is not None:
        yield f"after a {after.value}"
    yield from around.side("before", name.first - 1)
    yield from around.side("after", name.last)
    yield from around.taken(name.first)
    plain = around.reading.plain
    if (name.start, name.end) in around.quotes:
        yield "quoted"
    elif name.start in plain.quote_starts:
        yield "begins a quotation"
    elif name.end in plain.quote_ends:
        yield "ends a quotation"
    yield f"in {around.role(name.first)}"
    if around.paragraph(name.first) == 0:
        yield "in the first paragraph"
    if name.inside:
        yield "inside another name"


def _what(name: Name, around: Around) -> Iterator[str]:
    """What is seen of a thing by its name."""
    units = around.reading.units[name.first : name.last]
    entry = name.entries[0] if name.entries else None
    acts = any(u.marks & flags.ACTS for u in units)
    yield from _called(name.text, entry, units[0].pos, units[-1].pos, units[-1].text, len(units), acts)
    yield f"first in part {name.start * _PARTS // max(1, around.reading.starts[-1])}"


@lru_cache(maxsize=_KEPT)
def _called(text: str, entry: Entry | None, first: str, last: str, word: str, size: int, acts: bool) -> tuple[str, ...]:
    """What a name is like: its length, how it begins and ends, in which vocabulary it is."""
    found = [
        f"length {step(len(text), LENGTHS)}",
        f"words {step(size, _UNITS)}",
        f"begins with {text[0]}",
        f"begins with {text[:2]}",
        f"ends in {text[-1]}",
        f"ends in {text[-2:]}",
        f"last word {word}",
        f"first pos {first}",
        f"last pos {last}",
        *(f"{mark} in it" for mark in "、，" if mark in text),
    ]
    if entry is not None:
        found.append(f"from {entry.file}")
        found += ["a plain word, too"] * entry.generic + ["by another name"] * (text != entry.label)
    if not _NUMERALS.isdisjoint(text):
        found.append("a number in it")
    if acts:
        found.append("a verb in it")
    return tuple(found)
