"""Requests to answers: queries, pages, and what an IRI stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qs, unquote, unquote_to_bytes, urlsplit

from kg.model import KG, KGI, KGV
from kg.rdf import rdf_format
from kg.resources import ontology_dir
from kg.serve.answers import TRIPLES, Answer, choose, plain_answer
from kg.serve.http import IDLE, TOGETHER, Connection, Http
from kg.serve.pages import SAFE, START, Say
from kg.serve.site import Site
from kg.serve.source import Unanswered
from kg.version import __version__

_BODY_LIMIT: Final = 1_000_000

_DEPENDS: Final = ("Accept", "Accept-Language", "Content-Type", "Host")
"""Headers that an answer depends on."""

_CHANGES: Final = re.compile(rb"NOW|RAND|UUID|BNODE|\\u", re.IGNORECASE)
"""What a query may call that gives something else each time."""


class Handler(Connection):
    """Answers one connection's requests."""

    protocol_version = "HTTP/1.1"
    server_version = f"policy-kg/{__version__}"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = 2 * TOGETHER
    timeout = IDLE
    server: Http

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the server has no log."""

    def _send(self, found: Answer) -> None:
        self.send_response(found.status)
        self.send_header("Content-Type", found.type)
        self.send_header("Content-Length", str(len(found.body)))
        if found.retry:
            self.send_header("Retry-After", str(found.retry))
        if origin := self.server.access.shared_with(self.headers.get("Origin")):
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Expose-Headers", "Content-Type, Location, Link")
        self.send_header("Vary", "Accept, Accept-Language, Origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in found.headers:
            self.send_header(name, value)
        self.end_headers()
        self.give(found.body if self.command != "HEAD" else b"")

    def parse_request(self) -> bool:
        """True where the request can be read, and asks for a name that this server answers to."""
        if not super().parse_request():
            return False
        if not self._ends_clearly():
            self.close_connection = True
            self._send(plain_answer(400, "where this request ends is not clear: it has one Content-Length"))
            return False
        if self.server.access.admits(self.headers.get("Host")):
            return True
        self.close_connection = True
        self._send(plain_answer(421, "this server does not answer to that name; kg serve --allow NAME makes it"))
        return False

    def _ends_clearly(self) -> bool:
        """True where a server before this one cannot take the end of the request to be elsewhere.

        What follows a request whose body is not read would be taken for the next one, perhaps of someone else: the
        connection then ends with the answer.
        """
        lengths = {length.strip() for length in self.headers.get_all("Content-Length", [])}
        if self.command != "POST" and lengths - {"0"}:
            self.close_connection = True
        return "Transfer-Encoding" not in self.headers and len(lengths) <= 1

    def do_OPTIONS(self) -> None:
        """What a page of another origin may ask."""
        allowed = {"Allow": "GET, HEAD, POST, OPTIONS"}
        if self.server.access.shared_with(self.headers.get("Origin")):
            allowed |= {
                "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
                "Access-Control-Allow-Headers": "Accept, Content-Type",
                "Access-Control-Max-Age": "86400",
            }
        self._send(Answer(204, "text/plain", b"", headers=tuple(allowed.items())))

    def _refused(self) -> None:
        self.close_connection = True
        self._send(_not_allowed("this server is read-only", "GET, HEAD, POST, OPTIONS"))

    do_PUT = do_DELETE = do_PATCH = _refused

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """A query, a page, or what an IRI stands for."""
        self._send(self._answered(b"", self._got))

    def do_POST(self) -> None:
        """A query in the body, as a form or by itself."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _BODY_LIMIT:
            self.close_connection = True
            status = 413 if length.isdecimal() else 411
            return self._send(plain_answer(status, f"a query has at most {_BODY_LIMIT} bytes"))
        body = self.rfile.read(int(length))
        return self._send(self._answered(body, lambda: self._posted(body)))

    def _answered(self, body: bytes, work: Callable[[], Answer]) -> Answer:
        """What the work gives, or gave to the same request; where the store did not answer, what is said of that."""
        key = (self.command == "POST", self.path, body, *map(self.headers.get, _DEPENDS))
        if (known := self.server.kept.get(key)) is not None:
            return known
        try:
            found = work()
        except Unanswered as error:
            return error.answer
        except (ValueError, MemoryError) as error:
            return plain_answer(500, f"this cannot be answered: {error}")
        if (
            self.server.served.lasting
            and found.status < 500
            and not _CHANGES.search(unquote_to_bytes(self.path) + body)
        ):
            self.server.kept.put(key, found)
        return found

    def _got(self) -> Answer:
        url = urlsplit(self.path)
        path = unquote(url.path)
        parameters = parse_qs(url.query, keep_blank_values=True)
        one = {key: values[0] for key, values in parameters.items()}
        if path.rstrip("/") in {"/sparql", "/query"}:
            return self._protocol(parameters)
        if path == "/":
            return self._site().home()
        if path == "/search":
            return self._site().search(one.get("q", ""), one.get("type", ""))
        if path.startswith("/ask/"):
            asked = self._site().question(path.removeprefix("/ask/"), one)
            return asked or plain_answer(404, "no question is called so")
        if path == "/graph":
            return self.server.served.drawn(one, self._say())
        if path == "/context.jsonld":
            from kg.export import CONTEXT

            body = json.dumps({"@context": CONTEXT}, ensure_ascii=False, indent=1).encode()
            return Answer(200, "application/ld+json", body)
        if path.startswith("/ontology"):
            return self._ontology()
        for start, iri in (("id/", KGI), ("vocab/", KGV)):
            for kind in ("/", "/page/", "/data/"):
                if path.startswith(kind + start) and len(path) > len(kind + start):
                    return self._resource(kind, iri + path[len(kind + start) :], url.path, parameters)
        found = self.server.served.more(path, one, self._say())
        return found or plain_answer(404, "nothing is here")

    def _posted(self, body: bytes) -> Answer:
        url = urlsplit(self.path)
        if url.path.rstrip("/") not in {"/sparql", "/query"}:
            return _not_allowed("only /sparql takes POST", "GET, HEAD, OPTIONS")
        parameters = parse_qs(url.query, keep_blank_values=True)
        kind = self.headers.get_content_type() if self.headers.get("Content-Type") else ""
        if self.headers.get_content_charset("utf-8") not in {"utf-8", "utf8", "us-ascii"}:
            return plain_answer(415, "a query is posted in UTF-8")
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return plain_answer(400, "the body is not UTF-8")
        if kind == "application/sparql-update":
            return plain_answer(403, "updates are refused: this server is read-only")
        if kind == "application/sparql-query":
            parameters.setdefault("query", []).append(text)
        elif kind == "application/x-www-form-urlencoded":
            for name, values in parse_qs(text, keep_blank_values=True).items():
                parameters.setdefault(name, []).extend(values)
        else:
            types = "application/x-www-form-urlencoded or application/sparql-query"
            return plain_answer(415, f"a query is posted as {types}")
        return self._protocol(parameters)

    def _protocol(self, parameters: Mapping[str, list[str]]) -> Answer:
        accept = self.headers.get("Accept", "*/*")
        if "update" in parameters:
            return plain_answer(403, "updates are refused: this server is read-only")
        queries = parameters.get("query", [])
        if len(queries) > 1:
            return plain_answer(400, "one query at a time")
        if not queries:
            if self.command == "POST":
                return plain_answer(400, "the parameter query is missing")
            offers = (*TRIPLES[:-1], TRIPLES[-1])
            if choose(accept, offers) == ("text/html", "html"):
                return self._site().sparql(START)
            return self._described(accept)
        form = (parameters.get("format") or parameters.get("output") or [""])[0]
        found = self.server.served.asked({
            "query": queries[0],
            "accept": accept,
            "format": form,
            "default": parameters.get("default-graph-uri", []),
            "named": parameters.get("named-graph-uri", []),
        })
        if form == "html" or found.type == "text/html":
            found = self._site().sparql(queries[0], found)
        return found

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
            return plain_answer(
                406, f"the service description comes as {' '.join(dict.fromkeys(t for t, _ in TRIPLES[:-1]))}"
            )
        triples = (q.triple for q in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
        return Answer(200, chosen[0], ox.serialize(triples, format=rdf_format(chosen[1])) or b"")

    def _site(self) -> Site:
        """The pages for readers, in the language that the browser prefers."""
        return Site(self.server.served.source(), self._say())

    def _say(self) -> Say:
        return Say(self.headers.get("Accept-Language"))

    def _ontology(self) -> Answer:
        if choose(self.headers.get("Accept", ""), (("text/turtle", "ttl"), ("text/html", "html"))) == (
            "text/html",
            "html",
        ):
            from kg.ontology_docs import to_html

            return Answer(200, "text/html; charset=utf-8", to_html().encode())
        return Answer(200, "text/turtle; charset=utf-8", (ontology_dir() / "policy-kg.ttl").read_bytes())

    def _resource(self, kind: str, iri: str, path: str, parameters: Mapping[str, list[str]]) -> Answer:
        """What an IRI stands for: where it is described, its description as data, or as a page."""
        if not SAFE.fullmatch(iri):
            return plain_answer(404, "nothing is here")
        if kind == "/":
            html_first = choose(self.headers.get("Accept", "*/*"), TRIPLES) == ("text/html", "html")
            place = ("/page" if html_first else "/data") + path
            return Answer(303, "text/plain", b"", headers=(("Location", place),))
        if kind == "/data/":
            form = parameters.get("format", [""])[0]
            return self.server.served.described(iri, self.headers.get("Accept", "*/*"), form)
        return self._described_page(iri, path.removeprefix("/page"))

    def _described_page(self, iri: str, path: str) -> Answer:
        """What is said of the IRI, and the statements that it is in, as a page."""
        page = self._site().thing(iri, path)
        if page is None:
            return plain_answer(404, f"nothing is known of {iri}")
        return replace(page, headers=(("Link", f'</data{path}>; rel="alternate"; type="text/turtle"'),))


def _not_allowed(text: str, allowed: str) -> Answer:
    return replace(plain_answer(405, text), headers=(("Allow", allowed),))
