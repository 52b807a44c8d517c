"""Which branches and records of the grammar no test would miss.

    python tests/unnoticed.py [--ceiling N] [--only kg/relate] [--slowest SECONDS] [--most TESTS] [--log FILE] [TEST …]

Loads `kg/recognise`, `kg/link`, `kg/relate` and `kg/qualify` so that every `if` and every record of their tables can be
switched off, switches off one after another, and runs the tests that take that branch, the quickest first, until one
fails or has no end. Says what none notices, by module, and fails where there is more of it than the ceiling. Tests that
take longer than `--slowest` are left out: they read whole documents. With `--most` no more tests are asked of each,
so that what is counted may be too much and never too little.

With `--log` a run that is broken off is taken up where it was, and one after changes asks first the test that noticed
the last time. Not part of the quick tests.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import dataclasses
import gc
import hashlib
import importlib
import importlib.abc
import importlib.machinery
import inspect
import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("recognise", "link", "relate", "qualify")
TESTS = (
    "test_relate.py", "test_constructions.py", "test_recognise.py", "test_link.py", "test_official.py",
    "test_qualify.py", "test_finders.py", "test_clauses.py", "test_parse.py", "test_relations.py",
)  # fmt: skip

_PATIENCE: Final = 20  # seconds on top of what the tests take: without a branch, some loops never end
_MEMORY: Final = 8 << 30  # bytes: nor does what they collect
_NO_END: Final = "no end"


@dataclasses.dataclass(frozen=True, slots=True)
class Switch:
    """A branch or a record: the file and line where it stands, and what it is."""

    file: str
    line: int
    what: str

    @property
    def key(self) -> str:
        """What it is called in the log: no line number, which changes with what stands before."""
        return f"{self.file} {self.what}"


class Switches:
    """All that can be switched off, what of it is off, and what was taken since the last look."""

    def __init__(self) -> None:
        self.all: list[Switch] = []
        self.off = -1
        self.taken: set[int] = set()

    def add(self, file: str, line: int, what: str) -> int:
        """The number of a new switch."""
        self.all.append(Switch(str(Path(file).relative_to(ROOT)), line, what))
        return len(self.all) - 1

    def on(self, number: int) -> bool:
        """Asked where a branch would be taken: true where it may be."""
        self.taken.add(number)
        return number != self.off


SWITCHES = Switches()


class _Branches(ast.NodeTransformer):
    """Makes `if test:` of functions into `if test and _on(number):`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.function = ""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        outer, self.function = self.function, node.name
        self.generic_visit(node)
        self.function = outer
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        if self.function:
            number = SWITCHES.add(self.path, node.lineno, f"{self.function}: if {ast.unparse(node.test)[:70]}")
            asked = ast.Call(ast.Name("_on", ast.Load()), [ast.Constant(number)], [])
            node.test = ast.copy_location(ast.BoolOp(ast.And(), [node.test, asked]), node.test)
            ast.fix_missing_locations(node.test)
        self.generic_visit(node)
        return node


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module with its branches as switches."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        tree = ast.parse(self.get_data(path), path)
        return compile(_Branches(path).visit(tree), path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules of the grammar for `_Loader`."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if not fullname.startswith(tuple(f"kg.{room}" for room in ROOMS)):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin)
        return spec


@cache
def modules() -> tuple[ModuleType, ...]:
    """The modules of the grammar."""
    paths = [path for room in ROOMS for path in sorted((ROOT / "kg" / room).rglob("*.py"))]
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths)
    return tuple(map(importlib.import_module, names))


def prepare() -> None:
    """Load the grammar so that it can be switched off; before anything of it is loaded."""
    assert not any(name.startswith("kg.") for name in sys.modules)
    vars(builtins)["_on"] = SWITCHES.on
    sys.meta_path.insert(0, _Finder())
    loaded = modules()
    from kg.rules import TABLES

    for table in TABLES:
        for rule in table.rules:
            _switched(rule, "answer", table.title)
    for module in loaded:
        for name, value in vars(module).items():
            tables = value.values() if isinstance(value, dict) else [value]
            for record in (r for t in tables if isinstance(t, tuple) for r in t if hasattr(r, "holds")):
                _switched(record, "holds", name)


def _switched(record: Any, field: str, table: str) -> None:
    """Give a record an answer that can be switched off: it then holds of nothing, or yields nothing."""
    answer: Callable[..., Any] = getattr(record, field)
    if getattr(answer, "switched", False):
        return  # a table that two modules have
    number = SWITCHES.add(answer.__code__.co_filename, answer.__code__.co_firstlineno, f"{table}: {record.name}")

    def yields(*args: Any) -> Iterator[Any]:
        for each in answer(*args):
            if SWITCHES.on(number):
                yield each

    def holds(*args: Any) -> Any:
        found = answer(*args)
        return found if found and SWITCHES.on(number) else None

    new: Any = yields if inspect.isgeneratorfunction(answer) else holds
    new.switched = True
    object.__setattr__(record, field, new)


def _forget(file: str) -> None:
    """Empty what a module of the grammar remembers between calls."""
    for module in modules():
        if str(module.__file__).endswith(file):
            for value in vars(module).values():
                if getattr(value, "__module__", "") == module.__name__ and hasattr(value, "cache_clear"):
                    value.cache_clear()


class Log:
    """What was seen before: which switches each test takes and how long that lasts, and which test noticed a switch.

    Without a path nothing is kept. What was seen of other sources is only a hint which test to ask first.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        sources = hashlib.sha256()
        for folder, suffix in (("kg", "*.py"), ("ontology", "*.ttl"), ("tests", "test_*.py")):
            for source in sorted((ROOT / folder).rglob(suffix)):
                sources.update(source.read_bytes())
        self.sources = sources.hexdigest()
        self.noticed: dict[str, str] = {}
        self.hints: dict[str, str] = {}
        self.tests: dict[str, tuple[float, bool, list[int]]] = {}
        for line in path.read_text("utf-8").splitlines() if path is not None and path.exists() else ():
            sources_then, kind, name, value = json.loads(line)
            if kind == "switch":
                self.hints[name] = value
            if sources_then == self.sources:
                if kind == "switch":
                    self.noticed[name] = value
                else:
                    self.tests[name] = value

    def test(self, name: str, taken: float, switches: set[int], *, passes: bool) -> None:
        """Keep what was seen of a test."""
        self.tests[name] = taken, passes, sorted(switches)
        self._keep("test", name, self.tests[name])

    def switch(self, name: str, noticed_by: str) -> None:
        """Keep which test noticed a switch: empty for none."""
        self.noticed[name] = noticed_by
        self._keep("switch", name, noticed_by)

    def _keep(self, kind: str, name: str, value: object) -> None:
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as log:
                log.write(json.dumps((self.sources, kind, name, value), ensure_ascii=False) + "\n")


class Job:
    """Runs the tests once to see what they take, and then those that take what is switched off."""

    def __init__(self, only: str, slowest: float, most: int, log: Log) -> None:
        self.only = only
        self.slowest = slowest
        self.most = most
        self.log = log
        self.taking: dict[int, list[str]] = defaultdict(list)
        self.items: dict[str, pytest.Item] = {}
        self.unnoticed: list[Switch] = []
        self.tried = 0
        self.failed: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        from kg.words.loading import lexicon

        lexicon()
        self._look(session.items)
        gc.collect()
        gc.freeze()  # so that a process that is forked shares what is there
        left = [(name, number) for name, number in self._switches() if name not in self.log.noticed]
        while left:
            left = left[self._tried(left) :]
        for name, number in self._switches():
            self.tried += 1
            if not self.log.noticed[name]:
                self.unnoticed.append(SWITCHES.all[number])
                print(f"unnoticed {name.replace(' ', f':{SWITCHES.all[number].line} ', 1)}")
        return True

    def _switches(self) -> Iterator[tuple[str, int]]:
        """What is to be switched off, by its name in the log."""
        seen: dict[str, int] = defaultdict(int)
        for number, switch in enumerate(SWITCHES.all):
            seen[switch.key] += 1
            if self.only in switch.file:
                yield f"{switch.key} #{seen[switch.key]}", number

    def _look(self, items: Sequence[pytest.Item]) -> None:
        """See how long each test takes, and which switches."""
        for item in items:
            if item.nodeid not in self.log.tests:
                _forget("")  # what an earlier test left would hide what this one takes
                SWITCHES.taken.clear()
                before = time.process_time()
                passes = _passes(item)
                self.log.test(item.nodeid, time.process_time() - before, SWITCHES.taken, passes=passes)
            taken, passes, own = self.log.tests[item.nodeid]
            if not passes:
                self.failed.append(item.nodeid)
            if taken > self.slowest:
                print(f"left out, it takes {taken:.1f} s: {item.nodeid}")
                continue
            self.items[item.nodeid] = item
            for number in own:
                self.taking[number].append(item.nodeid)

    def _tried(self, left: Sequence[tuple[str, int]]) -> int:
        """How many of the switches, at least one, a process tried before it ended."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            with open(writing, "w", encoding="utf-8") as answers:
                for name, number in left:
                    noticed_by, clean = self._noticed_by(number, self.log.hints.get(name, ""))
                    print(noticed_by, file=answers, flush=True)
                    if not clean:
                        break
            os._exit(0)
        os.close(writing)
        done = 0
        with open(reading, encoding="utf-8") as answers:
            for (name, _), noticed_by in zip(left, answers, strict=False):
                self.log.switch(name, noticed_by.rstrip("\n"))
                done += 1
        _, status = os.waitpid(child, 0)
        if status:
            self.log.switch(left[done][0], _NO_END)
            done += 1
        return done

    def _noticed_by(self, number: int, hint: str) -> tuple[str, bool]:
        """The test that fails without what is switched off, empty where none does, and whether it passes after that.

        Where they have no end, it is the process that ends.
        """
        file = SWITCHES.all[number].file
        ordered = sorted(self.taking[number], key=lambda name: (name != hint, self.log.tests[name][0], name))
        ordered = ordered[: self.most]
        signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE + sum(self.log.tests[name][0] for name in ordered))
        SWITCHES.off = number
        _forget(file)
        failing = next((name for name in ordered if not _passes(self.items[name])), "")
        SWITCHES.off = -1
        _forget(file)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return failing, not failing or _passes(self.items[failing])


def _passes(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def main() -> int:
    """Say what no test notices; 1 where it is more than the ceiling, 2 where the tests fail as they are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("tests", nargs="*", default=[str(ROOT / "tests" / name) for name in TESTS])
    parser.add_argument("--slowest", type=float, default=2.0, metavar="SECONDS", help="of tests that are run")
    parser.add_argument("--most", type=int, default=sys.maxsize, metavar="TESTS", help="that are asked of each")
    parser.add_argument("--ceiling", type=int, default=sys.maxsize)
    parser.add_argument("--only", default="kg/", metavar="PART", help="what the file's path holds")
    parser.add_argument("--log", type=Path, metavar="FILE", help="where what was seen is kept")
    options = parser.parse_args()
    prepare()
    job = Job(options.only, options.slowest, options.most, Log(options.log))
    pytest.main([*options.tests, "-q", "-s", "--no-header", "-p", "no:cacheprovider"], plugins=[job])
    if job.failed:
        print(f"{len(job.failed)} tests fail with everything on: {job.failed[0]}")
        return 2
    by_module: dict[str, int] = defaultdict(int)
    for switch in job.unnoticed:
        by_module[switch.file] += 1
    for name, count in sorted(by_module.items()):
        print(f"{count:4} {name}")
    print(f"{len(job.unnoticed)} of {job.tried} branches and records are noticed by no test")
    return int(len(job.unnoticed) > options.ceiling)


if __name__ == "__main__":
    raise SystemExit(main())
