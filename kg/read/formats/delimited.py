"""Tables in plain text to documents: CSV and TSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.read.formats import content
from kg.read.formats.content import Content
from kg.read.formats.input import Input
from kg.read.formats.rows import table
from kg.read.formats.text import decode

_END = "\x00end"


def delimited(item: Input) -> Iterator[Content]:
    """The documents of a CSV or TSV file: its rows where they are articles, else the table as one text."""
    csv.field_size_limit(content.MAX_BYTES)
    text = decode(item.data(), item.name)
    tabs = item.suffix in (".tsv", ".tab") or text.partition("\n")[0].count("\t") > text.partition("\n")[0].count(",")
    found, unclosed = rows(list(io.StringIO(text, newline="")), "\t" if tabs else ",")
    notes = _told(unclosed)
    for document in table(item, found, item.stem(), "row"):
        yield replace(document, notes=(*document.notes, *notes))
        notes = ()


def rows(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    r"""The rows of a table's lines, and the numbers of the lines with a quotation mark that nothing closes.

    Such a mark would make one cell of what follows, up to the next such mark: its line is taken as it stands.

    >>> rows(['甲,"乙\n', "丙,丁\n", '戊,"己"'], ",")
    ([['甲', '"乙'], ['丙', '丁'], ['戊', '己']], [1])
    """
    found: list[list[str]] = []
    unclosed: list[int] = []
    start = 0
    while start < len(lines):
        reader = csv.reader((lines[n] for n in range(start, len(lines))), delimiter=delimiter, strict=True)
        read = 0
        try:
            for row in reader:
                found.append(row)
                read = reader.line_num
        except csv.Error:
            start += read
            row, closed = _row(lines[start].rstrip("\r\n"), delimiter)
            found.append(row)
            start += 1
            unclosed += () if closed else (start,)
        else:
            break
    return found, unclosed


def _row(line: str, delimiter: str) -> tuple[list[str], bool]:
    """The row of a line by itself, and whether its quotation marks are closed; as it stands where they are not."""
    first, *more = csv.reader([f"{line}\n", _END], delimiter=delimiter)
    if more:
        return first, True
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE)), False


def _told(numbers: Sequence[int]) -> tuple[str, ...]:
    """What is said of lines with a quotation mark that nothing closes."""
    if not numbers:
        return ()
    more = f" and {len(numbers) - 1} more" if len(numbers) > 1 else ""
    return (f"nothing closes the quotation mark that opens a cell in line {numbers[0]}{more}: taken as it stands",)
