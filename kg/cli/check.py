"""`kg check`: where a graph breaks the shapes, in words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.base import Graph, app, busy, fail
from kg.cli.language import chinese
from kg.cli.stores import corpus, is_store
from kg.shown import visible


@app.command(epilog="Example:  kg check output/sample.ttl")
def check(
    graph: Graph,
    in_chinese: Annotated[bool, typer.Option("--zh", help="Report in Chinese, as --lang zh does.")] = False,
    shapes: Annotated[
        Path | None, typer.Option("--shapes", metavar="FILE", help="Shapes of your own instead of the shipped ones.")
    ] = None,
) -> None:
    """Say in words where a graph breaks the SHACL shapes; exit code 1 where it does."""
    from kg.check import Report
    from kg.check import check as checked

    try:
        with busy("Checking") as step:
            if is_store(graph):
                reports = [checked(part, shapes=shapes, on_step=step) for part in corpus(graph).parts()]
                problems = tuple(p for report in reports for p in report.problems)
                report = Report(tuple(dict.fromkeys(problems)), sum(report.triples for report in reports))
            else:
                report = checked(graph, shapes=shapes, on_step=step)
    except ImportError as error:
        fail(error)
    sys.stdout.write(visible(report.text("zh" if in_chinese or chinese() else "en")))
    if not report.conforms:
        raise typer.Exit(1)
