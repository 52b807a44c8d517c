"""A corpus on disk: built, brought up to date, ended at any moment, and asked where it lies."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import kills_store
import pytest

import kg
from kg import cli, query
from kg.graph import Graph
from kg.model import KG, KGI, Article, Entity, EntityType, Evidence, Kind, Mention, Statement
from kg.pipeline.document import build_batch, build_documents
from kg.read import Document, read
from kg.resources import ontology_dir
from kg.serve import Server
from kg.serve.source import Unanswered
from kg.words.lexicon import Lexicon
from kg.words.loading import lexicon

pytest.importorskip("pyarrow", reason="the extra corpus is not installed")
pytest.importorskip("duckdb", reason="the extra corpus is not installed")

from kg.corpus import (
    building,
    changes,
    charts,
    commit,
    exporting,
    named,
    network,
    opened,
    part,
    periods,
    search,
    tables,
    trends,
    whole,
)
from kg.corpus.building import Built, build
from kg.corpus.choices import By, Through
from kg.corpus.columns import Rows
from kg.corpus.commit import Ledger
from kg.corpus.compacting import compact
from kg.corpus.differences import differences
from kg.corpus.inputs import Unit, inputs
from kg.corpus.manifest import StoreError, load
from kg.corpus.opened import Corpus
from kg.corpus.overview import overview
from kg.corpus.reader import Reader
from kg.corpus.served import OfStore
from kg.corpus.shelf import Shelf
from kg.export import SUFFIXES

Row = dict[str, str]


def row(number: int, text: str, date: str = "2021-04-02", **more: str) -> Row:
    return {"id": f"yc-{number}", "date": date, "title": f"云川要闻{number}", "text": text, **more}


ROWS: tuple[Row, ...] = (
    row(
        1, "云川省住房和城乡建设厅召开城市更新工作会议，贯彻落实《云川省城市更新条例》，坚持高质量发展。", "2019-03-01"
    ),
    row(2, "云川省住房和城乡建设厅、澜水市教育局联合推进老旧小区改造和城市体检。", "2019-11-20"),
    row(3, "澜水市教育局坚持高质量发展，扎实推进“双减”工作。云川省教育厅厅长林望出席会议。", "2020-06-15"),
    row(4, "云川省教育厅启动乡村振兴战略，支持澜水市教育局发展职业教育。", "2020-07-01"),
    row(5, "澜水市住房和城乡建设局推进城市体检、老旧小区改造，坚持以人民为中心。", "2021-04-02"),
    row(6, "教育部印发《关于云川省职业教育的意见》，澜水市教育局贯彻落实。", "2021-09-10"),
    row(7, "云川省住房和城乡建设厅与云川省教育厅联合召开座谈会，推进乡村振兴战略。", "2022-01-05"),
    row(8, "如果条件成熟，澜水市教育局将推进城市体检。国务院要求坚持高质量发展。", "2022-05-06"),
)


def written(path: Path, rows: Sequence[Row | str]) -> Path:
    lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def made(folder: Path, rows: Sequence[Row | str] = ROWS, **options: object) -> Built:
    source = written(folder / "news.jsonl", rows)
    return build([str(source)], folder / "store", jobs=1, **options)  # type: ignore[arg-type]


def graph_of(folder: Path, source: str = "news.jsonl") -> Graph:
    """The graph of what a source holds, less what cannot be read."""
    return build_documents(read(folder / source, on_error=lambda error: None), lexicon())


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several parts in a store of a few rows."""
    monkeypatch.setattr(building, "PART_BYTES", 1600)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "PART_BYTES", 1600)
        made(folder)
    return folder / "store"


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    """A store in which two articles state the same, and its triples."""
    folder = tmp_path_factory.mktemp("triples")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "PART_BYTES", 1600)
        made(folder, [*ROWS, row(9, "会议指出，澜水市教育局坚持高质量发展，推进城市体检。", "2022-06-01")])
    corpus = Corpus(folder / "store")
    assert max(len(s.evidence) for s in corpus.statements(None, "upholds")) == 2
    return corpus, exporting.export(corpus, "oxigraph", folder / "triples")[0]


def contents(store: Path) -> dict[str, bytes]:
    return {str(f.relative_to(store)): f.read_bytes() for f in sorted(store.rglob("*")) if f.is_file()}


# --- records as rows ------------------------------------------------------------------------------------------------


WORDS = Evidence("a", 0, 2, "城市")


class Span(NamedTuple):
    first: int
    words: str


@dataclass(frozen=True, slots=True)
class Grown:
    """A record with fields of the kinds that records may get."""

    name: str
    sure: float
    kind: Kind | None = None
    spans: tuple[Span, ...] = ()
    when: Span | None = None
    evidence: Evidence = WORDS


def test_rows_give_records_back_whatever_their_fields_are() -> None:
    records = [Grown("甲", 0.5), Grown("乙", 1.0, Kind.MEDIA, (Span(1, "一"), Span(2, "二")), Span(3, "三"))]
    rows = Rows(Grown)
    import pyarrow as pa

    table = pa.table(rows.columns(records), rows.schema)
    assert list(rows.records(table)) == records
    assert list(rows.records(table.drop_columns(["when", "spans"])))[1] == Grown("乙", 1.0, Kind.MEDIA)


@pytest.mark.parametrize("record", [Article, Entity, Mention, Statement])
def test_rows_have_a_column_for_each_field(record: type) -> None:
    names = set(getattr(record, "_fields", None) or vars(record)["__dataclass_fields__"])
    assert set(Rows(record).schema.names) == (names - {"evidence"}) | (
        {"article", "start", "end", "quote"} if "evidence" in names else set()
    )


def test_rows_refuse_a_field_that_no_column_holds() -> None:
    @dataclass
    class Odd:
        what: Callable[[], None]

    Odd.__annotations__["what"] = dict
    with pytest.raises(TypeError, match="what"):
        Rows(Odd)


# --- building -------------------------------------------------------------------------------------------------------


def test_build_holds_the_graph_of_all_documents(store: Path) -> None:
    corpus, graph = Corpus(store), graph_of(store.parent)
    assert len(corpus.manifest.parts) > 2
    assert corpus.graph() == graph
    assert Graph.union(corpus.parts()) == graph
    assert dict(corpus.entities.items()) == graph.entities
    assert dict(corpus.articles.items()) == graph.articles


def test_build_again_changes_nothing(tmp_path: Path) -> None:
    made(tmp_path)
    before = contents(tmp_path / "store")
    again = made(tmp_path)
    assert (again.read, again.unchanged) == (0, 8)
    assert contents(tmp_path / "store") == before


def test_build_does_not_depend_on_the_number_of_processes(store: Path, tmp_path: Path) -> None:
    build([str(store.parent / "news.jsonl")], tmp_path / "two", jobs=2)
    assert contents(tmp_path / "two") == contents(store)


def test_processes_run_nothing_that_lies_in_the_folder_they_are_started_in(tmp_path: Path) -> None:
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "__init__.py").write_text("open('ran', 'w').close()", "utf-8")
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(each) + "\n" for each in ROWS), "utf-8")
    env = {k: v for k, v in os.environ.items() if k != "PYTHONSAFEPATH"} | {
        "PYTHONPATH": str(Path(kg.__file__).parents[1])
    }
    command = [
        str(Path(sys.executable).with_name("kg")),
        "corpus",
        "build",
        "news.jsonl",
        "--store",
        "store",
        "--jobs",
        "2",
    ]
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True, timeout=300)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        (lambda rows: [*rows[:2], row(3, "澜水市教育局推进城市体检。"), *rows[3:]], (1, 7, 1, 0)),
        (lambda rows: [*rows, row(9, "澜水市教育局推进城市体检。")], (1, 8, 0, 0)),
        (lambda rows: rows[1:], (0, 7, 0, 1)),
        (lambda rows: list(reversed(rows)), (0, 8, 0, 0)),
    ],
)
def test_build_reads_what_changed_alone(
    tmp_path: Path, change: Callable[[list[Row]], list[Row]], counts: tuple[int, int, int, int]
) -> None:
    made(tmp_path)
    done = made(tmp_path, change(list(ROWS)), prune=True)
    assert (done.read, done.unchanged, done.replaced, done.dropped) == counts
    assert Corpus(tmp_path / "store").graph() == graph_of(tmp_path)
    assert done.manifest.mentions == len(graph_of(tmp_path).mentions)


def test_build_keeps_what_is_gone_from_its_source_unless_asked(tmp_path: Path) -> None:
    made(tmp_path)
    whole = graph_of(tmp_path)
    done = made(tmp_path, ROWS[1:])
    assert (done.missing, done.dropped) == (1, 0)
    assert Corpus(tmp_path / "store").graph() == whole


def test_build_takes_up_what_was_dropped_and_comes_back(tmp_path: Path) -> None:
    made(tmp_path)
    made(tmp_path, ROWS[1:], prune=True)
    made(tmp_path)
    assert Corpus(tmp_path / "store").graph() == graph_of(tmp_path)


def test_build_reads_a_text_of_two_sources_once_for_each_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "SLICE", 1)
    twice = [*ROWS, {**ROWS[0], "id": "again"}, {**ROWS[1], "title": "又一题"}]
    done = made(tmp_path, [*twice, twice[0]])
    corpus = Corpus(tmp_path / "store")
    assert (done.read, done.manifest.articles, len(corpus.articles)) == (10, 8, 8)
    assert corpus.graph() == graph_of(tmp_path)
    assert Graph.union(corpus.parts()) == corpus.graph()
    assert len([*corpus.parts()]) == 10
    counts = corpus.rows("SELECT count(*) FROM mentions")[0][0]
    assert counts == len(corpus.graph().mentions)


def test_build_reads_again_what_another_version_read(tmp_path: Path) -> None:
    made(tmp_path)
    words = tmp_path / "words"
    words.mkdir()
    (words / "own.ttl").write_text(
        "@prefix kg: <https://w3id.org/policy-kg/ontology#> .\n"
        "@prefix kgv: <https://w3id.org/policy-kg/vocab/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        'kgv:职业教育云 a kg:Program ; skos:prefLabel "发展职业教育"@zh ; dcterms:source "invented" .\n',
        encoding="utf-8",
    )
    done = made(tmp_path, ontology=[words])
    assert (done.read, done.unchanged) == (8, 0)
    assert len(load(tmp_path / "store").readers) == 1
    assert Corpus(tmp_path / "store").find("发展职业教育")


def test_build_of_a_folder_reads_its_files_and_says_what_it_cannot(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for r in ROWS[:3]:
        (folder / f"{r['id']}.txt").write_text(r["text"], encoding="utf-8")
    (folder / "english.txt").write_text("Nothing of this is Chinese at all.", encoding="utf-8")
    written(folder / "more.jsonl", [ROWS[3], "{not json", row(9, "no Chinese here")])
    done = build([str(folder)], tmp_path / "store", jobs=1)
    corpus = Corpus(tmp_path / "store")
    assert (done.manifest.articles, done.manifest.skipped) == (4, 3)
    assert corpus.skipped() == [
        (f"{folder}/english.txt", "not a Chinese text"),
        (f"{folder}/more.jsonl:2", "not a line of JSON in UTF-8"),
        (f"{folder}/more.jsonl:3", "not a Chinese text"),
    ]
    (folder / "yc-1.txt").unlink()
    (folder / "yc-2.txt").write_text(ROWS[4]["text"], encoding="utf-8")
    done = build([str(folder)], tmp_path / "store", jobs=1, prune=True)
    assert (done.read, done.replaced, done.dropped) == (1, 1, 1)
    assert Corpus(tmp_path / "store").graph() == graph_of(tmp_path, "in")


def test_build_reads_the_documents_of_a_table_and_an_archive(tmp_path: Path) -> None:
    rows = "".join(f"{r['id']},{r['date']},{r['text']}\n" for r in ROWS[:3])
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rows.csv").write_text(f"编号,日期,正文\n{rows}", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in" / "more.zip", "w") as archive:
        archive.writestr("a.txt", ROWS[3]["text"])
        archive.writestr("b.txt", "Nothing of this is Chinese at all.")
    with gzip.open(tmp_path / "in" / "more.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"内容": ROWS[4]["text"]}) + "\n")
    columns = {"text": "内容"}
    done = build([str(tmp_path / "in" / "more.jsonl.gz")], tmp_path / "store", jobs=1, columns=columns)
    assert (done.manifest.articles, done.manifest.skipped) == (1, 0)
    done = build([str(tmp_path / "in")], tmp_path / "all", jobs=1)
    corpus = Corpus(tmp_path / "all")
    assert sorted(a.text for a in corpus.articles.values()) == sorted(r["text"] for r in ROWS[:5])
    assert [why for _, why in corpus.skipped()] == ["b.txt: not a Chinese text"]
    assert corpus.notes() != []


def test_read_units_is_not_stopped_by_a_document_that_breaks_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(documents: Sequence[Document], known: Lexicon) -> list[Graph]:
        if any("职业教育的意见" in d.text for d in documents):
            raise ArithmeticError("no\nsuch sum")
        return build_batch(documents, known)

    monkeypatch.setattr("kg.pipeline.document.build_batch", breaking)
    units = [Unit(r["id"], 1, "a.jsonl", n, json.dumps(r).encode()) for n, r in enumerate(ROWS, 1)]
    tables = part.read_units(units, lexicon(), {})
    assert [a.title for a in tables.articles] == [r["title"] for r in ROWS if r["id"] != "yc-6"]
    assert [u for u in tables.units if u[4]] == [
        ("yc-6", "a.jsonl:6", "a.jsonl:6", 0, ["a.jsonl:6: cannot be understood (ArithmeticError: no such sum)"], [])
    ]


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda store: store.write_text("x"), "is a file"),
        (lambda store: (store.mkdir(), (store / "mine.txt").write_text("x")), "something else than a store"),
    ],
)
def test_build_refuses_a_place_that_is_no_store(
    tmp_path: Path, prepare: Callable[[Path], object], message: str
) -> None:
    prepare(tmp_path / "store")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError, match=message):
        build([str(written(tmp_path / "news.jsonl", ROWS))], tmp_path / "store")
    assert [p for p in sorted(tmp_path.rglob("*")) if p.name != "news.jsonl"] == before


def test_build_refuses_a_store_that_is_being_written(tmp_path: Path) -> None:
    made(tmp_path)
    with building.locked(tmp_path / "store"), pytest.raises(StoreError, match="another build"):
        made(tmp_path)


def test_build_ends_a_part_early_where_little_of_much_input_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that is new would make one part, which one process read when the whole input was gone through."""
    monkeypatch.setattr(building, "PART_BYTES", 16_000)
    given = [row(n, "澜水市教育局坚持高质量发展，推进城市体检和职业教育。" * 2, "2022-06-01") for n in range(400)]
    (found,) = inputs(str(written(tmp_path / "news.jsonl", given)), print)
    units = [unit for unit, _ in found.units({})]
    plan = building._Plan(Ledger(), "", {unit.reading for unit in units if unit.number % 25})
    parts = [[unit.number for unit in chunk] for chunk, _ in building._chunks(plan, [("news", [found])])]
    assert [number for part in parts for number in part] == [*range(25, 401, 25)]
    assert sum(unit.size for unit in units if not unit.number % 25) < building._bytes(0) * 2
    assert 4 <= len(parts) <= 6


def test_build_ended_at_any_moment_goes_on_to_the_same_store(tmp_path: Path) -> None:
    trial, chance = kills_store.prepared(tmp_path), random.Random(7)
    assert min(trial.calls) > 100
    for number in range(4):
        kills_store.tried(trial, tmp_path / f"store-{number}", number % 2, chance)


def test_write_part_leaves_what_another_process_wrote_meanwhile(tmp_path: Path) -> None:
    tables = part.Tables()
    for _ in range(2):
        part.write_part(tmp_path, "same", tables)
    assert [p.name for p in (tmp_path / "parts").iterdir()] == ["part=same"]


# --- asking ---------------------------------------------------------------------------------------------------------


def test_corpus_answers_as_the_graph_does(store: Path) -> None:
    corpus, graph = Corpus(store), graph_of(store.parent)
    name = "澜水市教育局"
    assert corpus.find(name) == graph.find(name) != ()
    assert corpus.find("“高质量 发展”", type=EntityType.SLOGAN) == graph.find("高质量发展")
    assert corpus.statements(name, "upholds") == graph.statements(name, "upholds") != ()
    assert corpus.statements(modality="Conditional") == graph.statements(modality="Conditional")
    assert corpus.between(name, "高质量发展") == graph.between(name, "高质量发展") != ()
    assert corpus.neighbours(name) == graph.neighbours(name) != ()
    assert list(corpus.mentions_of(name)) == list(graph.mentions_of(name)) != []
    assert corpus.about(name) == graph.about(name)
    assert corpus.times(name) == graph.times(name)
    assert corpus.near("教育") == graph.near("教育")


@pytest.mark.parametrize("rows", [1, whole.SLICE])
def test_tables_of_the_whole_say_what_the_others_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(whole, "SLICE", rows)
    held = made(tmp_path, [*ROWS, {**ROWS[0], "id": "again"}]).manifest
    corpus = Corpus(tmp_path / "store")
    assert held.repeated == 1
    assert (held.articles, held.characters) == corpus.rows("SELECT count(*), sum(len(text)) FROM articles")[0]
    assert [(held.mentions,), (held.statements,)] == [
        corpus.rows(f"SELECT count(*) FROM {table}")[0] for table in ("mentions", "statements")
    ]
    own = "s.subject, s.relation, s.object, s.modality, article, start, quote, s.speaker"
    labels = "f.label, o.label, coalesce(v.label, ''), date"
    joined = (
        "JOIN articles a ON a.iri = article JOIN entities f ON f.iri = subject JOIN entities o ON o.iri = object "
        "LEFT JOIN entities v ON v.iri = speaker"
    )
    for entity, *_ in corpus.rows("SELECT iri FROM entities"):
        found = corpus.rows(
            f"SELECT {own}, subject_label, object_label, coalesce(speaker_label, ''), date FROM ends s "
            "WHERE entity = ? ORDER BY ALL",
            entity,
        )
        ends = f"SELECT {own}, {labels} FROM statements s {joined} WHERE ? IN (subject, object, speaker) ORDER BY ALL"
        assert found == corpus.rows(ends, entity)
        assert corpus.times(entity) == len([*corpus.mentions_of(entity)])
    monthly = "SELECT entity, substr(date, 1, 7), count(DISTINCT article), count(*) FROM mentions JOIN articles a "
    monthly += "ON a.iri = article GROUP BY ALL ORDER BY ALL"
    assert corpus.rows("SELECT * FROM monthly ORDER BY ALL") == corpus.rows(monthly)
    assert corpus.rows("SELECT * FROM heads ORDER BY ALL") == corpus.rows(
        "SELECT * EXCLUDE (text) FROM articles ORDER BY ALL"
    )


@pytest.fixture
def by_changes(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """However much changes, tables of the whole are made from those before; for each time whether they were."""
    monkeypatch.setattr(changes, "LEAST", 0)
    made: list[bool] = []

    def noted(*given: Any) -> changes.Change | None:
        found = changes.changed(*given)
        made.append(found is not None)
        return found

    monkeypatch.setattr(commit, "changed", noted)
    return made


@pytest.mark.parametrize("rows", [1, 7, whole.SLICE])
def test_tables_made_of_those_before_have_the_bytes_of_those_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_changes: list[bool], rows: int
) -> None:
    monkeypatch.setattr(whole, "SLICE", rows)
    again, first = {**ROWS[0], "id": "again"}, {**ROWS[0], "id": "first", "title": "一题"}
    other = {**ROWS[2], "text": ROWS[2]["text"] + "国务院要求澜水市教育局推进城市更新。", "date": "2018-01-02"}
    steps = [
        ROWS,
        (*ROWS[:2], other, *ROWS[3:]),
        (*ROWS[:2], other, *ROWS[3:], row(9, "澜水市财政局推进城市体检，坚持高质量发展。"), again),
        (*ROWS[:2], other, *ROWS[3:], again, {**ROWS[1], "id": "again"}),
        (*ROWS[:2], other, *ROWS[3:], again, first),
        (*ROWS[3:], first),
        ROWS[3:],
        (*ROWS, first),
    ]
    for number, step in enumerate(steps):
        if number:
            shutil.copytree(tmp_path / "store", tmp_path / f"anew-{number}" / "store")
        made(tmp_path, step, prune=True)
        if number:
            source = str(tmp_path / "news.jsonl")
            with monkeypatch.context() as patch:
                patch.setattr(commit, "changed", lambda *given: None)
                build([source], tmp_path / f"anew-{number}" / "store", jobs=1, prune=True)
            assert contents(tmp_path / f"anew-{number}" / "store") == contents(tmp_path / "store")
    assert by_changes == [False, *[True] * (len(steps) - 1)]
    assert Corpus(tmp_path / "store").graph() == graph_of(tmp_path)


def test_tables_made_of_those_before_call_things_as_all_rows_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_changes: list[bool]
) -> None:
    first, second = (kg.build_text(r["text"]) for r in ROWS[2:4])
    (shared,) = {e for e in first.entities.values() if e.label == "澜水市教育局"}
    called = Entity(shared.iri, shared.type, "一号局", shared.kind, shared.names, shared.label_en)
    renamed = Graph(
        second.articles.values(),
        [called if e.iri == called.iri else e for e in second.entities.values()],
        second.mentions,
        second.statements(),
    )
    reader = Reader("1", "", "", "")
    parts, lines = [], []
    for number, graph in enumerate((first, renamed)):
        rows = part.Tables()
        rows.units.append((str(number), "", "", 1, [], []))
        rows.add(graph, str(number))
        part.write_part(tmp_path / "store", str(number), rows)
        parts.append(part.counted(tmp_path / "store", str(number), reader.id))
        lines.append(commit.Line("", "", "", str(number), reader.id))
        if number:
            shutil.copytree(tmp_path / "store", tmp_path / "anew")
        commit.commit(tmp_path / "store", parts, Ledger(tuple(lines)), {reader.id: reader})
    label = (
        "SELECT DISTINCT subject_label FROM labelled WHERE subject = ? OR object = ? AND object_label = subject_label"
    )
    assert Corpus(tmp_path / "store").rows(label, shared.iri, shared.iri) == [("一号局",)]
    monkeypatch.setattr(commit, "changed", lambda *given: None)
    commit.commit(tmp_path / "anew", parts, Ledger(tuple(lines)), {reader.id: reader})
    assert contents(tmp_path / "anew") == contents(tmp_path / "store")
    assert by_changes == [False, True]


def test_tables_are_made_anew_where_one_before_is_gone(tmp_path: Path, by_changes: list[bool]) -> None:
    state = made(tmp_path).manifest.state
    (tmp_path / "store" / "state" / state / "monthly.parquet").unlink()
    made(tmp_path, ROWS[1:], prune=True)
    assert by_changes == [False, False]
    assert Corpus(tmp_path / "store").graph() == graph_of(tmp_path)


def test_build_that_lacks_memory_says_so_and_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(tables, "MEMORY", "1MB")
        with pytest.raises(StoreError, match=r"store: its tables could not be written: .*kept for the next build"):
            made(tmp_path, ROWS)
    done = made(tmp_path, ROWS)
    assert done.resumed == len(done.manifest.parts) > 0
    assert done.manifest.articles == len(ROWS)


def test_corpus_opens_the_tables_that_a_question_names(store: Path) -> None:
    corpus = Corpus(store)
    views = "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
    assert corpus.times("教育部") == 1
    assert [name for (name,) in corpus.connection.execute(views).fetchall()] == ["entities", "monthly", "names"]
    assert corpus.db.execute("SELECT count(*) FROM Held").fetchall() == corpus.rows("SELECT count(*) FROM HELD")


def test_show_loads_the_engine_of_a_store_alone(store: Path) -> None:
    code = (
        f"import sys; from kg import cli; sys.argv = ['kg', 'show', {str(store)!r}, '教育部']\n"
        "try: cli.main()\n"
        "except SystemExit: print([m for m in ('duckdb', 'pyarrow', 'networkx', 'rdflib', 'jieba') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "教育部" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_corpus_gives_a_part_as_a_graph(store: Path) -> None:
    graph = Corpus(store).graph("云川省教育厅", since="2020-07", until="2021")
    assert sorted(a.date for a in graph.articles.values()) == ["2020-07-01"]
    with pytest.raises(ValueError, match=r"nothing in .* is called 无名局"):
        Corpus(store).graph("无名局")


QUESTIONS = {"entity": "澜水市教育局", "programme": "城市体检", "body": "澜水市教育局", "subject": "澜水市教育局",
             "object": "高质量发展", "one": "澜水市住房和城乡建设局", "other": "云川省住房和城乡建设厅",
             "speaker": "国务院", "number": "云政发〔2021〕15号",
             "since": "2019-01-01", "until": "2022-12-31"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(query.named()))
def test_ask_answers_as_sparql_does(store: Path, name: str) -> None:
    graph = graph_of(store.parent)
    values: dict[str, Any] = {p.name: QUESTIONS[p.name] for p in query.named()[name].parameters if not p.default}
    from_store, from_graph = named.ask(Corpus(store), name, **values), query.ask(graph, name, **values)
    assert (from_store.kind, from_store.columns) == (from_graph.kind, from_graph.columns)
    assert sorted(map(str, from_store.rows)) == sorted(map(str, from_graph.rows))


@pytest.mark.parametrize("name", sorted(query.named()))
def test_questions_leave_no_order_of_rows_to_chance(store: Path, name: str) -> None:
    values: dict[str, Any] = {p.name: QUESTIONS[p.name] for p in query.named()[name].parameters if not p.default}
    answer = named.ask(Corpus(store), name, **values)
    text = (ontology_dir() / "queries" / f"{name}.sql").read_text("utf-8")
    order = text.rpartition("ORDER BY ")[2].strip() if "ORDER BY" in text else ""
    assert order == "ALL" or order.count(",") + 1 >= len(answer.columns) or len(answer) == 1


@pytest.mark.parametrize("name", sorted(query.named()))
def test_ask_answers_as_the_triples_of_a_store_do(triples: tuple[Corpus, Path], name: str) -> None:
    corpus, folder = triples
    values: dict[str, Any] = {p.name: QUESTIONS[p.name] for p in query.named()[name].parameters if not p.default}
    from_tables, from_triples = named.ask(corpus, name, **values), query.ask(folder, name, **values)
    assert sorted(map(str, from_triples.rows)) == sorted(map(str, from_tables.rows))


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("abuot", {}, "no question is called abuot"),
        ("about", {"entity": "无名局"}, "nothing in this store is called 无名局"),
        ("about", {"entity": "'; DROP TABLE x; --"}, "nothing in this store is called"),
        ("about", {"who": "教育部"}, "has no parameter who"),
        ("about", {}, "needs entity"),
        ("timeline", {"entity": "教育部", "since": "gestern"}, "gestern is no date"),
    ],
)
def test_ask_refuses_what_it_cannot_answer(store: Path, name: str, values: dict[str, Any], message: str) -> None:
    with pytest.raises(query.QueryError, match=message):
        named.ask(Corpus(store), name, **values)


def test_ask_says_that_there_is_more(store: Path) -> None:
    answer = named.ask(Corpus(store), "most-named", limit=2)
    assert (len(answer), answer.truncated) == (2, True)


def test_open_is_the_store(store: Path) -> None:
    assert len(kg.open(store).articles) == 8
    with pytest.raises(StoreError, match="no store"):
        kg.open(store.parent)


@pytest.mark.parametrize("table", ["articles", "entities", "mentions", "statements", "documents"])
def test_tables_go_to_arrow_and_pandas(store: Path, table: str) -> None:
    pytest.importorskip("pandas", reason="the extra pandas is not installed")
    corpus = Corpus(store)
    assert len(corpus.to_pandas(table)) == corpus.to_arrow(table).num_rows > 0


# --- the commands ---------------------------------------------------------------------------------------------------


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "news.jsonl", [*ROWS, "{"])

    def call(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["kg", *words])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        said = capsys.readouterr()
        assert isinstance(caught.value.code, int)
        return Outcome(caught.value.code, said.out, said.err)

    return call


def test_corpus_build_says_what_it_did(run: Run) -> None:
    first = run("corpus", "build", "news.jsonl", "--store", "store")
    assert first.code == 0
    assert first.out.startswith("9 read, 0 unchanged; ")
    assert "8 articles, " in first.out
    assert first.err.endswith("kg: 1 inputs could not be read: kg corpus status store --skipped lists them\n")
    assert run("corpus", "build", "news.jsonl", "-s", "store").out.startswith("0 read, 9 unchanged; ")
    assert run("corpus", "status", "store", "--skipped").out == "news.jsonl:9\tnot a line of JSON in UTF-8\n"
    status = run("corpus", "status", "store").out
    assert "8 articles read by policy-kg 0.1.0" in status
    assert "dates 2019-03-01 to 2022-05-06" in status


def test_corpus_build_refuses_in_one_line(run: Run) -> None:
    said = run("corpus", "build", "none.jsonl", "--store", "store")
    assert (said.code, said.err) == (2, "kg: none.jsonl: no such file or folder\n")


def test_show_and_query_take_a_store(run: Run, store: Path) -> None:
    graph = store.parent / "news.ttl"
    kg.build(store.parent / "news.jsonl").to_turtle(graph)
    assert run("show", str(store), "澜水市教育局").out == run("show", str(graph), "澜水市教育局").out
    words = ("--name", "programmes-of", "澜水市教育局", "--format", "csv")
    assert run("query", str(store), *words).out == run("query", str(graph), *words).out
    said = run("query", str(store), "SELECT * WHERE { ?s ?p ?o }")
    assert said.code == 2
    assert "no triples were made of this store" in said.err
    assert run("show", str(store), "教育厅长").code == 2


# --- over time ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus(store: Path) -> Corpus:
    return Corpus(store)


def test_timeline_counts_each_year_from_the_first_to_the_last(corpus: Corpus) -> None:
    (entity,) = periods.entities(corpus, ["高质量发展"])
    rows = [(p.period, p.articles, p.share, p.bodies, p.new) for p in periods.timeline(corpus, entity)]
    assert rows == [
        ("2019", 1, 500.0, 1, 1),
        ("2020", 1, 500.0, 1, 1),
        ("2021", 0, 0.0, 0, 0),
        ("2022", 1, 500.0, 1, 1),
    ]
    months = [p.period for p in periods.timeline(corpus, entity, By.MONTH) if p.articles]
    assert months == ["2019-03", "2020-06", "2022-05"]


def test_adopters_stand_in_the_order_of_first_times_with_the_words(corpus: Corpus) -> None:
    (entity,) = periods.entities(corpus, ["高质量发展"])
    rows = [(a.order, a.body, a.first, a.relations, a.quote) for a in periods.adopters(corpus, entity)]
    assert [r[:4] for r in rows] == [
        (1, "云川省住房和城乡建设厅", "2019-03-01", "upholds"),
        (2, "澜水市教育局", "2020-06-15", "upholds"),
        (3, "国务院", "2022-05-06", "upholds"),
    ]
    for a in periods.adopters(corpus, entity):
        assert a.quote in corpus.articles[a.article].text


def test_timeline_refuses_a_name_of_nothing(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="is called 高质量发; there is 高质量发展"):
        periods.entities(corpus, ["高质量发"])


def test_trends_say_what_rose_and_what_fell(corpus: Corpus) -> None:
    found = trends.trends(corpus, split="2021", least=1)
    assert (found.split, found.years) == ("2021", ("2019", "2020", "2021", "2022"))
    rising, falling = [t.name for t in found.rising], [t.name for t in found.falling]
    assert "城市体检" in rising
    assert "高质量发展" in falling
    assert all(t.z > 0 for t in found.rising)
    assert all(t.z < 0 for t in found.falling)
    assert trends.trends(corpus).split == "2021"
    with pytest.raises(ValueError, match="no articles before 2000"):
        trends.trends(corpus, split="2000")


def test_networks_tie_those_who_work_together(corpus: Corpus) -> None:
    found = network.networks(corpus)
    ties = [(t.period, t.one, t.other, t.weight) for n in found for t in n.ties()]
    assert ties == [
        ("2019", "云川省住房和城乡建设厅", "澜水市教育局", 1),
        ("2022", "云川省住房和城乡建设厅", "云川省教育厅", 1),
    ]
    (whole,) = network.networks(corpus, by=10)
    assert whole.period == "2019–2028"
    assert next((p.body, p.ties, p.community) for p in whole.places()) == ("云川省住房和城乡建设厅", 2, 1)


def test_networks_tie_those_who_share(corpus: Corpus) -> None:
    (found,) = network.networks(corpus, through=Through.SHARE, by=10)
    assert {(t.one, t.other): t.weight for t in found.ties()}["云川省住房和城乡建设厅", "澜水市教育局"] == 2
    with pytest.raises(ValueError, match="Ministery"):
        network.networks(corpus, kind="Ministery")


@pytest.mark.parametrize(
    ("words", "ids", "cut"),
    [
        ("职业教育", [4, 6], False),
        ("城市体检 以人民为中心", [5], False),
        ("职业教育乡村振兴", [4], True),
        ("云川要闻7", [7], False),
    ],
)
def test_search_finds_words_as_they_stand(corpus: Corpus, words: str, ids: list[int], cut: bool) -> None:
    found = search.search(corpus, words)
    assert sorted(int(h.title.removeprefix("云川要闻")) for h in found.hits) == ids
    assert (found.cut, found.total) == (cut, len(ids))
    for hit in found.hits:
        assert hit.start < 0 or any(corpus.articles[hit.iri].text.startswith(w, hit.start) for w in found.words)


def test_search_keeps_to_a_span_and_ranks_by_frequency(corpus: Corpus) -> None:
    found = search.search(corpus, "城市体检", since="2021", until="2021-12")
    assert [h.date for h in found.hits] == ["2021-04-02"]
    scores = [h.score for h in search.search(corpus, "教育").hits]
    assert scores == sorted(scores, reverse=True)
    with pytest.raises(ValueError, match="nothing to look for"):
        search.search(corpus, "  ")


def test_pages_are_whole_and_ask_for_nothing(corpus: Corpus) -> None:
    page = overview(corpus)
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)
    hostile = charts.page("<b>", [charts.Section("<i>", "\x1b[2J", heads=("<u>",), rows=[("<script>",)])])
    assert "<script>" not in hostile
    assert "\x1b" not in hostile


# --- other forms, other stores --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads"])
def test_export_by_part_gives_the_graph(corpus: Corpus, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"all{SUFFIXES[form]}"
    assert exporting.export(corpus, form, path) == [path]
    assert kg.load(path) == corpus.graph()


def test_export_gives_the_graph_as_triples_each_once(triples: tuple[Corpus, Path]) -> None:
    import pyoxigraph as ox

    corpus, folder = triples
    assert kg.load(folder) == corpus.graph()
    held = [*ox.Store.read_only(str(folder))]
    assert len({(q.subject, q.predicate, q.object) for q in held}) == len(held)
    words = query.run(
        folder, "SELECT ?g { GRAPH ?g { ?s oa:hasTarget ?t } ?s a kg:Statement ; rdf:predicate kg:upholds }"
    )
    assert {g for (g,) in words} == {e.article for s in corpus.statements(None, "upholds") for e in s.evidence}


def test_export_makes_tables(corpus: Corpus, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    files = exporting.export(corpus, "parquet", tmp_path / "tables")
    assert pq.read_table(files[0]).num_rows == 8
    with pytest.raises(ValueError, match="new or empty folder"):
        exporting.export(corpus, "csv", tmp_path / "tables")
    with pytest.raises(ValueError, match="unknown form 'word'"):
        exporting.export(corpus, "word", tmp_path / "x")


def test_compact_keeps_the_content_and_drops_what_is_gone(tmp_path: Path) -> None:
    made(tmp_path)
    made(tmp_path, [*ROWS[2:], "{"], prune=True)
    before = Corpus(tmp_path / "store")
    graph, skipped, entities = before.graph(), before.skipped(), dict(before.entities)
    assert sum(len(p.gone) for p in before.manifest.parts) > 0
    manifest = compact(tmp_path / "store")
    after = Corpus(tmp_path / "store")
    assert [p.gone for p in manifest.parts] == [()]
    assert after.graph() == graph
    assert (after.skipped(), dict(after.entities)) == (skipped, entities)
    held = contents(tmp_path / "store")
    compact(tmp_path / "store")
    assert contents(tmp_path / "store") == held
    assert made(tmp_path, [*ROWS[2:], "{"]).read == 0


def test_compact_brings_a_store_of_an_earlier_format_up_to_date(run: Run, tmp_path: Path) -> None:
    made(tmp_path, [*ROWS, {**ROWS[0], "id": "again"}])
    store = tmp_path / "store"
    now, graph = contents(store), Corpus(store).graph()
    said = json.loads((store / "corpus.json").read_text("utf-8"))
    state = (store / "state" / said["state"]).rename(store / "state" / "earlier")
    for name in ("twice", "repeated_mentions", "heads", "monthly", "ends-object"):
        (state / f"{name}.parquet").unlink()
    (store / "corpus.json").write_text(json.dumps({**said, "format": 1, "state": "earlier"}), "utf-8")
    with pytest.raises(StoreError, match=r"kg corpus compact .*store brings it up to date"):
        Corpus(store)
    assert made(tmp_path, [*ROWS, {**ROWS[0], "id": "again"}]).read == 0
    assert contents(store) == now
    (store / "corpus.json").write_text(json.dumps({**said, "format": 1}), "utf-8")
    done = run("corpus", "compact", str(store))
    assert (done.code, done.err) == (0, "")
    assert load(store).format == said["format"]
    assert Corpus(store).graph() == graph
    (store / "corpus.json").write_text(json.dumps({**said, "format": 99}), "utf-8")
    with pytest.raises(StoreError, match="another format"):
        Corpus(store)


def test_differences_are_what_one_of_two_stores_has(store: Path, tmp_path: Path) -> None:
    made(tmp_path, [*ROWS[1:], row(9, "澜水市财政局推进城市体检。")])
    found = differences(Corpus(store), Corpus(tmp_path / "store"))
    articles = [(d.change, d.text) for d in found if d.what == "article"]
    assert sorted(articles) == [("+", "云川要闻9 2021-04-02"), ("-", "云川要闻1 2019-03-01")]
    assert ("+", "澜水市财政局 undertakes 城市体检 Asserted") in [(d.change, d.text) for d in found]
    assert differences(Corpus(store), Corpus(store)) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("timeline", "{}", "高质量发展", "--html", "t.html"), "2019"),
        (("timeline", "{}", "高质量发展", "--by", "body"), "坚持高质量发展"),
        (("timeline", "{}", "高质量发展", "--format", "csv"), "高质量发展,2019,1,500.0"),
        (("trends", "{}", "--least", "1", "--html", "r.html"), "before 2021"),
        (("network", "{}", "--by", "10", "--html", "n.html"), "2019–2028: 3 bodies, 2 ties, 1 communities"),
        (("search", "{}", "职业教育"), "云川要闻4"),
        (("corpus", "diff", "{}", "{}"), "statement  +0  -0  ~0"),
        (("export", "{}", "--to", "trig", "-o", "all.trig"), "all.trig"),
        (("view", "{}", "--no-open", "-o", "o.html"), "o.html"),
        (("view", "{}", "--about", "教育部", "--no-sparql", "--no-open", "-o", "p.html"), "p.html"),
    ],
)
def test_commands_take_a_store(run: Run, store: Path, words: tuple[str, ...], said: str) -> None:
    outcome = run(*(w.format(store) for w in words))
    assert outcome.code == 0
    assert said in outcome.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("trends", "{}", "--split", "soon"), "--split soon: expected a year"),
        (("trends", "{}", "--type", "Thing"), "--type Thing? One of"),
        (("network", "{}", "--by", "week"), "--by week: expected year"),
        (("network", "{}", "--kind", "Thing"), "--kind Thing? One of"),
        (("timeline", "news.jsonl", "教育部"), "no store"),
        (("corpus", "export", "{}", "--to", "trig"), "trig of a store: give a file"),
    ],
)
def test_commands_refuse_in_one_line(run: Run, store: Path, words: tuple[str, ...], message: str) -> None:
    outcome = run(*(w.format(store) for w in words))
    assert outcome.code == 2
    assert outcome.err.startswith("kg: ")
    assert message in outcome.err


def test_check_takes_a_store(run: Run, store: Path) -> None:
    pytest.importorskip("pyshacl", reason="the extra check is not installed")
    assert run("check", str(store)).out.startswith("conforms: ")


# --- on the web -----------------------------------------------------------------------------------------------------


class Page(NamedTuple):
    status: int
    type: str
    body: str


Get = Callable[..., Page]


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[tuple[Get, OfStore]]:
    """What a server of the store answers to a path."""
    of_store = OfStore(store, 2, 60.0, 1_000_000)
    with Server(of_store) as server:

        def get(path: str, accept: str = "text/html", language: str = "en") -> Page:
            address = server.url + quote(path.removeprefix("/"), safe="/?&=%")
            request = urllib.request.Request(address, headers={"Accept": accept, "Accept-Language": language})
            try:
                with urllib.request.urlopen(request) as found:
                    return Page(found.status, found.headers["Content-Type"], found.read().decode())
            except urllib.error.HTTPError as error:
                with error:
                    return Page(error.code, error.headers["Content-Type"], error.read().decode())

        yield get, of_store


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", ["2019", "/articles?from=2019&amp;until=2019", "Who works with whom", "澜水市教育局", "Community 1"]),
        ("/search?q=职业教育", ["云川要闻4", "云川要闻6", "<mark>职业教育</mark>"]),
        ("/search?type=Slogan", ["高质量发展"]),
        ("/search?q=没有的东西", ["Nothing found"]),
        ("/articles?from=2020&until=2020", ["云川要闻3", "云川要闻4", "/graph?from=2020&until=2020"]),
        ("/articles?from=2020-07&until=2020-07", ["云川要闻4"]),
        ("/vocab/高质量发展", ["By year", "Who takes it up, first to last", "坚持高质量发展", "云川要闻3"]),
        ("/ask/who-undertakes?programme=城市体检", ["澜水市住房和城乡建设局"]),
        ("/ask/about?entity=无名局", ["nothing in this store is called 无名局"]),
        ("/graph", ["that name", "of more than 300 articles"]),
        ("/graph?about=澜水市教育局&from=2021", ["云川要闻6"]),
        ("/graph?about=无名局", ["is called 无名局"]),
        ("/graph?from=soon", ["that name"]),
        ("/graph?from=1999&until=1999", ["Nothing found"]),
    ],
)
def test_served_store_answers_with_pages(served: tuple[Get, OfStore], path: str, said: list[str]) -> None:
    found = served[0](path)
    assert (found.status, found.type) == (200, "text/html; charset=utf-8")
    assert [words for words in said if words not in found.body] == []


def test_served_store_leads_to_the_words(served: tuple[Get, OfStore], corpus: Corpus) -> None:
    get, _ = served
    (body,) = corpus.find("澜水市教育局")
    page = get(f"/page/{body.iri.removeprefix(KGI.removesuffix('id/'))}").body
    statements = corpus.about(body)
    assert {s.evidence[0].quote for s in statements} <= set(re.findall("<mark>(.*?)</mark>", page))
    article = corpus.articles[statements[0].evidence[0].article]
    read = get(f"/page/{article.iri.removeprefix(KGI.removesuffix('id/'))}").body
    plain = re.sub("<[^>]+>", "", read)
    assert article.text in plain
    assert article.title in plain


def test_served_store_gives_data(served: tuple[Get, OfStore], corpus: Corpus) -> None:
    get, _ = served
    found = get("/data/vocab/高质量发展?format=nt")
    assert found.type.startswith("application/n-triples")
    (slogan,) = corpus.find("高质量发展")
    held = [s for s in corpus.about(slogan) if s.modality.holds]
    assert all(f"<{s.subject}> <{KG}{s.relation}> <{slogan.iri}>" in found.body for s in held)
    assert held
    assert get("/data/vocab/无名").status == 404
    assert get("/page/vocab/无名").status == 404
    said = get("/sparql?query=ASK{}")
    assert (said.status, "no triples were made of this store" in said.body) == (404, True)


def test_served_store_with_triples_answers_sparql(tmp_path: Path) -> None:
    made(tmp_path)
    exporting.export(Corpus(tmp_path / "store"), "oxigraph", None)
    with Server(OfStore(tmp_path / "store", 1, 60.0, 1_000_000)) as server:
        query = quote("SELECT (COUNT(*) AS ?n) { ?a a kg:Article }")
        with urllib.request.urlopen(f"{server.url}sparql?query={query}&format=csv") as found:
            assert found.read().decode().split() == ["n", "8"]


def test_served_store_shows_what_a_build_adds_meanwhile(tmp_path: Path) -> None:
    made(tmp_path, ROWS[:4])
    with Server(OfStore(tmp_path / "store", 1, 60.0, 1_000_000)) as server:

        def home() -> str:
            with urllib.request.urlopen(server.url) as found:
                text: str = found.read().decode()
                return text

        assert "2022" not in home()
        made(tmp_path)
        assert "2022" in home()


def test_shelf_breaks_off_what_takes_too_long(store: Path) -> None:
    shelf = Shelf(store, 1, 0.2)
    slow = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 11"
    with pytest.raises(Unanswered) as caught, shelf.corpus() as corpus:
        corpus.rows(slow)
    assert (caught.value.answer.status, b"longer than 0.2 seconds" in caught.value.answer.body) == (503, True)
    with shelf.corpus() as corpus:
        assert corpus.rows("SELECT 1") == [(1,)]
        with pytest.raises(Unanswered) as busy, shelf.corpus():
            pass
    assert (busy.value.answer.status, busy.value.answer.retry) == (503, 5)
