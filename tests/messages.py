"""The messages of the command in other languages: `python tests/messages.py` brings the catalogues up to date.

A message is a template: a text with `{0}`, `{1}` for what is filled in. They are taken from the source as it stands
(what is raised, complained of, told or noted) and from the help of the commands; a new one gets an empty translation,
which a test does not let pass. Where a translation has `{0!s}`, what is filled in there is itself a message.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import typer
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import kg.relate  # noqa: F401  (with whom the tables of constructions come)
from kg.cli import app
from kg.cli.language import DOMAIN, LOCALES
from kg.review import Why
from kg.rules import TABLES
from kg.weigh import READ_BY

ROOT = Path(__file__).parent.parent
SAYING = frozenset({
    "complain",
    "fail",
    "tell",
    "told",
    "note",
    "on_note",
    "warning",
    "busy",
    "progress",
    "step",
    "_said",
})
"""Functions whose first argument is a message."""

GIVING = frozenset({"nothing_called", "unknown", "nothing", "guess", "_halves", "_named", "_rate", "_held", "_size"})
"""Functions that give a message."""

ELSEWHERE = ("serve", "discover", "spark.py", "words", "recognise", "relate", "link", "parse", "identify")
"""Rooms whose errors are told to others than the user of a command, or are mistakes in a vocabulary's Turtle."""

CONSTRUCTIONS = tuple(
    rule.name for table in TABLES if table.title.startswith(("constructions of", "ways of")) for rule in table.rules
)
"""What statements are read by, as `kg show` and the page say it."""

OTHERS = (
    "no such file or directory", "permission denied", "is a directory", "not a directory", "file exists",
    "no space left on device", "read-only file system", "address already in use", "file name too long",
    "{0}: no such file or directory", "{0}: permission denied", "{0}: is a directory", "{0}: not a directory",
    "{0}: no space left on device", "{0}: read-only file system", "{0}: file name too long",
    "this graph", "this store", "{0}: {1}", "Example:  {0}", "Examples:  {0}", "Show this message and exit.", "Usage:", "Usage: ", "Options", "Arguments", "Commands", "Error",
    "[default: {}]", "[required]", "Missing command.", "No such command '{0}'.",
    "No such command '{0}'. Did you mean {1}?", "No such option: {0}", "No such option: {0} Did you mean {1}?",
    "No such option: {0} (Possible options: {1})", "Got unexpected extra argument(s) ({0})",
    "Invalid value for {0}: {1}", "Missing argument {0}.", "Missing option {0}.",
    "the input holds no document", "{0}: half a character (a lone surrogate) was replaced",
    "{0} file of no form that is read: {1}", "{0} files of no form that is read: {1}",
    "{0} link or device: {1}", "{0} links or devices: {1}",
    "{0} folder that cannot be opened: {1}", "{0} folders that cannot be opened: {1}",
    "cannot be read ({0})", "cannot be understood ({0})", "line {0}, column {1}: {2}\n  {3}\n  {4}^",
    "yes", "no", "… more than {0} rows", "… {0} cell{1} cut to {2} columns; --format csv or json gives all of it",
    "type", "relation", "most connected", "# links", "kind", "inputs", "files", "source",
    "question", "values", "what it asks",
    *["name", "period", "articles", "share", "mentions", "bodies", "new", "order", "body", "first", "last", "relations", "quote", "before", "after", "ratio"],
    *["peak", "one", "other", "weight", "example", "ties", "betweenness", "community", "title", "date"],
    "Option {0} requires an argument.", "Missing parameter: {0}",
    *Why, *CONSTRUCTIONS, READ_BY, "table of tasks", "byline", "Classes", "Relations", "{0} entries, {1} names", "score", "snippet",
)  # fmt: skip
"""What the system and the library of the command line say."""


def template_of(node: ast.AST) -> str:
    """The template of a node, empty where it is no f-string."""
    return template(node) if isinstance(node, ast.JoinedStr) else ""


def template(node: ast.expr, *, percent: bool = False) -> str:
    """The template that an expression makes, empty where it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _numbered(node.value) if percent else node.value
    if isinstance(node, ast.JoinedStr):
        made, number = "", 0
        for part in node.values:
            if isinstance(part, ast.Constant):
                made += str(part.value)
            else:
                made += f"{{{number}}}"
                number += 1
        return made
    return ""


def _numbered(text: str) -> str:
    """A template of `%s` as one of `{0}`."""
    number = iter(range(99))
    return re.sub(r"%[sd]", lambda _: f"{{{next(number)}}}", text)


def said(path: Path) -> Iterator[tuple[str, int]]:
    """The messages of a module, each with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name in GIVING:
            yield from _returned(node)
        if isinstance(node, ast.Assign) and "notes" in {getattr(t, "id", "") for t in node.targets}:
            yield from ((text, node.lineno) for n in ast.walk(node.value) if _has_words(text := template_of(n)))
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "append" and ast.unparse(node.func) == "notes.append":
            name = "note"
        if name in SAYING or name.endswith("Error"):
            first = node.args[0]
            for one in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                found = template(one, percent=name == "warning")
                if _has_words(found):
                    yield found, node.lineno


def _returned(function: ast.FunctionDef) -> Iterator[tuple[str, int]]:
    """The messages that a function gives."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None and _has_words(found := template(node.value)):
            yield found, node.lineno


def _has_words(template: str) -> bool:
    return re.search(r"[A-Za-z]{2}", re.sub(r"\{\d*\}", "", template)) is not None


def helped(command: object) -> Iterator[str]:
    """What the help of a command and of those below it says."""
    epilog = getattr(command, "epilog", None) or ""
    told = (getattr(command, "help", ""), getattr(command, "short_help", ""), epilog)
    yield from (text for text in told if text and not text.startswith("Example"))
    for parameter in getattr(command, "params", ()):
        yield from filter(None, [getattr(parameter, "help", "")])
    for below in getattr(command, "commands", {}).values():
        yield from helped(below)


def messages() -> dict[str, list[tuple[str, int]]]:
    """Every message, with the places where it is said."""
    found: dict[str, list[tuple[str, int]]] = {text: [] for text in OTHERS}
    for text in helped(typer.main.get_command(app)):
        found.setdefault(text, [])
    for path in sorted((ROOT / "kg").rglob("*.py")):
        place = path.relative_to(ROOT)
        if place.parts[1] not in ELSEWHERE:
            for text, line in said(path):
                found.setdefault(text, []).append((place.as_posix(), line))
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def fresh(language: str) -> Catalog:
    """The catalogue with every message that there is now, and no other; translations are kept."""
    old = catalogue(language)
    made = Catalog(
        locale=language,
        domain=DOMAIN,
        fuzzy=False,
        project="policy-kg",
        version="",
        creation_date=old.creation_date,
        revision_date=old.revision_date,
    )
    for text, places in sorted(messages().items()):
        known = old.get(text)
        made.add(text, known.string if known else "", locations=sorted({(path, 0) for path, _ in places}))
    return made


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> None:
    """Write the catalogues and say what has no translation yet."""
    for folder in sorted(LOCALES.iterdir()):
        made = fresh(folder.name)
        place = folder / "LC_MESSAGES"
        with (place / f"{DOMAIN}.po").open("wb") as file:
            write_po(file, made, width=120, sort_output=True, include_lineno=False, omit_header=False)
        (place / f"{DOMAIN}.mo").write_bytes(compiled(made))
        empty = [str(m.id) for m in made if m.id and not m.string]
        print(f"{folder.name}: {len(made)} messages, {len(empty)} without a translation", *empty, sep="\n")


if __name__ == "__main__":
    main()
