"""`kg corpus`: many documents to a store on disk, and what the store says of itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import Columns, Inputs, Ontology, Unlikely, app, busy, complain, fail, refuse_missing, say, table, tell
from kg.cli.language import told
from kg.cli.stores import About, Since, Until, exported
from kg.cli.stores import corpus as opened

if TYPE_CHECKING:
    from kg.corpus.building import Built, Step
    from kg.corpus.manifest import Manifest
    from kg.corpus.opened import Corpus

group = typer.Typer(no_args_is_help=True, help="Many documents in a store on disk, asked where it lies.")
app.add_typer(group, name="corpus")

Store = Annotated[Path, typer.Argument(metavar="STORE", help="A folder that `kg corpus build` wrote.")]
_SEVERAL_SECONDS = 10.0


@group.command(epilog="Example:  kg corpus build articles.jsonl.gz reports/ --store archive")
def build(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, web addresses or - : the same as for kg build."),
    ],
    store: Annotated[Path, typer.Option("--store", "-s", metavar="DIR", help="The store to make or bring up to date.")],
    prune: Annotated[bool, typer.Option("--prune", help="Drop what is no longer in its source.")] = False,
    columns: Columns = None,
    ontology: Ontology = None,
    keep_unlikely: Unlikely = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes that read; 0: one a core.")] = 0,
) -> None:
    """Read what is new or changed into a store, the rest is kept; ended at any moment, it goes on from there."""
    import time

    try:
        from kg.corpus.building import build as built
    except ImportError as error:
        fail(f"a store needs an extra: pip install 'policy-kg[corpus]' ({error.name} is missing)")
    from kg.resources import vocabularies

    refuse_missing(ontology or [])
    folders = vocabularies(ontology, keep_unlikely=keep_unlikely)
    pairs = Inputs((), columns).columns
    started = time.perf_counter()
    with _told() as step:
        done = built(sources, store, ontology=folders, jobs=jobs, prune=prune, columns=pairs, progress=step)
    _summary(done, store, time.perf_counter() - started)


@contextmanager
def _told() -> Iterator[Callable[[Step], None]]:
    """A function that is told how far the build is, and says so on standard error with the rate and the time left."""
    import time

    started = time.perf_counter()
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn(told("Reading")), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=1.0)
            yield lambda step: bar.update(
                task, completed=step.share, description=(_rate(step, time.perf_counter() - started))
            )
        return
    last = started

    def line(step: Step) -> None:
        nonlocal last
        now = time.perf_counter()
        if now - last >= _SEVERAL_SECONDS:
            last = now
            complain(_rate(step, now - started))

    yield line


def _rate(step: Step, seconds: float) -> str:
    """How far it is, in words: documents, their rate, the share of the input and the time that the rest will take."""
    left = seconds * (1 - step.share) / step.share if step.share else 0.0
    time_left = f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s"
    rate = step.documents / seconds if seconds else 0.0
    return told(f"{step.documents:,} documents, {rate:,.0f} a second, {step.share:.0%}, {time_left} left")


def _summary(done: Built, store: Path, seconds: float) -> None:
    """Print what was done and what the store holds; on standard error what could not be read."""
    manifest = done.manifest
    parts = [told(f"{done.read:,} read"), told(f"{done.unchanged:,} unchanged")]
    parts += [told(f"{done.replaced:,} replaced")] if done.replaced else []
    parts += [told(f"{done.dropped:,} dropped")] if done.dropped else []
    parts += [told(f"{done.resumed:,} parts of an earlier build taken over")] if done.resumed else []
    say(f"{', '.join(parts)}; {seconds:.1f} s")
    say(_held(manifest))
    say(store)
    for note in done.notes[:10]:
        complain(note)
    for error in done.errors[:10]:
        complain(f"skipped {error}")
    if done.missing:
        complain(f"{done.missing:,} are no longer in their source and were kept; --prune drops them")
    if manifest.skipped:
        complain(f"{manifest.skipped:,} inputs could not be read: kg corpus status {store} --skipped lists them")


def _held(manifest: Manifest) -> str:
    return told(
        f"{manifest.articles:,} articles, {manifest.characters:,} characters, {manifest.entities:,} entities, "
        f"{manifest.mentions:,} mentions, {manifest.statements:,} pieces of evidence"
    )


@group.command(epilog="Example:  kg corpus status archive --skipped")
def status(
    store: Store,
    skipped: Annotated[bool, typer.Option("--skipped", help="List what could not be read, and why.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="List what was guessed or mended, and how often.")] = False,
) -> None:
    """Say what a store holds, from where, and which version of the tool and the vocabularies read it."""
    known = opened(store)
    if skipped:
        for where, reason in known.skipped():
            say(f"{where}\t{reason}")
        return
    if notes:
        for times, note in known.notes():
            say(f"{times:,}\t{note}")
        return
    manifest = known.manifest
    say(_held(manifest))
    size = sum(f.stat().st_size for f in store.rglob("*") if f.is_file())
    span = known.rows("SELECT min(date), max(date) FROM articles WHERE date <> ''")[0]
    tell(f"{size / 1e6:,.1f} MB in {len(manifest.parts)} parts; dates {span[0] or '–'} to {span[1] or '–'}")
    if manifest.skipped:
        tell(f"{manifest.skipped:,} inputs could not be read (--skipped lists them)")
    for id, reader in manifest.readers.items():
        held = sum(p.articles - len(p.gone) for p in manifest.parts if p.reader == id)
        tell(f"{held:,} articles read by {reader.text()}")
    _sources(known)


def _sources(known: Corpus) -> None:
    """Print where the documents come from."""
    rows: list[Sequence[str]] = [("inputs", "files", "source")]
    for row in known.rows("SELECT count(*), count(DISTINCT path), root FROM documents GROUP BY root ORDER BY root"):
        rows.append((f"{row[0]:,}", f"{row[1]:,}", row[2]))
    table(rows, right={0, 1})


@group.command(epilog="Example:  kg corpus export archive --to nquads -o archive.nq")
def export(
    store: Store,
    to: Annotated[str, typer.Option("--to", "-t", metavar="FORMAT", help="A form; --list shows them.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder for tables or triples.")
    ] = None,
    about: About = "",
    since: Since = "",
    until: Until = "",
    listed: Annotated[bool, typer.Option("--list", "-l", help="List the forms.")] = False,
) -> None:
    """Write a store, or a part of it, in another form; oxigraph without -o makes the triples that SPARQL needs."""
    exported(store, to, output, about=about, since=since, until=until, listed=listed)


@group.command(epilog="Example:  kg corpus diff archive-2020 archive-2021")
def diff(
    one: Store,
    other: Store,
    listed: Annotated[bool, typer.Option("--list", "-l", help="List what differs, not how much.")] = False,
) -> None:
    """Say what the second store has and the first has not (+), the other way round (-), and what differs (~)."""
    from collections import Counter

    before, after = opened(one), opened(other)
    from kg.corpus.differences import differences

    with busy("Comparing"):
        found = [*differences(before, after)]
    if listed:
        for d in found:
            say(f"{d.change}\t{d.what}\t{d.iri}\t{' '.join(d.text.split())}")
        return
    counts = Counter((d.what, d.change) for d in found)
    for what in ("article", "entity", "statement"):
        say(f"{what:10} " + "  ".join(f"{sign}{counts[what, sign]:,}" for sign in "+-~"))


@group.command(epilog="Example:  kg corpus compact archive")
def compact(store: Store) -> None:
    """Leave out what was replaced or dropped, and make few parts of many; the content stays the same."""
    from kg.corpus.compacting import compact as compacted
    from kg.corpus.manifest import load

    before = load(store, earlier=True)
    with busy("Compacting"):
        after = compacted(store)
    gone = sum(len(p.gone) for p in before.parts)
    tell(f"{len(before.parts)} parts with {gone:,} articles gone, now {len(after.parts)}")
