"""What every command shares: the application, its common arguments, and how errors, progress and results are shown."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from kg.shown import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from kg.read import Document, InputError

app = typer.Typer(
    name="kg",
    help="Read Chinese government press text into a knowledge graph whose every edge has its exact words.",
    epilog="Start with:  kg build   (builds the sample article), then open output/sample.html",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

Ontology = Annotated[
    list[Path] | None, typer.Option("--ontology", metavar="DIR", help="Vocabularies to add to the shipped ones.")
]
Graph = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph that `kg build` wrote (.ttl), or a store.")]


def complain(message: object) -> None:
    """Say on standard error what is wrong."""
    print(f"kg: {visible(str(message))}", file=sys.stderr)


def say(result: object) -> None:
    """Print a line of a result: names and titles in it are data, which a terminal must not obey."""
    print(visible(str(result)))


def fail(message: object) -> NoReturn:
    """End the command with a message on standard error and exit code 2."""
    complain(message)
    raise typer.Exit(2)


@app.callback(invoke_without_command=True)
def version(show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Read Chinese government press text into a knowledge graph whose every edge has its exact words."""
    if show:
        from kg.version import __version__

        print(f"policy-kg {__version__}")
        raise typer.Exit


def say_skipped(errors: list[InputError]) -> None:
    """Say on standard error what was not read, and why."""
    for error in errors[:10]:
        complain(f"skipped {error}")
    if len(errors) > 10:
        complain(f"skipped {len(errors) - 10} more, {len(errors)} in all")


def refuse_missing(folders: Iterable[Path]) -> None:
    """End the command where one of the vocabularies' folders is not there."""
    for folder in folders:
        if not folder.is_dir():
            fail(f"{folder}: no such folder of vocabularies")


def read_documents(sources: list[str], skipped: list[InputError]) -> Iterator[Document]:
    """The documents of all sources, in order.

    What was named itself must be readable; what a folder or file of rows holds goes to `skipped` where it is not.
    """
    from kg.read import JSON_SUFFIXES, expand, read

    inputs = [(source, expand(source)) for source in sources]
    for source, items in inputs:
        many = items != (source,) or source.lower().endswith(JSON_SUFFIXES)
        for item in items:
            yield from read(item, on_error=skipped.append if many else None)


@contextmanager
def progress(title: str) -> Iterator[Any]:
    """A function to call after each document; on a terminal it shows how many are done and how fast."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.completed} documents"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title)
        yield lambda name: bar.update(task, advance=1, description=visible(f"{title} {name[:40]}"))


def terminal() -> Console:
    """Standard output, never wrapped where it is not a terminal; what is printed is text, no markup."""
    from rich.console import Console

    tty = sys.stdout.isatty()
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=not tty, width=None if tty else 160)
