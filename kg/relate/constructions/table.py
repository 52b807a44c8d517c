"""The registry of constructions: what each is called, where it is looked for, and the sentences that it reads.

`construction` registers one that reads a clause (`Spoken`), `construction_of_sentence` one that reads a whole sentence
(`Sentence`), `construction_of_dateline` one that reads who is named in a dateline (`Dateline`),
`construction_of_document` one that reads the layout of a document (`Official`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from kg.model import EntityType, Relation
from kg.parse.reading import Fact
from kg.relate.datelines import Dateline
from kg.relate.official import Official
from kg.relate.spoken.turns import Sentence, Spoken
from kg.rules import Examples, Rule, Rules, rule_name

V = TypeVar("V")
Reads: TypeAlias = Callable[[V], Iterator[Fact]]


@dataclass(frozen=True, slots=True)
class Need:
    """Where a construction is looked for: a verb that evokes the relation, a name of the type, a word with a mark.

    None for any, and 0; of several marks any will do.
    """

    relation: Relation | None = None
    name: EntityType | None = None
    marks: int = 0


Wanted: TypeAlias = tuple[frozenset[Relation], frozenset[EntityType], int]


class Constructions(Rules[[V], Iterator[Fact]], Generic[V]):
    """The constructions of one view, indexed by what they need so that one costs nothing where it cannot be."""

    def __init__(self, title: str) -> None:
        """An empty table, known to `kg.rules.TABLES` by its title."""
        self._needs: dict[str, Need] = {}
        self.marks = 0  # those that any of them needs
        self._apt: dict[Wanted, tuple[Rule[[V], Iterator[Fact]], ...]] = {}
        super().__init__(title)

    def construction(
        self,
        *,
        needs: Relation | None = None,
        name: EntityType | None = None,
        marks: int = 0,
        says: Examples,
        not_: Examples = (),
    ) -> Callable[[Reads[V]], Reads[V]]:
        """A decorator that registers a function under its own name (`place_before` is "place before").

        It is called for what has a verb that evokes `needs`, a name of type `name` and a word with one of the marks (of
        `kg.parse.flags`, among `context.EVENTS`), and yields the facts that it reads. `says` are the sentences that it
        reads, at least one, each with a statement; `not_` those that it must not. Raises ValueError without example or
        docstring, or where the name is taken.
        """

        def add(read: Reads[V]) -> Reads[V]:
            if not says:
                raise ValueError(f"{self.title}: {rule_name(read)}: a construction has a sentence that it reads")
            self._needs[rule_name(read)] = Need(needs, name, marks)
            self.marks |= marks
            return self.rule(says=says, not_=not_)(read)

        return add

    def read(
        self,
        view: V,
        evoked: frozenset[Relation] = frozenset(),
        types: frozenset[EntityType] = frozenset(),
        marks: int = 0,
    ) -> Iterator[Fact]:
        """The facts that the constructions read, each with the name of the one that read it."""
        wanted = evoked, types, marks & self.marks
        apt = self._apt.get(wanted)
        if apt is None:
            apt = self._apt[wanted] = tuple(r for r in self.rules if self._fits(self._needs[r.name], *wanted))
        for rule in apt:
            for fact in rule.answer(view):
                fact.read_by = rule.name
                yield fact

    @staticmethod
    def _fits(need: Need, evoked: frozenset[Relation], types: frozenset[EntityType], marks: int) -> bool:
        if need.marks and not need.marks & marks:
            return False
        return (need.relation is None or need.relation in evoked) and (need.name is None or need.name in types)

    def _set(self, rules: tuple[Rule[[V], Iterator[Fact]], ...]) -> None:
        super()._set(rules)
        self._apt.clear()


CLAUSES: Constructions[Spoken] = Constructions("constructions of a clause")
SENTENCES: Constructions[Sentence] = Constructions("constructions of a sentence")
CREDITS: Constructions[Dateline] = Constructions("constructions of a dateline")
DOCUMENTS: Constructions[Official] = Constructions("constructions of a document")

construction = CLAUSES.construction
construction_of_sentence = SENTENCES.construction
construction_of_dateline = CREDITS.construction
construction_of_document = DOCUMENTS.construction
