"""The reading on many machines: any Spark source of texts to the tables of a store, with PySpark's `mapInPandas`.

Each Python worker loads the vocabularies once (their automata do not pickle) and gives rows of all tables at once; what
a document says does not depend on any other, and entities have the IRI of what they are, so that who is who is settled
by grouping rows by IRI, on any number of machines, and by no table in one process. A task that is lost is read again.

As a program: `spark-submit kg/spark.py SOURCE OUT` reads JSON lines or Parquet into the tables of OUT.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import Article, Entity, Mention, Statement

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

    from kg.graph import Graph
    from kg.words.lexicon import Lexicon

TABLES: dict[str, type] = {"articles": Article, "entities": Entity, "mentions": Mention, "statements": Statement}
SCHEMA = "kind string, article string, row string"
"""What a worker gives: the table that a row belongs to, its article, and the row itself as JSON."""


@cache
def _lexicon(folders: tuple[str, ...]) -> Lexicon:
    """The vocabularies, loaded once in each Python worker."""
    from kg.words.loading import lexicon

    return lexicon(folders)


def _rows(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """The rows of the graph of one document."""
    from kg.corpus.columns import Rows

    (article,) = graph.articles
    found: dict[str, Sequence[Any]] = {
        "articles": [*graph.articles.values()],
        "entities": [*graph.entities.values()],
        "mentions": graph.mentions,
        "statements": graph.statements(),
    }
    for kind, records in found.items():
        columns = Rows(TABLES[kind]).columns(records)
        if kind == "statements":
            columns = {"statement": [s.iri for s in records for _ in s.evidence], **columns}
        for row in zip(*columns.values(), strict=True):
            yield kind, article, json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)


def reader(ontology: Sequence[str | Path] = ()) -> Callable[[Iterable[Any]], Iterator[pandas.DataFrame]]:
    """The function for `mapInPandas`: frames with `text` (and `id`, `title`, `date`, `url`) to frames of `SCHEMA`.

    A document that cannot be read gives one row of the kind `skipped`, and stops no other.
    """
    folders = tuple(map(str, ontology))

    def read(frames: Iterable[Any]) -> Iterator[pandas.DataFrame]:
        import pandas

        known = _lexicon(folders)
        for frame in frames:
            rows = chain.from_iterable(_document(row, known) for row in frame.to_dict("records"))
            yield pandas.DataFrame(list(rows), columns=["kind", "article", "row"])

    return read


def _document(row: dict[str, Any], known: Lexicon) -> list[tuple[str, str, str]]:
    from kg.pipeline.document import build_document
    from kg.read import read_text
    from kg.read.formats import require_chinese

    said = {key: str(row.get(key) or "").strip() for key in ("title", "date", "url")}
    name = str(row.get("id") or "")
    try:
        text = str(row.get("text") or "")
        require_chinese(text, name)
        return list(_rows(build_document(read_text(text, name=name, **said), known)))
    except Exception as error:  # whatever it is, no other document may suffer from it
        return [("skipped", name, json.dumps({"why": f"{type(error).__name__}: {error}"}, ensure_ascii=False))]


def read(frame: DataFrame, *, ontology: Sequence[str | Path] = ()) -> DataFrame:
    """The rows (`SCHEMA`) of all documents of a Spark frame with a column `text`; lazily, on the cluster's workers.

    Raises ValueError where there is no such column.
    """
    if "text" not in frame.columns:
        raise ValueError(f"no column text (the columns are: {' '.join(frame.columns)})")
    wanted = [c for c in ("id", "title", "date", "url", "text") if c in frame.columns]
    return frame.select(*wanted).mapInPandas(reader(ontology), SCHEMA)


def tables(rows: DataFrame) -> dict[str, DataFrame]:
    """The tables of a store out of what `read` gave, by name, with the columns that `kg corpus build` writes.

    Each thing stands once: entities and articles of one IRI are merged where their rows meet, by key. `skipped` has
    the documents that could not be read, and why.
    """
    from pyspark.sql.functions import col, from_json
    from pyspark.sql.types import StringType, StructField, StructType

    made = {}
    for kind, schema in _schemas().items():
        one = rows.filter(col("kind") == kind).select(from_json(col("row"), schema).alias("r")).select("r.*")
        if kind in {"articles", "entities"}:
            met = one.dropDuplicates().repartition("iri").sortWithinPartitions("iri")
            made[kind] = met.mapInPandas(_merger(kind), schema)
        else:
            made[kind] = one.dropDuplicates()
    why = StructType([StructField("why", StringType())])
    skipped = rows.filter(col("kind") == "skipped").select("article", from_json(col("row"), why).alias("r"))
    return {**made, "skipped": skipped.select(col("article").alias("id"), "r.why")}


def _schemas() -> dict[str, StructType]:
    """The columns of each table in Spark's types."""
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema

    from kg.corpus.columns import Rows

    found = {kind: Rows(record).schema for kind, record in TABLES.items()}
    found["statements"] = pa.schema([("statement", pa.string()), *found["statements"]])
    return {kind: from_arrow_schema(schema) for kind, schema in found.items()}


def _merger(kind: str) -> Callable[[Iterable[Any]], Iterator[pandas.DataFrame]]:
    """What makes one row of neighbouring rows of a table that have the same IRI."""

    def merge(frames: Iterable[Any]) -> Iterator[pandas.DataFrame]:
        import pandas
        import pyarrow as pa

        from kg.corpus.columns import Rows

        held = Rows(TABLES[kind])
        done: list[Any] = []
        for frame in frames:
            for record in held.records(pa.Table.from_pandas(frame, held.schema, preserve_index=False)):
                if done and done[-1].iri == record.iri:
                    done[-1] = done[-1].merged(record)
                else:
                    done.append(record)
            yield pandas.DataFrame(held.columns(done[:-1]))
            done = done[-1:]  # the next frame may go on with it
        yield pandas.DataFrame(held.columns(done))

    return merge


def write(rows: DataFrame, path: str) -> None:
    """Write the tables of what `read` gave as Parquet, a folder for each (`articles`, …), at any place Spark writes.

    The rows are kept on the workers' disks meanwhile, so that each document is read once.
    """
    from pyspark import StorageLevel

    kept = rows.persist(StorageLevel.DISK_ONLY)
    try:
        for name, table in tables(kept).items():
            table.write.mode("error").option("compression", "zstd").parquet(f"{path.rstrip('/')}/{name}")
    finally:
        kept.unpersist()


def graph(rows: Sequence[tuple[str, str]]) -> Graph:
    """The graph of rows (kind, row as JSON) of any number of documents: entities of the same IRI are merged."""
    import pyarrow as pa

    from kg.corpus.columns import Rows
    from kg.graph import Graph

    found: dict[str, list[Any]] = {}
    for kind, record in TABLES.items():
        held = Rows(record)
        listed = [json.loads(row) for each, row in rows if each == kind]
        found[kind] = list(held.records(pa.Table.from_pylist(listed, held.schema)))
    return Graph(found["articles"], found["entities"], found["mentions"], found["statements"])


def main(words: Sequence[str]) -> None:
    """Read SOURCE (JSON lines, plain or packed, or a folder of Parquet) into the tables of OUT, both where Spark reads.

    Raises ValueError where SOURCE and OUT are not given, or SOURCE has no column `text`.
    """
    from pyspark.sql import SparkSession

    if len(words) != 2:
        raise ValueError("expected SOURCE and OUT")
    source, out = words
    session = SparkSession.builder.appName("policy-kg").getOrCreate()
    lines = re.search(r"\.(?:jsonl|ndjson|json)(?:\.\w+)?$", source)
    frame = session.read.json(source) if lines else session.read.parquet(source)
    if lines:  # a packed file is one task: its lines are dealt out to all
        frame = frame.repartition(session.sparkContext.defaultParallelism * 4)
    write(read(frame), out)


if __name__ == "__main__":
    from kg.spark import main as imported  # workers know the module by its name, and not this program

    imported(sys.argv[1:])
