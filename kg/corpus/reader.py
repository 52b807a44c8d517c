"""Which version of the tool and of the vocabularies reads: said of each part of a store, and why it is read anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import kg.model
from kg.model import digest
from kg.resources import ontology_dir
from kg.version import __version__

_ROOMS = ("model.py", "normalised.py", "graph.py", "words", "read", "parse", "recognise", "link", "weigh", "identify",
          "relate", "pipeline")  # fmt: skip
_LIBRARIES = ("rjieba", "jieba", "ahocorasick-rs", "charset-normalizer")


@dataclass(frozen=True, slots=True)
class Reader:
    """A version of the reading: the tool's number, digests of its code and of the vocabularies, and the libraries.

    `folders` are those of a user's vocabularies, as they were given.
    """

    tool: str
    code: str
    vocabulary: str
    libraries: str
    folders: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What tells this version from others; where the vocabularies lie does not count."""
        return digest(self.tool, self.code, self.vocabulary, self.libraries)

    def text(self) -> str:
        """The version in one line."""
        more = f" and {', '.join(self.folders)}" if self.folders else ""
        return (
            f"policy-kg {self.tool} (code {self.code[:8]}), vocabularies {self.vocabulary[:8]}{more}, {self.libraries}"
        )


def current(ontology: Sequence[str | Path] = ()) -> Reader:
    """The version that reads now, with the user's vocabularies added."""
    from kg.words.weights import FILE as WEIGHTS  # who only asks a store loads nothing of it

    package = Path(kg.model.__file__).parent
    code = [f for room in _ROOMS for f in _files(package / room, "*.py")]
    folders = (ontology_dir(), *map(Path, ontology))
    words = [f for folder in folders for f in (*_files(folder, "*.ttl"), *_files(folder, WEIGHTS))]
    return Reader(__version__, _sum(code), _sum(words), _installed(), tuple(map(str, ontology)))


def _files(place: Path, pattern: str) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob(pattern))


def _sum(files: Iterable[Path]) -> str:
    made = hashlib.blake2b(digest_size=8)
    for file in files:
        data = file.read_bytes()
        made.update(f"{file.name} {len(data)}\n".encode() + data)
    return made.hexdigest()


@cache
def _installed() -> str:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)
