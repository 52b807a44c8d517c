"""The annotated rounds: what is kept of them is sound, and the texts are read as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rounds import CORPORA, GOLD, ROUNDS, annotated, scored, scorer

from kg.model import EntityType, Kind, Relation

LONGEST_NAME = 90
FILES = sorted(GOLD.rglob("*.yaml"))


def test_there_are_forty_six_rounds_and_no_text_twice() -> None:
    assert len(ROUNDS) == 46
    assert len(FILES) == len(annotated(ROUNDS)) == 22 * 14 + 23 * 11 + 10


@pytest.mark.parametrize("path", FILES, ids=[p.stem for p in FILES])
def test_annotation_is_sound_and_holds_no_text(path: Path) -> None:
    data = yaml.safe_load(path.read_text("utf-8"))
    kinds = {k.value for k in Kind} | {"Other"}
    ids = {e["id"] for e in data["entities"]}
    assert len(ids) == len(data["entities"])
    for e in data["entities"]:
        assert EntityType(e["type"])
        assert ("kind" in e) == (e["type"] == "Organization")
        assert e.get("kind", "Other") in kinds
        assert e["names"]
        assert all(len(str(name)) <= LONGEST_NAME for name in e["names"])
    for subject, relation, object_, *rest in data["relations"]:
        assert {subject, object_} <= ids
        assert Relation(relation)
        assert rest in ([], ["optional"])


@pytest.mark.skipif(not CORPORA, reason="the texts of the rounds are not here")
def test_rounds_that_were_developed_on_score_as_they_did() -> None:
    totals = scored(ROUNDS[:10])
    assert scorer().prf(totals["all", "entity"])[2] >= 0.85
    assert scorer().prf(totals["all", "relation"])[2] >= 0.74
