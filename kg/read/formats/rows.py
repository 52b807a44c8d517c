"""Rows to documents: tables and JSON whose rows are articles.

Which column holds what is told by its name, as `ontology/fields.ttl` lists them, or given. What was guessed is said.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.utils import parsedate
from typing import Any

from kg.read.fields import iso_date, labels
from kg.read.formats import content
from kg.read.formats.content import Content, InputError, need, too_large
from kg.read.formats.input import Input
from kg.read.formats.markup import stripped
from kg.read.formats.tables import Cell, row_lines
from kg.read.formats.text import require_chinese

ROLES = ("text", "title", "date", "source", "url", "id", "site", "column", "retrieved")
"""What a column can hold."""

_PLAIN = frozenset(("text", "title", "date", "url", "id", "source"))
_CHINA = timezone(timedelta(hours=8))
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)([01]\d)([0-3]\d)(?:\d{4,6})?\s*")
_Row = tuple[str, str, Mapping[str, Any]]


class _Columns:
    """Which key of a row holds what, found again whenever the keys change."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = dict(given)
        self.said: set[str] = set()

    def of(self, keys: Iterable[str]) -> dict[str, str]:
        """For each role the key that holds it: the one that was given, else the first whose name says so."""
        known = labels().columns
        by_role: dict[str, list[str]] = {}
        for key in keys:
            role = known.get("".join(key.split()).casefold())
            if role:
                by_role.setdefault(role, []).append(key)
        found = {role: min(by_role[role], key=lambda k: (k != role, keys_order(by_role[role], k))) for role in by_role}
        return found | self.given

    def guess(self, found: Mapping[str, str]) -> str:
        """What was guessed, in words, the first time; empty for the roles' own names and for what was given."""
        guessed = {r: k for r, k in found.items() if k != r and r not in self.given}
        told = ", ".join(f"{role} from {guessed[role]}" for role in ROLES if role in guessed)
        if not told or told in self.said:
            return ""
        self.said.add(told)
        example = " ".join(f"{r}={k}" for r, k in found.items() if r == "text")
        return f"guessed by the columns' names: {told} (--columns {example or 'text=NAME'} says it otherwise)"


def keys_order(keys: Sequence[str], key: str) -> int:
    """Where a key stands among those of its row."""
    return keys.index(key)


def _documents(item: Input, rows: Iterable[_Row], *, titled: bool = False) -> Iterator[Content]:
    """The documents of rows; what is none is reported.

    `titled` puts the title before a text that does not begin with it, so that what it says has its words there.
    """
    columns = _Columns(item.columns)
    for where, name, row in rows:
        found = columns.of(row)
        text = _text(row.get(found.get("text", "")))
        if text is None:
            keys = " ".join(map(str, list(row)[:8])) or "none"
            item.report(InputError(f'{where}: expected an object with "text" (its keys are: {keys}; see --columns)'))
            continue
        notes = [n for n in (columns.guess(found), _halves(row, where)) if n]
        try:
            text = stripped(_SURROGATE.sub("\ufffd", text), where)
            require_chinese(text, where)
            title = stripped(_value(row.get(found.get("title", ""))), where).replace("\n", " ").strip()
        except InputError as error:
            item.report(error)
            continue
        text = _headed(text, title) if titled else text
        given = {role: _value(row.get(found.get(role, ""))) for role in ROLES}
        yield Content(
            text,
            title,
            day(given["date"]),
            source=given["source"],
            url=given["url"],
            site=given["site"],
            column=given["column"],
            retrieved=given["retrieved"],
            name=given["id"] or name,
            notes=tuple(notes),
        )


def _halves(row: Mapping[str, Any], where: str) -> str:
    """What is said of a row that holds half a character."""
    broken = any(isinstance(v, str) and _SURROGATE.search(v) for v in row.values())
    return f"{where}: half a character (a lone surrogate) was replaced" if broken else ""


def _headed(text: str, title: str) -> str:
    """The text with its title before it, where it does not begin with it."""
    begins = "".join(title.split()) in "".join(text[: 3 * len(title) + 40].split())
    return text if begins else f"{title}\n{text}"


def _text(value: Any) -> str | None:
    """The text of a value: of a list of strings, one line each."""
    if isinstance(value, list) and value and all(isinstance(v, str) for v in value):
        return "\n".join(value)
    return value if isinstance(value, str) else None


def _value(value: Any) -> str:
    text = "" if value is None or isinstance(value, dict | list) else str(value).strip()
    return _SURROGATE.sub("\ufffd", text)


def day(written: str) -> str:
    """The date that a value of a row is, in ISO form: also 20210413, and seconds or milliseconds since 1970 in China.

    >>> day("20210413"), day("1618243200"), day("2021年4月13日"), day("昨天")
    ('2021-04-13', '2021-04-13', '2021年4月13日', '昨天')
    >>> day("Tue, 13 Apr 2021 10:00:00 +0800")
    '2021-04-13'
    """
    compact = _COMPACT.fullmatch(written)
    if compact and iso_date("-".join(compact.groups())):
        return "-".join(compact.groups())
    number = written.strip().partition(".")[0]
    if number.isdecimal() and len(number) in (10, 13):
        return datetime.fromtimestamp(int(number[:10]), _CHINA).date().isoformat()
    mailed = parsedate(written) if ":" in written and not iso_date(written) else None
    return f"{mailed[0]:04}-{mailed[1]:02}-{mailed[2]:02}" if mailed else written


# --- JSON -----------------------------------------------------------------------------------------------------------


def json_lines(item: Input) -> Iterator[Content]:
    """The documents of JSON lines."""
    yield from _documents(item, _json_lines(item))


def _json_lines(item: Input) -> Iterator[_Row]:
    with item.open() as lines:
        for number in range(1, sys.maxsize):
            line = lines.readline(content.MAX_BYTES + 1)
            if not line:
                return
            where = f"{item.name}:{number}"
            if len(line) > content.MAX_BYTES:
                item.report(too_large(where))
                while line and not line.endswith(b"\n"):
                    line = lines.readline(content.MAX_BYTES)
                continue
            if not line.strip():
                continue
            yield from _json_row(item, number, line)


def json_line(item: Input, number: int, line: bytes) -> Iterator[Content]:
    """The document of one of the JSON lines of an input: one, or none that was reported."""
    yield from _documents(item, _json_row(item, number, line))


def _json_row(item: Input, number: int, line: bytes) -> Iterator[_Row]:
    """The row that a line is; reports one that is none."""
    where = f"{item.name}:{number}"
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        item.report(InputError(f"{where}: not a line of JSON in UTF-8"))
        return
    if isinstance(row, dict):
        yield where, f"{item.stem()}-{number}", row
    else:
        item.report(InputError(f'{where}: expected an object with "text"'))


def json_file(item: Input) -> Iterator[Content]:
    """The documents of a JSON file: one object, a list of them, or an object that holds such a list."""
    try:
        text = item.data().decode("utf-8-sig")
    except ValueError as error:
        raise InputError(f"{item.name}: not a JSON file in UTF-8") from error
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        whole = _elements(item, text)
        if not whole:
            raise InputError(f"{item.name}: not a JSON file in UTF-8") from error
    yield from _documents(item, _json_rows(item, whole))


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},]', re.DOTALL)


def _elements(item: Input, text: str) -> list[Any]:
    """The elements of an array that cannot be read as a whole, those that cannot be read by themselves as None.

    Empty where the text is no array, or does not end as one.
    """
    body = text.strip()
    if not body.startswith("[") or not body.endswith("]"):
        return []
    elements: list[Any] = []
    depth, start = 0, 1
    for token in _TOKEN.finditer(body):
        mark = token[0]
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        if (mark == "," and depth == 1) or depth == 0:
            elements.append(_element(body[start : token.start()]))
            start = token.end()
        if depth == 0:
            break
    return elements if depth == 0 and start == len(body) else []


def _element(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _json_rows(item: Input, whole: Any) -> Iterator[_Row]:
    if isinstance(whole, dict) and "text" not in _Columns(item.columns).of(whole):
        lists = [v for v in whole.values() if isinstance(v, list) and v and all(isinstance(r, dict) for r in v)]
        whole = lists[0] if len(lists) == 1 else whole
    for number, row in enumerate(whole if isinstance(whole, list) else [whole], 1):
        where = f"{item.name}: document {number}"
        if isinstance(row, dict):
            yield where, f"{item.stem()}-{number}", row
        elif row is None:
            item.report(InputError(f"{where}: cannot be read as JSON, or is nested too deep"))
        else:
            item.report(InputError(f'{where}: expected an object with "text"'))


# --- tables ---------------------------------------------------------------------------------------------------------


_ROW = 10  # cells that a row counts for at least
MOST_CELLS = 20_000_000
"""Cells of the largest workbook that is read; those that lie empty between others count, since they are looked at."""


def workbook(item: Input) -> Iterator[Content]:
    """The documents of a workbook, sheet by sheet."""
    openpyxl = need("openpyxl", item.name, "XLSX")
    data = item.data()
    try:
        _refuse_large_parts(data, item.name)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        left = MOST_CELLS
        sheets: list[tuple[str, list[list[str]]]] = []
        for sheet in book.worksheets:
            lines = []
            for row in sheet.iter_rows(values_only=True):
                left -= max(_ROW, len(row))
                if left < 0:
                    raise InputError(f"{item.name}: more than {MOST_CELLS:,} cells")
                lines.append(_filled(row))
            sheets.append((sheet.title, lines))
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes openpyxl raise
        raise InputError(f"{item.name}: a damaged XLSX file ({type(error).__name__})") from error
    for title, lines in sheets:
        name = item.stem() if len(sheets) == 1 else f"{item.stem()}-{title}"
        yield from table(item, lines, name, f"{title} row" if len(sheets) > 1 else "row")


def _refuse_large_parts(data: bytes, name: str) -> None:
    """Raise InputError where a part is larger than a document, or a sheet, which is read row by row, than eight."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.infolist():
            if part.file_size > content.MAX_BYTES * (8 if part.filename.startswith("xl/worksheets/sheet") else 1):
                raise too_large(name)


def _filled(row: Sequence[Any]) -> list[str]:
    """The cells of a row up to the last that holds something."""
    size = next((n for n in range(len(row), 0, -1) if row[n - 1] is not None), 0)
    return [_cell(value) for value in row[:size]]


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    return "" if value is None else str(value)


def table(item: Input, rows: list[list[str]], name: str, kind: str) -> Iterator[Content]:
    """The documents of a table: its rows, where a column of its first row holds the text; else the table as a text."""
    numbered = [(n, row) for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not numbered:
        return
    heads = numbered[0][1]
    columns = _Columns(item.columns).of(heads)
    if columns.get("text") in heads:
        found = (
            (f"{item.name}: {kind} {n}", f"{name}-{n - 1}", dict(zip(heads, row, strict=False)))
            for n, row in numbered[1:]
        )
        wide = [n for n, row in numbered[1:] if any(cell.strip() for cell in row[len(heads) :])]
        told = f"left out cells beyond the last column, first in {kind} {wide[0]}" if wide else ""
        for document in _documents(item, found, titled=True):
            yield replace(document, notes=(*document.notes, told)) if told else document
            told = ""
        return
    if item.columns:
        named = " ".join(heads[:8])
        raise InputError(f"{item.name}: no column {item.columns.get('text', 'text')} (its columns are: {named})")
    lines = row_lines([[Cell(tuple(cell.splitlines())) for cell in row] for _, row in numbered])
    yield Content("\n".join(lines), name=name)


def parquet(item: Input) -> Iterator[Content]:
    """The documents of a Parquet file."""
    tables = need("pyarrow.parquet", item.name, "Parquet")
    try:
        file = tables.ParquetFile(io.BytesIO(item.data()))
        rows = (row for batch in file.iter_batches(1000) for row in batch.to_pylist())
        found = [(f"{item.name}: row {n}", f"{item.stem()}-{n}", row) for n, row in enumerate(rows, 1)]
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes pyarrow raise
        raise InputError(f"{item.name}: a damaged Parquet file ({type(error).__name__})") from error
    yield from _documents(item, found, titled=True)
