"""Places and bodies: by the full chain of what their names begin with."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from kg.identify.context import Context
from kg.model import KGI, KGV, Entity, K, T, iri_part
from kg.words.entries import not_before
from kg.words.grammar import Cue, Strength
from kg.words.lexicon import Lexicon

_MANY = frozenset({K.COMPANY, K.SCHOOL})
_OWNERS = frozenset({T.PLACE, T.ORGANIZATION})
_NUMBERED = re.compile(r"第\d{2,}[^第]{2,}$")  # 第71集团军
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

    One that is called as another body of the article in full is that one. A group of the vocabularies that was set up
    after the article's day is not the one that the article names.
    """
    for group in context.linked.entities.values():
        entry = context.lexicon.entries.get(group.iri)
        if entry is not None and group.kind is K.WORKING_GROUP and not not_before(context.article.date, entry.began):
            context.localise(group.iri)
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
        elif root != body.iri:
            new = _in_full(context, body, new)
        context.rename(body.iri, _listed(context, body, new))


def _listed(context: Context, body: Entity, iri: str) -> str:
    """The IRI of the vocabulary's body that is called as one is, with its whole chain or after another; else its own.

    So 云川省医疗队|中日友好医院 is the hospital that needs nobody before it to be known.
    """
    entry = context.lexicon.entries.get(KGV + iri_part(body.label))
    if entry is None or entry.type is not T.ORGANIZATION or entry.label != body.label:
        return iri
    above = context.linked.entities.get(context.linked.parents.get(body.iri, ""))
    after = above is not None and above.type is T.ORGANIZATION
    after = after and entry.kind is not K.MINISTRY  # 供电局|人事部
    return entry.iri if after or iri == f"{KGI}Organization/{iri_part(body.label)}" else iri


def _in_full(context: Context, body: Entity, iri: str) -> str:
    """The IRI of a place's body that is called as a ministry is in short by what the ministry is called in full.

    So 云川省卫健委 is 云川省卫生健康委员会, as 国家卫健委 is 国家卫生健康委员会.
    """
    own = context.own(body)
    full = _ministries(context.lexicon).get(own, own)
    short = iri_part(own)
    return iri.removesuffix(short) + iri_part(full) if iri.endswith(short) else iri


@lru_cache(maxsize=4)
def _ministries(lexicon: Lexicon) -> dict[str, str]:
    """What ministries are called without the state, with the longest name that each abbreviates."""
    found: dict[str, str] = {}
    for entry in lexicon.entries.values():
        if entry.kind is K.MINISTRY:
            names = {_without_state(n, lexicon) for n in (entry.label, *entry.names)}
            names -= {n for n in names if n[:-2] + n[-1:] in names}  # 总局 beside 局: a place has none
            found.update(
                (n, max(filter(partial(_abbreviates, lexicon, n), names), key=lambda full: (len(full), full)))
                for n in names
            )
    return found


def _without_state(name: str, lexicon: Lexicon) -> str:
    state = max(filter(name.startswith, lexicon.roles.get(Cue.NATIONAL, ())), key=len, default="")
    return _without_state(name[len(state) :], lexicon) if state else name


def _abbreviates(lexicon: Lexicon, short: str, full: str) -> bool:
    """True where a name has the characters of another in their order and ends alike: 卫健委, 卫生健康委员会."""
    ends = [form.label if form is not None else "" for form in map(lexicon.form_of, (short, full))]
    left = iter(full)
    return ends[1].startswith(ends[0]) and all(c in left for c in short)


def _bare(context: Context, body: Entity) -> bool:
    """True for a place's body of which there are many, called by nothing but what it is: 海南公司, 省中医院.

    What a place below the state has one of is told by the place: 浙江省博物馆.
    """
    if _for_an_occasion(context, body):
        return True
    entry = context.lexicon.entries.get(context.linked.parents.get(body.iri, ""))
    if entry is None or entry.type is not T.PLACE:
        return False
    own, listed = context.own(body), context.lexicon.listed
    if any(body.label.removeprefix(name) in listed.get(Cue.BRANCH, ()) for name in (entry.label, *entry.names)):
        return True
    form = context.lexicon.forms.get(own)
    many = form is not None and (form.kind in _MANY or form.strength is Strength.UNIT)
    return many and not (entry.parent and own in listed.get(Cue.ONE_EACH, ()))


def _for_an_occasion(context: Context, body: Entity) -> bool:
    """True for a group of a state or the centre of which there is another for each occasion: 中国代表团, 中央指导组."""
    form = context.lexicon.form_of(body.label)
    if form is None or form.strength is not Strength.GROUP:
        return False
    whose = body.label.removesuffix(form.label)
    word = context.lexicon.words.get(whose)
    return word is not None and (Cue.NATIONAL in word.cues or any(e.type in _OWNERS for e in word.entries))


def _loose(context: Context, root: str) -> bool:
    """True where nothing says which thing of its name a body or place is."""
    entity = context.linked.entities[root]
    if entity.entry:
        return False
    if entity.type is not T.ORGANIZATION:
        return context.is_local(root)
    return root in context.linked.vague or not _telling(context, entity)


def _telling(context: Context, body: Entity) -> bool:
    return context.telling(body.label) or _NUMBERED.match(body.label) is not None
