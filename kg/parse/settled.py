"""Places below the county whole, where the segmenter cuts through them: 盘龙山村, not 盘龙|山村; 石家河村|马哎力."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from kg.model import EntityType
from kg.parse import flags
from kg.parse.cuts import Split
from kg.parse.units import ORDINAL, PUNCTUATION, Token
from kg.words.grammar import Cue, Strength
from kg.words.lexicon import Lexicon

_SHORTEST, _LONGEST = 2, 4  # characters of a name before its ending
_STREETS = (2, 3)  # characters of the name of a subdistrict
_SIGN = 6  # characters of a form that follows one
_NAMES = frozenset({"n", "nr", "ns", "nz", "nrt", "nrfg", "x", "j", "s", "f", "a", "nt", "ng", "m", "v", "t", "q", "b"})
_PROPER = frozenset({"nr", "ns", "nz", "nrt", "nrfg", "ng", "x"})
_PUTS_INTO = frozenset({Cue.APPOINTED, Cue.COPULA, Cue.BENEFICIARY})
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def settled(tokens: list[Token], text: str, again: Split) -> list[Token]:
    """The tokens of the text, with each place below the county as one, and what stands beside it cut anew.

    Such a place follows a place or what says where something is, opens a clause before another or before a form that
    only bodies of places have, or is called as one of these.
    """
    rules = _rules(again.lexicon)
    if rules.ending.search(text) is None:
        return tokens
    spans = _Settling(tokens, text, rules).spans()
    return _cut(tokens, text, spans, again) if spans else tokens


@dataclass(frozen=True)
class _Rules:
    """What the ontology says of such places."""

    lexicon: Lexicon

    @cached_property
    def ending(self) -> re.Pattern[str]:
        return _any_of(self.lexicon.settlements)

    @cached_property
    def endings(self) -> re.Pattern[str]:
        """Every place where an ending begins, also within another."""
        return re.compile(f"(?={self.ending.pattern})")

    @cached_property
    def barred(self) -> frozenset[str]:
        """The characters that no such name has."""
        roles = self.lexicon.roles
        listed = (Cue.CLITIC, Cue.COORDINATION, Cue.AMONG, Cue.POSSESSIVE)
        return frozenset(w for role in listed for w in roles.get(role, ()) if len(w) == 1)

    @cached_property
    def possessives(self) -> frozenset[str]:
        return self.lexicon.roles.get(Cue.POSSESSIVE, frozenset())

    @cached_property
    def counters(self) -> frozenset[str]:
        return self.lexicon.roles.get(Cue.COUNTER, frozenset())

    @cached_property
    def streets(self) -> frozenset[str]:
        return self.lexicon.roles.get(Cue.STREET, frozenset())

    @cached_property
    def unopened(self) -> frozenset[str]:
        """The characters that none begins with."""
        roles = self.lexicon.roles
        listed = (Cue.DEMONSTRATIVE, Cue.GENERIC, Cue.LEVEL, Cue.DIVISION, Cue.PRONOUN)
        found = frozenset(w for role in listed for w in roles.get(role, ()) if len(w) == 1)
        return found - roles.get(Cue.VAGUE, frozenset())  # 新

    @cached_property
    def within(self) -> re.Pattern[str]:
        """The endings that no name has in it: 高台子|街道|近郊村."""
        return _any_of([word for word in self.lexicon.settlements if len(word) > 1])

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The words of what sort a place is, and how many: 示范|村, 首个|街道."""
        roles = self.lexicon.roles
        numbers = roles.get(Cue.COUNTER, frozenset()) | roles.get(Cue.GENERIC, frozenset())
        return tuple(word for word in roles.get(Cue.SORT, ()) if len(word) > 1 or word in numbers)

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """The same, and the words before a post, which a village may be part of: 担任|村支书."""
        return tuple(w for w in (*self.kinds, *self.lexicon.roles.get(Cue.APPOINTED, ())) if len(w) > 1)

    @cached_property
    def counties(self) -> frozenset[str]:
        """The last characters of divisions from the county on."""
        return self.lexicon.roles.get(Cue.DIVISION, frozenset()) - set(self.lexicon.settlements)

    @cached_property
    def divisions(self) -> tuple[str, ...]:
        return (*self.lexicon.roles.get(Cue.DIVISION, ()), *self.lexicon.settlements)

    @cached_property
    def rural(self) -> frozenset[str]:
        """The words that begin or end with such an ending and are words of their own: 村民, 乡村."""
        return self.lexicon.roles.get(Cue.RURAL, frozenset())

    @cached_property
    def words(self) -> re.Pattern[str]:
        return _any_of(sorted(self.rural))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """What matches any of the words, in their order, or nothing."""
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


@lru_cache(maxsize=4)
def _rules(lexicon: Lexicon) -> _Rules:
    return _Rules(lexicon)


class _Settling:
    """One pass over the tokens of a text."""

    def __init__(self, tokens: Sequence[Token], text: str, rules: _Rules) -> None:
        self.tokens, self.text, self.rules = tokens, text, rules
        self.starts = list(accumulate((len(t[0]) for t in tokens), initial=0))
        self.ends: set[int] = set()  # where the places found end
        self.done = 0  # where the last of them ends

    def spans(self) -> list[tuple[int, int]]:
        """The places, in order, without overlap."""
        found: list[tuple[int, int]] = []
        for m in self.rules.ending.finditer(self.text):
            if m.start() < self.done:
                continue
            span = self._place(m.start(), m.end()) or self._opening(m.start(), m.end())
            if span is not None:
                found.append(span)
                self.done = span[1]
                self.ends.add(span[1])
        return self._everywhere(found)

    def _everywhere(self, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The places, and where else the text calls them so; where two would overlap the first, then the longer."""
        more: list[tuple[int, int]] = []
        for span in self._called(frozenset(self.text[a:b] for a, b in found)):
            n = bisect_left(found, span)
            free = (n == 0 or found[n - 1][1] <= span[0]) and (n == len(found) or span[1] <= found[n][0])
            if free and (not more or more[-1][1] <= span[0]):
                more.append(span)
        return sorted(found + more)

    def _called(self, names: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Where the text has one of the names, in the order of their endings, and of one ending the longest first."""
        lengths = sorted(set(map(len, names)), reverse=True)
        for m in self.rules.endings.finditer(self.text) if names else ():
            for start in range(max(0, m.start() - _LONGEST), m.start() - _SHORTEST + 1):
                for length in lengths:
                    if self.text[start : start + length] in names:
                        yield start, start + length

    def _place(self, at: int, end: int) -> tuple[int, int] | None:
        """The place whose ending stands at a position, after a place or a word that says where something is."""
        for size in range(_SHORTEST, _LONGEST + 1):
            start = at - size
            if start < self.done:
                break
            if (self._after_place(start) or self._after_locative(start)) and self._named(start, at, end):
                return None if start not in self.ends and self._is_place(start) else (start, end)
        return None

    def _opening(self, at: int, end: int) -> tuple[int, int] | None:
        """The place with which a clause opens, before another or before what only follows places."""
        for size in range(_SHORTEST, _LONGEST + 1):
            start = at - size
            if start < self.done:
                break
            if self._opens(start):
                inside = self._within(start, at)
                proper = any(t[1] in _PROPER or (len(t[0]) == 1 and t[1] != "v") for t in inside)
                chained = self._before_another(end) and all(t[1] != "v" for t in inside)
                may = self._named(start, at, end) and (chained or (proper and self._signed(end)))
                return (start, end) if may else None
        return None

    def _opens(self, start: int) -> bool:
        """True after a punctuation mark, 的, or what puts one into a post: 当选为|柳坊村党支部书记."""
        if start == 0 or self.text[start - 1] in PUNCTUATION or self.text[start - 1] in self.rules.possessives:
            return True
        token = self._token_to(start)
        return token is not None and not token[2].roles.isdisjoint(_PUTS_INTO)

    def _before_another(self, end: int) -> bool:
        after = self.rules.ending.search(self.text, end, end + _LONGEST + 2)
        return after is not None and self._named(end, after.start(), after.end())

    def _within(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that begin in the span."""
        return self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _token_to(self, at: int) -> Token | None:
        """The token that ends at a position."""
        n = bisect_left(self.starts, at)
        return self.tokens[n - 1] if 0 < n < len(self.starts) and self.starts[n] == at else None

    def _after_place(self, at: int) -> bool:
        if at in self.ends or (at and self.text[at - 1] == "、" and at - 1 in self.ends):
            return True
        if at and self.text[at - 1] in self.rules.streets and self._after_street(at - 1):
            return True
        token = self._token_to(at)
        if token is not None and token[0] in self.rules.possessives:
            token = self._token_to(at - len(token[0]))  # 石景山区|的|八角中里社区
        if token is None or len(token[0]) == 1:
            return False
        text, pos, word, _ = token
        return any(e.type is EntityType.PLACE for e in word.entries) or (
            pos in ("ns", "nr") and text.endswith(self.rules.divisions)
        )

    def _after_street(self, at: int) -> bool:
        """True where the name of a subdistrict ends at a position: 和平区|五大道|街, ，|旧街|街."""
        if self.rules.within.match(self.text, at) is not None:
            return False  # 垦利街道|佳苑社区
        starts = (at - size for size in _STREETS if at >= size and _HAN.fullmatch(self.text, at - size, at))
        return any(self._opens(start) or self._after_locative(start) or self._after_place(start) for start in starts)

    def _is_place(self, start: int) -> bool:
        """True where a known place begins: 临沂|代村."""
        return any(e.type is EntityType.PLACE for t in self._within(start, start + 1) for e in t[2].entries)

    def _after_locative(self, at: int) -> bool:
        token = self._token_to(at)
        if token is not None and token[1] == "ul":
            token = self._token_to(at - len(token[0]))
        return token is not None and Cue.LOCATIVE in token[2].roles

    def _named(self, start: int, at: int, end: int) -> bool:
        """True where the text from start to an ending may be the name of a place, and the ending is no other word's."""
        stem, rules = self.text[start:at], self.rules
        if _HAN.fullmatch(stem) is None or not rules.barred.isdisjoint(stem) or rules.within.search(stem):
            return False
        if stem[0] in rules.unopened or stem.startswith(rules.openings) or stem.endswith(rules.kinds):
            return False
        if end - at == 1 and stem.endswith(rules.divisions) and not self._own_end(start, at):
            return False
        if not self._ends_there(at, end):
            return False
        inside = self._within(start, at)
        if inside and self.starts[bisect_left(self.starts, at)] != at:
            inside = inside[:-1]  # 盘龙|山村
        return all(self._may_name(t) for t in inside)

    def _own_end(self, start: int, at: int) -> bool:
        """True where a name ends in a division's character of its own: 苏村|村, 自治县|晃州|镇."""
        return self.text[at - 1] == self.text[at] or (at - start == _SHORTEST and self._after_place(start))

    def _may_name(self, token: Token) -> bool:
        text, pos, word, _ = token
        if len(text) == 1:
            return True
        if word.relations or word.post or word.roles or any(e.type is not EntityType.PLACE for e in word.entries):
            return False
        counts = pos == "m" and text[-1] in self.rules.counters  # 三个|村
        return pos in _NAMES and not counts and text not in self.rules.lexicon.forms

    def _ends_there(self, at: int, end: int) -> bool:
        """True where no other word begins or ends with the ending: not 乡|村, 驻|村, 村民, 武乡|县, 街道办."""
        text, rules = self.text, self.rules
        if text[at - 1 : end] in rules.rural or rules.words.match(text, at) is not None:
            return False
        if text[end : end + 1] in rules.counties or text[at : end + 1] in rules.lexicon.forms:
            return False
        return end - at > 1 or text[at] == text[end : end + 1] or rules.ending.match(text, end) is None

    def _signed(self, end: int) -> bool:
        """True where a form that only bodies of places have, or a post, follows."""
        lexicon = self.rules.lexicon
        ordinal = ORDINAL.match(self.text, end)
        end = ordinal.end() if ordinal is not None else end  # 社区|第二|党支部
        for size in range(_SIGN, 1, -1):
            text = self.text[end : end + size]
            form = lexicon.forms.get(text)
            if form is not None and form.strength is Strength.ANCHORED:
                return True
            word = lexicon.words.get(text)
            if word is not None and word.post:
                return True
        return False


def _cut(tokens: Sequence[Token], text: str, spans: Sequence[tuple[int, int]], again: Split) -> list[Token]:
    """The tokens, with one for each span, and those cut anew that a span cuts through."""
    starts = list(accumulate((len(t[0]) for t in tokens), initial=0))
    found: list[Token] = []
    at = 0  # characters done
    for start, end in spans:
        found += _between(tokens, starts, text, at, start, again)
        name, pos, word, marks = again.whole[text[start:end], "ns"]
        found.append((name, pos, word, marks | flags.SETTLED))
        at = end
    return [*found, *_between(tokens, starts, text, at, len(text), again)]


def _between(
    tokens: Sequence[Token], starts: Sequence[int], text: str, first: int, last: int, again: Split
) -> Iterator[Token]:
    """The tokens of the text from first to last; up to the next punctuation mark they are cut anew."""
    if first >= last:
        return
    a, b = bisect_left(starts, first), bisect_right(starts, last) - 1
    if a > b:
        yield from again.tokens(text[first:last])
        return
    if starts[a] > first:
        stop = next((k for k in range(a, b) if tokens[k][0] in PUNCTUATION), b)
        yield from again.tokens(text[first : starts[stop]])
        a = stop
    if starts[b] < last:
        back = next((k + 1 for k in range(b - 1, a - 1, -1) if tokens[k][0] in PUNCTUATION), a)
        yield from tokens[a:back]
        yield from again.tokens(text[starts[back] : last])
        return
    yield from tokens[a:b]
