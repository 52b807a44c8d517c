"""What a text states, in words that tables of sentences can say: `教育部 undertakes 河长制`."""

from __future__ import annotations

import re

from kg.api import KnowledgeGraph

_FACT = re.compile(r"(?P<subject>.+) (?P<relation>[a-z]+[A-Za-z]*) (?P<object>.+?)(?: \[(?P<modality>[A-Z][a-z]+)\])?")


def stated(graph: KnowledgeGraph) -> dict[str, tuple[str, ...]]:
    """Each statement in words, with what read it; those that do not hold end in their modality: `… [Denied]`."""
    found: dict[str, tuple[str, ...]] = {}
    for s in graph.statements():
        ends = (graph.entities[s.subject].label, graph.entities[s.object].label)
        said = f"{ends[0]} {s.relation} {ends[1]}" + ("" if s.modality.holds else f" [{s.modality}]")
        found[said] = tuple(sorted({*found.get(said, ()), *s.read_by}))
        if s.relation.symmetric:
            found[f"{ends[1]} {s.relation} {ends[0]}"] = found[said]
    return found


def ends(fact: str) -> tuple[str, str]:
    """The names of the subject and the object of a statement in words."""
    match = _FACT.fullmatch(fact)
    assert match, f"{fact!r} is no statement such as “教育部 undertakes 河长制”"
    return match["subject"], match["object"]
