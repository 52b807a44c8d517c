"""What the parts of a store add up to: what counts of each, and the tables of the whole that are made from them."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import duckdb  # brings what queries are built with
import pyarrow as pa
import pyarrow.compute as pc

from kg.corpus import changes, tables
from kg.corpus.changes import Change, changed
from kg.corpus.manifest import FORMAT, Manifest, Part, StoreError, folder, is_store, load, save
from kg.corpus.reader import Reader
from kg.corpus.records import ARTICLES, ENTITIES, SOUGHT, column_values, quoted, write
from kg.corpus.whole import write_ends, write_heads, write_months
from kg.graph import fold
from kg.model import Article, Entity, digest


class Line(NamedTuple):
    """A line of the ledger: what the corpus consists of. `reading` is the content's digest, `reader` who read it."""

    root: str
    path: str
    key: str
    reading: str
    reader: str


class Source(NamedTuple):
    """A file that was gone through: when it has the same digest again, nothing of it has changed."""

    root: str
    path: str
    digest: str
    lines: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the corpus consists of, and the files that it was taken from."""

    lines: tuple[Line, ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def load(cls, store: Path, manifest: Manifest) -> Ledger:
        """The ledger of a store; an empty one of a store that is none yet."""
        if not manifest.state:
            return cls()
        state = store / "state" / manifest.state
        lines = _rows(state / "documents.parquet", Line._fields)
        return cls(tuple(map(Line._make, lines)), read_sources(store, manifest))


def read_sources(store: Path, manifest: Manifest) -> tuple[Source, ...]:
    """The files that a store was taken from, without its lines, which are many; none of a store that is none yet."""
    place = store / "state" / manifest.state / "sources.parquet"
    return tuple(map(Source._make, _rows(place, Source._fields))) if manifest.state else ()


def _rows(path: Path, names: Sequence[str]) -> Iterable[tuple[object, ...]]:
    return zip(*column_values(path, *names), strict=True)


def settled(store: Path, part: Part, live: Mapping[str, set[str]]) -> Part | None:
    """The part less what no line of the ledger names any more; None where nothing is left of it.

    What it has is taken out of `live`: of two parts that have the same, the first counts.
    """
    wanted = set(live.get(part.reader, ()))
    (readings,) = column_values(folder(store, part.id) / "readings.parquet", "reading")
    left = sum(r in wanted for r in readings)
    live.get(part.reader, set()).difference_update(readings)
    if left == len(readings):
        return replace(part, gone=())
    if not left:
        return None
    pairs = zip(*column_values(folder(store, part.id) / "articles.parquet", "n", "reading"), strict=True)
    return replace(part, gone=tuple(n for n, reading in pairs if reading not in wanted))


def commit(store: Path, parts: Iterable[Part], ledger: Ledger, readers: Mapping[str, Reader]) -> Manifest:
    """Make the parts and the ledger what counts: the tables of the whole are written, then `corpus.json`.

    The same parts and ledger give the same bytes. What does not count any more is removed at last.

    Raises:
        StoreError: memory or room on the disk do not suffice for the tables; the parts lie there as they did.
    """
    live: dict[str, set[str]] = defaultdict(set)
    for line in ledger.lines:
        live[line.reader].add(line.reading)
    left = {reader: set(readings) for reader, readings in live.items()}
    kept = tuple(part for given in parts if (part := settled(store, given, left)) is not None)
    said = (f"{p.id}:{','.join(map(str, p.gone))}" for p in kept)
    name = digest(str(FORMAT), *said, *map("\t".join, ledger.lines), *(f"{s.path} {s.digest}" for s in ledger.sources))
    used = {p.reader for p in kept}
    state = store / "state" / name
    draft = state.with_name(f".{name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    totals = _write_tables(store, kept, draft, ledger)
    shutil.rmtree(state, ignore_errors=True)
    draft.rename(state)
    manifest = Manifest(
        readers={id: readers[id] for id in sorted(used)},
        parts=kept,
        state=name,
        documents=len(ledger.lines),
        skipped=sum(_skipped(store, part, live[part.reader]) for part in kept if part.skipped),
        **totals,
    )
    save(store, manifest)
    tidy(store, manifest)
    return manifest


def _write_tables(store: Path, parts: Sequence[Part], draft: Path, ledger: Ledger) -> Mapping[str, int]:
    """Write the tables of the whole; how much there is."""
    old = load(store, earlier=True) if is_store(store) else Manifest()
    totals: dict[str, int] = {}
    with _sufficing(store), _engine(draft) as db, ThreadPoolExecutor(2) as beside:  # one leaves half of two cores idle
        if not parts:
            write(ENTITIES.schema.empty_table(), draft / "entities.parquet", rows=SOUGHT)
            _write_names(draft, ENTITIES.schema.empty_table(), ledger)
            return totals
        tables.raw(db, store, parts)
        change = changed(db, store, old, parts)
        again = _write_repeated(db, draft, change)
        counted = beside.submit(_write_counts, store, parts, draft, again > 0, change)
        merged = entities(db)
        write(merged, draft / "entities.parquet", rows=SOUGHT)
        written = [beside.submit(_write_names, draft, merged, ledger)]
        if change is None:
            written.append(beside.submit(_write_months, store, parts, draft, again > 0))
            tables.over(db, draft, again > 0)
            write_ends(db, draft)
        else:
            changes.write_ends(db, store, change, draft, again > 0)
        for each in written:
            each.result()
        return {**counted.result(), "repeated": again, "entities": merged.num_rows}


@contextmanager
def _engine(draft: Path, name: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine for what is written into a folder, which lays down beside it what memory cannot hold."""
    with tables.engine() as db:
        db.execute("SET preserve_insertion_order=false")  # what is written is sorted; to keep an order takes memory
        db.execute("SET parquet_metadata_cache=true")  # each file is asked several times
        db.execute(f"SET temp_directory={quoted(draft.with_name(f'{draft.name}.spilled{name}'))}")
        yield db


def _write_counts(
    store: Path, parts: Sequence[Part], draft: Path, repeated: bool, change: Change | None
) -> dict[str, int]:
    """Write what needs no entities, by an engine of its own: the articles, and of a change the months.

    How much counts.
    """
    with _engine(draft, "-counts") as db:
        tables.raw(db, store, parts)
        tables.over_texts(db, draft, repeated)
        write_heads(db, draft)
        totals = _totals(db, store, parts, repeated)
        if change is not None:
            changes.write_months(db, store, change, draft, repeated)
        return totals


def _write_months(store: Path, parts: Sequence[Part], draft: Path, repeated: bool) -> None:
    """Write the table of months, by an engine of its own."""
    with _engine(draft, "-months") as db:
        tables.raw(db, store, parts)
        tables.over(db, draft, repeated)
        write_months(db, draft)


@contextmanager
def _sufficing(store: Path) -> Iterator[None]:
    """Say in one line that the engine lacks memory or room on the disk while the block writes tables."""
    try:
        yield
    except duckdb.Error as error:
        why = str(error).partition("\n")[0]
        raise StoreError(
            f"{store}: its tables could not be written: {why}; what was read is kept for the next build"
        ) from error


def _skipped(store: Path, part: Part, live: set[str]) -> int:
    rows = zip(*column_values(folder(store, part.id) / "readings.parquet", "reading", "skipped"), strict=True)
    return sum(len(skipped) for reading, skipped in rows if reading in live)


def _totals(db: duckdb.DuckDBPyConnection, store: Path, parts: Sequence[Part], repeated: bool) -> dict[str, int]:
    """How much counts: from what the parts say of themselves, and from their rows where some are gone.

    What a text says that was given more than once counts once.
    """
    whole = [p for p in parts if not p.gone]
    found = {
        "articles": sum(p.articles for p in whole),
        "characters": sum(p.characters for p in whole),
        "mentions": sum(p.mentions for p in whole),
        "statements": sum(p.statements for p in whole),
    }
    if len(whole) < len(parts):
        tables.raw(db, store, [p for p in parts if p.gone])
        for name, what in (("articles", "count(*)"), ("mentions", "count(*)"), ("statements", "count(*)")):
            found[name] += db.execute(f"SELECT {what} FROM raw_{name}").fetchall()[0][0]
        found["characters"] += db.execute("SELECT coalesce(sum(len(text)), 0) FROM raw_articles").fetchall()[0][0]
        tables.raw(db, store, parts)
    if repeated:
        for name, more in db.execute(_MORE).fetchall():
            found[name] -= more
    return found


_MORE = """
    WITH texts AS (
        SELECT count(*) - 1 AS more, len(any_value(r.text)) AS characters
        FROM raw_articles SEMI JOIN twice USING (part, n) JOIN repeated r USING (iri) GROUP BY iri
    )
    SELECT 'articles', CAST(sum(more) AS BIGINT) FROM texts
    UNION ALL SELECT 'characters', CAST(sum(more * characters) AS BIGINT) FROM texts
    UNION ALL SELECT 'mentions', (SELECT count(*) FROM raw_mentions SEMI JOIN twice USING (part, n))
        - (SELECT count(*) FROM repeated_mentions)
    UNION ALL SELECT 'statements', (SELECT count(*) FROM raw_statements SEMI JOIN twice USING (part, n))
        - (SELECT count(*) FROM repeated_statements)
"""
"""How much more the parts have of what texts say that were given more than once."""


def entities(db: duckdb.DuckDBPyConnection) -> pa.Table:
    """The entities of all articles, those that are the same merged, in order of IRI.

    What only one row says stays a row: of most entities all articles say the same.
    """
    columns = tables.listed(ENTITIES.schema.names)
    rows = db.sql(f"SELECT DISTINCT {columns} FROM raw_entities ORDER BY ALL").to_arrow_table().combine_chunks()
    iris = rows.column("iri")
    same = pc.equal(iris.slice(1), iris.slice(0, max(len(iris) - 1, 0))).to_pylist()
    several = pa.array([a or b for a, b in zip([False, *same], [*same, False], strict=True)][: len(iris)], pa.bool_())
    merged: dict[str, Entity] = {}
    for entity in ENTITIES.records(rows.filter(several)):
        merged[entity.iri] = merged[entity.iri].merged(entity) if entity.iri in merged else entity
    alone = rows.filter(pc.invert(several)).cast(ENTITIES.schema)
    return pa.concat_tables([alone, pa.table(ENTITIES.columns(merged.values()), ENTITIES.schema)]).sort_by("iri")


def repeated(db: duckdb.DuckDBPyConnection) -> list[Article]:
    """The articles whose text was given more than once, merged, in order of IRI."""
    columns = tables.listed(ARTICLES.schema.names)
    twice = "SELECT iri FROM raw_articles GROUP BY iri HAVING count(*) > 1"
    found = db.sql(f"SELECT {columns} FROM raw_articles WHERE iri IN ({twice})").to_arrow_table()
    merged: dict[str, Article] = {}
    for article in ARTICLES.records(found):
        merged[article.iri] = merged[article.iri].merged(article) if article.iri in merged else article
    return [merged[iri] for iri in sorted(merged)]


def _write_repeated(db: duckdb.DuckDBPyConnection, place: Path, change: Change | None) -> int:
    """Write what the texts say that were given more than once, each row once, and where else they stand (`twice`).

    How many texts there are.
    """
    if change is not None and change.alike:
        return changes.copy_repeated(change, place)
    again = repeated(db)
    if not again:
        return 0
    db.execute("CREATE OR REPLACE TEMP TABLE again AS SELECT unnest(?) AS iri", [[article.iri for article in again]])
    write(pa.table(ARTICLES.columns(again), ARTICLES.schema), place / f"{tables.REPEATED['articles']}.parquet")
    for table in ("mentions", "statements"):
        query = f"SELECT DISTINCT * EXCLUDE (n, part) FROM raw_{table} SEMI JOIN again ON iri = article ORDER BY ALL"
        write(db.sql(query).to_arrow_table(), place / f"{tables.REPEATED[table]}.parquet")
    query = "SELECT part, n FROM raw_articles SEMI JOIN again USING (iri) ORDER BY ALL"
    write(db.sql(query).to_arrow_table(), place / "twice.parquet")
    return len(again)


def _write_names(place: Path, merged: pa.Table, ledger: Ledger) -> None:
    """Write the names of the entities, and the ledger."""
    names = _names(merged).group_by(["name", "iri"]).aggregate([])
    write(names.sort_by([("name", "ascending"), ("iri", "ascending")]), place / "names.parquet", rows=SOUGHT)
    write(_strings(ledger.lines, Line._fields), place / "documents.parquet")
    sources = _strings([s[:3] for s in ledger.sources], Source._fields[:3])
    counts = pa.array([s.lines for s in ledger.sources], pa.int64())
    write(sources.append_column("lines", counts), place / "sources.parquet")


def _names(entities: pa.Table) -> pa.Table:
    """Each name of each entity as it is sought, and the entity's IRI; what has no sign and no case stays as it is."""
    iris, others = entities.column("iri").combine_chunks(), entities.column("names").combine_chunks()
    columns = [entities.column(name).combine_chunks() for name in ("label", "label_en")]
    names = pa.concat_arrays([*columns, pc.list_flatten(others)])
    of = pa.concat_arrays([iris, iris, iris.take(pc.list_parent_indices(others))])
    odd = pc.invert(pc.match_substring_regex(names, "^[\u4e00-\u9fff]+$"))
    folded = pa.array([fold(name) for name in names.filter(odd).to_pylist()], pa.string())
    table = pa.table({"name": pc.replace_with_mask(names, odd, folded), "iri": of})
    return table.filter(pc.not_equal(names, ""))


def _strings(rows: Sequence[tuple[object, ...]], names: Sequence[str]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table([pa.array(c, pa.string()) for c in columns], names=list(names))


def tidy(store: Path, manifest: Manifest) -> None:
    """Remove what does not count: parts and tables that were replaced, and what a killed process left behind."""
    wanted = {folder(store, p.id).name for p in manifest.parts} | {manifest.state}
    for place in (store / "parts", store / "state", store / "triples"):
        for found in place.iterdir() if place.is_dir() else ():
            if found.name not in wanted:
                shutil.rmtree(found, ignore_errors=True)
