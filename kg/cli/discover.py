"""`kg discover`: names that no vocabulary holds, proposed for review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import (
    Columns,
    Inputs,
    Ontology,
    Private,
    app,
    fail,
    progress,
    refuse_missing,
    room,
    say,
    tell,
    types_named,
)
from kg.cli.language import named
from kg.shown import laid

if TYPE_CHECKING:
    from kg.discover import Candidate, Discovery, Reasons
    from kg.model import EntityType


@app.command(epilog="Example:  kg discover news.jsonl.gz -o words/found.ttl, or kg discover --unread news.jsonl.gz")
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
    why: Annotated[
        bool, typer.Option("--unread", help="Instead: the names that take part in no statement, counted by why.")
    ] = False,
    ontology: Ontology = None,
    columns: Columns = None,
    private: Private = False,
) -> None:
    """Propose names that no vocabulary holds, as a .ttl to review and give to --ontology; Ctrl-C ends the reading."""
    from kg.discover import Discovery, Reasons
    from kg.model import EntityType
    from kg.words.loading import lexicon

    wanted = types_named(types or ()) or list(EntityType)
    if output.is_dir():
        fail(f"{output}: is a folder; -o names a file")
    refuse_missing(ontology or [])
    inputs = Inputs(sources, columns, private)
    known = lexicon(ontology or ())
    if why:
        reasons = Reasons(known)
        stopped = _read(inputs, reasons)
        _tell(reasons, top)
    else:
        found = Discovery(known)
        stopped = _read(inputs, found)
        _propose(
            found.candidates(min_count=min_count, top=top, types=wanted), found.documents, output, wanted, min_count
        )
    if stopped:
        raise typer.Exit(130)


def _read(inputs: Inputs, gathered: Discovery | Reasons) -> bool:
    """Read all inputs, say how much that was, and give True where an interrupt ended it."""
    import time

    started = time.perf_counter()
    stopped = False
    with progress("Reading") as step:
        try:
            for document in inputs.documents():
                gathered.add(document)
                step(document.name)
        except KeyboardInterrupt:
            stopped = True
    if not gathered.documents:
        fail(inputs.nothing())
    inputs.say()
    n = gathered.documents
    tell(f"{n:,} article{'s' * (n != 1)}, {gathered.characters:,} characters, {time.perf_counter() - started:.1f} s")
    return stopped


def _propose(found: list[Candidate], documents: int, output: Path, wanted: list[EntityType], min_count: int) -> None:
    """Write the names that were found, and say which those are."""
    from kg.discover import to_turtle
    from kg.files import atomic_write

    if found:
        atomic_write(output, to_turtle(found, documents))
        _summary(found, wanted)
        say(output)
    else:
        tell(f"no name that the vocabularies do not hold is there {min_count} times or more")


def _tell(reasons: Reasons, top: int) -> None:
    """Print why names are unread, the most frequent reason first, each with a sentence."""
    share = reasons.unread / reasons.names if reasons.names else 0.0
    tell(f"{reasons.unread:,} of {reasons.names:,} names take part in no statement ({share:.0%})")
    for reason, detail, tally in reasons.ranked(top):
        say(f"{tally.count:7,}  {reason}{': ' * bool(detail)}{detail}")
        for one in tally.examples[:1]:
            say(f"{'':9}{one.example.sentence}")


def _summary(candidates: list[Candidate], wanted: list[EntityType]) -> None:
    """Print how many names of each type were found, and the first of them."""
    rows = []
    for type_ in wanted:
        labels = [c.label for c in candidates if c.type is type_]
        if labels:
            rows.append((named(type_.value), str(len(labels)), "  ".join(labels[:4])))
    for lines in laid(rows, right={1}, room=room()):
        say("\n".join(lines))
