"""Official documents: their parts by layout, and sixty self-made ones of varied layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from official import LAYOUTS, Made, documents
from test_forms import word

import kg
from kg.pipeline.document import build_document
from kg.read import Document, Role, read, read_text
from kg.read.fields import labels
from kg.read.letter import letter
from kg.words.loading import lexicon

FIELDS = ("title", "date", "number", "issuers", "addressees")


def as_text(made: Made, folder: Path) -> Document:
    return read_text(made.text)


def as_page(made: Made, folder: Path) -> Document:
    """The document on the page of a site, below its heading and a table of what is known of it."""
    pytest.importorskip("lxml")
    lines = [line for line in made.text.split("\n") if line.strip()]
    rows = [line for line in lines if made.layout == "listed" and "\t" in line]
    table = "".join(
        "<tr>" + "".join("<td>{}：</td><td>{}</td>".format(*cell.split("：")) for cell in row.split("\t")) + "</tr>"
        for row in rows
    )
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line not in rows)
    (folder / "a.html").write_text(
        f"<html><head><title>{made.title}_云川省人民政府</title></head><body><div><a href='/'>首页</a> <a href='/z'>公开</a>"
        f"</div><div><h1>{made.title}</h1><table>{table}</table><div>{body}</div></div><div>版权所有：云川省人民政府</div>",
        "utf-8",
    )
    (document,) = read(folder / "a.html")
    return document


def as_word(made: Made, folder: Path) -> Document:
    (folder / "a.docx").write_bytes(word(*map(escape, made.text.split("\n"))))
    (document,) = read(folder / "a.docx")
    return document


def found(document: Document) -> dict[str, object]:
    """What is read of a document, in the form of what was made."""
    article = document.article
    return {
        "title": "".join(article.title.split()),
        "date": article.date,
        "number": article.number,
        "issuers": {"".join(name.split()) for name in article.issuers},
        "addressees": set(article.addressees),
    }


def wanted(made: Made) -> dict[str, object]:
    return {
        "title": "".join(made.title.split()),
        "date": made.date,
        "number": made.number,
        "issuers": set(made.issuers),
        "addressees": set(made.addressees),
    }


@pytest.mark.parametrize("form", [as_text, as_page, as_word])
def test_sixty_documents_are_read_right_in_98_of_100_fields(
    form: Callable[[Made, Path], Document], tmp_path: Path
) -> None:
    wrong = Counter[str]()
    for made in documents(60):
        got, want = found(form(made, tmp_path)), wanted(made)
        wrong.update(name for name in FIELDS if got[name] != want[name])
    assert wrong.total() <= 0.02 * 60 * len(FIELDS), wrong


def test_documents_are_of_all_layouts_and_the_same_each_time() -> None:
    assert {made.layout for made in documents(12)} == {make.__name__ for make in LAYOUTS}
    assert list(documents(12)) == list(documents(12))


NOTICE = (
    "云川省财政厅文件\n云财〔2021〕5号\n云川省财政厅关于推进\n零基预算改革的通知\n"
    "各市财政局，省直各单位：\n　　为推进零基预算改革，现就有关事项通知如下。\n　　云川省财政厅预算处要抓好城市体检。\n"
    "　　附件：1.任务清单\n　　　　　2.联系人名单\n云川省财政厅\n二〇二一年四月十三日\n（此件公开发布）\n"
    "抄送：省委办公厅，省人大常委会办公厅。\n云川省财政厅办公室　　2021年4月14日印发\n"
)


def test_official_document_gives_its_parts() -> None:
    article = read_text(NOTICE).article
    assert article.title == "云川省财政厅关于推进零基预算改革的通知"
    assert (article.date, article.number) == ("2021-04-13", "云财〔2021〕5号")
    assert article.issuers == ("云川省财政厅",)
    assert article.addressees == ("各市财政局", "省直各单位")
    assert article.attachments == ("任务清单", "联系人名单")
    assert article.printer == "云川省财政厅办公室"


def test_official_document_gives_each_paragraph_its_role() -> None:
    document = read_text(NOTICE)
    roles = {document.view[p.start : p.end]: p.role for p in document.paragraphs}
    assert roles["云川省财政厅文件"] is Role.LETTERHEAD
    assert roles["云川省财政厅关于推进零基预算改革的通知"] is Role.TITLE
    assert roles["各市财政局，省直各单位："] is Role.ADDRESSEE
    assert roles["云川省财政厅"] is Role.SIGNATURE
    assert roles["（此件公开发布）"] is Role.FOOT
    assert roles["为推进零基预算改革，现就有关事项通知如下。"] is Role.BODY


def test_official_document_is_issued_by_its_letterhead_and_says_so_in_turtle() -> None:
    graph = kg.build_text(NOTICE)
    labels_of = {iri: entity.label for iri, entity in graph.entities.items()}
    said = {(labels_of[s.subject], s.relation.value, labels_of[s.object]) for s in graph.statements()}
    assert any(a == "云川省财政厅" and r == "issues" for a, r, _ in said)
    turtle = graph.to_turtle()
    assert 'kg:documentNumber "云财〔2021〕5号"' in turtle
    assert 'dcterms:issued "2021-04-13"^^xsd:date' in turtle


def test_letterhead_and_signatures_issue_a_document_that_its_title_gives_no_author() -> None:
    head = (
        "云川省财政厅\n云川省教育厅文件\n云财〔2021〕5号\n关于推进零基预算改革的通知\n各市财政局：\n　　现通知如下。\n"
    )
    tail = "云川省水利厅\n2021年4月3日\n附件\n零基预算改革办法\n第一条　为了改革，制定本办法。\n"
    graph = kg.build_text(head + tail)
    name = {iri: entity.label for iri, entity in graph.entities.items()}
    issued = {name[s.subject] for s in graph.statements() if s.relation.value == "issues"}
    assert issued == {"云川省财政厅", "云川省教育厅", "云川省水利厅"}


def test_two_dates_are_two_facts_and_the_day_of_writing_is_the_document_s() -> None:
    text = (
        "发文机关：云川省人民政府　　成文日期：1981年05月23日\n发文字号：云政发[1981]88号　　发布日期：2018年12月04日\n"
        "云川省人民政府关于棉粮挂钩问题的通知\n各市、县人民政府：\n现通知如下：抓紧办理。\n云川省人民政府\n一九八一年五月二十三日"
    )
    article = read_text(text).article
    assert (article.date, article.published, article.number) == ("1981-05-23", "2018-12-04", "云政发〔1981〕88号")


@pytest.mark.parametrize(
    "lines",
    [
        ["云川省城市更新侧记", "发布日期：2021-05-06", "城建处抓好城市体检。", "（记者 文山）"],
        ["第12号台风登陆", "云川省气象台发布通告。", "各地要做好防范："],
        ["会议强调：", "要抓好城市体检。"],
        [],
    ],
)
def test_letter_leaves_articles_alone(lines: list[str]) -> None:
    assert letter(lines, labels()) is None


@pytest.mark.parametrize(
    ("above", "issuers"),
    [
        (["云川省财政厅　文　件"], {"云川省财政厅"}),
        (["云 川 省 财 政 厅 文 件"], {"云川省财政厅"}),
        (["000012", "机密★1年", "特急", "云川省财政厅文件"], {"云川省财政厅"}),
        (["云川省财政厅", "云川省教育厅文件"], {"云川省财政厅", "云川省教育厅"}),
        (["云川省财政厅", "云川省教育厅", "文件"], {"云川省财政厅", "云川省教育厅"}),
    ],
)
def test_letterhead_names_who_issues(above: list[str], issuers: set[str]) -> None:
    text = "\n".join([*above, "云财〔2021〕5号", "关于推进零基预算改革的通知", "各市财政局：", "　　现通知如下。"])
    article = read_text(text).article
    assert {"".join(name.split()) for name in article.issuers} == issuers
    assert article.title == "关于推进零基预算改革的通知"


OTHERS = (
    ("云川省人民政府令\n\n第  366  号\n\n《云川省物业管理办法》已经省人民政府常务会议审议通过，现予公布。\n\n　　　　省长　林望\n　　　　2021年4月13日\n\n"
     "云川省物业管理办法\n第一条　为了规范物业管理活动，制定本办法。",
     "云川省人民政府令", "2021-04-13", "第366号", ("云川省人民政府",), (), ()),
    ("云川省住房和城乡建设厅\n云建函〔2021〕158号\n云川省住房和城乡建设厅关于同意澜水市\n开展城市体检试点的复函\n澜水市人民政府：\n　　现函复如下。\n"
     "　　　　　　云川省住房和城乡建设厅\n　　　　　　　2021年4月13日\n（联系人：周萍，电话：12345678）",
     "云川省住房和城乡建设厅关于同意澜水市开展城市体检试点的复函", "2021-04-13", "云建函〔2021〕158号", ("云川省住房和城乡建设厅",), ("澜水市人民政府",), ()),
    ("云川省人民政府办公厅\n会 议 纪 要\n〔2021〕12号\n关于研究推进城镇老旧小区改造工作的会议纪要\n2021年4月13日，副省长林望主持召开会议。",
     "关于研究推进城镇老旧小区改造工作的会议纪要", "", "〔2021〕12号", ("云川省人民政府办公厅",), (), ()),
    ("云川省住房和城乡建设厅公告\n（2021年第8号）\n关于发布《城市体检技术规程》的公告\n现予发布。\n云川省住房和城乡建设厅\n2021年4月13日",
     "关于发布《城市体检技术规程》的公告", "2021-04-13", "2021年第8号", ("云川省住房和城乡建设厅",), (), ()),
    ("云川省市场监督管理局\n云川省住房和城乡建设厅文件\n云市监〔2021〕6号　　　　签发人：林　望\n　　　　　　周　萍\n━━━━━━━━\n"
     "关于加强电梯安全管理工作的\n通　　　知\n各市市场监管局、住房城乡建设局：\n　　现通知如下。\n　　云川省市场监督管理局　云川省住房和城乡建设厅\n"
     "　　　　2021年4月13日\n抄送：省委办公厅，省政协办公厅。\n云川省市场监督管理局办公室　　2021年4月14日印发",
     "关于加强电梯安全管理工作的通知", "2021-04-13", "云市监〔2021〕6号", ("云川省市场监督管理局", "云川省住房和城乡建设厅"),
     ("各市市场监管局、住房城乡建设局",), ("省委办公厅", "省政协办公厅")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title", "date", "number", "issuers", "addressees", "copied"),
    OTHERS,
    ids=["令", "函", "纪要", "公告", "会签"],
)
def test_order_letter_minutes_and_notice_give_their_parts(
    text: str, title: str, date: str, number: str, issuers: tuple[str, ...], addressees: tuple[str, ...], copied: tuple[str, ...]
) -> None:  # fmt: skip
    a = read_text(text).article
    assert (a.title, a.date, a.number, a.issuers) == (title, date, number, issuers)
    assert (a.addressees, a.copied) == (addressees, copied)


def test_official_document_is_found_by_its_number() -> None:
    from kg.query import ask

    answer = ask(kg.build_text(NOTICE), "numbered", number="〔2021〕5号").text("csv")
    assert "云财〔2021〕5号,云川省财政厅关于推进零基预算改革的通知,2021-04-13" in answer


def test_names_of_a_list_are_no_signatures() -> None:
    text = (
        "云川省人民政府办公厅关于调整云川省教材委员会组成人员的通知\n各市人民政府：\n现将名单通知如下：\n委　员：\n"
        "周　萍　云川省水利厅副厅长\n孙　立　云川省公安厅副厅长\n云川省人民政府办公厅\n2021年4月13日"
    )
    document = read_text(text)
    assert [document.view[p.start : p.end] for p in document.paragraphs if p.role is Role.SIGNATURE] == [
        "云川省人民政府办公厅"
    ]
    assert document.article.issuers == ("云川省人民政府办公厅",)


TASKS = (
    "云川省城市更新任务分工\n2021-04-13\n云川省住房和城乡建设厅召开会议，部署工作。\n"
    "序号\t重点任务\t责任单位\t完成时限\n1\t城市体检\t城市建设处\u2028计划财务处\t年底前\n"
    "2\t农村危房改造\t村镇建设处\t年底前\n3\t\t人事处\t年底前\n"
)


def test_rows_of_a_table_of_tasks_are_statements_with_their_cells_as_evidence() -> None:
    graph = kg.build_text(TASKS)
    label = {iri: entity.label for iri, entity in graph.entities.items()}
    said = {
        (label[s.subject], label[s.object]): s.evidence[0].quote
        for s in graph.statements()
        if s.relation.value == "undertakes"
    }
    assert said[("城市建设处", "城市体检")] == "城市体检\t城市建设处"
    assert ("计划财务处", "城市体检") in said
    assert said[("村镇建设处", "农村危房改造")] == "农村危房改造\t村镇建设处"
    assert ("人事处", "农村危房改造") in said  # an empty cell says what the one above it says
    assert ("村镇建设处", "城市体检") not in said


def test_empty_cells_at_the_ends_of_a_row_keep_its_columns() -> None:
    document = read_text(
        "云川省任务分工\n云川省政府召开会议，部署工作。\n重点任务\t责任单位\t\n\t牵头\t配合\n一、城市建设\n开展城市体检\t城市建设处\t计划财务处\n\t\t人事处\n"
    )
    rows = [
        ([document.view[a:b] for a, b in t.tasks], [document.view[a:b] for a, b in t.charge]) for t in document.tasks
    ]
    assert rows == [(["开展城市体检"], ["城市建设处", "计划财务处"]), (["开展城市体检"], ["城市建设处", "人事处"])]


def test_a_table_without_those_in_charge_is_left_as_lines() -> None:
    document = read_text("名称\t数量\n城市体检\t3\n")
    assert not document.tasks
    assert [p.role for p in document.paragraphs] != [Role.CELL] * 4


ROSTER = """{title}
各省人民政府：
现将调整后的名单通知如下：
组  长：李明　　水利部部长
委  员：王小川　　财政部副部长
　　　　周　萍　　教授、云川大学党委书记
国务院办公厅
2018年11月20日
"""


def test_members_on_the_list_of_a_body_belong_to_it_and_where_their_posts_are() -> None:
    graph = build_document(
        read_text(ROSTER.format(title="国务院办公厅关于调整国家防汛抗旱总指挥部组成人员的通知")), lexicon()
    )
    found = {
        (graph.entities[s.subject].label, graph.entities[s.object].label) for s in graph.statements(relation="memberOf")
    }
    body = "国家防总"
    assert found == {
        ("李明", "水利部"), ("王小川", "财政部"), ("周萍", "云川大学党委"),
        ("李明", body), ("王小川", body), ("周萍", body),
    }  # fmt: skip


def test_list_of_a_document_about_something_else_makes_no_members() -> None:
    graph = build_document(
        read_text(ROSTER.format(title="国务院办公厅关于支持国家防汛抗旱总指挥部工作的通知")), lexicon()
    )
    assert not [s for s in graph.statements(relation="memberOf") if "防" in s.object]
