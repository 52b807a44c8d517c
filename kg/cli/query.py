"""`kg query`: SPARQL and the named questions, asked of a graph or a store."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.base import app, complain, fail, terminal
from kg.cli.stores import questions as questions_of
from kg.shown import visible


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
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Print no more rows than this.")] = None,
    timeout: Annotated[float | None, typer.Option("--timeout", min=0.01, help="Seconds to wait at most.")] = None,
    listed: Annotated[bool, typer.Option("--list", "-l", help="List the questions that ship.")] = False,
) -> None:
    """Ask an exported graph or a store in SPARQL, or by one of the named questions."""
    if listed:
        _questions()
        return
    if graph is None:
        fail("which graph? Give a file that kg build wrote, such as output/sample.ttl")
    bindings = _bindings(values or ())
    given = words or []
    if name:
        bindings |= _positional(name, given, bindings)
        answer = questions_of(graph).ask(graph, name, limit=limit, timeout=timeout, **bindings)
    else:
        if len(given) != 1:
            fail("expected one SPARQL query, or --name QUERY (see kg query --list)")
        answer = questions_of(graph).run(graph, _sparql(given[0]), limit=limit, timeout=timeout, **bindings)
    text = answer.text(format.value)
    sys.stdout.write(visible(text) if format is Format.TABLE else text)
    if answer.truncated:
        complain(f"more than {limit} rows; raise --limit to see them")


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
    from kg.query import named

    questions = named()
    if name not in questions:
        fail(f"no question is called {name}: one of {' '.join(questions)}")
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
    from rich.table import Table

    from kg.query import named

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in ("question", "values", "what it asks"):
        table.add_column(head, no_wrap=head != "what it asks")
    for question in named().values():
        asked = " ".join(f"[{p.name}]" if p.default else p.name.upper() for p in question.parameters)
        table.add_row(question.name, asked, f"{question.zh}  {question.en}")
    terminal().print(table)
