"""Attestation: a corpus is read, and for each name of each entry that it uses come how often, where and when.

- `attest(documents, known, corpus) -> list[Attestation]`: what a corpus attests.
- `sources() -> Sources`: how many entries rest on what.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kg.model import KG, KGV
from kg.normalised import plain
from kg.pipeline.document import batches, build_batch
from kg.read import Document
from kg.resources import ontology_dir
from kg.terms import PREFIXES
from kg.vocabulary.attestations import Attestation, read
from kg.words.lexicon import Lexicon
from kg.words.loading import lexicon


def attest(documents: Iterable[Document], known: Lexicon, corpus: str) -> list[Attestation]:
    """What the documents attest of the lexicon's entries, sorted; memory grows with the entries, not the documents."""
    found: dict[tuple[str, str], Attestation] = {}
    for batch in batches(documents):
        for graph in build_batch(batch, known):
            date = next(iter(graph.articles.values())).date
            here = Counter(
                (m.entity.removeprefix(KGV), plain(m.evidence.quote).replace("\n", ""))
                for m in graph.mentions
                if m.entity.startswith(KGV)
            )
            for key, times in here.items():
                row = Attestation(*key, corpus, times, 1, date, date)
                found[key] = found[key].with_(row) if key in found else row
    return sorted(found.values())


class Sources(NamedTuple):
    """How many entries are known from what: a corpus that names them, a package that lists them, or neither."""

    attested: int
    listed: int
    compiled: int


def sources() -> Sources:
    """What the shipped vocabularies rest on, each entry counted once, under the first of the three that it has."""
    seen = {row.entry for row in read(ontology_dir() / "attested.tsv")}
    packaged = listed()
    found = Counter(
        "attested" if iri.removeprefix(KGV) in seen else "listed" if iri in packaged else "compiled"
        for iri in lexicon().entries
    )
    return Sources(found["attested"], found["listed"], found["compiled"])


def listed() -> frozenset[str]:
    """The IRIs of what packages list: entries whose scheme cites the package it was made from.

    Those that are marked as compiled themselves are not among them.
    """
    import pyoxigraph as ox

    source, compiled, scheme = PREFIXES["dcterms"] + "source", KG + "compiled", PREFIXES["skos"] + "inScheme"
    said: dict[str, set[str]] = defaultdict(set)
    within: dict[str, str] = {}
    for path in sorted(ontology_dir().glob("*.ttl")):
        for triple in ox.parse(path=str(path)):
            if isinstance(triple.subject, ox.NamedNode):
                subject, predicate = triple.subject.value, triple.predicate.value
                if predicate in {source, compiled}:
                    said[subject].add(predicate)
                elif predicate == scheme and isinstance(triple.object, ox.NamedNode):
                    within[subject] = triple.object.value
    return frozenset(iri for iri, above in within.items() if compiled not in said[iri] and source in said[above])
