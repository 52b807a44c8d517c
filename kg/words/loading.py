"""The ontology's Turtle to the lexicon."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from kg.garbage import uncollected
from kg.model import KG, EntityType, Kind, Relation
from kg.normalised import plain
from kg.relations import DefinitionError, declared, shipped
from kg.resources import ontology_dir
from kg.words.entries import Entry, Form, Pattern, TimeWord, Word
from kg.words.grammar import Cue, Post, Strength, TimeSense
from kg.words.kept import kept
from kg.words.lexicon import Lexicon
from kg.words.listed import LISTED
from kg.words.weights import FILE as WEIGHTS
from kg.words.weights import NO_WEIGHTS, Weights, WeightsError
from kg.words.weights import load as load_weights

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PREF_LABEL, _ALT_LABEL = _SKOS + "prefLabel", _SKOS + "altLabel"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SCHEMA = "https://schema.org/"
_TYPES = {KG + t.value: t for t in EntityType}
_KINDS = {KG + k.value: k for k in Kind}

_UNREAD = frozenset({
    "http://purl.org/dc/terms/source",
    KG + "compiled",
    "http://purl.org/dc/terms/replaces",
    _SKOS + "inScheme",
    _SKOS + "definition",
    _SKOS + "example",
})
"""What documents a name but does not help to find it: left out, so that loading is quick."""


class LexiconError(ValueError):
    """A vocabulary file that cannot be read: names the file, the entry and what was expected."""


Node = dict[str, list[tuple[str, str]]]
"""What is said of one thing: the values of each predicate with their languages."""


def _nodes(path: Path, nodes: dict[str, Node], files: dict[str, str]) -> None:
    """Add what a file says to `nodes`, and to `files` where a thing is told of first."""
    import pyoxigraph

    name = path.name
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


_SCRIPTS: Final = ("zh", "zh-hans", "zh-cn", "zh-hant")
"""Tags of Chinese labels as the parser gives them, in lower case, in the order in which one is preferred."""


def _labels(node: Node, predicate: str, language: str = "zh") -> list[str]:
    """The labels in a language, whatever the script or region that their tags say."""
    tag = language + "-"
    return [value for value, lang in node.get(predicate, ()) if lang == language or lang.startswith(tag)]


def _preferred(iri: str, node: Node, file: str) -> list[str]:
    """The Chinese preferred labels, each once: the first is what the entry is called, one in each script at most."""
    by_tag: dict[str, dict[str, None]] = {}
    for value, tag in node.get(_PREF_LABEL, ()):
        if tag == "zh" or tag.startswith("zh-"):
            by_tag.setdefault(tag, {})[value] = None
    many = max(map(len, by_tag.values()), default=0)
    if many != 1:
        raise LexiconError(
            f"{file}: {iri}: expected one Chinese skos:prefLabel, found {many} (@zh, @zh-Hans, @zh-CN, @zh-Hant are)"
        )
    order = sorted(by_tag, key=lambda tag: (_SCRIPTS.index(tag) if tag in _SCRIPTS else len(_SCRIPTS), tag))
    return list(dict.fromkeys(value for tag in order for value in by_tag[tag]))


def _first(node: Node, predicate: str) -> str:
    found = node.get(predicate)
    return found[0][0] if found else ""


def _entry(iri: str, node: Node, types: list[str], file: str) -> Entry:
    label, *others = _preferred(iri, node, file)
    kind = next((_KINDS[t] for t in types if t in _KINDS), None)
    starts = sorted(value for value, _ in node.get(_SCHEMA + "startDate", ()))
    return Entry(
        iri,
        next((_TYPES[t] for t in types if t in _TYPES), EntityType.ORGANIZATION),
        kind,
        label,
        tuple(dict.fromkeys([*others, *_labels(node, _ALT_LABEL)])) if others or _ALT_LABEL in node else (),
        next(iter(_labels(node, _PREF_LABEL, "en")), ""),
        _first(node, KG + "partOf") or _first(node, _SCHEMA + "containedInPlace"),
        file,
        _first(node, "http://purl.org/dc/terms/identifier"),
        _first(node, KG + "rank"),
        _first(node, KG + "generic") == "true",
        _first(node, _SCHEMA + "foundingDate") or (starts[0] if len(starts) == 1 else ""),
        _first(node, _SCHEMA + "dissolutionDate"),
        _first(node, "http://purl.org/dc/terms/isReplacedBy"),
        _first(node, KG + "recurs"),
        _first(node, _SCHEMA + "nationality"),
        tuple(starts) if len(starts) > 1 else (),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A thing of the grammar: where it stands, its plain labels, and what is said of it."""

    iri: str
    file: str
    labels: Sequence[str]
    node: Node

    def values(self, term: str, allowed: Mapping[str, _V]) -> list[_V]:
        """The values of a property of ours; raises LexiconError where there is none, or one that is not allowed."""
        found = [value for value, _ in self.node.get(KG + term, ())]
        for value in found or [""]:
            if value not in allowed:
                shown = value.removeprefix(KG) or "nothing"
                raise LexiconError(
                    f"{self.file}: {self.iri}: kg:{term}: {shown!r}, expected one of: "
                    + ", ".join(sorted(v.removeprefix(KG) for v in allowed))
                )
        return [allowed[value] for value in found]

    def number(self, term: str) -> int:
        """The whole number that a property of ours gives, 0 where it is not said; raises LexiconError for another."""
        value = _first(self.node, KG + term) or "0"
        if not re.fullmatch("-?[0-9]{1,4}", value):
            raise LexiconError(f"{self.file}: {self.iri}: kg:{term}: {value!r}, expected a whole number")
        return int(value)

    def kind(self, term: str) -> Kind | None:
        """The kind that a property of ours gives, None where it is not said."""
        return self.values(term, _KINDS)[0] if KG + term in self.node else None


@dataclass
class _Grammar:
    """What the entries read so far say of words, before it becomes a lexicon."""

    lexicon: Lexicon
    evoked: Mapping[str, Relation]
    relations: dict[str, set[Relation]] = field(default_factory=lambda: defaultdict(set))
    roles: dict[str, set[Cue]] = field(default_factory=lambda: defaultdict(set))
    listed: dict[str, set[Cue]] = field(default_factory=lambda: defaultdict(set))
    posts: dict[str, Post] = field(default_factory=dict)

    def trigger(self, told: _Told) -> None:
        evoked = told.values("evokes", self.evoked)
        for label in told.labels:
            self.relations[label].update(evoked)

    def cue(self, told: _Told) -> None:
        for role in told.values("role", _CUES):
            if role in LISTED:
                self.lexicon.listed.setdefault(role, set()).update(told.labels)
                for label in told.labels:
                    self.listed[label].add(role)
                continue
            for label in told.labels:
                self.roles[label].add(role)

    def post(self, told: _Told) -> None:
        post, office = told.values("postOf", _POSTS)[0], _first(told.node, KG + "postIn")
        for label in told.labels:
            self.posts[label] = post
            if office:
                self.lexicon.offices[label] = office

    def form(self, told: _Told) -> None:
        type_ = told.values("formsType", _TYPES)[0]
        kind, local, alone = map(told.kind, ("formsKind", "formsKindOfPlace", "formsKindOfPlaceAlone"))
        strength = told.values("strength", _STRENGTHS)[0]
        for label in told.labels:
            # 财政局 is a 局, and no 政局: the longer label only says that this word is not one of the others
            weak = strength is Strength.WEAK and label.endswith(told.labels[0])
            self.lexicon.forms.setdefault(
                label, Form(told.labels[0] if weak else label, type_, kind, strength, local, alone)
            )

    def pattern(self, told: _Told) -> None:
        type_ = told.values("formsType", _TYPES)[0]
        try:
            pattern = re.compile(_first(told.node, KG + "pattern"))
        except re.error as error:
            raise LexiconError(f"{told.file}: {told.iri}: not a regular expression: {error}") from error
        contains = tuple(sorted(v for v, _ in told.node.get(KG + "contains", ())))
        self.lexicon.patterns.append(Pattern(type_, pattern, contains))

    def time(self, told: _Told) -> None:
        sense = told.values("timeSense", _SENSES)[0]
        first, last = (told.number(term) for term in ("first", "last"))
        words = self.lexicon.times.setdefault(sense, {})
        for label in told.labels:
            words[label] = TimeWord(label, sense, first, last, _first(told.node, _SCHEMA + "startDate"))

    def abbreviation(self, told: _Told) -> None:
        for label in told.labels[1:]:
            self.lexicon.abbreviations[label] = told.labels[0]

    def surnames(self, told: _Told) -> None:
        single, double = _first(told.node, KG + "single"), _first(told.node, KG + "double")
        self.lexicon.surnames |= {*single.replace(" ", ""), *double.split()}
        self.lexicon.common_surnames |= {*_first(told.node, KG + "common").replace(" ", "")}


_V = TypeVar("_V")
_CUES, _POSTS, _STRENGTHS = {c.value: c for c in Cue}, {p.value: p for p in Post}, {s.value: s for s in Strength}
_SENSES = {s.value: s for s in TimeSense}
_GRAMMAR: Final = {
    KG + "Trigger": _Grammar.trigger,
    KG + "Cue": _Grammar.cue,
    KG + "TimeWord": _Grammar.time,
    KG + "Post": _Grammar.post,
    KG + "NameForm": _Grammar.form,
    KG + "NamePattern": _Grammar.pattern,
    KG + "Abbreviation": _Grammar.abbreviation,
    KG + "SurnameList": _Grammar.surnames,
}
"""For each class of the grammar, what takes in a thing of it."""


def load(folders: Sequence[Path]) -> Lexicon:
    """The lexicon of every `.ttl` file in the folders, in the order of folders and file names.

    Of tables of weights (`weights.tsv`) the last folder's that has one counts.

    Raises LexiconError where a file is not Turtle, an entry lacks what it needs or has a value that is none of those
    that its property takes (a misspelt role), FileNotFoundError where a folder does not exist.
    """
    nodes, files, relations = _read(folders)
    known = tuple(dict.fromkeys(relations))
    grammar = _Grammar(Lexicon(relations=known, weights=_weights(folders)), {KG + r: r for r in (*shipped(), *known)})
    entries: dict[str, list[Entry]] = defaultdict(list)
    for iri, node in nodes.items():
        types = [value for value, _ in node.get(_RDF_TYPE, ())]
        take = next((_GRAMMAR[t] for t in types if t in _GRAMMAR), None)
        if take is not None:
            labels = [plain(label) for label in (*_labels(node, _PREF_LABEL), *_labels(node, _ALT_LABEL))]
            take(grammar, _Told(iri, files[iri], labels, node))
        elif any(t in _TYPES or t in _KINDS for t in types):
            entry = grammar.lexicon.entries[iri] = _entry(iri, node, types, files[iri])
            for name in _plain_names(entry):
                entries[name].append(entry)
    return _with_words(grammar, entries)


def _weights(folders: Sequence[Path]) -> Weights:
    """The table of weights of the last folder that has one; raises LexiconError where it cannot be read."""
    tables = [path for folder in folders if (path := folder / WEIGHTS).is_file()]
    try:
        return load_weights(tables[-1]) if tables else NO_WEIGHTS
    except (WeightsError, UnicodeDecodeError) as error:
        raise LexiconError(str(error)) from error


def _read(folders: Sequence[Path]) -> tuple[dict[str, Node], dict[str, str], list[Relation]]:
    """What the folders' files say of each thing, where it is told of first, and the relations that users define."""
    nodes: dict[str, Node] = {}
    files: dict[str, str] = {}
    relations: list[Relation] = []
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder}: no such folder of vocabularies")
        for path in sorted(folder.glob("*.ttl")):
            _nodes(path, nodes, files)
            relations += _relations(path) if folder != ontology_dir() else ()
    return nodes, files, relations


def _relations(path: Path) -> list[Relation]:
    """The relations that a user's file defines; raises LexiconError where one cannot be used."""
    try:
        return declared(path)
    except DefinitionError as error:
        raise LexiconError(f"{path.name}: {error}") from error


def _plain_names(entry: Entry) -> Iterator[str]:
    """The plain names of an entry, those with 、 also without it and with ， instead."""
    for name in {plain(n) for n in (entry.label, *entry.names)} - {""}:
        yield name
        if "、" in name:
            yield name.replace("、", "")
            yield name.replace("、", "，")


def _with_words(grammar: _Grammar, entries: Mapping[str, Sequence[Entry]]) -> Lexicon:
    """The grammar's lexicon with what each surface form can be."""
    lexicon = grammar.lexicon
    for surface, named in entries.items():
        lexicon.words[surface] = Word(tuple(sorted(named, key=lambda e: e.iri)) if len(named) > 1 else tuple(named))
    for surface in {*grammar.relations, *grammar.roles, *grammar.posts}:
        lexicon.words[surface] = Word(
            lexicon.words[surface].entries if surface in entries else (),
            frozenset(grammar.relations.get(surface, ())),
            frozenset(grammar.roles.get(surface, ())),
            grammar.posts.get(surface, ""),
        )
    for surface, listed in grammar.listed.items():
        word = lexicon.words.get(surface)
        if word is not None:
            lexicon.words[surface] = replace(word, listed=frozenset(listed))
        else:
            lexicon.function_words[surface] = Word(listed=frozenset(listed))
    return lexicon


@cache
def _cached(folders: tuple[Path, ...]) -> Lexicon:
    with uncollected():  # a hundred thousand records that all stay
        shipped_alone = folders == (ontology_dir(),)
        known = kept(ontology_dir(), lambda folder: load([folder])) if shipped_alone else load(folders)
        gc.freeze()  # later collections need not look at the lexicon again
    return known


def lexicon(extra: Iterable[str | Path] = ()) -> Lexicon:
    """The shipped lexicon with the user's folders added; loaded once a process."""
    return _cached((ontology_dir(), *(Path(folder).resolve() for folder in extra)))
