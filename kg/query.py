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

import csv
import io
import json
import re
import threading
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.graph import Graph, fold
from kg.model import KG, KGI, Entity, EntityType, Kind, Modality, Relation
from kg.rdf import form_of, rdf_format, to_turtle
from kg.resources import ontology_dir
from kg.terms import PREFIXES, QUERY_PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

Value = str | int | float | bool | None

_SKIP = r"#[^\n\r]*|<[^<>\"{}|^`\\\s]*>"
_STRINGS = "|".join(
    rf"{mark}(?:[^{mark[0]}\\{end}]|\\.{more})*{mark}"
    for mark, end, more in (
        ('"""', "", '|"(?!"")'),
        ("'''", "", "|'(?!'')"),
        ('"', r"\n", ""),
        ("'", r"\n", ""),
    )
)
_TOKEN = re.compile(
    rf"(?P<skip>{_SKIP}|{_STRINGS}|[?$@]\w[\w-]*|\\.)|(?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)|"
    r"(?P<word>[A-Za-z]+\w*)|(?P<mark>[{}()*])",
    re.DOTALL,
)
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class QueryError(ValueError):
    """A query that is refused or cannot be read; `line` and `column` count from 1, 0 where no place is meant."""

    def __init__(self, message: str, query: str = "", line: int = 0, column: int = 0) -> None:
        """Say what is wrong; with a place, show the line of the query and point at it."""
        self.line, self.column = line, column
        lines = query.splitlines()
        if line and line <= len(lines):
            shown = lines[line - 1].replace("\t", " ")
            message = f"line {line}, column {column}: {message}\n  {shown}\n  {' ' * _width(shown[: column - 1])}^"
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question leaves open. `type` is `entity`, `relation`, `date` or `text`."""

    name: str
    type: str
    description: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A named query with what it asks in both languages, its parameters and an example of their values."""

    name: str
    zh: str
    en: str
    description: str
    parameters: tuple[Parameter, ...]
    example: tuple[tuple[str, str], ...]
    sparql: str


@dataclass(frozen=True)
class Result:
    """The answer: rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE.

    `columns` and `rows` hold a SELECT's terms (None where unbound); of triples they are subject, predicate, object.
    `truncated` is True where there were more rows than `limit`. Iterating gives each row's plain values.
    """

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truth: bool | None = None
    truncated: bool = False

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return (tuple(plain(t) for t in row) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows) if self.truth is None else self.truth

    def dicts(self) -> list[dict[str, Value]]:
        """The rows as dictionaries of plain values, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self]

    def text(self, form: str = "table") -> str:
        """The answer as `table`, `csv`, `json` (SPARQL 1.1 results) or `ttl`; ends with a line end.

        Raises ValueError for another form, and for `ttl` of anything but triples.
        """
        writers = {"table": _table, "csv": _csv, "json": _json, "ttl": _ttl}
        if form not in writers:
            raise ValueError(f"unknown format {form!r}: one of {' '.join(writers)}")
        return writers[form](self)


# --- reading queries ---------------------------------------------------------------------------------------------


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def refuse(sparql: str) -> None:
    r"""Nothing, for a query that only reads what is here.

    Raises QueryError for SERVICE, for every update (LOAD, INSERT, DELETE, …) and for what is no query, however the
    keyword is spelled: code point escapes (`\u0053ERVICE`) are looked through.
    """
    stage = sparql
    while True:
        first = ""
        declared: set[str] = set()
        prologue = False
        for token in _TOKEN.finditer(stage):
            if token["name"] is not None and prologue:
                declared.add(token["name"])
                prologue = False
            word = (token["word"] or "").upper()
            if not word:
                continue
            if word == "SERVICE":
                raise QueryError(
                    "SERVICE is refused: a query reads this graph alone", stage, *_place(stage, token.start())
                )
            if not first:
                if word in {"PREFIX", "BASE"}:
                    prologue = word == "PREFIX"
                    continue
                first = word
                if word in _UPDATES:
                    raise QueryError(
                        f"{word} is refused: graphs are read-only here", stage, *_place(stage, token.start())
                    )
                if word not in _FORMS:
                    raise QueryError(
                        "expected SELECT, ASK, CONSTRUCT or DESCRIBE", stage, *_place(stage, token.start())
                    )
        if not first:
            raise QueryError("the query is empty: expected SELECT, ASK, CONSTRUCT or DESCRIBE")
        decoded = _CODE.sub(_decode, stage)
        if decoded == stage:
            return
        stage = decoded


def _decode(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else ""


def _unknown_prefix(sparql: str) -> tuple[str, int]:
    known = {p + ":" for p in QUERY_PREFIXES}
    previous = ""
    for token in _TOKEN.finditer(sparql):
        if token["name"] is not None:
            prefix = token["name"].partition(":")[0] + ":"
            if previous == "PREFIX":
                known.add(prefix)
            elif prefix not in known and prefix != "_:":
                return prefix, token.start()
        previous = (token["word"] or "").upper()
    return "", 0


def _explain(error: SyntaxError, sparql: str) -> QueryError:
    """The error with its place, which rdflib's parser tells: Oxigraph's tells how far it looked ahead."""
    prefix, offset = _unknown_prefix(sparql)
    if prefix:
        return QueryError(f"the prefix {prefix} is not declared", sparql, *_place(sparql, offset))
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(sparql)
    except ParseBaseException as found:
        rest = sparql[found.loc :].split(maxsplit=1)
        if not rest:
            return QueryError("the query ends too early", sparql, *_place(sparql, len(sparql.rstrip())))
        return QueryError(f"cannot be read from {rest[0]} on", sparql, found.lineno, found.col)
    reason = re.search(r"(?:^|, |one of )((?:The|A|An) [^,\[]+)", _PLACE.sub(r"\3", str(error)))
    return QueryError(reason[1].strip() if reason else str(error))


# --- what is asked -----------------------------------------------------------------------------------------------


def open_store(target: Graph | ox.Store | str | Path) -> ox.Store:
    """The triples of a graph, an RDF file or a store's folder, ready to be asked; a graph's are kept with it.

    Raises FileNotFoundError where nothing is, ValueError for a file that is no RDF.
    """
    import pyoxigraph as ox

    if isinstance(target, ox.Store):
        return target
    if isinstance(target, Graph):
        store: ox.Store | None = target.__dict__.get("_store")
        if store is None:
            store = ox.Store()
            store.bulk_load(to_turtle(target).encode(), format=ox.RdfFormat.TURTLE)
            target.__dict__["_store"] = store
        return store
    path = Path(target)
    if path.is_dir():
        return ox.Store.read_only(str(path))
    raw = path.read_bytes()
    store = ox.Store()
    try:
        store.bulk_load(raw, format=rdf_format(form_of(path)), base_iri=KGI)
    except SyntaxError as error:
        raise ValueError(f"{target}{f':{error.lineno}' if error.lineno else ''}: {error.msg}") from error
    return store


_LABELS: Final = tuple(
    PREFIXES[p] + n
    for p, n in (("rdfs", "label"), ("skos", "prefLabel"), ("skos", "altLabel"), ("skos", "hiddenLabel"))
)


def entities(store: ox.Store, name: str) -> list[str]:
    """The IRIs of the entities that have the name among their labels, sorted; marks and spaces do not matter."""
    import pyoxigraph as ox

    types = {ox.NamedNode(KG + t) for t in EntityType} | {ox.NamedNode(KG + k) for k in Kind}
    a = ox.NamedNode(PREFIXES["rdf"] + "type")

    def named(exact: bool) -> set[ox.NamedNode | ox.BlankNode | ox.Triple]:
        if exact:
            terms = [ox.Literal(name, language="zh"), ox.Literal(name, language="en"), ox.Literal(name)]
            return {
                q.subject for p in _LABELS for t in terms for q in store.quads_for_pattern(None, ox.NamedNode(p), t)
            }
        wanted = fold(name)
        return {
            q.subject
            for p in _LABELS
            for q in store.quads_for_pattern(None, ox.NamedNode(p), None)
            if isinstance(q.object, ox.Literal) and fold(q.object.value) == wanted
        }

    for exact in (True, False):
        found = {
            s.value
            for s in named(exact)
            if isinstance(s, ox.NamedNode) and any(q.object in types for q in store.quads_for_pattern(s, a, None))
        }
        if found:
            return sorted(found)
    return []


def _entity_term(store: ox.Store, name: str, parameter: str) -> ox.NamedNode:
    import pyoxigraph as ox

    if iri := _as_iri(name):
        return ox.NamedNode(iri)
    found = entities(store, name)
    if not found:
        raise QueryError(f"{parameter}: nothing in this graph is called {name}")
    if len(found) > 1:
        raise QueryError(
            f"{parameter}: {name} is the name of {len(found)} entities, give one by its IRI: {' '.join(found)}"
        )
    return ox.NamedNode(found[0])


def _as_iri(value: str) -> str:
    """The IRI that the text is (in full, in angle brackets, or with a known prefix); empty when it is none."""
    text = value.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    if re.match(r"(?:https?|urn|mailto|file):\S+$", text):
        return text
    if colon and prefix in QUERY_PREFIXES and not re.search(r"\s", text):
        return QUERY_PREFIXES[prefix] + local
    return ""


def _bind(store: ox.Store, name: str, value: object, type_: str) -> Term:
    """The RDF term for a parameter's value; `type_` is a `Parameter.type`, or empty for a free query."""
    import pyoxigraph as ox

    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    if isinstance(value, Entity):
        return ox.NamedNode(value.iri)
    if isinstance(value, Relation | Modality | EntityType | Kind):
        return ox.NamedNode(KG + value)
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    if isinstance(value, bool | int | float):
        return ox.Literal(value)
    text = str(value)
    if type_ == "entity":
        return _entity_term(store, text, name)
    if type_ == "relation":
        local = text.removeprefix("kg:").removeprefix(KG)
        if local not in set(Relation):
            raise QueryError(f"{name}: {text} is no relation: one of {' '.join(Relation)}")
        return ox.NamedNode(KG + local)
    if type_ == "date":
        try:
            return ox.Literal(date.fromisoformat(text).isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        except ValueError:
            raise QueryError(f"{name}: {text} is no date, give it as 2021-04-14") from None
    if type_ == "text":
        return ox.Literal(text)
    if iri := _as_iri(text):
        return ox.NamedNode(iri)
    found = entities(store, text)
    if len(found) > 1:
        return _entity_term(store, text, name)
    return ox.NamedNode(found[0]) if found else ox.Literal(text)


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
    return _run(target, sparql, limit, timeout, bindings, {})


def _run(
    target: Graph | ox.Store | str | Path,
    sparql: str,
    limit: int | None,
    timeout: float | None,
    bindings: Mapping[str, object],
    types: Mapping[str, str],
) -> Result:
    refuse(sparql)
    store = open_store(target)
    variables = {t[1:] for m in _TOKEN.finditer(sparql) if (t := m[0])[0] in "?$"}
    for name in bindings:
        if name not in variables:
            raise QueryError(
                f"the query has no variable ?{name}; it has {' '.join('?' + v for v in sorted(variables))}"
            )
    terms = {name: _bind(store, name, value, types.get(name, "")) for name, value in bindings.items()}
    if timeout is None:
        return _evaluate(store, sparql, limit, terms)
    outcome: list[Result | BaseException] = []

    def work() -> None:
        try:
            outcome.append(_evaluate(store, sparql, limit, terms))
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
    for token in _TOKEN.finditer(sparql):
        word, mark, text = (token["word"] or "").upper(), token["mark"] or "", token[0]
        if mark in {"{", "("}:
            depth += 1
        elif mark in {"}", ")"}:
            depth -= 1
            if mark == "}" and depth == 0:
                where_end = token.end()
        if at < 0:
            if word in _FORMS - {"SELECT"}:
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

    words = {(t["word"] or "").upper() for t in _TOKEN.finditer(sparql)}
    options: dict[str, Any] = {"base_iri": KGI, "prefixes": dict(QUERY_PREFIXES)}
    options["use_default_graph_as_union"] = "FROM" not in words
    text, added, _ = _selecting(sparql, terms)
    if added:
        try:
            store.query(sparql, **options)
        except SyntaxError as error:
            raise _explain(error, sparql) from None
    try:
        return store.query(text, substitutions={ox.Variable(n): t for n, t in terms.items()}, **options)
    except SyntaxError as error:
        raise _explain(error, text) from None
    except RuntimeError as error:
        raise QueryError(str(error)) from None


def _evaluate(store: ox.Store, sparql: str, limit: int | None, terms: Mapping[str, Term]) -> Result:
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
        return _evaluate(store, empty, limit, {})
    if hidden:
        kept = [i for i, c in enumerate(columns) if c not in hidden]
        columns, rows = tuple(columns[i] for i in kept), [tuple(row[i] for i in kept) for row in rows]
    return Result("select", columns, tuple(rows), None, truncated)


# --- named questions ---------------------------------------------------------------------------------------------

_PARAM = re.compile(r"(\w+) \((entity|relation|date|text)\)(?: = (\S+))?: (.+)")


def parse_question(name: str, text: str) -> Question:
    """The question of an `.rq` file: a head of `# zh:`, `# en:`, `# description:`, `# param`, `# example:` lines.

    Raises ValueError with the question's name for a head line that says none of these or for a missing one.
    """
    said: dict[str, str] = {}
    parameters: list[Parameter] = []
    example: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        body = line[1:].strip()
        key, _, rest = body.partition(": ")
        if found := _PARAM.fullmatch(body.removeprefix("param ")):
            parameters.append(Parameter(found[1], found[2], found[4], found[3] or ""))
        elif key == "example" or body == "example:":
            example = [(k, v) for k, _, v in (pair.partition("=") for pair in rest.split())]
        elif key in {"zh", "en", "description"}:
            said[key] = rest
        else:
            raise ValueError(f"question {name}: expected zh, en, description, param or example, not {line!r}")
    if missing := {"zh", "en", "description"} - set(said):
        raise ValueError(f"question {name}: the head lacks {' '.join(sorted(missing))}")
    return Question(name, said["zh"], said["en"], said["description"], tuple(parameters), tuple(example), text)


@cache
def _questions(folder: Path) -> dict[str, Question]:
    return {p.stem: parse_question(p.stem, p.read_text("utf-8")) for p in sorted(folder.glob("*.rq"))}


def named(folder: Path | None = None) -> dict[str, Question]:
    """The named questions by name, in order of name; those that ship with the ontology unless a folder is given."""
    return dict(_questions(folder or ontology_dir() / "queries"))


def ask(
    target: Graph | ox.Store | str | Path,
    name: str,
    *,
    limit: int | None = None,
    timeout: float | None = None,
    **bindings: object,
) -> Result:
    """The answer of a named question; parameters without a value take their default.

    Raises QueryError for an unknown question, a parameter without a value or one that the question does not have;
    what `run` raises.
    """
    questions = named()
    if name not in questions:
        raise QueryError(f"no question is called {name}; there are: {' '.join(questions)}")
    question = questions[name]
    types = {p.name: p.type for p in question.parameters}
    for given in bindings:
        if given not in types:
            raise QueryError(f"{name} has no parameter {given}; it has: {' '.join(types) or 'none'}")
    values = {p.name: p.default for p in question.parameters if p.default} | bindings
    if missing := [p for p in question.parameters if p.name not in values]:
        wanted = ", ".join(f"{p.name} ({p.description})" for p in missing)
        raise QueryError(f"{name} needs {wanted}")
    return _run(target, question.sparql, limit, timeout, values, types)


# --- writing answers ---------------------------------------------------------------------------------------------

_XSD = PREFIXES["xsd"]
_WHOLE = frozenset(_XSD + t for t in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))
_REAL = frozenset(_XSD + t for t in ("decimal", "double", "float"))


def plain(term: Term | None) -> Value:
    """The term as a plain value: a number or truth for such literals, else its text; an IRI in full."""
    import pyoxigraph as ox

    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        try:
            if kind in _WHOLE:
                return int(term.value)
            if kind in _REAL:
                return float(term.value)
        except ValueError:
            return term.value
        return term.value == "true" if kind == _XSD + "boolean" else term.value
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def short(term: Term | None) -> str:
    """The term as a table shows it: a literal's text, an IRI with its prefix (`kgv:高质量发展`)."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        best = max(
            ((p, iri) for p, iri in QUERY_PREFIXES.items() if term.value.startswith(iri)),
            key=lambda x: len(x[1]),
            default=None,
        )
        return f"{best[0]}:{term.value[len(best[1]) :]}" if best else term.value
    return "" if term is None else " ".join(str(getattr(term, "value", term)).split())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def _table(result: Result) -> str:
    if result.kind == "ask":
        return "yes\n" if result.truth else "no\n"
    cells = [list(result.columns), *([short(t) for t in row] for row in result.rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("─" * w for w in widths))
    if result.truncated:
        lines.append(f"… more than {len(result.rows)} rows")
    return "\n".join(lines) + "\n"


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if result.kind == "ask":
        writer.writerows([["answer"], ["true" if result.truth else "false"]])
    else:
        writer.writerow(result.columns)
        writer.writerows([getattr(t, "value", "" if t is None else str(t)) for t in row] for row in result.rows)
    return out.getvalue()


def _json_term(term: Term) -> dict[str, object]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        if term.datatype.value == _XSD + "string":
            return {"type": "literal", "value": term.value}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    parts = zip(("subject", "predicate", "object"), term, strict=True)
    return {"type": "triple", "value": {name: _json_term(t) for name, t in parts}}


def _json(result: Result) -> str:
    answer: dict[str, object] = {"head": {}, "boolean": result.truth}
    if result.kind != "ask":
        bindings = [
            {c: _json_term(t) for c, t in zip(result.columns, row, strict=True) if t is not None} for row in result.rows
        ]
        answer = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _ttl(result: Result) -> str:
    import pyoxigraph as ox

    if result.kind != "graph":
        raise ValueError("ttl is the format of CONSTRUCT and DESCRIBE; a SELECT or ASK answers as table, csv or json")
    triples = (ox.Triple(*row) for row in result.rows)  # type: ignore[arg-type]
    raw = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(QUERY_PREFIXES))
    return (raw or b"").decode()
