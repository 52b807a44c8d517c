"""What Word makes by itself: numbers of lists and headings, heads and feet of pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from kg.read import read
from kg.read.formats.numbering import chinese

docx = pytest.importorskip("docx")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(levels: str, *paragraphs: tuple[int | None, str], more: str = "") -> bytes:
    """A Word file with one list of such levels; each paragraph stands at a depth, or is not numbered."""
    made = docx.Document()
    numbering = made.part.numbering_part.element
    for element in list(numbering):
        numbering.remove(element)
    xml = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}</w:numbering>'
    for element in list(docx.oxml.parse_xml(xml)):
        numbering.append(element)
    for depth, text in paragraphs:
        paragraph = made.add_paragraph(text)
        if depth is not None:
            number, depth = (2, depth - 100) if depth >= 100 else (1, depth)
            paragraph._p.get_or_add_pPr().append(
                docx.oxml.parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
            )
    return saved(made)


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def lines(folder: Path, data: bytes, notes: list[str] | None = None) -> list[str]:
    (folder / "a.docx").write_bytes(data)
    (document,) = read(folder / "a.docx", on_note=(notes if notes is not None else []).append)
    return document.text.splitlines()


def test_numbers_of_a_list_stand_before_their_paragraphs(tmp_path: Path) -> None:
    levels = "".join(level(n, form, text) for n, (form, text) in enumerate(LEVELS))
    data = numbered(
        levels,
        (0, "总体要求"), (None, "坚持以人民为中心。"), (0, "主要任务"), (1, "抓好城市体检"), (2, "建立台账"),
        (2, "明确分工"), (3, "推进改造"), (1, "推进农村危房改造"), (2, "筹集资金"), (0, "保障措施"), (1, "加强领导"),
    )  # fmt: skip
    assert lines(tmp_path, data) == [
        "一、总体要求", "坚持以人民为中心。", "二、主要任务", "（一）抓好城市体检", "1.建立台账", "2.明确分工", "① 推进改造",
        "（二）推进农村危房改造", "1.筹集资金", "三、保障措施", "（一）加强领导",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "label"),
    [
        ("decimal", "第%1条", "第3条 "), ("chineseCountingThousand", "第%1章", "第三章 "), ("upperRoman", "%1.", "III."),
        ("lowerLetter", "%1)", "c)"), ("decimalEnclosedParen", "%1", "⑶ "), ("bullet", "•", ""), ("none", "", ""),
        ("ideographTraditional", "%1、", "丙、"), ("decimalZero", "%1.", "03."), ("unheardOf", "%1.", "3."),
    ],
)  # fmt: skip
def test_number_has_the_form_of_its_level(tmp_path: Path, form: str, text: str, label: str) -> None:
    data = numbered(level(0, form, text), *((0, "城市体检工作。") for _ in range(3)))
    assert lines(tmp_path, data)[2] == f"{label}城市体检工作。"


def test_number_below_others_shows_them_in_digits_where_it_says_so(tmp_path: Path) -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    data = numbered(levels, (0, "总则"), (0, "职责"), (1, "城市体检"), (1, "农村危房"))
    assert lines(tmp_path, data) == ["第一章 总则", "第二章 职责", "2.1 城市体检", "2.2 农村危房"]


def test_list_that_begins_anew_counts_from_where_it_says(tmp_path: Path) -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    data = numbered(level(0, "decimal", "%1."), (0, "城市体检"), (0, "农村危房"), (100, "垃圾分类"), (100, "厕所革命"), more=more)  # fmt: skip
    assert [line[:2] for line in lines(tmp_path, data)] == ["1.", "2.", "1.", "2."]


def test_heading_is_numbered_by_its_style(tmp_path: Path) -> None:
    made = docx.Document(io.BytesIO(numbered(level(0, "chineseCounting", "%1、"))))
    style = made.styles["Heading 1"].element
    style.get_or_add_pPr().append(docx.oxml.parse_xml(f'<w:numPr {W}><w:numId w:val="1"/></w:numPr>'))
    made.add_heading("总体要求", 1)
    made.add_paragraph("抓好城市体检。")
    made.add_heading("保障措施", 1)
    assert lines(tmp_path, saved(made)) == ["一、总体要求", "抓好城市体检。", "二、保障措施"]


def test_numbers_are_read_whatever_the_file_says_of_them(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1%9.") + level(99, "decimal", "%2")
    data = numbered(levels, (0, "城市体检工作。"), (7, "农村危房改造。"))
    assert lines(tmp_path, data) == ["11.城市体检工作。", "农村危房改造。"]


def test_head_of_the_first_page_is_read_and_those_of_all_pages_are_said(tmp_path: Path) -> None:
    made = docx.Document()
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "云川省财政厅文件"
    section.header.paragraphs[0].text = "云川省财政厅工作简报"
    section.footer.paragraphs[0].text = "— 第 1 页 —"
    made.add_paragraph("云财〔2021〕5号")
    made.add_paragraph("关于推进零基预算改革的通知")
    notes: list[str] = []
    found = lines(tmp_path, saved(made), notes)
    assert found == ["云川省财政厅文件", "云财〔2021〕5号", "关于推进零基预算改革的通知"]
    assert [note.partition("a.docx: ")[2] for note in notes] == [
        "left out what stands above and below each page: 云川省财政厅工作简报"
    ]


def test_row_of_a_table_keeps_its_columns_beside_a_cell_over_several(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=4)
    for row, texts in zip(table.rows, (("序号", "重点任务", "责任单位", ""), ("1", "", "", ""), ("2", "推进城市体检", "城市建设处", "年底")), strict=True):  # fmt: skip
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(1, 0).merge(table.cell(1, 3))
    table.cell(1, 0).text = "一、城市建设"
    assert lines(tmp_path, saved(made)) == [
        "序号\t重点任务\t责任单位\t",
        "一、城市建设",
        "2\t推进城市体检\t城市建设处\t年底",
    ]


@pytest.mark.parametrize(
    ("number", "written"), [(0, "〇"), (1, "一"), (11, "十一"), (20, "二十"), (110, "一百一十"), (1001, "一千〇一")]
)
def test_chinese_counts(number: int, written: str) -> None:
    assert chinese(number) == written
