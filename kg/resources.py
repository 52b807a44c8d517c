"""Where the ontology's files lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

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


def unweighed_dir() -> Path:
    """The folder of vocabularies that holds nothing but a table without weights, so that nothing is weighed."""
    return ontology_dir() / "unweighed"


def sample_text() -> Path:
    """The sample article that the package ships."""
    return Path(__file__).resolve().parent / "sample.txt"
