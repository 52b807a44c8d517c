"""The page, as text and in a real browser, by doing what a reader does."""

from __future__ import annotations

import base64
import contextlib
import csv
import io
import itertools
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pyoxigraph
import pytest
from browser import axe_core, chromium, frames, opened, scrolled, until
from generated import generated

import kg
from kg.api import KnowledgeGraph
from kg.check import check
from kg.model import KG, KGI, KGV, Article, Entity, EntityType, Evidence, Mention, Modality, Relation, statement
from kg.pipeline.document import build_documents
from kg.read import InputError, read
from kg.resources import ontology_dir
from kg.view import colours, data, to_frame, to_html
from kg.vocabulary.attestations import attested, when
from kg.words.loading import lexicon

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, graph: KnowledgeGraph) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.html"
    to_html(graph, path)
    return path


@pytest.fixture(scope="module")
def medium(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("medium") / "medium.html"
    to_html(generated(90, 170), path, sparql=False)
    return path


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "big.html"
    to_html(generated(1500, 4000), path, sparql=False)
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.html"
    to_html(kg.build(Path(kg.__file__).parent / "sample.txt"), path, sparql=False)
    return path


WHOLE = """() => JSON.stringify(policyKg.state(), (key, v) =>
    v instanceof Set ? [...v].sort() : v instanceof Map ? [...v] : key === 'link' ? v?.i : v)"""


def state(page: Page, name: str) -> Any:
    return page.evaluate(f"(() => {{ const v = policyKg.state().{name}; return v instanceof Set ? [...v] : v }})()")


def number(page: Page, name: str) -> int:
    found: int = page.evaluate("(name) => policyKg.nodes.findIndex((n) => n.name === name)", name)
    assert found >= 0
    return found


def click_node(page: Page, name: str) -> None:
    x, y, _ = page.evaluate("(i) => policyKg.screen(i)", number(page, name))
    page.locator("#drawing canvas").click(position={"x": x, "y": y})


# ---- as text


def test_to_html_gives_the_same_bytes_again(graph: KnowledgeGraph, tmp_path: Path) -> None:
    page = to_html(graph, tmp_path / "a.html")
    assert page == to_html(graph)
    assert (tmp_path / "a.html").read_bytes() == page.encode()
    other = subprocess.run(
        [sys.executable, "-c", "from generated import generated\nfrom kg.view import to_html\n"
         "import hashlib\nprint(hashlib.sha256(to_html(generated(60, 90), sparql=False).encode()).hexdigest())"],
        cwd=Path(__file__).parent, env={**os.environ, "PYTHONHASHSEED": "5"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    import hashlib

    mine = hashlib.sha256(to_html(generated(60, 90), sparql=False).encode()).hexdigest()
    assert other.stdout.strip() == mine


def test_to_html_allows_no_source_but_itself(graph: KnowledgeGraph) -> None:
    page = to_html(graph)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe-inline" not in policy[1]
    assert "unsafe-eval" not in policy[1].replace("wasm-unsafe-eval", "")
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page)


def test_to_html_without_sparql_is_smaller_and_asks_nothing(graph: KnowledgeGraph) -> None:
    without = to_html(graph, sparql=False)
    assert "wasm-unsafe-eval" not in without
    assert len(without) < 500_000 < 2_000_000 < len(to_html(graph)) < 3_000_000


def test_a_graph_shows_itself_in_a_notebook(graph: KnowledgeGraph) -> None:
    assert graph._repr_html_() == to_frame(graph)


def test_import_kg_does_not_import_pyvis() -> None:
    code = "import sys, kg, kg.graph; print([m for m in sys.modules if m.split('.')[0] in {'pyvis', 'jinja2', 'pypinyin'}])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_to_frame_is_sandboxed_and_keeps_the_page_quoted(graph: KnowledgeGraph) -> None:
    frame = to_frame(graph)
    assert frame.startswith('<iframe sandbox="allow-scripts allow-downloads" srcdoc="&lt;!doctype')
    assert "<script" not in frame


def test_to_html_of_an_empty_graph_is_a_page() -> None:
    assert "</html>" in to_html(KnowledgeGraph(), sparql=False)


def _colours(theme: int) -> dict[str, tuple[float, ...]]:
    block = colours().split("--ground:")[theme]
    found = re.findall(r"--([a-z]+): (#[0-9a-f]{6})", "--ground:" + block)
    return {name: tuple(int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)) for name, value in found}


def _linear(colour: tuple[float, ...]) -> list[float]:
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]


def _contrast(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    bright, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), _linear(x), strict=True)) for x in (a, b)), reverse=True
    )
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [1, 2, 3], ids=["light", "dark by system", "dark"])
def test_colours_have_contrast(theme: int) -> None:
    colours = _colours(theme)
    for ground in ("ground", "raised", "sunk"):
        assert _contrast(colours["ink"], colours[ground]) >= 7
        assert _contrast(colours["faint"], colours[ground]) >= 4.5
        assert _contrast(colours["accent"], colours[ground]) >= 4.5
    for name in ("strong", *map(str.lower, EntityType)):
        assert _contrast(colours[name], colours["ground"]) >= 3, name


# Machado, Oliveira and Fernandes 2009, severity 1: what readers without red, green or blue cones see.
_BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _oklab(linear: list[float]) -> list[float]:
    r, g, b = (min(1.0, max(0.0, c)) for c in linear)
    lms = [
        (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3),
        (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3),
        (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3),
    ]
    rows = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return [sum(w * c for w, c in zip(row, lms, strict=True)) for row in rows]


@pytest.mark.parametrize("theme", [1, 3], ids=["light", "dark"])
@pytest.mark.parametrize("sight", _BLIND)
def test_colours_of_types_stay_apart(sight: str, theme: int) -> None:
    colours = _colours(theme)
    seen = {
        t: _oklab([sum(w * c for w, c in zip(row, _linear(colours[t.lower()]), strict=True)) for row in _BLIND[sight]])
        for t in EntityType
    }
    for a, b in itertools.combinations(EntityType, 2):
        far = sum((x - y) ** 2 for x, y in zip(seen[a], seen[b], strict=True)) ** 0.5
        assert far > 0.05, (a, b, far)


# ---- in the browser


def test_page_refuses_every_request(browser: Browser, small: Path) -> None:
    """What a script inside the page would ask for is refused by the page's own policy, not for want of a network."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    context = browser.new_context()
    page = context.new_page()
    page.goto(small.as_uri())
    refused = page.evaluate(
        """async (port) => {
        const refused = [];
        document.addEventListener('securitypolicyviolation', (e) => refused.push(e.effectiveDirective));
        const at = `http://127.0.0.1:${port}/`;
        await fetch(at).catch(() => {});
        new Image().src = at;
        try { new WebSocket(`ws://127.0.0.1:${port}/`); } catch {}
        navigator.sendBeacon?.(at);
        for (const [tag, name] of [['script', 'src'], ['iframe', 'src'], ['link', 'href'], ['object', 'data'], ['video', 'src']]) {
            const made = document.createElement(tag);
            made.rel = 'stylesheet';
            made[name] = at;
            document.body.append(made);
        }
        const inline = document.createElement('script');
        inline.textContent = 'window.hit = 1';
        document.body.append(inline);
        const form = document.createElement('form');
        form.action = at;
        document.body.append(form);
        form.submit();
        for (let n = 0; n < 200 && new Set(refused).size < 8; n++) await new Promise((done) => setTimeout(done, 50));
        return [...new Set(refused)].sort();
    }""",
        listening.getsockname()[1],
    )
    context.close()
    with listening, contextlib.suppress(BlockingIOError):
        while True:  # for a frame Chromium opens a connection before it asks the policy, and then says nothing on it
            assert listening.accept()[0].recv(100) == b""
    wanted = "connect-src form-action frame-src img-src media-src object-src script-src-elem style-src-elem"
    assert refused == wanted.split()


def test_page_opens_in_light_dark_and_on_a_phone(browser: Browser, small: Path) -> None:
    for context in ({}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}, "has_touch": True}):
        with opened(browser, small, **context) as page:
            assert page.locator("#drawing canvas").bounding_box()["width"] > 300  # type: ignore[index]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("name", "width", "least"),
    [
        ("sample", 1440, 100),
        ("sample", 1920, 110),
        ("sample", 390, 50),
        ("medium", 1440, 65),
        ("medium", 390, 20),
        ("big", 1440, 60),
    ],
)
def test_labels_at_first_view_do_not_overlap_and_are_mostly_there(
    browser: Browser, request: pytest.FixtureRequest, name: str, width: int, least: int
) -> None:
    with opened(browser, request.getfixturevalue(name), viewport={"width": width, "height": 900}) as page:
        boxes = page.evaluate("policyKg.labels()")
        assert len(boxes) >= least
        for a, b in itertools.combinations(boxes, 2):
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def layout_of(page: Page, view: str) -> dict[int, tuple[float, float]]:
    page.locator("#tools select").first.select_option(view)
    return {i: (x, y) for i, (x, y) in page.evaluate("policyKg.spots()")}


def test_structure_has_room_for_every_name_and_what_is_shared_inside(browser: Browser, sample: Path) -> None:
    with opened(browser, sample) as page:
        at = layout_of(page, "structure")
        half = page.evaluate("policyKg.nodes.map((n) => policyKg.boxOf(n))")
        assert len(at) == len(half) > 100
        for a, b in itertools.combinations(at, 2):
            across = half[a][0] + half[b][0] - abs(at[a][0] - at[b][0])
            down = min(at[a][1] + half[a][1], at[b][1] + half[b][1]) - max(at[a][1], at[b][1]) + 11
            assert across <= 1 or down <= 1, (a, b)
        (top,) = [i for i, place in at.items() if place == (0, 0)]
        assert page.evaluate("(i) => policyKg.nodes[i].name", top) == "云川省住房和城乡建设厅"


def test_hierarchy_puts_what_is_part_of_a_body_to_its_right(browser: Browser, sample: Path) -> None:
    with opened(browser, sample) as page:
        at = layout_of(page, "hierarchy")
        parents = dict(page.evaluate("policyKg.nodes.filter((n) => n.parent >= 0).map((n) => [n.i, n.parent])"))
        bodies = page.evaluate("policyKg.nodes.filter((n) => n.type === 'Organization').map((n) => n.i)")
        assert len(parents) > 10
        assert all(at[n][0] > at[up][0] for n, up in parents.items())
        assert min(at[n][0] for n in at if n not in bodies) > max(at[n][0] for n in bodies)


def test_departments_puts_what_one_body_does_below_it(browser: Browser, sample: Path) -> None:
    with opened(browser, sample) as page:
        at = layout_of(page, "departments")
        pairs = page.evaluate("""policyKg.nodes.filter((n) => n.type === 'Program' && n.links.length === 1)
            .map((n) => [n.i, n.links[0].a]).filter(([, a]) => policyKg.nodes[a].kind === 'Department')""")
        assert len(pairs) > 5
        for n, body in pairs:
            assert at[n][1] > at[body][1]
            assert abs(at[n][0] - at[body][0]) < 400


@pytest.mark.parametrize("name", ["住", "“我为群众办实事”实践活动", "a" * 500, "", "\u202eabc", "住房" * 30])
def test_names_are_cut_to_narrow_lines(browser: Browser, small: Path, name: str) -> None:
    with opened(browser, small) as page:
        lines = page.evaluate("(name) => policyKg.wrapped(name)", name)
        assert 1 <= len(lines) <= 3
        assert all(len(line) <= 22 for line in lines)


def test_click_on_a_node_shows_relations_and_sentences(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        click_node(page, "云川省住房建设厅")
        panel = page.locator("#panel")
        assert panel.locator("h2").inner_text() == "云川省住房建设厅"
        assert "机构 · 政府机构 · 1 处提及 · 5 条陈述" in panel.locator(".kind").inner_text()
        assert panel.locator("dt", has_text="别名").locator("+ dd").inner_text() == "省住房建设厅"
        groups = {
            g.locator("summary").inner_text(): g.locator(".item").all_inner_texts()
            for g in panel.locator(".group").all()
        }
        assert [name.rstrip("0123456789\n ") for name in groups][:-1] == ["开展", "坚持", "发布", "下属"]
        for items in list(groups.values())[:-1]:
            assert all("云川省住房建设厅" in i or "坚持" in i or "将开展" in i or "城建处没有" in i for i in items), (
                items
            )
        both = next(items for name, items in groups.items() if name.startswith("开展"))
        assert any("计划" in i and "将开展城市体检" in i for i in both)
        assert page.locator("#reader .mention.chosen").first.inner_text() == "云川省住房建设厅"
        page.locator("#drawing canvas").click(position={"x": 5, "y": 700})
        assert panel.is_hidden()


def test_panel_says_when_the_shipped_corpora_use_an_entry(browser: Browser, small: Path) -> None:
    seen = when(attested(f"{KGV}以人民为中心"))
    assert seen is not None
    with opened(browser, small) as page:
        click_node(page, "以人民为中心")
        said = page.locator("#panel dt", has_text="例证").locator("+ dd").inner_text()
        assert said == f"{seen.first} 至 {seen.last}，语料中 {seen.articles} 篇"
        click_node(page, "城建处")
        assert not page.locator("#panel dt", has_text="例证").count()


def test_click_on_a_line_shows_its_statements(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        a, b = number(page, "云川省住房建设厅"), number(page, "城市体检")
        (x1, y1, _), (x2, y2, _) = page.evaluate("(ab) => ab.map((i) => policyKg.screen(i))", [a, b])
        page.locator("#drawing canvas").click(position={"x": x1 + (x2 - x1) * 0.75, "y": y1 + (y2 - y1) * 0.75})
        rows = page.locator("#panel dt").all_inner_texts()
        values = page.locator("#panel dd").all_inner_texts()
        told = dict(zip(rows, map(str.strip, values), strict=True))
        assert 0 < float(told.pop("可信度")) < 1
        assert told == {
            "主体": "云川省住房建设厅", "关系": "开展", "客体": "城市体检", "语气": "计划", "发言方": "云川省住房建设厅",
            "触发词": "开展",
        }  # fmt: skip
        assert page.locator("#panel .quote mark").all_inner_texts() == ["将开展城市体检"]


def test_panel_of_a_department_names_its_parent_and_what_stands_under_it(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        click_node(page, "城建处")
        page.locator("#panel dt", has_text="上级").locator("+ dd button").click()
        assert page.locator("#panel h2").inner_text() == "云川省住房建设厅"
        page.locator("#panel .group", has_text="下属").locator("button.entity").click()
        assert page.locator("#panel h2").inner_text() == "城建处"
        page.locator("#panel .group", has_text="开展").locator("button.open").first.click()
        assert page.locator("#panel dt", has_text="语气").locator("+ dd").inner_text() == "否定"


def test_evidence_marks_the_exact_words(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        click_node(page, "以人民为中心")
        page.locator("#panel .quote").first.click()
        assert "".join(page.locator("#reader mark.evidence").all_inner_texts()) == "坚持以人民为中心"
        assert page.evaluate("policyKg.state().mark.start") > 0


def test_evidence_scrolls_to_its_sentence_in_the_right_article(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        for k in (0, 60, 150):
            node, said = page.evaluate("""(k) => { const s = policyKg.statements[k], e = s.evidence[0];
                return [s.s, policyKg.articles[e.article].text.slice(e.start, e.end)]; }""", k)  # fmt: skip
            page.evaluate("(node) => policyKg.go({ node })", node)
            page.locator("#panel .more").evaluate_all("(all) => all.forEach((b) => b.click())")
            page.locator("#panel .quote", has_text=said).first.click()
            scrolled(page, "#reader")
            assert "".join(page.locator("#reader mark.evidence").all_inner_texts()) == said
            pane, mark = (
                page.locator("#reader").bounding_box(),
                page.locator("#reader mark.evidence").first.bounding_box(),
            )
            assert pane
            assert mark
            assert pane["y"] <= mark["y"] <= pane["y"] + pane["height"] - mark["height"]


def test_reader_shows_paragraphs_as_published_and_colours_every_mention(browser: Browser, sample: Path) -> None:
    graph = kg.build(Path(kg.__file__).parent / "sample.txt")
    (article,) = graph.articles.values()
    with opened(browser, sample) as page:
        shown = "".join(page.locator("#reader p[data-p]").all_inner_texts())
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", article.text)
        ends = [text for text in page.locator("#reader p[data-p]").all_inner_texts() if len(text) > 60]
        assert len(ends) > 10
        assert all(text.rstrip()[-1] in "。”）" for text in ends), "a hard wrap is no paragraph"
        seen = page.locator("#reader .mention").evaluate_all(
            "(all) => all.map((m) => [m.textContent, m.className, getComputedStyle(m).borderBottomColor])"
        )
        named = {re.sub(r"\s", "", m.evidence.quote) for m in graph.mentions}
        assert named == {re.sub(r"\s", "", text) for text, _, _ in seen}
        colours = {kind.split()[1]: colour for _, kind, colour in seen}
        assert len(colours) == len(set(colours.values())) == len({e.type for e in graph.entities.values()})


def test_mention_in_the_article_selects_its_node(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.locator("#reader .mention", has_text="垃圾分类").click()
        assert page.locator("#panel h2").inner_text() == "生活垃圾分类"
        assert "waste sorting" in page.locator("#panel").inner_text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("垃圾", "生活垃圾分类"),
        ("shenghuolaji", "生活垃圾分类"),
        ("shljfl", "生活垃圾分类"),
        ("waste", "生活垃圾分类"),
        ("省住房", "云川省住房建设厅"),
        ("CJC", "城建处"),
    ],
)
def test_search_finds_by_name_alias_english_and_pinyin(browser: Browser, small: Path, typed: str, found: str) -> None:
    with opened(browser, small) as page:
        page.keyboard.press("/")
        page.keyboard.type(typed)
        assert found in page.locator("#found li").first.inner_text()
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").inner_text() == found


def test_search_suggests_and_is_chosen_from_by_arrows(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        search, found = page.locator("#search"), page.locator("#found li")
        search.fill("云")
        assert 3 <= found.count() <= 12
        assert search.get_attribute("aria-expanded") == "true"
        names = [text.split("\n")[0] for text in found.all_inner_texts()]
        search.press("ArrowDown")
        search.press("ArrowDown")
        assert search.get_attribute("aria-activedescendant") == "found-2"
        assert found.nth(2).get_attribute("aria-selected") == "true"
        search.press("Enter")
        assert page.locator("#panel h2").inner_text() == names[2]
        search.fill("不存在的名字")
        found.filter(has_text="在全文中搜索“不存在的名字”：0 篇").wait_for()
        assert found.first.inner_text() == "没有匹配的实体"
        search.press("Escape")
        assert page.locator("#found").is_hidden()
        search.fill("云")
        found.nth(1).click()
        assert page.locator("#panel h2").inner_text() == names[1]


def test_legend_filters_and_counts(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        label = page.locator("#legend label", has_text="工作").first
        assert label.locator(".count").inner_text() == "3"
        before = page.locator("#status").inner_text()
        label.locator("input").uncheck()
        assert page.locator("#status").inner_text() != before
        assert page.evaluate("[...policyKg.shown().nodes].every((i) => policyKg.nodes[i].type !== 'Program')")
        kind = page.locator("#legend label.kinds", has_text="内设机构")
        assert kind.locator(".count").inner_text() == "1"
        kind.locator("input").uncheck()
        assert page.evaluate("[...policyKg.shown().nodes].every((i) => policyKg.nodes[i].kind !== 'Department')")
        relation = page.locator("#legend label.relations", has_text="坚持")
        assert relation.locator(".count").inner_text() == "1"
        relation.locator("input").uncheck()
        assert page.evaluate("policyKg.shown().links.every((l) => l.of.every((s) => s.relation !== 'upholds'))")
        for box in (kind, relation):
            box.locator("input").check()
        page.locator("#legend fieldset", has_text="类型").locator("button", has_text="全不选").click()
        assert page.evaluate("policyKg.shown().nodes.size") == 0
        page.locator("#legend fieldset", has_text="类型").locator("button", has_text="全选").first.click()
        page.locator("#legend label", has_text="否定").locator("input").check()
        label.locator("input").check()
        assert page.evaluate("policyKg.shown().links.some((l) => l.of.every((s) => s.modality === 'Denied'))")


def test_denied_statements_are_not_drawn_at_first(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        assert page.evaluate("policyKg.shown().links.every((l) => l.of.some((s) => s.modality !== 'Denied'))")
        click_node(page, "城建处")
        assert "否定" in page.locator("#panel").inner_text()


def test_focus_path_hide_and_pin(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        a, b = page.evaluate("""() => {
            const hub = policyKg.nodes.reduce((x, n) => (n.degree > x.degree ? n : x));
            return [hub.i, policyKg.nodes.find((n) => n.degree === 1 && n.i !== hub.i)?.i ?? 1];
        }""")
        whole = page.evaluate("policyKg.shown().nodes.size")
        page.evaluate("(i) => policyKg.go({ node: i })", a)
        page.locator("#panel .actions button", has_text="聚焦").click()
        one = page.evaluate("policyKg.shown().nodes.size")
        page.locator("#tools button", has_text="两步").click()
        assert page.evaluate("policyKg.shown().nodes.size") > one
        page.locator("#tools button", has_text="取消聚焦").click()
        assert page.evaluate("policyKg.shown().nodes.size") == whole
        page.locator("#panel .actions button", has_text="路径").click()
        page.locator("#search").fill(page.evaluate("(i) => policyKg.nodes[i].name", b))
        page.keyboard.press("Enter")
        path = page.evaluate("[...policyKg.shown().nodes]")
        assert {a, b} <= set(path)
        assert 2 <= len(path) < 12
        linked = page.evaluate("policyKg.shown().links.map((l) => [l.a, l.b])")
        order = page.evaluate("policyKg.state().path.length")
        assert order == 2
        assert {n for pair in linked for n in pair} == set(path)
        page.locator("#tools button", has_text="路径").first.click()
        page.evaluate("(i) => policyKg.go({ node: i })", b)
        page.locator("#panel .actions button", has_text="固定").click()
        assert "at=" in page.url
        stands = page.evaluate("(i) => policyKg.network().getPosition(i)", b)
        page.locator("#tools select").first.select_option("force")
        frames(page, 30)
        moved = page.evaluate("(i) => policyKg.network().getPosition(i)", b)
        assert abs(moved["x"] - stands["x"]) + abs(moved["y"] - stands["y"]) < 2
        page.locator("#tools select").first.select_option("structure")
        page.locator("#panel .actions button", has_text="隐藏").click()
        assert page.evaluate("policyKg.shown().nodes.size") == whole - 1
        page.locator("#tools button", has_text="恢复隐藏").click()
        assert page.evaluate("policyKg.shown().nodes.size") == whole


def test_fragment_reopens_the_same_view_and_back_goes_back(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        click_node(page, "城建处")
        page.locator("#panel .actions button", has_text="聚焦").click()
        page.locator("#legend label", has_text="文件").locator("input").uncheck()
        fragment = "#" + page.url.split("#", 1)[1]
        shown = sorted(page.evaluate("[...policyKg.shown().nodes]"))
        page.go_back()
        assert state(page, "focus") == -1
        page.go_back()
        assert state(page, "node") == -1
        page.go_forward()
        assert page.locator("#panel h2").inner_text() == "城建处"
    with opened(browser, small, fragment) as page:
        assert sorted(page.evaluate("[...policyKg.shown().nodes]")) == shown
        assert page.locator("#panel h2").inner_text() == "城建处"
        assert state(page, "off.types") == ["Document"]


def test_fragment_holds_the_whole_state(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        page.evaluate("""() => {
            const [link] = policyKg.links.filter((l) => l.of.length === 1), s = link.of[0];
            const hub = policyKg.nodes.reduce((x, n) => (n.degree > x.degree ? n : x));
            policyKg.go({ view: 'departments', focus: hub.i, steps: 2, gone: new Set([4, 9]), pinned: new Map([[7, [11, -23]]]) });
            policyKg.go({ link, tab: 'graph', doc: s.evidence[0].article, mark: s.evidence[0] });
            policyKg.go({ off: { ...policyKg.state().off, kinds: new Set(['Media']), relations: new Set(['holds', 'issues']) } });
        }""")
        fragment = "#" + page.url.split("#", 1)[1]
        told = page.evaluate(WHOLE)
        page.locator("#to-timeline").click()
        page.locator("#back").click()
        until(page, "policyKg.state().tab === 'graph'")
        assert page.evaluate(WHOLE) == told
        page.locator("#forward").click()
        until(page, "policyKg.state().tab === 'timeline'")
    with opened(browser, medium, fragment) as page:
        assert page.evaluate(WHOLE) == told
        assert page.locator("#reader mark.evidence").count() > 0
        assert page.locator("#tools select").first.input_value() == "departments"


@pytest.mark.parametrize(
    "fragment", ["#n=unknown", "#v=toString&t=__proto__", "#at=a@b|@1,2&e=9-1&x-types=%3Cimg%3E", "#%E0%A4%A"]
)
def test_fragment_that_makes_no_sense_opens_the_page(browser: Browser, small: Path, fragment: str) -> None:
    with opened(browser, small, fragment) as page:
        assert page.evaluate("policyKg.shown().nodes.size") == 7


@pytest.mark.parametrize("name", ["medium", "big"])
def test_views_move_the_nodes(browser: Browser, request: pytest.FixtureRequest, name: str) -> None:
    with opened(browser, request.getfixturevalue(name)) as page:
        some = page.evaluate("[...policyKg.shown().nodes].slice(3, 6)")
        places = {}
        for view in ("structure", "hierarchy", "departments", "force"):
            page.locator("#tools select").first.select_option(view)
            page.locator("#drawing[data-settled=yes]").wait_for()
            places[view] = json.dumps(
                page.evaluate("(some) => some.map((i) => policyKg.network().getPosition(i))", some)
            )
        assert len(set(places.values())) == 4


def test_tables_matrix_and_timeline(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.locator("#to-entities").click()
        assert page.locator("#tab-entities tbody tr").count() == 7
        page.locator("#tab-entities th button", has_text="名称").click()
        first = page.locator("#tab-entities tbody tr").first.inner_text()
        page.locator("#tab-entities th button", has_text="名称").click()
        assert page.locator("#tab-entities tbody tr").first.inner_text() != first
        page.locator("#to-statements").click()
        assert page.locator("#tab-statements tbody tr").count() == 5
        page.locator("#tab-statements .relation").first.click()
        assert page.locator("#panel dl").count() >= 1
        page.locator("#to-matrix").click()
        page.locator("#tab-matrix td.has button").first.click()
        assert "开展" in page.locator("#panel").inner_text()
        page.locator("#tab-matrix .choice button", has_text="提法").click()
        assert "以人民为中心" in page.locator("#tab-matrix thead").inner_text()
        page.locator("#to-timeline").click()
        assert "2021-05-06" in page.locator("#tab-timeline").inner_text()


def test_several_articles_stand_by_date(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        listed = page.locator("#reader .listed")
        assert listed.count() == 5
        page.locator("#to-timeline").click()
        times = page.locator("#tab-timeline time").all_inner_texts()
        assert times == sorted(times)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", d) for d in times)
        listed.first.click()
        assert page.evaluate("policyKg.articles[policyKg.state().doc].date") == times[-1]
        assert "d=" in page.url


PAINTED = """async ([coded, times]) => {
    const image = await createImageBitmap(await (new Response(Uint8Array.from(atob(coded), (c) => c.charCodeAt(0)))).blob());
    const canvas = document.createElement('canvas'); [canvas.width, canvas.height] = [image.width, image.height];
    const ctx = canvas.getContext('2d'); ctx.drawImage(image, 0, 0);
    const pixels = new Uint32Array(ctx.getImageData(0, 0, image.width, image.height).data.buffer);
    let [left, right] = [image.width, 0];
    const runs = [0]; // of empty rows, from below: under the source, over it, over the legend
    for (let y = image.height - 1; y >= 60 * times; y--) {
      const row = pixels.subarray(y * image.width, (y + 1) * image.width);
      const used = row.findIndex((p) => p !== pixels[0]);
      if (used < 0) runs[runs.length - 1]++;
      else if (runs.at(-1)) runs.push(0);
      if (used < 0 || runs.length < 4) continue;
      left = Math.min(left, used);
      right = Math.max(right, row.findLastIndex((p) => p !== pixels[0]));
    }
    return { size: [image.width, image.height], colours: new Set(pixels).size, blank: [left, image.width - right, runs[2]].map((v) => v / times) };
}"""


def test_exports_what_is_shown(browser: Browser, small: Path, graph: KnowledgeGraph, tmp_path: Path) -> None:
    made: dict[str, bytes] = {}
    with opened(browser, small, accept_downloads=True) as page:
        for kind in ("PNG 2×", "PNG 4×", "SVG", "CSV", "Turtle"):
            with page.expect_download() as waited:
                page.locator("#tools select").last.select_option(kind)
            made[kind] = Path(waited.value.path()).read_bytes()
        page.locator("#legend label", has_text="文件").locator("input").uncheck()
        for kind in ("CSV", "SVG", "Turtle"):
            with page.expect_download() as waited:
                page.locator("#tools select").last.select_option(kind)
            assert "条例" in made[kind].decode()
            assert "老旧小区改造条例" not in re.sub(r"条例》\S*", "", Path(waited.value.path()).read_text()), kind
        twice, four = (page.evaluate(PAINTED, [base64.b64encode(made[f"PNG {n}×"]).decode(), n]) for n in (2, 4))
    assert made["PNG 2×"].startswith(b"\x89PNG")
    assert four["size"] == pytest.approx([2 * side for side in twice["size"]], abs=2)
    assert four["colours"] > 100
    assert max(four["blank"]) < 40, "no empty room beside the drawing, or between it and the legend"
    drawing = ElementTree.fromstring(made["SVG"])
    texts = "".join(t.text or "" for t in drawing.iter("{http://www.w3.org/2000/svg}text"))
    assert "城建处" in texts
    assert "城镇老旧小区改造" in texts
    assert len(list(drawing.iter("{http://www.w3.org/2000/svg}title"))) == 7
    assert len(list(drawing.iter("{http://www.w3.org/2000/svg}polygon"))) == 5, "every line has its arrow"
    assert [e.get("stroke-dasharray") for e in drawing.iter("{http://www.w3.org/2000/svg}line")].count("7 5") == 1
    assert "文章 1 · 2021-05-06" in texts
    assert "云川省住房建设厅印发《老旧小区改造条例》" in texts
    rows = list(csv.reader(io.StringIO(made["CSV"].decode("utf-8-sig"))))
    assert ["云川省住房建设厅", "upholds", "以人民为中心", "Asserted", "坚持"] in [row[:5] for row in rows]
    assert made["CSV"].decode("utf-8-sig").count("\r\n") == 6
    saved = tmp_path / "shown.ttl"
    saved.write_bytes(made["Turtle"])
    again = kg.load(saved)
    assert not again.extra, "nothing that the graph's own Turtle would not say"
    assert 0 < len(again.statements()) < len(graph.statements())
    assert again | graph == graph
    assert check(saved).conforms, check(saved).text()


def test_page_without_sparql_has_no_query_tab(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        assert page.locator("#to-timeline").is_visible()
        assert page.locator("#to-query").count() == 0
        page.keyboard.press("6")
        assert state(page, "tab") == "graph"


def test_sparql_answers_in_the_page(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.locator("#to-query").click()
        page.locator(".run").click()
        page.locator("#answer table").wait_for()
        assert page.locator("#answer tbody tr").count() == 2
        page.locator("#answer button.entity", has_text="城镇老旧小区改造").click()
        assert page.locator("#panel h2").inner_text() == "城镇老旧小区改造"
        page.locator("#sparql").fill("ASK { ?s ?p ?o }")
        page.keyboard.press("Control+Enter")
        page.locator("#answer .answer").wait_for()
        page.locator("#sparql").fill("SELEC")
        page.keyboard.press("Control+Enter")
        page.locator("#answer .error").wait_for()
        assert page.locator(".ask option").count() > 20
        for k in range(1, page.locator(".ask option").count()):
            page.locator(".ask select").select_option(index=k)
            page.locator("#answer[data-state=answered]").wait_for()
            assert page.locator("#answer .error").count() == 0, page.locator("#answer").inner_text()


def test_sparql_runs_beside_the_page_and_can_be_stopped(browser: Browser, sample: Path, tmp_path: Path) -> None:
    kg.build(Path(kg.__file__).parent / "sample.txt").to_html(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html", "#t=query") as page:
        page.locator("#sparql").fill("SELECT ?a ?b ?c { ?a ?p ?q . ?b ?r ?s . ?c ?t ?u } ORDER BY ?a ?b ?c")
        page.locator(".run").click()
        page.locator("#answer .stop").wait_for()
        assert page.evaluate("new Promise((done) => requestAnimationFrame(() => done(true)))"), "the page still draws"
        page.locator("#answer .stop").click()
        page.locator("#answer .error").wait_for()
        assert "已取消" in page.locator("#answer").inner_text()
        page.locator("#sparql").fill("SELECT * { ?a ?p ?q . ?b ?r ?s }")
        page.locator(".run").click()
        page.locator("#answer table").wait_for()
        assert "只取前 10000 行" in page.locator("#answer").inner_text()
        assert page.locator("#answer tbody tr").count() == 1000


PARTED = (
    '她说"好"',
    'a"""b\n\n@base <http://elsewhere.example/> .\n\n# c\n\n<x> <y> """z',
    "一\n\n二 _:b \\",
)


def test_sparql_loads_a_large_graph_piece_by_piece_and_whole(browser: Browser, tmp_path: Path) -> None:
    graph = KnowledgeGraph.union([
        generated(300, 900),
        *(hostile(words, "title", 1 + n) for n, words in enumerate(PARTED)),
    ])
    turtle = graph.to_turtle()
    assert len(turtle) > 1_200_000, "more than one piece"
    store = pyoxigraph.Store()
    store.load(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    iris = {q.subject.value for q in store if isinstance(q.subject, pyoxigraph.NamedNode)}
    to_html(graph, tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html") as page:
        page.evaluate(
            """() => {
              window.heard = [];
              const { postMessage } = Worker.prototype;
              Worker.prototype.postMessage = function (...said) {
                this.addEventListener('message', ({ data }) => data.loaded && heard.push(data.loaded));
                postMessage.apply(this, said);
              };
            }"""
        )
        page.locator("#to-query").click()
        page.locator("#sparql").fill("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o }")
        page.locator(".run").click()
        page.locator("#answer[data-state=answered] table").wait_for()
        assert page.locator("#answer tbody td").all_inner_texts() == [str(len(store)), str(len(iris))]
        assert page.locator("#loaded").is_hidden()
        loaded = page.evaluate("heard.filter((v, k) => v !== heard[k - 1])")
        assert len(loaded) > 2
        assert loaded == sorted(loaded)
        assert loaded[-1] == 1


def test_sparql_asked_while_the_graph_loads_can_be_stopped_and_asked_again(browser: Browser, tmp_path: Path) -> None:
    generated(300, 900).to_html(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html") as page:
        page.locator("#to-query").click()
        page.locator(".run").click()
        page.locator(".run").click()
        page.evaluate("document.querySelector('#answer .stop')?.click()")
        page.locator("#answer[data-state=answered]").wait_for()
        page.locator("#sparql").fill("ASK { ?s a kg:Article }")
        page.locator(".run").click()
        page.locator("#answer .answer").wait_for()
        assert page.locator("#answer .answer").inner_text() == "是"


def test_columns_of_questions_are_called_in_words_and_of_other_queries_by_their_variables(
    browser: Browser, small: Path
) -> None:
    heads = "#answer thead th"
    with opened(browser, small, "#t=query") as page:
        page.locator(".ask select").select_option(label="谁开展一项工作？")
        page.locator(heads).first.wait_for()
        assert page.locator(heads).all_inner_texts() == ["机构", "名称", "原文", "文章"]
        assert page.locator(".parameters label").inner_text().strip() == "工作"
        page.locator("#sparql").fill("SELECT ?name { ?b kg:undertakes/rdfs:label ?name }")
        page.locator(".run").click()
        until(page, "document.querySelectorAll('#answer thead th').length === 1")
        assert page.locator(heads).all_inner_texts() == ["name"]


def test_questions_refuse_a_name_that_is_not_known(browser: Browser, small: Path) -> None:
    with opened(browser, small, "#t=query") as page:
        options = page.locator(".ask option").evaluate_all("(all) => all.map((o) => o.value)")
        for value in options[1:]:
            page.locator(".ask select").select_option(value)
            if page.locator(".parameters input").count():
                break
        before = page.locator("#sparql").input_value()
        page.locator(".parameters input").first.fill("省住房建设")
        page.keyboard.press("Enter")
        page.locator("#answer .error").wait_for()
        said = page.locator("#answer .error").inner_text()
        assert "省住房建设" in said
        assert "云川省住房建设厅" in said, "what is near is offered"
        assert page.locator("#sparql").input_value() == before
        page.locator(".parameters input").first.fill("省住房建设厅")
        page.keyboard.press("Enter")
        page.locator("#answer .error").wait_for(state="detached")
        assert "云川省住房建设厅" in page.locator("#sparql").input_value()


def test_lines_that_end_as_on_windows_show_no_box(browser: Browser, tmp_path: Path) -> None:
    text = "云川省住房建设厅抓好老旧小区改造。\r\n云川省住房建设厅\r\n坚持以人民为中心。\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    kg.build(tmp_path / "a.txt").to_html(tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html") as page:
        page.evaluate("policyKg.go({ node: policyKg.nodes.find((n) => n.out.length).i })")
        assert "\u25af" not in page.locator("body").inner_text()


def test_words_of_the_page_are_those_of_the_ontology() -> None:
    import rdflib

    known = rdflib.Graph().parse(ontology_dir() / "policy-kg.ttl")
    source = (Path(data.__file__).parent / "js" / "words.js").read_text(encoding="utf-8")
    said = re.findall(
        r'\b(\w+): \["([^"]+)", "([^"]+)"\]', source[source.index("  of: {") : source.index("const FAMILY")]
    )
    told = 0
    for term, zh, en in said:
        said_of = known.objects(rdflib.URIRef(KG + term), rdflib.RDFS.label)
        labels = {str(x.language): str(x) for x in said_of if isinstance(x, rdflib.Literal)}
        told += bool(labels)
        assert not labels or (labels["zh"], labels["en"]) == (
            zh,
            en if term[0].islower() else en[0].lower() + en[1:],
        ), term
    assert told > 18


def test_language_and_theme_switch(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.locator("#language").click()
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.locator("#to-matrix").inner_text() == "Matrix"
        assert "Programme" in page.locator("#legend").inner_text()
        left = page.evaluate("""[...document.querySelectorAll('button, label, legend, th, summary')]
            .filter((e) => !e.closest('#reader, #language') && /\\p{Script=Han}/u.test(e.textContent)).map((e) => e.textContent)""")
        assert left == []
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.locator("#theme").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground


def test_language_switch_keeps_the_place_in_the_article(browser: Browser, sample: Path) -> None:
    with opened(browser, sample) as page:
        page.evaluate(
            "() => { const s = policyKg.statements.at(-1); policyKg.go({ node: s.s, mark: s.evidence[0] }); }"
        )
        scrolled(page, "#reader")
        page.evaluate("document.getElementById('reader').scrollTop = 500")
        page.locator("#language").click()
        assert page.evaluate("document.getElementById('reader').scrollTop") == 500
        assert page.locator("#reader mark.evidence").count() > 0


def test_keyboard_alone_reaches_everything(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        seen = []
        for _ in range(60):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.id || document.activeElement.closest('[id]')?.id"))
        order = [k for k, _ in itertools.groupby(seen)]
        for part in ("search", "language", "legend", "to-graph", "drawing", "tools", "reader"):
            assert part in order, order
        page.locator("#drawing").focus()
        page.keyboard.press("ArrowDown")
        chosen = state(page, "node")
        assert chosen >= 0
        assert page.locator("#said").inner_text() != ""
        for key in ("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
            page.keyboard.press(key)
        assert state(page, "node") >= 0
        page.keyboard.press("f")
        assert state(page, "focus") >= 0
        page.keyboard.press("f")
        assert state(page, "steps") == 2
        page.keyboard.press("f")
        assert state(page, "focus") == -1
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "panel"
        page.keyboard.press("Escape")
        assert state(page, "node") == -1
        page.keyboard.press("2")
        assert state(page, "tab") == "matrix"
        page.keyboard.press("?")
        assert page.locator("#dialog").is_visible()


def test_keyboard_works_each_part(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        focused = "(document.activeElement.id || document.activeElement.className)"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate(focused) == "drawing"
        page.locator("#legend input").first.focus()
        page.keyboard.press("Space")
        assert state(page, "off.types") == ["Organization"]
        assert page.evaluate("document.activeElement.value") == "Organization"
        page.keyboard.press("Space")
        page.locator("#to-graph").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert page.evaluate(focused) == "to-entities"
        assert state(page, "tab") == "entities"
        page.locator("#tab-entities th button").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("#tab-entities th").first.get_attribute("aria-sort") == "ascending"
        page.keyboard.press("Enter")
        assert page.locator("#tab-entities th").first.get_attribute("aria-sort") == "descending"
        page.locator("#tab-entities td button").first.focus()
        page.keyboard.press("Enter")
        assert state(page, "node") >= 0
        page.locator("#panel .quote").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("#reader mark.evidence").count() > 0
        page.locator("#reader").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        name = page.evaluate("policyKg.nodes[document.activeElement.dataset.node].name")
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").inner_text() == name
        page.locator("#help").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.getElementById('dialog').contains(document.activeElement)")
        page.keyboard.press("Escape")
        assert page.evaluate(focused) == "help"


def test_focus_goes_in_the_order_of_the_page(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.evaluate("policyKg.go({ node: 0 })")
        seen = []
        for _ in range(90):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate(
                    "document.activeElement.closest('#finder, #menu, #legend, #tabs, #drawing, #tools, #panel, #reader')?.id"
                )
            )
        order = [k for k, _ in itertools.groupby(seen) if k]
        assert order[:8] == ["finder", "menu", "legend", "tabs", "drawing", "tools", "panel", "reader"]


def test_types_differ_in_shape_as_well(browser: Browser, sample: Path) -> None:
    with opened(browser, sample) as page:
        shapes = page.locator("#legend .types path").evaluate_all("(all) => all.map((p) => p.getAttribute('d'))")
        assert len(shapes) == len(set(shapes)) == len(EntityType)


def test_phone_shows_one_part_at_a_time(browser: Browser, small: Path) -> None:
    with opened(browser, small, viewport={"width": 390, "height": 844}, has_touch=True) as page:
        for name, part in (("筛选", "#legend"), ("原文", "#reader"), ("关系图", "#drawing")):
            page.locator("#places button", has_text=name).tap()
            box = page.locator(part).bounding_box()
            assert box
            assert box["width"] > 300
            assert page.evaluate("document.documentElement.scrollWidth") == 390
        x, y, _ = page.evaluate("(i) => policyKg.screen(i)", number(page, "城建处"))
        canvas = page.locator("#drawing canvas").bounding_box()
        assert canvas
        page.touchscreen.tap(canvas["x"] + x, canvas["y"] + y)
        page.locator("#panel").wait_for()
        assert page.locator("#panel h2").inner_text() == "城建处"
        page.locator("#panel .quote").first.tap()
        assert page.locator("#reader mark.evidence").first.is_visible()
        for tab in ("matrix", "entities", "statements", "timeline", "query"):
            page.evaluate("(tab) => policyKg.go({ tab })", tab)
            assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_prints_the_article_and_the_drawing(browser: Browser, small: Path, scheme: str) -> None:
    with opened(browser, small, color_scheme=scheme) as page:
        page.locator("#reader .mention").first.click()
        shown = page.evaluate("policyKg.shown().nodes.size")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator("#panel").is_visible()
        assert page.locator("#menu").is_hidden()
        assert page.locator("#tools").is_hidden()
        assert page.locator("#drawing").is_hidden()
        assert page.locator("#paper path title").count() == shown
        box = page.locator("#paper > svg").bounding_box()
        view = page.locator("#paper > svg").get_attribute("viewBox")
        assert box
        assert view
        wide, high = map(float, view.split()[2:])
        assert abs(box["width"] / box["height"] - wide / high) < 0.02, "nothing is stretched"
        inks = page.locator("#paper text").evaluate_all("(all) => [...new Set(all.map((e) => e.getAttribute('fill')))]")
        assert "#22252a" in inks
        assert page.locator("#reader article").is_visible()
        assert page.evaluate("getComputedStyle(document.body).overflow") == "visible"
        assert len(page.pdf()) > 5000
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("#paper > svg").count() == 0


def test_notebook_frame_works_in_its_sandbox(browser: Browser, graph: KnowledgeGraph, tmp_path: Path) -> None:
    outer = tmp_path / "notebook.html"
    outer.write_text(f"<!doctype html><html data-ready='yes'><meta charset='utf-8'>{to_frame(graph)}", encoding="utf-8")
    with opened(browser, outer) as page:
        frame = page.frames[1]
        frame.locator("html[data-ready=yes]").wait_for()
        assert frame.evaluate("window.origin") == "null"
        frame.locator("#reader .mention").first.click()
        assert frame.locator("#panel h2").is_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser: Browser, small: Path, scheme: str, language: str) -> None:
    steps = ["", "policyKg.go({ node: 0 })", "policyKg.go({ node: -1, link: policyKg.links[0] })"]
    steps += [f"policyKg.go({{ tab: '{tab}' }})" for tab in ("matrix", "entities", "statements", "timeline", "query")]
    steps += ["document.getElementById('help').click()"]
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        with opened(browser, small, color_scheme=scheme, viewport=size) as page:
            page.evaluate(axe_core())
            if language == "en":
                page.locator("#language").click()
            assert page.locator("html").get_attribute("lang") == ("en" if language == "en" else "zh-Hans")
            for step in steps:
                page.evaluate(f"() => {{ {step} }}")
                found = page.evaluate(
                    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
                    ".then((r) => r.violations.map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + n.failureSummary)]))"
                )
                assert found == [], (step, size, found)


# ---- hostile articles

PAYLOADS = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    '"><body onload=window.hit=1>',
    "' onmouseover='window.hit=1",
    "javascript:window.hit=1",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<!--<script>",
    "]]><!--",
    "${window.hit=1}",
    "{{ 7*7 }}{% raw %}",
    "<a href=javascript:window.hit=1>点</a>",
    "\u202e\u2066倒\u2069序\u202c",
    "\u2028\u2029\u0000\u0007\ufeff",
    "\ud800孤\udfff",
    "𠀀𪚥😀<b>字</b>",
    "长" * 4000,
    "&lt;script&gt;&amp;#x3C;",
    "__proto__",
    '\\"];window.hit=1;//',
    "<style>*{display:none}</style><base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "data:text/html,<script>window.hit=1</script>",
    "\r\n\r\n\t|@#?&=%00%zz",
    "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=window.hit=1&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'>",
    "<template><script>window.hit=1</script></template>",
    "<object data=javascript:window.hit=1></object><embed src=javascript:window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<input autofocus onfocus=window.hit=1>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><button>送</button></form>",
    "<video><source onerror=window.hit=1></video>",
    "</title></textarea></style></script><script>window.hit=1</script>",
    "constructor",
    "hasOwnProperty",
    '=HYPERLINK("//evil.example")',
    "`${window.hit=1}`",
    "\x1b[31m红\x1b[0m",
    "&#106;avascript:window.hit=1",
    "<x style=background:url(//evil.example)>",
    "城" + "\u0301" * 200,
)
PLACES = ("name", "alias", "text", "title", "trigger")


def hostile(payload: str, place: str, n: int) -> KnowledgeGraph:
    """One article whose words in one place are hostile; its text always is, too."""
    text = f"部门{n}推进{payload}工作。\n第二段{payload}。"
    at = {p: payload if p == place else f"{p}{n}" for p in PLACES}
    iri = f"{KGI}article/{n:016x}" + (payload if n % 7 == 0 and payload.isprintable() else "")
    article = Article(iri, at["title"], "2021-01-01" if n % 2 else payload, payload, (payload,), payload, text)
    body = Entity(f"{KGI}Organization/部门{n}", EntityType.ORGANIZATION, f"部门{n}", None, (at["alias"],), payload)
    label = at["name"] if place == "name" else f"工作{n}"
    work = Entity(f"{KGI}Program/工作{n}", EntityType.PROGRAM, label, None, (payload,))
    start = text.index("推进") + 2
    evidence = Evidence(iri, start, start + len(payload), payload)
    return KnowledgeGraph(
        [article],
        [body, work],
        [Mention(work.iri, evidence)],
        [statement(body.iri, Relation.UNDERTAKES, work.iri, [evidence], Modality.ASSERTED, at["trigger"], body.iri)],
    )


CASES = [hostile(payload, place, n) for n, (payload, place) in enumerate(itertools.product(PAYLOADS, PLACES))]


def test_hostile_set_is_large() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("part", range(5))
def test_hostile_articles_run_nothing(browser: Browser, tmp_path: Path, part: int) -> None:
    graph = KnowledgeGraph.union(CASES[part::5])
    path = tmp_path / "hostile.html"
    to_html(graph, path, sparql=False)
    with opened(browser, path, accept_downloads=True) as page:
        assert page.evaluate("policyKg.articles.length") == len(graph.articles)
        for doc in range(len(graph.articles)):
            page.evaluate(
                "(doc) => policyKg.go({ doc, mark: policyKg.statements.find((s) => s.evidence[0].article === doc).evidence[0] })",
                doc,
            )
            marked = page.evaluate("document.querySelectorAll('#reader mark.evidence').length")
            assert marked > 0
        for node in range(len(graph.entities)):
            page.evaluate("(node) => policyKg.go({ node })", node)
        for link in range(page.evaluate("policyKg.links.length")):
            page.evaluate("(i) => policyKg.go({ node: -1, link: policyKg.links[i] })", link)
        page.locator("#search").fill("<")
        page.locator("#search").fill("部门")
        page.locator("#search").fill("")
        for tab in ("matrix", "entities", "statements", "timeline", "graph"):
            page.evaluate("(tab) => policyKg.go({ tab })", tab)
        for kind in ("SVG", "CSV", "Turtle"):
            with page.expect_download() as waited:
                page.locator("#tools select").last.select_option(kind)
            content = Path(waited.value.path()).read_text(encoding="utf-8")
            assert kind != "SVG" or ("<script" not in content and "<img" not in content)
            assert kind != "Turtle" or content.count("a kg:Statement") == len(graph.statements())
        assert page.evaluate("window.hit") is None
        tags = page.evaluate("[...new Set([...document.body.querySelectorAll('*')].map((e) => e.localName))]")
        assert not {"img", "iframe", "object", "embed", "base", "style", "meta", "b", "form"} & set(tags)
        assert page.evaluate("document.scripts.length") == 7
        handlers = "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter((a) => /^on/i.test(a.name) || /^\\s*javascript:/i.test(a.value) && a.name === 'href').length"
        assert page.evaluate(handlers) == 0


FIELDS = ("title", "url", "id", "source", "")
CHINESE = "各地要深入贯彻落实决策部署，推进城市更新，抓好城市体检，开展厕所革命。" * 6


def test_hostile_rows_run_nothing(browser: Browser, tmp_path: Path) -> None:
    rows = [
        {"id": f"r{n}", "title": "会议", "text": f"第{n}篇：财政部推进{payload}工作，召开{payload}会议。{CHINESE}"}
        | ({field: payload * 2} if field else {})
        for n, (payload, field) in enumerate(itertools.product(PAYLOADS, FIELDS))
    ]
    assert len(rows) >= 200
    source, path = tmp_path / "rows.jsonl", tmp_path / "rows.html"
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    refused: list[InputError] = []
    documents = list(read(source, on_error=refused.append, on_note=lambda _: None))
    assert len(documents) + len(refused) == len(rows)
    assert len(documents) >= 200
    graph = build_documents(documents, lexicon())
    assert len(graph.articles) >= 200
    to_html(graph, path)
    with opened(browser, path) as page:
        for doc in range(0, len(graph.articles), 5):
            page.evaluate("(doc) => policyKg.go({ doc })", doc)
        for tab in ("matrix", "entities", "statements", "timeline", "graph"):
            page.evaluate("(tab) => policyKg.go({ tab })", tab)
        assert page.evaluate("window.hit") is None
        tags = page.evaluate("[...new Set([...document.body.querySelectorAll('*')].map((e) => e.localName))]")
        assert not {"img", "iframe", "object", "embed", "base", "style", "meta", "b", "video", "link"} & set(tags)


def test_hostile_articles_run_nothing_in_answers(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    # Turtle can hold neither an IRI with a payload nor a lone surrogate, and reading makes none
    kept = [case for n, case in enumerate(CASES) if n % 7 and "\ud800" not in PAYLOADS[n // len(PLACES)]]
    assert len(kept) >= 100
    graph = KnowledgeGraph.union(kept)
    to_html(graph, path)
    with opened(browser, path, "#t=query") as page:
        page.locator("#sparql").fill("SELECT DISTINCT ?o { ?s ?p ?o FILTER(isLiteral(?o)) } LIMIT 1000")
        page.locator(".run").click()
        page.locator("#answer[data-state=answered]").wait_for()
        answers = page.locator("#answer tbody td").all_inner_texts()
        assert "<script>window.hit=1</script>" in answers
        assert len(answers) > 100
        assert page.evaluate("window.hit") is None
        assert (
            page.evaluate("document.querySelectorAll('#answer :is(img, svg:not(.symbol), script, iframe)').length") == 0
        )
