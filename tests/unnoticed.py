"""Which branches and records of the grammar no test would miss.

    python tests/unnoticed.py [--ceiling N] [--only kg/relate] [--slowest SECONDS] [--log FILE] [tests/test_x.py …]

Switches off every `if` of `kg/recognise`, `kg/link`, `kg/relate` and `kg/qualify` (its condition is made false) and
every rule of `kg.rules.TABLES`, one by one, each in a process of its own, and runs the tests that come by it, the quickest
first, until one fails or has no end. Says what none notices, by module, and fails where there is more of it than the
ceiling. Tests that take longer than `--slowest` are left out: they read whole documents, or texts of others.

With `--log` a run that is broken off is taken up where it was, and one after changes asks first the test that noticed
the last time. Not part of the quick tests.
"""

from __future__ import annotations

import argparse
import ast
import gc
import hashlib
import importlib
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, Final

import pytest
from _pytest.runner import runtestprotocol

from kg.words.loading import lexicon

ROOT = Path(__file__).parent.parent
ROOMS = ("recognise", "link", "relate", "qualify")
TESTS = (
    "test_relate.py", "test_constructions.py", "test_recognise.py", "test_link.py", "test_official.py",
    "test_qualify.py", "test_finders.py", "test_clauses.py",
)  # fmt: skip

_PATIENCE: Final = 20  # seconds of a process on top of what its tests take: without a branch, some loops never end
_MEMORY: Final = 8 << 30  # bytes: nor does what they collect
_NO_END: Final = "no end"


@dataclass(frozen=True, slots=True)
class Switch:
    """A branch or a record: where it stands, what it is, the lines that are run where it counts, and how to undo it."""

    file: str
    line: int
    what: str
    entered: frozenset[int]
    off: Callable[[], AbstractContextManager[None]] = field(compare=False)

    @property
    def key(self) -> str:
        """What it is called in the log: no line number, which changes with what stands before."""
        return f"{Path(self.file).relative_to(ROOT)} {self.what}"


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


def _tracer(files: set[str], lines: set[tuple[str, int]]) -> Any:
    """A trace function that adds to `lines` the lines that are run of the files."""

    def local(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return local

    def trace(frame: FrameType, event: str, _: object) -> Any:
        return local if frame.f_code.co_filename in files else None

    return trace


class Log:
    """What was seen before: by which lines each test comes and how long it takes, and which test noticed a switch.

    Without a path nothing is kept. What was seen of other sources is only a hint which test to ask first.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        sources = hashlib.sha256()
        for folder, suffix in (("kg", "*.py"), ("ontology", "*.ttl"), ("tests", "*.py")):
            for source in sorted((ROOT / folder).rglob(suffix)):
                sources.update(source.read_bytes())
        self.sources = sources.hexdigest()
        self.noticed: dict[str, str] = {}
        self.hints: dict[str, str] = {}
        self.tests: dict[str, tuple[float, bool, list[tuple[str, int]]]] = {}
        for line in path.read_text("utf-8").splitlines() if path is not None and path.exists() else ():
            sources_then, kind, name, value = json.loads(line)
            if kind == "switch":
                self.hints[name] = value
            if sources_then == self.sources and kind == "switch":
                self.noticed[name] = value
            elif sources_then == self.sources:
                taken, passes, lines = value
                self.tests[name] = taken, passes, [(file, at) for file, ats in lines.items() for at in ats]

    def test(self, name: str, taken: float, lines: set[tuple[str, int]], *, passes: bool) -> None:
        """Keep what was seen of a test."""
        self.tests[name] = taken, passes, list(lines)
        by_file: dict[str, list[int]] = defaultdict(list)
        for file, at in sorted(lines):
            by_file[file].append(at)
        self._keep("test", name, (taken, passes, by_file))

    def switch(self, name: str, noticed_by: str) -> None:
        """Keep which test noticed a switch: empty for none."""
        self.noticed[name] = noticed_by
        self._keep("switch", name, noticed_by)

    def _keep(self, kind: str, name: str, value: object) -> None:
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as log:
                log.write(json.dumps((self.sources, kind, name, value), ensure_ascii=False) + "\n")


class Job:
    """Runs the tests once to see by which lines they come, and then those that come by what is switched off."""

    def __init__(self, only: str, slowest: float, log: Log) -> None:
        self.only = only
        self.slowest = slowest
        self.log = log
        self.by_line: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.items: dict[str, pytest.Item] = {}
        self.unnoticed: list[Switch] = []
        self.tried = 0
        self.failed: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        self._look(session.items)
        lexicon()  # those of the tests may have driven it out
        gc.collect()
        gc.freeze()  # so that a process that is forked shares what is there
        seen: dict[str, int] = defaultdict(int)
        for switch in [*(s for m in modules() for s in branches(m)), *records()]:
            seen[switch.key] += 1
            if self.only not in switch.file:
                continue
            self.tried += 1
            name = f"{switch.key} #{seen[switch.key]}"
            noticed_by = self.log.noticed.get(name)
            if noticed_by is None:
                noticed_by = self._noticed_by(switch, self.log.hints.get(name, ""))
                self.log.switch(name, noticed_by)
            if not noticed_by:
                self.unnoticed.append(switch)
                print(f"unnoticed {Path(switch.file).relative_to(ROOT)}:{switch.line} {switch.what}", flush=True)
        return True

    def _look(self, items: Sequence[pytest.Item]) -> None:
        """See how long each test takes, and by which lines it comes."""
        files = {str(m.__file__) for m in modules()}
        for item in items:
            if item.nodeid not in self.log.tests:
                lines: set[tuple[str, int]] = set()
                before = time.process_time()
                passes = _passes(item, _tracer(files, lines))
                self.log.test(item.nodeid, time.process_time() - before, lines, passes=passes)
            taken, passes, own = self.log.tests[item.nodeid]
            if not passes:
                self.failed.append(item.nodeid)
            if taken > self.slowest:
                print(f"left out, it takes {taken:.1f} s: {item.nodeid}")
                continue
            self.items[item.nodeid] = item
            for line in own:
                self.by_line[line].append(item.nodeid)

    def _noticed_by(self, switch: Switch, hint: str) -> str:
        """The test that fails without what is switched off, or that it has no end; empty where nothing does."""
        coming = {name for line in switch.entered for name in self.by_line[switch.file, line]}
        ordered = sorted(coming, key=lambda name: (name != hint, self.log.tests[name][0], name))
        if not ordered:
            return ""
        patience = _PATIENCE + int(sum(self.log.tests[name][0] for name in ordered))
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            with switch.off():
                failing = next((name for name in ordered if not _passes(self.items[name])), "")
            os.write(writing, failing.encode())
            os._exit(0)
        os.close(writing)
        with open(reading, encoding="utf-8") as answer:
            failing = answer.read()
        _, status = os.waitpid(child, 0)
        return failing or (_NO_END if status else "")


def _passes(item: pytest.Item, trace: Any = None) -> bool:
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        reports = runtestprotocol(item, log=False, nextitem=None)
    finally:
        sys.settrace(before)
    return not any(report.failed for report in reports)


def main() -> int:
    """Say what no test notices; 1 where it is more than the ceiling, 2 where the tests fail as they are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("tests", nargs="*", default=[str(ROOT / "tests" / name) for name in TESTS])
    parser.add_argument("--slowest", type=float, default=2.0, metavar="SECONDS", help="of tests that are run")
    parser.add_argument("--ceiling", type=int, default=sys.maxsize)
    parser.add_argument("--only", default="kg/", metavar="PART", help="what the file's path holds")
    parser.add_argument("--log", type=Path, metavar="FILE", help="where what was seen is kept")
    options = parser.parse_args()
    job = Job(options.only, options.slowest, Log(options.log))
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
