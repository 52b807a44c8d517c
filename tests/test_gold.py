"""The annotated articles, read where they lie and scored by their own scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.normalised import plain
from kg.pipeline.document import build_document
from kg.rdf import to_turtle
from kg.read import read
from kg.words.loading import lexicon

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles are not here")


def scored(built: Path) -> Any:
    """What the scorer says of the graphs in a folder."""
    command = [sys.executable, str(SHARED / "score.py"), str(GOLD), str(built), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def build_closed(folder: Path) -> None:
    """Build every annotated article with a lexicon from which all that the article names was taken out."""
    for path in sorted(GOLD.glob("*.txt")):
        (document,) = read(path)
        text = plain(document.text)
        to_turtle(build_document(document, lexicon().without(text.__contains__)), folder / f"{path.stem}.ttl")


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the scorer says of every annotated article, built by itself."""
    built = tmp_path_factory.mktemp("built")
    for path in sorted(GOLD.glob("*.txt")):
        kg.build(path).to_turtle(built / f"{path.stem}.ttl")
    return scored(built)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same, of articles whose names no vocabulary holds."""
    built = tmp_path_factory.mktemp("closed")
    build_closed(built)
    return scored(built)


@pytest.mark.parametrize(
    ("figure", "measure", "floor"), [("entity.all", "f", 0.95), ("kind.all", "r", 0.97), ("relation.all", "f", 0.88)]
)
def test_all_articles_score_as_they_did(figures: Any, figure: str, measure: str, floor: float) -> None:
    assert figures["figures"][figure][measure] >= floor


def test_names_that_no_vocabulary_holds_are_read(closed: Any) -> None:
    assert closed["figures"]["entity.all"]["f"] >= 0.70
    assert closed["figures"]["kind.all"]["r"] >= 0.90


def test_the_ministrys_feature_scores_as_it_did(figures: Any) -> None:
    scores = figures["articles"]["mohurd-2021"]
    assert scores["entity"] >= 0.95
    assert scores["relation"] >= 0.90


def test_statements_of_real_articles_quote_them() -> None:
    for path in sorted(GOLD.glob("*.txt")):
        graph = kg.build(path)
        assert graph.statements()
        for statement in graph.statements():
            for e in statement.evidence:
                assert graph.articles[e.article].text[e.start : e.end] == e.quote


if __name__ == "__main__":  # python tests/test_gold.py FOLDER: the graphs of the closed-book test, for the scorer
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    build_closed(folder)
