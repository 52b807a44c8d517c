"""The reading on many machines: any Spark source of texts to the tables of a store, with PySpark's `mapInPandas`.

Each Python worker loads the vocabularies once (their automata do not pickle) and gives rows of all tables at once; what
a document says does not depend on any other, and entities have the IRI of what they are, so that who is who is settled
by grouping rows by IRI, on any number of machines, and by no table in one process. A task that is lost is read again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import Article, Entity, Mention, Statement

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import DataFrame

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


def write(rows: DataFrame, path: str) -> None:
    """Write what `read` gave as Parquet, a folder for each kind of row (`kind=articles`, …), at any place Spark writes.

    Rows that are the same (a text that was given twice) stand once.
    """
    rows.dropDuplicates(["kind", "article", "row"]).write.mode("error").partitionBy("kind").parquet(path)


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
