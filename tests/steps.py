"""How many steps a regular expression takes: a matcher that backtracks as Python's does, and counts.

Python's own does not say, and seconds say little on a machine that does other things. This one is slow and knows what
the package's expressions use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]
Nodes = Sequence[tuple[Any, Any]]
NOWHERE = "\U000f0000"
"""A character that no expression names."""


class Steps:
    """Counts what a matcher looks at; raises OverflowError beyond `most`."""

    def __init__(self, pattern: re.Pattern[Any], most: int = 1_000_000) -> None:
        """Take the expression apart."""
        self.nodes: Nodes = list(_parser.parse(pattern.pattern, pattern.flags & ~re.LOCALE))
        self.folded = bool(pattern.flags & re.IGNORECASE)
        self.most = most
        self.taken = 0

    def of(self, method: str, text: str) -> int:
        """The steps of a method of the expression on a text, to its end."""
        self.taken, self.text = 0, text
        start = 0
        while start <= len(text):
            end = next((e for e in self.sequence(self.nodes, start) if method != "fullmatch" or e == len(text)), None)
            if method in ("match", "fullmatch") or (end is not None and method == "search"):
                break
            start = end if end is not None and end > start else start + 1
        return self.taken

    def step(self) -> None:
        """Count one step."""
        self.taken += 1
        if self.taken > self.most:
            raise OverflowError

    def sequence(self, nodes: Nodes, at: int) -> Iterator[int]:
        """Where the nodes, one after the other, may end."""
        if not nodes:
            yield at
            return
        for end in self.node(nodes[0], at):
            yield from self.sequence(nodes[1:], end)

    def node(self, node: tuple[Any, Any], at: int) -> Iterator[int]:
        """Where a node may end that begins at a place."""
        self.step()
        kind, value = str(node[0]), node[1]
        if kind in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
            if at < len(self.text) and self.fits(node, self.text[at]):
                yield at + 1
        elif kind == "BRANCH":
            for option in value[1]:
                yield from self.sequence(option, at)
        elif kind == "SUBPATTERN":
            yield from self.sequence(value[3], at)
        elif kind in ("ASSERT", "ASSERT_NOT"):
            if self.stands(value, at) == (kind == "ASSERT"):
                yield at
        elif kind == "ATOMIC_GROUP":
            yield from islice(self.sequence(value, at), 1)
        elif kind == "POSSESSIVE_REPEAT":
            yield from islice(self.repeat(value, at, greedy=True), 1)
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):
            yield from self.repeat(value, at, greedy=kind == "MAX_REPEAT")
        elif kind == "AT":
            yield at  # taken to hold: it can only spare steps
        elif kind == "GROUPREF":
            yield from range(at, len(self.text) + 1)  # taken to be anything: it can only cost more
        else:
            raise NotImplementedError(kind)

    def stands(self, value: tuple[int, Nodes], at: int) -> bool:
        """True where what is looked at ahead or behind is there."""
        direction, nodes = value
        if direction > 0:
            return next(self.sequence(nodes, at), None) is not None
        starts = range(max(0, at - 4), at + 1)
        return any(at in self.sequence(nodes, start) for start in starts)

    def repeat(self, value: tuple[int, Any, Nodes], at: int, *, greedy: bool) -> Iterator[int]:
        """Where a repeated body may end, in the order in which Python tries."""
        least, most, body = value
        many = len(self.text) + 1 if "MAXREPEAT" in str(most) else most
        if len(body) == 1 and str(body[0][0]) in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
            end = at
            while end < len(self.text) and end - at < many:
                self.step()
                if not self.fits(body[0], self.text[end]):
                    break
                end += 1
            ends = range(end, at + least - 1, -1) if greedy else range(at + least, end + 1)
            for one in ends:
                self.step()
                yield one
            return
        yield from self.again(body, at, least, many, greedy)

    def again(self, body: Nodes, at: int, least: int, many: int, greedy: bool) -> Iterator[int]:
        """Where so many more of a body may end."""
        if not greedy and least <= 0:
            yield at
        if many > 0:
            for end in self.sequence(body, at):
                if end > at or least > 0:
                    yield from self.again(body, end, least - 1, many - 1, greedy)
        if greedy and least <= 0:
            yield at

    def fits(self, node: tuple[Any, Any], char: str) -> bool:
        """True where a node of one character takes the character."""
        kind, value = str(node[0]), node[1]
        if kind == "ANY":
            return True
        if kind == "IN":
            negated = str(value[0][0]) == "NEGATE"
            return any(self.holds(item, char) for item in value[negated:]) != negated
        same = ord(char) == value or (self.folded and char.lower() == chr(value).lower())
        return same == (kind == "LITERAL")

    def holds(self, item: tuple[Any, Any], char: str) -> bool:
        """True where a part of a class takes the character."""
        kind, value = str(item[0]), item[1]
        if kind == "LITERAL":
            return ord(char) == value or (self.folded and char.lower() == chr(value).lower())
        if kind == "RANGE":
            return any(
                value[0] <= ord(c) <= value[1] for c in ({char, char.lower(), char.upper()} if self.folded else char)
            )
        name = str(value).removeprefix("CATEGORY_")
        found = _CATEGORIES[name.removeprefix("NOT_")](char)
        return found != name.startswith("NOT_")


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal,
    "SPACE": str.isspace,
    "WORD": lambda c: c.isalnum() or c == "_",
}


# --- texts that are hard for an expression ---------------------------------------------------------------------------


def pumped(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """What comes before each repeated part of an expression, and each text that the part repeats.

    What comes before may come again and again too: each time the part is looked for as far as it may reach.
    """
    steps = Steps(pattern)
    found: dict[tuple[str, str], None] = {}

    def walk(nodes: Nodes, before: str) -> None:
        for i, (kind, value) in enumerate(nodes):
            ahead = before + "".join(samples(steps, [node])[0] for node in nodes[:i])
            for body in inner(str(kind), value):
                walk(body, ahead)
            if "REPEAT" in str(kind):
                for pump in samples(steps, value[2]):
                    if pump:
                        found[ahead, pump] = None

    walk(steps.nodes, "")
    chars = list(dict.fromkeys(c for _, pump in found for c in pump))[:6]
    for before, pump in [*found]:
        found["", before + pump] = None
    for pump in (*chars, *(a + b for a in chars for b in chars if a != b)):
        found["", pump] = None
    return list(found)


def inner(kind: str, value: Any) -> list[Nodes]:
    """The sequences within a node."""
    if kind == "BRANCH":
        return list(value[1])
    if kind == "SUBPATTERN":
        return [value[3]]
    if "REPEAT" in kind:
        return [value[2]]
    if kind in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    return [value] if kind == "ATOMIC_GROUP" else []


_TRIED = "城a0 \n<>-，。“”（）《》、：:\t#@=\"'_市年月日一二十"


def samples(steps: Steps, nodes: Nodes) -> list[str]:
    """A few short texts that the nodes take, one for each option of a branch."""
    found = [""]
    for kind, value in nodes:
        name = str(kind)
        if name in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
            tried = [chr(value)] if name == "LITERAL" else []
            if name == "IN":
                tried += [chr(v) for k, v in value if str(k) == "LITERAL"]
                tried += [chr(v[0]) for k, v in value if str(k) == "RANGE"]
            options = [c for c in dict.fromkeys((*tried, *_TRIED)) if steps.fits((kind, value), c)][:3] or [""]
        elif name == "BRANCH":
            options = [s for option in value[1][:8] for s in samples(steps, option)[:2]]
        elif "REPEAT" in name:
            options = [s * max(1, value[0]) for s in samples(steps, value[2])]
        elif name == "SUBPATTERN":
            options = samples(steps, value[3])
        elif name == "ATOMIC_GROUP":
            options = samples(steps, value)
        else:
            options = [""]
        found = [a + b for a in found for b in options][:12]
    return found
