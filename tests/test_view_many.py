"""The page of many articles: what is drawn of them, where it stands, and how one finds the way."""

from __future__ import annotations

import itertools
import re
import threading
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import networkx
import pytest
from browser import axe_core, chromium, opened, until
from conftest import HANGING
from generated import generated

import kg
from kg.api import KnowledgeGraph
from kg.model import KGI, KGV, Article, Entity, EntityType, Evidence, Kind, Mention, Relation, statement
from kg.view import to_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


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


def articles_of(*sentences: tuple[str, str, str, str]) -> KnowledgeGraph:
    """A graph with an article for each sentence: date, body, word and programme."""
    articles, entities, mentions, stated = [], [], [], []
    for n, (date, body, word, work) in enumerate(sentences):
        text = f"{body}{word}{work}。"
        article = Article(f"{KGI}article/{n:016x}", f"第{n}篇 {body}", date, text=text)
        subject = Entity(f"{KGI}Organization/{body}", EntityType.ORGANIZATION, body, Kind.MINISTRY)
        thing = Entity(f"{KGI}Program/{work}", EntityType.PROGRAM, work)
        whole = Evidence(article.iri, 0, len(text) - 1, text[:-1])
        start = len(body) + len(word)
        articles.append(article)
        entities += [subject, thing]
        mentions += [
            Mention(subject.iri, Evidence(article.iri, 0, len(body), body)),
            Mention(thing.iri, Evidence(article.iri, start, start + len(work), work)),
        ]
        stated.append(statement(subject.iri, Relation.UNDERTAKES, thing.iri, [whole], trigger=word))
    return KnowledgeGraph(articles, entities, mentions, stated)


def boxes(page: Page) -> list[tuple[float, float, float, float]]:
    """The box of each drawn node with its name, where the layout put it."""
    places = page.evaluate("policyKg.spots().map(([i, p]) => [...p, ...policyKg.boxOf(policyKg.nodes[i])])")
    return [(x - half, y - 11, x + half, y + down) for x, y, half, down in places]


def overlapping(found: list[Any]) -> list[Any]:
    """The pairs of boxes that share more than a hair."""
    return [
        (a, b)
        for a, b in itertools.combinations(found, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]


WORDS_OVER = """[...document.querySelectorAll('#status, #tools')].map((e) => {
    const [box, { left, top }] = [e.getBoundingClientRect(), document.querySelector('#drawing').getBoundingClientRect()];
    return [box.left - left, box.top - top, box.right - left, box.bottom - top]; })"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A page for each number of articles."""
    folder = tmp_path_factory.mktemp("pages")
    graphs = {
        1: generated(110, 130, each=200),
        9: generated(130, 90, each=10),
        300: generated(900, 1500, each=5),
        3000: generated(6000, 9000, each=3),
    }
    for number, graph in graphs.items():
        assert len(graph.articles) == number
        to_html(graph, folder / f"{number}.html", sparql=False)
    return {number: folder / f"{number}.html" for number in graphs}


def test_what_changes_is_drawn_once(browser: Browser, big: Path) -> None:
    drawn = """async (changes) => {
      let times = 0;
      const count = () => times++;
      policyKg.network().on('afterDrawing', count);
      policyKg.go(changes);
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      policyKg.network().off('afterDrawing', count);
      return [times, policyKg.network().body.nodeIndices.length];
    }"""
    with opened(browser, big) as page:
        assert page.evaluate(drawn, {"all": True}) == [1, 1500]
        assert page.evaluate(drawn, {"all": False}) == [1, 120]


@pytest.mark.parametrize("number", [1, 9, 300, 3000])
@pytest.mark.parametrize("width", [1440, 1920, 390])
def test_no_name_lies_over_another_at_first_sight(
    browser: Browser, pages: dict[int, Path], number: int, width: int
) -> None:
    with opened(browser, pages[number], viewport={"width": width, "height": 900}) as page:
        for language in ("zh-Hans", "en"):
            if language == "en":
                page.locator("#language").click()
                page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert page.locator("html").get_attribute("lang") == language
            names = page.evaluate("policyKg.labels()")
            assert len(names) >= (20 if width == 390 else 50)
            assert not overlapping([*names, *page.evaluate(WORDS_OVER)])
            assert not overlapping(boxes(page))


@pytest.mark.parametrize("name", ["medium", "big"])
@pytest.mark.parametrize("width", [1440, 1920, 390])
def test_first_view_has_room_for_every_name(
    browser: Browser, request: pytest.FixtureRequest, name: str, width: int
) -> None:
    with opened(browser, request.getfixturevalue(name), viewport={"width": width, "height": 900}) as page:
        drawn = boxes(page)
        assert len(drawn) == len(page.evaluate("[...policyKg.shown().nodes]")) >= 50
        assert not overlapping(drawn)
        assert not overlapping([*page.evaluate("policyKg.labels()"), *page.evaluate(WORDS_OVER)])


ROOM = """() => { const canvas = document.querySelector('#drawing');
    const names = policyKg.labels().map((b) => b.slice(0, 4));
    const symbols = [...policyKg.shown().spots.keys()].map((i) => policyKg.screen(i)).map(([x, y, r]) => [x - r, y - r, x + r, y + r]);
    const edge = (k, pick) => pick(...[...names, ...symbols].map((box) => box[k]));
    const tools = document.querySelector('#tools');
    return [edge(0, Math.min), edge(1, Math.min) - Math.max(42, tools.offsetTop + tools.offsetHeight),
      canvas.clientWidth - edge(2, Math.max), canvas.clientHeight - edge(3, Math.max), policyKg.network().getScale()]; }"""


def assert_fills(page: Page, most_beside: float = 60) -> None:
    """The drawing with its names lies within the canvas, in its middle, and reaches its edges one way or the other."""
    left, top, right, bottom, scale = page.evaluate(ROOM)
    assert min(left, top, right, bottom) >= 0, "nothing is cut off"
    assert abs(left - right) <= most_beside, "no more room than a name takes is left at one side"
    assert left + right <= 30 + most_beside or top + bottom <= 90 or scale >= 1.3


@pytest.mark.parametrize("fragment", ["", "#a=1", "#v=hierarchy", "#v=departments"])
@pytest.mark.parametrize(("name", "width"), [("medium", 1440), ("big", 1440), ("big", 1920), ("big", 390)])
def test_drawing_fills_the_canvas_with_its_names(
    browser: Browser, request: pytest.FixtureRequest, name: str, width: int, fragment: str
) -> None:
    with opened(browser, request.getfixturevalue(name), fragment, viewport={"width": width, "height": 900}) as page:
        assert_fills(page)
        page.locator("#language").click()
        assert_fills(page)
        for wide, high in ((1280, 620), (820, 1100), (390, 844)):
            page.set_viewport_size({"width": wide, "height": high})
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert_fills(page)
            assert not overlapping(page.evaluate("policyKg.labels()"))


def test_resizing_leaves_what_was_zoomed_as_it_is(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        page.locator("#tools button", has_text="+").first.click()
        at = page.evaluate("policyKg.network().getViewPosition()")
        page.set_viewport_size({"width": 1430, "height": 890})
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("policyKg.network().getViewPosition()") == pytest.approx(at, abs=2)


def test_first_view_puts_a_body_among_what_it_does(browser: Browser, tmp_path: Path) -> None:
    works = [f"{word}工程" for word in ("供热", "供水", "排涝", "绿化", "照明", "养护")]
    rows = [
        ("2021-05-06", body, "推进", f"{body[:2]}{work}") for body in ("云川建设部", "江宁教育部") for work in works
    ]
    to_html(articles_of(*rows), tmp_path / "a.html", sparql=False)
    with opened(browser, tmp_path / "a.html") as page:
        at = dict(page.evaluate("policyKg.spots().map(([i, p]) => [policyKg.nodes[i].name, p])"))
        for body in ("云川建设部", "江宁教育部"):
            (x, y), own = at[body], [p for name, p in at.items() if name.startswith(body[:2]) and name != body]
            assert min(p[0] for p in own) < x < max(p[0] for p in own)
            assert min(p[1] for p in own) < y < max(p[1] for p in own)


def test_entities_without_links_are_counted_and_shown_when_asked(browser: Browser, tmp_path: Path) -> None:
    graph = articles_of(
        ("2021-05-06", "云川建设部", "推进", "供热工程"), ("2021-05-07", "江宁教育部", "推进", "助学工程")
    )
    alone = Entity(f"{KGI}Place/澜水市", EntityType.PLACE, "澜水市")
    to_html(graph | KnowledgeGraph([], [alone]), tmp_path / "a.html", sparql=False)
    with opened(browser, tmp_path / "a.html") as page:
        assert page.evaluate("policyKg.shown().nodes.size") == 4
        page.locator("#tools button", has_text="无联系的 1 个").click()
        assert page.evaluate("policyKg.shown().nodes.size") == 5
        assert "i=1" in page.url
        page.locator("#tools button", has_text="无联系的 1 个").click()
        assert page.evaluate("policyKg.shown().nodes.size") == 4


def test_filters_choose_from_the_whole_graph(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        first = set(page.evaluate("[...policyKg.shown().nodes]"))
        assert len(first) == 120
        types = page.evaluate("[...new Set(policyKg.nodes.map((n) => n.type))]")
        for kept in ("Document", "Meeting"):
            page.evaluate(
                "(off) => policyKg.go({ off: { ...policyKg.state().off, types: new Set(off) } })",
                [t for t in types if t != kept],
            )
            left = page.evaluate("[...policyKg.shown().nodes].map((i) => policyKg.nodes[i].type)")
            assert set(left) == {kept}
            assert len(left) == min(
                120, page.evaluate("(t) => policyKg.nodes.filter((n) => n.type === t).length", kept)
            )
            assert not overlapping(page.evaluate("policyKg.labels()"))


def test_more_or_fewer_are_drawn(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        assert "显示联系最多的 120 / " in page.locator("#tools .most").inner_text()
        page.locator("#tools .most button").last.click()
        assert page.evaluate("policyKg.shown().nodes.size") == 180
        page.locator("#tools .most button").first.click()
        page.locator("#tools .most button").first.click()
        assert page.evaluate("policyKg.shown().nodes.size") == 80
        page.locator("#tools button", has_text="全部绘出").click()
        assert page.evaluate("policyKg.shown().nodes.size") == 1500
        page.locator("#tools button", has_text="概览").click()
        assert page.evaluate("policyKg.shown().nodes.size") == 80


def test_views_of_a_large_graph_show_the_same_nodes_elsewhere(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        seen = set()
        for view in ("structure", "hierarchy", "departments"):
            page.locator("#tools select").first.select_option(view)
            places = page.evaluate("policyKg.spots()")
            assert len(places) == 120
            assert len({tuple(p) for _, p in places}) == 120
            seen.add(str(places))
        assert len(seen) == 3


def test_chosen_entity_brings_its_neighbours(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        before = dict(page.evaluate("policyKg.spots()"))
        hidden = page.evaluate("policyKg.nodes.find((n) => n.degree > 2 && !policyKg.shown().nodes.has(n.i)).name")
        page.locator("#search").fill(hidden)
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").inner_text() == hidden
        chosen = page.evaluate("policyKg.state().node")
        drawn = set(page.evaluate("[...policyKg.shown().nodes]"))
        near = page.evaluate(
            """(i) => policyKg.nodes[i].links.filter((l) => l.of.some((s) => ['Asserted', 'Planned'].includes(s.modality)))
            .flatMap((l) => [l.a, l.b])""",
            chosen,
        )
        assert len(set(near)) > 2
        assert set(near) <= drawn
        after = dict(page.evaluate("policyKg.spots()"))
        assert all(after[i] == p for i, p in before.items()), "nothing else moves"
        wide, high = page.evaluate(
            "(({ clientWidth: w, clientHeight: h }) => [w, h])(document.querySelector('#drawing'))"
        )
        seen = [page.evaluate("(i) => policyKg.screen(i)", i) for i in set(near)]
        assert all(0 < x < wide and 0 < y < high for x, y, _ in seen), "all of it is in sight"
        assert not overlapping(boxes(page))


def test_neighbourhood_names_all_and_bundles_above_forty(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        hub = page.evaluate("policyKg.nodes.reduce((x, n) => (n.degree > x.degree ? n : x)).i")
        page.evaluate("(i) => policyKg.go({ node: i })", hub)
        page.locator("#panel .actions button", has_text="聚焦").click()
        bundles = page.evaluate("[...policyKg.shown().bundles.values()].map((b) => [b.name, b.members.length, b.i])")
        assert bundles
        assert all("▸" in name and str(count) in name for name, count, _ in bundles)
        whole = page.evaluate("policyKg.shown().nodes.size") - 1 + sum(count for _, count, _ in bundles)
        linked = page.evaluate(
            """(i) => new Set(policyKg.nodes[i].links.filter((l) => l.of.some((s) => ['Asserted', 'Planned'].includes(s.modality)))
            .flatMap((l) => [l.a, l.b])).size - 1""",
            hub,
        )
        assert whole == linked > 40
        labels = page.evaluate("policyKg.labels()")
        assert len(labels) == page.evaluate("policyKg.shown().spots.size")
        assert not overlapping(labels)
        name, count, i = max(bundles, key=lambda b: b[1])
        x1, y1, x2, y2, _ = next(b for b in labels if b[4] == i)
        page.locator("#drawing canvas").click(position={"x": (x1 + x2) / 2, "y": (y1 + y2) / 2})
        until(page, "policyKg.state().open.size === 1")
        left = page.evaluate("[...policyKg.shown().bundles.values()].map((b) => b.name)")
        assert name not in left
        assert page.evaluate("policyKg.shown().nodes.size") >= min(40, count)
        assert not overlapping(page.evaluate("policyKg.labels()"))


@pytest.mark.parametrize("steps", [1, 2])
def test_neighbourhood_has_its_names_outwards_and_in_sight(browser: Browser, big: Path, steps: int) -> None:
    with opened(browser, big) as page:
        node = page.evaluate("policyKg.nodes.find((n) => n.degree === 9).i")
        page.evaluate("([focus, steps]) => policyKg.go({ focus, node: focus, steps })", [node, steps])
        labels = {b[4]: b for b in page.evaluate("policyKg.labels()")}
        sides = page.evaluate("[...policyKg.shown().sides]")
        assert len(labels) == len(sides) + 1, "every name is there, also those of the second step"
        for i, side in sides:
            x, _, _ = page.evaluate("(i) => policyKg.screen(i)", i)
            assert labels[i][0] > x if side > 0 else labels[i][2] < x
        assert not overlapping(list(labels.values()))


def test_neighbourhood_on_the_phone_is_one_column(browser: Browser, big: Path) -> None:
    with opened(browser, big, viewport={"width": 390, "height": 844}) as page:
        node = page.evaluate("policyKg.nodes.find((n) => n.degree === 9).i")
        page.evaluate("(i) => policyKg.go({ focus: i, node: i })", node)
        page.locator("[data-to=graph]").click()
        until(page, "policyKg.labels().length === policyKg.shown().spots.size")
        labels = page.evaluate("policyKg.labels()")
        assert not overlapping(labels)
        assert set(dict(page.evaluate("[...policyKg.shown().sides]")).values()) == {1}
        at = page.evaluate("(i) => policyKg.screen(i)", node)
        assert all(box[0] > at[0] for box in labels if box[4] != node)
        assert max(box[3] for box in labels) - min(box[1] for box in labels) > 200, "no pile"


def test_path_shows_all_shortest_ways_with_their_sentences(browser: Browser, tmp_path: Path) -> None:
    rows = [
        ("2021-01-01", "云川建设部", "推进", "供热工程"),
        ("2021-01-02", "江宁教育部", "推进", "供热工程"),
        ("2021-01-03", "云川建设部", "抓好", "助学工程"),
        ("2021-01-04", "江宁教育部", "抓好", "助学工程"),
        ("2021-01-05", "远山水利部", "推进", "排涝工程"),
    ]
    to_html(articles_of(*rows), tmp_path / "a.html", sparql=False)
    with opened(browser, tmp_path / "a.html") as page:
        page.evaluate("policyKg.go({ node: policyKg.nodes.find((n) => n.name === '云川建设部').i })")
        page.locator("#panel .actions button", has_text="路径").click()
        page.locator("#search").fill("江宁教育部")
        page.keyboard.press("Enter")
        assert page.evaluate("policyKg.shown().nodes.size") == 4
        ways = page.locator("#panel .way")
        assert ways.count() == 2
        assert "云川建设部推进供热工程" in ways.nth(0).inner_text() + ways.nth(1).inner_text()
        assert page.locator("#panel .way .quote").count() == 4
        page.locator("#panel .way .quote").first.click()
        assert (
            "".join(page.locator("#reader mark.evidence").all_inner_texts())
            in "云川建设部推进供热工程 云川建设部抓好助学工程"
        )
        page.evaluate(
            "policyKg.go({ path: ['云川建设部', '远山水利部'].map((x) => policyKg.nodes.find((n) => n.name === x).i) })"
        )
        assert "没有路径" in page.locator("#empty").inner_text()
        assert "没有路径" in page.locator("#panel").inner_text()
        assert not overlapping([
            *page.evaluate("policyKg.labels()"),
            *page.evaluate(WORDS_OVER.replace("#status, #tools", "#empty")),
        ])


def test_names_of_relations_lie_over_no_other_name(browser: Browser, tmp_path: Path) -> None:
    middle = ["石泉供热局", "西岭水务局", "平江园林局"]
    pairs = [
        *itertools.product(["云川建设部", *middle], ["供热工程", "排涝工程", "绿化工程"]),
        *itertools.product(["江宁教育部", *middle], ["助学工程", "养护工程", "照明工程"]),
    ]
    rows = [("2021-01-01", body, "推进", work) for body, work in pairs]
    to_html(articles_of(*rows), tmp_path / "a.html", sparql=False)
    with opened(browser, tmp_path / "a.html") as page:
        page.evaluate(
            "policyKg.go({ path: ['云川建设部', '江宁教育部'].map((x) => policyKg.nodes.find((n) => n.name === x).i) })"
        )
        until(page, "policyKg.relations().length > 4")
        relations = page.evaluate("policyKg.relations()")
        assert {name for *_, name in relations} == {"开展"}
        assert not overlapping([*relations, *page.evaluate("policyKg.labels()")])


def test_pinyin_finds_first_what_ends_with_it(browser: Browser, tmp_path: Path) -> None:
    rows = [
        ("2021-01-01", body, "推进", work)
        for body, work in itertools.product(["长山花园区政府", "江宁教育部"], ["供热工程"])
    ]
    rows += [("2021-01-02", "长山花园区政府", "推进", "排涝工程"), ("2021-01-03", "长沙教育局", "推进", "排涝工程")]
    to_html(articles_of(*rows), tmp_path / "a.html", sparql=False)
    with opened(browser, tmp_path / "a.html") as page:
        for typed, first in (("changsha", "长沙"), ("changshan", "长山"), ("changs", "长山")):
            page.locator("#search").fill(typed)
            assert first in page.locator("#found li").first.inner_text()


def test_vocabulary_holds_together_what_articles_name_apart(browser: Browser, tmp_path: Path) -> None:
    ministry = Entity(f"{KGV}教育部", EntityType.ORGANIZATION, "教育部", Kind.MINISTRY)
    council = Entity(f"{KGV}国务院", EntityType.ORGANIZATION, "国务院", Kind.GOVERNMENT)
    graph = articles_of(
        ("2021-05-06", "云川建设部", "推进", "供热工程"), ("2021-05-07", "江宁教育部", "推进", "助学工程")
    )
    work, other = (e for e in graph.entities.values() if e.type is EntityType.PROGRAM)
    said = [
        statement(body.iri, Relation.UNDERTAKES, thing.iri, [graph.statements()[0].evidence[0]])
        for body, thing in ((ministry, work), (council, other))
    ]
    to_html(
        graph | KnowledgeGraph(graph.articles.values(), [ministry, council, work, other], [], said),
        tmp_path / "a.html",
        sparql=False,
    )
    with opened(browser, tmp_path / "a.html") as page:
        faint = page.evaluate("policyKg.shown().faint.map((pair) => pair.map((i) => policyKg.nodes[i].name))")
        assert faint == [["教育部", "国务院"]]


ROWS = [
    ("2019-03-05", "云川建设部", "推进", "供热工程"),
    ("2020-07-01", "江宁教育部", "推进", "助学工程"),
    ("2020-08-01", "云川建设部", "抓好", "排涝工程"),
    ("2021-12-31", "江宁教育部", "抓好", "供热工程"),
]


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("four") / "four.html"
    to_html(articles_of(*ROWS), path, sparql=False)
    return path


def names(page: Page) -> set[str]:
    """The names of all that is drawn."""
    return set(page.evaluate("[...policyKg.shown().nodes].map((i) => policyKg.nodes[i].name)"))


def test_articles_are_listed_searched_and_sorted(browser: Browser, four: Path) -> None:
    with opened(browser, four) as page:
        listed = page.locator("#reader .listed")
        dates = [text.split("\n")[-1][:10] for text in listed.all_inner_texts()]
        assert dates == ["2021-12-31", "2020-08-01", "2020-07-01", "2019-03-05"]
        page.locator(".library select").select_option("oldest")
        assert "2019-03-05" in listed.first.inner_text()
        page.locator("#full-text").fill("供热 推进")
        assert listed.count() == 1
        assert page.locator(".snippet mark").first.inner_text() in {"推进", "供热"}
        assert "q=" in page.url
        listed.first.click()
        assert "".join(page.locator("#reader mark.evidence").all_inner_texts()) in {"推进", "供热"}
        page.locator(".to-list").click()
        assert page.locator("#full-text").input_value() == "供热 推进"
        page.locator("#full-text").fill("不存在的词")
        assert listed.count() == 0
        assert "0 / 4 篇" in page.locator("#found-articles").inner_text()


def test_titles_triggers_and_sentences_stand_in_the_order_in_which_they_are_read(
    browser: Browser, tmp_path: Path
) -> None:
    """The browser's own order puts 长沙 last, as if it were read 长官."""
    rows = [
        ("2021-05-06", "重庆市政府", "重申", "供热工程"),
        ("2021-05-07", "长沙市政府", "推进", "助学工程"),
        ("2021-05-08", "成都市政府", "出台", "绿化工程"),
    ]
    graph = articles_of(*rows)
    titled = [replace(a, title=a.title.split(" ")[1]) for a in graph.articles.values()]
    to_html(KnowledgeGraph(titled, graph.entities.values(), graph.mentions, graph.statements()), tmp_path / "a.html")
    with opened(browser, tmp_path / "a.html") as page:
        page.locator("#reader select").select_option("title")
        names = page.locator("#found-articles .listed strong").all_inner_texts()
        assert names == ["长沙市政府", "成都市政府", "重庆市政府"]
        page.locator("#to-statements").click()
        table = page.locator("#tab-statements table")
        for column, wanted in ((6, ["重申", "出台", "推进"]), (3, ["重庆", "长沙", "成都"])):
            table.locator("th button").nth(column).click()
            cells = table.locator(f"tbody td:nth-child({column + 1})").all_inner_texts()
            assert [c[:2] for c in cells] == wanted


def test_search_offers_the_full_text(browser: Browser, four: Path) -> None:
    with opened(browser, four) as page:
        page.locator("#search").fill("抓好")
        offer = page.locator("#found .in-text")
        offer.filter(has_text="2 篇").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.locator("#reader .listed").count() == 2


def test_full_text_is_found_over_breaks_of_lines(browser: Browser, tmp_path: Path) -> None:
    graph = articles_of(
        ("2021-05-06", "云川\n建设部", "推 进", "供热\r\n工程"), ("2021-05-07", "江宁教育部", "推进", "助学工程")
    )
    to_html(graph, tmp_path / "a.html", sparql=False)
    with opened(browser, tmp_path / "a.html") as page:
        page.locator("#full-text").fill("推进供热工程")
        assert page.locator("#reader .listed").count() == 1
        page.locator("#reader .listed").click()
        marked = "".join(page.locator("#reader mark.evidence").all_inner_texts())
        assert "".join(marked.split()) == "推进供热工程"


def test_choosing_an_entity_or_a_statement_opens_its_article_at_the_words(browser: Browser, four: Path) -> None:
    with opened(browser, four) as page:
        page.evaluate("policyKg.go({ node: policyKg.nodes.find((n) => n.name === '助学工程').i })")
        assert "助学工程" in "".join(page.locator("#reader mark.evidence").all_inner_texts())
        assert "第1篇" in page.locator("#reader h2").inner_text()
        page.evaluate(
            "policyKg.go({ node: -1, link: policyKg.links.find((l) => l.of[0].trigger === '抓好' && policyKg.nodes[l.b].name === '排涝工程') })"
        )
        assert "".join(page.locator("#reader mark.evidence").all_inner_texts()) == "云川建设部抓好排涝工程"


def test_list_can_be_narrowed_to_the_chosen_entity(browser: Browser, four: Path) -> None:
    with opened(browser, four) as page:
        page.evaluate("policyKg.go({ node: policyKg.nodes.find((n) => n.name === '云川建设部').i })")
        page.locator(".to-list").click()
        assert page.locator("#reader .listed").count() == 4
        page.locator(".library label", has_text="只看提及").click()
        assert page.locator("#reader .listed").count() == 2


def test_span_of_time_filters_drawing_tables_matrix_and_list(browser: Browser, four: Path) -> None:
    with opened(browser, four) as page:
        assert names(page) == {"云川建设部", "江宁教育部", "供热工程", "助学工程", "排涝工程"}
        bars = page.locator("#times svg").bounding_box()
        assert bars
        months = 34  # from March 2019 to December 2021
        at = [bars["x"] + bars["width"] * (k + 0.5) / months for k in (16, 18)]
        page.mouse.move(at[0], bars["y"] + 20)
        page.mouse.down()
        page.mouse.move(at[1], bars["y"] + 20)
        page.mouse.up()
        assert page.evaluate("policyKg.state().span") == ["2020-07", "2020-09"]
        assert names(page) == {"云川建设部", "江宁教育部", "助学工程", "排涝工程"}
        assert page.locator("#reader .listed").count() == 2
        page.locator("#to-statements").click()
        assert page.locator("#tab-statements tbody tr").count() == 2
        page.locator("#to-matrix").click()
        assert page.locator("#tab-matrix tbody td.has").count() == 2
        page.locator("#to-timeline").click()
        assert page.locator("#tab-timeline .lane").count() == 2
        fragment = "#" + page.url.split("#", 1)[1]
        page.locator("#times button").click()
        assert page.evaluate("policyKg.state().span") is None
        assert page.locator("#tab-timeline .dots rect").count() == 4
    with opened(browser, four, fragment) as page:
        assert page.evaluate("policyKg.state().span") == ["2020-07", "2020-09"]
        page.locator("#times select").first.select_option("2019年3月")
        assert page.evaluate("policyKg.state().span") == ["2019-03", "2020-09"]


@pytest.mark.parametrize("locale", ["en-US", "de-DE", "zh-CN"])
def test_months_are_named_in_the_language_of_the_page(browser: Browser, four: Path, locale: str) -> None:
    with opened(browser, four, locale=locale) as page:
        chosen = "() => [...document.querySelectorAll('#times select')].map((e) => e.selectedOptions[0].textContent)"
        assert page.evaluate(chosen) == ["2019年3月", "2021年12月"]
        page.locator("#language").click()
        assert page.evaluate(chosen) == ["Mar 2019", "Dec 2021"]
        page.locator("#times select").last.select_option("Aug 2020")
        assert page.evaluate("policyKg.state().span") == ["2019-03", "2020-08"]


@pytest.mark.parametrize("width", [1440, 390])
def test_years_below_the_bars_stand_apart(browser: Browser, tmp_path: Path, width: int) -> None:
    rows = [(f"{year}-05-06", "云川建设部", "推进", f"供{year}工程") for year in range(2012, 2026)]
    to_html(articles_of(*rows), tmp_path / "a.html", sparql=False)
    with opened(browser, tmp_path / "a.html", viewport={"width": width, "height": 844}) as page:
        for wide in (width, 700):
            page.set_viewport_size({"width": wide, "height": 844})
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            ticks = page.evaluate("""[...document.querySelectorAll('.years span:not([hidden])')]
                .map((e) => e.getBoundingClientRect()).map(({ left, right }) => [left, right])""")
            assert len(ticks) >= 4
            assert all(one[1] <= other[0] for one, other in itertools.pairwise(ticks)), ticks


def test_timeline_says_when_the_chosen_one_took_up_what(browser: Browser, four: Path) -> None:
    with opened(browser, four, "#t=timeline") as page:
        page.evaluate("policyKg.go({ node: policyKg.nodes.find((n) => n.name === '江宁教育部').i })")
        lanes = page.locator("#tab-timeline .lane")
        assert [text.split("\n")[0] for text in lanes.all_inner_texts()] == ["助学工程", "供热工程"]
        lanes.nth(1).locator("rect").click()
        assert "".join(page.locator("#reader mark.evidence").all_inner_texts()) == "江宁教育部抓好供热工程"


def test_tables_are_narrowed_by_words_and_facets_and_saved(browser: Browser, four: Path) -> None:
    with opened(browser, four, "#t=statements", accept_downloads=True) as page:
        rows = page.locator("#tab-statements tbody tr")
        page.locator("#tab-statements input").fill("gongre 江宁")
        assert rows.count() == 1
        page.locator("#tab-statements input").fill("抓好")
        assert rows.count() == 2
        with page.expect_download() as waited:
            page.locator("#tab-statements .table-tools button").click()
        saved = Path(waited.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert len(saved) == 3
        assert all('"抓好"' in line for line in saved[1:])
        page.locator("#to-entities").click()
        page.locator("#tab-entities .table-tools select").first.select_option("Program")
        assert page.locator("#tab-entities tbody tr").count() == 3


def test_matrix_shows_the_chosen_rows_and_columns(browser: Browser, four: Path) -> None:
    rows, columns = "#tab-matrix tbody tr", "#tab-matrix thead th"
    with opened(browser, four, "#t=matrix", accept_downloads=True) as page:
        assert (page.locator(rows).count(), page.locator(columns).count()) == (2, 1 + 3)
        page.locator("#like-rows").fill("江宁")
        page.locator("#like-rows").press("Enter")
        assert page.locator(rows).count() == 1
        page.locator("#like-rows").fill("")
        page.locator("#like-rows").press("Enter")
        page.locator("#pick-columns").click()
        page.locator(".picks label", has_text="供热工程").locator("input").check()
        assert (page.locator(rows).count(), page.locator(columns).count()) == (2, 1 + 1)
        assert "选列 1 / 3" in page.locator("#pick-columns").inner_text()
        with page.expect_download() as waited:
            page.locator("#tab-matrix .table-tools button", has_text="CSV").click()
        saved = Path(waited.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert saved == ['"","供热工程"', '"云川建设部","1"', '"江宁教育部","1"']
        address = "#" + page.url.split("#", 1)[1]
    with opened(browser, four, address) as page:
        assert page.locator(columns).count() == 1 + 1
        page.locator("#pick-columns").click()
        page.locator(".picks button").click()
        assert page.locator(columns).count() == 1 + 3


def test_matrix_opens_with_some_rows_and_gets_the_others(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        page.evaluate("policyKg.go({ tab: 'matrix' })")
        rows = page.locator("#tab-matrix tbody tr")
        told = page.locator("#tab-matrix .rows").inner_text()
        until(page, "document.querySelectorAll('#tab-matrix tbody tr').length > 40")
        until(page, f"{told!r}.includes(` ${{document.querySelectorAll('#tab-matrix tbody tr').length}} /`)")
        names = rows.locator("th").all_inner_texts()
        assert len(set(names)) == len(names) > 40


def test_page_without_a_title_is_called_by_its_articles_in_either_language(browser: Browser, four: Path) -> None:
    with opened(browser, four) as page:
        for name in ("4 篇文章", "4 articles"):
            assert (page.locator("#title").inner_text(), page.title()) == (name, name)
            page.locator("#language").click()


def test_who_only_reports_neither_leads_nor_stands_in_the_middle(browser: Browser, tmp_path: Path) -> None:
    report = "央视网消息（新闻联播）：{}开展{}，{}召开工作会议。"
    bodies = [("财政部", "城市体检"), ("水利部", "防汛救灾"), ("教育部", "城市更新")]
    graphs = [kg.build_text(report.format(body, work, body), date="2024-01-02") for body, work in bodies]
    to_html(graphs[0], tmp_path / "one.html", sparql=False)
    to_html(graphs[0] | graphs[1] | graphs[2], tmp_path / "three.html", sparql=False)
    media = "policyKg.nodes.filter((n) => n.kind === 'Media' && policyKg.shown().nodes.has(n.i)).map((n) => n.i)"
    with opened(browser, tmp_path / "one.html") as page:
        sizes = page.evaluate("policyKg.nodes.map((n) => [policyKg.network().body.nodes[n.i].options.size, n.name])")
        assert max(sizes)[1] == "财政部"
    with opened(browser, tmp_path / "three.html") as page:
        far = page.evaluate(
            f"""() => {{ const media = new Set({media});
            return [[...media].length, ...[true, false].map((who) => policyKg.spots().filter(([i]) => media.has(i) === who)
              .map(([, [x, y]]) => Math.hypot(x, y)).reduce((a, b) => Math.min(a, b)))]; }}"""
        )
        assert far[0] >= 2
        assert far[1] > far[2]


def test_tables_are_cards_on_the_phone(browser: Browser, four: Path) -> None:
    with opened(browser, four, viewport={"width": 390, "height": 844}) as page:
        for tab in ("entities", "statements"):
            page.evaluate("(tab) => policyKg.go({ tab })", tab)
            cell = page.locator(f"#tab-{tab} tbody td").first
            box = cell.bounding_box()
            assert box
            assert box["width"] > 300
            assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize(
    ("scheme", "language", "width"), [("light", "zh", 1440), ("dark", "en", 390), ("dark", "zh", 1440)]
)
def test_axe_finds_no_violation(browser: Browser, four: Path, scheme: str, language: str, width: int) -> None:
    node = "policyKg.nodes.find((n) => n.name === '云川建设部').i"
    steps = ["", "policyKg.go({ q: '推进' })", f"policyKg.go({{ node: {node} }})", f"policyKg.go({{ focus: {node} }})"]
    steps += [
        f"policyKg.go({{ focus: -1, node: -1, path: [{node}, 0] }})",
        "policyKg.go({ path: null, span: ['2020-01', '2020-12'] })",
    ]
    steps += [f"policyKg.go({{ tab: '{tab}' }})" for tab in ("matrix", "entities", "statements", "timeline")]
    steps += ["policyKg.go({ doc: 1 })"]
    with opened(browser, four, color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        page.evaluate(axe_core())
        if language == "en":
            page.locator("#language").click()
        for step in steps:
            page.evaluate(f"() => {{ {step} }}")
            found = page.evaluate(
                "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
                ".then((r) => r.violations.map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + n.failureSummary)]))"
            )
            assert found == [], (step, found)


AGAIN = "云川建设部推进小区改造工程，云川建设部推进城市更新工程。"
LONG = (
    "云川建设部推进小区改造工程时，江宁教育部推进助学工程，安远水务局推进排涝工程，平江园林局推进绿化工程，"
    "石泉供热局推进供热工程，西岭社区中心推进养护工程，各项工作都按计划完成。"
)
LINES = [
    *(f"第{n}段说的是别的事情，与所找的话无关。" for n in range(30)),
    AGAIN,
    "会议由江宁教育部主持。",
    *(f"第{n}段说的仍是别的事情，与所找的话无关。" for n in range(30, 60)),
    AGAIN,
    LONG,
    "会议由江宁教育部主持。",
]


class Served(BaseHTTPRequestHandler):
    """A page of the web as a press office makes one: many paragraphs, the words far down."""

    def do_GET(self) -> None:
        style = "<style>p { line-height: 2 } ::target-text { background: #f0f }</style>"
        page = f"<!doctype html><meta charset=utf-8><title>云川</title>{style}" + "".join(f"<p>{n}</p>" for n in LINES)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


MARKED = """async ([coded, words, nth]) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${coded}`)).blob());
  const ctx = new OffscreenCanvas(image.width, image.height).getContext('2d');
  ctx.drawImage(image, 0, 0);
  const { data } = ctx.getImageData(0, 0, image.width, image.height);
  const marked = (x, y) => { const k = 4 * (Math.round(y) * image.width + Math.round(x));
    return data[k] === 255 && data[k + 1] === 0 && data[k + 2] === 255; };
  const places = [...document.querySelectorAll('p')].flatMap((p) => {
    const found = [];
    for (let at = p.textContent.indexOf(words); at >= 0; at = p.textContent.indexOf(words, at + 1)) {
      const range = document.createRange();
      range.setStart(p.firstChild, at);
      range.setEnd(p.firstChild, at + words.length);
      found.push([...range.getClientRects()]);
    }
    return found;
  });
  // at the foot of the letters, where no stroke covers the ground: of how many points in a hundred it is marked
  return places.map((boxes) => {
    const points = boxes.flatMap((b) => Array.from({ length: Math.floor(b.width) }, (_, x) => [b.left + x, b.bottom - 1.5]));
    const seen = points.filter(([x, y]) => y > 0 && y < image.height && marked(x, y));
    return Math.round(100 * seen.length / points.length);
  });
}"""


@pytest.mark.parametrize(
    ("words", "nth", "form", "marked"),
    [
        ("会议由江宁教育部主持", 0, "beside", [0]),
        ("会议由江宁教育部主持", 1, "beside", [1]),
        ("推进城市更新", 0, "beside", [0]),
        ("推进城市更新", 1, "beside", [1]),
        ("推进", 2, "beside", [2]),
        ("推进", 3, "beside", [2, 3]),  # its paragraph stands twice: marked from its beginning
        ("推进", 5, "beside", [5]),
        ("区改造工程，云川建设部推进城", 1, "beside", [1]),
        ("助学工程", 0, "alone", [0]),
        ("推进排涝工", 0, "alone", [0]),
        (LONG[:-1], 0, "ends", [0]),
    ],
)
def test_evidence_leads_back_to_its_page_at_the_words(
    browser: Browser, tmp_path: Path, words: str, nth: int, form: str, marked: list[int]
) -> None:
    text = "\n".join(LINES)
    graph = articles_of(("2021-05-06", "云川建设部", "推进", "城市更新工程"))
    (article,) = graph.articles.values()
    body, work = graph.entities.values()
    with ThreadingHTTPServer(("127.0.0.1", 0), Served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/article.html"
        held = replace(article, text=text, url=url)
        at = [m.start() for m in re.finditer(words, text)][nth]
        evidence = Evidence(article.iri, at, at + len(words), words)
        told = KnowledgeGraph(
            [held], [body, work], [], [statement(body.iri, Relation.UNDERTAKES, work.iri, [evidence])]
        )
        to_html(told, tmp_path / "a.html", sparql=False)
        with opened(browser, tmp_path / "a.html") as page:
            page.evaluate("policyKg.go({ link: policyKg.links[0] })")
            href = page.locator("#panel .source-link").get_attribute("href")
        assert href
        assert href.startswith(f"{url}#:~:text=")
        asked = href.partition("text=")[2]
        assert {"beside": "-," in asked, "alone": "," not in asked, "ends": "," in asked}[form], unquote(asked)
        context = browser.new_context(viewport={"width": 800, "height": 600})
        live = context.new_page()
        live.goto(href)
        live.wait_for_function("scrollY > 0", timeout=1000 * HANGING)
        seen = live.evaluate(MARKED, [b64encode(live.screenshot()).decode(), words, nth])
        context.close()
        server.shutdown()
    assert [n for n, share in enumerate(seen) if share > 90] == marked, (unquote(asked), seen)


def test_size_and_colour_say_what_is_chosen(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        page.locator("#tools select[aria-label=颜色表示]").select_option("community")
        key = page.locator("#key li").all_inner_texts()
        assert 2 <= len(key) <= 10
        colour = "(i) => policyKg.network().body.nodes[i].options.color.background"
        drawn = page.evaluate("[...policyKg.shown().nodes]")
        assert len({page.evaluate(colour, i) for i in drawn}) >= len(key)
        size = "(i) => policyKg.network().body.nodes[i].options.size"
        before = [page.evaluate(size, i) for i in drawn]
        page.locator("#tools select[aria-label=大小表示]").select_option("articles")
        assert [page.evaluate(size, i) for i in drawn] != before
        assert "c=community" in page.url
        assert "z=articles" in page.url


SURE = "(least) => policyKg.statements.filter((s) => s.confidence >= least).length"


def test_confidence_filters_drawing_tables_and_matrix(browser: Browser, tmp_path: Path) -> None:
    graph = articles_of(*ROWS)
    told = [
        replace(s, relation=Relation.STUDIES) if "供热" in graph.entities[s.object].label else s
        for s in graph.statements()
    ]
    mixed = KnowledgeGraph(graph.articles.values(), graph.entities.values(), graph.mentions, told)
    to_html(mixed, tmp_path / "a.html", sparql=False)
    with opened(browser, tmp_path / "a.html") as page:
        sure = page.evaluate("policyKg.statements.map((s) => s.confidence)")
        least, most = min(sure), max(sure)
        assert least < most
        assert "4 / 4 条陈述" in page.locator("#sure-count").inner_text()
        page.locator("#sure").fill(str(most))
        kept = page.evaluate(SURE, most)
        assert kept == 2
        assert f"{kept} / 4 条陈述" in page.locator("#sure-count").inner_text()
        assert page.evaluate("policyKg.shown().links.length") == kept
        for tab in ("statements", "matrix"):
            page.locator(f"#to-{tab}").click()
            assert page.locator(f"#tab-{tab} :is(td.has, .relation)").count() == kept
        address = "#" + page.url.split("#", 1)[1]
    with opened(browser, tmp_path / "a.html", address) as page:
        assert page.locator("#tab-matrix td.has").count() == kept
        page.locator("#sure").fill(str(least))
        assert page.locator("#tab-matrix td.has").count() == 4
        assert "u=" not in page.url


@pytest.mark.parametrize("name", ["medium", "big"])
@pytest.mark.parametrize("width", [1440, 390])
def test_forces_end_within_the_canvas_with_room_for_every_name(
    browser: Browser, request: pytest.FixtureRequest, name: str, width: int
) -> None:
    path = request.getfixturevalue(name)
    with opened(browser, path, "#v=force", viewport={"width": width, "height": 900}) as page:
        page.locator("#drawing[data-settled=yes]").wait_for()
        assert not overlapping(boxes(page))
        assert not overlapping(page.evaluate("policyKg.labels()"))
        at = page.evaluate("[...policyKg.shown().nodes].map((i) => policyKg.screen(i))")
        wide, high = page.evaluate(
            "[document.querySelector('#drawing').clientWidth, document.querySelector('#drawing').clientHeight]"
        )
        assert all(0 < x < wide and 0 < y < high for x, y, _ in at)
        assert max(x for x, _, _ in at) - min(x for x, _, _ in at) > 0.6 * wide
        again = page.evaluate("policyKg.spots()")
    with opened(browser, path, "#v=force", viewport={"width": width, "height": 900}) as page:
        page.locator("#drawing[data-settled=yes]").wait_for()
        assert page.evaluate("policyKg.spots()") == again, "the same graph always looks the same"


def test_everything_is_drawn_in_colours_that_can_be_seen(browser: Browser, big: Path) -> None:
    with opened(browser, big, "#a=1") as page:
        assert page.evaluate("policyKg.shown().nodes.size") == 1500
        seen = page.evaluate(
            """() => { const canvas = document.querySelector('#drawing canvas'), counts = {};
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            for (let k = 0; k < pixels.length; k += 4) { const c = pixels.slice(k, k + 3).join(); counts[c] = (counts[c] ?? 0) + 1; }
            const css = getComputedStyle(document.documentElement);
            return Object.fromEntries([...new Set(policyKg.nodes.map((n) => n.type))].map((type) => {
              const hex = css.getPropertyValue('--' + type.toLowerCase()).trim();
              const c = [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16)).join();
              return [type, (counts[c] ?? 0) / policyKg.nodes.filter((n) => n.type === type).length]; })); }"""
        )
        assert all(each > 3 for each in seen.values()), seen


def test_size_by_what_goes_through_is_betweenness(browser: Browser, medium: Path) -> None:
    with opened(browser, medium) as page:
        ours = page.evaluate("[...policyKg.between()]")
        lines = page.evaluate(
            "policyKg.links.filter((l) => l.a !== l.b && l.of.some((s) => !['Denied', 'Conditional'].includes(s.modality))).map((l) => [l.a, l.b])"
        )
        theirs = networkx.betweenness_centrality(networkx.Graph(lines), normalized=False)
        assert max(ours) > 0
        assert all(ours[i] / 2 == pytest.approx(theirs.get(i, 0)) for i in range(len(ours)))


@pytest.mark.parametrize("width", [1440, 390])
def test_key_of_colours_covers_nothing_that_is_drawn(browser: Browser, big: Path, width: int) -> None:
    with opened(browser, big, viewport={"width": width, "height": 900}) as page:
        page.evaluate("policyKg.go({ colour: 'community' })")
        assert page.locator("#key li").count() > 3
        box = page.locator("#key").bounding_box()
        frame = page.locator("#drawing").bounding_box()
        assert box
        assert frame
        low = page.evaluate(
            "Math.max(...policyKg.labels().map((b) => b[3]), ...[...policyKg.shown().nodes].map((i) => policyKg.screen(i)[1]))"
        )
        assert low <= box["y"] - frame["y"] + 1


@pytest.mark.parametrize("colour", ["mentions", "articles", "first", "community"])
def test_colours_say_in_a_key_what_they_mean(browser: Browser, big: Path, colour: str) -> None:
    with opened(browser, big, f"#c={colour}") as page:
        key = page.locator("#key li")
        assert 1 <= key.count() <= 10
        shades = page.locator("#key i").evaluate_all("(all) => all.map((e) => e.style.background)")
        assert all(shades)
        assert len(set(shades)) == len(shades)
        drawn = page.evaluate(
            "[...policyKg.shown().nodes].map((i) => policyKg.network().body.nodes[i].options.color.background)"
        )
        assert len(set(drawn)) >= key.count()


def test_first_opening_says_in_three_lines_what_can_be_done(browser: Browser, four: Path) -> None:
    with opened(browser, four) as page:
        assert page.locator("#reader .first li").count() == 3
        page.locator("#reader .first button").click()
        assert page.locator("#reader .first").count() == 0
        page.reload()
        page.locator("html[data-ready=yes]").wait_for()
        assert page.locator("#reader .first").count() == 0


NAMES = (
    (EntityType.PERSON, "林望", (), "", "Lin Wang 林望"),
    (EntityType.PERSON, "欧阳清江", (), "", "Ouyangqingjiang 欧阳清江"),
    (EntityType.PERSON, "阿力·西安", (), "", "Ali Xi'an 阿力·西安"),
    (EntityType.PLACE, "澜水市", ("澜水",), "", "Lanshui Shi 澜水市"),
    (EntityType.PLACE, "云川湖", (), "", "Yunchuanhu 云川湖"),
    (EntityType.PROGRAM, "G20“绿色”供热、A4工程", (), "", "G20 “lü se” gong re, A4 gong cheng G20“绿色”供热、A4工程"),
    (EntityType.PROGRAM, "供热工程", (), "Heating works", "Heating works 供热工程"),
    (EntityType.SLOGAN, "GDP", (), "", "GDP"),
)


def test_english_tables_call_things_in_english_or_pinyin_beside_their_chinese_names(
    browser: Browser, tmp_path: Path
) -> None:
    graph = articles_of(("2021-05-06", "云川建设部", "推进", "供热工程"))
    things = [Entity(f"{KGI}{type_}/{name}", type_, name, None, other, en) for type_, name, other, en, _ in NAMES]
    to_html(
        KnowledgeGraph(
            graph.articles.values(), [*graph.entities.values(), *things], graph.mentions, graph.statements()
        ),
        tmp_path / "a.html",
        sparql=False,
    )
    with opened(browser, tmp_path / "a.html", "#t=entities") as page:
        cells = page.locator("#tab-entities tbody td:first-child")
        assert {name for _, name, *_ in NAMES} <= set(cells.all_inner_texts())
        page.locator("#language").click()
        assert {said for *_, said in NAMES} <= set(cells.all_inner_texts())
        page.locator("#tab-entities tbody button", has_text="Lin Wang").click()
        assert page.locator("#panel h2").inner_text() == "Lin Wang 林望"
        page.locator("#search").fill("lin wang")
        assert page.locator("#found li").first.inner_text().split("\n")[0] == "Lin Wang 林望"


def test_names_of_the_drawing_follow_the_language(browser: Browser, tmp_path: Path) -> None:
    graph = articles_of(
        ("2021-05-06", "云川建设部", "推进", "供热工程"), ("2021-05-07", "江宁教育部", "推进", "助学工程")
    )
    named = [e._replace(label_en=f"Heating works {n}") for n, e in enumerate(graph.entities.values())]
    to_html(
        KnowledgeGraph(graph.articles.values(), named, graph.mentions, graph.statements()),
        tmp_path / "a.html",
        sparql=False,
    )
    with opened(browser, tmp_path / "a.html") as page:
        wide = max(b[2] - b[0] for b in boxes(page))
        page.locator("#language").click()
        assert max(b[2] - b[0] for b in boxes(page)) != wide
        assert not overlapping(boxes(page))
        page.locator("#language").click()
        assert max(b[2] - b[0] for b in boxes(page)) == wide
