"""Turns: from clause to clause, who is spoken of and what is remembered.

`spoken` is one pure step over a sentence: what was told before and the sentence give what each clause is read by
(`Spoken`), and what is told after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from kg.model import R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.records import changed, record
from kg.relate.clauses import Clause
from kg.relate.context import Context, Told, Topic
from kg.relate.objects import Governed, governed
from kg.relate.spoken import actors, subjects
from kg.relate.spoken.actors import Acting
from kg.relate.spoken.lasting import begun, ended, of_the_lead
from kg.relate.spoken.meetings import STUDIED, Held, holder, in_spirit
from kg.relate.words import Item, gives_agent, heads, meets, opens_with_aim, relative
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_DEEDS = frozenset({T.PROGRAM, T.SLOGAN})
_FAR: Final = 50
"""How many clauses around one are looked at: no sentence has more, but a text without full stops does."""
_START: Final = attrgetter("start")


@record
class Sentence:
    """What a construction sees of a whole sentence.

    `acting` is who each clause names. `spoken_of` are the first bodies that it speaks of by name, or who is still
    spoken of; it is `assembled` where it tells what was said at the last meeting. The clauses `awaiting` leave their
    subject to clause `later`.
    """

    context: Context
    clauses: Sequence[Clause]
    acting: Sequence[Acting]
    spoken_of: Topic
    assembled: bool
    later: int
    awaiting: frozenset[int]

    @property
    def start(self) -> int:
        """Where the sentence starts in the plain text."""
        return self.clauses[0].start

    def before(self, clause: Clause) -> Sequence[Clause]:
        """The clauses before one of the sentence, those that are near."""
        n = self._place(clause)
        return self.clauses[max(0, n - _FAR) : n]

    def after(self, clause: Clause) -> Sequence[Clause]:
        """The clauses after one of the sentence, those that are near."""
        n = self._place(clause) + 1
        return self.clauses[n : n + _FAR]

    def acting_before(self, clause: Clause) -> Sequence[Acting]:
        """Who each of the clauses `before` one names."""
        n = self._place(clause)
        return self.acting[max(0, n - _FAR) : n]

    def _place(self, clause: Clause) -> int:
        return bisect_left(self.clauses, clause.start, key=_START)


@record
class Spoken:
    """What a construction sees of one clause.

    `acting` says who the clause itself names, `told` what was told until now, this clause's names included. `topic` is
    who the clause speaks of, `before` who it does before its own topic is named, `joined` the topic with its partners.
    `governed` are the names that are objects, and `held` the meetings whose names say who holds them.
    """

    sentence: Sentence
    clause: Clause
    acting: Acting
    told: Told
    before: Topic
    topic: Topic
    joined: Topic
    governed: Sequence[Governed] = ()
    held: Sequence[Held] = ()

    @property
    def context(self) -> Context:
        """What the whole document says."""
        return self.sentence.context

    @property
    def since(self) -> int:
        """Where the words begin that say something of the topic here: where it is named, or the clause."""
        return max(self.topic.start, self.clause.start)


@record
class Turn:
    """Where a sentence has come to.

    `current` is who its last clause spoke of, `topic` who it is about. `ahead` is who the clause that others await
    speaks of, where one of those names partners.
    """

    told: Told
    current: Topic
    topic: Topic
    ahead: Topic | None = None


def spoken(context: Context, told: Told, clauses: Sequence[Clause]) -> tuple[Told, Sentence, list[Spoken]]:
    """What is told after a sentence, and what it and each of its clauses are read by."""
    acting, body_of = actors.find(context, told, clauses)
    spoken_of = told.topic
    for each in acting:
        if each.topic is not None and each.topic.bodies:
            spoken_of = each.topic
            break
    meets_up = clauses[0].marks & flags.ASSEMBLES
    assembled = bool(meets_up) and any("assembly" in x.word.roles for x in clauses[0].items[:2])
    opening = clauses[: 1 if clauses[0].names else 2]
    at = next(filter(None, (_opening_meeting(context.lexicon, clause) for clause in opening)), "")
    if at:
        told, assembled = changed(told, meeting=at), True
    sentence = Sentence(context, clauses, acting, spoken_of, assembled, *subjects.awaited(clauses, acting))
    if body_of:
        told = changed(told, body_of=told.body_of.adding(body_of))
    told = begun(told, clauses)
    turn = Turn(told, told.topic, told.topic)
    found: list[Spoken] = []
    for n in range(len(clauses)):
        turn = _turn(sentence, n, turn, found)
    topic = turn.told.voice or _going_on(context, _kept(sentence, told, turn.topic))
    return ended(context, turn.told, clauses, acting).about(topic), sentence, found


def _opening_meeting(lexicon: Lexicon, clause: Clause) -> str:
    """The meeting, by its name, at which a sentence tells what was said: 在全国水利工作会议|上，; else nothing."""
    if clause.end != "，" or not clause.names:
        return ""
    i, name = clause.names[-1]
    after = clause.items[i + 1 :]
    if name.type is not T.MEETING or [x.text for x in after] != [lexicon.word(Cue.ABOVE)]:
        return ""
    return "" if any(x.marks & flags.SAYS for x in clause.items[:i]) else name.entity


def _kept(sentence: Sentence, told: Told, topic: Topic) -> Topic:
    """Who is spoken of after a sentence: who was before, where only a later clause names a slight body.

    水利部开展检查，|智慧水务学会配合。推进河长制: what follows is not the society's.
    """
    slight = topic.bodies and not topic.speaker and sentence.context.slight.issuperset(topic.bodies)
    if not slight or topic.start <= sentence.clauses[0].items[-1].end:
        return topic
    before = sentence.spoken_of if sentence.spoken_of.bodies != topic.bodies else told.topic
    return Topic(before.bodies, (), before.speaker)


def _going_on(context: Context, topic: Topic) -> Topic:
    """Who the next sentence speaks of where it names no one: of a report the body whose report it is; no partners."""
    if context.represented:
        return Topic(context.represented)
    return Topic(tuple(b for b in topic.bodies if b not in topic.partners), (), topic.speaker, topic.start)


def _turn(sentence: Sentence, n: int, turn: Turn, found: list[Spoken]) -> Turn:
    """The turn after clause n; adds to `found` what the clause is read by, where it says something.

    What a clause says is about `before` where a name stands before what the clause makes the topic, about `who` after
    that, and with the partners about them as well after their names.
    """
    context, clause, acting = sentence.context, sentence.clauses[n], sentence.acting[n]
    if n == sentence.later and turn.ahead is not None:
        acting = changed(acting, topic=turn.ahead)
    current, topic = turn.current, turn.topic
    if context.quoted:
        current = subjects.quoted(context, clause) or current
    if not (clause.names or clause.verbs or acting.topic or topic.speaker or current.bodies or current.persons):
        # nothing is said of anyone
        return turn if current is turn.current else Turn(turn.told, current, turn.topic, turn.ahead)
    current, topic = subjects.resumed(context, clause, acting, current, topic)
    awaits = n in sentence.awaiting
    awaited = turn.ahead or sentence.acting[sentence.later].topic if awaits else None
    before, who, current = _who(clause, acting, current, awaited)
    said = Spoken(sentence, clause, acting, turn.told, before, who, _joined(clause, acting, who))
    convened = None
    if clause.names or clause.verbs:
        said, convened = _remembered(said)
        found.append(said)
    return _after(said, Turn(said.told, current, topic, turn.ahead), awaits, convened)


def _who(clause: Clause, acting: Acting, current: Topic, awaited: Topic | None) -> tuple[Topic, Topic, Topic]:
    """Who a clause speaks of before its own topic and after it, and who is spoken of from then on."""
    before = current
    if acting.topic is not None:
        current = acting.topic
        items, at = clause.items, acting.at
        if at == 0 or opens_with_aim(items) or gives_agent(items[at - 1]):  # 《…》由|水利部|制定
            before = current
    if awaited is not None:
        return awaited, awaited, current
    return before, current, current


def _joined(clause: Clause, acting: Acting, topic: Topic) -> Topic:
    """The topic with the partners of a clause that tells of cooperation: what follows they do together."""
    if acting.partners and topic.bodies and clause.verb(R.COOPERATES_WITH) is not None:
        partners = tuple(p.entity for p in acting.partners if p.entity not in topic.bodies)
        return changed(topic, bodies=tuple(dict.fromkeys((*topic.bodies, *partners))), partners=partners)
    return topic


def _after(said: Spoken, turn: Turn, awaits: bool, convened: Topic | None) -> Turn:
    """The turn after a clause: who it leaves for the next one, and who speaks."""
    if said.acting.partners:
        turn = _with_partners(said, turn, awaits)
    told, current, topic, own = turn.told, turn.current, turn.topic, said.acting
    persons = current.persons or _opening(said.clause)  # 王小川|代表省委…。他指出
    if persons and persons != told.persons:
        told = changed(told, persons=persons)
    if own.reported:
        told = changed(told, reported=own.topic.bodies if own.topic else ())
    if own.topic is not None and (current.persons or current.speaker) and said.clause.says:
        current = subjects.voice(told, current)
        told = changed(told, voice=current)
    if own.once:
        current = said.before  # 支持联合国发挥核心作用，…
    if convened is not None:
        current = convened
    if current.bodies or current.persons or own.topic is not None:
        topic = current
    return Turn(told, current, topic, turn.ahead)


def _opening(clause: Clause) -> tuple[str, ...]:
    """The person with whom a clause opens, or no one."""
    if not clause.names:
        return ()
    i, name = clause.names[0]
    return (name.entity,) if i == 0 and name.type is T.PERSON else ()


def _with_partners(said: Spoken, turn: Turn, awaits: bool) -> Turn:
    """The turn in which the partners of a clause go on with who it speaks of, or with a later clause that names it."""
    told, joined = turn.told, said.joined
    if said.topic is told.voice:
        told = changed(told, voice=joined)
    return changed(turn, told=told, ahead=joined) if awaits else changed(turn, told=told, current=joined)


def _remembered(said: Spoken) -> tuple[Spoken, Topic | None]:
    """The clause with what its names are to its verbs and what is then remembered, and the body whose meeting it holds.

    Remembered are a meeting that takes place or is attended, who convened it, and what is studied.
    """
    context, clause, told = said.context, said.clause, said.told
    holds = clause.verb(R.HOLDS)
    memory = _Memory(told, _meeting_speaks(said))
    for i, name in clause.names:
        spoken_of = memory.meeting
        if name.type is T.MEETING and holds is not None and not _only_mentioned(context, clause.items, i):
            memory.meets(name, i, holder(clause, name, holds), holds)
        if name.type in STUDIED and in_spirit(clause.items, i, context.lexicon):
            memory.studied = name.entity
        if name.type in context.lexicon.choice:
            memory.takes(governed(context, clause, said.acting, i, name, _about(said, i, name)))
        if spoken_of and name.type is T.MEETING and _aside(context, clause.items, i):
            memory.meeting = spoken_of
    if holds is not None and said.topic.bodies and any(meets(x, context.lexicon) for x in clause.items):
        memory.convener = said.topic.bodies[0]  # 党组举行会议
    told = memory.told(told)
    if told is not said.told or memory.governed or memory.held:
        about = said.before, said.topic, said.joined
        said = Spoken(said.sentence, clause, said.acting, told, *about, memory.governed, memory.held)
    return said, memory.convened


def _meeting_speaks(said: Spoken) -> bool:
    """True where an earlier clause of the sentence tells what the meeting says: 会议指出，|国务院召开会议."""
    convener, sentence = said.told.convener, said.sentence
    if not convener:
        return False
    earlier = zip(sentence.before(said.clause), sentence.acting_before(said.clause), strict=True)
    return any(a.topic is not None and a.topic.speaker == convener and clause.says for clause, a in earlier)


def _aside(context: Context, items: Sequence[Item], i: int) -> bool:
    """True where the meeting at item i is not told of: 关于召开|…大会|的决定, …大会|将召开, 出席|…大会|重要讲话精神."""
    spirit, speech = context.lexicon.roles.get(Cue.SPIRIT, frozenset()), context.lexicon.speech_forms
    before = any(Cue.ABOUT in x.word.roles for x in items[:i] if isinstance(x, Unit))
    coming = any(Cue.PLAN in x.word.roles for x in items[i + 1 : i + 3] if isinstance(x, Unit))
    return before or coming or any(x.text.endswith(speech) or x.text in spirit for x in items[i + 1 :])


def _only_mentioned(context: Context, items: Sequence[Item], i: int) -> bool:
    """True where the meeting at item i only says when or where something was said: …大会|上|的讲话, …会议|形式."""
    after = [x for x in items[i + 1 : i + 3] if isinstance(x, Unit)]
    if not after or after[0] is not items[i + 1]:
        return False
    spirit = after[0].text in context.lexicon.roles.get(Cue.SPIRIT, frozenset())
    return spirit or heads(after[0]) or (after[0].pos == "f" and relative(after[1:]))


class _Memory:
    """What the names of a clause add to what was told."""

    def __init__(self, told: Told, speaks: bool) -> None:
        """Nothing yet; where a meeting `speaks`, whoever holds one in what it says does not convene it."""
        self.speaks = speaks
        self.convener, self.meeting, self.studied = told.convener, told.meeting, told.studied
        self.issued: dict[str, tuple[str, ...]] = {}
        self.convened: Topic | None = None
        self.governed: list[Governed] = []
        self.held: list[Held] = []

    def meets(self, meeting: Name, at: int, body: Name | None, verb: Unit) -> None:
        """A meeting is held, by a body where its name says so: 十四届全国人大常委会第五次会议|举行|联组会议."""
        before = self.held[-1] if self.held else None
        if body is None and before and before.at == 0 and before.meeting.end <= verb.start < meeting.start:
            body = before.body
        if body is not None:
            self.held.append(Held(meeting, at, body, verb))
            self.convener = body.entity
            self.convened = Topic((body.entity,), (), "", body.start)
        if not (self.meeting and meeting.entries):
            self.meeting = meeting.entity

    def takes(self, found: Governed | None) -> None:
        """A verb takes an object, or not."""
        if found is None:
            return
        self.governed.append(found)
        if found.relation is R.ATTENDS:
            self.meeting = found.name.entity
        if found.relation is R.ISSUES and found.topic.bodies:
            self.issued[found.name.entity] = found.topic.bodies
        self.convener = found.convener or self.convener

    def told(self, before: Told) -> Told:
        """What was told, with what the names add."""
        if self.issued:
            before = changed(before, issued=before.issued.adding(self.issued))
        convener = before.convener if self.speaks else self.convener  # 会议指出，国务院召开会议，…。会议强调…
        now = convener, self.meeting, self.studied
        if now == (before.convener, before.meeting, before.studied):
            return before
        return changed(before, convener=now[0], meeting=now[1], studied=now[2])


def _about(said: Spoken, i: int, name: Name) -> Topic:
    """Who does what is done to the name at item i.

    Programmes and formulations of no body are those of the bodies in the headline, whose text it is, unless the clause
    has a subject of its own.
    """
    if said.joined is not said.topic and name.start > said.acting.partners[-1].end:
        return said.joined
    about = said.topic if said.acting.topic is None or i > said.acting.at else said.before
    if about.bodies or about.persons or name.type not in _DEEDS:
        return about
    sentence, clause = said.sentence, said.clause
    earlier = zip(sentence.before(clause), sentence.acting_before(clause), strict=True)
    bodies = said.told.headline or of_the_lead(said.context, said.told, clause, earlier)
    if not bodies or subjects.own_subject(said.context, said.clause.items) is not None:
        return about
    return changed(about, bodies=bodies)
