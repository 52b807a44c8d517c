"""Likelihood: what features make of a question, by the weights that a table gives them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

ANY: Final = "any"
"""The feature that everything has."""

ENOUGH: Final = 200
"""Characters of a text from which on it is weighed: of a sentence by itself too little is seen."""

FEW: Final = (0, 1, 2, 4)
"""Steps of how many sentences or bodies stand between two things."""

CLAUSES: Final = (0, 1, 2, 3, 5, 8)
"""Steps of how many clauses do."""

OFTEN: Final = (1, 2, 3, 5)
"""Steps of how often something is named or read."""

LENGTHS: Final = (2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20)
"""Steps of how many characters a name has."""

_TOLD = 4  # features that are told of what is left out


def likelihood(total: float) -> float:
    """How likely a sum of weights makes it, 0 to 1: the logistic function.

    >>> likelihood(0.0), likelihood(2.0) > 0.85
    (0.5, True)
    """
    return 1 / (1 + math.exp(-total))


def total(features: Collection[str], table: Mapping[str, float]) -> float:
    """The sum of the weights of features, the same in whatever order they come.

    >>> total(["quoted", "no verb"], {"any": 0.5, "quoted": 1.5, "no verb": -1.0})
    1.0
    """
    return math.fsum([table[f] for f in (ANY, *features) if f in table])


def against(features: Iterable[str], table: Mapping[str, float]) -> tuple[str, ...]:
    """What speaks most against it, the weightiest first.

    >>> against({"quoted", "no verb", "in body"}, {"quoted": 1.5, "no verb": -1.5, "in body": -0.1})
    ('no verb', 'in body')
    """
    weighty = sorted((weight, feature) for feature in features if (weight := table.get(feature, 0.0)) < 0)
    return tuple(feature for _, feature in weighty[:_TOLD])


def step(size: int, steps: Sequence[int]) -> int:
    """The step that a size is in: the least that is no smaller, or one more than the last.

    >>> step(4, (1, 2, 5)), step(9, (1, 2, 5))
    (5, 6)
    """
    n = bisect_left(steps, size)
    return steps[n] if n < len(steps) else steps[-1] + 1
