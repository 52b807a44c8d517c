"""Presence: who is at a meeting because he is described by it, or by what he said there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import LISTS, NOUNS, Item, joins, meets, modality, relative
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_BEFORE = 4  # characters before a meeting's name in which 在 stands
_NEAR = 4  # items after a verb of being there among which the meeting is
_DESCRIBES = NOUNS | {"nt", "nz", "ns", "vn", "a"}


@construction(
    needs=R.ATTENDS,
    name=T.PERSON,
    says=(
        ("全国水利论坛今天开幕。与会的财政部副部长王小川表示，要治水。", "王小川 attends 全国水利论坛"),
        ("国务院总理林望会见出席全国水利论坛的财政部部长王小川。", "王小川 attends 全国水利论坛"),
        ("全国水利论坛今天开幕。参加会议的云川大学教授王小川、李大山说，要治水。", "李大山 attends 全国水利论坛"),
    ),
    not_=(
        ("全国水利论坛今天开幕。参加过抗洪的水利部部长王小川说，要治水。", "王小川 attends 全国水利论坛"),
        ("出席全国水利论坛的代表认为，财政部部长王小川要治水。", "王小川 attends 全国水利论坛"),
    ),
)
def one_of_those_present(spoken: Spoken) -> Iterator[Fact]:
    """与会的财政部副部长|王小川, 出席…论坛的|王小川: who is described as being at a meeting attends it."""
    items = spoken.clause.items
    for i, verb in enumerate(items):
        if not isinstance(verb, Unit) or R.ATTENDS not in verb.word.relations:
            continue
        meeting, end = _attended(spoken, i)
        if not meeting or not relative(items[end : end + 1]):
            continue
        for person in _described(items[end + 1 :]):
            how = modality(items, i)
            yield Fact(person.entity, R.ATTENDS, meeting, verb.start, person.end, how, verb.text)


def _attended(spoken: Spoken, i: int) -> tuple[str, int]:
    """The meeting that the verb at item i says someone is at, and the item after it; no meeting where it says none."""
    items, lexicon = spoken.clause.items, spoken.context.lexicon
    if Cue.PRESENT in items[i].word.roles:
        return spoken.told.meeting, i + 1
    occasions = lexicon.roles.get(Cue.OCCASION, frozenset())
    for k in range(i + 1, min(i + 1 + _NEAR, len(items))):
        x = items[k]
        if isinstance(x, Name) and x.type is T.MEETING:
            return x.entity, k + 1
        if meets(x, lexicon) or x.text in occasions:
            return spoken.told.meeting, k + 1
        if relative([x]) or x.pos in ("v", "p"):
            break
    return "", i


def _described(items: Sequence[Item]) -> Iterator[Name]:
    """The persons with whom the items begin, each after what he is and where."""
    for x in items:
        if isinstance(x, Name):
            if x.type is T.PERSON:
                yield x
            elif x.type not in (T.ORGANIZATION, T.PLACE):
                return
        elif not (x.word.post or x.pos in _DESCRIBES or joins(x, LISTS)) or x.word.relations:
            return


@construction(
    name=T.DOCUMENT,
    says=(
        (
            "水利部部长王小川来了。水利部学习王小川在全国水利工作会议上的重要讲话精神。",
            "王小川 attends 全国水利工作会议",
        ),
    ),
    not_=(
        (
            "水利部部长王小川来了。水利部学习王小川关于全国水利工作会议的重要讲话。",
            "王小川 attends 全国水利工作会议",
        ),
    ),
)
def said_at_a_meeting(spoken: Spoken) -> Iterator[Fact]:
    """王小川|在|全国水利工作会议|上的重要讲话: who said at a meeting what is now studied attended it."""
    for _, speech in spoken.clause.names:
        within = spoken.context.reading.names_between(speech.start, speech.end)
        person = next((n for n in within if n.type is T.PERSON and n.start == speech.start), None)
        meeting = next((n for n in within if n.type is T.MEETING), None)
        if person is not None and meeting is not None and _at(speech, meeting, spoken.context.lexicon):
            yield Fact(person.entity, R.ATTENDS, meeting.entity, speech.start, speech.end)


def _at(speech: Name, meeting: Name, lexicon: Lexicon) -> bool:
    """True where a speech's name says that it was held at the meeting: 在|全省|水利工作会议|上的讲话, 学习|时的讲话."""
    before = speech.text[: meeting.start - speech.start][-_BEFORE:]
    after = speech.text[meeting.end - speech.start :]
    then = (lexicon.word(Cue.ABOVE), *lexicon.roles.get(Cue.WHEN, ()))
    return lexicon.word(Cue.AT) in before and after.startswith(then)
