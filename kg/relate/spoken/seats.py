"""Seats: what bodies or persons are in their clause, by the words before and after them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from kg.model import T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.records import record
from kg.relate.words import GOES_ON, LISTS, NOUNS, Item, head_after_clause, heads, is_person, is_post, joins, relative
from kg.rules import Rules
from kg.words.grammar import Cue

Part: TypeAlias = Literal["subject", "once", "partner", "other"]
_POSTS = 4  # items after a body among which the person is who has the posts in it
_LISTED = 2  # items before the last of a list
_ENDS_LIST = frozenset({Cue.AND, Cue.AND_WITH})
_PREPOSED = frozenset({"preposer"})
_GOVERNS_NAMES = frozenset({"aim", "passive", "preposer", "preposed"})
_OF_NAMES = frozenset({"n", "ns", "nz", "nr", "eng"})
_SAYS_WHICH = frozenset({"a", "b", "m", "z", "f", "ag"})
_LEAVES_SUBJECT = frozenset({"speech", "pivot", "with", "agent", "coordination"})
_SAYS = frozenset({"speech", "speaker"})
_ASPECT = frozenset({"ul", "uz", "ug"})


@record
class Seat:
    """Where bodies or persons stand: items `first` to `stop` of a clause, and the items `before` and `after` them.

    `governed` is true where a verb before them takes objects.
    """

    items: Sequence[Item]
    first: int
    stop: int
    governed: bool
    before: Item | None
    after: Item | None

    @classmethod
    def of(cls, items: Sequence[Item], first: int, stop: int, governed: bool) -> Seat:
        """The seat of items first to stop."""
        before = items[first - 1] if first else None
        return cls(items, first, stop, governed, before, items[stop] if stop < len(items) else None)


SEATS: Rules[[Seat], Part | None] = Rules("seats")
"""The first that knows decides; where none does, they are the subject."""


@SEATS.rule(says=(("水利部会同财政部推进河长制。", "水利部 cooperatesWith 财政部"),))
def partner(seat: Seat) -> Part | None:
    """会同|财政部: with whom the subject does it."""
    before = _before_posts(seat)
    return (
        "partner"
        if isinstance(before, Unit) and "with" in before.word.roles and Cue.AND not in before.word.cues
        else None
    )


def _before_posts(seat: Seat) -> Item | None:
    """The item before a person's country and posts: 同|俄罗斯|总统|普京; of a body the item before it."""
    items, i = seat.items, seat.first - 1
    named = items[seat.first]
    if isinstance(named, Name) and named.type is T.PERSON:
        while i >= 0 and (isinstance(items[i], Name) or items[i].word.post or items[i].pos in NOUNS):
            i -= 1
    return items[i] if i >= 0 else None


@SEATS.rule(
    says=(("这是水利部扎实推进城市更新的重要举措。", "水利部 undertakes 城市更新"),),
    not_=(("这是水利部扎实推进城市更新的重要举措，要推进河长制。", "水利部 undertakes 河长制"),),
)
def doer_in_a_predicate(seat: Seat) -> Part | None:
    """这是|水利部|推进城市更新|的重要举措: who does what something is said to be; no more is said of them."""
    before, after = seat.before, seat.after
    if not isinstance(before, Unit) or Cue.COPULA not in before.word.roles or not isinstance(after, Unit):
        return None
    acts = bool(after.marks & flags.ACTS) or after.pos in GOES_ON
    rest = seat.items[seat.stop :]
    done = next((k for k, item in enumerate(rest) if item.marks & flags.ACTS), len(rest))
    return "once" if acts and relative(rest[done + 2 :]) else None


@SEATS.rule(refuses=(("防洪是国务院确定的任务，要推进河长制。", "国务院 undertakes 河长制"),))
def predicate_noun(seat: Seat) -> Part | None:
    """定点扶贫是|国务院|确定的方针: part of what something is said to be."""
    before = seat.before
    return "other" if isinstance(before, Unit) and "copula" in before.word.roles else None


@SEATS.rule(refuses=(("经国务院同意，要推进乡村振兴。", "国务院 undertakes 乡村振兴战略"),))
def whose_consent(seat: Seat) -> Part | None:
    """经|国务院|同意: who only agrees; the doer of anything else that 由 and its like name is the subject."""
    before, after = seat.before, seat.after
    if not isinstance(before, Unit) or "agent" not in before.word.roles:
        return None
    return "other" if after is not None and "consent" in after.word.roles else "subject"


@SEATS.rule(
    refuses=(
        ("向国务院报告，要推进乡村振兴。", "国务院 undertakes 乡村振兴战略"),
        ("将辖区水利部列为试点单位，推进厕所革命。", "水利部 undertakes 厕所革命"),
    )
)
def governed_by_preposition(seat: Seat) -> Part | None:
    """向|国务院, 把|水利部, 将|辖区|水利部: what a preposition governs."""
    before = seat.before
    if not isinstance(before, Unit):
        return None
    if before.pos == "n" and not before.word.post and seat.first > 1:
        return "other" if _PREPOSED & seat.items[seat.first - 2].word.roles else None
    return "other" if before.word.roles & _GOVERNS_NAMES or Cue.TOWARD in before.word.cues else None


@SEATS.rule(refuses=(("浙江省人民政府要建设教育中心，推进厕所革命。", "教育中心 undertakes 厕所革命"),))
def what_is_built(seat: Seat) -> Part | None:
    """要建设|教育中心: what a verb that carries a relation takes."""
    before = seat.before
    if not isinstance(before, Unit) or seat.first < 2 or not before.word.relations:
        return None
    return None if before.word.roles & _LEAVES_SUBJECT else "other"


@SEATS.rule(
    refuses=(
        ("水利部代表团在北京的财政部总部，推进乡村振兴。", "财政部 undertakes 乡村振兴战略"),
        ("水利部代表团在旧址财政部总部，推进乡村振兴。", "财政部 undertakes 乡村振兴战略"),
    )
)
def where_it_takes_place(seat: Seat) -> Part | None:
    """在|瑞士|洛桑|的|国际奥委会|总部: whose place it is, in whatever place and of whatever name."""
    for item in reversed(seat.items[: seat.first]):
        if Cue.LOCATIVE in item.word.roles:
            return "other"
        if not _of_a_place(item):
            return None
    return None


def _of_a_place(item: Item) -> bool:
    """True for what may stand between 在 and where something is: a place, 的, a part of a name that is not known."""
    if isinstance(item, Name):
        return item.type is T.PLACE
    return Cue.POSSESSIVE in item.word.cues or (item.pos in _OF_NAMES and not item.word.roles)


@SEATS.rule(
    says=(("国务委员、水利部部长李明强调，要推进河长制。", "水利部 undertakes 河长制"),),
    not_=(("负责抓好书记、水利部部长的培训，推进河长制。", "水利部 undertakes 河长制"),),
)
def after_a_post_of_no_name(seat: Seat) -> Part | None:
    """国务委员、|水利部|部长: the body of one post more, where the first names none."""
    if seat.first < _LISTED or seat.after is None or not is_post(seat.after) or not _lists(seat.before):
        return None
    named = any(isinstance(item, Name) for item in seat.items[: seat.first])
    held = any(map(is_person, seat.items[seat.stop : seat.stop + _POSTS]))
    return "subject" if held and is_post(seat.items[seat.first - 2]) and not named else None


def _lists(before: Item | None) -> bool:
    """True for what joins the last of a list to the others."""
    return isinstance(before, Unit) and joins(before, _ENDS_LIST)


@SEATS.rule(refuses=(("各地群众和水利部推进河长制。", "水利部 undertakes 河长制"),))
def end_of_a_list(seat: Seat) -> Part | None:
    """群众、|水利部: the end of a list of others."""
    return "other" if _lists(seat.before) and seat.first >= _LISTED else None


@SEATS.rule(
    refuses=(
        ("群众瞻仰中国人民抗日战争纪念馆，推进河长制。", "中国人民抗日战争纪念馆 undertakes 河长制"),
        ("水利部完成任务，得到了国务院肯定，推进河长制。", "国务院 undertakes 河长制"),
    )
)
def object_of_a_plain_verb(seat: Seat) -> Part | None:
    """瞻仰|纪念馆, 得到|了|国务院: what a verb takes that carries no relation."""
    before, named = seat.before, seat.items[seat.first]
    body = isinstance(named, Name) and named.type is T.ORGANIZATION and not (seat.after and seat.after.word.post)
    if isinstance(before, Unit) and before.pos in _ASPECT and seat.first > 1 and body:
        before = seat.items[seat.first - 2]  # but 听取了王小川作的报告
    if not isinstance(before, Unit) or before.pos != "v" or len(before.text) < 2:
        return None
    return None if before.word.roles or before.word.relations else "other"


@SEATS.rule(
    refuses=(("法国前总统林望强调，要推进河长制。", "法国政府 undertakes 河长制"),),
)
def past_post(seat: Seat) -> Part | None:
    """法国|前|总统: of whom has a post no more or not yet, and does not speak for the government."""
    after = seat.after
    return "other" if isinstance(after, Unit) and Cue.OUT_OF_OFFICE in after.word.cues else None


@SEATS.rule(refuses=(("乡村振兴战略水利部推进河长制。", "水利部 undertakes 河长制"),))
def after_a_name(seat: Seat) -> Part | None:
    """Right after a name that is no place: no word says what the two are to one another."""
    before = seat.before
    return "other" if isinstance(before, Name) and before.type is not T.PLACE else None


@SEATS.rule(
    says=(("教育部、财政部的广大党员干部认真学习党的二十大精神。", "教育部 studies 党的二十大"),),
)
def its_members(seat: Seat) -> Part | None:
    """教育部|的广大党员干部|认真学习: its members act for a body."""
    if seat.governed:
        return None
    for item in seat.items[seat.stop :]:
        if "members" in item.word.roles:
            return "subject"
        if not (isinstance(item, Unit) and (Cue.POSSESSIVE in item.word.cues or item.pos in _SAYS_WHICH)):
            return None
    return None


@SEATS.rule(
    refuses=(
        ("党中央决策部署情况，要坚持高质量发展。", "党中央 upholds 高质量发展"),
        ("水利部积极响应党中央和习近平总书记的号召，推进河长制。", "党中央 undertakes 河长制"),
    )
)
def whose_it_is(seat: Seat) -> Part | None:
    """党中央|决策部署, 水利部|的, 水利部|关于: they only say whose something is."""
    after = _after_all(seat)
    if not isinstance(after, Unit):
        return None
    return "other" if Cue.POSSESSIVE in after.word.cues or heads(after) or "about" in after.word.roles else None


def _after_all(seat: Seat) -> Item | None:
    """The item after a list of which the seat is the beginning: 党中央|和|习近平总书记|的."""
    items, i = seat.items, seat.stop
    while i + 1 < len(items) and isinstance(items[i + 1], Name) and joins(items[i], LISTS):
        i += 2
        while i < len(items) and items[i].word.post:
            i += 1
    return items[i] if i < len(items) else None


@SEATS.rule(
    refuses=(
        ("教育部日前发布的报告显示，要推进乡村振兴。", "教育部 undertakes 乡村振兴战略"),
        ("教育部出台的一批办法受到欢迎，要推进乡村振兴。", "教育部 undertakes 乡村振兴战略"),
    )
)
def in_a_relative_clause(seat: Seat) -> Part | None:
    """基金会|日前发布的报告显示: the noun after 的 is the subject."""
    return "other" if head_after_clause(seat.items, seat.stop) is not None else None


@SEATS.rule(
    refuses=(
        ("水利部成立新的国务院安委会，推进河长制。", "国务院安委会 undertakes 河长制"),
        ("推进河长制的水利部，要坚持高质量发展。", "水利部 upholds 高质量发展"),
    )
)
def object_of_a_verb(seat: Seat) -> Part | None:
    """成立|调查组: what a verb takes, but for those who then say something."""
    if not seat.governed:
        return None
    following = seat.after.word.roles if seat.after is not None else frozenset[str]()
    return "other" if following.isdisjoint(_SAYS) else None
