"""Which nodes a SHACL engine need look at: all but those of which it is certain that they fit their shapes.

The engine takes two milliseconds a triple, and nearly all that it looks at is right. So the parts of SHACL that the
shipped shapes use are tried here first, in one pass over each shape's nodes. A node that fails is only suspected: the
engine judges it, and says what is wrong. What is not known here (another part of SHACL, a shape that is not
well-formed, a query of a user's own) is left to the engine whole, so that nothing is passed that it would not pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg.check.triples import RDF, RDFS, Triples
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from kg.check.triples import Term

SH: Final = "http://www.w3.org/ns/shacl#"
_XSD: Final = PREFIXES["xsd"]
_TARGETS: Final = frozenset(SH + t for t in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_SAID_ONLY: Final = _TARGETS | {RDF + "type", RDFS + "label", RDFS + "comment"} | {SH + n for n in ("message", "path")}
_FEW = 500

Test = Callable[["Term"], bool]
"""True for a node that certainly fits."""


class _UnknownError(Exception):
    """A part of SHACL that is left to the engine."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """The nodes of a shape that its engine has to look at; None: whatever the shape itself targets."""

    shape: Term
    nodes: frozenset[Term] | None


def sieved(data: Triples, shapes: Triples, *, trusted: bool) -> Iterator[Suspects]:
    """What is left of each shape with targets, shape by shape; shapes of which nothing is left are told too.

    `trusted` are shapes whose queries are known to mean the same whichever way `$this` is bound: the shipped ones.
    """
    tests = _Tests(data, shapes, trusted)
    for shape in [node for node, told in shapes.said.items() if not _TARGETS.isdisjoint(told)]:
        try:
            targets = _targets(data, shapes, shape)
            fits = tests.shape(shape)
            failed = frozenset(node for node in targets if not fits(node)) | tests.asked(shape, targets)
        except (_UnknownError, ValueError, SyntaxError):
            yield Suspects(shape, None)
        else:
            yield Suspects(shape, failed)


def _targets(data: Triples, shapes: Triples, shape: Term) -> set[Term]:
    """The nodes that the shape is for."""
    import pyoxigraph as ox

    if ox.NamedNode(RDFS + "Class") in shapes.objects(shape, RDF + "type"):
        raise _UnknownError
    found = set(shapes.objects(shape, SH + "targetNode"))
    for class_ in shapes.objects(shape, SH + "targetClass"):
        found |= data.instances(class_)
    for p in shapes.objects(shape, SH + "targetSubjectsOf"):
        found.update(data.subjects_of(_value(p)))
    for p in shapes.objects(shape, SH + "targetObjectsOf"):
        found |= data.objects_of(_value(p))
    return found


class _Tests:
    """The shapes as tests of nodes."""

    def __init__(self, data: Triples, shapes: Triples, trusted: bool) -> None:
        self.data, self.shapes, self.trusted = data, shapes, trusted
        self.making: set[Term] = set()

    def shape(self, shape: Term) -> Test:
        """A test that a node fits a shape, its queries apart. Raises _UnknownError where part of it is unknown."""
        told = self.shapes.said.get(shape, {})
        if shape in self.making:
            raise _UnknownError  # a shape that asks for itself
        if (SH + "path") in told:
            return self._property(shape)
        self.making.add(shape)
        tests = [t for p, values in told.items() for t in self._of_value(p, values)]
        self.making.discard(shape)
        return _all(tests)

    def _property(self, shape: Term) -> Test:
        """A test that what a node has by the path of a property shape is right."""
        told = self.shapes.said[shape]
        path = _iri(self._one(told[SH + "path"]))
        tests: list[Test] = []
        sets: list[Callable[[Term, list[Term]], bool]] = []
        known = {k: v for k, v in told.items() if k not in _SAID_ONLY}
        qualified = {k: known.pop(k) for k in list(known) if k.startswith(SH + "qualified")}
        if qualified:
            sets.append(self._qualified(qualified))
        for p, values in known.items():
            whole = self._of_set(p, values)
            if whole is not None:
                sets.append(whole)
            else:
                tests += self._of_value(p, values)
        fits, objects = _all(tests), self.data.objects

        def right(node: Term) -> bool:
            found = objects(node, path)
            return all(s(node, found) for s in sets) and all(map(fits, found))

        return right

    def _one(self, values: list[Term]) -> Term:
        if len(values) != 1:
            raise _UnknownError
        return values[0]

    def _of_set(self, p: str, values: list[Term]) -> Callable[[Term, list[Term]], bool] | None:
        """A test of all that a node has by a path; None for what is asked of each value by itself."""
        name = p.removeprefix(SH)
        if name == "minCount":
            least = _whole(self._one(values))
            return lambda _, found: len(found) >= least
        if name == "maxCount":
            most = _whole(self._one(values))
            return lambda _, found: len(found) <= most
        if name == "hasValue":
            wanted = frozenset(values)
            return lambda _, found: wanted.issubset(found)
        if name == "uniqueLang":
            return lambda _, found: _unique(_languages(found))
        if name == "disjoint":
            other, objects = _iri(self._one(values)), self.data.objects
            return lambda node, found: {*map(_loosely, found)}.isdisjoint(map(_loosely, objects(node, other)))
        if name == "lessThan":
            other, objects = _iri(self._one(values)), self.data.objects
            return lambda node, found: all(_less(a, b) for a in found for b in objects(node, other))
        return None

    def _qualified(self, told: dict[str, list[Term]]) -> Callable[[Term, list[Term]], bool]:
        """A test of how many values fit a shape."""
        asked = {k.removeprefix(SH + "qualified"): self._one(v) for k, v in told.items()}
        if not {"ValueShape"} < asked.keys() <= {"ValueShape", "MinCount", "MaxCount"}:
            raise _UnknownError
        self._exact(asked["ValueShape"])
        fits = self.shape(asked["ValueShape"])
        least = _whole(asked["MinCount"]) if "MinCount" in asked else 0
        most = _whole(asked["MaxCount"]) if "MaxCount" in asked else None

        def right(_: Term, found: list[Term]) -> bool:
            n = sum(map(fits, found))
            return n >= least and (most is None or n <= most)

        return right

    def _exact(self, shape: Term) -> None:
        """Nothing where the test of a shape is right both ways, so that what fits may be counted."""
        known = {SH + n for n in ("class", "in", "languageIn", "nodeKind")} | _SAID_ONLY
        if not self.shapes.said.get(shape, {}).keys() <= known:
            raise _UnknownError

    def _of_value(self, p: str, values: list[Term]) -> Iterator[Test]:
        """Tests of a node by itself, for one of the parameters of a shape."""
        if p in _SAID_ONLY or p == SH + "sparql":
            return
        makers = {
            "class": self._class,
            "datatype": _datatype,
            "nodeKind": _node_kind,
            "minLength": _min_length,
            "minInclusive": lambda v: _bound(v, lambda value, least: value >= least),
            "maxInclusive": lambda v: _bound(v, lambda value, most: value <= most),
            "languageIn": self._language_in,
            "in": self._in,
            "or": self._or,
            "xone": self._xone,
            "node": self._inner,
            "property": self._inner,
        }
        maker = makers.get(p.removeprefix(SH)) if p.startswith(SH) else None
        if maker is None:
            raise _UnknownError
        for value in values:
            yield maker(value)

    def _inner(self, shape: Term) -> Test:
        if self.shapes.objects(shape, SH + "sparql"):
            raise _UnknownError  # a query of a shape within another is not asked here
        return self.shape(shape)

    def _class(self, class_: Term) -> Test:
        members = self.data.instances(class_)
        return members.__contains__

    def _in(self, head: Term) -> Test:
        known = frozenset(self.shapes.items(head))
        return known.__contains__

    def _language_in(self, head: Term) -> Test:
        known = {_value(item).lower() for item in self.shapes.items(head)}
        if "*" in known:
            raise _UnknownError
        return lambda node: bool((said := _language(node)) and (said in known or said.partition("-")[0] in known))

    def _or(self, head: Term) -> Test:
        tests = [self._inner(item) for item in self.shapes.items(head)]
        return lambda node: any(t(node) for t in tests)

    def _xone(self, head: Term) -> Test:
        items = self.shapes.items(head)
        for item in items:
            self._exact(item)
        tests = [self._inner(item) for item in items]
        return lambda node: sum(t(node) for t in tests) == 1

    def asked(self, shape: Term, targets: set[Term]) -> frozenset[Term]:
        """The nodes of a shape that its own queries find wrong."""
        found: set[Term] = set()
        for constraint in self.shapes.objects(shape, SH + "sparql"):
            if not self.trusted:
                raise _UnknownError
            select = _value(self._one(self.shapes.objects(constraint, SH + "select")))
            found |= self._found(select, targets)
        return frozenset(found)

    def _found(self, select: str, targets: set[Term]) -> set[Term]:
        """The targets that a query finds, asked of all at once."""
        import pyoxigraph as ox

        if len(targets) <= _FEW and all(isinstance(t, ox.NamedNode) for t in targets):
            listed = " ".join(map(str, targets))
            select = select.replace("WHERE {", f"WHERE {{ VALUES $this {{ {listed} }}", 1)
        # one join for all targets, where the store would make it anew for each of them
        select = re.sub(r"FILTER NOT EXISTS (\{[^{}]*;[^{}]*\})", r"MINUS \1", select)
        prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in self._prefixes.items())
        rows = self.data.store.query(prefixes + select)
        return {row["this"] for row in rows} & targets  # type: ignore[union-attr]

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        declared = self.shapes.objects_of(SH + "declare")
        pairs = [(self.shapes.objects(d, SH + "prefix"), self.shapes.objects(d, SH + "namespace")) for d in declared]
        return {_value(p[0]): _value(n[0]) for p, n in pairs if p and n}


def _all(tests: Iterable[Test]) -> Test:
    """A test that all of them pass."""
    every = tuple(tests)
    if len(every) == 1:
        return every[0]
    return lambda node: all(t(node) for t in every)


def _value(term: Term) -> str:
    return str(getattr(term, "value", ""))


def _iri(term: Term) -> str:
    """The IRI that a term is; raises _UnknownError for a path of another form."""
    import pyoxigraph as ox

    if not isinstance(term, ox.NamedNode):
        raise _UnknownError
    return term.value


def _whole(term: Term) -> int:
    if not re.fullmatch(r"\d{1,9}", _value(term)):
        raise _UnknownError
    return int(_value(term))


def _language(term: Term) -> str:
    return (getattr(term, "language", None) or "").lower()


def _languages(found: list[Term]) -> list[str]:
    return [said for term in found if (said := _language(term))]


def _unique(found: list[str]) -> bool:
    return len(set(found)) == len(found)


def _loosely(term: Term) -> tuple[str, str]:
    """A term such that those that an engine may take for equal are equal."""
    return _value(term) or str(term), _language(term)


def _number(term: Term) -> Decimal | None:
    """The number that a literal certainly is."""
    datatype = getattr(term, "datatype", None)
    if datatype is None or datatype.value not in {_XSD + "integer", _XSD + "decimal"}:
        return None
    return Decimal(_value(term)) if re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", _value(term)) else None


def _less(one: Term, other: Term) -> bool:
    a, b = _number(one), _number(other)
    return a is not None and b is not None and a < b


def _bound(limit: Term, holds: Callable[[Decimal, Decimal], bool]) -> Test:
    end = _number(limit)
    if end is None:
        raise _UnknownError
    return lambda node: (value := _number(node)) is not None and holds(value, end)


def _min_length(limit: Term) -> Test:
    import pyoxigraph as ox

    least = _whole(limit)
    return lambda node: not isinstance(node, ox.BlankNode) and len(_value(node)) >= least


def _node_kind(kind: Term) -> Test:
    import pyoxigraph as ox

    kinds = {SH + "IRI": ox.NamedNode, SH + "Literal": ox.Literal}
    if _value(kind) not in kinds:
        raise _UnknownError
    wanted = kinds[_value(kind)]
    return lambda node: isinstance(node, wanted)


def _day(text: str) -> bool:
    """True for a day that is in the calendar.

    >>> _day("2021-02-28"), _day("2021-02-30")
    (True, False)
    """
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))


_FORMS: Final[dict[str, Callable[[str], object]]] = {
    _XSD + "string": lambda text: True,
    RDF + "langString": lambda text: True,
    _XSD + "integer": re.compile(r"-?\d{1,15}").fullmatch,
    _XSD + "decimal": re.compile(r"-?\d{1,15}(\.\d{1,9})?").fullmatch,
    _XSD + "date": _day,
    _XSD + "gYearMonth": re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])").fullmatch,
    _XSD + "gYear": re.compile(r"[12]\d{3}").fullmatch,
}


def _datatype(wanted: Term) -> Test:
    """A test that a literal is of a datatype, and well-formed beyond doubt."""
    import pyoxigraph as ox

    form = _FORMS.get(_value(wanted))
    if form is None:
        raise _UnknownError
    return lambda node: isinstance(node, ox.Literal) and node.datatype == wanted and bool(form(node.value))
