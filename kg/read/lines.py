"""A file in the units that it is read in: for those who read a part of one, or only what has changed in it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from kg.read.document import Document, read_content
from kg.read.formats import SUFFIXES, Content, Input, InputError, content, contents, too_large
from kg.read.formats.content import need
from kg.read.formats.rows import json_line
from kg.read.sources import stem

_PACKED = (".gz", ".zst")
Report = Callable[[InputError], None]


def has_lines(source: str | Path) -> bool:
    """True for a file with a document on each line, packed or not, by its ending.

    >>> has_lines("news.jsonl.gz"), has_lines("news.json")
    (True, False)
    """
    path = PurePath(str(source).lower())
    form = SUFFIXES.get(path.with_suffix("").suffix if path.suffix in _PACKED else path.suffix)
    return form is not None and form.name == "JSON lines"


def lines(source: str | Path, raw: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of an opened file that are not empty, each with its number from 1; unpacked where its ending says so.

    Raises:
        InputError: the file cannot be read, is damaged, or a line is too large.
    """
    try:
        stream = _unpacked(str(source).lower(), raw)
        number = 0
        while line := stream.readline(content.MAX_BYTES + 1):
            number += 1
            if len(line) > content.MAX_BYTES:
                raise too_large(f"{source}:{number}")
            if not line.isspace():
                yield number, line
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "a damaged file"
        raise InputError(f"{source}: {reason.lower()}") from error


def _unpacked(name: str, raw: BinaryIO) -> BinaryIO:
    if name.endswith(".gz"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=raw))
    if name.endswith(".zst"):
        import io

        zstandard = need("zstandard", name, "Zstandard")
        return cast("BinaryIO", io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(raw)))
    return raw


def line_contents(path: str, number: int, line: bytes, columns: Mapping[str, str], report: Report) -> Iterator[Content]:
    """The content of a line: one, or none where `report` was given the reason."""
    item = Input(path, lambda: BytesIO(line), columns=columns, report=report)
    yield from (_called(found, path) for found in json_line(item, number, line))


def file_contents(path: str, columns: Mapping[str, str], report: Report) -> Iterator[Content]:
    """The contents of a file of any form; `report` is given what it holds that cannot be read.

    Raises:
        InputError: the file itself cannot be read.
    """
    place = Path(path)
    item = Input(path, lambda: place.open("rb"), place.suffix.lower(), columns=columns, report=report)
    try:
        yield from (_called(found, path) for found in contents(item))
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from error


def _called(found: Content, path: str) -> Content:
    """The content with the name of its file where it says none."""
    return found if found.name else replace(found, name=stem(path))


def document_of(found: Content) -> Document:
    """The document that a content is (see `kg.read.document.read_content`)."""
    return read_content(found)
