"""Places, the governments that act under their names, and the place of a level that is spoken of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from kg.link.state import State, lately
from kg.model import Entity, K, R, Reason, T
from kg.parse.reading import FARTHEST, Name
from kg.parse.units import PUNCTUATION, STOPS, Unit, sums
from kg.words.entries import Entry
from kg.words.grammar import Cue

_first = attrgetter("first")
_LISTED = 8  # units after a place among which its verb stands
_NESTED = 5  # places, each in the one before: a province, a city, a county, a town, a village
_LONGEST_LIST = 100  # units of a list of places before the one that may be a subject with them
_ADVERBIAL = frozenset({"d", "ad", "t", "c", "m", "a", "z", "vd", "ul", "i"})
_ENDS = frozenset("，。；！？\n")
_NO_SUBJECT = frozenset("，：（）")
_NOUNS = frozenset({"n", "nz"})
_HOW_HELD = frozenset({Cue.STANDING, Cue.FORMER, Cue.OUT_OF_OFFICE})
_LIGHT = frozenset({Cue.CLITIC, Cue.LENDS})
_TOGETHER = frozenset({R.COOPERATES_WITH, R.ISSUES, R.HOLDS, R.ESTABLISHES})
_ADVERBS = frozenset({"d", "ad", "p"})


def link_place(state: State, name: Name) -> None:
    """The place of a name, or the government of the place where it acts under the name; none where it only modifies."""
    head = _points_to(state, name)
    if head:
        spoken_of = level(state, head)
        if spoken_of is None:
            return
        place, name.reason = spoken_of.iri, Reason.CONTEXT
    else:
        place = place_of(state, name)
    follows = state.units[name.last] if name.last < len(state.units) else None
    governs = follows is not None and (_headed(state, name.last) or _entitles(state, name.last))
    if _governed(state, place) and (name.kind is K.GOVERNMENT or governs or _acts(state, name)):
        name.type = T.ORGANIZATION
        name.entity = government(state, place, name.text)
        name.kind = state.entities[name.entity].kind
        name.reason = Reason.CONTEXT
        state.spoke_of(place)
    elif _only_modifies(state, name, place):
        state.spoke_of(place)
    else:
        name.entity = place


def _headed(state: State, i: int) -> bool:
    """True where the post of a government's head begins with unit i, or a word of how or when one has it: 首任|总统."""
    u, after = state.units[i], state.units[i + 1] if i + 1 < len(state.units) else None
    if u.word.post == "gov":
        return True
    return after is not None and after.word.post == "gov" and not _HOW_HELD.isdisjoint(u.word.cues)


def _points_to(state: State, name: Name) -> str:
    """The level of the place that a name points back to: 县 for 该县, 自治区; empty where it names one."""
    if name.entries:
        return ""
    if name.text in state.autonomous:
        return name.text
    return name.text[1] if len(name.text) == 2 and name.text[0] in state.demonstratives else ""


def place_of(state: State, name: Name) -> str:
    """The place that a name stands for.

    Of several of the name it is the one within the place named last, else within one that the text names later. Where
    nothing says which is meant, it is one that is like none of them; an unlisted place is within the place named
    directly before it.
    """
    entries = name.entries
    if not entries:
        spoken_of = level(state, name.text) if name.text in state.autonomous else None
        if spoken_of is not None:
            return spoken_of.iri
        return state.made(T.PLACE, name.text, names=sorted({*name.alt, name.text}), parent=_container(state, name))
    if len(entries) == 1:
        return state.entry(entries[0], name.text)
    chosen = _within(state, entries)
    if chosen is not None:
        return state.entry(chosen)
    place = state.made(T.PLACE, entries[0].label, names=[name.text])
    state.linked.vague.add(place)
    return place


def _within(state: State, entries: Sequence[Entry]) -> Entry | None:
    """The entry that alone is within the place named last that holds any of them, or within one named anywhere."""
    above = {e: containers(state, e.iri) for e in entries}
    for place in lately(state.places):
        held = [e for e in entries if place in above[e]]
        if held:
            return held[0] if len(held) == 1 or above[held[0]][0] == place else None
    held = [e for e in entries if not state.mentioned.isdisjoint(above[e][:-1])]
    return held[0] if len(held) == 1 else None


def containers(state: State, iri: str) -> list[str]:
    """The places that hold a place of the vocabularies, the nearest first."""
    found: list[str] = []
    entry = state.lexicon.entries.get(iri)
    while entry is not None and entry.parent:
        found.append(entry.parent)
        entry = state.lexicon.entries.get(entry.parent)
    return found


def _container(state: State, name: Name) -> str:
    """The place that is named directly before a place: 德清县|乾元镇."""
    before = state.previous
    beside = before is not None and before.type is T.PLACE and before.end == name.start
    return before.entity if before is not None and beside and not state.deep(before.entity) else ""


def government(state: State, place: str, text: str) -> str:
    """The government of a place that the text calls by `text`; a village or a zone that acts is itself a body."""
    iri = state.governments[place] = _government(state, place, text)
    return iri


def _government(state: State, place: str, text: str) -> str:
    entity = state.entities[place]
    label = entity.label
    if label.endswith(state.settlements) and (label[-1] not in state.divisions or label.endswith(state.self_governed)):
        kind = None if label.endswith(state.self_governed) else K.GOVERNMENT
        return state.made(T.ORGANIZATION, label, kind, sorted({*entity.names, text}), place)
    short = [n for n in (*entity.names, text) if n]
    government = state.lexicon.word(Cue.GOVERNMENT)
    names = {label, *short, *(label + word for word in state.lexicon.roles[Cue.GOVERNMENT] if word != government)}
    names |= {s + government for s in short}
    return state.made(T.ORGANIZATION, label + government, K.GOVERNMENT, sorted(names), place)


def _governed(state: State, place: str) -> bool:
    """True for a division or a state, which have governments, and false for a region."""
    entry = state.lexicon.entries.get(place)
    if entry is not None and (entry.code or not entry.parent):
        return bool(entry.code) or not any(name.endswith(state.regions) for name in entry.names)
    label = state.entities[place].label
    return (label[-1] in state.divisions or label.endswith(state.settlements)) and not label.endswith(state.regions)


def _only_modifies(state: State, name: Name, place: str) -> bool:
    """True where the place's name only says which one of what follows is meant: 江苏省|水务系统, 中国|市场.

    That is before a plain noun or a body, unless something is said to be there; the home country, of which everything
    is, is meant as a place only then.
    """
    if is_where(state, name.first - 1):
        return False
    if _begins_body(state, name):
        return True
    if not name.entries or name.last in state.begun or name.last >= len(state.units) or not _governed(state, place):
        return False
    home = not {name.text, *state.entities[place].names}.isdisjoint(state.national)
    after = state.units[name.last]
    return home or (_is_noun(after, state.ends_of_places) and after.text not in state.happens)


def is_where(state: State, i: int) -> bool:
    """True where unit i, or the one before the places that it ends, says where something is: 在|浙江|海宁."""
    i = _before_places(state, i)
    return i >= 0 and Cue.LOCATIVE in state.units[i].word.roles


def _before_places(state: State, i: int) -> int:
    """The unit before the places that end at unit i, each in the one before: |浙江省|海宁市."""
    least = i - _NESTED
    while i > max(-1, least) and _is_place(state, i):
        i -= 1
    return i


def _begins_body(state: State, name: Name) -> bool:
    """True where a body's name follows, over other places or not, which then begins here: 江苏|徐州市|云龙区水务局."""
    last = name.last
    for _ in range(_NESTED):
        place = state.places_by_first.get(last)
        if place is None:
            break
        last = place.last
    body = state.bodies.get(last)
    if body is not None and not body.entries:
        body.first, body.start = min(body.first, name.first), min(body.start, name.start)
    return body is not None


def _is_noun(u: Unit, but: tuple[str, ...]) -> bool:
    """True for a noun that is no function word and has none of the endings: 水务, not 古镇."""
    plain = u.pos in _NOUNS and not u.word.roles and not u.word.relations and not u.word.post
    return plain and not u.text.endswith(but)


def _acts(state: State, name: Name) -> bool:
    """True where the place is the subject of a verb: 江西启动…, 江西、陕西认真贯彻…, 支持|中方|举办…."""
    if name.last in state.places_by_first:
        return False  # 贵州|遵义|：…
    return (_opens(state, name.first - 1) or _asked(state, name)) and _verb_follows(state, name.last)


def _asked(state: State, name: Name) -> bool:
    """True for a state after a verb whose object is the subject of what follows: 支持|中方|举办…."""
    asks = name.first > 0 and Cue.PIVOT in state.units[name.first - 1].word.roles
    return asks and any(e.is_state for e in name.entries)


def _opens(state: State, i: int) -> bool:
    """True where a subject may stand after unit i, or after the places that end there: 四川|泸州市, 江西、|陕西."""
    units, least = state.units, i - _LONGEST_LIST
    i = _before_places(state, i)
    while i > max(0, least) and Cue.COORDINATION in units[i].word.roles and _is_place(state, i - 1):
        i -= 2
    if i < 0:
        return True
    u = units[i]
    return u.text != "、" and (u.text in PUNCTUATION or u.pos == "t" or Cue.MOREOVER in u.word.cues)


def _verb_follows(state: State, i: int) -> bool:
    """True where a verb, or what only stands between a subject and its verb, follows the places that end at unit i."""
    units = state.units
    i = _end_of_list(state, i)
    if i < len(units) and _sets_out(units[i]):
        return any(u.word.relations or u.pos == "v" for u in _clause_after(units, i + 1, STOPS))
    if _heads_title(state, i):
        return any(u.word.relations for u in _clause_after(units, i + 1, STOPS))
    i += _heads(units, i)
    for k in range(i, min(len(units), i + _LISTED)):
        u = units[k]
        if Cue.WITH in u.word.roles:
            return _does_with(state, k)
        if _only_befalls(state, k):
            return False
        if _does_so(units, k) or _does(state, k):
            return True
        if u.pos not in _ADVERBIAL and not u.word.roles:
            return False
    return False


def _only_befalls(state: State, i: int) -> bool:
    """True where something is to happen at unit i, or those of places are spoken of: 将|出现, 等地|的|企业."""
    units, u = state.units, state.units[i]
    if "plan" in u.word.roles and i + 1 < len(units) and units[i + 1].text in state.happens:
        return True
    return Cue.POSSESSIVE in u.word.cues and Cue.AMONG in units[i - 1].word.roles


def _does(state: State, i: int) -> bool:
    """True for a verb of what the place does at unit i, with its object where it says little."""
    units, u = state.units, state.units[i]
    if not _predicates(state, u, units[i - 1]):
        return False
    return len(u.text) > 1 or not u.word.roles <= _LIGHT or _has_object(units, i)


def _does_so(units: Sequence[Unit], i: int) -> bool:
    """True where a verb of doing follows the words to whom, where or as what at unit i: 在|昌吉|打造, 作为|产区，…."""
    roles = units[i].word.roles
    if Cue.PREPOSED not in roles and not (Cue.AIM in roles and units[i].pos == "p"):
        return False
    clause = _clause_after(units, i + 1, STOPS if Cue.PREPOSED in roles else _ENDS)
    return any(u.word.relations and u.pos != "n" for u in clause)


def _does_with(state: State, i: int) -> bool:
    """True where what follows 与 at unit i is done together, or those that it names act."""
    if any(not x.word.relations.isdisjoint(_TOGETHER) for x in _clause_after(state.units, i)):
        return True
    listed = state.bodies.get(i + 1) or state.places_by_first.get(i + 1)
    return listed is not None and _verb_follows(state, listed.last)


def _end_of_list(state: State, i: int) -> int:
    """The unit after the places and bodies listed from before unit i on, and how many they are: 山西、|江西两省."""
    units = state.units
    while i + 1 < len(units) and Cue.COORDINATION in units[i].word.roles and Cue.WITH not in units[i].word.roles:
        listed = state.bodies.get(i + 1) or state.places_by_first.get(i + 1)
        if listed is None and not _is_place(state, i + 1):
            break
        i = listed.last if listed is not None else i + 2
    return i + sums(units, i, state.summed)


def _sets_out(u: Unit) -> bool:
    """True for a preposition that begins what someone does: 针对, 围绕, 通过."""
    return Cue.AIM in u.word.roles and Cue.LOCATIVE not in u.word.roles and u.pos == "p" and len(u.text) > 1


def _clause_after(units: Sequence[Unit], i: int, ends: frozenset[str] = _ENDS) -> Sequence[Unit]:
    """The units from unit i to the end of its clause, or to another of the `ends`."""
    end = next((k for k in range(i, min(len(units), i + FARTHEST)) if units[k].text in ends), i)
    return units[i:end]


def _entitles(state: State, i: int) -> bool:
    """True where the title of a document begins with unit i: 北京市|《…条例》."""
    return state.units[i].text == "《" and state.documents.get(i + 1) is not None


def _heads(units: Sequence[Unit], i: int) -> int:
    """1 where a colon after the place says that what follows is what it does: 广东肇庆|：|推进…; else 0."""
    return int(i < len(units) and units[i].text == "：")


def _heads_title(state: State, i: int) -> bool:
    """True after a place below the county before the colon of the title: 梅江街道|：党建引领聚民心."""
    return i < state.title and bool(_heads(state.units, i)) and state.units[i - 1].text.endswith(state.settlements)


def _predicates(state: State, u: Unit, before: Unit) -> bool:
    """True for a verb of doing, a word of plans, or one that puts an object before the verb."""
    roles = u.word.roles
    verb = (bool(u.word.relations) and (u.pos != "n" or before.pos in _ADVERBS)) or "speech" in roles
    verb = verb or Cue.ADDRESS in roles or (Cue.LENDS in roles and len(u.text) > 1)
    verb = verb or (u.pos == "v" and roles <= _LIGHT and u.text not in state.happens)
    return verb or "preposer" in roles or "plan" in roles or Cue.BY_MEANS in u.word.cues


def _has_object(units: Sequence[Unit], i: int) -> bool:
    """True where a noun or a particle follows the verb of one character at unit i: 派|代表, 作|了, not 起|遭遇."""
    return i + 1 < len(units) and units[i + 1].pos in ("n", "ul")


def _is_place(state: State, i: int) -> bool:
    return any(e.type is T.PLACE for e in state.units[i].word.entries) or state.units[i].pos == "ns"


def level(state: State, head: str) -> Entity | None:
    """The place of a level that is spoken of: the last one named, or else the one that contains it."""
    entries = state.lexicon.entries
    places = [state.entities[iri] for iri in lately(state.places)]
    for place in places:
        if _is_level(state, place, head):
            return place
    for place in places:
        entry = entries.get(place.iri)
        while entry is not None and (entry := entries.get(entry.parent)) is not None:
            if entry.label.endswith(head):
                return state.entities[state.entry(entry)]
    found = next((e for e in state.places_anywhere if e.label.endswith(head) and e.parent), None)
    return state.entities[state.entry(found)] if found is not None else None


def level_before(state: State, i: int, head: str, names: Sequence[Name]) -> Entity | None:
    """The place of a level that was named last before unit i, by itself or as a body's."""
    end = bisect_left(names, i, key=_first)
    for name in reversed(names[max(0, end - FARTHEST) : end]):
        governed = state.linked.parents.get(name.entity, "") if name.kind is K.GOVERNMENT else ""
        place = name.entity if name.type is T.PLACE else state.place_of.get(name.entity, governed)
        if place in state.entities and _is_level(state, state.entities[place], head):
            return state.entities[place]
    return level(state, head)


def is_province(state: State, place: str) -> bool:
    """True for a place directly within the country."""
    entry = state.lexicon.entries.get(place)
    country = state.lexicon.entries.get(entry.parent) if entry is not None else None
    return country is not None and not country.parent


def _is_level(state: State, place: Entity, head: str) -> bool:
    words, label = state.lexicon, place.label
    if not label.endswith(head):
        return head == words.word(Cue.PROVINCE) and label.endswith(words.word(Cue.AUTONOMOUS_REGION))
    smaller = words.venues, state.self_governed  # 小区, 社区
    return any(head in ends for ends in smaller) or not any(map(label.endswith, smaller))
