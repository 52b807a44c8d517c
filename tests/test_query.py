"""Questions get their answers; what is not a reading query is refused; errors point at their place."""

from __future__ import annotations

import _thread
import csv
import io
import json
import re
import signal
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from conftest import HANGING

from kg.api import KnowledgeGraph, build
from kg.model import KGI, KGV, Relation
from kg.query import (
    QueryError,
    Result,
    ask,
    entities,
    named,
    open_store,
    parse_question,
    prepared,
    run,
    store_of_statements,
)
from kg.query.coded import Coded, Column
from kg.rdf import to_trig, to_turtle
from kg.relations import defined
from kg.said import all_said

NAMES = "SELECT ?name WHERE { ?body kg:undertakes ?p . ?p rdfs:label ?name } ORDER BY ?name"
GOLD = sorted(Path(__file__).parents[2].glob("shared/gold/*.txt"))


def test_run_answers_select(graph: KnowledgeGraph) -> None:
    result = run(graph, NAMES)
    assert list(result) == [("城市体检",), ("城镇老旧小区改造",)]
    assert result.dicts()[0] == {"name": "城市体检"}
    assert (result.columns, len(result), bool(result), result.truncated) == (("name",), 2, True, False)


def test_run_answers_over_files_and_stores(graph: KnowledgeGraph, tmp_path: Path) -> None:
    to_turtle(graph, tmp_path / "g.ttl")
    to_trig(graph, tmp_path / "g.trig")
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_load(path=str(tmp_path / "g.trig"), format=ox.RdfFormat.TRIG)
    store.flush()
    del store
    answers = [list(run(t, NAMES)) for t in (graph, tmp_path / "g.ttl", str(tmp_path / "g.trig"), tmp_path / "store")]
    assert answers == [answers[0]] * 4
    counted = run(tmp_path / "store", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert list(counted) == list(run(graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert list(run(tmp_path / "store", "ASK { GRAPH ?g { ?s kg:undertakes ?o } }")) == []


def test_run_answers_ask_construct_and_describe(graph: KnowledgeGraph) -> None:
    assert bool(run(graph, "ASK { ?s a kg:Article }")) is True
    assert run(graph, "ASK { ?s a kg:Person }").text() == "no\n"
    for query in ("CONSTRUCT WHERE { ?s kg:issues ?o }", f"DESCRIBE <{KGV}以人民为中心>"):
        text = run(graph, query).text("ttl")
        assert len(rdflib.Graph().parse(data=text, format="turtle")) > 0


@pytest.mark.parametrize(
    ("sparql", "bindings", "found"),
    [
        ("SELECT ?o { ?body kg:upholds ?o }", {"body": "云川省住房建设厅"}, [f"{KGV}以人民为中心"]),
        ("SELECT ?o { ?body kg:upholds ?o }", {"body": "省住房 建设厅"}, [f"{KGV}以人民为中心"]),
        ("SELECT ?body ?o { ?body kg:upholds ?o }", {"body": "城建处"}, []),
        ("SELECT ?s { ?s kg:undertakes ?o }", {"o": "kgv:城镇老旧小区改造"}, [f"{KGI}Organization/云川省住房建设厅"]),
        ("SELECT ?s { ?s kg:undertakes ?o }", {"o": f"<{KGV}城镇老旧小区改造>"}, [f"{KGI}Organization/云川省住房建设厅"]),
        ("SELECT ?s { ?s ?r ?o }", {"r": Relation.PART_OF}, [f"{KGI}Organization/云川省住房建设厅/城建处"]),
        ("SELECT ?s { ?s dcterms:issued ?d }", {"d": date(2021, 5, 6)}, [f"{KGI}article/0123456789abcdef"]),
        ("SELECT ?s { ?s oa:start ?n }", {"n": 79}, [f"{KGI}article/0123456789abcdef#position=79,83"]),
        ("SELECT ?s { ?s kg:trigger ?t }", {"t": "坚持"}, [f"{KGI}statement/9e8850e1c4255f6f"]),
        ("SELECT (COUNT(?o) AS ?n) { ?body kg:undertakes ?o }", {"body": "云川省住房建设厅"}, [2]),
        ("SELECT (COUNT(?o) AS ?n) { ?body kg:undertakes ?o }", {"body": "城建处"}, [0]),
        ("SELECT (MAX(?n) AS ?m) { { SELECT (COUNT(?o) AS ?n) ?b { ?b kg:undertakes ?o } GROUP BY ?b } ?x ?r ?b }", {"r": Relation.PART_OF}, [2]),
        ("SELECT (COUNT(?o) AS ?n) { ?body ?r ?o } GROUP BY ?body HAVING (?n > 3)", {"r": Relation.UNDERTAKES}, []),
        ("SELECT DISTINCT ?o { ?body kg:upholds ?o } LIMIT 1", {"body": "云川省住房建设厅"}, [f"{KGV}以人民为中心"]),
        ("SELECT * { ?body kg:upholds ?o }", {"o": "以人民为中心"}, [f"{KGI}Organization/云川省住房建设厅"]),
        ("ASK { ?body kg:upholds ?o }", {"body": "城建处"}, []),
    ],
)  # fmt: skip
def test_run_binds_parameters(
    graph: KnowledgeGraph, sparql: str, bindings: dict[str, Any], found: list[object]
) -> None:
    result = run(graph, sparql, **bindings)
    assert [row[0] for row in result] == found
    assert not set(result.columns) - set(re.findall(r"\w+", sparql)), "no column that was not asked for"


def test_run_never_pastes_a_parameter(graph: KnowledgeGraph) -> None:
    evil = '坚持" } ; DROP ALL #'
    assert list(run(graph, "SELECT ?s { ?s kg:trigger ?t }", t=evil)) == []
    assert list(run(graph, "SELECT ?t { BIND(1 AS ?x) VALUES ?t { 'a' } }", t=evil)) == []


def test_run_asks_which_of_several_entities_is_meant(graph: KnowledgeGraph) -> None:
    other = open_store(graph)
    text = to_turtle(graph).replace('"城市体检"@zh', '"以人民为中心"@zh')
    store = ox.Store()
    store.bulk_load(text.encode(), format=ox.RdfFormat.TURTLE)
    with pytest.raises(
        QueryError, match=r"以人民为中心 is the name of 2 entities, give one by its IRI: https://.*城市体检 "
    ):
        run(store, "SELECT ?b { ?b kg:upholds ?o }", o="以人民为中心")
    assert entities(other, "以人民为中心") == [f"{KGV}以人民为中心"]
    assert entities(other, "“以人民 为中心”") == [f"{KGV}以人民为中心"]
    assert entities(other, "policy-kg 0.1.0") == []


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("", "the query is empty: expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("# only a comment", "the query is empty"),
        ("HELLO", "line 1, column 1: expected SELECT, ASK"),
        (
            "PREFIX a: <b:c>\n  INSERT DATA { a:x a:y 1 }",
            "line 2, column 3: INSERT is refused: graphs are read-only here",
        ),
        ("LOAD <http://a/b>", "line 1, column 1: LOAD is refused"),
        ("BASE <a:b> CLEAR ALL", "CLEAR is refused"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE is refused"),
        ("SELECT * {\n  SERVICE <http://a/> { ?s ?p ?o } }", "line 2, column 3: SERVICE is refused"),
        ("SELECT * { service silent ?g { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { \\u0053ERVICE <http://a/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { \\u005Cu0053ERVICE <http://a/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { kg:a\\#b SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { FILTER(?a<?b) SERVICE<http://a/>{ ?s ?p ?o } }", "SERVICE is refused"),
        ('SELECT * { ?s ?p "\\"" SERVICE <http://a/> { ?s ?p ?o } }', "SERVICE is refused"),
        ("SELECT * { ?s ?p 'a\\'' . SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT ?x {\n  ?x foo:bar ?y }", "line 2, column 6: the prefix foo: is not declared"),
        ("SELECT ?x {\n  ?x kg:partOf\n}", "line 2, column 3: cannot be read from ?x on"),
        ("SELECT ?x { ?x ?p ?y ORDER BY ?x", "line 1, column 22: cannot be read from ORDER on"),
        ("SELECT ?x WHER { ?x ?p ?y }", "line 1, column 11: cannot be read from WHER on"),
        ("SELECT ?x WHERE { ?x ?p ?y } GROUP BY ?p", "The SELECT contains a variable that is unbound"),
    ],
)
def test_run_refuses_and_points_at_the_place(graph: KnowledgeGraph, sparql: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(graph, sparql)
    assert message in str(caught.value)


def test_query_error_shows_the_line_with_a_mark_under_the_place(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError) as caught:
        run(graph, 'SELECT ?x {\n  ?x rdfs:label "城建处"@zh ; FILTER }')
    lines = str(caught.value).splitlines()
    assert lines[1] == '    ?x rdfs:label "城建处"@zh ; FILTER }'
    assert lines[2].endswith("^")
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://a/>",
        "SELECT ?service { ?service <http://a/SERVICE> ?o }",
        "PREFIX service: <http://a/> SELECT * { ?s service:INSERT '''SERVICE ' x''' }",
    ],
)
def test_run_answers_what_only_looks_refused(graph: KnowledgeGraph, sparql: str) -> None:
    assert run(graph, sparql).kind == "select"


def test_run_takes_a_limit(graph: KnowledgeGraph) -> None:
    result = run(graph, "SELECT ?s { ?s ?p ?o }", limit=3)
    assert (len(result), result.truncated) == (3, True)
    assert result.text().endswith("… more than 3 rows\n")
    assert run(graph, NAMES, limit=2).truncated is False


def test_run_ends_in_time(graph: KnowledgeGraph) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?f && ?f < ?l) }"
    with pytest.raises(TimeoutError, match=r"longer than 0\.2 seconds"):
        run(graph, slow, timeout=0.2)
    assert len(run(graph, NAMES, timeout=HANGING)) == 2
    with pytest.raises(QueryError):
        run(graph, "SELECT", timeout=HANGING)


def test_run_says_what_is_wrong_with_a_binding(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r"the query has no variable \?nobody; it has \?body \?name \?p"):
        run(graph, NAMES, nobody="城建处")


def test_run_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a>", "utf-8")
    with pytest.raises(ValueError, match=r"a\.ttl:1: "):
        run(tmp_path / "a.ttl", NAMES)
    with pytest.raises(FileNotFoundError):
        run(tmp_path / "b.ttl", NAMES)


def test_result_is_written_in_each_format(graph: KnowledgeGraph) -> None:
    result = run(
        graph, "SELECT ?name ?start { ?s rdfs:label ?name OPTIONAL { ?s oa:start ?start } } ORDER BY ?name LIMIT 2"
    )
    assert (
        result.text()
        == "name              start\n────────────────  ─────\npolicy-kg 0.1.0\nwaste sorting\n".replace(
            "────────────────", "───────────────"
        ).replace("name             ", "name            ")
    )
    assert list(csv.reader(io.StringIO(result.text("csv")))) == [
        ["name", "start"],
        ["policy-kg 0.1.0", ""],
        ["waste sorting", ""],
    ]
    answer = json.loads(
        run(graph, "SELECT ?n ?e { ?e a kg:Slogan ; rdfs:label ?l BIND(STRLEN(?l) AS ?n) }").text("json")
    )
    assert answer == {
        "head": {"vars": ["n", "e"]},
        "results": {
            "bindings": [
                {
                    "n": {"type": "literal", "value": "6", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
                    "e": {"type": "uri", "value": f"{KGV}以人民为中心"},
                }
            ]
        },
    }
    with pytest.raises(ValueError, match="ttl is the format of CONSTRUCT"):
        result.text("ttl")
    with pytest.raises(ValueError, match="unknown format 'xls': one of table csv json ttl"):
        result.text("xls")


def test_table_lines_up_wide_characters(graph: KnowledgeGraph) -> None:
    lines = (
        run(graph, "SELECT ?name ?type { ?s a ?type ; skos:altLabel ?name } ORDER BY ?name ?type").text().splitlines()
    )
    assert lines[2] == "垃圾分类      kg:Program"
    assert lines[3] == "省住房建设厅  kg:Government"


def test_named_questions_are_many_and_described() -> None:
    questions = named()
    assert len(questions) >= 20
    for q in questions.values():
        assert re.search("[一-鿿]", q.zh)
        assert q.en
        assert q.description
        assert set(dict(q.example)) <= {p.name for p in q.parameters}
        assert {p.name for p in q.parameters if not p.default} <= set(dict(q.example))


@pytest.mark.parametrize("name", named())
def test_named_question_answers_its_example(graph: KnowledgeGraph, name: str) -> None:
    question = named()[name]
    values: dict[str, Any] = dict(question.example)
    result = ask(graph, name, **values)
    assert result.columns
    answered_here = {"who-works-with", "shared-by", "shared-programmes", "studied", "implemented", "meetings"}
    answered_here |= {"formulations-by-departments", "from-vocabulary", "programmes-of"}
    answered_here |= {"numbered"}  # tests/test_official.py asks it
    answered_here |= {"when", "quantities", "where-to"}  # tests/test_qualify.py asks them
    answered_here |= {"succession", "after-their-end", "attested"}  # tests/test_vocabulary.py asks them
    assert name in answered_here or len(result) > 0, "the example has an answer in the invented article"


def test_named_questions_call_relations_as_the_ontology_does() -> None:
    asked = [q for q in named().values() if "kg:undertakes" in q.sparql and "工作" in q.zh]
    assert len(asked) >= 5
    assert all(defined(Relation.UNDERTAKES).labels[0] in q.zh for q in asked)


def test_named_questions_show_and_take_what_has_a_name_in_words() -> None:
    variables = {p.name for q in named().values() for p in q.parameters}
    for question in named().values():
        shown = re.search(r"SELECT\s+(?:DISTINCT\s+)?(.*?)\s*WHERE", question.sparql, re.DOTALL)
        counted = re.sub(r"\([^()]*\([^)]*\)\s+AS\s+(\?\w+)\)", r"\1", shown[1]) if shown else ""
        variables |= {*re.findall(r"\?(\w+)", counted)}
    assert variables == {*all_said("questions")}
    assert len(variables) > 40


def test_named_questions_answer_rightly(graph: KnowledgeGraph) -> None:
    assert [r[1:3] for r in ask(graph, "who-undertakes", programme="老旧小区改造")] == [
        ("云川省住房建设厅", "云川省住房建设厅抓好老旧小区改造")
    ]
    assert [r[1:] for r in ask(graph, "programmes-of", body="云川省住房建设厅")] == [
        ("城市体检", 1),
        ("城镇老旧小区改造", 1),
    ]
    assert list(ask(graph, "denied")) == [
        ("https://w3id.org/policy-kg/ontology#Denied", "城建处", "https://w3id.org/policy-kg/ontology#undertakes", "生活垃圾分类", "城建处没有开展垃圾分类")
    ]  # fmt: skip
    assert list(ask(graph, "first-and-last", entity="以人民为中心")) == [("2021-05-06", "2021-05-06", 1)]
    assert [r[1:] for r in ask(graph, "formulations")] == [("以人民为中心", 1, 1)]


@pytest.mark.skipif(not GOLD, reason="the real articles are not here")
def test_named_questions_answer_a_real_article() -> None:
    graph = build(GOLD[0])
    store = open_store(graph)
    bodies = sorted({s.subject for s in graph.statements(relation="undertakes")})
    others = {"programme": graph.statements(relation="undertakes")[0].object, "object": graph.statements()[0].object}
    for name, question in named().items():
        values: dict[str, Any] = {p.name: others.get(p.name, bodies[0]) for p in question.parameters if not p.default}
        ask(store, name, timeout=HANGING, **values)


def test_ask_says_what_is_missing(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="no question is called who; there are: about"):
        ask(graph, "who")
    with pytest.raises(QueryError, match=r"who-undertakes needs programme \(the programme"):
        ask(graph, "who-undertakes")
    with pytest.raises(QueryError, match="who-undertakes has no parameter body; it has: programme"):
        ask(graph, "who-undertakes", body="城建处")
    with pytest.raises(QueryError, match="programme: nothing in this graph is called 无此工作"):
        ask(graph, "who-undertakes", programme="无此工作")
    with pytest.raises(QueryError, match="since: 昨天 is no date, give it as 2021-04-14"):
        ask(graph, "timeline", entity="以人民为中心", since="昨天")


def test_parse_question_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="question x: expected zh, en, description, param or example, not '# hello'"):
        parse_question("x", "# hello\nASK {}")
    with pytest.raises(ValueError, match="question x: the head lacks description en"):
        parse_question("x", "# zh: 问\nASK {}")


def test_an_interrupt_ends_the_wait_for_an_answer(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()

    def endless(*_: object) -> None:
        _thread.interrupt_main()
        never.wait()

    monkeypatch.setattr("kg.query.asking.evaluate", endless)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            run(graph, "ASK {}")
    finally:
        signal.signal(signal.SIGINT, before)
        never.set()


def test_tables_cut_what_is_too_wide_and_say_so(graph: KnowledgeGraph) -> None:
    long = "城" * 5000
    table = run(graph, f'SELECT ?a ("{long}" AS ?b) {{ VALUES ?a {{ 1 2 }} }}').text()
    assert max(map(len, table.splitlines())) < 220
    assert table.endswith("… 2 cells cut to 200 columns; --format csv or json gives all of it\n")
    assert long in run(graph, f'SELECT ("{long}" AS ?b) {{}}').text("csv")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('"=1+1"', "'=1+1"),
        ('"@SUM(A1)"', "'@SUM(A1)"),
        ('"-城市"', "'-城市"),
        ('"\\t=1"', "'\t=1"),
        ('"城市"', "城市"),
        ("-5", "-5"),
        ("-5.5", "-5.5"),
    ],
)
def test_csv_has_no_cell_that_a_spreadsheet_would_run(graph: KnowledgeGraph, value: str, cell: str) -> None:
    rows = [*csv.reader(io.StringIO(run(graph, f"SELECT ?a {{ VALUES ?a {{ {value} }} }}").text("csv")))]
    assert rows == [["a"], [cell]]


@pytest.mark.parametrize("columns", [1, 2])
def test_csv_of_plain_values_is_what_the_library_writes(columns: int) -> None:
    values = ["城市", "", 'a"b', "a,b", "a\nb", "a\rb", " a", "=1", "-", 5, -5, 2.5, True, None, "'", date(2021, 5, 6)]
    rows = Coded([Column(values, lambda value: ox.Literal(str(value))) for _ in range(columns)])
    said = Result("select", tuple("ab"[:columns]), rows).text("csv")
    read = [*csv.reader(io.StringIO(said, newline=""))]
    assert read[5] == ["a\nb"] * columns
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(read)
    assert out.getvalue() == said


@pytest.mark.parametrize("name", [q.name for q in named().values() if not q.asks_for_mentions])
def test_questions_that_ask_for_no_mentions_are_answered_the_same_without_them(
    graph: KnowledgeGraph, name: str
) -> None:
    ends = {"entity": "云川省住房建设厅", "relation": "undertakes", "date": "2021-01-01", "text": "城市"}
    values: dict[str, Any] = {p.name: ends[p.type] for p in named()[name].parameters}
    values |= {"programme": "城镇老旧小区改造"} if "programme" in values else {}
    lean = store_of_statements(graph)
    assert len(lean) < len(open_store(graph))
    assert ask(lean, name, **values).text() == ask(graph, name, **values).text()


def test_prepared_asks_nothing_without_its_parameters() -> None:
    class Asked:
        """A store that keeps what it is asked with."""

        def __init__(self) -> None:
            self.store = ox.Store()
            self.bound: list[list[object]] = []

        def query(self, text: str, **options: Any) -> Any:
            self.bound.append([*options.get("substitutions", ())])
            return self.store.query(text, **options)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.store, name)

    asked: Any = Asked()
    one = ox.Variable("entity")
    assert [*prepared(asked, "SELECT ?o { ?entity ?p ?o } ORDER BY ?o", {"entity": ox.NamedNode("urn:a")})] == []
    assert asked.bound == [[one]]
    with pytest.raises(QueryError):
        prepared(asked, "SELECT ?o { ?entity ?p ?o ORDER BY ?o", {"entity": ox.NamedNode("urn:a")})
    assert asked.bound == [[one]]
