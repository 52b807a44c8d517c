"""Relations between the entities of a reading, clause by clause.

The run over paragraphs, sentences and clauses stands here, and so does all that is remembered from one to the next,
but for whom persons speak (`topics`). `clauses` cuts sentences; `topics` says who a clause speaks of, `subjects` who is
still spoken of where it names no one; `objects` says which verb governs a name and what it evokes, `meetings`, `posts`
and `constructions` what else a clause says; `official` reads the layout of official documents. `words` holds what all
of them ask of single words, `context` what they are read by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Linked, Name, Reading
from kg.relate import constructions, meetings, objects, posts, subjects, topics
from kg.relate.clauses import Clause, goes_on, sentences
from kg.relate.context import NO_ONE, Context, Told, Topic
from kg.relate.official import Official
from kg.relate.words import gives_agent, meets, opens_with_aim, speaks
from kg.words.lexicon import Lexicon

_UNREAD = ("dateline", "foot")


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
    >>> [(f.relation.value, f.trigger) for f in relate(reading, link(reading, lexicon()), lexicon())]
    [('issues', '印发')]
    """
    official = Official(reading, lexicon)
    context = Context.of(reading, linked, lexicon, official.issuers)
    return [*_parts(linked), *official.facts(), *_paragraphs(context)]


def _parts(linked: Linked) -> Iterator[Fact]:
    """Which body belongs to which, each said once."""
    seen = set()
    for part in linked.parts:
        key = part.child, part.parent
        if key not in seen:
            seen.add(key)
            n = part.name
            yield Fact(part.child, R.PART_OF, part.parent, n.start, n.end, derived_from=part.entry)


def _paragraphs(context: Context) -> list[Fact]:
    """What the paragraphs say.

    Each is about whom the heading above it speaks of; else one that goes on is about whom the one before speaks of,
    and any other about the bodies whose document it is.
    """
    facts: list[Fact] = []
    told = Told()
    for first, last, role in context.reading.paragraphs:
        if role in _UNREAD:
            continue
        if role == "heading":
            told.section = NO_ONE
        if told.section.bodies:
            told.topic = Topic(told.section.bodies)
        elif role != "heading" and goes_on(context, first):
            told.topic = Topic(told.topic.bodies, (), told.topic.speaker)
        else:
            told.topic = Topic(context.issuers)
        told.voice = None
        for clauses in sentences(context, first, last):
            if _anyone(context, told, clauses):
                facts += _sentence(context, told, clauses)
        if role == "heading" and told.topic.start >= 0:
            told.section = told.topic
    return facts


def _anyone(context: Context, told: Told, clauses: Sequence[Clause]) -> bool:
    """True where a sentence may speak of someone: it has names, or goes on about someone."""
    known = told.topic.bodies or told.topic.speaker or told.persons or told.convener or context.quoted
    return bool(known) or any(c.names or c.everyone for c in clauses)


def _sentence(context: Context, told: Told, clauses: Sequence[Clause]) -> list[Fact]:
    """What a sentence says, clause by clause; remembers who it speaks of.

    What a clause says is about `before` where a name stands before what the clause makes the topic, about `who` after
    that, and with the partners about them as well after their names.
    """
    topics.find(context, told, clauses)
    made = [c.topic for c in clauses if c.topic is not None]
    facts: list[Fact] = []
    if context.issuers:
        facts += constructions.published(clauses, context.issuers)
    if context.peopled:
        facts += posts.memberships(context, clauses, next((t for t in made if t.bodies), told.topic))
    opening = clauses[0].items
    told.sentence = opening[0].start
    told.assembled = "assembly" in opening[0].word.roles or (len(opening) > 1 and "assembly" in opening[1].word.roles)
    current = topic = told.topic  # who the clause speaks of, and who the sentence does
    waits = bool(made)  # who the sentence speaks of is named later
    for n, clause in enumerate(clauses):
        if context.quoted:
            current = subjects.quoted(context, clause) or current
        if not (clause.names or clause.verbs or clause.topic or topic.speaker or current.bodies or current.persons):
            continue  # no one is spoken of, and nothing is said
        waits = waits and clause.topic is None
        current, topic = subjects.resumed(context, clause, current, topic)
        awaited = subjects.awaited(clauses, n) if waits else None
        before = current
        if clause.topic is not None:
            current = clause.topic
            items, at = clause.items, clause.at
            if at == 0 or opens_with_aim(items) or gives_agent(items[at - 1]):  # 《…》由|水利部|制定
                before = current
        who = current
        if awaited is not None and awaited.topic is not None:
            before = who = awaited.topic
        joined = constructions.joined(clause, who) if clause.partners else who
        if clause.names or clause.verbs:
            facts += _clause(context, told, clause, before, who, joined)
        if clause.partners:
            if who is told.voice:
                told.voice = joined
            if awaited is None:
                current = joined
            else:
                awaited.topic = joined
        if current.persons:
            told.persons = current.persons
        if clause.topic is not None and (current.persons or current.speaker) and speaks(clause.items):
            current = told.voice = subjects.voice(told, current)
        if clause.once:
            current = before  # 支持联合国发挥核心作用，…
        if clause.convened is not None:
            current = clause.convened
        if current.bodies or current.persons or clause.topic is not None:
            topic = current
    told.topic = told.voice or Topic(topic.bodies, (), topic.speaker, topic.start)
    return facts


def _clause(context: Context, told: Told, clause: Clause, before: Topic, topic: Topic, joined: Topic) -> list[Fact]:
    """What a clause says of each of its names, and then by how it is built; remembers meetings and what is studied."""
    facts: list[Fact] = []
    for i, name in clause.names:
        if name.type is T.MEETING:
            facts += _meeting(told, clause, i, name)
        if name.type in constructions.STUDIED and meetings.in_spirit(clause.items, i, context.lexicon):
            told.studied = name.entity
        if name.type in objects.CHOICE:
            who = topic if clause.topic is None or i > clause.at else before
            if joined is not topic and name.start > clause.partners[-1].end:
                who = joined
            facts += _object(context, told, clause, i, name, who)
        if name.type is T.PROGRAM:
            facts += constructions.place_before(clause, i, name, context.lexicon)
    if clause.verbs or told.assembled:
        facts += _constructions(context, told, clause, topic, joined)
    if len(clause.names) > 1:
        facts += constructions.wholes(clause)
    return facts


def _meeting(told: Told, clause: Clause, i: int, meeting: Name) -> Iterator[Fact]:
    """Who holds the meeting at item i, by its name; remembers it where it takes place, and its convener."""
    verb = clause.verb(R.HOLDS)
    if verb is None:
        return
    holder = meetings.holder(clause, meeting, verb)
    if holder is not None:
        told.convener = holder.entity
        clause.convened = Topic((holder.entity,), (), "", holder.start)
        yield meetings.held(clause, i, meeting, holder, verb)
    if not (told.meeting and meeting.entries):
        told.meeting = meeting.entity


def _object(context: Context, told: Told, clause: Clause, i: int, name: Name, topic: Topic) -> Iterable[Fact]:
    """What the verb that governs the name at item i says of it; remembers a meeting that is attended or convened."""
    found = objects.governed(context, clause, i, name, topic)
    if found is None:
        return ()
    if found.relation is R.ATTENDS:
        told.meeting = name.entity
    if found.relation is R.HOLDS and found.topic.bodies and not found.topic.persons:
        told.convener = found.topic.bodies[0]
    return objects.stated(clause, found)


def _constructions(context: Context, told: Told, clause: Clause, topic: Topic, joined: Topic) -> Iterator[Fact]:
    """What a clause says by how it is built; remembers who convenes a meeting that has no name."""
    evoked = clause.evokes()
    if R.COOPERATES_WITH in evoked:
        yield from constructions.cooperation(clause, topic, told.sentence)
    if R.HOLDS in evoked:
        yield from meetings.place(clause)
        if topic.bodies and any(meets(x, context.lexicon) for x in clause.items):
            told.convener = topic.bodies[0]  # 党组举行会议
    if R.UNDERTAKES in evoked and len(clause.names) > 1:
        yield from constructions.program_place(clause)
    if R.STUDIES in evoked:
        yield from constructions.understood(clause, joined, told.studied)
    if R.ATTENDS in evoked or told.assembled:
        yield from meetings.attendance(clause, topic, told.meeting, told.assembled, context.lexicon)
