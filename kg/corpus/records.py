"""The records as tables, and how a table is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.corpus.columns import Rows
from kg.model import Article, Entity, Mention, Statement

if TYPE_CHECKING:
    import pyarrow as pa

ARTICLES, ENTITIES, MENTIONS, STATEMENTS = Rows(Article), Rows(Entity), Rows(Mention), Rows(Statement)
_ROW_GROUP = 65_536


def write(table: pa.Table, path: Path, **said: object) -> None:
    """Write a table as Parquet, the same bytes for the same rows; `said` goes into the file's key-value metadata."""
    from pyarrow.parquet import write_table

    plain = [name for name in table.column_names if name not in {"text", "quote", "where", "key", "reading"}]
    table = table.replace_schema_metadata({k: str(v) for k, v in said.items()})
    write_table(table, path, compression="zstd", compression_level=3, row_group_size=_ROW_GROUP, use_dictionary=plain)
