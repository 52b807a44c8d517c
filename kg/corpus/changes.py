"""What a build changes in the tables of the whole, where little of a store is other than it was.

The rows of what changed are taken out of the tables before, and put in as they are now, each at its place: the files
have the bytes that they have when they are made from all rows.
"""

from __future__ import annotations

import shutil
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.parquet import ParquetFile

from kg.corpus import tables, whole
from kg.corpus.manifest import FORMAT, Manifest, Part
from kg.corpus.records import SOUGHT, quoted, write_slices

if TYPE_CHECKING:
    import duckdb

LEAST = 8
"""Of so many articles one may be other: where more are, the tables are made anew, which is no slower then."""

_TWICE = "SELECT part, n FROM live SEMI JOIN again USING (iri) ORDER BY ALL"
_LIVE = f"""
    CREATE OR REPLACE TEMP TABLE live AS SELECT iri, part, n FROM raw_articles;
    CREATE OR REPLACE TEMP TABLE again AS SELECT iri FROM live GROUP BY iri HAVING count(*) > 1;
    CREATE OR REPLACE TEMP TABLE again_at AS {_TWICE}
"""
_TOUCHED = """
    CREATE OR REPLACE TEMP TABLE touched AS
    SELECT iri FROM raw_articles SEMI JOIN moved USING (part, n) UNION FROM again UNION FROM before
"""
_COUNTED = """
    CREATE OR REPLACE TEMP TABLE {name} AS
    WITH named AS (
        SELECT entity, a.date, count(*) AS times FROM mentions JOIN articles a ON a.iri = article
        GROUP BY entity, article, a.date
    )
    SELECT entity, substr(date, 1, 7) AS month, count(*) AS texts, sum(times) AS times FROM named GROUP BY ALL
"""
_MONTHLY = """
    SELECT entity, month, CAST(sum(texts) AS INTEGER) AS texts, CAST(sum(times) AS INTEGER) AS times FROM (
        FROM read_parquet({before}) UNION ALL FROM fresh UNION ALL SELECT entity, month, -texts, -times FROM stale
    ) GROUP BY entity, month HAVING sum(texts) > 0 ORDER BY entity, month
"""
_NAMED = """
    CREATE OR REPLACE TEMP VIEW entities AS SELECT * FROM read_parquet({entities}) WHERE iri IN (
        SELECT unnest([subject, object, speaker]) FROM statements
    )
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What is other in a store than in the one before, whose tables lie in `state`.

    `articles` are the IRIs of those that came or went, and of those given more than once, then or now. `stale` are the
    parts with the articles that they had of them, `fresh` with those that they have. `repeated`: there were texts given
    more than once; `alike`: they stand where they stood.
    """

    state: Path
    repeated: bool
    alike: bool
    articles: pa.Array
    stale: tuple[Part, ...]
    fresh: tuple[Part, ...]


def changed(db: duckdb.DuckDBPyConnection, store: Path, old: Manifest, kept: Sequence[Part]) -> Change | None:
    """What the parts that are kept change in a store; None where it is much, or another version made the store.

    The views `raw_…` of the connection are those of the parts that are kept, before and afterwards.
    """
    had, has = {p.id: p for p in old.parts}, {p.id: p for p in kept}
    moved = {id: _live(had.get(id)) ^ _live(has.get(id)) for id in sorted({*had, *has}) if had.get(id) != has.get(id)}
    state = store / "state" / old.state
    if not _serves(old, state) or len({p.reader for p in (*old.parts, *kept)}) > 1:
        return None
    if LEAST * sum(map(len, moved.values())) > sum(p.articles for p in kept):
        return None
    alike = _look(db, state, old, moved)
    tables.raw(db, store, [replace({**had, **has}[id], gone=()) for id in moved] or kept)
    db.execute(_TOUCHED)
    tables.raw(db, store, kept)
    found: dict[str, set[int]] = {id: set() for id in {*had, *has}}
    for id, n in db.execute("SELECT part, n FROM live SEMI JOIN touched USING (iri)").fetchall():
        found[id].add(n)
    articles = db.sql("FROM touched").to_arrow_table().column("iri").combine_chunks()
    was = {id: found[id] - moved.get(id, set()) | moved.get(id, set()) & _live(part) for id, part in had.items()}
    return Change(state, old.repeated > 0, alike, articles, _only(old.parts, was), _only(kept, found))


def _look(db: duckdb.DuckDBPyConnection, state: Path, old: Manifest, moved: Mapping[str, set[int]]) -> bool:
    """Make tables of the articles that count, of those that were given more than once, and of what came or went.

    True where what is given more than once stands where it stood.
    """
    db.execute(_LIVE)
    db.execute("CREATE OR REPLACE TEMP TABLE moved (part VARCHAR, n INTEGER)")
    db.execute("CREATE OR REPLACE TEMP TABLE before (iri VARCHAR)")
    rows = [(id, n) for id, ns in moved.items() for n in sorted(ns)]
    if rows:
        db.execute("INSERT INTO moved SELECT unnest($1), unnest($2)", [list(c) for c in zip(*rows, strict=True)])
    twice: list[tuple[str, int]] = []
    if old.repeated:
        db.execute(f"INSERT INTO before SELECT iri FROM read_parquet({quoted(state / 'repeated.parquet')})")
        twice = db.execute(f"FROM read_parquet({quoted(state / 'twice.parquet')}) ORDER BY ALL").fetchall()
    return db.execute("FROM again_at ORDER BY ALL").fetchall() == twice


def _serves(old: Manifest, state: Path) -> bool:
    """True where the tables that those of a change are made of are there, as this version lays them out."""
    names = ["entities", *(name for files in whole.WHOLE.values() for name in files)]
    if old.repeated:
        names += ["twice", *tables.REPEATED.values()]
    return old.format == FORMAT and all((state / f"{name}.parquet").is_file() for name in names)


def _live(part: Part | None) -> set[int]:
    """The rows of a part's articles that count."""
    return set(range(part.articles)).difference(part.gone) if part is not None else set()


def _only(parts: Sequence[Part], rows: Mapping[str, set[int]]) -> tuple[Part, ...]:
    """The parts with nothing but these rows of articles; one at least, since a view is made of some file."""
    some = [p for p in parts if rows[p.id]] or [parts[0]]
    return tuple(replace(p, gone=tuple(n for n in range(p.articles) if n not in rows[p.id])) for p in some)


def copy_repeated(change: Change, place: Path) -> int:
    """Copy what the texts say that are given more than once into a folder; how many there are."""
    if not change.repeated:
        return 0
    for name in ("twice", *tables.REPEATED.values()):
        shutil.copyfile(change.state / f"{name}.parquet", place / f"{name}.parquet")
    with ParquetFile(place / "repeated.parquet") as file:
        return int(file.metadata.num_rows)


def write_months(db: duckdb.DuckDBPyConnection, store: Path, change: Change, place: Path, repeated: bool) -> None:
    """Write `monthly` into a folder: what it was, less what articles said, and what they say now.

    The views of the connection are of other parts afterwards.
    """
    for name, parts, state, again in (
        ("stale", change.stale, change.state, change.repeated),
        ("fresh", change.fresh, place, repeated),
    ):
        tables.raw(db, store, parts)
        tables.over_texts(db, state, again)
        db.execute(_COUNTED.format(name=name))
    query = _MONTHLY.format(before=quoted(change.state / "monthly.parquet"))
    whole.copy(db, query, place / "monthly.parquet")


def write_ends(db: duckdb.DuckDBPyConnection, store: Path, change: Change, place: Path, repeated: bool) -> None:
    """Write the files of `ends` into a folder in which the other tables of what there is now lie already.

    The views of the connection are of other parts afterwards.
    """
    tables.raw(db, store, change.fresh)
    tables.over(db, place, repeated)
    db.execute(_NAMED.format(entities=quoted(place / "entities.parquet")))
    labels = _relabelled(change, place)
    for end, new in whole.ends(db):
        name = f"ends-{end}.parquet"
        with ParquetFile(change.state / name) as file:
            write_slices(_slices(file, change.articles, new, labels), new.schema, place / name, SOUGHT)


def _relabelled(change: Change, place: Path) -> pa.Table:
    """The IRIs and labels of the entities that are called otherwise now."""
    found = []
    for state in (change.state, place):
        with ParquetFile(state / "entities.parquet") as file:
            found.append(file.read(columns=["iri", "label"]))
    was, now = found
    labels = was.column("label").take(pc.index_in(now.column("iri"), was.column("iri")))
    return now.filter(pc.fill_null(pc.not_equal(labels, now.column("label")), False)).combine_chunks()


def _slices(file: ParquetFile, articles: pa.Array, new: pa.Table, labels: pa.Table) -> Iterator[pa.Table]:
    """The rows of a file of `ends` less those of some articles, with new ones, in slices (see `whole.slices`)."""
    order = ("entity", "article")
    keys = file.read(columns=[*order])
    rows = _placed(keys, pc.invert(pc.is_in(keys.column("article"), articles)), new.select(order))
    entities = pa.concat_tables([keys, new.select(order)]).column("entity").take(rows)
    ends = [0, *pc.run_end_encode(entities.combine_chunks()).run_ends.to_pylist()]
    held, sizes = keys.num_rows, (file.metadata.row_group(n).num_rows for n in range(file.num_row_groups))
    groups = [*accumulate(sizes, initial=0)]
    taken = 0
    for first, last in whole.slices(enumerate(b - a for a, b in pairwise(ends))):
        wanted = rows[ends[first] : ends[min(last + 1, len(ends) - 1)]]
        is_new = pc.greater_equal(wanted, held)
        old = wanted.filter(pc.invert(is_new))
        there = range(0)
        if len(old):
            there = range(bisect_right(groups, old[0].as_py()) - 1, bisect_left(groups, old[-1].as_py() + 1))
        table = file.read_row_groups([*there]).cast(new.schema)
        more = new.slice(taken, len(wanted) - len(old))
        at = pc.subtract(wanted, pc.if_else(is_new, held + taken - table.num_rows, groups[there.start]))
        taken += more.num_rows
        yield _labelled(pa.concat_tables([table, more]).take(at).combine_chunks(), labels)


def _labelled(table: pa.Table, labels: pa.Table) -> pa.Table:
    """The rows with what their ends are called now."""
    for end in ("subject", "object", "speaker") if labels.num_rows else ():
        at = pc.index_in(table.column(end), labels.column("iri"))
        name = f"{end}_label"
        called = pc.if_else(pc.is_valid(at), labels.column("label").take(at), table.column(name))
        table = table.set_column(table.schema.get_field_index(name), table.schema.field(name), called)
    return table


def _placed(old: pa.Table, kept: pa.ChunkedArray, new: pa.Table) -> pa.Array:
    """The numbers of the old rows that are kept and of all new ones, which come after the old ones, in one order.

    Both tables have two columns and are in their order; no new row is equal to one that is kept.
    """
    first, second = (column.filter(kept).combine_chunks() for column in old.columns)
    runs = pc.run_end_encode(first)
    names, ends = runs.values.to_pylist(), [0, *runs.run_ends.to_pylist()]
    held = pc.indices_nonzero(kept).cast(pa.int64())
    numbers = pa.array(range(old.num_rows, old.num_rows + new.num_rows), pa.int64())
    rows: list[pa.Array] = []
    done = number = 0
    pairs = zip(*(column.to_pylist() for column in new.columns), strict=True)
    for name, group in groupby(pairs, lambda pair: pair[0]):
        at = bisect_left(names, name)
        begin = ends[at]
        end = ends[at + 1] if at < len(names) and names[at] == name else begin
        within = second.slice(begin, end - begin).to_pylist()
        for _, other in group:
            place = begin + bisect_left(within, other)
            rows += (held.slice(done, place - done), numbers.slice(number, 1))
            done, number = place, number + 1
    return pa.concat_arrays([*rows, held.slice(done)])
