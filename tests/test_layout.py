"""Who may import whom, by what the modules' source says."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Function

import kg

ROOT = Path(kg.__file__).parent
MODULES = {
    ".".join(p.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): p for p in ROOT.rglob("*.py")
}
ROOMS = (
    "kg.version",
    "kg.resources",
    "kg.said",
    "kg.kinds",
    "kg.model",
    "kg.relations",
    "kg.confidence",
    "kg.normalised",
    "kg.numerals",
    "kg.garbage",
    "kg.files",
    "kg.terms",
    "kg.records",
    "kg.rules",
    "kg.graph",
    "kg.shown",
    "kg.reports",
    "kg.vocabulary",
    "kg.words",
    "kg.read",
    "kg.parse",
    "kg.recognise",
    "kg.link",
    "kg.weigh",
    "kg.relate",
    "kg.qualify",
    "kg.identify",
    "kg.pipeline",
    "kg.rdf",
    "kg.beside",
    "kg.same",
    "kg.export",
    "kg.query",
    "kg.shapes",
    "kg.check",
    "kg.view",
    "kg.ontology_docs",
    "kg.serve",
    "kg.discover",
    "kg.attestation",
    "kg.review",
    "kg.corpus",
    "kg.spark",
    "kg.api",
    "kg.cli",
    "kg.__main__",
    "kg",
)
"""The rooms of the package in the order of the flow; a room knows those before it."""

STEPS = ("kg.read", "kg.recognise", "kg.link", "kg.weigh", "kg.relate", "kg.qualify", "kg.identify")
HOMES = {
    "networkx": {"kg.export", "kg.view", "kg.corpus"},
    "duckdb": {"kg.corpus"},
    "pyoxigraph": {
        "kg.rdf",
        "kg.same",
        "kg.query",
        "kg.check",
        "kg.export",
        "kg.serve",
        "kg.ontology_docs",
        "kg.relations",
        "kg.shapes",
        "kg.vocabulary",
        "kg.words",
        "kg.read",
        "kg.attestation",
        "kg.corpus",
    },
    "rdflib": {"kg.rdf", "kg.query", "kg.check", "kg.export", "kg.ontology_docs"},
    "pyshacl": {"kg.check"},
    "pyvis": {"kg.view"},
    "ahocorasick_rs": {"kg.words"},
    "jieba": {"kg.parse"},
    "rjieba": {"kg.parse"},
    "charset_normalizer": {"kg.read"},
    "lxml": {"kg.read"},
    "docx": {"kg.read"},
    "pypdfium2": {"kg.read"},
    "openpyxl": {"kg.read"},
    "pyarrow": {"kg.read", "kg.corpus", "kg.spark"},
    "opencc": {"kg.read"},
    "markdown_it": {"kg.read"},
    "striprtf": {"kg.read"},
    "zstandard": {"kg.read"},
    "typer": {"kg.cli"},
    "rich": {"kg.cli"},
}


def imports(name: str) -> Iterator[str]:
    """The modules that a module imports, at once or when a function of it is called; for types only excepted."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]

    def walk(node: ast.AST) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.Import):
                yield from (alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                base = child.module or ""
                if child.level:
                    parents = package.split(".")
                    base = ".".join(filter(None, [*parents[: len(parents) - child.level + 1], base]))
                yield from (f"{base}.{a.name}" if f"{base}.{a.name}" in MODULES else base for a in child.names)
            yield from walk(child)

    return walk(ast.parse(path.read_text("utf-8")))


def under(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def test_model_imports_the_standard_library_alone() -> None:
    for module in ("kg.kinds", "kg.model"):
        others = {i for i in imports(module) if i != "kg.kinds"}
        assert {i.partition(".")[0] for i in others} <= sys.stdlib_module_names


@pytest.mark.parametrize("step", STEPS)
def test_steps_do_not_import_one_another(step: str) -> None:
    others = [s for s in STEPS if s != step]
    for module in MODULES:
        if under(module, step):
            assert [i for i in imports(module) if under(i, *others)] == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_third_parties_stay_at_home(module: str) -> None:
    for imported in imports(module):
        home = HOMES.get(imported.partition(".")[0])
        assert home is None or under(module, *home), f"{module} imports {imported}"


def room(module: str) -> int:
    """Where a module's room stands in the order of the flow."""
    found = [r for r in ROOMS if r != "kg" and under(module, r)]
    assert found or module == "kg", f"{module} is in no room: add its room to ROOMS where the flow comes to it"
    return ROOMS.index(found[0] if found else "kg")


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_room_knows_a_later_one(module: str) -> None:
    upwards = [i for i in imports(module) if i in MODULES and room(i) > room(module)]
    assert upwards == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    edges = {m: {i for i in imports(m) if i in MODULES and i != m} for m in MODULES}
    assert len(list(TopologicalSorter(edges).static_order())) == len(MODULES)


LONGEST = 400
"""Lines of the longest module."""

HIGH, HIGHEST = 15, 25
"""Cyclomatic complexity (boolean operators counted) that one function in a hundred may be over, and that none may."""


def test_modules_are_short() -> None:
    long = {m: n for m, p in MODULES.items() if (n := len(p.read_text("utf-8").splitlines())) > LONGEST}
    assert long == {}


def functions(module: str) -> Iterator[tuple[str, int]]:
    """The functions and methods of a module, each with its complexity."""
    for block in cc_visit(MODULES[module].read_text("utf-8")):
        if isinstance(block, Function):
            yield f"{module}.{block.fullname}", block.complexity


def test_functions_are_simple() -> None:
    held = [f for m in sorted(MODULES) for f in functions(m)]
    tangled = {name: n for name, n in held if n > HIGH}
    assert {name: n for name, n in tangled.items() if n > HIGHEST} == {}
    assert len(tangled) <= len(held) // 100, tangled


HAN = re.compile("[\u3400-\u9fff]")
CLASSES = {
    "numbers, as characters of a number": "〇零一二三四五六七八九十百千万亿两半几多余双数",
    "what parts a number from the noun that it counts or orders": "第次届轮场期个大项条种",
    "the units of dates and hours in figures": "年月日天号时点分秒许周星期",
    "the numbers of sections": "章条节部甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥",
    "what follows the number of a point: 一是, 二要": "是要",
    "a sign between names, beside 、 and ，": "和",
    "the ends of ranges of Chinese characters": "㐀䶿一鿿",
    "forms of characters that radicals stand for": "民虎西见角贝车长门青韦页风飞马骨鬼鱼鸟卤麦黄黾齐齿龙食母巳幺攵氵牛目竹羊辶邑阜雨",
}
"""The characters that may stand in Python as members of a class, each with why; words stand in the ontology."""

EXAMPLES = frozenset({"says", "not_", "refuses", "example", "epilog"})
"""Keywords of the grammar's records, and of the commands, that hold examples."""

PLACES = {"Cut": 2, "Way": 1}
"""How many arguments of other records are their names and examples."""


def literals(module: str) -> Iterator[str]:
    """The strings of a module that hold Chinese characters, less docstrings and examples."""
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
        elif isinstance(node, ast.Call):
            own = node.args[: PLACES.get(node.func.id, 0)] if isinstance(node.func, ast.Name) else []
            examples = [k.value for k in node.keywords if k.arg in EXAMPLES] + own
            passed |= {one for example in examples for one in ast.walk(example)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            yield from [node.value] if HAN.search(node.value) and "⟦" not in node.value else []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_chinese_word_stands_in_python(module: str) -> None:
    allowed = {*"".join(CLASSES.values())}
    assert [text for text in literals(module) if not {*HAN.findall(text)} <= allowed] == []
