"""What the names of meetings, documents and programmes are made of, and the IRIs that come of it."""

from __future__ import annotations

from kg.identify.context import Context
from kg.model import KGI, Entity, T, iri_part, tail
from kg.parse.reading import Name
from kg.words.entries import Entry

_OPENED = "《“‘「『〈"
"""Marks that may stand between a name and what is said of it before."""


def unit_before(context: Context, name: Name) -> int:
    """The unit before a name, over marks that open: -1 where there is none."""
    last = name.first - 1
    while last >= 0 and context.reading.units[last].text in _OPENED:
        last -= 1
    return last


def word_before(context: Context, name: Name) -> str:
    """The word before a name, over marks that open; empty where there is none."""
    last = unit_before(context, name)
    return context.reading.units[last].text if last >= 0 else ""


def of_another(context: Context, thing: Entity, entry: Entry) -> Name | None:
    """The body of which a short name says that its own is meant: 致公党|十四大 is not the Party's."""
    text, entries = context.reading.plain.text, context.lexicon.entries
    for name in context.mentions[thing.iri]:
        whose = context.closing.get(name.start)
        body = entries.get(whose.entity) if whose is not None else None
        short = text[name.start : name.end]
        if short == entry.label or body is None or body.type is not T.ORGANIZATION or body.kind or body.parent:
            return None
        if any(n + short in (entry.label, *entry.names) for n in (body.label, *body.names)):
            return None
        return whose
    return None


def stem(context: Context, name: str) -> int:
    """The characters before a name's ending."""
    form = context.lexicon.form_of(name)
    return len(name) - len(form.label) if form is not None else len(name)


def named_iri(context: Context, entity: Entity, whose: str, when: str = "") -> str:
    """The IRI of a thing by whose it is, its own name and when."""
    own = context.own(entity) if context.linked.parents.get(entity.iri) == whose else entity.label
    parts = [tail(context.iri(whose))] if whose else []
    return "/".join([KGI + entity.type, *parts, iri_part(own), *([when] if when else [])])
