"""What is wrong with a graph, as records and in words."""

from __future__ import annotations

from dataclasses import dataclass

from kg.said import said


def _words(key: str, language: str) -> str:
    return said("report", key)[0 if language == "zh" else 1]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: with which node, in which property, with which value, and why in both languages.

    `line` counts from 1, where the node's description begins in the file; 0 where that is not known.
    `label` is the node's name, or what it states, in words; empty where it has none.
    """

    line: int
    node: str
    path: str
    value: str
    zh: str
    en: str
    label: str = ""

    def text(self, language: str = "en") -> str:
        """One line: where, what and why, in Chinese (`zh`) or English."""
        where = _words("line", language).format(self.line) if self.line else ""
        name = f" ({self.label})" if self.label else ""
        found = f" [{' '.join(x for x in (self.path, self.value) if x)}]" if self.path or self.value else ""
        return f"{where}{self.node}{name}: {self.zh if language == 'zh' else self.en}{found}"


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found: nothing, or problems in the order of the file's lines."""

    problems: tuple[Problem, ...]
    triples: int

    @property
    def conforms(self) -> bool:
        """True where nothing is wrong."""
        return not self.problems

    def text(self, language: str = "en") -> str:
        """The report in Chinese (`zh`) or English, one line a problem, a last line that sums up."""
        if self.conforms:
            return _words("conforms", language).format(self.triples) + "\n"
        count = len(self.problems)
        last = _words("problems" if count > 1 else "problem", language).format(count)
        return "".join(f"{p.text(language)}\n" for p in self.problems) + last + "\n"
