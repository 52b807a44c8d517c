"""Many documents read together give what each gives alone."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest

import kg
from kg.api import KnowledgeGraph
from kg.garbage import seldom_collected, uncollected
from kg.pipeline.document import batches, build_batch, build_document
from kg.read import read_text
from kg.words.loading import lexicon

TEXTS = (
    "云川省住房城乡建设厅召开城市更新工作会议，要求各地推进老旧小区改造。",
    "今天天气很好。",
    "财政部印发《政府采购管理办法》。教育部会同财政部开展校园安全专项整治。",
    "该厅负责同志说，要坚持以人民为中心。",
)
DOCUMENTS = [read_text(text) for text in TEXTS]


def test_a_batch_gives_the_graphs_of_its_documents_in_order() -> None:
    alone = [build_document(document, lexicon()) for document in DOCUMENTS]
    assert build_batch(DOCUMENTS, lexicon()) == alone
    assert [bool(g.statements()) for g in alone] == [True, False, True, False]
    assert build_batch([], lexicon()) == []


def test_a_file_gives_the_merge_of_its_documents(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in (*TEXTS, TEXTS[0])), encoding="utf-8")
    assert kg.build(file) == KnowledgeGraph.union(build_batch(DOCUMENTS, lexicon()))


def test_batches_are_cut_where_they_have_enough_characters() -> None:
    sizes = [[len(d.text) for d in batch] for batch in batches(DOCUMENTS, 35)]
    lengths = list(map(len, TEXTS))
    assert sizes == [lengths[:2], lengths[2:3], lengths[3:]]
    assert list(batches([])) == []


@pytest.mark.parametrize("state", [uncollected, seldom_collected])
def test_garbage_is_collected_as_before_after_an_error(state: type) -> None:
    before = gc.isenabled(), gc.get_threshold()
    with state():
        assert (gc.isenabled(), gc.get_threshold()) != before
    with pytest.raises(ValueError, match="halfway"), state():
        raise ValueError("halfway")
    assert (gc.isenabled(), gc.get_threshold()) == before


def test_build_reads_a_name_whose_words_are_cut_again_when_they_stand_alone() -> None:
    graph = kg.build_text("2019年，云川省水利厅举办“不忘初心”专题会议。", date="2019-08-01")
    assert graph.articles


def test_build_text_reads_a_sentence_of_any_number_of_clauses() -> None:
    graph = kg.build_text("为" + "推进城市更新，" * 2000 + "云川省财政厅推进城市体检。")
    assert {graph.entities[s.object].label for s in graph.statements()} == {"城市更新", "城市体检"}
