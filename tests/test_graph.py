"""The graph as a value: the laws of its merge, and how things are found in it."""

from __future__ import annotations

from itertools import permutations
from operator import attrgetter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import Graph, fold
from kg.model import (
    KGI,
    Article,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Mention,
    Modality,
    Qualifier,
    Reason,
    Relation,
    statement,
)
from kg.rdf import loads, to_turtle

QUALIFIED = (
    ("when", ("2021-01-01", "2021-04-14")), ("when", ("", "2021-04-14")), ("when", ("", "")),
    ("quantity", ("53000", "个")), ("quantity", ("0.5", "%")),
)  # fmt: skip
WORDS = ("云川省住房城乡建设厅", "澜水市城管局", "林望", "城市体检", "厕所革命", "云[/]川", "a\n=1", "“四个坚持”")
TEXTS = tuple(f"{a}召开会议，{b}负责{c}。" for a in WORDS[:3] for b in WORDS[3:5] for c in WORDS[5:])


def iri(type_: EntityType, number: int) -> str:
    return f"{KGI}{type_}/{number}"


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A small graph of a few things that others name too, each time perhaps with other words about them."""
    name = st.sampled_from(WORDS)
    articles = [
        Article(
            f"{KGI}article/{number:016x}",
            draw(st.sampled_from(("", *WORDS[:3]))),
            draw(st.sampled_from(("", "2021-05-06", "2020-01-01"))),
            draw(st.sampled_from(("", "云川日报"))),
            (),
            "",
            TEXTS[number],
        )
        for number in draw(st.sets(st.integers(0, 4), min_size=1, max_size=3))
    ]
    entities = {}
    for number in draw(st.sets(st.integers(0, 5), min_size=2, max_size=4)):
        type_ = (EntityType.ORGANIZATION, EntityType.PROGRAM, EntityType.PERSON)[number % 3]
        kind = draw(st.sampled_from((None, Kind.DEPARTMENT))) if type_ is EntityType.ORGANIZATION else None
        label = draw(name)
        names = tuple(sorted(draw(st.sets(name, max_size=2)) - {label}))
        entities[number] = Entity(iri(type_, number), type_, label, kind, names)
    ends = sorted(e.iri for e in entities.values())

    def evidence() -> Evidence:
        article = draw(st.sampled_from(articles))
        start = draw(st.integers(0, len(article.text) - 2))
        end = draw(st.integers(start + 1, len(article.text)))
        return Evidence(article.iri, start, end, article.text[start:end])

    return Graph(
        articles,
        entities.values(),
        [Mention(draw(st.sampled_from(ends)), evidence(), draw(st.sampled_from(Reason))) for _ in range(2)],
        [
            statement(
                draw(st.sampled_from(ends)),
                draw(st.sampled_from(list(Relation))),
                draw(st.sampled_from(ends)),
                [evidence()],
                draw(st.sampled_from(Modality)),
                draw(st.sampled_from(("", "召开"))),
                qualifiers=[
                    Qualifier(quality, values, evidence())
                    for quality, values in draw(st.sets(st.sampled_from(QUALIFIED), max_size=2))
                ],
            )
            for _ in range(2)
        ],
        draw(st.sets(st.sampled_from(("<a:1> <a:2> <a:3> .", '<a:1> <a:2> "x" .')), max_size=1)),
    )


lawful = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@lawful
@given(graphs(), graphs(), graphs())
def test_merge_knows_no_order(a: Graph, b: Graph, c: Graph) -> None:
    texts = {to_turtle(x | y | z) for x, y, z in permutations((a, b, c))} | {to_turtle(a | (b | c))}
    assert len(texts) == 1
    assert Graph.union((a, b, c)) == a | b | c


@lawful
@given(graphs(), graphs())
def test_merge_takes_nothing_twice(a: Graph, b: Graph) -> None:
    assert a | a == a
    assert a | b | b == a | b
    assert a | Graph() == a == Graph() | a


@lawful
@given(graphs(), graphs())
def test_merge_loses_nothing(a: Graph, b: Graph) -> None:
    whole = a | b
    for part in (a, b):
        assert part.articles.keys() <= whole.articles.keys()
        assert set(part.mentions) <= set(whole.mentions)
        assert {s.key for s in part.statements()} <= {s.key for s in whole.statements()}
        for own in (attrgetter("evidence"), attrgetter("qualifiers")):
            assert {e for s in part.statements() for e in own(s)} <= {e for s in whole.statements() for e in own(s)}
        for one in part.entities.values():
            merged = whole.entities[one.iri]
            assert {one.label, *one.names} <= {merged.label, *merged.names}


@lawful
@given(graphs(), graphs())
def test_turtle_of_two_graphs_one_after_the_other_is_their_merge(a: Graph, b: Graph) -> None:
    assert loads(to_turtle(a)) == a
    both = loads(to_turtle(a) + to_turtle(b))
    merged = a | b
    assert both.entities == merged.entities
    assert both.mentions == merged.mentions
    assert both.statements() == merged.statements()
    assert [x.text for x in both.articles.values()] == [x.text for x in merged.articles.values()]


def test_graph_refuses_a_statement_about_what_is_not_given() -> None:
    article = Article(f"{KGI}article/1", text="召开会议")
    words = [Evidence(article.iri, 0, 2, "召开")]
    with pytest.raises(KeyError):
        Graph([article], [], [], [statement("a:1", Relation.HOLDS, "a:2", words)])
    with pytest.raises(KeyError):
        Graph([], [Entity("a:1", EntityType.PLACE, "云川")], [Mention("a:1", words[0])])


def test_merged_refuses_what_is_not_the_same() -> None:
    with pytest.raises(ValueError, match="cannot merge"):
        Entity("a:1", EntityType.PLACE, "云川").merged(Entity("a:2", EntityType.PLACE, "云川"))
    with pytest.raises(ValueError, match="cannot merge"):
        Article("a:1").merged(Article("a:2"))


@pytest.mark.parametrize("name", ["“四个坚持”", "四个坚持", " 四个 坚持 ", "《四个坚持》"])
def test_find_compares_names_without_marks(name: str) -> None:
    graph = Graph([], [Entity("a:1", EntityType.SLOGAN, "“四个坚持”")])
    assert fold(name) == "四个坚持"
    assert graph.find(name) == (graph.entities["a:1"],)
    assert graph.find(name, type="Program") == ()


def test_neighbours_and_between_go_both_ways_and_hold() -> None:
    article = Article(f"{KGI}article/1", text="召开会议")
    words = [Evidence(article.iri, 0, 2, "召开")]
    things = [Entity(f"a:{n}", EntityType.PROGRAM, f"行动{n}") for n in range(3)]
    stated = [
        statement("a:0", Relation.INCLUDES, "a:1", words),
        statement("a:2", Relation.INCLUDES, "a:0", words, Modality.DENIED),
    ]
    graph = Graph([article], things, [], stated)
    assert graph.neighbours("行动0") == (things[1],)
    assert graph.neighbours("行动1") == (things[0],)
    assert len(graph.between("行动0", "行动2")) == 1
    assert graph.statements(relation="includes", modality="Denied") == (stated[1],)
    with pytest.raises(ValueError, match="unheard"):
        graph.statements(relation="unheard")
