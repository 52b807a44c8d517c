"""Files, folders, addresses and standard input to documents."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from kg.files import file_name
from kg.read.document import Document, read_text
from kg.read.formats import MAX_BYTES, SUFFIXES, InputError, content, require_chinese, too_large

JSON_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".json")
STDIN = "-"
_TIMEOUT = 30
_AGENT = "Mozilla/5.0 (compatible; policy-kg)"


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _suffix(path: Path) -> str:
    """The suffix that says the form, both parts of `.jsonl.gz`."""
    lower = path.name.lower()
    return next((s for s in JSON_SUFFIXES if lower.endswith(s)), path.suffix.lower())


def expand(source: str | Path) -> tuple[str, ...]:
    """The inputs that a source stands for: the readable files of a folder and its folders, or the source itself.

    Files are in order of their path; hidden ones and those with another suffix than is read are left out.

    Raises:
        InputError: there is no such file, or the folder has nothing that can be read.
    """
    given = str(source)
    if given == STDIN or _is_address(given):
        return (given,)
    path = Path(given)
    if not path.exists():
        raise InputError(f"{given}: no such file or folder")
    if not path.is_dir():
        return (given,)
    found = tuple(
        str(file)
        for file in sorted(path.rglob("*"))
        if (file.suffix.lower() in SUFFIXES or _suffix(file) in JSON_SUFFIXES)
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )
    if not found:
        endings = " ".join(sorted({*SUFFIXES, *JSON_SUFFIXES}))
        raise InputError(f"{given}: no file in this folder that can be read ({endings})")
    return found


def stem(source: str | Path) -> str:
    """The name for the files that a source's graph goes to: its own without the suffix, made safe for a file name.

    >>> stem("news/rows.jsonl.gz"), stem("https://example.org/2021/a.html?x=1"), stem("-")
    ('rows', 'a', 'stdin')
    """
    given = str(source)
    if given == STDIN:
        return "stdin"
    if _is_address(given):
        parts = urlsplit(given)
        name = Path(unquote(parts.path)).stem or parts.hostname or ""
    else:
        path = Path(given).resolve()
        name = path.name if path.is_dir() else path.name[: len(path.name) - len(_suffix(path))]
    return file_name(name)


def read(source: str | Path, *, on_error: Callable[[InputError], None] | None = None) -> Iterator[Document]:
    """The documents of a source, in order: a file, a folder, a web address, or standard input (`-`).

    Files are plain text (UTF-8, UTF-16, GB18030), HTML, PDF, DOCX, or JSON lines with `text` and, where they have
    them, `id`, `title`, `date` and `url`. A document's `name` is its file's stem or its `id`.

    Errors are raised as they are met, or given to `on_error`, after which the next document follows.

    Raises:
        InputError: an input is missing, unreadable, too large, empty, binary or not Chinese, in one line that names it.
    """
    report = on_error or _raise
    try:
        inputs = expand(source)
    except InputError as error:
        report(error)
        return
    for item in inputs:
        try:
            yield from (
                _read_json(item, report)
                if _suffix(Path(item)) in JSON_SUFFIXES and not _is_address(item)
                else _read_one(item)
            )
        except InputError as error:
            report(error)


def _raise(error: InputError) -> None:
    raise error


def _read_one(source: str) -> Iterator[Document]:
    if source == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        found, name, url = content(data, "standard input"), stem(source), ""
    elif _is_address(source):
        data, media_type, url = _fetch(source)
        suffix = Path(unquote(urlsplit(url).path)).suffix
        found = content(data, source, suffix=suffix, media_type=media_type, url=url)
        name = stem(url)
    else:
        file = Path(source)
        try:
            if file.stat().st_size > MAX_BYTES:
                raise too_large(source)
            data = file.read_bytes()
        except OSError as error:
            raise InputError(f"{source}: {(error.strerror or 'cannot be read').lower()}") from error
        found, name, url = content(data, source, suffix=file.suffix), stem(file), ""
    yield read_text(found.text, name=name, url=url, title=found.title, date=found.date)


def _fetch(address: str) -> tuple[bytes, str, str]:
    """What a web address answers: the bytes, their media type, and the address after redirections."""
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    try:
        with urlopen(Request(address, headers={"User-Agent": _AGENT}), timeout=_TIMEOUT) as answer:
            return answer.read(MAX_BYTES + 1), answer.headers.get_content_type(), answer.geturl()
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(f"{address}: cannot be fetched ({reason})") from error


def _read_json(source: str, report: Callable[[InputError], None]) -> Iterator[Document]:
    """The documents of a file of JSON lines, or of a JSON file with one object or a list of them."""
    path = Path(source)
    try:
        if path.suffix.lower() == ".json":
            if path.stat().st_size > MAX_BYTES:
                raise too_large(source)
            whole = json.loads(path.read_bytes())
            rows = whole if isinstance(whole, list) else [whole]
            for number, row in enumerate(rows, 1):
                yield from _from_row(row, f"{source}: document {number}", f"{path.stem}-{number}", report)
            return
        packed = path.suffix.lower() == ".gz"
        stem = path.name[: -len(_suffix(path))]
        with gzip.open(path, "rb") if packed else path.open("rb") as lines:
            for number in range(1, sys.maxsize):
                line = lines.readline(MAX_BYTES + 1)
                if not line:
                    return
                where = f"{source}:{number}"
                if len(line) > MAX_BYTES:
                    raise too_large(where)
                if not line.strip():
                    continue
                try:
                    row = json.loads(line.decode("utf-8-sig"))
                except ValueError:
                    report(InputError(f"{where}: not a line of JSON in UTF-8"))
                    continue
                yield from _from_row(row, where, f"{stem}-{number}", report)
    except OSError as error:
        raise InputError(f"{source}: {(error.strerror or 'a damaged gzip file').lower()}") from error
    except (EOFError, zlib.error) as error:
        raise InputError(f"{source}: a damaged gzip file") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{source}: not a JSON file in UTF-8") from error


def _from_row(row: Any, where: str, name: str, report: Callable[[InputError], None]) -> Iterator[Document]:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        report(InputError(f'{where}: expected an object with "text"'))
        return
    given = {key: str(row.get(key) or "").strip() for key in ("id", "title", "date", "url")}
    try:
        require_chinese(row["text"], where)
    except InputError as error:
        report(error)
        return
    yield read_text(row["text"], name=given["id"] or name, url=given["url"], title=given["title"], date=given["date"])
