"""The shipped vocabularies as they were last loaded, kept where Python keeps what it compiled, to start sooner.

The file lies in `__pycache__` (or under `PYTHONPYCACHEPREFIX`) and is written where Python writes there at all: not
with `-B` or `PYTHONDONTWRITEBYTECODE`. Whoever can change it can change what Python runs, too.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from hashlib import blake2b
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import kg.model
from kg.words.entries import Entry, Form, TimeWord, Word
from kg.words.lexicon import Lexicon
from kg.words.weights import FILE as WEIGHTS

_Record: TypeAlias = Entry | Word | Form | TimeWord
_RECORDS = (Entry, Word, Form, TimeWord)
_SIGN = 16
"""Bytes at the beginning of the file that say what it was made from."""


def kept(folder: Path, load: Callable[[Path], Lexicon]) -> Lexicon:
    """The lexicon that `load` gives of a folder of vocabularies; as it was kept, where that is of the same files.

    What cannot be read is loaded anew, and what cannot be written is not kept. Raises what `load` raises.
    """
    place, sign = _place(), _sign(folder)
    try:
        data = memoryview(place.read_bytes())
        found = pickle.loads(data[_SIGN:]) if data[:_SIGN] == sign else None
    except Exception:  # there is none yet, or whatever a damaged one raises
        found = None
    if isinstance(found, Lexicon):
        return found
    made = load(folder)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(place, sign + _dumped(made))
    return made


class _Pickler(pickle.Pickler):
    """Writes frozen records as calls that make them: they are read in half the time that setting each field takes."""

    def reducer_override(self, one: object) -> Any:
        if isinstance(one, _RECORDS):
            return type(one), _arguments(one)
        return NotImplemented


def _arguments(one: _Record) -> tuple[object, ...]:
    """The values of the fields that a record is made with, less those at the end that it has without being told."""
    given = [field for field in fields(one) if field.init]
    values = [getattr(one, field.name) for field in given]
    while values and values[-1] == given[len(values) - 1].default:
        values.pop()
    return tuple(values)


def _dumped(made: Lexicon) -> bytes:
    data = BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(made)
    return data.getvalue()


def _place() -> Path:
    """Where it is kept: one file for each version of Python."""
    return Path(cache_from_source(__file__)).with_suffix(".pickle")


def _sign(folder: Path) -> bytes:
    """What the lexicon is made from: the vocabularies, and the code that reads them."""
    package = Path(kg.model.__file__).parent
    code = [*package.glob("*.py"), *Path(__file__).parent.glob("*.py")]
    made = blake2b(sys.version.encode(), digest_size=_SIGN)
    for path in (*sorted(code), *sorted(folder.glob("*.ttl")), *folder.glob(WEIGHTS)):
        data = path.read_bytes()
        made.update(f"{path.name} {len(data)}\n".encode() + data)
    return made.digest()


def _write(place: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
