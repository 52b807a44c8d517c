"""Files, folders, addresses and standard input to documents."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from kg.files import file_name
from kg.read.document import Document, read_content
from kg.read.formats import SUFFIXES, Input, InputError, content, contents, hidden, too_large
from kg.read.web import fetch, is_address

STDIN = "-"
_PACKED = (".gz", ".zst")
_OF_THE_FOLDER = frozenset({"readme", "license", "licence", "changelog", "contributing"})

Note = Callable[[str], None]
"""Is told what was guessed, mended or left out, in one line."""


def _suffix(path: PurePath) -> str:
    """The suffix that says the form, both parts of `.jsonl.gz`."""
    last = path.suffix.lower()
    inner = path.with_suffix("").suffix.lower()
    return inner + last if last in _PACKED and (inner in SUFFIXES) else last


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def holds_many(source: str | Path) -> bool:
    """True where a source may hold many documents, of which some may be unreadable: a folder, rows, an archive.

    >>> holds_many("rows.jsonl.gz"), holds_many("article.docx")
    (True, False)
    """
    form = SUFFIXES.get(Path(source).suffix.lower())
    return (form is not None and form.many) or (not is_address(str(source)) and Path(source).is_dir())


def expand(source: str | Path, on_note: Note | None = None) -> tuple[str, ...]:
    """The inputs that a source stands for: the readable files of a folder and its folders, or the source itself.

    Files are in order of their path. Hidden ones, those with another suffix than is read, and those that tell of the
    folder itself (README) are left out, which `on_note` is told.

    Raises:
        InputError: there is no such file, or the folder has nothing that can be read.
    """
    given = str(source)
    if given == STDIN or is_address(given):
        return (given,)
    path = Path(given)
    if not path.exists():
        raise InputError(f"{given}: no such file or folder")
    if not path.is_dir():
        return (given,)
    every, closed = _own_files(path)
    own = [file for file in every if file.name.partition(".")[0].casefold() not in _OF_THE_FOLDER]
    found = tuple(str(file) for file in own if _is_read(file) and file.is_file())
    if not found:
        raise InputError(f"{given}: no file in this folder that can be read ({' '.join(SUFFIXES)})")
    if on_note:
        about = [str(file.relative_to(path)) for file in every if file not in own and _is_read(file)]
        if about:
            on_note(f"{given}: left out {', '.join(about)}, which tells of the folder; named itself it is read")
        unknown = [str(file.relative_to(path)) for file in own if file.is_file() and not _is_read(file)]
        others = [str(file.relative_to(path)) for file in own if not file.is_file()]
        for left, kind in (
            (unknown, "file# of no form that is read"),
            (others, "link# or device#"),
            (closed, "folder# that cannot be opened"),
        ):
            if left:
                on_note(f"{given}: left out {_named(left, kind)}")
    return found


def _own_files(folder: Path) -> tuple[list[Path], list[str]]:
    """What a folder and its folders hold that is not hidden, in order of its path, and the folders that are closed."""
    closed: list[str] = []
    walked = os.walk(folder, onerror=lambda error: closed.append(os.path.relpath(error.filename, folder)))
    own = (Path(place) / name for place, _, names in walked for name in names)
    return sorted(f for f in own if not hidden(str(f.relative_to(folder)))), closed


def _named(files: list[str], kind: str) -> str:
    """What is not read, in words; `#` stands where a word has an s for many."""
    names = ", ".join(files[:5]) + (" …" if len(files) > 5 else "")
    return f"{len(files)} {kind.replace('#', 's' * (len(files) != 1))}: {names}"


def stem(source: str | Path) -> str:
    """The name for the files that a source's graph goes to: its own without the suffix, made safe for a file name.

    >>> stem("news/rows.jsonl.gz"), stem("https://example.org/2021/a.html?x=1"), stem("-")
    ('rows', 'a', 'stdin')
    """
    given = str(source)
    if given == STDIN:
        return "stdin"
    if is_address(given):
        parts = urlsplit(given)
        name = Path(unquote(parts.path)).stem or parts.hostname or ""
    else:
        path = Path(given).resolve()
        if not path.exists() and Path(given).is_fifo():  # <(…): the shell gives no name that says anything
            return "stdin"
        name = path.name if path.is_dir() else path.name[: len(path.name) - len(_suffix(path))]
    return file_name(name)


def read(
    source: str | Path,
    *,
    on_error: Callable[[InputError], None] | None = None,
    on_note: Note | None = None,
    columns: Mapping[str, str] | None = None,
    private: bool = False,
) -> Iterator[Document]:
    """The documents of a source, in order: a file, a folder, a web address, or standard input (`-`).

    The forms that are read are those of `kg.read.formats.FORMS`. `columns` says which column of a table or key of a
    row holds what (`{"text": "正文"}`); without it they are told by their names. A document's `name` is its file's
    stem, or what the source calls it. `private` reads web addresses of machines that have no public one.

    Errors are raised as they are met, or given to `on_error`, after which the next document follows. What was guessed,
    mended or left out goes to `on_note`, or to the log `kg`, once for each input.

    Raises:
        InputError: an input is missing, unreadable, too large, empty, binary, of a form that is not read or not
            Chinese, in one line that names it.
    """
    report = on_error or _raise
    note = on_note or logging.getLogger("kg").warning
    try:
        inputs = expand(source, note)
    except InputError as error:
        report(error)
        return
    for given in inputs:
        try:
            item = replace(_input(given, private), report=report, columns=columns or {})
            yield from _documents(item, given, note)
        except InputError as error:
            report(error)


def _raise(error: InputError) -> None:
    raise error


def _documents(item: Input, given: str, note: Note) -> Iterator[Document]:
    said: set[str] = set()
    told_of: list[InputError] = []

    def report(error: InputError) -> None:
        told_of.append(error)
        item.report(error)

    count = 0
    for found in contents(replace(item, report=report)):
        count += 1
        for told in found.notes:
            if told not in said:
                said.add(told)
                note(told if told.startswith(item.name) else f"{item.name}: {told}")
        try:
            yield read_content(found if found.name else replace(found, name=stem(item.url or given)))
        except InputError as error:
            item.report(error)
    if not count and not told_of:
        note(f"{item.name}: holds no document")


def _kept(stream: BinaryIO) -> Callable[[], BinaryIO]:
    """What opens the bytes of a stream again and again; many are kept in a file until they are read."""
    data = stream.read(content.MAX_BYTES + 1)
    if len(data) <= content.MAX_BYTES:
        return lambda: BytesIO(data)
    kept = NamedTemporaryFile()  # noqa: SIM115 - it is there as long as what opens it is
    kept.write(data)
    shutil.copyfileobj(stream, kept)
    kept.flush()
    return lambda: Path(kept.name).open("rb")


def _input(source: str, private: bool) -> Input:
    """Where the bytes of a source are."""
    if source == STDIN:
        return Input("standard input", _kept(sys.stdin.buffer))
    if is_address(source):
        data, media_type, url = fetch(source, private=private)
        if len(data) > content.MAX_BYTES:
            raise too_large(source)
        suffix = PurePath(unquote(urlsplit(url).path)).suffix.lower()
        return Input(source, lambda: BytesIO(data), suffix, media_type, url)
    path = Path(source)
    if path.exists() and not path.is_file() and not path.is_fifo():
        raise InputError(f"{source}: is no file")
    try:
        with path.open("rb") as file:
            if path.is_fifo():
                return Input(source, _kept(file), path.suffix.lower())
    except OSError as error:
        raise InputError(f"{source}: {(error.strerror or 'cannot be read').lower()}") from error
    return Input(source, lambda: path.open("rb"), path.suffix.lower())
