"""A graph's file or a store: what the commands that take a graph open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.base import fail

if TYPE_CHECKING:
    from kg.corpus.opened import Corpus
    from kg.graph import Graph


def is_store(path: Path) -> bool:
    """True for a folder that `kg corpus build` wrote; asked without loading what reads it."""
    return (path / "corpus.json").is_file()


def opened(path: Path) -> Graph | Corpus:
    """The graph of a file, or a store that is asked where it lies."""
    from kg.rdf import load

    return corpus(path) if is_store(path) else load(path)


def corpus(path: Path) -> Corpus:
    """A store, opened; ends the command where it is none or the extra is missing."""
    try:
        from kg.corpus.opened import Corpus
    except ImportError as error:
        fail(f"a store needs an extra: pip install 'policy-kg[corpus]' ({error.name} is missing)")
    return Corpus(path)


def questions(path: Path) -> Any:
    """What answers queries of a file or a store: a module with `run` and `ask`."""
    if not is_store(path):
        from kg import query

        return query
    corpus(path)
    from kg.corpus import asking

    return asking
