"""The Turtle says all that the graph holds, always in the same bytes, and is read back whole."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

import kg
from kg.api import KnowledgeGraph
from kg.model import (
    KGI,
    KGV,
    Article,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Mention,
    Modality,
    Reason,
    Relation,
    Statement,
    statement,
)
from kg.rdf import date_literal, form_of, literal, load, loads, mention_iri, ref, to_trig, to_turtle
from kg.resources import ontology_dir

AWKWARD = [
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "'",
    '"""',
    "\x01",
    "\x7f",
    "𠮷",
    "e\u0301",
    "\u2028",
    "<>",
    "@zh",
    "#",
    "\\u0041",
    "。",
]


def awkward_graph(seed: int) -> KnowledgeGraph:
    """A graph of every record with texts full of what needs escaping."""
    rng = random.Random(seed)

    def word(least: int = 1) -> str:
        return "".join(rng.choice([*AWKWARD, "城", "市", " ", "a"]) for _ in range(rng.randint(least, 8)))

    text = "文" + "".join(word() for _ in range(30)) + "完"
    article = Article(
        f"{KGI}article/{seed}",
        word(),
        rng.choice(["2021-04-14", "2021-04", "2021", "去年", "2021-02-30", ""]),
        word(),
        tuple(f"记者{word().replace('、', '')}" for _ in range(rng.randint(0, 3))),
        rng.choice(["", "https://example.org/a?b=c&d=%E5#x", "not an address <>"]),
        text,
    )
    entities = [
        Entity(
            f"{rng.choice((KGI + 'Organization/', KGV))}体{i}—{i}",
            EntityType.ORGANIZATION,
            "名" + word(),
            rng.choice([None, *Kind]),
            tuple(sorted({word(), word()})),
            rng.choice(["", word()]),
        )
        for i in range(5)
    ]

    def evidence() -> Evidence:
        start = rng.randrange(len(text) - 1)
        end = rng.randrange(start + 1, len(text))
        return Evidence(article.iri, start, end, text[start:end])

    return KnowledgeGraph(
        [article],
        entities,
        [Mention(rng.choice(entities).iri, evidence(), rng.choice(list(Reason))) for _ in range(10)],
        [
            statement(
                rng.choice(entities).iri,
                rng.choice(list(Relation)),
                rng.choice(entities).iri,
                [evidence() for _ in range(rng.randint(1, 3))],
                rng.choice(list(Modality)),
                rng.choice(["", word()]),
                rng.choice(["", entities[0].iri]),
                rng.choice(["", entities[1].iri]),
            )
            for _ in range(10)
        ],
    )


def test_to_turtle_is_read_back_whole(graph: KnowledgeGraph) -> None:
    assert loads(to_turtle(graph)) == graph


@pytest.mark.parametrize("seed", range(40))
def test_to_turtle_keeps_awkward_texts(seed: int) -> None:
    graph = awkward_graph(seed)
    assert loads(to_turtle(graph)) == graph
    assert loads(to_trig(graph), "trig") == graph


@pytest.mark.parametrize("seed", range(5))
def test_to_turtle_says_the_same_to_rdflib_and_oxigraph(seed: int) -> None:
    text = to_turtle(awkward_graph(seed))
    lines = ox.serialize(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_QUADS) or b""
    there = rdflib.Graph().parse(data=lines, format="nt")
    assert isomorphic(rdflib.Graph().parse(data=text, format="turtle"), there)


def test_to_turtle_of_an_article_reads_as_the_contract_says(graph: KnowledgeGraph) -> None:
    text = to_turtle(graph)
    assert '<article/0123456789abcdef> a kg:Article ;\n    dcterms:title "云川省住房建设厅印发' in text
    assert '    dcterms:issued "2021-05-06"^^xsd:date ;' in text
    assert (
        "<Organization/云川省住房建设厅/城建处> a kg:Organization , kg:Department ;\n"
        '    rdfs:label "城建处"@zh ;\n'
        "    kg:partOf <Organization/云川省住房建设厅> .\n"
    ) in text
    assert (
        "# 将开展城市体检\n"
        "<statement/f6ad87c15a93f425> a kg:Statement ;\n"
        "    rdf:subject <Organization/云川省住房建设厅> ;\n"
        "    rdf:predicate kg:undertakes ;\n"
        "    rdf:object <Program/城市体检> ;\n"
        "    kg:modality kg:Planned ;\n"
        '    kg:trigger "开展" ;\n'
        "    kg:statedBy <Organization/云川省住房建设厅> ;\n"
        "    oa:hasTarget <article/0123456789abcdef#char=64,71> .\n"
    ) in text


def test_to_turtle_has_plain_triples_for_what_holds_alone(graph: KnowledgeGraph) -> None:
    data = rdflib.Graph().parse(data=to_turtle(graph), format="turtle")
    undertakes = rdflib.URIRef("https://w3id.org/policy-kg/ontology#undertakes")
    assert {str(o).rsplit("/", 1)[1] for o in data.objects(None, undertakes)} == {"城镇老旧小区改造", "城市体检"}


def test_to_turtle_evidence_quotes_the_text(graph: KnowledgeGraph) -> None:
    data = rdflib.Graph().parse(data=to_turtle(graph), format="turtle")
    rows = list(
        data.query(
            "SELECT ?body ?start ?end ?quote WHERE { ?t oa:hasSource/schema:articleBody ?body ; oa:hasSelector ?p , ?q . "
            "?p oa:start ?start ; oa:end ?end . ?q oa:exact ?quote }"
        )
    )
    assert len(rows) == 12
    for row in rows:
        body, start, end, quote = row  # type: ignore[misc]
        assert str(body)[int(start) : int(end)] == str(quote)


def test_to_turtle_is_the_same_under_any_hash_seed(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    to_turtle(graph, path)
    code = f"import kg, sys; sys.stdout.buffer.write(kg.load({str(path)!r}).to_turtle().encode())"
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        assert run.stdout == path.read_bytes()


def test_to_turtle_names_the_version_that_read_the_article(graph: KnowledgeGraph) -> None:
    text = to_turtle(graph)
    assert f"kg:readBy <tool/policy-kg-{kg.__version__}>" in text
    assert f'schema:softwareVersion "{kg.__version__}"' in text


def test_load_keeps_the_version_of_another_reading(graph: KnowledgeGraph) -> None:
    older = to_turtle(graph).replace(f"policy-kg-{kg.__version__}", "policy-kg-0.0.9")
    again = to_turtle(loads(older))
    assert "policy-kg-0.0.9>" in again
    assert f"policy-kg-{kg.__version__}>" not in again
    assert loads(again) == loads(older)


def test_union_of_files_is_the_merge(graph: KnowledgeGraph) -> None:
    other = awkward_graph(1)
    both = rdflib.Graph().parse(data=to_turtle(graph), format="turtle").parse(data=to_turtle(other), format="turtle")
    assert isomorphic(both, rdflib.Graph().parse(data=to_turtle(graph | other), format="turtle"))
    twice = rdflib.Graph().parse(data=to_turtle(graph), format="turtle")
    size = len(twice)
    assert len(twice.parse(data=to_turtle(graph), format="turtle")) == size, "no blank nodes are written"


@pytest.mark.parametrize(
    "added",
    [
        "<http://example.org/x> <http://example.org/y> 3 .",
        '<Program/城市体检> rdfs:comment "手工注释"@zh ; rdfs:label "bilan"@fr .',
        "<Organization/云川省住房建设厅> kg:upholds kgv:高质量发展 .",
        "<Organization/云川省住房建设厅/城建处> kg:undertakes kgv:生活垃圾分类 .",
        "<statement/e673b31ad5e8cd7a> kg:note [ rdfs:label [ ] , [ ] ] .",
        "<statement/hand> a kg:Statement ; rdf:subject kgv:甲 ; rdf:predicate kg:partOf ; rdf:object kgv:乙 .",
        '<mention/hand> a kg:Mention ; kg:refersTo <Program/城市体检> ; kg:reason "guess" .',
        "<article/0123456789abcdef> kg:mentions kgv:高质量发展 ; dcterms:publisher [ rdfs:label '新华社' ] .",
        "_:a skos:related _:b . _:b skos:related _:a . _:c skos:related _:c .",
    ],
)
def test_load_keeps_what_was_added_by_hand(graph: KnowledgeGraph, added: str) -> None:
    text = f"{to_turtle(graph)}\n{added}\n"
    edited = loads(text)
    assert edited.extra
    assert (
        KnowledgeGraph(edited.articles.values(), edited.entities.values(), edited.mentions, edited.statements())
        == graph
    )
    again = to_turtle(edited)
    assert isomorphic(
        rdflib.Graph().parse(data=again, format="turtle"), rdflib.Graph().parse(data=text, format="turtle")
    )
    assert loads(again) == edited
    assert to_turtle(loads(again)) == again
    assert (edited | edited) == edited


def test_load_takes_a_name_that_was_added_by_hand(graph: KnowledgeGraph) -> None:
    edited = loads(to_turtle(graph) + '\n<Program/城市体检> skos:altLabel "体检"@zh .\n')
    assert edited.extra == ()
    assert edited.entities[f"{KGI}Program/城市体检"].names == ("体检",)


def test_load_takes_evidence_in_blank_nodes(graph: KnowledgeGraph) -> None:
    (article,) = graph.articles.values()
    added = (
        "<statement/hand> a kg:Statement ; rdf:subject <Organization/云川省住房建设厅> ; rdf:predicate kg:upholds ;"
        " rdf:object kgv:以人民为中心 ; kg:modality kg:Denied ; oa:hasTarget [ oa:hasSource <article/0123456789abcdef> ;"
        ' oa:hasSelector [ oa:start 57 ; oa:end 63 ] , [ oa:exact "以人民为中心" ] ] .'
    )
    (found,) = loads(f"{to_turtle(graph)}\n{added}").statements(modality="Denied", relation="upholds")
    assert isinstance(found, Statement)
    assert found.evidence == (Evidence(article.iri, 57, 63, "以人民为中心"),)


def test_load_reads_a_store(graph: KnowledgeGraph, tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_load(to_trig(graph).encode(), format=ox.RdfFormat.TRIG)
    store.flush()
    del store
    assert load(tmp_path / "store") == graph


def test_load_says_where_it_cannot_read(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix kg: <https://w3id.org/policy-kg/ontology#> .\n<a> kg:partOf\n", "utf-8")
    with pytest.raises(ValueError, match=r"bad\.ttl:[23]: "):
        load(bad)
    with pytest.raises(ValueError, match=r"no RDF form has the ending '\.docx'"):
        load(tmp_path / "bad.docx")
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.ttl")


@pytest.mark.parametrize(
    ("iri", "written"),
    [
        (f"{KGV}城镇老旧小区改造", "kgv:城镇老旧小区改造"),
        (f"{KGV}学史明理、学史增信", "kgv:学史明理、学史增信"),
        (f"{KGV}a—b", f"<{KGV}a—b>"),
        (f"{KGV}a.", f"<{KGV}a.>"),
        (f"{KGI}Place/..", f"<{KGI}Place/..>"),
        (f"{KGI}Organization/部/司", "<Organization/部/司>"),
        ("http://example.org/", "<http://example.org/>"),
    ],
)
def test_ref_is_read_as_the_iri(iri: str, written: str) -> None:
    assert ref(iri) == written
    (quad,) = ox.parse(
        f"@base <{KGI}> . @prefix kgv: <{KGV}> . {written} a {written} .".encode(), format=ox.RdfFormat.TURTLE
    )
    assert quad.subject == quad.object == ox.NamedNode(iri)


@pytest.mark.parametrize("text", [*AWKWARD, "".join(AWKWARD), 'a\nb"', '"""\n', "\\\n"])
def test_literal_is_read_as_the_text(text: str) -> None:
    (quad,) = ox.parse(f"<a:b> <a:c> {literal(text, '@zh')} .".encode(), format=ox.RdfFormat.TURTLE)
    assert quad.object == ox.Literal(text, language="zh")


@pytest.mark.parametrize(
    ("date", "type_"), [("2021-02-30", ""), ("2021-13", ""), ("0001", "^^xsd:gYear"), ("上周", "")]
)
def test_date_literal_types_what_is_a_date(date: str, type_: str) -> None:
    assert date_literal(date) == f'"{date}"{type_}'


def test_mention_iri_depends_on_every_part(graph: KnowledgeGraph) -> None:
    evidence = graph.mentions[0].evidence
    made = {mention_iri(Mention(e, evidence, r)) for e in graph.entities for r in Reason}
    assert len(made) == len(graph.entities) * len(Reason)


def test_form_of_knows_every_ending() -> None:
    assert form_of("a/B.JSONLD") == "jsonld"
    assert {form_of(f"a{s}") for s in (".ttl", ".nt", ".nq", ".trig", ".rdf", ".owl", ".n3")} == {
        "ttl",
        "nt",
        "nq",
        "trig",
        "rdf",
        "n3",
    }


RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def test_rdf_type_may_be_subject_and_object(graph: KnowledgeGraph) -> None:
    lines = {f"{RDF_TYPE} {RDF_TYPE} <http://a.example/p> .", f"<http://a.example/s> <http://a.example/p> {RDF_TYPE} ."}
    loaded = loads(to_turtle(graph) + "\n".join(sorted(lines)))
    assert set(loaded.extra) == lines
    assert loads(to_turtle(loaded)) == loaded


def test_our_shapes_can_be_loaded_and_written() -> None:
    shapes = load(ontology_dir() / "shapes.ttl")
    assert len(shapes.extra) > 100
    assert loads(to_turtle(shapes)) == shapes


def blanks(*triples: str) -> set[str]:
    return set(loads("\n".join(f"{t} ." for t in triples)).extra)


@pytest.mark.parametrize(
    "triples",
    [
        ["_:a <p:p> _:b", "_:b <p:p> _:a"],
        ["_:a <p:p> _:b", "_:b <p:p> _:c", "_:c <p:p> _:a", "_:c <p:q> 1"],
        ["<a:a> <p:p> _:a", "<a:a> <p:p> _:b", "_:a <p:p> 1"],
        ["_:a <p:p> _:b", "_:a <p:p> _:c", "_:a <p:p> _:d", "_:b <p:q> 1", "_:c <p:q> 1", "_:d <p:q> 2"],
        [f"_:{a} <p:p> _:{b}" for a in "abcdef" for b in "abcdef" if a != b],
        ["_:a <p:p> _:a"],
    ],
)
def test_blank_nodes_have_the_same_names_in_every_order(triples: list[str]) -> None:
    chance = random.Random(3)
    expected = blanks(*triples)
    assert len(expected) == len(set(triples))
    for _ in range(5):
        letters = [*"abcdef"]
        chance.shuffle(letters)
        other = dict(zip("abcdef", letters, strict=True))
        parts = [re.split(r"_:([a-f])", t) for t in triples]
        renamed = ["".join(f"_:x{other[part]}" if i % 2 else part for i, part in enumerate(p)) for p in parts]
        chance.shuffle(renamed)
        assert blanks(*renamed) == expected


def test_blank_nodes_are_named_in_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    everyone = [f"_:n{a} <p:p> _:n{b}" for a in range(12) for b in range(12) if a != b]
    assert len(blanks(*everyone)) == 132  # RDFC-1.0 would try each order of 12
    assert len(blanks(*(f"_:a <p:p> _:n{n}" for n in range(300)))) == 300
    monkeypatch.setattr("kg.rdf.extra.STEPS", 1000)
    with pytest.raises(ValueError, match="blank nodes that look alike"):
        blanks(*everyone)


@pytest.mark.parametrize("text", ["\x0cz:", "\x1b[31m a b .", "<a:b> <a:c> \x85 .", "<a:b> a <a\n> ."])
def test_loads_says_what_is_no_rdf_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"^RDF:1: ") as refused:
        loads(text)
    assert len(str(refused.value).splitlines()) == 1
    assert str(refused.value).isprintable()
