"""Each form of one article gives the same statements; what is guessed, mended or left out is said."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.model import Article, given_span
from kg.read import FORMS, Document, InputError, Role, read, read_text
from kg.read.formats import decode
from kg.read.script import is_traditional

TITLE = "云川省推进老旧小区改造"
HEAD = "2021-05-06　来源：云川日报"
BODY = (
    "5月5日，云川省住房和城乡建设厅召开老旧小区改造工作推进会，厅长林望出席会议并讲话。",
    "会议要求，各地要坚持以人民为中心的发展思想，扎实推进老旧小区改造，完善政策措施。",
    "云川省住房和城乡建设厅城市建设处抓好城市体检，村镇建设处推进农村危房改造。",
)
TEXT = "\n".join([TITLE, HEAD, *("　　" + line for line in BODY), ""])
HTML = (
    f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_云川日报</title></head><body><div class="nav">'
    f'<a href="/">首页</a> <a href="/a">新闻</a></div><h1>{TITLE}</h1><div>{HEAD}</div><div>'
    + "".join(f"<p>　　{line}</p>" for line in BODY)
    + '</div><div><a href="/1">上一篇：别的新闻</a></div><footer>版权所有：云川日报 ©2010-2024</footer></body></html>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def said(*documents: Document | kg.KnowledgeGraph) -> set[tuple[str, str, str, str]]:
    """The statements of documents or graphs, by labels."""
    graphs = [d if isinstance(d, kg.KnowledgeGraph) else kg.build_text(d.text) for d in documents]
    return {
        (g.entities[s.subject].label, s.relation.value, g.entities[s.object].label, s.modality.value)
        for g in graphs
        for s in g.statements()
    }


EXPECTED = said(read_text(TEXT))


def word(*paragraphs: str) -> bytes:
    """A Word file whose body holds the XML given; what has no tag is a paragraph."""
    docx = pytest.importorskip("docx")
    made = docx.Document()
    body = made.element.body
    inner = "".join(p if p.startswith("<") else f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    for n, element in enumerate(list(docx.oxml.parse_xml(f"<w:body {W}>{inner}</w:body>"))):
        body.insert(n, element)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def epub(*chapters: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/a.opf"/></rootfiles></container>',
        )
        items = "".join(f'<item id="c{n}" href="{n}.xhtml"/>' for n in range(len(chapters)))
        spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
        archive.writestr(
            "OEBPS/a.opf",
            f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>',
        )
        for n, chapter in enumerate(chapters):
            archive.writestr(f"OEBPS/{n}.xhtml", chapter)
    return out.getvalue()


def table(rows: list[list[str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def workbook(rows: list[list[str]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(rows: list[dict[str, str]]) -> bytes:
    arrow, tables = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    tables.write_table(arrow.Table.from_pylist(rows), out)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zstandard(data: bytes) -> bytes:
    return bytes(pytest.importorskip("zstandard").ZstdCompressor().compress(data))


def mht() -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\nSnapshot-Content-Location: https://example.org/1\r\n'
    part = '--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n'
    return f"{head}\r\n{part}\r\n{HTML}\r\n--b--\r\n".encode()


def rtf() -> bytes:
    escaped = "".join(
        f"\\u{ord(c)}?" if ord(c) < 32768 else f"\\u{ord(c) - 65536}?" for c in TEXT.replace("\n", "\x00")
    )
    return ("{\\rtf1\\ansi\\uc1 " + escaped.replace("\\u0?", "\\par ") + "}").encode()


ROWS = [["标题", "发布时间", "来源", "正文"], [TITLE, "2021-05-06", "云川日报", "\n".join(BODY)]]
MARKDOWN = f"---\ntitle: {TITLE}\n日期: 2021-05-06\n来源: 云川日报\n---\n\n# {TITLE}\n\n" + "\n\n".join([
    BODY[0].replace("云川省住房和城乡建设厅", "**云川省住房和城乡建设厅**"),
    *(f"- {line}" for line in BODY[1:]),
])
MADE: dict[str, Callable[[], bytes]] = {
    "a.txt": TEXT.encode,
    "crlf.txt": TEXT.replace("\n", "\r\n").encode,
    "gb.txt": lambda: TEXT.encode("gb18030"),
    "a.html": HTML.encode,
    "two-ends.html": lambda: HTML.replace("<h1>", "</body></html><h1>").encode(),
    "table.htm": lambda: (
        HTML.replace("<div><p>", "<table><tr><td><p>").replace("</p></div>", "</p></td></tr></table>").encode()
    ),
    "a.docx": lambda: word(*TEXT.splitlines()),
    "a.md": MARKDOWN.encode,
    "a.mht": mht,
    "a.rtf": rtf,
    "a.epub": lambda: epub(HTML.replace("<!DOCTYPE html>", "")),
    "a.csv": lambda: table(ROWS),
    "a.tsv": lambda: table(ROWS, "\t"),
    "a.xlsx": lambda: workbook(ROWS),
    "a.parquet": lambda: parquet([dict(zip(ROWS[0], ROWS[1], strict=True))]),
    "a.jsonl": lambda: json.dumps({"content": TEXT, "pub_date": "20210506"}).encode(),
    "html.jsonl": lambda: json.dumps(
        {"正文": HTML[HTML.index("<h1>") : HTML.index("<div><a")]}, ensure_ascii=False
    ).encode(),
    "a.json": lambda: json.dumps({"articles": [{"标题": TITLE, "正文": TEXT}]}).encode(),
    "a.zip": lambda: zipped({"新闻/a.txt": TEXT.encode(), "__MACOSX/._a": b"x"}),
    "a.tar.gz": lambda: tarred({"a.txt": TEXT.encode()}),
    "a.txt.gz": lambda: gzip.compress(TEXT.encode()),
    "a.txt.zst": lambda: zstandard(TEXT.encode()),
}


@pytest.mark.parametrize("name", MADE)
def test_each_form_of_one_article_gives_the_same_statements(tmp_path: Path, name: str) -> None:
    for module in ("lxml", "docx", "markdown_it", "striprtf"):
        pytest.importorskip(module)
    (tmp_path / name).write_bytes(MADE[name]())
    (document,) = read(tmp_path / name, on_note=lambda note: None)
    assert said(document) == EXPECTED
    assert document.article.title == TITLE
    assert document.article.date == "2021-05-06"
    assert document.article.source == "云川日报"


def test_the_article_has_statements_to_compare() -> None:
    assert len(EXPECTED) >= 7


def test_every_form_is_in_the_readme() -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    missing = [suffix for form in FORMS for suffix in form.suffixes if f"`{suffix}`" not in text]
    assert missing == []


@pytest.fixture(scope="module")
def print_page() -> Any:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium to print with")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()

        def printed(markup: str, **options: Any) -> bytes:
            tab.set_content(f'<meta charset="utf-8">{markup}')
            return bytes(tab.pdf(**options))

        yield printed
        browser.close()


@pytest.mark.parametrize(
    ("style", "options"),
    [
        ("", {}),
        ("column-count: 2; font-size: 12px; width: 500px", {}),
        ("writing-mode: vertical-rl; height: 500px", {}),
        (
            "font-size: 90px",
            {"display_header_footer": True, "header_template": "<span style='font-size:12px'>工作简报</span>",
             "footer_template": "<span style='font-size:12px'>第<span class=pageNumber></span>页 共<span class=totalPages></span>页</span>",
             "margin": {"top": "80px", "bottom": "80px"}},
        ),
    ],
    ids=["plain", "columns", "vertical", "heads"],
)  # fmt: skip
def test_printed_page_gives_the_same_statements(
    tmp_path: Path, print_page: Any, style: str, options: dict[str, Any]
) -> None:
    pytest.importorskip("pypdfium2")
    page = f'<div style="{style}">' + "".join(f"<p>{line}</p>" for line in (TITLE, HEAD, *BODY)) + "</div>"
    (tmp_path / "a.pdf").write_bytes(print_page(page, **options))
    (document,) = read(tmp_path / "a.pdf")
    assert said(document) == EXPECTED
    assert document.article.title == TITLE
    assert "共" not in document.view
    assert document.article.page(len(document.text) - 1) == len(document.article.pages)


# --- Word -----------------------------------------------------------------------------------------------------------

RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "lines"),
    [
        ("<w:p><w:r><w:t>云川省财政厅</w:t></w:r><w:ins><w:r><w:t>没有</w:t></w:r></w:ins><w:r><w:t>印发通知。</w:t></w:r></w:p>", ["云川省财政厅没有印发通知。"]),
        ("<w:p><w:r><w:t>推进</w:t></w:r><w:del><w:r><w:delText>城市更新</w:delText></w:r></w:del><w:r><w:t>城市体检。</w:t></w:r></w:p>", ["推进城市体检。"]),
        ("<w:p><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新处。</w:t></w:r></w:moveTo></w:p>", ["新处。"]),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>内容控件。</w:t></w:r></w:p></w:sdtContent></w:sdt>", ["内容控件。"]),
        ("<w:p><w:smartTag><w:r><w:t>云川省</w:t></w:r></w:smartTag><w:fldSimple><w:r><w:t>财政厅。</w:t></w:r></w:fldSimple></w:p>", ["云川省财政厅。"]),
        ("<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>链接。</w:t></w:r></w:p>", ["链接。"]),
        ("<w:p><w:r><w:t>正文。</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>文本框。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>", ["正文。", "文本框。"]),
        ("<w:p><w:r><w:t>抓好</w:t><w:br/><w:t>城市体检。</w:t></w:r></w:p>", ["抓好城市体检。"]),
        ("<w:p><w:r><w:t>一、总体要求</w:t><w:br/><w:t>抓好城市体检。</w:t></w:r></w:p>", ["一、总体要求", "抓好城市体检。"]),
        ("<w:p><w:r><w:ruby><w:rt><w:r><w:t>lǐ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>李</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>望。</w:t></w:r></w:p>", ["李望。"]),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半。</w:t></w:r></w:p>", ["前半后半。"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见。</w:t></w:r></w:p>", ["可见。"]),
        ("<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>无</w:t></w:r></w:p></w:tc>" * 3 + "</w:tr></w:tbl>", ["无\t无\t无"]),
        ("<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>嵌套。</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>", ["嵌套。"]),
    ],
)  # fmt: skip
def test_word_is_read_with_all_changes_accepted(tmp_path: Path, xml: str, lines: list[str]) -> None:
    (tmp_path / "a.docx").write_bytes(word(xml, "云川省各地推进工作。"))
    (document,) = read(tmp_path / "a.docx")
    assert document.text.splitlines()[: len(lines)] == lines


def test_what_only_an_office_suite_reads_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(
        InputError, match=r"a\.doc: DOC files are read through LibreOffice, .*save the file as DOCX or PDF"
    ):
        list(read(tmp_path / "a.doc"))


def office_suite(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)


CONVERTS = """
case "$1" in -env:UserInstallation=file://*/profile) ;; *) exit 3 ;; esac
while [ "$#" -gt 1 ]; do
  case "$1" in --convert-to) target="$2" ;; --outdir) folder="$2" ;; esac
  shift
done
head -c 4 "$1" > /dev/null || exit 4
cp "{made}.$target" "$folder/input.$target"
"""
"""What LibreOffice does with the arguments that it is given, with files that were made before."""


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.wpt", "a.odt", "a.xls", "a.et", "a.ods"])
def test_old_office_files_are_read_through_an_office_suite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "made.docx").write_bytes(word(*TEXT.splitlines()))
    (tmp_path / "made.xlsx").write_bytes(workbook(ROWS))
    office_suite(tmp_path, monkeypatch, CONVERTS.format(made=tmp_path / "made"))
    old = b"PK\x03\x04" if name.endswith(("odt", "ods")) else b"\xd0\xcf\x11\xe0"
    (tmp_path / name).write_bytes(old + bytes(600))
    (document,) = read(tmp_path / name, on_note=lambda note: None)
    assert said(document) == EXPECTED
    assert document.article.form == name[2:].upper()


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_old_office_file_that_the_suite_cannot_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    office_suite(tmp_path, monkeypatch, script)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(InputError, match=r"a\.doc: LibreOffice cannot read this DOC file"):
        list(read(tmp_path / "a.doc"))


def test_old_office_files_are_read_by_libreoffice_where_it_is_installed(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice")
    table_ = (
        "<w:tbl>" + "".join(
            "<w:tr>" + "".join(f"<w:tc><w:p>{RUN.format(cell)}</w:p></w:tc>" for cell in row) + "</w:tr>"
            for row in (("重点任务", "责任单位"), ("城市体检", "云川省财政厅"))
        ) + "</w:tbl>"
    )  # fmt: skip
    (tmp_path / "a.docx").write_bytes(word(*TEXT.splitlines(), table_, "特此通知。"))
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True
    )
    (document,) = read(tmp_path / "a.doc")
    assert said(document) == EXPECTED | {
        ("云川省财政厅", "undertakes", "城市体检", "Asserted"), ("云川省财政厅", "partOf", "云川省政府", "Asserted"),
    }  # fmt: skip
    assert len(document.tasks) == 1


def test_ofd_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.ofd").write_bytes(zipped({"OFD.xml": b"<ofd:OFD/>"}))
    with pytest.raises(
        InputError, match=r"a\.ofd: OFD files are not read: save it as PDF in the program that shows it"
    ):
        list(read(tmp_path / "a.ofd"))


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dateline", "foot", "date", "published"),
    [
        ("发布时间：2021年04月14日", "©2010-2024", "2021-04-14", ""),
        ("", "2021年4月13日", "2021-04-13", ""),
        ("发布日期：2021-04-15　来源：本站", "", "2021-04-15", ""),
        ("", "到2025年，全面完成。", "", ""),
    ],
)
def test_date_of_a_page_is_its_text_s_own(tmp_path: Path, dateline: str, foot: str, date: str, published: str) -> None:
    pytest.importorskip("lxml")
    page = (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{dateline}</div>"
        f"<p>{BODY[0]}</p><p>{BODY[1]}</p><p>{foot}</p></body></html>"
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    (document,) = read(tmp_path / "a.html")
    assert (document.article.date, document.article.published) == (date, published)


def test_page_takes_what_government_sites_must_say_in_its_head(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    names = {
        "ArticleTitle": TITLE,
        "PubDate": "2021-05-06 10:00",
        "ContentSource": "云川日报",
        "SiteName": "云川网",
        "ColumnName": "要闻",
    }
    meta = "".join(f'<meta name="{k}" content="{v}">' for k, v in names.items())
    page = (
        f"<html><head>{meta}<title>云川网</title></head><body>"
        + "".join(f"<p>{p}</p>" for p in BODY)
        + "</body></html>"
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    (document,) = read(tmp_path / "a.html")
    a = document.article
    assert (a.title, a.date, a.source, a.site, a.column) == (TITLE, "2021-05-06", "云川日报", "云川网", "要闻")
    graph = kg.build(tmp_path / "a.html")
    (article,) = graph.articles.values()
    assert (article.site, article.column, article.form) == ("云川网", "要闻", "HTML")


def test_notice_whose_title_stands_apart_has_it_with_its_source_and_what_it_says(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    title = "云川省住房和城乡建设厅关于推进城镇老旧小区改造工作的通知"
    lines = (
        "各设区市住房和城乡建设局：", "为推进城镇老旧小区改造，现就有关事项通知如下。",
        "一、抓好城市体检。各地要完善政策措施，确保工作取得实效。", "云川省住房和城乡建设厅", "2021年5月6日",
    )  # fmt: skip
    (tmp_path / "a.html").write_text(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_云川省政府网</title></head><body><h1>{title}</h1>'
        '<div class="info">发布日期：2021-05-08　来源：云川省住房和城乡建设厅　浏览次数：12</div><div class="content">'
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</div></body></html>",
        "utf-8",
    )
    (document,) = read(tmp_path / "a.html")
    a = document.article
    assert (a.title, a.source, a.date, a.published) == (title, "云川省住房和城乡建设厅", "2021-05-06", "2021-05-08")
    held = said(kg.build(tmp_path / "a.html"))
    assert ("云川省住房和城乡建设厅", "undertakes", "城镇老旧小区改造", "Asserted") in held
    assert ("云川省住房和城乡建设厅", "undertakes", "城市体检", "Asserted") in held
    assert any((subject, relation) == ("云川省住房和城乡建设厅", "issues") for subject, relation, _, _ in held)


def test_page_of_frames_names_them(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    (tmp_path / "a.html").write_text('<html><frameset><frame src="body.html"></frameset></html>', "utf-8")
    with pytest.raises(InputError, match=r"its frames hold it: body\.html"):
        list(read(tmp_path / "a.html"))


# --- rows and archives ----------------------------------------------------------------------------------------------


def test_columns_are_guessed_by_name_and_said_or_given(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table(ROWS))
    notes: list[str] = []
    list(read(tmp_path / "a.csv", on_note=notes.append))
    assert len(notes) == 1
    assert (
        "guessed by the columns' names: text from 正文, title from 标题, date from 发布时间, source from 来源"
        in notes[0]
    )
    (tmp_path / "b.csv").write_bytes(table([["甲", "乙"], [TITLE, BODY[0]]]))
    (document,) = read(tmp_path / "b.csv", columns={"text": "乙", "title": "甲"}, on_note=notes.append)
    assert document.article.title == TITLE
    assert len(notes) == 1
    with pytest.raises(InputError, match=r"b\.csv: no column 丙 \(its columns are: 甲 乙\)"):
        list(read(tmp_path / "b.csv", columns={"text": "丙"}))


def test_one_bad_row_never_ends_a_file(tmp_path: Path) -> None:
    rows = [
        '{"id":"a","text":"云川省财政厅抓好城市体检。"}',
        '{"id":"b","text":"云川省教育厅抓好校园安全\\ud83d。"}',
        "[1",
        "[]",
        '{"text":"云川省水利厅推进城市更新。"}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), "utf-8")
    errors: list[InputError] = []
    notes: list[str] = []
    documents = list(read(tmp_path / "a.jsonl", on_error=errors.append, on_note=notes.append))
    assert [d.name for d in documents] == ["a", "b", "a-5"]
    assert documents[1].text.endswith("\ufffd。")
    assert [str(e).partition("a.jsonl")[2] for e in errors] == [
        ":3: not a line of JSON in UTF-8",
        ':4: expected an object with "text"',
    ]
    assert notes == [f"{tmp_path / 'a.jsonl'}:2: half a character (a lone surrogate) was replaced"]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("20210506", "2021-05-06"),
        (1620230400, "2021-05-06"),  # midnight in China
        (1620259200000, "2021-05-06"),
        ("2021/5/6", "2021-05-06"),
        ("2021-05-06T10:00:00+08:00", "2021-05-06"),
        ("Thu, 06 May 2021 10:00:00 +0800", "2021-05-06"),
    ],
)
def test_dates_of_rows_are_read_in_each_form(tmp_path: Path, written: object, date: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": BODY[0], "date": written}), "utf-8")
    (document,) = read(tmp_path / "a.json")
    assert document.article.date == date


def test_archive_reads_its_members_and_names_what_it_does_not(tmp_path: Path) -> None:
    inner = zipped({"b.txt": BODY[1].encode()})
    (tmp_path / "a.zip").write_bytes(
        zipped({"a.txt": BODY[0].encode(), "c.zip": inner, "d.png": b"\x89PNG", "e.txt": b""})
    )
    errors: list[InputError] = []
    assert [d.name for d in read(tmp_path / "a.zip", on_error=errors.append)] == ["a", "b"]
    said_of = [str(e).removeprefix(f"{tmp_path / 'a.zip'}: ") for e in errors]
    assert said_of[0].startswith("d.png: a file of a form that is not read (read are .txt")
    assert said_of[1] == "e.txt: empty"


def test_archive_takes_names_in_gb18030(tmp_path: Path) -> None:
    data = bytearray(zipped({"aaaa.txt": BODY[0].encode()}))
    (tmp_path / "a.zip").write_bytes(bytes(data).replace(b"aaaa.txt", "新闻.txt".encode("gb18030")))
    (document,) = read(tmp_path / "a.zip")
    assert document.name == "新闻"


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = BODY[0].encode()
    for _ in range(6):
        data = zipped({"a.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(InputError, match="archives in archives are read 3 deep"):
        list(read(tmp_path / "a.zip"))


def test_folder_says_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.xyz").write_text(TEXT, "utf-8")
    notes: list[str] = []
    assert len(list(read(tmp_path, on_note=notes.append))) == 1
    assert notes == [f"{tmp_path}: left out 1 file of no form that is read: b.xyz"]


def test_file_of_an_unknown_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text(TEXT, "utf-8")
    with pytest.raises(InputError, match=r"a\.xyz: a file of a form that is not read \(read are \.txt"):
        list(read(tmp_path / "a.xyz"))


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("rows", '{"text": "%s", "id": "甲"}\n{"text": "%s", "id": "乙"}', ["甲", "乙"]),
        ("rows.txt", '\ufeff{"text": "%s", "id": "甲"}\r\n{"text": "%s", "id": "乙"}', ["甲", "乙"]),
        ("rows", '[{"text": "%s", "id": "甲"}, {"text": "%s", "id": "乙"}]', ["甲", "乙"]),
        ("rows.txt", '{\n"data": [{"text": "%s", "id": "甲"}, {"text": "%s", "id": "乙"}]}', ["甲", "乙"]),
    ],
)
def test_rows_without_a_name_that_says_so_are_no_prose(tmp_path: Path, name: str, text: str, names: list[str]) -> None:
    (tmp_path / name).write_text(text % BODY[:2], "utf-8")
    assert [d.name for d in read(tmp_path / name)] == names


def test_form_is_told_by_the_bytes_before_the_name(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    (tmp_path / "a.doc").write_bytes(HTML.encode())
    (document,) = read(tmp_path / "a.doc")
    assert said(document) == EXPECTED


# --- characters -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("推进老旧⼩区改造⼯作，⻝品安全", "推进老旧小区改造工作，食品安全"),
        ("２０２１年５月６日", "2021年5月6日"),
        ("印发︽云川省﹁十四五﹂规划︾︐", "印发《云川省「十四五」规划》，"),
        ("厅长林𬱖", "厅长林𬱖"),
        ("云川省\x07财政厅\x1b抓好工作", "云川省财政厅抓好工作"),
    ],
)
def test_view_has_the_usual_form_of_each_character(text: str, view: str) -> None:
    document = read_text(text)
    assert document.view == view
    assert document.text == text


def test_vertical_marks_are_those_of_names_and_in_none() -> None:
    as_usual = said(kg.build_text("云川省住房和城乡建设厅印发《云川省“十四五”住房发展规划》。"))
    assert said(kg.build_text("云川省住房和城乡建设厅印发︽云川省﹁十四五﹂住房发展规划︾。")) == as_usual
    ((_, relation, label, _),) = (s for s in as_usual if s[1] == "issues")
    assert (relation, set(label) & set("︽︾﹁﹂《》")) == ("issues", set())


def test_traditional_text_is_read_as_simplified_and_quoted_as_written() -> None:
    text = "香港特別行政區政府發展局推展北部都會區發展策略。\n財政司司長林望出席立法會財務委員會會議。"
    assert is_traditional(text)
    graph = kg.build_text(text)
    found = {
        (graph.entities[s.subject].label, s.relation.value, graph.entities[s.object].label): s
        for s in graph.statements()
    }
    held = found["香港特别行政区政府发展局", "undertakes", "北部都会区发展策略"]
    assert held.evidence[0].quote == "推展北部都會區發展策略"
    assert ("林望", "memberOf", "财政司") in found


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("醫務衞生局推行社區健康計劃，盧寵茂出席會議。", "香港特别行政区政府医务卫生局"),
        ("勞工及福利局推行社區健康計劃，盧寵茂出席會議。", "香港特别行政区政府劳工及福利局"),
        ("澳門教育及青年發展局推行社區健康計劃。", "澳门特别行政区政府教育及青年发展局"),
        ("香港运输及物流局推行社区健康计划。", "香港特别行政区政府运输及物流局"),
    ],
)
def test_bodies_of_hong_kong_and_macau_are_known_in_both_scripts(text: str, body: str) -> None:
    assert [s[:2] for s in said(kg.build_text(text))] == [(body, "undertakes")]


def test_big5_is_read() -> None:
    text = "財政司司長林望出席立法會財務委員會會議，發展局推展北部都會區發展策略。"
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize("charset", ["no-such-charset", "undefined", "idna", "base64"])
def test_page_of_a_charset_that_no_page_has_is_read(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.html").write_text(HTML.replace("utf-8", charset), "utf-8")
    assert said(*read(tmp_path / "a.html")) == EXPECTED


@pytest.mark.parametrize(
    ("byte", "at"),
    [
        (0xFF, 0), (0x80, 0), (0x3F, 0), (0x41, 0), (0x0A, 0), (0x00, 0), (0xA1, 0), (0x81, 0), (0x20, 1), (0x35, 1), (0x7F, 1),
        (0xFF, 1),
    ],
)  # fmt: skip
def test_one_damaged_byte_costs_one_character(byte: int, at: int) -> None:
    """Also where what follows could be read as other characters to the end of the paragraph."""
    before, after = "云川省财政厅推进城市更新，抓好", "体检工作，改善人居环境，提升城市品质，让群众住得更加舒心。\n"
    data = bytearray(f"{TEXT}{before}城市{after}{TEXT}".encode("gb18030"))
    start = len(f"{TEXT}{before}".encode("gb18030"))
    data[start + at] = byte
    found = decode(bytes(data))
    assert found.startswith(TEXT + before)
    assert found.endswith(f"市{after}{TEXT}")
    assert len(found) - len(f"{TEXT}{before}市{after}{TEXT}") <= 2


def test_lost_byte_costs_one_character() -> None:
    whole = f"{TEXT}云川省水利厅抓好水库除险加固，保障群众安全。"
    data = whole.encode("gb18030")
    lost = len(f"{TEXT}云川省水利厅".encode("gb18030"))
    assert decode(data[:lost] + data[lost + 1 :]) == whole.replace("厅抓好水库", "厅\ufffd好水库")


def test_seldom_characters_are_no_damage() -> None:
    text = "陈镕、李珺琪、王璟瑄、赵翀、孙喆、周垚、吴翾、郑旻昊同志出席。\n┌────────┐\nＡＢＣ①②③あいうえおかきくけこ\n"
    assert decode((text * 3 + TEXT).encode("gb18030")) == text * 3 + TEXT


def test_blanks_of_text_recognition_part_no_names() -> None:
    assert ("云川省住房和城乡建设厅", "undertakes", "城市体检", "Asserted") in said(
        read_text("云川省 住房和城乡 建设厅 推进 城市 体检 。")
    )


@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("columns", [10, 12, 16, 20])
def test_narrow_lines_are_joined_below_a_dateline_that_is_wider(columns: int, indent: str) -> None:
    body = indent + "".join(BODY)
    wrapped = [body[i : i + columns] for i in range(0, len(body), columns)]
    document = read_text("\n".join([TITLE, HEAD + "　记者：文山", *wrapped]))
    joined = document.view.splitlines()[2:]
    assert "".join(joined) == "".join(BODY)
    assert all(line.endswith("。") for line in joined)  # a full line that ends a sentence may end its paragraph
    assert document.article.reporters == ("文山",)


def test_line_ends_change_neither_graph_nor_positions() -> None:
    given = TEXT.replace("\n", "\r\n")
    graph, same = kg.build_text(TEXT), kg.build_text(given)
    assert graph.to_turtle() == same.to_turtle()
    statement = max(graph.statements(), key=lambda s: s.evidence)
    evidence = statement.evidence[0]
    assert TEXT[evidence.start : evidence.end] == evidence.quote
    start, end = given_span(given, evidence.start, evidence.end)
    assert given[start:end] == evidence.quote


def test_graph_keeps_what_is_known_of_a_document_in_turtle(tmp_path: Path) -> None:
    article = Article(
        "https://w3id.org/policy-kg/id/article/0123456789abcdef", TITLE, "2021-05-06", "云川日报", text=TEXT,
        number="云政〔2021〕5号", published="2021-05-07", issuers=("云川省",), addressees=("各地", "城市建设处"),
        copied=("林望",), printer="云川省住房和城乡建设厅", attachments=("任务清单",), form="PDF", site="云川网",
        column="要闻", retrieved="2022-01-01T00:00:00", pages=(0, 40),
    )  # fmt: skip
    graph = kg.KnowledgeGraph([article])
    graph.to_turtle(tmp_path / "a.ttl")
    assert kg.load(tmp_path / "a.ttl") == graph


# --- nothing is left out without a word -----------------------------------------------------------------------------


def notes_of(source: Path) -> tuple[list[str], list[str]]:
    """What is noted and what is reported of a source, without its name."""
    notes: list[str] = []
    errors: list[InputError] = []
    list(read(source, on_note=notes.append, on_error=errors.append))
    return [n.removeprefix(f"{source}: ") for n in notes], [str(e).removeprefix(f"{source}: ") for e in errors]


def test_damaged_characters_are_said_and_counted(tmp_path: Path) -> None:
    data = bytearray(TEXT.encode("gb18030"))
    data[100] = 0xFF
    (tmp_path / "a.txt").write_bytes(bytes(data))
    assert notes_of(tmp_path / "a.txt") == (["1 damaged place stand as \ufffd"], [])
    (tmp_path / "a.zip").write_bytes(zipped({"新闻/a.txt": bytes(data)}))
    assert notes_of(tmp_path / "a.zip") == (["新闻/a.txt: 1 damaged place stand as \ufffd"], [])


def test_input_without_a_document_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("标题,正文\n", "utf-8")
    assert notes_of(tmp_path / "a.csv") == (["holds no document"], [])
    (tmp_path / "a.zip").write_bytes(zipped({}))
    assert notes_of(tmp_path / "a.zip") == (["holds no document"], [])


def test_cells_beyond_the_last_column_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table([["text", "title"], [], [BODY[0], TITLE], [BODY[1], TITLE, "云川日报"]]))
    assert notes_of(tmp_path / "a.csv")[0] == ["left out cells beyond the last column, first in row 4"]


def test_links_and_devices_are_said(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("b.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    assert notes_of(tmp_path / "a.tar") == ([], ["b.txt: a link or a device, no file"])
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").symlink_to(tmp_path / "gone.txt")
    assert notes_of(folder)[0] == ["left out 1 link or device: b.txt"]


def test_running_text_beside_the_article_of_a_page_is_said(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    comment = "<div><p>网友评论：这个项目推进得很好，希望更多小区早日受益。</p></div>"
    (tmp_path / "a.html").write_text(HTML.replace("<footer>", f"{comment}<footer>"), "utf-8")
    assert notes_of(tmp_path / "a.html")[0] == [
        "left out 1 line beside the article, the first: 网友评论：这个项目推进得很好，希望更多小区早日受益。"
    ]
    (tmp_path / "b.html").write_text(HTML, "utf-8")
    assert notes_of(tmp_path / "b.html") == ([], [])


def test_frames_of_a_saved_page_are_said(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    frame = '--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Location: https://example.org/ad\r\n\r\n<p>广告</p>\r\n'
    (tmp_path / "a.mht").write_bytes(mht().replace(b"--b--", frame.encode() + b"--b--"))
    assert notes_of(tmp_path / "a.mht")[0] == ["left out 1 frame of the page: https://example.org/ad"]


def test_running_heads_of_a_printed_page_are_said(tmp_path: Path, print_page: Any) -> None:
    pytest.importorskip("pypdfium2")
    page = f'<div style="font-size: 90px">{"".join(f"<p>{line}</p>" for line in BODY)}</div>'
    head = "<span style='font-size:12px'>工作简报 第<span class=pageNumber></span>期</span>"
    options = {"display_header_footer": True, "header_template": head, "footer_template": "<span></span>"}
    (tmp_path / "a.pdf").write_bytes(print_page(page, margin={"top": "80px"}, **options))
    (note,) = notes_of(tmp_path / "a.pdf")[0]
    assert note.startswith("left out what stands above and below each page: 工作简报")


def test_standard_input_larger_than_a_document_keeps_all_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.formats.content.MAX_BYTES", 400)
    rows = "".join(json.dumps({"text": line}, ensure_ascii=False) + "\n" for line in BODY * 3)
    assert len(rows.encode()) > 800
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows.encode())))
    assert len(list(read("-"))) == 9


@pytest.mark.parametrize("name", ["-", "rows", "rows.txt"])
def test_bad_row_of_what_has_no_name_of_rows_costs_that_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from kg.cli.base import Inputs

    rows = "\n".join([json.dumps({"text": BODY[0]}), '{"text": 1', json.dumps({"text": BODY[1]})])
    (tmp_path / "rows").write_text(rows, "utf-8")
    (tmp_path / "rows.txt").write_text(rows, "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows.encode())))
    given = Inputs([name if name == "-" else str(tmp_path / name)])
    assert len(list(given.documents())) == 2
    assert given.skipped.count == 1


def test_what_is_named_and_cannot_be_read_at_all_ends_the_command(tmp_path: Path) -> None:
    from kg.cli.base import Inputs

    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"b\.txt: empty"):
        list(Inputs([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]).documents())


# --- the small inputs -----------------------------------------------------------------------------------------------


CASES = Path(__file__).parent.parent.parent / "shared" / "cases"
EIGHT = {
    ("浙江省住房和城乡建设厅", "holds", "城镇老旧小区改造工作推进会"),
    ("林望", "attends", "城镇老旧小区改造工作推进会"),
    ("林望", "memberOf", "浙江省住房和城乡建设厅"),
    ("城市建设处", "partOf", "浙江省住房和城乡建设厅"),
    ("村镇建设处", "partOf", "浙江省住房和城乡建设厅"),
    ("城市建设处", "undertakes", "城市体检"),
    ("村镇建设处", "undertakes", "农村危房改造"),
    ("浙江省政府", "undertakes", "城镇老旧小区改造"),
}
WHOLE = (
    "forms-tracked-insertion.docx", "forms-text-box.docx", "forms-content-control.docx", "forms-nested-table.docx",
    "forms-soft-break.docx", "forms-two-ends.html", "forms-saved-page.mht", "forms-table.csv", "forms-markdown.md",
    "forms-table.xlsx", "forms-texts.zip", "forms-other-keys.jsonl", "forms-html-in-rows.jsonl",
    "forms-running-head.pdf", "forms-two-columns.pdf", "forms-single-characters.pdf", "forms-damaged-byte.txt",
)  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_small_input_gives_all_statements_of_its_text(name: str) -> None:
    if not (CASES / name).exists():
        pytest.skip("the small inputs are not here")
    graph = kg.build(CASES / name)
    assert {(a, r, b) for a, r, b, _ in said(graph)} >= EIGHT


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("forms-blanks-in-names.txt", ("浙江省住房和城乡建设厅", "undertakes", "城镇老旧小区改造", "Asserted")),
        ("forms-radicals.txt", ("浙江省住房和城乡建设厅", "undertakes", "城镇老旧小区改造", "Asserted")),
        ("forms-rare-character.txt", ("林𬱖", "memberOf", "浙江省住房和城乡建设厅", "Asserted")),
        ("forms-task-table.docx", ("城市建设处", "undertakes", "城市体检", "Asserted")),
        ("forms-task-table.docx", ("村镇建设处", "undertakes", "农村危房改造", "Asserted")),
        ("forms-tracked-negation.docx", ("浙江省住房和城乡建设厅", "issues", "浙江省购房补贴办法", "Denied")),
        ("forms-traditional.txt", ("香港特别行政区政府发展局", "undertakes", "北部都会区发展策略", "Asserted")),
        ("forms-traditional.txt", ("林望", "memberOf", "财政司", "Asserted")),
    ],
)  # fmt: skip
def test_small_input_gives_its_statement(name: str, statement: tuple[str, str, str, str]) -> None:
    if not (CASES / name).exists():
        pytest.skip("the small inputs are not here")
    assert statement in said(kg.build(CASES / name))


@pytest.mark.parametrize(
    ("name", "date", "published", "number"),
    [
        ("forms-title-of-two-lines.txt", "2021-04-13", "", "浙政办发〔2021〕15号"),
        ("forms-letterhead.txt", "2021-04-13", "", "浙政办发〔2021〕15号"),
        ("forms-date-in-foot.html", "2021-04-13", "", ""),
        ("forms-two-dates.html", "1981-05-23", "2018-12-04", "浙政发〔1981〕88号"),
    ],
)
def test_small_input_gives_its_dates_and_number(name: str, date: str, published: str, number: str) -> None:
    if not (CASES / name).exists():
        pytest.skip("the small inputs are not here")
    (document,) = read(CASES / name)
    article = document.article
    assert (article.date, article.published, article.number) == (date, published, number)
    assert Role.TITLE in {p.role for p in document.paragraphs}
