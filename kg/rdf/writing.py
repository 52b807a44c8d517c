"""The graph as Turtle and TriG, the same bytes for the same graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.files import written
from kg.graph import Graph
from kg.model import KGI, Article, Mention, Relation, Statement
from kg.rdf.records import (
    article_pairs,
    claim_pairs,
    constructions,
    days_of,
    entity_pairs,
    evidence_blocks,
    facts_of,
    mention_iri,
    mention_pairs,
    passages_of,
    qualified,
    read_elsewhere,
    relations_of,
    statement_pairs,
    tool_iri,
    tool_pairs,
    words_pairs,
)
from kg.rdf.tokens import block, head, ref


def _head(graph: Graph) -> str:
    """The base and the prefixes of the graph."""
    return head(["time"] if graph.qualified else [])


def _titled(title: str, blocks: Iterable[str]) -> Iterator[str]:
    """The blocks under their title; nothing where there is none."""
    for number, one in enumerate(blocks):
        if not number:
            yield f"\n# {title}\n\n"
        yield one


def _articles(graph: Graph) -> Iterator[str]:
    named: dict[str, set[str]] = defaultdict(set)
    for m in graph.mentions:
        named[m.evidence.article].add(ref(m.entity))
    older = read_elsewhere(graph)
    for a in graph.articles.values():
        yield block(ref(a.iri), article_pairs(a, named[a.iri], a.iri not in older)) + "\n"
    if older != set(graph.articles):
        yield block(ref(tool_iri()), tool_pairs()) + "\n"
    yield from (block(*told) + "\n" for told in (*constructions(graph), *relations_of(graph)))


def _entities(graph: Graph) -> Iterator[str]:
    facts = facts_of(graph.statements())
    for e in graph.entities.values():
        yield block(ref(e.iri), entity_pairs(e, facts.get(e.iri, {}))) + "\n"


def _statements(graph: Graph) -> Iterator[str]:
    for s in graph.statements():
        yield "".join(f"# {' '.join(e.quote.split())}\n" for e in s.evidence)
        yield block(ref(s.iri), statement_pairs(s)) + "\n"
    yield from (block(*told) + "\n" for told in qualified(graph.statements()))
    yield from (block(*told) + "\n" for told in days_of(graph.statements()))


def _by_place(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (m.evidence, m.entity, m.reason))


def _mentions(graph: Graph) -> Iterator[str]:
    for m in _by_place(graph.mentions):
        yield block(ref(mention_iri(m)), mention_pairs(m)) + "\n"


def _passages(graph: Graph, mentions: Iterable[Mention]) -> Iterator[str]:
    base = KGI
    for e in sorted(passages_of(mentions, graph.statements())):
        if base != e.article and "#" not in e.article:
            base = e.article
            yield f"@base <{base}> .\n\n"
        yield evidence_blocks(e, "", base, graph.articles[e.article].page(e.start)) + "\n"
    if base != KGI:
        yield f"@base <{KGI}> .\n"


def _sections(graph: Graph) -> Iterator[str]:
    yield _head(graph)
    yield from _titled("Articles", _articles(graph))
    yield from _titled("What the articles name, and what stands between them", _entities(graph))
    yield from _titled("Statements, each with the place where it stands", _statements(graph))
    yield from _titled("Mentions, in the order of the text", _mentions(graph))
    yield from _titled("The passages themselves", _passages(graph, graph.mentions))
    yield from _titled("Added by hand", (f"{line}\n" for line in graph.extra))


def to_turtle(graph: Graph, path: str | Path | None = None) -> str:
    """The graph as Turtle, the same bytes for the same graph; also written to `path`, whole or not at all.

    Sections in order: articles (with their text), entities with their plain triples, statements, mentions,
    passages, and what `graph.extra` holds; each section is sorted by IRI, mentions and passages by their place.
    """
    text = "".join(_sections(graph))
    return written(text, path)


def of_statements(graph: Graph) -> str:
    """The graph as Turtle without its mentions and where they stand: a sixth of it, for questions that ask for neither.

    Which articles mention what is still said.
    """
    parts = (_articles(graph), _entities(graph), _statements(graph), _passages(graph, ()), graph.extra)
    return _head(graph) + "".join(f"{text}\n" for part in parts for text in part)


def to_trig(graph: Graph, path: str | Path | None = None, *, once: bool = False) -> str:
    """The graph as TriG, a named graph for each article, called by its IRI; also written to `path`.

    The default graph holds the entities with their names and `extra`; an article's graph holds the article, its
    mentions, the statements it gives evidence for with that evidence alone, and their plain triples. With `once` the
    default graph holds these triples, and what statements are: what several articles say stands once in all graphs
    together, and in those of the articles stand its words.
    """
    named: dict[str, list[Mention]] = defaultdict(list)
    for m in graph.mentions:
        named[m.evidence.article].append(m)
    stated: dict[str, list[Statement]] = defaultdict(list)
    for s in graph.statements():
        for article in {e.article for e in s.evidence}:
            stated[article].append(s)
    older = read_elsewhere(graph)
    out = [_head(graph), "\n# What the articles name\n\n"]
    if older != set(graph.articles):
        out.append(block(ref(tool_iri()), tool_pairs()) + "\n")
    out.extend(block(*told) + "\n" for told in (*constructions(graph), *relations_of(graph)))
    out.extend(block(ref(e.iri), entity_pairs(e, {})) + "\n" for e in graph.entities.values())
    out.extend(_claims(graph.statements()) if once else ())
    out.extend(_titled("Added by hand", (f"{line}\n" for line in graph.extra)))
    for a in graph.articles.values():
        out.extend(_named_graph(a, named[a.iri], stated[a.iri], a.iri not in older, once))
    return written("".join(out), path)


def _claims(statements: Iterable[Statement]) -> Iterator[str]:
    """What statements are wherever they stand, their plain triples, and the days that they name."""
    stated = [*statements]
    yield from _facts(stated, "")
    yield from (block(ref(s.iri), claim_pairs(s)) for s in stated)
    yield from (block(*told) for told in days_of(stated))


def _facts(statements: Iterable[Statement], indent: str) -> Iterator[str]:
    """The plain triples of the statements."""
    for subject, facts in sorted(facts_of(statements).items()):
        yield block(ref(subject), [(f"kg:{r}", sorted(facts[r])) for r in Relation if r in facts], indent)


def _named_graph(
    a: Article, named: Iterable[Mention], stated: Iterable[Statement], read: bool, once: bool
) -> Iterator[str]:
    """The graph of one article: itself, its mentions, the statements that it gives evidence for; see `to_trig`."""
    mentions = _by_place(named)
    here = [_here(s, a.iri) for s in stated]
    yield f"\n{ref(a.iri)} {{\n"
    yield block(ref(a.iri), article_pairs(a, {ref(m.entity) for m in mentions}, read), "  ")
    yield from () if once else _facts(here, "  ")
    pairs = words_pairs if once else statement_pairs
    yield from (block(ref(s.iri), pairs(s), "  ") for s in here)
    yield from (block(ref(mention_iri(m)), mention_pairs(m), "  ") for m in mentions)
    yield from (block(*told, "  ") for told in qualified(here))
    yield from () if once else (block(*told, "  ") for told in days_of(here))
    for e in sorted(passages_of(mentions, here)):
        yield evidence_blocks(e, "  ", page=a.page(e.start))
    yield "}\n"


def _here(s: Statement, article: str) -> Statement:
    """The statement with what one article gives for it."""
    evidence = tuple(e for e in s.evidence if e.article == article)
    return replace(s, evidence=evidence, qualifiers=tuple(q for q in s.qualifiers if q.evidence.article == article))
