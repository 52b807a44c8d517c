"""Bodies by the posts of those who lead them: 三元里|街道办事处|主任|周萍, 杭州市人社局|就业创业指导处|处长|李明."""

from __future__ import annotations

from typing import Final

from kg.model import K, Kind, T
from kg.parse.reading import Name
from kg.parse.units import ORDINAL, PUNCTUATION, Unit
from kg.recognise.bodies import KINDS
from kg.recognise.endings import Ending, Phrase
from kg.recognise.records import seated
from kg.recognise.scan import BODIES, NOMINAL, VAGUE, Scan
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength

_LONGEST: Final = 24  # characters of a name with what it begins with
_OWN_SIZES: Final = 3, 14  # characters of a body's name after the body or place that it begins with
_LIST: Final = 6  # bodies whose posts one person has
_STEM: Final = {Strength.ANCHORED: 3}  # characters before the ending, where nothing says whose the body is
_LEAST: Final = 2
_PARTS: Final = frozenset({Strength.WEAK, Strength.MINISTRY})
_OPENERS: Final = frozenset({
    Cue.WITH, Cue.COORDINATION, Cue.AGENT, Cue.PASSIVE, Cue.AIM, Cue.SPEECH, Cue.PREPOSER, Cue.LOCATIVE, Cue.FORMER,
    Cue.BENEFICIARY,
})  # fmt: skip
_BLOCKS: Final = VAGUE | {Cue.GLOBAL, Cue.SPEAKER, Cue.AMONG, Cue.DOUBLE}
_WORDS: Final = frozenset({
    "n",
    "nr",
    "ns",
    "nt",
    "nz",
    "nrt",
    "ng",
    "vn",
    "j",
    "b",
    "l",
    "s",
    "eng",
    "zg",
    "x",
    "nrfg",
})
_APART: Final = frozenset({"t", "p", "c"})
_PROPER: Final = frozenset({"ns", "nt"})
_NUMBERS: Final = frozenset({"m", "q", "mq"})


def find(scan: Scan) -> None:
    """The bodies before the posts of persons, where their ending alone, or the words in their names, say too little."""
    for person in sorted((n for n in scan.names if n.type is T.PERSON), key=lambda n: n.start):
        post = _first_post(scan, person.first)
        for _ in range(_LIST):
            if post is None:
                break
            body = _known(scan, post)
            if body is None:
                break
            if not body.first or scan.units[body.first - 1].text != "、":
                break
            post = _first_post(scan, body.first - 1)


def _known(scan: Scan, post: int) -> Name | None:
    """The body before the post: one found before, of which it is said whose it is, else the one led."""
    held = scan.until.get(post)
    if held is not None and (held.type is not T.ORGANIZATION or _whose(held)):
        return held if held.type is T.ORGANIZATION else None
    if held is not None and (held.text[0] in scan.levels or held.text[0] in scan.divisions):
        return held  # 镇党委
    if held is not None and held.anchor is not None:
        return _widened(scan, held, held.anchor)
    body = _led(scan, post)
    if body is None or (held is not None and (body.anchor is None or body.first >= held.first)):
        return held
    scan.take([body])
    return body


def _whose(body: Name) -> bool:
    """True where it is said whose a body is: not for the department that a vocabulary has of another body, 服务局."""
    if body.anchor is not None:
        return not (body.anchor.entries and body.anchor.type is T.ORGANIZATION) or _whose(body.anchor)
    return bool(body.entries) and not all(e.kind is K.DEPARTMENT and e.parent for e in body.entries)


def _widened(scan: Scan, branch: Name, body: Name) -> Name:
    """The branch of a body, with the place that the body's name begins with: 长沙市行政审批|服务局|党组."""
    wider = _led(scan, body.last)
    if wider is None or wider.anchor is None or wider.first >= body.first:
        return branch
    name = scan.name(wider.first, branch.last, T.ORGANIZATION, branch.kind)
    name.anchor, name.own = wider, branch.own
    scan.take([wider, name])
    return name


def _posted(u: Unit | None) -> bool:
    """True for a post, or what says that someone is in charge: 负责人."""
    return u is not None and (bool(u.word.post) or Cue.SPEAKER in u.word.roles)


def _first_post(scan: Scan, i: int) -> int | None:
    """The first of the posts that stand before unit i: 党委|书记|、|董事长|李明 without what the body of 书记 is."""
    found = None
    while i > 0:
        if _posted(scan.unit(i - 1)):
            found = i = i - 1
        elif found is not None and scan.units[i - 1].text == "、" and _posted(scan.unit(i - 2)):
            i -= 1
        else:
            break
    if found is not None and found and Cue.FORMER in scan.units[found - 1].word.roles:
        found -= 1
    return found


def _led(scan: Scan, post: int) -> Name | None:
    """The body whose name ends before the post."""
    held = scan.until.get(post) if post else None
    found = _ending(scan, post - 1) if post and (held is not None or scan.at[post - 1] is None) else None
    if found is None:
        return None
    form, head = found
    first, anchor, whole = _begin(scan, head)
    own = anchor.last if anchor is not None else first
    phrase = Phrase(Ending(scan, post - 1, form, head), first, anchor, own, own)
    if not (whole and (_of_its_own(phrase) if anchor is not None else _by_itself(phrase))):
        return None
    name = scan.name(first, post, T.ORGANIZATION, _kind(phrase, form))
    name.anchor, name.own = anchor, phrase.name
    return name


def _ending(scan: Scan, i: int) -> tuple[Form, int] | None:
    """The form that ends with unit i, or what ends the names of bodies before posts alone, and its first unit."""
    found = scan.form(i)
    if found is not None and found[0].type is T.ORGANIZATION and found[0].strength is not Strength.NEVER:
        return found
    u = scan.units[i]
    label = next((word for word in scan.led if u.text.endswith(word)), "")
    return (Form(label, T.ORGANIZATION, None, Strength.NEVER), i) if label else None


def _kind(phrase: Phrase, form: Form) -> Kind | None:
    """The kind of the body: as its form says, and a department for what is in another body."""
    kind = seated(KINDS, phrase, form.kind)
    if phrase.loose:
        return K.DEPARTMENT if kind is K.MINISTRY else kind
    inner = not phrase.placed and (kind is K.GOVERNMENT or not form.kind)
    return K.DEPARTMENT if inner else kind


def _begin(scan: Scan, head: int) -> tuple[int, Name | None, bool]:
    """Where the name with its ending at unit `head` begins, the body or place at its begin, and whether it is whole."""
    k, end = head, scan.units[head].end
    while k > 0 and end - scan.units[k - 1].start <= _LONGEST:
        start, held = scan.units[k].start, scan.until.get(k)
        if start in scan.gaps or start in scan.quote_starts:
            return k, None, True
        if held is not None and held.type in BODIES:
            return held.first, held, True
        if held is None and _parted(scan.units[k - 1]):
            return k, None, True
        if (held is not None and held.type is T.PERSON) or (held is None and not _goes_on(scan.units[k - 1])):
            return k, None, False
        k = held.first if held is not None else k - 1
    return k, None, k == 0


def _parted(u: Unit) -> bool:
    """True for what the name of a body may begin after."""
    return u.text in PUNCTUATION or bool(u.word.roles & _OPENERS) or u.pos in _APART


def _goes_on(u: Unit) -> bool:
    """True for a word that the name of a body may go on with."""
    if Cue.POSSESSIVE in u.word.cues or u.word.roles & _BLOCKS or u.word.post:
        return False
    return u.pos in NOMINAL or u.pos in _NUMBERS


def _of_its_own(phrase: Phrase) -> bool:
    """True where the words between a body or place and the ending are those of one name."""
    scan = phrase.scan
    if not _OWN_SIZES[0] <= len(phrase.name) <= _OWN_SIZES[1] or phrase.bare:
        return False
    return all(_inside(scan, k) for k in range(phrase.own, phrase.end.head))


def _inside(scan: Scan, k: int) -> bool:
    """True for a word that the name of a body may hold: no verb of what someone does, no number but which it is."""
    u = scan.units[k]
    if u.pos in _NUMBERS:
        return ORDINAL.fullmatch(u.text) is not None or u.text.isalpha()
    if u.pos.startswith("v") and u.pos != "vn":
        return not u.word.relations or u.text[:2] in scan.lexicon.inside_bodies
    return True


def _by_itself(phrase: Phrase) -> bool:
    """True where nothing says whose the body is and enough stands before its ending to tell it from others."""
    scan, form = phrase.scan, phrase.form
    begins = scan.units[phrase.first]
    if form.strength in _PARTS and begins.pos not in _PROPER and scan.text[begins.start - 1 : begins.start] == "、":
        return False  # 党组书记、|服务处|处长
    if form.strength is Strength.NEVER or phrase.stem < _STEM.get(form.strength, _LEAST):
        return False
    return Cue.LEVEL not in begins.word.roles and all(_plain(scan, k) for k in range(phrase.first, phrase.end.head))


def _plain(scan: Scan, k: int) -> bool:
    """True for a noun, a level after one, or a number that counts nothing: 浮山路|街道|党工委, 五一|村|党总支."""
    u, after = scan.units[k], scan.units[k + 1]
    if u.word.relations or not u.word.roles <= {Cue.LEVEL}:
        return False
    return u.pos in _WORDS or (u.pos == "m" and u.text.isalpha() and after.pos not in _NUMBERS)
