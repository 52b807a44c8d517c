"""Queries to answers: parameters bound as terms, rows limited, time limited."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.graph import Graph
from kg.model import KGI
from kg.query.answers import Result
from kg.query.refusing import FORMS, TOKEN, QueryError, explained, refuse
from kg.query.stores import bound, open_store
from kg.terms import QUERY_PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def run(
    target: Graph | ox.Store | str | Path,
    sparql: str,
    *,
    limit: int | None = None,
    timeout: float | None = None,
    **bindings: object,
) -> Result:
    """The answer of a SPARQL 1.1 query over the target's triples; named graphs are read as one unless FROM says else.

    A binding sets a variable of the query: an entity, a relation, a date, a number, an IRI (`kgv:…` too), or any name
    of an entity (城市建设司); text that names nothing stands for itself. `limit` caps the rows, `timeout` the seconds.
    Raises QueryError for what is refused or unreadable, for a binding that the query has no variable for, and for a
    name that several entities bear; TimeoutError when the time is over; what `open_store` raises.
    """
    return run_typed(target, sparql, limit, timeout, bindings, {})


def run_typed(
    target: Graph | ox.Store | str | Path,
    sparql: str,
    limit: int | None,
    timeout: float | None,
    bindings: Mapping[str, object],
    types: Mapping[str, str],
) -> Result:
    """As `run`, with the types of the parameters that a named question declares."""
    refuse(sparql)
    store = open_store(target)
    variables = {t[1:] for m in TOKEN.finditer(sparql) if (t := m[0])[0] in "?$"}
    for name in bindings:
        if name not in variables:
            raise QueryError(
                f"the query has no variable ?{name}; it has {' '.join('?' + v for v in sorted(variables))}"
            )
    terms = {name: bound(store, name, value, types.get(name, "")) for name, value in bindings.items()}
    if timeout is None:
        return evaluate(store, sparql, limit, terms)
    outcome: list[Result | BaseException] = []

    def work() -> None:
        try:
            outcome.append(evaluate(store, sparql, limit, terms))
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout)
    if not outcome:
        raise TimeoutError(f"the query took longer than {timeout:g} seconds")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})


class _Selecting(NamedTuple):
    """A query with its parameters selected, those that had to be put there, and what it says of no solutions."""

    text: str
    added: tuple[str, ...] = ()
    empty: str = ""


def _selecting(sparql: str, names: Collection[str]) -> _Selecting:
    """The query with the variables in its outermost SELECT (and GROUP BY): the library binds what is selected only.

    Other forms of query and `SELECT *` stay as they are. Where an aggregate over all had to become one over a group,
    `empty` is the same query over nothing: it has the row (a count of 0) that a group without members does not give.
    """
    depth, at, group_at, where_start, where_end = 0, -1, -1, -1, -1
    selected: set[str] = set()
    aggregates = star = False
    before = ""
    for token in TOKEN.finditer(sparql):
        word, mark, text = (token["word"] or "").upper(), token["mark"] or "", token[0]
        if mark in {"{", "("}:
            depth += 1
        elif mark in {"}", ")"}:
            depth -= 1
            if mark == "}" and depth == 0:
                where_end = token.end()
        if at < 0:
            if word in FORMS - {"SELECT"}:
                return _Selecting(sparql)
            if word == "SELECT":
                at = token.end()
        elif where_end < 0 and depth == 0 and word in {"DISTINCT", "REDUCED"}:
            at = token.end()
        elif mark == "{" and depth == 1 and where_end < 0:
            before, where_start = "where", token.start()
        elif before != "where" and where_end < 0:
            star = star or (mark == "*" and depth == 0)
            aggregates = aggregates or word in _AGGREGATES
            if text[0] in "?$" and (depth == 0 or before == "AS"):
                selected.add(text[1:])
            before = word if word == "AS" else ""
        elif where_end >= 0 and depth == 0 and word == "BY" and group_at < 0 and before == "GROUP":
            group_at = token.end()
        if where_end >= 0:
            before = word or before
    added = tuple(n for n in names if n not in selected)
    if at < 0 or star or not added:
        return _Selecting(sparql)
    inserted = "".join(f" ?{n}" for n in added)
    edits, empty = [(at, inserted + " ")], ""
    if group_at >= 0:
        edits.append((group_at, inserted + " "))
    elif aggregates:
        edits.append((where_end, " GROUP BY" + inserted + " "))
        empty = f"{sparql[:where_start]}{{ FILTER(false) }}{sparql[where_end:]}"
    for place, text in reversed(edits):
        sparql = sparql[:place] + text + sparql[place:]
    return _Selecting(sparql, added, empty)


def prepared(store: ox.Store, sparql: str, terms: Mapping[str, Term]) -> Any:
    """The library's answer to a query that `refuse` has let pass. Raises QueryError for bad syntax."""
    import pyoxigraph as ox

    words = {(t["word"] or "").upper() for t in TOKEN.finditer(sparql)}
    options: dict[str, Any] = {"base_iri": KGI, "prefixes": dict(QUERY_PREFIXES)}
    options["use_default_graph_as_union"] = "FROM" not in words
    text, added, _ = _selecting(sparql, terms)
    if added:
        try:
            store.query(sparql, **options)
        except SyntaxError as error:
            raise explained(error, sparql) from None
    try:
        return store.query(text, substitutions={ox.Variable(n): t for n, t in terms.items()}, **options)
    except SyntaxError as error:
        raise explained(error, text) from None
    except RuntimeError as error:
        raise QueryError(str(error)) from None


def evaluate(store: ox.Store, sparql: str, limit: int | None, terms: Mapping[str, Term]) -> Result:
    """The answer to a query that `refuse` has let pass, its parameters bound to the terms."""
    import pyoxigraph as ox

    answer = prepared(store, sparql, terms)
    if isinstance(answer, ox.QueryBoolean):
        return Result("ask", (), (), bool(answer))
    rows: list[tuple[Term | None, ...]] = []
    truncated = False
    graph = isinstance(answer, ox.QueryTriples)
    for found in answer:
        if limit is not None and len(rows) >= limit:
            truncated = True
            break
        rows.append(tuple(found))
    if graph:
        return Result("graph", ("subject", "predicate", "object"), tuple(sorted(rows, key=str)), None, truncated)
    columns = tuple(v.value for v in answer.variables)
    _, hidden, empty = _selecting(sparql, terms)
    if empty and not rows:
        return evaluate(store, empty, limit, {})
    if hidden:
        kept = [i for i, c in enumerate(columns) if c not in hidden]
        columns, rows = tuple(columns[i] for i in kept), [tuple(row[i] for i in kept) for row in rows]
    return Result("select", columns, tuple(rows), None, truncated)
