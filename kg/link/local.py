"""Bodies of a place: 宜昌市住房和城乡建设局, 省公安厅, 市委."""

from __future__ import annotations

from kg.link.places import government, place_of
from kg.link.short_forms import same_place
from kg.link.state import State
from kg.model import Entity, K, Reason, T
from kg.parse.reading import Name
from kg.words.grammar import Cue

_SIGNS = 2  # units between the members of a list
_NAMED_AFTER = frozenset({K.SCHOOL, K.COMPANY, K.MEDIA})  # what bears the name of a place and is not of its government


def local_body(state: State, name: Name, anchor: Name) -> None:
    """Link a body whose name begins with a place."""
    place = place_of(state, anchor)
    entity = state.entities[place]
    committee = state.lexicon.word(Cue.COMMITTEE)  # of the Party, where it has no other name
    own = committee if name.own == state.lexicon.word(Cue.WHOLE_COMMITTEE) else name.own
    state.spoke_of(place)
    if own in state.government:
        name.entity = government(state, place, anchor.text)
        held = state.entities[name.entity]
        state.entities[name.entity] = held.merged(
            Entity(held.iri, T.ORGANIZATION, held.label, K.GOVERNMENT, (name.text,))
        )
        return
    same = same_place(state, entity, own)
    if same:
        name.entity, name.reason = same, Reason.SHORT_FORM
        held = state.entities[same]
        state.add(Entity(same, T.ORGANIZATION, held.label, held.kind, (name.text,)))
        return
    full = state.expanded(own)
    label = anchor.text + own
    called = anchor.text if name.kind in _NAMED_AFTER else entity.label
    names = {name.text, label, entity.label + own, entity.label + full, *(n + own for n in entity.names)}
    if name.kind is K.PARTY_BODY:
        names |= {state.lexicon.word(Cue.OF_THE_PARTY) + n for n in names}
    name.entity = state.made(T.ORGANIZATION, called + full, name.kind, sorted(names), place)
    state.place_of[name.entity] = place
    before = state.before(name)
    if before and state.entities[before].kind is K.MINISTRY:
        ministry = state.entities[before]
        state.call(name.entity, *(n + label for n in (ministry.label, *ministry.names)))  # 国家税务总局|云川省税务局
        state.part(name.entity, before, name)


def anchored(state: State, place: Entity, own: str) -> str:
    """The body of a place that the text calls by its own name alone, or with a level before it."""
    own = without_place(state, place, own)
    if own in state.government:
        return government(state, place.iri, place.label)
    same = same_place(state, place, own)
    if same:
        return same
    full = state.expanded(own)
    form = state.lexicon.form_of(own)
    names = {place.label + own, *(n + own for n in place.names)}
    kind = form.kind if form else None
    if own == state.lexicon.word(Cue.COMMITTEE):
        kind = K.PARTY_BODY
    if kind is K.PARTY_BODY:
        names |= {state.lexicon.word(Cue.OF_THE_PARTY) + n for n in names}
    if kind is K.DEPARTMENT:
        kind = K.GOVERNMENT
    iri = state.made(T.ORGANIZATION, place.label + full, kind, sorted(names), place.iri)
    state.place_of[iri] = place.iri
    return iri


def without_place(state: State, place: Entity, text: str) -> str:
    """What follows the place in a body's name that begins with it, though no word ends there: 云川|省公安厅."""
    for called in (place.label, *place.names):
        own = text.removeprefix(called)
        if own != text and state.lexicon.form_of(own) is not None:
            return own
    return text


def listed(state: State, name: Name) -> Entity | None:
    """The place of the local body that a name is listed with: 浙江省发改委、|财政厅."""
    previous = state.previous
    if previous is None or previous.entity not in state.place_of or not 0 < name.first - previous.last <= _SIGNS:
        return None
    between = state.units[previous.last : name.first]
    if all(u.text == "、" or Cue.COORDINATION in u.word.roles for u in between):
        return state.entities[state.place_of[previous.entity]]
    return None


def beside(state: State, name: Name, other: str) -> bool:
    """Take the name for a body of the same government where the other is one: 市教育局联合|公安局."""
    form = state.lexicon.form_of(name.text)
    if form is None or form.kind is not K.GOVERNMENT or other not in state.place_of:
        return False
    name.entity, name.reason = anchored(state, state.entities[state.place_of[other]], name.text), Reason.CONTEXT
    return True
