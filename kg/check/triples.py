"""The triples of a file that is checked, as nodes that can be asked what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kg.rdf import rdf_format, unreadable
from kg.terms import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

RDF = PREFIXES["rdf"]
RDFS = PREFIXES["rdfs"]
_TYPE = RDF + "type"


class Triples:
    """Triples, each once, whatever named graphs they were in: what is said of each node, by the predicate's IRI."""

    def __init__(self, store: ox.Store) -> None:
        """Look at all that the store holds, once."""
        said: dict[Term, dict[str, list[Term]]] = {}
        predicates: dict[ox.NamedNode, str] = {}
        for q in store:
            predicate = predicates.get(q.predicate)
            if predicate is None:
                predicate = predicates[q.predicate] = q.predicate.value
            subject = q.subject
            node = said.get(subject)
            if node is None:
                node = said[subject] = {}
            node.setdefault(predicate, []).append(q.object)
        self.store = store
        self.said: Mapping[Term, Mapping[str, list[Term]]] = said

    def __len__(self) -> int:
        return len(self.store)

    def objects(self, node: Term, predicate: str) -> list[Term]:
        """What the node is said to have."""
        return self.said.get(node, {}).get(predicate, [])

    def subjects_of(self, predicate: str) -> Iterator[Term]:
        """The nodes of which the predicate is said."""
        return (node for node, told in self.said.items() if predicate in told)

    def objects_of(self, predicate: str) -> set[Term]:
        """What the predicate says of any node."""
        return {o for told in self.said.values() for o in told.get(predicate, ())}

    @cached_property
    def _by_type(self) -> dict[Term, list[Term]]:
        found: dict[Term, list[Term]] = {}
        for node, told in self.said.items():
            for type_ in told.get(_TYPE, ()):
                found.setdefault(type_, []).append(node)
        return found

    @cached_property
    def _narrower(self) -> dict[Term, list[Term]]:
        found: dict[Term, list[Term]] = {}
        for node, told in self.said.items():
            for wider in told.get(RDFS + "subClassOf", ()):
                found.setdefault(wider, []).append(node)
        return found

    def classes(self, class_: Term) -> frozenset[Term]:
        """The class and all that the triples say to be narrower."""
        found, ahead = {class_}, [class_]
        while ahead:
            new = [c for c in self._narrower.get(ahead.pop(), ()) if c not in found]
            found.update(new)
            ahead += new
        return frozenset(found)

    def instances(self, class_: Term) -> set[Term]:
        """The nodes of the class or a narrower one."""
        return {node for c in self.classes(class_) for node in self._by_type.get(c, ())}

    def items(self, head: Term) -> list[Term]:
        """The items of an RDF list. Raises ValueError where it is none."""
        import pyoxigraph as ox

        found: list[Term] = []
        seen = set()
        while head != ox.NamedNode(RDF + "nil"):
            first, rest = self.objects(head, RDF + "first"), self.objects(head, RDF + "rest")
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise ValueError("not an RDF list")
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found


def read(raw: bytes, form: str, name: str) -> Triples:
    """The triples of an RDF text of one of the forms. Raises ValueError, with name and line, for what is no RDF."""
    import pyoxigraph as ox

    from kg.model import KGI

    store = ox.Store()
    try:
        if form in {"ttl", "nt", "rdf", "n3"}:
            store.bulk_load(raw, format=rdf_format(form), base_iri=KGI)
        else:
            store.bulk_extend(_unnamed(ox.parse(raw, format=rdf_format(form), base_iri=KGI)))
    except SyntaxError as error:
        raise unreadable(name, error) from error
    return Triples(store)


def _unnamed(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads without their named graphs."""
    import pyoxigraph as ox

    return (ox.Quad(q.subject, q.predicate, q.object) for q in quads)
