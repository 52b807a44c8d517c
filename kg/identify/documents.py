"""Documents and programmes: by their title, who issues them or has them, and the year or number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.identify.context import Context, local
from kg.identify.meetings import last_of, single
from kg.identify.naming import named_iri, of_another, stem, unit_before, word_before
from kg.model import KGI, Entity, R, T, iri_part, tail
from kg.parse.reading import Name
from kg.words.entries import Entry
from kg.words.grammar import Cue, Strength

_TITLE = 8  # characters of a document's title before its ending that tell it apart
WORK = "work"
"""What the IRI of a book or film of a short title ends in, which the article alone knows."""

_WORK = 6  # characters of the title of a book or a film
_MARKED = 5  # those of one in title marks: of shorter ones a fifth are borne by two works
_CLOSE = 2000  # characters around a title among which it may be the end of a longer one
_MARKS, _PARTS = "《〈", 8  # characters of 第二十五集《
_PART = re.compile(r"第[\d一二三四五六七八九十百]+.[《〈]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_OCCASION = 10  # characters that say where something was said
_CAMPAIGN = 4  # characters before its ending of a programme that each place has its own of
_NUMBER = re.compile(r"》?[（(]([\u4e00-\u9fff]{1,8})[〔［\[](\d{4})[〕］\]](\d+)号[）)]")
_ASIDE = re.compile(r"[（(][^（(）)]*[）)]")
_PLACED = frozenset({T.PLACE, T.ORGANIZATION})


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
    if form is not None and form.type is not T.DOCUMENT and document.label not in context.lexicon.forms:
        form = None  # 《走进乡村看发展》 is a work
    telling = _work(context, document) if form is None else _titled(context, document.label)
    if form is not None and form.strength is Strength.SPEECH:
        _speech(context, document, year)
    elif telling and _each_year(context, document):
        _named(context, document, named_iri(context, document, "", year) if year else "")
    elif telling:
        _named(
            context,
            document,
            named_iri(context, document, issuer) if _of_place(context, document, issuer) else document.iri,
        )
    elif issuer and year and not document.label.endswith(tuple(context.lexicon.roles.get(Cue.REPEATED, ()))):
        _named(context, document, named_iri(context, document, issuer, year))
    else:
        _untold(context, document, work=form is None)


def _untold(context: Context, document: Entity, *, work: bool) -> None:
    """Identify a document of a title that many have by its number, else keep it to the article, a book as such."""
    number = _document_number(context, document)
    if number:
        context.rename(document.iri, f"{KGI}Document/{iri_part(number)}")
    elif work:
        context.rename(document.iri, local(context.article.iri, f"{KGI}Document/{iri_part(document.label)}/{WORK}"))
    else:
        context.localise(document.iri)


def _titled(context: Context, title: str) -> bool:
    """True for the title of a notice or plan that few share."""
    return stem(context, title) >= _TITLE or context.proper(title)


def _work(context: Context, document: Entity) -> bool:
    """True for the title of a work that few share: in title marks, long, or naming more than the home state."""
    title = document.label
    if len(_ASIDE.sub("", title)) >= _WORK or _marked(context, document):
        return True
    home = max(filter(title.__contains__, context.lexicon.roles.get(Cue.NATIONAL, ())), key=len, default="")
    return context.placed(title.replace(home, "", 1))


def _marked(context: Context, document: Entity) -> bool:
    """True for a title that few works share: in title marks, and nowhere close by the end of other words.

    It may yet be another than what the vocabularies call by the same words (《摆脱贫困》), or a part of a series.
    """
    title, text = document.label, context.reading.plain.text
    word = context.lexicon.words.get(title)
    starts = [name.start for name in context.mentions[document.iri] if name.start]
    marked = [start for start in starts if text[start - 1] in _MARKS]
    if len(title) < _MARKED or not marked or (word is not None and word.entries):
        return False
    near = text[max(0, starts[0] - _CLOSE) : starts[0] + _CLOSE]
    within = any(_HAN.match(near, m.start() - 1) for m in re.finditer(re.escape(title), near) if m.start())
    return not within and not any(_PART.search(text[max(0, start - _PARTS) : start]) for start in marked)


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
    home = root is not None and root.label in context.lexicon.roles.get(Cue.NATIONAL, ())  # 中国政府 issues the state's
    return root is not None and root.type is T.PLACE and not home and not context.placed(document.label)


def _document_number(context: Context, document: Entity) -> str:
    """The number in brackets right after a title that many have: 《实施方案》（|浙政办发〔2021〕15号|）; or empty."""
    text = context.reading.plain.text
    found = (_NUMBER.match(text, name.end) for name in context.mentions[document.iri])
    return next((f"{m[1]}〔{m[2]}〕{m[3]}号" for m in found if m), "")


def _speech(context: Context, document: Entity, year: str) -> None:
    """Identify what someone said by the longest name that tells of the occasion, where the article has no other."""
    names = (n.removesuffix(context.lexicon.word(Cue.SPIRIT)) for n in (document.label, *document.names))
    said = {n for n in names if len(_unsaid(context, n)) >= _OCCASION}
    if len(said) != 1:
        context.localise(document.iri)
        return
    name = said.pop()
    about = any(word in name for word in context.lexicon.roles.get(Cue.ABOUT, ()))  # no occasion
    occasion = _occasion(context, name)
    counted = about or _counts(context, name) or (occasion is not None and single(context, occasion))
    year = (last_of(occasion, context.article.date)[: len(year)] if occasion is not None else "") or year
    if counted or year:
        context.rename(document.iri, "/".join([f"{KGI}Document", iri_part(name), *([] if counted else [year])]))
    else:
        context.localise(document.iri)


def _occasion(context: Context, name: str) -> Entry | None:
    """The meeting of the vocabularies on which something was said, by the longest name: 在|文艺工作座谈会|上的讲话."""
    for size in range(len(name), _OCCASION // 2, -1):
        for start in range(len(name) - size + 1):
            word = context.lexicon.words.get(name[start : start + size])
            found = next((e for e in word.entries if e.type is T.MEETING), None) if word is not None else None
            if found is not None:
                return found
    return None


def _unsaid(context: Context, name: str) -> str:
    """The name without the words at its end for what was said: 习近平总书记|重要讲话、重要指示."""
    form = context.lexicon.form_of(name)
    while form is not None and form.strength is Strength.SPEECH:
        name = name.removesuffix(form.label).rstrip("、")
        form = context.lexicon.form_of(name)
    return name


def _counts(context: Context, name: str) -> bool:
    """True for a name with a year, an edition or a counted meeting in it: 党的十九届五中全会公报."""
    return context.edition(name) or any(p.regex.search(name) for p in context.lexicon.patterns)


def _yearly(context: Context, document: Entity) -> None:
    """Say which of the documents of a name the article speaks of, where there is one each year or one of each place."""
    entry, year = context.lexicon.entries[document.iri], context.article.date[:4]
    recurs = entry.recurs
    if recurs == "place":
        place = _place_before(context, document)
        if not place and _of_some_place(context, document):
            context.localise(document.iri)
        elif place:
            context.rename(document.iri, "/".join([f"{KGI}Document", tail(context.iri(place)), tail(document.iri)]))
        return
    if of_another(context, document, entry) is not None:
        context.localise(document.iri)  # 民盟|章程
        return
    if not recurs or not year:
        return
    issuer = _issuer(context, document) if recurs == "issuer" else ""
    if recurs == "issuer" and not issuer:
        context.rename(document.iri, local(context.article.iri, f"{KGI}Document/{tail(document.iri)}"))
    else:
        whose = [tail(context.iri(issuer))] if issuer else []
        context.rename(document.iri, "/".join([f"{KGI}Document", *whose, tail(document.iri), year]))


def _place_before(context: Context, document: Entity) -> str:
    """The one place below the state that is named right before a document: 河南省|“十四五”规划纲要; or empty."""
    places = {place for name in context.mentions[document.iri] for place in _right_before(context, name)}
    return places.pop() if len(places) == 1 else ""


def _of_some_place(context: Context, document: Entity) -> bool:
    """True for a plan that is said to be of places, or that a place's own document speaks of without the state."""
    roles = context.lexicon.roles
    words = {word_before(context, name) for name in context.mentions[document.iri]}
    if not words.isdisjoint(roles.get(Cue.NATIONAL, ())):
        return False
    return any(not words.isdisjoint(roles.get(of, ())) for of in (Cue.GENERIC, Cue.LEVEL)) or _of_a_place(context)


def _of_a_place(context: Context) -> bool:
    """True for an article that is itself a document of a place below the state: 2026年海南省政府工作报告."""
    title, entries = context.article.title, context.lexicon.entries
    form = context.lexicon.form_of(title)
    if form is None or form.type is not T.DOCUMENT:
        return False
    roots = {context.root(e.iri) for e in context.linked.entities.values() if e.type in _PLACED and e.label in title}
    return any(r in entries and entries[r].type is T.PLACE and entries[r].parent for r in roots)


def _right_before(context: Context, name: Name) -> Iterator[str]:
    """The place below the state that is named where another name begins, but for marks that open."""
    things, entries, units = context.linked.entities, context.lexicon.entries, context.reading.units
    last = unit_before(context, name)
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
            context.rename(program.iri, named_iri(context, program, place))
