"""A store on the web: its pages from its tables, parts of it drawn on request, SPARQL where triples were made of it."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from kg.corpus.asking import triples
from kg.corpus.front import Front
from kg.corpus.opened import Corpus
from kg.corpus.pages import Tables, articles
from kg.corpus.shelf import Shelf
from kg.graph import Graph
from kg.query import open_store
from kg.serve.answers import Answer, answer, plain_answer
from kg.serve.pages import DESCRIBE, Say, as_page, at, link
from kg.serve.served import Served, as_data
from kg.serve.source import Source
from kg.serve.workers import Workers
from kg.view import to_html

DRAWN = 300
"""Articles of the largest part that is drawn as an interactive page, the latest of those that are asked for."""

LISTED = 100
"""Articles of a page of a list."""

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


class OfStore(Served):
    """A store as `kg corpus build` writes it; a build meanwhile is seen by the next request."""

    def __init__(self, store: Path, workers: int, timeout: float, max_bytes: int) -> None:
        """Open it so many times, and start as many processes for SPARQL where triples were made of it.

        Raises:
            StoreError: the folder is no store.
        """
        self.store, self.max_bytes = store, max_bytes
        self._shelf = Shelf(store, workers, timeout)
        self._front = Front(store)
        place = triples(store)
        self._workers = Workers(place, workers, timeout, max_bytes) if place.is_dir() else None
        threading.Thread(target=self._front.known, daemon=True).start()

    def source(self) -> Source:
        """Its tables."""
        return Tables(self._shelf, self._front)

    def asked(self, request: Mapping[str, Any]) -> Answer:
        """The answer of a process, over the triples that were there when the server was started."""
        if self._workers is None:
            return plain_answer(
                404,
                f"no triples were made of this store when the server was started: kg corpus export {self.store.name} "
                "--to oxigraph makes them; the questions of the front page are answered without",
            )
        return self._workers.ask(request)

    def described(self, iri: str, accept: str, form: str) -> Answer:
        """The triples of an entity with the statements it is in, or of an article."""
        with self._shelf.corpus() as corpus:
            part = _around(corpus, iri)
        if not part.articles and not part.entities:
            return plain_answer(404, f"nothing is known of {iri}")
        request = {"query": DESCRIBE.replace("IRI", iri), "accept": accept, "format": form, "limit": self.max_bytes}
        return as_data(answer(open_store(part), request))

    def drawn(self, asked: Mapping[str, str], say: Say) -> Answer:
        """The interactive page of the articles that name a thing (`about`) between two dates (`from`, `until`).

        Of more than `DRAWN` articles it shows the latest, and says so.
        """
        about, since, until = (asked.get(key, "").strip() for key in ("about", "from", "until"))
        if not (about or since or until) or not all(not d or _DATE.fullmatch(d) for d in (since, until)):
            return self._choice(asked, say, "")
        with self._shelf.corpus() as corpus:
            try:
                part = corpus.graph(about or None, since=since, until=until, limit=DRAWN)
            except ValueError as error:
                return self._choice(asked, say, str(error))
        if not part.articles:
            return self._choice(asked, say, say("none"))
        title = " ".join(filter(None, (about, f"{since}–{until}" if since or until else "")))
        if len(part.articles) == DRAWN:
            title += f" ({say('latest').format(DRAWN)})"
        return Answer(200, "text/html; charset=utf-8", to_html(part, title=title, sparql=False).encode())

    def _choice(self, asked: Mapping[str, str], say: Say, why: str) -> Answer:
        """The form that asks for a part of the store, with why there is none."""
        boxes = "".join(
            f'<label>{html.escape(say(f"part {key}"))}<input name="{key}" value="{html.escape(asked.get(key, ""))}">'
            "</label>"
            for key in ("about", "from", "until")
        )
        error = f'<p class="error" role="alert">{html.escape(why)}</p>' if why else ""
        form = f'<form class="ask" action="/graph">{boxes}<button>{say("page")}</button></form>'
        title = say("page")
        return as_page(title, f"<h1>{title}</h1><p>{say('part').format(DRAWN)}</p>{error}{form}", say)

    def more(self, path: str, asked: Mapping[str, str], say: Say) -> Answer | None:
        """The list of articles of a span of time at `/articles`."""
        if path != "/articles":
            return None
        since, until = (d if _DATE.fullmatch(d := asked.get(key, "")) else "" for key in ("from", "until"))
        skip = int(asked["skip"]) if asked.get("skip", "").isdecimal() else 0
        with self._shelf.corpus() as corpus:
            found = articles(corpus, since, until, skip, LISTED + 1)
        items = "".join(
            f"<li>{link(at(r, 'x'), at(r, 'name') or say('untitled'))} <small>{at(r, 'date')}</small></li>"
            for r in found[:LISTED]
        )
        after = urlencode({"from": since, "until": until, "skip": skip + LISTED})
        more = f'<p><a href="/articles?{after}">{say("next")}</a></p>' if len(found) > LISTED else ""
        drawn = f'<p><a href="/graph?{urlencode({"from": since, "until": until})}">{say("page")}</a></p>'
        title = f"{say('articles')} {since}{f'–{until}' if until != since else ''}"
        body = f'<h1>{html.escape(title)}</h1>{drawn}<ul class="list">{items}</ul>{more}'
        return as_page(title, body, say)

    def close(self) -> None:
        """End the processes."""
        if self._workers is not None:
            self._workers.close()


def _around(corpus: Corpus, iri: str) -> Graph:
    """What the store says of an entity or an article, as a graph."""
    if iri in corpus.articles:
        return corpus.of_articles("SELECT $1", iri)
    if iri not in corpus.entities:
        return Graph((), (), (), ())
    stated = corpus.about(iri)
    ends = {end for s in stated for end in (s.subject, s.object, s.speaker) if end} | {iri}
    corpus.fetch(ends)
    read = {e.article for s in stated for e in s.evidence}
    known = [corpus.entities[end] for end in sorted(ends)]
    return Graph(corpus.heads(read).values(), known, (), stated)
