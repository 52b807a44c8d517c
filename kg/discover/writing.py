"""Candidates to a vocabulary to review."""

from __future__ import annotations

from collections.abc import Iterable

from kg.discover.gathering import Candidate
from kg.rdf import block, literal, ref

_HEAD = """\
@prefix kg: <https://w3id.org/policy-kg/ontology#> .
@prefix kgv: <https://w3id.org/policy-kg/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

# Names that no vocabulary holds, proposed by kg discover from {documents:,} articles, best first.
# To review: delete what is no name, mend labels and types, replace the source by the document or body that the name is
# from. The folder that holds this file is then given to kg build --ontology.
"""


def to_turtle(candidates: Iterable[Candidate], documents: int = 0) -> str:
    """A vocabulary of the candidates, in their order: the Turtle that `--ontology` reads, with what speaks for each.

    `documents` is how many articles they were found in, for the head.
    """
    parts = [_HEAD.format(documents=documents)]
    for c in candidates:
        dates = f", {c.first} to {c.last}" if c.first else ""
        times = f"{c.count} time{'s' * (c.count != 1)} in {c.articles} article{'s' * (c.articles != 1)}{dates}"
        why = f"score {c.score:.2f}; cohesion {c.cohesion:.2f}, entropy {c.entropy:.1f}; {', '.join(c.contexts)}"
        cited = [f"{e.article}{f' ({e.date})' if e.date else ''} {e.start}–{e.end}" for e in c.examples]
        parts.append(
            block(
                ref(c.iri),
                [
                    ("a", [f"kg:{c.type.value}", *([f"kg:{c.kind.value}"] if c.kind else [])]),
                    ("skos:prefLabel", [literal(c.label, "@zh")]),
                    ("skos:altLabel", [literal(n, "@zh") for n in c.names]),
                    ("kg:partOf", [ref(c.parent)] if c.parent else []),
                    ("skos:note", [literal(times, "@en")]),
                    ("skos:editorialNote", [literal(why, "@en")]),
                    ("skos:example", [literal(e.sentence, "@zh") for e in c.examples]),
                    ("dcterms:source", [literal("; ".join(cited))]),
                ],
            )
        )
    return "\n".join(parts)
