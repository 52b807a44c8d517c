"""Subjects: what a clause that names no one has for its subject, and so who is still spoken of in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.model import R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.context import Context, Told, Topic
from kg.relate.spoken.actors import Acting
from kg.relate.words import GOES_ON, PASSED, Item, governs, head_after_clause, opens_with_aim, since, who_says
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_ACTORS = frozenset({T.ORGANIZATION, T.PERSON})
_SAYS = frozenset({T.DOCUMENT, T.MEETING})
_NOMINAL = frozenset({"n", "nr", "nz", "nt", "ns", "nrt", "nrfg", "j", "s"})
_NO_SUBJECT = frozenset({
    "aim", "preposer", "agent", "passive", "with", "locative", "speaker", "negation", "condition", "naming", "manner",
})  # fmt: skip
_AFTER_SUBJECT = frozenset({"preposer", "locative", "aim", "negation"})
_WHOLE = frozenset({"generic", "national", "government"})
_SYSTEM = 3  # units that name all that a body speaks for
_OPENING = 3  # characters of a quotation among which its first clause starts


def quoted(context: Context, clause: Clause) -> Topic | None:
    """The body whose words a clause begins, where those who speak for it are named after them."""
    starts = range(clause.start, clause.start - _OPENING, -1)
    body = next((context.quoted[start] for start in starts if start in context.quoted), None)
    return None if body is None else Topic((body,), (), body, clause.start)


def resumed(context: Context, clause: Clause, acting: Acting, current: Topic, topic: Topic) -> tuple[Topic, Topic]:
    """Who is spoken of as a clause begins, and who the sentence is about then.

    `current` is who the clause before spoke of, `topic` who the sentence is about. Both stay where the clause makes a
    topic, and where it has no subject of its own, but for one who speaks: what is said goes on. Of subjects, 我们 are
    the body that speaks, a place is its government, and any other is no body; where that says something, what follows
    is not the body's either.
    """
    if acting.topic is not None:
        return current, topic
    known = current.bodies or current.persons
    own = own_subject(context, clause.items) if known or clause.names else None
    if own is not None and "self" in own.word.roles:
        return _ourselves(context, clause, next((t for t in (current, topic) if t.speaker), None)), topic
    for spoken in (current, topic):
        if own is not None and spoken.speaker and _its_system(context, clause.items, own, spoken.speaker):
            return _ourselves(context, clause, spoken), topic
    if (
        own is not None
        and not (clause.says and _says_for_body(own, context.lexicon))
        and not _gets_on(context.lexicon, clause, own)
    ):
        return _of_another(context, clause, own, topic)
    return (topic if topic.speaker and not known else current), topic  # 该处负责同志说，乡村建设是…，要推进…


def _gets_on(lexicon: Lexicon, clause: Clause, subject: Item) -> bool:
    """True for work that someone does of whom the text goes on to speak: 厕所革命|稳步推进, 工会工作|要坚持…."""
    last = clause.items[-1]
    programme = isinstance(subject, Name) and subject.type is T.PROGRAM
    if programme and R.UNDERTAKES in last.word.relations and governs(last):
        return True
    work = programme
    for item in clause.items:
        if item.start < subject.start:
            continue
        if Cue.PLAN in item.word.roles:
            return work
        if item is not subject and item.pos not in _NOMINAL and item.pos != "vn":
            return False
        work = (isinstance(item, Name) and programme) or item.text.endswith(lexicon.word(Cue.WORK))
    return False


def _of_another(context: Context, clause: Clause, subject: Item, topic: Topic) -> tuple[Topic, Topic]:
    """Who is spoken of in a clause that has a subject of its own, and who the sentence is about then."""
    found = Topic(_governments(context, subject), (), "", clause.start)
    return found, found if clause.says or _is_told_to(clause, subject) else topic  # 文章强调，…


def _is_told_to(clause: Clause, subject: Item) -> bool:
    """True for 受灾地区|要…: what follows is for the subject to do too."""
    after = (x for x in clause.items if x.start > subject.start and isinstance(x, Unit))
    return any(Cue.PLAN in x.word.roles for x in after)


def _ourselves(context: Context, clause: Clause, voice: Topic | None) -> Topic:
    """我们: the bodies that speak, or whose document it is."""
    if voice is None:
        return Topic(context.issuers, (), "", clause.start)
    return Topic(voice.bodies or (voice.speaker,), (), voice.speaker, clause.start)


def _its_system(context: Context, items: Sequence[Item], subject: Item, body: str) -> bool:
    """True where the subject of a clause is all that its body speaks for: 公安部强调，|公安|机关|要推进…."""
    label = context.label(body)
    at = next(i for i, item in enumerate(items) if item is subject)
    while isinstance(items[at], Unit) and Cue.NATIONAL in items[at].word.roles and at + 1 < len(items):
        at += 1  # 全国|检察机关
    systems, said = context.lexicon.roles.get(Cue.SYSTEM, frozenset()), ""
    for i, item in enumerate(items[at : at + _SYSTEM], at + 1):
        said += item.text
        field = said.removesuffix(next(filter(said.endswith, systems), ""))
        own = label.endswith(said) if field == said else field in label
        if isinstance(item, Unit) and len(field) > 1 and own:
            return _predicates(items[i : i + 1])
    return False


def _predicates(after: Sequence[Item]) -> bool:
    """True where what a subject does follows it at once."""
    return any(isinstance(x, Unit) and (_acts(x) or Cue.PLAN in x.word.roles or x.pos in GOES_ON) for x in after)


def awaits(clause: Clause, before: bool) -> bool:
    """True where a clause leaves its subject to a later one: it says only for what or when, or goes on with that.

    `before` is true where the clause before does. 为贯彻…，|落实…，|教育部|…: each clause of the aim is for what the
    body named after it does.
    """
    items = clause.items
    return bool(opens_with_aim(items) or since(items)) or (before and begins_with_verb(items))


def begins_with_verb(items: Sequence[Item]) -> bool:
    """True where a clause begins with its verb, or with words that say how before it: 大力|实施."""
    for item in items:
        if _acts(item):
            return True
        if item.pos not in PASSED and Cue.MANNER not in item.word.roles:
            return False
    return False


def awaited(clauses: Sequence[Clause], acting: Sequence[Acting]) -> tuple[int, frozenset[int]]:
    """The first clause of a sentence that names a subject, and those before it that leave theirs to it.

    Those that await one (see `awaits`) do, up to the first that makes a topic; none, where no clause names a subject.
    """
    later = -1
    for n, a in enumerate(acting):
        if a.topic is not None and not a.pivots and (a.topic.bodies or a.topic.persons):
            later = n
            break
    awaiting: set[int] = set()
    before = False
    for n in range(later):
        if acting[n].topic is not None:
            break
        before = awaits(clauses[n], before)
        if before:
            awaiting.add(n)
    return later, frozenset(awaiting)


def voice(told: Told, topic: Topic) -> Topic:
    """The topic of what is said: the bodies that say it, or the one for which a person speaks."""
    known = (body for p in topic.persons if (body := told.body_of.of(p)) is not None)
    bodies = topic.bodies or next(known, ())
    return Topic(bodies, (), bodies[0] if bodies else "", topic.start)


def own_subject(context: Context, items: Sequence[Item]) -> Item | None:
    """What a clause begins with as its subject that is no body: 干部群众开展…, 川渝两地牢固树立…, 《规划》部署….

    A noun or a name before the first verb or preposition is one; words before it that only say when or how are
    passed over. Of a place with a noun after it the noun is the subject. A word that opens with a preposition
    (从党) or points back (全司) is none.
    """
    found: Item | None = who_says(items)
    if found is not None:
        return found
    if items[-1].marks & flags.FRAMES:
        return None  # 软件建设方面，…
    found = head_after_clause(items, 0)
    if found is not None and not isinstance(found, Name):
        return found  # 受灾的|地区|要…
    found = None
    for item in items:
        if isinstance(item, Name):
            if item.type in _ACTORS:
                return None
            found = found or item
            continue
        ends = _by_its_part(item, found) or _by_its_form(context, items, item, found)
        if ends is not None:
            return ends[0]
        if _may_be_subject(item) and not _acts(item) and (found is None or isinstance(found, Name)):
            found = item
    return None


def _by_its_part(item: Unit, found: Item | None) -> tuple[Item | None] | None:
    """The subject, or none, where a word's part in the grammar says so; None where it says nothing."""
    has = item.word.roles
    if "self" in has or ("this" in has and found is None) or (Cue.FELLOWS in has and Cue.TENETS not in has):
        return (item,)  # 我们, 这, 大家
    if Cue.TENETS in has:
        return (None,)
    if item.word.post or not has.isdisjoint(_NO_SUBJECT):
        return (found if has & _AFTER_SUBJECT else None,)
    return None


def _by_its_form(context: Context, items: Sequence[Item], item: Unit, found: Item | None) -> tuple[Item | None] | None:
    """The subject, or none, where a word is a verb, opens with a preposition, or may not go before a subject."""
    if _acts(item):
        noun = item.pos in ("n", "vn") and not _takes_objects(item)
        return None if noun else (None if since(items) else found,)
    if found is None and item.text[0] in _openers(context.lexicon) and item.pos != "f":
        return (None,)
    passed = _may_be_subject(item) or item.pos in PASSED or item.word.roles
    return None if passed else (None,)


def _acts(item: Item) -> bool:
    """True for a verb, or what is one elsewhere: 利用, 树牢."""
    return bool(item.marks & flags.ACTS) or "speech" in item.word.roles or item.pos == "v" or _takes_objects(item)


def _takes_objects(item: Item) -> bool:
    """True for a verb by its part, though the segmenter calls it a noun: 利用, 树牢."""
    return Cue.GOVERNS in item.word.cues or Cue.LENDS in item.word.roles


def _may_be_subject(item: Unit) -> bool:
    """True for a noun, or for all of something: 群众, 全国."""
    has = item.word.roles
    return (item.pos in _NOMINAL and not has) or (item.pos in ("n", "r", "s") and bool(has & _WHOLE))


@lru_cache(maxsize=4)
def _openers(lexicon: Lexicon) -> frozenset[str]:
    """The characters that open a word with a preposition or with what points back."""
    opening = ("aim", "preposer", "locative", "demonstrative")
    return frozenset(word for role in opening for word in lexicon.roles.get(role, ()) if len(word) == 1)


def _says_for_body(subject: Item, lexicon: Lexicon) -> bool:
    """True for 会议指出, 意见提出: a body's meeting or document says what the body does."""
    form = lexicon.form_of(subject.text)
    return form is not None and form.type in _SAYS


def _governments(context: Context, subject: Item) -> tuple[str, ...]:
    """The government that the text names of the place that is the subject, or nothing."""
    if not isinstance(subject, Name) or subject.type is not T.PLACE:
        return ()
    government = context.government(subject.entity)
    return (government,) if government else ()
