"""When, and how much: read from a clause, written, loaded, merged and shown."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

import kg
from kg.api import KnowledgeGraph
from kg.check import check
from kg.cli import app
from kg.export import to_jsonld
from kg.export.tables import to_csv
from kg.kinds import QUALITIES
from kg.model import KGV, Modality, Qualifier
from kg.qualify import READERS
from kg.qualify.times import WAYS, times
from kg.query import ask
from kg.rdf import load, loads, to_trig, to_turtle
from kg.relations import labels
from kg.resources import ontology_dir
from kg.serve.source import Triples
from kg.view.data import details
from kg.words.grammar import TimeSense
from kg.words.loading import LexiconError, lexicon
from kg.words.loading import load as load_lexicon

DAY = "2021-04-14"
TEXT = "今年以来，云川省住房和城乡建设厅对5.3万个老旧小区开展城市体检。水利部4月12日召开防汛抗旱工作会议。财政部向江西省拨付资金支持城市体检。"


def said(text: str, day: str = DAY) -> list[str]:
    """What qualifies the statements of a text, in order, each as `relation: words (meaning)`."""
    found = kg.build_text(text, date=day).statements()
    return sorted({f"{s.relation}: {q.shown}" for s in found for q in s.qualifiers})


@pytest.fixture(scope="module")
def qualified() -> KnowledgeGraph:
    return kg.build_text(TEXT, date=DAY)


# --- times by themselves ---------------------------------------------------------------------------------------------

TIMES = (
    ("今年以来", "2021-01-01", "2021-04-14"),
    ("到2025年", "", "2025-12-31"),
    ("4月12日", "2021-04-12", "2021-04-12"),
    ("近年来", "", "2021-04-14"),
    ("2021年4月12日至15日", "2021-04-12", "2021-04-15"),
    ("2013年6月14日到7月4日", "2013-06-14", "2013-07-04"),
    ("2014年11月至2015年2月", "2014-11-01", "2015-02-28"),
    ("12月30日至1月2日", "2020-12-30", "2021-01-02"),
    ("19至20日", "2021-04-19", "2021-04-20"),
    ("31日", "2021-03-31", "2021-03-31"),
    ("12月24日", "2020-12-24", "2020-12-24"),
    ("22号下午3时许", "2021-03-22", "2021-03-22"),
    ("当地时间9日上午", "2021-04-09", "2021-04-09"),
    ("今天（4月14日）", "2021-04-14", "2021-04-14"),
    ("昨天", "2021-04-13", "2021-04-13"),
    ("上周", "2021-04-05", "2021-04-11"),
    ("本月", "2021-04-01", "2021-04-30"),
    ("上月底", "2021-03-21", "2021-03-31"),
    ("去年6月", "2020-06-01", "2020-06-30"),
    ("去年底", "2020-12-01", "2020-12-31"),
    ("2020年8月下旬", "2020-08-21", "2020-08-31"),
    ("上半年", "2021-01-01", "2021-06-30"),
    ("第一季度", "2021-01-01", "2021-03-31"),
    ("去年四季度", "2020-10-01", "2020-12-31"),
    ("自2017年起", "2017-01-01", ""),
    ("自5月11日", "2021-05-11", ""),
    ("2030年前", "", "2029-12-31"),
    ("年底前", "", "2021-12-31"),
    ("截至目前", "", "2021-04-14"),
    ("今后", "2021-04-14", ""),
    ("未来三年", "2021-04-14", "2024-04-14"),
    ("近两个月", "2021-02-14", "2021-04-14"),
    ("十多年来", "2011-04-14", "2021-04-14"),
    ("31年前", "1990-01-01", "1990-12-31"),
    ("两个月前", "2021-02-01", "2021-02-28"),
    ("十四五期间", "2021-01-01", "2025-12-31"),
    ("新中国成立70多年来", "1949-10-01", "2021-04-14"),
    ("20世纪50年代", "1950-01-01", "1959-12-31"),
    ("80年代", "1980-01-01", "1989-12-31"),
    ("二〇二一年四月", "2021-04-01", "2021-04-30"),
    ("2月30日", "", ""),
    ("4月12日至31日", "", ""),
    ("9999五期间", "", ""),
    ("2021年13月", "", ""),
)


@pytest.mark.parametrize(("text", "first", "last"), TIMES)
def test_times_are_seen_from_the_day_of_the_text(text: str, first: str, last: str) -> None:
    (found,) = times(lexicon()).found(text, 0, len(text), date.fromisoformat(DAY))
    assert (found.start, found.end) == (0, len(text))
    assert tuple(b.isoformat() if b else "" for b in found.span) == (first, last)


@pytest.mark.parametrize("text", ["第三次会议", "1200人", "三是加强管理", "5.3万个", "底层", "到会", "85年代"])
def test_times_are_none_where_words_only_look_like_them(text: str) -> None:
    assert list(times(lexicon()).found(text, 0, len(text), date.fromisoformat(DAY))) == []


def test_times_of_a_text_without_a_date_are_those_with_a_year() -> None:
    texts = ("2019年以来", "去年6月", "12日", "近两年", "31年前")
    found = [[t.span for t in times(lexicon()).found(text, 0, 9, None)] for text in texts]
    assert [[tuple(map(str, span)) for span in spans] for spans in found] == [
        [("2019-01-01", "None")], *([("None", "None")] for _ in texts[1:])
    ]  # fmt: skip


def test_times_before_the_turn_of_the_year_are_of_the_last() -> None:
    (found,) = times(lexicon()).found("上月底", 0, 3, date(2021, 1, 10))
    assert tuple(map(str, found.span)) == ("2020-12-21", "2020-12-31")


def test_each_way_of_telling_times_reads_its_example() -> None:
    for n, way in enumerate(WAYS):
        assert any(way.example in text or text in way.example for text, *_ in TIMES) or way.example, way
        found = list(times(lexicon()).found(way.example, 0, len(way.example), date.fromisoformat(DAY)))
        assert [(t.start, t.end) for t in found] == [(0, len(way.example))], (n, way)


# --- what a clause says of its statement -----------------------------------------------------------------------------

CLAUSES: tuple[tuple[str, list[str]], ...] = (
    ("水利部4月12日召开防汛抗旱工作会议。", ["holds: 4月12日 (2021-04-12/2021-04-12)"]),
    ("4月12日，水利部召开防汛抗旱工作会议。", ["holds: 4月12日 (2021-04-12/2021-04-12)"]),
    (
        "今年以来，云川省财政厅推进零基预算改革，开展城市体检。",
        ["undertakes: 今年以来 (2021-01-01/2021-04-14)"],
    ),
    ("到2025年，水利部将完成城镇老旧小区改造。", ["undertakes: 到2025年 (/2025-12-31)"]),
    ("“十四五”期间，水利部推进城市体检。", ["undertakes: “十四五”期间 (2021-01-01/2025-12-31)"]),
    ("城市体检由水利部启动于2010年。", ["undertakes: 于2010年 (2010-01-01/2010-12-31)"]),
    ("财政部2018年、2020年先后开展城市体检。", [
        "undertakes: 2018年 (2018-01-01/2018-12-31)", "undertakes: 2020年 (2020-01-01/2020-12-31)",
    ]),
    ("党的十八大以来，水利部推进城市体检。", ["undertakes: 党的十八大以来 (2012-11-08/2021-04-14)"]),
    ("水利部召开2020年水利工作会议。", []),
    ("水利部4月10日决定自5月起开展城市体检。", ["undertakes: 自5月起 (2021-05-01/)"]),
    ("水利部启动于2010年的城市体检惠及群众。", ["undertakes: 于2010年 (2010-01-01/2010-12-31)"]),
    ("水利部开展城市体检荣获2018年优秀奖。", []),
    ("4月12日，水利部强调要开展城市体检。", []),
    ("今年以来，水利部强调，要开展城市体检。", []),
    ("2018年，《水利部关于加强城市供水的意见》提出，要开展城市体检。", [
        "issues: 2018年 (2018-01-01/2018-12-31)",
    ]),
    ("财政部开展城市体检、农村危房改造等项目40个。", ["undertakes: 40个 (40 个)"]),
    ("财政部开展城市体检、巡查等活动40次。", ["undertakes: 40次 (40 次)"]),
    ("水利部到云川省举办2期科级领导干部培训班。", ["holds: 2期 (2 期)", "holds: 到云川省 (云川省)"]),
    ("2018年《水利部关于加强城市供水的意见》提出，要开展城市体检。", [
        "issues: 2018年 (2018-01-01/2018-12-31)",
    ]),
    ("今年以来，浙江省改造5.3万个老旧小区。", [
        "undertakes: 5.3万个 (53000 个)", "undertakes: 今年以来 (2021-01-01/2021-04-14)",
    ]),
    ("浙江省水利厅建设了47.8万亩高标准农田。", ["undertakes: 47.8万亩 (478000 亩)"]),
    ("浙江省启动改造19个城中村。", ["undertakes: 19个 (19 个)"]),
    ("水利部两次召开防汛抗旱工作会议。", ["holds: 两次 (2 次)"]),
    ("财政部组织100个小区、80个城市开展城市体检。", ["undertakes: 80个 (80 个)"]),
    ("财政部投入1.5万亿元开展城市体检。", ["undertakes: 1.5万亿元 (1500000000000 元)"]),
    ("新华社北京4月12日电 水利部开展城市体检。", []),
    ("水利部4月12日强调要开展城市体检。", []),
    ("水利部落实去年印发的《城市供水条例》。", []),
    ("每年年初，水利部开展城市体检。", []),
    ("财政部开展城市体检12次。", ["undertakes: 12次 (12 次)"]),
    ("财政部对5.3万个老旧小区开展城市体检。", ["undertakes: 5.3万个 (53000 个)"]),
    ("财政部投入2亿多元开展城市体检。", ["undertakes: 2亿多元 (200000000 元)"]),
    ("财政部组织上百名专家开展城市体检。", ["undertakes: 上百名 (100 名)"]),
    ("财政部等8个部门开展城市体检。", []),
    ("财政部开展城市体检3次、巡查5次。", ["undertakes: 3次 (3 次)"]),
    ("财政部对3000人以上的小区开展城市体检。", []),
    ("财政部开展为期8个月的城市体检。", []),
    ("财政部开展一次城市体检。", []),
    ("财政部召开第3次城市体检工作会议。", []),
    ("水利部赴江西指导防汛救灾。", ["undertakes: 赴江西 (江西省)"]),
    ("水利部派出工作组赴江西省、云川省开展城市体检。", ["undertakes: 云川省 (云川省)", "undertakes: 赴江西省 (江西省)"]),
    ("水利部派工作组赶赴湖南长沙浏阳市指导防汛救灾。", ["undertakes: 赶赴湖南长沙浏阳市 (浏阳市)"]),
    ("财政部向江西省拨付资金支持城市体检。", ["undertakes: 向江西省 (江西省)"]),
    ("水利部把城市体检推广到浙江、江西。", ["undertakes: 推广到浙江 (浙江省)", "undertakes: 江西 (江西省)"]),
    ("水利部赴西柏坡参观学习习近平总书记重要讲话精神。", ["studies: 赴西柏坡 (西柏坡)"]),
    ("水利部把城市体检推广到浙江", ["undertakes: 推广到浙江 (浙江省)"]),
    ("水利部赴江西强调要推进河长制。", []),
    ("水利部前往泉州监狱开展城市体检。", []),
    ("水利部向伊朗、老挝等国派出专家组开展城市体检。", ["undertakes: 向伊朗 (伊朗)", "undertakes: 老挝 (老挝)"]),
    ("水利部推进城市体检从北京到上海。", []),
    ("到中华人民共和国成立100周年时水利部建成社会主义现代化强国。", []),
    ("水利部向俄罗斯总统推进河长制。", []),
    ("水利部到江西省教育厅推进河长制。", []),
    ("水利部在江西推进河长制。", []),
    ("各代表团团长注意到云川省于2021年举行云川旅游论坛。", []),
    ("水利部派出专家组赴江西指导当地开展城市体检。", ["undertakes: 赴江西 (江西省)"]),
    ("水利部组织干部分赴江西、云川省开展城市体检。", ["undertakes: 云川省 (云川省)", "undertakes: 分赴江西 (江西省)"]),
    ("水利部推进来到江西的游客关心的河长制。", []),
    ("水利部赴江西时强调要推进河长制。", []),
    ("水利部推进河长制，林望看望赴江西的学生。", []),
    ("水利部部长林望前往江西。", []),
    ("水利部把城市体检推广到浙江的学校。", []),
    ("水利部部长林望6日出席水利部第三次会议。", ["attends: 6日 (2021-04-06/2021-04-06)"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_build_says_when_how_much_and_where_to_where_the_clause_does(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_what_lasts_is_not_qualified() -> None:
    graph = kg.build_text("4月12日，水利部部长林望会见周萍。", date=DAY)
    assert graph.statements()
    assert not any(s.qualifiers for s in graph.statements())


def test_qualifiers_have_the_words_of_the_text(qualified: KnowledgeGraph) -> None:
    text = next(iter(qualified.articles.values())).text
    found = [q for s in qualified.statements() for q in s.qualifiers]
    assert {q.quality for q in found} == {*QUALITIES}
    assert all(text[q.evidence.start : q.evidence.end] == q.evidence.quote for q in found)


# --- one place for each quality --------------------------------------------------------------------------------------


def test_each_quality_has_a_term_a_reader_and_a_shape() -> None:
    assert READERS.keys() == QUALITIES.keys()
    assert QUALITIES.keys() <= labels().keys()
    terms = (ontology_dir() / "policy-kg.ttl").read_text("utf-8")
    for quality in QUALITIES.values():
        assert f"rdfs:range {quality.type} " in terms


def test_qualified_graphs_are_written_and_loaded(qualified: KnowledgeGraph, tmp_path: Path) -> None:
    for form, text in (("ttl", to_turtle(qualified)), ("trig", to_trig(qualified)), ("jsonld", to_jsonld(qualified))):
        assert loads(text, form) == qualified, form
    (tmp_path / "g.nt").write_bytes(
        ox.serialize([q.triple for q in ox.parse(to_turtle(qualified).encode(), format=ox.RdfFormat.TURTLE)],
                     format=ox.RdfFormat.N_TRIPLES) or b""
    )  # fmt: skip
    assert load(tmp_path / "g.nt") == qualified
    assert check(qualified).conforms


def test_turtle_without_qualifiers_says_nothing_of_them() -> None:
    turtle = to_turtle(kg.build_text("水利部开展城市体检。"))
    assert "time:" not in turtle
    assert "Qualifier" not in turtle
    assert "Qualifier" not in to_jsonld(kg.build_text("水利部开展城市体检。"))


def test_merged_statements_have_the_qualifiers_of_both() -> None:
    one, other = (kg.build_text(f"水利部{when}开展城市体检。", date=DAY) for when in ("4月12日", "去年"))
    (merged,) = (one | other).statements()
    assert [q.evidence.quote for q in sorted(merged.qualifiers, key=lambda q: q.values)] == ["去年", "4月12日"]
    assert one | other == other | one


def test_a_qualifier_without_words_is_kept_as_the_user_wrote_it(qualified: KnowledgeGraph) -> None:
    statement = qualified.statements()[0]
    more = f"{to_turtle(qualified)}\n<{statement.iri}> kg:when [ time:hasEnd <urn:day> ] .\n"
    loaded = loads(more)
    assert loaded.statements() == qualified.statements()
    assert len(loaded.extra) == 2
    assert loads(to_turtle(loaded)) == loaded


def test_check_refuses_a_quantity_of_no_number(qualified: KnowledgeGraph) -> None:
    turtle = to_turtle(qualified).replace('schema:value "53000"^^xsd:decimal', 'schema:value "viel"')
    assert not check(loads(turtle)).conforms


def test_tables_page_and_show_say_what_qualifies(qualified: KnowledgeGraph, tmp_path: Path) -> None:
    _, edges = to_csv(qualified, "gephi", tmp_path)
    rows = list(csv.DictReader(edges.read_text("utf-8").splitlines()))
    assert {(row["when"], row["quantity"], row["whereTo"]) for row in rows if row["Kind"] == "undertakes"} == {
        ("今年以来 (2021-01-01/2021-04-14)", "5.3万个 (53000 个)", ""),
        ("", "", "向江西省 (江西省)"),
    }
    frame = qualified.to_pandas()["statements"]
    assert "5.3万个 (53000 个)" in set(frame["quantity"])
    page = details(qualified)
    assert page["words"]["when"] == ("时间", "when")
    assert sum(len(s[10]) for s in page["statements"]) == 4
    assert page["words"]["whereTo"] == ("去向", "where to")
    qualified.to_turtle(tmp_path / "g.ttl")
    shown = CliRunner().invoke(app, ["show", str(tmp_path / "g.ttl"), "水利部"])
    assert "  when: 4月12日 (2021-04-12/2021-04-12)" in shown.stdout
    (one,) = json.loads(CliRunner().invoke(app, ["show", "--json", str(tmp_path / "g.ttl"), "水利部"]).stdout)
    assert one["statements"][0]["qualifiers"][0]["values"] == ["2021-04-12", "2021-04-12"]


def test_named_questions_ask_when_how_much_and_where_to(qualified: KnowledgeGraph) -> None:
    found = ask(qualified, "when", since="2021-04-01", until="2021-04-13")
    assert sorted(str(row["when"]) for row in found.dicts()) == ["4月12日", "今年以来"]
    assert ask(qualified, "when", since="2022-01-01", until="2022-12-31").dicts() == []
    assert [(row["number"], row["unit"]) for row in ask(qualified, "quantities").dicts()] == [("53000", "个")]
    assert [(row["place"], row["words"]) for row in ask(qualified, "where-to").dicts()] == [("江西省", "向江西省")]


def test_served_pages_say_what_qualifies(qualified: KnowledgeGraph, tmp_path: Path) -> None:
    asked = Triples(lambda query: json.loads(qualified.query(query).text("json")))
    rows = asked.about(f"{KGV}水利部")
    assert [row["qualified"]["value"] for row in rows if "qualified" in row] == ["when 4月12日"]
    (article,) = qualified.articles
    told = {line for row in asked.stated(article) for line in row.get("qualified", {"value": ""})["value"].split("\n")}
    assert told - {""} == {"when 今年以来", "when 4月12日", "quantity 5.3万个", "whereTo 向江西省"}


def test_users_words_for_times_are_read(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        "@prefix kg: <https://w3id.org/policy-kg/ontology#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:t> a kg:TimeWord ; kg:timeSense "year" ; kg:first -3 ; skos:prefLabel "大前年"@zh .\n',
        encoding="utf-8",
    )
    known = load_lexicon([ontology_dir(), tmp_path])
    (found,) = times(known).found("大前年6月", 0, 5, date.fromisoformat(DAY))
    assert str(found.span.first) == "2018-06-01"
    (tmp_path / "mine.ttl").write_text((tmp_path / "mine.ttl").read_text("utf-8").replace("-3", '"drei"'), "utf-8")
    with pytest.raises(LexiconError, match=r"mine\.ttl: urn:t: kg:first: 'drei', expected a whole number"):
        load_lexicon([ontology_dir(), tmp_path])


def test_every_sense_of_times_has_words_and_is_used() -> None:
    assert {sense for sense in TimeSense if sense not in lexicon().times} == set()


def test_qualifiers_of_plans_lie_ahead() -> None:
    (planned,) = kg.build_text("水利部将于1月5日召开防汛抗旱工作会议。", date="2020-12-28").statements()
    assert planned.modality is Modality.PLANNED
    assert [q.values for q in planned.qualifiers] == [("2021-01-05", "2021-01-05")]
    assert isinstance(planned.qualifiers[0], Qualifier)
