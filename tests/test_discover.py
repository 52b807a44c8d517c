"""Planted names are found, typed and ranked over noise; listed ones are not proposed; the file goes round."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import bench_discover
import pytest
from conftest import heed_interrupts

import kg.discover
from kg import cli
from kg.api import build_text
from kg.discover import (
    WEIGHTS,
    Candidate,
    Discovery,
    Reasons,
    branching,
    cohesion,
    discover,
    frequent,
    score,
    to_turtle,
    unread,
)
from kg.model import KGV, EntityType, Kind
from kg.read import Document, read_text
from kg.resources import ontology_dir
from kg.words.loading import lexicon, load

PLACES = ("云川省", "澜水市", "石溪县", "文山市", "河口县", "青浦市")
PLANTED = {
    "云桥安居行动": EntityType.PROGRAM,
    "四心八知": EntityType.SLOGAN,
    "云川城市风貌研究会": EntityType.ORGANIZATION,
    "中国城市风貌高峰论坛": EntityType.MEETING,
    "城市风貌导则": EntityType.DOCUMENT,
}
LISTED = ("城镇老旧小区改造", "生活垃圾分类", "以人民为中心", "住房和城乡建设部", "教育部")


def article(i: int) -> Document:
    """One of a series of invented articles: planted names, listed ones, and phrases that are no names."""
    place, other = PLACES[i % len(PLACES)], PLACES[(i + 1) % len(PLACES)]
    return read_text(
        f"{place}住房和城乡建设局启动“云桥”安居行动。{other}住房和城乡建设局要求各单位增强“四心八知”，坚持以人民为中心。"
        f"近日，云川城市风貌研究会表示，{place}推进城镇老旧小区改造、生活垃圾分类和“云桥”安居行动。"
        f"住房和城乡建设部会同教育部召开中国城市风貌高峰论坛，发布《城市风貌导则》。"
        f"第{i + 1}天天气晴好，居民们高兴地说，大家的日子越过越好，{other}的街道干净了许多。",
        name=f"made-{i}",
        date=f"2021-0{1 + i % 9}-1{i % 10}",
    )


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    return [article(i) for i in range(12)]


@pytest.fixture(scope="module")
def found(articles: list[Document]) -> list[Candidate]:
    return discover(articles, lexicon())


@pytest.mark.parametrize(("label", "type_"), PLANTED.items())
def test_discover_finds_and_types_what_is_planted(found: list[Candidate], label: str, type_: EntityType) -> None:
    candidate = next(c for c in found if c.label == label)
    assert candidate.type is type_
    assert (candidate.articles, candidate.first, candidate.last) == (12, "2021-01-10", "2021-09-18")
    assert candidate.count == (24 if type_ is EntityType.PROGRAM else 12)


def test_discover_ranks_what_is_planted_over_noise(found: list[Candidate]) -> None:
    assert {c.label for c in found[: len(PLANTED)]} == set(PLANTED)


def test_discover_proposes_nothing_that_is_listed(found: list[Candidate]) -> None:
    assert not {c.label for c in found} & set(LISTED)
    for candidate in found:
        word = lexicon().words.get(candidate.label)
        assert word is None or not any(e.type is candidate.type for e in word.entries)


def test_discover_proposes_nothing_that_grammar_composes(found: list[Candidate]) -> None:
    assert not [c.label for c in found if "住房和城乡建设局" in c.label]
    composed = [
        "全国人大常委会第七次会议审议了草案。",
        "会议学习了习近平总书记重要讲话精神。",
        "教育部党组召开会议。",
        "市中心推进生活垃圾分类。",
    ]
    assert discover([read_text(text * 3) for text in composed], lexicon()) == []


def test_discover_finds_persons_by_their_post() -> None:
    texts = [read_text(f"住房和城乡建设部部长王云桥表示，{p}的城市体检已经完成。", name=p) for p in PLACES]
    (candidate,) = discover(texts, lexicon(), types=[EntityType.PERSON])
    assert (candidate.label, candidate.contexts) == ("王云桥", ("post", "subject"))


def test_discover_gives_the_sentences_and_where_they_are(articles: list[Document], found: list[Candidate]) -> None:
    texts = {d.name: d.text for d in articles}
    for candidate in found:
        assert 1 <= len(candidate.examples) <= 3
        for example in candidate.examples:
            named = texts[example.article][example.start : example.end]
            assert named.replace("“", "").replace("”", "") == candidate.label
            assert example.sentence in texts[example.article]
            assert named in example.sentence


def test_discover_depends_on_nothing_but_the_texts(articles: list[Document], found: list[Candidate]) -> None:
    again = discover(reversed(articles), lexicon())
    assert [(c.label, c.type, c.count, c.score) for c in again] == [(c.label, c.type, c.count, c.score) for c in found]


def test_discover_leaves_out_what_is_rare_and_what_is_not_asked_for(articles: list[Document]) -> None:
    assert discover(articles, lexicon(), min_count=25) == []
    assert {c.label for c in discover(articles, lexicon(), min_count=13)} == {"云桥安居行动"}
    only = discover(articles, lexicon(), types=[EntityType.MEETING])
    assert {c.type for c in only} == {EntityType.MEETING}
    assert max(Counter(c.type for c in discover(articles, lexicon(), top=1)).values()) == 1


def test_discover_takes_short_forms_that_a_text_gives() -> None:
    texts = [read_text(f"{p}启动“云桥”安居行动（以下简称“云桥行动”）。", name=p) for p in PLACES]
    (candidate,) = discover(texts, lexicon())
    assert (candidate.label, candidate.names) == ("云桥安居行动", ("云桥行动",))


def test_discover_keeps_a_department_with_its_ministry() -> None:
    texts = [read_text(f"住房和城乡建设部城市风貌司近日启动{p}城市体检。", name=p) for p in PLACES]
    candidate = next(c for c in discover(texts, lexicon()) if c.type is EntityType.ORGANIZATION)
    assert (candidate.label, candidate.kind) == ("城市风貌司", Kind.DEPARTMENT)
    assert candidate.parent == f"{KGV}住房和城乡建设部"
    assert candidate.iri == f"{KGV}住房和城乡建设部-城市风貌司"


def test_to_turtle_goes_round(found: list[Candidate], tmp_path: Path) -> None:
    (tmp_path / "found.ttl").write_text(to_turtle(found, 12), encoding="utf-8")
    known = load([ontology_dir(), tmp_path])
    for candidate in found:
        entry = known.entries[candidate.iri]
        assert (entry.type, entry.kind, entry.label) == (candidate.type, candidate.kind, candidate.label)
    assert not [c for c in discover([article(0)] * 12, known) if c.label in PLANTED]


def test_to_turtle_teaches_the_reading(found: list[Candidate], tmp_path: Path) -> None:
    (tmp_path / "found.ttl").write_text(to_turtle(found), encoding="utf-8")
    text = article(3).text
    before, after = build_text(text), build_text(text, ontology=[tmp_path])
    for label in PLANTED:
        assert not [e for e in before.entities.values() if e.entry and label in (e.label, *e.names)]
        assert [e.iri for e in after.entities.values() if e.entry and e.label == label] == [f"{KGV}{label}"]


def test_to_turtle_writes_awkward_names(tmp_path: Path) -> None:
    awkward = Candidate(
        f"{KGV}甲", EntityType.PROGRAM, None, '甲"乙\\丙', ("“丁”",), "", 3, 2, "", "", (), ("form",), 0.5, 1.0, 1.0
    )
    (tmp_path / "a.ttl").write_text(to_turtle([awkward]), encoding="utf-8")
    entry = load([tmp_path]).entries[f"{KGV}甲"]
    assert (entry.label, entry.names) == ('甲"乙\\丙', ("“丁”",))


def test_frequent_counts_every_ngram_that_is_frequent() -> None:
    text = "开展云桥行动，启动云桥行动\n云桥行动\n行动"
    naive = Counter(
        text[i:j] for i in range(len(text)) for j in range(i + 1, min(len(text), i + 5) + 1) if "\n" not in text[i:j]
    )
    assert frequent(text, longest=5) == {g: n for g, n in naive.items() if n >= 2}


def test_cohesion_is_higher_for_what_always_stands_together() -> None:
    counts = {"云": 10, "桥": 10, "的": 500, "城": 10}
    assert cohesion("云桥", 10, counts, 10_000) > cohesion("的城", 10, counts, 10_000)


def test_branching_is_higher_where_more_may_follow() -> None:
    assert branching(8, [8]) < branching(8, [4, 4]) < branching(8, [2, 2, 2, 2]) < branching(8, [])


@pytest.mark.parametrize(
    "better",
    [
        (20, 9, 5, 0.5, 2.0, 0.5),
        (10, 10, 5, 0.5, 2.0, 0.5),
        (10, 9, 6, 0.5, 2.0, 0.5),
        (10, 9, 5, 0.6, 2.0, 0.5),
        (10, 9, 5, 0.5, 3.0, 0.5),
        (10, 9, 5, 0.5, 2.0, 0.75),
    ],
    ids=["frequency", "spread", "length", "cohesion", "entropy", "evidence"],
)
def test_score_rises_with(better: tuple[int, int, int, float, float, float]) -> None:
    assert score(*better) > score(10, 9, 5, 0.5, 2.0, 0.5)


def test_every_kind_of_context_has_a_weight(found: list[Candidate]) -> None:
    assert {context for candidate in found for context in candidate.contexts} <= set(WEIGHTS)
    source = "".join(p.read_text("utf-8") for p in Path(kg.discover.__file__).parent.glob("*.py"))
    assert set(re.findall(r'(?:found|contexts).add\("([a-z ]+)"\)', source)) == set(WEIGHTS)


def test_discovery_counts_in_blocks_what_it_counts_at_once(
    articles: list[Document], found: list[Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.discover.gathering._BLOCK", 400)
    blocks = discover(articles, lexicon())
    assert {c.label: c.count for c in blocks if c.label in PLANTED} == {
        c.label: c.count for c in found if c.label in PLANTED
    }


def test_discovery_forgets_what_is_rare_when_there_is_too_much(
    articles: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.discover.gathering._MOST_RECORDS", 5)
    monkeypatch.setattr("kg.discover.gathering._MOST_NGRAMS", 50)
    gathered = Discovery(lexicon())
    for document in articles:
        gathered.add(document)
    assert set(PLANTED) <= {c.label for c in gathered.candidates()}
    assert len(gathered._grams) <= 50


def test_discovery_of_nothing_has_no_candidates() -> None:
    assert discover([], lexicon()) == []
    assert discover([read_text(""), read_text("。！“”《》（）\n")], lexicon(), min_count=1) == []


# --- the growth curve -----------------------------------------------------------------------------------------------


def test_curve_rises_with_the_entries_and_ends_at_what_all_know(articles: list[Document]) -> None:
    known = lexicon()
    even, odd = bench_discover.mentions(articles, known)
    assert even[EntityType.PROGRAM, f"{KGV}生活垃圾分类"] == odd[EntityType.PROGRAM, f"{KGV}生活垃圾分类"] == 6
    points = bench_discover.curve(even, odd, known)
    shares = [shares["all"] for _, shares in points]
    assert shares == sorted(shares)
    assert shares[-1] == bench_discover.covered(odd, None)
    assert bench_discover.covered(odd, frozenset()) == 0
    listed = Counter(iri.removeprefix(KGV) for (_, iri), n in odd.items() if iri.startswith(KGV) for _ in range(n))
    assert listed == dict.fromkeys(LISTED, 6)
    assert 0.4 < bench_discover.covered(odd, None) < 0.5
    assert bench_discover.covered(odd, None, EntityType.DOCUMENT) == 0


def test_svg_is_a_drawing(articles: list[Document]) -> None:
    even, odd = bench_discover.mentions(articles, lexicon())
    drawing = bench_discover.svg(bench_discover.curve(even, odd, lexicon()))
    root = ElementTree.fromstring(drawing)
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 1 + len(bench_discover.TYPES)


# --- the command ----------------------------------------------------------------------------------------------------


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["kg", *words])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert isinstance(caught.value.code, int)
    return caught.value.code


@pytest.fixture
def source(tmp_path: Path, articles: list[Document], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of rows with the invented articles, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "made.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as rows:
        for d in articles:
            rows.write(json.dumps({"id": d.name, "date": d.article.date, "text": d.text}, ensure_ascii=False) + "\n")
    return file


def test_command_writes_a_vocabulary(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "discover", source.name, "-o", "words/found.ttl", "--type", "program") == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[1:] == ["Program  1  云桥安居行动", "words/found.ttl"]
    assert said.err == ""
    assert f"{KGV}云桥安居行动" in load([source.parent / "words"]).entries
    assert "24 times in 12 articles, 2021-01-10 to 2021-09-18" in Path("words/found.ttl").read_text("utf-8")
    assert run(monkeypatch, "discover", source.name, "-o", "more.ttl", "--type", "Program", "--ontology", "words") == 0
    assert "no name that the vocabularies do not hold" in capsys.readouterr().out
    assert not Path("more.ttl").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.jsonl.gz"], "nowhere.jsonl.gz: no such file or folder"),
        (["made.jsonl.gz", "--type", "Planet"], "--type Planet? One of Organization Person Place"),
        (["made.jsonl.gz", "--ontology", "nowhere"], "nowhere: no such folder of vocabularies"),
        (["made.jsonl.gz", "-o", "."], ".: is a folder; -o names a file"),
        (["made.jsonl.gz", "--min-count", "0"], "Invalid value for '--min-count'"),
        (["made.jsonl.gz", "--ontology", "bad"], "not a readable Turtle file"),
        (["empty.txt"], "empty.txt"),
        (["binary.txt"], "binary.txt"),
        (["broken.jsonl.gz"], "broken.jsonl.gz"),
        ([], "Missing argument"),
    ],
)
def test_command_refuses_in_one_line(
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
) -> None:
    Path("empty.txt").write_bytes(b"")
    Path("binary.txt").write_bytes(bytes(range(256)) * 8)
    Path("broken.jsonl.gz").write_bytes(source.read_bytes()[:100])
    Path("bad").mkdir()
    Path("bad/x.ttl").write_text("kgv:x a kg:Program")
    if "-o" not in words:
        words = [*words, "-o", "there/found.ttl"]
    assert run(monkeypatch, "discover", *words) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert message in said.err
    assert said.out == ""
    assert not Path("there").exists()


def test_command_says_what_it_skipped_and_reads_on(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with gzip.open(source, "at", encoding="utf-8") as rows:
        rows.write('not json\n{"text": 5}\n')
    assert run(monkeypatch, "discover", source.name, "-o", "found.ttl") == 0
    said = capsys.readouterr()
    assert said.err.count("kg: skipped") == 2
    assert "云桥安居行动" in Path("found.ttl").read_text("utf-8")


def test_command_keeps_what_was_found_when_it_is_interrupted(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add = Discovery.add

    def interrupted(self: Discovery, document: Document) -> None:
        if self.documents == 8:
            raise KeyboardInterrupt
        add(self, document)

    monkeypatch.setattr(Discovery, "add", interrupted)
    assert run(monkeypatch, "discover", source.name, "-o", "found.ttl") == 130
    assert capsys.readouterr().out.startswith("8 articles")
    assert "16 times in 8 articles" in Path("found.ttl").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no interrupt can be sent")
def test_command_ends_on_a_real_interrupt(source: Path) -> None:
    rows = gzip.decompress(source.read_bytes())
    source.write_bytes(gzip.compress(rows * 2000))
    code = (
        "import os, signal, sys\n"
        "from kg.cli import main\n"
        "from kg.discover import Discovery\n"
        "add = Discovery.add\n"
        "def interrupted(self, document):\n"
        "    add(self, document)\n"
        "    if self.documents == 40:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "Discovery.add = interrupted\n"
        "sys.argv[:] = ['kg', 'discover', sys.argv[1], '-o', 'found.ttl']\n"
        "main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, source.name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    )
    out, err = process.communicate()
    assert process.returncode == 130, err
    assert "found.ttl" in out
    assert f"{KGV}云桥安居行动" in load([source.parent]).entries


@pytest.mark.parametrize(
    ("text", "name", "reason", "detail"),
    [
        ("水利部谈论城市更新。", "城市更新", "no verb for it", "谈论"),
        ("有关方面很重视。要推进乡村振兴。", "乡村振兴", "no one is spoken of", "推进"),
        ("水利部很重视。专家学者推进乡村振兴。", "乡村振兴", "subject is no body", "专家学者"),
        ("教育部推进城市更新的制度创新。", "城市更新", "no object after all", "modifies a noun after de"),
        ("教育部推进城市更新的制度创新。", "教育部", "no object", "推进"),
        ("群众瞻仰中国人民抗日战争纪念馆，推进工作。", "", "", ""),
    ],
)
def test_unread_says_why_a_name_takes_part_in_no_statement(text: str, name: str, reason: str, detail: str) -> None:
    found = [(o.name, o.reason, o.detail) for _, clause in unread(read_text(text), lexicon()) for o in clause]
    assert ((name, reason, detail) in found) if name else not found


def test_unread_leaves_out_what_is_read() -> None:
    asked = list(unread(read_text("水利部推进河长制。"), lexicon()))
    assert [(total, found) for total, found in asked if total] == [(2, [])]


def test_reasons_count_and_rank_and_keep_a_few_examples() -> None:
    reasons = Reasons(lexicon())
    for _ in range(5):
        reasons.add(read_text("水利部谈论城市更新。"))
    reasons.add(read_text("有关方面很重视。要推进乡村振兴。"))
    assert (reasons.documents, reasons.unread) == (6, 6)
    (reason, detail, tally), *others = reasons.ranked()
    assert (reason, detail, tally.count, len(tally.examples)) == ("no verb for it", "谈论", 5, 3)
    assert tally.examples[0].example.sentence == "水利部谈论⟦城市更新⟧"
    assert len(others) == 1
    assert reasons.ranked(1) == [(reason, detail, tally)]


def test_command_says_why_names_are_unread(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = source.parent / "a.txt"
    text.write_text("水利部谈论城市更新。\n水利部推进河长制。\n", "utf-8")
    assert run(monkeypatch, "discover", "--unread", str(text)) == 0
    said = capsys.readouterr().out
    assert "1 of 3 names take part in no statement (33%)" in said
    assert "no verb for it: 谈论" in said
    assert "水利部谈论⟦城市更新⟧" in said
