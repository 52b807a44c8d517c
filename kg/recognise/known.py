"""Names that the ontology gives: vocabulary entries, patterns, and places that the segmenter knows."""

from __future__ import annotations

from functools import lru_cache

from kg.model import EntityType, R, Reason, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.recognise.scan import ORDER, VAGUE, Scan
from kg.words.entries import Entry, Word
from kg.words.grammar import Cue

_PLACE_SIZES = range(2, 8)
_SHORT = {T.SLOGAN: 4, T.PROGRAM: 3}


def entries(scan: Scan) -> None:
    """Units that vocabularies hold; of several types the first in document, meeting, body, programme and so on.

    A formulation of up to four characters (担当) or a programme of up to three (促消费) is a plain word as well: it
    counts in quotation marks or where a verb takes it as its object.
    """
    found: list[Name] = []
    for i in scan.marked(flags.NAMED | flags.PLACE):
        u = scan.units[i]
        if u.word.entries and u.word.roles.isdisjoint(VAGUE):
            type_, chosen, reason = _sense(u.word, u.text)
            if not _another(scan, i, type_, reason):
                found.append(
                    Name(u.start, u.end, i, i + 1, u.text, type_, chosen[0].kind, entries=chosen, reason=reason)
                )
        elif u.pos == "ns" and len(u.text) in _PLACE_SIZES and not u.word.roles and _stands_as_place(scan, i):
            found.append(scan.name(i, i + 1, T.PLACE))
    scan.take(found)


def _another(scan: Scan, i: int, type_: EntityType, reason: Reason) -> bool:
    """True where unit i, though vocabularies hold it, is a plain word here or the end of another's name."""
    text = scan.units[i].text
    if type_ is T.ORGANIZATION:
        if text in scan.lexicon.forms and _cut(scan, i):
            return True
        if reason is Reason.ALIAS and _namesake(scan, i):
            return True
    if len(text) <= _SHORT.get(type_, 0) and not _upheld(scan, i):
        return True
    return len(text) == 1 and not _located(scan, i)


@lru_cache(maxsize=1 << 16)
def _sense(word: Word, text: str) -> tuple[EntityType, tuple[Entry, ...], Reason]:
    """The type that a word of the vocabularies stands for, its entries of that type, and how it names them."""
    types = {e.type for e in word.entries}
    type_ = next(t for t in ORDER if t in types)
    chosen = tuple(e for e in word.entries if e.type is type_)
    return type_, chosen, Reason.EXACT if any(e.label == text for e in chosen) else Reason.ALIAS


def pointed(scan: Scan) -> None:
    """The place spoken of, by its level: 该|县, 我市."""
    for i in scan.marked(flags.POINTS):
        u, after = scan.units[i], scan.unit(i + 1)
        last = i + 1
        if len(u.text) == 1 and after is not None and after.text in scan.divisions:
            last = i + 2
        elif len(u.text) != 2 or u.text[1] not in scan.divisions:
            continue
        if all(scan.at[k] is None for k in range(i, last)):
            scan.take([scan.name(i, last, T.PLACE)])


def holders(scan: Scan) -> None:
    """The body that a meeting's name begins with, inside it: 国务院 in 国务院常务会议."""
    words = scan.lexicon.words
    for name in [n for n in scan.names if n.type is T.MEETING and n.anchor is None]:
        for size in range(len(name.text) - 2, 1, -1):
            if scan.starting(name.start + size) is None and name.last - name.first > 1:
                continue
            word = words.get(name.text[:size])
            bodies = tuple(e for e in word.entries if e.type is T.ORGANIZATION) if word else ()
            if bodies:
                holder = Name(
                    name.start, name.start + size, name.first, name.last, name.text[:size],
                    T.ORGANIZATION, bodies[0].kind, entries=bodies, reason=Reason.ALIAS,
                )  # fmt: skip
                scan.names.append(holder)
                name.anchor, name.own = holder, name.text[size:]
                break


def patterns(scan: Scan) -> None:
    """Names by the patterns of the ontology: 党的十九届五中全会."""
    text = scan.text
    for pattern in scan.lexicon.patterns:
        for part in pattern.contains:
            if part not in text:
                break
        else:
            for m in pattern.regex.finditer(text):
                first, last = scan.around(m.start(), m.end())
                if first < last:
                    scan.take([Name(m.start(), m.end(), first, last, m.group(), pattern.type)])


def _upheld(scan: Scan, i: int) -> bool:
    return scan.within_quotes(scan.units[i]) or scan.governed(i - 1, R.UPHOLDS, R.UNDERTAKES)


def _cut(scan: Scan, i: int) -> bool:
    """True where a noun of no body stands directly before what may be a body's name or its end: 总统|办公室."""
    before = scan.unit(i - 1)
    return (
        before is not None
        and before.pos in ("n", "vn", "nz", "j")
        and not before.word.entries
        and not before.word.roles
        and not before.marks & flags.ENDS
    )


def _namesake(scan: Scan, i: int) -> bool:
    """True where the word before the short name of a known body makes it another's: 附属|协和医院, 省|社科院."""
    before = scan.unit(i - 1)
    if before is None:
        return False
    local = before.text in scan.divisions and scan.lexicon.form_of(scan.units[i].text) is None
    return local or Cue.ATTACHED in before.word.roles


def _located(scan: Scan, i: int) -> bool:
    """True after 在 and the like: one character is a place's name only there (在京)."""
    before = scan.unit(i - 1)
    return before is not None and Cue.LOCATIVE in before.word.roles


def _stands_as_place(scan: Scan, i: int) -> bool:
    """True where an unlisted word for a place stands as one: after a locative, after a place, in a list of places."""
    if scan.lexicon.form_of(scan.units[i].text) is not None:
        return False
    before = scan.unit(i - 1)
    if before is not None and before.text == "、":
        before = scan.unit(i - 2)
        if before is not None and before.pos == "ns":
            return True
    if before is None:
        return False
    return Cue.LOCATIVE in before.word.roles or any(e.type is T.PLACE for e in before.word.entries)
