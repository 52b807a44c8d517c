"""The page, as text and in a real browser, by doing what a reader does."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import axe_core, chromium, opened
from generated import generated

from kg.graph import KnowledgeGraph
from kg.model import KGI, Article, Entity, EntityType, Evidence, Mention, Modality, Relation, statement
from kg.view import data, layout, to_frame, to_html
from kg.view.labels import wrap

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STYLES = Path(data.__file__).parent / "css" / "base.css"


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
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe_core(tmp_path_factory.mktemp("axe"))


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
    assert len(without) < 700_000 < 2_000_000 < len(to_html(graph)) < 3_200_000


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


@pytest.mark.parametrize(("nodes", "statements"), [(1, 0), (2, 1), (40, 60), (90, 170), (200, 400)])
@pytest.mark.parametrize("view", [layout.structure, layout.hierarchy, layout.departments])
def test_views_leave_no_symbol_on_another(
    view: Callable[[data.Drawing], list[layout.Point]], nodes: int, statements: int
) -> None:
    drawn = data.drawing(generated(nodes, statements))
    points = view(drawn)
    assert len(points) == nodes
    for a, b in itertools.combinations(range(nodes), 2):
        assert abs(points[a].x - points[b].x) >= 12 or abs(points[a].y - points[b].y) >= 12, (a, b)


@pytest.mark.parametrize(("nodes", "statements"), [(2, 1), (40, 60), (90, 170)])
def test_structure_leaves_room_for_every_label(nodes: int, statements: int) -> None:
    drawn = data.drawing(generated(nodes, statements))
    points = layout.structure(drawn)
    boxes = [layout.box(n.label) for n in drawn.nodes]
    for a, b in itertools.combinations(range(nodes), 2):
        across = boxes[a][0] + boxes[b][0] - abs(points[a].x - points[b].x)
        top, low = (
            max(points[a].y, points[b].y) - layout.SYMBOL,
            min(points[a].y + boxes[a][1], points[b].y + boxes[b][1]),
        )
        assert across <= 1 or low - top <= 1, (drawn.nodes[a].label, drawn.nodes[b].label)


def test_overview_gives_every_node_a_place_and_a_hub() -> None:
    drawn = data.drawing(generated(1000, 3000))
    seen = layout.overview(drawn)
    assert len(seen.points) == 1000
    assert len(seen.hubs) == layout.HUBS
    assert all(seen.owner[h] == h for h in seen.hubs)
    assert all(seen.owner[n.number] >= 0 for n in drawn.nodes if n.degree)


@pytest.mark.parametrize("name", ["住", "“我为群众办实事”实践活动", "a" * 500, "", "\u202eabc", "住房" * 30])
def test_wrap_keeps_labels_narrow(name: str) -> None:
    lines = wrap(name).split("\n")
    assert len(lines) <= 3
    assert all(len(line) <= 22 for line in lines)


def _colours(theme: int) -> dict[str, tuple[float, ...]]:
    block = STYLES.read_text(encoding="utf-8").split("--ground:")[theme]
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
    for type_ in EntityType:
        assert _contrast(colours[type_.lower()], colours["ground"]) >= 3, type_


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


def test_page_opens_in_light_dark_and_on_a_phone(browser: Browser, small: Path) -> None:
    for context in ({}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}, "has_touch": True}):
        with opened(browser, small, **context) as page:
            assert page.locator("#drawing canvas").bounding_box()["width"] > 300  # type: ignore[index]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_labels_do_not_overlap_and_are_mostly_there(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        boxes = page.evaluate("policyKg.labels()")
        assert len(boxes) >= 75
        for a, b in itertools.combinations(boxes, 2):
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_click_on_a_node_shows_relations_and_sentences(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        click_node(page, "云川省住房建设厅")
        panel = page.locator("#panel")
        assert panel.locator("h2").inner_text() == "云川省住房建设厅"
        text = panel.inner_text()
        assert "政府及其部门" in text
        assert "省住房建设厅" in text
        assert "开展" in text
        assert "将开展城市体检" in text
        assert "计划" in text
        assert page.locator("#reader .mention.chosen").first.inner_text() == "云川省住房建设厅"
        page.locator("#drawing canvas").click(position={"x": 5, "y": 700})
        assert panel.is_hidden()


def test_click_on_a_line_shows_its_statements(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        a, b = number(page, "云川省住房建设厅"), number(page, "城市体检")
        (x1, y1, _), (x2, y2, _) = page.evaluate("(ab) => ab.map((i) => policyKg.screen(i))", [a, b])
        page.locator("#drawing canvas").click(position={"x": x1 + (x2 - x1) * 0.75, "y": y1 + (y2 - y1) * 0.75})
        rows = page.locator("#panel dl").inner_text()
        for word in ("云川省住房建设厅", "开展", "城市体检", "计划", "发言方", "触发词"):
            assert word in rows


def test_evidence_marks_the_exact_words(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        click_node(page, "以人民为中心")
        page.locator("#panel .quote").first.click()
        assert "".join(page.locator("#reader mark.evidence").all_inner_texts()) == "坚持以人民为中心"
        assert page.evaluate("policyKg.state().mark.start") > 0


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


def test_legend_filters_and_counts(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        label = page.locator("#legend label", has_text="项目")
        assert label.locator(".count").inner_text() == "3"
        before = page.locator("#status").inner_text()
        label.locator("input").uncheck()
        assert page.locator("#status").inner_text() != before
        assert page.evaluate("[...policyKg.shown().nodes].every((i) => policyKg.nodes[i].type !== 'Program')")
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
        page.evaluate("(i) => policyKg.go({ node: i })", a)
        page.locator("#panel .actions button", has_text="聚焦").click()
        one = page.evaluate("policyKg.shown().nodes.size")
        page.locator("#tools button", has_text="两步").click()
        assert page.evaluate("policyKg.shown().nodes.size") > one
        page.locator("#tools button", has_text="取消聚焦").click()
        assert page.evaluate("policyKg.shown().nodes.size") == 90
        page.locator("#panel .actions button", has_text="路径").click()
        page.locator("#search").fill(page.evaluate("(i) => policyKg.nodes[i].name", b))
        page.keyboard.press("Enter")
        path = page.evaluate("[...policyKg.shown().nodes]")
        assert {a, b} <= set(path)
        assert len(path) < 12
        page.locator("#tools button", has_text="路径").first.click()
        page.evaluate("(i) => policyKg.go({ node: i })", b)
        page.locator("#panel .actions button", has_text="固定").click()
        assert "at=" in page.url
        page.locator("#panel .actions button", has_text="隐藏").click()
        assert page.evaluate("policyKg.shown().nodes.size") == 89
        page.locator("#tools button", has_text="恢复隐藏").click()
        assert page.evaluate("policyKg.shown().nodes.size") == 90


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


@pytest.mark.parametrize(
    "fragment", ["#n=unknown", "#v=toString&t=__proto__", "#at=a@b|@1,2&e=9-1&x-types=%3Cimg%3E", "#%E0%A4%A"]
)
def test_fragment_that_makes_no_sense_opens_the_page(browser: Browser, small: Path, fragment: str) -> None:
    with opened(browser, small, fragment) as page:
        assert page.evaluate("policyKg.shown().nodes.size") == 7


def test_views_move_the_nodes(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        places = {}
        for view in ("structure", "hierarchy", "departments", "force"):
            page.locator("#tools select").first.select_option(view)
            page.wait_for_timeout(300)
            places[view] = json.dumps(page.evaluate("[3, 30, 60].map((i) => policyKg.network().getPosition(i))"))
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
        page.locator("#tab-matrix [role=radio]", has_text="提法").click()
        assert "以人民为中心" in page.locator("#tab-matrix thead").inner_text()
        page.locator("#to-timeline").click()
        assert "2021-05-06" in page.locator("#tab-timeline").inner_text()


def test_several_articles_can_be_read_by_date(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        select = page.locator("#reader .documents select")
        assert select.locator("option").count() == 5
        last = select.locator("option").first.get_attribute("value")
        assert last is not None
        select.select_option(last)
        assert state(page, "doc") == int(last)
        assert "d=" in page.url


def test_exports_what_is_shown(browser: Browser, small: Path, graph: KnowledgeGraph) -> None:
    import pyoxigraph

    made: dict[str, bytes] = {}
    with opened(browser, small, accept_downloads=True) as page:
        for kind in ("PNG", "SVG", "CSV", "Turtle"):
            with page.expect_download() as waited:
                page.locator("#tools select").last.select_option(kind)
            made[kind] = Path(waited.value.path()).read_bytes()
    assert made["PNG"].startswith(b"\x89PNG")
    assert "城建处" in made["SVG"].decode()
    assert made["CSV"].decode("utf-8-sig").count("\r\n") == 6
    quads = list(pyoxigraph.parse(made["Turtle"], format=pyoxigraph.RdfFormat.TURTLE))
    whole = {
        (q.subject, q.predicate, q.object)
        for q in pyoxigraph.parse(graph.to_turtle().encode(), format=pyoxigraph.RdfFormat.TURTLE)
        if isinstance(q.object, pyoxigraph.NamedNode) and "statement/" not in str(q.subject)
    }
    plain = {
        (q.subject, q.predicate, q.object)
        for q in quads
        if isinstance(q.subject, pyoxigraph.NamedNode) and isinstance(q.object, pyoxigraph.NamedNode)
    }
    assert len(plain) > 15
    assert plain <= whole


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


def test_large_graph_opens_as_overview_and_unfolds(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        size = "policyKg.shown().nodes.size"
        assert page.evaluate(size) == layout.HUBS
        hub = page.evaluate("[...policyKg.shown().nodes][5]")
        page.evaluate("(i) => policyKg.go({ node: i })", hub)
        page.locator("#tools button", has_text="展开").click()
        assert page.evaluate(size) > layout.HUBS
        page.locator("#tools button", has_text="收起").click()
        assert page.evaluate(size) == layout.HUBS
        hidden = page.evaluate("policyKg.nodes.find((n) => !policyKg.shown().nodes.has(n.i)).name")
        page.locator("#search").fill(hidden)
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").inner_text() == hidden
        page.locator("#tools button", has_text="全部绘出").click()
        assert page.evaluate(size) == 1500


def test_prints_the_article_and_the_drawing(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.emulate_media(media="print")
        assert page.locator("#menu").is_hidden()
        assert page.locator("#tools").is_hidden()
        assert page.locator("#reader article").is_visible()
        assert page.evaluate("getComputedStyle(document.body).overflow") == "visible"
        assert len(page.pdf()) > 5000


def test_notebook_frame_works_in_its_sandbox(browser: Browser, graph: KnowledgeGraph, tmp_path: Path) -> None:
    outer = tmp_path / "notebook.html"
    outer.write_text(f"<!doctype html><html data-ready='yes'><meta charset='utf-8'>{to_frame(graph)}", encoding="utf-8")
    with opened(browser, outer) as page:
        frame = page.frames[1]
        frame.locator("html[data-ready=yes]").wait_for()
        frame.locator("#reader .mention").first.click()
        assert frame.locator("#panel h2").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser: Browser, small: Path, axe: str, scheme: str) -> None:
    steps = ["", "policyKg.go({ node: 0 })", "policyKg.go({ node: -1, link: policyKg.links[0] })"]
    steps += [f"policyKg.go({{ tab: '{tab}' }})" for tab in ("matrix", "entities", "statements", "timeline", "query")]
    steps += ["document.getElementById('help').click()"]
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        with opened(browser, small, color_scheme=scheme, viewport=size) as page:
            page.evaluate(axe)
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
    assert len(CASES) >= 100


@pytest.mark.parametrize("part", range(5))
def test_hostile_articles_run_nothing(browser: Browser, tmp_path: Path, part: int) -> None:
    graph = KnowledgeGraph.union(CASES[part::5])
    path = tmp_path / "hostile.html"
    path.write_text(to_html(graph, sparql=False), encoding="utf-8")
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
