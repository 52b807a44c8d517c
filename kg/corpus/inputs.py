"""What there is to read, cut into units that are told apart by their content before anything is read of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.read import Document, InputError, expand, read
from kg.read.lines import has_lines, lines, read_line, stem_of

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to read: a line of a file of JSON lines, a file, or documents that were fetched.

    `reading` is the digest of its content and `size` its bytes; `path` is the file as it was given, `number` the line
    in it, 0 for the file itself.
    """

    reading: str
    size: int
    path: str
    number: int = 0
    line: bytes = b""
    fetched: tuple[Document, ...] = ()

    @property
    def where(self) -> str:
        """What messages call it."""
        return f"{self.path}:{self.number}" if self.number else self.path

    def documents(self, report: Callable[[InputError], None]) -> Iterator[Document]:
        """The documents; `report` is given what cannot be read."""
        if self.fetched:
            yield from self.fetched
        elif self.number:
            yield from read_line(self.line, self.where, f"{stem_of(self.path)}-{self.number}", report)
        else:
            yield from read(self.path, on_error=report)


@dataclass(frozen=True, slots=True)
class Input:
    """A file of a source: the source as it was given (`root`), the file's path, its bytes and their digest.

    What is no file (standard input, an address) has no digest: whether it changed is not known before it is read.
    """

    root: str
    path: str
    size: int = 0
    digest: str = ""

    def units(self) -> Iterator[tuple[Unit, float]]:
        """What there is to read in it, each with the share of the input (0 to 1) that was gone through until then.

        Raises:
            InputError: the input cannot be read.
        """
        if not self.digest:
            found = tuple(read(self.path))
            content = "\x1f".join(
                part for d in found for part in (d.text, d.article.title, d.article.date, d.article.url)
            )
            yield Unit(_digest(content.encode()), len(content), self.path, fetched=found), 1.0
        elif not has_lines(self.path):
            yield Unit(_digest(self.digest.encode(), Path(self.path).suffix.lower()), self.size, self.path), 1.0
        else:
            with Path(self.path).open("rb") as raw:
                for number, line in lines(self.path, raw):
                    yield Unit(_digest(line), len(line), self.path, number, line), raw.tell() / max(self.size, 1)


def inputs(root: str) -> Iterator[Input]:
    """The files of a source, in order, with the digests of their bytes.

    Raises:
        InputError: there is no such file, or the folder has nothing that can be read.
    """
    for path in expand(root):
        if not Path(path).is_file():
            yield Input(root, path)
            continue
        made, size = hashlib.blake2b(digest_size=16), 0
        try:
            with Path(path).open("rb") as file:
                while block := file.read(_BLOCK):
                    made.update(block)
                    size += len(block)
        except OSError as error:
            raise InputError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from error
        yield Input(root, path, size, made.hexdigest())


def _digest(data: bytes, form: str = "") -> str:
    return hashlib.blake2b(data, digest_size=16, person=form.encode()[:16]).hexdigest()
