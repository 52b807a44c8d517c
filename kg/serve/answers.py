"""The protocol's answers: a query to its status, media type and bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.model import KGI
from kg.query import QueryError, prepared, refuse
from kg.rdf import rdf_format
from kg.terms import QUERY_PREFIXES

ROWS: Final = (
    ("application/sparql-results+json", "json"),
    ("application/json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("application/xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("text/html", "html"),
)
TRIPLES: Final = (
    ("text/turtle", "ttl"),
    ("application/n-triples", "nt"),
    ("application/rdf+xml", "rdf"),
    ("application/ld+json", "jsonld"),
    ("application/trig", "trig"),
    ("application/n-quads", "nq"),
    ("text/plain", "nt"),
    ("application/json", "jsonld"),
    ("application/xml", "rdf"),
    ("text/html", "html"),
)
_ALIASES: Final = {
    "turtle": "ttl",
    "n3": "ttl",
    "json-ld": "jsonld",
    "rdf+xml": "rdf",
    "ntriples": "nt",
    "nquads": "nq",
}


PAGE_LIMIT: Final = 2_000_000
"""Bytes of the largest answer that is shown as a page, which takes many times as much."""


class TooLarge(Exception):
    """An answer of more bytes than the server gives."""


class _Bounded(io.BytesIO):
    """A buffer that refuses more than its limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = self.left = limit

    def write(self, data: Any) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge(f"the answer has more than {self.limit} bytes: ask with a LIMIT")
        return super().write(data)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer's status, media type, bytes and further headers.

    `retry` says after how many seconds to ask again, 0 nothing.
    """

    status: int
    type: str
    body: bytes
    retry: int = 0
    headers: tuple[tuple[str, str], ...] = ()


def choose(accept: str, offers: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The offer (media type, form) that the Accept header likes best; the first at a tie, None where none will do.

    >>> choose("text/html, text/csv;q=0.5, */*;q=0.1", [("text/csv", "csv"), ("application/json", "json")])
    ('text/csv', 'csv')
    """
    wanted = []
    for part in (accept or "*/*").split(","):
        name, *parameters = (x.strip() for x in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        wanted.append((name.lower(), float(quality) if re.fullmatch(r"[01](\.\d+)?", quality) else 0.0))

    def liking(type_: str) -> float:
        for pattern in (type_, type_.partition("/")[0] + "/*", "*/*"):
            for name, quality in wanted:
                if name == pattern:
                    return quality
        return 0.0

    best = max(offers, key=lambda o: liking(o[0]))
    return best if liking(best[0]) > 0 else None


def answer(store: Any, request: Mapping[str, Any]) -> Answer:
    """The answer to a protocol request: `query`, `accept`, `format`, `default`, `named` (graphs), `limit` (bytes)."""
    try:
        found = _found(store, request)
        offers = _offers(found)
        chosen = _chosen(request, offers)
        if chosen is None:
            return plain_answer(406, f"this answer comes as {' '.join(dict.fromkeys(t for t, _ in offers))}")
        return _serialized(found, chosen, int(request["limit"]))
    except TooLarge as error:
        return plain_answer(400, str(error))
    except QueryError as error:
        return plain_answer(403 if "refused" in str(error) else 400, str(error))
    except (SyntaxError, ValueError) as error:
        return plain_answer(400, str(error))


def _found(store: Any, request: Mapping[str, Any]) -> Any:
    """The library's answer to the query of a request, over the graphs that it names."""
    import pyoxigraph as ox

    sparql = str(request["query"])
    refuse(sparql)
    default = [ox.NamedNode(i) for i in request.get("default", ())]
    named = [ox.NamedNode(i) for i in request.get("named", ())]
    if not default and not named:
        return prepared(store, sparql, {})
    prefixes = dict(QUERY_PREFIXES)
    return store.query(sparql, base_iri=KGI, prefixes=prefixes, default_graph=default, named_graphs=named)


def _offers(found: Any) -> Sequence[tuple[str, str]]:
    import pyoxigraph as ox

    return TRIPLES if isinstance(found, ox.QueryTriples) else ROWS


def _chosen(request: Mapping[str, Any], offers: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The media type and form that the request names, or else likes best."""
    form = _ALIASES.get(str(request.get("format", "")), request.get("format"))
    asked = next((o for o in offers if form in o), None) if form else None
    return asked or choose(str(request.get("accept", "")), offers)


def _serialized(found: Any, chosen: tuple[str, str], limit: int) -> Answer:
    """The answer in the form that was chosen. Raises TooLarge where it has more bytes than the limit."""
    import pyoxigraph as ox

    page = chosen[1] == "html"
    out = _Bounded(min(limit, PAGE_LIMIT) if page else limit)
    if isinstance(found, ox.QueryTriples):
        type_, name = ("text/turtle", "ttl") if page else chosen
        prefixes = dict(QUERY_PREFIXES) if name in {"ttl", "trig", "rdf"} else None
        ox.serialize(found, output=out, format=rdf_format(name), prefixes=prefixes)
    else:
        formats = ox.QueryResultsFormat
        kinds = {"json": formats.JSON, "xml": formats.XML, "csv": formats.CSV, "tsv": formats.TSV}
        type_, name = ("application/sparql-results+json", "json") if page else chosen
        if isinstance(found, ox.QueryBoolean) and name in {"csv", "tsv"}:
            out.write(f"{str(bool(found)).lower()}\n".encode())
        else:
            found.serialize(output=out, format=kinds[name])
    charset = "; charset=utf-8" if type_.startswith("text/") else ""
    return Answer(200, "text/html" if page else type_ + charset, out.getvalue())


def plain_answer(status: int, text: str) -> Answer:
    """An answer of one line of text."""
    return Answer(status, "text/plain; charset=utf-8", f"{text}\n".encode())
