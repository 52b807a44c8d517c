"""Queries to answers: parameters bound as terms, rows limited, time limited."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.graph import Graph
from kg.model import KGI, KGV
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
    return _awaited(lambda: evaluate(store, sparql, limit, terms), timeout)


def _awaited(answer: Callable[[], Result], timeout: float | None) -> Result:
    """The answer, worked out beside the one who waits for it: an interrupt or the end of the time ends the waiting."""
    outcome: list[Result | BaseException] = []

    def work() -> None:
        try:
            outcome.append(answer())
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


@dataclass(slots=True)
class _Outline:
    """The parts of a SELECT query: where a variable can be put, and what its head selects.

    Places are offsets, -1 where there is none: after SELECT (and DISTINCT), after GROUP BY, and the WHERE clause.
    """

    select: int
    group: int = -1
    where: tuple[int, int] = (-1, -1)
    star: bool = False
    aggregates: bool = False
    selected: set[str] = field(default_factory=set)


class _Token(NamedTuple):
    """A token of a query: its text, its keyword and mark (empty where it is none), its place, how deep it stands."""

    text: str
    word: str
    mark: str
    start: int
    end: int
    depth: int


def _tokens(sparql: str) -> Iterator[_Token]:
    depth = 0
    for token in TOKEN.finditer(sparql):
        mark = token["mark"] or ""
        depth += (mark in {"{", "("}) - (mark in {"}", ")"})
        yield _Token(token[0], (token["word"] or "").upper(), mark, token.start(), token.end(), depth)


def _outline(sparql: str) -> _Outline | None:
    """The parts of the query, None where it is no SELECT."""
    tokens = _tokens(sparql)
    first = next((t for t in tokens if t.word in FORMS), None)
    if first is None or first.word != "SELECT":
        return None
    outline = _Outline(first.end)
    _read_head(tokens, outline)
    _read_rest(tokens, outline)
    return outline


def _read_head(tokens: Iterator[_Token], outline: _Outline) -> None:
    """Take in what stands between SELECT and the WHERE clause."""
    before = ""
    for t in tokens:
        if t.mark == "{" and t.depth == 1:
            outline.where = (t.start, -1)
            return
        if t.depth == 0 and t.word in {"DISTINCT", "REDUCED"}:
            outline.select = t.end
        outline.star |= t.mark == "*" and t.depth == 0
        outline.aggregates |= t.word in _AGGREGATES
        if t.text[0] in "?$" and (t.depth == 0 or before == "AS"):
            outline.selected.add(t.text[1:])
        before = t.word


def _read_rest(tokens: Iterator[_Token], outline: _Outline) -> None:
    """Take in the WHERE clause and what follows it."""
    before = ""
    for t in tokens:
        if t.mark == "}" and t.depth == 0:
            outline.where = (outline.where[0], t.end)
        elif t.depth == 0 and t.word == "BY" and before == "GROUP" and outline.group < 0:
            outline.group = t.end
        before = t.word or before


def _selecting(sparql: str, names: Collection[str]) -> _Selecting:
    """The query with the variables in its outermost SELECT (and GROUP BY): the library binds what is selected only.

    Other forms of query and `SELECT *` stay as they are. Where an aggregate over all had to become one over a group,
    `empty` is the same query over nothing: it has the row (a count of 0) that a group without members does not give.
    """
    outline = _outline(sparql)
    added = tuple(n for n in names if outline is not None and n not in outline.selected)
    if outline is None or outline.star or not added:
        return _Selecting(sparql)
    inserted = "".join(f" ?{n}" for n in added)
    edits, empty = [(outline.select, inserted + " ")], ""
    start, end = outline.where
    if outline.group >= 0:
        edits.append((outline.group, inserted + " "))
    elif outline.aggregates:
        edits.append((end, " GROUP BY" + inserted + " "))
        empty = f"{sparql[:start]}{{ FILTER(false) }}{sparql[end:]}"
    for place, text in reversed(edits):
        sparql = sparql[:place] + text + sparql[place:]
    return _Selecting(sparql, added, empty)


def prepared(store: ox.Store, sparql: str, terms: Mapping[str, Term]) -> Any:
    """The library's answer to a query that `refuse` has let pass. Raises QueryError for bad syntax."""
    import pyoxigraph as ox

    words = {(t["word"] or "").upper() for t in TOKEN.finditer(sparql)}
    options: dict[str, Any] = {"base_iri": KGI, "prefixes": dict(QUERY_PREFIXES)}
    options["use_default_graph_as_union"] = "FROM" not in words and not _leaves_out(store, sparql)
    text, added, _ = _selecting(sparql, terms)
    if added:
        try:
            ox.Store().query(sparql, **options)  # where nothing is: without its parameters it may take for ever
        except SyntaxError as error:
            raise explained(error, sparql) from None
    try:
        return store.query(text, substitutions={ox.Variable(n): t for n, t in terms.items()}, **options)
    except SyntaxError as error:
        raise explained(error, text) from None
    except RuntimeError as error:
        raise QueryError(str(error)) from None


_BESIDE = re.compile(
    r":(?:attested\w*|Attestation|isReplacedBy|replaces|ChangeEvent|originalOrganization|resultingOrganization"
    r"|foundingDate|dissolutionDate)\b"
)
"""Terms of what stands in the graph `kgv:`."""


def asks_vocabularies(sparql: str) -> bool:
    """True where a query uses a term of what the vocabularies say beside a graph.

    >>> [asks_vocabularies(f"SELECT ?o {{ ?s {term} ?o }}") for term in ("dcterms:isReplacedBy", "kg:partOf")]
    [True, False]
    """
    return _BESIDE.search(sparql) is not None


def _leaves_out(store: ox.Store, sparql: str) -> bool:
    """True where what the vocabularies say (the graph `kgv:`) is no part of what the query is asked of.

    It is a part where the query uses one of its terms, and where the store holds a graph for each article.
    """
    import pyoxigraph as ox

    beside = ox.NamedNode(KGV)
    if asks_vocabularies(sparql) or not store.contains_named_graph(beside):
        return False
    return all(graph == beside for graph in islice(store.named_graphs(), 2))


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
