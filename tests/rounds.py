"""Rounds of annotated texts: built and scored, by round and genre.

    python tests/rounds.py [ROUND ...]

The annotations (`tests/gold/ROUND/ID.yaml`) hold names and relations of texts that are third parties' and lie outside the
repository; each was made by two readers, alone and without seeing what the program finds. What both required is
required, all else is optional.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from kg.graph import Graph
from kg.model import Modality
from kg.pipeline.document import build_document
from kg.read import read_text
from kg.words.loading import lexicon

GOLD = Path(__file__).resolve().parent / "gold"
SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = sorted((SHARED / "corpus").glob("*.jsonl.gz"))
ROUNDS = sorted((p.name for p in GOLD.iterdir() if p.is_dir()), key=lambda name: int(name.rpartition("-")[2]))
HOLDS = {Modality.ASSERTED.value, Modality.PLANNED.value}


@cache
def scorer() -> ModuleType:
    """The scorer that comes with the annotated articles."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(rounds: list[str]) -> dict[str, Path]:
    """The annotations of the rounds by the ids of their texts."""
    return {path.stem: path for name in rounds for path in sorted((GOLD / name).glob("*.yaml"))}


def texts(wanted: Mapping[str, Path]) -> Iterator[dict[str, str]]:
    """The texts with these ids, as the corpora have them."""
    for corpus in CORPORA:
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["id"] in wanted:
                    yield row


def found(graph: Graph) -> tuple[dict[str, Any], set[tuple[str, str, str]]]:
    """What a graph says, in the scorer's form: entities with type, kind and names, and the relations between them."""
    norm, named = scorer().norm, {m.entity for m in graph.mentions}
    entities = {
        iri: (
            e.type.value,
            {e.kind.value} if e.kind else set(),
            {norm(n) for n in (e.label, *e.names, e.label_en)} - {""},
        )
        for iri, e in graph.entities.items()
        if iri in named
    }
    relations = {
        (s.subject, s.relation.value, s.object)
        for s in graph.statements()
        if s.modality.value in HOLDS and s.subject in entities and s.object in entities
    }
    return entities, relations


def scored(rounds: list[str]) -> dict[tuple[str, str], Counter[str]]:
    """Hits, faults and misses by (round or genre, "entity" or "relation")."""
    wanted, totals = annotated(rounds), defaultdict[tuple[str, str], Counter[str]](Counter)
    for row in texts(wanted):
        path = wanted[row["id"]]
        head = [row.get("title", ""), f"发布日期: {row['date']}" if row.get("date") else ""]
        document = read_text("\n".join([x for x in head if x] + [row["text"]]) + "\n")
        gold = yaml.safe_load(path.read_text("utf-8"))
        counts, _ = scorer().score_article(gold, *found(build_document(document, lexicon())))
        for (level, _), counted in counts.items():
            for group in (path.parent.name, row.get("genre", "television news").split(",")[0], "all"):
                totals[group, level] += counted
    return totals


def main() -> None:
    """Print the figures of each round, then of each genre, then of all."""
    totals = scored(sys.argv[1:] or ROUNDS)
    print(f"{'':42}{'entities P':>11}{'R':>7}{'F1':>7}{'relations P':>13}{'R':>7}{'F1':>7}")
    groups = sorted({g for g, _ in totals} - {*ROUNDS, "all"})
    for group in (*(name for name in ROUNDS if (name, "entity") in totals), *groups, "all"):
        e, r = (scorer().prf(totals[group, level]) for level in ("entity", "relation"))
        print(f"{group:42}{e[0]:11.3f}{e[1]:7.3f}{e[2]:7.3f}{r[0]:13.3f}{r[1]:7.3f}{r[2]:7.3f}")


if __name__ == "__main__":
    main()
