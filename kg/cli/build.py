"""`kg build`: articles to the files of a graph, with a summary."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import (
    Columns,
    Inputs,
    Ontology,
    Private,
    Title,
    Unlikely,
    app,
    complain,
    fail,
    progress,
    refuse_missing,
    terminal,
)
from kg.cli.language import named, told
from kg.shown import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from kg.graph import Graph
    from kg.model import Statement


@app.command(epilog="Example:  kg build article.txt reports/ -o output")
def build(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT]...",
            help="Text, HTML, Word, PDF, tables, JSON, archives, folders, web addresses, or - for standard input. "
            "Without any, the sample article is built.",
        ),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where the files go.")] = Path("output"),
    separate: Annotated[bool, typer.Option("--separate", help="Give each document its own files.")] = False,
    no_html: Annotated[bool, typer.Option("--no-html", help="Write no page.")] = False,
    no_sparql: Annotated[bool, typer.Option("--no-sparql", help="Leave the query engine out of the page.")] = False,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the files of the graph are called.")] = "",
    title: Title = "",
    ontology: Ontology = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes for many documents; 0: one a core.")] = 0,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Leave out what is less sure, from 0 to 1.")
    ] = 0.0,
    keep_unlikely: Unlikely = False,
    columns: Columns = None,
    private: Private = False,
) -> None:
    """Read articles and write NAME.ttl, NAME.html and NAME.graphml, with a summary."""
    import time

    from kg.files import LONGEST_NAME
    from kg.garbage import seldom_collected
    from kg.graph import Graph
    from kg.pipeline.parallel import build_all
    from kg.resources import sample_text, vocabularies

    started = time.perf_counter()
    sources = inputs or [str(sample_text())]
    if not all(source.strip() for source in sources):
        fail("an input is empty: expected a file, a folder, a web address, or - for standard input")
    if name and separate:
        fail("--name is for one graph; with --separate each document's files have its own name")
    refuse_missing(ontology or [])
    folders = vocabularies(ontology, keep_unlikely=keep_unlikely)
    given = Inputs(sources, columns, private)
    writer = _Writer(output, html=not no_html, sparql=not no_sparql, title=title)
    graphs: list[Graph] = []
    files: list[Path] = []
    count = size = unsure = 0
    with progress("Reading") as step, seldom_collected():
        for document, graph in build_all(given.documents(), ontology=folders, jobs=jobs):
            count += 1
            size += len(document.text)
            sure = graph.confident(min_confidence)
            unsure += len(graph.statements()) - len(sure.statements())
            graph = sure
            graphs.append(graph)
            if separate:
                files += writer.write(graph, document.name)
            step(document.name)
    if not graphs:
        fail(given.nothing())
    merged = graphs[0] if len(graphs) == 1 else Graph.union(graphs)
    if not separate:
        files += writer.write(merged, name or _name(sources))
    given.say()
    if unsure:
        complain(f"{unsure} statement{'s' * (unsure != 1)} below a confidence of {min_confidence:g} left out")
    if writer.replaced:
        names = ", ".join(map(str, writer.replaced[:5])) + " …" * (len(writer.replaced) > 5)
        complain(f"replaced {names}, which held another graph")
    if writer.older:
        names = ", ".join(map(str, writer.older[:5])) + " …" * (len(writer.older) > 5)
        complain(f"left {names}: a page of another graph than the one now beside it (--no-html)")
    if writer.shortened:
        n, s = writer.shortened, "s" * (writer.shortened != 1)
        complain(f"{n} name{s} too long for a file, cut to {LONGEST_NAME} bytes")
    _summary(merged, files, count, size, time.perf_counter() - started)


def _name(sources: list[str]) -> str:
    """The name of the files of one graph: the stem of the one input, `graph` for several."""
    from kg.read import stem

    return stem(sources[0]) if len(sources) == 1 else "graph"


class _Writer:
    """Writes a graph's files, all of them or none, and no two graphs to the same name."""

    def __init__(self, folder: Path, *, html: bool, sparql: bool, title: str = "") -> None:
        self.folder, self.html, self.sparql, self.title = folder, html, sparql, title
        self.replaced: list[Path] = []
        self.older: list[Path] = []
        self.names: set[str] = set()
        self.shortened = 0

    def write(self, graph: Graph, name: str) -> list[Path]:
        from kg import beside
        from kg.export import to_graphml
        from kg.files import LONGEST_NAME, file_name, unique_name, write_together
        from kg.rdf import to_turtle
        from kg.view import to_html

        safe = file_name(name)
        self.shortened += len(name.encode("utf-8", "replace")) > LONGEST_NAME
        unique = unique_name(safe, self.names)
        self.names.add(unique.casefold())
        texts = {".ttl": to_turtle(graph)}
        if self.html:
            texts[".html"] = to_html(graph, sparql=self.sparql, title=self.title, turtle=texts[".ttl"])
        texts[".graphml"] = to_graphml(graph)
        files = {self.folder / f"{unique}{suffix}": text for suffix, text in texts.items()}
        turtle = self.folder / f"{unique}.ttl"
        page = turtle.with_suffix(".html")
        same = turtle.is_file() and turtle.read_bytes() == texts[".ttl"].encode()
        if turtle.is_file() and not same:
            self.replaced.append(turtle)
        if page.is_file() and not self.html and not same:
            self.older.append(page)
        write_together(files)
        beside.write(graph, turtle, texts[".ttl"].encode())
        return list(files)


def _table(*heads: str) -> Table:
    from rich.table import Table

    made = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for i, head in enumerate(heads):
        made.add_column(told(head), justify="right" if i and head.startswith("#") else "left")
    return made


def _counted(head: str, counts: Counter[str]) -> Table:
    table = _table(head, "#")
    for name, n in counts.most_common():
        table.add_row(name, str(n))
    return table


def _most_connected(graph: Graph, holding: Sequence[Statement]) -> Table:
    """The ten bodies that statements link to most others; what only says who reports is left out."""
    from kg.reports import report_heads

    heads = {m.evidence for _, m in report_heads(graph)}
    told_of = {(s.subject, s.object) for s in holding if not heads.issuperset(s.evidence)}
    links = Counter(end for ends in told_of for end in ends)
    bodies = [(n, graph.entities[iri]) for iri, n in links.items() if graph.entities[iri].type == "Organization"]
    bodies.sort(key=lambda pair: (-pair[0], pair[1].iri))
    table = _table("most connected", "# links", "kind")
    for n, body in bodies[:10]:
        table.add_row(visible(body.label), str(n), named(body.kind.value) if body.kind else "")
    return table


def _summary(graph: Graph, files: list[Path], count: int, size: int, seconds: float) -> None:
    """Print counts by type and relation, the most connected bodies, and where the files are."""
    from rich.columns import Columns

    holding = [s for s in graph.statements() if s.modality.holds]
    by_type = _counted("type", Counter(named(e.type.value) for e in graph.entities.values()))
    by_relation = _counted("relation", Counter(named(s.relation.value) for s in holding))
    console = terminal()
    console.print(told(f"{count:,} article{'s' * (count != 1)}, {size:,} characters, {seconds:.1f} s"), style="bold")
    if count == 1 and (title := next(iter(graph.articles.values())).title):
        console.print(visible(title))
    left_out = Counter(one.hardly for one in graph.left_out)
    if n := left_out["meant"]:
        console.print(told(f"{n} name{'s' * (n != 1)} hardly meant left out (kg discover --unread says which)"))
    if n := left_out["said"]:
        console.print(told(f"{n} statement{'s' * (n != 1)} hardly said left out (kg discover --unread says which)"))
    console.print()
    console.print(Columns([by_type, by_relation, _most_connected(graph, holding)], padding=(0, 4)))
    console.print()
    for file in files[:6]:
        console.print(visible(str(file)))
    if len(files) > 6:
        console.print(visible(told(f"… {len(files)} files in {files[0].parent}")))
