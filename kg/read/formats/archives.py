"""Archives to what they hold, each member read as the file that it is."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from kg.read.formats import content
from kg.read.formats import input as inputs
from kg.read.formats.content import Content, InputError, need, too_large
from kg.read.formats.input import Input

_DEEPEST = 3
_GZIP = b"\x1f\x8b"
_Open = Callable[[Input], Iterator[Content]]


def hidden(path: str) -> bool:
    """True for what systems put beside files: .DS_Store, __MACOSX/, ~$draft.docx.

    >>> hidden("__MACOSX/._a.txt"), hidden("2021/a.txt"), hidden("../a.txt")
    (True, False, False)
    """
    parts = [part for part in PurePath(path).parts if part != ".."]
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts)


def zipped(item: Input, opened: _Open) -> Iterator[Content]:
    """The documents of a ZIP archive, in the order of the members' names."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(item.data()))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(f"{item.name}: a damaged ZIP file") from error
    with archive:
        members = [(_name(info), info) for info in archive.infolist() if not info.is_dir()]
        for name, info in sorted(members, key=lambda pair: pair[0]):
            yield from _member(item, name, info.file_size, lambda info=info: archive.read(info), opened)  # type: ignore[misc]


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; Chinese systems write it in GB18030 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def tarred(item: Input, opened: _Open) -> Iterator[Content]:
    """The documents of a TAR archive, packed or not, in the order of the members' names."""
    data = item.data()
    stream = gzip.GzipFile(fileobj=io.BytesIO(data), mode="rb") if data.startswith(_GZIP) else io.BytesIO(data)
    try:
        with tarfile.open(fileobj=cast("BinaryIO", _Pieces(stream, item.name)), mode="r:") as archive:
            for info in sorted(archive.getmembers(), key=lambda info: info.name):
                found = archive.extractfile(info) if info.isfile() else None
                if found is not None:
                    yield from _member(item, info.name, info.size, found.read, opened)
                elif not info.isdir():
                    item.report(InputError(f"{item.name}: {info.name}: a link or a device, no file"))
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise InputError(f"{item.name}: a damaged TAR file") from error


class _Pieces:
    """A stream of which no piece is taken that is larger than a document, and none that lies too far behind.

    A header of an archive may say that a name, or what is skipped, has any length.
    """

    def __init__(self, stream: Any, name: str) -> None:
        self.stream, self.name = stream, name

    def read(self, size: int) -> bytes:
        """The next bytes. Raises OSError for too many of them."""
        if size > content.MAX_BYTES + tarfile.BLOCKSIZE:
            raise OSError("a piece is too large")
        return bytes(self.stream.read(size))

    def seek(self, place: int) -> int:
        """Go on at the place. Raises InputError where it is too far behind."""
        if place > inputs.MOST + tarfile.RECORDSIZE:
            raise inputs.too_much(self.name)
        return int(self.stream.seek(place))

    def tell(self) -> int:
        """The place that is read next."""
        return int(self.stream.tell())


def _member(item: Input, name: str, size: int, read: Callable[[], bytes], opened: _Open) -> Iterator[Content]:
    """The documents of a member; reports what cannot be read."""
    where = f"{item.name}: {name}"
    if hidden(name):
        return
    if item.depth >= _DEEPEST:
        item.report(InputError(f"{where}: archives in archives are read {_DEEPEST} deep"))
        return
    if size > content.MAX_BYTES:
        item.report(too_large(where))
        return
    item.room.take(size, item.name)
    try:
        inner = item.member(name, read())
        for found in opened(inner):
            notes = tuple(note if note.startswith(where) else f"{where}: {note}" for note in found.notes)
            yield replace(found, name=found.name or inner.stem(), notes=notes)
    except InputError as error:
        item.report(error)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error) as error:
        reason = (
            "locked with a password" if "password" in str(error) else "damaged, or packed in a way that is not read"
        )
        item.report(InputError(f"{where}: {reason}"))


def unzipped(item: Input, opened: _Open) -> Iterator[Content]:
    """The documents of a file packed with gzip."""
    yield from _unpacked(
        item, opened, lambda stream: cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb")), "gzip"
    )


def unpacked_zst(item: Input, opened: _Open) -> Iterator[Content]:
    """The documents of a file packed with Zstandard."""
    zstandard = need("zstandard", item.name, "Zstandard")

    def opens(stream: BinaryIO) -> BinaryIO:
        reader = zstandard.ZstdDecompressor().stream_reader(stream)
        return cast("BinaryIO", io.BufferedReader(reader))

    try:
        yield from _unpacked(item, opened, opens, "Zstandard")
    except zstandard.ZstdError as error:
        raise InputError(f"{item.name}: a damaged Zstandard file") from error


def _unpacked(item: Input, opened: _Open, opens: Callable[[BinaryIO], BinaryIO], form: str) -> Iterator[Content]:
    name = item.name[: len(item.name) - len(item.suffix)]
    inner = PurePath(name).suffix.lower()
    suffix = ".tar" if item.suffix == ".tgz" else inner
    if item.depth >= _DEEPEST:
        raise InputError(f"{item.name}: archives in archives are read {_DEEPEST} deep")
    try:
        yield from opened(replace(item, open=lambda: opens(item.open()), suffix=suffix, depth=item.depth + 1))
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{item.name}: a damaged {form} file") from error
