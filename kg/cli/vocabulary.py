"""`kg vocabulary`: what the corpora attest of the vocabularies' names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.base import Columns, Inputs, Ontology, app, fail, progress, refuse_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.read import Document

vocabulary = typer.Typer(no_args_is_help=True, help="What the corpora attest of the vocabularies' names.")
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
    from kg import attestation
    from kg.files import atomic_write
    from kg.words.loading import lexicon

    if "\t" in name or not name.strip():
        fail(f"--name {name!r}? A word without tabs")
    refuse_missing(ontology or [])
    kept = [row for row in attestation.read(output) if row.corpus != name] if output.exists() else []
    known = lexicon(ontology or ())
    inputs = Inputs(sources, columns)
    with progress("Reading") as step:
        rows = attestation.attest(_stepped(inputs.documents(), step), known, name)
    inputs.say()
    if not rows:
        fail("nothing was read in which a name of the vocabularies stands")
    atomic_write(output, attestation.text([*kept, *rows]))
    entries = len({row.entry for row in rows})
    print(f"{entries:,} of {len(known.entries):,} entries attested by {len(rows):,} names in {name}")
    print(output)


def _stepped(documents: Iterable[Document], step: Callable[[str], None]) -> Iterator[Document]:
    """The documents, with a step of the progress after each."""
    for document in documents:
        yield document
        step(document.name)
