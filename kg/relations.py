"""What relations are: read from the ontology, which defines them and nothing else does.

A user's vocabulary defines further ones in the same terms: `kg:worksWith a owl:ObjectProperty` with its labels, its
domain and range among the types of entities, and `kg:objectOrder` where a verb takes its object directly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import KG, Definition, EntityType, Relation
from kg.resources import ontology_dir

if TYPE_CHECKING:
    import pyoxigraph as ox

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SCHEMA = "https://schema.org/"
_PROPERTIES = frozenset({_OWL + "ObjectProperty", _RDF + "Property"})
_TYPES = {KG + t.value: t for t in EntityType}

_Triples = dict[str, dict[str, list[Any]]]


class DefinitionError(ValueError):
    """A relation whose definition cannot be used: says which, and what was expected."""


@cache
def shipped() -> Mapping[Relation, Definition]:
    """The definitions of the shipped ontology's relations, in its order."""
    found = definitions((ontology_dir() / "policy-kg.ttl").read_bytes())
    return {Relation(d.name): d for d in found}


@cache
def labels() -> Mapping[str, tuple[str, str]]:
    """What the terms of the shipped ontology are called, in Chinese and in English, by their local names.

    >>> labels()["undertakes"], labels()["Department"]
    (('开展', 'undertakes'), ('内设机构', 'department'))
    """
    import pyoxigraph as ox

    said: dict[str, dict[str, str]] = {}
    for t in ox.parse((ontology_dir() / "policy-kg.ttl").read_bytes(), format=ox.RdfFormat.TURTLE):
        if t.predicate.value == _RDFS + "label" and isinstance(t.object, ox.Literal):
            named = said.setdefault(str(t.subject).strip("<>").removeprefix(KG), {})
            named[t.object.language or ""] = t.object.value
    return {term: (named["zh"], named["en"]) for term, named in said.items() if named.keys() >= {"zh", "en"}}


def defined(relation: Relation) -> Definition:
    """What the ontology says of a relation.

    >>> defined(Relation.UNDERTAKES).labels
    ('开展', 'undertakes')
    """
    return relation.definition or shipped()[relation]


def declared(path: Path) -> list[Relation]:
    """The relations that a user's Turtle file defines, now known; those of the shipped ontology are left as they are.

    Raises DefinitionError where a definition lacks labels, domain or range, SyntaxError for what is no Turtle.
    """
    data = path.read_bytes()
    if KG.encode() not in data or b"Property" not in data:
        return []  # most vocabularies define none
    found = [d for d in definitions(data) if d.name not in {r.value for r in shipped()}]
    return [Relation.declare(d) for d in found]


def definitions(data: bytes) -> Iterator[Definition]:
    """The relations between entities that a Turtle text defines, in its order.

    Raises DefinitionError where one of them lacks a label in either language, or has an end that is no type.
    """
    import pyoxigraph

    triples: _Triples = {}
    for t in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE):
        triples.setdefault(str(t.subject), {}).setdefault(t.predicate.value, []).append(t.object)
    for subject, node in triples.items():
        iri = subject.strip("<>")
        if iri.startswith(KG) and not _PROPERTIES.isdisjoint(_iris(node, _RDF + "type")):
            definition = _definition(iri.removeprefix(KG), node, triples)
            if definition is not None:
                yield definition


def _definition(name: str, node: Mapping[str, list[Any]], triples: _Triples) -> Definition | None:
    """What a node says of a relation; None where it is a property of another kind of thing."""
    ends = [_ends(name, node, triples, (_RDFS + end, _SCHEMA + end + "Includes")) for end in ("domain", "range")]
    if not all(ends):
        return None
    labels = _both(node, _RDFS + "label")
    if "" in labels:
        raise DefinitionError(f"kg:{name}: expected an rdfs:label in Chinese (@zh) and in English (@en)")
    order = next((int(o.value) for o in node.get(KG + "objectOrder", ()) if o.value.isdecimal()), 0)
    inverse, comment = _both(node, KG + "inverseLabel"), _both(node, _RDFS + "comment")
    symmetric = _OWL + "SymmetricProperty" in _iris(node, _RDF + "type")
    lasting = any(o.value == "true" for o in node.get(KG + "lasting", ()))
    return Definition(name, ends[0], ends[1], labels, inverse, comment, order, symmetric, lasting)


def _ends(
    name: str, node: Mapping[str, list[Any]], triples: _Triples, predicates: tuple[str, str]
) -> tuple[EntityType, ...]:
    """The types of one end, in the order in which they are told; none where it is no entity."""
    ends = [o for p in predicates for o in node.get(p, ())]
    found = [iri for end in ends for iri in _members(end, triples)]
    types = tuple(_TYPES[iri] for iri in found if iri in _TYPES)
    if types and len(types) < len(found):
        other = next(iri for iri in found if iri not in _TYPES).removeprefix(KG)
        raise DefinitionError(f"kg:{name}: {other} is no type of entity: one of {' '.join(EntityType)}")
    return types


def _members(end: ox.NamedNode | ox.BlankNode, triples: _Triples) -> list[str]:
    """The classes that a domain or range stands for: itself, or the members of a union."""
    union = triples.get(str(end), {}).get(_OWL + "unionOf")
    return [str(x.value) for head in union for x in _items(head, triples)] if union else [str(end.value)]


def _items(head: ox.NamedNode | ox.BlankNode, triples: _Triples) -> Iterator[Any]:
    """The items of an RDF list."""
    node = triples.get(str(head), {})
    while node:
        yield from node.get(_RDF + "first", ())
        node = triples.get(str(next(iter(node.get(_RDF + "rest", ())), "")), {})


def _iris(node: Mapping[str, list[Any]], predicate: str) -> frozenset[str]:
    return frozenset(str(o.value) for o in node.get(predicate, ()))


def _both(node: Mapping[str, list[Any]], predicate: str) -> tuple[str, str]:
    """The text in Chinese and in English, whatever script or region the tag adds; empty where it is not said."""
    said = {(getattr(o, "language", None) or ""): o.value for o in node.get(predicate, ())}
    first: dict[str, str] = {}
    for tag in sorted(said):  # zh before zh-cn and zh-hans
        first.setdefault(tag.partition("-")[0], said[tag])
    return first.get("zh", ""), first.get("en", "")
