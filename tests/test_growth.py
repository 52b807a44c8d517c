"""Work grows with the length of what is read, and not faster: counted in steps, not in seconds."""

from __future__ import annotations

import ast
import importlib
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from kinds import KINDS
from steps import NOWHERE, Steps, pumped

import kg
from kg.pipeline.document import build_document
from kg.read import read_text
from kg.words.loading import lexicon

ROOT = Path(kg.__file__).parent
Trace = Callable[[FrameType, str, Any], Any]
SHORT, FACTOR, ALLOWED, ALONE, FEW = 300, 10, 12, 30, 250
"""Characters of the shorter text, how many times as long the longer is, how many times the work it may take in all and
in one function, and steps of a function that are too few to be compared."""

LATELY = frozenset({"same_place"})
"""Functions that look at a bounded number of bodies, more than a short text names."""

WINDOW, CUT = re.compile(r"_?(FAR|FARTHEST|LONGEST|MOST|NEAR|REACH)(_[A-Z]+)?"), 16
"""How far from a place readers look at most, and how far while steps are counted: else none of the texts were long."""


@pytest.fixture
def shortsighted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No reader looks far."""
    for module in [m for name, m in sys.modules.items() if name.startswith("kg.")]:
        for name, value in vars(module).items():
            if WINDOW.fullmatch(name) and isinstance(value, int) and value > CUT:
                monkeypatch.setattr(module, name, CUT)


def steps(work: Callable[[], object]) -> Counter[CodeType]:
    """How many lines of each function of the package are gone through while the work is done, in a loop each time.

    Taken apart, since what grows with the square of a text is lost in a sum for as long as the text is short.
    """
    found: Counter[CodeType] = Counter()

    def within(frame: FrameType, event: str, arg: object) -> Trace | None:
        found[frame.f_code] += event == "line"
        return within

    def begun(frame: FrameType, event: str, arg: object) -> Trace | None:
        return within if frame.f_code.co_filename.startswith(f"{ROOT}{os.sep}") else None

    before = sys.gettrace()
    sys.settrace(begun)
    try:
        work()
    finally:
        sys.settrace(before)
    return found


@pytest.mark.usefixtures("shortsighted")
@pytest.mark.parametrize("kind", KINDS)
def test_reading_takes_steps_in_proportion(kind: str) -> None:
    short, long = (read_text(KINDS[kind](SHORT * times)) for times in (1, FACTOR))
    known = lexicon()
    assert known._automaton  # what is worked out once and kept is worked out before anything is counted
    build_document(long, known)
    few, many = steps(lambda: build_document(short, known)), steps(lambda: build_document(long, known))
    assert many.total() <= ALLOWED * max(few.total(), 10 * FEW)
    grown = {c: (few[c], n) for c, n in many.items() if n > ALONE * max(few[c], FEW) and c.co_name not in LATELY}
    assert not grown, [f"{c.co_filename}:{c.co_firstlineno}: {m} steps, then {n}" for c, (m, n) in grown.items()]


# --- regular expressions --------------------------------------------------------------------------------------------

METHODS = frozenset({"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"})


def expressions() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Every compiled expression that a module of the package holds, by its name."""
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
        if name.endswith("__main__"):
            continue
        importlib.import_module(name)
        for key, value in sorted(vars(sys.modules[name]).items()):
            if isinstance(value, re.Pattern) and defines(path, key):
                yield f"{name}.{key}", value
        for method, pattern in written(path):
            yield f"{name}: {method} {pattern.pattern!r}", pattern


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def defines(path: Path, name: str) -> bool:
    targets = [t for node in tree(path).body if isinstance(node, ast.Assign) for t in node.targets]
    targets += [node.target for node in tree(path).body if isinstance(node, ast.AnnAssign)]
    return any(isinstance(n, ast.Name) and n.id == name for t in targets for n in ast.walk(t))


def written(path: Path) -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """The expressions that stand where they are used, `re.search("…", text)` and `re.compile("…").search`, and how."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), method), [ast.Constant(str() | bytes() as given), *_]):
                pass
            case ast.Attribute(
                ast.Call(ast.Attribute(ast.Name("re"), "compile"), [ast.Constant(str() | bytes() as given), *_]), method
            ):
                pass
            case _:
                continue
        if method in METHODS:
            yield method, re.compile(given)


@cache
def uses() -> dict[str, set[str]]:
    """The methods that the package calls on what has a name."""
    found: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                found.setdefault(name, set()).add(node.attr)
    return found


EXPRESSIONS = dict(expressions())
GROWING = frozenset({"kg.recognise.documents._TITLE"})
"""Expressions that take more than steps in proportion up to a limit that they state: 120 characters of a title."""


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expression_takes_steps_in_proportion(name: str, request: pytest.FixtureRequest) -> None:
    if name in GROWING:
        request.applymarker(pytest.mark.xfail(strict=True, reason="known to grow faster"))
    pattern = EXPRESSIONS[name]
    module, _, used = name.partition(": ")
    methods = {used.split()[0]} if used else uses().get(module.rpartition(".")[2]) or {"finditer"}
    steps = Steps(pattern)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        for method in methods:
            for before, pump in pumped(pattern):
                few, many = (steps.of(method, before + pump * n + NOWHERE) for n in (20, 80))
                assert many <= 6 * max(few, 100), f"{method} of {before!r} + {pump!r} again: {few} steps, then {many}"
    except OverflowError:
        pytest.fail(f"{method} of {before!r} + {pump!r} again: more than {steps.most:,} steps for 80 times")
    finally:
        sys.setrecursionlimit(limit)
