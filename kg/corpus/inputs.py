"""What there is to read, cut into units that are told apart by their content before anything is read of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path

from kg.read import Document, InputError, expand, holds_many, read
from kg.read.formats import Content
from kg.read.lines import document_of, file_contents, has_lines, line_contents, lines

_BLOCK = 1 << 20


@dataclass(slots=True)
class Said:
    """What was said while a unit was read: what of it cannot be read and why, and what was guessed or mended."""

    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def report(self, error: InputError) -> None:
        """Take up an error."""
        self.skipped.append(" ".join(str(error).split()))


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to read: a line of a file of JSON lines, a document of a file of many, a file, or one that was fetched.

    `reading` is the digest of its content and `size` its bytes; `path` is the file as it was given, `number` the line
    or the document in it, 0 for the file itself. `skipped` is why a part of a file is none.
    """

    reading: str
    size: int
    path: str
    number: int = 0
    line: bytes = b""
    content: Content | None = None
    fetched: tuple[Document, ...] = ()
    skipped: str = ""

    @property
    def where(self) -> str:
        """What messages call it."""
        if self.skipped:
            return self.skipped.partition(": ")[0]
        return f"{self.path}:{self.number}" if self.number else self.path

    def documents(self, columns: Mapping[str, str], said: Said) -> Iterator[Document]:
        """The documents; `said` is told what cannot be read, and what was guessed."""
        if self.skipped:
            said.skipped.append(self.skipped)
        elif self.fetched:
            yield from self.fetched
        elif self.content is not None:
            said.notes += self.content.notes
            yield document_of(self.content)
        elif self.line:
            for found in line_contents(self.path, self.number, self.line, columns, said.report):
                said.notes += found.notes
                yield document_of(found)
        else:
            yield from read(self.path, on_error=said.report, on_note=said.notes.append, columns=columns)


@dataclass(frozen=True, slots=True)
class Input:
    """A file of a source: the source as it was given (`root`), the file's path, its bytes and their digest.

    What is no file (standard input, an address) has no digest: whether it changed is not known before it is read.
    """

    root: str
    path: str
    size: int = 0
    digest: str = ""

    def units(self, columns: Mapping[str, str]) -> Iterator[tuple[Unit, float]]:
        """What there is to read in it, each with the share of the input (0 to 1) that was gone through until then.

        Raises:
            InputError: the input cannot be read.
        """
        named = repr(sorted(columns.items())) if columns else ""
        if not self.digest:
            found = tuple(read(self.path, columns=columns))
            said = (part for d in found for part in (d.text, d.article.title, d.article.date, d.article.url))
            content = "\x1f".join(said)
            yield Unit(digest(content.encode()), len(content), self.path, fetched=found), 1.0
        elif has_lines(self.path):
            with Path(self.path).open("rb") as raw:
                for number, line in lines(self.path, raw):
                    unit = Unit(digest(line, named), len(line), self.path, number, line)
                    yield unit, raw.tell() / max(self.size, 1)
        elif holds_many(self.path):
            yield from ((unit, 0.0) for unit in self._contents(columns))
        else:
            form = Path(self.path).suffix.lower()
            yield Unit(digest(self.digest.encode(), named + form), self.size, self.path), 1.0

    def _contents(self, columns: Mapping[str, str]) -> Iterator[Unit]:
        """The documents of a file of many, and what of it is none."""
        refused: list[str] = []

        def report(error: InputError) -> None:
            refused.append(" ".join(str(error).split()))

        def units() -> Iterator[Unit]:
            while refused:
                why = refused.pop(0)
                yield Unit(digest(why.encode(), "skipped"), 0, self.path, skipped=why)

        for number, found in enumerate(file_contents(self.path, columns, report), 1):
            yield from units()
            content = repr(astuple(found)).encode()
            yield Unit(digest(content, "content"), len(content), self.path, number, content=found)
        yield from units()


def inputs(root: str, note: Callable[[str], None]) -> Iterator[Input]:
    """The files of a source, in order, with the digests of their bytes; `note` is told what of a folder is left out.

    Raises:
        InputError: there is no such file, or the folder has nothing that can be read.
    """
    for path in expand(root, note):
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


def digest(data: bytes, form: str = "") -> str:
    """The digest of a content, other for each form that it is read in."""
    return hashlib.blake2b(data, digest_size=16, key=form.encode()[:64]).hexdigest()
