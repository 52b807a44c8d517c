"""Stand-ins: nouns that stand for the one body of their kind that is spoken of: 学校, 公司, 该院, 学校党委.

And levels that stand for the place: 该县, 全省.
"""

from __future__ import annotations

from kg.model import K, T
from kg.parse import flags
from kg.parse.units import ORDINAL, PUNCTUATION
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

_ADVERBIAL = frozenset({"d", "ad", "t", "c", "m", "a", "z", "vd"})
_DOING = frozenset({"v", "d", "ad", "f"})
_NOUNS = frozenset({"n", "nz", "vn", "a", "b", "m", "q", "r", "ns", "nr", "j", "l", "f"})
_REACH = 6  # units after a subject among which its verb stands


def find(scan: Scan) -> None:
    """Nouns that stand for a body where they act, or where a committee of the body is named by them."""
    for i in scan.marked(flags.STANDS_IN):
        of_all = scan.units[i].text[0] in scan.demonstratives - scan.pointers  # 全院党支部
        party = None if of_all else _committee(scan, i + 1)
        if len(scan.units[i].text) == 1 and (party is None or _of_a_sort(scan, i)):
            continue
        if party is not None:
            scan.take([scan.name(i, party, T.ORGANIZATION, K.PARTY_BODY)])
        elif _heads_follow(scan, i + 1) or (_opens(scan, i) and _acts(scan, i + 1)):
            scan.take([scan.name(i, i + 1, T.ORGANIZATION)])


def regions(scan: Scan) -> None:
    """The autonomous division that is spoken of, by its level alone: 自治区 in 自治区党委."""
    for i in scan.marked(flags.AUTONOMOUS):
        before, after = scan.unit(i - 1), scan.unit(i + 1)
        listed = any(u is not None and u.text == "、" for u in (before, after)) and not _after_post(scan, i)
        named = before is not None and before.pos in ("ns", "nz", "nr", "j")
        if scan.at[i] is None and not listed and not named and after is not None and after.pos not in ("x", "uj"):
            scan.take([scan.name(i, i + 1, T.PLACE)])


def _after_post(scan: Scan, i: int) -> bool:
    """True where unit i goes on with a list of posts: 党委书记、|自治区|人大常委会主任."""
    post = scan.unit(i - 2)
    return post is not None and bool(post.word.post) and scan.units[i - 1].text == "、"


def _heads_follow(scan: Scan, i: int) -> bool:
    """True where the post follows that one holds in the body, or its members: 集团|党委书记, 学校|领导班子成员."""
    u = scan.unit(i)
    return u is not None and (bool(u.word.post) or Cue.MEMBERS in u.word.roles)


def _committee(scan: Scan, i: int) -> int | None:
    """The unit after the party body that begins with unit i: 学校|党委, 该院|机关|第五|党支部."""
    u = scan.unit(i)
    while u is not None and (Cue.VAGUE in u.word.roles or ORDINAL.fullmatch(u.text)):
        i += 1
        u = scan.unit(i)
    form = scan.lexicon.forms.get(u.text) if u is not None else None
    return i + 1 if form is not None and form.kind is K.PARTY_BODY else None


def _of_a_sort(scan: Scan, i: int) -> bool:
    """True where a noun before says of what sort it is: 贫困|村|党支部."""
    before = scan.unit(i - 1)
    return before is not None and before.pos in _NOUNS and before.start + len(before.text) not in scan.gaps


def _opens(scan: Scan, i: int) -> bool:
    """True where a subject may stand: at the beginning, after a mark or a word that says when."""
    before = scan.unit(i - 1)
    return (
        before is None
        or before.text == "\n"
        or (before.text in PUNCTUATION and before.text != "、")
        or before.pos == "t"
    )


def _acts(scan: Scan, i: int) -> bool:
    """True where a verb of doing, a word of plans or a preposition follows, with only adverbs before it."""
    happens = scan.lexicon.roles.get(Cue.HAPPENS, frozenset())
    for u in scan.units[i : i + _REACH]:
        roles = u.word.roles
        if Cue.PLAN in roles or Cue.PREPOSER in roles or Cue.SPEECH in roles or Cue.AIM in roles:
            return True
        if u.word.relations and u.pos != "n":
            return True
        if u.pos == "v" and len(u.text) > 1 and not roles:
            return u.text not in happens
        if u.pos not in _ADVERBIAL:
            return False
    return False


def pointed(scan: Scan) -> None:
    """The place spoken of, by its level: 该|县, 我市, and 全省 where it does something."""
    for i in scan.marked(flags.POINTS):
        unit = scan.units[i]
        if len(unit.text) != 2 or unit.text[1] not in scan.divisions or scan.at[i] is not None:
            continue
        if unit.text[0] in scan.pointers or (Cue.GENERIC in unit.word.roles and _throughout(scan, i)):
            scan.take([scan.name(i, i + 1, T.PLACE)])


def _throughout(scan: Scan, i: int) -> bool:
    """True where all of a place is the subject of its clause: ，全省|上下|正深入学习…, but 全省|水利工作会议."""
    before, after = scan.unit(i - 1), scan.unit(i + 1)
    opens = before is None or before.text in PUNCTUATION or before.pos == "t"
    return opens and after is not None and (after.pos in _DOING or bool(after.marks & flags.ACTS))
