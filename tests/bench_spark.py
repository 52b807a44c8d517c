"""Spark against one machine on many documents: `python tests/bench_spark.py FILE.jsonl.gz [--items N]`.

The same items are read by `kg corpus build` with two processes and by Spark with two threads, in which half of the items
stand in one of sixteen partitions and one worker is killed with what it has half done. Says the processor time of both,
of all their processes (the clock of a shared machine says little), the most memory, and whether each table is the same
set of rows; ends with status 1 where one is not.
"""

from __future__ import annotations

import argparse
import ctypes
import gzip
import itertools
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: processes whose parent ends are ours, and so is their time


def measured(words: list[str]) -> tuple[float, float]:
    """Run a command; the processor seconds of all its processes, and the most megabytes that they had together.

    What processes share is counted once (PSS).
    """
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before, most, over = _seconds(), [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(1.0):
            sizes = []
            for process in psutil.Process().children(recursive=True):
                try:
                    sizes.append(process.memory_full_info().pss)
                except psutil.Error:
                    continue
            most[0] = max(most[0], sum(sizes) / 1e6)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        subprocess.run(words, check=True)
        while True:
            try:
                os.wait()
            except ChildProcessError:
                break
    finally:
        over.set()
        thread.join()
    return _seconds() - before, most[0]


def _seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def pool(source: str, out: str) -> None:
    """Read the source into a store with two processes."""
    from kg.corpus.building import build

    build([source], out, jobs=2)


def cluster(source: str, out: str) -> None:
    """Read the source with Spark, skewed and with a worker that is lost."""
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import col, monotonically_increasing_id, when

    from kg import spark

    mark = Path(out).with_suffix(".lost")
    whole = spark.reader()

    def dying(frames: Iterable[Any]) -> Iterable[Any]:
        for number, frame in enumerate(frames):
            yield from whole(iter([frame]))
            if number and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder
        .master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "2g")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "250")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    frame = session.read.json(source).withColumn("n", monotonically_increasing_id())
    skewed = frame.withColumn("n", when(col("n") % 2 == 0, 0).otherwise(col("n") % 16)).repartition(16, "n")
    wanted = [name for name in ("id", "title", "date", "url", "text") if name in frame.columns]
    spark.write(skewed.select(*wanted).mapInPandas(dying, spark.SCHEMA), out)
    assert mark.exists(), "no worker was lost"
    session.stop()


def same(store: str, out: str) -> bool:
    """True where each table of Spark's has the rows of the store's; says how many there are."""
    import pyarrow.parquet as pq

    from kg.corpus.opened import Corpus
    from kg.spark import TABLES

    corpus, alike = Corpus(store), True
    for name in TABLES:
        query = f"SELECT DISTINCT * FROM {name}"
        one = {json.dumps(r, sort_keys=True) for r in corpus.arrow(query).to_pylist()}
        other = {json.dumps(r, sort_keys=True) for r in pq.read_table(f"{out}/{name}").to_pylist()}
        print(f"{name:12}{len(one):10,} rows, {len(one ^ other)} not in both")
        alike = alike and one == other
    return alike


def main() -> None:
    """Read the items in both ways and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--part", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        way, source, out = options.part
        (pool if way == "pool" else cluster)(source, out)
        return
    with tempfile.TemporaryDirectory() as name:
        source = f"{name}/items.jsonl"
        with gzip.open(options.file, "rt", encoding="utf-8") as file, open(source, "w", encoding="utf-8") as items:
            items.writelines(itertools.islice(file, options.items))
        spent = {}
        for way in ("pool", "spark"):
            words = [sys.executable, __file__, options.file, "--part", way, source, f"{name}/{way}"]
            spent[way], most = measured(words)
            print(f"{way:12}{spent[way]:10.1f} s of processor time, at most {most:,.0f} MB", flush=True)
        print(f"Spark takes {spent['spark'] / spent['pool']:.2f} times the processor time of the pool")
        sys.exit(not same(f"{name}/pool", f"{name}/spark"))


if __name__ == "__main__":
    main()
