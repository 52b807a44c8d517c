"""The records as tables, and how a table is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.corpus.columns import Rows
from kg.model import Article, Entity, Mention, Statement

if TYPE_CHECKING:
    from concurrent.futures import Future

    import pyarrow as pa

ARTICLES, ENTITIES, MENTIONS, STATEMENTS = Rows(Article), Rows(Entity), Rows(Mention), Rows(Statement)
_ROW_GROUP = 65_536
SOUGHT = 8_192
"""Rows of a group of a table in which one thing is sought; so many are read of it at least."""


def quoted(path: Path | str) -> str:
    """A path as a text in SQL, for what takes no parameters.

    >>> quoted("the ministry's/articles.parquet")
    "'the ministry''s/articles.parquet'"
    """
    return "'" + str(path).replace("'", "''") + "'"


def write(
    table: pa.Table, path: Path, *, rows: int = _ROW_GROUP, said: Mapping[str, object] = MappingProxyType({})
) -> None:
    """Write a table as Parquet, the same bytes for the same rows; `said` goes into the file's key-value metadata.

    `rows` are those of a group.
    """
    table = table.replace_schema_metadata({k: str(v) for k, v in said.items()})
    write_slices([table], table.schema, path, rows)


def column_values(path: Path, *names: str) -> list[list[Any]]:
    """The values of the columns of a Parquet file, without what reads folders of files, which takes long to load."""
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        table = file.read(columns=[*names])
    return [table.column(name).to_pylist() for name in names]


def write_slices(tables: Iterable[pa.Table], schema: pa.Schema, path: Path, rows: int) -> None:
    """Write tables of one schema one after the other into a Parquet file: one is written while the next one is made."""
    from concurrent.futures import ThreadPoolExecutor

    from pyarrow.parquet import ParquetWriter

    plain = [name for name in schema.names if name not in {"text", "quote", "where", "key", "reading"}]
    with (
        ParquetWriter(path, schema, compression="zstd", compression_level=3, use_dictionary=plain) as file,
        ThreadPoolExecutor(1) as beside,
    ):
        written: Future[None] | None = None
        for table in tables:
            if written is not None:
                written.result()
            written = beside.submit(file.write_table, table, row_group_size=rows)
        if written is not None:
            written.result()
