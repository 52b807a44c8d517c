"""RDF to nodes: subject, predicate and objects as a built graph's Turtle writes them, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from kg.model import KG, KGI, QUALITIES, RELATION_NAME, EntityType, Kind, Modality, Relation
from kg.rdf.tokens import literal, ref
from kg.terms import OTHER_PREFIXES, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox


_PREFIXES: Final = {**PREFIXES, **OTHER_PREFIXES}
_TERMS: Final = """
dcterms:title dcterms:issued dcterms:source schema:author schema:url schema:articleBody schema:softwareVersion
rdfs:label skos:altLabel rdf:subject rdf:predicate rdf:object prov:wasDerivedFrom prov:SoftwareAgent
oa:hasTarget oa:hasSource oa:hasSelector oa:start oa:end oa:exact
oa:SpecificResource oa:TextPositionSelector oa:TextQuoteSelector
kg:Article kg:Statement kg:Mention kg:Construction
rdf:Property rdfs:comment schema:domainIncludes schema:rangeIncludes kg:inverseLabel kg:objectOrder kg:lasting
dcterms:available dcterms:format schema:articleSection kg:documentNumber kg:issuer kg:addressee kg:copiedTo kg:printer
kg:attachment kg:site kg:retrieved kg:pageStarts kg:page
kg:Qualifier time:Instant time:inXSDDate
kg:byline kg:confidence kg:readBy kg:mentions kg:modality kg:trigger kg:statedBy kg:refersTo kg:reason
"""


def _terms() -> dict[str, str]:
    """The terms of a built graph by their IRIs, as its Turtle writes them."""
    words = [*_TERMS.split(), *(f"kg:{w}" for enum in (EntityType, Kind, Relation, Modality) for w in enum)]
    for quality in QUALITIES.values():
        words += [f"kg:{quality.name}", quality.type, *(predicate for predicate, _ in quality.fields)]
    return {_PREFIXES[w.partition(":")[0]] + w.partition(":")[2]: w for w in words}


_KNOWN: Final = _terms()
_DATATYPES: Final = {
    PREFIXES["xsd"] + "string": "",
    **{PREFIXES["xsd"] + t: f"^^xsd:{t}" for t in ("boolean", "date", "decimal", "gYear", "gYearMonth", "anyURI")},
}
NodeMap = dict[str, dict[str, list[str]]]
"""Subject → predicate → objects, each as a built graph's Turtle writes it."""


def token_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """The term as a built graph's Turtle writes it."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return _KNOWN.get(term.value) or _own(term.value) or ref(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return literal(term.value, f"@{term.language}")
        datatype = term.datatype.value
        if datatype == _INTEGER and _NUMBER.fullmatch(term.value):
            return term.value
        return literal(term.value, _DATATYPES.get(datatype, f"^^<{datatype}>"))
    return str(term)


def _own(iri: str) -> str:
    """The IRI of a relation that a user defines, with its prefix; empty for any other."""
    return f"kg:{iri[len(KG) :]}" if iri.startswith(KG) and RELATION_NAME.fullmatch(iri, len(KG)) else ""


_INTEGER: Final = PREFIXES["xsd"] + "integer"
_NUMBER: Final = re.compile(r"0|[1-9][0-9]*")
_SHARE: Final = re.compile(r'"(0(?:\.[0-9]+)?|1(?:\.0+)?)"\^\^xsd:decimal')
_QUOTED: Final = re.compile(r'("""|")(.*)\1(?:@([A-Za-z-]+)|\^\^(.*))?', re.DOTALL)


_UNESCAPE: Final = re.compile(r"\\(u[0-9A-F]{4}|.)")
_NAMED: Final = {"n": "\n", "r": "\r", "t": "\t"}


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else _NAMED.get(code, code)


def _a() -> ox.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(PREFIXES["rdf"] + "type")


def nodes_of(quads: Iterable[ox.Quad]) -> NodeMap:
    """Subject, predicate and objects of the quads, whatever named graphs they are in."""
    known: dict[object, str] = {}
    predicates: dict[object, str] = {_a(): "a"}
    nodes: NodeMap = {}
    for q in quads:
        s, p, o = q.triple
        subject, predicate, object_ = known.get(s), predicates.get(p), known.get(o)
        if subject is None:
            subject = known[s] = token_of(s)
        if predicate is None:
            predicate = predicates[p] = token_of(p)
        if object_ is None:
            object_ = known[o] = token_of(o)
        node = nodes.get(subject)
        if node is None:
            node = nodes[subject] = {}
        objects = node.setdefault(predicate, [])
        if object_ not in objects:
            objects.append(object_)
    return nodes


def iri_of(token: str) -> str:
    """The IRI that the token stands for; empty for a literal or a blank node."""
    if token.startswith("<"):
        return token[1:-1] if ":" in token else KGI + token[1:-1]
    prefix, _, local = token.partition(":")
    return _PREFIXES[prefix] + local if prefix in _PREFIXES else ""


def first_iri(node: Mapping[str, list[str]], predicate: str) -> str:
    """The first IRI among the objects, in order; empty where there is none."""
    return min((iri for t in node.get(predicate, ()) if (iri := iri_of(t))), default="")


def texts_of(node: Mapping[str, list[str]], predicate: str, language: str | None = None) -> list[str]:
    """The literals, sorted; with a language those in it (`zh` takes those without one too)."""
    found = []
    for token in node.get(predicate, ()):
        if m := _QUOTED.fullmatch(token):
            said = (m[3] or "").partition("-")[0]
            if language is None or said == language or (language == "zh" and not said):
                found.append(_UNESCAPE.sub(_unescape, m[2]) if "\\" in m[2] else m[2])
    return sorted(found)


def text_of(node: Mapping[str, list[str]], predicate: str, language: str | None = None) -> str:
    """The first of the literals in order; empty where there is none (see `texts_of`)."""
    found = texts_of(node, predicate, language)
    return found[0] if found else ""


def share_of(node: Mapping[str, list[str]], predicate: str) -> float:
    """The largest decimal from 0 to 1 among the objects; 0 where there is none."""
    found = (_SHARE.fullmatch(token) for token in node.get(predicate, ()))
    return max((float(m[1]) for m in found if m), default=0.0)


def number_of(node: Mapping[str, list[str]], predicate: str) -> int:
    """The whole number among the objects; -1 where there is none."""
    return next((int(t) for t in node.get(predicate, ()) if t.isdecimal()), -1)
