"""What every command shares: the application, its common arguments, and how errors, progress and results are shown."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, NoReturn, TypeVar

import typer

from kg.cli.language import told
from kg.shown import laid, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from rich.console import Console

    from kg.model import EntityType
    from kg.read import Document, InputError

_MOST = 10  # lines of a kind that are said one by one

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
Unlikely = Annotated[
    bool,
    typer.Option("--keep-unlikely", help="Keep what is hardly meant or said, and read nothing that is only likely."),
]
Private = Annotated[
    bool,
    typer.Option("--private-addresses", help="Read web addresses of machines that have no public one, as this one."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns", metavar="WHAT=NAME", help="Which column of a table or key of a row holds what: text=CONTENT."
    ),
]
Title = Annotated[str, typer.Option("--title", metavar="TITLE", help="What stands at the head of the page.")]
Graph = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph that `kg build` wrote (.ttl), or a store.")]


def complain(message: object) -> None:
    """Say on standard error what is wrong, in the user's language."""
    print(f"kg: {visible(told(str(message)))}", file=sys.stderr)


def say(result: object) -> None:
    """Print a line of a result: names and titles in it are data, which a terminal must not obey."""
    print(visible(str(result)))


def tell(message: str) -> None:
    """Print a line of a result that is a message, in the user's language."""
    print(visible(told(message)))


def fail(message: object) -> NoReturn:
    """End the command with a message on standard error and exit code 2."""
    complain(message)
    raise typer.Exit(2)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    lang: Annotated[  # taken from the words before they are parsed, so that the help is in the language too
        str, typer.Option("--lang", metavar="zh|en", help="The language of messages; else that of the environment.")
    ] = "",
) -> None:
    """Read Chinese government press text into a knowledge graph whose every edge has its exact words."""
    if show:
        from kg.version import __version__

        print(f"policy-kg {__version__}")
        raise typer.Exit


Thing = TypeVar("Thing")


class Few(Generic[Thing]):
    """The first of many things, and how many they are: what a file of bad rows can fill no memory with."""

    def __init__(self) -> None:
        """Start with none."""
        self.first: list[Thing] = []
        self.count = 0

    def append(self, one: Thing) -> None:
        """Take one in."""
        self.count += 1
        if self.count <= _MOST:
            self.first.append(one)

    def take(self, others: Few[Thing]) -> None:
        """Take in others, of which there may be more than are kept."""
        self.first += others.first[: _MOST - len(self.first)]
        self.count += others.count


class Inputs:
    """What the command line names to be read; `skipped` and `notes` collect what was not read, and what was guessed."""

    def __init__(self, sources: Sequence[str], columns: Sequence[str] | None = None, private: bool = False) -> None:
        """The inputs named by `sources`; `columns` are pairs such as `text=正文` (see `--columns`).

        `private` reads web addresses of machines that have no public one.
        """
        self.private = private
        self.sources = sources
        self.columns = _columns(columns or ())
        self.skipped: Few[InputError] = Few()
        self.notes: Few[str] = Few()
        self.read = 0

    def documents(self) -> Iterator[Document]:
        """The documents of all sources, in order.

        What was named itself must be readable, at least in part; what a folder, a file of rows or an archive holds is
        skipped where it is not.
        """
        from kg.read import expand, holds_many, read

        inputs = [(source, expand(source, self.notes.append)) for source in self.sources]
        for source, items in inputs:
            failed: Few[InputError] = self.skipped if holds_many(source) else Few()
            before = self.read
            for item in items:
                found = read(
                    item, on_error=failed.append, on_note=self.notes.append, columns=self.columns, private=self.private
                )
                for document in found:
                    self.read += 1
                    yield document
            if failed is not self.skipped and failed.count:
                if self.read == before:
                    raise failed.first[0]
                self.skipped.take(failed)

    def nothing(self) -> str:
        """Why nothing was read, in words."""
        return f"nothing was read: {self.skipped.first[0] if self.skipped.count else 'the input holds no document'}"

    def say(self) -> None:
        """Say on standard error what was guessed or left out, what was not read and why, and how much that is."""
        for note in self.notes.first:
            complain(note)
        if self.notes.count > _MOST:
            complain(f"{self.notes.count - _MOST:,} more such notes, {self.notes.count:,} in all")
        for error in self.skipped.first:
            complain(f"skipped {error}")
        if self.skipped.count > _MOST:
            complain(f"skipped {self.skipped.count - _MOST:,} more")
        if self.skipped.count:
            complain(f"read {self.read:,} document{'s' * (self.read != 1)}, skipped {self.skipped.count:,}")


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    """Which column holds what, from pairs such as `text=正文`."""
    from kg.read import ROLES

    columns = {}
    for pair in (p for given in pairs for p in given.split(",")):
        role, equals, name = pair.partition("=")
        if not equals or not name or role not in ROLES:
            fail(f"--columns {pair}: expected one of {' '.join(ROLES)}, and the name of a column: text=CONTENT")
        columns[role] = name
    return columns


def refuse_missing(folders: Iterable[Path]) -> None:
    """End the command where one of the vocabularies' folders is not there."""
    for folder in folders:
        if not folder.is_dir():
            fail(f"{folder}: no such folder of vocabularies")


def types_named(names: Sequence[str]) -> list[EntityType]:
    """The types of things that were named, in any case of letters; ends the command where one is none."""
    from kg.model import EntityType

    known = {t.value.casefold(): t for t in EntityType}
    for name in names:
        if name.casefold() not in known:
            fail(f"--type {name}? One of {' '.join(EntityType)}")
    return [known[name.casefold()] for name in names]


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
        TextColumn("{task.completed}"),
        TextColumn(told("documents")),
    )
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        said = told(title)
        task = bar.add_task(said)
        yield lambda name: bar.update(task, advance=1, description=visible(f"{said} {name[:40]}"))


@contextmanager
def busy(title: str) -> Iterator[Callable[[str], None]]:
    """A function to be told what is done now; on a terminal that is shown, with the time that it has taken so far."""
    if not sys.stderr.isatty():
        yield lambda what: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        said = told(title)
        task = bar.add_task(said)
        yield lambda what: bar.update(task, description=visible(f"{said} {told(what)[:40]}"))


def room() -> int | None:
    """The columns that a table may take: those of the terminal; None where standard output is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> None:
    """Print rows under their heads as a table that fits the terminal; heads are messages, what is below is data."""
    heads, *others = rows
    shown = [[told(head) for head in heads], *([visible(" ".join(text.split())) for text in row] for row in others)]
    for lines in laid(shown, right=right, room=room()):
        print("\n".join(lines))


def styled(lines: Iterable[tuple[str, str]]) -> None:
    """Print lines, each with its style where standard output is a terminal; lines are text, no markup."""
    if not sys.stdout.isatty():
        sys.stdout.writelines(f"{line}\n" for line, _ in lines)
        return
    from rich.text import Text

    terminal().print(Text.assemble(*((f"{line}\n", style) for line, style in lines)), end="")


def terminal() -> Console:
    """Standard output, never wrapped where it is not a terminal; what is printed is text, no markup."""
    from rich.console import Console

    tty = sys.stdout.isatty()
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=not tty, width=None if tty else 160)
