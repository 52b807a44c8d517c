"""What the vocabularies say of entities, as tables beside a store's: `history`, `succession`, `changes`, `attested`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.corpus.records import quoted
from kg.model import KGV
from kg.resources import ontology_dir
from kg.vocabulary.facts import steps
from kg.vocabulary.history import history

if TYPE_CHECKING:
    import duckdb

TABLES = ("history", "succession", "changes", "attested")
"""What the tables are called: a query in which none of these words stands needs none of them."""


def vocabulary(db: duckdb.DuckDBPyConnection) -> None:
    """Put the tables into a connection, once.

    `history` has `iri`, `label`, `began`, `ended`; `succession` what `former` and what `later` body; `changes` how and
    by which reform; `attested` the rows of the shipped table, read only where a query asks for it.
    """
    if db.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'succession'").fetchall() != [(0,)]:
        return
    rows = history().rows.values()
    _table(
        db, "history", ("iri", "label", "began", "ended"), [(KGV + r.entry, r.label, r.began, r.ended) for r in rows]
    )
    _table(db, "succession", ("former", "later"), [(KGV + r.entry, KGV + later) for r in rows for later in r.later])
    _table(db, "changes", ("former", "later", "how", "reform"), steps())
    path = quoted(ontology_dir() / "attested.tsv")
    db.execute(
        f"CREATE TEMP VIEW attested AS SELECT '{KGV}' || entry AS iri, * EXCLUDE (entry) FROM read_csv({path}, "
        "delim='\t', header=true, quote='', escape='', types={'first': 'VARCHAR', 'last': 'VARCHAR', "
        "'mentions': 'BIGINT', 'articles': 'BIGINT'})"
    )


def _table(db: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table of texts."""
    db.execute(f"CREATE TEMP TABLE {name} ({', '.join(f'{c} VARCHAR' for c in columns)})")
    values = ", ".join(f"unnest(${n})" for n in range(1, len(columns) + 1))
    db.execute(f"INSERT INTO {name} SELECT {values}", [list(column) for column in zip(*rows, strict=True)])
