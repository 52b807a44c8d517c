"""Correct graphs conform; each of the broken ones is caught, in words, where it is broken."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.api import KnowledgeGraph, build
from kg.check import Problem, check, engine, sieve, triples
from kg.rdf import to_trig, to_turtle
from kg.resources import ontology_dir

GOLD = sorted(Path(__file__).parents[2].glob("shared/gold/*.txt"))

TING = "<Organization/云川省住房建设厅>"
ISSUES = "<statement/e673b31ad5e8cd7a>"

# (what is replaced, by what, words of the message, once only?)
BROKEN = [
    ('    rdfs:label "城市体检"@zh .', '    skos:altLabel "城市体检"@zh .', "has no Chinese label"),
    ('rdfs:label "城市体检"@zh .', 'rdfs:label "urban check-up"@en .', "has no Chinese label"),
    ('rdfs:label "城市体检"@zh .', 'rdfs:label "城市体检" .', "with its language"),
    ('rdfs:label "城市体检"@zh .', 'rdfs:label "城市体检"@zh , "城市体检工作"@zh .', "one rdfs:label for each language"),
    ('rdfs:label "城市体检"@zh .', 'rdfs:label "城市体检"@zh , "bilan urbain"@fr .', "language is zh or en"),
    ('rdfs:label "城市体检"@zh .', 'rdfs:label "城市体检"@zh , ""@en .', "not empty"),
    ('skos:altLabel "垃圾分类"@zh', 'skos:altLabel "生活垃圾分类"@zh', "is the label itself"),
    ('skos:altLabel "垃圾分类"@zh', 'skos:altLabel "垃圾分类"', "alternative label must be a string with its language"),
    ('skos:altLabel "垃圾分类"@zh', 'skos:altLabel ""@zh', "alternative label must be a string"),
    ("a kg:Program ;\n    rdfs:label \"城市体检\"", "a kg:Program , kg:Slogan ;\n    rdfs:label \"城市体检\"", "exactly one of the seven"),
    ("a kg:Organization , kg:Department", "a kg:Department", "must be a kg:Organization too"),
    ("a kg:Organization , kg:Department", "a kg:Organization , kg:Department , kg:School", "one kind at most"),
    ("a kg:Program ;\n    rdfs:label \"城市体检\"", "rdfs:label \"城市体检\"", "no entity with a type"),
    ("<Organization/云川省住房建设厅/城建处> a kg:Organization , kg:Department", "[] a kg:Organization , kg:Department", "this needs an IRI"),
    ("kg:undertakes <Program/城市体检> , kgv:城镇老旧小区改造", "kg:undertakes kgv:城镇老旧小区改造", "its plain triple is not there"),
    ("kg:upholds kgv:以人民为中心", "kg:upholds kgv:以人民为中心 , kgv:城镇老旧小区改造", "the object of kg:upholds is a formulation"),
    ("kg:upholds kgv:以人民为中心", "kg:upholds kgv:以人民为中心 ; kg:holds <Document/老旧小区改造条例>", "the object of kg:holds is a meeting"),
    ("kg:partOf <Organization/云川省住房建设厅> .", "kg:partOf <Organization/云川省住房建设厅> ; kg:undertakes kgv:生活垃圾分类 .", "stands without evidence"),
    ("kg:partOf <Organization/云川省住房建设厅> .", "kg:partOf <Organization/云川省住房建设厅> ; kg:locatedIn <Program/城市体检> .", "the object of kg:locatedIn is a place"),
    ('rdfs:label "城市体检"@zh .', 'rdfs:label "城市体检"@zh ; kg:partOf <Organization/云川省住房建设厅> .', "the subject of kg:partOf is an organization"),
    ('rdfs:label "城市体检"@zh .', 'rdfs:label "城市体检"@zh ; kg:memberOf <Organization/云川省住房建设厅> .', "the subject of kg:memberOf is a person"),
    ('rdfs:label "城市体检"@zh .', 'rdfs:label "城市体检"@zh ; kg:includes kgv:以人民为中心 .', "the object of kg:includes is a programme"),
    (f"{ISSUES} a kg:Statement ;\n    rdf:subject {TING} ;", f"{ISSUES} a kg:Statement ;", "exactly one rdf:subject"),
    (f"{ISSUES} a kg:Statement ;\n    rdf:subject {TING} ;", f"{ISSUES} a kg:Statement ;\n    rdf:subject <Organization/无此机构> ;", "subject is no entity"),
    ("    rdf:predicate kg:issues ;\n", "", "exactly one rdf:predicate"),
    ("rdf:predicate kg:issues ;", "rdf:predicate kg:publishes ;", "no relation that is defined"),
    ("rdf:predicate kg:issues ;", "rdf:predicate kg:issues , kg:studies ;", "exactly one rdf:predicate"),
    ("rdf:predicate kg:issues ;", "rdf:predicate kg:upholds ;", "do not fit the relation"),
    ("    rdf:object <Document/老旧小区改造条例> ;\n", "", "exactly one rdf:object"),
    ("rdf:object <Document/老旧小区改造条例> ;", "rdf:object <Document/另一部条例> ;", "object is no entity"),
    ("kg:modality kg:Planned ;", "", "exactly one kg:modality"),
    ("kg:modality kg:Planned ;", "kg:modality kg:Perhaps ;", "the modality is kg:Asserted"),
    ("kg:modality kg:Planned ;", "kg:modality kg:Planned , kg:Denied ;", "exactly one kg:modality"),
    ("kg:modality kg:Planned ;", "kg:modality kg:Denied ;", "stands without evidence"),
    ('kg:trigger "印发" ;\n    oa:hasTarget <article/0123456789abcdef#char=0,20> .', 'kg:trigger "印发" .', "has no evidence"),
    ('kg:trigger "印发" ;', 'kg:trigger "印发" , "发布" ;', "at most one trigger"),
    ('kg:trigger "印发" ;', 'kg:trigger "" ;', "at most one trigger"),
    (f"kg:statedBy {TING}", "kg:statedBy <Program/城市体检>", "at most one speaker"),
    ("kg:refersTo <Program/城市体检>", "kg:refersTo <Program/无此工作>", "refers to what is no entity"),
    ("    kg:refersTo <Program/城市体检> ;\n", "", "exactly one entity"),
    ('kg:reason "context"', 'kg:reason "guess"', "exactly one reason"),
    ('    kg:reason "context" ;\n', "", "exactly one reason"),
    ('kg:reason "context" ;\n    oa:hasTarget <article/0123456789abcdef#char=72,75> .', 'kg:reason "context" .', "has no place"),
    ("<#char=67,71> a oa:SpecificResource ; oa:hasSource <> ;", "<#char=67,71> a oa:SpecificResource ;", "exactly one article"),
    ("oa:hasSelector <#position=67,71> , <#quote=67,71>", "oa:hasSelector <#quote=67,71>", "exactly one position"),
    ("oa:hasSelector <#position=67,71> , <#quote=67,71>", "oa:hasSelector <#position=67,71>", "exactly one quotation"),
    ("oa:start 67 ; oa:end 71", "oa:start 71 ; oa:end 67", "lies before the end"),
    ("oa:start 67 ; oa:end 71", "oa:start -1 ; oa:end 71", "0 or more"),
    ("oa:start 67 ; oa:end 71", 'oa:start "67" ; oa:end 71', "a whole number"),
    ("oa:start 67 ; oa:end 71", "oa:start 67", "the end is a whole number"),
    ("oa:start 67 ; oa:end 71", "oa:start 66 ; oa:end 70", "does not read “城市体检”"),
    ('oa:exact "城市体检"@zh', 'oa:exact "城市体验"@zh', "does not read “城市体验”"),
    ('oa:exact "城市体检"@zh', 'oa:exact ""@zh', "quotation that is not empty"),
    ('"2021-05-06"^^xsd:date', '"2021-05-06"', "must be a date"),
    ('"2021-05-06"^^xsd:date', '"2021-13-40"^^xsd:date', "must be a date"),
    ('"2021-05-06"^^xsd:date', '"2021-05-06"^^xsd:date , "2021-05-07"^^xsd:date', "more than one date"),
    ('"云川省住房建设厅印发《老旧小区改造条例》"@zh ;\n    dcterms:issued', '""@zh ;\n    dcterms:issued', "must be a string that is not empty"),
    ("schema:articleBody", "schema:text", "has no text"),
    ("kg:mentions ", "kg:mentions <Organization/无此机构> , ", "no kg:Mention says where"),
]  # fmt: skip


def judged(path: Path) -> tuple[Problem, ...]:
    """What the engine says of all nodes, none passed by the sieve."""
    data, text = engine._read(path)
    said, rules = engine._rdflib(data), engine._rdflib(engine._shipped(engine._own_relations(data)))
    return tuple(sorted(set(engine._problems(said, rules, engine._validated(said, rules, ""), engine._lines(text)))))


def test_check_passes_a_built_graph(graph: KnowledgeGraph) -> None:
    report = check(graph)
    assert report.text() == f"conforms: {report.triples} triples\n"
    assert report.text("zh").startswith("符合约束")


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_check_says_what_is_wrong(graph: KnowledgeGraph, tmp_path: Path, old: str, new: str, words: str) -> None:
    text = to_turtle(graph)
    assert old in text
    path = tmp_path / "broken.ttl"
    path.write_text(text.replace(old, new), "utf-8")
    report = check(path)
    assert any(words in p.en for p in report.problems), report.text()
    assert all(p.zh and p.zh != p.en for p in report.problems)


@pytest.mark.parametrize("rows", [BROKEN[n::6] for n in range(6)])
def test_the_sieve_changes_no_finding(graph: KnowledgeGraph, tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    text = to_turtle(graph)
    for old, new, _ in rows:
        text = text.replace(old, new)
    path = tmp_path / "broken.ttl"
    path.write_text(text, "utf-8")
    problems = check(path).problems
    assert len(problems) > 1
    assert problems == judged(path)


def test_check_says_where(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    text = to_turtle(graph).replace('kg:trigger "印发" ;', 'kg:trigger "印发" , "发布" ;')
    path.write_text(text, "utf-8")
    (problem,) = check(path).problems
    assert text.splitlines()[problem.line - 1].startswith(ISSUES)
    assert problem.text() == (
        f"line {problem.line}: {ISSUES} (云川省住房建设厅 kg:issues 老旧小区改造条例): "
        "at most one trigger, a string that is not empty [kg:trigger]"
    )
    assert "触发词至多一个" in problem.text("zh")


def test_check_reads_other_forms(graph: KnowledgeGraph, tmp_path: Path) -> None:
    to_trig(graph, tmp_path / "graph.trig")
    assert check(tmp_path / "graph.trig").conforms


def test_the_sieve_knows_every_shape_that_ships(graph: KnowledgeGraph) -> None:
    data = triples.read(to_turtle(graph).encode(), "ttl", "")
    left = [one for one in sieve.sieved(data, engine._shipped(()), trusted=True) if one.nodes is None or one.nodes]
    assert left == []


def test_shapes_of_ones_own_are_left_to_the_engine_where_the_sieve_knows_no_part(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    shape = '<a:s> a sh:NodeShape ; sh:targetSubjectsOf rdfs:label ; sh:property [ sh:path rdfs:label ; sh:pattern "体检" ] .'
    (tmp_path / "s.ttl").write_text(head + shape, "utf-8")
    told: list[str] = []
    report = check(graph, shapes=tmp_path / "s.ttl", on_step=told.append)
    data = triples.read(to_turtle(graph).encode(), "ttl", "")
    labels = {
        (node, o)
        for node in data.subjects_of(triples.RDFS + "label")
        for o in data.objects(node, triples.RDFS + "label")
    }
    assert len(report.problems) == sum("体检" not in str(o) for _, o in labels)
    assert told == ["<a:s>", "0 suspects"]


def test_check_says_where_it_is_no_turtle(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix kg: <https://w3id.org/policy-kg/ontology#> .\n\n<a> kg:partOf ;; .\n", "utf-8")
    with pytest.raises(ValueError, match=r"bad\.ttl:3: "):
        check(path)


def test_check_finds_faults_of_vocabularies(tmp_path: Path) -> None:
    path = tmp_path / "words.ttl"
    path.write_text(
        "@prefix kg: <https://w3id.org/policy-kg/ontology#> . @prefix kgv: <https://w3id.org/policy-kg/vocab/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'kgv:s a skos:ConceptScheme ; skos:prefLabel "词"@zh .\n'
        'kgv:甲 a kg:Program ; skos:inScheme kgv:s ; skos:prefLabel "甲"@zh , "乙"@zh ; skos:altLabel "甲"@zh .\n'
        'kgv:触发 a kg:Trigger ; skos:inScheme kgv:s ; skos:prefLabel "推进"@zh .\n'
        'kgv:构成 a kg:NameForm ; skos:inScheme kgv:s ; skos:prefLabel "司"@zh ; kg:formsType kg:Bureau .\n',
        "utf-8",
    )
    said = " ".join(p.en for p in check(path).problems)
    for words in (
        "exactly one Chinese preferred",
        "is the preferred label itself",
        "evokes a relation that is defined",
        "strength is",
        "exactly one type",
    ):
        assert words in said


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_check_passes_what_is_built_of_real_articles(path: Path) -> None:
    report = check(build(path))
    assert report.conforms, report.text()


@pytest.mark.parametrize("name", ["policy-kg", "shapes", "cues", "fields", "forms", "surnames", "triggers", "regions"])
def test_check_passes_the_ontology_and_its_vocabularies(name: str) -> None:
    report = check(ontology_dir() / f"{name}.ttl")
    assert report.conforms, report.text()


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("nonsense", r"s\.ttl:2: "),
        ('sh:property [ sh:path "x" ; sh:minCount 1 ]', "property path"),
        ('sh:property [ sh:path rdfs:label ; sh:pattern "(" ]', "unterminated"),
        ('sh:property [ sh:path rdfs:label ; sh:minCount "x" ]', "minCount"),
        ('sh:sparql [ sh:select "SELECT nonsense" ]', "SelectQuery"),
        ("sh:in 5 ; sh:or 7", "RDF list"),
    ],
)
def test_shapes_that_cannot_be_used_are_refused_in_a_line(
    shape: str, said: str, tmp_path: Path, graph: KnowledgeGraph, capfd: pytest.CaptureFixture[str]
) -> None:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    text = shape if shape == "nonsense" else f"<a:s> a sh:NodeShape ; sh:targetSubjectsOf rdfs:label ; {shape} ."
    (tmp_path / "s.ttl").write_text(head + text, "utf-8")
    with pytest.raises(ValueError, match=said) as error:
        check(graph, shapes=tmp_path / "s.ttl")
    assert len(str(error.value).splitlines()) == 1
    assert str(tmp_path / "s.ttl") in str(error.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="no /dev/zero")
def test_what_never_ends_is_no_file(tmp_path: Path, graph: KnowledgeGraph) -> None:
    (tmp_path / "zero.ttl").symlink_to("/dev/zero")
    with pytest.raises(ValueError, match="is no file"):
        check(graph, shapes=tmp_path / "zero.ttl")
    with pytest.raises(ValueError, match="is no file"):
        check(tmp_path / "zero.ttl")
