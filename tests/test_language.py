"""The terminal in the user's language: no message lacks its translation, and what is said is one of them."""

# ruff: noqa: F811 (a fixture of another module is imported by its name)

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import messages
import pytest
from test_cli import Run, run  # noqa: F401  (the fixture)

from kg.api import KnowledgeGraph
from kg.cli import language
from kg.cli.language import DOMAIN, LOCALES, asked, speak, told
from kg.shown import width


@pytest.fixture(autouse=True)
def forgetting() -> Iterator[None]:
    """Nothing of a test's language is left to the next one."""
    yield
    language._catalogue.cache_clear()
    language._templates.cache_clear()


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user whose language is Chinese."""
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    speak(None)


@pytest.mark.parametrize("folder", sorted(p.name for p in LOCALES.iterdir()))
def test_every_message_has_its_translation_and_no_other_has(folder: str) -> None:
    held = {str(m.id): str(m.string) for m in messages.catalogue(folder) if m.id}
    assert sorted(held) == sorted(messages.messages()), "run: python tests/messages.py"
    assert [text for text, translated in held.items() if not translated] == []


@pytest.mark.parametrize("folder", sorted(p.name for p in LOCALES.iterdir()))
def test_what_gettext_reads_is_what_the_catalogue_says(folder: str) -> None:
    compiled = (LOCALES / folder / "LC_MESSAGES" / f"{DOMAIN}.mo").read_bytes()
    assert compiled == messages.compiled(messages.catalogue(folder)), "run: python tests/messages.py"


@pytest.mark.parametrize("folder", sorted(p.name for p in LOCALES.iterdir()))
def test_a_translation_fills_in_nothing_that_its_message_has_not(folder: str) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    wrong = [str(m.id) for m in messages.catalogue(folder) if not fields(str(m.string)) <= fields(str(m.id))]
    assert wrong == []


def test_no_message_has_two_fields_that_nothing_parts() -> None:
    assert [text for text in messages.messages() if re.search(r"\}\{", text)] == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("stopped", "已停止"),
        ("a.txt: empty", "a.txt：是空的"),
        ("skipped news/b.txt: empty", "跳过 news/b.txt：是空的"),
        ("1 article, 3,171 characters, 2.4 s", "1 篇文章，3,171 字，2.4 秒"),
        ("nothing in a.ttl is called 处; there is 人事处、教育处", "a.ttl 中没有叫“处”的；有 人事处、教育处"),
        ("programme: nothing in this graph is called 处", "programme: 此图 中没有叫“处”的"),
        ("replaced {0}, which held another graph", "替换了 {0}，其中原是另一个图"),
        ("what no catalogue holds", "what no catalogue holds"),
    ],
)
@pytest.mark.usefixtures("chinese")
def test_told_says_a_message_in_chinese(message: str, said: str) -> None:
    assert told(message) == said


@pytest.mark.parametrize("name", ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"])
def test_the_environment_says_the_language(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(other, raising=False)
    speak(None)
    assert told("stopped") == "stopped"
    monkeypatch.setenv(name, "zh_CN.UTF-8")
    speak(None)
    assert told("stopped") == "已停止"


def test_lang_goes_before_the_environment_wherever_it_stands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    assert run("build", "nothing.txt").err == "kg: nothing.txt：没有这个文件或文件夹\n"
    assert run("--lang", "en", "build", "nothing.txt").err == "kg: nothing.txt: no such file or folder\n"
    assert run("build", "--lang=en", "nothing.txt").err == "kg: nothing.txt: no such file or folder\n"
    refused = run("build", "--lang", "fr")
    assert (refused.code, refused.out) == (2, "")
    assert "--lang fr" in refused.err
    assert asked(["show", "--", "--lang", "zh"]) == (None, ["show", "--", "--lang", "zh"])


def test_help_summary_and_tables_are_in_chinese_and_no_help_is_cut_off(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("build", "--help").out
    assert "读取文章，写出 NAME.ttl" in shown
    assert "显示本说明并退出" in shown
    assert "…" not in shown.replace("正文…", "")
    summary = run("build", "article.txt", "--no-html").out
    assert re.search(r"^1 篇文章，\d+ 字", summary)
    assert {"类型", "机构", "关系", "开展", "内设机构"} <= set(summary.split())
    about = run("show", "output/article.ttl", "城市建设处").out
    assert "城市建设处  (机构, 内设机构)" in about
    assert "开展 → 城镇老旧小区改造" in about
    assert "读自句式：动词与宾语" in about
    assert run("check", "output/article.ttl").out.startswith("符合约束")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("vocabulary", "history", "--help"), "用法："),
        (("vocabulary", "history"), "个词条有起止时间，其中"),
        (("vocabulary", "review"), "从未得到印证"),
        (("ontology",), "个词条，"),
    ],
)
def test_what_is_seldom_asked_is_in_chinese_too(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    out = run(*words).out
    assert said in out
    assert "Usage" not in out
    assert "entries" not in out


@pytest.mark.usefixtures("chinese")
def test_columns_of_named_questions_are_in_chinese_and_others_as_they_are(run: Run, built: Path) -> None:
    asked = run("query", str(built), "--name", "who-undertakes", "城镇老旧小区改造").out.splitlines()
    assert asked[0].split() == ["机构", "名称", "原文", "文章"]
    own = run("query", str(built), "SELECT ?name { ?b kg:undertakes ?p . ?p rdfs:label ?name }").out.splitlines()
    assert own[0].strip() == "name"
    csv = run("query", str(built), "--name", "who-undertakes", "城镇老旧小区改造", "--format", "csv").out.splitlines()
    assert csv[0] == "body,name,quote,article"


def test_tables_fit_the_terminal(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = ("query", str(built), "--name", "about", "省住房建设厅")
    wide = run(*ask).out
    monkeypatch.setattr("kg.cli.query.room", lambda: 60)
    narrow = run(*ask).out
    assert max(map(width, wide.splitlines())) > 60 >= max(map(width, narrow.splitlines()))
    assert "".join(sorted("".join(wide.split()))).replace("─", "") == "".join(sorted("".join(narrow.split()))).replace(
        "─", ""
    )


def test_labels_are_the_ontologys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    speak(None)
    assert [language.named(t) for t in ("Program", "undertakes", "Department", "Planned")] == [
        "工作",
        "开展",
        "内设机构",
        "计划",
    ]


@pytest.fixture(scope="module")
def built(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Turtle of the hand-built graph."""
    file = tmp_path_factory.mktemp("built") / "article.ttl"
    graph.to_turtle(file)
    return file
