"""The ontology's Turtle to the lexicon."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.garbage import uncollected
from kg.model import KG, EntityType, Kind, Relation
from kg.normalised import plain
from kg.resources import ontology_dir
from kg.words.entries import Entry, Form, Pattern, Word
from kg.words.lexicon import Lexicon

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


class LexiconError(ValueError):
    """A vocabulary file that cannot be read: names the file, the entry and what was expected."""


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
