"""What one may ask for over time: in a module of its own, since a command offers it before a store is opened."""

from __future__ import annotations

from enum import StrEnum


class By(StrEnum):
    """What the rows of a timeline are."""

    YEAR = "year"
    MONTH = "month"
    BODY = "body"


class Through(StrEnum):
    """What links two bodies: that they are said to work together, or what both are said to act on."""

    WORK = "work"
    SHARE = "share"
