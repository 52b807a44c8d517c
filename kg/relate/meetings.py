"""Meetings: who holds them, where they are, and who attends the one spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.context import Topic
from kg.relate.words import Item, gives_agent, meets, modality, relative
from kg.words.lexicon import Lexicon


def holder(clause: Clause, meeting: Name, verb: Unit) -> Name | None:
    """The body that holds a meeting by the name that it bears: 国务院 in 召开国务院常务会议.

    None where a place goes before the verb: there it may be another that holds it. Nor where the name only says of what
    those are who hold something: 出席全国人大会议的各代表团召开….
    """
    body = meeting.anchor
    if body is None or not body.entity or body.type is not T.ORGANIZATION:
        return None
    after = next(j for j, x in enumerate(clause.items) if x is meeting) + 1
    if verb.start > meeting.end and relative(clause.items[after : after + 1]):
        return None
    return None if any(n.type is T.PLACE and n.end <= verb.start for _, n in clause.names[:1]) else body


def held(clause: Clause, i: int, meeting: Name, body: Name, verb: Unit) -> Fact:
    """A body holds the meeting at item i."""
    start, end = min(verb.start, meeting.start), max(verb.end, meeting.end)
    how = modality(clause.items, i)
    return Fact(body.entity, R.HOLDS, meeting.entity, start, end, how, verb.text)


def place(clause: Clause) -> Iterator[Fact]:
    """在北京召开…会议: the meetings that a clause holds are in the last of the places after 在."""
    items, verb = clause.items, clause.verb(R.HOLDS)
    if verb is None:
        return
    for i, item in enumerate(items):
        if not (isinstance(item, Unit) and item.text == "在"):
            continue
        where = None
        for x in items[i + 1 :]:
            if not (isinstance(x, Name) and x.type is T.PLACE):
                break
            where = x
        if where is not None:
            for _, x in clause.names:
                if x.type is T.MEETING:
                    start, end = min(x.start, where.start), max(x.end, where.end)
                    yield Fact(x.entity, R.LOCATED_IN, where.entity, start, end, trigger=verb.text)


def attendance(clause: Clause, topic: Topic, meeting: str, assembled: bool, lexicon: Lexicon) -> Iterator[Fact]:
    """杨晶参加会议; 会上，李明发言: the persons spoken of attend the meeting spoken of.

    `assembled` is true where the sentence tells what was said at the meeting.
    """
    items = clause.items
    if not topic.persons or not meeting:
        return
    since = topic.start if assembled else max(topic.start, clause.start)
    for i, item in enumerate(items):
        if not isinstance(item, Unit) or since >= item.start:
            continue
        end = _attended(items, i, item, assembled, lexicon)
        if end:
            for person in topic.persons:
                yield Fact(person, R.ATTENDS, meeting, since, end, trigger=item.text)


def _attended(items: Sequence[Item], i: int, item: Unit, assembled: bool, lexicon: Lexicon) -> int:
    """Where the words end that say that a meeting without a name is attended, item i being their verb, or 0."""
    if R.ATTENDS in item.word.relations and i + 1 < len(items):
        following = items[i + 1]
        if "coordination" in following.word.roles:
            return item.end  # 出席|并讲话
        return following.end if meets(following, lexicon) else 0
    if R.ATTENDS in item.word.relations and i and isinstance(items[i - 1], Name) and i + 1 == len(items):
        return item.end  # 省长李明|出席并讲话
    if R.ATTENDS in item.word.relations and meets(items[0], lexicon):
        return item.end if any(map(gives_agent, items[:i])) else 0  # 会议由李明主持
    return item.end if assembled and "address" in item.word.roles else 0


def in_spirit(items: Sequence[Item], i: int, lexicon: Lexicon) -> bool:
    """True where the document or meeting is named for its 精神, as what is studied is."""
    item, following = items[i], items[i + 1] if i + 1 < len(items) else None
    form = lexicon.forms.get(following.text) if isinstance(following, Unit) else None
    forms = form, lexicon.form_of(item.text)
    return any(form is not None and form.type is T.SLOGAN for form in forms)
