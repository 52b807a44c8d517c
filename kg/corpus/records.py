"""The records as tables, and how a table is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.corpus.columns import Rows
from kg.model import Article, Entity, Mention, Statement

if TYPE_CHECKING:
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
    from pyarrow.parquet import write_table

    plain = [name for name in table.column_names if name not in {"text", "quote", "where", "key", "reading"}]
    table = table.replace_schema_metadata({k: str(v) for k, v in said.items()})
    write_table(table, path, compression="zstd", compression_level=3, row_group_size=rows, use_dictionary=plain)
