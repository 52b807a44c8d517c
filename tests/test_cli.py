"""Each command as a user gives it: what it prints, what it writes, and the one line where it cannot."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
import typer
from conftest import HANGING, heed_interrupts

import kg
from kg import cli
from kg.api import KnowledgeGraph
from kg.cli import app
from kg.model import EntityType, Kind, Relation
from kg.read import InputError

TEXT = (
    "云川省住房和城乡建设厅推进城市更新工作侧记\n发布日期: 2021-05-06\n"
    "近日，云川省住房和城乡建设厅召开城市更新工作会议。城市建设处抓好城镇老旧小区改造，坚持以人民为中心。\n"
    "村镇建设处没有开展生活垃圾分类。\n"
)


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")

    def call(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["kg", *words])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        said = capsys.readouterr()
        assert isinstance(caught.value.code, int)
        return Outcome(caught.value.code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def built(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Turtle of the hand-built graph."""
    file = tmp_path_factory.mktemp("built") / "article.ttl"
    graph.to_turtle(file)
    return file


COMMANDS = sorted(c.name or c.callback.__name__ for c in app.registered_commands if c.callback)
GROUPS = sorted(g.name for g in app.registered_groups if g.name)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(run: Run, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.code == 0
    assert f"Example:  kg {command}" in outcome.out


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_explains_every_command(command: str) -> None:
    assert f"| `kg {command} " in (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_readme_explains_no_other_command() -> None:
    rows = re.findall(r"^\| `kg (\w+)", (Path(__file__).parent.parent / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(set(rows)) == sorted(COMMANDS + GROUPS)


def test_help_loads_nothing_heavy() -> None:
    heavy = [
        "networkx",
        "rdflib",
        "pyoxigraph",
        "jieba",
        "rjieba",
        "pyvis",
        "ahocorasick_rs",
        "kg.pipeline",
        "kg.model",
    ]
    code = f"import sys, kg.cli; kg.cli.app; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_commands_are_all_known_by_their_modules() -> None:
    registered = {c.name or c.callback.__name__: c.callback.__module__ for c in app.registered_commands if c.callback}
    assert {name: f"kg.cli.{module}" for name, module in cli.COMMANDS.items() if name in registered} == registered
    assert [g.name for g in app.registered_groups] == [name for name in cli.COMMANDS if name not in registered]


def test_a_command_loads_its_own_module_alone() -> None:
    code = (
        "import sys; from kg import cli; sys.argv = ['kg', 'view', '--help']\n"
        "try: cli.main()\n"
        "except SystemExit: print(*(m for m in cli.COMMANDS.values() if f'kg.cli.{m}' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "show show"


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"policy-kg {kg.__version__}\n", "")


# --- build ----------------------------------------------------------------------------------------------------------


def test_build_writes_the_files_and_a_summary(run: Run, tmp_path: Path) -> None:
    outcome = run("build", "article.txt")
    assert outcome.code == 0, outcome.err
    files = sorted(p.name for p in (tmp_path / "output").iterdir())
    assert files == ["article.graphml", "article.html", "article.ttl"]
    assert kg.load("output/article.ttl") == kg.build("article.txt")
    for expected in ("1 article", "Organization", "undertakes", "云川省住房和城乡建设厅", "article.html"):
        assert expected in outcome.out


def test_build_writes_a_database_beside_a_long_turtle_from_which_show_reads(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.beside.LEAST", 0)
    assert run("build", "article.txt", "--no-html").code == 0
    assert sorted(p.name for p in (tmp_path / "output").iterdir()) == [
        "article.graphml",
        "article.sqlite",
        "article.ttl",
    ]
    quick = run("show", "output/article.ttl", "城市建设处")
    (tmp_path / "output/article.ttl").write_text((tmp_path / "output/article.ttl").read_text("utf-8") + "\n", "utf-8")
    slow = run("show", "output/article.ttl", "城市建设处")
    assert (quick.code, quick.err) == (0, "")
    assert slow.out == quick.out
    assert slow.err == (
        "kg: output/article.sqlite: is of another article.ttl, which is read itself\n"
        "kg: output/article.sqlite: written, so that article.ttl is there at once from now on\n"
    )


def test_build_without_input_builds_the_sample(run: Run, tmp_path: Path) -> None:
    outcome = run("build", "--no-html", "-o", "there")
    assert outcome.code == 0, outcome.err
    assert sorted(p.name for p in (tmp_path / "there").iterdir()) == ["sample.graphml", "sample.ttl"]
    assert "云川省住房和城乡建设厅" in outcome.out


def test_build_without_sparql_makes_a_smaller_page(run: Run, tmp_path: Path) -> None:
    assert (
        run("build", "article.txt", "-o", "a").code == run("build", "article.txt", "-o", "b", "--no-sparql").code == 0
    )
    assert (tmp_path / "b/article.html").stat().st_size < (tmp_path / "a/article.html").stat().st_size


def test_build_merges_several_inputs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "second.txt").write_text("人事处抓好城镇老旧小区改造。", encoding="utf-8")
    assert run("build", "article.txt", "second.txt", "--no-html").code == 0
    assert len(kg.load("output/graph.ttl").articles) == 2


def test_build_separate_gives_each_its_own_files(run: Run, tmp_path: Path) -> None:
    rows = [{"id": i, "text": TEXT} for i in ("a/1", "a:1", "b")]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run("build", "rows.jsonl", "--separate", "--no-html").code == 0
    assert sorted(p.name for p in (tmp_path / "output").glob("*.ttl")) == ["a_1-2.ttl", "a_1.ttl", "b.ttl"]


def test_build_says_which_columns_it_guessed_and_takes_those_that_are_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"正文,备注\n云川省财政厅抓好城市体检。,{TEXT.splitlines()[2]}\n", encoding="utf-8")
    guessed = run("build", "a.csv", "--no-html")
    assert (guessed.code, guessed.err.count("guessed by the columns' names: text from 正文")) == (0, 1)
    assert "guessed" not in run("build", "a.csv", "--no-html", "--columns", "text=备注").err
    wrong = run("build", "a.csv", "--no-html", "--columns", "body=备注")
    assert wrong.code == 2
    assert "--columns body=备注: expected one of text title date" in wrong.err


def test_build_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run("build", "-", "--no-html").code == 0
    assert kg.load("output/stdin.ttl") == kg.build_text(TEXT)


def test_build_adds_a_users_vocabulary(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "mine.ttl").write_text(
        "@prefix kg: <https://w3id.org/policy-kg/ontology#> . @prefix kgv: <https://w3id.org/policy-kg/vocab/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        'kgv:云上安家 a kg:Program ; skos:prefLabel "云上安家"@zh ; dcterms:source "invented for a test" .\n',
        encoding="utf-8",
    )
    (tmp_path / "plan.txt").write_text("城市建设处开展云上安家。", encoding="utf-8")
    assert run("build", "plan.txt", "--ontology", "words", "--no-html").code == 0
    (found,) = kg.load("output/plan.ttl").find("云上安家")
    assert found.entry


def test_build_with_jobs_writes_the_same_bytes(run: Run, tmp_path: Path) -> None:
    rows = [{"text": TEXT.replace("云川", f"云川{i}")} for i in "甲乙丙丁戊己庚辛壬癸" for _ in range(6)]
    rows = [{"id": f"r{n}", "text": row["text"] + f"{n}。"} for n, row in enumerate(rows)]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run("build", "rows.jsonl", "--no-html", "-j", "1", "-o", "one").code == 0
    assert run("build", "rows.jsonl", "--no-html", "-j", "2", "-o", "two").code == 0
    assert (tmp_path / "one/rows.ttl").read_bytes() == (tmp_path / "two/rows.ttl").read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "kg: empty.txt: empty\n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00", "kg: picture.txt: a binary file, not a text\n"),
        ("english.txt", b"Nothing to see here.", "kg: english.txt: not a Chinese text\n"),
        ("", b"", "kg: missing.txt: no such file or folder\n"),
    ],
)
def test_build_refuses_in_one_line_and_writes_nothing(
    run: Run, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    if name:
        (tmp_path / name).write_bytes(data)
    assert run("build", name or "missing.txt") == (2, "", message)
    assert run("build", "article.txt", name or "missing.txt") == (2, "", message)
    assert not (tmp_path / "output").exists()


def test_build_refuses_a_folder_of_vocabularies_that_is_not_there(run: Run) -> None:
    assert run("build", "article.txt", "--ontology", "nowhere") == (
        2,
        "",
        "kg: nowhere: no such folder of vocabularies\n",
    )


def test_build_says_what_it_skips_in_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "news" / "b.txt").write_bytes(b"")
    outcome = run("build", "news", "--no-html")
    assert (outcome.code, outcome.err) == (
        0,
        f"kg: skipped {Path('news/b.txt')}: empty\nkg: read 1 document, skipped 1\n",
    )
    assert (tmp_path / "output" / "news.ttl").exists()


def test_build_stopped_by_the_user_leaves_no_part_of_a_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.files.os.replace", stop)
    outcome = run("build", "article.txt", "--no-html")
    assert (outcome.code, outcome.err) == (130, "kg: stopped\n")
    assert list((tmp_path / "output").iterdir()) == []


# --- query, show, view ----------------------------------------------------------------------------------------------


def test_query_prints_each_format(run: Run, built: Path) -> None:
    ask = ("query", str(built), "SELECT ?l { ?p a kg:Program ; rdfs:label ?l } ORDER BY ?l")
    assert "城镇老旧小区改造" in run(*ask).out
    assert "城镇老旧小区改造" in run(*ask, "--format", "csv").out.splitlines()
    assert json.loads(run(*ask, "--format", "json").out)["head"] == {"vars": ["l"]}
    assert (
        "kg:Program" in run("query", str(built), "CONSTRUCT { ?p a kg:Program } { ?p a kg:Program }", "-f", "ttl").out
    )


def test_query_takes_a_file_and_standard_input(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sparql = "ASK { ?s kg:undertakes ?o }"
    (tmp_path / "mine.rq").write_text(sparql, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(sparql))
    assert (
        run("query", str(built), "mine.rq").out
        == run("query", str(built), "-").out
        == run("query", str(built), sparql).out
    )


def test_query_asks_a_named_question(run: Run, built: Path) -> None:
    by_place = run("query", str(built), "--name", "who-undertakes", "城镇老旧小区改造")
    by_name = run("query", str(built), "--name", "who-undertakes", "--set", "programme=城镇老旧小区改造")
    assert "云川省住房建设厅" in by_place.out
    assert by_place == by_name


def test_query_binds_a_variable(run: Run, built: Path) -> None:
    outcome = run(
        "query", str(built), "SELECT ?o { ?s kg:undertakes/rdfs:label ?o }", "--set", "s=省住房建设厅", "-f", "csv"
    )
    assert sorted(outcome.out.splitlines()) == ["o", "城市体检", "城镇老旧小区改造"]


def test_query_lists_the_questions(run: Run) -> None:
    assert "who-undertakes" in run("query", "--list").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["query"], "which graph?"),
        (["query", "GRAPH"], "expected one SPARQL query, or --name QUERY"),
        (["query", "nothing.ttl", "ASK {}"], "nothing.ttl: no such file"),
        (["query", "GRAPH", "SELECT"], "line 1"),
        (["query", "GRAPH", "--name", "nonsense"], "no question is called nonsense"),
        (["query", "GRAPH", "--name", "who-undertakes"], "who-undertakes needs programme"),
        (["query", "GRAPH", "--name", "who-undertakes", "a", "b"], "who-undertakes takes 1 value, not 2"),
        (["query", "GRAPH", "ASK {}", "--set", "x"], "--set x: expected VARIABLE=VALUE"),
        (["show", "GRAPH", "教育处"], "is called 教育处"),
        (["show", "nothing.ttl", "教育处"], "nothing.ttl: no such file"),
        (["export"], "which graph?"),
        (["export", "GRAPH"], "--to what? One of turtle"),
        (["export", "GRAPH", "--to", "paper"], "--to paper? One of turtle"),
        (["export", "GRAPH", "--to", "csv"], "csv is two tables: give a folder"),
        (["serve", "nothing.ttl"], "nothing.ttl: no such file"),
        (["view", "nothing.ttl"], "nothing.ttl: no such file"),
        (["nonsense"], "nonsense"),
        (["build", "--nonsense"], "--nonsense"),
        (["build", "-j", "many"], "--jobs"),
    ],
)
def test_errors_are_said_with_exit_code_2(run: Run, built: Path, words: list[str], message: str) -> None:
    outcome = run(*(str(built) if word == "GRAPH" else word for word in words))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("kg: ")
    assert message in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.err.count("\n") == (3 if "SELECT" in words else 1)


def test_show_gives_each_line_its_evidence(run: Run, built: Path) -> None:
    lines = run("show", str(built), "省住房建设厅").out.splitlines()
    assert lines[0] == "云川省住房建设厅  (Organization, Government)"
    assert lines[lines.index("undertakes → 城镇老旧小区改造") + 1] == "  38–54  云川省住房建设厅抓好老旧小区改造"
    assert "undertakes → 城市体检 (planned) [said for 云川省住房建设厅]" in lines
    assert "城建处 → partOf" in lines


def test_show_says_since_when_corpora_name_what_is_known(run: Run, built: Path) -> None:
    lines = run("show", str(built), "城镇老旧小区改造").out.splitlines()
    assert [line for line in lines if re.fullmatch(r"  in the shipped corpora [\d-]+ to [\d-]+, [\d,]+ articles", line)]
    assert "  []" not in lines


def test_show_marks_what_is_denied(run: Run, built: Path) -> None:
    assert "undertakes → 生活垃圾分类 (denied)" in run("show", str(built), "城建处").out


def test_show_proposes_what_is_near(run: Run, built: Path) -> None:
    assert "is called 小区; there is 城镇老旧小区改造、老旧小区改造条例\n" in run("show", str(built), "小区").err


def test_view_writes_the_page_and_opens_it(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address))
    assert run("view", str(built), "-o", "page.html").out == "page.html\n"
    assert opened == [(tmp_path / "page.html").resolve().as_uri()]
    assert run("view", str(built), "-o", "page.html", "--no-open").code == 0
    assert len(opened) == 1


def test_check_says_what_conforms_and_what_does_not(run: Run, built: Path, tmp_path: Path) -> None:
    good = run("check", str(built))
    assert (good.code, good.err) == (0, "")
    assert good.out.startswith("conforms: ")
    broken = built.read_text("utf-8").replace("kg:modality kg:Denied", "kg:modality kg:Perhaps")
    (tmp_path / "broken.ttl").write_text(broken, encoding="utf-8")
    bad = run("check", "broken.ttl")
    assert (bad.code, bad.err) == (1, "")
    assert bad.out.endswith(" problem\n") or bad.out.endswith(" problems\n")
    assert run("check", "broken.ttl", "--zh").out.endswith("个问题\n")


def test_export_prints_or_writes_each_form(run: Run, built: Path, tmp_path: Path, graph: KnowledgeGraph) -> None:
    assert run("export", str(built), "--to", "turtle").out == built.read_text("utf-8")
    for form in run("export", "--list").out.split():
        outcome = run("export", str(built), "--to", form, "-o", f"made/{form}")
        assert outcome.code == 0, outcome.err
        for line in outcome.out.splitlines():
            assert (tmp_path / line).stat().st_size > 0
    assert kg.load(Path(run("export", str(built), "-t", "jsonld", "-o", "a.jsonld").out.strip())) == graph


def test_ontology_prints_the_terms_or_writes_their_page(run: Run, tmp_path: Path) -> None:
    out = run("ontology").out
    for term in [*EntityType, *Kind, *Relation]:
        assert f"kg:{term}" in out
    assert run("ontology", "--html", "terms.html") == (0, "terms.html\n", "")
    assert "kg:cooperatesWith" in (tmp_path / "terms.html").read_text("utf-8")


def test_serve_answers_until_it_is_stopped(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", str(built), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heed_interrupts) as process:
        try:
            assert process.stderr is not None
            address = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
            assert address is not None
            with urlopen(f"{address[0]}/sparql?query=ASK%7B%7D", timeout=HANGING) as answer:
                assert json.load(answer)["boolean"] is True
            process.send_signal(signal.SIGINT)
            assert process.wait(HANGING) in (0, 130)
        finally:
            process.kill()


def test_main_says_any_error_that_a_user_can_mend(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise InputError("article.txt: said once")

    monkeypatch.setattr("kg.pipeline.parallel.build_all", broken)
    assert run("build", "article.txt") == (2, "", "kg: article.txt: said once\n")
    monkeypatch.setattr("kg.pipeline.parallel.build_all", lambda *_, **__: (_ for _ in ()).throw(typer.Abort()))
    assert run("build", "article.txt") == (130, "", "kg: stopped\n")


def test_build_calls_its_files_and_its_page_as_asked(run: Run, tmp_path: Path) -> None:
    assert run("build", "article.txt", "--name", "更新 2021", "--title", "城市更新专题", "--no-sparql").code == 0
    page = (tmp_path / "output" / "更新 2021.html").read_text(encoding="utf-8")
    assert "<title>城市更新专题</title>" in page
    assert run("view", "output/更新 2021.ttl", "--title", "另一题目", "--no-open", "--no-sparql").code == 0
    assert "<title>另一题目</title>" in (tmp_path / "output" / "更新 2021.html").read_text(encoding="utf-8")
    assert "--name is for one graph" in run("build", "article.txt", "--name", "a", "--separate").err


@pytest.mark.parametrize("given", ["", " "])
def test_build_refuses_an_input_without_a_name(run: Run, tmp_path: Path, given: str) -> None:
    told = run("build", given)
    assert (told.code, told.out) == (2, "")
    assert "an input is empty" in told.err
    assert not (tmp_path / "output").exists()


def test_build_says_what_it_replaces(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "article.txt").write_text(TEXT.replace("云川", "江宁"), encoding="utf-8")
    assert "replaced" not in run("build", "article.txt", "--no-html").err
    assert "replaced" not in run("build", "article.txt", "--no-html").err, "the same again is no loss"
    assert "replaced output/article.ttl, which held another graph" in run("build", "other/article.txt", "--no-html").err


def test_build_says_which_page_it_leaves_beside_another_graph(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other" / "article.txt"
    other.parent.mkdir()
    other.write_text(TEXT.replace("云川", "江宁"), encoding="utf-8")
    assert "left" not in run("build", "article.txt", "--no-sparql").err
    page = (tmp_path / "output" / "article.html").read_bytes()
    assert "left" not in run("build", "article.txt", "--no-html").err, "the page is of this graph"
    assert "left output/article.html: a page of another graph" in run("build", str(other), "--no-html").err
    assert (tmp_path / "output" / "article.html").read_bytes() == page


def test_show_says_in_which_article_and_as_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "second.txt").write_text(
        TEXT.replace("2021-05-06", "2022-01-02").replace("侧记", "综述"), encoding="utf-8"
    )
    assert run("build", "article.txt", "second.txt", "--no-html").code == 0
    lines = run("show", "output/graph.ttl", "城镇老旧小区改造").out
    assert "2021-05-06 云川省住房和城乡建设厅推进城市更新工作侧记  " in lines
    assert "2022-01-02 云川省住房和城乡建设厅推进城市更新工作综述  " in lines
    (told,) = json.loads(run("show", "output/graph.ttl", "城镇老旧小区改造", "--json").out)
    assert told["label"] == "城镇老旧小区改造"
    (said,) = (s for s in told["statements"] if s["relation"] == "undertakes")
    assert sorted(e["date"] for e in said["evidence"]) == ["2021-05-06", "2022-01-02"]
    assert {e["quote"] for e in said["evidence"]} == {"抓好城镇老旧小区改造"}


ALL = "SELECT ?o { ?s ?p ?o }"
MARKUP = "云川省[/]厅推进城市更新。\n"
ESCAPES = "云川省财政厅推进\x1b[2J城市更新\n\n" + "云川省财政厅推进城市更新。\n" * 20


def test_names_with_markup_are_printed_as_they_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MARKUP, "utf-8")
    built = run("build", "--no-html", "a.txt")
    assert (built.code, built.err) == (0, "")
    assert "云川省[/]厅" in built.out
    shown = run("show", "output/a.ttl", "云川省[/]厅")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("云川省[/]厅  (Organization")
    questions = run("query", "--list")
    assert "[" in questions.out, "optional parameters are in brackets"


MARKED = (
    "云川省[/]厅工作侧记\n\n云川省公安厅推进“[red]安居[/]行动”。住房保障处推进“[/nope]安居行动”。"
    "住房保障处会同[bold]城建处开展“[link=javascript:x]点击行动”。\n"
)


@pytest.mark.parametrize("name", ["[bold]城建处", "[red]安居[/]行动"])
def test_markup_in_any_name_is_printed_as_it_is(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(MARKED, "utf-8")
    built = run("build", "--no-html", "a.txt")
    assert (built.code, built.err) == (0, "")
    assert "云川省[/]厅工作侧记" in built.out
    shown = run("show", "output/a.ttl", name)
    assert (shown.code, shown.err, shown.out.startswith(f"{name}  (")) == (0, "", True)
    asked = run("query", "output/a.ttl", "SELECT ?l { ?s rdfs:label ?l }")
    assert (asked.code, asked.err) == (0, "")
    assert name in asked.out


HALF = "标题\ud83d"
"""A text that ends in half a character."""


@pytest.mark.parametrize("field", ["text", "title", "id", "url"])
@pytest.mark.parametrize("form", ["rows.jsonl", "rows.json"])
def test_half_a_character_in_a_row_ends_no_build(run: Run, tmp_path: Path, field: str, form: str) -> None:
    rows = [{"id": i, "title": "", "text": f"云川省{i}厅推进城市更新。"} for i in ("财政", "公安", "水利")]
    rows[1][field] = rows[1].get(field, "") + HALF
    text = json.dumps(rows) if form.endswith(".json") else "\n".join(map(json.dumps, rows))
    (tmp_path / form).write_text(text, "utf-8")
    done = run("build", form, "--separate", "--no-html")
    assert done.code == 0
    assert done.err.count("half a character") == len(done.err.splitlines()) == 1
    assert done.out.startswith("3 articles")
    assert {e.label for p in tmp_path.glob("output/*.ttl") for e in kg.load(p).entities.values()} >= {
        "云川省财政厅",
        "云川省公安厅",
        "云川省水利厅",
    }


@pytest.mark.parametrize("letter", ["住", "a", "𬱖"])
def test_names_longer_than_a_file_may_have_are_cut_and_counted(run: Run, tmp_path: Path, letter: str) -> None:
    ids = ["a", letter * 300 + "1", letter * 300 + "2", "b"]
    rows = [{"id": i, "text": f"云川省{n}财政厅推进城市更新{n}。"} for n, i in enumerate(ids)]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = run("build", "rows.jsonl", "--separate", "--no-html")
    assert (done.code, done.err) == (0, "kg: 2 names too long for a file, cut to 240 bytes\n")
    written = sorted(tmp_path.glob("output/*.ttl"))
    assert [max(len(os.fsencode(p.name)) for p in written) <= 255, len(written)] == [True, 4]
    assert {a.text for p in written for a in kg.load(p).articles.values()} == {row["text"] for row in rows}


@pytest.mark.parametrize("words", [("show", "output/a.ttl", "财政厅\x1b[2J"), ("query", "output/a.ttl", ALL)])
def test_what_a_terminal_obeys_is_written_as_its_code(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(ESCAPES, "utf-8")
    built = run("build", "--no-html", "a.txt")
    done = run(*words)
    assert "\x1b" not in built.out + built.err + done.out + done.err
    assert "\\x1b[2J" in done.out + done.err


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed in another way")
@pytest.mark.parametrize(
    ("closed", "words", "code", "said"),
    [
        (1, ("query", "--list"), 2, "kg: standard output is closed\n"),
        (0, ("build", "-"), 2, "kg: standard input: empty\n"),
        (0, ("query", "a.ttl", "-"), 2, "kg: the query is empty: expected SELECT, ASK, CONSTRUCT or DESCRIBE\n"),
        (2, ("query", "--list"), 0, ""),
    ],
)
def test_closed_streams_end_in_a_line(
    closed: int, words: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.ttl").write_text("", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        preexec_fn=lambda: os.close(closed),
    )
    assert (done.returncode, done.stderr) == (code, said)


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
@pytest.mark.parametrize("words", [("query", "--list"), ("check", "a.ttl"), ("ontology",)])
def test_a_reader_that_has_gone_is_no_failure_of_what_was_asked(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a:b> a <https://w3id.org/policy-kg/ontology#Organization> .", "utf-8")
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words], stdout=write, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, "")
