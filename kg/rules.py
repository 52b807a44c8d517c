"""Grammar as records: named rules in tables, each with the examples that it is there for.

A rule's examples are run with it and again without it (`tests/test_constructions.py`): what is read all the same is no
example of that rule. A table's order is the order in which its rules are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

P = ParamSpec("P")
A = TypeVar("A")

Examples: TypeAlias = tuple[tuple[str, str], ...]
"""Texts, each with a statement of it: `("教育部推进河长制。", "教育部 undertakes 河长制")`."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[P, A]):
    """One rule: what it is called, what it answers, and what it means in words.

    Of its examples, `says` are statements that are read with the rule and not without it, `refuses` those that are
    read without it and not with it, and `not_` those that are read neither way.
    """

    name: str
    answer: Callable[P, A]
    meaning: str
    says: Examples = ()
    refuses: Examples = ()
    not_: Examples = ()


class Rules(Generic[P, A]):
    """A table of rules that are asked in the order in which they are written.

    >>> ends: Rules[[str], bool] = Rules("endings of governments")
    >>> @ends.rule(says=(("县政府召开会议。", "…"),))
    ... def whole_form(name: str) -> bool:
    ...     "政府 ends the name of a government."
    ...     return name.endswith("政府")
    >>> ends.decide("县政府"), ends.decide("财政部")
    (True, None)
    >>> with ends.without("whole form"):
    ...     ends.decide("县政府")
    >>> TABLES.pop().title
    'endings of governments'
    """

    def __init__(self, title: str) -> None:
        """An empty table, known to `TABLES` by its title."""
        self.title = title
        self.rules: tuple[Rule[P, A], ...] = ()
        TABLES.append(self)

    def rule(
        self, *, says: Examples = (), refuses: Examples = (), not_: Examples = ()
    ) -> Callable[[Callable[P, A]], Callable[P, A]]:
        """A decorator that adds a function as the table's last rule, named by it, its docstring the meaning."""

        def add(answer: Callable[P, A]) -> Callable[P, A]:
            self.add(Rule(rule_name(answer), answer, (answer.__doc__ or "").strip(), says, refuses, not_))
            return answer

        return add

    def add(self, rule: Rule[P, A]) -> None:
        """Add a rule at the end; raises ValueError where it has no meaning or its name is taken."""
        if not rule.meaning:
            raise ValueError(f"{self.title}: {rule.name}: a rule says in its docstring what it means")
        if any(rule.name == known.name for known in self.rules):
            raise ValueError(f"{self.title}: two rules are called {rule.name!r}")
        self._set((*self.rules, rule))

    def decide(self, *args: P.args, **kwargs: P.kwargs) -> A | None:
        """The answer of the first rule that has one (that is true), or None."""
        for rule in self.rules:
            answer = rule.answer(*args, **kwargs)
            if answer:
                return answer
        return None

    def decided_by(self, *args: P.args, **kwargs: P.kwargs) -> str:
        """The name of the rule whose answer `decide` gives, or empty."""
        return next((rule.name for rule in self.rules if rule.answer(*args, **kwargs)), "")

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """The table less one rule, for as long as it lasts, in this process: what then changes is the rule's doing.

        Raises KeyError where no rule has the name.
        """
        every = self.rules
        if all(rule.name != name for rule in every):
            raise KeyError(f"{self.title}: no rule is called {name!r}")
        self._set(tuple(rule for rule in every if rule.name != name))
        try:
            yield
        finally:
            self._set(every)

    def _set(self, rules: tuple[Rule[P, A], ...]) -> None:
        self.rules = rules


def rule_name(function: Callable[..., object]) -> str:
    """The name of the rule that a function is: its own, in words.

    >>> def verb_and_object() -> None: ...
    >>> rule_name(verb_and_object)
    'verb and object'
    """
    return function.__name__.strip("_").replace("_", " ")


TABLES: list[Rules[Any, Any]] = []
"""Every table of the grammar, in the order in which they are made."""
