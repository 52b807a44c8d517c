"""Bodies that are places where something is said to be there: 在|渡江胜利纪念馆."""

from __future__ import annotations

from kg.link.places import is_where
from kg.link.state import State
from kg.model import T
from kg.parse.reading import Name


def visited(state: State, name: Name) -> bool:
    """Take a body for a place where its name ends as venues do and a word before says that something is there."""
    if name.inside or not name.text.endswith(state.venues) or not is_where(state, name.first - 1):
        return False
    anchor = name.anchor
    parent = anchor.entity if anchor is not None and anchor.type is T.PLACE else ""
    name.type, name.kind = T.PLACE, None
    name.entity = state.made(T.PLACE, name.text, names=_shorter(name), parent=parent)
    return True


def _shorter(name: Name) -> list[str]:
    """What the venue is called without the place that its name begins with."""
    return [name.own] if name.anchor is not None and name.anchor.type is T.PLACE and name.own else []
