"""What the ontology's Turtle names: vocabulary entries, triggers, cues, name forms, posts."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.memory import uncollected
from kg.model import KG, EntityType, Kind, Relation
from kg.normalised import plain
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PREF_LABEL, _ALT_LABEL = _SKOS + "prefLabel", _SKOS + "altLabel"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SCHEMA = "https://schema.org/"
_TYPES = {KG + t.value: t for t in EntityType}
_KINDS = {KG + k.value: k for k in Kind}
_GRAMMAR = {KG + name for name in ("Trigger", "Cue", "Post", "NameForm", "Abbreviation", "SurnameList", "NamePattern")}


_UNREAD = frozenset({
    "http://purl.org/dc/terms/source",
    "http://purl.org/dc/terms/isReplacedBy",
    "http://purl.org/dc/terms/replaces",
    _SKOS + "inScheme",
    _SKOS + "definition",
    _SKOS + "example",
    _SCHEMA + "foundingDate",
    _SCHEMA + "dissolutionDate",
})
"""What documents a name but does not help to find it: left out, so that loading is quick."""


_FEW_CHARACTERS = 100_000
"""How much is looked up without the automaton, before it pays to make it."""


class LexiconError(ValueError):
    """A vocabulary file that cannot be read: names the file, the entry and what was expected."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A thing that a vocabulary names.

    `names` holds its other Chinese names; `parent` an IRI or empty; `code` the identifier of a division, or empty.
    """

    iri: str
    type: EntityType
    kind: Kind | None
    label: str
    names: tuple[str, ...] = ()
    label_en: str = ""
    parent: str = ""
    file: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """An ending that makes a name: what type and kind of thing it is, and how much the ending says by itself."""

    label: str
    type: EntityType
    kind: Kind | None
    strength: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a surface form can be, of all that the ontology says of it."""

    entries: tuple[Entry, ...] = ()
    relations: frozenset[Relation] = frozenset()
    roles: frozenset[str] = frozenset()
    post: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression for names of a type; each of `contains` stands in every one of them."""

    type: EntityType
    regex: re.Pattern[str]
    contains: tuple[str, ...]


@dataclass(eq=False)
class Lexicon:
    """Every name and grammar word of the ontology, ready for look-up by its plain form (see `kg.normalised`).

    `entries` maps IRIs to entries; `words` maps plain surface forms to what they can be; `forms` maps endings to
    forms; `abbreviations` maps short stems (住建) to full ones (住房和城乡建设); `wholes` are words of
    two characters that no name ends within.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()
    patterns: list[Pattern] = field(default_factory=list)
    _searched: int = field(default=0, init=False)

    def without(self, names: Callable[[str], bool]) -> Lexicon:
        """The lexicon less every entry that has a plain name for which `names` is true; the grammar stays.

        What remains is what a reader knows who never saw those names: a test of reading rather than of listing.
        """
        gone = {e.iri for e in self.entries.values() if any(names(plain(n)) for n in (e.label, *e.names))}
        words = {}
        for surface, word in self.words.items():
            kept = replace(word, entries=tuple(e for e in word.entries if e.iri not in gone))
            if kept.entries or kept.relations or kept.roles or kept.post:
                words[surface] = kept
        return replace(self, entries={i: e for i, e in self.entries.items() if i not in gone}, words=words)

    @cached_property
    def roles(self) -> dict[str, frozenset[str]]:
        """For each role of cues, its words."""
        found: dict[str, set[str]] = defaultdict(set)
        for surface, word in self.words.items():
            for role in word.roles:
                found[role].add(surface)
        return {role: frozenset(words) for role, words in found.items()}

    @cached_property
    def children(self) -> dict[str, dict[str, Entry]]:
        """For each parent's IRI, its entries by every plain name."""
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for entry in self.entries.values():
            if entry.parent:
                for name in (*entry.names, entry.label):
                    found[entry.parent][plain(name)] = entry
        return found

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
    def speech_forms(self) -> tuple[str, ...]:
        """The forms of what is said or written (重要讲话), the longest first."""
        return tuple(
            sorted((f.label for f in self.forms.values() if f.strength == "speech"), key=lambda w: (-len(w), w))
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

    def form_of(self, name: str) -> Form | None:
        """The longest form that the name ends in, or None."""
        forms = self.forms
        for size in self._sizes.get(name[-1:], ()):
            form = forms.get(name[-size:])
            if form is not None:
                return form
        return None


@dataclass
class _Builder:
    nodes: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def read(self, path: Path) -> None:
        import pyoxigraph

        nodes, files, name = self.nodes, self.files, path.name
        try:
            for triple in pyoxigraph.parse(path=str(path)):
                subject = triple.subject
                if type(subject) is not pyoxigraph.NamedNode:
                    continue
                predicate = triple.predicate.value
                if predicate in _UNREAD:
                    continue
                s, o = subject.value, triple.object
                node = nodes.get(s)
                if node is None:
                    node = nodes[s] = {}
                    files[s] = name
                language = (o.language or "") if type(o) is pyoxigraph.Literal else ""
                value = getattr(o, "value", "")
                node.setdefault(predicate, []).append((value, language))
        except (SyntaxError, ValueError) as error:
            raise LexiconError(f"{path}: not a readable Turtle file: {error}") from error


def _labels(node: dict[str, list[tuple[str, str]]], predicate: str, language: str = "zh") -> list[str]:
    return [value for value, lang in node.get(predicate, ()) if lang == language]


def _first(node: dict[str, list[tuple[str, str]]], predicate: str) -> str:
    found = node.get(predicate)
    return found[0][0] if found else ""


def _entry(iri: str, node: dict[str, list[tuple[str, str]]], types: list[str], file: str) -> Entry:
    labels = dict.fromkeys(_labels(node, _PREF_LABEL))
    if len(labels) != 1:
        raise LexiconError(f"{file}: {iri}: expected one Chinese skos:prefLabel, found {len(labels)}")
    kind = next((_KINDS[t] for t in types if t in _KINDS), None)
    return Entry(
        iri,
        next((_TYPES[t] for t in types if t in _TYPES), EntityType.ORGANIZATION),
        kind,
        next(iter(labels)),
        tuple(dict.fromkeys(_labels(node, _ALT_LABEL))) if _ALT_LABEL in node else (),
        next(iter(_labels(node, _PREF_LABEL, "en")), ""),
        _first(node, KG + "partOf") or _first(node, _SCHEMA + "containedInPlace"),
        file,
        _first(node, "http://purl.org/dc/terms/identifier"),
    )


def load(folders: Sequence[Path]) -> Lexicon:
    """The lexicon of every `.ttl` file in the folders, in the order of folders and file names.

    Raises LexiconError where a file is not Turtle or an entry lacks what it needs, FileNotFoundError where a folder
    does not exist.
    """
    builder = _Builder()
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder}: no such folder of vocabularies")
        for path in sorted(folder.glob("*.ttl")):
            builder.read(path)
    lexicon = Lexicon()
    entries: dict[str, list[Entry]] = defaultdict(list)
    relations: dict[str, set[Relation]] = defaultdict(set)
    roles: dict[str, set[str]] = defaultdict(set)
    posts: dict[str, str] = {}
    for iri, node in builder.nodes.items():
        types = [value for value, _ in node.get(_RDF_TYPE, ())]
        file = builder.files[iri]
        grammar = next((t for t in types if t in _GRAMMAR), None)
        if grammar is None:
            if any(t in _TYPES or t in _KINDS for t in types):
                entry = lexicon.entries[iri] = _entry(iri, node, types, file)
                for name in {plain(n) for n in (entry.label, *entry.names)} - {""}:
                    entries[name].append(entry)
                    if "、" in name:
                        entries[name.replace("、", "")].append(entry)
                        entries[name.replace("、", "，")].append(entry)
            continue
        labels = [plain(label) for label in (*_labels(node, _PREF_LABEL), *_labels(node, _ALT_LABEL))]
        match grammar.removeprefix(KG):
            case "Trigger":
                evoked = {Relation(v.removeprefix(KG)) for v, _ in node.get(KG + "evokes", ())}
                for label in labels:
                    relations[label] |= evoked
            case "Cue" if _first(node, KG + "role") == "whole":
                lexicon.wholes |= {*labels}
            case "Cue":
                for label in labels:
                    roles[label].add(_first(node, KG + "role"))
            case "Post":
                for label in labels:
                    posts[label] = _first(node, KG + "postOf")
            case "NameForm":
                kind = _first(node, KG + "formsKind")
                form_type = EntityType(_first(node, KG + "formsType").removeprefix(KG))
                strength = _first(node, KG + "strength")
                for label in labels:
                    # 财政局 is a 局, and no 政局: the longer label only says that this word is not one of the others
                    shown = labels[0] if strength == "weak" and label.endswith(labels[0]) else label
                    lexicon.forms.setdefault(label, Form(shown, form_type, _KINDS.get(kind), strength))
            case "NamePattern":
                try:
                    pattern = re.compile(_first(node, KG + "pattern"))
                except re.error as error:
                    raise LexiconError(f"{file}: {iri}: not a regular expression: {error}") from error
                form_type = EntityType(_first(node, KG + "formsType").removeprefix(KG))
                lexicon.patterns.append(
                    Pattern(form_type, pattern, tuple(sorted(v for v, _ in node.get(KG + "contains", ()))))
                )
            case "Abbreviation":
                for label in labels[1:]:
                    lexicon.abbreviations[label] = labels[0]
            case "SurnameList":
                single, double = _first(node, KG + "single"), _first(node, KG + "double")
                lexicon.surnames |= {*single.replace(" ", ""), *double.split()}
    for surface, named in entries.items():
        lexicon.words[surface] = Word(tuple(sorted(named, key=lambda e: e.iri)) if len(named) > 1 else tuple(named))
    for surface in {*relations, *roles, *posts}:
        lexicon.words[surface] = Word(
            lexicon.words[surface].entries if surface in entries else (),
            frozenset(relations.get(surface, ())),
            frozenset(roles.get(surface, ())),
            posts.get(surface, ""),
        )
    return lexicon


@cache
def _cached(folders: tuple[Path, ...]) -> Lexicon:
    with uncollected():  # a hundred thousand records that all stay
        known = load(folders)
        gc.freeze()  # later collections need not look at the lexicon again
    return known


def lexicon(extra: Iterable[str | Path] = ()) -> Lexicon:
    """The shipped lexicon with the user's folders added; loaded once a process."""
    return _cached((ontology_dir(), *(Path(folder).resolve() for folder in extra)))
