"""The checking itself: what the sieve suspects is judged by the SHACL engine, whose findings become problems."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.check.reporting import Problem, Report
from kg.check.sieve import SH, Suspects, sieved
from kg.check.triples import RDF, RDFS, Triples, read
from kg.garbage import seldom_collected
from kg.graph import Graph
from kg.model import KG, KGI, Definition
from kg.rdf import file_bytes, ref, to_turtle
from kg.relations import definitions
from kg.shapes import shapes as all_shapes
from kg.terms import QUERY_PREFIXES

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

    from kg.check.triples import Term

Step = Callable[[str], None]
"""Is told what is looked at now."""


def check(target: Graph | str | Path, *, shapes: str | Path | None = None, on_step: Step | None = None) -> Report:
    """What the shapes (the shipped ones unless a Turtle file is given) find wrong with a graph or an RDF file.

    `on_step` is told of each shape that is looked at. Raises ImportError where pyshacl is not installed, ValueError
    with file and line for what is no RDF, FileNotFoundError where nothing is.
    """
    if find_spec("pyshacl") is None:
        raise ImportError("checking needs pyshacl: pip install 'policy-kg[check]'")
    with seldom_collected():
        return _checked(target, shapes, on_step or (lambda told: None))


def _checked(target: Graph | str | Path, shapes: str | Path | None, step: Step) -> Report:
    """See `check`."""
    data, text = _read(target)
    rules = _shapes(Path(shapes)) if shapes is not None else _shipped(_own_relations(data))
    left: list[Suspects] = []
    for one in sieved(data, rules, trusted=shapes is None):
        step(_label_of(rules, one.shape))
        if one.nodes is None or one.nodes:
            left.append(one)
    if not left:
        return Report((), len(data))
    step(f"{sum(len(one.nodes or ()) for one in left):,} suspects")
    said = _rdflib(data)
    judged = _suspecting(rules, left)
    results = _validated(said, judged, str(shapes or "the shipped shapes"))
    return Report(tuple(sorted(set(_problems(said, judged, results, _lines(text))))), len(data))


@cache
def _shapes(path: Path) -> Triples:
    """The shapes of a file. Raises ValueError with file and line for what is no RDF."""
    return read(*file_bytes(path), str(path))


@cache
def _shipped(others: tuple[Definition, ...]) -> Triples:
    """The shapes for the shipped relations and others."""
    return read(all_shapes(others).encode(), "ttl", "shapes")


def _own_relations(data: Triples) -> tuple[Definition, ...]:
    """The relations that the graph itself defines, as `to_turtle` writes them."""
    import pyoxigraph as ox

    if not data.instances(ox.NamedNode(RDF + "Property")):
        return ()
    text = data.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return tuple(definitions(text or b""))


def _label_of(rules: Triples, shape: Term) -> str:
    """What a shape is called, in English where it says so."""
    labels = {getattr(o, "language", None): o for o in rules.objects(shape, RDFS + "label")}
    return str(getattr(labels.get("en"), "value", shape))


def _read(target: Graph | str | Path) -> tuple[Triples, str]:
    """The triples, and the text where it is Turtle-like and lines can be told."""
    if isinstance(target, Graph):
        text = to_turtle(target)
        raw, form = text.encode(), "ttl"
    else:
        raw, form = file_bytes(target)
        text = raw.decode("utf-8", "replace") if form in {"ttl", "trig", "nt", "nq"} else ""
    return read(raw, form, str(target)), text


def _rdflib(triples: Triples) -> rdflib.Graph:
    """The triples as the engine takes them."""
    import rdflib

    made = rdflib.Graph()
    known: dict[Term, Node] = {}

    def turned(term: Term) -> Node:
        found = known.get(term)
        if found is None:
            found = known[term] = _node(term)
        return found

    for node, told in triples.said.items():
        subject = turned(node)
        for predicate, objects in told.items():
            said = rdflib.URIRef(predicate)
            for o in objects:
                made.add((subject, said, turned(o)))
    return made


def _node(term: Term) -> Node:
    import pyoxigraph as ox
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        language = term.language
        return rdflib.Literal(term.value, lang=language, datatype=None if language else term.datatype.value)
    raise ValueError("a triple within a triple cannot be checked")


def _suspecting(rules: Triples, left: Sequence[Suspects]) -> rdflib.Graph:
    """The shapes as the engine takes them, each with the nodes that are suspected as its only targets."""
    import rdflib

    made = _rdflib(rules)
    targets = [rdflib.URIRef(SH + t) for t in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")]
    kept = {_node(one.shape): one.nodes for one in left}
    for shape in {s for t in targets for s in made.subjects(t, None)}:
        nodes = kept.get(shape, frozenset())
        if nodes is not None:
            for target in targets:
                made.remove((shape, target, None))
            for node in nodes:
                made.add((shape, rdflib.URIRef(SH + "targetNode"), _node(node)))
    return made


def _lines(text: str) -> dict[str, int]:
    """The line on which each subject's description begins, by the subject as the file writes it."""
    found: dict[str, int] = {}
    base = ""
    for number, line in enumerate(text.splitlines(), 1):
        if m := re.match(r"@base <([^>]*)>", line):
            base = m[1]
        elif m := re.match(r"\s*(<[^>]*>|[\w.-]*:[^\s;,]+)\s", line):
            token = m[1]
            if token.startswith("<#") or token == "<>":
                token = f"<{base}{token[1:]}"
            found.setdefault(token, number)
    return found


def _curie(iri: str) -> str:
    for prefix, start in QUERY_PREFIXES.items():
        if prefix != "kgi" and iri.startswith(start) and re.fullmatch(r"[\w（）、·—＋.-]+", iri[len(start) :]):
            return f"{prefix}:{iri[len(start) :]}"
    return f"<{iri}>"


def _shown(term: Node | None) -> str:
    import rdflib

    if term is None:
        return ""
    if isinstance(term, rdflib.URIRef):
        return ref(str(term)) if str(term).startswith(KGI) else _curie(str(term))
    if isinstance(term, rdflib.Literal):
        text = " ".join(str(term).split())
        return f'"{text if len(text) <= 60 else text[:59] + "…"}"' + (f"@{term.language}" if term.language else "")
    return "[]"


def _label(data: rdflib.Graph, node: Node) -> str:
    from rdflib import RDF, RDFS
    from rdflib.namespace import DCTERMS, SKOS

    for path in (RDFS.label, SKOS.prefLabel, DCTERMS.title):
        if names := sorted(str(name) for name in data.objects(node, path)):
            return names[0]
    ends = [data.value(node, p) for p in (RDF.subject, RDF.predicate, RDF.object)]
    if ends[1] is not None:
        return " ".join((_label(data, e) or _shown(e)) if e is not None else "?" for e in ends)
    refers = data.value(node, _kg("refersTo"))
    return _label(data, refers) if refers is not None else ""


def _kg(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(KG + name)


def _validated(data: rdflib.Graph, rules: rdflib.Graph, name: str) -> Any:
    """The report of the SHACL engine. Raises ValueError, with the shapes' name, for shapes that it cannot use."""
    import pyshacl

    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):  # it says twice what it raises
        warnings.simplefilter("ignore")
        try:
            _, results, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", inplace=True)
        except Exception as error:  # its own errors, and those of each library that it gives a part of a shape to
            raise ValueError(f"{name}: no shapes that can be used: {' '.join(str(error).split())[:200]}") from error
    return results


def _problems(data: rdflib.Graph, rules: rdflib.Graph, results: Any, lines: dict[str, int]) -> Iterator[Problem]:
    import rdflib
    from rdflib import RDF
    from rdflib.namespace import SH

    for result in results.subjects(RDF.type, SH.ValidationResult):
        if next(results.subjects(SH.detail, result), None) is not None:
            continue
        node = results.value(result, SH.focusNode)
        shown = _shown(node)
        source = results.value(result, SH.sourceConstraint) or results.value(result, SH.sourceShape)
        said = list(rules.objects(source, SH.message)) or list(results.objects(result, SH.resultMessage))
        found = results.value(result, SH.value)
        value = _shown(found)
        messages = {getattr(m, "language", None): str(m) for m in said}
        zh, en = (
            messages
            .get(language, next(iter(messages.values()), ""))
            .replace("{?value}", str(found) if isinstance(found, rdflib.Literal) else value)
            .replace("{$this}", shown)
            for language in ("zh", "en")
        )
        iri = f"<{node}>"
        yield Problem(
            next((lines[t] for t in (shown, iri, _curie(str(node))) if t in lines), 0),
            shown,
            _shown(results.value(result, SH.resultPath)),
            value,
            zh,
            en,
            _label(data, node),
        )
