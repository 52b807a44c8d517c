"""The annotated articles, read where they lie and scored by their own scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles are not here")


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the scorer says of every annotated article, built by itself."""
    built = tmp_path_factory.mktemp("built")
    for path in sorted(GOLD.glob("*.txt")):
        kg.build(path).to_turtle(built / f"{path.stem}.ttl")
    command = [sys.executable, str(SHARED / "score.py"), str(GOLD), str(built), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize(
    ("figure", "measure", "floor"), [("entity.all", "f", 0.94), ("kind.all", "r", 0.97), ("relation.all", "f", 0.85)]
)
def test_all_articles_score_as_they_did(figures: Any, figure: str, measure: str, floor: float) -> None:
    assert figures["figures"][figure][measure] >= floor


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
