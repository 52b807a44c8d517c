"""Which entry of the vocabularies a body's name stands for, and to which body that one belongs."""

from __future__ import annotations

from collections.abc import Sequence

from kg.link.short_forms import TELLING
from kg.link.state import State
from kg.model import K
from kg.parse.reading import Name
from kg.words.entries import Entry
from kg.words.grammar import Strength

_PARTS = frozenset({K.DEPARTMENT, K.AFFILIATED_UNIT, K.SCHOOL})
_HAVE = frozenset({(K.PARTY_BODY, K.MINISTRY), (K.MEDIA, K.MINISTRY), (K.MEDIA, K.GOVERNMENT), (K.MEDIA, K.MEDIA)})
"""The kinds of a body and of the whole that are said of it though the text says nothing of the two."""

_NAMED_AFTER = frozenset({K.WORKING_GROUP, K.GOVERNMENT, K.PARTY_BODY, None})
_WHOLE = 3  # characters of a body's name at least, in the names of its parts
_ACTING = frozenset({"speaker", "speech", "plan", "preposer", "with"})
_PREDICATES = frozenset({"v", "d", "t", "p"})


def of_no_kind(entries: Sequence[Entry], before: str) -> bool:
    """True for bodies of no listed kind that are no part of the one before them."""
    return entries[0].kind is None and before not in {e.parent for e in entries}


def stated(state: State, name: Name) -> Entry | None:
    """The only entry of a name, where nothing but the name need say it."""
    only = name.entries[0]
    if len(name.entries) == 1 and (
        only.kind is not K.DEPARTMENT
        or only.parent in state.mentioned
        or not only.parent
        or name.text.startswith(state.national)
    ):
        return only
    return None


def known_part(state: State, name: Name, chosen: Entry) -> None:
    """Say to which body a known one belongs."""
    above = state.lexicon.entries.get(chosen.parent)
    if above is None:
        return
    named = above.iri in state.mentioned and _named_after(chosen, above)
    if named or chosen.kind in _PARTS or (chosen.kind, above.kind) in _HAVE:
        state.part(chosen.iri, state.entry(above), name, chosen.iri)


def _named_after(part: Entry, whole: Entry) -> bool:
    """True where the name of a body, full as the vocabulary has it, begins with that of the whole: 联合国|安理会."""
    names = (name for name in (whole.label, *whole.names) if len(name) >= _WHOLE)
    return part.kind in _NAMED_AFTER and any(part.label.startswith(name) for name in names)


def told_by_name(state: State, name: Name) -> Entry | None:
    """The only entry of a name, where the name or its label says which body is meant."""
    only = name.entries[0]
    known = len(name.entries) == 1 and (telling(state, name.text) or telling(state, only.label))
    return only if known else None


def telling(state: State, text: str) -> bool:
    """True where the name says which body is meant though nothing says whose it is: 城市建设司, not 服务局."""
    form = state.lexicon.form_of(text)
    return form is None or form.strength is not Strength.WEAK or len(text) - len(form.label) >= TELLING


def acting(state: State, name: Name) -> bool:
    """True where a post, a spokesperson or a verb follows the name, as after those who act."""
    after = state.units[name.last] if name.last < len(state.units) else None
    return after is not None and bool(
        after.word.post or after.word.relations or after.word.roles & _ACTING or after.pos in _PREDICATES
    )
