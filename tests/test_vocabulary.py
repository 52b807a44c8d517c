"""What the vocabularies say of time and of corpora: succession, reforms, attestations; asked of graphs and stores."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.corpus import exporting, named
from kg.corpus.building import build
from kg.corpus.opened import Corpus
from kg.graph import Graph
from kg.model import KG, KGV
from kg.pipeline.document import build_documents
from kg.query import ask, open_store, run
from kg.read import read
from kg.resources import ontology_dir
from kg.vocabulary import facts
from kg.vocabulary.attestations import attested, when
from kg.vocabulary.history import COLUMNS, History, HistoryError, Past, gathered, history, text
from kg.vocabulary.history import read as read_history
from kg.words.loading import lexicon

ORG = "http://www.w3.org/ns/org#"
REFORMS = {
    "1998": "1998-03-10",
    "2003": "2003-03-10",
    "2008": "2008-03-15",
    "2013": "2013-03-14",
    "2018": "2018-03-17",
    "2023": "2023-03-10",
}
ROWS = (
    ("2005-06-01", "建设部印发《云川办法》，开展城市体检。"),
    ("2012-05-01", "原建设部开展城镇老旧小区改造。铁道部召开会议。"),
    ("2021-06-01", "住房和城乡建设部开展城市体检。"),
    ("2016-06-01", "环境保护部推进河长制。"),
)


def written(folder: Path, rows: tuple[tuple[str, str], ...] = ROWS) -> Path:
    source = folder / "news.jsonl"
    lines = [json.dumps({"id": str(n), "date": d, "text": t}, ensure_ascii=False) for n, (d, t) in enumerate(rows)]
    source.write_text("\n".join(lines), "utf-8")
    return source


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("time"))


@pytest.fixture(scope="module")
def graph(source: Path) -> Graph:
    return build_documents(read(source), lexicon())


@pytest.fixture(scope="module")
def corpus(source: Path) -> Corpus:
    build([str(source)], source.parent / "store", jobs=1)
    return Corpus(source.parent / "store")


# --- questions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["建设部", "住房和城乡建设部", "住建部"])
def test_succession_leads_from_a_body_to_what_became_of_it(graph: Graph, body: str) -> None:
    (step,) = ask(graph, "succession", body=body)
    assert step == ("建设部", "住房和城乡建设部", "2008-03", KG + "Renaming", "2008年国务院机构改革")


def test_succession_goes_over_several_reforms(graph: Graph) -> None:
    steps = [row[:3] for row in ask(graph, "succession", body="环境保护部")]
    assert steps == [
        ("国家环境保护局", "国家环境保护总局", "1998-03"),
        ("国家环境保护总局", "环境保护部", "2008-03"),
        ("环境保护部", "生态环境部", "2018-03"),
    ]


def test_a_body_is_found_by_what_became_of_it_though_no_article_names_that(tmp_path: Path) -> None:
    earlier = build_documents(read(written(tmp_path, ROWS[:1])), lexicon())
    rows = [row[:4] for row in ask(earlier, "through-time", body="住房和城乡建设部")]
    assert ("2005-06-01", "建设部", KG + "undertakes", "城市体检") in rows


def test_through_time_joins_what_a_body_and_its_successor_did(graph: Graph) -> None:
    rows = [row[:4] for row in ask(graph, "through-time", body="住房和城乡建设部") if row[2] == KG + "undertakes"]
    assert rows == [
        ("2005-06-01", "建设部", KG + "undertakes", "城市体检"),
        ("2012-05-01", "建设部", KG + "undertakes", "城镇老旧小区改造"),
        ("2021-06-01", "住房和城乡建设部", KG + "undertakes", "城市体检"),
    ]


def test_after_their_end_lists_retrospects_alone(graph: Graph) -> None:
    rows = list(ask(graph, "after-their-end"))
    assert rows == [("建设部", "2008-03", "住房和城乡建设部", "2012-05-01", "建设部")]


def test_facts_can_be_said_of_every_entry_whatever_signs_its_names_have() -> None:
    entries = {
        line.partition("\t")[0] for line in (ontology_dir() / "attested.tsv").read_text("utf-8").splitlines()[1:]
    }
    said = {str(q.subject) for q in facts.quads(KGV + entry for entry in entries)}
    assert said >= {f"<{KGV}{entry}>" for entry in entries}
    assert f"<{KGV}最多跑一次改革#news-72k=最多跑一次事项100%25全覆盖>" in said


def test_attested_says_since_when_a_name_is_used(graph: Graph) -> None:
    rows = {row[:2]: row for row in ask(graph, "attested", entity="城市体检")}
    name, corpus, times, articles, first, last = rows["城市体检", "news-72k"]
    assert (name, corpus) == ("城市体检", "news-72k")
    assert int(str(times)) >= int(str(articles)) > 1
    assert "2012-07" <= str(first) < str(last) < "2027"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("succession", {"body": "建设部"}),
        ("succession", {"body": "国家发展改革委"}),
        ("succession", {"body": "生态环境部"}),
        ("through-time", {"body": "住房和城乡建设部"}),
        ("after-their-end", {}),
        ("attested", {"entity": "城市体检"}),
    ],
)
def test_stores_answer_as_graphs_do(graph: Graph, corpus: Corpus, name: str, values: dict[str, Any]) -> None:
    if values.get("body") == "国家发展改革委":
        with pytest.raises(kg.query.QueryError, match="nothing in this store is called"):
            named.ask(corpus, name, **values)
        return
    from_store, from_graph = named.ask(corpus, name, **values), ask(graph, name, **values)
    assert from_store.columns == from_graph.columns
    assert sorted(map(str, from_store.rows)) == sorted(map(str, from_graph.rows)) != []


def test_what_vocabularies_say_is_left_out_unless_it_is_asked_for(graph: Graph) -> None:
    store = open_store(graph)
    counted = [int(str(row[0])) for row in run(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")]
    named_graph = [int(str(row[0])) for row in run(store, "SELECT (COUNT(*) AS ?n) { GRAPH kgv: { ?s ?p ?o } }")]
    assert counted == [len(store) - named_graph[0]]
    assert len(run(store, "SELECT ?l { ?b dcterms:isReplacedBy ?l }")) > 1


def test_exported_triples_have_it_and_load_without(corpus: Corpus, tmp_path: Path) -> None:
    (triples,) = exporting.export(corpus, "oxigraph", tmp_path / "triples")
    assert len(run(triples, "SELECT ?l { kgv:建设部 dcterms:isReplacedBy ?l }")) == 1
    assert kg.load(triples) == corpus.graph()


def test_quads_are_of_entries_alone() -> None:
    assert facts.quads(["https://w3id.org/policy-kg/id/Organization/云川省", KGV + "没有这个词条"]) == []


# --- histories ------------------------------------------------------------------------------------------------------


def test_history_is_what_the_turtle_says() -> None:
    assert text(gathered(ontology_dir())) == (ontology_dir() / "history.tsv").read_text("utf-8"), (
        "kg vocabulary history writes it"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [("entry\tnames\n", "expected the columns"), (f"{COLUMNS}\n甲\t甲\n", "line 2: expected entry")],
)
def test_read_refuses_what_is_no_history(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "h.tsv").write_text(content, "utf-8")
    with pytest.raises(HistoryError, match=re.escape(says)):
        read_history(tmp_path / "h.tsv")


def test_line_keeps_to_one_descent() -> None:
    rows = [Past("甲", ("甲",), "", "2000", ("丙",)), Past("乙", ("乙",), "", "2001", ("丙",)), Past("丙", ("丙",))]
    known = History({row.entry: row for row in rows})
    assert known.line("甲") == ["甲", "丙"]
    assert known.line("丙") == ["甲", "乙", "丙"]
    assert known.line("丁") == ["丁"]


def test_succession_never_turns_back() -> None:
    known = history()
    for row in known.rows.values():
        ahead, rest = set(), list(row.later)
        while rest:
            if (one := rest.pop()) not in ahead:
                ahead.add(one)
                rest += known.rows[one].later if one in known.rows else ()
        assert row.entry not in ahead, row


# --- reforms --------------------------------------------------------------------------------------------------------


def changes() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(path=str(ontology_dir() / "changes" / "state-council.ttl")):
        found[triple.subject.value][re.split("[#/]", triple.predicate.value)[-1]].append(triple.object.value)
    return {iri: node for iri, node in found.items() if ORG + "ChangeEvent" in node["type"]}


def test_every_reform_since_1998_has_its_day_and_its_changes() -> None:
    every = changes()
    for year, day in REFORMS.items():
        reform = f"{KGV}国务院机构改革{year}"
        assert every[reform]["date"] == [day]
        parts = [node for node in every.values() if node["isPartOf"] == [reform]]
        assert len(parts) >= 4
        assert all(node["date"] == [day] for node in parts)


def test_changes_and_entries_say_the_same_of_ends_and_successors() -> None:
    entries, past = lexicon().entries, history().rows
    for iri, node in changes().items():
        kinds = [t.removeprefix(KG) for t in node["type"] if t.startswith(KG)]
        if not node["isPartOf"]:
            continue
        (kind,) = kinds
        former, later = node["originalOrganization"], node["resultingOrganization"]
        assert {*former, *later} <= entries.keys(), iri
        assert bool(former) == (kind != "Foundation"), iri
        assert later, iri
        if kind in {"Renaming", "Merger", "Division"}:
            month = node["date"][0][:7]
            for body in former:
                row = past[body.removeprefix(KGV)]
                assert row.ended == month, iri
                assert {b.removeprefix(KGV) for b in later} <= set(row.later), iri


WHY = {"retrospect", "old-document", "elsewhere", "chance", "habit"}


def test_bodies_of_the_state_council_are_named_after_their_end_only_where_it_is_said_why() -> None:
    """Read one by one: careers and histories, documents older than their page, namesakes, words cut wrongly, habit."""
    table = (ontology_dir() / "changes" / "exceptions.tsv").read_text("utf-8").splitlines()
    said = dict(line.split("\t") for line in table[1:])
    assert all(set(why.split()) <= WHY and why for why in said.values())
    found = set()
    for iri, entry in lexicon().entries.items():
        seen = when(attested(iri))
        if entry.file == "state-council.ttl" and entry.ended and seen is not None:
            assert not seen.first or not entry.began or entry.began[:4] <= seen.last[:4], iri
            if seen.last[: len(entry.ended)] > entry.ended:
                found.add(iri.removeprefix(KGV))
    assert found == said.keys()


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("广电总局", {"2010-05-01": "国家广播电影电视总局", "2015-05-01": "国家新闻出版广电总局", "2020-05-01": "国家广播电视总局", "": "国家广播电视总局"}),
        ("国家计委", {"1996-01-01": "国家计划委员会", "2001-01-01": "国家发展计划委员会"}),
        ("国家药监局", {"2001-01-01": "国家药品监督管理局（1998）", "2008-01-01": "国家食品药品监管局", "2021-01-01": "国家药监局"}),
        ("国防科工委", {"1997-01-01": "国防科工委（1982）", "1999-01-01": "国防科工委"}),
        ("卫计委", {"2016-01-01": "国家卫生计生委"}),
        ("环保部", {"2016-01-01": "环境保护部"}),
        ("银监会", {"2016-01-01": "中国银监会"}),
        ("建设部", {"2005-03-03": "建设部"}),
    ],
)  # fmt: skip
def test_short_forms_are_of_the_body_of_the_time(name: str, dates: dict[str, str]) -> None:
    for date, body in dates.items():
        built = kg.build_text(f"{name}印发通知，要求抓好落实。", date=date)
        assert body in {m.entity.removeprefix(KGV) for m in built.mentions}, date


# --- entries read one by one ----------------------------------------------------------------------------------------


def test_sample_of_entries_is_as_the_readme_says() -> None:
    """Two hundred entries drawn with a seed, each held against the corpora by reading (see README)."""
    rows = [
        line.split("\t") for line in (Path(__file__).parent / "vocabulary-sample.tsv").read_text("utf-8").splitlines()
    ]
    assert rows[0] == ["entry", "type", "right", "what"]
    assert len({row[0] for row in rows[1:]}) == 200
    assert all((right == "yes") == (what == "") for _, _, right, what in rows[1:])
    assert {row[0] for row in rows[1:]} <= {iri.removeprefix(KGV) for iri in lexicon().entries}
    right = sum(row[2] == "yes" for row in rows[1:])
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    assert f"{right} of 200" in readme
