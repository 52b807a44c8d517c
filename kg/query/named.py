"""The named questions that ship with the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph import Graph, alike
from kg.query.answers import Result
from kg.query.asking import run_typed
from kg.query.refusing import QueryError
from kg.resources import ontology_dir

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question leaves open. `type` is `entity`, `relation`, `date` or `text`."""

    name: str
    type: str
    description: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A named query with what it asks in both languages, its parameters and an example of their values."""

    name: str
    zh: str
    en: str
    description: str
    parameters: tuple[Parameter, ...]
    example: tuple[tuple[str, str], ...]
    sparql: str

    @property
    def asks_for_mentions(self) -> bool:
        """True where the answer depends on the single places at which articles name an entity."""
        return re.search(r"kg:(?:Mention|refersTo|reason)\b", self.sparql) is not None


_PARAM = re.compile(r"(\w+) \((entity|relation|date|text)\)(?: = (\S+))?: (.+)")


def parse_question(name: str, text: str) -> Question:
    """The question of an `.rq` file: a head of `# zh:`, `# en:`, `# description:`, `# param`, `# example:` lines.

    Raises ValueError with the question's name for a head line that says none of these or for a missing one.
    """
    said: dict[str, str] = {}
    parameters: list[Parameter] = []
    example: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        body = line[1:].strip()
        key, _, rest = body.partition(": ")
        if found := _PARAM.fullmatch(body.removeprefix("param ")):
            parameters.append(Parameter(found[1], found[2], found[4], found[3] or ""))
        elif key == "example" or body == "example:":
            example = [(k, v) for k, _, v in (pair.partition("=") for pair in rest.split())]
        elif key in {"zh", "en", "description"}:
            said[key] = rest
        else:
            raise ValueError(f"question {name}: expected zh, en, description, param or example, not {line!r}")
    if missing := {"zh", "en", "description"} - set(said):
        raise ValueError(f"question {name}: the head lacks {' '.join(sorted(missing))}")
    return Question(name, said["zh"], said["en"], said["description"], tuple(parameters), tuple(example), text)


@cache
def _questions(folder: Path) -> dict[str, Question]:
    return {p.stem: parse_question(p.stem, p.read_text("utf-8")) for p in sorted(folder.glob("*.rq"))}


def named(folder: Path | None = None) -> dict[str, Question]:
    """The named questions by name, in order of name; those that ship with the ontology unless a folder is given."""
    return dict(_questions(folder or ontology_dir() / "queries"))


def unknown(name: str, questions: Iterable[str]) -> str:
    """What to say of a name that no question has: which are nearly it, else which there are.

    >>> unknown("who-undertake", ["about", "who-undertakes"])
    'no question is called who-undertake; there is who-undertakes'
    """
    known = [*questions]
    near = alike(name.casefold(), known, 3)
    if near:
        return f"no question is called {name}; there is {' '.join(near)}"
    return f"no question is called {name}; there are: {' '.join(known)}"


def ask(
    target: Graph | ox.Store | str | Path,
    name: str,
    *,
    limit: int | None = None,
    timeout: float | None = None,
    **bindings: object,
) -> Result:
    """The answer of a named question; parameters without a value take their default.

    Raises QueryError for an unknown question, a parameter without a value or one that the question does not have;
    what `run` raises.
    """
    questions = named()
    if name not in questions:
        raise QueryError(unknown(name, questions))
    question = questions[name]
    types = {p.name: p.type for p in question.parameters}
    for given in bindings:
        if given not in types:
            raise QueryError(f"{name} has no parameter {given}; it has: {' '.join(types) or 'none'}")
    values = {p.name: p.default for p in question.parameters if p.default} | bindings
    if missing := [p for p in question.parameters if p.name not in values]:
        wanted = ", ".join(f"{p.name} ({p.description})" for p in missing)
        raise QueryError(f"{name} needs {wanted}")
    return run_typed(target, question.sparql, limit, timeout, values, types)
