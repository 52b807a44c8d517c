"""The decisions of a person: which things are one and which are not, in a Turtle file, and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.graph import Graph
from kg.model import KG, KGI, KGV, Entity, Mention, Statement, statement

_G = TypeVar("_G", bound=Graph)
_OWL = "http://www.w3.org/2002/07/owl#"
_SAME, _DIFFERENT, _WHY = _OWL + "sameAs", _OWL + "differentFrom", KG + "joinedFor"


class DecisionsError(ValueError):
    """Decisions that cannot be followed: names the file, what is wrong there and what was expected."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs that are one thing and pairs that are not, each in the order of their IRIs; `file` is where they stand.

    `reasons` are (IRI, why it is joined), for those of which the file says so.
    """

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()
    file: str = ""
    reasons: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def read(cls, path: str | Path) -> Decisions:
        """The decisions of a Turtle file: `<a> owl:sameAs <b> .` and `<a> owl:differentFrom <b> .`.

        `<a> kg:joinedFor "…" .` says why. Other triples of the file are the user's own, and left alone. Raises
        DecisionsError where the file is no Turtle, where a decision is about what has no IRI, or where things that are
        not one would be one by what else is decided; FileNotFoundError where there is no file.
        """
        import pyoxigraph as ox

        pairs: dict[str, set[tuple[str, str]]] = {_SAME: set(), _DIFFERENT: set()}
        reasons: set[tuple[str, str]] = set()
        try:
            for t in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=KGI):
                held = pairs.get(t.predicate.value)
                if t.predicate.value == _WHY and isinstance(t.object, ox.Literal):
                    reasons.add((t.subject.value, t.object.value))
                if held is None:
                    continue
                ends = t.subject, t.object
                if not all(isinstance(end, ox.NamedNode) for end in ends):
                    raise DecisionsError(f"{path}: {t}: expected the IRIs of two things")
                one, other = sorted(end.value for end in ends)
                held.add((one, other))
        except SyntaxError as error:
            raise DecisionsError(f"{path}: not a readable Turtle file: {error}") from error
        found = cls(frozenset(pairs[_SAME]), frozenset(pairs[_DIFFERENT]), str(path), frozenset(reasons))
        found.check()
        return found

    def check(self) -> None:
        """Raise DecisionsError where two things are decided to be different and, by way of others, the same."""
        chosen = decided(self)
        for one, other in sorted(self.different):
            if one == other or chosen.get(one, one) == chosen.get(other, other):
                raise DecisionsError(f"{self.file}: {one} is said to be another than {other}, and the same by the rest")

    def __contains__(self, pair: tuple[str, str]) -> bool:
        """True where the pair is decided, either way."""
        key = (min(pair), max(pair))
        return key in self.same or key in self.different


def decided(decisions: Decisions) -> dict[str, str]:
    """For each thing that is decided to be another as well, the IRI that stands for all of them.

    A vocabulary's goes first, then one that more than an article knows, then the shortest, then the first.
    """
    groups: dict[str, set[str]] = {}
    for one, other in sorted(decisions.same):
        both = groups.get(one, {one}) | groups.get(other, {other})
        for iri in both:
            groups[iri] = both
    return {iri: min(group, key=_rank) for iri, group in groups.items()}


def _rank(iri: str) -> tuple[bool, bool, int, str]:
    return not iri.startswith(KGV), "#" in iri, len(iri), iri


def merged(graph: _G, decisions: Decisions) -> _G:
    """The graph in which what is decided to be one is one; each decision stays in it as a triple.

    Decisions about what the graph does not hold are left out. Raises DecisionsError where a decision joins things of
    two types. The merge of two graphs and the decisions may come in any order: the result is the same.
    """
    chosen = _here(graph, decided(decisions), decisions)

    def iri(of: str) -> str:
        return chosen.get(of, of)

    entities = [_under(e, iri(e.iri)) for e in graph.entities.values()]
    mentions = [Mention(iri(m.entity), m.evidence, m.reason) for m in graph.mentions]
    statements = (_renamed(s, iri(s.subject), iri(s.object), iri(s.speaker)) for s in graph.statements())
    lines = [f"<{old}> <{_SAME}> <{new}> ." for old, new in chosen.items() if old != new]
    lines += [f"<{old}> <{_WHY}> {_literal(why)} ." for old, why in decisions.reasons if chosen.get(old, old) != old]
    kept = (s for s in statements if s is not None)
    return type(graph)(graph.articles.values(), entities, mentions, kept, [*graph.extra, *lines])


def _literal(text: str) -> str:
    """A text as N-Triples write it."""
    import pyoxigraph as ox

    return str(ox.Literal(text))


def _here(graph: Graph, chosen: Mapping[str, str], decisions: Decisions) -> dict[str, str]:
    """What is chosen, of the things that the graph holds; raises DecisionsError where their types differ."""
    types: dict[str, set[str]] = defaultdict(set)
    here = {iri: new for iri, new in chosen.items() if iri in graph.entities}
    for iri, new in here.items():
        types[new].add(graph.entities[iri].type)
    for new, found in sorted(types.items()):
        if len(found) > 1:
            apart = " and ".join(sorted(found))
            raise DecisionsError(f"{decisions.file}: {new}: expected things of one type, found {apart}")
    return here


def _under(entity: Entity, iri: str) -> Entity:
    return entity if iri == entity.iri else entity._replace(iri=iri)


def _renamed(s: Statement, subject: str, object: str, speaker: str) -> Statement | None:
    """The statement about what stands for its ends; None where they have become one."""
    if subject == object:
        return None
    if (subject, object, speaker) == (s.subject, s.object, s.speaker):
        return s
    return statement(
        subject, s.relation, object, s.evidence, s.modality, s.trigger, speaker, s.derived_from, s.read_by,
        s.qualifiers, s.confidence,
    )  # fmt: skip


def written(pairs: Iterable[tuple[str, str, str]]) -> str:
    """A file of decisions taken: for each pair, (IRI, IRI, why), that both are one, and why, said of the one that goes.

    >>> print(written([("https://w3id.org/policy-kg/vocab/a", "https://w3id.org/policy-kg/id/article/0#b", "why")]))
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix kg: <https://w3id.org/policy-kg/ontology#> .
    <BLANKLINE>
    <https://w3id.org/policy-kg/id/article/0#b> owl:sameAs <https://w3id.org/policy-kg/vocab/a> ; kg:joinedFor "why" .
    <BLANKLINE>
    """
    lines = ["@prefix owl: <http://www.w3.org/2002/07/owl#> .", f"@prefix kg: <{KG}> .", ""]
    for *both, why in pairs:
        kept, gone = sorted(both, key=_rank)
        lines.append(f"<{gone}> owl:sameAs <{kept}> ; kg:joinedFor {_literal(why)} .")
    return "\n".join([*lines, ""])


def proposal(pairs: Iterable[tuple[str, str, str]]) -> str:
    """A file of decisions to be taken: for each pair what speaks for it, and both answers, commented out.

    Pairs are (IRI, IRI, what speaks for it). Who takes the `#` from one of the two lines has decided.
    """
    return "".join(_proposed(pairs))


def _proposed(pairs: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    for one, other, why in pairs:
        yield "\n"
        yield from (f"# {line}\n" for line in why.splitlines())
        yield f"# <{one}> owl:sameAs <{other}> .\n# <{one}> owl:differentFrom <{other}> .\n"
