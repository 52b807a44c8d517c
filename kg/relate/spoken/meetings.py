"""Meetings by their names: the body that holds one, and whether it is named as what is studied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.model import T
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.words import Item, relative
from kg.words.lexicon import Lexicon

STUDIED = frozenset({T.DOCUMENT, T.MEETING})


class Held(NamedTuple):
    """A meeting, item `at` of its clause, that a body holds by the name that the meeting bears."""

    meeting: Name
    at: int
    body: Name
    verb: Unit


def holder(clause: Clause, meeting: Name, verb: Unit) -> Name | None:
    """The body that holds a meeting by the name that it bears: 国务院 in 召开国务院常务会议.

    None where a place goes before the verb: there it may be another that holds it. Nor where the name only says of what
    those are who hold something: 出席全国人大会议的各代表团召开….
    """
    body = meeting.anchor
    after = next(j for j, x in enumerate(clause.items) if x is meeting) + 1
    if verb.start > meeting.end and relative(clause.items[after : after + 1]):
        return None
    if any(n.type is T.PLACE and n.end <= verb.start for _, n in clause.names[:1]):
        return None
    return body if body is not None and body.entity and body.type is T.ORGANIZATION else None


def in_spirit(items: Sequence[Item], i: int, lexicon: Lexicon) -> bool:
    """True where the document or meeting is named for its 精神, as what is studied is, or is a speech."""
    item, following = items[i], items[i + 1] if i + 1 < len(items) else None
    if item.text.endswith(lexicon.speech_forms):
        return True
    form = lexicon.forms.get(following.text) if isinstance(following, Unit) else None
    forms = form, lexicon.form_of(item.text)
    return any(form is not None and form.type is T.SLOGAN for form in forms)
