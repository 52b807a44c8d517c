"""`kg timeline`, `kg trends`, `kg network` and `kg search`: what a store says over time, and where."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.base import app, busy, complain, fail, say, table, tell, types_named
from kg.cli.language import named
from kg.cli.stores import corpus as opened
from kg.corpus.choices import By, Through
from kg.said import both
from kg.shown import cell

if TYPE_CHECKING:
    import networkx
    from _typeshed import DataclassInstance

    from kg.corpus.charts import Section
    from kg.corpus.network import Network
    from kg.corpus.opened import Corpus
    from kg.corpus.trends import Trends
    from kg.model import Entity

Store = Annotated[Path, typer.Argument(metavar="STORE", help="A folder that `kg corpus build` wrote.")]
Page = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Also write a page with charts, which opens offline.")
]


class Rows(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Form = Annotated[Rows, typer.Option("--format", "-f", help="How the rows are printed.")]


def printed(rows: Sequence[DataclassInstance], form: Rows, leave: Sequence[str] = ()) -> None:
    """Print records as rows; `leave` are fields that a table has no room for."""
    names = [f.name for f in fields(rows[0]) if not (form is Rows.TABLE and f.name in leave)] if rows else []
    values = [[asdict(row)[name] for name in names] for row in rows]
    if form is Rows.JSON:
        listed = [dict(zip(names, row, strict=True)) for row in values]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
    elif form is Rows.CSV:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows([_cell(v) for v in row] for row in values)
        sys.stdout.write(out.getvalue())
    elif rows:
        _table(names, values)


def _table(names: Sequence[str], values: Sequence[Sequence[object]]) -> None:
    """Print rows under their names, numbers to the right."""
    numbers = [i for i in range(len(names)) if all(isinstance(row[i], int | float) for row in values)]
    table([names, *([_shown(v) for v in row] for row in values)], right=numbers)


def _cell(value: object) -> object:
    return cell(value) if isinstance(value, str) else " ".join(map(str, value)) if isinstance(value, tuple) else value


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else named(str(value))


def _written(file: Path | None, title: str, sections: Sequence[Section], command: str) -> None:
    """Write the page where one was asked for."""
    if file is not None:
        from kg.corpus.charts import page
        from kg.files import atomic_write

        atomic_write(file, page(title, sections, command=command))
        say(file)


@app.command(epilog="Example:  kg timeline archive 高质量发展 --by body")
def timeline(
    store: Store,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Any name of it, or its IRI.")],
    by: Annotated[By, typer.Option("--by", help="A row for each year or month, or for each body that takes it up.")] = (
        By.YEAR
    ),
    format: Form = Rows.TABLE,
    html: Page = None,
) -> None:
    """Say how often something is named over time, and who takes it up, first to last, each with the words."""
    from kg.corpus import periods

    corpus = opened(store)
    found = periods.entities(corpus, names)
    rows: list[Any] = []
    for entity in found:
        rows += periods.adopters(corpus, entity) if by is By.BODY else periods.timeline(corpus, entity, by)
    printed(rows, format, leave=("article",) if len(found) > 1 else ("name", "article"))
    title = "、".join(e.label for e in found)
    _written(html, title, _lives(corpus, found) if html else [], f"kg timeline {store} {' '.join(names)}")


def _lives(corpus: Corpus, found: Sequence[Entity]) -> list[Section]:
    """The years of some things as one drawing, and who took each of them up, as parts of a page."""
    from kg.corpus.charts import Section, lines
    from kg.corpus.periods import adopters
    from kg.corpus.periods import timeline as timed

    shares = {e.label: {p.period: p.share for p in timed(corpus, e)} for e in found}
    years = sorted({year for each in shares.values() for year in each})
    series = {name: [each.get(year, 0.0) for year in years] for name, each in shares.items()}
    sections = [Section(both("charts", "years"), drawing=lines(years, series, "articles that name it, of a thousand"))]
    heads = ("body", "first", "last", "articles", "relations", "words")
    for entity in found:
        taken = [(a.body, a.first, a.last, a.articles, a.relations, a.quote) for a in adopters(corpus, entity)]
        note = f"{len(taken)} bodies are said to act on it, in the order of first times"
        sections.append(Section(entity.label, note, heads=heads, rows=taken[:200]))
    return sections


@app.command(epilog="Example:  kg trends archive --split 2018 --top 10")
def trends(
    store: Store,
    split: Annotated[
        str, typer.Option("--split", metavar="YEAR", help="The first year of the later span; else the middle one.")
    ] = "",
    types: Annotated[
        list[str] | None,
        typer.Option("--type", "-t", metavar="TYPE", help="Program and Slogan unless others are given."),
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="So many that rise, and so many that fall.")] = 20,
    least: Annotated[int, typer.Option("--least", min=1, help="Leave out what fewer articles name.")] = 5,
    format: Form = Rows.TABLE,
    html: Page = None,
) -> None:
    """Say which programmes and formulations rise and fall most: by the log odds ratio in standard errors (z)."""
    from kg.corpus import trends as found

    wanted = types_named(types or ()) or found.TYPES
    if split and not (len(split) == 4 and split.isdecimal()):
        fail(f"--split {split}: expected a year, such as 2018")
    with busy("Counting"):
        told = found.trends(opened(store), split=split, types=wanted, top=top, least=least)
    leave = ("years", "iri")
    if format is Rows.TABLE:
        tell(f"before {told.split} and from {told.split} on; before, after: articles of a thousand; rising")
        printed(told.rising, format, leave)
        tell("falling")
    printed(told.falling if format is Rows.TABLE else [*told.rising, *told.falling], format, leave)
    _written(html, both("charts", "changes"), _changes(told) if html else [], f"kg trends {store} --split {told.split}")


def _changes(told: Trends) -> list[Section]:
    """What rose and what fell, as parts of a page."""
    from kg.corpus.charts import Section, lines

    sections = []
    heads = ("name", "type", f"before {told.split}", f"from {told.split}", "articles", "log₂ odds", "z", "peak")
    for title, each in ((both("charts", "rising"), told.rising), (both("charts", "falling"), told.falling)):
        drawing = lines(told.years, {t.name: t.years for t in each[:8]}, "articles of a thousand")
        rows = [(t.name, t.type, t.before, t.after, t.articles, t.ratio, t.z, t.peak) for t in each]
        sections.append(Section(title, drawing=drawing, heads=heads, rows=rows))
    return sections


@app.command(epilog="Example:  kg network archive --by 5 --kind Ministry --html network.html")
def network(
    store: Store,
    by: Annotated[
        str, typer.Option("--by", metavar="YEARS", help="How long a period is: year, or so many years.")
    ] = "year",
    through: Annotated[
        Through, typer.Option("--through", help="Who works with whom, or who shares what.")
    ] = Through.WORK,
    kind: Annotated[
        str, typer.Option("--kind", "-k", metavar="KIND", help="Bodies of this kind alone: Ministry, …")
    ] = "",
    since: Annotated[str, typer.Option("--from", metavar="YEAR", help="The first year.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="YEAR", help="The last year.")] = "",
    top: Annotated[int, typer.Option("--top", min=1, help="So many bodies of each period.")] = 10,
    ties: Annotated[bool, typer.Option("--ties", help="List the ties, not the bodies.")] = False,
    format: Form = Rows.TABLE,
    html: Page = None,
) -> None:
    """Say who is central in the network of bodies in each period, in which community, or what ties there are."""
    from kg.corpus import network as found
    from kg.model import Kind

    if kind and kind not in set(Kind):
        fail(f"--kind {kind}? One of {' '.join(Kind)}")
    length = _years(by)
    with busy("Counting"):
        made = found.networks(opened(store), by=length, through=through, kind=kind or None, since=since, until=until)
    if not made:
        complain("no two bodies are tied in any period")
    _networks(made, ties, top, format)
    title = both("charts", "works with" if through is Through.WORK else "shares")
    command = f"kg network {store} --by {by} --through {through.value}"
    _written(html, title, [_drawn(each) for each in made] if html else [], command)


def _networks(made: Sequence[Network], ties: bool, top: int, format: Rows) -> None:
    """Print the bodies or the ties of each network."""
    shown: list[tuple[Network, Sequence[DataclassInstance]]] = [
        (each, (each.ties() if ties else each.places())[:top]) for each in made
    ]
    if format is not Rows.TABLE:
        printed([row for _, rows in shown for row in rows], format)
        return
    for each, rows in shown:
        tell(f"{each.period}: {_size(each.graph)}")
        printed(rows, format, leave=("period",))


def _years(by: str) -> int:
    """How many years a period has; ends the command where none are given."""
    if by != "year" and not (by.isdecimal() and int(by)):
        fail(f"--by {by}: expected year, or a number of years")
    return 1 if by == "year" else int(by)


def _size(graph: networkx.Graph) -> str:
    """How large a network is, in words."""
    communities = len({c for _, c in graph.nodes(data="community")})
    return f"{len(graph)} bodies, {graph.number_of_edges()} ties, {communities} communities"


def _drawn(each: Network) -> Section:
    """A network as a part of a page: its most central bodies on a circle, and its heaviest ties with an example."""
    from kg.corpus.charts import Section
    from kg.corpus.overview import drawn

    listed = [(t.one, t.other, t.weight, t.example) for t in each.ties()[:30]]
    note = f"{_size(each.graph)}; the 40 most central are drawn"
    return Section(each.period, note, drawn(each), ("body", "body", "ties", "words"), listed)


@app.command(epilog="Example:  kg search archive '职业教育 乡村振兴' --from 2018")
def search(
    store: Store,
    words: Annotated[str, typer.Argument(help="Words parted by blanks, each as it stands in the text.")],
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day, month or year.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day, month or year.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="So many of the best.")] = 20,
    format: Form = Rows.TABLE,
) -> None:
    """Find articles by their words, the best first."""
    from kg.corpus.search import search as searched

    found = searched(opened(store), words, since=since, until=until, limit=limit)
    printed(found.hits, format, leave=("iri", "start"))
    if found.cut:
        complain(f"{found.total:,} articles; nothing has {words} as it stands: looked for {' '.join(found.words)}")
    else:
        complain(f"{found.total:,} articles")
