"""`kg serve`: a graph on the web, read-only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import Graph, app
from kg.cli.stores import corpus, is_store

if TYPE_CHECKING:
    from kg.serve.served import Served


@app.command(epilog="Example:  kg serve output/sample.ttl --port 7878")
def serve(
    graph: Graph,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0: any free one.")] = 7878,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that answer queries.")] = 2,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a query may take.")] = 30.0,
    allow: Annotated[
        list[str] | None, typer.Option("--allow", metavar="NAME", help="A name of this machine to answer to.")
    ] = None,
    origins: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="ORIGIN", help="Whose pages may read it, as https://a.example; * for all."),
    ] = None,
) -> None:
    """Offer a graph or a store on the web, read-only: SPARQL endpoint, linked data and the page."""
    from kg.serve import MOST_BYTES
    from kg.serve import serve as serving

    target: Path | Served = graph
    if is_store(graph):
        corpus(graph)
        from kg.corpus.served import OfStore

        target = OfStore(graph, workers, timeout, MOST_BYTES)
    serving(
        target,
        host=host,
        port=port,
        workers=workers,
        timeout=timeout,
        allow=allow or (),
        origins=origins or (),
        name=str(graph),
    )
