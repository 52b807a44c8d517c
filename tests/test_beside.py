"""The database beside a Turtle file gives the graph that the Turtle gives, and is passed over where it is another's."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg import beside
from kg.api import KnowledgeGraph
from kg.graph import Graph
from kg.model import Definition, EntityType
from kg.rdf import load, to_turtle
from kg.view import to_html


@pytest.fixture
def written(graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Turtle file with its database."""
    monkeypatch.setattr(beside, "LEAST", 0)
    path = tmp_path / "graph.ttl"
    beside.write(graph, path, to_turtle(graph, path).encode())
    return path


def refuse(path: Path) -> Graph:
    raise AssertionError(f"{path} was read")


def test_load_gives_the_same_graph_and_does_not_read_the_turtle(
    graph: KnowledgeGraph, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load(written) == graph
    monkeypatch.setattr(beside, "from_turtle", refuse)
    found = beside.load(written)
    assert found == graph
    assert list(found.entities) == list(graph.entities)
    assert to_turtle(found) == written.read_text("utf-8")


def test_own_turtle_is_given_as_long_as_the_database_is_of_it(graph: KnowledgeGraph, written: Path) -> None:
    assert beside.own_turtle(written) == to_turtle(graph)
    assert to_html(graph, turtle=beside.own_turtle(written)) == to_html(graph)
    written.write_text(written.read_text("utf-8") + "\n", "utf-8")
    assert beside.own_turtle(written) is None


def test_load_keeps_all_that_an_article_may_say_and_what_was_added_by_hand(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "LEAST", 0)
    article = replace(
        next(iter(graph.articles.values())),
        reporters=("林望", "周萍"),
        attachments=("一览表",),
        pages=(0, 40),
        number="云政发〔2021〕3号",
    )
    extra = ("<a:b> <a:c> <a:d> .",)
    full = Graph([article], graph.entities.values(), graph.mentions, graph.statements(), extra)
    path = tmp_path / "graph.ttl"
    beside.write(full, path, to_turtle(full, path).encode())
    monkeypatch.setattr(beside, "from_turtle", refuse)
    assert beside.load(path) == full


def test_load_notices_a_database_of_another_turtle(
    graph: KnowledgeGraph, written: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = written.read_text("utf-8")
    written.write_text(text.replace('"城市体检"@zh', '"城市体检工作"@zh'), "utf-8")
    with caplog.at_level(logging.WARNING, "kg"):
        assert beside.load(written).find("城市体检工作")
    assert "is of another graph.ttl, which is read itself" in caplog.text


@pytest.mark.parametrize("stale", [True, False])
def test_renewed_writes_the_database_that_a_long_turtle_lacks_and_says_so(
    graph: KnowledgeGraph, written: Path, stale: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    if stale:
        written.write_text(written.read_text("utf-8") + "\n# looked at\n", "utf-8")
    else:
        beside.beside(written).unlink()
    with caplog.at_level(logging.WARNING, "kg"):
        assert beside.renewed(written) == graph
    assert ("is of another" in caplog.text) is stale
    assert "graph.sqlite: written, so that graph.ttl is there at once" in caplog.text
    assert beside.own_turtle(written) is None, "who wrote the Turtle is not known"
    monkeypatch.setattr(beside, "from_turtle", refuse)
    assert beside.renewed(written) == graph


def test_renewed_gives_the_graph_where_nothing_can_be_written(
    graph: KnowledgeGraph, written: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    beside.beside(written).unlink()
    monkeypatch.setattr("os.replace", full)
    assert beside.renewed(written) == graph
    assert "graph.sqlite: cannot be written: No space left on device" in caplog.text
    assert [p.name for p in written.parent.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize(
    "spoil",
    [
        "DROP TABLE evidence",
        "UPDATE statements SET relation = 'knows'",
        "UPDATE mentions SET start = 'x'",
        "DELETE FROM entities",
    ],
)
def test_load_passes_over_a_database_that_cannot_be_used(
    graph: KnowledgeGraph, written: Path, caplog: pytest.LogCaptureFixture, spoil: str
) -> None:
    with closing(sqlite3.connect(beside.beside(written))) as db, db:
        db.execute(spoil)
    with caplog.at_level(logging.WARNING, "kg"):
        assert beside.load(written) == graph
    assert "cannot be used, graph.ttl is read itself" in caplog.text


def test_write_leaves_no_database_of_a_former_graph(
    graph: KnowledgeGraph, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "LEAST", 10**9)
    beside.write(graph, written, written.read_bytes())
    assert [p.name for p in written.parent.iterdir()] == ["graph.ttl"]


def test_write_touches_no_file_that_is_not_ours(
    graph: KnowledgeGraph, written: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = beside.beside(written)
    file.unlink()
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE mine (x)")
    before = file.read_bytes()
    beside.write(graph, written, written.read_bytes())
    assert file.read_bytes() == before
    assert "is no database of ours" in caplog.text


def test_write_makes_none_for_relations_that_the_file_itself_defines(
    graph: KnowledgeGraph, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    types = (EntityType.ORGANIZATION,)
    monkeypatch.setattr(graph.statements()[0].relation, "definition", Definition("partOf", types, types))
    beside.write(graph, written, written.read_bytes())
    assert not beside.beside(written).exists()
