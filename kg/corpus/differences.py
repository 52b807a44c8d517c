"""What differs between two stores: articles, entities and statements that one has and the other has not."""

from __future__ import annotations

from dataclasses import dataclass

from kg.corpus.opened import Corpus


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that one of the stores alone has: `change` is `+` for the second, `-` for the first, `~` for both.

    `what` is `article`, `entity` or `statement`, `iri` what it is called by, `text` what it says.
    """

    change: str
    what: str
    iri: str
    text: str


_ASKED = {
    "article": "SELECT iri, title || ' ' || date AS text FROM articles",
    "entity": "SELECT iri, type || ' ' || label || ' ' || array_to_string(names, '、') AS text FROM entities",
    "statement": (
        "SELECT DISTINCT statement AS iri, s.label || ' ' || relation || ' ' || o.label || ' ' || modality AS text "
        "FROM statements t JOIN entities s ON s.iri = t.subject JOIN entities o ON o.iri = t.object"
    ),
}


def differences(one: Corpus, other: Corpus) -> list[Difference]:
    """What the second store has and the first has not (`+`), the other way round (`-`), and what it calls otherwise."""
    found: list[Difference] = []
    for what, query in _ASKED.items():
        other.connection.register("before", one.arrow(query))
        rows = other.rows(
            "SELECT CASE WHEN b.iri IS NULL THEN '+' WHEN a.iri IS NULL THEN '-' ELSE '~' END AS change, "
            "coalesce(a.iri, b.iri) AS iri, coalesce(a.text, b.text) AS text "
            f"FROM ({query}) a FULL OUTER JOIN before b ON a.iri = b.iri "
            "WHERE a.iri IS NULL OR b.iri IS NULL OR (a.text <> b.text) ORDER BY iri"
        )
        found += [Difference(change, what, iri, text) for change, iri, text in rows]
        other.connection.unregister("before")
    return found
