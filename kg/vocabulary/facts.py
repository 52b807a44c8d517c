"""What the vocabularies say of the entries that a graph names, as triples beside the graph's own.

`add(store)` puts into a store what `quads(iris)` gives for the entries that it names: their attestations in the shipped
corpora, their beginnings and ends, what they replaced and what replaced them, and the reforms that did it. All of it
stands in the named graph `kgv:`, so that a query can tell it from what documents say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.model import KG, KGV
from kg.resources import ontology_dir
from kg.terms import QUERY_PREFIXES
from kg.vocabulary.attestations import Attestation, attested
from kg.vocabulary.history import Past, history

if TYPE_CHECKING:
    import pyoxigraph as ox

_XSD = QUERY_PREFIXES["xsd"]
_UNSAFE = re.compile(r"[%\x00-\x20\"<>\\^`{|}#]")
_DATES = {4: _XSD + "gYear", 7: _XSD + "gYearMonth", 10: _XSD + "date"}


def add(store: ox.Store, *, once: bool = False) -> None:
    """Put into a store what the vocabularies say of the entries that it names; with `once` only what it has not yet."""
    import pyoxigraph as ox

    named = store.quads_for_pattern(None, ox.NamedNode(QUERY_PREFIXES["rdf"] + "type"), None, None)
    found = quads(q.subject.value for q in named if isinstance(q.subject, ox.NamedNode))
    if once:
        found = [q for q in found if not any(store.quads_for_pattern(q.subject, q.predicate, q.object))]
    store.extend(found)


def quads(iris: Iterable[str]) -> list[ox.Quad]:
    """What the vocabularies say of the entries with these IRIs; of what is no entry nothing."""
    import pyoxigraph as ox

    entries = sorted({iri for iri in iris if iri.startswith(KGV)})
    rows = history().around(iri.removeprefix(KGV) for iri in entries)
    told = {KGV + row.entry for row in rows}
    triples = [t for iri in entries for row in attested(iri) for t in _attestation(row)]
    triples += (t for row in rows for t in _past(row))
    triples += (t for c in _changes() if not told.isdisjoint((*c.former, *c.later)) for t in c.triples)
    graph = ox.NamedNode(KGV)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def _attestation(row: Attestation) -> Iterator[ox.Triple]:
    """An entry's name in a corpus: how often, in how many articles, from when to when."""
    import pyoxigraph as ox

    node = ox.NamedNode(f"{KGV}{row.entry}#{row.corpus}={_in_iri(row.name)}")
    yield ox.Triple(ox.NamedNode(KGV + row.entry), ox.NamedNode(KG + "attested"), node)
    yield ox.Triple(node, ox.NamedNode(QUERY_PREFIXES["rdf"] + "type"), ox.NamedNode(KG + "Attestation"))
    values: list[tuple[str, str | int]] = [
        ("attestedName", row.name),
        ("attestedIn", row.corpus),
        ("attestedTimes", row.mentions),
        ("attestedArticles", row.articles),
    ]
    for term, value in values:
        yield ox.Triple(node, ox.NamedNode(KG + term), ox.Literal(value))
    for term, date in (("attestedFrom", row.first), ("attestedUntil", row.last)):
        if date:
            yield ox.Triple(node, ox.NamedNode(KG + term), _date(date))


def _in_iri(name: str) -> str:
    """The name as it stands in an IRI: what no IRI may have is written by its number.

    >>> _in_iri("最多跑一次事项100%全覆盖")
    '最多跑一次事项100%25全覆盖'
    """
    return _UNSAFE.sub(lambda m: f"%{ord(m[0]):02X}", name)


def _date(date: str) -> ox.Literal:
    """A date, a month or a year, by its length."""
    import pyoxigraph as ox

    return ox.Literal(date, datatype=ox.NamedNode(_DATES[len(date)]))


def _past(row: Past) -> Iterator[ox.Triple]:
    """A body's names, beginning and end, and what came of it; in both directions."""
    import pyoxigraph as ox

    node = ox.NamedNode(KGV + row.entry)
    yield ox.Triple(node, ox.NamedNode(QUERY_PREFIXES["rdf"] + "type"), ox.NamedNode(KG + "Entity"))
    skos, schema, dcterms = (QUERY_PREFIXES[p] for p in ("skos", "schema", "dcterms"))
    for number, name in enumerate(row.names):
        label = skos + ("altLabel" if number else "prefLabel")
        yield ox.Triple(node, ox.NamedNode(label), ox.Literal(name, language="zh"))
    for term, date in (("foundingDate", row.began), ("dissolutionDate", row.ended)):
        if date:
            yield ox.Triple(node, ox.NamedNode(schema + term), _date(date))
    for later in row.later:
        other = ox.NamedNode(KGV + later)
        yield ox.Triple(node, ox.NamedNode(dcterms + "isReplacedBy"), other)
        yield ox.Triple(other, ox.NamedNode(dcterms + "replaces"), node)


class _Change(NamedTuple):
    """A change of a reform: its triples with those of the reform, and the IRIs of the bodies before and after it.

    `how` is its kind without prefix, `reform` what the reform is called in Chinese.
    """

    triples: tuple[ox.Triple, ...]
    former: tuple[str, ...]
    later: tuple[str, ...]
    how: str
    reform: str


@cache
def _changes() -> list[_Change]:
    """The changes of all reforms."""
    import pyoxigraph as ox

    said: dict[str, list[ox.Triple]] = {}
    for path in sorted((ontology_dir() / "changes").glob("*.ttl")):
        for quad in ox.parse(path=str(path)):
            if isinstance(quad.subject, ox.NamedNode):
                said.setdefault(quad.subject.value, []).append(quad.triple)
    org, whole = QUERY_PREFIXES["org"], QUERY_PREFIXES["dcterms"] + "isPartOf"
    found = []
    for triples in said.values():
        for reform in _values(triples, whole):
            name = next(v for v in _values(said[reform], QUERY_PREFIXES["skos"] + "prefLabel", "zh"))
            kinds = [k.removeprefix(KG) for k in _values(triples, QUERY_PREFIXES["rdf"] + "type") if k.startswith(KG)]
            former, later = (tuple(_values(triples, f"{org}{end}Organization")) for end in ("original", "resulting"))
            found.append(_Change((*triples, *said[reform]), former, later, kinds[0], name))
    return found


def _values(triples: Iterable[ox.Triple], predicate: str, language: str = "") -> Iterator[str]:
    """The values of a predicate; of literals those in the language."""
    import pyoxigraph as ox

    for t in triples:
        if t.predicate.value == predicate and (
            isinstance(t.object, ox.NamedNode) or (isinstance(t.object, ox.Literal) and t.object.language == language)
        ):
            yield t.object.value


def steps() -> list[tuple[str, str, str, str]]:
    """For each step of a reform the IRIs of the former and the later body, what kind of change, and the reform."""
    return sorted((a, b, c.how, c.reform) for c in _changes() for a in c.former for b in c.later)
