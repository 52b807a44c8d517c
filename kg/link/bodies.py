"""Organizations: known ones, those within a body named before, and those that only point to one."""

from __future__ import annotations

from kg.link.abroad import of_another_state
from kg.link.entered import acting, known_part, of_no_kind, stated, telling, told_by_name
from kg.link.focus import subject_among, topic
from kg.link.local import anchored, beside, listed, local_body, without_place
from kg.link.places import government, is_province, level
from kg.link.short_forms import TELLING, short_for
from kg.link.state import HEADS, SCOPED, State, lately
from kg.link.venues import visited
from kg.model import Entity, K, R, Reason, T
from kg.parse.reading import Name
from kg.words.entries import Entry, Form
from kg.words.grammar import Cue, Strength

_NAMES = 24  # names of a body that its parts are called by; a text that repeats itself can make thousands
_PLACE = 3  # characters of a place's name with its level
_NAMED = 3  # characters of a local body's own name
_WHOLE = frozenset({K.PARTY_BODY, K.WORKING_GROUP, K.SCHOOL, None})  # kinds called by their body's name and their own
_SIBLINGS = frozenset({K.DEPARTMENT, K.AFFILIATED_UNIT})
_INNER = frozenset({K.DEPARTMENT, K.GOVERNMENT})
_PUBLIC = frozenset({K.GOVERNMENT, K.PARTY_BODY})  # which set up branches elsewhere than in themselves
_STOOD_FOR = (K.SCHOOL, K.COMPANY)
_COUNTED = 5  # units between the verb that founds a body and its name
_NOUN = 4  # characters of a noun that stands for a body


def organization(state: State, name: Name) -> None:
    """Link a name of a body: as the vocabularies know it, by the place or body that it begins with, else loosely."""
    if name.entity:
        return
    if name.entries:
        _known_body(state, name)
        return
    if visited(state, name):
        return
    anchor = name.anchor
    if anchor is not None and anchor.type is T.PLACE:
        local_body(state, name, anchor)
        return
    if anchor is not None and not anchor.entity:
        organization(state, anchor)
    if anchor is not None and anchor.entity:
        _child(state, name, anchor.entity, name.own)
    else:
        _loose_body(state, name)


def focal(state: State) -> str:
    """The entity that the article is about, which is linked as soon as it is asked for; empty where there is none."""
    if state.linked.focus or state.focus_name is None:
        return state.linked.focus
    name, state.focus_name = state.focus_name, None
    organization(state, name)
    state.linked.focus = name.entity
    return state.linked.focus


def _known_body(state: State, name: Name) -> None:
    entries = name.entries
    before = state.before(name)
    if _namesake(state, name):
        return
    if before and name.reason is Reason.ALIAS and of_no_kind(entries, before):
        _child(state, name, before, name.text)  # 乌克兰武装部队|总参谋部
        return
    chosen = stated(state, name)
    if chosen is None:
        if _sibling(state, name) or (name.text in state.lexicon.forms and not acting(state, name)):
            return  # 教室和|办公室
        chosen = _spoken_of(state, name)
    parent = "" if chosen is not None else before or focal(state)
    if parent:
        if not beside(state, name, parent):
            _child(state, name, parent, name.text)
        return
    chosen = chosen or told_by_name(state, name)
    if chosen is not None:
        name.entity = state.entry(chosen)
        known_part(state, name, chosen)


def _sibling(state: State, name: Name) -> bool:
    """Take a name for a part of the body whose part it is listed after: 水利厅规划处、|财务处."""
    previous, form = state.previous, state.lexicon.form_of(name.text)
    if previous is None or form is None or form.kind not in _SIBLINGS or previous.last != name.first - 1:
        return False
    if state.units[previous.last].text not in state.coordinators:
        return False
    parent = state.parent_of.get(previous.entity, "")
    if parent:
        name.kind, name.reason = form.kind, Reason.CONTEXT
        _child(state, name, parent, name.text)
    return bool(parent)


def _namesake(state: State, name: Name) -> bool:
    """Take the name of a ministry for a body of a place or of another state that is called so too."""
    return _local_namesake(state, name) or of_another_state(state, name) or _founded_namesake(state, name)


def _founded_namesake(state: State, name: Name) -> bool:
    """Take the short name of a working group for another of that name where one is set up: 学校党委成立|领导小组."""
    founded = state.reading.governed(name.first - 1, R.ESTABLISHES)
    if not founded or name.reason is not Reason.ALIAS or name.entries[0].kind is not K.WORKING_GROUP:
        return False
    name.entries, name.kind = (), K.WORKING_GROUP
    _loose_body(state, name)
    return True


def _local_namesake(state: State, name: Name) -> bool:
    """Take the short name of a ministry for the body of the place whose bodies it is listed with: 公安厅、|卫健委."""
    short = name.reason is Reason.ALIAS and not name.text.startswith(state.national)
    return short and name.entries[0].kind is K.MINISTRY and _listed(state, name)


def _listed(state: State, name: Name) -> bool:
    """Take a name for a body of the place whose bodies it is listed with: 浙江省发改委、|财政厅."""
    place = listed(state, name)
    if place is not None:
        name.entity, name.reason = anchored(state, place, name.text), Reason.CONTEXT
    return place is not None


def _spoken_of(state: State, name: Name) -> Entry | None:
    """The entry whose parent was named last; any where the kind tells bodies apart."""
    parents = {e.parent: e for e in name.entries}
    chosen = next((parents[e] for e in lately(state.recent) if e in parents), None)
    if chosen is None and name.entries[0].kind not in SCOPED:
        chosen = name.entries[0]
    return chosen


def _child(state: State, name: Name, parent: str, own: str) -> None:
    """The body `own` within its parent: the vocabulary's where it has one, else a new one."""
    entry = state.lexicon.children.get(parent, {}).get(own)
    if entry is not None:
        name.entity = state.entry(entry, name.text)
        state.part(entry.iri, parent, name, entry.iri)
        return
    if state.deep(parent):
        name.entity = state.made(T.ORGANIZATION, own, name.kind, sorted({own, name.text}))
        return
    above = state.entities[parent]
    names = {p + own for p in (above.label, *above.names[:_NAMES])} | {name.text}
    if name.kind in _WHOLE:
        name.entity = state.made(T.ORGANIZATION, above.label + own, name.kind, sorted(names), parent)
    else:
        name.entity = state.made(T.ORGANIZATION, own, name.kind, sorted(names | {own}), parent)
    state.part(name.entity, parent, name)


def _loose_body(state: State, name: Name) -> None:
    """A body without a place or body before it: a short form, one that points back, or a part of the focus."""
    text = name.text
    before = state.before(name)
    if before and not (text[0] in state.divisions and text[1:] in state.government):
        _child(state, name, before, text)
        return
    found = _stood_for(state, text) or _pointed(state, text)  # as in 深圳市委|市政府 too
    if found is not None:
        _within(state, name, *found)
        return
    if text[0] in state.demonstratives or _sibling(state, name):
        return
    form = state.lexicon.form_of(text)
    if name.kind in _INNER and _is_weak(form) and _listed(state, name):
        return
    if not (_shortened(state, name) or _of_named_place(state, name)):
        _formed_body(state, name, form)


def _within(state: State, name: Name, parent: str, own: str) -> None:
    """Link a name that points back to the body `own` within `parent`, or to `parent`; to none where both are empty."""
    if parent and own:
        _child(state, name, parent, own)
    elif parent:
        name.entity = parent
    name.reason = Reason.CONTEXT


def _shortened(state: State, name: Name) -> bool:
    """Take a name for the body named before that it shortens; a body that is set up is a new one."""
    new = state.reading.governed(name.first - 1, R.ESTABLISHES)
    short = "" if new else short_for(state, T.ORGANIZATION, name.text)
    if short:
        name.entity, name.reason = short, Reason.SHORT_FORM
    return bool(short)


def _of_named_place(state: State, name: Name) -> bool:
    """Take a name for a body of the place named before that it begins with."""
    place, own = _placed(state, name.text)
    if place is not None:
        name.entity, name.reason = anchored(state, place, own), Reason.PATTERN
    return place is not None


def _placed(state: State, text: str) -> tuple[Entity | None, str]:
    """The place named before that a body's name begins with, though no word ends there, and the rest: 云川|省公安厅."""
    for iri in lately(state.places):
        place = state.entities[iri]
        own = without_place(state, place, text)
        if own != text:
            return place, own
    return None, text


def _formed_body(state: State, name: Name, form: Form | None) -> None:
    """A body of which nothing but its form says whose it is: the sentence's, the place's, the focus's, or no one's."""
    strength = form.strength if form is not None else None
    if strength is Strength.ANCHORED and form is not None and _is_founded(state, name):
        _branch(state, name, form)
        return
    parent = topic(state, name) if strength is Strength.GROUP else ""
    if parent:
        _within(state, name, parent, name.text)
        return
    if form is not None and _is_weak(form) and not _own_place(state, name) and _weak_body(state, name, form):
        return
    if strength is Strength.ANCHORED and not _stands_alone(state, name):
        return
    name.entity = state.made(T.ORGANIZATION, name.text, name.kind)


def _branch(state: State, name: Name, form: Form) -> None:
    """Link a branch that is founded to the school or company of its sentence; else it is a body of its own name."""
    parent = topic(state, name)
    if parent and state.entities[parent].kind not in _PUBLIC:
        _within(state, name, parent, name.text)
    elif name.text != form.label:
        name.entity = state.made(T.ORGANIZATION, name.text, name.kind)


def _stands_alone(state: State, name: Name) -> bool:
    """True for a name that says whose it is, or one before the post of someone: 双沟酒业党委|书记, no 校党委."""
    first = state.units[name.first]
    if first.pos == "ns" or name.text.startswith(state.national) or Cue.STATIONED in first.word.cues:
        return True
    own = name.text[0] not in state.levels and name.text[0] not in state.divisions
    return own and name.last < len(state.units) and bool(state.units[name.last].word.post)


def _is_founded(state: State, name: Name) -> bool:
    """True where the verb that founds it stands before a body, with how many there are between: 成立|了|3|个|党支部."""
    before = state.units[max(0, name.first - _COUNTED) : name.first]
    return any(R.ESTABLISHES in u.word.relations for u in before)


def _is_weak(form: Form | None) -> bool:
    return form is not None and form.strength is Strength.WEAK


def _own_place(state: State, name: Name) -> bool:
    """True where an unlisted place begins the name, so that it is no other place's body: 澜水|省公安厅."""
    first = state.units[name.first]
    place = first.text if first.text[-1] in state.divisions else name.text[: len(first.text) + 1]
    return first.pos == "ns" and place[-1] in state.divisions and _PLACE <= len(place) < len(name.text)


def _weak_body(state: State, name: Name, form: Form) -> bool:
    """True where a body is linked to its place or to the focus, or where its form says too little to be one."""
    text = name.text
    if name.kind is K.GOVERNMENT and state.places and not state.linked.focus and len(state.expanded(text)) > TELLING:
        last = next(lately(state.places))
        place = next(
            (
                p
                for p in lately(state.places)
                if form.label != state.lexicon.word(Cue.PROVINCIAL) or is_province(state, p)
            ),
            last,
        )
        name.entity, name.reason = anchored(state, state.entities[place], text), Reason.CONTEXT
        return True
    if name.kind not in _INNER:
        return False
    parent = focal(state)
    if beside(state, name, parent):
        return True
    if parent and parent in state.entities and state.entities[parent].kind in HEADS:
        name.kind = K.DEPARTMENT
        _within(state, name, parent, text)
        return True
    return not telling(state, text)


def _stood_for(state: State, text: str) -> tuple[str, str] | None:
    """(body, own name within it) that 学校 or 公司党委 stands for, the body empty where none was named; else None."""
    noun = next((text[:size] for size in range(min(len(text), _NOUN), 0, -1) if text[:size] in state.stand_ins), "")
    rest = text[len(noun) :]
    if not noun or not _may_follow(state, noun, rest):
        return None
    head = noun[1:] if noun[0] in state.demonstratives else noun
    place = _settlement(state, head) if rest or noun != head else ""
    if place:
        return anchored(state, state.entities[place], rest) if rest else government(state, place, ""), ""
    return _of_noun(state, noun, head), rest


def _of_noun(state: State, noun: str, head: str) -> str:
    """The body that is called so or of that kind: the focus, else the one named last."""
    form = state.lexicon.form_of(head)
    kind = K.SCHOOL if noun in state.schools else form.kind if form is not None else None
    focus = focal(state)
    bodies = (*((focus,) if focus else ()), *lately(state.recent))
    called = (iri for iri in bodies if state.entities[iri].label.endswith(head))
    of_kind = (iri for iri in bodies if kind in _STOOD_FOR and state.entities[iri].kind is kind)
    return next(called, next(of_kind, ""))


def _may_follow(state: State, noun: str, rest: str) -> bool:
    """True for nothing or a body's own name after a noun that stands for one; after 村 only its branch."""
    form = state.lexicon.form_of(rest)
    return not rest or (form is not None and (len(noun) > 1 or form.kind is K.PARTY_BODY))


def _settlement(state: State, head: str) -> str:
    """The place below the county named last that a noun stands for: 社区, 村."""
    return next((iri for iri in lately(state.places) if state.entities[iri].label.endswith(head)), "")


def _pointed(state: State, text: str) -> tuple[str, str] | None:
    """(body, own name within it) where the name begins with what points back: 部党组, 省委, 司…领导小组, 全司."""
    head, rest = text[0], text[1:]
    if not rest or state.lexicon.form_of(rest) is None:
        return None  # 部|队
    if head in state.demonstratives:
        found = [iri for iri in lately(state.recent) if state.entities[iri].label.endswith(rest)]
        return (subject_among(state, found) or found[0], "") if found else None
    if head not in state.levels:
        return None
    one = _of_one_character(state, head, rest)
    if one:
        return one, ""
    place = level(state, head)
    if place is not None:
        return anchored(state, place, rest), ""
    parent = _of_level(state, head)
    if parent:
        return parent, rest
    unnamed = _of_no_place(state, head, rest)
    return (unnamed, "") if unnamed else None


def _of_one_character(state: State, head: str, rest: str) -> str:
    """The body named last of a level that one character after it calls: 市|局 for 澜水市税务局."""
    form = state.lexicon.forms.get(rest)
    if len(rest) > 1 or form is None or form.alone is not None:
        return ""
    called = (iri for iri in lately(state.recent) if state.entities[iri].label.endswith(rest))
    return next((iri for iri in called if head in state.entities[iri].label[:-2]), "")


def _of_no_place(state: State, head: str, rest: str) -> str:
    """A body of a place that is not named: 省自然资源厅."""
    form = state.lexicon.form_of(rest)
    if head not in state.divisions or form is None or form.strength is not Strength.WEAK or len(rest) < _NAMED:
        return ""
    body = state.made(T.ORGANIZATION, head + rest, K.GOVERNMENT if form.kind is K.DEPARTMENT else form.kind)
    state.linked.vague.add(body)
    return body


def _of_level(state: State, head: str) -> str:
    """The body that a level means: the last one where it is a head, else the focus, else the last one named of it."""
    entities, recent = state.entities, state.recent
    last = next(reversed(recent), "")
    near = [last] if last and entities[last].kind in HEADS else []
    for iri in (*near, focal(state), *lately(recent)):
        if iri in entities and entities[iri].label.endswith(head):
            return iri
    return ""
