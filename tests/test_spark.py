"""The reading on Spark gives what one machine gives: with real parallelism, skew, and a worker that is lost."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg import spark
from kg.pipeline.document import build_documents
from kg.read import read_text
from kg.words.loading import lexicon

pytest.importorskip("pyspark", reason="pyspark is not installed (the extra spark)")
pytest.importorskip("pyarrow", reason="the extra corpus is not installed")
pytest.importorskip("duckdb", reason="the extra corpus is not installed")

import pyarrow.parquet as pq

from kg.corpus.building import build
from kg.corpus.opened import Corpus

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")

BODIES = ("澜水市教育局", "云川省教育厅", "云川省住房和城乡建设厅", "澜水市财政局")
WORK = ("城市体检", "老旧小区改造", "乡村振兴战略", "职业教育")
ROWS = [
    {
        "id": f"yc-{n}",
        "date": f"20{19 + n % 4}-03-01",
        "title": f"云川要闻{n}",
        "text": f"{BODIES[n % 4]}推进{WORK[n % 3]}，坚持高质量发展。"
        + f"第{n}次会议由{BODIES[(n + 1) % 4]}召开。" * (1 + 30 * (n == 7)),
    }
    for n in range(24)
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    root = str(Path(__file__).parent.parent)
    patch = pytest.MonkeyPatch()
    patch.setenv("PYSPARK_PYTHON", sys.executable)
    made = (
        SparkSession.builder
        .master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executorEnv.PYTHONPATH", root)
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    yield made
    made.stop()
    patch.undo()


def content(path: Path, names: Sequence[str]) -> dict[str, list[str]]:
    """The rows of the tables in a folder, whatever their order."""
    tables = {name: pq.read_table(path / name) for name in names}
    return {
        n: sorted(json.dumps(r, ensure_ascii=False, sort_keys=True) for r in t.to_pylist()) for n, t in tables.items()
    }


def test_spark_gives_the_tables_of_one_machine(session: Any, tmp_path: Path) -> None:
    again = {**ROWS[0], "title": "又一题"}  # a text given twice, with other words about it
    rows = [*ROWS, ROWS[0], again, {**ROWS[0], "id": "no", "text": "none of it"}]
    spark.write(spark.read(session.createDataFrame(rows).repartition(5)), str(tmp_path / "spark"))
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    (tmp_path / "news.jsonl").write_text(lines, encoding="utf-8")
    build([str(tmp_path / "news.jsonl")], tmp_path / "store", jobs=1)
    corpus = Corpus(tmp_path / "store")
    found = content(tmp_path / "spark", [*spark.TABLES])
    for name in spark.TABLES:
        wanted = corpus.arrow(f"SELECT DISTINCT * FROM {name}").to_pylist()
        assert found[name] == sorted(json.dumps(r, ensure_ascii=False, sort_keys=True) for r in wanted), name
    assert len(found["articles"]) == len(ROWS)
    assert [json.loads(r)["id"] for r in content(tmp_path / "spark", ["skipped"])["skipped"]] == ["no"]


def test_spark_gives_the_graph_of_one_machine(session: Any) -> None:
    rows = [(r["kind"], r["row"]) for r in spark.read(session.createDataFrame(ROWS).repartition(5)).collect()]
    documents = [read_text(r["text"], name=r["id"], title=r["title"], date=r["date"]) for r in ROWS]
    assert spark.graph(rows) == build_documents(documents, lexicon())


def test_main_reads_a_packed_file(session: Any, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in ROWS)
    spark.main([str(tmp_path / "news.jsonl.gz"), str(tmp_path / "out")])
    assert pq.read_table(tmp_path / "out" / "articles").num_rows == len(ROWS)
    with pytest.raises(ValueError, match="expected SOURCE and OUT"):
        spark.main([])


def test_spark_reads_again_what_a_lost_worker_had(session: Any, tmp_path: Path) -> None:
    mark = tmp_path / "lost"
    whole = spark.reader()

    def dying(frames: Iterator[Any]) -> Iterator[Any]:
        for frame in frames:
            yield from whole(iter([frame]))
            if not mark.exists():
                mark.write_text("x")
                os.kill(os.getpid(), signal.SIGKILL)

    frame = session.createDataFrame(ROWS).repartition(3)
    rows = [(r["kind"], r["row"]) for r in frame.mapInPandas(dying, spark.SCHEMA).collect()]
    documents = [read_text(r["text"], name=r["id"], title=r["title"], date=r["date"]) for r in ROWS]
    assert mark.exists()
    assert spark.graph(rows) == build_documents(documents, lexicon())


def test_read_refuses_a_frame_without_texts(session: Any) -> None:
    with pytest.raises(ValueError, match="no column text"):
        spark.read(session.createDataFrame([{"words": "x"}]))
