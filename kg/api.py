"""What `import kg` gives: a graph with all that it can become, and the ways to get one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.graph import Graph
from kg.model import Relation

if TYPE_CHECKING:
    import networkx
    import pandas

    from kg.corpus.opened import Corpus
    from kg.export import Matrix
    from kg.query import Result


class KnowledgeGraph(Graph):
    """What was read from one or more articles, with every form that it can be written in and every way to ask it."""

    @classmethod
    def of(cls, graph: Graph) -> Self:
        """The same graph; its records are shared, none is copied."""
        made = cls.__new__(cls)
        made.__dict__.update(graph.__dict__)
        return made

    @cached_property
    def nx(self) -> networkx.MultiDiGraph:
        """The networkx view: node = IRI (label, type, kind), edge key = relation, with its `statements`.

        Only what is asserted or planned is an edge; an edge's `statements` are the records it rests on.
        """
        from kg.export import to_networkx

        return to_networkx(self)

    def matrix(self, rows: str, columns: str, relation: Relation | str | None = None) -> Matrix:
        """How many places state that an entity of one type or kind is linked to one of another (`kg.export.matrix`).

        `graph.matrix(rows="Department", columns="Program")` says which department has which programmes. Raises
        ValueError for an unknown type, kind or relation.
        """
        from kg.export import matrix

        return matrix(self, rows, columns, relation)

    def projection(self, nodes: str, through: str, relation: Relation | str | None = None) -> networkx.Graph:
        """The entities of one type or kind, linked where they share neighbours of another: ready for networkx.

        `graph.projection("Department", through="Program")` links departments that share programmes: node = IRI (label,
        type, kind), an edge's `weight` is the number of programmes, its `shared` their IRIs in order. Entities without
        any such neighbour are left out. Raises ValueError for an unknown type, kind or relation.
        """
        from kg.export import projection

        return projection(self, nodes, through, relation)

    def to_pandas(self) -> dict[str, pandas.DataFrame]:
        """The graph as data frames: `articles`, `entities`, `mentions`, `statements` (a row for each evidence).

        Raises ImportError where pandas is not installed: it comes with `policy-kg[pandas]`.
        """
        from kg.export import to_pandas

        return to_pandas(self)

    def query(
        self, sparql: str, *, limit: int | None = None, timeout: float | None = None, **bindings: object
    ) -> Result:
        """The answer of a SPARQL query over the graph's triples (see `kg.query.run`)."""
        from kg.query import run

        return run(self, sparql, limit=limit, timeout=timeout, **bindings)

    def to_turtle(self, path: str | Path | None = None) -> str:
        """The graph as Turtle, always the same bytes; also written to `path` where one is given."""
        from kg.rdf import to_turtle

        return to_turtle(self, path)

    def to_html(self, path: str | Path | None = None, *, sparql: bool = True) -> str:
        """The graph as one self-contained page; also written to `path` where one is given."""
        from kg.view import to_html

        return to_html(self, path, sparql=sparql)

    def _repr_html_(self) -> str:
        """The page in a sandboxed frame, as notebooks show it."""
        from kg.view import to_frame

        return to_frame(self)

    def to_graphml(self, path: str | Path | None = None) -> str:
        """The graph as GraphML; also written to `path` where one is given."""
        from kg.export import to_graphml

        return to_graphml(self, path)


def build(
    source: str | Path,
    *,
    ontology: str | Path | Iterable[str | Path] = (),
    columns: Mapping[str, str] | None = None,
    keep_unlikely: bool = False,
) -> KnowledgeGraph:
    """The graph of every document in a file, folder or address, merged into one.

    `ontology` names folders of vocabularies to add to the shipped one, `columns` which column of a table or key of
    a row holds what (`{"text": "正文"}`). What is guessed, mended or left out goes to the log `kg`. With
    `keep_unlikely` names and statements stay that are hardly meant or said (else `left_out` has them), and nothing
    is read that is only likely (see `kg.weigh`). Raises `kg.read.InputError` when the source cannot be read,
    `kg.words.loading.LexiconError` when a vocabulary cannot.
    """
    from kg.pipeline.document import build_documents
    from kg.read import read
    from kg.resources import vocabularies
    from kg.words.loading import lexicon

    folders = [ontology] if isinstance(ontology, str | Path) else ontology
    known = lexicon(vocabularies(folders, keep_unlikely=keep_unlikely))
    return KnowledgeGraph.of(build_documents(read(source, columns=columns), known))


def build_text(
    text: str,
    *,
    name: str = "",
    url: str = "",
    title: str = "",
    date: str = "",
    ontology: Sequence[str | Path] = (),
    keep_unlikely: bool = False,
) -> KnowledgeGraph:
    """The graph of one text; `keep_unlikely` as for `build`."""
    from kg.pipeline.document import build_document
    from kg.read import read_text
    from kg.resources import vocabularies
    from kg.words.loading import lexicon

    document = read_text(text, name=name, url=url, title=title, date=date)
    known = lexicon(vocabularies(ontology, keep_unlikely=keep_unlikely))
    return KnowledgeGraph.of(build_document(document, known))


def load(path: str | Path) -> KnowledgeGraph:
    """The graph that an RDF file (by its ending) or a store's folder holds, with all its evidence.

    See `kg.rdf.load`, and `kg.beside` for the database beside a long Turtle file.

    Raises ValueError with file and line for what is no RDF, FileNotFoundError where nothing is.
    """
    from kg.beside import load as loaded

    return KnowledgeGraph.of(loaded(Path(path)))


def open(store: str | Path) -> Corpus:
    """A store that `kg corpus build` wrote, asked where it lies: `find`, `statements`, `timeline`, `sql`, `to_pandas`.

    Raises `kg.corpus.manifest.StoreError` where the folder is no store, ImportError without the extra `corpus`.
    """
    from kg.corpus.opened import Corpus

    return Corpus(store)
