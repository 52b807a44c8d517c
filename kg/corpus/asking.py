"""Queries to a store: the named questions from its tables, SPARQL from the triples that were made of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg import query
from kg.corpus import named
from kg.corpus.manifest import StoreError, load
from kg.corpus.opened import Corpus
from kg.query import Result


def triples(store: str | Path) -> Path:
    """Where the triples of a store lie when `kg corpus export STORE --to oxigraph` has made them."""
    return Path(store) / "triples" / load(store).state


def run(
    store: str | Path, sparql: str, *, limit: int | None = None, timeout: float | None = None, **bindings: object
) -> Result:
    """The answer of a SPARQL query over the store's triples (see `kg.query.run`).

    Raises StoreError where no triples were made of the store as it is now.
    """
    place = triples(store)
    if not place.is_dir():
        raise StoreError(
            f"{store}: no triples were made of this store as it is now: kg corpus export {store} --to oxigraph makes "
            "them; the questions of kg query --list are answered without (--name)"
        )
    return query.run(place, sparql, limit=limit, timeout=timeout, **bindings)


def titles(store: str | Path, articles: Iterable[str]) -> dict[str, str]:
    """The titles of articles by their IRIs, with their dates before them; those without a title are left out."""
    query = "SELECT iri, date, title FROM articles WHERE iri IN (SELECT unnest(?)) AND title <> ''"
    wanted = sorted(articles)
    found = Corpus(store).rows(query, wanted) if wanted else []
    return {iri: f"{date} {title}".lstrip() for iri, date, title in found}


def ask(
    store: str | Path, name: str, *, limit: int | None = None, timeout: float | None = None, **bindings: object
) -> Result:
    """The answer of a named question (see `kg.corpus.named.ask`)."""
    return named.ask(Corpus(store), name, limit=limit, timeout=timeout, **bindings)
