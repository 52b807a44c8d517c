"""Triples that are none of ours, kept as lines that are the same in every file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model import digest
from kg.rdf.tokens import head

if TYPE_CHECKING:
    import pyoxigraph as ox


def extra_lines(left: str) -> Iterator[str]:
    """The triples as N-Triples lines, blank nodes called after all that hangs together with them.

    So the same triples get the same lines in every file, and two graphs' blank nodes never meet by their names.
    """
    import pyoxigraph as ox

    groups: dict[str, set[ox.Triple]] = {}
    for q in ox.parse(head() + left, format=ox.RdfFormat.TURTLE):
        t = q.triple
        blanks = [str(x) for x in (t.subject, t.object) if isinstance(x, ox.BlankNode)]
        if not blanks:
            yield f"{t} ."
            continue
        group = {t}
        for b in blanks:
            if groups.get(b) is not group:
                group |= groups.get(b, set())
        for x in group:
            for end in (x.subject, x.object):
                if isinstance(end, ox.BlankNode):
                    groups[str(end)] = group
    seen: set[int] = set()
    for group in groups.values():
        if id(group) in seen:
            continue
        seen.add(id(group))
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in group)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        name = digest(*sorted(str(q.triple) for q in dataset))
        for q in dataset:
            s, o = (f"_:b{name}{x.value}" if isinstance(x, ox.BlankNode) else x for x in (q.subject, q.object))
            yield f"{s} {q.predicate} {o} ."
