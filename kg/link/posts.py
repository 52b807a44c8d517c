"""The government of a post that names none: 山东省委副书记、|省长, and 省长 alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.link.places import government, level_before
from kg.link.state import State
from kg.model import K, Reason, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.words.entries import Entry
from kg.words.grammar import Cue

_STATES = range(2, 6)  # characters of the names of states
_LISTED = 6  # units before a post among which others of the same list stand


def governments(state: State, names: Sequence[Name]) -> Iterator[Name]:
    """A name for the government of each such post, which covers the post."""
    by_last = {n.last: n for n in names if n.type is T.ORGANIZATION and n.entity in state.place_of}
    for i in state.reading.marked(flags.TITLE):
        u = state.units[i]
        if u.text in state.lexicon.offices:
            yield from _office(state, u, i)
            continue
        place = _place(state, i, by_last, names) if u.word.post == "gov" else None
        if place is not None:
            yield Name(
                u.start, u.end, i, i + 1, u.text, T.ORGANIZATION, K.GOVERNMENT,
                reason=Reason.CONTEXT, inside=True, entity=government(state, place, state.entities[place].label),
            )  # fmt: skip


def _office(state: State, post: Unit, i: int) -> Iterator[Name]:
    """The body, or the government of the state, that has a post: 国务委员, 国家主席; none after another state."""
    entry = state.lexicon.entries.get(state.lexicon.offices[post.text])
    if entry is None or _abroad(state, i, entry):
        return
    iri = state.entry(entry)
    entity = government(state, iri, entry.label) if entry.type is T.PLACE else iri
    yield Name(
        post.start, post.end, i, i + 1, post.text, T.ORGANIZATION, state.entities[entity].kind,
        reason=Reason.CONTEXT, inside=True, entity=entity,
    )  # fmt: skip


def _abroad(state: State, i: int, home: Entry) -> bool:
    """True where another state is named among the words just before unit i: 老挝人民革命党总书记、|国家主席."""
    for u in reversed(state.units[max(0, i - _LISTED) : i]):
        if u.text != "、" and u.text in PUNCTUATION:
            return False
        words = (state.lexicon.words.get(u.text[:size]) for size in _STATES)
        if any(e.is_state and e is not home for word in words if word is not None for e in word.entries):
            return True
    return False


def _place(state: State, i: int, by_last: Mapping[int, Name], names: Sequence[Name]) -> str | None:
    """The place of whose government the post at unit i is: that of the committee before it, or of its level."""
    first = _first_of_list(state, i)
    committee = by_last.get(first)
    if committee is not None and first < i:
        return state.place_of.get(committee.entity)
    head = _level(state, state.units[i].text)
    before = state.units[i - 1] if i else None
    alone = first == i and (before is None or before.text in PUNCTUATION or Cue.COORDINATION in before.word.roles)
    if alone and head in state.divisions:  # 省长|李明, 副省长|李明, 林望和|副省长|李明
        place = level_before(state, i, head, names)
        return place.iri if place is not None else None
    return None


def _level(state: State, post: str) -> str:
    """The word for the level of a post: 省 of 副省长 and of 自治区主席, which is as high."""
    words = state.lexicon
    return words.word(Cue.PROVINCE) if post.startswith(words.word(Cue.AUTONOMOUS_REGION)) else post[-2]


def _first_of_list(state: State, i: int) -> int:
    """The first unit of the posts that unit i is the last of."""
    j = i
    while j > 0 and i - j < _LISTED:
        listed = j > 1 and state.units[j - 1].text == "、"
        if not state.units[j - 1 - listed].word.post:
            break
        j -= 1 + listed
    return j
