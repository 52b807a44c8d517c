"""Files: the files of one result written together, whole or not at all, under names that every file system takes.

Texts are first written beside their places under names that begin with `.policy-kg-`; when all of them are there, a
list of them is, and then each takes its place. A run that is killed before the list leaves everything as it was; one
that is killed after it is ended by the next run into the folder, which says so. What a killed run leaves is swept.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_LOG = logging.getLogger("kg")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_OURS: Final = ".policy-kg-"
_PART, _LIST = ".part", ".list"

LONGEST_NAME: Final = 240
"""Bytes of the longest name of a file without its ending: file systems take 255 with it."""


def written(text: str, path: str | Path | None) -> str:
    """The text, which also goes to the file where one is given (see `atomic_write`)."""
    if path is not None:
        atomic_write(path, text)
    return text


def atomic_write(path: str | Path, text: str) -> None:
    r"""Write the text to the file as UTF-8 with `\n` line ends, whole or not at all; folders on the way are made.

    A link stays a link and the mode of a file that is there stays; what is no file, such as a pipe, is written to as
    it is. Raises UnicodeEncodeError for a text that UTF-8 cannot hold, OSError where the file cannot be written.
    """
    write_together({Path(path): text})


def write_together(texts: Mapping[Path, str]) -> None:
    """Write all texts to their files: either every file is the new one, or every file is what it was.

    The files are to be in one folder, which is made where there is none; see `atomic_write` for the rest.
    """
    encoded = {_target(path): text.encode() for path, text in texts.items()}
    for path, data in list(encoded.items()):
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            del encoded[path]
    by_folder: dict[Path, dict[str, bytes]] = {}
    for path, data in encoded.items():
        by_folder.setdefault(path.parent, {})[path.name] = data
    for folder, files in by_folder.items():
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _recover(folder)
            _write(folder, files)


def _target(path: Path) -> Path:
    """The file that is meant: what a link points to."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(21, os.strerror(21), str(path))
    return target


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    mark = f"{_OURS}{secrets.token_hex(6)}"
    parts = {f"{mark}-{number}{_PART}": name for number, name in enumerate(files)}
    done: list[Path] = []
    try:
        for part, name in parts.items():
            path = folder / part
            done.append(path)
            path.write_bytes(files[name])
            _keep_mode(folder / name, path)
        if len(parts) > 1:
            listed = folder / f"{mark}{_LIST}"
            draft = folder / f"{mark}-list{_PART}"
            done.append(draft)
            draft.write_text(json.dumps(parts, ensure_ascii=False), encoding="utf-8")
            os.replace(draft, listed)
            done = []  # from here on the next run would end what this one began
            _place(folder, parts)
            listed.unlink()
        else:
            _place(folder, parts)
    except BaseException:
        for path in done:
            path.unlink(missing_ok=True)
        raise


def _keep_mode(old: Path, new: Path) -> None:
    """Give the new file the mode of the one that it is to replace."""
    try:
        mode = old.stat().st_mode
    except OSError:
        return
    os.chmod(new, mode & 0o7777)


def _place(folder: Path, parts: Mapping[str, str]) -> None:
    for part, name in parts.items():
        os.replace(folder / part, folder / name)


def _recover(folder: Path) -> None:
    """End what a killed run had listed, and sweep what it left. Nobody else writes here now (see `_alone`)."""
    for listed in sorted(folder.glob(f"{_OURS}*{_LIST}")):
        parts = _listed(listed)
        left = {part: name for part, name in parts.items() if (folder / part).exists()}
        _place(folder, left)
        if left:
            _LOG.warning(
                "%s: an earlier run was ended while it wrote; put %s in place", folder, ", ".join(left.values())
            )
        listed.unlink(missing_ok=True)
    for part in folder.glob(f"{_OURS}*{_PART}"):
        part.unlink(missing_ok=True)


def _listed(path: Path) -> dict[str, str]:
    """The parts of a list by their names, those only that this module gives; none where it cannot be read."""
    try:
        parts = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(parts, dict):
        return {}
    return {p: n for p, n in parts.items() if isinstance(n, str) and _plain(n) and _plain(p) and p.startswith(_OURS)}


def _plain(name: str) -> bool:
    return name not in {"", ".", ".."} and "/" not in name and os.sep not in name


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The folder for this run alone, where the system can lock one: another run that writes there waits."""
    try:
        import fcntl
    except ImportError:  # a system without such locks
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:  # a file system without such locks
            _LOG.debug("%s cannot be locked", folder)
        yield
    finally:
        os.close(handle)


def file_name(name: str) -> str:
    """The name with what no file name may have left out, cut to what file systems take.

    >>> file_name("../a b:c")
    '_a b_c'
    """
    safe = _UNSAFE.sub("_", name).strip(" .")
    whole = safe.encode("utf-8", "replace")
    if len(whole) > LONGEST_NAME:
        safe = whole[:LONGEST_NAME].decode("utf-8", "ignore")
    return safe.rstrip(" .") or "graph"


def unique_name(name: str, taken: Sequence[str] | set[str]) -> str:
    """The name, or with a number where a file system that knows no case would hold it for one that is taken.

    `taken` holds names as `str.casefold` gives them.

    >>> unique_name("A", {"a", "a-2"})
    'A-3'
    """
    unique, number = name, 2
    while unique.casefold() in taken:
        unique, number = f"{name}-{number}", number + 1
    return unique
