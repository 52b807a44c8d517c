"""Names to entities: full names, aliases, short forms and what points back (部党组, 全司, 该中心).

`order` goes from name to name. `places` and `local` link places, governments and their bodies, `bodies` the other
organizations, `others` meetings, documents, programmes and persons, `posts` the governments that only a post names;
`focus` says whom a text is about, `short_forms` what shortens what. `state` is what was named so far.
"""

from __future__ import annotations

from kg.link.order import link_names
from kg.link.state import State
from kg.parse.reading import Linked, Reading
from kg.words.lexicon import Lexicon


def link(reading: Reading, lexicon: Lexicon, date: str = "") -> Linked:
    """Entities for the reading's names, each name's `entity` set; names that point to nothing are taken out.

    A name that the vocabularies know for one thing is that thing. Of several things of one name the one is chosen
    whose parent stands directly before it, else was named last, else is the article's focus: the body that its title
    names or, failing that, the ministry or local body that it names most often. `date` is the article's: what had ended
    before it, or had not begun, is not chosen where another of the name was there. A name that the text has in full
    teaches its short forms: a later name that is a subsequence of it with the same ending is the same thing.
    """
    state = State(reading, lexicon, date)
    link_names(state)
    return state.linked
