"""What every form of input gives, and how one that cannot be read is refused."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

MAX_BYTES = 64 * 1024 * 1024
"""The largest single document that is read, in bytes, also after unpacking."""


class InputError(ValueError):
    """An input that cannot be read, said in one line that names it."""


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one document, and what its form says of it beside the text.

    In `text` a tab stands between the cells of a table's row and a line separator (U+2028) between the lines of one
    cell. `pages` are the offsets where the pages of a printed form begin. `retrieved` is when the text was fetched,
    as its source says it; `name` is what the source calls the document, or empty. `notes` say what was guessed, skipped
    or mended, each in a line without the name of the input.
    """

    text: str
    title: str = ""
    date: str = ""
    published: str = ""
    source: str = ""
    url: str = ""
    site: str = ""
    column: str = ""
    retrieved: str = ""
    reporters: tuple[str, ...] = ()
    form: str = ""
    name: str = ""
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def too_large(name: str) -> InputError:
    """The error for an input above `MAX_BYTES`."""
    return InputError(f"{name}: larger than {MAX_BYTES // 1024 // 1024} MB, too large for one article")


def need(module: str, name: str, form: str) -> Any:
    """The module that reads a form.

    Raises:
        InputError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(f"{name}: reading {form} needs an extra: pip install 'policy-kg[documents]'") from error
