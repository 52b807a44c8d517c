"""The view of a text, the way back from it, what head and foot say, and inputs that cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import shutil
import sys
import threading
import zipfile
from pathlib import Path

import pytest

import kg
from kg.model import Role
from kg.pipeline.document import build_document
from kg.rdf import to_turtle
from kg.read import Document, expand, fields, read, read_text
from kg.read.formats import Input, InputError, form_of
from kg.read.formats.delimited import rows as rows_of
from kg.words.loading import lexicon

# One invented article three times: hard-wrapped, with indents and with a paragraph on each line.
TITLE = "把群众的小事当作大事——云川省住房和城乡建设厅推动城市更新行动走深走实的一年工作侧记"
FIRST = (
    "“住得更好，是群众最朴素的愿望，也是我们这一年工作的出发点和落脚点，全厅上下要把每一件小事都做实。”"
    "云川省住房和城乡建设厅主要负责同志在年度工作会议上这样说，会场里坐着各处室和直属单位的一百多名干部职工。"
)
HEADING = "强化责任担当"
SECOND = (
    "城市建设处认真落实厅党组的部署，把老旧小区改造作为一项重大任务，走访了二十多个街道，听取居民的意见，同云城市"
    "住房和城乡建设局联合开展城市体检，着力解决停车难、加装电梯难等问题，全年完成改造三百多个小区，惠及八万户居民。"
)
WEB = f"{TITLE}\n发布日期: 2021-05-06\n　　{FIRST}\n\n　　{HEADING}\r\n　　{SECOND}\n摘自　云川日报　2021.05.05　记者　文山\n"


LF = WEB.replace("\r\n", "\n")


def wrapped(columns: int = 40) -> str:
    """The article wrapped at a number of characters, as a scanned page is."""
    lines = [TITLE[:30], TITLE[30:], "发布日期: 2021-05-06"]
    for paragraph in (FIRST, HEADING, SECOND, FIRST, SECOND):
        lines += [paragraph[i : i + columns] for i in range(0, len(paragraph), columns)]
    return "\n".join([*lines, "摘自　云川日报　2021.05.05　记者　文山"])


def paragraphs(document: Document, *roles: Role) -> list[str]:
    return [document.view[p.start : p.end] for p in document.paragraphs if not roles or p.role in roles]


def test_read_text_joins_hard_wraps_but_not_headings() -> None:
    document = read_text(wrapped())
    assert paragraphs(document, Role.BODY) == [FIRST, SECOND, FIRST, SECOND]
    assert paragraphs(document, Role.HEADING) == [HEADING]
    assert document.article.title == TITLE


def test_read_text_never_joins_a_paragraph_a_line() -> None:
    names = "\n".join(f"云川省第{n}号老旧小区综合改造和提升工程项目" for n in "一二三四五六七八")
    for text in (WEB, FIRST + "\n" + names + "\n" + SECOND + SECOND):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert paragraphs(read_text(text)) == lines


def test_read_text_keeps_a_sentence_that_ends_with_its_line_in_its_paragraph_where_indents_tell() -> None:
    sentence = "城市建设处全年走访了二十个街道，听取居民意见，完成改造小区三百多个。"  # as long as a line is
    rest = "　　" + SECOND
    lines = [rest[i : i + len(sentence)] for i in range(0, len(rest), len(sentence))]
    text = "\n".join(["　　" + sentence[2:], *lines, "　　" + sentence[2:], sentence, *lines])
    assert paragraphs(read_text(text)) == [sentence[2:], SECOND, sentence[2:] + sentence, SECOND]


@pytest.mark.parametrize(
    "text", [WEB, wrapped(), wrapped(33), "﻿云川省\u200b住建厅抓好老旧小区\u00ad改造。", "", "　\n \r\n"]
)
def test_span_leads_back_to_the_same_words(text: str) -> None:
    document = read_text(text)
    shown = "".join(document.view.split())
    assert shown == "".join(text.translate({0xFEFF: None, 0x200B: None, 0xAD: None}).split())
    for length in (1, 5, 60):
        for start in range(0, len(document.view) - length, 7):
            a, b = document.span(start, start + length)
            quote = document.text[a:b].translate({0x200B: None, 0xAD: None})
            assert "".join(quote.split()) == "".join(document.view[start : start + length].split())


def test_read_text_leaves_the_text_as_given() -> None:
    assert read_text(WEB).article.text == WEB.replace("\r\n", "\n")
    assert read_text(WEB).article.iri == read_text(WEB, name="another").article.iri != read_text(WEB + " ").article.iri


def test_read_text_separates_letters_that_a_wrap_set_apart() -> None:
    text = "\n".join([
        "城建处在全省十二个城市推广名为的智慧平台系统City",
        "Brain" + SECOND[:19],
        *[SECOND[i : i + 22] for i in range(22, 90, 22)],
    ])
    document = read_text(text)
    assert "City Brain" in document.view
    assert text[slice(*document.span(0, 30))].count("\n") == 1


@pytest.mark.parametrize(
    ("text", "title", "date", "source", "reporters"),
    [
        (WEB, TITLE, "2021-05-06", "云川日报", ("文山",)),
        ("城市更新侧记\n（记者 文山）\n城建处抓好城市体检。", "城市更新侧记", "", "", ("文山",)),
        ("城市更新侧记\n城建处抓好城市体检。(记者文山)", "城市更新侧记", "", "", ("文山",)),
        ("来源：云川日报　2021年5月6日　作者：文山 方小河\n城市更新侧记\n城建处抓好城市体检。", "城市更新侧记", "2021-05-06", "云川日报", ("文山", "方小河")),
        ("城市更新侧记\n城建处抓好城市体检。\n二〇二一年五月六日", "城市更新侧记", "2021-05-06", "", ()),
        ("城市更新侧记\n2021-05-06 10:20 来源：云川省住房建设厅 【字体：大 中 小】\n城建处抓好城市体检。", "城市更新侧记", "2021-05-06", "云川省住房建设厅", ()),
        ("原标题：城市更新侧记\n城建处抓好城市体检。", "城市更新侧记", "", "", ()),
        ("央视网消息（新闻联播）：城建处抓好城市体检。", "", "", "央视网", ()),
        ("央视网(新闻联播)消息：城建处抓好城市体检。", "", "", "央视网", ()),
        ("中国网络电视台消息(新闻联播)：城建处抓好城市体检。", "", "", "中国网络电视台", ()),
        ("新华社云城5月6日电（记者文山、方小河）城建处抓好城市体检。", "", "", "新华社", ("文山", "方小河")),
        ("本报讯（记者 文山 通讯员 方小河）城建处抓好城市体检。", "", "", "", ("文山", "方小河")),
        ("城市更新侧记\n——云川省的一年\n本报记者 文山\n城建处抓好城市体检。\n责任编辑：方小河", "城市更新侧记——云川省的一年", "", "", ("文山",)),
        ("城建处抓好城市体检。\n消息传来，大家都很高兴。", "", "", "", ()),
        ("城建处抓好城市体检", "", "", "", ()),
        ("", "", "", "", ()),
    ],
)  # fmt: skip
def test_read_text_takes_head_and_foot(
    text: str, title: str, date: str, source: str, reporters: tuple[str, ...]
) -> None:
    document = read_text(text)
    article = document.article
    assert (article.title, article.date, article.source, article.reporters) == (title, date, source, reporters)
    for field in document.fields:
        if field.name != "date":
            assert document.view[field.start : field.end] == field.value


def test_read_text_prefers_what_is_given() -> None:
    article = read_text(WEB, title="另一个标题", date="2020年1月2日", url="https://example.org/a").article
    assert (article.title, article.date, article.url) == ("另一个标题", "2020-01-02", "https://example.org/a")


def test_read_text_gives_each_paragraph_its_role() -> None:
    roles = [p.role for p in read_text(WEB).paragraphs]
    assert roles == [Role.TITLE, Role.DATELINE, Role.BODY, Role.HEADING, Role.BODY, Role.FOOT]


def test_labels_refuses_an_entry_of_no_known_field(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(
        "@prefix kg: <https://w3id.org/policy-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/x> kg:field "colour" ; skos:prefLabel "颜色"@zh .',
        encoding="utf-8",
    )
    with pytest.raises(
        ValueError, match=r"mine\.ttl: https://example\.org/x: expected kg:field to be one of .*'colour'"
    ):
        fields.labels(file)


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_read_takes_each_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(WEB.encode(encoding))
    (document,) = read(file)
    assert (document.article.text, document.name) == (LF, "article")


def test_read_takes_text_with_a_damaged_place(tmp_path: Path) -> None:
    file = tmp_path / "cut.txt"
    file.write_bytes((WEB * 5).encode()[:-2])
    (document,) = read(file)
    assert document.article.text.endswith("\ufffd")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", "\n　\n".encode(), "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a binary file, not a text"),
        ("noise.txt", bytes(range(256)) * 40, "a binary file, or a text in an unknown encoding"),
        ("english.txt", b"The department carries out urban renewal.", "not a Chinese text"),
        ("japanese.txt", "これは日本語の文章です。都市の更新について書かれています。".encode(), "not a Chinese text"),
        ("broken.pdf", b"%PDF-1.4\nnothing", "a damaged PDF file"),
        ("broken.docx", b"PK\x03\x04word/nothing", "a damaged DOCX file"),
        ("lines.jsonl", b"{", "lines.jsonl:1: not a line of JSON in UTF-8"),
        ("rows.jsonl", b'{"id": "a"}', 'rows.jsonl:1: expected an object with "text"'),
        ("rows.json", b"[1", "not a JSON file in UTF-8"),
        ("rows.jsonl.gz", b"plain", "a damaged gzip file"),
    ],
)
def test_read_refuses_in_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        list(read(file))
    assert message in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_read_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        list(read(tmp_path / "nothing.txt"))
    with pytest.raises(InputError, match="no file in this folder that can be read"):
        list(read(tmp_path))


def test_read_refuses_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.formats.content.MAX_BYTES", 500)
    (tmp_path / "large.txt").write_text(WEB, encoding="utf-8")
    with gzip.open(tmp_path / "large.jsonl.gz", "wb") as file:
        file.write(b" " * 1000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * 10000)
    (tmp_path / "large.docx").write_bytes(bomb.getvalue())
    assert len(bomb.getvalue()) < 500
    for name in ("large.txt", "large.jsonl.gz", "large.docx"):
        with pytest.raises(InputError, match="too large for one article"):
            list(read(tmp_path / name))


def test_read_takes_a_folder_in_order_and_reports_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(WEB, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("城建处抓好城市体检。", encoding="gb18030")
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(WEB, encoding="utf-8")
    errors: list[InputError] = []
    assert [d.name for d in read(tmp_path, on_error=errors.append)] == ["b", "a"]
    assert [str(e) for e in errors] == [f"{tmp_path / 'a.txt'}: empty"]
    assert len(expand(tmp_path)) == 3


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".json"])
def test_read_takes_rows(tmp_path: Path, suffix: str) -> None:
    rows = [
        {
            "id": "a-1",
            "title": "城市更新侧记",
            "date": "2021-05-06",
            "text": "央视网消息（新闻联播）：城建处抓好城市体检。",
        },
        {"text": "城建处抓好城市体检。", "url": "https://example.org/2"},
    ]
    file = tmp_path / f"rows{suffix}"
    data = json.dumps(rows).encode() if suffix == ".json" else "\n\n".join(map(json.dumps, rows)).encode()
    file.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    first, second = read(file)
    assert (first.name, first.article.title, first.article.date, first.article.source) == (
        "a-1",
        "城市更新侧记",
        "2021-05-06",
        "央视网",
    )
    assert second.article.url == "https://example.org/2"
    assert second.name.startswith("rows-")


def test_read_goes_on_after_a_bad_row(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(
        '{"text": "城建处抓好城市体检。"}\n{"text": ""}\nx\n{"text": "人事处抓好培训。"}\n', encoding="utf-8"
    )
    errors: list[InputError] = []
    assert len(list(read(file, on_error=errors.append))) == 2
    assert [str(e).removeprefix(str(file)) for e in errors] == [":2: empty", ":3: not a line of JSON in UTF-8"]


def test_read_takes_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WEB.encode())))
    (document,) = read("-")
    assert (document.article.text, document.name) == (LF, "stdin")


@pytest.mark.parametrize("name", ["news.txt", "news"])
def test_read_takes_a_pipe_whose_bytes_come_once(tmp_path: Path, name: str) -> None:
    pipe = tmp_path / name
    os.mkfifo(pipe)
    fed = threading.Thread(target=pipe.write_bytes, args=(WEB.encode(),))
    fed.start()
    (document,) = read(pipe)
    fed.join()
    assert (document.article.text, document.name) == (LF, "news")


def test_read_takes_a_pipe_that_the_shell_gives_no_name() -> None:
    out, into = os.pipe()
    with os.fdopen(into, "wb") as file:
        file.write(WEB.encode())
    (document,) = read(f"/dev/fd/{out}")
    os.close(out)
    assert (document.article.text, document.name) == (LF, "stdin")


def test_read_takes_docx(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for line in (TITLE, FIRST, HEADING, SECOND):
        made.add_paragraph(line)
    made.save(str(tmp_path / "article.docx"))
    (document,) = read(tmp_path / "article.docx")
    assert paragraphs(document) == [TITLE, FIRST, HEADING, SECOND]


def test_read_takes_html(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    page = (
        f'<!DOCTYPE html><html><head><meta charset="gb2312"><title>{TITLE}</title></head><body><nav><a href="/">首页</a></nav>'
        f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article><footer>网站地图</footer></body></html>"
    )
    (tmp_path / "page.htm").write_bytes(page.encode("gb18030"))
    (document,) = read(tmp_path / "page.htm")
    assert document.article.title == TITLE
    assert {FIRST, SECOND} <= set(paragraphs(document))
    assert "网站地图" not in document.view


def test_read_takes_pdf_as_the_text_that_was_printed(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium to print with")
    text = Path(kg.__file__).with_name("sample.txt").read_text("utf-8")
    printed = read_text(text)
    page = "".join(f"<p>{line}</p>" for line in printed.view.splitlines())
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.set_content(f'<meta charset="utf-8"><body style="width:600px">{page}')
        tab.pdf(path=str(tmp_path / "sample.pdf"))
        browser.close()
    (document,) = read(tmp_path / "sample.pdf")
    paragraphs = printed.view.splitlines()[:-1]
    found = document.view.splitlines()[:-1]
    assert "".join(found) == "".join(paragraphs)
    # a line that the fonts of this machine fill with the end of a sentence may end a paragraph as well
    split = [line for line in found if line not in paragraphs]
    assert all(line.endswith("。") and any(line in whole for whole in paragraphs) for line in split)
    assert len(split) <= 4
    assert document.article.source == printed.article.source
    assert document.article.reporters == printed.article.reporters


def test_read_names_the_extra_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(InputError, match=r"a\.pdf: reading PDF needs an extra: pip install 'policy-kg\[documents\]'"):
        list(read(tmp_path / "a.pdf"))


def test_read_text_keeps_every_character_of_any_layout() -> None:
    chance = random.Random(5)
    pieces = [
        *"云川省住房城乡建设厅处。，“”：；（）\n\n\n　 \r\t\u200b\ufeff\u2028ab12",
        "来源：",
        "记者",
        "摘自　",
        "2021年4月14日",
    ]
    pieces += [
        "二〇二一年十三月一日",
        "发布日期:",
        "责任编辑：",
        "央视网消息（新闻联播）：",
        "电",
        "本报讯",
        "\r\n",
        "——",
        "99/99/99",
    ]

    def shown(text: str) -> str:
        return "".join(c for c in text if not c.isspace() and c not in "\u200b\ufeff")

    for _ in range(2000):
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 150)))
        document = read_text(text)
        assert shown(text) == shown(document.view)
        assert "\n".join(paragraphs(document)) == document.view
        assert all(paragraphs(document))
        for field in document.fields:
            assert field.name == "date" or document.view[field.start : field.end] == field.value
        if document.view:
            start = chance.randrange(len(document.view))
            end = chance.randint(start + 1, len(document.view))
            assert shown(document.text[slice(*document.span(start, end))]) == shown(document.view[start:end])


def test_read_text_refuses_half_a_character() -> None:
    with pytest.raises(InputError, match=r"half a character .* at 3"):
        read_text("城建处\ud800开展城市体检。")


def rows(path: Path, *lines: str) -> tuple[list[str], list[str]]:
    """The texts of the rows that are read, and what is said of those that are not."""
    path.write_text("\n".join(lines), "utf-8")
    errors: list[InputError] = []
    texts = [d.article.text for d in read(path, on_error=errors.append, on_note=lambda _: None)]
    return texts, [str(e) for e in errors]


GOOD = ('{"text": "云川省财政厅推进城市更新。"}', '{"text": "澜水市公安局抓好城市体检。"}')
DEEP = '{"text": "云川省", "x": ' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.mark.parametrize(
    "bad",
    [
        DEEP,
        '{"text": "云川省',
        "[" * 100_000,
        "7",
        "null",
        '{"text": 5}',
        '{"title": "\\ud800"}',
        '{"text": "' + "x" * 100 + '"}',
        '{"text": ["云川省", 5]}',
        '{"text": "</p>"}',
        '{"a": 1' + "0" * 10_000 + "}",
    ],
    ids=range(11),
)
def test_a_bad_row_costs_one_row_and_is_named(bad: str, tmp_path: Path) -> None:
    texts, errors = rows(tmp_path / "r.jsonl", GOOD[0], bad, GOOD[1])
    assert texts == ["云川省财政厅推进城市更新。", "澜水市公安局抓好城市体检。"]
    assert len(errors) == 1
    assert errors[0].startswith(f"{tmp_path / 'r.jsonl'}:2: ")


@pytest.mark.parametrize("bad", [DEEP, "7", '{"text": 5}', "{{}", '{"a": nonsense}', '{"a": "],["'], ids=range(6))
def test_a_bad_element_of_an_array_costs_one_element(bad: str, tmp_path: Path) -> None:
    texts, errors = rows(tmp_path / "r.json", "[", GOOD[0], ",", bad, ",", GOOD[1], "]")
    if bad in ("{{}", '{"a": "],["'):  # where it ends cannot be told
        assert (texts, len(errors)) == ([], 1)
    else:
        assert texts == ["云川省财政厅推进城市更新。", "澜水市公安局抓好城市体检。"]
        assert [e.partition(": ")[2].partition(":")[0] for e in errors] == ["document 2"]


@pytest.mark.parametrize("field", ["text", "title", "id", "url", "date", "source"])
def test_half_a_character_anywhere_in_a_row_is_mended_and_said(field: str, tmp_path: Path) -> None:
    row = {"text": "云川省财政厅推进城市更新。", "title": "城市更新", "id": "a", "url": "http://a.example/"}
    row[field] = row.get(field, "2021") + "\ud800"
    path = tmp_path / "r.jsonl"
    path.write_text(f"{json.dumps(row)}\n{GOOD[1]}\n", "utf-8")
    notes: list[str] = []
    found = [*read(path, on_note=notes.append)]
    assert len(found) == 2
    assert [n for n in notes if "surrogate" in n] == [f"{path}:1: half a character (a lone surrogate) was replaced"]
    to_turtle(build_document(found[0], lexicon())).encode()


def test_a_line_that_is_too_long_costs_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.formats.content.MAX_BYTES", 200)
    texts, errors = rows(tmp_path / "r.jsonl", GOOD[0], '{"text": "' + "云川省" * 500 + '"}', GOOD[1])
    assert len(texts) == 2
    assert len(errors) == 1
    assert "r.jsonl:2: larger than" in errors[0]


def test_markup_without_an_element_is_no_title(tmp_path: Path) -> None:
    texts, errors = rows(tmp_path / "r.jsonl", '{"text": "云川省财政厅推进城市更新。", "title": "</a>"}', GOOD[1])
    assert (len(texts), errors) == (2, [])


def test_an_odd_number_for_a_date_is_no_date(tmp_path: Path) -> None:
    texts, errors = rows(tmp_path / "r.jsonl", '{"text": "云川省财政厅推进城市更新。", "date": "²²²²²²²²²²"}')
    assert (len(texts), errors) == (1, [])


def test_a_word_file_of_too_much_markup_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("云川省财政厅推进城市更新。")
    document.save(tmp_path / "a.docx")
    assert len([*read(tmp_path / "a.docx")]) == 1
    monkeypatch.setattr(sys.modules["kg.read.formats.word"], "MOST_MARKUP", 1000)
    with pytest.raises(InputError, match="of markup, too much to take apart"):
        list(read(tmp_path / "a.docx"))


@pytest.mark.skipif(sys.platform == "win32", reason="no /dev/zero")
def test_what_never_ends_is_no_file() -> None:
    with pytest.raises(InputError, match="/dev/zero: is no file"):
        list(read("/dev/zero"))


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ("<!-- a --><!-- b -- c --> <html>", "HTML"),
        ('<?xml version="1.0"?> <!doctype  html>', "HTML"),
        ("<!-- a -->云川省", "text"),
        ("<!-- <html>", "text"),
        ("MIME-Version: 1.0\r\n", "MHT"),
        ("From: a\r\nSubject: b\r\n c\r\nMIME-Version: 1.0", "MHT"),
        ("来源: 云川日报", "text"),
    ],
)
def test_form_of_knows_the_start_of_a_page(head: str, form: str) -> None:
    assert form_of(Input("a", lambda: io.BytesIO(head.encode()))).name == form


@pytest.mark.parametrize("marks", [(2,), (2, 4), (1, 2, 3), (4,), (1, 4)])
def test_a_quotation_mark_that_nothing_closes_costs_no_row(marks: tuple[int, ...], tmp_path: Path) -> None:
    texts = [f"云川省{part}厅推进城市更新。" for part in ("财政", "水利", "公安", "民政")]
    given = [f'"{text}' if n in marks else text for n, text in enumerate(texts, 1)]
    path = tmp_path / "r.csv"
    path.write_text("\n".join(("id,text", *(f"{n},{text}" for n, text in enumerate(given, 1)))), "utf-8")
    notes: list[str] = []
    assert [d.text.splitlines()[-1] for d in read(path, on_note=notes.append)] == given
    more = f" and {len(marks) - 1} more" if len(marks) > 1 else ""
    told = f"nothing closes the quotation mark that opens a cell in line {marks[0] + 1}{more}: taken as it stands"
    assert notes == [f"{path}: {told}"]


def test_cells_of_several_lines_and_marks_within_cells_are_read_as_they_are_meant() -> None:
    lines = ['a,"第一行\n', '第二行",b\n', 'c,"他说""好""",d\n', 'e,"好"字,f\n', "g"]
    assert rows_of(lines, ",") == (
        [["a", "第一行\n第二行", "b"], ["c", '他说"好"', "d"], ["e", "好字", "f"], ["g"]],
        [],
    )


class Counted(list[str]):
    """Lines that count how often one is looked at."""

    looks = 0

    def __getitem__(self, n: object) -> str:  # type: ignore[override]
        self.looks += 1
        return super().__getitem__(n)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("made", ['1,"甲"乙\n', '2,"丁""\n', '3,"戊\n', '"""\n', '""\n', 'x,y\n"', '"a\n""b\n'])
def test_a_table_of_sloppy_marks_is_read_in_proportion(made: str) -> None:
    looks = []
    for times in (40, 400):
        lines = Counted((made * times).splitlines(keepends=True))
        rows_of(lines, ",")
        looks.append(lines.looks)
    assert looks[1] <= 12 * looks[0]


@pytest.mark.parametrize("name", ["a.html", "a.jsonl"])
def test_a_tag_of_countless_attributes_is_refused(tmp_path: Path, name: str) -> None:
    def written(tag: str) -> str:
        page = f"<html><body><{tag}>云川省财政厅推进城市更新。</p></body></html>"
        return page if name == "a.html" else json.dumps({"text": page})

    path = tmp_path / name
    path.write_text(written('p class="{}" data-x="a > b"'.format(" x" * 5_000)), "utf-8")
    assert [d.text.strip() for d in read(path)] == ["云川省财政厅推进城市更新。"]
    for between in (" a{}", '\na{}="x>y"', " a{} = '>'"):
        path.write_text(written("p" + "".join(between.format(n) for n in range(1_001))), "utf-8")
        with pytest.raises(InputError, match="a tag has more than 1,000 attributes"):
            list(read(path))
