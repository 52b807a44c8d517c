"""Short forms: a later name that shortens an earlier one is the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.state import State, lately
from kg.model import Entity, EntityType
from kg.words.grammar import Cue

TELLING = 3
"""Characters before its ending that tell one body from another, where nothing says whose it is."""


def same_place(state: State, place: Entity, own: str) -> str:
    """The body of the place, named before, whose own name the text shortens: 房管局, 住房保障和房产管理局."""
    if len(own) < TELLING:
        return ""
    size, entities, last = len(place.label), state.entities, own[-1]
    other = place.label + _otherwise(state, state.expanded(own))
    for iri in lately(state.recent):
        label = entities[iri].label
        if label == other:
            return iri
        longer = label[-1] == last and label[:size] == place.label and len(own) < len(label) - size
        if longer and subsequence(own, label[size:]):
            return iri
    return ""


def _otherwise(state: State, own: str) -> str:
    """The own name of a commission with 委 for 委员会 at its end, or the other way round; as it is for others."""
    short, whole = state.lexicon.word(Cue.COMMITTEE), state.lexicon.word(Cue.WHOLE_COMMITTEE)
    if own.endswith(whole):
        return own.removesuffix(whole) + short
    return own.removesuffix(short) + whole if own.endswith(short) else own


def short_for(state: State, type_: EntityType, text: str) -> str:
    """The entity named before whose name the text shortens: a subsequence that ends in the same two characters."""
    ending, size, entities = text[-2:], len(text), state.entities
    for iri in lately(state.taken[type_]):
        entity = entities[iri]
        for full in (entity.label, *entity.names):
            if full[-2:] == ending and len(full) > size and subsequence(text, full):
                return iri
    return ""


def subsequence(short: str, full: str) -> bool:
    """True where the characters of the short form stand in the full one in the same order.

    >>> subsequence("华东督查中心", "华东环境保护督查中心")
    True
    """
    rest: Iterator[str] = iter(full)
    return all(c in rest for c in short)
