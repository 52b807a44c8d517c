"""The graph as JSON-LD with short names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kg.files import written
from kg.graph import Graph
from kg.model import KGI, KGV, QUALITIES, EntityType, Kind, Modality, Relation
from kg.rdf import to_turtle
from kg.terms import OTHER_PREFIXES, PREFIXES

CONTEXT: Final[Mapping[str, Any]] = {
    "@version": 1.1,
    "@base": KGI,
    **PREFIXES,
    "id": "@id",
    "type": "@type",
    **{k: f"kg:{k}" for k in (*EntityType, *Kind, *Modality, "Article", "Statement", "Mention", "Construction")},
    **{r: {"@id": f"kg:{r}", "@type": "@id"} for r in Relation},
    "title": {"@id": "dcterms:title", "@language": "zh"},
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    "source": "dcterms:source",
    "author": "schema:author",
    "byline": "kg:byline",
    "url": {"@id": "schema:url", "@type": "@id"},
    "text": {"@id": "schema:articleBody", "@language": "zh"},
    "readBy": {"@id": "kg:readBy", "@type": "@id"},
    "confidence": {"@id": "kg:confidence", "@type": "xsd:decimal"},
    "mentions": {"@id": "kg:mentions", "@type": "@id"},
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@language": "zh"},
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
    "object": {"@id": "rdf:object", "@type": "@id"},
    "modality": {"@id": "kg:modality", "@type": "@vocab"},
    "trigger": "kg:trigger",
    "statedBy": {"@id": "kg:statedBy", "@type": "@id"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "refersTo": {"@id": "kg:refersTo", "@type": "@id"},
    "reason": "kg:reason",
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "inArticle": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:integer"},
    "end": {"@id": "oa:end", "@type": "xsd:integer"},
    "exact": {"@id": "oa:exact", "@language": "zh"},
    "version": "schema:softwareVersion",
}
"""The JSON-LD context: short names for what every built graph says."""

_VALUES: Final = {"day": "@id", "number": "xsd:decimal"}
QUALIFIED: Final[Mapping[str, Any]] = {
    **OTHER_PREFIXES,
    "Qualifier": "kg:Qualifier",
    "Instant": "time:Instant",
    "date": {"@id": "time:inXSDDate", "@type": "xsd:date"},
    **{q.name: {"@id": f"kg:{q.name}", "@type": "@id"} for q in QUALITIES.values()},
    **{q.type.partition(":")[2]: q.type for q in QUALITIES.values()},
    **{
        path.partition(":")[2]: path if form == "text" else {"@id": path, "@type": _VALUES[form]}
        for q in QUALITIES.values()
        for path, form in q.fields
    },
}
"""Short names for qualifiers, which stand in the context where any statement has some."""


def to_jsonld(graph: Graph, path: str | Path | None = None, *, context: str | None = None) -> str:
    """The graph as JSON-LD with short names; also written to `path`.

    The context stands in the file, so that it is read without the network; with `context` its address stands there.
    """
    import pyoxigraph as ox

    names = {**CONTEXT, **QUALIFIED} if graph.qualified else CONTEXT
    short = _short_names(names)
    nodes: dict[str, dict[str, Any]] = {}
    for q in ox.parse(to_turtle(graph).encode(), format=ox.RdfFormat.TURTLE):
        subject = _node_id(q.subject)
        node = nodes.setdefault(subject, {"id": subject})
        key = short.get(q.predicate.value, q.predicate.value)
        value, full = _json_value(q.object, key, short, names)
        if full:
            key = q.predicate.value
        if key == "label":
            _add_labels(node.setdefault(key, {}), value)
        else:
            node.setdefault(key, []).append(value)
    for node in nodes.values():
        node.update({key: _one_or_sorted(values) for key, values in node.items() if isinstance(values, list)})
    document = {"@context": context or names, "@graph": list(nodes.values())}
    return written(json.dumps(document, ensure_ascii=False, indent=1) + "\n", path)


def _short_names(names: Mapping[str, Any]) -> dict[str, str]:
    """The context's names by the IRIs that they stand for."""
    short, prefixes = {PREFIXES["rdf"] + "type": "type"}, {**PREFIXES, **OTHER_PREFIXES}
    for name, term in names.items():
        iri = term["@id"] if isinstance(term, Mapping) else term
        if isinstance(iri, str) and ":" in iri and not iri.startswith("http"):
            prefix, _, local = iri.partition(":")
            short.setdefault(prefixes[prefix] + local, name)
    return short


def _add_labels(said: dict[str, Any], labels: Mapping[str, str]) -> None:
    """Add labels by language, several in one language as a sorted list."""
    for language, text in labels.items():
        said[language] = sorted([*_listed(said[language]), text]) if language in said else text


def _one_or_sorted(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else sorted(values, key=lambda v: json.dumps(v, sort_keys=True))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _node_id(term: Any) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    iri: str = term.value
    if iri.startswith(KGI) and re.fullmatch(r"\w+/[^:]+", iri[len(KGI) :]):
        return iri[len(KGI) :]
    return f"kgv:{iri[len(KGV) :]}" if iri.startswith(KGV) and iri != KGV else iri


def _json_value(term: Any, key: str, short: Mapping[str, str], names: Mapping[str, Any]) -> tuple[Any, bool]:
    """The object as the term's definition wants it, or in full, and whether it is in full."""
    import pyoxigraph as ox

    definition = names.get(key)
    wanted = definition if isinstance(definition, Mapping) else {}
    if isinstance(term, ox.Literal):
        return _json_literal(term, definition, wanted)
    if key == "type" or wanted.get("@type") == "@vocab":
        iri = f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value
        return short.get(iri, iri), False
    if wanted.get("@type") == "@id":
        return _node_id(term), False
    return {"@id": _node_id(term)}, True


def _json_literal(term: Any, definition: Any, wanted: Mapping[str, str]) -> tuple[Any, bool]:
    """The literal as the term's definition wants it, or in full, and whether it is in full."""
    if term.language:
        if wanted.get("@container") == "@language":
            return {term.language: term.value}, False
        if wanted.get("@language") == term.language:
            return term.value, False
        return {"@value": term.value, "@language": term.language}, True
    kind = term.datatype.value
    if kind == _STRING:
        return term.value, not isinstance(definition, str)
    typed = wanted.get("@type", "")
    if typed.startswith("xsd:") and PREFIXES["xsd"] + typed[4:] == kind:
        return (int(term.value) if typed == "xsd:integer" else term.value), False
    return {"@value": term.value, "@type": kind}, True


_STRING: Final = PREFIXES["xsd"] + "string"
