"""Texts to names that no vocabulary holds yet, ranked, for a person to review.

Two sources give candidates. *The reading*: names that `recognise` takes for names by their form, a pattern or their
context, without a vocabulary entry. *Statistics*: phrases without such a form that stand where names stand (object of
a trigger, in quotation marks, in coordination with known names) and whose characters hold together. Both are scored by
the n-grams of the texts, see `score`.

`Reasons` asks of what is a name already why it takes part in no statement (see `unread`).

Any amount of text is read in one pass. What is kept of it is bounded by lossy counting (Manku & Motwani, VLDB 2002):
n-grams are counted block by block, what is rare in a block is let go, and a count may be too low by a few a block.
"""

from __future__ import annotations

from kg.discover.gathering import Candidate, Discovery, discover
from kg.discover.sightings import Example, composed
from kg.discover.statistics import WEIGHTS, branching, cohesion, evidence, frequent, score
from kg.discover.unread import Reasons, Unread, unread
from kg.discover.writing import to_turtle

__all__ = [
    "WEIGHTS",
    "Candidate",
    "Discovery",
    "Example",
    "Reasons",
    "Unread",
    "branching",
    "cohesion",
    "composed",
    "discover",
    "evidence",
    "frequent",
    "score",
    "to_turtle",
    "unread",
]
