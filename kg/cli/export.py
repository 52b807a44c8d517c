"""`kg export`: a graph in the forms of other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.base import app, fail
from kg.cli.stores import exported as stored
from kg.cli.stores import is_store, loaded


@app.command(epilog="Example:  kg export output/sample.ttl --to gexf -o sample.gexf")
def export(
    graph: Annotated[Path | None, typer.Argument(metavar="GRAPH", help="A graph (.ttl) or a store.")] = None,
    to: Annotated[str, typer.Option("--to", "-t", metavar="FORMAT", help="A form; --list shows them.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder for a pair of tables.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", "-l", help="List the forms.")] = False,
) -> None:
    """Write a graph in another form: to standard output, or to a file or folder with -o."""
    from kg.export import FORMS, to_csv
    from kg.export import export as exported

    tables = {"csv": "gephi", "gephi": "gephi", "neo4j": "neo4j"}
    if listed:
        print("\n".join([*FORMS, *tables]))
        return
    if graph is None:
        fail("which graph? Give a file that kg build wrote, such as output/sample.ttl")
    if is_store(graph):
        stored(graph, to, output)
        return
    if to not in {*FORMS, *tables}:
        fail(f"--to {to or 'what'}? One of {' '.join([*FORMS, *tables])}")
    if to in tables:
        if output is None:
            fail(f"{to} is two tables: give a folder for them with -o")
        print("\n".join(map(str, to_csv(loaded(graph), tables[to], output))))
    elif output is None:
        sys.stdout.write(exported(loaded(graph), to))
    else:
        exported(loaded(graph), to, output)
        print(output)
