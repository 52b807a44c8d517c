"""The command `kg`: each subcommand parses its arguments, calls one function of the package and prints.

Nothing heavy is imported before a command needs it. Results go to standard output or files, progress and errors to
standard error; an error is one clear line and exit code 2.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from kg.graph import KnowledgeGraph
    from kg.read import Document, InputError

app = typer.Typer(
    name="kg",
    help="Read Chinese government press text into a knowledge graph whose every edge has its exact words.",
    epilog="Start with:  kg build   (builds the sample article), then open output/sample.html",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

Ontology = Annotated[
    list[Path] | None, typer.Option("--ontology", metavar="DIR", help="Vocabularies to add to the shipped ones.")
]
Graph = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph that `kg build` wrote (.ttl), or a store.")]


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"


def fail(message: object) -> NoReturn:
    """End the command with a message on standard error and exit code 2."""
    print(f"kg: {message}", file=sys.stderr)
    raise typer.Exit(2)


@app.callback(invoke_without_command=True)
def version(show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Read Chinese government press text into a knowledge graph whose every edge has its exact words."""
    if show:
        from kg import __version__

        print(f"policy-kg {__version__}")
        raise typer.Exit


# --- build ----------------------------------------------------------------------------------------------------------


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

    from kg.batch import build_all
    from kg.graph import KnowledgeGraph
    from kg.memory import seldom_collected

    started = time.perf_counter()
    sources = inputs or [str(Path(__file__).with_name("sample.txt"))]
    _refuse_missing(ontology or [])
    skipped: list[InputError] = []
    documents = _documents(sources, skipped)
    writer = _Writer(output, html=not no_html, sparql=not no_sparql)
    graphs: list[KnowledgeGraph] = []
    files: list[Path] = []
    count = size = 0
    with _progress("Reading") as step, seldom_collected():
        for document, graph in build_all(documents, ontology=ontology or (), jobs=jobs):
            count += 1
            size += len(document.text)
            graphs.append(graph)
            if separate:
                files += writer.write(graph, document.name)
            step(document.name)
    if not graphs:
        fail(f"nothing was read: {skipped[0]}" if skipped else "nothing was read: the input holds no document")
    merged = graphs[0] if len(graphs) == 1 else KnowledgeGraph.union(graphs)
    if not separate:
        files += writer.write(merged, _name(sources))
    _skipped(skipped)
    _summary(merged, files, count, size, time.perf_counter() - started)


def _skipped(errors: list[InputError]) -> None:
    """Say on standard error what was not read, and why."""
    for error in errors[:10]:
        print(f"kg: skipped {error}", file=sys.stderr)
    if len(errors) > 10:
        print(f"kg: skipped {len(errors) - 10} more", file=sys.stderr)


def _refuse_missing(folders: Iterable[Path]) -> None:
    for folder in folders:
        if not folder.is_dir():
            fail(f"{folder}: no such folder of vocabularies")


def _documents(sources: list[str], skipped: list[InputError]) -> Iterator[Document]:
    """The documents of all sources. What was named itself must be readable; what a folder or file of rows holds is
    skipped where it is not, and said.
    """  # noqa: D205
    from kg.read import JSON_SUFFIXES, expand, read

    inputs = [(source, expand(source)) for source in sources]
    for source, items in inputs:
        many = items != (source,) or source.lower().endswith(JSON_SUFFIXES)
        for item in items:
            yield from read(item, on_error=skipped.append if many else None)


def _name(sources: list[str]) -> str:
    """The name of the files of one graph: the stem of the one input, `graph` for several."""
    from kg.read import stem

    return stem(sources[0]) if len(sources) == 1 else "graph"


class _Writer:
    """Writes a graph's files, each whole or not at all, and no two graphs to the same name."""

    def __init__(self, folder: Path, *, html: bool, sparql: bool) -> None:
        self.folder, self.html, self.sparql = folder, html, sparql
        self.names: set[str] = set()

    def write(self, graph: KnowledgeGraph, name: str) -> list[Path]:
        from kg.rdf import atomic_write
        from kg.read import file_name

        name = file_name(name)
        unique, number = name, 2
        while unique.casefold() in self.names:
            unique, number = f"{name}-{number}", number + 1
        self.names.add(unique.casefold())
        texts = {".ttl": graph.to_turtle()}
        if self.html:
            texts[".html"] = graph.to_html(sparql=self.sparql)
        texts[".graphml"] = graph.to_graphml()
        files = []
        for suffix, text in texts.items():
            files.append(self.folder / f"{unique}{suffix}")
            atomic_write(files[-1], text)
        return files


@contextmanager
def _progress(title: str) -> Iterator[Any]:
    """A function to call after each document; on a terminal it shows how many are done and how fast."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed} documents"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title)
        yield lambda name: bar.update(task, advance=1, description=f"{title} {name[:40]}")


def _console() -> Console:
    """Standard output, never wrapped where it is not a terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else 160)


def _summary(graph: KnowledgeGraph, files: list[Path], count: int, size: int, seconds: float) -> None:
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
    console = _console()
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


# --- asking ---------------------------------------------------------------------------------------------------------


@app.command(epilog="Example:  kg query output/sample.ttl --name programmes-of 城市建设处")
def query(
    graph: Annotated[Path | None, typer.Argument(metavar="GRAPH", help="A graph (.ttl) or a store.")] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SPARQL | VALUE...]",
            help="The query, a .rq file or - for standard input; with --name, the values that the question asks for.",
        ),
    ] = None,
    name: Annotated[str, typer.Option("--name", "-n", metavar="QUERY", help="Ask a question that ships.")] = "",
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="VARIABLE=VALUE", help="Bind a variable; a name is enough.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How the answer is printed.")] = Format.TABLE,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Print no more rows than this.")] = None,
    timeout: Annotated[float | None, typer.Option("--timeout", min=0.01, help="Seconds to wait at most.")] = None,
    listed: Annotated[bool, typer.Option("--list", "-l", help="List the questions that ship.")] = False,
) -> None:
    """Ask an exported graph or a store in SPARQL, or by one of the named questions."""
    from kg import query as asking

    if listed:
        _questions()
        return
    if graph is None:
        fail("which graph? Give a file that kg build wrote, such as output/sample.ttl")
    bindings: dict[str, object] = {}
    for pair in values or []:
        variable, equals, value = pair.partition("=")
        if not equals:
            fail(f"--set {pair}: expected VARIABLE=VALUE")
        bindings[variable.lstrip("?$")] = value
    given = words or []
    if name:
        questions = asking.named()
        if name not in questions:
            fail(f"no question is called {name}: one of {' '.join(questions)}")
        open_ = [p for p in questions[name].parameters if p.name not in bindings]
        if len(given) > len(open_):
            fail(f"{name} takes {len(open_)} value{'s' * (len(open_) != 1)}, not {len(given)}")
        bindings |= {p.name: value for p, value in zip(open_, given, strict=False)}
        answer = asking.ask(graph, name, limit=limit, timeout=timeout, **bindings)
    else:
        if len(given) != 1:
            fail("expected one SPARQL query, or --name QUERY (see kg query --list)")
        answer = asking.run(graph, _sparql(given[0]), limit=limit, timeout=timeout, **bindings)
    sys.stdout.write(answer.text(format.value))
    if answer.truncated:
        print(f"kg: more than {limit} rows; raise --limit to see them", file=sys.stderr)


def _sparql(given: str) -> str:
    """The query that was given: itself, standard input, or a file's."""
    if given == "-":
        return sys.stdin.read()
    return Path(given).read_text(encoding="utf-8") if given.endswith(".rq") else given


def _questions() -> None:
    from rich.table import Table

    from kg.query import named

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in ("question", "values", "what it asks"):
        table.add_column(head, no_wrap=head != "what it asks")
    for question in named().values():
        asked = " ".join(f"[{p.name}]" if p.default else p.name.upper() for p in question.parameters)
        table.add_row(question.name, asked.replace("[", r"\["), f"{question.zh}  {question.en}")
    _console().print(table)


@app.command(epilog="Example:  kg show output/sample.ttl 城市建设处")
def show(graph: Graph, entity: Annotated[str, typer.Argument(help="Any name of it, or its IRI.")]) -> None:
    """Print what is known of one entity, each line with its evidence."""
    from kg.rdf import load

    known = load(graph)
    found = known.find(entity)
    if not found:
        near = sorted({e.label for e in known.entities.values() if any(entity in n for n in (e.label, *e.names))})
        fail(f"nothing in {graph} is called {entity}" + (f"; there is {'、'.join(near[:8])}" if near else ""))
    console = _console()
    for number, one in enumerate(found):
        if number:
            console.print()
        what = f"{one.type.value}, {one.kind.value}" if one.kind else one.type.value
        console.print(f"[bold]{one.label}[/bold]  ({what})")
        for line in (one.label_en, "、".join(one.names), one.iri):
            if line:
                console.print(f"  {line}", style="dim", markup=False)
        stated = {*known.statements(subject=one.iri), *known.statements(object=one.iri)}
        for s in sorted(stated, key=lambda s: (s.evidence, s.relation, s.iri)):
            outgoing = s.subject == one.iri
            other = known.entities[s.object if outgoing else s.subject].label
            arrow = f"{s.relation.value} → {other}" if outgoing else f"{other} → {s.relation.value}"
            aside = "" if s.modality.value == "Asserted" else f" ({s.modality.value.lower()})"
            said = f" [said for {known.entities[s.speaker].label}]" if s.speaker in known.entities else ""
            console.print(f"{arrow}{aside}{said}", markup=False)
            for e in s.evidence:
                console.print(f"  {e.start}–{e.end}  {''.join(e.quote.splitlines())}", markup=False, style="dim")
        times = sum(1 for _ in known.mentions_of(one.iri))
        console.print(f"named {times} time{'s' * (times != 1)}")


@app.command(epilog="Example:  kg view output/sample.ttl")
def view(
    graph: Graph,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where the page goes.")] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Write the page without opening it.")] = False,
    no_sparql: Annotated[bool, typer.Option("--no-sparql", help="Leave the query engine out of the page.")] = False,
) -> None:
    """Render the page of an exported graph and open it in the browser."""
    from kg.rdf import atomic_write, load

    page = output or graph.with_suffix(".html")
    atomic_write(page, load(graph).to_html(sparql=not no_sparql))
    print(page)
    if not no_open:
        import webbrowser

        webbrowser.open(page.resolve().as_uri())


# --- finding names --------------------------------------------------------------------------------------------------


@app.command(epilog="Example:  kg discover articles.jsonl.gz -o words/found.ttl")
def discover(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, web addresses or - : the same as for kg build."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the names go.")] = Path(
        "output/discovered.ttl"
    ),
    min_count: Annotated[int, typer.Option("--min-count", min=1, help="Leave out what is named less often.")] = 3,
    top: Annotated[int, typer.Option("--top", min=0, help="The best of each type only; 0: all.")] = 300,
    types: Annotated[
        list[str] | None, typer.Option("--type", "-t", metavar="TYPE", help="Only names of this type: Program, …")
    ] = None,
    ontology: Ontology = None,
) -> None:
    """Propose names that no vocabulary holds, as a .ttl to review and give to --ontology; Ctrl-C ends the reading."""
    import time

    from kg.discover import Discovery, to_turtle
    from kg.lexicon import lexicon
    from kg.model import EntityType
    from kg.rdf import atomic_write

    started = time.perf_counter()
    known_types = {t.value.casefold(): t for t in EntityType}
    for name in types or ():
        if name.casefold() not in known_types:
            fail(f"--type {name}? One of {' '.join(EntityType)}")
    if output.is_dir():
        fail(f"{output}: is a folder; -o names a file")
    _refuse_missing(ontology or [])
    found = Discovery(lexicon(ontology or ()))
    skipped: list[InputError] = []
    stopped = False
    with _progress("Reading") as step:
        try:
            for document in _documents(sources, skipped):
                found.add(document)
                step(document.name)
        except KeyboardInterrupt:
            stopped = True
    if not found.documents:
        fail(f"nothing was read: {skipped[0]}" if skipped else "nothing was read: the input holds no document")
    wanted = [known_types[name.casefold()] for name in types] if types else list(EntityType)
    candidates = found.candidates(min_count=min_count, top=top, types=wanted)
    _skipped(skipped)
    n = found.documents
    print(f"{n:,} article{'s' * (n != 1)}, {found.characters:,} characters, {time.perf_counter() - started:.1f} s")
    if candidates:
        atomic_write(output, to_turtle(candidates, n))
        for type_ in wanted:
            labels = [c.label for c in candidates if c.type is type_]
            if labels:
                print(f"{type_.value:13}{len(labels):5}  {'  '.join(labels[:4])}")
        print(output)
    else:
        print(f"no name that the vocabularies do not hold is there {min_count} times or more")
    if stopped:
        raise typer.Exit(130)


# --- checking and handing on ----------------------------------------------------------------------------------------


@app.command(epilog="Example:  kg check output/sample.ttl")
def check(
    graph: Graph,
    chinese: Annotated[bool, typer.Option("--zh", help="Report in Chinese.")] = False,
    shapes: Annotated[
        Path | None, typer.Option("--shapes", metavar="FILE", help="Shapes of your own instead of the shipped ones.")
    ] = None,
) -> None:
    """Say in words where a graph breaks the SHACL shapes; exit code 1 where it does."""
    from kg.check import check as checked

    try:
        report = checked(graph, shapes=shapes)
    except ImportError as error:
        fail(error)
    sys.stdout.write(report.text("zh" if chinese else "en"))
    if not report.conforms:
        raise typer.Exit(1)


@app.command(epilog="Example:  kg export output/sample.ttl --to gexf -o sample.gexf")
def export(
    graph: Annotated[Path | None, typer.Argument(metavar="GRAPH", help="A graph (.ttl) or a store.")] = None,
    to: Annotated[str, typer.Option("--to", "-t", metavar="FORMAT", help="A form; --list shows them.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder for a pair of tables.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", "-l", help="List the forms.")] = False,
) -> None:
    """Write a graph in another form: to standard output, or to a file or folder with -o."""
    from kg.export import FORMS, to_csv
    from kg.export import export as exported
    from kg.rdf import load

    tables = {"csv": "gephi", "gephi": "gephi", "neo4j": "neo4j"}
    if listed:
        print("\n".join([*FORMS, *tables]))
        return
    if graph is None:
        fail("which graph? Give a file that kg build wrote, such as output/sample.ttl")
    if to not in {*FORMS, *tables}:
        fail(f"--to {to or 'what'}? One of {' '.join([*FORMS, *tables])}")
    if to in tables:
        if output is None:
            fail(f"{to} is two tables: give a folder for them with -o")
        print("\n".join(map(str, to_csv(load(graph), tables[to], output))))
    elif output is None:
        sys.stdout.write(exported(load(graph), to))
    else:
        exported(load(graph), to, output)
        print(output)


@app.command("ontology", epilog="Example:  kg ontology --html ontology.html")
def terms(
    page: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the terms as a page.")] = None,
    ontology: Ontology = None,
) -> None:
    """Print the terms, and how many names of each kind are known."""
    from kg import ontology_docs

    _refuse_missing(ontology or [])
    if page is None:
        sys.stdout.write(ontology_docs.text(ontology or ()))
    else:
        ontology_docs.to_html(page)
        print(page)


@app.command(epilog="Example:  kg serve output/sample.ttl --port 7878")
def serve(
    graph: Graph,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0: any free one.")] = 7878,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that answer queries.")] = 2,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a query may take.")] = 30.0,
) -> None:
    """Offer a graph or a store on the web, read-only: SPARQL endpoint, linked data and the page."""
    from kg.serve import serve as serving

    serving(graph, host=host, port=port, workers=workers, timeout=timeout)


# --- the whole ------------------------------------------------------------------------------------------------------


def main() -> NoReturn:
    """Run the command; what a user can mend is one line on standard error and exit code 2, an interrupt is 130."""
    usage_error: type[BaseException] = typer.BadParameter.__mro__[
        2
    ]  # the base of all that a command line can get wrong
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(standalone_mode=False)
        if code == 130:  # what typer makes of an interrupt
            raise KeyboardInterrupt
        sys.stdout.flush()
    except usage_error as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        code = _said(message.replace("\n", " "))
    except (KeyboardInterrupt, typer.Abort):
        code = _said("stopped", 130)
    except BrokenPipeError:
        sys.stderr.close()
        code = 141
    except (ValueError, OSError) as error:
        code = _said(_told(error))
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> str:
    """The message of an error that a user can mend."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}" if error.filename else error.strerror
    return str(error)


def _said(message: str, code: int = 2) -> int:
    print(f"kg: {message}", file=sys.stderr)
    return code
