"""The text as units: known names and phrases whole, other words as they are cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from operator import itemgetter

from kg.model import EntityType
from kg.normalised import Plain
from kg.parse import flags
from kg.parse.cuts import Split, Whole, split
from kg.parse.settled import settled
from kg.parse.units import Token, Unit
from kg.words.grammar import Cue, Strength
from kg.words.lexicon import Lexicon

_NEAR = 40  # characters in which the form ends that a token begins
_FIELDS = frozenset({"n", "vn", "nz", "j", "l", "nt", "nr", "an"})  # parts of speech of what bodies are for
_WHICH = _FIELDS | {"ns", "eng", "b"}
_OPENS = frozenset({Cue.LOCATIVE, Cue.GENERIC, Cue.DEMONSTRATIVE, Cue.VAGUE})
_NOT_WHICH = frozenset({Cue.LOCATIVE, Cue.DEMONSTRATIVE, Cue.PRONOUN, Cue.GENERIC, Cue.AMONG, Cue.SPEAKER})
_text, _pos = itemgetter(0), itemgetter(1)
_Made = dict[int, tuple[int, list[Token]]]
"""Tokens that take others' place: by the first of these the one after the last, and those made of them, in order."""


def chunk(view: Plain, lexicon: Lexicon) -> tuple[list[int], list[Unit]]:
    """The plain text as units in order: known names and phrases whole, other words as the segmenter cuts them.

    With where each starts and, as the last, where the text ends.

    A known form of fewer than four characters counts only where the segmenter's words begin and end with it, alone or
    with the known form after it (省委|书记); grammar phrases always do. Of forms that overlap, the leftmost and then
    longest was found (see `Lexicon.matches`).
    """
    again = split(lexicon)
    cut = settled(again.tokens(view.view), view.text, again)
    starts, tokens = _merged(cut, view, lexicon, again)
    starts, tokens = _heads_apart(starts, tokens, lexicon, again.whole)
    starts, tokens = _assemblies_apart(starts, tokens, lexicon, again.whole)
    starts, tokens = _levels_joined(starts, tokens, view, again)
    return starts, list(map(Unit, starts, starts[1:], tokens))


def _merged(tokens: list[Token], view: Plain, lexicon: Lexicon, again: Split) -> tuple[list[int], list[Token]]:
    """The tokens, with one for each known form that is not one of them, and for what it leaves of others.

    With the start of each, and the end of the text.
    """
    text, whole, starts = view.text, again.whole, list(accumulate(map(len, map(_text, tokens)), initial=0))
    begins: list[int] = []
    merged: list[Token] = []
    at = done = 0  # the characters that are merged, and the tokens that begin before them
    for left, right in _known_spans(view, starts, lexicon):
        first = bisect_right(starts, left) - 1
        if first >= done:
            if at < starts[done]:
                _take_rest(text[at : starts[done]], tokens[done - 1][1], at, again, begins, merged)
            begins += starts[done:first]
            merged += tokens[done:first]
            at = starts[first]
        pos = tokens[first][1]
        if at < left:
            begins.append(at)
            merged.append(whole[text[at:left], pos])
        form = text[left:right]
        if right - left > len(tokens[first][0]):
            known = lexicon.words[form]
            pos = "v" if not known.entries and (known.relations or Cue.SPEECH in known.roles) else "n"
        begins.append(left)
        merged.append(whole[form, pos])
        at, done = right, bisect_left(starts, right, lo=first)
    if at < starts[done]:
        _take_rest(text[at : starts[done]], tokens[done - 1][1], at, again, begins, merged)
    return begins + starts[done:], merged + tokens[done:]


def _take_rest(rest: str, pos: str, at: int, again: Split, begins: list[int], merged: list[Token]) -> None:
    """Add what a known form leaves of a word, which is cut as words are: 北京市|委|教育工委."""
    for token in again.cut(rest, pos):
        begins.append(at)
        merged.append(token)
        at += len(token[0])


def _heads_apart(
    starts: list[int], tokens: list[Token], lexicon: Lexicon, whole: Whole
) -> tuple[list[int], list[Token]]:
    """The tokens, with those apart that share a character of a body and its head: 省|教育|厅|长, not 省|教育|厅长."""
    heads = lexicon.heads
    if heads.isdisjoint(map(_text, tokens)):
        return starts, tokens
    made: _Made = {}
    for k, (text, _, word, _) in enumerate(tokens):
        if text in heads and k and _names_body(tokens, k, lexicon):
            made[k] = k + 1, [whole[text[:1], "n"], (text[1:], "n", word, flags.TITLE)]
    return _replaced(starts, tokens, made)


def _assemblies_apart(
    starts: list[int], tokens: list[Token], lexicon: Lexicon, whole: Whole
) -> tuple[list[int], list[Token]]:
    """The tokens, with 会议|上 apart where a noun before says which meeting is meant: 全省|教育|工作|会议|上."""
    said = lexicon.roles.get(Cue.ASSEMBLY, frozenset())
    if said.isdisjoint(map(_text, tokens)):
        return starts, tokens
    made: _Made = {}
    for k, text in enumerate(map(_text, tokens)):
        if text in said and k and _tells_which(tokens, k - 1):
            form = next((text[:n] for n in range(len(text) - 1, 1, -1) if _of_meetings(text[:n], lexicon)), "")
            if form:
                made[k] = k + 1, [whole[form, "n"], whole[text[len(form) :], "f"]]
    return _replaced(starts, tokens, made)


def _levels_joined(starts: list[int], tokens: list[Token], view: Plain, again: Split) -> tuple[list[int], list[Token]]:
    """The tokens, with an unlisted place and its level as one: 云川省|委, not 云川|省委; 望山区|法院."""
    divisions, forms = again.lexicon.roles.get(Cue.DIVISION, frozenset()), again.lexicon.forms
    places = [k for k, pos in enumerate(map(_pos, tokens[:-1])) if pos == "ns"]
    made: _Made = {}
    for k in reversed(places):
        name, _, word, _ = tokens[k]
        if word.entries or word.roles or len(name) == 1 or name[-1] in divisions:
            continue
        end, following = made.get(k + 1, (k + 2, tokens[k + 1 : k + 2]))
        after = following[0][0]
        rest = after[1:]
        if after[0] not in divisions or (rest and rest not in forms) or starts[k + 1] in view.gaps:
            continue
        made.pop(k + 1, None)
        own = [again.whole[name + after[0], "ns"], *([again.whole[rest, "n"]] if rest else [])]
        made[k] = end, [*own, *following[1:]]
    return _replaced(starts, tokens, dict(sorted(made.items())))


def _replaced(starts: list[int], tokens: list[Token], made: _Made) -> tuple[list[int], list[Token]]:
    """The tokens with those that were made of the same text, all at once: each change of a long list moves its end."""
    if not made:
        return starts, tokens
    begins: list[int] = []
    found: list[Token] = []
    at = 0
    for k, (end, own) in made.items():
        begins += starts[at:k]
        begins += accumulate(map(len, map(_text, own[:-1])), initial=starts[k])
        found += tokens[at:k]
        found += own
        at = end
    return begins + starts[at:], found + tokens[at:]


def _tells_which(tokens: list[Token], k: int) -> bool:
    """True for a noun that may begin a meeting's name, and for the title of a document that it is about.

    Before 专题 and the like it is any word, for what they are met for stands in quotation marks, which are no tokens.
    """
    text, pos, word, _ = tokens[k]
    if k and Cue.VAGUE in word.roles and pos != "m":
        before = tokens[k - 1]
        return before[1] not in ("x", "p") and before[2].roles.isdisjoint(_OPENS)
    return text == "》" or (pos in _WHICH and word.roles.isdisjoint(_NOT_WHICH) and not word.post)


def _of_meetings(text: str, lexicon: Lexicon) -> bool:
    form = lexicon.forms.get(text)
    return form is not None and form.type is EntityType.MEETING


def _names_body(tokens: list[Token], k: int, lexicon: Lexicon) -> bool:
    """True where the token before a head is a noun that may say of what he is the head, and has not said it whole."""
    text, pos, word, _ = tokens[k - 1]
    if pos not in _FIELDS or word.roles or word.post or word.relations or text[-1] == tokens[k][0][0]:
        return False
    if pos == "nr" and text[0] in lexicon.surnames:
        return False  # 王军|局长
    head, form = lexicon.forms[tokens[k][0][0]], lexicon.form_of(text + tokens[k][0][0])
    if form is not None and form.strength is Strength.NEVER:
        return False  # 常务副|部长
    named = k + 1 < len(tokens) and tokens[k + 1][1].startswith("nr")
    if head.strength is Strength.MINISTRY and not named:
        return False  # 经贸|部长|会议
    return not any(e.type is EntityType.PLACE for e in word.entries)


def _known_spans(view: Plain, starts: list[int], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The known forms that count and are no tokens, left to right; `starts` are those of the tokens and the text's end.

    What is a token is looked at no further: nothing of what stands beside it depends on it.
    """
    text, known, wholes = view.text, lexicon.words, lexicon.roles.get(Cue.WHOLE, ())
    matches = list(_uncut(view, starts, lexicon))
    after = -1  # where the last form that counts ended: 国家发展改革委|会同
    for n, (start, end) in enumerate(matches, 1):
        if text[end - 1 : end + 1] in wholes or text[end - 1 : end + 2] in lexicon.forms:
            continue  # 交通运输|部门, 卫生健康|委员会
        first, last = start == after or _among(starts, start), _among(starts, end)
        told = (first and last) or (end - start >= (3 if first or last else 4) and known[text[start:end]].entries)
        if told or (first and n < len(matches) and matches[n][0] == end and _among(starts, matches[n][1])):
            yield start, end
            after = end


def _unparted(view: Plain, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The known forms of the text; one that an end of a quotation parts gives those of its pieces: 新三会一课|制度."""
    text = view.text
    edges, n = [*sorted(view.quote_starts | view.quote_ends), len(text)], 0
    for start, end in lexicon.matches(text):
        while edges[n] <= start:
            n += 1
        edge = _parting(view, start, end) if edges[n] < end else 0
        if not edge:
            yield start, end
            continue
        for left, right in ((start, edge), (edge, end)):
            yield from ((left + first, left + last) for first, last in lexicon.matches(text[left:right]))


def _parting(view: Plain, start: int, end: int) -> int:
    """Where within the span a quotation ends that begins before it, or begins that ends after it; else 0."""
    quotes = view.quotes
    n = bisect_left(quotes, (start, 0))
    for opened, closed in quotes[max(0, n - 1) : n + 2]:
        if opened < start < closed < end:
            return closed
        if start < opened < end < closed:
            return opened
    return 0


def _uncut(view: Plain, starts: list[int], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The known forms that are no tokens; a verb before another form is not the beginning of one: 联合|国务院."""
    text, known = view.text, lexicon.words
    after = i = 0
    ends = dict(pairwise(starts))
    for start, end in _unparted(view, lexicon) if view.quotes else lexicon.matches(text):
        if start < after or ends.get(start) == end:
            continue
        i = bisect_left(starts, start, i)
        if starts[i] == start:
            last = bisect_left(starts, end, i)
            if starts[last] != end:
                cut = starts[last - 1]
                verb = known.get(text[start:cut])
                if verb is not None and verb.relations and text[cut : starts[last]] in known:
                    longest = lexicon.matches(text[cut : cut + _NEAR])[0][1]
                    start, end, after = cut, cut + longest, cut + longest
                    if end == starts[last]:
                        continue
        yield start, end


def _among(starts: list[int], at: int) -> bool:
    """True where a token starts or the text ends."""
    return starts[bisect_left(starts, at)] == at
