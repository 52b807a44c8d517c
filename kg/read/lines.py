"""Files of JSON lines, line by line: for those who read a part of one, or the same line again."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from kg.read.document import Document
from kg.read.formats import MAX_BYTES, InputError, too_large
from kg.read.sources import _from_row

LINE_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
"""The endings of files with a document on each line."""


def has_lines(source: str | Path) -> bool:
    """True for a file with a document on each line, by its ending."""
    return str(source).lower().endswith(LINE_SUFFIXES)


def stem_of(source: str | Path) -> str:
    """The name of a file of lines without its ending, which its documents are called by where they have no `id`.

    >>> stem_of("news/rows.jsonl.gz")
    'rows'
    """
    name = Path(source).name
    return name[: -max(len(s) for s in LINE_SUFFIXES if name.lower().endswith(s))]


def lines(source: str | Path, raw: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of an opened file that are not empty, each with its number from 1; unpacked where its ending says so.

    Raises:
        InputError: the file cannot be read, is damaged, or a line is too large.
    """
    try:
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if str(source).lower().endswith(".gz") else raw
        for number in range(1, sys.maxsize):
            line = stream.readline(MAX_BYTES + 1)
            if not line:
                return
            if len(line) > MAX_BYTES:
                raise too_large(f"{source}:{number}")
            if not line.isspace():
                yield number, line
    except OSError as error:
        raise InputError(f"{source}: {(error.strerror or 'a damaged gzip file').lower()}") from error
    except (EOFError, zlib.error) as error:
        raise InputError(f"{source}: a damaged gzip file") from error


def read_line(line: bytes, where: str, name: str, report: Callable[[InputError], None]) -> Iterator[Document]:
    """The document of a line: one, or none where `report` was given the reason.

    `where` is what messages call the line, `name` what the document is called where it has no `id`.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        report(InputError(f"{where}: not a line of JSON in UTF-8"))
        return
    try:
        yield from _from_row(row, where, name, report)
    except InputError as error:
        report(error)
