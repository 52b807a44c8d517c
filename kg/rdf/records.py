"""Records to what is said of their nodes: subjects, predicates and objects as Turtle writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from kg.confidence import confidence
from kg.graph import Graph
from kg.model import KG, KGI, QUALITIES, Article, Definition, Entity, Evidence, Mention, Relation, Statement, digest
from kg.rdf.tokens import WEB, Pairs, date_literal, literal, ref
from kg.version import __version__

CONSTRUCTION: Final = KGI + "construction/"
"""With what the IRIs of constructions begin."""

DAY: Final = KGI + "day/"
"""With what the IRIs of days begin."""

SYMMETRIC: Final = "http://www.w3.org/2002/07/owl#SymmetricProperty"


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


def construction_iri(name: str) -> str:
    """The IRI of the construction that reads statements.

    >>> construction_iri("verb and object")
    'https://w3id.org/policy-kg/id/construction/verb-and-object'
    """
    return CONSTRUCTION + name.replace(" ", "-")


def constructions(graph: Graph) -> Iterator[tuple[str, Pairs]]:
    """Each construction that read a statement, as subject and pairs: its name says what it is."""
    for name in sorted({name for s in graph.statements() for name in s.read_by}):
        yield ref(construction_iri(name)), [("a", ["kg:Construction"]), ("rdfs:label", [literal(name, "@en")])]


def relations_of(graph: Graph) -> Iterator[tuple[str, Pairs]]:
    """Each relation of a statement that the shipped ontology lacks, as subject and pairs: the file stands by itself."""
    for relation in sorted({s.relation for s in graph.statements()}):
        if relation.definition is not None:
            yield f"kg:{relation}", definition_pairs(relation.definition)


def definition_pairs(d: Definition) -> Pairs:
    """What is said of a relation."""
    return [
        ("a", ["rdf:Property", *([f"<{SYMMETRIC}>"] if d.symmetric else [])]),
        ("rdfs:label", _both(d.labels)),
        ("kg:inverseLabel", _both(d.inverse)),
        ("rdfs:comment", _both(d.comment)),
        ("schema:domainIncludes", [f"kg:{t}" for t in sorted(d.domain)]),
        ("schema:rangeIncludes", [f"kg:{t}" for t in sorted(d.range)]),
        ("kg:objectOrder", [str(d.order)] if d.order else []),
        ("kg:lasting", [literal("true", "^^xsd:boolean")] if d.lasting else []),
    ]


def _both(text: tuple[str, str]) -> list[str]:
    """The text in Chinese and in English, where it is given."""
    return [literal(said, language) for said, language in zip(text, ("@zh", "@en"), strict=True) if said]


def article_pairs(a: Article, named: Iterable[str], read: bool) -> Pairs:
    """What is said of an article; `named` are the entities that it mentions, `read` says that this version read it."""
    authors = sorted(set(a.reporters))
    byline = [literal("、".join(a.reporters))] if list(a.reporters) != authors else []
    url = [f"<{a.url}>" if WEB.fullmatch(a.url) else literal(a.url, "^^xsd:anyURI")] if a.url else []
    return [
        ("a", ["kg:Article"]),
        ("dcterms:title", [literal(a.title, "@zh")] if a.title else []),
        ("dcterms:issued", [date_literal(a.date)] if a.date else []),
        ("dcterms:source", [literal(a.source)] if a.source else []),
        ("schema:author", [literal(r) for r in authors]),
        ("kg:byline", byline),
        ("schema:url", url),
        *_official_pairs(a),
        ("dcterms:format", [literal(a.form)] if a.form else []),
        ("kg:site", [literal(a.site)] if a.site else []),
        ("schema:articleSection", [literal(a.column)] if a.column else []),
        ("kg:retrieved", [literal(a.retrieved)] if a.retrieved else []),
        ("kg:pageStarts", [literal(" ".join(map(str, a.pages)))] if a.pages else []),
        ("kg:readBy", [ref(tool_iri())] if read else []),
        ("kg:mentions", sorted(named)),
        ("schema:articleBody", [literal(a.text, "@zh")] if a.text else []),
    ]


def _official_pairs(a: Article) -> Pairs:
    """What is said of an official document beside what every article has."""
    names = (
        ("kg:issuer", a.issuers), ("kg:addressee", a.addressees), ("kg:copiedTo", a.copied),
        ("kg:attachment", a.attachments),
    )  # fmt: skip
    return [
        ("dcterms:available", [date_literal(a.published)] if a.published else []),
        ("kg:documentNumber", [literal(a.number)] if a.number else []),
        *((predicate, [literal(n, "@zh") for n in sorted(set(said))]) for predicate, said in names),
        ("kg:printer", [literal(a.printer, "@zh")] if a.printer else []),
    ]


def entity_pairs(e: Entity, facts: Mapping[str, Iterable[str]]) -> Pairs:
    """What is said of an entity; `facts` are the objects of its plain triples by relation."""
    return [
        ("a", [f"kg:{e.type}", *([f"kg:{e.kind}"] if e.kind else [])]),
        ("rdfs:label", [literal(e.label, "@zh"), *([literal(e.label_en, "@en")] if e.label_en else [])]),
        ("skos:altLabel", [literal(n, "@zh") for n in sorted(set(e.names))]),
        *((f"kg:{r}", sorted(facts[r])) for r in Relation if r in facts),
    ]


def statement_pairs(s: Statement) -> Pairs:
    """What is said of a statement, with a target for each piece of the evidence."""
    return [*claim_pairs(s), *words_pairs(s)]


def claim_pairs(s: Statement) -> Pairs:
    """What is said of a statement wherever it stands."""
    return [
        ("a", ["kg:Statement"]),
        ("rdf:subject", [ref(s.subject)]),
        ("rdf:predicate", [f"kg:{s.relation}"]),
        ("rdf:object", [ref(s.object)]),
        ("kg:modality", [f"kg:{s.modality}"]),
        ("kg:trigger", [literal(s.trigger)] if s.trigger else []),
        ("kg:statedBy", [ref(s.speaker)] if s.speaker else []),
        ("kg:readBy", [ref(construction_iri(name)) for name in s.read_by]),
        ("kg:confidence", [f'"{confidence(s)}"^^xsd:decimal'] if s.read_by or s.confidence else []),
        ("prov:wasDerivedFrom", [ref(s.derived_from)] if s.derived_from else []),
    ]


def words_pairs(s: Statement) -> Pairs:
    """What is said of a statement where it stands: its time and amount there, and the words."""
    return [
        *((f"kg:{name}", [ref(q.iri) for q in s.qualifiers if q.quality == name]) for name in QUALITIES),
        ("oa:hasTarget", [ref(target_iri(e)) for e in s.evidence]),
    ]


def qualified(statements: Iterable[Statement]) -> Iterator[tuple[str, Pairs]]:
    """What is said of the statements' qualifiers, as subjects and pairs, each of them once."""
    for q in sorted({q for s in statements for q in s.qualifiers}):
        quality = QUALITIES[q.quality]
        said: list[tuple[str, list[str]]] = [("a", ["kg:Qualifier", quality.type])]
        for (predicate, form), value in zip(quality.fields, q.values, strict=True):
            said.append((predicate, [_FORMS[form](value)] if value else []))
        yield ref(q.iri), [*said, ("oa:hasTarget", [ref(target_iri(q.evidence))])]


def days_of(statements: Iterable[Statement]) -> Iterator[tuple[str, Pairs]]:
    """What is said of the days that the statements' qualifiers name, as subjects and pairs, each of them once."""
    told = (zip(QUALITIES[q.quality].fields, q.values, strict=True) for s in statements for q in s.qualifiers)
    for day in sorted({value for pairs in told for (_, form), value in pairs if form == "day" and value}):
        yield _day(day), [("a", ["time:Instant"]), ("time:inXSDDate", [literal(day, "^^xsd:date")])]


def _day(value: str) -> str:
    return ref(DAY + value)


_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "day": _day,
    "number": lambda value: literal(value, "^^xsd:decimal"),
    "text": literal,
}
"""How the values of a qualifier's fields are written."""


def passages_of(mentions: Iterable[Mention], statements: Iterable[Statement]) -> set[Evidence]:
    """All passages that mentions, statements and their qualifiers rest on."""
    found = {m.evidence for m in mentions}
    for s in statements:
        found.update(s.evidence)
        found.update(q.evidence for q in s.qualifiers)
    return found


def mention_pairs(m: Mention) -> Pairs:
    """What is said of a mention."""
    return [
        ("a", ["kg:Mention"]),
        ("kg:refersTo", [ref(m.entity)]),
        ("kg:reason", [literal(m.reason)]),
        ("oa:hasTarget", [ref(target_iri(m.evidence))]),
    ]


def passage_pairs(e: Evidence, position: str, quote: str, page: int = 0) -> Pairs:
    """What is said of a passage, with its two selectors and the page that it begins on, where there are pages."""
    return [
        ("a", ["oa:SpecificResource"]),
        ("oa:hasSource", [ref(e.article)]),
        ("oa:hasSelector", [position, quote]),
        ("kg:page", [str(page)] if page else []),
    ]


def evidence_blocks(e: Evidence, indent: str = "", base: str = KGI, page: int = 0) -> str:
    """The passage and its selectors as Turtle; relative where the base is the article; `page` is 0 without pages."""
    if base == e.article:
        passage, position, quote = (f"<#{f}={e.start},{e.end}>" for f in ("char", "position", "quote"))
        article = "<>"
    else:
        passage, position, quote = (ref(target_iri(e, f)) for f in ("char", "position", "quote"))
        article = ref(e.article)
    return (
        f"{indent}{passage} a oa:SpecificResource ; oa:hasSource {article} ;"
        f" oa:hasSelector {position} , {quote}{f' ; kg:page {page}' if page else ''} .\n"
        f"{indent}{position} a oa:TextPositionSelector ; oa:start {e.start} ; oa:end {e.end} .\n"
        f"{indent}{quote} a oa:TextQuoteSelector ; oa:exact {literal(e.quote, '@zh')} .\n"
    )


def tool_pairs() -> Pairs:
    """What is said of the tool that read the articles."""
    return [
        ("a", ["prov:SoftwareAgent"]),
        ("rdfs:label", [literal(f"policy-kg {__version__}", "@en")]),
        ("schema:softwareVersion", [literal(__version__)]),
    ]


def facts_of(statements: Iterable[Statement]) -> dict[str, dict[str, set[str]]]:
    """The plain triples of the statements that hold: subject, relation, objects."""
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for s in statements:
        if s.modality.holds:
            facts[s.subject][s.relation].add(ref(s.object))
    return facts


def read_elsewhere(graph: Graph) -> set[str]:
    """Articles of which `extra` says that another version of the tool read them."""
    said = f" <{KG}readBy> "
    return {t.partition(said)[0].strip("<>") for t in graph.extra if said in t}
