"""Where to: the places that a clause says its fact reaches, or is on the way to, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.model import R, T
from kg.parse.reading import Name
from kg.qualify.clauses import Told
from kg.words.grammar import Cue, TimeSense


def where_to(told: Told, _: date | None) -> Iterator[tuple[tuple[str], int, int]]:
    """The places to which something is sent, moved or extended, and where the words that say so stand.

    They stand right after a word of direction: 赴|江西省|指导, 运往|云川省|、|澜水市. A post that a person holds leads
    nowhere.
    """
    if told.reading.units[told.reading.unit_at(told.verb)].word.post:
        return
    places = [n for n in told.names if n.type is T.PLACE]
    while places:
        start = _direction(told, places[0].start)
        reached, places = _together(told, places)
        if start is not None and _whole(told, reached[-1][-1]) and _said(told, start, reached[-1][-1].end):
            for parts in reached:
                yield (_called(parts[-1]),), start, parts[-1].end
                start = parts[-1].end + 1  # after the sign that lists them


def _direction(told: Told, end: int) -> int | None:
    """Where the word of direction that ends at `end` starts, or None."""
    for word in sorted(told.lexicon.roles[Cue.DESTINATION], key=len, reverse=True):
        start = end - len(word)
        if start >= told.start and told.text.startswith(word, start):
            i = told.reading.unit_at(start)
            units = told.reading.units
            found = word in told.lexicon.times[TimeSense.UNTIL] and i > 0 and units[i - 1].pos == "v"  # 注意|到
            return None if found or units[i].start != start else start
    return None


def _together(told: Told, places: list[Name]) -> tuple[list[list[Name]], list[Name]]:
    """The places listed from the first on, each behind those that hold it, and the others: 上海|普陀区、|南京."""
    reached, n = [[places[0]]], 1
    while n < len(places):
        between = told.text[places[n - 1].end : places[n].start]
        if not between:
            reached[-1].append(places[n])
        elif between == "、" or between in told.lexicon.roles[Cue.COORDINATION]:
            reached.append([places[n]])
        else:
            break
        n += 1
    return reached, places[n:]


def _whole(told: Told, last: Name) -> bool:
    """True where the place itself is meant, and not what a noun or a post after it names: 向|俄罗斯|总统.

    What is asked of others is no noun: 赴|江西|指导.
    """
    after = told.reading.units[last.last] if last.last < len(told.reading.units) else None
    if after is None or after.start >= told.end:
        return True
    if after.word.post or Cue.POSSESSIVE in after.word.cues or any(n.start == last.end for n in told.names):
        return False
    if told.text.startswith(tuple(told.lexicon.roles[Cue.AMONG]), last.end):
        return True  # 向|伊朗、老挝|等国
    if told.verb == after.end and told.fact.relation is R.STUDIES:
        return True  # 赴|西柏坡|参观|学习
    return not after.pos.startswith("n") or Cue.PIVOT in after.word.roles


def _said(told: Told, start: int, end: int) -> bool:
    """True where the way is the fact's: no one says something in between, and nothing else is done.

    从北京到上海 is a distance, 到中华人民共和国成立100周年 a time.
    """
    if any(told.text.startswith(word, start) for word in told.lexicon.times[TimeSense.UNTIL]):
        after = told.reading.units[told.reading.unit_at(min(end, told.closes))]
        if R.ESTABLISHES in after.word.relations or told.has(Cue.BY_WAY_OF, told.start, start):
            return False
    if end <= told.verb:
        return not told.has(Cue.SPEECH, end, told.verb) and not told.has(Cue.POSSESSIVE, end, told.verb)
    done = max(told.fact.end, told.verb + len(told.fact.trigger))
    return not any(u.pos == "v" for u in told.units(done, start))


def _called(place: Name) -> str:
    """The place as the vocabularies call it, or as the text does: 浙江省 for 浙江."""
    return place.entries[0].label if place.entries else place.text
