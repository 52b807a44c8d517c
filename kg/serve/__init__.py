"""A graph or a store on the web, read-only: SPARQL 1.1 Protocol, linked data, the page and a query form.

- `serve(target, *, host="127.0.0.1", port=7878, workers=2, timeout=30.0, max_bytes=50_000_000) -> None` serves until
  interrupted; `Server` is the same as a context manager with `url`.

What is served is a `Served`: triples here, a store in `kg.corpus.served`, whose pages come from its tables.

Queries are answered by pyoxigraph in worker processes, each with the store opened read-only; a query that takes too
long is ended with its process, which no thread could do. The `oxigraph` program would serve a store alone, but it
follows SERVICE to other hosts and knows neither a file, nor the page, nor the entities' IRIs.

| path | what |
| --- | --- |
| `/` | what the store holds, a query form, the named questions |
| `/sparql` | the endpoint (GET and POST); without a query its service description |
| `/id/…`, `/vocab/…` | an entity, article or statement: 303 to `/page/…` or `/data/…` by what the client accepts |
| `/graph` | the interactive page; of a store the part that is asked for: `?about=NAME&from=DATE&until=DATE` |
| `/articles` | of a store the articles of a span of time: `?from=DATE&until=DATE` |
| `/ontology`, `/context.jsonld` | the ontology, the JSON-LD context |
"""

from __future__ import annotations

from kg.serve.answers import choose
from kg.serve.server import MOST_BYTES, Server, serve

__all__ = ["MOST_BYTES", "Server", "choose", "serve"]
