"""What the package is built on: versions that are supported are stated alike everywhere, and are those tested with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
REQUIRED = [
    Requirement(line)
    for line in (
        *PROJECT["dependencies"],
        *(line for name, lines in PROJECT["optional-dependencies"].items() if name != "test" for line in lines),
    )
    if not line.startswith("policy-kg")
]
UNBOUNDED = {"pyarrow"}
"""What has a major release every quarter, which breaks nothing that is used."""


@pytest.mark.parametrize("required", REQUIRED, ids=lambda r: r.name)
def test_dependencies_are_bounded_and_tested_within_their_bounds(required: Requirement) -> None:
    bounds = {s.operator for s in required.specifier}
    assert ">=" in bounds
    assert "<" in bounds or required.name in UNBOUNDED
    try:
        installed = version(required.name)
    except PackageNotFoundError:
        pytest.skip(f"{required.name} is not installed")
    assert required.specifier.contains(installed), f"{required} is tested with {installed}"


def test_supported_pythons_are_stated_alike() -> None:
    known = [f"3.{minor}" for minor in range(6, 30)]
    supported = [v for v in known if SpecifierSet(PROJECT["requires-python"]).contains(f"{v}.1")]
    classified = [m[1] for c in PROJECT["classifiers"] if (m := re.search(r"Python :: (3\.\d+)$", c))]
    security = (ROOT / ".github" / "SECURITY.md").read_text("utf-8")
    assert supported == classified
    assert f"Python {supported[0]} to {supported[-1]}" in security
    assert f"{sys.version_info[0]}.{sys.version_info[1]}" in supported


def test_audit_says_where_it_cannot_ask_and_fails_nothing() -> None:
    environment = {**os.environ, "AUDIT_HOST": "nowhere.invalid", "PYTHON": sys.executable}
    done = subprocess.run([ROOT / ".ci" / "audit"], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (0, "not audited: nowhere.invalid is not reached\n"), done.stderr
