"""Answers: rows, truth or triples, and how they are written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from kg.model import KGI
from kg.query.coded import Coded
from kg.shown import cell, fitted, laid, width
from kg.terms import PREFIXES, QUERY_PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


Value = str | int | float | bool | None
Turned = TypeVar("Turned")


@dataclass(frozen=True)
class Result:
    """The answer: rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE.

    `columns` and `rows` hold a SELECT's terms (None where unbound); of triples they are subject, predicate, object.
    `truncated` is True where there were more rows than `limit`. Iterating gives each row's plain values.
    """

    kind: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Term | None, ...]]
    truth: bool | None = None
    truncated: bool = False

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return map(tuple, _turned(self.rows, plain))

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
        writers: dict[str, Callable[[Result], str]] = {"table": Result.table, "csv": _csv, "json": _json, "ttl": _ttl}
        if form not in writers:
            raise ValueError(f"unknown format {form!r}: one of {' '.join(writers)}")
        return writers[form](self)

    def articles(self) -> set[str]:
        """The IRIs of articles that stand in the rows."""
        values = {v for row in _turned(self.rows, plain) for v in row if isinstance(v, str)}
        return {v for v in values if v.startswith(_ARTICLE) and "#" not in v}

    def called(self, titles: Mapping[str, str]) -> Result:
        """The answer with titles in the place of the IRIs that have one."""
        import pyoxigraph as ox

        def shown(term: Term | None) -> Term | None:
            title = titles.get(term.value) if isinstance(term, ox.NamedNode) else None
            return ox.Literal(title) if title else term

        return replace(self, rows=tuple(map(tuple, _turned(self.rows, shown)))) if titles else self

    def table(self, room: int | None = None) -> str:
        """The answer as a table, its cells folded where it would take more than `room` columns."""
        return _table(self, room)


_XSD = PREFIXES["xsd"]
_ARTICLE = KGI + "article/"
_WHOLE = frozenset(_XSD + t for t in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))
_REAL = frozenset(_XSD + t for t in ("decimal", "double", "float"))


def _turned(rows: Sequence[Sequence[Term | None]], turn: Callable[[Term | None], Turned]) -> Sequence[Sequence[Turned]]:
    """The rows with each of their terms turned, one that stands in many rows only once."""
    if isinstance(rows, Coded):
        return rows.turned(turn)
    known: dict[int, Turned] = {}
    made = []
    for row in rows:
        cells = []
        for term in row:
            if id(term) not in known:
                known[id(term)] = turn(term)
            cells.append(known[id(term)])
        made.append(cells)
    return made


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


WIDEST: Final = 200
"""Columns of the widest cell of a table: what is longer is cut, and the last line says so."""


def _cut(text: str) -> str:
    """The text, or its beginning and a mark where a table has no room for all of it."""
    if len(text) <= WIDEST // 2 or width(text) <= WIDEST:
        return text
    used = 0
    for i, char in enumerate(text):
        used += width(char)
        if used >= WIDEST:
            return text[: i - 1] + "…"
    return text


def _table(result: Result, room: int | None) -> str:
    if result.kind == "ask":
        return "yes\n" if result.truth else "no\n"
    cut: set[int] = set()

    def shown(term: Term | None) -> str:
        whole = short(term)
        kept = _cut(whole)
        if len(kept) < len(whole):
            cut.add(id(term))
        return kept

    cells = [list(result.columns), *_turned(result.rows, shown)]
    widths = fitted([max(map(width, set(column))) for column in zip(*cells, strict=True)], room)
    heads, *rows = laid(cells, room=room)
    lines = [*heads, "  ".join("─" * w for w in widths), *chain.from_iterable(rows)]
    if result.truncated:
        lines.append(f"… more than {len(result.rows)} rows")
    if times := sum(id(term) in cut for row in result.rows for term in row) if cut else 0:
        lines.append(
            f"… {times} cell{'s' * (times != 1)} cut to {WIDEST} columns; --format csv or json gives all of it"
        )
    return "\n".join(lines) + "\n"


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if result.kind == "ask":
        writer.writerows([["answer"], ["true" if result.truth else "false"]])
    else:
        writer.writerow(result.columns)
        if isinstance(result.rows, Coded):
            _write_plainly(result.rows, out)
        else:
            writer.writerows(_turned(result.rows, _csv_cell))
    return out.getvalue()


_AS_IT_IS = re.compile(r"[^=+\-@\t\r\n\",][^\r\n\",]*")
_QUOTED = re.compile(r"[\r\n\",]")


def _write_plainly(rows: Coded, out: io.StringIO) -> None:
    """Write rows of plain values as the library does, in a fraction of the time where they are many."""
    empty = '""' if len(rows.columns) == 1 else ""
    out.writelines(f"{','.join(row) or empty}\r\n" for row in rows.plainly(_csv_fields))


def _csv_fields(values: Sequence[object]) -> list[str]:
    """The plain values as fields of CSV.

    >>> _csv_fields(["城市", "城市,乡村", "=1", 5, None, True])
    ['城市', '"城市,乡村"', "'=1", '5', '', 'true']
    """
    plain = _AS_IT_IS.fullmatch
    return [v if type(v) is str and plain(v) else _csv_field(v) for v in values]


def _csv_field(value: object) -> str:
    """What `_csv_cell` gives for the term of a plain value, in quotation marks where it needs them."""
    if not isinstance(value, str):
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    text = cell(value)
    if _QUOTED.search(text) is None:
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _csv_cell(term: Term | None) -> str:
    """The term's text, numbers as they are, other text such that no spreadsheet runs it."""
    if term is None:
        return ""
    text = str(getattr(term, "value", term))
    safe = cell(text)
    return text if safe is not text and isinstance(plain(term), int | float) else safe


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
        said = _turned(result.rows, lambda t: None if t is None else _json_term(t))
        bindings = [{c: t for c, t in zip(result.columns, row, strict=True) if t is not None} for row in said]
        answer = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _ttl(result: Result) -> str:
    import pyoxigraph as ox

    if result.kind != "graph":
        raise ValueError("ttl is the format of CONSTRUCT and DESCRIBE; a SELECT or ASK answers as table, csv or json")
    triples = (ox.Triple(*row) for row in result.rows)  # type: ignore[arg-type]
    raw = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(QUERY_PREFIXES))
    return (raw or b"").decode()
