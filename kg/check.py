"""What is wrong with a graph, in words: SHACL shapes over any RDF file, ours or edited by hand.

`check(target, *, shapes=None) -> Report`; `Report.conforms`, `Report.problems`, `Report.text(language)`. Needs the
extra `check` (pyshacl); without it ImportError says so.
"""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.graph import Graph
from kg.model import KG, KGI, Definition
from kg.rdf import file_bytes, rdf_format, ref, to_turtle
from kg.relations import definitions
from kg.shapes import shapes as all_shapes
from kg.terms import QUERY_PREFIXES

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: with which node, in which property, with which value, and why in both languages.

    `line` counts from 1, where the node's description begins in the file; 0 where that is not known.
    `label` is the node's name, or what it states, in words; empty where it has none.
    """

    line: int
    node: str
    path: str
    value: str
    zh: str
    en: str
    label: str = ""

    def text(self, language: str = "en") -> str:
        """One line: where, what and why, in Chinese (`zh`) or English."""
        where = f"line {self.line}: " if self.line and language != "zh" else f"第 {self.line} 行：" if self.line else ""
        name = f" ({self.label})" if self.label else ""
        found = f" [{' '.join(x for x in (self.path, self.value) if x)}]" if self.path or self.value else ""
        return f"{where}{self.node}{name}: {self.zh if language == 'zh' else self.en}{found}"


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found: nothing, or problems in the order of the file's lines."""

    problems: tuple[Problem, ...]
    triples: int

    @property
    def conforms(self) -> bool:
        """True where nothing is wrong."""
        return not self.problems

    def text(self, language: str = "en") -> str:
        """The report in Chinese (`zh`) or English, one line a problem, a last line that sums up."""
        zh = language == "zh"
        if self.conforms:
            return f"符合约束：{self.triples} 个三元组\n" if zh else f"conforms: {self.triples} triples\n"
        count = len(self.problems)
        last = f"{count} 个问题" if zh else f"{count} problem{'s' if count > 1 else ''}"
        return "".join(f"{p.text(language)}\n" for p in self.problems) + last + "\n"


@cache
def _shapes(path: Path) -> rdflib.Graph:
    """The shapes of a file. Raises ValueError with file and line for what is no RDF."""
    return _parsed(*file_bytes(path), str(path))


@cache
def _shipped(others: tuple[Definition, ...]) -> rdflib.Graph:
    """The shapes for the shipped relations and others."""
    return _parsed(all_shapes(others).encode(), "ttl", "shapes")


def _own_relations(data: rdflib.Graph) -> tuple[Definition, ...]:
    """The relations that the graph itself defines, as `to_turtle` writes them."""
    from rdflib import RDF

    if not set(data.subjects(RDF.type, RDF.Property)):
        return ()
    return tuple(definitions(data.serialize(format="nt").encode()))


def _parsed(raw: bytes, form: str, name: str) -> rdflib.Graph:
    """The triples of whatever named graphs, as rdflib holds them."""
    import pyoxigraph as ox
    import rdflib

    try:
        triples = {q.triple for q in ox.parse(raw, format=rdf_format(form), base_iri=KGI)}
    except SyntaxError as error:
        place = f":{error.lineno}" if error.lineno else ""
        raise ValueError(f"{name}{place}: {error.msg}") from error
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=lines, format="nt")


def _read(target: Graph | str | Path) -> tuple[rdflib.Graph, str]:
    """The triples, and the text where it is Turtle-like and lines can be told."""
    if isinstance(target, Graph):
        text = to_turtle(target)
        raw, form = text.encode(), "ttl"
    else:
        raw, form = file_bytes(target)
        text = raw.decode("utf-8", "replace") if form in {"ttl", "trig", "nt", "nq"} else ""
    return _parsed(raw, form, str(target)), text


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


def check(target: Graph | str | Path, *, shapes: str | Path | None = None) -> Report:
    """What the shapes (the shipped ones unless a Turtle file is given) find wrong with a graph or an RDF file.

    Raises ImportError where pyshacl is not installed, ValueError with file and line for what is no RDF,
    FileNotFoundError where nothing is.
    """
    data, text = _read(target)
    rules = _shapes(Path(shapes)) if shapes is not None else _shipped(_own_relations(data))
    results = _validated(data, rules, str(shapes or "the shipped shapes"))
    return Report(tuple(sorted(set(_problems(data, rules, results, _lines(text))))), len(data))


def _validated(data: rdflib.Graph, rules: rdflib.Graph, name: str) -> Any:
    """The report of the SHACL engine. Raises ValueError, with the shapes' name, for shapes that it cannot use."""
    try:
        import pyshacl
    except ImportError as error:
        raise ImportError("checking needs pyshacl: pip install 'policy-kg[check]'") from error
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
