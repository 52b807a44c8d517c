"""Where the ontology's files lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path


@cache
def ontology_dir() -> Path:
    """The folder of the shipped ontology. Raises FileNotFoundError when neither place has it."""
    here = Path(__file__).resolve().parent
    for folder in (here / "ontology", here.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no ontology folder in {here} or {here.parent}: the installation is incomplete")


def vocabularies(added: Iterable[str | Path] | None, *, keep_unlikely: bool) -> tuple[str | Path, ...]:
    """The folders of vocabularies that a user adds, with the one that holds no weights where nothing is to be weighed.

    >>> [Path(folder).name for folder in vocabularies(["mine"], keep_unlikely=True)]
    ['mine', 'unweighed']
    """
    return (*(added or ()), *([unweighed_dir()] if keep_unlikely else []))


def unweighed_dir() -> Path:
    """The folder of vocabularies that holds nothing but a table without weights, so that nothing is weighed."""
    return ontology_dir() / "unweighed"


def sample_text() -> Path:
    """The sample article that the package ships."""
    return Path(__file__).resolve().parent / "sample.txt"
