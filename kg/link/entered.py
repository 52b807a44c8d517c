"""Which entry of the vocabularies a body's name stands for, and to which body that one belongs."""

from __future__ import annotations

from collections.abc import Sequence

from kg.link.short_forms import TELLING
from kg.link.state import State
from kg.model import K
from kg.parse.reading import Name
from kg.words.entries import Entry
from kg.words.grammar import Strength

_PARTS = frozenset({K.DEPARTMENT, K.AFFILIATED_UNIT, K.MEDIA, K.SCHOOL})
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
    party = chosen.kind is K.PARTY_BODY and above is not None and above.kind is K.MINISTRY
    if above is not None and (party or chosen.kind in _PARTS):
        state.part(chosen.iri, state.entry(above), name, chosen.iri)


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
