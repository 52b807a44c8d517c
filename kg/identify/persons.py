"""Persons: by their name and the place or body for which they act."""

from __future__ import annotations

from bisect import bisect_right

from kg.identify.context import Context, local
from kg.identify.reporters import list_of, reports, signs
from kg.model import KGI, Entity, K, R, T, iri_part, tail
from kg.parse.reading import Fact, Name
from kg.parse.units import STOPS
from kg.words.entries import Entry
from kg.words.grammar import Cue, Post
from kg.words.lexicon import Lexicon

_OFFICIAL = frozenset({K.GOVERNMENT, K.PARTY_BODY, K.WORKING_GROUP, None})
_CENTRAL = frozenset({K.MINISTRY, K.PARTY_BODY, K.WORKING_GROUP, None})
_INSTITUTIONS = frozenset({K.SCHOOL, K.COMPANY, K.MEDIA, K.AFFILIATED_UNIT, K.DEPARTMENT})
_UNITS = frozenset({K.AFFILIATED_UNIT, K.DEPARTMENT})
_TAKES_PART = frozenset({R.ATTENDS, R.HOLDS})
_LOW = frozenset({Post.EXPERT, Post.MEMBER, Post.HEAD})
_BODIES = frozenset({T.PLACE, T.ORGANIZATION})
SHORT = 2
"""Characters of a name that many bear."""

_NEAR = 60  # persons of a list that are looked at
_REACH = 10  # units before a person among which the body or place is that a title belongs to
_NOMINAL = frozenset({"b", "j", "vn", "a", "m", "an"})
_JOINT = "·・"
_WHOLE = 6  # characters of a given name, a joint and a family name that hardly two bear
_OPEN, _SHUT = "（(", "）)"
_ROLL = 20  # units around a name in a roll
_SEVERAL = 4
_ASIDE = 5  # units of what brackets say of a person in a list


def persons(context: Context) -> None:
    """Identify each person: by the vocabulary's entry where it fits, else by the name and what the person acts for.

    An entry fits where one of the posts that the article names is of the rank that the entry has; where it names none
    but low ones or another state's, or calls the person a reporter, the person is another of the name. So is one who by
    the entry acts for a state that the article does not name: foreigners are called by names that many bear. So is one
    of a name of two characters of whom no post is said, and who is not named among persons of rank; and one before
    whose family name stands a given name that the entry does not have.
    """
    for person in list(context.linked.entities.values()):
        if person.type is not T.PERSON:
            continue
        known = bool(context.lexicon.entries[person.iri].rank) if person.entry else False
        wrote = person.label in context.bylines or reports(context, person)
        wrote = wrote or (not known and signs(context, person))
        if wrote or not (person.entry and _fits(context, person)):
            _by_office(context, person, wrote=wrote)


def _by_office(context: Context, person: Entity, *, wrote: bool) -> None:
    """Name a person by what the article says first of whom the person acts for; without it only the article knows.

    A reporter is one of the medium that head, foot or masthead names; a name that few bear tells one reporter from the
    others by itself. So do a given name and a family name with a joint between.
    """
    full = _full(context, person)
    name = iri_part(full)
    if len(full) >= _WHOLE and _JOINT[0] in full:
        context.rename(person.iri, f"{KGI}Person/{name}")
        return
    titled = full[1:] in context.lexicon.listed.get(Cue.BEARER, ())  # 李先生
    bodies = [] if titled else [b for b in _bodies(context, person, wrote=wrote) if not context.is_local(b)]
    if wrote and not commonly_borne(person.label, context.lexicon) and all(_is_medium(context, b) for b in bodies):
        context.rename(person.iri, f"{KGI}Person/{name}/{Cue.REPORTER}")
        return
    if bodies:
        context.rename(person.iri, f"{KGI}Person/{name}/{_office(context, person, bodies[0])}")
    else:
        context.rename(person.iri, local(context.article.iri, f"{KGI}Person/{name}"))


def _is_medium(context: Context, body: str) -> bool:
    entity = context.linked.entities.get(body)
    return entity is None or entity.kind is K.MEDIA


def commonly_borne(name: str, lexicon: Lexicon) -> bool:
    """True for a name that many bear: a common family name and one character."""
    return len(name) <= SHORT and name[:1] in lexicon.common_surnames


def _bodies(context: Context, person: Entity, *, wrote: bool) -> list[str]:
    """The bodies that a person belongs to, in the article's order; else the medium, or what the title belongs to."""
    stated = [f.object for f in context.memberships.get(person.iri, ())]
    medium = context.bylines.get(person.label, "") or ((context.masthead or context.medium) if wrote else "")
    beside = "" if stated or medium or wrote else _beside(context, person) or _led(context, person)
    return [*stated, *filter(None, (medium, beside))]


def _beside(context: Context, person: Entity) -> str:
    """The place or body before a person with nothing but nouns between, to which the title belongs: 美国副总统|彭斯.

    Of an envoy it is the one that sends: 马来西亚驻泰国大使|林望.
    """
    units, stationed = context.reading.units, tuple(context.lexicon.listed.get(Cue.STATIONED, ()))
    for name in context.mentions[person.iri]:
        i = name.first - 1
        while i >= 0 and name.first - i < _REACH:
            found, first = _ending(context, i)
            if found and not (first and units[first - 1].text in stationed):
                return found
            u = units[first if found else i]
            nominal = u.pos.startswith("n") or u.pos in _NOMINAL or u.word.post or u.text in _JOINT
            if not (found or nominal or u.text.startswith(stationed)):
                break
            i = first - 1 if found else i - 1
    return ""


def _ending(context: Context, last: int) -> tuple[str, int]:
    """The place or body that ends with a unit, and its first unit; of what no name of the text is only a state."""
    held = context.ending.get(last + 1)
    if held is not None and held.type in _BODIES and held.entity:
        return held.entity, held.first
    word = context.reading.units[last].word
    states = [e.iri for e in word.entries if e.type is T.PLACE and not e.parent and Cue.NATIONAL not in word.cues]
    return (states[0], last) if len(states) == len(word.entries) == 1 else ("", last)


def _led(context: Context, person: Entity) -> str:
    """The place of whose leaders someone is: 云川省领导|林望, 省领导|林望 where the article has one of the level."""
    units = context.reading.units
    for name in context.mentions[person.iri]:
        first = list_of(context, name)
        leads = first > 1 and Cue.LEADER in units[first - 1].word.roles
        place = context.ending.get(first - 1) if leads else None
        if place is not None and place.type is T.PLACE and place.entity:
            return place.entity
        level = units[first - 2].text if leads else ""
        if level in context.lexicon.roles.get(Cue.DIVISION, ()):
            places = context.places_of_level(level)
            return places[0] if len(places) == 1 else ""
    return ""


def _full(context: Context, person: Entity) -> str:
    """The name with the given name before it, where the text has one: 约翰·|沙利文."""
    text = context.reading.plain.text
    for name in context.mentions[person.iri]:
        if name.start and text[name.start - 1] in _JOINT:
            return _given(context, name) + person.label
    return person.label


def _given(context: Context, name: Name) -> str:
    """The word that stands before a name with a joint between, as the given name."""
    i = name.first - 1
    return context.reading.units[i - 1].text + _JOINT[0] if i > 0 else ""


def _office(context: Context, person: Entity, body: str) -> str:
    """For whom someone acts who has a post in a body, as it stands in an IRI.

    That is the place, for those in its government or Party; the state, for those of a name that few bear who are in one
    of its central bodies, in however many; else the body, for those of such a name the whole one that a unit is in.
    """
    entity, rare = context.linked.entities.get(body), _rarely_borne(context, person.label)
    if entity is not None and entity.type is not T.PLACE:
        root = context.root(body)
        whole = _outermost(context, body) if rare else body
        if context.linked.entities[root].type is T.PLACE:
            return tail(context.iri(root if context.linked.entities[whole].kind in _OFFICIAL else whole))
        if root in context.lexicon.entries and entity.kind in _CENTRAL and rare:
            return str(Cue.NATIONAL)
        return tail(context.iri(whole))
    return tail(context.iri(body))


def _outermost(context: Context, body: str) -> str:
    """The body that another is in at last: 清华大学 of its 马克思主义学院; not the place that it is in."""
    parents, things, entries = context.linked.parents, context.linked.entities, context.lexicon.entries
    while body in parents and things[parents[body]].type is T.ORGANIZATION:
        body = parents[body]
    while body in entries and entries[body].parent in entries:
        above = entries[entries[body].parent]
        oversees = above.kind is K.MINISTRY and entries[body].kind is not K.DEPARTMENT  # a ministry, its universities
        if above.type is not T.ORGANIZATION or above.kind in _OFFICIAL or oversees:
            break
        body = above.iri
    return body


def _rarely_borne(context: Context, name: str) -> bool:
    """True for a Chinese name that few bear: a family name and two characters."""
    surnames = context.lexicon.surnames
    return len(name) > SHORT and (name[:1] in surnames or name[:2] in surnames)


def _fits(context: Context, person: Entity) -> bool:
    entry = context.lexicon.entries[person.iri]
    ranks = _ranks(context, person)
    if not entry.rank:
        return len(person.label) > SHORT or not ranks or any(rank is not False for rank in ranks)
    full = _full(context, person)
    if full != person.label:
        return full in entry.names
    if entry.nation and not _of_the_nation(context, person, entry):
        return False
    if True in ranks or entry.rank == "abroad":
        return True
    return False not in ranks and _shown(context, person, posts=bool(ranks))


def _ranks(context: Context, person: Entity) -> list[bool | None]:
    """Of each post that a person has now whether it is one of rank; one that leads nothing is not."""
    posts = [f for f in context.memberships.get(person.iri, ()) if not _former(context, f)]
    ranks = [_rank(context, f.object) for f in posts]
    return [False if rank is None and _expert(context, f) else rank for rank, f in zip(ranks, posts, strict=True)]


def _shown(context: Context, person: Entity, *, posts: bool) -> bool:
    """True where a post or others of rank show the one of a vocabulary: of a name that many bear not any post.

    So does the title of the article that names a person in full, and a name of the vocabulary that says the post.
    """
    in_full = len(person.label) > SHORT
    if in_full and (posts or person.label in context.article.title or _called_by_post(context, person)):
        return True
    return _of_rank(context, person) or _among_those_of_rank(context, person)


def _called_by_post(context: Context, person: Entity) -> bool:
    """True for one of whom a name of the vocabulary ends in a post: 习主席."""
    names = context.lexicon.entries[person.iri].names
    return any((w := context.lexicon.words.get(n[1:])) is not None and bool(w.post) for n in names)


def _beside_nation(context: Context, person: Entity, entry: Entry) -> bool:
    """True where a paragraph that names a person, the one before it, or the title names the state acted for.

    What is told of other states in the same text says nothing of the person.
    """
    starts, units = [first for first, _, _ in context.reading.paragraphs], context.reading.units
    for at in sorted({bisect_right(starts, name.first) for name in context.mentions[person.iri]}):
        end = units[starts[at]].start if at < len(starts) else units[-1].end
        if context.names(entry.nation, units[starts[max(at - 2, 0)]].start, end):
            return True
    return False


def _among_those_of_rank(context: Context, person: Entity) -> bool:
    """True for a name that few bear in a list with another of rank, before a post or with one: 彭珮云|同志, 习主席.

    So it is for one who stands in no list, where the article says the post of another of rank.
    """
    if len(person.label) <= SHORT:
        return False
    entries, units = context.lexicon.entries, context.reading.units
    alone = False
    for name in context.mentions[person.iri]:
        if _in_a_roll(context, name):
            return True
        if context.reading.plain.text[name.start : name.end] in entries[person.iri].names:
            return True
        if any(u.word.post or Cue.COMRADE in u.word.cues for u in units[name.last : name.last + 1]):
            return True
        listed = _listed_with(context, name)
        if any(n.entity in entries and entries[n.entity].rank for n in listed):
            return True
        alone = alone or not listed
    return alone and _with_rank(context, person)


def _in_a_roll(context: Context, name: Name) -> bool:
    """True where several others of rank are named close by, as in a roll of which not every name is read."""
    entries, units = context.lexicon.entries, context.reading.units
    first, last = units[max(0, name.first - _ROLL)].start, units[min(len(units) - 1, name.last + _ROLL)].end
    near = {n.entity for n in context.reading.names_between(first, last) if n.entity != name.entity}
    return sum(1 for n in near if n in entries and entries[n].type is T.PERSON and entries[n].rank) >= _SEVERAL


def _listed_with(context: Context, name: Name) -> list[Name]:
    """The other persons of the list that a name is in, over what brackets say of one: 林望（女）　周萍."""
    found: list[Name] = []
    before, after = _before(context, name), _after(context, name)
    while before is not None and len(found) < _NEAR:
        found.append(before)
        before = _before(context, before)
    while after is not None and len(found) < 2 * _NEAR:
        found.append(after)
        after = _after(context, after)
    return found


def _before(context: Context, name: Name) -> Name | None:
    """The person that is listed right before a name, with 、 or nothing but blanks between."""
    units, at = context.reading.units, name.first
    if at and units[at - 1].text in _SHUT:
        at = next((i for i in range(at - 1, max(0, at - _ASIDE), -1) if units[i].text in _OPEN), at)
    elif at and units[at - 1].text == "、":
        at -= 1
    found = context.ending.get(at)
    return found if found is not None and found.type is T.PERSON else None


def _after(context: Context, name: Name) -> Name | None:
    """The person that is listed right after a name, with 、 or nothing but blanks between."""
    units, at = context.reading.units, name.last
    if at < len(units) and units[at].text in _OPEN:
        at = next((i + 1 for i in range(at, min(len(units), at + _ASIDE)) if units[i].text in _SHUT), at)
    elif at < len(units) and units[at].text == "、":
        at += 1
    found = context.opening.get(at)
    return found if found is not None and found.type is T.PERSON else None


def _of_the_nation(context: Context, person: Entity, entry: Entry) -> bool:
    """True where the state of an entry is named near a person, and no other one or body of several is acted for."""
    if not _beside_nation(context, person, entry) or _of_another_state(context, person, entry):
        return False
    roots = [context.root(f.object) for f in context.memberships.get(person.iri, ())]
    listed = [context.lexicon.entries[r] for r in roots if r in context.lexicon.entries]
    called = context.lexicon.entries[entry.nation].label
    of_many = [e for e in listed if e.type is T.ORGANIZATION and e.kind is None and not e.label.startswith(called)]
    return not roots or len(of_many) < len(roots)


def _of_another_state(context: Context, person: Entity, entry: Entry) -> bool:
    """True where the article says for which states a person acts, and none of them is the one of the entry.

    A president of whom no state is said (国家主席) is read as the home state's and says nothing here.
    """
    roots = {context.root(body) for body in _bodies(context, person, wrote=False)}
    entries = context.lexicon.entries
    home = context.lexicon.roles.get(Cue.NATIONAL, ())
    tops = (entries[r] for r in roots if r in entries and entries[r].type is T.PLACE)
    states = {e.iri for e in tops if not e.parent and e.label not in home}
    return bool(states) and entry.nation not in states


def _rank(context: Context, body: str) -> bool | None:
    """True for a central or a province's body, False for one below them, None where neither is said.

    A unit of a central body may be led by one of rank, and so may a group for an occasion in a city.
    """
    entity = context.linked.entities[body]
    root = context.root(body)
    top = context.lexicon.entries.get(root)
    if top is not None and top.type is T.PLACE:
        above = context.lexicon.entries.get(top.parent)
        high = above is None or not above.parent
        if entity.kind is K.WORKING_GROUP and not high:
            return None  # 杭州市大会组委会主席
        return high and entity.kind in _OFFICIAL
    if entity.kind in _UNITS and top is not None:
        return None
    if entity.kind in _INSTITUTIONS:
        return False
    return True if top is not None else None


def _former(context: Context, fact: Fact) -> bool:
    """True where the post is one of the past: 时任, 原."""
    units = context.reading.units
    i = context.reading.unit_at(fact.start)
    return any(Cue.FORMER in u.word.roles for u in units[max(0, i - 2) : i + 1])


def _expert(context: Context, fact: Fact) -> bool:
    """True where the post is none that leads: 研究员, 成员."""
    word = context.lexicon.words.get(fact.trigger)
    return word is not None and word.post in {Post.EXPERT, Post.MEMBER}


def _of_rank(context: Context, person: Entity) -> bool:
    """True where a post stands beside the name, or it is listed with another person of rank, or attends what one does.

    What it attends is told last, in a sentence that begins with the name: |王毅|参加上述活动。
    """
    entries = context.lexicon.entries
    units = context.reading.units
    for name in context.mentions[person.iri]:
        before, after = units[max(0, name.first - 1) : name.first], units[name.last : name.last + 1]
        if any(u.word.post and u.word.post not in _LOW for u in (*before, *after)):
            return True
        opens = name.first in context.openings or any(u.text in STOPS for u in before)
        if opens and any(u.word.relations & _TAKES_PART for u in after) and _with_rank(context, person):
            return True
        beside = (context.ending.get(name.first - 1), context.opening.get(name.last + 1))  # 李强|同|拉赫蒙|举行会谈
        listed = (*beside, _before(context, name), _after(context, name))
        if any(n is not None and n.entity in entries and entries[n.entity].rank for n in listed):
            return True
    return False


def _with_rank(context: Context, person: Entity) -> bool:
    """True where a post stands before the name of another person of rank: 国家主席|习近平."""
    entries, units = context.lexicon.entries, context.reading.units
    ranked = (i for i in context.mentions if i != person.iri and i in entries and entries[i].rank)
    return any(units[n.first - 1].word.post for i in ranked for n in context.mentions[i] if n.first)
