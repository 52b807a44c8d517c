"""What the package itself says to readers, in Chinese and in English: on its pages, in reports and by its shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _said() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    return json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))  # type: ignore[no-any-return]


def said(room: str, key: str) -> tuple[str, str]:
    """Words in Chinese and in English; fields in braces are for the caller to fill. Raises KeyError if not there.

    >>> said("charts", "rising")
    ('上升', 'rising')
    """
    zh, en = _said()[room][key]
    return zh, en


def both(room: str, key: str) -> str:
    """Words in both languages, one after the other, for pages that speak both at once.

    >>> both("charts", "rising")
    '上升 rising'
    """
    return " ".join(said(room, key))


def column(name: str) -> tuple[str, str]:
    """What a column or a parameter of the named questions is called; its variable where that is not known.

    >>> column("programme"), column("x")
    (('工作', 'programme'), ('x', 'x'))
    """
    zh, en = _said()["questions"].get(name, (name, name))
    return zh, en


def all_said(room: str) -> dict[str, tuple[str, str]]:
    """All words of a room in Chinese and in English, by key.

    >>> all_said("questions")["programme"]
    ('工作', 'programme')
    """
    return {key: said(room, key) for key in _said()[room]}
