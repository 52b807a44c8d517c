"""Where the pages take from what they show: questions with rows for answers, put here to triples in SPARQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kg.query import Question
from kg.serve.answers import Answer
from kg.serve.pages import (
    ABOUT,
    ARTICLES,
    CALLED,
    COUNTS,
    ENTITIES,
    MENTIONS,
    NAMED_IN,
    NAMES,
    QUALIFIED,
    SAID,
    STATED,
    TYPES,
    Row,
    Say,
    at,
    literal,
)


class Unanswered(Exception):
    """The question was not answered: nobody was free, or it took too long. `answer` says so."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class Source(Protocol):
    """What pages ask for. A row has its values by their names, as in SPARQL's JSON; what is not known is left out.

    Any of them raises Unanswered.
    """

    def counts(self) -> list[Row]:
        """How many of each type there are: `type`, `count`, the most first."""

    def things(self, text: str, type_: str) -> list[Row]:
        """Entities with the text in a name, of a type where one is given: `x`, `type`, `name`, `also`, `count`."""

    def articles(self, text: str) -> list[Row]:
        """Articles with the text in title or text: `x`, `name`, `date`, `snippet`."""

    def names(self, iris: Sequence[str]) -> list[Row]:
        """What entities and articles are called: `x`, `name`."""

    def answered(self, asked: Question, values: Mapping[str, str], say: Say) -> Mapping[str, Any]:
        """The answer to a named question, as SPARQL's JSON; raises LookupError for a value that is none."""

    def said(self, iri: str) -> list[Row]:
        """What is said of a thing: `property`, `value`."""

    def about(self, iri: str) -> list[Row]:
        """The statements of which an entity is an end: `direction`, `relation`, `other`, … and their sentences.

        `qualified` has a line for each thing that qualifies one: the quality, a space, and the words.
        """

    def named_in(self, iri: str) -> list[Row]:
        """The articles that name an entity: `article`, `title`, `date`, the latest first."""

    def mentions(self, iri: str) -> list[Row]:
        """The places at which an article names entities: `entity`, `type`, `start`, `end`, in order."""

    def stated(self, iri: str) -> list[Row]:
        """The statements of an article: `subject`, `relation`, `object`, … and their sentences."""

    def overview(self, say: Say) -> str:
        """What the front page says of the whole, as HTML; may be nothing."""

    def life(self, iri: str, say: Say) -> str:
        """What an entity's page says of it over time, as HTML; may be nothing."""


@dataclass(frozen=True, slots=True)
class Triples:
    """A source of triples: `ask` takes a query and gives its SPARQL JSON."""

    ask: Callable[[str], dict[str, Any]]

    def _rows(self, query: str) -> list[Row]:
        found: list[Row] = self.ask(query)["results"]["bindings"]
        return found

    def _qualified(self, query: str, iri: str, ends: str) -> list[Row]:
        """The rows of a query for statements, each with what qualifies its statement."""
        told = {at(row, "statement"): row["qualified"] for row in self._rows(QUALIFIED.replace("ENDS", ends))}
        rows = self._rows(query.replace("IRI", iri))
        return [{**row, "qualified": told[of]} if (of := at(row, "statement")) in told else row for row in rows]

    def counts(self) -> list[Row]:
        """How many of each type there are."""
        return self._rows(COUNTS)

    def things(self, text: str, type_: str) -> list[Row]:
        """Entities with the text in a name."""
        found = f"FILTER(CONTAINS(LCASE(STR(?said)), LCASE({literal(text)})))" if text else ""
        query = ENTITIES.replace("FOUND", found)
        if type_ in TYPES:
            query = re.sub(r"VALUES \?type \{[^{}]*\}", f"VALUES ?type {{ kg:{type_} }}", query)
        return self._rows(query)

    def articles(self, text: str) -> list[Row]:
        """Articles with the text in title or text."""
        return self._rows(ARTICLES.replace("TEXT", literal(text)))

    def names(self, iris: Sequence[str]) -> list[Row]:
        """What entities and articles are called."""
        return self._rows(NAMES.replace("IRIS", " ".join(f"<{i}>" for i in iris)))

    def answered(self, asked: Question, values: Mapping[str, str], say: Say) -> Mapping[str, Any]:
        """The answer to a named question. Raises LookupError for a name of none or of several."""
        lines = "".join(
            f"  VALUES ?{p.name} {{ {self._term(p.type, values[p.name], say)} }}\n" for p in asked.parameters
        )
        query = re.sub(
            r"WHERE\s*\{\n?", lambda m: f"{m[0].rstrip()}\n{lines}", asked.sparql, count=1, flags=re.IGNORECASE
        )
        return self.ask(query)

    def _term(self, type_: str, value: str, say: Say) -> str:
        if type_ == "relation" and re.fullmatch(r"\w+", value):
            return f"kg:{value}"
        if type_ != "entity":
            return literal(value) + ("^^xsd:date" if type_ == "date" else "")
        found = self._rows(CALLED.replace("TEXT", literal(value)))
        if len(found) != 1:
            near = "\n".join(f"{at(r, 'name')} {at(r, 'x')}" for r in found)
            raise LookupError(f"{say('several' if found else 'unknown')}: {value}\n{near}".strip())
        return f"<{at(found[0], 'x')}>"

    def said(self, iri: str) -> list[Row]:
        """What is said of a thing."""
        return self._rows(SAID.replace("IRI", iri))

    def about(self, iri: str) -> list[Row]:
        """The statements of which an entity is an end."""
        ends = (f"rdf:subject <{iri}>", f"rdf:object <{iri}>")
        return [row for query, end in zip(ABOUT, ends, strict=True) for row in self._qualified(query, iri, end)]

    def named_in(self, iri: str) -> list[Row]:
        """The articles that name an entity."""
        return self._rows(NAMED_IN.replace("IRI", iri))

    def mentions(self, iri: str) -> list[Row]:
        """The places at which an article names entities."""
        return self._rows(MENTIONS.replace("IRI", iri))

    def stated(self, iri: str) -> list[Row]:
        """The statements of an article."""
        return self._qualified(STATED, iri, f"oa:hasTarget/oa:hasSource <{iri}>")

    def overview(self, say: Say) -> str:
        """Nothing: a graph has a page of its own."""
        return ""

    def life(self, iri: str, say: Say) -> str:
        """Nothing: the interactive page shows it."""
        return ""
