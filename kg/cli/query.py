"""`kg query`: SPARQL and the named questions, asked of a graph or a store."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import app, complain, fail, room, table
from kg.cli.language import chinese, told
from kg.cli.stores import opened_for_questions as opened
from kg.cli.stores import questions as questions_of
from kg.garbage import uncollected
from kg.said import column
from kg.shown import folded, visible

if TYPE_CHECKING:
    from kg.query import Result

_TITLE = 44  # columns of an article's title in a table
_ROWS = 5_000  # of a table that nobody limits: what is longer is for a program, and CSV and JSON have all of it


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"


@app.command(epilog="Example:  kg query output/sample.ttl --name programmes-of 城市建设处")
def query(
    graph: Annotated[Path | None, typer.Argument(metavar="GRAPH", help="A graph (.ttl) or a store.")] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SPARQL | VALUE...]",
            help="The query, a .rq file or - for standard input; with --name, the values that the question asks for.",
        ),
    ] = None,
    name: Annotated[str, typer.Option("--name", "-n", metavar="QUERY", help="Ask a question that ships.")] = "",
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="VARIABLE=VALUE", help="Bind a variable; a name is enough.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How the answer is printed.")] = Format.TABLE,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Print no more rows than this; of a table 5,000.")
    ] = None,
    timeout: Annotated[float | None, typer.Option("--timeout", min=0.01, help="Seconds to wait at most.")] = None,
    listed: Annotated[bool, typer.Option("--list", "-l", help="List the questions that ship.")] = False,
) -> None:
    """Ask an exported graph or a store in SPARQL, or by one of the named questions."""
    if listed:
        _questions()
        return
    if graph is None:
        fail("which graph? Give a file that kg build wrote, such as output/sample.ttl")
    limit = limit or (_ROWS if format is Format.TABLE else None)
    bindings = _bindings(values or ())
    with uncollected():
        _answer(graph, words or [], name, bindings, format, limit, timeout)


def _answer(
    graph: Path,
    given: Sequence[str],
    name: str,
    bindings: dict[str, object],
    format: Format,
    limit: int | None,
    timeout: float | None,
) -> None:
    """Print the answer of a named question, or of a query where no name is given."""
    asked = questions_of(graph)
    if name:
        bindings |= _positional(name, given, bindings)
        target = opened(graph, name)
        answer = asked.ask(target, name, limit=limit, timeout=timeout, **bindings)
    else:
        if len(given) != 1:
            fail("expected one SPARQL query, or --name QUERY (see kg query --list)")
        target = opened(graph)
        answer = asked.run(target, _sparql(given[0]), limit=limit, timeout=timeout, **bindings)
    if format is Format.TABLE:
        titles = {iri: _short(title) for iri, title in asked.titles(target, answer.articles()).items()}
        text = _headed(answer.called(titles), named=bool(name)).table(room())
        notes = (told(line) if line[:1] == "…" or line in {"yes", "no"} else line for line in text.splitlines())
        sys.stdout.write(visible("".join(f"{line}\n" for line in notes)))
    else:
        sys.stdout.write(answer.text(format.value))
    if answer.truncated:
        complain(f"more than {limit:,} rows; raise --limit to see them")


def _headed(answer: Result, *, named: bool) -> Result:
    """The answer to a named question with its columns called in Chinese for who reads that; others as they are."""
    if not named or not chinese():
        return answer
    return replace(answer, columns=tuple(column(c)[0] for c in answer.columns))


def _short(title: str) -> str:
    """The beginning of an article's title, as much of it as a table has room for."""
    first, *others = folded(title, _TITLE)
    return f"{first} …" if others else first


def _bindings(values: Iterable[str]) -> dict[str, object]:
    """What each VARIABLE=VALUE binds."""
    bindings: dict[str, object] = {}
    for pair in values:
        variable, equals, value = pair.partition("=")
        if not equals:
            fail(f"--set {pair}: expected VARIABLE=VALUE")
        bindings[variable.lstrip("?$")] = value
    return bindings


def _positional(name: str, given: Sequence[str], bound: Mapping[str, object]) -> dict[str, object]:
    """What the values bind of a named question's parameters that are not bound yet, in their order."""
    from kg.query.named import named, unknown

    questions = named()
    if name not in questions:
        fail(unknown(name, questions))
    left = [p for p in questions[name].parameters if p.name not in bound]
    if len(given) > len(left):
        fail(f"{name} takes {len(left)} value{'s' * (len(left) != 1)}, not {len(given)}")
    return {p.name: value for p, value in zip(left, given, strict=False)}


def _sparql(given: str) -> str:
    """The query that was given: itself, standard input, or a file's."""
    if given == "-":
        return sys.stdin.read()
    return Path(given).read_text(encoding="utf-8") if given.endswith(".rq") else given


def _questions() -> None:
    from kg.query import named

    rows: list[Sequence[str]] = [("question", "values", "what it asks")]
    for question in named().values():
        asked = " ".join(f"[{p.name}]" if p.default else p.name.upper() for p in question.parameters)
        said = (question.zh,) if chinese() else (question.zh, question.en)
        rows.append((question.name, asked, "  ".join(said)))
    table(rows)
