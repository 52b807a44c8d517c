"""Meetings, documents and programmes: by whose they are, their name, and the year or the day."""

from __future__ import annotations

from kg.identify.context import Context
from kg.model import KGI, Entity, R, T, iri_part, tail
from kg.words.grammar import Strength

_TITLE = 8  # characters of a document's title before its ending that tell it apart
_OCCASION = 10  # characters that say where something was said
_CAMPAIGN = 4  # characters before its ending of a programme that each place has its own of


def meetings(context: Context) -> None:
    """Identify meetings: by an edition or year in the name, by a telling name and the year, else by holder and day."""
    for meeting in context.unlisted(T.MEETING):
        if context.edition(meeting.label):
            _within_article(context, meeting)
            continue
        own = context.own(meeting)
        holder = _holder(context, meeting)
        year, day = context.article.date[:4], context.article.date
        if year and context.telling(own) and (holder or context.placed(own)):
            context.rename(meeting.iri, _iri(context, meeting, "" if context.placed(own) else holder, year))
        elif len(day) > len("2021-04") and holder:
            context.rename(meeting.iri, _iri(context, meeting, holder, day))
        else:
            context.localise(meeting.iri)


def documents(context: Context) -> None:
    """Identify documents: by a telling title, with the issuer where that is a place's, else by issuer and year."""
    for document in context.unlisted(T.DOCUMENT):
        issuer = next((i for i in context.subjects(R.ISSUES, document.iri) if not context.is_local(i)), "")
        year = context.article.date[:4]
        if _told(context, document):
            root = context.linked.entities.get(context.root(issuer)) if issuer else None
            of_place = root is not None and root.type is T.PLACE and not context.placed(document.label)
            if of_place:
                context.rename(document.iri, _iri(context, document, issuer))
        elif issuer and year:
            context.rename(document.iri, _iri(context, document, issuer, year))
        else:
            context.localise(document.iri)


def programs(context: Context) -> None:
    """Identify a campaign that each place has its own of by the place of those that alone undertake it."""
    for program in context.unlisted(T.PROGRAM):
        form = context.lexicon.form_of(program.label)
        if form is None or form.strength is not Strength.PHRASE:
            continue
        if len(program.label) - len(form.label) > _CAMPAIGN or context.placed(program.label):
            continue
        actors = [context.root(s) for s in context.subjects(R.UNDERTAKES, program.iri)]
        roots = {*actors, *(f.object for f in context.facts if f.subject == program.iri and f.relation is R.LOCATED_IN)}
        place = next(iter(roots), "")
        if len(roots) == 1 and context.linked.entities[place].type is T.PLACE:
            context.rename(program.iri, _iri(context, program, place))


def _holder(context: Context, meeting: Entity) -> str:
    """The body whose meeting it is by its name, else the first that the article says holds it."""
    parent = context.linked.parents.get(meeting.iri, "")
    held = [parent] if parent else context.subjects(R.HOLDS, meeting.iri)
    return next((body for body in held if not context.is_local(body)), "")


def _within_article(context: Context, meeting: Entity) -> None:
    """Keep a meeting to the article where its name begins with a body that only the article knows."""
    parent = context.linked.parents.get(meeting.iri, "")
    if parent and context.is_local(parent):
        context.localise(meeting.iri)


def _told(context: Context, document: Entity) -> bool:
    """True for a title that says which document it is."""
    form = context.lexicon.form_of(document.label)
    stem = document.label.removesuffix(form.label) if form is not None else document.label
    if form is not None and form.strength is Strength.SPEECH:
        return len(stem) >= _OCCASION
    return len(stem) >= _TITLE or context.proper(stem)


def _iri(context: Context, entity: Entity, whose: str, when: str = "") -> str:
    """The IRI of a thing by whose it is, its own name and when."""
    own = context.own(entity) if context.linked.parents.get(entity.iri) == whose else entity.label
    parts = [tail(context.iri(whose))] if whose else []
    return "/".join([KGI + entity.type, *parts, iri_part(own), *([when] if when else [])])
