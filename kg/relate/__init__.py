"""Relations between the entities of a reading, clause by clause.

`clauses` cuts sentences; `spoken` says who each clause speaks of, `objects` which verb governs which name;
`constructions` are the ways in which what is then said is said, each one record with its examples. `official` reads the
layout of official documents. `words` holds what all of them ask of single words, `context` what they are read by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from kg.model import T
from kg.parse.reading import Fact, Linked, Reading
from kg.records import changed
from kg.relate.clauses import Clause, goes_on, heads_tenets, sentences
from kg.relate.constructions import read_clause, read_credits, read_layout, read_sentence
from kg.relate.context import NO_ONE, Context, Told, Topic
from kg.relate.datelines import Dateline, byline, closing, dateline
from kg.relate.official import Official
from kg.relate.spoken.turns import Sentence, Spoken, spoken
from kg.words.lexicon import Lexicon

_Paragraph: TypeAlias = tuple[Dateline | None, Dateline | None, list[tuple[Sentence, list[Spoken]]]]
"""What a paragraph opens with, whom it credits, and its sentences with their clauses."""

_UNREAD = ("dateline", "foot", "letterhead", "addressee", "signature", "cell", "charge")


def relate(reading: Reading, linked: Linked, lexicon: Lexicon) -> list[Fact]:
    """The facts of a reading in the order of their words.

    A fact's subject is the topic: the body named last as the subject of a clause, before its object or else later in
    the same sentence, carried over sentences. Its relation is the one that the nearest verb before the object in its
    clause evokes for an object of that type; without one, the nearest after it where the object is preposed.

    >>> from kg.words.loading import lexicon
    >>> from kg.link import link
    >>> from kg.parse.reading import parse
    >>> from kg.recognise import recognise
    >>> text = "财政部印发《政府采购管理办法》。"
    >>> reading = parse(text, [(0, len(text), "body")], lexicon())
    >>> recognise(reading, lexicon())
    >>> [(f.relation.value, f.trigger, f.read_by) for f in relate(reading, link(reading, lexicon()), lexicon())]
    [('issues', '印发', 'verb and object')]
    """
    official = Official(reading, linked, lexicon)
    return [*read_layout(official), *_stated(_told(_context(reading, linked, lexicon, official)))]


def related(reading: Reading, linked: Linked, lexicon: Lexicon) -> tuple[list[Fact], list[Spoken]]:
    """The facts of a reading and the clauses that say something of someone, as the constructions see them.

    For whoever asks why a name is in no fact.
    """
    official = Official(reading, linked, lexicon)
    paragraphs = list(_told(_context(reading, linked, lexicon, official)))
    clauses = [each for _, _, told in paragraphs for _, said in told for each in said]
    return [*read_layout(official), *_stated(paragraphs)], clauses


def _stated(paragraphs: Iterable[_Paragraph]) -> Iterator[Fact]:
    """What the paragraphs say."""
    for opening, credits, told in paragraphs:
        yield from read_credits(opening, credits)
        for sentence, said in told:
            yield from read_sentence(sentence)
            for each in said:
                yield from read_clause(each)


def _context(reading: Reading, linked: Linked, lexicon: Lexicon, official: Official) -> Context:
    """What the whole document says, its layout taken in."""
    return Context.of(reading, linked, lexicon, official.issuers, official.represented, official.lists)


def _told(context: Context) -> Iterator[_Paragraph]:
    """What each paragraph opens with, whom it credits, and its sentences with their clauses.

    Each is about whom the heading above it speaks of; else one that goes on is about whom the one before speaks of,
    and any other about the bodies whose document it is.
    """
    told = Told()
    for first, last, role in context.reading.paragraphs:
        if role in _UNREAD:
            if role in ("dateline", "foot"):
                yield byline(context, first, last), closing(context, first, last), []
            continue
        told = _opened(context, told, first, role)
        opening, credits = dateline(context, first, last) or byline(context, first, last), closing(context, first, last)
        first = opening.last if opening is not None else first
        found = []
        for clauses in sentences(context, first, last):
            if _anyone(context, told, clauses):
                told, sentence, said = spoken(context, told, clauses)
                found.append((sentence, said))
                if not told.lead and role != "heading":
                    told = changed(told, lead=told.headline or told.topic.bodies)
        yield opening, credits, found
        told = _headed(context, told, role, first, last)


def _headed(context: Context, told: Told, role: str, first: int, last: int) -> Told:
    """What is told after a paragraph, where it is a heading or title: whom what follows it is about."""
    if role not in ("heading", "title") or context.only_media(told.topic.bodies):
        return told
    if role == "title":
        return changed(told, headline=told.topic.bodies or _of_the_place(context, first, last))
    return changed(told, section=told.topic) if told.topic.start >= 0 else told


def _of_the_place(context: Context, first: int, last: int) -> tuple[str, ...]:
    """The government, where the text names it, of the place that a title names first: 河南|桐柏|：党建广场聚人气."""
    places = [n for n in context.reading.names if first <= n.first and n.last <= last and n.type is T.PLACE]
    named = [n for k, n in enumerate(places) if all(a.last == b.first for a, b in pairwise(places[: k + 1]))]
    government = context.government(named[-1].entity) if named else ""
    return (government,) if government else ()


def _opened(context: Context, told: Told, first: int, role: str) -> Told:
    """What is told as a paragraph opens: who it is about."""
    section = NO_ONE if role == "heading" else told.section
    if section.bodies:
        topic = Topic(section.bodies)
    elif role != "heading" and goes_on(context, first):
        passing = not told.topic.speaker and context.in_passing(told.topic.bodies, told.lead)
        topic = Topic(told.headline if passing else told.topic.bodies, (), told.topic.speaker)
    else:
        sets_out = told.reported and heads_tenets(context, first)
        topic = Topic(told.reported if sets_out and not context.issuers else context.issuers or told.headline)
    return told.opening(topic, section)


def _anyone(context: Context, told: Told, clauses: Sequence[Clause]) -> bool:
    """True where a sentence may speak of someone: it has names, or goes on about someone."""
    known = told.topic.bodies or told.topic.speaker or told.persons or told.convener or context.quoted
    listed = clauses[0].counted and told.listing.bodies
    return bool(known or listed) or any(c.names or c.everyone for c in clauses)
