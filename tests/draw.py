"""Statements to be judged one by one: `python tests/draw.py CORPUS COUNT [--seed N] [--from-text] > sample.txt`.

CORPUS is a `.jsonl.gz` of articles (`id`, `text`, `title`, `date`). Every article is read, and COUNT of all statements
are drawn at random, each with equal chance; with `--from-text` only of those that rest on the text alone and not on a
vocabulary. Each is printed with the words around its evidence, which stands in 【】, and with the line that
`tests/judged.tsv` keeps of it: article, start, end, subject, relation, object, modality. A reader adds the verdict
(right, wrong, or unsure where two careful readers would disagree) and the sample.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

from kg.graph import Graph
from kg.model import Statement
from kg.pipeline.document import build_document
from kg.read import read_text
from kg.words.loading import lexicon

BEFORE, AFTER = 220, 80


def graphs(corpus: Path, wanted: frozenset[str] = frozenset()) -> Iterator[tuple[str, Graph]]:
    """The articles of a corpus by their `id`, all or those wanted, each with its graph."""
    known = lexicon()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not wanted or row["id"] in wanted:
                document = read_text(row["text"], name=row["id"], title=row["title"], date=row["date"])
                yield row["id"], build_document(document, known)


def line_of(article: str, s: Statement) -> str:
    """What `judged.tsv` keeps of a statement."""
    e = s.evidence[0]
    return "\t".join((article, str(e.start), str(e.end), s.subject, s.relation, s.object, s.modality))


def around(graph: Graph, s: Statement) -> str:
    """The evidence of a statement with what stands around it, on one line."""
    e = s.evidence[0]
    text = graph.articles[e.article].text
    shown = f"{text[max(0, e.start - BEFORE) : e.start]}【{e.quote}】{text[e.end : e.end + AFTER]}"
    return shown.replace("\r", "").replace("\n", "⏎")


def main() -> None:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from-text", action="store_true")
    options = parser.parse_args()
    every: list[str] = []
    for article, graph in graphs(options.corpus):
        for s in graph.statements():
            if not (options.from_text and s.derived_from):
                a, b = graph.entities[s.subject], graph.entities[s.object]
                speaker = f"  speaker {graph.entities[s.speaker].label}" if s.speaker in graph.entities else ""
                every.append(
                    f"{a.label} ({a.kind or a.type}) --{s.relation}--> {b.label} ({b.kind or b.type})  {s.modality}  "
                    f"trigger {s.trigger or '–'}{speaker}\n  …{around(graph, s)}…\n  {line_of(article, s)}\n"
                )
    for n, shown in enumerate(random.Random(options.seed).sample(every, options.count)):
        print(f"#{n} {shown}")


if __name__ == "__main__":
    main()
