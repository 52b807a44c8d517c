"""Names in sentences: each rule of the tables by its example, with the rule and without it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from kg.model import EntityType, T
from kg.parse.reading import Name, Reading, parse
from kg.recognise import bodies, meetings, nouns, recognise, refusals
from kg.recognise.records import Refusal, Seat, Stop
from kg.words.loading import lexicon

TABLES: list[tuple[Any, str, Any, set[EntityType]]] = [
    (refusals, "ENDINGS", None, {T.ORGANIZATION}),
    (refusals, "PHRASES", None, {T.ORGANIZATION}),
    *((refusals, "BY_STRENGTH", strength, {T.ORGANIZATION}) for strength in refusals.BY_STRENGTH),
    (refusals, "ANYHOW", None, {T.ORGANIZATION}),
    (bodies, "KINDS", None, {T.ORGANIZATION}),
    (meetings, "STOPS", None, {T.MEETING}),
    (meetings, "REFUSALS", None, {T.MEETING}),
    (nouns, "REFUSALS", None, {T.PROGRAM, T.SLOGAN}),
]


def rows() -> Iterator[Any]:
    for module, attribute, key, types in TABLES:
        table = getattr(module, attribute)
        for record in table if key is None else table[key]:
            yield pytest.param(module, attribute, key, record, types, id=f"{module.__name__[13:]}-{record.name}")


def read(text: str) -> Reading:
    reading = parse(text, [(0, len(text), "body")], lexicon())
    recognise(reading, lexicon())
    return reading


def marked(example: str) -> tuple[str, int, int]:
    """The text of an example, and the span in ⟦⟧."""
    start, end = example.index("⟦"), example.index("⟧") - 1
    return example.replace("⟦", "").replace("⟧", ""), start, end


def found(example: str, types: set[EntityType]) -> Name | None:
    """The name of one of the types that is exactly what stands in ⟦⟧."""
    text, start, end = marked(example)
    reading = read(text)
    span = reading.plain.index(start), reading.plain.index(end)
    return next((n for n in reading.names if (n.start, n.end) == span and n.type in types), None)


@pytest.mark.parametrize(("module", "attribute", "key", "record", "types"), list(rows()))
def test_record_decides_its_example(
    monkeypatch: pytest.MonkeyPatch, module: Any, attribute: str, key: Any, record: Any, types: set[EntityType]
) -> None:
    assert record.example, "no rule without an example"
    before = found(record.example, types)
    table = getattr(module, attribute)
    rest = tuple(r for r in (table if key is None else table[key]) if r is not record)
    monkeypatch.setattr(module, attribute, rest if key is None else {**table, key: rest})
    after = found(record.example, types)
    match record:
        case Refusal():
            assert before is None
            assert after is not None, "without the rule it is no name either: no example of this rule"
        case Seat():
            assert before is not None
            assert after is None or after.kind is not before.kind, "the rule changes nothing here"
        case Stop():
            assert before is not None
            assert after is None, "without the rule the name is no longer: no example of this rule"
        case _:
            raise AssertionError(dataclasses.asdict(record))
