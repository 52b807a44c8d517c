"""The tables of the whole in which what concerns one thing lies together, so that a question about it reads little.

`heads` are the articles without their texts. `ends` has each row of `statements` once for each entity that is an end
or the speaker of it: `entity`, what subject, object and speaker are called (`subject_label`, …), the article's `date`,
and the columns of `statements`; `labelled` has each row once, that of the subject. `monthly` says in how many `texts`
and how many `times` each entity is named in each month (`month` is as much of the date as there is).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corpus.records import SOUGHT, quoted, write_slices

if TYPE_CHECKING:
    import duckdb

WHOLE: Mapping[str, tuple[str, ...]] = {
    "heads": ("heads",),
    "ends": ("ends-subject", "ends-object", "ends-speaker"),
    "labelled": ("ends-subject",),
    "monthly": ("monthly",),
}
"""The tables, each with its files; those of `ends` are made one after the other, which takes less memory."""

SLICE = 120_000
"""Rows that are sorted and held at once: some two hundred megabytes."""
_NUMBERED = """
    CREATE OR REPLACE TEMP TABLE {name}_numbers AS
    SELECT iri, {what}, CAST(row_number() OVER (ORDER BY iri) AS INTEGER) AS number FROM {name}
"""
_ENDS = {
    "ends-subject": ("subject", "f", "true"),
    "ends-object": ("object", "o", "object <> subject"),
    "ends-speaker": ("speaker", "v", "speaker NOT IN ('', subject, object)"),
}
"""Of each file the end that leads to a row, what the query calls its entity, and the rows that are in no other."""
_END = """
    SELECT {end} AS entity, f.label AS subject_label, o.label AS object_label, v.label AS speaker_label, a.date, s.*
    FROM statements s
    JOIN articles_numbers a ON a.iri = article
    JOIN entities_numbers f ON f.iri = subject JOIN entities_numbers o ON o.iri = object
    LEFT JOIN entities_numbers v ON v.iri = speaker
    WHERE {where} AND {of}.number BETWEEN {first} AND {last} ORDER BY {of}.number, a.number, start, "end", statement
"""
_QUERIES = {
    "heads": "SELECT * EXCLUDE (text) FROM articles ORDER BY iri",
    "monthly": """
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
    """,
}


def write_whole(db: duckdb.DuckDBPyConnection, place: Path) -> None:
    """Write the tables into a folder from the views `articles`, `entities`, `mentions`, `statements` of a connection.

    What is sorted has numbers for its IRIs, whose long common beginnings take longer to compare. The same rows give
    the same bytes.
    """
    db.execute(_NUMBERED.format(name="articles", what="date"))
    db.execute(_NUMBERED.format(name="entities", what="label"))
    for name, query in _QUERIES.items():
        target = quoted(place / f"{name}.parquet")
        db.execute(f"COPY ({query}) TO {target} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {SOUGHT})")
    for name, (end, of, where) in _ENDS.items():
        queries = [
            _END.format(end=end, of=of, where=where, first=first, last=last) for first, last in _spans(db, end, where)
        ]
        slices = (db.sql(query).to_arrow_table().combine_chunks() for query in queries)
        write_slices(slices, db.sql(queries[0]).limit(0).to_arrow_table().schema, place / f"{name}.parquet", SOUGHT)
    db.execute("DROP TABLE articles_numbers; DROP TABLE entities_numbers")


def _spans(db: duckdb.DuckDBPyConnection, end: str, where: str) -> list[tuple[int, int]]:
    """The numbers of entities, from first to last, that lead to as many rows as are sorted and held at once.

    What sorts all rows in one go takes ever more memory, also where it may use the disk.
    """
    counts = (
        f"SELECT number, count(*) FROM statements s JOIN entities_numbers ON iri = {end} WHERE {where} GROUP BY ALL"
    )
    spans, first, held, number = [], 0, 0, 0
    for number, rows in db.execute(f"{counts} ORDER BY ALL").fetchall():
        if held and held + rows > SLICE:
            spans.append((first, number - 1))
            first, held = number, 0
        held += rows
    return [*spans, (first, number)]
