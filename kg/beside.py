"""A graph's records in a database beside its Turtle, so that a large graph is there at once.

`NAME.sqlite` lies beside `NAME.ttl` and holds the digest of the Turtle that it was written with. It is read in its
stead as long as the Turtle is the same, byte for byte; a database of another Turtle is passed over, which is said. It
is a cache: it may be deleted, and any SQLite tool opens it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from kg.graph import Graph
from kg.model import (
    Article,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Mention,
    Modality,
    Qualifier,
    Reason,
    Relation,
    Statement,
)
from kg.rdf import load as from_turtle
from kg.version import __version__

_LOG = logging.getLogger("kg")
_APPLICATION: Final = 0x706F6B67  # "pokg" in the file's head, as SQLite provides for
_PLURAL: Final = tuple(f.name for f in fields(Article) if str(f.type).startswith("tuple"))
_ARTICLE: Final = tuple(f.name for f in fields(Article))
_STATEMENT: Final = ("subject", "relation", "object", "modality", "trigger", "speaker", "derived_from")
_SCHEMA: Final = f"""
CREATE TABLE about (turtle TEXT, tool TEXT, own INTEGER);
CREATE TABLE articles (id INTEGER PRIMARY KEY, {", ".join(f'"{name}" TEXT' for name in _ARTICLE)});
CREATE TABLE entities (id INTEGER PRIMARY KEY, iri TEXT, type TEXT, label TEXT, kind TEXT, names TEXT, label_en TEXT);
CREATE TABLE mentions (entity INTEGER, article INTEGER, start INTEGER, "end" INTEGER, quote TEXT, reason TEXT);
CREATE TABLE statements (id INTEGER PRIMARY KEY, {", ".join(f'"{name}" TEXT' for name in _STATEMENT)}, read_by TEXT,
  qualifiers TEXT, confidence REAL);
CREATE TABLE evidence (statement INTEGER, article INTEGER, start INTEGER, "end" INTEGER, quote TEXT);
CREATE TABLE extra (line TEXT);
"""

LEAST: Final = 1_000_000
"""Bytes of the smallest Turtle that a database is written for: what is smaller is there at once anyway."""


def beside(turtle: Path) -> Path:
    """Where the database of a Turtle file lies.

    >>> beside(Path("output/graph.ttl")).name
    'graph.sqlite'
    """
    return turtle.with_suffix(".sqlite")


def load(path: Path) -> Graph:
    """The graph of an RDF file: from the database beside it where that is of this very file, else by reading it.

    Raises what `kg.rdf.load` raises; see `quick`.
    """
    found = quick(path)
    return from_turtle(path) if found is None else found


def renewed(path: Path) -> Graph:
    """The graph of an RDF file as `load` gives it; a long Turtle file that had to be read gets a database anew.

    That the database is there, or why not, is said to the log `kg`.
    """
    found = quick(path)
    if found is not None:
        return found
    graph = from_turtle(path)
    if path.suffix == ".ttl" and path.is_file():
        try:
            if write(graph, path, path.read_bytes(), own=False):
                _LOG.warning("%s: written, so that %s is there at once from now on", beside(path), path.name)
        except (OSError, sqlite3.Error) as error:
            _LOG.warning("%s: cannot be written: %s", beside(path), error)
    return graph


def quick(path: Path) -> Graph | None:
    """The graph of a Turtle file from the database beside it, None where there is none that can be used.

    What a database that is there is not fit for is said to the log `kg`.
    """
    file = beside(path)
    if path.suffix != ".ttl" or not path.is_file() or not _ours(file):
        return None
    try:
        with closing(_opened(file)) as db:
            if _fits(db, path.read_bytes()):
                return _graph(db)
        _LOG.warning("%s: is of another %s, which is read itself", file, path.name)
    except (sqlite3.Error, ValueError, KeyError, TypeError, IndexError):
        _LOG.warning("%s: cannot be used, %s is read itself", file, path.name)
    return None


def own_turtle(path: Path) -> str | None:
    """The text of a Turtle file that `kg.rdf.to_turtle` wrote, as the database beside it says; None for any other."""
    file = beside(path)
    if path.suffix != ".ttl" or not path.is_file() or not _ours(file):
        return None
    data = path.read_bytes()
    try:
        with closing(_opened(file)) as db:
            own = _fits(db, data) and db.execute("SELECT own FROM about").fetchone() == (1,)
            return data.decode() if own else None
    except sqlite3.Error:
        return None


def _fits(db: sqlite3.Connection, turtle: bytes) -> bool:
    """True where the database is of this Turtle, and of this version of the tool."""
    return db.execute("SELECT turtle, tool FROM about").fetchall() == [(_digest(turtle), __version__)]


def write(graph: Graph, turtle: Path, data: bytes, *, own: bool = True) -> bool:
    """Write the database beside the Turtle file that holds `data`, or remove one that is left from another graph.

    True where it is written. A graph has none where its Turtle is short, or where it has relations that its own file
    defines. `own` says that `kg.rdf.to_turtle` wrote the Turtle.
    """
    file = beside(turtle)
    if len(data) < LEAST or any(s.relation.definition is not None for s in graph.statements()):
        if _ours(file):
            file.unlink()
        return False
    if file.exists() and not _ours(file):
        _LOG.warning("%s: is no database of ours and was left as it is", file)
        return False
    draft = file.with_name(f".policy-kg-{os.getpid()}-{file.name}.part")
    try:
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft)) as db, db:
            db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
            db.execute(f"PRAGMA application_id = {_APPLICATION}")
            _fill(db, graph, _digest(data), own)
        os.replace(draft, file)
        return True
    finally:
        draft.unlink(missing_ok=True)


def _ours(file: Path) -> bool:
    """True for a database that this module wrote: SQLite's head with our mark."""
    try:
        with file.open("rb") as opened:
            head = opened.read(72)
    except OSError:
        return False
    return head[:16] == b"SQLite format 3\0" and int.from_bytes(head[68:72], "big") == _APPLICATION


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _opened(file: Path) -> sqlite3.Connection:
    """The database, which may come from anyone: nothing in it is run, and nothing is written."""
    db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA query_only = ON")
    return db


def _fill(db: sqlite3.Connection, graph: Graph, digest: str, own: bool) -> None:
    articles = {iri: n for n, iri in enumerate(graph.articles)}
    entities = {iri: n for n, iri in enumerate(graph.entities)}
    statements = graph.statements()
    _insert(db, "about", 3, [(digest, __version__, int(own))])
    _insert(db, "articles", 1 + len(_ARTICLE), ((n, *_row(a)) for n, a in enumerate(graph.articles.values())))
    _insert(db, "entities", 7, ((n, *_entity(e)) for n, e in enumerate(graph.entities.values())))
    told = ((entities[m.entity], *_words(m.evidence, articles), str(m.reason)) for m in graph.mentions)
    _insert(db, "mentions", 6, told)
    stated = (
        (n, *map(str, s.key), json.dumps(s.read_by), _told(s.qualifiers), s.confidence)
        for n, s in enumerate(statements)
    )
    _insert(db, "statements", 4 + len(_STATEMENT), stated)
    _insert(db, "evidence", 5, ((n, *_words(e, articles)) for n, s in enumerate(statements) for e in s.evidence))
    _insert(db, "extra", 1, ((line,) for line in graph.extra))


def _insert(db: sqlite3.Connection, table: str, width: int, rows: Iterable[tuple[object, ...]]) -> None:
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def _row(article: Article) -> Iterator[str]:
    for name in _ARTICLE:
        value = getattr(article, name)
        yield json.dumps(value, ensure_ascii=False) if name in _PLURAL else value


def _article(row: Iterable[str]) -> Article:
    said: dict[str, Any] = dict(zip(_ARTICLE, row, strict=True))
    return Article(**said | {name: tuple(json.loads(said[name])) for name in _PLURAL})


def _entity(e: Entity) -> tuple[str | None, ...]:
    kind = e.kind and e.kind.value
    return e.iri, e.type.value, e.label, kind, json.dumps(e.names, ensure_ascii=False), e.label_en


def _words(e: Evidence, articles: Mapping[str, int]) -> tuple[int, int, int, str]:
    return articles[e.article], e.start, e.end, e.quote


def _graph(db: sqlite3.Connection) -> Graph:
    """The graph that the database holds: its records in the order in which a graph has them."""
    select = db.execute
    articles = [_article(row) for _, *row in select("SELECT * FROM articles ORDER BY id")]
    types, kinds, reasons = _by_value(EntityType), _by_value(Kind), _by_value(Reason)
    entities = [
        Entity(iri, types[type_], label, kinds[kind] if kind else None, tuple(json.loads(names)), label_en)
        for iri, type_, label, kind, names, label_en in select(
            "SELECT iri, type, label, kind, names, label_en FROM entities ORDER BY id"
        )
    ]
    places, named = [a.iri for a in articles], [e.iri for e in entities]
    mentions = [
        Mention(named[entity], Evidence(places[article], start, end, quote), reasons[reason])
        for entity, article, start, end, quote, reason in select("SELECT * FROM mentions ORDER BY rowid")
    ]
    evidence: dict[int, list[Evidence]] = {}
    for n, article, start, end, quote in select("SELECT * FROM evidence ORDER BY rowid"):
        evidence.setdefault(n, []).append(Evidence(places[article], start, end, quote))
    modalities, relation = _by_value(Modality), Relation
    statements = [
        Statement(
            s,
            relation(r),
            o,
            tuple(evidence[n]),
            modalities[m],
            trigger,
            by,
            source,
            tuple(json.loads(read)),
            _read(said),
            sure,
        )
        for n, s, r, o, m, trigger, by, source, read, said, sure in select("SELECT * FROM statements ORDER BY id")
    ]
    extra = [line for (line,) in select("SELECT line FROM extra ORDER BY rowid")]
    return Graph.ordered(articles, entities, mentions, statements, extra)


def _told(qualifiers: Iterable[Qualifier]) -> str:
    """Qualifiers as JSON, nothing where there are none."""
    said = list(qualifiers)
    return json.dumps(said, ensure_ascii=False) if said else ""


def _read(said: str) -> tuple[Qualifier, ...]:
    """The qualifiers that the JSON holds."""
    if not said:
        return ()
    return tuple(Qualifier(quality, tuple(values), Evidence(*words)) for quality, values, words in json.loads(said))


def _by_value(enum: Iterable[Any]) -> dict[str, Any]:
    return {str(member.value): member for member in enum}
