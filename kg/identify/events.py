"""Meetings, documents and programmes: by whose they are, their name, and the year or the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.identify.context import Context
from kg.model import KGI, Entity, R, T, iri_part, tail
from kg.parse.reading import Name
from kg.words.entries import Entry
from kg.words.grammar import Cue, Strength
from kg.words.lexicon import Lexicon

_TITLE = 8  # characters of a document's title before its ending that tell it apart
_OCCASION = 10  # characters that say where something was said
_CAMPAIGN = 4  # characters before its ending of a programme that each place has its own of
_ALONE = 7  # characters before its ending of a nationwide meeting that is told of without a holder
_APART = 10  # those of any other
_KIND = 4  # characters that say which of a body's meetings it is
_NEAR = 14  # characters before a meeting's name that say which of a series it is
_NUMBER = re.compile(r"》?[（(]([\u4e00-\u9fff]{1,8})[〔［\[](\d{4})[〕］\]](\d+)号[）)]")
_COUNT = r"[\d一二三四五六七八九十百]+"
_NO_COUNT = r"[^\d一二三四五六七八九十百]"
_OPENED = "《“‘「『〈"
_DAY = len("2021-04-14")


def meetings(context: Context) -> None:
    """Identify meetings: by an edition or year in the name, by a telling name and the year, else by holder and day.

    A vocabulary's name of a series (陆家嘴论坛, 国务院常务会议) is the one of the number or year before it, else of the
    article's year, or of its day where a body holds such meetings all the time.
    """
    for meeting in list(context.linked.entities.values()):
        if meeting.type is not T.MEETING:
            continue
        if meeting.entry:
            _of_series(context, meeting)
        elif context.edition(meeting.label):
            _within_article(context, meeting)
        else:
            _unlisted(context, meeting)


def _unlisted(context: Context, meeting: Entity) -> None:
    own, year, day = context.own(meeting), context.article.date[:4], context.article.date
    parent = context.linked.parents.get(meeting.iri, "")
    holder = _holder(context, meeting)
    if not holder and (parent or context.subjects(R.HOLDS, meeting.iri)):
        context.localise(meeting.iri)  # held by what the article alone knows: 学校党委召开…
        return
    placed = context.placed(own)
    if year and (_telling(context, own, named=bool(parent)) and (holder or placed or _nationwide(context, own))):
        context.rename(meeting.iri, _iri(context, meeting, "" if placed else holder, year))
    elif year and holder and _ordinal(context.lexicon).match(own):
        context.rename(meeting.iri, _iri(context, meeting, holder, year))  # 第二十五次集体学习
    elif len(day) == _DAY and holder:
        context.rename(meeting.iri, _iri(context, meeting, holder, day))
    else:
        context.localise(meeting.iri)


def _nationwide(context: Context, own: str) -> bool:
    """True for a meeting's name that says by itself which one it is, where nobody is said to hold it."""
    roles = context.lexicon.roles
    national = tuple({*roles.get(Cue.NATIONAL, ()), *roles.get(Cue.CENTRAL, ())})
    return _stem(context, own) >= (_ALONE if own.startswith(national) else _APART)


def _of_series(context: Context, meeting: Entity) -> None:
    """Say which of a series of meetings the article speaks of."""
    entry = context.lexicon.entries[meeting.iri]
    whose = _of_another(context, meeting, entry)
    if whose is not None:
        body = context.iri(whose.entity)
        short = context.mentions[meeting.iri][0]
        name = context.reading.plain.text[short.start : short.end]
        context.rename(meeting.iri, f"{KGI}Meeting/{tail(body)}/{iri_part(name)}")
        return
    if (entry.began and not entry.recurs) or context.edition(entry.label):
        return
    base = f"{KGI}Meeting/{tail(meeting.iri)}"
    number = next(filter(None, (_number(context, n.start) for n in context.mentions[meeting.iri])), "")
    day = context.article.date
    if number:
        context.rename(meeting.iri, f"{base}/{iri_part(number)}")
    elif _usual(entry.label, context.lexicon):
        held = context.subjects(R.HOLDS, meeting.iri) or context.subjects(R.ATTENDS, meeting.iri)
        if day:
            context.rename(
                meeting.iri, f"{base}/{day}" if held else f"{context.article.iri}#Meeting/{tail(meeting.iri)}"
            )
    elif day:
        context.rename(meeting.iri, f"{base}/{day[:4]}")


def _of_another(context: Context, thing: Entity, entry: Entry) -> Name | None:
    """The body of which a short name says that its own is meant: 致公党|十四大 is not the Party's."""
    text, entries = context.reading.plain.text, context.lexicon.entries
    for name in context.mentions[thing.iri]:
        before = context.closing.get(name.start)
        body = entries.get(before.entity) if before is not None else None
        short = text[name.start : name.end]
        if short == entry.label or body is None or body.type is not T.ORGANIZATION or body.kind or body.parent:
            return None
        if any(n + short in (entry.label, *entry.names) for n in (body.label, *body.names)):
            return None
        return before
    return None


def _number(context: Context, start: int) -> str:
    """The year or number of an edition that stands directly before a meeting's name: 2024|陆家嘴论坛, 第十二届|….

    How often there is one says nothing of which one it is: 五年一度的.
    """
    m = _counted(context.lexicon).search(context.reading.plain.text[max(0, start - _NEAR) : start])
    return m[1] or m[2] if m else ""


@lru_cache(maxsize=4)
def _counted(lexicon: Lexicon) -> re.Pattern[str]:
    after = "|".join(sorted(lexicon.roles.get(Cue.INSTANCE, ())))
    return re.compile(rf"(?:(?<!\d)(\d{{4}})|({_COUNT}(?:{after})))(?!{_COUNT}(?!{after}))[^\d，。；、：\n]{{0,4}}$")


@lru_cache(maxsize=4)
def _ordinal(lexicon: Lexicon) -> re.Pattern[str]:
    after = "|".join(sorted(lexicon.roles.get(Cue.INSTANCE, ())))
    return re.compile(rf"{_NO_COUNT}{_COUNT}(?:{after})")


@lru_cache(maxsize=1 << 12)
def _usual(label: str, lexicon: Lexicon) -> bool:
    """True for meetings that a body holds all the time: named by their kind alone, or by the body and 会议."""
    form = lexicon.form_of(label)
    if form is not None and form.strength is Strength.NAMED:
        return True
    bodies = (label[:k] for k in range(2, len(label)) if label[k:] in lexicon.forms)
    return any(
        word is not None and any(e.type is T.ORGANIZATION for e in word.entries)
        for word in map(lexicon.words.get, bodies)
    )


def _telling(context: Context, own: str, *, named: bool) -> bool:
    """True for a meeting's own name that says which one it is; less is enough where the body stands in it."""
    form = context.lexicon.form_of(own)
    usual = form is not None and form.strength is Strength.NAMED
    return not usual and (context.telling(own) or (named and _stem(context, own) >= _KIND))


def _stem(context: Context, name: str) -> int:
    """The characters before a name's ending."""
    form = context.lexicon.form_of(name)
    return len(name) - len(form.label) if form is not None else len(name)


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


def documents(context: Context) -> None:
    """Identify documents: by a telling title, with the issuer where that is a place's, else by issuer and year.

    A report, of which there is one each year, is that of the article's year unless its title says when.

    What was said on an occasion that is not counted is that of the article's year.
    """
    for document in list(context.linked.entities.values()):
        if document.type is T.DOCUMENT and document.entry:
            _yearly(context, document)
        elif document.type is T.DOCUMENT:
            _document(context, document)


def _document(context: Context, document: Entity) -> None:
    issuer, year = _issuer(context, document), context.article.date[:4]
    form = context.lexicon.form_of(document.label)
    telling = _stem(context, document.label) >= _TITLE or context.proper(document.label)
    if form is not None and form.strength is Strength.SPEECH:
        _speech(context, document, year)
    elif telling and _each_year(context, document):
        _named(context, document, _iri(context, document, "", year) if year else "")
    elif telling:
        _named(
            context, document, _iri(context, document, issuer) if _of_place(context, document, issuer) else document.iri
        )
    elif issuer and year:
        _named(context, document, _iri(context, document, issuer, year))
    else:
        number = _document_number(context, document)
        _named(context, document, f"{KGI}Document/{iri_part(number)}" if number else "")


def _named(context: Context, document: Entity, iri: str) -> None:
    """Give a document an IRI; without one it stays with the article."""
    if iri:
        context.rename(document.iri, iri)
    else:
        context.localise(document.iri)


def _each_year(context: Context, document: Entity) -> bool:
    """True for a report and the like, of which there is one each year, whose title does not say when."""
    yearly = tuple(context.lexicon.listed.get(Cue.YEARLY, ()))
    return document.label.endswith(yearly) and not _counts(context, document.label)


def _of_place(context: Context, document: Entity, issuer: str) -> bool:
    """True for a document of a place's body that does not name the place itself."""
    root = context.linked.entities.get(context.root(issuer)) if issuer else None
    return root is not None and root.type is T.PLACE and not context.placed(document.label)


def _document_number(context: Context, document: Entity) -> str:
    """The number in brackets right after a title that many have: 《实施方案》（|浙政办发〔2021〕15号|）; or empty."""
    text = context.reading.plain.text
    found = (_NUMBER.match(text, name.end) for name in context.mentions[document.iri])
    return next((f"{m[1]}〔{m[2]}〕{m[3]}号" for m in found if m), "")


def _speech(context: Context, document: Entity, year: str) -> None:
    """Identify what someone said by the longest name that tells of the occasion, where the article has no other."""
    names = (n.removesuffix(context.lexicon.word(Cue.SPIRIT)) for n in (document.label, *document.names))
    said = {n for n in names if _stem(context, n) >= _OCCASION}
    if len(said) != 1:
        context.localise(document.iri)
        return
    name = said.pop()
    about = any(word in name for word in context.lexicon.roles.get(Cue.ABOUT, ()))  # no occasion
    counted = about or _counts(context, name)
    if counted or year:
        context.rename(document.iri, "/".join([f"{KGI}Document", iri_part(name), *([] if counted else [year])]))
    else:
        context.localise(document.iri)


def _counts(context: Context, name: str) -> bool:
    """True for a name with a year, an edition or a counted meeting in it: 党的十九届五中全会公报."""
    return context.edition(name) or any(p.regex.search(name) for p in context.lexicon.patterns)


def _yearly(context: Context, document: Entity) -> None:
    """Say which of the documents of a name the article speaks of, where there is one each year or one of each place."""
    entry, year = context.lexicon.entries[document.iri], context.article.date[:4]
    recurs = entry.recurs
    if recurs == "place":
        place = _place_before(context, document)
        if place:
            context.rename(document.iri, "/".join([f"{KGI}Document", tail(context.iri(place)), tail(document.iri)]))
        return
    if _of_another(context, document, entry) is not None:
        context.localise(document.iri)  # 民盟|章程
        return
    if not recurs or not year:
        return
    issuer = _issuer(context, document) if recurs == "issuer" else ""
    if recurs == "issuer" and not issuer:
        context.rename(document.iri, f"{context.article.iri}#Document/{tail(document.iri)}")
    else:
        whose = [tail(context.iri(issuer))] if issuer else []
        context.rename(document.iri, "/".join([f"{KGI}Document", *whose, tail(document.iri), year]))


def _place_before(context: Context, document: Entity) -> str:
    """The one place below the state that is named right before a document: 河南省|“十四五”规划纲要; or empty."""
    places = {place for name in context.mentions[document.iri] for place in _right_before(context, name)}
    return places.pop() if len(places) == 1 else ""


def _right_before(context: Context, name: Name) -> Iterator[str]:
    """The place below the state that is named where another name begins, but for marks that open."""
    things, entries, units = context.linked.entities, context.lexicon.entries, context.reading.units
    last = name.first - 1
    while last >= 0 and units[last].text in _OPENED:
        last -= 1
    held = context.ending.get(last + 1)
    root = things.get(context.root(held.entity)) if held is not None and held.entity else None
    if root is not None:
        if root.type is T.PLACE and (root.iri not in entries or entries[root.iri].parent):
            yield root.iri
    elif last >= 0:
        listed = [e.iri for e in units[last].word.entries if e.type is T.PLACE and e.parent]
        yield from listed if len(listed) == 1 else ()


def _issuer(context: Context, document: Entity) -> str:
    """The first body that the article says issues a document, of those that more than the article knows."""
    return next((i for i in context.subjects(R.ISSUES, document.iri) if not context.is_local(i)), "")


def programs(context: Context) -> None:
    """Identify a campaign that each place has its own of by the place of those that alone undertake it."""
    for program in context.unlisted(T.PROGRAM):
        form = context.lexicon.form_of(program.label)
        if form is None or form.strength is not Strength.PHRASE:
            continue
        if len(program.label) - len(form.label) > _CAMPAIGN or context.placed(program.label):
            continue
        actors = [context.root(s) for s in context.subjects(R.UNDERTAKES, program.iri)]
        roots = {*actors, *context.places_of[program.iri]}
        place = next(iter(roots), "")
        if len(roots) == 1 and context.linked.entities[place].type is T.PLACE:
            context.rename(program.iri, _iri(context, program, place))


def _iri(context: Context, entity: Entity, whose: str, when: str = "") -> str:
    """The IRI of a thing by whose it is, its own name and when."""
    own = context.own(entity) if context.linked.parents.get(entity.iri) == whose else entity.label
    parts = [tail(context.iri(whose))] if whose else []
    return "/".join([KGI + entity.type, *parts, iri_part(own), *([when] if when else [])])
