"""What the words and names of a clause are to one another: pure functions of a clause's items.

An item is a unit or a name in its place; a name among units is a word that has no grammar.

    >>> from kg.words.loading import lexicon
    >>> from kg.parse.reading import parse
    >>> items = parse("将推进制定的标准", [], lexicon()).units
    >>> [item.text for item in items]
    ['将', '推进', '制定', '的', '标准']
    >>> [item.text for item in items if governs(item)]
    ['推进', '制定']
    >>> opens_with_aim(items), relative(items[2:4]), relative(items[4:]), modified(items[4])
    (True, True, False, False)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from kg.model import Modality, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit, names_a_kind
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

Item: TypeAlias = Name | Unit

PASSED = frozenset({"t", "d", "ad", "c", "m", "q", "mq", "f", "b", "r", "uj", "x", "z", "ul", "vn", "a", "an"})
"""Parts of speech of what only says when, how or how many, so that a subject and its verb may stand around it."""

GOES_ON = frozenset({"v", "d", "ad", "c", "m", "p"})
"""Parts of speech of what follows a subject, or opens a clause whose subject was named before."""

NOUNS = frozenset({"n", "b", "j", "ng", "f"})
"""Parts of speech of what stands between a body and the post that one holds in it: 国家|主席."""

LISTS = frozenset({Cue.AND, Cue.AND_WITH, Cue.AS_WELL_AS})
"""What joins the members of a list."""

_ASKS = frozenset({"speech", "pivot"})
_WITHIN_LIST = frozenset({"coordination", "level", "leader"})
_OPENS_WITH_AIM = frozenset({"aim", "preposer"})
_COUNTS = frozenset({"m", "q"})
_OF_THE_TIME = frozenset({Cue.DURING, Cue.AFTERWARDS})


def is_post(item: Item) -> bool:
    """True for the word for a post."""
    return isinstance(item, Unit) and bool(item.word.post)


def meets(item: Item, lexicon: Lexicon) -> bool:
    """True for a word for meetings: 会议, 座谈会."""
    form = lexicon.forms.get(item.text)
    return isinstance(item, Unit) and form is not None and form.type is T.MEETING


def governs(item: Item) -> bool:
    """True for a verb that takes objects."""
    return bool(item.marks & flags.ACTS) and item.pos not in ("n", "vn")


def asks(item: Item) -> bool:
    """True for a verb after which others are asked to act: 要求|各地….."""
    return not item.word.roles.isdisjoint(_ASKS)


def gives_agent(item: Item) -> bool:
    """True for 由 and the like, which name the doer of what is done to the subject."""
    return isinstance(item, Unit) and "agent" in item.word.roles


def modified(item: Item) -> bool:
    """True for a noun with a meaning of its own, so that a name before it only says which one is meant."""
    return isinstance(item, Unit) and names_a_kind(item)


def heads(item: Unit) -> bool:
    """True for a plain noun, which makes the name before it say only whose or which: 党中央|决策部署."""
    plain = len(item.text) > 1 and not item.marks & flags.TELLING
    return plain and item.pos in ("n", "nz") and item.word.roles <= {"light", "vague"}


def belongs(items: Sequence[Item], j: int) -> bool:
    """True for the word between two bodies of which the second is part of the first: 杭州海关|所属|宁波海关."""
    around = items[j - 1 : j + 2 : 2] if 0 < j < len(items) else ()
    bodies = len(around) == 2 and all(isinstance(x, Name) and x.type is T.ORGANIZATION for x in around)
    return bodies and isinstance(items[j], Unit) and Cue.BELONGS in items[j].word.cues


def is_person(item: Item) -> bool:
    """True for a person's name."""
    return isinstance(item, Name) and item.type is T.PERSON


def innermost_place(items: Sequence[Item], first: int) -> tuple[Name | None, int]:
    """The last of the places that follow one another from item `first` on, and where they end: 卡塔尔|首都|多哈."""
    place, j = None, first
    while j < len(items):
        item = items[j]
        if isinstance(item, Name) and item.type is T.PLACE:
            place = item
        elif place is None or Cue.SEAT not in item.word.cues:
            break
        j += 1
    return place, j


def speaks(items: Sequence[Item]) -> bool:
    """True where there is a verb of saying."""
    return any("speech" in x.word.roles for x in items)


def who_says(items: Sequence[Item]) -> Unit | None:
    """The noun before a verb of saying: 观看启动仪式的青年学生|纷纷表示.

    >>> from kg.words.loading import lexicon
    >>> from kg.parse.reading import parse
    >>> found = who_says(parse("观看启动仪式的青年学生纷纷表示", [], lexicon()).units)
    >>> found and found.text
    '学生'
    """
    says = len(items) - 1
    if "speech" not in items[says].word.roles:
        return None
    for item in reversed(items[:says]):
        if (
            isinstance(item, Unit)
            and item.pos == "n"
            and not item.word.roles
            and not item.word.post
            and not item.marks & (flags.ACTS | flags.ENDS)
        ):
            return item
        if item.pos not in PASSED:
            return None
    return None


def listed(items: Sequence[Item]) -> bool:
    """True for names, posts and what joins them: 水利部部长李明、财政部部长|王华."""
    return all(
        isinstance(x, Name) or x.word.post or x.word.roles & _WITHIN_LIST or (x.pos in NOUNS and not x.word.relations)
        for x in items
    )


def joins(item: Item, cues: frozenset[Cue]) -> bool:
    """True for the sign between the members of a list, and for a word that is one of the cues."""
    return item.text == "、" or not cues.isdisjoint(item.word.cues)


def relative(items: Sequence[Item]) -> bool:
    """True where 的 is among the items, as it stands between a verb and the noun that its clause is about."""
    return any(isinstance(x, Unit) and Cue.POSSESSIVE in x.word.cues for x in items)


def head_after_clause(items: Sequence[Item], i: int) -> Item | None:
    """The noun that does something itself, where item i begins a clause about it: 基金会|日前发布的|报告|显示.

    >>> from kg.words.loading import lexicon
    >>> from kg.parse.reading import parse
    >>> found = head_after_clause(parse("基金会日前发布的一系列报告显示", [], lexicon()).units, 1)
    >>> found and found.text
    '报告'
    >>> head_after_clause(parse("基金会日前发布了三份报告", [], lexicon()).units, 1)
    """
    while i + 3 < len(items):
        verb, of = items[i : i + 2]
        if verb.word.relations or verb.pos == "v":
            said = isinstance(of, Unit) and Cue.POSSESSIVE in of.word.cues
            return _head(items, i + 2) if said else None
        if verb.pos not in PASSED:
            return None
        i += 1
    return None


def _head(items: Sequence[Item], i: int) -> Item | None:
    """The name, the title or the noun before a verb with which items go on after 的, less how many it is of."""
    counted = i
    while counted + 1 < len(items) and items[counted].pos in _COUNTS:
        counted += 1
    head, then = items[counted], items[counted + 1 : counted + 2]
    if isinstance(head, Name) or head.text == "《":
        return head  # 新华社|发表的《…》
    acts = any(isinstance(x, Unit) and x.pos == "v" for x in then)
    return head if head.pos == "n" and (acts or counted > i) else None


def since(items: Sequence[Item]) -> bool:
    """True for 主题教育开展以来, 开展主题教育以来: a clause of time whose subject is that of the next clause."""
    last, first = (items[-1], items[0]) if items else (None, None)
    if not isinstance(last, Unit) or _OF_THE_TIME.isdisjoint(last.word.cues):
        return False
    return isinstance(first, Name) or (first is not None and governs(first))


def opens_with_aim(items: Sequence[Item]) -> bool:
    """True for 为…, 把…: a clause whose subject may be that of a later one."""
    first = items[0] if items else None
    return isinstance(first, Unit) and bool(first.word.roles & _OPENS_WITH_AIM)


def modality(items: Sequence[Item], k: int) -> Modality:
    """Whether what the verb at k says is denied, conditional, planned or asserted, by the words before it.

    The nearest negation, of three words before the verb, or condition decides; what is planned counts only where
    neither is there.

    >>> from kg.words.loading import lexicon
    >>> from kg.parse.reading import parse
    >>> [modality(parse(text, [], lexicon()).units, 1).name for text in ("未批准", "如果批准", "将批准", "已批准")]
    ['DENIED', 'CONDITIONAL', 'PLANNED', 'ASSERTED']
    """
    planned = False
    for j in range(k - 1, -1, -1):
        item = items[j]
        if "negation" in item.word.roles and k - j <= 3:
            return Modality.DENIED
        if "condition" in item.word.roles:
            return Modality.CONDITIONAL
        if "plan" in item.word.roles:
            planned = True
    return Modality.PLANNED if planned else Modality.ASSERTED
