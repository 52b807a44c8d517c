"""Questions to a graph: SPARQL 1.1 over a graph, a file or a store, and the named questions that ship with it.

- `run(target, sparql, *, limit=None, timeout=None, **bindings) -> Result`: `target` is a Graph, an RDF file, a
  store's folder or an opened store; SELECT, ASK, CONSTRUCT and DESCRIBE are answered, everything else is refused.
- `ask(target, name, *, limit=None, timeout=None, **bindings) -> Result`: one of the named questions.
- `named() -> dict[str, Question]`: the questions of `ontology/queries/*.rq`, with their parameters and examples.
- `Result.text(form)`: `table`, `csv`, `json` or `ttl`.
- `QueryError` (a ValueError) says in one message what is wrong, and where in the query.

Parameters are bound as RDF terms and never become part of the query's text.
"""

from __future__ import annotations

from kg.query.answers import Result
from kg.query.asking import asks_vocabularies, prepared, run
from kg.query.named import Parameter, Question, ask, named, parse_question
from kg.query.refusing import QueryError, refuse
from kg.query.stores import entities, open_store, store_of_statements, titles

__all__ = [
    "Parameter",
    "QueryError",
    "Question",
    "Result",
    "ask",
    "asks_vocabularies",
    "entities",
    "named",
    "open_store",
    "parse_question",
    "prepared",
    "refuse",
    "run",
    "store_of_statements",
    "titles",
]
