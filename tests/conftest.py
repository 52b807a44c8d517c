"""Hand-built records that the tests share."""

from __future__ import annotations

import re
import signal

import pytest

from kg.api import KnowledgeGraph
from kg.model import (
    KGI,
    KGV,
    Article,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Mention,
    Modality,
    Reason,
    Relation,
    statement,
)

HANGING = 600.0
"""Seconds after which something is taken to hang: no test waits for them where it passes, however slow the machine is."""

collect_ignore = ["fuzz_guided.py"]  # needs atheris, and puts itself into what it imports

TEXT = (
    "云川省住房建设厅印发《老旧小区改造条例》\n发布日期: 2021-05-06\n"
    "云川省住房建设厅抓好老旧小区改造，坚持以人民为中心，将开展城市体检。城建处没有开展垃圾分类。"
)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal in English, whoever runs the tests; afterwards the environment is what it was."""
    monkeypatch.setenv("LANGUAGE", "en")


def heed_interrupts() -> None:
    """Let a process that is started be interrupted: what runs in the background is started without."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def evidence(article: Article, quote: str) -> Evidence:
    """Evidence for the first place where the article's text has the quote."""
    start = article.text.index(quote)
    return Evidence(article.iri, start, start + len(quote), quote)


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    """One invented article with every modality, a department, and names that need escaping nowhere."""
    article = Article(
        f"{KGI}article/0123456789abcdef", "云川省住房建设厅印发《老旧小区改造条例》", "2021-05-06", text=TEXT
    )
    ting = Entity(
        f"{KGI}Organization/云川省住房建设厅",
        EntityType.ORGANIZATION,
        "云川省住房建设厅",
        Kind.GOVERNMENT,
        ("省住房建设厅",),
    )
    chu = Entity(f"{KGI}Organization/云川省住房建设厅/城建处", EntityType.ORGANIZATION, "城建处", Kind.DEPARTMENT)
    gaizao = Entity(f"{KGV}城镇老旧小区改造", EntityType.PROGRAM, "城镇老旧小区改造", None, ("老旧小区改造",))
    tijian = Entity(f"{KGI}Program/城市体检", EntityType.PROGRAM, "城市体检")
    fenlei = Entity(f"{KGV}生活垃圾分类", EntityType.PROGRAM, "生活垃圾分类", None, ("垃圾分类",), "waste sorting")
    slogan = Entity(f"{KGV}以人民为中心", EntityType.SLOGAN, "以人民为中心")
    law = Entity(f"{KGI}Document/老旧小区改造条例", EntityType.DOCUMENT, "老旧小区改造条例")

    def ev(quote: str) -> tuple[Evidence, ...]:
        return (evidence(article, quote),)

    return KnowledgeGraph(
        [article],
        [ting, chu, gaizao, tijian, fenlei, slogan, law],
        [
            Mention(ting.iri, evidence(article, "云川省住房建设厅")),
            Mention(chu.iri, evidence(article, "城建处"), Reason.CONTEXT),
            Mention(gaizao.iri, evidence(article, "老旧小区改造"), Reason.ALIAS),
            Mention(slogan.iri, evidence(article, "以人民为中心")),
            Mention(tijian.iri, evidence(article, "城市体检"), Reason.PATTERN),
            Mention(fenlei.iri, evidence(article, "垃圾分类"), Reason.ALIAS),
            Mention(law.iri, evidence(article, "老旧小区改造条例"), Reason.PATTERN),
        ],
        [
            statement(
                ting.iri, Relation.ISSUES, law.iri, ev("云川省住房建设厅印发《老旧小区改造条例》"), trigger="印发"
            ),
            statement(
                ting.iri, Relation.UNDERTAKES, gaizao.iri, ev("云川省住房建设厅抓好老旧小区改造"), trigger="抓好"
            ),
            statement(ting.iri, Relation.UPHOLDS, slogan.iri, ev("坚持以人民为中心"), trigger="坚持"),
            statement(
                ting.iri, Relation.UNDERTAKES, tijian.iri, ev("将开展城市体检"), Modality.PLANNED, "开展", ting.iri
            ),
            statement(chu.iri, Relation.UNDERTAKES, fenlei.iri, ev("城建处没有开展垃圾分类"), Modality.DENIED, "开展"),
            statement(chu.iri, Relation.PART_OF, ting.iri, ev("城建处"), derived_from=""),
        ],
    )


KNOWN_SKIPS = (
    r"the (annotated|real|unlabelled) articles are not here",
    r"the small inputs are not here",
    r"the texts of the rounds are not here",
    r"riot is not installed",
    r"pyspark is not installed",
    r"no LibreOffice",
    r"no Java",
    r"[Jj]ava is not",
    r"got empty parameter set",  # of texts that are not here
    r"GEXF_XSD names no gexf\.xsd",
)
"""Why a test may be left out where `.ci/run` has set everything up: texts of others, and a parser that needs Java."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out for a reason that is not known, and fail the run where `.ci/run` asks for it."""
    reasons = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if report.longrepr}
    unknown = sorted(r for r in reasons if not any(re.search(known, r) for known in KNOWN_SKIPS))
    for reason in unknown:
        terminalreporter.write_line(f"left out for a reason that is not known: {reason}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that leaves out more than is known, where `--known-skips` asks for it."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not session.config.getoption("--known-skips") or reporter is None:
        return
    for report in reporter.stats.get("skipped", []):
        if report.longrepr and not any(re.search(known, str(report.longrepr[2])) for known in KNOWN_SKIPS):
            session.exitstatus = 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--known-skips`: fail where a test is left out for a reason that is not known."""
    parser.addoption("--known-skips", action="store_true", help="fail where a test is left out for an unknown reason")
