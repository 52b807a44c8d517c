"""Confidence: how often statements were right that a construction read of a relation, on annotated articles.

`ontology/confidence.tsv` counts them on articles that the grammar was not developed on, each read with weights that
were learnt from others (`tests/learn.py`): what is counted otherwise is too good. What is seldom judged is drawn
towards how often its relation is right, and that towards how often any statement is; nothing is ever sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from kg.model import Statement
from kg.resources import ontology_dir

_WEIGHT: Final = 4
"""As many judged statements as what is known of the whole counts for."""

_SUREST: Final = 0.99
_LEAST: Final = 0.01

COLUMNS: Final = "relation\tconstruction\tright\tjudged"
"""The head of the table."""


Counts: TypeAlias = tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]
"""How many statements were right, and how many were judged, by relation and construction."""


def confidence(statement: Statement) -> float:
    """How likely a statement is right, 0 to 1: what it says itself, else the share of such statements that are right.

    The share is that of its relation by the best of the constructions that read it. A statement that comes from a
    vocabulary, or of which nothing is known, has the share of its relation.

    >>> from kg.model import Evidence, Relation
    >>> words = Evidence("a", 0, 2, "召开")
    >>> one = Statement("b", Relation.HOLDS, "c", (words,), read_by=("verb and object",))
    >>> 0 < confidence(one) < 1
    True
    """
    return statement.confidence or of_readers(statement.relation.value, statement.read_by)


def rounded(share: float) -> float:
    """A share as a confidence: two digits, and nothing is ever sure or out of the question.

    >>> rounded(0.9987), rounded(0.004), rounded(0.426)
    (0.99, 0.01, 0.43)
    """
    return min(_SUREST, max(_LEAST, round(share, 2)))


def of_readers(relation: str, read_by: Sequence[str]) -> float:
    """The share of statements of a relation that are right where these constructions read them: that of the best.

    >>> of_readers("holds", []) <= of_readers("holds", ["", "verb and object"]) < 1
    True
    """
    return max(_share(relation, name) for name in read_by or ("",))


@cache
def _share(relation: str, construction: str) -> float:
    return share(_counts(), relation, construction)


def share(counts: Counts, relation: str, construction: str) -> float:
    """The share of statements of a relation that are right where a construction reads them, by what was counted.

    >>> key = ("holds", "verb and object")
    >>> share((Counter({key: 36}), Counter({key: 36})), *key)
    0.99
    """
    right, judged = counts
    overall = sum(right.values()) / max(1, sum(judged.values()))
    of_relation = [key for key in judged if key[0] == relation]
    known = _drawn(sum(right[k] for k in of_relation), sum(judged[k] for k in of_relation), overall)
    return rounded(_drawn(right[relation, construction], judged[relation, construction], known))


def _drawn(right: int, judged: int, towards: float) -> float:
    """The share of what was judged, drawn towards a known one where little was.

    >>> _drawn(0, 0, 0.8), _drawn(96, 96, 0.8) > 0.99
    (0.8, True)
    """
    return (right + _WEIGHT * towards) / (judged + _WEIGHT)


@cache
def _counts(path: Path | None = None) -> Counts:
    """How many statements of each relation and construction were right, and how many were judged.

    Raises ValueError where the file is no such table.
    """
    source = path or ontology_dir() / "confidence.tsv"
    head, *lines = source.read_text("utf-8").splitlines()
    if head != COLUMNS:
        raise ValueError(f"{source}: expected the columns {COLUMNS.replace(chr(9), ', ')}")
    right, judged = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for number, line in enumerate(lines, 2):
        parts = line.split("\t")
        if len(parts) != 4 or not (parts[2].isdecimal() and parts[3].isdecimal()):
            raise ValueError(f"{source}, line {number}: expected {COLUMNS.replace(chr(9), ', ')}")
        right[parts[0], parts[1]], judged[parts[0], parts[1]] = int(parts[2]), int(parts[3])
    return right, judged
