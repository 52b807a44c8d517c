"""The vocabularies hold together, and what does not is refused with its file and entry."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

import kg
from kg.model import KG, EntityType, Kind
from kg.resources import ontology_dir
from kg.words import kept
from kg.words.grammar import Cue, Post, Strength
from kg.words.lexicon import Lexicon
from kg.words.loading import LexiconError, lexicon, load

SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
NAMES = {KG + t.value for t in EntityType} | {KG + k.value for k in Kind}
PREFIXES = (
    "@prefix kg: <https://w3id.org/policy-kg/ontology#> .\n@prefix kgv: <https://w3id.org/policy-kg/vocab/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)


@cache
def entries() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """For each entry that names something, its (value, language) by predicate."""
    import pyoxigraph as ox

    nodes: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(ontology_dir().glob("*.ttl")):
        for triple in ox.parse(path=str(path)):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                language = triple.object.language or "" if isinstance(triple.object, ox.Literal) else ""
                nodes[triple.subject.value][triple.predicate.value].append((triple.object.value, language))
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    return {iri: node for iri, node in nodes.items() if any(value in NAMES for value, _ in node[rdf_type])}


def test_every_entry_has_one_preferred_name_in_chinese() -> None:
    wrong = {
        iri: labels
        for iri, node in entries().items()
        if len(labels := {v for v, lang in node[SKOS + "prefLabel"] if lang == "zh"}) != 1
    }
    assert not wrong


def test_every_parent_and_successor_exists() -> None:
    known = entries()
    wrong = {
        (iri, value)
        for iri, node in known.items()
        for predicate in (
            KG + "partOf",
            SCHEMA + "containedInPlace",
            DCTERMS + "isReplacedBy",
            DCTERMS + "replaces",
            SKOS + "broader",
        )
        for value, _ in node[predicate]
        if value not in known
    }
    assert not wrong


def test_entries_know_what_they_belong_to_bodies_and_places_alike() -> None:
    vocabulary = "https://w3id.org/policy-kg/vocab/"
    known = lexicon().entries
    assert known[vocabulary + "东城区"].parent == vocabulary + "北京市"
    assert known[vocabulary + "北京市"].parent == vocabulary + "中国"
    assert {e.parent for e in lexicon().words["城市建设司"].entries} >= {vocabulary + "住房和城乡建设部"}


def test_no_body_ends_before_it_begins() -> None:
    wrong = {
        iri
        for iri, node in entries().items()
        for founded, _ in node[SCHEMA + "foundingDate"]
        for dissolved, _ in node[SCHEMA + "dissolutionDate"]
        if dissolved[:4] < founded[:4]
    }
    assert not wrong


def test_one_name_of_one_type_stands_for_one_entry_or_is_scoped() -> None:
    held = defaultdict(set)
    for entry in lexicon().entries.values():
        for name in (entry.label, *entry.names):
            held[entry.type, name].add(entry)
    wrong = {
        f"{type_.value} {name}": sorted(e.iri for e in found)
        for (type_, name), found in held.items()
        if len(found) > 1 and sum(not e.parent for e in found) > 1
    }
    assert not wrong


def test_lexicon_adds_a_folder_of_the_users(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        PREFIXES + 'kgv:云上安家 a kg:Program ; skos:prefLabel "云上安家工程"@zh ; skos:altLabel "云上安家"@zh .',
        encoding="utf-8",
    )
    known = lexicon((tmp_path,))
    assert known.words["云上安家"].entries == known.words["云上安家工程"].entries
    assert "教育部" in known.words


@pytest.mark.parametrize(
    ("labels", "called", "others"),
    [
        ('skos:prefLabel "云上安家工程"@zh-Hans', "云上安家工程", ()),
        ('skos:prefLabel "云上安家工程"@zh-CN', "云上安家工程", ()),
        ('skos:prefLabel "雲上安家工程"@zh-Hant', "雲上安家工程", ()),
        ('skos:prefLabel "雲上安家工程"@zh-Hant , "云上安家工程"@zh-Hans', "云上安家工程", ("雲上安家工程",)),
        ('skos:prefLabel "云上工程"@zh-CN , "云上安家工程"@zh', "云上安家工程", ("云上工程",)),
        ('skos:prefLabel "云上安家工程"@zh , "云上安家工程"@zh-Hant', "云上安家工程", ()),
        ('skos:prefLabel "云上安家工程"@zh ; skos:altLabel "雲上安家"@zh-Hant-HK', "云上安家工程", ("雲上安家",)),
        ('skos:prefLabel "雲上安家工程"@zh-TW , "云上工程"@zh-SG', "云上工程", ("雲上安家工程",)),
    ],
)
def test_load_takes_chinese_of_every_script(tmp_path: Path, labels: str, called: str, others: tuple[str, ...]) -> None:
    (tmp_path / "mine.ttl").write_text(f"{PREFIXES}kgv:x a kg:Program ; {labels} .", encoding="utf-8")
    known = load([tmp_path])
    entry = known.entries["https://w3id.org/policy-kg/vocab/x"]
    assert (entry.label, entry.names) == (called, others)
    assert all(known.words[name].entries == (entry,) for name in (called, *others))


def test_load_takes_verbs_and_cues_of_every_script(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        PREFIXES + 'kgv:x a kg:Trigger ; skos:prefLabel "狠抓"@zh-Hans , "狠狠抓"@zh-CN ; kg:evokes kg:undertakes .',
        encoding="utf-8",
    )
    known = load([tmp_path])
    assert all(kg.model.Relation.UNDERTAKES in known.words[verb].relations for verb in ("狠抓", "狠狠抓"))


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("kgv:x a kg:Program .", "mine.ttl: .*x: expected one Chinese skos:prefLabel, found 0"),
        (
            'kgv:x a kg:Program ; skos:prefLabel "甲"@zh , "乙"@zh .',
            "mine.ttl: .*x: expected one Chinese skos:prefLabel, found 2",
        ),
        (
            'kgv:x a kg:Program ; skos:prefLabel "甲"@zh , "乙"@zh-CN , "丙"@zh-CN .',
            "mine.ttl: .*x: expected one Chinese skos:prefLabel, found 2",
        ),
        (
            'kgv:x a kg:Program ; skos:prefLabel "甲"@ja , "乙" .',
            "mine.ttl: .*x: expected one Chinese skos:prefLabel, found 0 .@zh, @zh-Hans",
        ),
        ("kgv:x a kg:Program", "mine.ttl: not a readable Turtle file"),
        (
            'kgv:x a kg:NamePattern ; skos:prefLabel "甲"@zh ; kg:formsType kg:Meeting ; kg:pattern "(" .',
            "mine.ttl: .*x: not a regular expression",
        ),
        (
            'kgv:x a kg:Cue ; skos:prefLabel "甲"@zh ; kg:role "speach" .',
            "mine.ttl: .*x: kg:role: 'speach', expected one of: about, above, activity, address, .*speech",
        ),
        (
            'kgv:x a kg:Cue ; skos:prefLabel "甲"@zh .',
            "mine.ttl: .*x: kg:role: 'nothing', expected one of: about",
        ),
        (
            'kgv:x a kg:NameForm ; skos:prefLabel "甲"@zh ; kg:formsType kg:Program ; kg:strength "stron" .',
            "mine.ttl: .*x: kg:strength: 'stron', expected one of: anchored, .*strong",
        ),
        (
            'kgv:x a kg:NameForm ; skos:prefLabel "甲"@zh ; kg:formsType kg:Programme ; kg:strength "strong" .',
            "mine.ttl: .*x: kg:formsType: 'Programme', expected one of: .*Program",
        ),
        (
            'kgv:x a kg:Trigger ; skos:prefLabel "甲"@zh ; kg:evokes kg:undertake .',
            "mine.ttl: .*x: kg:evokes: 'undertake', expected one of: .*undertakes",
        ),
        (
            'kgv:x a kg:Post ; skos:prefLabel "甲"@zh ; kg:postOf "boss" .',
            "mine.ttl: .*x: kg:postOf: 'boss', expected one of: expert, gov, head, member, secretary",
        ),
    ],
)
def test_load_refuses_with_file_entry_and_what_was_expected(tmp_path: Path, turtle: str, message: str) -> None:
    (tmp_path / "mine.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load([tmp_path])


@pytest.mark.parametrize(
    ("property_", "terms"),
    [("role", Cue), ("strength", Strength), ("postOf", Post)],
    ids=["role", "strength", "postOf"],
)
def test_closed_lists_are_what_the_ontology_uses(property_: str, terms: type[StrEnum]) -> None:
    import pyoxigraph as ox

    used = {
        triple.object.value
        for path in sorted(ontology_dir().glob("*.ttl"))
        for triple in ox.parse(path=str(path))
        if triple.predicate.value == KG + property_ and isinstance(triple.object, ox.Literal)
    }
    assert used == {str(term) for term in terms}


def test_cues_are_each_read_by_the_grammar() -> None:
    source = "".join(p.read_text("utf-8") for p in Path(kg.__file__).parent.rglob("*.py") if p.name != "grammar.py")
    read = {c for c in Cue if f'"{c}"' in source or f"Cue.{c.name}" in source}
    assert {*Cue} - read == {Cue.ASPECT}, "ASPECT stands in no name, as no cue does that is not harmless there"


def test_load_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load([tmp_path / "nowhere"])


def test_lexicon_without_names_keeps_its_grammar() -> None:
    less = lexicon().without(lambda name: name == "教育部")
    assert "教育部" in lexicon().words
    assert "教育部" not in less.words
    assert all(e.label != "教育部" for e in less.entries.values())
    assert less.words["召开"].relations == lexicon().words["召开"].relations
    assert less.forms == lexicon().forms


def test_matches_finds_the_same_before_and_after_the_automaton_is_made() -> None:
    known = load([ontology_dir()])
    text = "、".join(sorted(word for word in known.words if len(word) > 1)[::7]) + "住房和城乡建"
    little = known.matches(text)
    while "_automaton" not in vars(known):
        assert known.matches(text) == little
    assert known.matches(text) == little
    assert len(little) > 5000


def told(value: object) -> object:
    """What a part of a lexicon says, to be compared: most of its records are equal only where they are the same one."""
    match value:
        case dict():
            return {key: told(held) for key, held in value.items()}
        case set() | frozenset():
            return sorted(map(repr, value))
        case tuple() | list():
            return [told(held) for held in value]
        case _ if is_dataclass(value):
            return [told(getattr(value, field.name)) for field in fields(value)]
    return value


def test_kept_gives_what_was_loaded_until_a_file_of_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    folder, loaded = tmp_path / "words", list[Path]()
    folder.mkdir()
    entry = PREFIXES + 'kgv:澜水市水务局 a kg:Organization ; skos:prefLabel "澜水市水务局"@zh .\n'
    (folder / "bodies.ttl").write_text(entry, "utf-8")

    def loading(place: Path) -> Lexicon:
        loaded.append(place)
        return load([place])

    for _ in range(2):
        made = kept.kept(folder, loading)
    assert len(loaded) == 2
    assert not (tmp_path / "cache").exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for _ in range(2):
        again = kept.kept(folder, loading)
    assert len(loaded) == 3
    assert told(again) == told(made)
    (file,) = (p for p in (tmp_path / "cache").rglob("*") if p.is_file())
    file.write_bytes(file.read_bytes()[:-9])
    assert "澜水市水务局" in kept.kept(folder, loading).words
    assert len(loaded) == 4
    (folder / "bodies.ttl").write_text(entry.replace("水务", "园林"), "utf-8")
    assert "澜水市园林局" in kept.kept(folder, loading).words
    assert len(loaded) == 5


def test_kept_shipped_lexicon_is_the_loaded_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    made, again = (kept.kept(ontology_dir(), lambda folder: load([folder])) for _ in range(2))
    assert made is not again
    assert told(again) == told(made)
    assert all(again.entries[e.iri] is e for word in again.words.values() for e in word.entries)
