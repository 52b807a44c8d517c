"""Which branches and records of the grammar no test would miss.

    python tests/unnoticed.py [--ceiling N] [--only kg/relate] [--slowest SECONDS] [tests/test_x.py …]

Switches off every `if` of `kg/recognise`, `kg/link`, `kg/relate` and `kg/qualify` (its condition is made false) and
every rule of `kg.rules.TABLES`, one by one, and runs the tests that come by it, the quickest first, until one fails. Says what
none notices, by module, and fails where there is more of it than the ceiling. Tests that take longer than `--slowest` are left
out: they read whole documents, or texts of others. Not part of the quick tests.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent
ROOMS = ("recognise", "link", "relate", "qualify")
TESTS = (
    "test_relate.py", "test_constructions.py", "test_recognise.py", "test_link.py", "test_official.py",
    "test_qualify.py", "test_finders.py", "test_clauses.py",
)  # fmt: skip

PATIENCE = 60  # seconds for one test: without a branch, some loops never end


@dataclass(frozen=True, slots=True)
class Switch:
    """A branch or a record: where it stands, what it is, the lines that are run where it counts, and how to undo it."""

    file: str
    line: int
    what: str
    entered: frozenset[int]
    off: Callable[[], AbstractContextManager[None]] = field(compare=False)


def modules() -> Iterator[ModuleType]:
    """The modules of the grammar."""
    for room in ROOMS:
        for path in sorted((ROOT / "kg" / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield importlib.import_module(name)


def functions(module: ModuleType) -> dict[int, FunctionType]:
    """The functions and methods that a module defines, by their first line."""
    found: dict[int, FunctionType] = {}

    def take(value: Any) -> None:
        inner = getattr(value, "__wrapped__", None) or getattr(value, "fget", None) or getattr(value, "func", None)
        function = inner or getattr(value, "__func__", value)
        if isinstance(function, FunctionType) and function.__module__ == module.__name__:
            found[function.__code__.co_firstlineno] = function

    for value in vars(module).values():
        take(value)
        if isinstance(value, type) and value.__module__ == module.__name__:
            for member in vars(value).values():
                take(member)
    return found


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object and all that it holds."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def branches(module: ModuleType) -> Iterator[Switch]:
    """Every `if` of a module's functions, as what can be switched off."""
    path = str(module.__file__)
    tree = ast.parse(Path(path).read_text("utf-8"), path)
    known = functions(module)
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        function = known.get(first)
        for test in ast.walk(node) if function is not None else ():
            if isinstance(test, ast.If) and function is not None:
                lines = frozenset(range(test.body[0].lineno, (test.body[-1].end_lineno or 0) + 1))
                what = f"{node.name}: if {ast.unparse(test.test)[:70]}"
                yield Switch(path, test.lineno, what, lines, _never(tree, path, test, function))


def _never(
    tree: ast.Module, path: str, test: ast.If, function: FunctionType
) -> Callable[[], AbstractContextManager[None]]:
    """What makes a condition false for as long as it lasts."""

    @contextmanager
    def off() -> Iterator[None]:
        kept, before = test.test, function.__code__
        test.test = ast.copy_location(ast.Constant(False), kept)
        try:
            whole = compile(tree, path, "exec", optimize=1)
        finally:
            test.test = kept
        same = (c for c in codes(whole) if (c.co_name, c.co_firstlineno) == (before.co_name, before.co_firstlineno))
        function.__code__ = next(same)
        _forget()
        try:
            yield
        finally:
            function.__code__ = before
            _forget()

    return off


def _forget() -> None:
    """Empty what the modules of the grammar remember between calls."""
    for module in list(modules()):
        for value in vars(module).values():
            clear = getattr(value, "cache_clear", None)
            if clear is not None and getattr(value, "__module__", "") == module.__name__:
                clear()


def records() -> Iterator[Switch]:
    """Every rule of the tables, as what can be switched off."""
    from kg.rules import TABLES

    for table in TABLES:
        for rule in table.rules:
            code = rule.answer.__code__
            lines = frozenset(line for _, _, line in code.co_lines() if line is not None) - {code.co_firstlineno}
            yield Switch(
                code.co_filename, code.co_firstlineno, f"{table.title}: {rule.name}", lines,
                partial(table.without, rule.name),
            )  # fmt: skip


def _give_up(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"no end in {PATIENCE} s")


class Job:
    """Runs the tests once to see by which lines they come, and then those that come by what is switched off."""

    def __init__(self, only: str, slowest: float) -> None:
        self.only = only
        self.slowest = slowest
        self.by_line: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.unnoticed: list[Switch] = []
        self.tried = 0
        self.failed: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        items = session.items
        files = {str(m.__file__) for m in modules()}
        taken: dict[int, float] = {}
        for n, item in enumerate(items):
            lines: set[tuple[str, int]] = set()
            before = time.process_time()
            if not self._passes(item, _tracer(files, lines)):
                self.failed.append(item.nodeid)
            if (spent := time.process_time() - before) > self.slowest:
                print(f"left out, it takes {spent:.1f} s: {item.nodeid}")
                continue
            taken[n] = spent
            for line in lines:
                self.by_line[line].append(n)
        for switch in [*(s for m in modules() for s in branches(m)), *records()]:
            if self.only not in switch.file:
                continue
            self.tried += 1
            coming = {n for line in switch.entered for n in self.by_line[switch.file, line]}
            if not self._noticed(switch, [items[n] for n in sorted(coming, key=taken.__getitem__)]):
                self.unnoticed.append(switch)
                print(f"unnoticed {Path(switch.file).relative_to(ROOT)}:{switch.line} {switch.what}", flush=True)
        return True

    def _noticed(self, switch: Switch, items: Sequence[pytest.Item]) -> bool:
        """True where a test fails without what is switched off, or does not end."""
        with switch.off():
            return any(not self._passes(item) for item in items)

    def _passes(self, item: pytest.Item, trace: Any = None) -> bool:
        before = sys.gettrace()
        signal.alarm(PATIENCE)
        sys.settrace(trace)
        try:
            reports = runtestprotocol(item, log=False, nextitem=None)
        finally:
            sys.settrace(before)
            signal.alarm(0)
        return not any(report.failed for report in reports)


def _tracer(files: set[str], lines: set[tuple[str, int]]) -> Any:
    """A trace function that adds to `lines` the lines that are run of the files."""

    def local(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return local

    def trace(frame: FrameType, event: str, _: object) -> Any:
        return local if frame.f_code.co_filename in files else None

    return trace


def main() -> int:
    """Say what no test notices; 1 where it is more than the ceiling, 2 where the tests fail as they are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("tests", nargs="*", default=[str(ROOT / "tests" / name) for name in TESTS])
    parser.add_argument("--slowest", type=float, default=2.0, metavar="SECONDS", help="of tests that are run")
    parser.add_argument("--ceiling", type=int, default=sys.maxsize)
    parser.add_argument("--only", default="kg/", metavar="PART", help="what the file's path holds")
    options = parser.parse_args()
    job = Job(options.only, options.slowest)
    signal.signal(signal.SIGALRM, _give_up)
    pytest.main([*options.tests, "-q", "-s", "--no-header", "-p", "no:cacheprovider"], plugins=[job])
    if job.failed:
        print(f"{len(job.failed)} tests fail with everything on: {job.failed[0]}")
        return 2
    by_module: dict[str, int] = defaultdict(int)
    for switch in job.unnoticed:
        by_module[str(Path(switch.file).relative_to(ROOT))] += 1
    for name, count in sorted(by_module.items()):
        print(f"{count:4} {name}")
    print(f"{len(job.unnoticed)} of {job.tried} branches and records are noticed by no test")
    return int(len(job.unnoticed) > options.ceiling)


if __name__ == "__main__":
    raise SystemExit(main())
