"""A store in the forms of other tools: tables, RDF part by part, triples on disk for SPARQL, or a graph's forms."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.corpus.asking import triples
from kg.corpus.opened import FRAMES, Corpus
from kg.corpus.records import quoted
from kg.export import FORMS, to_csv
from kg.graph import Graph
from kg.rdf import rdf_format, to_trig
from kg.vocabulary import facts

TABLES = ("parquet", "csv")
BY_PART = ("turtle", "trig", "ntriples", "nquads")
PAIRS = ("gephi", "neo4j")
FORMATS = (*TABLES, "oxigraph", *FORMS, *PAIRS)
"""`parquet` and `csv` are a folder of tables, `oxigraph` triples on disk; of the rest those of `BY_PART` are written
without holding the whole, the others hold it."""


def export(corpus: Corpus, form: str, path: Path | None, graph: Graph | None = None) -> list[Path]:
    """Write a store, or a part of it as a graph, in a form; the files or the folder written, whole or not at all.

    Without a path `oxigraph` goes into the store, where SPARQL is answered from it. Raises ValueError for an unknown
    form, a missing path, or a form that a part of a store has not.
    """
    if form not in FORMATS:
        raise ValueError(f"unknown form {form!r}: one of {' '.join(FORMATS)}")
    if form == "oxigraph":
        return [_triples(corpus, path or triples(corpus.path), graph)]
    if path is None:
        raise ValueError(f"{form}: expected a file, or a folder for tables")
    if form in TABLES and graph is None:
        return _tables(corpus, form, path)
    if form in TABLES:
        raise ValueError(f"{form}: a part of a store is exported as a graph: one of {' '.join((*FORMS, *PAIRS))}")
    if form in PAIRS:
        return list(to_csv(graph or corpus.graph(), form, path))
    if form not in BY_PART or graph is not None:
        FORMS[form](graph or corpus.graph(), path)
        return [path]
    return [write_parts(path, form, corpus.parts())]


def write_parts(path: Path, form: str, graphs: Iterable[Graph]) -> Path:
    """Write graphs one after the other as one file, whole or not at all; `form` is one of `BY_PART`."""
    return _whole(path, lambda draft: _write_parts(draft, form, graphs))


def _whole(path: Path, make: Callable[[Path], None]) -> Path:
    """A file or folder that appears when it is done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        make(draft)
        if path.is_dir():
            shutil.rmtree(path)
        draft.rename(path)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True) if draft.is_dir() else draft.unlink(missing_ok=True)
        raise
    return path


def _write_parts(draft: Path, form: str, graphs: Iterable[Graph]) -> None:
    """One part after the other: RDF is a set, in which what two parts say stands once."""
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        for graph in graphs:
            file.write(FORMS[form](graph, None))


def _tables(corpus: Corpus, form: str, path: Path) -> list[Path]:
    """The tables, each as one file in a folder."""
    option = "FORMAT parquet, COMPRESSION zstd" if form == "parquet" else "FORMAT csv, HEADER"

    def make(draft: Path) -> None:
        draft.mkdir()
        for name in FRAMES:
            target = quoted(draft / f"{name}.{form}")
            corpus.db.execute(f"COPY (SELECT * FROM {name} ORDER BY ALL) TO {target} ({option})")

    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ValueError(f"{path}: expected a new or empty folder for the tables")
    _whole(path, make)
    return [path / f"{name}.{form}" for name in FRAMES]


def _triples(corpus: Corpus, path: Path, graph: Graph | None) -> Path:
    """Triples on disk, a named graph for each article with its own words, loaded in bulk part by part.

    Each triple stands once in all graphs together: read as one they would give it as often as it stands in one.
    """
    import pyoxigraph as ox

    def make(draft: Path) -> None:
        store = ox.Store(str(draft))
        for part in [graph] if graph is not None else corpus.parts():
            store.bulk_load(to_trig(part, once=True).encode(), format=rdf_format("trig"))
        facts.add(store, once=True)
        store.flush()
        store.optimize()

    return _whole(path, make)
