"""The order in which names are linked: as they stand, the bodies of posts last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.link import bodies, focus, others, places, posts
from kg.link.state import State
from kg.model import EntityType, K, T
from kg.parse.reading import Name

_OF_GOVERNMENTS = frozenset({K.GOVERNMENT, K.MINISTRY})
_LINKS: dict[EntityType, Callable[[State, Name], None]] = {
    T.ORGANIZATION: bodies.organization,
    T.PLACE: places.link_place,
    T.MEETING: others.meeting,
    T.DOCUMENT: others.document,
}


def link_names(state: State) -> None:
    """Link every name of the reading; those that are no one's are taken out of it."""
    reading = state.reading
    state.focus_name = focus.focus(reading)
    _share_tails(state)
    kept: list[Name] = []
    addressed = _addressed(state)
    for name in reading.names:
        if addressed and any(first <= name.first < last for first, last in addressed):
            continue
        name.entries = state.of_the_time(name.entries)
        _LINKS.get(name.type, others.plain)(state, name)
        if name.entity:
            kept.append(name)
            state.took(name)
    governments = list(posts.governments(state, kept))
    if governments:
        kept = sorted([*kept, *governments], key=lambda n: (n.start, -n.end))
    _within_governments(state, kept)
    reading.names = _whole_villages(state, kept)


def _within_governments(state: State, names: Sequence[Name]) -> None:
    """Say of bureaus, of ministries of states, and of a village's branches whose they are, where the text names that.

    That is the government of the place, or the village that acts.
    """
    for name in names:
        place = state.place_of.get(name.entity, "")
        government = state.governments.get(place)
        if government is None or name.entity in state.parent_of or government not in state.taken[T.ORGANIZATION]:
            continue
        kind, label = state.entities[name.entity].kind, state.entities[name.entity].label
        branch = kind is K.PARTY_BODY and state.entities[place].label.endswith(state.self_governed)
        bureau = kind in _OF_GOVERNMENTS and not label.endswith(tuple(state.government))
        if branch or bureau:
            state.part(name.entity, government, name)


def _whole_villages(state: State, names: Sequence[Name]) -> list[Name]:
    """The names, with each village's from the town on that is named before it: 天宝镇|盘谷村 is one place."""
    found: list[Name] = []
    for name in names:
        town = found[-1] if found else None
        if town is not None and town.last == name.first and _below_county(state, town) and _below_county(state, name):
            state.call(name.entity, town.text + name.text)
            name.first, name.start = town.first, town.start
            found.pop()
        found.append(name)
    return found


def _below_county(state: State, name: Name) -> bool:
    return name.type is T.PLACE and not name.entries and name.text.endswith(state.settlements)


def _addressed(state: State) -> list[tuple[int, int]]:
    """The lines that say to whom a document goes, which name no one in particular: 各省、直辖市教育厅：."""
    units = state.units
    return [
        (first, last)
        for first, last, _ in state.reading.paragraphs
        if units[last - 1].text == "：" and "generic" in units[first].word.roles
    ]


def _share_tails(state: State) -> None:
    """呼和浩特、包头、乌海市政府, 法国、德国外长: places listed before a government or its head are governments too."""
    names = state.reading.names
    by_last = {n.last: n for n in names if n.type is T.PLACE}
    for name in names:
        anchor = name.anchor
        placed = name.type is T.ORGANIZATION and anchor is not None and anchor.type is T.PLACE
        headed = name.type is T.PLACE and name.last < len(state.units) and state.units[name.last].word.post == "gov"
        if headed or (placed and name.own in state.government):
            i = name.first
            while i > 1 and state.units[i - 1].text == "、" and i - 1 in by_last:
                place = by_last[i - 1]
                place.kind = K.GOVERNMENT
                i = place.first
