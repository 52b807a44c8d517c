"""A part of the input to a part of the store: read by one process, and written by it, whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.corpus.inputs import Said, Unit
from kg.corpus.manifest import Part, defined, folder
from kg.corpus.records import ARTICLES, ENTITIES, MENTIONS, STATEMENTS, column_values, write
from kg.graph import Graph
from kg.model import Article, Entity, Mention, Statement, digest
from kg.read import Document, InputError

if TYPE_CHECKING:
    from kg.words.lexicon import Lexicon

UNIT = pa.schema([
    ("reading", pa.string()), ("key", pa.string()), ("where", pa.string()),
    ("articles", pa.int32()), ("skipped", pa.list_(pa.string())), ("notes", pa.list_(pa.string())),
])  # fmt: skip


@dataclass(slots=True)
class Tables:
    """The rows of a part while it is read; `n` is the row of an article, by which other rows say theirs."""

    units: list[tuple[str, str, str, int, list[str], list[str]]] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    entities: dict[Entity, list[int]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    mentioned: list[int] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    stated: list[int] = field(default_factory=list)

    def add(self, graph: Graph, reading: str) -> None:
        """Take up what a document says."""
        n = len(self.articles)
        self.articles += graph.articles.values()
        self.readings.append(reading)
        for entity in graph.entities.values():
            self.entities.setdefault(entity, []).append(n)
        self.mentions += graph.mentions
        self.mentioned += [n] * len(graph.mentions)
        for statement in graph.statements():
            self.statements.append(statement)
            self.stated += [n] * len(statement.evidence)

    def arrow(self) -> dict[str, pa.Table]:
        """The tables, each in the order that it is most asked in."""
        articles: dict[str, list[Any]] = {
            "n": [*range(len(self.articles))],
            "reading": self.readings,
            **ARTICLES.columns(self.articles),
        }
        entities: dict[str, list[Any]] = {**ENTITIES.columns(self.entities), "rows": [*self.entities.values()]}
        mentions: dict[str, list[Any]] = {"n": self.mentioned, **MENTIONS.columns(self.mentions)}
        iris = [s.iri for s in self.statements for _ in s.evidence]
        statements: dict[str, list[Any]] = {"n": self.stated, "statement": iris, **STATEMENTS.columns(self.statements)}
        units: list[Any] = [*zip(*self.units, strict=True)] or [[] for _ in UNIT]
        listed = ENTITIES.schema.append(pa.field("rows", pa.list_(pa.int32())))
        stated = _numbered(STATEMENTS.schema, ("statement", pa.string()))
        return {
            "readings": pa.table(dict(zip(UNIT.names, units, strict=True)), UNIT),
            "articles": _table(articles, _numbered(ARTICLES.schema, ("reading", pa.string()))),
            "entities": _table(entities, listed, "iri", "label"),
            "mentions": _table(mentions, _numbered(MENTIONS.schema), "entity", "n", "start", "end", "reason"),
            "statements": _table(statements, stated, "subject", "statement", "n", "start"),
        }


def _numbered(schema: pa.Schema, *more: tuple[str, pa.DataType]) -> pa.Schema:
    return pa.schema([("n", pa.int32()), *more, *schema])


def _table(columns: dict[str, list[Any]], schema: pa.Schema, *order: str) -> pa.Table:
    table = pa.table({name: columns[name] for name in schema.names}, schema)
    return table.sort_by([(name, "ascending") for name in order]) if order else table


def part_id(reader: str, units: Sequence[Unit]) -> str:
    """What a part is called: by who read what, so that the same part of the input is found again."""
    return digest(reader, *(unit.reading for unit in units))


def read_units(units: Sequence[Unit], known: Lexicon, columns: Mapping[str, str]) -> Tables:
    """What the units say; one that cannot be read stops no other, and the reason stands in the table of readings.

    `columns` says which key of a row holds what (see `kg.read.read`).
    """
    tables = Tables()
    said = [Said() for _ in units]
    keys: list[str] = [unit.where for unit in units]
    counts = [0] * len(units)

    def documents() -> Iterator[tuple[int, Document]]:
        for i, unit in enumerate(units):
            yield from ((i, document) for document in _documents(unit, columns, said[i]))

    source = documents()
    owners: list[int] = []

    def owned() -> Iterator[Document]:
        for i, document in source:
            owners.append(i)
            yield document

    from kg.pipeline.document import batches  # who only counts parts reads nothing

    done = 0
    for batch in batches(owned()):
        for document, graph in zip(batch, _graphs(batch, known), strict=True):
            i, done = owners[done], done + 1
            if isinstance(graph, Graph):
                tables.add(graph, units[i].reading)
                said[i].notes += (
                    f"{one.type.value} hardly {one.hardly} left out: {one.evidence.quote}" for one in graph.left_out
                )
                counts[i] += 1
                if units[i].number:
                    keys[i] = document.name
            else:
                said[i].skipped.append(f"{units[i].where}: {graph}")
    rows = zip(units, keys, counts, said, strict=True)
    tables.units = [(u.reading, k, u.where, c, s.skipped, s.notes) for u, k, c, s in rows]
    return tables


def _documents(unit: Unit, columns: Mapping[str, str], said: Said) -> Iterator[Document]:
    try:
        yield from unit.documents(columns, said)
    except InputError as error:
        said.report(error)
    except Exception as error:  # whatever a hostile input makes a reader raise: no other may suffer from it
        said.skipped.append(f"{unit.where}: cannot be read ({_said(error)})")


def _graphs(batch: list[Document], known: Lexicon) -> list[Graph | str]:
    """The graph of each document, or why it has none."""
    from kg.pipeline.document import build_batch

    try:
        return [*build_batch(batch, known)]
    except Exception:  # one of them: found out by reading each alone
        return [_graph(document, known) for document in batch]


def _graph(document: Document, known: Lexicon) -> Graph | str:
    from kg.pipeline.document import build_batch

    try:
        return build_batch([document], known)[0]
    except Exception as error:
        return f"cannot be understood ({_said(error)})"


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def write_part(store: Path, id: str, tables: Tables) -> None:
    """Write a part of the store: its folder appears whole, or not at all."""
    target = folder(store, id)
    draft = target.with_name(f".{id}.{secrets.token_hex(4)}.part")
    draft.mkdir(parents=True)
    try:
        said = {
            "characters": sum(len(a.text) for a in tables.articles),
            "relations": defined(s.relation for s in tables.statements),
        }
        for name, table in tables.arrow().items():
            write(table, draft / f"{name}.parquet", said=said)
        _placed(draft, target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _placed(draft: Path, target: Path) -> None:
    """Give a part its place; a process of a build that was ended may have written the same one meanwhile."""
    try:
        os.rename(draft, target)
    except OSError:
        if not target.is_dir():
            raise
        shutil.rmtree(draft, ignore_errors=True)


def counted(store: Path, id: str, reader: str) -> Part:
    """A part that lies in the store, with how much it holds.

    Raises:
        OSError: the part is not there, or cannot be read.
    """
    place = folder(store, id)
    rows = {}
    for name in ("readings", "articles", "entities", "mentions", "statements"):
        said = pq.read_metadata(place / f"{name}.parquet")
        rows[name] = said.num_rows
    characters = int((said.metadata or {}).get(b"characters", b"0"))
    (skipped,) = column_values(place / "readings.parquet", "skipped")
    failed = sum(map(len, skipped))
    relations = (said.metadata or {}).get(b"relations", b"").decode()
    return Part(id, reader, **rows, characters=characters, skipped=failed, relations=relations)
