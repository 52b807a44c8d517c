"""`kg vocabulary`: what the vocabularies rest on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import Columns, Inputs, Ontology, app, fail, progress, refuse_missing, say, tell
from kg.cli.language import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.read import Document

vocabulary = typer.Typer(
    no_args_is_help=True, help="What the vocabularies rest on: what corpora attest, what became of bodies."
)
app.add_typer(vocabulary, name="vocabulary")


@vocabulary.command(epilog="Example:  kg vocabulary attest articles.jsonl.gz --name my-corpus -o attested.tsv")
def attest(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, web addresses or - : the same as for kg build."),
    ],
    name: Annotated[str, typer.Option("--name", metavar="CORPUS", help="What the corpus is called.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the table goes.")] = Path(
        "output/attested.tsv"
    ),
    ontology: Ontology = None,
    columns: Columns = None,
) -> None:
    """Count how often, in how many articles and between which dates a corpus uses each name; keeps no text.

    Rows of other corpora that the file holds already stay.
    """
    from kg.attestation import attest as attested_by
    from kg.files import atomic_write
    from kg.vocabulary import attestations
    from kg.words.loading import lexicon

    if "\t" in name or not name.strip():
        fail(f"--name {name!r}? A word without tabs")
    refuse_missing(ontology or [])
    kept = [row for row in attestations.read(output) if row.corpus != name] if output.exists() else []
    known = lexicon(ontology or ())
    inputs = Inputs(sources, columns)
    with progress("Reading") as step:
        rows = attested_by(_stepped(inputs.documents(), step), known, name)
    inputs.say()
    if not rows:
        fail("nothing was read in which a name of the vocabularies stands")
    atomic_write(output, attestations.text([*kept, *rows]))
    entries = len({row.entry for row in rows})
    tell(f"{entries:,} of {len(known.entries):,} entries attested by {len(rows):,} names in {name}")
    say(output)


@vocabulary.command(epilog="Example:  kg vocabulary history -o history.tsv")
def history(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the table goes.")] = Path(
        "output/history.tsv"
    ),
) -> None:
    """Write what the shipped vocabularies say of beginnings, ends and successors as one table."""
    from kg.files import atomic_write
    from kg.resources import ontology_dir
    from kg.vocabulary.history import gathered, text

    rows = gathered(ontology_dir())
    atomic_write(output, text(rows))
    tell(f"{len(rows):,} entries with a beginning or an end, {sum(bool(row.later) for row in rows):,} were replaced")
    say(output)


@vocabulary.command(epilog="Example:  kg vocabulary review -o review.tsv")
def review(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the table goes.")] = Path(
        "output/review.tsv"
    ),
    attested: Annotated[
        Path | None, typer.Option("--attested", metavar="FILE", help="A table of kg vocabulary attest; else ours.")
    ] = None,
    ontology: Ontology = None,
) -> None:
    """List entries that a person should look at: never attested, names that may be wider, named after their end."""
    from collections import Counter

    from kg import review as reviewing
    from kg.files import atomic_write
    from kg.resources import ontology_dir
    from kg.vocabulary.attestations import read
    from kg.words.loading import lexicon

    refuse_missing(ontology or [])
    found = reviewing.findings(lexicon(ontology or ()), read(attested or ontology_dir() / "attested.tsv"))
    atomic_write(output, reviewing.text(found))
    for why, count in sorted(Counter(finding.why for finding in found).items()):
        say(f"{count:>6,} {told(why)}")
    say(output)


def _stepped(documents: Iterable[Document], step: Callable[[str], None]) -> Iterator[Document]:
    """The documents, with a step of the progress after each."""
    for document in documents:
        yield document
        step(document.name)
