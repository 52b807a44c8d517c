"""RDF to the graph: nodes to records, and what is left of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kg.graph import Graph
from kg.model import (
    KGI,
    KGV,
    QUALITIES,
    RELATION_NAME,
    Article,
    Definition,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Mention,
    Modality,
    Qualifier,
    Reason,
    Relation,
    Statement,
    in_text,
)
from kg.rdf.extra import extra_lines
from kg.rdf.forms import file_bytes, rdf_format, unreadable
from kg.rdf.nodes import NodeMap, first_iri, iri_of, nodes_of, number_of, share_of, text_of, texts_of
from kg.rdf.records import (
    CONSTRUCTION,
    DAY,
    SYMMETRIC,
    article_pairs,
    constructions,
    days_of,
    entity_pairs,
    facts_of,
    mention_iri,
    mention_pairs,
    passage_pairs,
    passages_of,
    qualified,
    relations_of,
    statement_pairs,
    target_iri,
    tool_iri,
    tool_pairs,
)
from kg.rdf.tokens import Pairs, literal, ref

if TYPE_CHECKING:
    import pyoxigraph as ox


def load(path: str | Path) -> Graph:
    """The graph that an RDF file (by its ending) or a store's folder holds, with all its evidence.

    Triples that are not of the kinds that `to_turtle` writes, or that lack what a record needs (a statement without
    evidence), are kept in `graph.extra`. Named graphs are read as one. Raises ValueError with file and line for
    what is no RDF, FileNotFoundError where nothing is.
    """
    import pyoxigraph as ox

    source = Path(path)
    if source.is_dir():
        beside = ox.NamedNode(KGV)  # what the vocabularies say beside it
        return from_quads(q for q in ox.Store.read_only(str(source)) if q.graph_name != beside)
    raw, form = file_bytes(source)
    return loads(raw, form, name=str(path))


def loads(data: str | bytes, form: str = "ttl", *, name: str = "") -> Graph:
    """The graph that the RDF text holds (see `load`). Raises ValueError, with `name` and line, for what is no RDF."""
    import pyoxigraph as ox

    raw = data.encode() if isinstance(data, str) else data
    try:
        return from_quads(ox.parse(raw, format=rdf_format(form), base_iri=KGI))
    except (SyntaxError, ValueError) as error:
        raise unreadable(name or "RDF", error) from error


def _article(iri: str, n: Mapping[str, list[str]]) -> Article:
    reporters = texts_of(n, "schema:author")
    byline = text_of(n, "kg:byline").split("、")
    body = text_of(n, "schema:articleBody", "zh")

    def names(predicate: str) -> tuple[str, ...]:
        return in_text(texts_of(n, predicate, "zh"), body)

    return Article(
        iri,
        text_of(n, "dcterms:title", "zh"),
        text_of(n, "dcterms:issued"),
        text_of(n, "dcterms:source"),
        tuple(byline if set(byline) == set(reporters) else reporters),
        first_iri(n, "schema:url") or text_of(n, "schema:url"),
        body,
        text_of(n, "kg:documentNumber"),
        text_of(n, "dcterms:available"),
        names("kg:issuer"),
        names("kg:addressee"),
        names("kg:copiedTo"),
        text_of(n, "kg:printer", "zh"),
        names("kg:attachment"),
        text_of(n, "dcterms:format"),
        text_of(n, "kg:site"),
        text_of(n, "schema:articleSection"),
        text_of(n, "kg:retrieved"),
        tuple(int(page) for page in text_of(n, "kg:pageStarts").split() if page.isdecimal()),
    )


_TYPES: Final = {f"kg:{t}": t for t in EntityType}
_KINDS: Final = {f"kg:{k}": k for k in Kind}
_MODALITIES: Final = {f"kg:{m}": m for m in Modality}
_REASONS: Final = {str(r): r for r in Reason}


def _entity(iri: str, n: Mapping[str, list[str]]) -> Entity | None:
    said = n.get("a", ())
    types = [_TYPES[t] for t in said if t in _TYPES]
    kinds = [_KINDS[t] for t in said if t in _KINDS]
    labels = texts_of(n, "rdfs:label", "zh")
    if not (types or kinds) or not labels:
        return None
    type_ = min(types, default=EntityType.ORGANIZATION)
    return Entity(
        iri,
        type_,
        labels[0],
        min(kinds) if kinds and type_ is EntityType.ORGANIZATION else None,
        tuple(sorted({*texts_of(n, "skos:altLabel", "zh"), *labels} - {labels[0]})),
        text_of(n, "rdfs:label", "en"),
    )


def _passage(n: Mapping[str, list[str]], nodes: NodeMap, articles: Mapping[str, Article]) -> Evidence | None:
    """The evidence of a target node: None unless it has an article, a position and the words."""
    source = first_iri(n, "oa:hasSource")
    if source not in articles:
        return None
    start, end, quote = -1, -1, ""
    for selector in n.get("oa:hasSelector", ()):
        part = nodes.get(selector, {})
        start = max(start, number_of(part, "oa:start"))
        end = max(end, number_of(part, "oa:end"))
        quote = quote or text_of(part, "oa:exact")
    return Evidence(source, start, end, quote) if start >= 0 and quote and end - start == len(quote) else None


def _statement(
    n: Mapping[str, list[str]], nodes: NodeMap, passages: Mapping[str, Evidence], entities: Mapping[str, Entity]
) -> Statement | None:
    subject, object_ = first_iri(n, "rdf:subject"), first_iri(n, "rdf:object")
    relation = min(
        (r for t in n.get("rdf:predicate", ()) if (r := Relation.known(t.removeprefix("kg:")))), default=None
    )
    modality = min((_MODALITIES[t] for t in n.get("kg:modality", ()) if t in _MODALITIES), default=None)
    evidence = {passages[t] for t in n.get("oa:hasTarget", ()) if t in passages}
    if subject not in entities or object_ not in entities or relation is None or modality is None or not evidence:
        return None
    return Statement(
        subject,
        relation,
        object_,
        tuple(sorted(evidence)),
        modality,
        text_of(n, "kg:trigger"),
        first_iri(n, "kg:statedBy"),
        first_iri(n, "prov:wasDerivedFrom"),
        tuple(sorted(_readers(n))),
        tuple(sorted({*_qualifiers(n, nodes, passages)})),
        share_of(n, "kg:confidence"),
    )


def _qualifiers(n: Mapping[str, list[str]], nodes: NodeMap, passages: Mapping[str, Evidence]) -> Iterator[Qualifier]:
    """What qualifies a statement, less what lacks its words."""
    for quality in QUALITIES.values():
        for token in n.get(f"kg:{quality.name}", ()):
            node = nodes.get(token, {})
            words = [passages[t] for t in node.get("oa:hasTarget", ()) if t in passages]
            if words:
                values = tuple(_value(node, *field) for field in quality.fields)
                yield Qualifier(quality.name, values, min(words))


def _value(node: Mapping[str, list[str]], predicate: str, form: str) -> str:
    """The value of a qualifier's field, empty where it is not said."""
    return first_iri(node, predicate).removeprefix(DAY) if form == "day" else text_of(node, predicate)


def _declare(nodes: NodeMap) -> None:
    """Make the relations known that the nodes define, as `to_turtle` writes them."""
    for key, n in nodes.items():
        name = key.removeprefix("kg:")
        if name == key or "rdf:Property" not in n.get("a", ()) or not RELATION_NAME.fullmatch(name):
            continue
        domain, range_ = (
            tuple(sorted(_TYPES[t] for t in n.get(f"schema:{end}Includes", ()) if t in _TYPES))
            for end in ("domain", "range")
        )
        labels, inverse, comment = (
            (text_of(n, said, "zh"), text_of(n, said, "en"))
            for said in ("rdfs:label", "kg:inverseLabel", "rdfs:comment")
        )
        if domain and range_ and all(labels):
            order, symmetric = max(number_of(n, "kg:objectOrder"), 0), f"<{SYMMETRIC}>" in n["a"]
            lasting = text_of(n, "kg:lasting") == "true"
            Relation.declare(Definition(name, domain, range_, labels, inverse, comment, order, symmetric, lasting))


def _readers(n: Mapping[str, list[str]]) -> Iterator[str]:
    """The names of the constructions that read a statement."""
    for token in n.get("kg:readBy", ()):
        iri = iri_of(token)
        if iri.startswith(CONSTRUCTION):
            yield iri.removeprefix(CONSTRUCTION).replace("-", " ")


def _mentions(
    n: Mapping[str, list[str]], passages: Mapping[str, Evidence], entities: Mapping[str, Entity]
) -> Iterator[Mention]:
    entity, reason = first_iri(n, "kg:refersTo"), _REASONS.get(text_of(n, "kg:reason"))
    if entity in entities and reason is not None:
        for target in n.get("oa:hasTarget", ()):
            if target in passages:
                yield Mention(entity, passages[target], reason)


def _written(graph: Graph) -> Iterator[tuple[str, Pairs]]:
    """What the records say of each node, as subject and pairs, in no order: all that is not left over."""
    named: dict[str, set[str]] = defaultdict(set)
    for m in graph.mentions:
        named[m.evidence.article].add(ref(m.entity))
        yield ref(mention_iri(m)), mention_pairs(m)
    statements = graph.statements()
    facts = facts_of(statements)
    for a in graph.articles.values():
        yield ref(a.iri), article_pairs(a, named[a.iri], True)
    for entity in graph.entities.values():
        yield ref(entity.iri), entity_pairs(entity, facts.get(entity.iri, {}))
        # files of several graphs, one after the other, say as a label what another says as a further name
        names = [literal(name, "@zh") for name in (entity.label, *entity.names)]
        yield ref(entity.iri), [("rdfs:label", names), ("skos:altLabel", names)]
    for s in statements:
        yield ref(s.iri), statement_pairs(s)
    yield from qualified(statements)
    yield from days_of(statements)
    for e in passages_of(graph.mentions, statements):
        passage, position, quote = (ref(target_iri(e, f)) for f in ("char", "position", "quote"))
        yield passage, passage_pairs(e, position, quote, graph.articles[e.article].page(e.start))
        yield position, [("a", ["oa:TextPositionSelector"]), ("oa:start", [str(e.start)]), ("oa:end", [str(e.end)])]
        yield quote, [("a", ["oa:TextQuoteSelector"]), ("oa:exact", [literal(e.quote, "@zh")])]
    yield ref(tool_iri()), tool_pairs()
    yield from constructions(graph)
    yield from relations_of(graph)


def from_quads(quads: Iterable[ox.Quad]) -> Graph:
    """The graph that the quads hold, whatever named graphs they are in (see `load`)."""
    nodes = nodes_of(quads)
    _declare(nodes)
    graph = _graph(nodes)
    for subject, pairs in _written(graph):
        node = nodes.get(subject, {})
        for predicate, objects in pairs:
            if predicate in node:
                node[predicate] = [o for o in node[predicate] if o not in objects]
    left = "".join(f"{s} {p} {o} .\n" for s, n in nodes.items() for p, objects in n.items() for o in objects)
    if not left:
        return graph
    return Graph(
        graph.articles.values(), graph.entities.values(), graph.mentions, graph.statements(), extra_lines(left)
    )


def _graph(nodes: NodeMap) -> Graph:
    """The records that the nodes hold, with all that they need."""
    named = {iri: nodes[key] for key in nodes if (iri := iri_of(key))}
    articles = {iri: _article(iri, n) for iri, n in named.items() if _is(n, "kg:Article")}
    entities = _there({iri: _entity(iri, n) for iri, n in named.items() if "a" in n})
    passages = _there({key: _passage(n, nodes, articles) for key, n in nodes.items() if "oa:hasSource" in n})
    mentions = (_mentions(n, passages, entities) for n in nodes.values() if _is(n, "kg:Mention"))
    stated = (_statement(n, nodes, passages, entities) for n in nodes.values() if _is(n, "kg:Statement"))
    return Graph(articles.values(), entities.values(), chain.from_iterable(mentions), filter(None, stated))


_Record = TypeVar("_Record")


def _there(found: Mapping[str, _Record | None]) -> dict[str, _Record]:
    """The records of the nodes that had all that one needs."""
    return {key: record for key, record in found.items() if record is not None}


def _is(node: Mapping[str, list[str]], type_: str) -> bool:
    return type_ in node.get("a", ())
