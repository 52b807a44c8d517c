"""The graph as Turtle and TriG, the same bytes for the same graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.files import written
from kg.graph import Graph
from kg.model import KGI, Mention, Relation, Statement
from kg.rdf.records import (
    article_pairs,
    constructions,
    entity_pairs,
    evidence_blocks,
    facts_of,
    mention_iri,
    mention_pairs,
    read_elsewhere,
    statement_pairs,
    tool_iri,
    tool_pairs,
)
from kg.rdf.tokens import block, head, ref


def _sections(graph: Graph) -> Iterator[str]:
    named: dict[str, set[str]] = defaultdict(set)
    for m in graph.mentions:
        named[m.evidence.article].add(ref(m.entity))
    statements = graph.statements()
    facts = facts_of(statements)
    older = read_elsewhere(graph)
    passages = {m.evidence for m in graph.mentions}.union(*(s.evidence for s in statements))

    yield head()
    if graph.articles:
        yield "\n# Articles\n\n"
    for a in graph.articles.values():
        yield block(ref(a.iri), article_pairs(a, named[a.iri], a.iri not in older)) + "\n"
    if older != set(graph.articles):
        yield block(ref(tool_iri()), tool_pairs()) + "\n"
    yield from (block(*construction) + "\n" for construction in constructions(graph))
    if graph.entities:
        yield "\n# What the articles name, and what stands between them\n\n"
    for e in graph.entities.values():
        yield block(ref(e.iri), entity_pairs(e, facts.get(e.iri, {}))) + "\n"
    if statements:
        yield "\n# Statements, each with the place where it stands\n\n"
    for s in statements:
        for e_ in s.evidence:
            yield f"# {' '.join(e_.quote.split())}\n"
        yield block(ref(s.iri), statement_pairs(s, s.evidence)) + "\n"
    if graph.mentions:
        yield "\n# Mentions, in the order of the text\n\n"
    for m in sorted(graph.mentions, key=lambda m: (m.evidence, m.entity, m.reason)):
        yield block(ref(mention_iri(m)), mention_pairs(m)) + "\n"
    if passages:
        yield "\n# The passages themselves\n\n"
    base = KGI
    for e_ in sorted(passages):
        if base != e_.article and "#" not in e_.article:
            base = e_.article
            yield f"@base <{base}> .\n\n"
        yield evidence_blocks(e_, "", base) + "\n"
    if base != KGI:
        yield f"@base <{KGI}> .\n"
    if graph.extra:
        yield "\n# Added by hand\n\n"
        yield from (f"{line}\n" for line in graph.extra)


def to_turtle(graph: Graph, path: str | Path | None = None) -> str:
    """The graph as Turtle, the same bytes for the same graph; also written to `path`, whole or not at all.

    Sections in order: articles (with their text), entities with their plain triples, statements, mentions,
    passages, and what `graph.extra` holds; each section is sorted by IRI, mentions and passages by their place.
    """
    text = "".join(_sections(graph))
    return written(text, path)


def to_trig(graph: Graph, path: str | Path | None = None) -> str:
    """The graph as TriG, a named graph for each article, called by its IRI; also written to `path`.

    The default graph holds the entities with their names and `extra`; an article's graph holds the article, its
    mentions, the statements it gives evidence for with that evidence alone, and their plain triples.
    """
    named: dict[str, list[Mention]] = defaultdict(list)
    for m in graph.mentions:
        named[m.evidence.article].append(m)
    stated: dict[str, list[Statement]] = defaultdict(list)
    for s in graph.statements():
        for article in {e.article for e in s.evidence}:
            stated[article].append(s)
    older = read_elsewhere(graph)
    out = [head(), "\n# What the articles name\n\n"]
    if older != set(graph.articles):
        out.append(block(ref(tool_iri()), tool_pairs()) + "\n")
    out.extend(block(*construction) + "\n" for construction in constructions(graph))
    out.extend(block(ref(e.iri), entity_pairs(e, {})) + "\n" for e in graph.entities.values())
    if graph.extra:
        out.append("\n# Added by hand\n\n")
        out.extend(f"{line}\n" for line in graph.extra)
    for a in graph.articles.values():
        mentions = sorted(named[a.iri], key=lambda m: (m.evidence, m.entity, m.reason))
        here = [(s, [e for e in s.evidence if e.article == a.iri]) for s in stated[a.iri]]
        passages = {m.evidence for m in mentions}.union(*(e for _, e in here))
        out.append(f"\n{ref(a.iri)} {{\n")
        out.append(block(ref(a.iri), article_pairs(a, {ref(m.entity) for m in mentions}, a.iri not in older), "  "))
        for subject, facts in sorted(facts_of(s for s, _ in here).items()):
            out.append(block(ref(subject), [(f"kg:{r}", sorted(facts[r])) for r in Relation if r in facts], "  "))
        out.extend(block(ref(s.iri), statement_pairs(s, e), "  ") for s, e in here)
        out.extend(block(ref(mention_iri(m)), mention_pairs(m), "  ") for m in mentions)
        out.extend(evidence_blocks(e, "  ") for e in sorted(passages))
        out.append("}\n")
    text = "".join(out)
    return written(text, path)
