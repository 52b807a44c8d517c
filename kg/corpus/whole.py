"""The tables of the whole in which what concerns one thing lies together, so that a question about it reads little.

`heads` are the articles without their texts. `ends` has each row of `statements` once for each entity that is an end
or the speaker of it: `entity`, what subject, object and speaker are called (`subject_label`, …), the article's `date`,
and the columns of `statements`; `labelled` has each row once, that of the subject. `monthly` says in how many `texts`
and how many `times` each entity is named in each month (`month` is as much of the date as there is).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corpus.records import SOUGHT, quoted, write_slices

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

WHOLE: Mapping[str, tuple[str, ...]] = {
    "heads": ("heads",),
    "ends": ("ends-subject", "ends-object", "ends-speaker"),
    "labelled": ("ends-subject",),
    "monthly": ("monthly",),
}
"""The tables, each with its files; those of `ends` are made one after the other, which takes less memory."""

SLICE = 80_000
"""Rows that are sorted at once, while as many are held that are being written: some 250 megabytes together."""
_NUMBERED = """
    CREATE OR REPLACE TEMP TABLE {name}_numbers AS
    SELECT iri, {what}, CAST(row_number() OVER (ORDER BY iri) AS INTEGER) AS number FROM {name}
"""
_STATED = """
    CREATE OR REPLACE TEMP TABLE stated AS
    SELECT a.number AS article_number,
        f.number AS subject_number, o.number AS object_number, v.number AS speaker_number,
        f.label AS subject_label, o.label AS object_label, v.label AS speaker_label, a.date, s.*
    FROM statements s
    JOIN articles_numbers a ON a.iri = article
    JOIN entities_numbers f ON f.iri = subject JOIN entities_numbers o ON o.iri = object
    LEFT JOIN entities_numbers v ON v.iri = speaker
"""
_ENDS = {"subject": "true", "object": "object <> subject", "speaker": "speaker NOT IN ('', subject, object)"}
"""Of each end that leads to a row the rows that no other leads to already."""
_END = """
    SELECT {end} AS entity, * EXCLUDE (subject_number, object_number, speaker_number, article_number) FROM stated
    WHERE {where} AND {end}_number BETWEEN {first} AND {last}
    ORDER BY {end}_number, article_number, start, "end", statement
"""
_HEADS = "SELECT * EXCLUDE (text) FROM articles ORDER BY iri"
_MONTHLY = """
    WITH named AS (
        SELECT e.number, a.date, count(*) AS times FROM mentions
        JOIN entities_numbers e ON e.iri = entity JOIN articles_numbers a ON a.iri = article
        GROUP BY e.number, a.number, a.date
    ),
    monthly AS (
        SELECT number, substr(date, 1, 7) AS month, count(*) AS texts, sum(times) AS times
        FROM named GROUP BY ALL
    )
    SELECT iri AS entity, month, CAST(texts AS INTEGER) AS texts, CAST(times AS INTEGER) AS times
    FROM monthly JOIN entities_numbers USING (number) ORDER BY number, month
"""


def write_heads(db: duckdb.DuckDBPyConnection, place: Path) -> None:
    """Write `heads` into a folder from the view `articles` of a connection. The same rows give the same bytes."""
    copy(db, _HEADS, place / "heads.parquet")


def write_months(db: duckdb.DuckDBPyConnection, place: Path) -> None:
    """Write `monthly` into a folder from the views `articles`, `entities`, `mentions` of a connection.

    The same rows give the same bytes.
    """
    _number(db)
    copy(db, _MONTHLY, place / "monthly.parquet")


def copy(db: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the rows of a query, which says their order."""
    db.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {SOUGHT})")


def write_ends(db: duckdb.DuckDBPyConnection, place: Path) -> None:
    """Write the files of `ends` into a folder from the views `articles`, `entities`, `statements` of a connection.

    The same rows give the same bytes.
    """
    _state(db)
    for end, where in _ENDS.items():
        queries = [_END.format(end=end, where=where, first=a, last=b) for a, b in _spans(db, end, where)]
        made = (db.sql(query).to_arrow_table().combine_chunks() for query in queries)
        schema = db.sql(queries[0]).limit(0).to_arrow_table().schema
        write_slices(made, schema, place / f"ends-{end}.parquet", SOUGHT)


def ends(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, pa.Table]]:
    """What is in each file of `ends`, by the end that leads to its rows, from the same views, where they are few."""
    _state(db)
    for end, where in _ENDS.items():
        query = _END.format(end=end, where=where, first="0", last="(SELECT count(*) FROM entities_numbers)")
        yield end, db.sql(query).to_arrow_table().combine_chunks()


def _state(db: duckdb.DuckDBPyConnection) -> None:
    """Make the table `stated`: the statements with what their ends are called."""
    _number(db)
    # held are the numbers, and statements pass: how many pass is guessed wrongly where some are gone, and all were held
    db.execute("SET disabled_optimizers='join_order,build_side_probe_side'")
    db.execute(_STATED)
    db.execute("RESET disabled_optimizers")


def _number(db: duckdb.DuckDBPyConnection) -> None:
    """Give IRIs numbers in their order: their long common beginnings take longer to compare."""
    db.execute(_NUMBERED.format(name="articles", what="date"))
    db.execute(_NUMBERED.format(name="entities", what="label"))


def _spans(db: duckdb.DuckDBPyConnection, end: str, where: str) -> list[tuple[int, int]]:
    """The numbers of entities, from first to last, that lead to as many rows as are sorted and held at once.

    What sorts all rows in one go takes ever more memory, also where it may use the disk.
    """
    counts = f"SELECT {end}_number, count(*) FROM stated WHERE {where} GROUP BY ALL ORDER BY ALL"
    return slices(db.execute(counts).fetchall())


def slices(counts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first and the last number of each slice of a table, from how many rows each number has."""
    spans, first, held, number = [], 0, 0, 0
    for number, rows in counts:
        if held and held + rows > SLICE:
            spans.append((first, number - 1))
            first, held = number, 0
        held += rows
    return [*spans, (first, number)]
