"""What is asked: the triples of a graph, a file or a store, and the terms that names and values stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.graph import Graph, alike, fold, nothing_called
from kg.model import KG, KGI, Entity, EntityType, Kind, Modality, Relation
from kg.query.refusing import QueryError
from kg.rdf import file_bytes, of_statements, rdf_format, to_turtle, unreadable
from kg.terms import PREFIXES, QUERY_PREFIXES
from kg.vocabulary import facts

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def open_store(target: Graph | ox.Store | str | Path) -> ox.Store:
    """The triples of a graph, an RDF file or a store's folder, ready to be asked; a graph's are kept with it.

    Beside those of a graph or a file stands what the vocabularies say of its entities, in the named graph `kgv:`.
    Raises FileNotFoundError where nothing is, ValueError for a file that is no RDF.
    """
    import pyoxigraph as ox

    if isinstance(target, ox.Store):
        return target
    if isinstance(target, Graph):
        store: ox.Store | None = target.__dict__.get("_store")
        if store is None:
            store = ox.Store()
            store.bulk_load(to_turtle(target).encode(), format=ox.RdfFormat.TURTLE)
            facts.add(store)
            target.__dict__["_store"] = store
        return store
    path = Path(target)
    if path.is_dir():
        return ox.Store.read_only(str(path))
    raw, form = file_bytes(path)
    store = ox.Store()
    try:
        store.bulk_load(raw, format=rdf_format(form), base_iri=KGI)
    except SyntaxError as error:
        raise unreadable(str(target), error) from error
    facts.add(store)
    return store


def store_of_statements(graph: Graph) -> ox.Store:
    """The triples of a graph without its mentions, ready to be asked (see `kg.rdf.of_statements`)."""
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(of_statements(graph).encode(), format=ox.RdfFormat.TURTLE)
    return store


_LABELS: Final = tuple(
    PREFIXES[p] + n
    for p, n in (("rdfs", "label"), ("skos", "prefLabel"), ("skos", "altLabel"), ("skos", "hiddenLabel"))
)


def entities(store: ox.Store, name: str) -> list[str]:
    """The IRIs of the entities that have the name among their labels, sorted; marks and spaces do not matter.

    Where the graph names none, those that became of what it names, or that it came from.
    """
    import pyoxigraph as ox

    types = {ox.NamedNode(KG + t) for t in EntityType} | {ox.NamedNode(KG + k) for k in Kind}
    beside = {ox.NamedNode(KG + "Entity")}
    a = ox.NamedNode(PREFIXES["rdf"] + "type")

    def named(exact: bool) -> set[ox.NamedNode | ox.BlankNode | ox.Triple]:
        if exact:
            terms = [ox.Literal(name, language="zh"), ox.Literal(name, language="en"), ox.Literal(name)]
            return {
                q.subject for p in _LABELS for t in terms for q in store.quads_for_pattern(None, ox.NamedNode(p), t)
            }
        wanted = fold(name)
        return {
            q.subject
            for p in _LABELS
            for q in store.quads_for_pattern(None, ox.NamedNode(p), None)
            if isinstance(q.object, ox.Literal) and fold(q.object.value) == wanted
        }

    for exact, among in ((True, types), (False, types), (True, beside)):
        found = {
            s.value
            for s in named(exact)
            if isinstance(s, ox.NamedNode) and any(q.object in among for q in store.quads_for_pattern(s, a, None))
        }
        if found:
            return sorted(found)
    return []


def titles(store: ox.Store, articles: Iterable[str]) -> dict[str, str]:
    """The titles of articles by their IRIs, with their dates before them; those without a title are left out."""
    import pyoxigraph as ox

    def said(iri: str, term: str) -> str:
        found = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(PREFIXES["dcterms"] + term), None)
        return min((q.object.value for q in found if isinstance(q.object, ox.Literal)), default="")

    named = {iri: said(iri, "title") for iri in articles}
    return {iri: f"{said(iri, 'issued')} {title}".lstrip() for iri, title in named.items() if title}


def _entity_term(store: ox.Store, name: str, parameter: str) -> ox.NamedNode:
    import pyoxigraph as ox

    if iri := as_iri(name):
        return ox.NamedNode(iri)
    found = entities(store, name)
    if not found:
        raise QueryError(f"{parameter}: {nothing_called(name, 'this graph', _near(store, name))}")
    if len(found) > 1:
        raise QueryError(
            f"{parameter}: {name} is the name of {len(found)} entities, give one by its IRI: {' '.join(found)}"
        )
    return ox.NamedNode(found[0])


def _near(store: ox.Store, name: str) -> list[str]:
    """Names that have the given one in them, or are nearly it."""
    import pyoxigraph as ox

    found = (q.object for p in _LABELS for q in store.quads_for_pattern(None, ox.NamedNode(p), None))
    names = {fold(o.value): o.value for o in found if isinstance(o, ox.Literal)}
    wanted = fold(name)
    having = sorted(said for folded, said in names.items() if wanted in folded)[:8]
    return having or [names[folded] for folded in alike(wanted, names)]


def as_iri(value: str) -> str:
    """The IRI that the text is (in full, in angle brackets, or with a known prefix); empty when it is none."""
    text = value.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    if re.match(r"(?:https?|urn|mailto|file):\S+$", text):
        return text
    if colon and prefix in QUERY_PREFIXES and not re.search(r"\s", text):
        return QUERY_PREFIXES[prefix] + local
    return ""


def _defines(store: ox.Store, iri: str) -> bool:
    """True where the graph itself defines the property."""
    import pyoxigraph as ox

    kind = ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["rdf"] + "Property")
    return next(store.quads_for_pattern(ox.NamedNode(iri), *kind, None), None) is not None


def bound(store: ox.Store, name: str, value: object, type_: str) -> Term:
    """The RDF term for a parameter's value; `type_` is a `Parameter.type`, or empty for a free query."""
    import pyoxigraph as ox

    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    if isinstance(value, Entity):
        return ox.NamedNode(value.iri)
    if isinstance(value, Relation | Modality | EntityType | Kind):
        return ox.NamedNode(KG + value)
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    if isinstance(value, bool | int | float):
        return ox.Literal(value)
    text = str(value)
    if type_ == "entity":
        return _entity_term(store, text, name)
    if type_ == "relation":
        local = text.removeprefix("kg:").removeprefix(KG)
        if local not in set(Relation) and not _defines(store, KG + local):
            raise QueryError(f"{name}: {text} is no relation: one of {' '.join(Relation)}")
        return ox.NamedNode(KG + local)
    if type_ == "date":
        try:
            return ox.Literal(date.fromisoformat(text).isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        except ValueError:
            raise QueryError(f"{name}: {text} is no date, give it as 2021-04-14") from None
    if type_ == "text":
        return ox.Literal(text)
    if iri := as_iri(text):
        return ox.NamedNode(iri)
    found = entities(store, text)
    if len(found) > 1:
        return _entity_term(store, text, name)
    return ox.NamedNode(found[0]) if found else ox.Literal(text)
