"""`kg show` and `kg view`: one entity in words, the whole graph as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import Graph, Title, app, busy, fail, say, styled
from kg.cli.language import named, told
from kg.cli.stores import About, Since, Until, corpus, is_store, opened
from kg.cli.stores import graph as graph_of
from kg.shown import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.corpus.opened import Corpus
    from kg.graph import Graph as Whole
    from kg.model import Article, Entity, Statement


@app.command(epilog="Example:  kg show output/sample.ttl 城市建设处")
def show(
    graph: Graph,
    entity: Annotated[str, typer.Argument(help="Any name of it, or its IRI.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, for other programs.")] = False,
) -> None:
    """Print what is known of one entity, each line with its evidence."""
    from kg.garbage import uncollected
    from kg.graph import nothing_called

    with uncollected():
        known = opened(graph)
        found = known.find(entity)
        if not found:
            fail(nothing_called(entity, graph, known.near(entity)))
        if as_json:
            print(_as_json(known, found))
        else:
            styled(_lines(known, found))


def _lines(known: Whole | Corpus, found: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    """What is known of the entities as lines, each with its style."""
    many = len(known.articles) > 1
    for number, one in enumerate(found):
        if number:
            yield "", ""
        yield from _heading(one)
        about = known.about(one)
        articles = _heads(known, about) if many else {}
        for s in sorted(about, key=lambda s: (s.evidence, s.relation, s.iri)):
            yield from _stated(known, articles, one, s)
        times = known.times(one)
        yield told(f"named {times:,} time{'s' * (times != 1)}"), ""


def _as_json(known: Whole | Corpus, found: Sequence[Entity]) -> str:
    """The entities, each with its statements and their evidence, as JSON."""
    import json

    from kg.confidence import confidence

    about = {one.iri: known.about(one) for one in found}
    articles = _heads(known, [s for each in about.values() for s in each])

    def told(s: Statement) -> dict[str, object]:
        ends = {k: {"iri": iri, "label": known.label(iri)} for k, iri in (("subject", s.subject), ("object", s.object))}
        return ends | {
            "relation": s.relation.value,
            "modality": s.modality.value,
            "trigger": s.trigger,
            "readBy": list(s.read_by),
            "confidence": confidence(s),
            "statedBy": s.speaker,
            "qualifiers": [
                {
                    "quality": q.quality,
                    "values": list(q.values),
                    "words": q.evidence.quote,
                    "article": q.evidence.article,
                }
                for q in s.qualifiers
            ],
            "evidence": [
                {
                    "article": e.article,
                    "title": articles[e.article].title,
                    "date": articles[e.article].date,
                    "start": e.start,
                    "end": e.end,
                    "quote": e.quote,
                }
                for e in s.evidence
            ],
        }

    rows = [
        {
            "iri": one.iri,
            "label": one.label,
            "type": one.type.value,
            "kind": one.kind.value if one.kind else None,
            "names": list(one.names),
            "label_en": one.label_en,
            "mentions": known.times(one),
            "statements": [told(s) for s in sorted(about[one.iri], key=lambda s: (s.evidence, s.relation, s.iri))],
        }
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _heading(one: Entity) -> Iterator[tuple[str, str]]:
    """What the entity is called, what it is, and since when it has been named."""
    from kg.vocabulary.attestations import attested, when
    from kg.vocabulary.history import told as history

    what = ", ".join(named(term.value) for term in (one.type, one.kind) if term)
    yield f"{visible(one.label)}  ({what})", "bold"
    for line in (one.label_en, "、".join(one.names), one.iri):
        if line:
            yield f"  {visible(line)}", "dim"
    for line in history(one.iri):
        yield f"  {line}", "dim"
    seen = when(attested(one.iri))
    if seen is not None:
        said = told(f"in the shipped corpora {seen.first} to {seen.last}, {seen.articles:,} articles")
        yield f"  {said}", "dim"


def _heads(known: Whole | Corpus, stated: Sequence[Statement]) -> Mapping[str, Article]:
    """The articles that the statements stand in; of a store their titles and dates."""
    from kg.graph import Graph as Loaded

    if isinstance(known, Loaded):
        return known.articles
    return known.heads({e.article for s in stated for e in s.evidence}, "iri, title, date")


def _stated(
    known: Whole | Corpus, articles: Mapping[str, Article], one: Entity, s: Statement
) -> Iterator[tuple[str, str]]:
    """One statement as seen from the entity, and its evidence."""
    from kg.confidence import confidence
    from kg.model import in_words

    outgoing = s.subject == one.iri
    other = known.label(s.object if outgoing else s.subject)
    relation = named(s.relation.value)
    arrow = f"{relation} → {other}" if outgoing else f"{other} → {relation}"
    aside = "" if s.modality.value == "Asserted" else f" ({named(s.modality.value).lower()})"
    speaker = known.label(s.speaker)
    said = f" [{told(f'said for {speaker}')}]" if speaker else ""
    yield visible(f"{arrow}{aside}{said}"), ""
    if s.read_by:
        read = told(f"read as: {', '.join(map(told, s.read_by))} ({confidence(s):.2f})")
        yield f"  {visible(read)}", "dim"
    for quality in dict.fromkeys(q.quality for q in s.qualifiers):
        yield f"  {named(quality)}: {visible(in_words(s.qualifiers, quality))}", "dim"
    for e in s.evidence:
        article = articles.get(e.article)  # not said where there is one article alone
        where = f"{article.date} {article.title or article.iri}  ".lstrip() if article else ""
        yield visible(f"  {where}{e.start}–{e.end}  {''.join(e.quote.splitlines())}"), "dim"


@app.command(epilog="Example:  kg view output/sample.ttl")
def view(
    graph: Graph,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where the page goes.")] = None,
    about: About = "",
    since: Since = "",
    until: Until = "",
    no_open: Annotated[bool, typer.Option("--no-open", help="Write the page without opening it.")] = False,
    no_sparql: Annotated[bool, typer.Option("--no-sparql", help="Leave the query engine out of the page.")] = False,
    title: Title = "",
) -> None:
    """Render the page of a graph and open it in the browser; of a store an overview, or the page of a part of it."""
    from kg.beside import own_turtle
    from kg.files import atomic_write
    from kg.view import to_html

    page = output or graph.with_suffix(".html")
    if is_store(graph) and not (about or since or until):
        known = corpus(graph)
        from kg.corpus.overview import overview

        atomic_write(page, overview(known))
    else:
        part = graph_of(graph, about=about, since=since, until=until)
        with busy("Drawing"):
            html = to_html(part, sparql=not no_sparql, title=title, turtle=own_turtle(graph))
        atomic_write(page, html)
    say(page)
    if not no_open:
        import webbrowser

        webbrowser.open(page.resolve().as_uri())
