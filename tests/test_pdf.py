"""PDF files whose places matter: ruled tables, turned pages, pages without text."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.read import Document, InputError, read
from kg.read.formats.layout import Glyph
from kg.read.formats.pages import page_lines
from kg.read.formats.ruled import Rule, grids_of

HEAD = ("序号", "重点任务", "责任单位", "完成时限")
ROWS = (
    ("1", "推进城镇老旧小区改造，完善小区配套设施，逐步健全机制", "云川省住房和城乡建设厅、云川省财政厅", "2021年12月底前"),
    ("2", "开展城市体检", "云川省住房和城乡建设厅", "持续推进"),
    ("3", "推进农村危房改造", "云川省农业农村厅", "2021年10月底前"),
)  # fmt: skip
TITLE, BEFORE, AFTER = "云川省城市更新任务分工表", "云川省政府召开会议，部署工作。", "云川省水利厅抓好水库除险加固。"


@pytest.fixture(scope="module")
def made() -> Callable[..., bytes]:
    """Makes a PDF file of a table with its cells wrapped, between two paragraphs."""
    pytest.importorskip("pypdfium2")
    platypus = pytest.importorskip("reportlab.platypus")
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("a", fontName="STSong-Light", fontSize=11, leading=15, wordWrap="CJK")

    def make(rows: Sequence[Sequence[str]], *ruled: tuple[Any, ...], repeat: int = 0) -> bytes:
        cells = [[platypus.Paragraph(cell, style) for cell in row] for row in rows]
        table = platypus.Table(cells, colWidths=[30, 130, 110, 70], repeatRows=repeat)
        table.setStyle([*(ruled or [("GRID", (0, 0), (-1, -1), 0.5, "black")]), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        lines = [platypus.Paragraph(line, style) for line in (TITLE, BEFORE)]
        out = io.BytesIO()

        def footed(canvas: Any, _: Any) -> None:
            canvas.setFont("STSong-Light", 9)
            canvas.drawCentredString(300, 20, f"— {canvas.getPageNumber()} —")

        platypus.SimpleDocTemplate(out, pagesize=A4).build(
            [*lines, table, platypus.Paragraph(AFTER, style)], onFirstPage=footed, onLaterPages=footed
        )
        return out.getvalue()

    return make


def document_of(folder: Path, data: bytes) -> Document:
    (folder / "a.pdf").write_bytes(data)
    (document,) = read(folder / "a.pdf")
    return document


def lines_of(rows: Sequence[Sequence[str]]) -> list[str]:
    return ["\t".join(row) for row in rows]


def test_rows_of_a_ruled_table_are_lines_with_their_wrapped_cells_whole(
    tmp_path: Path, made: Callable[..., bytes]
) -> None:
    document = document_of(tmp_path, made([HEAD, *ROWS]))
    assert document.text.splitlines() == [TITLE, BEFORE, *lines_of([HEAD, *ROWS]), AFTER]
    graph = kg.build(tmp_path / "a.pdf")
    label = {iri: entity.label for iri, entity in graph.entities.items()}
    said = {(label[s.subject], label[s.object]) for s in graph.statements() if s.relation.value == "undertakes"}
    assert said >= {
        ("云川省财政厅", "城镇老旧小区改造"),
        ("云川省住房和城乡建设厅", "城市体检"),
        ("云川省农业农村厅", "农村危房改造"),
    }
    assert ("云川省财政厅", "城市体检") not in said


def test_cell_over_several_rows_is_that_of_each_of_them(tmp_path: Path, made: Callable[..., bytes]) -> None:
    rows = [HEAD, ROWS[0], ROWS[1], ("3", "推进农村危房改造", "", "2021年10月底前")]
    document = document_of(tmp_path, made(rows, ("GRID", (0, 0), (-1, -1), 0.5, "black"), ("SPAN", (2, 2), (2, 3))))
    charged = [{document.view[a:b] for a, b in task.charge} for task in document.tasks]
    assert charged[1:] == [{"云川省住房和城乡建设厅"}, {"云川省住房和城乡建设厅"}]


def test_heading_across_a_table_ends_neither_it_nor_its_cells(tmp_path: Path, made: Callable[..., bytes]) -> None:
    rows = [HEAD, ("一、城市建设", "", "", ""), *ROWS[:2], ("二、农村建设", "", "", ""), ROWS[2]]
    spans = [("GRID", (0, 0), (-1, -1), 0.5, "black"), *(("SPAN", (0, n), (-1, n)) for n in (1, 4))]
    document = document_of(tmp_path, made(rows, *spans))
    assert "二、农村建设" in document.text.splitlines()
    assert len(document.tasks) == 3


def test_table_of_tasks_without_rules_is_said(tmp_path: Path, made: Callable[..., bytes]) -> None:
    (tmp_path / "a.pdf").write_bytes(made([HEAD, *ROWS], ("ALIGN", (0, 0), (-1, -1), "LEFT")))
    notes: list[str] = []
    (document,) = read(tmp_path / "a.pdf", on_note=notes.append)
    assert not document.tasks
    assert [note.partition("a.pdf: ")[2] for note in notes] == [
        "a table of tasks without ruled lines on page 1: its cells are not put together"
    ]


@pytest.mark.parametrize("repeat", [0, 1])
def test_table_over_pages_keeps_all_its_rows(tmp_path: Path, made: Callable[..., bytes], repeat: int) -> None:
    rows = [(str(n), *ROWS[n % 3][1:]) for n in range(1, 40)]
    document = document_of(tmp_path, made([HEAD, *rows], repeat=repeat))
    pages = len(document.article.pages)
    assert pages > 1
    heads = [*lines_of([HEAD])] * (pages if repeat else 1)
    kept = [line for line in document.text.splitlines() if "\t" in line]
    assert sorted(kept) == sorted([*heads, *lines_of(rows)])
    assert len(document.tasks) == len(rows)
    place = document.text.index("\n39\t") + 1
    assert document.article.page(place) == pages


def test_evidence_says_the_page_that_it_stands_on(tmp_path: Path, made: Callable[..., bytes]) -> None:
    rows = [(str(n), *ROWS[n % 3][1:]) for n in range(1, 40)]
    (tmp_path / "a.pdf").write_bytes(made([HEAD, *rows]))
    graph = kg.build(tmp_path / "a.pdf")
    (article,) = graph.articles.values()
    last = max(s.evidence[0] for s in graph.statements() if s.evidence[0].quote.endswith("水库除险加固"))
    assert article.page(last.start) == len(article.pages)
    assert f"kg:page {len(article.pages)}" in graph.to_turtle()


def test_page_that_is_turned_reads_as_it_is_shown(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    for angle, shift in ((90, (595, 0)), (180, (595, 842)), (270, (0, 842))):
        out = io.BytesIO()
        page = canvas.Canvas(out, pagesize=(595, 842))
        page.setPageRotation(angle)
        page.translate(*shift)
        page.rotate(angle)
        page.setFont("STSong-Light", 12)
        for n, row in enumerate((HEAD, *ROWS[1:])):
            page.drawString(60, 400 - 20 * n, row[1])
            page.drawString(220, 400 - 20 * n, row[2])
        for n in range(4):
            page.line(50, 414 - 20 * n, 400, 414 - 20 * n)
        for x in (50, 210, 400):
            page.line(x, 354, x, 414)
        page.save()
        text = document_of(tmp_path, out.getvalue()).text
        assert text.splitlines() == ["\t".join(row[1:3]) for row in (HEAD, *ROWS[1:])], angle


@pytest.mark.parametrize("text", [AFTER, "2021"])
def test_text_that_is_lost_for_want_of_a_font_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    pytest.importorskip("pypdfium2")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    for font, words, height in (("STSong-Light", text, 400), ("Helvetica", " ", 300)):
        page.setFont(font, 12)
        page.drawString(60, height, words)
    page.save()
    # what PDFium says of a character by itself where no Chinese font is installed
    monkeypatch.setattr("pypdfium2.raw.FPDFFont_GetGlyphPath", lambda *_: None)
    monkeypatch.setattr("pypdfium2.raw.FPDFTextObj_GetText", lambda *_: 2)
    notes: list[str] = []
    if text == AFTER:
        assert [d.text for d in read(tmp_path / "a.pdf", on_note=notes.append)] == [AFTER]
        (note,) = notes
        assert note.endswith("left out text in fonts that are neither in the file nor on this machine: STSong-Light")
    else:
        with pytest.raises(InputError, match="neither in it nor on this machine: STSong-Light"):
            list(read(tmp_path / "a.pdf"))


def test_scan_is_refused_in_words_and_a_page_of_one_is_said(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    for text in ("", AFTER):
        page = canvas.Canvas(str(tmp_path / "a.pdf"))
        if text:
            page.setFont("STSong-Light", 12)
            page.drawString(60, 400, text)
            page.showPage()
        page.rect(10, 10, 500, 700, fill=1)
        page.showPage()
        page.save()
        notes: list[str] = []
        if text:
            assert len(list(read(tmp_path / "a.pdf", on_note=notes.append))) == 1
            assert "no text on page 2: empty, or a scan" in notes[0]
        else:
            with pytest.raises(InputError, match="a scan must be made readable first"):
                list(read(tmp_path / "a.pdf"))


# --- geometry -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("across", "down"),
    [
        ([0, 20, 40], [0, 100]),  # a frame around lines
        ([0, 40], [0, 50, 100]),  # one row
        ([0], []),  # the line under a letterhead
        (list(range(0, 4000, 4)), [0, 50, 100]),  # a drawing
    ],
)
def test_rules_that_make_no_table_are_none(across: list[int], down: list[int]) -> None:
    high = max(across)
    assert grids_of([Rule(y, 0, 100) for y in across], [Rule(x, 0, high) for x in down]) == []


def test_two_tables_of_a_page_are_two() -> None:
    across = [Rule(y, 0, 100) for y in (0, 20, 40, 100, 120, 140)]
    down = [Rule(x, y, y + 40) for x in (0, 50, 100) for y in (0, 100)]
    assert [grid.ys[-1] for grid in grids_of(across, down)] == [140, 40]


def test_table_beside_running_text_leaves_it_in_its_order() -> None:
    grid = grids_of([Rule(y, 0, 60) for y in (0, 20, 40)], [Rule(x, 0, 40) for x in (0, 30, 60)])
    beside = [Glyph(c, 70 + 10 * n, 4, 80 + 10 * n, 14) for n, c in enumerate("城市建设处抓好城市体检")]
    inside = [Glyph(c, 5 + 30 * n, 4, 15 + 30 * n, 14) for n, c in enumerate("甲乙")]
    assert [line.alone for line in page_lines(inside, grid)] == [True]
    assert not any(line.alone for line in page_lines([*inside, *beside], grid))
