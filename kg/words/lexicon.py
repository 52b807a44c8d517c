"""Every name and grammar word of the ontology, ready for look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.model import Definition, EntityType, Relation
from kg.normalised import plain
from kg.relations import defined, shipped
from kg.words.entries import Entry, Form, Pattern, TimeWord, Word
from kg.words.grammar import Cue, Post, Strength, TimeSense
from kg.words.weights import NO_WEIGHTS, Weights

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_FEW_CHARACTERS = 100_000
"""How much is looked up without the automaton, before it pays to make it."""
_DEED = 2  # characters that say what is done, at the end of a programme's name
_SHORT = 4  # characters of a name that say too little before them


@dataclass(eq=False)
class Lexicon:
    """Every name and grammar word of the ontology, ready for look-up by its plain form (see `kg.normalised`).

    `entries` maps IRIs to entries; `words` maps plain surface forms to what they can be; `forms` maps endings to
    forms; `abbreviations` maps short stems (住建) to full ones (住房和城乡建设); `common_surnames` are those
    that are seldom anything else; `offices` has the IRI of what a post by itself is of (国务委员); `listed` are the
    words of the cues that are only asked for as a list, `function_words` those of them that are nothing else; `times`
    are the words for times, by what they say of them; `relations` are those that its files define; `weights` say which
    of the things that a text seems to name are hardly meant (see `kg.weigh`).
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    common_surnames: frozenset[str] = frozenset()
    offices: dict[str, str] = field(default_factory=dict)
    listed: dict[Cue, set[str]] = field(default_factory=dict)
    function_words: dict[str, Word] = field(default_factory=dict)
    times: dict[TimeSense, dict[str, TimeWord]] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)
    relations: tuple[Relation, ...] = ()
    weights: Weights = NO_WEIGHTS
    _searched: int = field(default=0, init=False)

    def without(self, names: Callable[[str], bool]) -> Lexicon:
        """The lexicon less every entry that has a plain name for which `names` is true; the grammar stays.

        What remains is what a reader knows who never saw those names: a test of reading rather than of listing.
        """
        gone = {e.iri for e in self.entries.values() if any(names(plain(n)) for n in (e.label, *e.names))}
        words, others = {}, dict(self.function_words)
        for surface, word in self.words.items():
            kept = replace(word, entries=tuple(e for e in word.entries if e.iri not in gone))
            if kept.entries or kept.relations or kept.roles or kept.post:
                words[surface] = kept
            elif kept.listed:
                others[surface] = kept
        return replace(
            self, entries={i: e for i, e in self.entries.items() if i not in gone}, words=words, function_words=others
        )

    @cached_property
    def roles(self) -> dict[str, frozenset[str]]:
        """For each role of cues, its words."""
        found: dict[str, set[str]] = defaultdict(set)
        for surface, word in self.words.items():
            for role in word.roles:
                found[role].add(surface)
        for role, listed in self.listed.items():
            found[role] |= listed
        return {role: frozenset(words) for role, words in found.items()}

    def word(self, role: Cue) -> str:
        """The word of a role that has one: what names are made with. Of several the shortest, empty where none is."""
        return self._shortest.get(role, "")

    @cached_property
    def _shortest(self) -> dict[str, str]:
        return {role: min(words, key=lambda w: (len(w), w)) for role, words in self.roles.items() if words}

    @cached_property
    def choice(self) -> Mapping[EntityType, tuple[Relation, ...]]:
        """For each type of object the relations that a verb may evoke of it, those that go first before the others."""
        direct = sorted((d.order, r) for r, d in self._definitions if d.order)
        found = {t: tuple(r for _, r in direct if t in defined(r).range) for t in EntityType}
        return {t: relations for t, relations in found.items() if relations}

    @cached_property
    def by_persons(self) -> frozenset[Relation]:
        """The relations whose subjects may be persons."""
        return frozenset(r for r, d in self._definitions if EntityType.PERSON in d.domain)

    @property
    def _definitions(self) -> list[tuple[Relation, Definition]]:
        return [(r, defined(r)) for r in (*shipped(), *self.relations)]

    @cached_property
    def children(self) -> dict[str, dict[str, Entry]]:
        """For each parent's IRI, its entries by every plain name."""
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for entry in self.entries.values():
            if entry.parent:
                for name in (*entry.names, entry.label):
                    found[entry.parent][plain(name)] = entry
        return found

    @cached_property
    def inside_bodies(self) -> frozenset[str]:
        """The pairs of characters within the names of bodies, after their first character and before their last."""
        bodies = (e for e in self.entries.values() if e.type is EntityType.ORGANIZATION)
        names = {name for e in bodies for name in (e.label, *e.names)}
        return frozenset(name[i : i + 2] for name in names for i in range(1, len(name) - 2))

    @cached_property
    def deeds(self) -> frozenset[str]:
        """What the names of programmes end in, which may be said first: 老旧小区|改造, 改造|老旧小区."""
        held = ((surface, word.entries) for surface, word in self.words.items() if len(surface) > _SHORT)
        return frozenset(s[-_DEED:] for s, entries in held if entries and entries[0].type is EntityType.PROGRAM)

    def matches(self, text: str) -> list[tuple[int, int]]:
        """Known forms of two or more characters in plain text as (start, end): leftmost, longest.

        An automaton finds them fastest, but takes as long to make as the lexicon to load: a few articles do without.
        """
        if self._searched < _FEW_CHARACTERS:
            self._searched += len(text)
            return self._matches_by_pairs(text)
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        return AhoCorasick(
            [w for w in self.words if len(w) > 1],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def _matches_by_pairs(self, text: str) -> list[tuple[int, int]]:
        found, words, sizes, at = [], self.words, self._sizes_by_pair, 0
        while at < len(text):
            for size in sizes.get(text[at : at + 2], ()):
                if text[at : at + size] in words:
                    found.append((at, min(at + size, len(text))))
                    at += size
                    break
            else:
                at += 1
        return found

    @cached_property
    def _sizes_by_pair(self) -> dict[str, list[int]]:
        """For each pair of characters that begins a known form, the lengths of those forms, the longest first."""
        sizes: dict[str, set[int]] = defaultdict(set)
        for word in self.words:
            if len(word) > 1:
                sizes[word[:2]].add(len(word))
        return {pair: sorted(found, reverse=True) for pair, found in sizes.items()}

    def may_end_form(self, text: str) -> bool:
        """True where the text ends in a form, or is itself the end of one."""
        return text in self.form_tails or self.form_of(text) is not None

    @cached_property
    def form_tails(self) -> frozenset[str]:
        """What forms end in after their first character: a form may begin before such a word."""
        return frozenset(label[i:] for label in self.forms for i in range(1, len(label)))

    @cached_property
    def settlements(self) -> tuple[str, ...]:
        """What the names of places below the county end in, the longest first."""
        return self._endings(Cue.SETTLEMENT)

    @cached_property
    def lands(self) -> tuple[str, ...]:
        """What the names of places of other countries end in, the longest first."""
        return self._endings(Cue.LAND)

    @cached_property
    def venues(self) -> tuple[str, ...]:
        """What the names of places end in where people go, the longest first."""
        return self._endings(Cue.VENUE)

    def _endings(self, role: Cue) -> tuple[str, ...]:
        return tuple(sorted(self.roles.get(role, ()), key=lambda word: (-len(word), word)))

    @cached_property
    def heads(self) -> frozenset[str]:
        """The posts of two characters that begin with a form, and head such a body: 厅长, of a 厅, not 委员."""
        return frozenset(
            surface
            for surface, word in self.words.items()
            if len(surface) == 2
            and word.post
            and word.post not in (Post.MEMBER, Post.EXPERT)
            and (form := self.forms.get(surface[0]))
            and form.strength in (Strength.WEAK, Strength.MINISTRY)
        )

    @cached_property
    def speech_forms(self) -> tuple[str, ...]:
        """The forms of what is said or written (重要讲话), the longest first."""
        return tuple(
            sorted((f.label for f in self.forms.values() if f.strength is Strength.SPEECH), key=lambda w: (-len(w), w))
        )

    @cached_property
    def last_characters(self) -> dict[EntityType, frozenset[str]]:
        """For each type, the last characters of the forms that make names of it."""
        return {t: frozenset(f.label[-1] for f in self.forms.values() if f.type is t) for t in EntityType}

    @cached_property
    def _sizes(self) -> dict[str, tuple[int, ...]]:
        """For each last character of forms, the lengths that they have, the longest first."""
        sizes: dict[str, set[int]] = defaultdict(set)
        for label in self.forms:
            sizes[label[-1]].add(len(label))
        return {last: tuple(sorted(found, reverse=True)) for last, found in sizes.items()}

    @cached_property
    def stand_ins(self) -> frozenset[str]:
        """The nouns that stand for a body that is spoken of: 公司, 学校."""
        return self.roles.get(Cue.STANDS_IN, frozenset()) | self.roles.get(Cue.SCHOOL, frozenset())

    def form_of(self, name: str) -> Form | None:
        """The longest form that the name ends in, or None."""
        forms = self.forms
        for size in self._sizes.get(name[-1:], ()):
            form = forms.get(name[-size:])
            if form is not None:
                return form
        return None
