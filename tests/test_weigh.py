"""Weighing: what is hardly meant is left out and told, what is likely is read, and both can be switched off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.cli import app
from kg.confidence import confidence, of_readers
from kg.corpus.reader import current
from kg.discover.unread import unread
from kg.graph import Graph
from kg.link import link
from kg.model import Modality, R
from kg.parse.reading import Linked, Reading, parse
from kg.pipeline.document import build_document, build_documents
from kg.read import read_text
from kg.recognise import recognise
from kg.relate import relate
from kg.resources import ontology_dir, sample_text, unweighed_dir
from kg.weigh import READ_BY, hardly_meant
from kg.weigh.around import Around
from kg.weigh.doers import Bodies, pairs
from kg.weigh.names import features
from kg.weigh.stated import weighed
from kg.words.lexicon import Lexicon
from kg.words.loading import LexiconError, lexicon
from kg.words.weights import COLUMNS, NO_WEIGHTS, Weights, WeightsError, load

FILLED = "水面上一直有风，岸边的人看了很久，谁也没有说话。" * 10
"""Prose that says nothing and is long enough to be weighed."""

TEXT = f"云川省水利厅工作简报\n云川省水利厅推进城市更新。{FILLED}\n城市更新，很有成效。厕所革命，群众满意。\n"
HEAD = "\t".join(COLUMNS) + "\n"


def with_weights(of: Mapping[str, Mapping[str, float]], cut: float = 0.5) -> Lexicon:
    return replace(lexicon(), weights=Weights(dict.fromkeys(of, cut), of))


def built(text: str, known: Lexicon) -> Graph:
    return build_document(read_text(text), known)


def labels(graph: Graph, relation: str) -> set[tuple[str, str]]:
    return {
        (graph.entities[s.subject].label, graph.entities[s.object].label) for s in graph.statements(relation=relation)
    }


def step_by_step(text: str) -> tuple[Reading, Linked]:
    document = read_text(text)
    reading = parse(document.view, document.paragraphs, lexicon())
    recognise(reading, lexicon())
    return reading, link(reading, lexicon())


PLAIN = replace(lexicon(), weights=NO_WEIGHTS)
AGAINST = with_weights({"Program known": {"any": 1.0, "last word 城市更新": -3.0}})


def test_name_below_the_cut_is_left_out_in_all_its_places_with_what_is_said_of_it() -> None:
    before, after = built(TEXT, PLAIN), built(TEXT, AGAINST)
    assert ("云川省水利厅", "城市更新") in labels(before, "undertakes")
    assert before.find("城市更新")
    assert not after.find("城市更新")
    assert labels(after, "undertakes") == set()
    assert after.find("厕所革命")


def test_what_is_left_out_is_told_with_its_words_and_why() -> None:
    (one,) = built(TEXT, AGAINST).left_out
    assert (one.type.value, one.evidence.quote, one.against) == ("Program", "城市更新", ("last word 城市更新",))
    assert one.likelihood == pytest.approx(0.119, abs=0.001)
    assert TEXT[one.evidence.start : one.evidence.end] == "城市更新"


def test_name_at_the_cut_stays() -> None:
    assert built(TEXT, with_weights({"Program known": {"any": 0.0}})).left_out == ()


def test_short_text_is_not_weighed() -> None:
    assert built("云川省水利厅推进城市更新。", AGAINST).find("城市更新")


def test_question_without_weights_is_not_asked() -> None:
    assert built(TEXT, with_weights({"Program new": {"any": -9.0}})) == built(TEXT, PLAIN)


def test_what_others_are_named_after_stays() -> None:
    text = f"云川省澜水市\n澜水市水文站推进城市更新。{FILLED}澜水市下雨。\n"
    reading, linked = step_by_step(text)
    hardly_meant(reading, linked, Weights({"Place new": 1.0}, {"Place new": {"any": -9.0}}))
    assert set(linked.parents.values()) <= set(linked.entities)
    assert {n.entity for n in reading.names} <= set(linked.entities)


def test_graphs_add_up_with_what_is_left_out() -> None:
    other = TEXT.replace("云川省水利厅", "云川省财政厅")
    one, two = built(TEXT, AGAINST), built(other, AGAINST)
    both = build_documents([read_text(TEXT), read_text(other)], AGAINST)
    assert (one | two) == (two | one) == both
    assert (one | two).left_out == both.left_out == (two | one | one).left_out
    assert len(both.left_out) == 2


def test_equal_graphs_are_equal_whatever_was_left_out() -> None:
    graph = built(TEXT, AGAINST)
    assert Graph.union([graph]) == Graph(
        graph.articles.values(), graph.entities.values(), graph.mentions, graph.statements()
    )


DOER = with_weights({"undertakes": {"any": -9.0, "of the title": 20.0}})


def test_likely_doer_is_read_with_its_words_and_says_what_read_it() -> None:
    graph = built(TEXT, DOER)
    assert labels(graph, "undertakes") == {("云川省水利厅", "城市更新"), ("云川省水利厅", "厕所革命")}
    (likely,) = (s for s in graph.statements() if s.read_by == (READ_BY,))
    assert [e.quote for e in likely.evidence] == ["厕所革命"]
    assert likely.trigger == ""


def test_likely_doer_adds_nothing_to_what_a_construction_reads() -> None:
    alone, graph = built(TEXT, PLAIN), built(TEXT, DOER)
    assert set(alone.statements()) <= set(graph.statements())


@pytest.mark.parametrize(
    ("clause", "modality"),
    [
        ("各地推进厕所革命。", Modality.ASSERTED),
        ("各地将推进厕所革命。", Modality.PLANNED),
        ("各地不推进厕所革命。", Modality.DENIED),
    ],
)
def test_likely_doer_keeps_how_the_clause_holds(clause: str, modality: Modality) -> None:
    graph = built(f"云川省水利厅工作简报\n{FILLED}\n{clause}\n", DOER)
    found = [s for s in graph.statements(relation="undertakes") if s.read_by == (READ_BY,)]
    assert [(s.modality, s.trigger) for s in found] == [(modality, "推进")]


@pytest.mark.parametrize(
    ("clause", "read"),
    [
        ("产业扶贫基地在山下。", False),
        ("产业扶贫在山下。", True),
        ("各地推进产业扶贫基地。", True),
        ("“产业扶贫”基地在山下。", True),
    ],
)
def test_likely_doer_does_nothing_of_what_only_says_which_noun_is_meant(clause: str, read: bool) -> None:
    graph = built(f"云川省水利厅工作简报\n{FILLED}\n{clause}\n", DOER)
    assert (("云川省水利厅", "产业扶贫") in labels(graph, "undertakes")) is read


def test_candidates_come_each_once_and_the_one_named_last_first() -> None:
    reading, linked = step_by_step(
        "云川省水利厅简报\n云川省水利厅、云川省财政厅都来了。要推进厕所革命，云川省交通运输厅在场。"
    )
    bodies = Bodies(reading, linked, Around(reading))
    thing = next(n for n in reading.names if n.text == "厕所革命")
    found = [(linked.entities[c.entity].label, c.how) for c in bodies.candidates(thing)]
    assert found == [("云川省财政厅", "last"), ("云川省水利厅", "earlier"), ("云川省交通运输厅", "after")]


def test_pairs_leave_out_what_a_fact_links() -> None:
    reading, linked = step_by_step("云川省水利厅推进厕所革命。")
    assert pairs(reading, linked, [], Around(reading))
    from kg.relate import relate

    assert pairs(reading, linked, relate(reading, linked, lexicon()), Around(reading)) == {}


def test_features_see_quotation_list_and_verb() -> None:
    reading, _ = step_by_step("水利部推进“厕所革命”、城市更新。")
    around = Around(reading)
    by_text = {n.text: features([n], around) for n in reading.names}
    assert {"quoted", "verb 推进", "verb 0 away", "after 、"} <= by_text["厕所革命"]
    assert {"before 、", "after 。", "verb 2 away"} <= by_text["城市更新"]
    assert "quoted" not in by_text["城市更新"]


def test_nothing_is_weighed_where_asked_not_to() -> None:
    assert lexicon([unweighed_dir()]).weights.of == {}
    text = TEXT + "要深入推进高质量发展。\n"
    assert kg.build_text(text, keep_unlikely=True) == built(text, PLAIN)
    assert kg.build_text(text, keep_unlikely=True).left_out == ()


def test_shipped_table_asks_of_names_and_doers() -> None:
    weights = lexicon().weights
    assert {"Program known", "Program new", "Slogan known", "Slogan new", "undertakes"} <= set(weights.of)
    assert set(weights.of) == set(weights.cuts)
    assert (ontology_dir() / "weights.tsv").read_text("utf-8").startswith("# ")


def test_users_table_goes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "weights.tsv").write_text("# cut\tProgram known\t0.5\n" + HEAD + "Program known\tany\t-1\n", "utf-8")
    assert lexicon([tmp_path]).weights.of == {"Program known": {"any": -1.0}}
    assert current([tmp_path]).vocabulary != current().vocabulary


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: expected the columns question, feature, weight"),
        ("# cut\tProgram known\t2\n" + HEAD, "line 1: expected a question and a number from 0 to 1"),
        ("# cut\tProgram known\n" + HEAD, "line 1: expected a question and a number from 0 to 1"),
        (HEAD + "Program known\tany\tmuch\n", "line 2: expected a question, a feature and a number, found"),
        (HEAD + "Program known\tany\n", "line 2: expected a question, a feature and a number, found"),
        (HEAD + "Program known\tany\t1\n", "expected a line '# cut' with a number from 0 to 1 for 'Program known'"),
    ],
)
def test_load_refuses_what_is_no_table(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "weights.tsv").write_text(text, "utf-8")
    with pytest.raises(WeightsError, match=message):
        load(tmp_path / "weights.tsv")
    with pytest.raises(LexiconError, match=r"weights\.tsv"):
        lexicon([tmp_path])


def test_build_says_how_much_it_leaves_out_and_keeps_it_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "words").mkdir()
    table = "# cut\tProgram known\t0.5\n" + HEAD + "Program known\tany\t-1\n"
    (tmp_path / "words" / "weights.tsv").write_text(table, "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    app(["build", "a.txt", "--no-html", "--ontology", "words"], standalone_mode=False)
    assert "2 names hardly meant left out" in capsys.readouterr().out
    assert not kg.load("output/a.ttl").find("城市更新")
    app(["build", "a.txt", "--no-html", "--ontology", "words", "--keep-unlikely"], standalone_mode=False)
    assert "left out" not in capsys.readouterr().out
    assert kg.load("output/a.ttl").find("城市更新")
    app(["discover", "--unread", "a.txt", "--ontology", "words"], standalone_mode=False)
    assert "2  hardly meant" in capsys.readouterr().out


SAID = {"relation undertakes": 1.0, "subject ends in 厅": 1.0, "object ends in 革命": -3.0}
DENIED = "云川省水利厅不开展河湖清四乱。"


def test_relation_below_the_cut_is_left_out_and_told_with_its_words_and_why() -> None:
    text = TEXT + "云川省水利厅开展厕所革命。\n"
    before, after = built(text, PLAIN), built(text, with_weights({"stated": SAID}))
    both = {("云川省水利厅", "城市更新"), ("云川省水利厅", "厕所革命")}
    assert labels(before, "undertakes") == both
    assert labels(after, "undertakes") == {("云川省水利厅", "城市更新")}
    assert after.find("厕所革命")
    (one,) = after.left_out
    assert (one.type, one.hardly, one.evidence.quote) == (R.UNDERTAKES, "said", "开展厕所革命")
    assert one.against == ("object ends in 革命",)
    assert one.likelihood == pytest.approx(0.269, abs=0.001)


def test_what_stays_is_as_sure_as_it_is_likely(tmp_path: Path) -> None:
    graph = kg.KnowledgeGraph.of(built(TEXT, with_weights({"stated": SAID})))
    (one,) = graph.statements(relation="undertakes")
    assert one.confidence == confidence(one) == 0.88
    graph.to_turtle(tmp_path / "a.ttl")
    assert kg.load(tmp_path / "a.ttl") == graph
    assert graph.confident(0.9).statements(relation="undertakes") == ()


def test_what_is_denied_and_what_a_short_text_says_is_not_weighed() -> None:
    never = with_weights({"stated": {"any": -9.0}})
    (denied,) = built(TEXT + DENIED, never).statements(modality="Denied")
    assert denied.confidence == of_readers("undertakes", denied.read_by)
    assert labels(built("云川省水利厅推进城市更新。", never), "undertakes") == {("云川省水利厅", "城市更新")}


def test_merged_statement_is_as_sure_as_where_it_is_read_best() -> None:
    likely, unlikely = (built(TEXT, with_weights({"stated": {"any": sure}})) for sure in (2.0, 0.5))
    (one,) = (likely | unlikely).statements(relation="undertakes")
    assert one.confidence == 0.88
    assert (likely | unlikely) == (unlikely | likely)


def test_features_of_a_relation_say_where_its_subject_stands() -> None:
    reading, linked = step_by_step(TEXT)
    ((_, seen),) = weighed(reading, linked, relate(reading, linked, lexicon())).values()
    assert {"relation undertakes", "0 paragraphs away", "0 bodies between", "opens the paragraph"} <= seen
    assert {"subject Organization Government", "object ends in 更新", "trigger 推进: undertakes"} <= seen


def test_build_says_how_many_statements_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "weights.tsv").write_text("# cut\tstated\t0.5\n" + HEAD + "stated\tany\t-1\n", "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    app(["build", "a.txt", "--no-html", "--ontology", "words"], standalone_mode=False)
    assert "1 statement hardly said left out" in capsys.readouterr().out
    app(["discover", "--unread", "a.txt", "--ontology", "words"], standalone_mode=False)
    assert "1  hardly said" in capsys.readouterr().out


def test_what_is_unread_tells_of_all_that_is_hardly_said() -> None:
    shipped = lexicon().weights
    known = replace(lexicon(), weights=Weights({**shipped.cuts, "stated": 0.7}, shipped.of))
    document = read_text(sample_text().read_text("utf-8"))
    left_out = [one for one in build_document(document, known).left_out if one.hardly == "said"]
    told = [one for _, clause in unread(document, known) for one in clause if one.reason == "hardly said"]
    assert len(told) == len(left_out) > 10


def test_store_notes_what_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "weights.tsv").write_text("# cut\tProgram known\t0.5\n" + HEAD + "Program known\tany\t-1\n", "utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, "utf-8")
    from kg.corpus.building import build

    build([str(tmp_path / "texts")], tmp_path / "store", ontology=[tmp_path], jobs=1)
    assert (1, "Program hardly meant left out: 城市更新") in [*kg.open(tmp_path / "store").notes()]
