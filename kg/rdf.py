"""The graph as RDF and back: Turtle written from the records, any RDF form read into them.

`to_turtle(graph, path=None) -> str`, `load(path) -> Graph`, `loads(data, form) -> Graph`.

Every node has an IRI made from what it is, evidence too: a passage is its article's IRI with an RFC 5147
fragment (`#char=12,20`, code points from 0), its selectors the same with `#position=` and `#quote=`. So no blank
node is written, the union of two files is their merge, and loading a file twice changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.files import atomic_write
from kg.graph import Graph
from kg.model import (
    KG,
    KGI,
    KGV,
    Article,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Mention,
    Modality,
    Reason,
    Relation,
    Statement,
    digest,
)
from kg.terms import PREFIXES
from kg.version import __version__

if TYPE_CHECKING:
    import pyoxigraph as ox

FORMS: Final[Mapping[str, str]] = {
    ".ttl": "ttl",
    ".turtle": "ttl",
    ".nt": "nt",
    ".nq": "nq",
    ".trig": "trig",
    ".n3": "n3",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".rdf": "rdf",
    ".owl": "rdf",
    ".xml": "rdf",
}
"""The RDF forms by the ending of a file's name."""

Pairs = Sequence[tuple[str, Sequence[str]]]

_LOCAL = re.compile(r"[A-Za-z0-9_一-鿿]+(?:[-·（）、＋A-Za-z0-9_一-鿿]*[（）、＋A-Za-z0-9_一-鿿])?")
_RELATIVE = re.compile(r"(?:[\w、（）·—＋-][\w、（）·—＋.-]*/)+[\w、（）·—＋-][\w、（）·—＋.-]*(?:#[a-z]+=\d+,\d+)?")
_WEB = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)
_ESCAPES = {c: f"\\u{c:04X}" for c in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
_LONG = {c: e for c, e in _ESCAPES.items() if c not in {ord("\n"), ord("\t")}}


def literal(text: str, suffix: str = "") -> str:
    r"""The text as a Turtle literal; `suffix` is a language (`@zh`) or a datatype (`^^xsd:date`).

    >>> literal("城市建设司", "@zh")
    '"城市建设司"@zh'
    """
    if "\n" in text:
        return f'"""{text.translate(_LONG)}"""{suffix}'
    return f'"{text.translate(_ESCAPES)}"{suffix}'


def ref(iri: str) -> str:
    """The IRI as a built graph's Turtle writes it: with a prefix, relative to the base, or in full.

    >>> ref("https://w3id.org/policy-kg/vocab/高质量发展"), ref("https://w3id.org/policy-kg/id/Program/城市体检")
    ('kgv:高质量发展', '<Program/城市体检>')
    """
    if iri.startswith(KGI) and _RELATIVE.fullmatch(iri, len(KGI)):
        return f"<{iri[len(KGI) :]}>"
    if iri.startswith(KGV) and _LOCAL.fullmatch(iri, len(KGV)):
        return f"kgv:{iri[len(KGV) :]}"
    return f"<{iri}>"


def date_literal(value: str) -> str:
    """The date as a typed literal: a day, a month, a year, or plain text where it is none of them.

    >>> date_literal("2021-04-14"), date_literal("2021-04")
    ('"2021-04-14"^^xsd:date', '"2021-04"^^xsd:gYearMonth')
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return literal(value)
        return literal(value, "^^xsd:date")
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        return literal(value, "^^xsd:gYearMonth")
    if re.fullmatch(r"\d{4}", value):
        return literal(value, "^^xsd:gYear")
    return literal(value)


def target_iri(evidence: Evidence, fragment: str = "char") -> str:
    """The IRI of the passage: `ARTICLE#char=START,END` (RFC 5147); its selectors are `#position=…` and `#quote=…`."""
    return f"{evidence.article}#{fragment}={evidence.start},{evidence.end}"


def mention_iri(mention: Mention) -> str:
    """The IRI of the mention, made from its entity, its place and its reason."""
    e = mention.evidence
    return f"{KGI}mention/{digest(mention.entity, e.article, str(e.start), str(e.end), mention.reason)}"


def tool_iri(version: str | None = None) -> str:
    """The IRI of the version of the tool that read an article."""
    return f"{KGI}tool/policy-kg-{version or __version__}"


def block(subject: str, pairs: Pairs, indent: str = "") -> str:
    """One subject with its predicates and objects as Turtle; pairs without objects are left out."""
    body = f" ;\n{indent}    ".join(f"{p} {' , '.join(o)}" for p, o in pairs if o)
    return f"{indent}{subject} {body} .\n"


def _article_pairs(a: Article, named: Iterable[str], read: bool) -> Pairs:
    authors = sorted(set(a.reporters))
    byline = [literal("、".join(a.reporters))] if list(a.reporters) != authors else []
    url = [f"<{a.url}>" if _WEB.fullmatch(a.url) else literal(a.url, "^^xsd:anyURI")] if a.url else []
    return [
        ("a", ["kg:Article"]),
        ("dcterms:title", [literal(a.title, "@zh")] if a.title else []),
        ("dcterms:issued", [date_literal(a.date)] if a.date else []),
        ("dcterms:source", [literal(a.source)] if a.source else []),
        ("schema:author", [literal(r) for r in authors]),
        ("kg:byline", byline),
        ("schema:url", url),
        ("kg:readBy", [ref(tool_iri())] if read else []),
        ("kg:mentions", sorted(named)),
        ("schema:articleBody", [literal(a.text, "@zh")] if a.text else []),
    ]


def _entity_pairs(e: Entity, facts: Mapping[str, Iterable[str]]) -> Pairs:
    return [
        ("a", [f"kg:{e.type}", *([f"kg:{e.kind}"] if e.kind else [])]),
        ("rdfs:label", [literal(e.label, "@zh"), *([literal(e.label_en, "@en")] if e.label_en else [])]),
        ("skos:altLabel", [literal(n, "@zh") for n in sorted(set(e.names))]),
        *((f"kg:{r}", sorted(facts[r])) for r in Relation if r in facts),
    ]


def _statement_pairs(s: Statement, evidence: Iterable[Evidence]) -> Pairs:
    return [
        ("a", ["kg:Statement"]),
        ("rdf:subject", [ref(s.subject)]),
        ("rdf:predicate", [f"kg:{s.relation}"]),
        ("rdf:object", [ref(s.object)]),
        ("kg:modality", [f"kg:{s.modality}"]),
        ("kg:trigger", [literal(s.trigger)] if s.trigger else []),
        ("kg:statedBy", [ref(s.speaker)] if s.speaker else []),
        ("prov:wasDerivedFrom", [ref(s.derived_from)] if s.derived_from else []),
        ("oa:hasTarget", [ref(target_iri(e)) for e in evidence]),
    ]


def _mention_pairs(m: Mention) -> Pairs:
    return [
        ("a", ["kg:Mention"]),
        ("kg:refersTo", [ref(m.entity)]),
        ("kg:reason", [literal(m.reason)]),
        ("oa:hasTarget", [ref(target_iri(m.evidence))]),
    ]


def _evidence_blocks(e: Evidence, indent: str = "", base: str = KGI) -> str:
    if base == e.article:
        passage, position, quote = (f"<#{f}={e.start},{e.end}>" for f in ("char", "position", "quote"))
        article = "<>"
    else:
        passage, position, quote = (ref(target_iri(e, f)) for f in ("char", "position", "quote"))
        article = ref(e.article)
    return (
        f"{indent}{passage} a oa:SpecificResource ; oa:hasSource {article} ;"
        f" oa:hasSelector {position} , {quote} .\n"
        f"{indent}{position} a oa:TextPositionSelector ; oa:start {e.start} ; oa:end {e.end} .\n"
        f"{indent}{quote} a oa:TextQuoteSelector ; oa:exact {literal(e.quote, '@zh')} .\n"
    )


def _tool_pairs() -> Pairs:
    return [
        ("a", ["prov:SoftwareAgent"]),
        ("rdfs:label", [literal(f"policy-kg {__version__}", "@en")]),
        ("schema:softwareVersion", [literal(__version__)]),
    ]


def head() -> str:
    """The base and the prefixes that `to_turtle` and TriG start with."""
    return f"@base <{KGI}> .\n" + "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())


def _facts(statements: Iterable[Statement]) -> dict[str, dict[str, set[str]]]:
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for s in statements:
        if s.modality.holds:
            facts[s.subject][s.relation].add(ref(s.object))
    return facts


def _read_elsewhere(graph: Graph) -> set[str]:
    """Articles of which `extra` says that another version of the tool read them."""
    said = f" <{KG}readBy> "
    return {t.partition(said)[0].strip("<>") for t in graph.extra if said in t}


def _sections(graph: Graph) -> Iterator[str]:
    named: dict[str, set[str]] = defaultdict(set)
    for m in graph.mentions:
        named[m.evidence.article].add(ref(m.entity))
    statements = graph.statements()
    facts = _facts(statements)
    older = _read_elsewhere(graph)
    passages = {m.evidence for m in graph.mentions}.union(*(s.evidence for s in statements))

    yield head()
    if graph.articles:
        yield "\n# Articles\n\n"
    for a in graph.articles.values():
        yield block(ref(a.iri), _article_pairs(a, named[a.iri], a.iri not in older)) + "\n"
    if older != set(graph.articles):
        yield block(ref(tool_iri()), _tool_pairs()) + "\n"
    if graph.entities:
        yield "\n# What the articles name, and what stands between them\n\n"
    for e in graph.entities.values():
        yield block(ref(e.iri), _entity_pairs(e, facts.get(e.iri, {}))) + "\n"
    if statements:
        yield "\n# Statements, each with the place where it stands\n\n"
    for s in statements:
        for e_ in s.evidence:
            yield f"# {' '.join(e_.quote.split())}\n"
        yield block(ref(s.iri), _statement_pairs(s, s.evidence)) + "\n"
    if graph.mentions:
        yield "\n# Mentions, in the order of the text\n\n"
    for m in sorted(graph.mentions, key=lambda m: (m.evidence, m.entity, m.reason)):
        yield block(ref(mention_iri(m)), _mention_pairs(m)) + "\n"
    if passages:
        yield "\n# The passages themselves\n\n"
    base = KGI
    for e_ in sorted(passages):
        if base != e_.article and "#" not in e_.article:
            base = e_.article
            yield f"@base <{base}> .\n\n"
        yield _evidence_blocks(e_, "", base) + "\n"
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
    if path is not None:
        atomic_write(path, text)
    return text


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
    older = _read_elsewhere(graph)
    out = [head(), "\n# What the articles name\n\n"]
    if older != set(graph.articles):
        out.append(block(ref(tool_iri()), _tool_pairs()) + "\n")
    out.extend(block(ref(e.iri), _entity_pairs(e, {})) + "\n" for e in graph.entities.values())
    if graph.extra:
        out.append("\n# Added by hand\n\n")
        out.extend(f"{line}\n" for line in graph.extra)
    for a in graph.articles.values():
        mentions = sorted(named[a.iri], key=lambda m: (m.evidence, m.entity, m.reason))
        here = [(s, [e for e in s.evidence if e.article == a.iri]) for s in stated[a.iri]]
        passages = {m.evidence for m in mentions}.union(*(e for _, e in here))
        out.append(f"\n{ref(a.iri)} {{\n")
        out.append(block(ref(a.iri), _article_pairs(a, {ref(m.entity) for m in mentions}, a.iri not in older), "  "))
        for subject, facts in sorted(_facts(s for s, _ in here).items()):
            out.append(block(ref(subject), [(f"kg:{r}", sorted(facts[r])) for r in Relation if r in facts], "  "))
        out.extend(block(ref(s.iri), _statement_pairs(s, e), "  ") for s, e in here)
        out.extend(block(ref(mention_iri(m)), _mention_pairs(m), "  ") for m in mentions)
        out.extend(_evidence_blocks(e, "  ") for e in sorted(passages))
        out.append("}\n")
    text = "".join(out)
    if path is not None:
        atomic_write(path, text)
    return text


# --- reading -----------------------------------------------------------------------------------------------------


def rdf_format(form: str) -> ox.RdfFormat:
    """The RDF library's format for one of `ttl nt nq trig n3 jsonld rdf`. Raises ValueError for another word."""
    import pyoxigraph as ox

    formats = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "n3": ox.RdfFormat.N3,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    if form not in formats:
        raise ValueError(f"unknown RDF form {form!r}: one of {' '.join(formats)}")
    return formats[form]


def form_of(path: str | Path) -> str:
    """The RDF form that the ending of the file's name says. Raises ValueError when it says none.

    >>> form_of("output/article.ttl")
    'ttl'
    """
    suffix = Path(path).suffix.lower()
    if suffix not in FORMS:
        raise ValueError(f"{path}: no RDF form has the ending {suffix or '(none)'!r}; known: {' '.join(FORMS)}")
    return FORMS[suffix]


def load(path: str | Path) -> Graph:
    """The graph that an RDF file (by its ending) or a store's folder holds, with all its evidence.

    Triples that are not of the kinds that `to_turtle` writes, or that lack what a record needs (a statement without
    evidence), are kept in `graph.extra`. Named graphs are read as one. Raises ValueError with file and line for
    what is no RDF, FileNotFoundError where nothing is.
    """
    import pyoxigraph as ox

    source = Path(path)
    if source.is_dir():
        return from_quads(ox.Store.read_only(str(source)))
    form = form_of(source)
    return loads(source.read_bytes(), form, name=str(path))


def loads(data: str | bytes, form: str = "ttl", *, name: str = "") -> Graph:
    """The graph that the RDF text holds (see `load`). Raises ValueError, with `name` and line, for what is no RDF."""
    import pyoxigraph as ox

    raw = data.encode() if isinstance(data, str) else data
    try:
        return from_quads(ox.parse(raw, format=rdf_format(form), base_iri=KGI))
    except (SyntaxError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None)
        raise ValueError(f"{name or 'RDF'}{f':{line}' if line else ''}: {getattr(error, 'msg', error)}") from error


_TERMS: Final = """
dcterms:title dcterms:issued dcterms:source schema:author schema:url schema:articleBody schema:softwareVersion
rdfs:label skos:altLabel rdf:subject rdf:predicate rdf:object prov:wasDerivedFrom prov:SoftwareAgent
oa:hasTarget oa:hasSource oa:hasSelector oa:start oa:end oa:exact
oa:SpecificResource oa:TextPositionSelector oa:TextQuoteSelector
kg:Article kg:Statement kg:Mention
kg:byline kg:readBy kg:mentions kg:modality kg:trigger kg:statedBy kg:refersTo kg:reason
"""


def _terms() -> dict[str, str]:
    """The terms of a built graph by their IRIs, as its Turtle writes them."""
    words = [*_TERMS.split(), *(f"kg:{w}" for enum in (EntityType, Kind, Relation, Modality) for w in enum)]
    terms = {PREFIXES[w.partition(":")[0]] + w.partition(":")[2]: w for w in words}
    return terms | {PREFIXES["rdf"] + "type": "a"}


_PREDICATES: Final = _terms()
_DATATYPES: Final = {
    PREFIXES["xsd"] + "string": "",
    **{PREFIXES["xsd"] + t: f"^^xsd:{t}" for t in ("date", "gYear", "gYearMonth", "anyURI")},
}

_NodeMap = dict[str, dict[str, list[str]]]
"""Subject → predicate → objects, each as a built graph's Turtle writes it."""


def _token(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return _PREDICATES.get(term.value) or ref(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return literal(term.value, f"@{term.language}")
        datatype = term.datatype.value
        if datatype == _INTEGER and _NUMBER.fullmatch(term.value):
            return term.value
        return literal(term.value, _DATATYPES.get(datatype, f"^^<{datatype}>"))
    return str(term)


_INTEGER: Final = PREFIXES["xsd"] + "integer"
_NUMBER: Final = re.compile(r"0|[1-9][0-9]*")
_QUOTED: Final = re.compile(r'("""|")(.*)\1(?:@([A-Za-z-]+)|\^\^(.*))?', re.DOTALL)
_UNESCAPE: Final = re.compile(r"\\(u[0-9A-F]{4}|.)")
_NAMED: Final = {"n": "\n", "r": "\r", "t": "\t"}


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else _NAMED.get(code, code)


def _nodes(quads: Iterable[ox.Quad]) -> _NodeMap:
    known: dict[object, str] = {}
    nodes: _NodeMap = {}
    for q in quads:
        s, p, o = q.triple
        subject, predicate, object_ = known.get(s), known.get(p), known.get(o)
        if subject is None:
            subject = known[s] = _token(s)
        if predicate is None:
            predicate = known[p] = _token(p)
        if object_ is None:
            object_ = known[o] = _token(o)
        node = nodes.get(subject)
        if node is None:
            node = nodes[subject] = {}
        objects = node.setdefault(predicate, [])
        if object_ not in objects:
            objects.append(object_)
    return nodes


def _iri(token: str) -> str:
    """The IRI that the token stands for; empty for a literal or a blank node."""
    if token.startswith("<"):
        return token[1:-1] if ":" in token else KGI + token[1:-1]
    prefix, _, local = token.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else ""


def _first_iri(node: Mapping[str, list[str]], predicate: str) -> str:
    return min((iri for t in node.get(predicate, ()) if (iri := _iri(t))), default="")


def _texts(node: Mapping[str, list[str]], predicate: str, language: str | None = None) -> list[str]:
    """The literals, sorted; with a language those in it (`zh` takes those without one too)."""
    found = []
    for token in node.get(predicate, ()):
        if m := _QUOTED.fullmatch(token):
            said = (m[3] or "").partition("-")[0]
            if language is None or said == language or (language == "zh" and not said):
                found.append(_UNESCAPE.sub(_unescape, m[2]) if "\\" in m[2] else m[2])
    return sorted(found)


def _text(node: Mapping[str, list[str]], predicate: str, language: str | None = None) -> str:
    found = _texts(node, predicate, language)
    return found[0] if found else ""


def _number(node: Mapping[str, list[str]], predicate: str) -> int:
    return next((int(t) for t in node.get(predicate, ()) if t.isdecimal()), -1)


def _article(iri: str, n: Mapping[str, list[str]]) -> Article:
    reporters = _texts(n, "schema:author")
    byline = _text(n, "kg:byline").split("、")
    return Article(
        iri,
        _text(n, "dcterms:title", "zh"),
        _text(n, "dcterms:issued"),
        _text(n, "dcterms:source"),
        tuple(byline if set(byline) == set(reporters) else reporters),
        _first_iri(n, "schema:url") or _text(n, "schema:url"),
        _text(n, "schema:articleBody", "zh"),
    )


_TYPES: Final = {f"kg:{t}": t for t in EntityType}
_KINDS: Final = {f"kg:{k}": k for k in Kind}
_RELATIONS: Final = {f"kg:{r}": r for r in Relation}
_MODALITIES: Final = {f"kg:{m}": m for m in Modality}
_REASONS: Final = {str(r): r for r in Reason}


def _entity(iri: str, n: Mapping[str, list[str]]) -> Entity | None:
    said = n.get("a", ())
    types = [_TYPES[t] for t in said if t in _TYPES]
    kinds = [_KINDS[t] for t in said if t in _KINDS]
    label = _text(n, "rdfs:label", "zh")
    if not (types or kinds) or not label:
        return None
    type_ = min(types, default=EntityType.ORGANIZATION)
    return Entity(
        iri,
        type_,
        label,
        min(kinds) if kinds and type_ is EntityType.ORGANIZATION else None,
        tuple(_texts(n, "skos:altLabel", "zh")),
        _text(n, "rdfs:label", "en"),
    )


def _passage(n: Mapping[str, list[str]], nodes: _NodeMap, articles: Mapping[str, Article]) -> Evidence | None:
    """The evidence of a target node: None unless it has an article, a position and the words."""
    source = _first_iri(n, "oa:hasSource")
    if source not in articles:
        return None
    start, end, quote = -1, -1, ""
    for selector in n.get("oa:hasSelector", ()):
        part = nodes.get(selector, {})
        start = max(start, _number(part, "oa:start"))
        end = max(end, _number(part, "oa:end"))
        quote = quote or _text(part, "oa:exact")
    return Evidence(source, start, end, quote) if start >= 0 and quote and end - start == len(quote) else None


def _statement(
    n: Mapping[str, list[str]], passages: Mapping[str, Evidence], entities: Mapping[str, Entity]
) -> Statement | None:
    subject, object_ = _first_iri(n, "rdf:subject"), _first_iri(n, "rdf:object")
    relation = min((_RELATIONS[t] for t in n.get("rdf:predicate", ()) if t in _RELATIONS), default=None)
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
        _text(n, "kg:trigger"),
        _first_iri(n, "kg:statedBy"),
        _first_iri(n, "prov:wasDerivedFrom"),
    )


def _mentions(
    n: Mapping[str, list[str]], passages: Mapping[str, Evidence], entities: Mapping[str, Entity]
) -> Iterator[Mention]:
    entity, reason = _first_iri(n, "kg:refersTo"), _REASONS.get(_text(n, "kg:reason"))
    if entity in entities and reason is not None:
        for target in n.get("oa:hasTarget", ()):
            if target in passages:
                yield Mention(entity, passages[target], reason)


def _written(graph: Graph) -> Iterator[tuple[str, Pairs]]:
    """Each node that `to_turtle` writes, as subject and pairs, in no order."""
    named: dict[str, set[str]] = defaultdict(set)
    for m in graph.mentions:
        named[m.evidence.article].add(ref(m.entity))
        yield ref(mention_iri(m)), _mention_pairs(m)
    statements = graph.statements()
    facts = _facts(statements)
    for a in graph.articles.values():
        yield ref(a.iri), _article_pairs(a, named[a.iri], True)
    for entity in graph.entities.values():
        yield ref(entity.iri), _entity_pairs(entity, facts.get(entity.iri, {}))
    for s in statements:
        yield ref(s.iri), _statement_pairs(s, s.evidence)
    for e in {m.evidence for m in graph.mentions}.union(*(s.evidence for s in statements)):
        passage, position, quote = (ref(target_iri(e, f)) for f in ("char", "position", "quote"))
        yield passage, _passage_pairs(e, position, quote)
        yield position, [("a", ["oa:TextPositionSelector"]), ("oa:start", [str(e.start)]), ("oa:end", [str(e.end)])]
        yield quote, [("a", ["oa:TextQuoteSelector"]), ("oa:exact", [literal(e.quote, "@zh")])]
    yield ref(tool_iri()), _tool_pairs()


def _passage_pairs(e: Evidence, position: str, quote: str) -> Pairs:
    return [
        ("a", ["oa:SpecificResource"]),
        ("oa:hasSource", [ref(e.article)]),
        ("oa:hasSelector", [position, quote]),
    ]


def from_quads(quads: Iterable[ox.Quad]) -> Graph:
    """The graph that the quads hold, whatever named graphs they are in (see `load`)."""
    nodes = _nodes(quads)
    articles = {
        iri: _article(iri, n) for key, n in nodes.items() if "kg:Article" in n.get("a", ()) and (iri := _iri(key))
    }
    entities = {
        iri: entity for key, n in nodes.items() if "a" in n and (iri := _iri(key)) and (entity := _entity(iri, n))
    }
    passages = {
        key: e for key, n in nodes.items() if "oa:hasSource" in n and (e := _passage(n, nodes, articles)) is not None
    }
    graph = Graph(
        articles.values(),
        entities.values(),
        (m for n in nodes.values() if "kg:Mention" in n.get("a", ()) for m in _mentions(n, passages, entities)),
        (
            s
            for n in nodes.values()
            if "kg:Statement" in n.get("a", ()) and (s := _statement(n, passages, entities)) is not None
        ),
    )
    for subject, pairs in _written(graph):
        node = nodes.get(subject, {})
        for predicate, objects in pairs:
            if predicate in node:
                node[predicate] = [o for o in node[predicate] if o not in objects]
    left = [f"{s} {p} {o} .\n" for s, n in nodes.items() for p, objects in n.items() for o in objects]
    if not left:
        return graph
    return Graph(
        graph.articles.values(), graph.entities.values(), graph.mentions, graph.statements(), _extra("".join(left))
    )


def _extra(left: str) -> Iterator[str]:
    """The triples as N-Triples lines, blank nodes called after all that hangs together with them.

    So the same triples get the same lines in every file, and two graphs' blank nodes never meet by their names.
    """
    import pyoxigraph as ox

    groups: dict[str, set[ox.Triple]] = {}
    for q in ox.parse(head() + left, format=ox.RdfFormat.TURTLE):
        t = q.triple
        blanks = [str(x) for x in (t.subject, t.object) if isinstance(x, ox.BlankNode)]
        if not blanks:
            yield f"{t} ."
            continue
        group = {t}
        for b in blanks:
            if groups.get(b) is not group:
                group |= groups.get(b, set())
        for x in group:
            for end in (x.subject, x.object):
                if isinstance(end, ox.BlankNode):
                    groups[str(end)] = group
    seen: set[int] = set()
    for group in groups.values():
        if id(group) in seen:
            continue
        seen.add(id(group))
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in group)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        name = digest(*sorted(str(q.triple) for q in dataset))
        for q in dataset:
            s, o = (f"_:b{name}{x.value}" if isinstance(x, ox.BlankNode) else x for x in (q.subject, q.object))
            yield f"{s} {q.predicate} {o} ."
