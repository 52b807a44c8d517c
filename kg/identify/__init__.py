"""Things to identities: an IRI says what makes the thing itself, so that graphs add up to one node for one thing.

Linking says which names of one text are the same; here it is said which things of different texts are: by what the
text says of them, and never by a name that many things have. `identify` goes over the types in the order in which one
says what another is: places, bodies, persons, meetings, documents, programmes. What the text does not tell apart from
others of its name stays local to the article.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.identify import bodies, documents, meetings, persons
from kg.identify.context import Context, Dated
from kg.model import Article
from kg.parse.reading import Fact, Linked, Reading
from kg.words.lexicon import Lexicon


def identify(
    article: Article,
    reading: Reading,
    linked: Linked,
    facts: Sequence[Fact],
    bylines: dict[str, str],
    medium: str,
    dated: Dated,
    lexicon: Lexicon,
) -> dict[str, str]:
    """The IRI of each thing that is another than the one that it bears in `linked`.

    `medium` is the IRI of the medium that the article is from, or empty; `bylines` are the reporters that its head or
    foot names, each with the IRI of the medium or an empty one. `dated` finds the times between two places of the text.
    """
    context = Context(article, reading, linked, facts, bylines, medium, dated, lexicon)
    for step in (bodies.places, bodies.organizations, persons.persons, meetings.meetings, documents.documents):
        step(context)
    documents.programs(context)
    return context.renamed
