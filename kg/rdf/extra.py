"""Triples that are none of ours, kept as lines that are the same in every file.

Blank nodes are called after what is said of them. The standard way to do so (RDFC-1.0) tries every order of nodes that
look alike and needs gigabytes for a file of a few kilobytes; here what tells nodes apart is refined step by step, as
Weisfeiler and Leman do for graphs, which costs little whatever the file holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.model import digest
from kg.rdf.tokens import head
from kg.terms import OTHER_PREFIXES

STEPS: Final = 5_000_000
"""Looks at a triple that naming the blank nodes of a file may take in all."""

_Triple = tuple[str, str, str]
"""A triple as N-Triples writes its terms: of a library's terms each look would write them again."""
_Said = Mapping[str, list[_Triple]]
_Names = dict[str, str]


def extra_lines(left: str) -> Iterator[str]:
    """The triples as N-Triples lines, blank nodes called after all that hangs together with them.

    So the same triples get the same lines in every file, and two graphs' blank nodes never meet by their names. Blank
    nodes that only a comparison of all orders could tell apart are taken as they come: nothing of them is lost.
    Raises ValueError where they are too many to be told apart.
    """
    import pyoxigraph as ox

    parsed = ox.parse(head(OTHER_PREFIXES) + left, format=ox.RdfFormat.TURTLE)
    triples = [(str(q.subject), str(q.predicate), str(q.object)) for q in parsed]
    said: dict[str, list[_Triple]] = defaultdict(list)
    for t in triples:
        for blank in {*_blanks(t)}:
            said[blank].append(t)
        if not _blanks(t):
            yield f"{_line(t, {})} ."
    budget = _Budget(STEPS)
    for group in _groups(said):
        names = _named({b: said[b] for b in group}, budget)
        own = {t for b in group for t in said[b]}
        whole = digest(*sorted(_line(t, names) for t in own))
        for t in own:
            yield f"{_line(t, {b: f'_:b{whole}{n}' for b, n in names.items()})} ."


def _blanks(t: _Triple) -> tuple[str, ...]:
    return tuple(x for x in (t[0], t[2]) if x.startswith("_:"))


def _line(t: _Triple, names: Mapping[str, str]) -> str:
    return f"{names.get(t[0], t[0])} {t[1]} {names.get(t[2], t[2])}"


class _Budget:
    """How much work is left for a file's blank nodes."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def take(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise ValueError("too many blank nodes that look alike: give them IRIs")


def _groups(said: _Said) -> Iterator[list[str]]:
    """The blank nodes that hang together, by triples that have two of them."""
    seen: set[str] = set()
    for first in said:
        if first in seen:
            continue
        group, ahead = [], [first]
        seen.add(first)
        while ahead:
            group.append(one := ahead.pop())
            for t in said[one]:
                new = {*_blanks(t)} - seen
                seen |= new
                ahead += new
        yield group


def _named(said: _Said, budget: _Budget) -> _Names:
    """A short name for each blank node, the same in whatever order the triples come."""
    colours = _refined(dict.fromkeys(said, ""), said, budget)
    while len(set(colours.values())) < len(colours):
        counts = Counter(colours.values())
        alike = min(c for c, n in counts.items() if n > 1)
        tied = [b for b, c in colours.items() if c == alike]
        # nodes of which the same is said, to the letter, are interchangeable: all of them get their own at once
        chosen = tied if _interchangeable(tied, said, budget) else tied[:1]
        for number, blank in enumerate(chosen):
            colours[blank] = digest(alike, str(number))
        colours = _refined(colours, said, budget)
    places = {colour: place for place, colour in enumerate(sorted(colours.values()))}
    return {blank: f"c{places[colour]}" for blank, colour in colours.items()}


def _refined(colours: _Names, said: _Said, budget: _Budget) -> _Names:
    """The colours told apart by what is said of each node and by its neighbours' colours, until that adds nothing."""
    count = -1
    while count < len(set(colours.values())):
        count = len(set(colours.values()))
        budget.take(sum(map(len, said.values())))
        colours = {b: digest(c, *sorted(_seen(t, b, colours) for t in said[b])) for b, c in colours.items()}
    return colours


def _seen(t: _Triple, blank: str, names: Mapping[str, str]) -> str:
    """The triple as the node sees it: itself marked, others by their names."""
    s, o = ("_:self" if x == blank else names.get(x, x) for x in (t[0], t[2]))
    return f"{s} {t[1]} {o}"


def _interchangeable(tied: Iterable[str], said: _Said, budget: _Budget) -> bool:
    views = set()
    for blank in tied:
        budget.take(len(said[blank]))
        views.add(tuple(sorted(_seen(t, blank, {}) for t in said[blank])))
    return len(views) == 1
