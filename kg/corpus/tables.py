"""The tables of a store as DuckDB sees them: what counts, each thing once, straight from the Parquet files.

`articles`, `entities`, `mentions`, `statements` have the fields of their records as columns. A statement has a row for
each piece of evidence, and `statement` is its IRI; `held` are those that are asserted or planned. `documents` says what
was read from where, `names` what each name (as `kg.graph.fold` makes it) may stand for. What concerns one thing lies
together in `heads`, `ends`, `labelled`, `monthly` (see `kg.corpus.whole`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corpus.manifest import TABLES, Manifest, Part, folder
from kg.corpus.records import quoted
from kg.corpus.whole import WHOLE
from kg.model import KG

if TYPE_CHECKING:
    import duckdb

MEMORY = "512MB"


def listed(names: Iterable[str], table: str = "") -> str:
    """The columns as a query names them, quoted: a field may be called what is a word of SQL."""
    return ", ".join(f'{table}"{name}"' for name in names)


def files(store: Path, parts: Iterable[Part], table: str) -> list[str]:
    """The files of one table."""
    return [str(folder(store, part.id) / f"{table}.parquet") for part in parts]


def engine() -> duckdb.DuckDBPyConnection:
    """A connection to a database in memory that holds nothing, and loads nothing from anywhere."""
    try:
        from _duckdb import connect  # the engine alone; what builds queries step by step takes as long again to load
    except ImportError:
        from duckdb import connect
    db = connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    db.execute(f"SET memory_limit='{MEMORY}'")
    return db


def lacks_column(error: Exception) -> bool:
    """True for what the engine raises for a query with a column that is not there."""
    try:
        from _duckdb import BinderException
    except ImportError:
        from duckdb import BinderException
    return isinstance(error, BinderException)


class Views:
    """A store's tables as views of a connection, each made when a query first names it: to make one opens its files."""

    def __init__(self, store: Path, manifest: Manifest) -> None:
        """The tables of a store as its manifest says; nothing is opened yet."""
        self.db = engine()
        self.db.execute("SET preserve_insertion_order=false")
        self.db.execute(f"CREATE TEMP MACRO kg(term) AS '{KG}' || term")
        self._parts, self._store = manifest.parts, store
        self._makers = _makers(self.db, store, manifest)

    def ready(self, query: str) -> duckdb.DuckDBPyConnection:
        """The connection, with the views that a query may name."""
        if self._makers:
            for name in _WORD.findall(query.casefold()):
                self._make(name)
        return self.db

    def all(self) -> duckdb.DuckDBPyConnection:
        """The connection, with all views."""
        for name in [*self._makers]:
            self._make(name)
        return self.db

    def _make(self, name: str) -> None:
        """Make a view that is not there yet, those that it is made of first."""
        if name in self._makers:
            make, of = self._makers.pop(name)
            for other in of:
                self._make(other)
            make()


_WORD = re.compile(r"[a-z_]+")
_Maker = tuple[Callable[[], None], Sequence[str]]


def _makers(db: duckdb.DuckDBPyConnection, store: Path, manifest: Manifest) -> dict[str, _Maker]:
    """How each view is made, and of which others."""
    state = store / "state" / manifest.state
    whole = {**{name: (name,) for name in ("entities", "names", "documents", "sources")}, **WHOLE}
    makers: dict[str, _Maker] = {}

    def of_state(name: str, files: Sequence[str]) -> None:
        makers[name] = (lambda: _view(db, name, [str(state / f"{file}.parquet") for file in files])), ()

    def of_parts(table: str) -> None:
        makers[f"raw_{table}"] = (lambda: _raw(db, store, manifest.parts, table)), ("gone",)

    def of_all(table: str, once: str) -> None:
        of = (f"raw_{table}", "twice", once) if manifest.repeated else (f"raw_{table}",)
        makers[table] = (lambda: seen(db, table, manifest.repeated > 0)), of

    for name, files in whole.items():
        of_state(name, files)
    for table in TABLES:
        of_parts(table)
    for table, once in REPEATED.items():
        of_all(table, once)
    for name in ("twice", *REPEATED.values()) if manifest.repeated else ():
        of_state(name, (name,))
    makers["gone"] = (lambda: _gone(db, manifest.parts)), ()
    makers["held"] = (lambda: _held(db)), ("statements",)
    return makers


def _held(db: duckdb.DuckDBPyConnection) -> None:
    holds = "modality IN ('Asserted', 'Planned')"
    db.execute(f"CREATE TEMP VIEW held AS SELECT DISTINCT subject, relation, object FROM statements WHERE {holds}")


def raw(db: duckdb.DuckDBPyConnection, store: Path, parts: Sequence[Part]) -> None:
    """The rows of the given parts as they lie there, as views `raw_TABLE` with the part's `part`; less what is gone."""
    _gone(db, parts)
    for table in TABLES:
        _raw(db, store, parts, table)


def _gone(db: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    """The articles of the parts that do not count, as a table `gone`."""
    gone = [(part.id, n) for part in parts for n in part.gone]
    db.execute("CREATE OR REPLACE TEMP TABLE gone (part VARCHAR, n INTEGER)")
    if gone:
        db.execute(
            "INSERT INTO gone SELECT unnest($1), unnest($2)", [list(column) for column in zip(*gone, strict=True)]
        )


def _raw(db: duckdb.DuckDBPyConnection, store: Path, parts: Sequence[Part], table: str) -> None:
    """The view of one table of the parts."""
    gone = any(part.gone for part in parts)
    kept = ""
    if gone and table in {"articles", "mentions", "statements"}:
        kept = "WHERE (part, n) NOT IN (SELECT part, n FROM gone)"
    if gone and table == "entities":
        kept = (  # lists are compared of those few alone whose first row is gone
            "LEFT JOIN (SELECT part AS p, n AS first FROM gone) ON p = part AND first = rows[1] "
            "LEFT JOIN (SELECT part AS q, list(n) AS ns FROM gone GROUP BY ALL) ON q = p "
            "WHERE ns IS NULL OR NOT list_has_all(ns, rows)"
        )
    _view(db, f"raw_{table}", files(store, parts, table), kept, alike=len({part.reader for part in parts}) == 1)


def _view(
    db: duckdb.DuckDBPyConnection, name: str, paths: Sequence[str], kept: str = "", *, alike: bool = True
) -> None:
    """The files as one view; where versions differ each file is looked into for its columns."""
    listed = ", ".join(map(quoted, paths))
    more = ", union_by_name=true" if not alike else ""
    source = f"read_parquet([{listed}], hive_partitioning=true, hive_types_autocast=false{more})"
    db.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {source} {kept}")


REPEATED = {"articles": "repeated", "mentions": "repeated_mentions", "statements": "repeated_statements"}
"""What is said by the texts that were given twice, each row once: tables of the whole, beside those of the parts."""


def over(db: duckdb.DuckDBPyConnection, state: Path, repeated: bool) -> None:
    """The views `entities`, `articles`, `mentions` and `statements` of a state that is being written."""
    _view(db, "entities", [str(state / "entities.parquet")])
    over_texts(db, state, repeated)


def over_texts(db: duckdb.DuckDBPyConnection, state: Path, repeated: bool) -> None:
    """The views `articles`, `mentions` and `statements` of a state that is being written."""
    for name in ("twice", *REPEATED.values()) if repeated else ():
        _view(db, name, [str(state / f"{name}.parquet")])
    for table in REPEATED:
        seen(db, table, repeated)


def seen(db: duckdb.DuckDBPyConnection, table: str, repeated: bool) -> None:
    """The view `articles`, `mentions` or `statements`, in which a text that was given twice stands once."""
    hidden = "n, part, reading" if table == "articles" else "n, part"
    select = f"SELECT * EXCLUDE ({hidden}) FROM raw_{table}"
    if repeated:
        once = REPEATED[table]
        select += f" AS t ANTI JOIN twice ON twice.n = t.n AND twice.part = t.part UNION ALL BY NAME FROM {once}"
    db.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {select}")
