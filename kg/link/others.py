"""Meetings, documents, programmes and what else is not a body or a place."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.bodies import focal, organization
from kg.link.editions import bare, lately_held, upcoming
from kg.link.short_forms import short_for
from kg.link.state import State, lately
from kg.model import EntityType, Reason, T
from kg.parse.reading import Name
from kg.words.entries import Entry, Form
from kg.words.grammar import Cue, Strength

_TELLING = 4  # characters of a speech's name that say more than who said it
_SHORTEST = 4  # characters of a programme's name without 工作


def meeting(state: State, name: Name) -> None:
    """Link a meeting: by the body that its name begins with, else as one named before, else as a new one."""
    text = name.text
    entry = _entry_of(state, T.MEETING, text)
    if entry is not None and bare(entry, text, state.lexicon):
        longer = next((iri for other, iri in _before(state, T.MEETING) if other != text and other.endswith(text)), "")
        if longer:
            name.entity, name.reason = longer, Reason.SHORT_FORM
            return
        entry = upcoming(text, state.date, state.lexicon)
    if entry is not None:
        name.entity = state.entry(entry)
        return
    if _held_before(state, name):
        return
    parent = _holder(state, name)
    if parent:
        above = state.entities[parent]
        called = [_in_its_term(state, name, n) + name.own for n in (above.label, *above.names)]
        name.entity = state.made(T.MEETING, called[0], None, [text, *name.alt, *called[1:]], parent)
        return
    short = state.by_text[T.MEETING].get(text) or short_for(state, T.MEETING, text)
    latest = lately_held(text, state.date, state.lexicon) if not short else None
    if short:
        name.entity, name.reason = short, Reason.SHORT_FORM
    elif latest is not None:
        name.entity, name.reason = state.entry(latest), Reason.CONTEXT
    else:
        name.entity = state.made(T.MEETING, text, None, list(name.alt))


def _held_before(state: State, name: Name) -> bool:
    """Take a meeting of a part of a body for the one that the body holds: 省委召开|常委会会议, 省委|常委会会议."""
    anchor = name.anchor
    if anchor is None or anchor.entity or not anchor.inside:
        return False
    for size in range(len(name.own) + 1, len(name.text) - 1):
        own, whose = name.text[-size:], name.text[:-size]
        held = state.by_text[T.MEETING].get(own)
        body = next((b for b in lately(state.recent) if state.entities[b].label.endswith(whose)), "") if held else ""
        if held and body:
            name.entity, name.reason, name.own = held, Reason.SHORT_FORM, own
            state.call(held, name.text, state.entities[body].label + own)
            anchor.entity = body
            return True
    return False


def _termed(state: State, body: Name) -> bool:
    """True for a known body in one of its terms: 十四届|全国人大常委会."""
    terms = tuple(state.lexicon.roles.get(Cue.INSTANCE, ()))
    return any(body.text.removesuffix(e.label).endswith(terms) for e in body.entries)


def _in_its_term(state: State, meeting: Name, body: str) -> str:
    """The name of the body that holds a meeting, with the term that it holds it in: 青海省|十三届|人大常委会."""
    anchor = meeting.anchor
    term = anchor.text.removesuffix(body) if anchor is not None else ""
    if anchor is not None and term.endswith(tuple(state.lexicon.roles.get(Cue.INSTANCE, ()))):
        return anchor.text  # 十四届|全国人大常委会
    if anchor is None or not anchor.alt or not body.endswith(anchor.own):
        return body
    return body.removesuffix(anchor.own) + anchor.alt[0] + anchor.own


def _holder(state: State, name: Name) -> str:
    """The body that a meeting's name begins with, or whose level it begins with."""
    text, anchor = name.text, name.anchor
    if anchor is not None and not anchor.entity and (anchor.inside or _termed(state, anchor)):
        organization(state, anchor)
    if anchor is not None and anchor.entity:
        return anchor.entity
    parent = focal(state) if text[0] in state.levels else ""
    if not parent or not state.entities[parent].label.endswith(text[0]):
        return ""
    name.own = text if text[1:].startswith(tuple(state.lexicon.roles.get(Cue.OF_AFFAIRS, ()))) else text[1:]
    name.reason = Reason.CONTEXT
    name.anchor = Name(
        name.start, name.start + 1, name.first, name.last, text[0], T.ORGANIZATION,
        reason=Reason.CONTEXT, entity=parent,
    )  # fmt: skip
    return parent


def document(state: State, name: Name) -> None:
    """Link a document: a bare form or a speech that was named before is that one, else it is a new one.

    A bare form (意见) that nothing before it explains is none.
    """
    if name.entries:
        name.entity = state.entry(name.entries[0])
        return
    bare = name.text.removesuffix(state.lexicon.word(Cue.SPIRIT))
    form = state.lexicon.form_of(bare)
    if form is None or form.type is not T.DOCUMENT:
        bare = name.text  # 《…民族精神》
    if form is not None and form.strength is Strength.SPEECH and bare != form.label:
        _speech(state, name, bare, form)
        return
    formal = form is not None and bare == form.label
    named = _named_before(state, bare) if formal else ""
    if named:
        name.entity, name.reason = named, Reason.SHORT_FORM
    elif not formal or name.own == bare:
        _new_document(state, name, bare, bare)  # 印发|通知: issued here, by no other name


def _speech(state: State, name: Name, bare: str, form: Form) -> None:
    """Link what someone said: where it says neither when nor about what, as one named before or by who said it."""
    alike = tuple(n.removesuffix(state.lexicon.word(Cue.SPIRIT)) for n in name.alt)
    apart = _told_apart(state, bare, *alike)
    named = "" if apart else _said_before(state, bare, name.own or form.label)
    if named:
        name.entity, name.reason = named, Reason.SHORT_FORM
        return
    label = alike[0] if alike and not apart else bare  # whoever says it by which title: 习近平（总书记）重要讲话
    _new_document(state, name, bare, label)


def _new_document(state: State, name: Name, bare: str, label: str) -> None:
    names = {name.text, bare, *name.alt}
    before = state.before(name)
    if before and bare.startswith(tuple(state.lexicon.roles.get(Cue.ABOUT, ()))):
        names.add(state.entities[before].label + bare)
    name.entity = state.made(T.DOCUMENT, label, None, sorted(names))


def _told_apart(state: State, bare: str, *alike: str) -> bool:
    """True where a speech says on what occasion or about what it was: …关于安全生产的重要论述, 视察吉林重要讲话."""
    longer = bool(alike) and len(bare) - max(map(len, alike)) >= _TELLING
    return longer or any(state.lexicon.word(cue) in bare for cue in (Cue.AT, Cue.ABOUT))


def _named_before(state: State, bare: str) -> str:
    """The document named last that a bare form stands for."""
    for other, iri in _before(state, T.DOCUMENT):
        held = state.entities[iri]
        if other == bare == held.label:
            return iri  # 通知, issued before
        if other != bare and any(n.endswith(bare) for n in (held.label, *held.names)):
            return iri
    return ""


def _said_before(state: State, bare: str, own: str) -> str:
    """The speech named last that one without its occasion stands for, by the same words for it: 重要讲话重要指示."""
    joins = tuple(w for cue in (Cue.AND, Cue.AS_WELL_AS) for w in state.lexicon.roles.get(cue, ()))
    for other, iri in _before(state, T.DOCUMENT):
        said = other.removesuffix(state.lexicon.word(Cue.SPIRIT))
        if said.removesuffix(own).endswith(joins):
            continue  # 重要讲话和|重要指示
        longer = state.lexicon.word(Cue.AT) in said or len(said) - len(bare) >= _TELLING
        if said.endswith(own) and longer and said[:2] == bare[:2]:
            return iri
    return ""


def plain(state: State, name: Name) -> None:
    """Link a programme, slogan or person: by its name, a programme also with or without 工作."""
    if name.entries:
        name.entity = state.entry(name.entries[0])
    elif name.type is T.PROGRAM:
        _program(state, name)
    else:
        entry = _entry_of(state, name.type, name.text)
        name.entity = state.entry(entry) if entry else state.made(name.type, name.text, None, sorted(name.alt))


def _program(state: State, name: Name) -> None:
    text = label = name.text
    names = set(name.alt)
    work = state.lexicon.word(Cue.WORK)
    trimmed = text.removesuffix(work)
    if len(trimmed) >= _SHORTEST:
        label = trimmed
        names.add(text)
    entry = _entry_of(state, T.PROGRAM, label, *name.alt)
    if entry is not None:
        name.entity = state.entry(entry, *names)
        return
    form = state.lexicon.forms.get(text)
    named, same = state.by_text[T.PROGRAM], {*names, label, label + work, *_in_other_words(state, label)}
    quoted = next((state.quoted[alt] for alt in (*name.alt, text) if alt in state.quoted), "")
    if quoted:
        name.entity = state.call(quoted, text, label, *names)  # “百日清零”专项行动 … “百日清零”行动
        return
    for other in lately(named):
        if form is not None and other.endswith(text):
            name.entity, name.reason = named[other], Reason.SHORT_FORM
            return
        if other in same:
            name.entity = state.call(named[other], text, label, *names)
            return
    name.entity = state.made(T.PROGRAM, label, None, sorted(names))
    state.quoted.update(dict.fromkeys(name.alt, name.entity))


def _in_other_words(state: State, label: str) -> Iterator[str]:
    """The names that are one with a programme's, with or without a word like 活动: 警示教育月, 警示教育月活动."""
    if label in state.lexicon.forms:
        return  # 主题教育 is short for a longer name
    for word in state.lexicon.roles.get(Cue.ACTIVITY, ()):
        yield label + word
        bare = label.removesuffix(word)
        if len(bare) >= _SHORTEST:
            yield bare


def _entry_of(state: State, type_: EntityType, *names: str) -> Entry | None:
    """The first thing of a type that a vocabulary calls by one of the names."""
    for name in names:
        word = state.lexicon.words.get(name)
        entry = next((e for e in word.entries if e.type is type_), None) if word else None
        if entry is not None:
            return entry
    return None


def _before(state: State, type_: EntityType) -> Iterator[tuple[str, str]]:
    """Texts of a type named before and what they were taken for, the last one first."""
    named = state.by_text[type_]
    return ((text, named[text]) for text in lately(named))
