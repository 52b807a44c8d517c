"""Constructions: the ways in which the prose states a relation, each one record with the sentences that it reads.

A module of this folder is read when the package is: a new construction is a decorated function in any of them, or in a
new one, and nothing else is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from kg.model import EntityType, Relation, T
from kg.parse.reading import Fact
from kg.relate.constructions.doers import stated
from kg.relate.constructions.table import CLAUSES, CREDITS, DOCUMENTS, SENTENCES
from kg.relate.datelines import Dateline
from kg.relate.official import Official
from kg.relate.spoken.turns import Sentence, Spoken

_NO_VERBS: frozenset[Relation] = frozenset()
_NO_NAMES: frozenset[EntityType] = frozenset()

for _module in sorted(m.name for m in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")


def read_clause(spoken: Spoken) -> Iterator[Fact]:
    """What a clause says: of the objects of its verbs, and by how it is built."""
    clause = spoken.clause
    for found in spoken.governed:
        yield from stated(found)
    types = frozenset([n.type for _, n in clause.names]) if clause.names else _NO_NAMES
    yield from CLAUSES.read(spoken, clause.evokes() if clause.verbs else _NO_VERBS, types, clause.marks)


def read_sentence(sentence: Sentence) -> Iterator[Fact]:
    """What a sentence says as a whole."""
    names, authors = [name for clause in sentence.clauses for _, name in clause.names], sentence.context.authors
    written = authors and any(name.first in authors for name in names)
    types = frozenset([name.type for name in names])
    return SENTENCES.read(sentence, types=types | {T.PERSON} if written else types)


def read_credits(*credits: Dateline | None) -> Iterator[Fact]:
    """Whose reporters those are that datelines and brackets name, and what posts of the author."""
    for each in credits:
        if each is not None and (each.reporters or each.note):
            yield from CREDITS.read(each)


def read_layout(official: Official) -> Iterator[Fact]:
    """What a document says by how it is laid out."""
    return DOCUMENTS.read(official)
