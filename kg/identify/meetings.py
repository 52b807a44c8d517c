"""Meetings: by their holder, their own name, and the number, the year or the day."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.identify.context import Context, local
from kg.identify.naming import named_iri, of_another, stem, word_before
from kg.model import KGI, Entity, K, R, T, iri_part, tail
from kg.numerals import number as number_of
from kg.words.entries import Entry
from kg.words.grammar import Cue, Strength
from kg.words.lexicon import Lexicon

_ALONE = 5  # characters before its ending of a nationwide meeting that is told of without a holder
_APART = 10  # those of any other
_KIND = 4  # characters that say which of a body's meetings it is
_NEAR = 14  # characters before a meeting's name that say which of a series it is
_COUNT = r"[\d一二三四五六七八九十百]+"
_NO_COUNT = r"[^\d一二三四五六七八九十百]"
_DAY, _YEAR = len("2021-04-14"), len("2021")


def meetings(context: Context) -> None:
    """Identify meetings: by an edition or year in the name, by a telling name and the year, else by holder and day.

    A vocabulary's name of a series (陆家嘴论坛, 国务院常务会议) is the one of the number or year before it, else the
    last one before the article where the vocabulary says when there was one, else of the article's year, or of its day
    where a body holds such meetings all the time.
    """
    for meeting in list(context.linked.entities.values()):
        if meeting.type is not T.MEETING:
            continue
        if not context.edition(meeting.label) and _of_its_scope(context, meeting):
            context.localise(meeting.iri)
        elif meeting.entry:
            _of_series(context, meeting)
        elif context.edition(meeting.label):
            _within_article(context, meeting)
        else:
            _unlisted(context, meeting)


def _unlisted(context: Context, meeting: Entity) -> None:
    """Identify a meeting that no vocabulary names; what nothing tells apart stays with the article."""
    iri = _by_number(context, meeting) or _by_name(context, meeting) or _by_day(context, meeting)
    if iri:
        context.rename(meeting.iri, iri)
    else:
        context.localise(meeting.iri)


def _by_number(context: Context, meeting: Entity) -> str:
    """The IRI of a numbered meeting of a known body, by the number and the year; or empty."""
    day = _day(context, meeting)
    parent = context.linked.parents.get(meeting.iri, "")
    held, counted = ("", "") if parent or not day else _numbered(context, meeting.label)
    if held and context.lexicon.entries[held].kind is K.WORKING_GROUP:
        return f"{KGI}Meeting/{tail(held)}/{iri_part(counted)}"  # it counts on from when it was set up
    return f"{KGI}Meeting/{tail(held)}/{iri_part(counted)}/{day[:_YEAR]}" if held and day else ""


def _by_name(context: Context, meeting: Entity) -> str:
    """The IRI of a meeting by a telling name and the year, else by its holder and number or day; or empty."""
    own, day = context.own(meeting), _day(context, meeting)
    parent = context.linked.parents.get(meeting.iri, "")
    holder = _holder(context, meeting)
    if not day or (not holder and (parent or context.subjects(R.HOLDS, meeting.iri))):
        return ""  # held by what the article alone knows: 学校党委召开…
    if holder and _ordinal(context.lexicon).match(own):
        return _counted_by(context, meeting, holder, day[:_YEAR])
    whose = "" if context.placed(own) or _of_the_nation(context, own) else holder
    if _once_a_year(context, own, named=bool(parent)) and (holder or (not whose and _says_which(context, own))):
        return named_iri(context, meeting, whose, day[:_YEAR])
    if not holder:
        return ""
    return named_iri(context, meeting, holder, day) if _of_the_day(context, meeting, day) else ""


def _counted_by(context: Context, meeting: Entity, holder: str, year: str) -> str:
    """The IRI of a numbered meeting of a body: 第二十五次集体学习; a working group counts on from its start."""
    counts_on = context.linked.entities[holder].kind is K.WORKING_GROUP
    return named_iri(context, meeting, holder, "" if counts_on else year)


def _by_day(context: Context, meeting: Entity) -> str:
    """The IRI of a meeting that nobody is said to hold, by the day that is said; or empty.

    It is attended by one of rank, or has a name that few have.
    """
    own, entries = context.own(meeting), context.lexicon.entries
    if context.linked.parents.get(meeting.iri) or context.subjects(R.HOLDS, meeting.iri) or stem(context, own) < _KIND:
        return ""
    day = max((context.said(name) for name in context.mentions[meeting.iri]), key=len, default="")
    led = any(who in entries and entries[who].rank for who in context.subjects(R.ATTENDS, meeting.iri))
    led = led or context.telling(own)
    usual = _usual(own, context.lexicon) or own.endswith(tuple(context.lexicon.roles.get(Cue.REPEATED, ())))
    whose = context.lexicon.form_of(own[: stem(context, own)])
    usual = usual or (whose is not None and whose.type is T.ORGANIZATION)  # 领导小组|会议
    return named_iri(context, meeting, "", day) if led and not usual and len(day) == _DAY else ""


def _once_a_year(context: Context, own: str, *, named: bool) -> bool:
    """True for a name that says which meeting of the year it is, and not what is held many times: 新闻发布会."""
    repeated = tuple(context.lexicon.roles.get(Cue.REPEATED, ()))
    return not own.endswith(repeated) and _telling(context, own, named=named)


def _says_which(context: Context, own: str) -> bool:
    """True for a name that says by itself whose meeting it is, or that it is the nation's."""
    return context.placed(own) or _nationwide(context, own)


def _numbered(context: Context, name: str) -> tuple[str, str]:
    """The known body that a numbered meeting's name begins with, and the rest: 中央政治局|第十五次集体学习."""
    for k in range(len(name) - 1, 1, -1):
        word = context.lexicon.words.get(name[:k]) if _ordinal(context.lexicon).match(name, k) else None
        entry = next((e for e in word.entries if e.type is T.ORGANIZATION), None) if word is not None else None
        if entry is not None:
            return entry.iri, name[k:]
    return "", ""


def _day(context: Context, meeting: Entity) -> str | None:
    """The day of a meeting, or the year where no more is said: what stands before its name, else the article's day.

    None where the article speaks of several years' meetings of the name.
    """
    said = [context.said(name) for name in context.mentions[meeting.iri]]
    years = {day[:_YEAR] for day in said if day}
    if len(years) > 1:
        return None
    return max(filter(None, said), key=len, default=context.article.date)


def _of_its_scope(context: Context, meeting: Entity) -> bool:
    """True for a meeting of all of a place or body that only the article knows: 全区|主题教育总结大会."""
    scopes = context.lexicon.roles.get(Cue.SCOPE, frozenset())
    levels = context.lexicon.roles.get(Cue.LEVEL, frozenset())
    words = (word_before(context, name) for name in context.mentions[meeting.iri])
    return any(len(word) > 1 and word in scopes and word[-1] in levels for word in words)


def _nationwide(context: Context, own: str) -> bool:
    """True for a meeting's name that says by itself which one it is, where nobody is said to hold it."""
    return stem(context, own) >= _APART or _of_the_nation(context, own)


def _of_the_nation(context: Context, own: str) -> bool:
    """True for a name that says that a meeting is of the whole state or its centre, and what about: 全国治水业|大会."""
    roles = context.lexicon.roles
    national = tuple({*roles.get(Cue.NATIONAL, ()), *roles.get(Cue.CENTRAL, ())})
    return own.startswith(national) and stem(context, own) >= _ALONE


def _of_the_day(context: Context, meeting: Entity, day: str) -> bool:
    """True for a day that the article says a meeting was on, or its own where someone holds or attends the meeting.

    Of one of which the 精神 is studied nobody says that it was that day.
    """
    met = context.subjects(R.HOLDS, meeting.iri) or context.subjects(R.ATTENDS, meeting.iri)
    return len(day) == _DAY and (bool(met) or day != context.article.date)


def _of_series(context: Context, meeting: Entity) -> None:
    """Say which of a series of meetings the article speaks of."""
    entry = context.lexicon.entries[meeting.iri]
    whose = of_another(context, meeting, entry)
    if whose is not None:
        body = context.iri(whose.entity)
        short = context.mentions[meeting.iri][0]
        name = context.reading.plain.text[short.start : short.end]
        context.rename(meeting.iri, f"{KGI}Meeting/{tail(body)}/{iri_part(name)}")
    elif not single(context, entry):
        _one_of_series(context, meeting, entry)


def single(context: Context, entry: Entry) -> bool:
    """True for the name of one meeting: it took place once, or the name has the edition or the number."""
    once = bool(entry.began) and not entry.recurs
    return once or context.edition(entry.label) or _ordinal(context.lexicon).search(entry.label) is not None


def _one_of_series(context: Context, meeting: Entity, entry: Entry) -> None:
    base = f"{KGI}Meeting/{tail(meeting.iri)}"
    number = next(filter(None, (_number(context, n.start) for n in context.mentions[meeting.iri])), "")
    day = _day(context, meeting)
    here = local(context.article.iri, base)
    if day is None:
        context.rename(meeting.iri, here)
    elif number:
        context.rename(meeting.iri, f"{base}/{_year_of(entry, number) or iri_part(number)}")
    elif last := _last_held(context, meeting, entry):
        context.rename(meeting.iri, f"{base}/{last[:_YEAR]}")
    elif day and not entry.recurs and _usual(entry.label, context.lexicon):
        context.rename(meeting.iri, f"{base}/{day}" if _of_the_day(context, meeting, day) else here)
    elif day:
        context.rename(meeting.iri, f"{base}/{day[:_YEAR]}")


def _last_held(context: Context, meeting: Entity, entry: Entry) -> str:
    """When the meeting of a series took place that an article means which does not say so."""
    if any(context.said(name) for name in context.mentions[meeting.iri]):
        return ""
    return last_of(entry, context.article.date)


def last_of(entry: Entry, day: str) -> str:
    """The last day of a series before a day; of one that is not held each year the next, where that is in its year."""
    if not day:
        return ""
    last = max((held for held in entry.held if held <= day), default="")
    following = min((held for held in entry.held if held > day), default="")
    since = int(day[:_YEAR]) - int(last[:_YEAR]) if last else _YEAR
    return following if since > 1 and following[:_YEAR] == day[:_YEAR] else last


def _year_of(entry: Entry, number: str) -> str:
    """The year of a numbered meeting of which there was one each year since the first; else empty: 第三届, 2020."""
    if entry.recurs != "annual" or not entry.began:
        return ""
    counted = number_of("".join(filter(str.isnumeric, number)))
    if counted is None or (len(number) == _YEAR and number.isdecimal()):
        return number if counted is not None else ""
    return str(int(entry.began[:_YEAR]) + int(counted) - 1)


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
    told = context.telling(own) or _of_the_nation(context, own)
    return not usual and (told or (named and stem(context, own) >= _KIND))


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
