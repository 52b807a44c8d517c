"""The RDF forms: by the ending of a file's name, and as the RDF library calls them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.shown import in_a_line

if TYPE_CHECKING:
    import pyoxigraph as ox


FORMS: Final[Mapping[str, str]] = {
    ".ttl": "ttl",
    ".turtle": "ttl",
    ".nt": "nt",
    ".nq": "nq",
    ".trig": "trig",
    ".n3": "n3",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".rdf": "rdf",
    ".owl": "rdf",
    ".xml": "rdf",
}
"""The RDF forms by the ending of a file's name."""


def rdf_format(form: str) -> ox.RdfFormat:
    """The RDF library's format for one of `ttl nt nq trig n3 jsonld rdf`. Raises ValueError for another word."""
    import pyoxigraph as ox

    formats = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "n3": ox.RdfFormat.N3,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    if form not in formats:
        raise ValueError(f"unknown RDF form {form!r}: one of {' '.join(formats)}")
    return formats[form]


def form_of(path: str | Path) -> str:
    """The RDF form that the ending of the file's name says. Raises ValueError when it says none.

    >>> form_of("output/article.ttl")
    'ttl'
    """
    suffix = Path(path).suffix.lower()
    if suffix not in FORMS:
        raise ValueError(f"{path}: no RDF form has the ending {suffix or '(none)'!r}; known: {' '.join(FORMS)}")
    return FORMS[suffix]


def unreadable(name: str, error: Exception) -> ValueError:
    r"""What to raise for what is no RDF: where it was, the line, and the parser's words, all in one line.

    >>> print(unreadable("a.ttl", SyntaxError("no prefix \n", ("", 3, 1, "", 3, 2))))
    a.ttl:3: no prefix \n
    """
    line = getattr(error, "lineno", None)
    return ValueError(f"{name}{f':{line}' if line else ''}: {in_a_line(str(getattr(error, 'msg', error)))}")


def file_bytes(path: str | Path) -> tuple[bytes, str]:
    """What an RDF file holds, and its form.

    Raises ValueError when its ending says no form, or when it is no file that ends (`/dev/zero`); FileNotFoundError
    where nothing is.
    """
    form = form_of(path)
    source = Path(path)
    if source.exists() and not source.is_file() and not source.is_dir():
        raise ValueError(f"{path}: is no file")
    return source.read_bytes(), form
