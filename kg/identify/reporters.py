"""Who wrote an article: who is named by a word for reporters, before the masthead, or in brackets at its end."""

from __future__ import annotations

from kg.identify.context import Context
from kg.model import Entity, T
from kg.parse.reading import Name
from kg.words.grammar import Cue

_NEAR = 60  # units before a person among which the word is that a list of names begins with
_CLOSING = 60  # characters of the brackets at an article's end in which those are named who wrote it
_JOINS = "：/／"
_OPEN, _SHUT = "（(", "）)"
_SAID = "。，！？；"


def reports(context: Context, person: Entity) -> bool:
    """True where a word for reporters begins the list of names that the person's is in: 记者|林望, 编辑：|林望."""
    units = context.reading.units
    for name in context.mentions[person.iri]:
        if any(u.word.post for u in units[name.last : name.last + 1]):
            continue  # 记者：|林望|书记指出，…
        at = list_of(context, name) - 1
        if at > 0 and units[at].text in _JOINS:
            at -= 1
        if at >= 0 and Cue.REPORTER in units[at].word.roles:
            return True
    return False


def signs(context: Context, person: Entity) -> bool:
    """True for a name in the line that ends in the masthead, in a dateline, or in brackets with only names at the end.

    So 林望山 《人民日报》（2026年05月25日 第 02 版）, 本报德清3月2日讯（林望山）, and （林望山、周萍） at the end.
    """
    names = context.mentions[person.iri]
    return any(n.start < context.signed or _opens(context, n) or _closes(context, n) for n in names)


def _opens(context: Context, name: Name) -> bool:
    """True for a name in brackets with only names near the beginning: 本报德清3月2日讯（|林望山|、周萍）."""
    text, last = context.reading.plain.text, 2 * _CLOSING
    if name.end > last:
        return False
    start = max(text.rfind(mark, 0, name.start) for mark in _OPEN) + 1
    end = min((i for i in (text.find(mark, name.end, last + 1) for mark in _SHUT) if i >= 0), default=-1)
    if not 1 < start < _CLOSING or end < 0 or end - start > _CLOSING:
        return False
    left = text[start:end]
    for other in context.reading.names_between(start, end):
        left = left.replace(text[other.start : other.end], "") if other.type is T.PERSON else left
    return not left.strip("、 \u3000")


def _closes(context: Context, name: Name) -> bool:
    text, end = context.reading.plain.text, context.closed
    start = max(text.rfind(mark, max(0, end - _CLOSING), name.start) for mark in _OPEN)
    if start < 0 or not text.endswith(tuple(_SHUT), 0, end):
        return False
    within = text[start + 1 : end - 1]
    return not any(mark in within for mark in (*_SAID, *_OPEN, *_SHUT))


def list_of(context: Context, name: Name) -> int:
    """The first unit of the list of persons that a name is in."""
    units, first = context.reading.units, name.first
    while first > 0 and name.first - first < _NEAR:
        listed = context.ending.get(first - 1) if units[first - 1].text == "、" else context.ending.get(first)
        if listed is None or listed.type is not T.PERSON:
            break
        first = listed.first
    return first
