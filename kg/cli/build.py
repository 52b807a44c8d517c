"""`kg build`: articles to the files of a graph, with a summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import Ontology, app, fail, progress, read_documents, refuse_missing, say_skipped, terminal

if TYPE_CHECKING:
    from rich.table import Table

    from kg.graph import Graph
    from kg.read import InputError


@app.command(epilog="Example:  kg build article.txt reports/ -o output")
def build(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT]...",
            help="Text, HTML, PDF, DOCX or JSONL files, folders, web addresses, or - for standard input. "
            "Without any, the sample article is built.",
        ),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where the files go.")] = Path("output"),
    separate: Annotated[bool, typer.Option("--separate", help="Give each document its own files.")] = False,
    no_html: Annotated[bool, typer.Option("--no-html", help="Write no page.")] = False,
    no_sparql: Annotated[bool, typer.Option("--no-sparql", help="Leave the query engine out of the page.")] = False,
    ontology: Ontology = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes for many documents; 0: one a core.")] = 0,
) -> None:
    """Read articles and write NAME.ttl, NAME.html and NAME.graphml, with a summary."""
    import time

    from kg.garbage import seldom_collected
    from kg.graph import Graph
    from kg.pipeline.parallel import build_all
    from kg.resources import sample_text

    started = time.perf_counter()
    sources = inputs or [str(sample_text())]
    refuse_missing(ontology or [])
    skipped: list[InputError] = []
    documents = read_documents(sources, skipped)
    writer = _Writer(output, html=not no_html, sparql=not no_sparql)
    graphs: list[Graph] = []
    files: list[Path] = []
    count = size = 0
    with progress("Reading") as step, seldom_collected():
        for document, graph in build_all(documents, ontology=ontology or (), jobs=jobs):
            count += 1
            size += len(document.text)
            graphs.append(graph)
            if separate:
                files += writer.write(graph, document.name)
            step(document.name)
    if not graphs:
        fail(f"nothing was read: {skipped[0]}" if skipped else "nothing was read: the input holds no document")
    merged = graphs[0] if len(graphs) == 1 else Graph.union(graphs)
    if not separate:
        files += writer.write(merged, _name(sources))
    say_skipped(skipped)
    _summary(merged, files, count, size, time.perf_counter() - started)


def _name(sources: list[str]) -> str:
    """The name of the files of one graph: the stem of the one input, `graph` for several."""
    from kg.read import stem

    return stem(sources[0]) if len(sources) == 1 else "graph"


class _Writer:
    """Writes a graph's files, each whole or not at all, and no two graphs to the same name."""

    def __init__(self, folder: Path, *, html: bool, sparql: bool) -> None:
        self.folder, self.html, self.sparql = folder, html, sparql
        self.names: set[str] = set()

    def write(self, graph: Graph, name: str) -> list[Path]:
        from kg.export import to_graphml
        from kg.files import atomic_write, file_name
        from kg.rdf import to_turtle
        from kg.view import to_html

        name = file_name(name)
        unique, number = name, 2
        while unique.casefold() in self.names:
            unique, number = f"{name}-{number}", number + 1
        self.names.add(unique.casefold())
        texts = {".ttl": to_turtle(graph)}
        if self.html:
            texts[".html"] = to_html(graph, sparql=self.sparql)
        texts[".graphml"] = to_graphml(graph)
        files = []
        for suffix, text in texts.items():
            files.append(self.folder / f"{unique}{suffix}")
            atomic_write(files[-1], text)
        return files


def _summary(graph: Graph, files: list[Path], count: int, size: int, seconds: float) -> None:
    """Print counts by type and relation, the most connected bodies, and where the files are."""
    from collections import Counter

    from rich.columns import Columns
    from rich.table import Table

    holding = [s for s in graph.statements() if s.modality.holds]
    types = Counter(e.type.value for e in graph.entities.values())
    relations = Counter(s.relation.value for s in holding)
    links: Counter[str] = Counter()
    for subject, object in {(s.subject, s.object) for s in holding}:
        links[subject] += 1
        links[object] += 1
    bodies = [(n, graph.entities[iri]) for iri, n in links.items() if graph.entities[iri].type == "Organization"]
    bodies.sort(key=lambda pair: (-pair[0], pair[1].iri))

    def table(*heads: str) -> Table:
        made = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for i, head in enumerate(heads):
            made.add_column(head, justify="right" if i and head.startswith("#") else "left")
        return made

    by_type, by_relation, most = table("type", "#"), table("relation", "#"), table("most connected", "# links", "kind")
    for name, n in types.most_common():
        by_type.add_row(name, str(n))
    for name, n in relations.most_common():
        by_relation.add_row(name, str(n))
    for n, body in bodies[:10]:
        most.add_row(body.label, str(n), body.kind.value if body.kind else "")
    console = terminal()
    title = next(iter(graph.articles.values())).title if count == 1 else ""
    console.print(f"[bold]{count} article{'s' * (count != 1)}[/bold], {size:,} characters, {seconds:.1f} s")
    if title:
        console.print(title, markup=False)
    console.print()
    console.print(Columns([by_type, by_relation, most], padding=(0, 4)))
    console.print()
    for file in files[:6]:
        console.print(str(file), markup=False)
    if len(files) > 6:
        console.print(f"… {len(files)} files in {files[0].parent}", markup=False)
