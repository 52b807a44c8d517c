"""Generated inputs through every step: `python tests/fuzz.py COUNT [--seed N] [--seconds N] [--log FILE]`.

Each input is made of pieces of the kinds of `kinds.py`, of words of the vocabularies and of characters that are often
trouble, by a seed of its own, which is printed with what fails. Every tenth input is broken Turtle, a query or rows of
JSON, which must be taken or refused in one line; the others are texts. Each text is read, twenty of them in a batch, as
a build reads them, and its quotes are held against it. The graphs of a quarter of them are merged, the same in both
orders and with one of them again, and must come back from their Turtle; now and then a text is also read by itself,
which must give what the batch gave. Twenty that fail together are tried one by one, so that a seed is named. With a log
the run goes on where the one before it with the same log ended.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TypeVar

from kinds import KINDS

from kg.graph import Graph
from kg.pipeline.document import build_batch, build_document
from kg.query import refuse, run
from kg.rdf import loads, to_turtle
from kg.read import InputError, read, read_text
from kg.words.loading import lexicon

ODD = [
    *"\x00\x1b\u200b\u202e\ufeff\ufffd\u2028\r\n\t 　“”‘’《》〈〉（）()[]{}<>&\"'\\/|=+-@#%：；，。！？、·—…0９²Ⅳ㈠①"
]
_SPARQL = (
    "SELECT",
    "ASK",
    "*",
    "{",
    "}",
    "?s",
    "?p",
    "?o",
    ".",
    "kg:holds",
    "FILTER",
    "(",
    ")",
    '"',
    "SERVICE",
    "<a:b>",
    "#",
)
_TURTLE = (
    "<a:b>",
    "a",
    "kg:Statement",
    ";",
    ",",
    ".",
    "[",
    "]",
    "(",
    ")",
    '"城"@zh',
    '"',
    "_:b",
    "@base <c:d> .",
    "1",
    "\n",
)


class Fuzz:
    """Makes inputs by a seed, and tries them."""

    def __init__(self) -> None:
        """Take the vocabularies' words for pieces."""
        self.known = lexicon()
        self.words = [w for w in self.known.words if len(w) > 1]
        self.kinds = [kind(400) for kind in KINDS.values()]
        self.last: Graph = Graph()
        self.store = Path(tempfile.mkdtemp())

    def text(self, chance: random.Random) -> str:
        """A text of up to a few hundred characters, most often of one or two dozen."""
        parts: list[str] = []
        for _ in range(chance.randrange(1, chance.choice((2, 3, 4, 6, 10, 30)))):
            what = chance.random()
            if what < 0.45:
                kind = chance.choice(self.kinds)
                start = chance.randrange(len(kind))
                parts.append(kind[start : start + chance.randrange(1, 25)])
            elif what < 0.85:
                parts.append(chance.choice(self.words))
            else:
                parts.append(chance.choice(ODD) * chance.randrange(1, 4))
        return "".join(parts)

    def texts(self, seeds: Sequence[int]) -> None:
        """Texts are read and quote themselves; some of them merge in any order and come back from their Turtle."""
        documents = [read_text(self.text(random.Random(seed)), name=str(seed)) for seed in seeds]
        graphs = build_batch(documents, self.known)
        for graph in graphs:
            (article,) = graph.articles.values()
            for e in (*(m.evidence for m in graph.mentions), *(e for s in graph.statements() for e in s.evidence)):
                assert article.text[e.start : e.end] == e.quote
        chance = random.Random(seeds[0])
        if chance.random() < ALONE:
            assert build_document(documents[-1], self.known) == graphs[-1]
        kept = chance.sample(graphs, k=-(-len(graphs) // 4))
        merged = reduce(or_, kept)
        turtle = to_turtle(merged)
        assert to_turtle(reduce(or_, [kept[0], *reversed(kept)])) == turtle
        assert loads(turtle) == merged
        self.last = kept[0]

    def turtle(self, chance: random.Random) -> None:
        """Turtle is loaded, and then comes back, or is refused in a line."""
        text = to_turtle(self.last) + " ".join(chance.choices(_TURTLE, k=chance.randrange(1, 30)))
        said = ""
        try:
            graph = loads(text)
        except ValueError as error:
            graph, said = Graph(), str(error)
        assert len(said.splitlines()) <= 1, said
        assert loads(to_turtle(graph)) == graph

    def query(self, chance: random.Random) -> None:
        """A query is answered or refused."""
        text = " ".join(chance.choices(_SPARQL, k=chance.randrange(1, 14)))
        try:
            refuse(text)
            assert "SERVICE" not in text.partition("#")[0].replace('"', "").split() or '"' in text
            run(self.last, text, limit=10, timeout=20)
        except (ValueError, TimeoutError):
            pass

    def rows(self, chance: random.Random) -> None:
        """Rows are read or named, none is lost."""
        lines = []
        for _ in range(5):
            line = json.dumps(
                {"text": self.text(chance), "title": self.text(chance)[:9]}, ensure_ascii=chance.random() < 0.5
            )
            cut = chance.randrange(len(line))
            lines.append(line if chance.random() < 0.6 else line[:cut] + chance.choice(ODD) + line[cut + 1 :])
        lines = [
            part for line in lines for part in line.encode("utf-8", "replace").decode().split("\n") if part.strip()
        ]
        path = self.store / "r.jsonl"
        path.write_text("\n".join(lines), "utf-8")
        errors: list[InputError] = []
        count = sum(1 for _ in read(path, on_error=errors.append, on_note=lambda _: None))
        assert count + len(errors) == len(lines), (count, len(errors), len(lines))

    def other(self, seed: int) -> None:
        """Make what is no text, by its seed, and try it."""
        chance = random.Random(seed)
        what: Callable[[random.Random], None] = chance.choice((self.turtle, self.query, self.rows))
        what(chance)

    def tried(self, seeds: Sequence[int]) -> list[str]:
        """Try the inputs of the seeds; what failed, in a line each."""
        found = [said for seed in seeds if seed % TENTH == 0 and (said := failure(self.other, seed))]
        texts = [seed for seed in seeds if seed % TENTH]
        if texts and (said := failure(self.texts, texts)):
            alone = [each for seed in texts if (each := failure(self.texts, [seed]))]
            found += alone or [f"only together, {said}"]
        return found


TOGETHER, TENTH, ALONE, PIECE = 20, 10, 0.2, 5_000
_Tried = TypeVar("_Tried")


def failure(what: Callable[[_Tried], None], given: _Tried) -> str:
    """What became of an input that fails; empty where none did."""
    try:
        what(given)
    except Exception as error:  # whatever it is, the seed is what is wanted
        return f"seed {given}: {type(error).__name__}: {str(error)[:300]}"
    return ""


def parted(seeds: range, size: int) -> list[range]:
    """The seeds in parts of so many."""
    return [seeds[i : i + size] for i in range(0, len(seeds), size)]


def main() -> None:
    """Try inputs; exit with 1 where one fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), help="end after so many, and say how far it came"
    )
    parser.add_argument("--log", type=Path, help="a line for every 5,000 inputs, after the last of which to go on")
    options = parser.parse_args()
    fuzz, started = Fuzz(), time.monotonic()
    failed = tried = 0
    for piece in parted(range(gone(options.log, options.seed), options.seed + options.count), PIECE):
        if time.monotonic() - started > options.seconds:
            break
        found = [said for seeds in parted(piece, TOGETHER) for said in fuzz.tried(seeds)]
        failed, tried = failed + len(found), tried + len(piece)
        print("\n".join([*found, f"seeds {piece[0]} to {piece[-1]}: {len(found)} failed"]), flush=True)
        if options.log:
            with options.log.open("a", encoding="utf-8") as log:
                log.write("".join(f"{line}\n" for line in (*found, f"{piece[0]} {piece[-1]} {len(found)}")))
    print(f"{tried:,} inputs from seed {options.seed}, {failed} failed, {time.monotonic() - started:.0f} s")
    sys.exit(failed > 0)


def gone(log: Path | None, seed: int) -> int:
    """The first seed that the log does not hold."""
    lines = log.read_text("utf-8").splitlines() if log and log.exists() else []
    return max((int(line.split()[1]) + 1 for line in lines if line[:1].isdigit()), default=seed)


if __name__ == "__main__":
    main()
