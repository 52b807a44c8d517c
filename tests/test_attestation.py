"""Attestation: what a corpus attests, the table, the bisection, and that no source of the vocabularies is made up."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.attestation import attest, sources
from kg.model import KG, KGV
from kg.read import read_text
from kg.resources import ontology_dir
from kg.vocabulary.attestations import COLUMNS, Attestation, AttestationError, attested, read, text, when
from kg.words.loading import lexicon

SHIPPED = ontology_dir() / "attested.tsv"
_GRAMMAR_HEADS = {"policy-kg", "shapes"}


def test_attest_counts_mentions_articles_and_dates() -> None:
    documents = [
        read_text("教育部召开会议。教育部印发通知。", date="2021-04-13"),
        read_text("教育部表示，要推进改革。", date="2019-05-01"),
    ]
    rows = [row for row in attest(documents, lexicon(), "two") if row.name == "教育部"]
    assert rows == [Attestation("教育部", "教育部", "two", 3, 2, "2019-05-01", "2021-04-13")]


def test_text_is_read_again(tmp_path: Path) -> None:
    rows = [
        Attestation("乙", "乙", "c", 1, 1, "", ""),
        Attestation("甲", "甲的别名", "c", 2, 1, "2020-01-01", "2020-01-01"),
    ]
    path = tmp_path / "a.tsv"
    path.write_text(text(rows), "utf-8")
    assert sorted(read(path)) == sorted(rows)


@pytest.mark.parametrize(
    ("content", "says"),
    [("entry\tname\n", "expected the columns"), (f"{COLUMNS}\na\tb\tc\tmany\t1\t\t\n", "line 2: expected")],
)
def test_read_refuses_what_is_no_table(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(content, "utf-8")
    with pytest.raises(AttestationError, match=re.escape(says)):
        read(path)


def test_attested_finds_the_rows_of_every_entry_by_bisection() -> None:
    rows = read(SHIPPED)
    for row in (rows[0], rows[len(rows) // 3], rows[-1]):
        assert list(attested(KGV + row.entry)) == [r for r in rows if r.entry == row.entry]
    assert attested(KGV + "没有这个词条") == ()


def test_when_takes_names_and_corpora_together() -> None:
    one = Attestation("甲", "甲", "c", 2, 1, "2020-01-01", "2021-01-01")
    assert when([one, one._replace(corpus="d", first="", last="")]) == one._replace(mentions=4, articles=2)
    assert when([]) is None


def test_shipped_rows_are_of_entries_and_sorted() -> None:
    rows = read(SHIPPED)
    known = lexicon().entries
    assert {row.entry for row in rows} <= {iri.removeprefix(KGV) for iri in known}
    assert text(rows) == SHIPPED.read_text("utf-8")
    assert all(row.first <= row.last and row.articles <= row.mentions for row in rows)


def test_every_source_is_a_package_with_its_version() -> None:
    """A source is what was looked at; anything else says kg:compiled."""
    cited = 0
    for path in sorted(ontology_dir().glob("*.ttl")):
        if path.stem in _GRAMMAR_HEADS:
            continue
        schemes, marked = set(), set()
        for triple in ox.parse(path=str(path)):
            predicate, value = triple.predicate.value, getattr(triple.object, "value", "")
            if predicate.endswith("terms/source"):
                cited += 1
                assert re.search(r"package [\w.-]+ \d+\.\d", value), f"{path.name}: {triple.subject}: {value}"
                marked.add(triple.subject)
            elif predicate == KG + "compiled":
                marked.add(triple.subject)
            elif value.endswith("#ConceptScheme"):
                schemes.add(triple.subject)
        assert schemes <= marked, f"{path.name}: what was it made from?"
    assert cited


def test_sources_count_every_entry_once() -> None:
    assert sum(sources()) == len(lexicon().entries)
    assert min(sources()) > 0
