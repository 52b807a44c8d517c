"""Places and bodies: by the full chain of what their names begin with."""

from __future__ import annotations

from kg.identify.context import Context
from kg.model import Entity, K, T
from kg.words.grammar import Cue, Strength

_MANY = frozenset({K.COMPANY, K.SCHOOL})
_LONG_NAME = 4  # characters of an unlisted division's name that hardly two have


def places(context: Context) -> None:
    """Keep to the article a place of several of the name, and an unlisted division that many are called like."""
    ends = tuple(context.lexicon.roles.get(Cue.DIVISION, ()))
    alone = tuple(context.lexicon.roles.get(Cue.UNIQUE, ()))
    for place in context.unlisted(T.PLACE):
        common = place.label.endswith(ends) and not place.label.endswith(alone) and len(place.label) < _LONG_NAME
        if place.iri in context.linked.vague or (common and place.iri not in context.linked.parents):
            context.localise(place.iri)


def organizations(context: Context) -> None:
    """Keep to the article each body whose name begins with no more than what many have: 机关党委, 物业公司, 市公安局.

    One that is called as another body of the article in full is that one.
    """
    rooted = {e.label: e.iri for e in context.unlisted(T.ORGANIZATION) if e.iri in context.linked.parents}
    loose: dict[str, bool] = {}
    for body in context.unlisted(T.ORGANIZATION):
        same = rooted.get(body.label, "") if body.iri not in context.linked.parents else ""
        root = context.root(same or body.iri)
        if root not in loose:
            loose[root] = _loose(context, root)
        new = same or body.iri
        if loose[root] or _bare(context, body):
            context.localise(new)
            new = context.iri(new)
        context.rename(body.iri, new)


def _bare(context: Context, body: Entity) -> bool:
    """True for a place's body of which there are many, called by nothing but what it is: 海南公司, 省中医院."""
    form = context.lexicon.forms.get(context.own(body))
    parent = context.linked.parents.get(body.iri, "")
    listed = parent in context.lexicon.entries and context.linked.entities[parent].type is T.PLACE
    return listed and form is not None and (form.kind in _MANY or form.strength is Strength.UNIT)


def _loose(context: Context, root: str) -> bool:
    """True where nothing says which thing of its name a body or place is."""
    entity = context.linked.entities[root]
    if entity.entry:
        return False
    if entity.type is not T.ORGANIZATION:
        return context.is_local(root)
    return root in context.linked.vague or not _telling(context, entity)


def _telling(context: Context, body: Entity) -> bool:
    return context.telling(body.label)
