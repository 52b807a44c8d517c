"""`kg same`: what may be one thing, for a person to decide, and the graph that follows from the decisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import language
from kg.cli.base import Graph, app, busy, complain, fail, say, tell
from kg.cli.stores import corpus, is_store, loaded, opened

if TYPE_CHECKING:
    from kg.corpus.opened import Corpus
    from kg.graph import Graph as Whole
    from kg.same import Candidate, Decisions


@app.command(epilog="Example:  kg same output/graph.ttl --decisions same.ttl --merge output/one.ttl")
def same(
    graph: Graph,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="FILE", help="Decisions that you keep: owl:sameAs, owl:differentFrom."),
    ] = None,
    merge: Annotated[
        Path | None, typer.Option("--merge", metavar="FILE", help="Write the graph that follows from the decisions.")
    ] = None,
    propose: Annotated[
        Path | None, typer.Option("--propose", metavar="FILE", help="Write the pairs as Turtle in which to decide.")
    ] = None,
    certain: Annotated[
        Path | None,
        typer.Option(
            "--sure", metavar="FILE", help="Write the pairs that evidence decides, as decisions with reasons."
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many pairs to list.")] = 20,
) -> None:
    """List things of one name that may be one, with what speaks for each pair; apply the decisions taken."""
    from kg.files import atomic_write
    from kg.same import reason, sure
    from kg.same.decisions import proposal, written

    taken = _taken(decisions)
    if merge is not None:
        if decisions is None:
            fail("--merge: expected --decisions FILE beside it")
        _merge(graph, taken, merge)
        return
    known = opened(graph)
    with busy("Comparing"):
        open_ = [c for c in _candidates(known) if (c.one, c.other) not in taken]
    if certain is not None:
        found = sure(open_, known)
        atomic_write(certain, written((c.one, c.other, reason(c, known.entities)) for c in found))
        tell(f"{certain}  {len(found):,} pair{'s' * (len(found) != 1)} that evidence decides")
        return
    for c in open_[:limit]:
        say(_in_words(known, c))
    if propose is not None:
        atomic_write(propose, proposal((c.one, c.other, _in_words(known, c)) for c in open_))
        say(propose)
    rest = len(open_) - limit
    if rest > 0:
        complain(f"{len(open_):,} pairs to decide, {rest:,} of them not listed (see --limit)")
    else:
        complain(f"{len(open_):,} pairs to decide")


def _candidates(known: Whole | Corpus) -> list[Candidate]:
    """The pairs of a graph or of a store."""
    from kg.graph import Graph

    if isinstance(known, Graph):
        from kg.same import candidates

        return candidates(known)
    from kg.corpus.same import candidates as stored

    return stored(known)


def _merge(path: Path, taken: Decisions, out: Path) -> None:
    """Write the graph that follows from the decisions; of a store a part after the other."""
    from kg.rdf import to_turtle
    from kg.same import DecisionsError, merged

    try:
        if is_store(path):
            known = corpus(path)
            from kg.corpus.exporting import write_parts
            from kg.corpus.same import Merged

            stored = Merged(known, taken)
            with busy("Writing"):
                write_parts(out, "turtle", stored.parts())
            joined = stored.fewer
        else:
            graph = loaded(path)
            one = merged(graph, taken)
            to_turtle(one, out)
            joined = len(graph.entities) - len(one.entities)
    except DecisionsError as error:
        fail(error)
    tell(f"{out}  {joined} thing{'s' * (joined != 1)} fewer")


def _taken(path: Path | None) -> Decisions:
    """The decisions of the file, none where there is no file."""
    from kg.same import Decisions, DecisionsError

    if path is None:
        return Decisions()
    try:
        return Decisions.read(path)
    except (DecisionsError, OSError) as error:
        fail(error if isinstance(error, DecisionsError) else f"{path}: {error.strerror or error}")


def _in_words(graph: Whole | Corpus, c: Candidate) -> str:
    """A pair with what is told of either, and what speaks for its being one thing."""
    from kg.same.candidates import told

    one = graph.entities[c.one]
    lines = [f"{one.label} ({language.named(one.type.value)})"]
    lines += [f"  {iri.removeprefix('https://w3id.org/policy-kg/')}  {told(graph, iri)}" for iri in (c.one, c.other)]
    if c.linked:
        lines.append("  " + language.told(f"both: {', '.join(_link(graph, link) for link in c.linked)}"))
    if c.named:
        lines.append(
            "  " + language.told(f"both named with: {', '.join(graph.entities[iri].label for iri in c.named[:8])}")
        )
    if c.near:
        lines.append("  " + language.told("in articles a few days apart"))
    return "\n".join(lines)


def _link(graph: Whole | Corpus, link: str) -> str:
    """A link in words, the thing by its label."""
    return " ".join(graph.entities[part].label if part in graph.entities else part for part in link.split(" "))
