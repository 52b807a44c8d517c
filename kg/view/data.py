"""What the page knows: the graph as plain lists and numbers, small enough to travel inside it."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.confidence import confidence
from kg.model import (
    KGI,
    KGV,
    QUALITIES,
    Article,
    Definition,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Modality,
    Reason,
    Statement,
)
from kg.rdf.records import construction_iri, relations_of
from kg.rdf.tokens import block
from kg.relations import defined, labels, shipped
from kg.reports import report_heads
from kg.version import __version__
from kg.view import pinyin
from kg.vocabulary.attestations import attested, when

if TYPE_CHECKING:
    from kg.graph import Graph


def clean(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced by question marks; its length stays."""
    return text.encode("utf-8", "replace").decode("utf-8")


def short(iri: str) -> str:
    """The IRI with its usual beginnings cut to `v:` and `i:`, as the page's data and address fragment write it.

    >>> short("https://w3id.org/policy-kg/vocab/党史学习教育")
    'v:党史学习教育'
    """
    for prefix, base in (("v:", KGV), ("i:", KGI)):
        if iri.startswith(base):
            return prefix + clean(iri[len(base) :])
    return clean(iri)


def links(graph: Graph) -> list[tuple[int, int, list[int]]]:
    """What the drawing shows as lines: all statements from one entity to another, each thing by its number."""
    numbers = {iri: n for n, iri in enumerate(graph.entities)}
    pairs: dict[tuple[int, int], list[int]] = {}
    for i, s in enumerate(graph.statements()):
        pairs.setdefault((numbers[s.subject], numbers[s.object]), []).append(i)
    return [(a, b, of) for (a, b), of in sorted(pairs.items())]


def structure(graph: Graph) -> list[tuple[int, int]]:
    """Which entities the vocabularies know to be part of which others of the graph, directly or by what is not in it.

    Of one article the page shows what the article says; of many, this holds together what each names apart.
    """
    if len(graph.articles) < 2:
        return []
    from kg.words.loading import lexicon

    known = lexicon().entries
    numbers = {iri: n for n, iri in enumerate(graph.entities)}
    found = []
    for iri, n in numbers.items():
        seen = {iri}
        above = known[iri].parent if iri in known and graph.entities[iri].type is EntityType.ORGANIZATION else ""
        while above in known and above not in numbers and above not in seen:
            seen.add(above)
            above = known[above].parent
        if above in numbers and above not in seen and graph.entities[above].type is EntityType.ORGANIZATION:
            found.append((n, numbers[above]))
    return found


def _from_the_object(relation: Definition) -> list[str]:
    """What the relation is called from its object's end, in both languages."""
    return [inverse or label for inverse, label in zip(relation.inverse, relation.labels, strict=True)]


@cache
def _chinese() -> NullTranslations:
    """What the command says in Chinese, which the page says too."""
    return translation("policy-kg", Path(__file__).parents[1] / "locale", ["zh"])


def _attested(iri: str) -> list[str | int]:
    """The first and last day on which the shipped corpora use a name of an entry, and in how many articles."""
    seen = when(attested(iri)) if iri.startswith(KGV) else None
    return [seen.first, seen.last, seen.articles] if seen is not None else []


class _Numbers:
    """By what numbers the page's data means things: entities, articles, relations and readers, each in its order."""

    def __init__(self, graph: Graph) -> None:
        self.articles = {iri: n for n, iri in enumerate(graph.articles)}
        self.entities = {iri: n for n, iri in enumerate(graph.entities)}
        others = {s.relation for s in graph.statements()} - {*shipped()}
        self.relations = [*shipped(), *sorted(others)]
        self.readers = sorted({name for s in graph.statements() for name in s.read_by})
        self.triggers = sorted({clean(s.trigger) for s in graph.statements()}, key=pinyin.order)
        self._trigger = {word: n for n, word in enumerate(self.triggers)}

    def span(self, e: Evidence) -> list[int]:
        """The article, the start and the end of a piece of evidence."""
        return [self.articles[e.article], e.start, e.end]

    def stated(self, s: Statement) -> list[Any]:
        """What the page knows of a statement."""
        return [
            self.entities[s.subject],
            self.relations.index(s.relation),
            self.entities[s.object],
            _MODALITIES.index(s.modality),
            self._trigger[clean(s.trigger)],
            self.entities.get(s.speaker, -1),
            short(s.derived_from),
            [n for e in s.evidence for n in self.span(e)],
            [self.readers.index(name) for name in s.read_by],
            round(confidence(s), 2),
            [[q.quality, [clean(v) for v in q.values], self.span(q.evidence)] for q in s.qualifiers],
        ]


def _entity(e: Entity) -> list[Any]:
    """What the page knows of an entity."""
    return [
        short(e.iri),
        _TYPES.index(e.type),
        _KINDS.index(e.kind) if e.kind else -1,
        [clean(n) for n in e.names],
        clean(e.label_en),
        *pinyin.spellings(clean(e.label)),
        _attested(e.iri),
    ]


def _article(a: Article) -> list[Any]:
    """What the page knows of an article."""
    said = map(clean, (a.title, a.date, a.source))
    return [short(a.iri), *said, [*map(clean, a.reporters)], clean(a.url), clean(a.text)]


def _by_title(graph: Graph) -> list[int]:
    """The place of each of many articles among all, by title; nothing of one."""
    titles = [clean(a.title) for a in graph.articles.values()]
    if len(titles) < 2:
        return []
    order = sorted(range(len(titles)), key=lambda n: (pinyin.order(titles[n]), n))
    return [place for _, place in sorted((n, place) for place, n in enumerate(order))]


def _terms(graph: Graph, numbers: _Numbers) -> dict[str, Any]:
    """The terms that the data speaks in, by their numbers, and what they are called."""
    relations = numbers.relations
    return {
        "types": [t.value for t in _TYPES],
        "kinds": [k.value for k in _KINDS],
        "relations": [r.value for r in relations],
        "words": {r.value: defined(r).labels for r in relations} | {name: labels()[name] for name in QUALITIES},
        "qualities": {q.name: [q.type, q.fields] for q in QUALITIES.values()},
        "inverse": {r.value: _from_the_object(defined(r)) for r in relations},
        "definitions": {name.removeprefix("kg:"): block(name, pairs) for name, pairs in relations_of(graph)},
        "readers": [[short(construction_iri(name)), clean(name), _chinese().gettext(name)] for name in numbers.readers],
        "modalities": [m.value for m in _MODALITIES],
        "triggers": numbers.triggers,
        "reasons": [r.value for r in _REASONS],
    }


def details(graph: Graph) -> dict[str, Any]:
    """Everything behind the drawing, as JSON would hold it: names, articles, mentions and statements.

    Entities stand in order of IRI and are meant by their number; so are articles, in their own order. Offsets count
    code points of the article's text.
    """
    numbers = _Numbers(graph)
    named = ((numbers.entities[m.entity], *numbers.span(m.evidence), _REASONS.index(m.reason)) for m in graph.mentions)
    return {
        "tool": [f"i:tool/policy-kg-{__version__}", __version__],
        **_terms(graph, numbers),
        "entities": [_entity(e) for e in graph.entities.values()],
        "articles": [_article(a) for a in graph.articles.values()],
        "mentions": [n for mention in named for n in mention],
        "heads": [n for n, _ in report_heads(graph)],
        "statements": [numbers.stated(s) for s in graph.statements()],
        "structure": structure(graph),
        "byTitle": _by_title(graph),
    }


_TYPES, _KINDS, _MODALITIES, _REASONS = list(EntityType), list(Kind), list(Modality), list(Reason)
