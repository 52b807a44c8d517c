"""Heads of bodies: the post that a name ends with, and the body for which its head speaks."""

from __future__ import annotations

from kg.model import K, T
from kg.parse.reading import Name
from kg.words.lexicon import Lexicon


def post_in(name: Name, lexicon: Lexicon) -> str:
    """The post that a body's alias ends with: 常委 in 中央政治局常委."""
    words = lexicon.words
    return next((t for t in (name.text[-2:], name.text[-3:]) if t in words and words[t].post), "")


def whole(name: Name) -> str:
    """The body for which one speaks who heads a body's party group: the body."""
    above = name.anchor
    party = name.kind is K.PARTY_BODY and above is not None and above.type is T.ORGANIZATION
    return above.entity if party and above is not None and above.entity else name.entity
