"""The ontology as a page to read, and how many names of each kind the vocabularies hold.

- `to_html(path=None) -> str`: every term with its labels, comments, domain, range and alignments, a diagram of the
  relations, the questions, the shapes' messages and the counts; one file that asks nothing of the network.
- `terms() -> tuple[Term, ...]`; `counts(folders=()) -> tuple[Count, ...]`; `text() -> str` for the command line.
"""

from __future__ import annotations

import html
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.files import written
from kg.model import KG, KGV, Definition, EntityType, Kind
from kg.query import named
from kg.relations import declared, defined, shipped
from kg.resources import ontology_dir
from kg.said import both
from kg.terms import QUERY_PREFIXES

_PREFIXES: Final = {**QUERY_PREFIXES, "vann": "http://purl.org/vocab/vann/", "sh": "http://www.w3.org/ns/shacl#"}
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or individual: its name without the prefix, what it is, and what is said of it."""

    name: str
    kind: str
    zh: str
    en: str
    comment_zh: str
    comment_en: str
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries of a type or kind the vocabularies hold, and how many names they have in all."""

    name: str
    entries: int
    names: int
    schemes: tuple[str, ...] = field(default=())


class _Triples:
    """The ontology's triples by subject and predicate."""

    def __init__(self, path: Path) -> None:
        import pyoxigraph as ox

        self.by: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for q in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            self.by[str(q.subject)][q.predicate.value].append(q.object)

    def values(self, subject: object, predicate: str) -> list[Any]:
        prefix, _, local = predicate.partition(":")
        return self.by[str(subject)][_PREFIXES[prefix] + local]

    def text(self, subject: object, predicate: str, language: str) -> str:
        return next((v.value for v in self.values(subject, predicate) if v.language == language), "")

    def items(self, head: object) -> list[Any]:
        found = []
        while first := self.values(head, "rdf:first"):
            found.extend(first)
            head = self.values(head, "rdf:rest")[0]
        return found

    def names(self, node: object) -> tuple[str, ...]:
        """What a domain or range stands for: a name, the members of a union, or the values of an enumeration."""
        import pyoxigraph as ox

        if isinstance(node, ox.NamedNode):
            return (_curie(node.value),)
        for predicate in ("owl:unionOf", "owl:oneOf"):
            for head in self.values(node, predicate):
                return tuple(
                    _curie(x.value) if isinstance(x, ox.NamedNode) else f"“{x.value}”" for x in self.items(head)
                )
        return ()


def _curie(iri: str) -> str:
    for prefix, start in _PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


_KINDS: Final = {
    "Class": "class",
    "ObjectProperty": "property",
    "DatatypeProperty": "data property",
    "NamedIndividual": "individual",
}


def terms(folders: Iterable[str | Path] = ()) -> tuple[Term, ...]:
    """Every term of the ontology, in its order: classes, individuals, properties as the file lists them.

    Then the relations that the folders' vocabularies define.
    """
    return (*_shipped(), *map(_relation, _definitions(folders)))


def _definitions(folders: Iterable[str | Path]) -> list[Definition]:
    """What the folders' vocabularies define."""
    paths = (path for folder in folders for path in sorted(Path(folder).glob("*.ttl")))
    return [defined(relation) for path in paths for relation in declared(path)]


def _relations(folders: Iterable[str | Path]) -> frozenset[str]:
    """The names of all relations, those of the folders too."""
    return frozenset([*(r.value for r in shipped()), *(d.name for d in _definitions(folders))])


def _relation(d: Definition) -> Term:
    """A relation as a term."""
    domain, range_ = (tuple(f"kg:{t}" for t in end) for end in (d.domain, d.range))
    return Term(d.name, "property", *d.labels, *d.comment, domain, range_)


@cache
def _shipped() -> tuple[Term, ...]:
    """The terms of the shipped ontology."""
    triples = _Triples(ontology_dir() / "policy-kg.ttl")
    found = []
    for subject in list(triples.by):
        if not subject.startswith(f"<{KG}"):
            continue
        types = [t.value for t in triples.values(subject, "rdf:type")]
        kind = next((word for name, word in _KINDS.items() if _OWL + name in types), "")

        def several(predicate: str, node: str = subject) -> tuple[str, ...]:
            return tuple(n for v in triples.values(node, predicate) for n in triples.names(v))

        found.append(
            Term(
                subject[len(KG) + 1 : -1],
                kind,
                triples.text(subject, "rdfs:label", "zh"),
                triples.text(subject, "rdfs:label", "en"),
                triples.text(subject, "rdfs:comment", "zh"),
                triples.text(subject, "rdfs:comment", "en"),
                several("rdfs:domain"),
                several("rdfs:range"),
                (*several("rdfs:subClassOf"), *several("rdfs:subPropertyOf")),
                several("rdfs:seeAlso"),
            )
        )
    return tuple(found)


def counts(folders: Iterable[str | Path] = ()) -> tuple[Count, ...]:
    """The entries and names of each type, kind and part of the grammar in the shipped vocabularies and the folders'.

    In the order of the ontology; what no vocabulary holds is left out. A body counts as its kind, and with its type.
    """
    import pyoxigraph as ox

    entries: Counter[str] = Counter()
    names: Counter[str] = Counter()
    schemes: dict[str, set[str]] = defaultdict(set)
    for folder in (ontology_dir(), *map(Path, folders)):
        for path in sorted(folder.glob("*.ttl")):
            types: dict[object, set[str]] = defaultdict(set)
            labels: Counter[object] = Counter()
            scheme: dict[object, str] = {}
            for q in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
                p = q.predicate.value
                if p.endswith("#type") and isinstance(q.object, ox.NamedNode) and q.object.value.startswith(KG):
                    types[q.subject].add(q.object.value[len(KG) :])
                elif p in {_SKOS + "prefLabel", _SKOS + "altLabel", _SKOS + "hiddenLabel"}:
                    labels[q.subject] += 1
                elif p == _SKOS + "inScheme" and isinstance(q.object, ox.NamedNode):
                    scheme[q.subject] = q.object.value.removeprefix(KGV)
            for subject, count in labels.items():
                for t in types[subject]:
                    entries[t] += 1
                    names[t] += count
                    schemes[t].add(scheme.get(subject, ""))
    return tuple(
        Count(t.name, entries[t.name], names[t.name], tuple(sorted(schemes[t.name])))
        for t in terms()
        if t.kind == "class" and entries[t.name]
    )


def text(folders: Iterable[str | Path] = ()) -> str:
    """The classes and relations with their labels, and how many names of each kind are known, as lines to print."""
    folders = tuple(folders)
    known = {c.name: c for c in counts(folders)}
    lines = ["Classes"]
    for t in terms():
        if t.kind == "class":
            count = f"  {known[t.name].entries} entries, {known[t.name].names} names" if t.name in known else ""
            lines.append(f"  kg:{t.name:<15} {t.zh} · {t.en}{count}")
    lines.append("Relations")
    for t in terms(folders):
        if t.name in _relations(folders):
            lines.append(f"  kg:{t.name:<15} {t.zh} · {t.en}  ({_ends(t.domain)} → {_ends(t.range)})")
    return "\n".join(lines) + "\n"


def _ends(names: Iterable[str]) -> str:
    return "|".join(n.removeprefix("kg:") for n in names)


# --- the page ------------------------------------------------------------------------------------------------------

_STYLE: Final = """
:root{--ink:#1c2430;--soft:#566074;--line:#d8dde5;--paper:#fff;--link:#1a5fb4;--fill:#eef3fa}
@media(prefers-color-scheme:dark){:root{--ink:#e2e7ee;--soft:#9aa5b5;--line:#2c3440;--paper:#14181f;--link:#7cb7ff;
--fill:#1d2632}}
*{box-sizing:border-box}body{margin:0 auto;max-width:70rem;padding:1.5rem;color:var(--ink);background:var(--paper);
font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}code{font-size:.92em}
h1,h2,h3{line-height:1.25}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
article{border-top:1px solid var(--line);padding:.6rem 0}article h3{margin:.2rem 0}dl{display:grid;margin:.3rem 0;
grid-template-columns:9rem 1fr;gap:.1rem .8rem}dt{color:var(--soft)}dd{margin:0}
.kind{color:var(--soft);font-size:.85em}
table{border-collapse:collapse}td,th{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line)}
svg{max-width:100%;height:auto}svg text{fill:var(--ink);font-size:13px;text-anchor:middle}
svg .box{fill:var(--fill);stroke:var(--soft)}svg .edge{fill:none;stroke:var(--soft)}svg .label{font-size:11px;
fill:var(--link);paint-order:stroke;stroke:var(--paper);stroke-width:3px}svg .head{fill:var(--soft)}
"""


def diagram(folders: Iterable[str | Path] = ()) -> str:
    """The seven types and the relations between them as an SVG drawing."""
    order = ("Organization", "Program", "Slogan", "Document", "Meeting", "Person", "Place")
    centre = (440.0, 300.0)
    places = {order[0]: centre}
    for i, name in enumerate(order[1:]):
        angle = math.pi * (i / 3 - 0.5)
        places[name] = (centre[0] + 330 * math.cos(angle), centre[1] + 230 * math.sin(angle))
    by = {t.name: t for t in terms(folders)}
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    known = _relations(folders)
    for relation in (name for name in by if name in known):
        for a in by[relation].domain:
            for b in by[relation].range:
                joined[a[3:], b[3:]].append(relation)
    edges: list[str] = []
    labels: list[str] = []
    for (a, b), relations in joined.items():
        (x1, y1), (x2, y2) = places[a], places[b]
        if a == b:
            left, right, y = f"{x1 - 70:.0f}", f"{x1 + 70:.0f}", f"{y1 - 85:.0f}"
            path = f"M{x1 - 30:.0f} {y1 - 17:.0f} C{left} {y} {right} {y} {x1 + 30:.0f} {y1 - 17:.0f}"
            spot = (x1, y1 - 72.0)
        else:
            bend = 0.14 if (b, a) in joined or a != order[0] else 0.0
            mx, my = (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend
            ux, uy = x2 - mx, y2 - my
            reach = 1 / max(abs(ux) / 70, abs(uy) / 19)
            path = f"M{x1:.0f} {y1:.0f} Q{mx:.0f} {my:.0f} {x2 - ux * reach:.0f} {y2 - uy * reach:.0f}"
            spot = ((x1 + 2 * mx + x2) / 4, (y1 + 2 * my + y2) / 4)
        edges.append(f'<path class="edge" d="{path}" marker-end="url(#head)"/>')
        top = spot[1] - 13 * (len(relations) - 1) / 2
        labels.extend(
            f'<a href="#{r}"><text class="label" x="{spot[0]:.0f}" y="{top + 13 * i:.0f}">{r} {by[r].zh}</text></a>'
            for i, r in enumerate(relations)
        )
    boxes = [
        f'<a href="#{n}"><rect class="box" rx="6" x="{x - 66:.0f}" y="{y - 17:.0f}" width="132" height="34"/>'
        f'<text x="{x:.0f}" y="{y + 5:.0f}">{n} {by[n].zh}</text></a>'
        for n, (x, y) in places.items()
    ]
    return (
        '<svg viewBox="0 -60 880 680" role="img" '
        f'aria-label="{_both("diagram")}"><defs><marker id="head" '
        'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" '
        f'd="M0 0L8 4L0 8z"/></marker></defs>{"".join((*edges, *boxes, *labels))}</svg>'
    )


def _both(key: str) -> str:
    """What the page says, in both languages."""
    return both("ontology page", key)


def _link(name: str) -> str:
    shown = html.escape(name)
    if name.startswith("kg:"):
        return f'<a href="#{shown[3:]}"><code>{shown}</code></a>'
    prefix, _, local = name.partition(":")
    if prefix in _PREFIXES:
        return f'<a href="{html.escape(_PREFIXES[prefix] + local)}"><code>{shown}</code></a>'
    return f"<code>{shown}</code>"


def _article(t: Term, known: Mapping[str, Count]) -> str:
    rows = [
        ("domain", t.domain),
        ("range", t.range),
        ("broader", t.above),
        ("see", t.see),
    ]
    listed = "".join(f"<dt>{_both(key)}</dt><dd>{' '.join(map(_link, names))}</dd>" for key, names in rows if names)
    if t.name in known:
        held = _both("held").format(entries=known[t.name].entries, names=known[t.name].names)
        listed += f"<dt>{_both('known')}</dt><dd>{held}</dd>"
    return (
        f'<article id="{t.name}"><h3><code>kg:{t.name}</code> {html.escape(t.zh)} · {html.escape(t.en)} '
        f'<span class="kind">{t.kind}</span></h3><p lang="zh">{html.escape(t.comment_zh)}</p>'
        f'<p lang="en">{html.escape(t.comment_en)}</p><dl>{listed}</dl></article>'
    )


_SECTIONS: Final = ("types", "kinds", "relations", "classes", "modalities", "properties")


def _section(t: Term, relations: frozenset[str]) -> str:
    """The anchor of the section that the term stands in, empty where it stands in none."""
    for key, names in (("types", {"Entity", *EntityType}), ("kinds", {*Kind}), ("relations", relations)):
        if t.name in names:
            return key
    if "property" in t.kind:
        return "properties"
    return {"class": "classes", "individual": "modalities"}.get(t.kind, "")


def _groups(every: Sequence[Term], relations: frozenset[str]) -> Iterator[tuple[str, str, list[Term]]]:
    """The terms in the sections of the page: anchor, title, terms."""
    for key in _SECTIONS:
        yield key, _both(key), [t for t in every if _section(t, relations) == key]


def to_html(path: str | Path | None = None, folders: Iterable[str | Path] = ()) -> str:
    """The ontology as one page, also written to `path`; `folders` hold further vocabularies that the counts take in."""
    folders = tuple(folders)
    triples = _Triples(ontology_dir() / "policy-kg.ttl")
    head = f"<{KG.rstrip('#')}>"
    known = {c.name: c for c in counts(folders)}
    groups = [*_groups(terms(folders), _relations(folders))]
    body = "".join(
        f'<h2 id="{key}">{title}</h2>{"".join(_article(t, known) for t in group)}' for key, title, group in groups
    )
    menu = " · ".join(f'<a href="#{key}">{title}</a>' for key, title, _ in groups)
    rows = "".join(
        f"<tr><td>{_link(f'kg:{c.name}')}</td><td>{c.entries}</td><td>{c.names}</td></tr>" for c in known.values()
    )
    asked = "".join(
        f"<tr><td><code>{q.name}</code></td><td>{html.escape(q.zh)}<br>{html.escape(q.en)}</td>"
        f"<td>{html.escape(' '.join(p.name for p in q.parameters))}</td></tr>"
        for q in named().values()
    )
    version = next((v.value for v in triples.values(head, "owl:versionInfo")), "")
    text_ = (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{triples.text(head, 'rdfs:label', 'en')}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{triples.text(head, 'rdfs:label', 'zh')} · {triples.text(head, 'rdfs:label', 'en')} {version}</h1>"
        f'<p lang="zh">{triples.text(head, "dcterms:description", "zh")}{triples.text(head, "rdfs:comment", "zh")}</p>'
        f'<p lang="en">{triples.text(head, "dcterms:description", "en")} {triples.text(head, "rdfs:comment", "en")}</p>'
        f'<p><code>{KG}</code></p><p>{menu} · <a href="#counts">{_both("vocabularies")}</a> · '
        f'<a href="#questions">{_both("questions")}</a></p>{diagram(folders)}{body}'
        f'<h2 id="counts">{_both("vocabularies")}</h2>'
        f"<table><tr><th>{_both('class')}</th><th>{_both('entries')}</th><th>{_both('names')}</th></tr>"
        f'{rows}</table><h2 id="questions">{_both("questions")}</h2><table>{asked}</table></body></html>\n'
    )
    return written(text_, path)
