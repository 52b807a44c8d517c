"""What a server answers from: the triples of a graph, or something else that answers alike."""

from __future__ import annotations

import json
import tempfile
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.model import KGI
from kg.rdf import file_bytes, load, rdf_format, unreadable
from kg.serve.answers import Answer, plain_answer
from kg.serve.pages import DESCRIBE, Say
from kg.serve.source import Source, Triples, Unanswered
from kg.serve.workers import Workers
from kg.view import to_html
from kg.vocabulary import facts


class Served(ABC):
    """What a server answers from, for as long as it is on. All but `close` raise Unanswered.

    Where it is `lasting`, the same request has the same answer as long as the server is on.
    """

    lasting = False

    @abstractmethod
    def source(self) -> Source:
        """What the pages take from what they show."""

    @abstractmethod
    def asked(self, request: Mapping[str, Any]) -> Answer:
        """The answer to a request of the SPARQL protocol (see `kg.serve.answers.answer`)."""

    @abstractmethod
    def described(self, iri: str, accept: str, form: str) -> Answer:
        """All triples of a thing, in the form that is asked for; 404 where there are none."""

    @abstractmethod
    def drawn(self, asked: Mapping[str, str], say: Say) -> Answer:
        """The interactive page of what is served, or of the part that is asked for."""

    @abstractmethod
    def more(self, path: str, asked: Mapping[str, str], say: Say) -> Answer | None:
        """A page that this alone has; None where it has none at the path."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what was opened."""


class OfTriples(Served):
    """A graph's file or the folder of triples on disk: what it held when the server was started."""

    lasting = True

    def __init__(self, target: Path, workers: int, timeout: float, max_bytes: int) -> None:
        """Start the processes that answer.

        Raises FileNotFoundError where nothing is, ValueError for a file that is no RDF.
        """
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.location = target
        if not target.is_dir():
            self._folder = tempfile.TemporaryDirectory(prefix="policy-kg-")
            try:
                self.location = _stored(target, Path(self._folder.name))
            except BaseException:
                self._folder.cleanup()
                raise
        self.workers = Workers(self.location, workers, timeout, max_bytes)
        self._page: bytes | None = None
        self._drawing = threading.Lock()

    def source(self) -> Source:
        """Its triples."""
        return Triples(self._json)

    def _json(self, query: str) -> dict[str, Any]:
        found = self.workers.ask({"query": query, "format": "json"})
        if found.status != 200:
            raise Unanswered(found)
        answer: dict[str, Any] = json.loads(found.body)
        return answer

    def asked(self, request: Mapping[str, Any]) -> Answer:
        """The answer of a process."""
        return self.workers.ask(request)

    def described(self, iri: str, accept: str, form: str) -> Answer:
        """All triples of the IRI."""
        found = self.workers.ask({"query": DESCRIBE.replace("IRI", iri), "accept": accept, "format": form})
        if found.status != 200:
            return found
        known = self._json(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}")
        if not known.get("boolean"):
            return plain_answer(404, f"nothing is known of {iri}")
        return as_data(found)

    def drawn(self, asked: Mapping[str, str], say: Say) -> Answer:
        """The page of all that is served, drawn when it is first asked for, from what queries see too."""
        with self._drawing:
            if self._page is None:
                self._page = to_html(load(self.location)).encode()
            return Answer(200, "text/html; charset=utf-8", self._page)

    def more(self, path: str, asked: Mapping[str, str], say: Say) -> Answer | None:
        """None: all pages of a graph are common."""
        return None

    def close(self) -> None:
        """End the processes."""
        self.workers.close()
        if self._folder is not None:
            self._folder.cleanup()


def as_data(found: Answer) -> Answer:
    """An answer in triples as data: where a page was asked for, as Turtle."""
    return Answer(200, "text/turtle; charset=utf-8", found.body) if found.type == "text/html" else found


def _stored(source: Path, folder: Path) -> Path:
    """The folder, with a store of what the file holds. Raises ValueError for a file that is no RDF."""
    import pyoxigraph as ox

    raw, form = file_bytes(source)
    store = ox.Store(str(folder))
    try:
        store.bulk_load(raw, format=rdf_format(form), base_iri=KGI)
    except SyntaxError as error:
        raise unreadable(str(source), error) from error
    facts.add(store)
    store.flush()
    return folder
