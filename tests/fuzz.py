"""Generated inputs through every step: `python tests/fuzz.py COUNT [--seed N] [--seconds N]`.

Each input is made of pieces of the kinds of `kinds.py`, of words of the vocabularies and of characters that are often
trouble, by a seed of its own, which is printed with what fails. A text is read, its quotes are held against it, its
Turtle is loaded and must give the same graph, and now and then two graphs must merge alike in both orders. Every tenth
input is broken Turtle, a query or rows of JSON, which must be taken or refused in one line.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kinds import KINDS

from kg.graph import Graph
from kg.pipeline.document import build_document
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
        """A text of up to a few hundred characters, most often of a few dozen."""
        parts: list[str] = []
        for _ in range(chance.randrange(1, chance.choice((4, 10, 40)))):
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

    def reading(self, chance: random.Random) -> None:
        """A text is read, quotes itself, and comes back from its Turtle."""
        graph = build_document(read_text(self.text(chance), name="a"), self.known)
        (article,) = graph.articles.values()
        for e in (*(m.evidence for m in graph.mentions), *(e for s in graph.statements() for e in s.evidence)):
            assert article.text[e.start : e.end] == e.quote
        assert loads(to_turtle(graph)) == graph
        if chance.random() < 0.1:
            assert to_turtle(graph | self.last) == to_turtle(self.last | graph)
            self.last = graph

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

    def one(self, seed: int) -> None:
        """Make the input of a seed and try it."""
        chance = random.Random(seed)
        what: Callable[[random.Random], None] = self.reading
        if seed % 10 == 0:
            what = chance.choice((self.turtle, self.query, self.rows))
        what(chance)


def main() -> None:
    """Try inputs; exit with 1 where one fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), help="end after so many, and say how far it came"
    )
    options = parser.parse_args()
    fuzz = Fuzz()
    failed = tried = 0
    started = time.monotonic()
    for seed in range(options.seed, options.seed + options.count):
        if time.monotonic() - started > options.seconds:
            break
        tried += 1
        try:
            fuzz.one(seed)
        except Exception as error:  # whatever it is, the seed is what is wanted
            failed += 1
            print(f"seed {seed}: {type(error).__name__}: {str(error)[:300]}", flush=True)
    print(f"{tried:,} inputs from seed {options.seed}, {failed} failed, {time.monotonic() - started:.0f} s")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
