"""Things of different articles that may be one: what is proposed, what is decided, what follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.api import KnowledgeGraph, build_text, load
from kg.cli import app
from kg.model import KGI, KGV
from kg.same import Decisions, DecisionsError, candidates, decided, merged, reason, sure
from kg.same.decisions import proposal

TEXTS = (
    ("云川省水利厅厅长林望出席会议，要求开展高山饮用水净化巩固提升工程。", "2021-04-14"),
    ("林望同志强调，要抓好高山饮用水净化巩固提升工程。", "2021-04-15"),
    ("林望同志出席校园合唱节。", "2019-01-02"),
)
GRAPHS = [build_text(text, date=day) for text, day in TEXTS]
GRAPH = KnowledgeGraph.union(GRAPHS)
KNOWN = f"{KGI}Person/林望/云川省"


def persons(graph: KnowledgeGraph) -> list[str]:
    return [iri for iri, e in graph.entities.items() if e.label == "林望"]


def at(text: int) -> str:
    return next(iri for iri in persons(GRAPHS[text]))


def test_candidates_are_joined_by_what_is_said_and_never_by_the_name_alone() -> None:
    assert len(persons(GRAPH)) == 3
    found = [c for c in candidates(GRAPH) if KNOWN in (c.one, c.other)]
    assert [{c.one, c.other} for c in found] == [{KNOWN, at(1)}]
    assert [GRAPH.entities[iri].label for iri in found[0].named] == ["高山饮用水净化巩固提升工程"]
    assert found[0].near
    assert found[0].weight == 2
    assert not [c for c in candidates(GRAPH) if at(2) in (c.one, c.other)]


def test_candidates_leave_apart_what_one_article_names_both() -> None:
    both = build_text("云川省水利厅厅长林望、澜水市公安局局长林望出席会议。", date="2021-04-14")
    assert candidates(KnowledgeGraph.union([both, GRAPH])) == candidates(KnowledgeGraph.union([GRAPH, both]))


def decisions(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "same.ttl"
    path.write_text("@prefix owl: <http://www.w3.org/2002/07/owl#> .\n" + text, encoding="utf-8")
    return path


def test_merged_makes_one_of_what_is_decided_and_keeps_the_decision(tmp_path: Path) -> None:
    taken = Decisions.read(decisions(tmp_path, f"<{at(1)}> owl:sameAs <{KNOWN}> .\n"))
    one = merged(GRAPH, taken)
    assert {e.iri for e in one.entities.values() if e.label == "林望"} == {KNOWN, at(2)}
    assert len(list(one.mentions_of(KNOWN))) == 2
    assert one.extra == (f"<{at(1)}> <http://www.w3.org/2002/07/owl#sameAs> <{KNOWN}> .",)
    assert merged(one, taken).to_turtle() == one.to_turtle()


def test_merged_is_the_same_before_and_after_graphs_are_added(tmp_path: Path) -> None:
    taken = Decisions.read(decisions(tmp_path, f"<{at(1)}> owl:sameAs <{KNOWN}> .\n"))
    apart = KnowledgeGraph.union(merged(graph, taken) for graph in reversed(GRAPHS))
    assert apart.to_turtle() == merged(GRAPH, taken).to_turtle()


def test_decided_lets_a_vocabularys_iri_stand_for_all() -> None:
    one, other, third = f"{KGV}李强", f"{KGI}Person/李强/上海市", f"{KGI}article/0#Person/李强"
    assert decided(Decisions(frozenset({(other, third), (one, third)}))) == {one: one, other: one, third: one}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a> owl:sameAs", "not a readable Turtle file"),
        ("<a> owl:sameAs [] .", "expected the IRIs of two things"),
        ("<a> owl:sameAs <b> . <b> owl:sameAs <c> . <a> owl:differentFrom <c> .", "is said to be another than"),
        ("<a> owl:differentFrom <a> .", "is said to be another than"),
    ],
)
def test_read_refuses_what_cannot_be_followed(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DecisionsError, match=message):
        Decisions.read(decisions(tmp_path, text))


def test_merged_refuses_to_join_two_types(tmp_path: Path) -> None:
    taken = Decisions.read(decisions(tmp_path, f"<{KNOWN}> owl:sameAs <{KGI}Organization/云川省水利厅> .\n"))
    with pytest.raises(DecisionsError, match="expected things of one type, found Organization and Person"):
        merged(GRAPH, taken)


def test_proposal_decides_nothing_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "p.ttl"
    path.write_text(proposal([(KNOWN, at(1), "both named with: 清河行动")]), encoding="utf-8")
    assert Decisions.read(path) == Decisions(file=str(path))
    path.write_text(path.read_text("utf-8").replace("# <", "<", 1), encoding="utf-8")
    assert Decisions.read(path).same == {tuple(sorted((KNOWN, at(1))))}


def test_same_lists_pairs_and_applies_decisions(tmp_path: Path) -> None:
    graph, out = tmp_path / "graph.ttl", tmp_path / "one.ttl"
    GRAPH.to_turtle(graph)
    listed = CliRunner().invoke(app, ["same", str(graph)])
    assert listed.exit_code == 0
    assert "林望 (Person)" in listed.stdout
    assert "both named with: 高山饮用水净化巩固提升工程" in listed.stdout
    assert "1 pairs to decide" not in listed.stdout  # it goes to standard error
    taken = decisions(tmp_path, f"<{at(1)}> owl:sameAs <{KNOWN}> .\n")
    result = CliRunner().invoke(app, ["same", str(graph), "--decisions", str(taken), "--merge", str(out)])
    assert (result.exit_code, result.stdout) == (0, f"{out}  1 thing fewer\n")
    again = CliRunner().invoke(app, ["same", str(graph), "--decisions", str(taken)])
    assert "林望 (Person)" not in again.stdout


BOTH = "高山饮用水净化巩固提升工程和清河水面漂浮物清理行动"
EVIDENT = (
    (f"云川省水利厅厅长周晓萍出席会议，要求开展{BOTH}。", "2021-04-14"),
    (f"周晓萍同志强调，要抓好{BOTH}。", "2021-04-15"),
    ("周晓萍同志出席校园合唱节。", "2021-04-15"),
)


def evident(*more: tuple[str, str]) -> KnowledgeGraph:
    return KnowledgeGraph.union(build_text(text, date=day) for text, day in (*EVIDENT, *more))


def test_sure_joins_a_name_that_few_bear_by_what_is_named_beside_it_and_nothing_else() -> None:
    graph = evident()
    (found,) = sure(candidates(graph), graph)
    assert f"{KGI}Person/周晓萍/云川省" in (found.one, found.other)
    assert found.near
    assert "高山饮用水净化巩固提升工程" in reason(found, graph.entities)
    assert sure(candidates(GRAPH), GRAPH) == []  # 林望: a name that many bear


def test_sure_joins_nothing_that_may_be_two() -> None:
    other = (f"澜水市公安局局长周晓萍出席会议，要求开展{BOTH}。", "2021-04-14")
    graph = evident(other)
    assert [e.iri for e in graph.entities.values() if e.label == "周晓萍" and "#" not in e.iri] == [
        f"{KGI}Person/周晓萍/云川省",
        f"{KGI}Person/周晓萍/澜水市",
    ]
    assert sure(candidates(graph), graph) == []


def joined(*texts: str) -> list[set[str]]:
    """What evidence joins of texts of different years, by the end of each IRI."""
    days = ("2014-01-02", "2017-01-02", "2021-01-02")
    graph = KnowledgeGraph.union(build_text(text, date=day) for text, day in zip(texts, days, strict=False))
    return [{iri.rpartition("Person/")[2] for iri in (c.one, c.other)} for c in sure(candidates(graph), graph)]


def test_sure_takes_one_body_that_few_name_for_a_name_that_few_bear_and_not_for_another() -> None:
    texts = "{}同志在云川大学调研。", "云川大学推进城市更新。{}同志强调，要抓好城市体检。"
    assert joined(*(text.format("周晓萍") for text in texts)) == [{"周晓萍"}]
    assert joined(*(text.format("周萍") for text in texts)) == []
    assert joined(texts[0].format("周晓萍"), "澜水大学推进城市更新。周晓萍同志强调，要抓好城市体检。") == []


def test_sure_lets_two_persons_speak_for_each_other_before_either_is_known() -> None:
    texts = "教师{}、{}出席校园合唱节。", "校园合唱节上，教师{}、{}发言。"
    assert joined(*(text.format("周晓萍", "林望山") for text in texts)) == [{"周晓萍"}, {"林望山"}]
    assert (
        joined(*(text.format("周晓萍", other) for text, other in zip(texts, ("林望山", "林望河"), strict=True))) == []
    )
    assert joined(*(text.format("周萍", "林望") for text in texts)) == []


def test_sure_joins_two_that_are_known_by_different_posts_where_they_have_one_in_common() -> None:
    texts = (
        "云川省水利厅厅长、云川大学校长{}出席会议，要求开展高山饮用水净化巩固提升工程。",
        "云川省水利厅厅长{}强调，要抓好高山饮用水净化巩固提升工程。",
    )
    assert joined(*(text.format("周晓萍") for text in texts)) == [{"周晓萍/云川大学", "周晓萍/云川省"}]
    assert joined(*(text.format("周萍") for text in texts)) == []
    other = "澜水市公安局局长{}强调，要抓好高山饮用水净化巩固提升工程。"
    assert joined(texts[0].format("周晓萍"), other.format("周晓萍")) == []


def test_sure_joins_two_of_a_name_that_few_bear_where_both_name_the_body_that_one_acts_for() -> None:
    texts = "水利部副部长{}在云川大学调研。", "云川大学校长{}出席会议。"
    assert joined(*(text.format("周晓萍") for text in texts)) == [{"周晓萍/national", "周晓萍/云川大学"}]
    assert joined(*(text.format("周萍") for text in texts)) == []
    assert joined(texts[0].format("周晓萍"), "澜水大学校长周晓萍在云川大学调研。") == []


def test_sure_joins_a_body_with_the_one_of_it_that_stands_after_what_its_article_names_too() -> None:
    name = "清河流域绿色发展研究院"

    def bodies(*texts: str) -> list[str]:
        graph = KnowledgeGraph.union(build_text(text, date=f"20{i}1-01-02") for i, text in enumerate(texts))
        return sorted(iri.rpartition("Organization/")[2] for c in sure(candidates(graph), graph) for iri in c[1:3])

    whole, alone = f"云川大学{name}召开会议。", f"云川大学、澜水大学校长出席会议，{name}成立。"
    assert bodies(whole, alone) == [f"云川大学/{name}", name]
    assert bodies(whole, f"澜水大学校长出席会议，{name}成立。") == []
    assert bodies(whole, alone, f"澜水大学{name}召开会议。") == []


def test_sure_joins_works_by_what_is_named_with_them_and_no_report() -> None:
    def works(title: str, *beside: str) -> int:
        texts = (f"{body}放映电影《{title}》{end}。" for body, end in zip(beside, ("", "，有不少人观看"), strict=True))
        graph = KnowledgeGraph.union(build_text(text, date=f"20{i}1-01-02") for i, text in enumerate(texts))
        assert len([e for e in graph.entities.values() if e.label == title]) == len(beside)
        return len(sure(candidates(graph), graph))

    assert works("一路灯火", "云川大学", "云川大学") == 1
    assert works("一路灯火", "云川大学", "澜水大学") == 0
    assert works("一路方案", "云川大学", "云川大学") == 0


def test_sure_joins_with_the_one_of_two_for_which_much_more_speaks() -> None:
    more = "云川大学、澜水市第一中学和清河水面漂浮物清理行动"
    first = (f"云川省水利厅厅长周晓萍出席会议，要求开展{BOTH}，介绍{more}。", "2021-04-14")
    local = (f"周晓萍同志强调，要抓好{BOTH}，介绍{more}。", "2021-04-15")
    other = ("澜水市公安局局长周晓萍在云川大学调研。", "2019-04-14")
    graph = KnowledgeGraph.union(build_text(text, date=day) for text, day in (first, local, other))
    (found,) = sure(candidates(graph), graph)
    assert f"{KGI}Person/周晓萍/云川省" in (found.one, found.other)


def test_same_writes_what_evidence_decides_and_keeps_the_reason_on_the_link(tmp_path: Path) -> None:
    path, taken, out = tmp_path / "graph.ttl", tmp_path / "sure.ttl", tmp_path / "one.ttl"
    evident().to_turtle(path)
    told = CliRunner().invoke(app, ["same", str(path), "--sure", str(taken)])
    assert (told.exit_code, told.stdout) == (0, f"{taken}  1 pair that evidence decides\n")
    merge = CliRunner().invoke(app, ["same", str(path), "--decisions", str(taken), "--merge", str(out)])
    assert merge.exit_code == 0
    one = load(out)
    assert len([e for e in one.entities.values() if e.label == "周晓萍"]) == 2
    assert [line.rpartition('"')[0].rpartition('"')[2] for line in one.extra if "joinedFor" in line] == [
        "named with 清河水面漂浮物清理行动, 高山饮用水净化巩固提升工程; a few days apart"
    ]


def test_candidates_of_a_store_are_those_of_its_graph(tmp_path: Path) -> None:
    stored = pytest.importorskip("kg.corpus.same")
    source, store, graph = tmp_path / "in.jsonl", tmp_path / "store", tmp_path / "graph.ttl"
    texts = (*EVIDENT, TEXTS[2], ("林望同志出席“校园合唱节”，澜水市公安局局长周萍出席。", "2019"))
    rows = (json.dumps({"text": text, "date": day}) for text, day in texts)
    source.write_text("\n".join(rows), encoding="utf-8")
    assert CliRunner().invoke(app, ["corpus", "build", str(source), "--store", str(store)]).exit_code == 0
    exported = CliRunner().invoke(app, ["corpus", "export", str(store), "--to", "turtle", "-o", str(graph)])
    assert exported.exit_code == 0, exported.output
    from kg.corpus.opened import Corpus

    found = stored.candidates(Corpus(store))
    assert found == candidates(load(graph))
    assert [(c.near, len(c.named)) for c in found] == [(True, 2)]
    listed = CliRunner().invoke(app, ["same", str(store)])
    assert "周晓萍 (Person)" in listed.stdout


def test_merged_of_a_store_is_that_of_its_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("duckdb", reason="the extra corpus is not installed")
    from kg.corpus import opened

    monkeypatch.setattr(opened, "SLICE", 1)
    source, store, graph = tmp_path / "in.jsonl", tmp_path / "store", tmp_path / "graph.ttl"
    rows = (json.dumps({"text": text, "date": day}) for text, day in EVIDENT)
    source.write_text("\n".join(rows), encoding="utf-8")
    ask = CliRunner().invoke
    assert ask(app, ["corpus", "build", str(source), "--store", str(store)]).exit_code == 0
    KnowledgeGraph.of(opened.Corpus(store).graph()).to_turtle(graph)
    taken, one, other = tmp_path / "sure.ttl", tmp_path / "one.ttl", tmp_path / "other.ttl"
    assert ask(app, ["same", str(store), "--sure", str(taken)]).exit_code == 0
    whole = ask(app, ["same", str(graph), "--decisions", str(taken), "--merge", str(one)])
    parts = ask(app, ["same", str(store), "--decisions", str(taken), "--merge", str(other)])
    assert (parts.exit_code, parts.stdout) == (0, whole.stdout.replace("one.ttl", "other.ttl"))
    assert load(other) == load(one) != load(graph)
    (programme,) = load(graph).find("清河水面漂浮物清理行动")
    wrong = decisions(tmp_path, f"<{programme.iri}> owl:sameAs <{KGI}Person/周晓萍/云川省> .\n")
    other.unlink()
    refused = ask(app, ["same", str(store), "--decisions", str(wrong), "--merge", str(other)])
    assert (refused.exit_code, other.exists()) == (2, False)
    assert "expected things of one type, found Person and Program" in refused.stderr


def test_same_says_what_is_missing(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    GRAPH.to_turtle(graph)
    lost = CliRunner().invoke(app, ["same", str(graph), "--decisions", str(tmp_path / "no.ttl")])
    assert lost.exit_code == 2
    assert "no.ttl: No such file or directory" in lost.stderr
    assert CliRunner().invoke(app, ["same", str(graph), "--merge", str(tmp_path / "o.ttl")]).exit_code == 2
