"""What a relation is stands in Turtle alone: a made-up one is read, written, checked and shown without any code."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SKOS

import kg
from kg.check import check
from kg.model import Definition, EntityType, Relation
from kg.normalised import plain
from kg.ontology_docs import text, to_html
from kg.pipeline.document import build_document
from kg.query import run
from kg.rdf import loads
from kg.read import read_text
from kg.relations import DefinitionError, defined, definitions, shipped
from kg.resources import ontology_dir
from kg.shapes import shapes
from kg.view.data import details
from kg.words.loading import LexiconError, lexicon

FUNDS = """
@prefix kg: <https://w3id.org/policy-kg/ontology#> .
@prefix kgv: <https://w3id.org/policy-kg/vocab/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

kg:funds a owl:ObjectProperty ;
    rdfs:label "资助"@zh , "funds"@en ;
    kg:inverseLabel "资助者"@zh , "funded by"@en ;
    rdfs:comment "机构出资支持一项工作。"@zh , "A body pays for a programme."@en ;
    rdfs:domain kg:Organization ;
    rdfs:range [ a owl:Class ; owl:unionOf ( kg:Program kg:Meeting ) ] ;
    kg:objectOrder 9 .

kgv:trigger-fund a kg:Trigger ; skos:inScheme kgv:scheme-triggers ;
    skos:prefLabel "资助"@zh ;
    kg:evokes kg:funds .
"""
TEXT = "财政部资助农村饮水安全工程。教育部推进农村饮水安全工程。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of vocabularies that defines a relation, with its trigger."""
    (tmp_path / "funds.ttl").write_text(FUNDS, "utf-8")
    return tmp_path


def test_relation_of_a_users_vocabulary_is_read(folder: Path) -> None:
    graph = kg.build_text(TEXT, ontology=(folder,))
    (statement,) = graph.statements("财政部", "funds", "农村饮水安全工程")
    assert statement.trigger == "资助"
    assert statement.evidence[0].quote == "资助农村饮水安全工程"
    assert [s.relation.value for s in graph.statements("教育部")] == ["undertakes"]


def test_definitions_take_chinese_labels_of_every_script() -> None:
    (definition,) = definitions(FUNDS.replace("@zh ,", "@zh-Hans ,").replace("@en ;", "@en-GB ;").encode())
    assert (definition.labels, definition.inverse) == (("资助", "funds"), ("资助者", "funded by"))


def test_relation_of_a_users_vocabulary_is_written_with_its_definition(folder: Path) -> None:
    graph = kg.build_text(TEXT, ontology=(folder,))
    turtle = graph.to_turtle()
    assert 'kg:funds a rdf:Property ;\n    rdfs:label "资助"@zh , "funds"@en' in turtle
    assert loads(turtle) == graph
    assert loads(turtle).extra == ()
    assert check(graph).conforms


def test_relation_of_a_users_vocabulary_is_checked(folder: Path, tmp_path: Path) -> None:
    graph = kg.build_text(TEXT, ontology=(folder,))
    wrong = graph.to_turtle().replace("    rdf:predicate kg:undertakes ;", "    rdf:predicate kg:upholds ;")
    (tmp_path / "wrong.ttl").write_text(
        wrong.replace("rdf:object kgv:农村饮水安全工程", "rdf:object kgv:教育部"), "utf-8"
    )
    assert any("do not fit the relation" in p.en for p in check(tmp_path / "wrong.ttl").problems)
    said = shapes([defined(Relation("funds"))])
    assert '"kg:funds 的客体须为工作或会议"@zh' in said
    assert '"the object of kg:funds is a programme or a meeting"@en' in said


def test_relation_of_a_users_vocabulary_is_shown_on_the_page(folder: Path) -> None:
    graph = kg.build_text(TEXT, ontology=(folder,))
    known = json.loads(json.dumps(details(graph)))
    assert known["relations"] == [*(r.value for r in shipped()), "funds"]
    assert known["words"]["funds"] == ["资助", "funds"]
    assert known["inverse"]["funds"] == ["资助者", "funded by"]
    assert known["definitions"]["funds"].startswith("kg:funds a rdf:Property")


def test_relation_of_a_users_vocabulary_is_described(folder: Path) -> None:
    assert "  kg:funds           资助 · funds  (Organization → Program|Meeting)\n" in text([folder])
    assert "kg:funds" not in text()
    page = to_html(folders=[folder])
    assert '<article id="funds">' in page
    assert "funds 资助</text>" in page


def test_relation_of_a_users_vocabulary_is_asked_for(folder: Path) -> None:
    graph = kg.build_text(TEXT, ontology=(folder,))
    answer = run(graph, "SELECT ?who WHERE { ?who kg:funds ?what }")
    assert len(answer.rows) == 1
    assert [e.label for e in graph.neighbours("财政部", "funds")] == ["农村饮水安全工程"]
    assert pickle.loads(pickle.dumps(graph.statements())) == graph.statements()


def test_definitions_of_the_shipped_ontology_are_the_relations() -> None:
    assert list(shipped()) == [r for r in Relation if r.definition is None]
    assert {r.value for r, d in shipped().items() if d.symmetric} == {r.value for r in shipped() if r.symmetric}
    assert all(all(d.labels) and all(d.inverse) and all(d.comment) for d in shipped().values())


def test_choice_is_the_ontologys() -> None:
    choice = lexicon().choice
    assert choice[EntityType.DOCUMENT] == (Relation.STUDIES, Relation.ISSUES, Relation.IMPLEMENTS)
    assert choice[EntityType.MEETING][:2] == (Relation.HOLDS, Relation.ATTENDS)
    assert EntityType.PLACE not in choice


def test_declare_refuses_a_name_that_is_none() -> None:
    ends = (EntityType.PROGRAM,)
    with pytest.raises(ValueError, match="is no name of a relation"):
        Relation.declare(Definition('x" ; a kg:Evil', ends, ends))
    assert Relation.declare(Definition("holds", ends, ends)) is Relation.HOLDS
    assert defined(Relation.HOLDS).range == (EntityType.MEETING,)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (' , "funds"@en', "", "expected an rdfs:label in Chinese"),
        ("kg:Program kg:Meeting", "kg:Program kg:Meating", "Meating is no type of entity"),
    ],
)
def test_lexicon_refuses_a_definition_with_file_and_relation(folder: Path, old: str, new: str, words: str) -> None:
    (folder / "funds.ttl").write_text(FUNDS.replace(old, new), "utf-8")
    with pytest.raises(LexiconError, match=f"funds.ttl: kg:funds: .*{words}"):
        lexicon((folder,))
    with pytest.raises(DefinitionError):
        list(definitions((folder / "funds.ttl").read_bytes()))


def examples(kind: str) -> list[tuple[str, str, rdflib.URIRef]]:
    """The examples of the grammar's entries of a kind: what it is called, the example, the entry."""
    found = WORDS.subjects(RDF.type, NS[kind])
    return sorted(
        (str(e), str(x), e) for e in found if isinstance(e, rdflib.URIRef) for x in WORDS.objects(e, SKOS.example)
    )


NS = rdflib.Namespace("https://w3id.org/policy-kg/ontology#")
WORDS = rdflib.Graph()
for file in ("triggers", "cues", "forms"):
    WORDS.parse(ontology_dir() / f"{file}.ttl")


@pytest.mark.parametrize(("example", "entry"), [pytest.param(x, e, id=x) for _, x, e in examples("Trigger")])
def test_example_of_a_trigger_is_read(example: str, entry: rdflib.URIRef) -> None:
    labels = {str(o) for p in (SKOS.prefLabel, SKOS.altLabel) for o in WORDS.objects(entry, p)}
    evoked = {str(o).removeprefix(str(NS)) for o in WORDS.objects(entry, NS.evokes)}
    assert any(s.trigger in labels and s.relation in evoked for s in kg.build_text(example).statements())


@pytest.mark.parametrize(("example", "entry"), [pytest.param(x, e, id=x) for _, x, e in examples("Trigger")])
def test_example_of_a_trigger_is_not_read_without_it(
    example: str, entry: rdflib.URIRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, evoked = lexicon().words, {str(o).removeprefix(str(NS)) for o in WORDS.objects(entry, NS.evokes)}
    for label in {plain(str(o)) for p in (SKOS.prefLabel, SKOS.altLabel) for o in WORDS.objects(entry, p)}:
        monkeypatch.setitem(words, label, replace(words[label], relations=words[label].relations - evoked))
    less = build_document(
        read_text(example), replace(lexicon())
    )  # another lexicon: what is kept of words is not its own
    assert not any(s.trigger and s.relation in evoked for s in less.statements())


def test_every_trigger_has_an_example() -> None:
    triggers = set(WORDS.subjects(RDF.type, NS.Trigger))
    assert triggers == {e for _, _, e in examples("Trigger")}
    assert len(triggers) > 9


@pytest.mark.parametrize(("example", "entry"), [pytest.param(x, e, id=x) for _, x, e in examples("NamePattern")])
def test_example_of_a_pattern_is_matched(example: str, entry: rdflib.URIRef) -> None:
    (pattern,) = WORDS.objects(entry, NS.pattern)
    assert re.search(str(pattern), plain(example))
