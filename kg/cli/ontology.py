"""`kg ontology`: the terms, and how many names of each kind are known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.base import Ontology, app, refuse_missing, say, tell
from kg.cli.language import told


@app.command("ontology", epilog="Example:  kg ontology --html ontology.html")
def terms(
    page: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the terms as a page.")] = None,
    shapes: Annotated[Path | None, typer.Option("--shapes", metavar="FILE", help="Write the SHACL shapes.")] = None,
    ontology: Ontology = None,
) -> None:
    """Print the terms, and how many names of each kind are known."""
    from kg import ontology_docs
    from kg.attestation import sources
    from kg.shapes import write as write_shapes

    refuse_missing(ontology or [])
    if shapes is not None:
        write_shapes(shapes, ontology or ())
        say(shapes)
    elif page is None:
        for line in ontology_docs.text(ontology or ()).splitlines():
            term, gap, count = line.rpartition("  ")
            say(f"{term}{gap}{told(count)}")
        known = sources()
        print()
        tell(
            f"{known.attested} entries are attested in corpora, {known.listed} more come from packages, "
            f"{known.compiled} from general knowledge alone"
        )
    else:
        ontology_docs.to_html(page, ontology or ())
        say(page)
