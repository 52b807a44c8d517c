"""The tables of a store as DuckDB sees them: what counts, each thing once, straight from the Parquet files.

`articles`, `entities`, `mentions`, `statements` have the fields of their records as columns. A statement has a row for
each piece of evidence, and `statement` is its IRI; `held` are those that are asserted or planned. `documents` says what
was read from where, `names` what each name (as `kg.graph.fold` makes it) may stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from kg.corpus.manifest import TABLES, Manifest, Part, folder
from kg.model import KG

MEMORY = "512MB"


def listed(names: Iterable[str], table: str = "") -> str:
    """The columns as a query names them, quoted: a field may be called what is a word of SQL."""
    return ", ".join(f'{table}"{name}"' for name in names)


def files(store: Path, parts: Iterable[Part], table: str) -> list[str]:
    """The files of one table."""
    return [str(folder(store, part.id) / f"{table}.parquet") for part in parts]


def connect(store: Path, manifest: Manifest, *, threads: int = 0) -> duckdb.DuckDBPyConnection:
    """A connection with the store's tables as views; nothing is loaded until it is asked for."""
    db = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    db.execute(f"SET memory_limit='{MEMORY}'; SET preserve_insertion_order=false")
    if threads:
        db.execute(f"SET threads={threads}")
    raw(db, store, manifest.parts)
    state = store / "state" / manifest.state
    for name in ("entities", "names", "documents", "sources"):
        _view(db, name, [str(state / f"{name}.parquet")])
    if manifest.repeated:
        _view(db, "twice", [str(state / "twice.parquet")])
    _seen(db, state, manifest.repeated > 0)
    db.execute(f"CREATE TEMP MACRO kg(term) AS '{KG}' || term")
    holds = "modality IN ('Asserted', 'Planned')"
    db.execute(f"CREATE TEMP VIEW held AS SELECT DISTINCT subject, relation, object FROM statements WHERE {holds}")
    return db


def raw(db: duckdb.DuckDBPyConnection, store: Path, parts: Sequence[Part]) -> None:
    """The rows of the given parts as they lie there, as views `raw_TABLE` with the part's `part`; less what is gone."""
    gone = [(part.id, n) for part in parts for n in part.gone]
    db.execute("CREATE OR REPLACE TEMP TABLE gone (part VARCHAR, n INTEGER)")
    if gone:
        db.executemany("INSERT INTO gone VALUES (?, ?)", gone)
    for table in TABLES:
        paths = files(store, parts, table)
        kept = ""
        if gone and table in {"articles", "mentions", "statements"}:
            kept = "WHERE (part, n) NOT IN (SELECT part, n FROM gone)"
        if gone and table == "entities":
            kept = (
                "LEFT JOIN (SELECT part AS p, list(n) AS ns FROM gone GROUP BY ALL) ON p = part "
                "WHERE ns IS NULL OR NOT list_has_all(ns, rows)"
            )
        _view(db, f"raw_{table}", paths, kept, alike=len({part.reader for part in parts}) == 1)


def _view(
    db: duckdb.DuckDBPyConnection, name: str, paths: Sequence[str], kept: str = "", *, alike: bool = True
) -> None:
    """The files as one view; where versions differ each file is looked into for its columns."""
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    more = ", union_by_name=true" if not alike else ""
    source = f"read_parquet([{listed}], hive_partitioning=true, hive_types_autocast=false{more})"
    db.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {source} {kept}")


REPEATED = {"articles": "repeated", "mentions": "repeated_mentions", "statements": "repeated_statements"}
"""What is said by the texts that were given twice, each row once: tables of the whole, beside those of the parts."""


def _seen(db: duckdb.DuckDBPyConnection, state: Path, repeated: bool) -> None:
    """The views `articles`, `mentions` and `statements`, in which a text that was given twice stands once."""
    for table, once in REPEATED.items():
        hidden = "n, part, reading" if table == "articles" else "n, part"
        select = f"SELECT * EXCLUDE ({hidden}) FROM raw_{table}"
        if repeated:
            _view(db, once, [str(state / f"{once}.parquet")])
            select += f" AS t ANTI JOIN twice ON twice.n = t.n AND twice.part = t.part UNION ALL BY NAME FROM {once}"
        db.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {select}")
