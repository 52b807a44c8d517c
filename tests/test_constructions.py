"""Every record of the grammar is run with its examples, and run again without it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sentences import ends, stated

import kg
from kg.graph import Graph
from kg.rdf import loads, to_trig, to_turtle
from kg.relate.constructions.table import CLAUSES, DOCUMENTS, SENTENCES, construction
from kg.relate.context import EVENTS
from kg.relate.objects.ways import WAYS
from kg.rules import TABLES, Rule, Rules

CONSTRUCTIONS = (CLAUSES, SENTENCES, DOCUMENTS, WAYS)
RECORDS = [(table, rule) for table in TABLES for rule in table.rules]
EXAMPLES = [
    pytest.param(table, rule.name, text, fact, id=f"{rule.name}: {text[:24]}")
    for table, rule in RECORDS
    for text, fact in rule.says
]


def read(text: str) -> dict[str, tuple[str, ...]]:
    return stated(kg.build_text(text))


@pytest.mark.parametrize(("table", "name", "text", "fact"), EXAMPLES)
def test_rule_reads_its_example_and_nothing_else_does(
    table: Rules[..., object], name: str, text: str, fact: str
) -> None:
    found = read(text)
    assert fact in found
    if table in CONSTRUCTIONS:
        assert found[fact] == (name,)
    with table.without(name):
        assert fact not in read(text), f"it is read without {name!r} too: no example of it"


@pytest.mark.parametrize(
    ("table", "name", "text", "fact"),
    [
        pytest.param(table, rule.name, text, fact, id=f"{rule.name}: {text[:24]}")
        for table, rule in RECORDS
        for text, fact in rule.refuses
    ],
)
def test_rule_refuses_what_is_read_without_it(table: Rules[..., object], name: str, text: str, fact: str) -> None:
    assert fact not in read(text)
    with table.without(name):
        assert fact in read(text), f"it is not read without {name!r} either: no example of it"


@pytest.mark.parametrize(
    ("text", "fact"),
    [pytest.param(*each, id=f"{rule.name}: {each[0][:24]}") for _, rule in RECORDS for each in rule.not_],
)
def test_rule_does_not_read_what_it_must_not(text: str, fact: str) -> None:
    graph = kg.build_text(text)
    assert fact not in stated(graph)
    assert all(graph.find(name) for name in ends(fact)), "an example of what is not said names what is there"


@pytest.mark.parametrize("table", TABLES, ids=[t.title for t in TABLES])
def test_rules_have_an_example(table: Rules[..., object]) -> None:
    assert [rule.name for rule in table.rules if not rule.says and not rule.refuses] == []


def test_constructions_have_one_name_each() -> None:
    names = [rule.name for table in CONSTRUCTIONS for rule in table.rules]
    assert len(names) == len(set(names)) > 15


def test_marks_that_constructions_need_are_looked_for_in_clauses() -> None:
    assert CLAUSES.marks
    assert CLAUSES.marks & ~EVENTS == 0


def test_construction_without_an_example_is_refused() -> None:
    with pytest.raises(ValueError, match="a construction has a sentence that it reads"):
        construction(says=())(lambda spoken: iter(()))


def test_add_refuses_a_second_rule_of_a_name() -> None:
    table: Rules[[str], bool] = Rules("invented")
    TABLES.remove(table)
    table.add(Rule("one", str.isalpha, "Letters."))
    with pytest.raises(ValueError, match="two rules are called 'one'"):
        table.add(Rule("one", str.isdigit, "Digits."))
    with pytest.raises(ValueError, match="says in its docstring"):
        table.add(Rule("two", str.isdigit, ""))


def test_without_gives_the_rule_back_after_an_error() -> None:
    table: Rules[[str], bool] = Rules("invented")
    TABLES.remove(table)
    table.add(Rule("one", str.isalpha, "Letters."))

    def fail_without_it() -> None:
        with table.without("one"):
            raise RuntimeError(f"decided {table.decide('a')}")

    with pytest.raises(RuntimeError, match="decided None"):
        fail_without_it()
    assert table.decide("a")
    with pytest.raises(KeyError), table.without("two"):
        pass


def test_statement_says_in_turtle_what_read_it() -> None:
    graph = kg.build_text("水利部会同财政部推进河长制。")
    (statement,) = graph.statements("水利部", "undertakes")
    assert statement.read_by == ("verb and object",)
    turtle = graph.to_turtle()
    assert "kg:readBy <construction/verb-and-object>" in turtle
    assert '<construction/verb-and-object> a kg:Construction ;\n    rdfs:label "verb and object"@en .' in turtle
    assert loads(turtle) == graph
    assert loads(to_trig(graph), "trig") == graph


def test_statement_that_two_constructions_read_names_both() -> None:
    graph = kg.build_text("水利部推进河长制。")
    (one,) = graph.statements("水利部", "undertakes")
    other = replace(one, read_by=("by hand", "in the course of"))
    records = graph.articles.values(), graph.entities.values(), graph.mentions
    first, second = Graph(*records, [one]), Graph(*records, [other])
    both = first | second
    assert both.statements()[0].read_by == ("by hand", "in the course of", "verb and object")
    assert both.statements()[0].iri == one.iri
    assert to_turtle(second | first) == to_turtle(both) == to_turtle(both | first)
