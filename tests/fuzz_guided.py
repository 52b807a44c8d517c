"""Inputs led by what of the code they come by: `python tests/fuzz_guided.py TARGET [-max_total_time=SECONDS] [FOLDER]`.

TARGET is `reading`, `turtle`, `sparql` or `page`; what follows goes to libFuzzer, which keeps what it found in FOLDER and
writes what fails to `crash-…`. Needs `atheris`, which has wheels for Linux only and is no part of the extras. What fails
is kept as a test of its own, in words of ours.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["kg"]):
    from kg.graph import Graph
    from kg.model import KGI, Article, Entity, EntityType, Evidence, Mention, R, statement
    from kg.pipeline.document import build_document
    from kg.query import refuse
    from kg.rdf import loads, to_turtle
    from kg.read import read_text
    from kg.view import to_html
    from kg.words.loading import lexicon

from fuzz import ODD
from kinds import KINDS, NEWS

PIECES = sorted({
    *NEWS,
    *ODD,
    *(word for word in lexicon().words if len(word) > 1),
    *(kind(12) for kind in KINDS.values()),
})
SPARQL = "SELECT ASK CONSTRUCT DESCRIBE WHERE FILTER OPTIONAL UNION BIND SERVICE SILENT GRAPH FROM LOAD INSERT DELETE "
WORDS = [
    *SPARQL.split(),
    *"{}()<>\"'.;,*?#\\/|^@:=",
    " ",
    "\n",
    "?s",
    "<a:b>",
    "kg:holds",
    '"""',
    "\\u0053",
    "PREFIX",
    "BASE",
    "VALUES",
]


def pieced(data: bytes, pieces: list[str]) -> str:
    """A text of pieces, each chosen by two bytes."""
    return "".join(pieces[int.from_bytes(data[i : i + 2], "big") % len(pieces)] for i in range(0, len(data) - 1, 2))


def reading(data: bytes) -> None:
    """A text is read, quotes itself, and comes back from its Turtle."""
    text = pieced(data, PIECES)
    if not text.strip():
        return
    graph = build_document(read_text(text, name="a"), lexicon())
    (article,) = graph.articles.values()
    for e in (*(m.evidence for m in graph.mentions), *(e for s in graph.statements() for e in s.evidence)):
        assert article.text[e.start : e.end] == e.quote
    assert loads(to_turtle(graph)) == graph


def turtle(data: bytes) -> None:
    """Turtle is loaded, and then comes back, or is refused in a line."""
    graph, said = Graph(), ""
    try:
        graph = loads(data.decode("utf-8", "replace"))
    except ValueError as error:
        said = str(error)
    assert len(said.splitlines()) <= 1, said
    assert loads(to_turtle(graph)) == graph


def sparql(data: bytes) -> None:
    """A query is let pass or refused, and nothing else."""
    query = data[1:].decode("utf-8", "replace") if data[:1] == b"\x00" else pieced(data, WORDS)
    with contextlib.suppress(ValueError):
        refuse(query)


def page(data: bytes) -> None:
    """What is in a graph ends no script of its page."""
    text = data.decode("utf-8", "replace").replace("\0", "")
    article = Article(f"{KGI}article/0123456789abcdef", text[:20], "2021-01-01", text, (text,), text, text or "城")
    body = Entity(f"{KGI}Organization/城", EntityType.ORGANIZATION, text or "城", None, (text[:9],) if text[:9] else ())
    work = Entity(f"{KGI}Program/城", EntityType.PROGRAM, "城")
    evidence = Evidence(article.iri, 0, 1, article.text[:1])
    graph = Graph(
        [article],
        [body, work],
        [Mention(body.iri, evidence)],
        [statement(body.iri, R.UNDERTAKES, work.iri, [evidence], trigger=text)],
    )
    made = to_html(graph, sparql=False)
    assert made.count("</script") == OWN_SCRIPTS
    assert "<script>alert" not in made


OWN_SCRIPTS = to_html(Graph(), sparql=False).count("</script")
TARGETS: dict[str, Callable[[bytes], None]] = {"reading": reading, "turtle": turtle, "sparql": sparql, "page": page}
LENGTHS = {"reading": ("-len_control=0", "-max_len=60")}
"""Thirty pieces stand together from the start, where libFuzzer would stay with two for thousands of runs."""

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *LENGTHS.get(sys.argv[1], ()), *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
