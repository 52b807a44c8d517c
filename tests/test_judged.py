"""Statements that were judged one by one against their evidence: what was right stays, what was wrong does not grow.

`judged.tsv` holds places, verdicts and the sample of each (see `draw.py`); the texts are third parties' and are read
where they lie. Sample 2 was drawn from all statements after the rules had been changed by what sample 1 showed.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from draw import graphs, line_of

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "news-10k.jsonl.gz"
pytestmark = pytest.mark.skipif(not CORPUS.is_file(), reason="the unlabelled articles are not here")


@pytest.fixture(scope="module")
def judged() -> list[tuple[str, str]]:
    """The line of each statement as it was drawn, and its verdict."""
    with (Path(__file__).parent / "judged.tsv").open(encoding="utf-8", newline="") as lines:
        return [("\t".join(row[:7]), row[7]) for row in csv.reader(lines, delimiter="\t")]


@pytest.fixture(scope="module")
def built(judged: list[tuple[str, str]]) -> set[str]:
    """The statements that the same articles give now, without their places."""
    wanted = frozenset(line.partition("\t")[0] for line, _ in judged)
    return {told(line_of(article, s)) for article, graph in graphs(CORPUS, wanted) for s in graph.statements()}


def told(line: str) -> str:
    """What a line says, without where."""
    article, _, _, *said = line.split("\t")
    return "\t".join((article, *said))


def test_judged_statements_stay_as_right_as_they_were(judged: list[tuple[str, str]], built: set[str]) -> None:
    assert {verdict for _, verdict in judged} <= {"right", "wrong", "unsure"}
    drawn = Counter(verdict for _, verdict in judged)
    kept = Counter(verdict for line, verdict in judged if told(line) in built)
    assert drawn.total() >= 500
    assert kept["right"] >= 0.97 * drawn["right"]
    assert kept["right"] / (kept["right"] + kept["wrong"]) >= drawn["right"] / (drawn["right"] + drawn["wrong"]) - 0.01
