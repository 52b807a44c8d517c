"""Every block of the README is run, and prints what the README says.

`python tests/test_readme.py` writes the README anew with what its blocks print now.
"""

from __future__ import annotations

import contextlib
import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (?P<command>.*(?:\n> .*)*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
_SECONDS = re.compile(r"\b\d+\.\d s\b")


def run_again(text: str, folder: Path) -> str:
    """The README with what its blocks print when they are run in order in an empty folder."""
    shutil.copy(ROOT / "kg" / "sample.txt", folder / "article.txt")
    names: dict[str, Any] = {}

    def block(match: re.Match[str]) -> str:
        body = match["body"]
        if match["file"]:
            (folder / match["file"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / match["file"]).write_text(body, encoding="utf-8")
        elif match["language"] == "console":
            body = _COMMAND.sub(lambda m: f"$ {m['command']}\n{_shell(m['command'], folder)}", body)
        elif match["language"] == "pycon":
            with contextlib.chdir(folder):
                body = _python(body, names)
        return match[0][: match.start("body") - match.start()] + body + "```"

    return _BLOCK.sub(block, text)


def _shell(command: str, folder: Path) -> str:
    """What a command prints; `kg` is this installation's."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "LANGUAGE": "en",
    }
    script = f"set -o pipefail; kg() {{ '{sys.executable}' -m kg \"$@\"; }}; " + command.replace("\n> ", "\n")
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 141), f"{command}: {done.stderr}"
    assert not done.stderr, f"{command}: {done.stderr}"
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


class _Recorder(doctest.DocTestRunner):
    """Runs examples and keeps what each printed."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.printed: dict[int, str] = {}

    def report_success(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        self.printed[example.lineno] = got

    def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        self.printed[example.lineno] = got

    def report_unexpected_exception(self, out: Any, test: Any, example: doctest.Example, exc_info: Any) -> None:
        raise AssertionError(f"{example.source}: {exc_info[1]!r}") from exc_info[1]


def _python(body: str, names: dict[str, Any]) -> str:
    test = doctest.DocTestParser().get_doctest(body, names, "README", None, None)
    runner = _Recorder()
    runner.run(test, clear_globs=False)
    names.update(test.globs)
    return "".join(
        ">>> " + example.source.rstrip("\n").replace("\n", "\n... ") + "\n" + runner.printed[example.lineno]
        for example in test.examples
    )


def settled(text: str) -> list[str]:
    """The lines of a README without what differs from run to run."""
    return _SECONDS.sub("… s", text).splitlines()


@pytest.fixture(scope="module")
def written() -> str:
    return README.read_text("utf-8")


def test_readme_blocks_print_what_it_says(written: str, tmp_path: Path) -> None:
    assert settled(run_again(written, tmp_path)) == settled(written)


def test_readme_has_no_block_that_is_not_run(written: str) -> None:
    setup = [m["body"] for m in _BLOCK.finditer(written) if m["language"] == "sh"]
    assert [len(re.findall(r"pip install", body)) for body in setup].count(1) == 3  # the two, and the first in Chinese
    assert len(setup) == 4  # and the line that lets the shell find the command
    others = {m["language"] for m in _BLOCK.finditer(written) if not m["file"]} - {"sh"}
    assert others == {"console", "pycon"}


def test_ci_runs_the_line_that_the_readme_gives(written: str) -> None:
    lines = [line for line in written.splitlines() if "'.[test]'" in line]
    assert len(lines) == 1
    assert lines[0].endswith("-m pytest -n auto")
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "line=$(grep -m1 -F \"'.[test]'\" README.md)" in script
    assert 'bash -euo pipefail -c "$line"' in script


def test_readme_leads_to_files_that_exist(written: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", written):
        assert (ROOT / target).exists(), target


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        README.write_text(run_again(README.read_text("utf-8"), Path(place)), encoding="utf-8")
