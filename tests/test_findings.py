"""Each script in findings/ says what was guessed, what was seen and where, and is a script that bash can read."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parent.parent / "findings").glob("*.sh"))
SAID = ("Who is hurt:", "Guess before the run:", "Seen", "What to do:", "Source:")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_findings_say_the_guess_and_what_was_seen(script: Path) -> None:
    head, _, program = script.read_text(encoding="utf-8").partition("set -euo pipefail\n")
    lines = [line.removeprefix("# ") for line in head.splitlines()]
    assert [said for said in SAID if not any(line.startswith(said) for line in lines)] == []
    installed = re.search(r"install (.+)", program)
    assert installed
    assert all("==" in package for package in installed[1].split()), "packages are pinned"
    assert "assert " in program
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], capture_output=True, check=False).returncode == 0
    assert not re.search(r"\bkg\b", program), "a finding runs without this project"


def test_findings_are_there() -> None:
    assert SCRIPTS
