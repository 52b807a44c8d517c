"""A graph's file or a store: what the commands that take a graph open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.base import busy, fail, say

if TYPE_CHECKING:
    from kg.corpus.opened import Corpus
    from kg.graph import Graph

About = Annotated[str, typer.Option("--about", metavar="NAME", help="Of a store: articles that name this.")]
Since = Annotated[str, typer.Option("--from", metavar="DATE", help="Of a store: from this day, month or year on.")]
Until = Annotated[
    str, typer.Option("--until", metavar="DATE", help="Of a store: to the end of this day, month or year.")
]


def is_store(path: Path) -> bool:
    """True for a folder that `kg corpus build` wrote; asked without loading what reads it."""
    return (path / "corpus.json").is_file()


def opened(path: Path) -> Graph | Corpus:
    """The graph of a file, or a store that is asked where it lies."""
    return corpus(path) if is_store(path) else loaded(path)


def loaded(path: Path) -> Graph:
    """The graph of a file, from the database beside it where there is one; else that is written for the next time."""
    from kg.beside import renewed
    from kg.garbage import seldom_collected

    with busy(f"Opening {path.name}"), seldom_collected():
        return renewed(path)


def corpus(path: Path) -> Corpus:
    """A store, opened; ends the command where it is none or the extra is missing."""
    try:
        from kg.corpus.opened import Corpus
    except ImportError as error:
        fail(f"a store needs an extra: pip install 'policy-kg[corpus]' ({error.name} is missing)")
    return Corpus(path)


def questions(path: Path) -> Any:
    """What answers queries of a file or a store: a module with `run` and `ask`."""
    if not is_store(path):
        from kg import query

        return query
    corpus(path)
    from kg.corpus import asking

    return asking


def opened_for_questions(path: Path, name: str = "") -> Any:
    """What `questions` is asked about: the triples of a file, or a store's folder.

    Of a file with a database beside it the triples are made that the named question may ask for, not all of them.
    """
    if is_store(path):
        return path
    from kg.garbage import seldom_collected
    from kg.query import named, open_store, store_of_statements

    with busy(f"Opening {path.name}"), seldom_collected():
        question = named().get(name)
        if question is not None and not question.asks_for_mentions:
            from kg.beside import quick

            graph = quick(path)
            if graph is not None:
                return store_of_statements(graph)
        return open_store(path)


def graph(path: Path, *, about: str = "", since: str = "", until: str = "") -> Graph:
    """The graph of a file, or of a store or a part of it; ends the command where a part of a file is asked for."""
    if not is_store(path):
        if about or since or until:
            fail("--about, --from and --until choose articles of a store")
        return loaded(path)
    return corpus(path).graph(about or None, since=since, until=until)


def exported(
    store: Path,
    to: str,
    output: Path | None,
    *,
    about: str = "",
    since: str = "",
    until: str = "",
    listed: bool = False,
) -> None:
    """Write a store in a form, and say where."""
    known = corpus(store)
    from kg.corpus.exporting import FORMATS, export

    if listed:
        print("\n".join(FORMATS))
        return
    if to not in FORMATS:
        fail(f"--to {to or 'what'}? One of {' '.join(FORMATS)}")
    if output is None and to != "oxigraph":
        fail(f"{to} of a store: give a file, or a folder for tables, with -o")
    part = known.graph(about or None, since=since, until=until) if about or since or until else None
    with busy("Writing"):
        files = [*export(known, to, output, part)]
    for file in files:
        say(file)
