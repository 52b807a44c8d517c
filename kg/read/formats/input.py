"""One thing to read: its bytes, and what is known of them before they are read."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

from kg.read.formats import content
from kg.read.formats.content import Content, InputError, too_large


def raised(error: InputError) -> None:
    """Raise the error: what is done with one where nothing else was asked for."""
    raise error


MOST = 4 * 1024**3
"""Bytes that what is packed in one input may have together."""


def too_much(name: str) -> InputError:
    """The error for an archive that unpacks to more than `MOST`."""
    return InputError(f"{name}: unpacks to more than {MOST // 1024**3} GB: what follows was left out")


@dataclass(slots=True)
class Room:
    """How many bytes were unpacked of an input, and of what is packed in it."""

    taken: int = 0

    def take(self, size: int, name: str) -> None:
        """Take so many bytes. Raises InputError, which names the archive, where there is not so much room."""
        self.taken += size
        if self.taken > MOST:
            raise too_much(name)


@dataclass(frozen=True, slots=True)
class Input:
    """Where bytes come from; `name` is what messages call it, `open` begins to read them.

    `columns` says which column or key holds what (`{"text": "正文"}`). `report` is given what a form of many documents
    cannot read, which then goes on with the next. `depth` counts the archives around it, `room` what they unpack to.
    """

    name: str
    open: Callable[[], BinaryIO]
    suffix: str = ""
    media_type: str = ""
    url: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    report: Callable[[InputError], None] = raised
    depth: int = 0
    room: Room = field(default_factory=Room)

    def data(self) -> bytes:
        """All bytes.

        Raises:
            InputError: they are more than one document may have, or cannot be read.
        """
        try:
            with self.open() as stream:
                found = stream.read(content.MAX_BYTES + 1)
        except OSError as error:
            if error.strerror is None:  # what packed it knows what is wrong
                raise
            raise InputError(f"{self.name}: {error.strerror.lower()}") from error
        if len(found) > content.MAX_BYTES:
            raise too_large(self.name)
        return found

    def head(self, size: int = 4096) -> bytes:
        """The first bytes; none where there are none to be had."""
        try:
            with self.open() as stream:
                return stream.read(size)
        except (OSError, EOFError, zlib.error):
            return b""

    def stem(self) -> str:
        """The name without folders and suffix."""
        last = PurePath(self.name.rpartition(": ")[2]).name
        for _ in range(2):
            last = last[: -len(suffix)] if (suffix := PurePath(last).suffix) else last
        return last

    def member(self, name: str, data: bytes) -> Input:
        """What is inside an archive."""
        return replace(
            self,
            name=f"{self.name}: {name}",
            open=lambda: BytesIO(data),
            suffix=PurePath(name).suffix.lower(),
            media_type="",
            depth=self.depth + 1,
        )


Reader = Callable[[Input], Iterator[Content]]
"""What reads a form: the documents of an input, in order."""
