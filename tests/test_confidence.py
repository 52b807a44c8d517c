"""Confidence: by what was judged, drawn towards the whole where little was; in graph, Turtle and command."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

import kg
from kg.cli import app
from kg.confidence import confidence
from kg.model import Evidence, Relation, Statement
from kg.resources import ontology_dir
from kg.rules import TABLES
from kg.weigh import READ_BY

TEXT = "水利部印发《云川河流域保护条例》，推进河长制。"


def one(relation: str, *read_by: str) -> Statement:
    return Statement("s", Relation(relation), "o", (Evidence("a", 0, 2, "推进"),), read_by=read_by)


def judged() -> list[list[str]]:
    return [line.split("\t") for line in (ontology_dir() / "confidence.tsv").read_text("utf-8").splitlines()[1:]]


def test_confidence_lies_between_what_was_judged_and_the_relation() -> None:
    for relation, construction, right, all_ in judged():
        assert 0 < confidence(one(relation, construction)) < 1
        assert 0 <= int(right) <= int(all_)
    sure, unsure = one("memberOf", "reporter of the medium"), one("undertakes", "verb and object")
    assert confidence(sure) > confidence(unsure)


def test_confidence_of_several_constructions_is_the_best_of_them() -> None:
    assert confidence(one("upholds", "verb and object", "object first")) == max(
        confidence(one("upholds", "verb and object")), confidence(one("upholds", "object first"))
    )


def test_confidence_of_what_was_never_judged_is_that_of_its_relation() -> None:
    assert 0 < confidence(one("includes", "a construction of tomorrow")) < 1
    assert confidence(one("undertakes", "a construction of tomorrow")) == confidence(one("undertakes"))


def test_table_names_constructions_that_are_there() -> None:
    import kg.relate.constructions  # noqa: F401  the tables are filled when they are imported

    known = {rule.name for table in TABLES for rule in table.rules} | {
        "byline",
        "known whole",
        "whole in its name",
        READ_BY,
    }
    assert {construction for _, construction, _, _ in judged()} <= known


def test_graph_leaves_out_what_is_less_sure(tmp_path: Path) -> None:
    graph = kg.build_text(TEXT)
    shares = sorted(confidence(s) for s in graph.statements())
    least = shares[-1]
    kept = graph.statements(min_confidence=least)
    assert kept
    assert len(kept) < len(shares)
    assert graph.confident(least).statements() == kept
    assert graph.confident(0.0) is graph


def test_turtle_says_the_confidence_and_loads_again(tmp_path: Path) -> None:
    graph = kg.build_text(TEXT)
    path = tmp_path / "a.ttl"
    graph.to_turtle(path)
    said = rdflib.Graph().parse(path)
    shares = {
        float(str(o)) for o in said.objects(None, rdflib.URIRef("https://w3id.org/policy-kg/ontology#confidence"))
    }
    assert shares == {confidence(s) for s in graph.statements()}
    assert kg.load(path) == graph


def test_build_says_how_many_statements_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    app(["build", "a.txt", "--no-html", "--min-confidence", "0.99"], standalone_mode=False)
    assert "below a confidence of 0.99 left out" in capsys.readouterr().err
    assert kg.load(tmp_path / "output/a.ttl").statements(min_confidence=0.99) == ()
