"""Files: written whole or not at all, under names that every file system takes."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def atomic_write(path: str | Path, text: str) -> None:
    r"""Write the text to the file as UTF-8 with `\n` line ends, whole or not at all; folders on the way are made."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(text.encode())
        os.replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def written(text: str, path: str | Path | None) -> str:
    """The text, which also goes to the file where one is given (see `atomic_write`)."""
    if path is not None:
        atomic_write(path, text)
    return text


def file_name(name: str) -> str:
    """The name with what no file name may have left out.

    >>> file_name("../a b:c")
    '_a b_c'
    """
    return _UNSAFE.sub("_", name).strip(" .")[:120].rstrip(" .") or "graph"
