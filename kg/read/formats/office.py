"""Old office forms: RTF by a library, those that only an office suite reads by LibreOffice, where it is there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from kg.read.formats.content import Content, InputError, need
from kg.read.formats.input import Input, Reader

_SECONDS = 120


def rtf(item: Input) -> Iterator[Content]:
    """The content of an RTF file."""
    module = need("striprtf.striprtf", item.name, "RTF")
    try:
        text = module.rtf_to_text(item.data().decode("latin-1"), encoding="gb18030", errors="replace")
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes striprtf raise
        raise InputError(f"{item.name}: a damaged RTF file ({type(error).__name__})") from error
    yield Content(text.replace("|\n", "\n").replace("|", "\t"), form="RTF")


def office(item: Input, target: str, reader: Reader) -> Iterator[Content]:
    """The content of a file that LibreOffice turns into `target` (docx or xlsx), which `reader` reads.

    Raises:
        InputError: LibreOffice is not there, or cannot read the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    form = item.suffix.lstrip(".").upper() or "OLE"
    if program is None:
        raise InputError(
            f"{item.name}: {form} files are read through LibreOffice, which is not installed:"
            f" install it, or save the file as {target.upper()} or PDF"
        )
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / f"input{item.suffix or '.doc'}"
        given.write_bytes(item.data())
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        try:
            subprocess.run(
                [*command, "--convert-to", target, "--outdir", folder, str(given)],
                capture_output=True, timeout=_SECONDS, check=True,
            )  # fmt: skip
            data = given.with_suffix(f".{target}").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise InputError(f"{item.name}: LibreOffice cannot read this {form} file") from error
    for found in reader(replace(item, open=lambda: BytesIO(data), suffix=f".{target}")):
        yield replace(found, form=form)
