"""The named questions, answered from the tables of a store: `ontology/queries/NAME.sql` asks what `NAME.rq` asks.

A head line `-- iri:` lists the columns that are IRIs, `-- zh:` those that are Chinese; the rest is plain by its type.
A value never becomes part of a query's text.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.corpus import tables
from kg.corpus.opened import Corpus
from kg.corpus.vocabulary import TABLES, vocabulary
from kg.graph import nothing_called
from kg.model import KG, KGV, Entity, Relation
from kg.normalised import plain
from kg.query import Parameter, QueryError, Result, named
from kg.query.coded import Coded, Column
from kg.query.named import unknown
from kg.resources import ontology_dir
from kg.terms import PREFIXES, QUERY_PREFIXES
from kg.vocabulary.history import history

if TYPE_CHECKING:
    import pyoxigraph as ox

_SAMPLE = 8
"""Of a long column every so many values are looked at to see whether most stand in several rows."""


@cache
def _sql(folder: Path, name: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """The query of a question, its columns that are IRIs, and those that are Chinese."""
    text = (folder / f"{name}.sql").read_text("utf-8")
    heads = {"iri": frozenset[str](), "zh": frozenset[str]()}
    for line in text.splitlines():
        key, _, rest = line.removeprefix("-- ").partition(": ")
        if line.startswith("-- ") and key in heads:
            heads[key] = frozenset(rest.split())
    return text, heads["iri"], heads["zh"]


def ask(
    corpus: Corpus, name: str, *, limit: int | None = None, timeout: float | None = None, **given: object
) -> Result:
    """The answer of a named question, the same as `kg.query.ask` gives for the graph of all that the store holds.

    Raises QueryError as it does, TimeoutError when the time is over.
    """
    questions = named()
    if name not in questions:
        raise QueryError(unknown(name, questions))
    parameters = {p.name: p for p in questions[name].parameters}
    for key in given:
        if key not in parameters:
            raise QueryError(f"{name} has no parameter {key}; it has: {' '.join(parameters) or 'none'}")
    said = {p.name: p.default for p in parameters.values() if p.default} | dict(given)
    if missing := [p for p in parameters.values() if p.name not in said]:
        raise QueryError(f"{name} needs {', '.join(f'{p.name} ({p.description})' for p in missing)}")
    values = {key: _value(corpus, parameters[key], value) for key, value in said.items()}
    text, iris, chinese = _sql(ontology_dir() / "queries", name)
    names, rows = _found(corpus, text, values, limit, timeout)
    return _result(names, rows[:limit], iris, chinese, truncated=limit is not None and len(rows) > limit)


def _value(corpus: Corpus, parameter: Parameter, value: object) -> Any:
    """What a parameter's value is in the tables: an IRI, the name of a relation, a date, or a text."""
    text = value.iri if isinstance(value, Entity) else str(value)
    if parameter.type == "entity":
        return _entity(corpus, text, parameter.name)
    if parameter.type == "relation":
        local = text.removeprefix("kg:").removeprefix(KG)
        if local not in set(Relation):
            raise QueryError(f"{parameter.name}: {text} is no relation: one of {' '.join(Relation)}")
        return local
    if parameter.type == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise QueryError(f"{parameter.name}: {text} is no date, give it as 2021-04-14") from None
    return text


def _entity(corpus: Corpus, name: str, parameter: str) -> str:
    """The one entity that a name, or an IRI with or without a prefix, stands for."""
    text = name.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    if colon and prefix in {"http", "https", "urn"}:
        return text
    if colon and prefix in QUERY_PREFIXES:
        return QUERY_PREFIXES[prefix] + local
    found = corpus.find(name)
    found = tuple(e for e in found if name in {e.label, *e.names, e.label_en}) or found
    if not found and (beside := _beside(corpus, name)):
        return beside
    if not found:
        raise QueryError(f"{parameter}: {nothing_called(name, 'this store', corpus.near(name))}")
    if len(found) > 1:
        listed = " ".join(e.iri for e in found)
        raise QueryError(f"{parameter}: {name} is the name of {len(found)} entities, give one by its IRI: {listed}")
    return found[0].iri


def _beside(corpus: Corpus, name: str) -> str:
    """The only body of this name that one of the store came from or became; empty where there is none."""
    past = history()
    lines = {one: past.line(one) for one in past.named.get(plain(name), ())}
    known = corpus.rows("SELECT iri FROM entities WHERE starts_with(iri, ?)", KGV)
    held = {iri.removeprefix(KGV) for (iri,) in known}
    found = [one for one, line in lines.items() if not held.isdisjoint(line)]
    return KGV + found[0] if len(found) == 1 else ""


def _found(
    corpus: Corpus, text: str, values: Mapping[str, Any], limit: int | None, timeout: float | None
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of the answer of a query, one row more than the limit; ended when the time is over.

    Rows, and no table of Arrow's: what makes one takes longer to load than most questions to be answered.
    """
    if any(table in text for table in TABLES):
        vocabulary(corpus.connection)
    late = threading.Event()

    def end() -> None:
        late.set()
        corpus.connection.interrupt()

    timer = threading.Timer(timeout, end) if timeout is not None else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        top = "" if limit is None else f" LIMIT {limit + 1}"
        return corpus.named_rows(text.rstrip() + top, values)
    except Exception as error:
        if late.is_set():
            raise TimeoutError(f"the query took longer than {timeout:g} seconds") from None
        if tables.lacks_column(error):
            why = "an earlier version read it, which did not keep what this asks for; kg corpus build reads it again"
            raise QueryError(f"{corpus.path}: {why}") from None
        raise
    finally:
        if timer is not None:
            timer.cancel()


def _result(
    names: Sequence[str],
    found: Sequence[tuple[Any, ...]],
    iris: frozenset[str],
    chinese: frozenset[str],
    *,
    truncated: bool,
) -> Result:
    """The rows as terms; those with a subject, a predicate and an object or a label are triples."""
    columns = [*zip(*found, strict=True)] or [() for _ in names]
    rows = Coded([_column(name, column, iris, chinese) for name, column in zip(names, columns, strict=True)])
    if names[:3] != ["subject", "predicate", "object"]:
        return Result("select", tuple(names), rows, None, truncated)
    triples = {(row[0], row[1], next(t for t in row[2:] if t is not None)) for row in rows}
    return Result("graph", tuple(names[:3]), tuple(sorted(triples, key=str)), None, truncated)


def _column(name: str, column: Sequence[Any], iris: frozenset[str], chinese: frozenset[str]) -> Column:
    """The values of a column with the terms that they stand for; what stands in many rows is one."""
    import pyoxigraph as ox

    def term(value: Any) -> ox.NamedNode | ox.Literal:
        if name in iris:
            return ox.NamedNode(value)
        if name in chinese or name == "label_en":
            return ox.Literal(value, language="en" if name == "label_en" else "zh")
        if isinstance(value, date):
            return ox.Literal(value.isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        return ox.Literal(value)

    some = column[:: _SAMPLE if len(column) > 1000 * _SAMPLE else 1]
    if 2 * len(set(some)) > len(some):
        return Column(column, term)
    places: dict[Any, int] = {}
    codes = [places.setdefault(value, len(places)) for value in column]
    return Column([*places], term, codes)
