"""Learnt weights as data: what speaks for and against what a text seems to say, in `weights.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = "weights.tsv"
"""What the table is called in a folder of vocabularies."""

COLUMNS: Final = ("question", "feature", "weight")
_CUT: Final = "# cut"


class WeightsError(ValueError):
    """A table of weights that cannot be read: names the file, the line and what was expected."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What features weigh, for each question that is asked of a text (see `kg.weigh`).

    What is as likely as the question's cut (0 to 1) counts as said. A question without weights is not asked.
    """

    cuts: Mapping[str, float] = field(default_factory=dict)
    of: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


NO_WEIGHTS: Final = Weights()


@cache
def load(path: Path) -> Weights:
    """The weights of a table.

    Lines that begin with # say how it came about, and the cut of each question (`# cut`, question, number); then come
    its columns and a row for each feature.

    Raises WeightsError where the file is no such table, or a question has no cut.
    """
    lines = path.read_text("utf-8").splitlines()
    told = sum(1 for line in lines if line.startswith("#"))
    if lines[told : told + 1] != ["\t".join(COLUMNS)]:
        raise WeightsError(f"{path}, line {told + 1}: expected the columns {', '.join(COLUMNS)}")
    cuts = {question: cut for n, line in enumerate(lines[:told], 1) for question, cut in _cut(path, n, line)}
    found: dict[str, dict[str, float]] = {}
    for number, line in enumerate(lines[told + 1 :], told + 2):
        try:
            question, feature, weight = line.split("\t")
            found.setdefault(question, {})[feature] = float(weight)
        except ValueError:
            expected = "a question, a feature and a number"
            raise WeightsError(f"{path}, line {number}: expected {expected}, found {line!r}") from None
    for question in found:
        if question not in cuts:
            raise WeightsError(f"{path}: expected a line {_CUT!r} with a number from 0 to 1 for {question!r}")
    return Weights(cuts, found)


def _cut(path: Path, number: int, line: str) -> list[tuple[str, float]]:
    """The question and its cut, where a line of the head says one."""
    if not line.startswith(_CUT + "\t"):
        return []
    try:
        _, question, cut = line.split("\t")
        if 0 <= float(cut) <= 1:
            return [(question, float(cut))]
    except ValueError:
        pass
    raise WeightsError(f"{path}, line {number}: expected a question and a number from 0 to 1, found {line!r}")
