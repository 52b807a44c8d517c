"""`kg discover`: names that no vocabulary holds, proposed for review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import Columns, Inputs, Ontology, Private, app, fail, progress, refuse_missing, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.discover import Candidate
    from kg.model import EntityType


@app.command(epilog="Example:  kg discover articles.jsonl.gz -o words/found.ttl")
def discover(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, web addresses or - : the same as for kg build."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the names go.")] = Path(
        "output/discovered.ttl"
    ),
    min_count: Annotated[int, typer.Option("--min-count", min=1, help="Leave out what is named less often.")] = 3,
    top: Annotated[int, typer.Option("--top", min=0, help="The best of each type only; 0: all.")] = 300,
    types: Annotated[
        list[str] | None, typer.Option("--type", "-t", metavar="TYPE", help="Only names of this type: Program, …")
    ] = None,
    ontology: Ontology = None,
    columns: Columns = None,
    private: Private = False,
) -> None:
    """Propose names that no vocabulary holds, as a .ttl to review and give to --ontology; Ctrl-C ends the reading."""
    import time

    from kg.discover import Discovery, to_turtle
    from kg.files import atomic_write
    from kg.words.loading import lexicon

    started = time.perf_counter()
    wanted = _wanted(types or ())
    if output.is_dir():
        fail(f"{output}: is a folder; -o names a file")
    refuse_missing(ontology or [])
    found = Discovery(lexicon(ontology or ()))
    inputs = Inputs(sources, columns, private)
    stopped = False
    with progress("Reading") as step:
        try:
            for document in inputs.documents():
                found.add(document)
                step(document.name)
        except KeyboardInterrupt:
            stopped = True
    if not found.documents:
        fail(inputs.nothing())
    candidates = found.candidates(min_count=min_count, top=top, types=wanted)
    inputs.say()
    n = found.documents
    say(f"{n:,} article{'s' * (n != 1)}, {found.characters:,} characters, {time.perf_counter() - started:.1f} s")
    if candidates:
        atomic_write(output, to_turtle(candidates, n))
        _summary(candidates, wanted)
        say(output)
    else:
        say(f"no name that the vocabularies do not hold is there {min_count} times or more")
    if stopped:
        raise typer.Exit(130)


def _wanted(types: Sequence[str]) -> list[EntityType]:
    """The types that were named, all where none was."""
    from kg.model import EntityType

    known = {t.value.casefold(): t for t in EntityType}
    for name in types:
        if name.casefold() not in known:
            fail(f"--type {name}? One of {' '.join(EntityType)}")
    return [known[name.casefold()] for name in types] or list(EntityType)


def _summary(candidates: list[Candidate], wanted: list[EntityType]) -> None:
    """Print how many names of each type were found, and the first of them."""
    for type_ in wanted:
        labels = [c.label for c in candidates if c.type is type_]
        if labels:
            say(f"{type_.value:13}{len(labels):5}  {'  '.join(labels[:4])}")
