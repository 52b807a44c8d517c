"""A graph or a store on the web, read-only: SPARQL 1.1 Protocol, linked data, the page and a query form.

- `serve(target, *, host="127.0.0.1", port=7878, workers=2, timeout=30.0, max_bytes=50_000_000) -> None` serves until
  interrupted; `Server` is the same as a context manager with `url`.

Queries are answered by pyoxigraph in worker processes, each with the store opened read-only; a query that takes too
long is ended with its process, which no thread could do. The `oxigraph` program would serve a store alone, but it
follows SERVICE to other hosts and knows neither a file, nor the page, nor the entities' IRIs.

| path | what |
| --- | --- |
| `/` | what the store holds, a query form, the named questions |
| `/sparql` | the endpoint (GET and POST); without a query its service description |
| `/id/…`, `/vocab/…` | an entity, article or statement: 303 to `/page/…` or `/data/…` by what the client accepts |
| `/graph` | the interactive page |
| `/ontology`, `/context.jsonld` | the ontology, the JSON-LD context |
"""

from __future__ import annotations

import contextlib
import html
import io
import json
import queue
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from kg.model import KG, KGI, KGV
from kg.query import QueryError, named, prepared, refuse
from kg.rdf import form_of, load, rdf_format
from kg.resources import ontology_dir
from kg.terms import QUERY_PREFIXES
from kg.version import __version__
from kg.view import to_html

if TYPE_CHECKING:
    from types import TracebackType

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
_BODY_LIMIT: Final = 1_000_000
_STYLE: Final = """
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:64rem;
margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fff}a{color:#1a5fb4}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8dde5}
textarea{width:100%;min-height:12rem;font:14px/1.5 ui-monospace,monospace}q{quotes:"“" "”"}
.kind{color:#566074;font-size:.9em}@media(prefers-color-scheme:dark){body{background:#14181f;color:#e2e7ee}
a{color:#7cb7ff}td,th{border-color:#2c3440}textarea{background:#1b212b;color:inherit}.kind{color:#9aa5b5}}
"""


# --- workers: the processes that answer ----------------------------------------------------------------------------


class TooLarge(Exception):
    """An answer of more bytes than the server gives."""


class _Bounded(io.BytesIO):
    """A buffer that refuses more than its limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.left = limit

    def write(self, data: Any) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge
        return super().write(data)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer's status, media type and bytes."""

    status: int
    type: str
    body: bytes


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
    import pyoxigraph as ox

    def plain(status: int, text: str) -> Answer:
        return Answer(status, "text/plain; charset=utf-8", f"{text}\n".encode())

    sparql = str(request["query"])
    try:
        refuse(sparql)
        graphs = (
            [ox.NamedNode(i) for i in request.get("default", ())],
            [ox.NamedNode(i) for i in request.get("named", ())],
        )
        if any(graphs):
            found = store.query(
                sparql,
                base_iri=KGI,
                prefixes=dict(QUERY_PREFIXES),
                default_graph=graphs[0],
                named_graphs=graphs[1],
            )
        else:
            found = prepared(store, sparql, {})
        offers = TRIPLES if isinstance(found, ox.QueryTriples) else ROWS
        form = _ALIASES.get(str(request.get("format", "")), request.get("format"))
        asked = next((o for o in offers if form in o), None) if form else None
        chosen = asked or choose(str(request.get("accept", "")), offers)
        if chosen is None:
            return plain(406, f"this answer comes as {' '.join(dict.fromkeys(t for t, _ in offers))}")
        out = _Bounded(int(request["limit"]))
        if isinstance(found, ox.QueryTriples):
            type_, name = ("text/turtle", "ttl") if chosen[1] == "html" else chosen
            prefixes = dict(QUERY_PREFIXES) if name in {"ttl", "trig", "rdf"} else None
            ox.serialize(found, output=out, format=rdf_format(name), prefixes=prefixes)
        else:
            formats = ox.QueryResultsFormat
            kinds = {"json": formats.JSON, "xml": formats.XML, "csv": formats.CSV, "tsv": formats.TSV}
            type_, name = ("application/sparql-results+json", "json") if chosen[1] == "html" else chosen
            if isinstance(found, ox.QueryBoolean) and name in {"csv", "tsv"}:
                out.write(f"{str(bool(found)).lower()}\n".encode())
            else:
                found.serialize(output=out, format=kinds[name])
        charset = "; charset=utf-8" if type_.startswith("text/") else ""
        return Answer(200, "text/html" if chosen[1] == "html" else type_ + charset, out.getvalue())
    except TooLarge:
        return plain(400, f"the answer has more than {request['limit']} bytes: ask with a LIMIT")
    except QueryError as error:
        return plain(403 if "refused" in str(error) else 400, str(error))
    except (SyntaxError, ValueError) as error:
        return plain(400, str(error))


def work(location: str, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests, one JSON object a line, until there are no more: a JSON line, then the bytes it counts."""
    import pyoxigraph as ox

    store = ox.Store.read_only(location)
    for line in requests:
        try:
            found = answer(store, json.loads(line))
        except Exception as error:
            found = Answer(500, "text/plain; charset=utf-8", f"{type(error).__name__}: {error}\n".encode())
        head = {"status": found.status, "type": found.type, "length": len(found.body)}
        answers.write(json.dumps(head).encode() + b"\n" + found.body)
        answers.flush()


class Workers:
    """A few processes that answer queries over a store's folder; a query that takes too long ends with its process."""

    def __init__(self, location: str | Path, count: int, timeout: float, max_bytes: int) -> None:
        """Start `count` processes on the store. A request waits `timeout` seconds for a free one, and as long again."""
        self.location, self.timeout, self.max_bytes = str(location), timeout, max_bytes
        self._idle: queue.LifoQueue[subprocess.Popen[bytes]] = queue.LifoQueue()
        self._all: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(count):
            self._start()

    def _start(self) -> None:
        with self._lock:
            if self._closed:
                return
            command = [sys.executable, "-c", "import sys; from kg.serve import work; "
                       "work(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)", self.location]  # fmt: skip
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._all.add(process)
        self._idle.put(process)

    def ask(self, request: Mapping[str, Any]) -> Answer:
        """The answer to a request (see `answer`); 503 where no process is free, or the query takes too long."""
        try:
            process = self._idle.get(timeout=self.timeout)
        except queue.Empty:
            return _plain(503, "the server is busy, ask again later")
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.timeout, end)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps({**request, "limit": self.max_bytes}).encode() + b"\n")
            process.stdin.flush()
            head = json.loads(process.stdout.readline())
            body = process.stdout.read(head["length"])
            if len(body) != head["length"]:
                raise EOFError
        except (OSError, ValueError, EOFError):
            self._replace(process)
            if late.is_set():
                return _plain(503, f"the query took longer than {self.timeout:g} seconds")
            return _plain(500, "the process that answered this query ended")
        finally:
            timer.cancel()
        if late.is_set():
            self._replace(process)
        else:
            self._idle.put(process)
        return Answer(head["status"], head["type"], body)

    def _replace(self, process: subprocess.Popen[bytes]) -> None:
        self._end(process)
        with self._lock:
            self._all.discard(process)
        self._start()

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def processes(self) -> tuple[int, ...]:
        """The processes' numbers."""
        with self._lock:
            return tuple(sorted(p.pid for p in self._all))

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            self._closed = True
            every, self._all = self._all, set()
        for process in every:
            self._end(process)


def _plain(status: int, text: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", f"{text}\n".encode())


# --- pages ---------------------------------------------------------------------------------------------------------


def _page(title: str, body: str) -> Answer:
    text = (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )
    return Answer(200, "text/html; charset=utf-8", text.encode())


def _local(iri: str) -> str:
    """The address on this server of an entity's IRI; other IRIs as they are."""
    for start, path in ((KGI, "/id/"), (KGV, "/vocab/")):
        if iri.startswith(start):
            return path + quote(iri[len(start) :], safe="/#=,")
    return "/ontology" if iri.startswith(KG) else iri


def _cell(term: Mapping[str, str] | None) -> str:
    if term is None:
        return ""
    value = html.escape(term["value"])
    if term["type"] == "uri":
        shown = next(
            (f"{p}:{term['value'][len(i) :]}" for p, i in QUERY_PREFIXES.items() if term["value"].startswith(i)), ""
        )
        if re.match(r"https?://", term["value"]):
            return f'<a href="{html.escape(_local(term["value"]))}">{html.escape(shown) or value}</a>'
    return value


def table(answer_: Mapping[str, Any]) -> str:
    """A SPARQL JSON answer as an HTML table."""
    if "boolean" in answer_:
        return f"<p>{'是 yes' if answer_['boolean'] else '否 no'}</p>"
    columns = answer_["head"]["vars"]
    head = "".join(f"<th>{html.escape(c)}</th>" for c in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_cell(row.get(c))}</td>" for c in columns) + "</tr>"
        for row in answer_["results"]["bindings"]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _form(query: str) -> str:
    return (
        '<form action="/sparql" method="get"><label for="q">SPARQL</label>'
        f'<textarea id="q" name="query" spellcheck="false">{html.escape(query)}</textarea>'
        '<input type="hidden" name="format" value="html"><button>查询 Ask</button></form>'
    )


_START: Final = """SELECT ?name ?programme WHERE {
  ?body kg:undertakes ?p ; rdfs:label ?name .
  ?p rdfs:label ?programme .
} LIMIT 100"""
_COUNTS: Final = """SELECT ?type (COUNT(?x) AS ?count) WHERE {
  ?x a ?type FILTER(STRSTARTS(STR(?type), STR(kg:)))
} GROUP BY ?type ORDER BY DESC(?count) ?type"""
_ABOUT: Final = """SELECT ?direction ?relation ?other ?name ?modality ?quote ?article WHERE {
  VALUES ?entity { <IRI> }
  { ?statement rdf:subject ?entity ; rdf:object ?other . BIND("→" AS ?direction) }
  UNION
  { ?statement rdf:object ?entity ; rdf:subject ?other . BIND("←" AS ?direction) }
  ?statement rdf:predicate ?relation ; kg:modality ?modality ; oa:hasTarget ?target .
  ?other rdfs:label ?name FILTER(LANGMATCHES(LANG(?name), "zh"))
  ?target oa:hasSource ?article ; oa:hasSelector ?words .
  ?words oa:exact ?quote .
} ORDER BY DESC(?direction) ?relation ?name LIMIT 1000"""
_SAID: Final = "SELECT ?property ?value WHERE { <IRI> ?property ?value } ORDER BY ?property ?value LIMIT 500"
_DESCRIBE: Final = "CONSTRUCT { <IRI> ?p ?o . ?s ?q <IRI> } WHERE { { <IRI> ?p ?o } UNION { ?s ?q <IRI> } }"
_SAFE: Final = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')


# --- the server ----------------------------------------------------------------------------------------------------


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], workers: Workers, source: Path) -> None:
        super().__init__(address, Handler)
        self.workers, self.source = workers, source
        self._drawn: bytes | None = None
        self._drawing = threading.Lock()

    def graph_page(self) -> bytes:
        """The interactive page of all that is served, drawn when it is first asked for."""
        with self._drawing:
            if self._drawn is None:
                self._drawn = to_html(load(self.source)).encode()
            return self._drawn


class Handler(BaseHTTPRequestHandler):
    """Answers one connection's requests."""

    protocol_version = "HTTP/1.1"
    server_version = f"policy-kg/{__version__}"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = 65536
    timeout = 60
    server: _Http

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the server has no log."""

    def _send(self, found: Answer, extra: Mapping[str, str] | None = None) -> None:
        self.send_response(found.status)
        self.send_header("Content-Type", found.type)
        self.send_header("Content-Length", str(len(found.body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Expose-Headers", "Content-Type, Location, Link")
        self.send_header("Vary", "Accept")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)
        self.wfile.flush()

    def do_OPTIONS(self) -> None:
        """What a page of another origin may ask."""
        allowed = {
            "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
            "Access-Control-Allow-Headers": "Accept, Content-Type",
            "Access-Control-Max-Age": "86400",
            "Allow": "GET, HEAD, POST, OPTIONS",
        }
        self._send(Answer(204, "text/plain", b""), allowed)

    def _refused(self) -> None:
        self.close_connection = True
        self._send(_plain(405, "this server is read-only"), {"Allow": "GET, HEAD, POST, OPTIONS"})

    do_PUT = do_DELETE = do_PATCH = _refused

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """A query, a page, or what an IRI stands for."""
        url = urlsplit(self.path)
        path = unquote(url.path)
        parameters = parse_qs(url.query, keep_blank_values=True)
        if path.rstrip("/") in {"/sparql", "/query"}:
            return self._protocol(parameters)
        if path == "/":
            return self._send(self._home())
        if path == "/graph":
            return self._send(Answer(200, "text/html; charset=utf-8", self.server.graph_page()))
        if path == "/context.jsonld":
            from kg.export import CONTEXT

            body = json.dumps({"@context": CONTEXT}, ensure_ascii=False, indent=1).encode()
            return self._send(Answer(200, "application/ld+json", body))
        if path.startswith("/ontology"):
            return self._send(self._ontology())
        for start, iri in (("id/", KGI), ("vocab/", KGV)):
            for kind in ("/", "/page/", "/data/"):
                if path.startswith(kind + start) and len(path) > len(kind + start):
                    return self._resource(kind, iri + path[len(kind + start) :], url.path, parameters)
        return self._send(_plain(404, "nothing is here"))

    def do_POST(self) -> None:
        """A query in the body, as a form or by itself."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _BODY_LIMIT:
            self.close_connection = True
            return self._send(_plain(413 if length.isdecimal() else 411, f"a query has at most {_BODY_LIMIT} bytes"))
        body = self.rfile.read(int(length))
        url = urlsplit(self.path)
        if url.path.rstrip("/") not in {"/sparql", "/query"}:
            return self._send(_plain(405, "only /sparql takes POST"), {"Allow": "GET, HEAD, OPTIONS"})
        parameters = parse_qs(url.query, keep_blank_values=True)
        kind = self.headers.get_content_type() if self.headers.get("Content-Type") else ""
        if self.headers.get_content_charset("utf-8") not in {"utf-8", "utf8", "us-ascii"}:
            return self._send(_plain(415, "a query is posted in UTF-8"))
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return self._send(_plain(400, "the body is not UTF-8"))
        if kind == "application/sparql-update":
            return self._send(_plain(403, "updates are refused: this server is read-only"))
        if kind == "application/sparql-query":
            parameters.setdefault("query", []).append(text)
        elif kind == "application/x-www-form-urlencoded":
            for name, values in parse_qs(text, keep_blank_values=True).items():
                parameters.setdefault(name, []).extend(values)
        else:
            types = "application/x-www-form-urlencoded or application/sparql-query"
            return self._send(_plain(415, f"a query is posted as {types}"))
        return self._protocol(parameters)

    def _protocol(self, parameters: Mapping[str, list[str]]) -> None:
        accept = self.headers.get("Accept", "*/*")
        if "update" in parameters:
            return self._send(_plain(403, "updates are refused: this server is read-only"))
        queries = parameters.get("query", [])
        if len(queries) > 1:
            return self._send(_plain(400, "one query at a time"))
        if not queries:
            if self.command == "POST":
                return self._send(_plain(400, "the parameter query is missing"))
            offers = (*TRIPLES[:-1], TRIPLES[-1])
            if choose(accept, offers) == ("text/html", "html"):
                return self._send(_page("SPARQL", f'<p><a href="/">policy-kg</a></p>{_form(_START)}'))
            return self._send(self._described(accept))
        form = (parameters.get("format") or parameters.get("output") or [""])[0]
        found = self.server.workers.ask({
            "query": queries[0],
            "accept": accept,
            "format": form,
            "default": parameters.get("default-graph-uri", []),
            "named": parameters.get("named-graph-uri", []),
        })
        if form == "html" or found.type == "text/html":
            if found.status == 200 and found.body[:1] in {b"{"}:
                shown = table(json.loads(found.body))
            else:
                shown = f"<pre>{html.escape(found.body.decode())}</pre>"
            page = _page("SPARQL", f'<p><a href="/">policy-kg</a></p>{_form(queries[0])}{shown}')
            found = Answer(found.status, page.type, page.body)
        return self._send(found)

    def _address(self) -> str:
        host = self.headers.get("Host", "")
        if not re.fullmatch(r"[\w.:\[\]-]+", host):
            host = "{}:{}".format(*self.server.server_address[:2])
        return f"http://{host}"

    def _described(self, accept: str) -> Answer:
        """The service description (SPARQL 1.1 Service Description)."""
        import pyoxigraph as ox

        formats = "http://www.w3.org/ns/formats/"
        names = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle")
        results = " , ".join(f"<{formats}{n}>" for n in (*names, "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"))
        text = (
            "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n"
            "@prefix void: <http://rdfs.org/ns/void#> .\n"
            f"<{self._address()}/sparql> a sd:Service ; sd:endpoint <{self._address()}/sparql> ;\n"
            f"sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ; sd:resultFormat {results} ;\n"
            "sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph , void:Dataset ;\n"
            f"void:vocabulary <{KG}> ; void:uriSpace <{KGI}> ] ] .\n"
        )
        chosen = choose(accept, TRIPLES[:-1])
        if chosen is None:
            return _plain(
                406, f"the service description comes as {' '.join(dict.fromkeys(t for t, _ in TRIPLES[:-1]))}"
            )
        triples = (q.triple for q in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
        return Answer(200, chosen[0], ox.serialize(triples, format=rdf_format(chosen[1])) or b"")

    def _json(self, query: str) -> dict[str, Any]:
        found = self.server.workers.ask({"query": query, "format": "json"})
        if found.status != 200:
            return {"head": {"vars": []}, "results": {"bindings": []}}
        answer_: dict[str, Any] = json.loads(found.body)
        return answer_

    def _home(self) -> Answer:
        questions = "".join(
            f"<li><b>{html.escape(q.zh)}</b> {html.escape(q.en)}"
            + (
                f' <a href="/sparql?format=html&amp;query={quote(q.sparql)}">→</a>'
                if not q.parameters
                else f' <span class="kind">{html.escape(", ".join(p.name for p in q.parameters))}</span>'
            )
            + "</li>"
            for q in named().values()
        )
        body = (
            '<h1>policy-kg</h1><p><a href="/graph">交互图 interactive page</a> · '
            '<a href="/ontology">本体 ontology</a> · '
            f'<a href="/sparql">SPARQL</a></p>{table(self._json(_COUNTS))}{_form(_START)}<h2>问题 Questions</h2>'
            f"<ul>{questions}</ul>"
        )
        return _page("policy-kg", body)

    def _ontology(self) -> Answer:
        if choose(self.headers.get("Accept", ""), (("text/turtle", "ttl"), ("text/html", "html"))) == (
            "text/html",
            "html",
        ):
            from kg.ontology_docs import to_html

            return Answer(200, "text/html; charset=utf-8", to_html().encode())
        return Answer(200, "text/turtle; charset=utf-8", (ontology_dir() / "policy-kg.ttl").read_bytes())

    def _resource(self, kind: str, iri: str, path: str, parameters: Mapping[str, list[str]]) -> None:
        if not _SAFE.fullmatch(iri):
            return self._send(_plain(404, "nothing is here"))
        accept = self.headers.get("Accept", "*/*")
        if kind == "/":
            html_first = choose(accept, TRIPLES) == ("text/html", "html")
            place = ("/page" if html_first else "/data") + path
            return self._send(Answer(303, "text/plain", b""), {"Location": place})
        if kind == "/data/":
            form = parameters.get("format", [""])[0]
            found = self.server.workers.ask({"query": _DESCRIBE.replace("IRI", iri), "accept": accept, "format": form})
            if found.status == 200 and found.type == "text/html":
                found = Answer(200, "text/turtle; charset=utf-8", found.body)
            if found.status == 200 and not self._json(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}").get(
                "boolean"
            ):
                found = _plain(404, f"nothing is known of {iri}")
            return self._send(found)
        said = self._json(_SAID.replace("IRI", iri))["results"]["bindings"]
        if not said:
            return self._send(_plain(404, f"nothing is known of {iri}"))
        labels = [r["value"] for r in said if r["property"]["value"].endswith(("#label", "/title"))]
        names = [v["value"] for v in sorted(labels, key=lambda v: v.get("xml:lang") != "zh")]
        rows = "".join(f"<tr><th>{_cell(r['property'])}</th><td>{_cell(r['value'])}</td></tr>" for r in said)
        title = names[0] if names else iri
        about = self._json(_ABOUT.replace("IRI", iri))
        stated = table(about) if about["results"]["bindings"] else ""
        page = _page(
            title,
            f'<p><a href="/">policy-kg</a></p><h1>{html.escape(title)}</h1><p class="kind">{html.escape(iri)} · '
            f'<a href="/data{html.escape(path.removeprefix("/page"))}?format=ttl">Turtle</a></p>'
            f"<table><tbody>{rows}</tbody></table>{stated}",
        )
        return self._send(page, {"Link": f'</data{path.removeprefix("/page")}>; rel="alternate"; type="text/turtle"'})


class Server:
    """A server of a graph's file or a store's folder, on while the `with` block lasts; `url` is where it is."""

    def __init__(
        self,
        target: str | Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        workers: int = 2,
        timeout: float = 30.0,
        max_bytes: int = 50_000_000,
    ) -> None:
        """Take the address (`port` 0: any free one) and start the processes that answer.

        Raises FileNotFoundError where nothing is, ValueError for a file that is no RDF, OSError for a taken address.
        """
        import pyoxigraph as ox

        source = Path(target)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        location = source
        if not source.is_dir():
            raw, form = source.read_bytes(), rdf_format(form_of(source))
            self._folder = tempfile.TemporaryDirectory(prefix="policy-kg-")
            location = Path(self._folder.name)
            store = ox.Store(str(location))
            try:
                store.bulk_load(raw, format=form, base_iri=KGI)
            except SyntaxError as error:
                del store
                self._folder.cleanup()
                raise ValueError(f"{target}{f':{error.lineno}' if error.lineno else ''}: {error.msg}") from error
            store.flush()
            del store
        self.workers = Workers(location, workers, timeout, max_bytes)
        try:
            self._http = _Http((host, port), self.workers, source)
        except OSError:
            self.close()
            raise
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self._http.server_address[1]}/"

    def run(self) -> None:
        """Answer until interrupted."""
        self._http.serve_forever()

    def close(self) -> None:
        """End the processes and give the address back."""
        if http := getattr(self, "_http", None):
            http.server_close()
        self.workers.close()
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Server:
        self._thread = threading.Thread(target=self.run, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self.close()


def serve(
    target: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    workers: int = 2,
    timeout: float = 30.0,
    max_bytes: int = 50_000_000,
) -> None:
    """Serve the file or store until interrupted, and say on standard error where (see `Server`)."""
    server = Server(target, host=host, port=port, workers=workers, timeout=timeout, max_bytes=max_bytes)
    print(f"serving {target} at {server.url}", file=sys.stderr, flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
