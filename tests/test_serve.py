"""The server answers real clients by the SPARQL 1.1 Protocol, resolves IRIs, and refuses to write."""

from __future__ import annotations

import html
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

import pytest
import rdflib
from browser import axe_core, chromium
from conftest import HANGING
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.api import KnowledgeGraph, build_text
from kg.query import named
from kg.rdf import to_turtle
from kg.serve import Server, choose
from kg.serve.answers import Answer, plain_answer
from kg.serve.http import WHOLE, Timed
from kg.serve.kept import Kept
from kg.serve.workers import Workers, _Place

UNDERTAKES = "SELECT ?name WHERE { ?b kg:undertakes ?p . ?p rdfs:label ?name } ORDER BY ?name"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?f && ?f < ?l) }"


@pytest.fixture(scope="module")
def server(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The graph's Turtle, served."""
    path = tmp_path_factory.mktemp("served") / "graph.ttl"
    to_turtle(graph, path)
    with Server(path, timeout=HANGING) as server:
        yield server


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def ask(
    url: str, data: bytes | None = None, method: str | None = None, **headers: str
) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of a request; redirects are not followed."""
    named = {k.replace("_", "-"): v for k, v in headers.items()}
    request = urllib.request.Request(url, data, named, method=method)
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=HANGING) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


def get(server: Server, query: str, accept: str = "*/*", **more: str) -> tuple[int, dict[str, str], str]:
    return ask(f"{server.url}sparql?{urlencode({'query': query, **more})}", Accept=accept)


def test_choose_follows_quality_and_order() -> None:
    offers = [("text/turtle", "ttl"), ("text/html", "html")]
    assert choose("", offers) == offers[0]
    assert choose("text/*;q=0.3, text/html", offers) == offers[1]
    assert choose("text/html;q=0, */*;q=0.1", offers) == offers[0]
    assert choose("image/png", offers) is None


@pytest.mark.parametrize(
    ("accept", "type_", "start"),
    [
        ("*/*", "application/sparql-results+json", "{"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "name\r\n城市体检\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?name\n"城市体检"@zh\n'),
        ("text/html", "text/html; charset=utf-8", "<!doctype html>"),
    ],
)
def test_select_is_answered_in_each_format(server: Server, accept: str, type_: str, start: str) -> None:
    status, headers, text = get(server, UNDERTAKES, accept)
    assert (status, headers["Content-Type"], headers.get("Access-Control-Allow-Origin")) == (200, type_, None)
    assert text.startswith(start)
    if "xml" in accept:
        assert "城市体检" in "".join(ET.fromstring(text).itertext())


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_construct_gives_the_whole_graph_in_each_form(
    server: Server, graph: KnowledgeGraph, accept: str, form: str
) -> None:
    status, headers, text = get(server, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", accept)
    assert (status, headers["Content-Type"].partition(";")[0]) == (200, accept)
    whole = rdflib.Graph().parse(data=to_turtle(graph), format="turtle")
    assert isomorphic(rdflib.Graph().parse(data=text, format=form), whole)


def test_ask_is_answered(server: Server) -> None:
    assert json.loads(get(server, "ASK { ?s a kg:Article }")[2])["boolean"] is True
    assert get(server, "ASK { ?s a kg:Person }", "text/csv")[2] == "false\n"


def test_protocol_takes_each_way_to_ask(server: Server) -> None:
    url = f"{server.url}sparql"
    form = urlencode({"query": UNDERTAKES}).encode()
    answers = [
        get(server, UNDERTAKES),
        ask(url, form, Content_Type="application/x-www-form-urlencoded"),
        ask(url, UNDERTAKES.encode(), Content_Type="application/sparql-query"),
        ask(url, UNDERTAKES.encode(), Content_Type="application/sparql-query; charset=utf-8"),
    ]
    assert [a[0] for a in answers] == [200] * 4
    assert len({a[2] for a in answers}) == 1


@pytest.mark.parametrize(
    ("data", "type_", "status"),
    [
        (b"", "application/x-www-form-urlencoded", 400),
        (b"query=ASK%7B%7D&query=ASK%7B%7D", "application/x-www-form-urlencoded", 400),
        (b"update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
        (b"CLEAR ALL", "application/sparql-update", 403),
        (b"INSERT DATA { <a:b> <a:c> 1 }", "application/sparql-query", 403),
        (b"\xff\xfe", "application/sparql-query", 400),
        (b"ASK { ?s ?p }", "application/sparql-query", 400),
        (b"ASK {}", "text/plain", 415),
    ],
)
def test_protocol_refuses_bad_requests(server: Server, data: bytes, type_: str, status: int) -> None:
    assert ask(f"{server.url}sparql", data, Content_Type=type_)[0] == status


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/>",
        "PREFIX a: <b:c> DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "WITH <a:b> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    ],
)
def test_writing_and_service_are_refused(server: Server, query: str) -> None:
    status, _, text = get(server, query)
    assert (status, "refused" in text) == (403, True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    status, headers, _ = ask(f"{server.url}sparql", b"x", method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_a_refused_connection_says_that_it_closes(server: Server) -> None:
    host, _, port = server.url.removeprefix("http://").rstrip("/").partition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"DELETE /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx")
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 405 ")
    assert b"\r\nConnection: close\r\n" in answer


def test_pages_of_other_origins_may_not_read_unless_they_are_named(graph: KnowledgeGraph, tmp_path: Path) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    with Server(tmp_path / "g.ttl", workers=1, origins=["https://a.example"]) as server:
        for origin, allowed in (("https://a.example", "https://a.example"), ("https://b.example", None)):
            status, headers, _ = ask(f"{server.url}sparql", method="OPTIONS", Origin=origin)
            assert (status, headers.get("Access-Control-Allow-Origin")) == (204, allowed)
            assert ("POST" in headers.get("Access-Control-Allow-Methods", "")) == (allowed is not None)
            assert ask(server.url, Origin=origin)[1].get("Access-Control-Allow-Origin") == allowed


def test_names_that_the_server_was_not_given_are_not_answered(graph: KnowledgeGraph, tmp_path: Path) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    with Server(tmp_path / "g.ttl", workers=1, allow=["Graphs.example"]) as server:
        for host, status in (
            ("localhost:1", 200),
            ("a.localhost", 200),
            ("127.0.0.1", 200),
            ("[::1]:7878", 200),
            ("graphs.example", 200),
            ("evil.example", 421),
            ("localhost.evil.example", 421),
            ("[::1", 421),
            ("", 421),
        ):
            assert ask(server.url, Host=host)[0] == status, host


def test_a_busy_server_says_so_on_every_page(graph: KnowledgeGraph, tmp_path: Path) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    program = f"id/Program/{quote('城市体检')}"
    with Server(tmp_path / "g.ttl", workers=1, timeout=0.2) as server:
        free = server.workers
        taken = [free._idle.pop(), free._short.pop()]
        for path in ("", f"page/{program}", f"data/{program}", "sparql?query=ASK%20%7B%7D"):
            status, headers, text = ask(f"{server.url}{path}")
            assert (status, headers["Retry-After"], text) == (503, "5", "the server is busy, ask again in 5 seconds\n")
        free._idle.append(taken[0])
        free.timeout = HANGING
        assert ask(f"{server.url}page/{program}")[0] == 200


def test_long_queries_leave_a_place_to_short_ones(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    monkeypatch.setattr("kg.serve.workers.SHORT", (HANGING, HANGING))
    with Server(tmp_path / "g.ttl", workers=1, timeout=2 * HANGING) as server, ThreadPoolExecutor(1) as pool:
        long = pool.submit(get, server, SLOW)
        assert wait_for(lambda: not server.workers._idle)
        assert get(server, "ASK {}")[0] == 200
        assert ask(server.url)[0] == 200
        assert not long.done()
        server.workers.close()
        assert long.result()[0] == 500


def test_processes_run_nothing_that_lies_in_the_folder_they_are_started_in(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "__init__.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Server(tmp_path / "g.ttl", workers=1) as server:
        assert get(server, "ASK {}")[0] == 200


def test_a_long_query_waits_for_a_place_that_is_not_for_short_ones(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    monkeypatch.setattr("kg.serve.workers.SHORT", (0.1, 0.1))
    with Server(tmp_path / "g.ttl", workers=1, timeout=2) as server:
        server.workers._idle.pop()
        status, headers, text = get(server, SLOW)
        assert (status, headers["Retry-After"], text) == (503, "5", "the server is busy, ask again in 5 seconds\n")
        monkeypatch.setattr("kg.serve.workers.SHORT", (HANGING, HANGING))
        server.workers.timeout = HANGING
        assert get(server, "ASK {}")[0] == 200


def test_a_short_query_waits_for_one_trial_however_many_long_ones_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long queries end when they are told to, and no process is started: who is tried when is all that is asked."""
    tried: list[str] = []
    over = {number: threading.Event() for number in range(12)}

    def answered(workers: Workers, process: Any, place: list[Any], request: Mapping[str, Any], seconds: float) -> Any:
        tried.append(f"{request['query']} {seconds:g}")
        query = request["query"]
        if query != "short":
            assert over[query].wait(HANGING)
        workers._put_back(process, place)
        return plain_answer(200, "") if query == "short" or place is workers._idle else None

    def seen(count: int) -> bool:
        return len(workers._waiting) + len(tried) == count

    monkeypatch.setattr(Workers, "_start", lambda workers, place: workers._put_back(object(), place))
    monkeypatch.setattr(Workers, "_answered", answered)
    workers = Workers("", 1, HANGING, 0)
    with ThreadPoolExecutor(13) as pool:
        for number in range(12):
            pool.submit(workers.ask, {"query": number})
            assert wait_for(partial(seen, number + 1))
        assert tried == [f"0 {HANGING:g}", "1 0.25"]
        short = pool.submit(workers.ask, {"query": "short"})
        assert wait_for(lambda: len(workers._waiting) == 11)
        over[1].set()
        assert short.result(HANGING).status == 200
        assert tried[2] == "short 0.25"
        assert wait_for(lambda: len(tried) == 4)
        assert tried[3] == "11 0.25"
        for event in over.values():
            event.set()
    assert not workers._waiting
    places = [_Place(1, 5), _Place(0, 1), _Place(1, 4), _Place(0, 2)]
    assert [(p.tried, p.number) for p in sorted(places)] == [(0, 2), (0, 1), (1, 5), (1, 4)]


def test_queries_and_page_agree_whatever_becomes_of_the_file(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    to_turtle(graph, path)
    with Server(path, workers=1) as server:
        path.unlink()
        status, _, page = ask(f"{server.url}graph")
        assert status == 200
        assert "城市体检" in page
        assert "城市体检" in get(server, UNDERTAKES)[2]


def test_an_answer_that_is_too_large_for_a_page_is_refused_as_a_page(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyoxigraph as ox

    from kg.serve import answers

    monkeypatch.setattr("kg.serve.answers.PAGE_LIMIT", 1000)
    store = ox.Store()
    store.load(to_turtle(graph).encode(), format=ox.RdfFormat.TURTLE)
    request = {"query": "SELECT * { ?s ?p ?o }", "limit": 1_000_000}
    assert answers.answer(store, {**request, "format": "json"}).status == 200
    assert answers.answer(store, {**request, "format": "html"}).status == 400


def test_a_request_that_trickles_in_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("kg.serve.http.time.monotonic", lambda: now[0])
    ours, theirs = socket.socketpair()
    with ours, theirs:
        timed = Timed(ours)
        for moment in range(3):
            theirs.sendall(b"G")
            now[0] = moment * WHOLE / 3
            assert timed.readinto(bytearray(1)) == 1
        now[0] = WHOLE
        with pytest.raises(TimeoutError):
            timed.readinto(bytearray(1))
        timed.begin()
        theirs.sendall(b"G")
        assert timed.readinto(bytearray(1)) == 1


def test_too_many_connections_are_told(graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.http.MOST_CONNECTIONS", 2)
    to_turtle(graph, tmp_path / "g.ttl")
    with Server(tmp_path / "g.ttl", workers=1) as server:
        host, _, port = server.url.removeprefix("http://").rstrip("/").partition(":")
        open_ = [socket.create_connection((host, int(port))) for _ in range(3)]
        answer = b"".join(iter(lambda: open_[2].recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 503 ")
        for connection in open_:
            connection.close()
        assert wait_for(lambda: ask(server.url)[0] == 200)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_ended_server_leaves_no_folder(graph: KnowledgeGraph, tmp_path: Path) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    held = tmp_path / "held"
    held.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(tmp_path / "g.ttl"), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(held)},
    )
    assert process.stderr is not None
    assert "serving" in process.stderr.readline()
    assert [*held.iterdir()]
    process.send_signal(signal.SIGTERM)
    assert process.wait(HANGING) == 0
    assert [*held.iterdir()] == []


def test_errors_point_at_the_place(server: Server) -> None:
    status, headers, text = get(server, "SELECT ?x WHERE {\n  ?x kg:undertakes\n}")
    assert status == 400
    assert headers["Content-Type"].startswith("text/plain")
    assert text.startswith("line 2, column 3: ")


def test_what_is_not_offered_is_not_acceptable(server: Server) -> None:
    assert get(server, UNDERTAKES, "image/png")[0] == 406
    assert get(server, UNDERTAKES, "text/csv", format="ttl")[1]["Content-Type"] == "text/csv; charset=utf-8"


def test_datasets_of_the_protocol_are_followed(server: Server, graph: KnowledgeGraph) -> None:
    (article,) = graph.articles
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert get(server, query, "text/csv", **{"default-graph-uri": article})[2] == "n\r\n0\r\n"


def test_service_description_is_rdf(server: Server) -> None:
    status, headers, text = ask(f"{server.url}sparql", Accept="text/turtle")
    assert (status, headers["Content-Type"]) == (200, "text/turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    data = rdflib.Graph().parse(data=text, format="turtle")
    (service,) = data.subjects(rdflib.RDF.type, sd.Service)
    assert data.value(service, sd.endpoint) == rdflib.URIRef(f"{server.url}sparql")
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in data


def test_iris_resolve_to_a_page_and_to_rdf(server: Server) -> None:
    path = quote("Organization/云川省住房建设厅/城建处")
    status, headers, _ = ask(f"{server.url}id/{path}", Accept="text/html")
    assert (status, headers["Location"]) == (303, f"/page/id/{path}")
    status, _, text = ask(f"{server.url}page/id/{path}")
    assert status == 200
    assert "<h1>城建处</h1>" in text
    assert "城建处没有开展垃圾分类" in text
    status, headers, _ = ask(f"{server.url}id/{path}", Accept="application/rdf+xml")
    assert (status, headers["Location"]) == (303, f"/data/id/{path}")
    status, headers, text = ask(f"{server.url}data/id/{path}", Accept="application/rdf+xml")
    assert headers["Content-Type"] == "application/rdf+xml"
    data = rdflib.Graph().parse(data=text, format="xml")
    entity = rdflib.URIRef("https://w3id.org/policy-kg/id/Organization/云川省住房建设厅/城建处")
    assert data.value(entity, rdflib.RDFS.label) == rdflib.Literal("城建处", "zh")


def test_vocabulary_iris_resolve_too(server: Server) -> None:
    text = ask(f"{server.url}page/vocab/{quote('生活垃圾分类')}")[2]
    assert "<h1>生活垃圾分类</h1>" in text
    assert "waste sorting" in text


@pytest.mark.parametrize(
    "path", ["nowhere", "page/id/Person/nobody", "data/id/Person/nobody", "page/id/a%3E%20b", "../x"]
)
def test_what_is_not_there_is_not_found(server: Server, path: str) -> None:
    assert ask(f"{server.url}{path}")[0] == 404


def test_pages_are_there(server: Server) -> None:
    home = ask(server.url, Accept="text/html")[2]
    assert "谁开展一项工作？" in home
    assert "<textarea" in home
    assert ask(f"{server.url}ontology", Accept="text/turtle")[2].startswith("@prefix kg:")
    assert "开展" in ask(f"{server.url}ontology", Accept="text/html")[2]
    assert json.loads(ask(f"{server.url}context.jsonld")[2])["@context"]["Article"] == "kg:Article"
    assert "城建处" in ask(f"{server.url}graph")[2]


def test_head_gives_no_body(server: Server) -> None:
    status, headers, text = ask(server.url, method="HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) > 1000


def test_names_cannot_smuggle_markup(tmp_path: Path, graph: KnowledgeGraph) -> None:
    path = tmp_path / "g.ttl"
    path.write_text(to_turtle(graph).replace('"城市体检"@zh', '"<script>alert(1)</script>"@zh'), "utf-8")
    with Server(path, workers=1) as server:
        for text in (
            ask(f"{server.url}page/id/Program/{quote('城市体检')}")[2],
            get(server, "SELECT ?o { ?s rdfs:label ?o }", format="html")[2],
            get(server, "SELECT <script>", format="html")[2],
        ):
            assert "<script>" not in text


def test_a_query_that_takes_too_long_is_ended(server: Server, graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    to_turtle(graph, path)
    with Server(path, workers=1, timeout=0.7) as quick:
        before = quick.workers.processes()
        status, _, text = get(quick, SLOW)
        assert (status, text) == (503, "the query took longer than 0.7 seconds\n")
        assert quick.workers.processes() != before
        quick.workers.timeout = HANGING
        assert get(quick, "ASK {}")[0] == 200


def wait_for(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + HANGING
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_an_answer_that_is_too_large_is_refused(graph: KnowledgeGraph, tmp_path: Path) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    with Server(tmp_path / "g.ttl", workers=1, max_bytes=1000) as small:
        status, _, text = get(small, "SELECT * { ?s ?p ?o }")
        assert (status, text) == (400, "the answer has more than 1000 bytes: ask with a LIMIT\n")
        assert get(small, "ASK {}")[0] == 200


def test_many_clients_are_answered_alike(server: Server) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: get(server, f"{UNDERTAKES} #{n}"), range(200)))
    assert {(a[0], a[2]) for a in answers} == {(200, get(server, UNDERTAKES)[2])}


def test_a_store_is_served_too(graph: KnowledgeGraph, tmp_path: Path) -> None:
    import pyoxigraph as ox

    from kg.rdf import to_trig

    store = ox.Store(str(tmp_path / "store"))
    store.bulk_load(to_trig(graph).encode(), format=ox.RdfFormat.TRIG)
    store.flush()
    del store
    with Server(tmp_path / "store", workers=1) as server:
        (article,) = graph.articles
        assert "城市体检" in get(server, UNDERTAKES)[2]
        graphs = get(server, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "text/csv")[2]
        assert graphs == f"g\r\n{article}\r\n"


def test_server_says_what_it_cannot_serve(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("no turtle", "utf-8")
    with pytest.raises(ValueError, match=r"bad\.ttl:1: "):
        Server(tmp_path / "bad.ttl")
    with pytest.raises(FileNotFoundError):
        Server(tmp_path / "none.ttl")


def test_sparqlwrapper_is_answered(server: Server) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{server.url}sparql")
    client.setQuery(UNDERTAKES)
    for method in ("GET", "POST"):
        client.setMethod(method)
        client.setReturnFormat(wrapper.JSON)
        rows = client.queryAndConvert()["results"]["bindings"]
        assert [r["name"]["value"] for r in rows] == ["城市体检", "城镇老旧小区改造"]
    client.setQuery("CONSTRUCT WHERE { ?s a kg:Article }")
    client.setReturnFormat(wrapper.TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 1


def test_rdflib_store_is_answered(server: Server) -> None:
    remote = rdflib.Graph(SPARQLStore(f"{server.url}sparql"))
    kg = rdflib.Namespace("https://w3id.org/policy-kg/ontology#")
    names = {str(n) for p in remote.objects(None, kg.undertakes) for n in remote.objects(p, rdflib.RDFS.label)}
    assert names == {"城市体检", "城镇老旧小区改造"}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_is_answered(server: Server) -> None:
    command = [
        "curl",
        "-sS",
        "-H",
        "Accept: text/csv",
        "--data-urlencode",
        f"query={UNDERTAKES}",
        f"{server.url}sparql",
    ]
    assert subprocess.run(command, capture_output=True, check=True).stdout.decode().split() == [
        "name",
        "城市体检",
        "城镇老旧小区改造",
    ]
    path = quote("Organization/云川省住房建设厅")
    command = ["curl", "-sSL", "-H", "Accept: text/turtle", f"{server.url}id/{path}"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert len(rdflib.Graph().parse(data=text, format="turtle")) > 5


# --- the W3C's SPARQL 1.1 Protocol tests, by their names ---------------------------------------------------------------

DATA = [f"http://example.org/data/data{n}.rdf" for n in (1, 2, 3)]
TYPES = [f"<{iri}> a ?type" for iri in DATA]
IN_GRAPHS = f"GRAPH ?g1 {{ {TYPES[0]} }} GRAPH ?g2 {{ {TYPES[1]} }}"
BOTH = f"ASK {{ {TYPES[0]} . {TYPES[1]} . }}"
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Three named graphs of one triple each, as the protocol's tests want them."""
    path = tmp_path_factory.mktemp("w3c") / "data.nq"
    rdf_type, document = rdflib.RDF.type.n3(), rdflib.FOAF.Document.n3()
    path.write_text("".join(f"<{iri}> {rdf_type} {document} <{iri}> .\n" for iri in DATA), "utf-8")
    with Server(path, workers=1) as server:
        yield server


def said(
    url: str, body: str | None = None, type_: str = "", encoding: str = "utf-8", method: str = ""
) -> tuple[int, str, str]:
    """Status, media type and text; a POST without `type_` has no Content-Type at all."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=HANGING)
    data = None if body is None else body.encode(encoding)
    headers = {"Content-Type": type_} if type_ else {}
    connection.request(method or ("GET" if body is None else "POST"), f"{parts.path}?{parts.query}", data, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get_content_type(), text


def pairs(*given: tuple[str, str]) -> str:
    return urlencode(given)


@pytest.mark.parametrize(
    ("name", "asked", "body", "type_"),
    [
        ("query_get", pairs(("query", "ASK {}"), ("default-graph-uri", DATA[0])), None, ""),
        ("query_post_form", pairs(("default-graph-uri", DATA[0])), pairs(("query", "ASK {}")), FORM),
        ("query_post_direct", pairs(("default-graph-uri", DATA[0])), "ASK {}", QUERY),
        ("query_dataset_default_graphs_get", pairs(("query", BOTH), *(("default-graph-uri", i) for i in DATA[:2])), None, ""),
        ("query_dataset_default_graphs_post", pairs(*(("default-graph-uri", i) for i in DATA[:2])), BOTH, QUERY),
        ("query_dataset_named_graphs_get", pairs(("query", f"ASK {{ {IN_GRAPHS} }}"), *(("named-graph-uri", i) for i in DATA[:2])), None, ""),
        ("query_dataset_named_graphs_post", pairs(*(("named-graph-uri", i) for i in DATA[:2])), f"ASK {{ {IN_GRAPHS} }}", QUERY),
        ("query_dataset_full", pairs(("default-graph-uri", DATA[2]), *(("named-graph-uri", i) for i in DATA[:2])), f"ASK {{ {TYPES[2]} {IN_GRAPHS} }}", QUERY),
        ("query_multiple_dataset", pairs(("default-graph-uri", DATA[2]), *(("named-graph-uri", i) for i in DATA[:2])), f"ASK FROM <{DATA[0]}> {{ {TYPES[2]} {IN_GRAPHS} }}", QUERY),
    ],
)  # fmt: skip
def test_w3c_protocol_answers(datasets: Server, name: str, asked: str, body: str | None, type_: str) -> None:
    status, kind, text = said(f"{datasets.url}sparql/?{asked}", body, type_)
    assert (status, kind) == (200, "application/sparql-results+json"), name
    assert json.loads(text)["boolean"] is True, name


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        (pairs(("default-graph-uri", DATA[0])), BOTH),
        (pairs(("named-graph-uri", DATA[0])), f"ASK {{ {IN_GRAPHS} }}"),
        (pairs(("named-graph-uri", DATA[0])), f"ASK {{ {TYPES[0]} }}"),
        (pairs(("default-graph-uri", DATA[2])), f"ASK FROM <{DATA[0]}> {{ {TYPES[0]} }}"),
    ],
)
def test_w3c_protocol_datasets_leave_out_what_is_not_asked_for(datasets: Server, asked: str, query: str) -> None:
    assert json.loads(said(f"{datasets.url}sparql?{asked}", query, QUERY)[2])["boolean"] is False


@pytest.mark.parametrize(
    ("name", "query", "types"),
    [
        ("query_content_type_select", "SELECT (1 AS ?value) {}", {"application/sparql-results+json"}),
        ("query_content_type_ask", "ASK {}", {"application/sparql-results+json"}),
        ("query_content_type_describe", "DESCRIBE <http://example.org/>", {"text/turtle"}),
        ("query_content_type_construct", "CONSTRUCT { <s> <p> 1 } WHERE {}", {"text/turtle"}),
    ],
)
def test_w3c_protocol_content_types(datasets: Server, name: str, query: str, types: set[str]) -> None:
    status, kind, _ = said(f"{datasets.url}sparql/?{pairs(('default-graph-uri', DATA[0]))}", query, QUERY)
    assert status == 200, name
    assert kind in types, name


USING = pairs(("using-graph-uri", DATA[0]))
USING_NAMED = pairs(("using-named-graph-uri", DATA[0]))


@pytest.mark.parametrize(
    ("name", "asked", "body", "type_", "more"),
    [
        ("bad_query_method", pairs(("query", "ASK {}")), None, "", {"method": "PUT"}),
        ("bad_multiple_queries", pairs(("query", "ASK {}"), ("query", "SELECT * {}")), None, "", {}),
        ("bad_query_wrong_media_type", "", "ASK {}", "text/plain", {}),
        ("bad_query_missing_form_type", "", pairs(("query", "ASK {}")), "", {}),
        ("bad_query_missing_direct_type", "", "ASK {}", "", {}),
        ("bad_query_non_utf8", "", "ASK {}", f"{QUERY}; charset=UTF-16", {"encoding": "utf-16"}),
        ("bad_query_non_utf8, its bytes alone", "", "ASK {}", QUERY, {"encoding": "utf-16"}),
        ("bad_query_syntax", pairs(("query", "ASK {")), None, "", {}),
        ("bad_update_get", pairs(("update", "CLEAR ALL")), None, "", {}),
        ("bad_multiple_updates", "", pairs(("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")), FORM, {}),
        ("bad_update_wrong_media_type", "", "CLEAR NAMED", "text/plain", {}),
        ("bad_update_missing_form_type", "", pairs(("update", "CLEAR NAMED")), "", {}),
        ("bad_update_non_utf8", "", "CLEAR NAMED", f"{UPDATE}; charset=UTF-16", {"encoding": "utf-16"}),
        ("bad_update_syntax", "", pairs(("update", "CLEAR XYZ")), FORM, {}),
        ("bad_update_dataset_conflict", USING_NAMED, pairs(("update", f"DELETE {{ ?s ?p ?o }} USING <{DATA[0]}> WHERE {{ ?s ?p ?o }}")), FORM, {}),
        # what the W3C asks of a store that writes, this server refuses as well
        ("update_post_form", "", pairs(("update", "CLEAR ALL")), FORM, {}),
        ("update_post_direct", "", "CLEAR ALL", UPDATE, {}),
        ("update_base_uri", "", "CLEAR GRAPH <g> ; INSERT DATA { GRAPH <g> { <s> <p> 1 } }", UPDATE, {}),
        ("update_dataset_default_graph", USING, "INSERT { ?s a 1 } WHERE { ?s ?p ?o }", UPDATE, {}),
        ("update_dataset_default_graphs", f"{USING}&{pairs(('using-graph-uri', DATA[1]))}", "INSERT { ?s a 1 } WHERE { ?s ?p ?o }", UPDATE, {}),
        ("update_dataset_named_graphs", USING_NAMED, "INSERT { ?s a 1 } WHERE { GRAPH ?g { ?s ?p ?o } }", UPDATE, {}),
        ("update_dataset_full", f"{USING}&{USING_NAMED}", "INSERT { ?s a 1 } WHERE { ?s ?p ?o }", UPDATE, {}),
    ],
)  # fmt: skip
def test_w3c_protocol_refuses(
    datasets: Server, name: str, asked: str, body: str | None, type_: str, more: dict[str, str]
) -> None:
    status, kind, _ = said(f"{datasets.url}sparql/?{asked}", body, type_, **more)
    assert (400 <= status < 500, kind) == (True, "text/plain"), name
    counted = said(f"{datasets.url}sparql", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", QUERY)[2]
    assert json.loads(counted)["results"]["bindings"][0]["n"]["value"] == "3"


def test_pages_speak_the_reader_s_language_in_words(server: Server) -> None:
    path = f"{server.url}page/id/{quote('Organization/云川省住房建设厅/城建处')}"
    chinese, english = (ask(path, Accept_Language=language)[2] for language in ("zh-CN,en;q=0.5", "en-US,zh;q=0.5"))
    assert 'lang="zh-Hans"' in chinese
    assert "内设机构" in chinese
    assert "开展 " in chinese
    assert "否定" in chinese
    assert 'lang="en"' in english
    assert "undertakes " in english
    assert not re.findall(r">kg:\w+<", chinese + english), "no term is shown as an IRI"


def test_a_thing_s_page_shows_the_sentence_around_the_words(server: Server) -> None:
    text = ask(f"{server.url}page/id/{quote('Organization/云川省住房建设厅/城建处')}")[2]
    quotes = re.findall(r"<blockquote>(.*?)<mark>(.*?)</mark>(.*?)<footer>", text)
    assert quotes
    assert any(before or after.strip("。") for before, _, after in quotes)
    assert "</a> 2021-05-06" in text


def test_an_article_s_page_links_what_it_mentions(server: Server) -> None:
    found = get(server, "SELECT ?a { ?a a kg:Article }", format="csv")[2].split()[1]
    text = ask(f"{server.url}page/id/{found.removeprefix('https://w3id.org/policy-kg/id/')}")[2]
    assert re.search(r'<article><p>.*<a class="Organization" href="/[^"]+">', text)
    assert "文中的陈述" in text


def test_pages_say_what_qualifies_each_statement(tmp_path: Path) -> None:
    made = build_text("财政部今年以来对5.3万个老旧小区开展城市体检。财政部召开工作会议。", date="2024-05-01")
    to_turtle(made, tmp_path / "g.ttl")
    article = next(iter(made.articles)).removeprefix("https://w3id.org/policy-kg/")
    with Server(tmp_path / "g.ttl", workers=1) as server:
        for path in (f"vocab/{quote('财政部')}", f"vocab/{quote('城市体检')}", article):
            text = ask(f"{server.url}page/{path}")[2]
            assert re.search(r"城市体检</a>.*?时间: 今年以来|财政部</a>.*?时间: 今年以来", text), path
            assert "数量: 5.3万个" in text, path
            assert text.count("时间: ") == 1, path


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("城建", ">城建处</a>"),
        ("waste sorting", ">生活垃圾分类</a>"),
        ("没有开展", "<mark>没有开展</mark>"),
        ('"}', "没有找到"),
    ],
)
def test_search_finds_names_and_texts(server: Server, asked: str, there: str) -> None:
    status, _, text = ask(f"{server.url}search?{urlencode({'q': asked})}")
    assert status == 200
    assert there in text
    assert f'value="{html.escape(asked)}"' in text


def test_search_lists_a_type(server: Server) -> None:
    text = ask(f"{server.url}search?type=Program")[2]
    assert ">生活垃圾分类</a>" in text
    assert ">城建处</a>" not in text
    assert "没有找到" in ask(f"{server.url}search?type=Nothing")[2]


def test_questions_are_asked_by_name(server: Server) -> None:
    for name in named():
        assert ask(f"{server.url}ask/{name}")[0] == 200
    text = ask(f"{server.url}ask/who-undertakes?{urlencode({'programme': '城市体检'})}")[2]
    assert re.search(r"<td><a href=\"/id/Organization/[^\"]+\">\w+</a></td>", text)
    assert "article/" not in re.sub(r'href="[^"]+"', "", text), "an article is called by its title"
    assert "<label" in text
    assert re.search(r"<label[^>]*>工作<input name=.programme.", text)
    assert re.findall(r'<th scope="col">(.*?)</th>', text) == ["机构", "名称", "原文", "文章"]
    assert "图中没有此名" in ask(f"{server.url}ask/who-undertakes?programme=nothing")[2]
    assert ask(f"{server.url}ask/nothing")[0] == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_pages(server: Server, scheme: Literal["light", "dark"]) -> None:
    pages = [
        "",
        f"search?q={quote('城')}",
        f"vocab/{quote('生活垃圾分类')}",
        "ask/who-undertakes",
        "ask/most-named",
        "sparql",
    ]
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme, locale="zh-CN")
        for path in pages:
            page.goto(server.url + path)
            page.evaluate(axe_core())
            found = page.evaluate(
                "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
                ".then((r) => r.violations.map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160))]))"
            )
            assert found == [], path
            assert page.evaluate("document.documentElement.scrollWidth") == 390, path


# --- answers that are kept -------------------------------------------------------------------------------------------


def counted(server: Server, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that reach the processes from now on."""
    found: list[str] = []
    ask_ = server.workers.ask

    def noted(request: Mapping[str, Any]) -> Answer:
        found.append(request["query"])
        return ask_(request)

    monkeypatch.setattr(server.workers, "ask", noted)
    return found


def test_the_same_request_is_answered_from_what_is_kept(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    reached = counted(server, monkeypatch)
    query = "SELECT ?p { ?s a ?p } ORDER BY ?p LIMIT 3"
    first, *rest = (get(server, query)[2] for _ in range(3))
    assert rest == [first, first]
    assert reached == [query]
    assert get(server, query, "text/csv")[2] != first
    head = ask(f"{server.url}sparql?{urlencode({'query': query})}", method="HEAD", Accept="*/*")
    assert (head[1]["Content-Length"], head[2]) == (str(len(first.encode())), "")
    assert reached == [query] * 2


@pytest.mark.parametrize("call", ["RAND()", "uuid()", "STRUUID()", "NOW()", "\\u004EOW()", "BNODE()"])
def test_what_is_another_each_time_is_not_kept(server: Server, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    reached = counted(server, monkeypatch)
    query = f"SELECT ({call} AS ?x) {{}}"
    for _ in range(2):
        get(server, query)
    assert reached == [query] * 2


def test_a_refusal_for_want_of_room_is_not_kept(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "ASK { ?s a kg:Place }"
    with monkeypatch.context() as patched:
        patched.setattr(server.workers, "_take", lambda until, short: None)
        assert get(server, query)[0] == 503
    assert get(server, query)[0] == 200


def test_kept_lets_go_of_the_oldest() -> None:
    kept = Kept(40_000)
    for n in range(100):
        kept.put((str(n),), plain_answer(200, "城" * 300))
        kept.get(("0",))
        assert kept.bytes <= 40_000
    assert kept.get(("0",)) is not None
    assert kept.get(("1",)) is None
    assert kept.get(("99",)) is not None
    kept.put(("large",), plain_answer(200, "城" * 3_000))
    assert kept.get(("large",)) is None
    before = kept.bytes
    kept.put(("99",), plain_answer(200, "城" * 300))
    assert kept.bytes == before


# --- where a request ends ---------------------------------------------------------------------------------------------


def answers_to(server: Server, sent: str) -> list[str]:
    """The status lines of what comes back until the server closes the connection."""
    place = urlsplit(server.url)
    with socket.create_connection((place.hostname, place.port), 60) as connection:
        connection.sendall(sent.encode())
        connection.shutdown(socket.SHUT_WR)
        said = b"".join(iter(lambda: connection.recv(65_536), b""))
    return re.findall(r"^HTTP/1.1 (\d+)", said.decode("utf-8", "replace"), re.MULTILINE)


HIDDEN = "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
"""A request that stands in the body of another."""


@pytest.mark.parametrize(
    ("head", "statuses"),
    [
        (f"GET /graph HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(HIDDEN)}\r\n", ["200"]),
        (f"HEAD / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(HIDDEN)}\r\n", ["200"]),
        (f"OPTIONS / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(HIDDEN)}\r\n", ["204"]),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n", ["400"]),
        ("POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n", ["400"]),
        (f"POST /graph HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nContent-Length: {len(HIDDEN)}\r\n", ["400"]),
        ("POST /graph HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n", ["411"]),
        (f"POST /graph HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(HIDDEN)}\r\n", ["405"]),
        ("GET /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n", ["200", "404"]),
    ],
)
def test_no_request_hides_in_the_body_of_another(server: Server, head: str, statuses: list[str]) -> None:
    assert answers_to(server, f"{head}\r\n{HIDDEN}") == statuses
