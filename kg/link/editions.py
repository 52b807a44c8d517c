"""Which edition of a meeting a name means that many editions have, by the day of the text: 冬奥会, 六中全会."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from kg.model import T
from kg.words.entries import Entry
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_YEAR = len("2021")
_AHEAD = 3  # years before games from which on they are spoken of by the bare name
_SINCE = 1  # years after a session until which it is


def bare(entry: Entry, name: str, lexicon: Lexicon) -> bool:
    """True for a name that says neither where nor when of a meeting that took place once: 冬奥会, of 北京冬奥会."""
    return bool(entry.began) and not entry.recurs and entry in _hosted(lexicon).get(name, ())


def upcoming(name: str, day: str, lexicon: Lexicon) -> Entry | None:
    """The one meeting that is called so after its host, of those to come in the next years; None where several may be.

    None also where a text has no day, or none of them is still to come. One of the year before may be meant as well,
    but for one in the home state, of which much is said long before.
    """
    if not day:
        return None
    year = int(day[:_YEAR])
    near = [e for e in _hosted(lexicon).get(name, ()) if -1 <= int(e.began[:_YEAR]) - year <= _AHEAD]
    ahead = [e for e in near if e.began[:_YEAR] >= day[:_YEAR]]
    home = [e for e in ahead if _at_home(e, name, lexicon)]
    if home:
        return home[0]
    return ahead[0] if len(near) == 1 and ahead else None


def _at_home(entry: Entry, name: str, lexicon: Lexicon) -> bool:
    """True for a meeting that a place of the home state has, by which it is called: 北京|冬奥会."""
    word = lexicon.words.get(entry.label.removesuffix(name))
    return word is not None and any(e.type is T.PLACE and e.code for e in word.entries)


def lately_held(name: str, day: str, lexicon: Lexicon) -> Entry | None:
    """The session last held of those that are called so after their term: 六中全会 of 2017 is 党的十八届六中全会."""
    held = [e for e in _counted(lexicon).get(name, ()) if e.began <= day]
    last = max(held, key=lambda e: e.began, default=None)
    near = last is not None and int(day[:_YEAR]) - int(last.began[:_YEAR]) <= _SINCE
    return last if near else None


@lru_cache(maxsize=4)
def _hosted(lexicon: Lexicon) -> Mapping[str, tuple[Entry, ...]]:
    """The meetings with a day or year, by what follows the place in their names."""
    found: dict[str, dict[Entry, None]] = defaultdict(dict)
    for entry in lexicon.entries.values():
        if entry.type is not T.MEETING or not entry.began:
            continue
        for name in (entry.label, *entry.names):
            for k in range(2, len(name) - 1):
                word = lexicon.words.get(name[:k])
                if word is not None and any(e.type is T.PLACE for e in word.entries):
                    found[name[k:]][entry] = None
    return {name: tuple(entries) for name, entries in found.items()}


@lru_cache(maxsize=4)
def _counted(lexicon: Lexicon) -> Mapping[str, tuple[Entry, ...]]:
    """The meetings with a day, by what follows the term in their names: 六中全会."""
    terms = tuple(lexicon.roles.get(Cue.INSTANCE, ()))
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in lexicon.entries.values():
        if entry.type is T.MEETING and len(entry.began) > _YEAR:
            for k in range(1, len(entry.label)):
                if entry.label[:k].endswith(terms) and entry.label[k].isnumeric():
                    found[entry.label[k:]].append(entry)
    return {name: tuple(entries) for name, entries in found.items()}
