"""Every form is read back by the parsers that it is for, and says the same."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from rdflib.compare import isomorphic

import kg
from kg.api import KnowledgeGraph, build, build_text
from kg.export import CONTEXT, FORMS, SUFFIXES, edges, export, matrix, to_csv, to_jsonld, to_pandas, to_rdfxml
from kg.model import KGI, Article, Entity, EntityType, Modality, Relation
from kg.rdf import load, loads, to_turtle

RDF_FORMS = ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"]
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
GOLD = sorted(Path(__file__).parents[2].glob("shared/gold/*.txt"))
HAND = '<Program/城市体检> rdfs:seeAlso [ rdfs:label "手工" , 3.5 , true ; kg:note <http://example.org/b?c=1&d=é> ] .\n'


def flat(text: str, form: str) -> rdflib.Graph:
    """The triples that rdflib reads, of whatever named graph."""
    data = rdflib.Dataset(default_union=True)
    data.parse(data=text, format=RDFLIB[form])
    graph = rdflib.Graph()
    for s, p, o, _ in data.quads():
        graph.add((s, p, o))
    return graph


@pytest.fixture(scope="module")
def annotated(graph: KnowledgeGraph) -> KnowledgeGraph:
    """The graph with triples that a user added."""
    return KnowledgeGraph.of(loads(to_turtle(graph) + HAND))


@pytest.mark.parametrize("form", RDF_FORMS)
def test_export_is_read_alike_by_rdflib(annotated: KnowledgeGraph, form: str) -> None:
    assert isomorphic(flat(to_turtle(annotated), "turtle"), flat(export(annotated, form), form))


@pytest.mark.parametrize("form", RDF_FORMS)
def test_export_and_load_give_an_equal_graph(annotated: KnowledgeGraph, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"graph{SUFFIXES[form]}"
    text = export(annotated, form, path)
    assert path.read_text("utf-8") == text
    assert load(path) == annotated
    assert len(annotated.extra) == 5


@pytest.mark.parametrize("form", FORMS)
def test_export_is_deterministic(annotated: KnowledgeGraph, form: str) -> None:
    assert export(loads(to_turtle(annotated)), form) == export(annotated, form)


@pytest.mark.parametrize("form", FORMS)
def test_export_writes_an_empty_graph(form: str) -> None:
    assert export(KnowledgeGraph(), form).isprintable() is False or export(KnowledgeGraph(), form) == ""


@pytest.mark.parametrize("form", RDF_FORMS)
@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_export_round_trips_real_articles(path: Path, form: str) -> None:
    graph = build(path)
    suffix = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq", "rdfxml": "rdf"}.get(form, form)
    text = export(graph, form)
    assert loads(text, suffix) == graph
    read, whole = flat(text, form), flat(to_turtle(graph), "turtle")
    assert not any(isinstance(x, rdflib.BNode) for triple in read for x in triple)
    assert set(read) == set(whole), "without blank nodes, to be isomorphic is to be equal"


def test_to_trig_has_a_named_graph_for_each_article(graph: KnowledgeGraph) -> None:
    data = rdflib.Dataset()
    data.parse(data=export(graph, "trig"), format="trig")
    names = {str(g.identifier) for g in data.graphs() if len(g) and "urn:x-rdflib" not in str(g.identifier)}
    assert names == set(graph.articles)


def test_to_jsonld_uses_short_names(graph: KnowledgeGraph) -> None:
    document = json.loads(to_jsonld(graph))
    nodes = {n["id"]: n for n in document["@graph"]}
    assert nodes["kgv:生活垃圾分类"] == {
        "id": "kgv:生活垃圾分类",
        "type": "Program",
        "label": {"en": "waste sorting", "zh": "生活垃圾分类"},
        "altLabel": "垃圾分类",
    }
    used = {key for node in document["@graph"] for key in node}
    assert used <= set(CONTEXT), "every property has a short name"


def test_to_jsonld_names_a_context(graph: KnowledgeGraph) -> None:
    assert json.loads(to_jsonld(graph, context="context.jsonld"))["@context"] == "context.jsonld"


def test_to_rdfxml_refuses_what_xml_cannot_hold() -> None:
    graph = KnowledgeGraph([Article(f"{KGI}article/1", text="甲\x01乙")])
    with pytest.raises(ValueError, match=r"U\+0001 of .*article/1"):
        to_rdfxml(graph)


def test_to_graphml_is_read_by_networkx(graph: KnowledgeGraph) -> None:
    read = nx.parse_graphml(export(graph, "graphml"))
    assert set(read.nodes) == set(graph.entities)
    assert {(a, b) for a, b, *_ in read.edges} == {(a, b) for a, b in graph.nx.edges()}
    ting = f"{KGI}Organization/云川省住房建设厅"
    assert read.nodes[ting] == {
        "label": "云川省住房建设厅",
        "type": "Organization",
        "kind": "Government",
        "names": "省住房建设厅",
        "mentions": 1,
        "in_vocabulary": False,
    }
    (edge,) = [d for _, b, d in read.edges(data=True) if b.endswith("城市体检")]
    assert (edge["relation"], edge["modality"], edge["quotes"]) == ("undertakes", "Planned", "将开展城市体检")


@pytest.mark.parametrize("relation", [Relation.UNDERTAKES, Relation.COOPERATES_WITH])
def test_to_gexf_is_read_by_networkx(graph: KnowledgeGraph, tmp_path: Path, relation: Relation) -> None:
    made = [replace(s, relation=relation) if s.relation is Relation.UNDERTAKES else s for s in graph.statements()]
    with_it = KnowledgeGraph(graph.articles.values(), graph.entities.values(), graph.mentions, made)
    (tmp_path / "g.gexf").write_text(export(with_it, "gexf"), "utf-8")
    read = nx.read_gexf(tmp_path / "g.gexf")
    assert {n: d["label"] for n, d in read.nodes(data=True)} == {e.iri: e.label for e in graph.entities.values()}
    assert read.number_of_edges() == with_it.nx.number_of_edges()
    symmetric = {d["relation"] for _, _, d in read.edges(data=True) if d.get("symmetric")}
    assert symmetric == {relation.value} & {"cooperatesWith"}


@pytest.mark.skipif("GEXF_XSD" not in os.environ, reason="GEXF_XSD names no gexf.xsd of GEXF 1.3")
@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_to_gexf_is_valid(path: Path) -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(os.environ["GEXF_XSD"]))
    text = export(build(path), "gexf")  # 1.3 says the same of all that stands here but its own number
    text = text.replace("http://www.gexf.net/1.2draft", "http://gexf.net/1.3").replace('version="1.2"', 'version="1.3"')
    schema.assertValid(etree.fromstring(text.encode()))


def test_to_graphml_and_gexf_keep_awkward_characters() -> None:
    name = 'a<b>&"c"\x01\n丁'
    graph = KnowledgeGraph([], [Entity(f"{KGI}Place/x", EntityType.PLACE, name)])
    for form in ("graphml", "gexf"):
        text = export(graph, form)
        assert ET.fromstring(text) is not None
        assert "\ufffd" in text
    assert nx.parse_graphml(export(graph, "graphml")).nodes[f"{KGI}Place/x"]["label"] == name.replace("\x01", "\ufffd")


@pytest.mark.parametrize(
    ("form", "id_", "start", "end"), [("neo4j", "iri:ID", ":START_ID", ":END_ID"), ("gephi", "Id", "Source", "Target")]
)
def test_to_csv_writes_nodes_and_edges(
    graph: KnowledgeGraph, tmp_path: Path, form: str, id_: str, start: str, end: str
) -> None:
    nodes, links = (list(csv.DictReader(io.StringIO(p.read_text("utf-8")))) for p in to_csv(graph, form, tmp_path))
    assert {n[id_] for n in nodes} == set(graph.entities)
    assert {(x[start], x[end]) for x in links} == {(e.source.iri, e.target.iri) for e in edges(graph)}


def test_to_csv_gives_neo4j_its_labels_and_types(graph: KnowledgeGraph, tmp_path: Path) -> None:
    nodes, links = (list(csv.DictReader(io.StringIO(p.read_text("utf-8")))) for p in to_csv(graph, "neo4j", tmp_path))
    assert {n[":LABEL"] for n in nodes if n["label"] == "城建处"} == {"Organization;Department"}
    assert {x[":TYPE"] for x in links} == {"issues", "undertakes", "upholds", "partOf"}


def test_edges_leave_out_what_is_denied(graph: KnowledgeGraph) -> None:
    assert not [e for e in edges(graph) if e.target.label == "生活垃圾分类"]


def test_matrix_counts_places_that_state_it(graph: KnowledgeGraph) -> None:
    found = matrix(graph, "Government", "Program")
    assert [e.label for e in found.rows] == ["云川省住房建设厅"]
    assert [e.label for e in found.columns] == ["城市体检", "城镇老旧小区改造"]
    assert found.cells == ((1, 1),)
    assert found.text() == ",城市体检,城镇老旧小区改造\n云川省住房建设厅,1,1\n"
    assert matrix(graph, "Government", "Program", Relation.SUPPORTS).cells == ()


def test_matrix_counts_both_ways(graph: KnowledgeGraph) -> None:
    assert matrix(graph, "Program", "Government").cells == ((1,), (1,))


def test_matrix_says_what_types_there_are(graph: KnowledgeGraph) -> None:
    with pytest.raises(ValueError, match="Bureau is no type or kind: one of Organization"):
        matrix(graph, "Bureau", "Program")


def test_to_pandas_has_a_row_for_each_piece_of_evidence(graph: KnowledgeGraph) -> None:
    pytest.importorskip("pandas")
    frames = to_pandas(graph)
    assert list(frames) == ["articles", "entities", "mentions", "statements"]
    assert len(frames["statements"]) == sum(len(s.evidence) for s in graph.statements())
    text = frames["articles"].assign(text=[a.text for a in graph.articles.values()]).set_index("iri")["text"]
    assert all(text[r.article][r.start : r.end] == r.quote for r in frames["statements"].itertuples())
    assert matrix(graph, "Government", "Program").to_pandas().loc["云川省住房建设厅", "城市体检"] == 1


def test_graph_has_the_matrix_the_frames_and_what_stands_between(graph: KnowledgeGraph) -> None:
    assert graph.matrix(rows="Government", columns="Program") == matrix(graph, "Government", "Program")
    (said,) = graph.between("城建处", "生活垃圾分类")
    assert said.modality is Modality.DENIED
    assert graph.between("生活垃圾分类", "城建处") == (said,)
    pytest.importorskip("pandas")
    assert set(graph.to_pandas()) == {"articles", "entities", "mentions", "statements"}


def test_graph_says_how_to_get_pandas(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    for ask in (graph.to_pandas, graph.matrix("Government", "Program").to_pandas):
        with pytest.raises(ImportError, match=r"data frames need pandas: pip install 'policy-kg\[pandas\]'"):
            ask()


def test_projection_links_what_shares_neighbours() -> None:
    graph = build_text("云川省住房和城乡建设厅推进老旧小区改造和城市体检。云川省财政厅推进老旧小区改造和城市体检。")
    (office, treasury) = (graph.find(n)[0].iri for n in ("云川省住房和城乡建设厅", "云川省财政厅"))
    found = graph.projection("Organization", through="Program")
    assert set(found.nodes) == {office, treasury}
    shared = tuple(sorted(graph.find(n)[0].iri for n in ("老旧小区改造", "城市体检")))
    assert list(found.edges(data=True)) == [(*sorted((office, treasury)), {"weight": 2, "shared": shared})]
    assert nx.degree_centrality(found) == {office: 1.0, treasury: 1.0}
    with pytest.raises(ValueError, match="Bureau is no type or kind"):
        graph.projection("Bureau", through="Program")


# --- parsers of other projects, in other languages ------------------------------------------------------------------

PARSERS: dict[str, dict[str, tuple[str, ...]]] = {
    # program, and for each form the arguments that make it read a file and write N-Triples or N-Quads
    "rapper": {form: ("-q", "-i", name, "-o", "ntriples") for form, name in (("turtle", "turtle"), ("ntriples", "ntriples"), ("rdfxml", "rdfxml"))},
    "serdi": {form: ("-i", name, "-o", wanted) for form, name, wanted in (("turtle", "turtle", "ntriples"), ("ntriples", "ntriples", "ntriples"), ("nquads", "nquads", "nquads"), ("trig", "trig", "nquads"))},
    "riot": dict.fromkeys(RDF_FORMS, ("--output=nquads", "--strict")),
}  # fmt: skip


@pytest.mark.parametrize(("program", "form"), [(p, form) for p, forms in PARSERS.items() for form in forms])
def test_export_is_read_alike_by_other_projects_parsers(
    annotated: KnowledgeGraph, tmp_path: Path, program: str, form: str
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    path = tmp_path / f"graph{SUFFIXES[form]}"
    export(annotated, form, path)
    options = PARSERS[program][form]
    command = [program, *options, str(path), *([KGI] if program == "rapper" else [])]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    data = rdflib.Dataset(default_union=True)
    data.parse(data=done.stdout.decode(), format="nquads")
    read = rdflib.Graph()
    for s, p, o, _ in data.quads():
        read.add((s, p, o))
    assert isomorphic(read, flat(to_turtle(annotated), "turtle"))


def test_export_says_what_forms_there_are(graph: KnowledgeGraph) -> None:
    with pytest.raises(ValueError, match="unknown form 'docx': one of turtle trig"):
        export(graph, "docx")
    with pytest.raises(ValueError, match="neo4j or gephi"):
        to_csv(graph, "neo5j", "nowhere")


def test_load_at_the_top_is_the_same(graph: KnowledgeGraph, tmp_path: Path) -> None:
    to_turtle(graph, tmp_path / "a.ttl")
    assert kg.load(tmp_path / "a.ttl") == graph
