"""Review: what should be looked at among entries, by what corpora attest of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.review import Finding, Why, findings, text
from kg.vocabulary.attestations import Attestation
from kg.words.lexicon import Lexicon
from kg.words.loading import load

TURTLE = """
@prefix kg: <https://w3id.org/policy-kg/ontology#> .
@prefix kgv: <https://w3id.org/policy-kg/vocab/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

kgv:云上安家 a kg:Program ; skos:prefLabel "云上安家工程"@zh ; skos:altLabel "安家"@zh .
kgv:云川公司 a kg:Organization , kg:Company ; skos:prefLabel "云川"@zh ; skos:altLabel "云川公司公司"@zh .
kgv:云川委 a kg:Organization , kg:Ministry ; skos:prefLabel "云川委"@zh ; schema:dissolutionDate "2018-03"^^xsd:gYearMonth .
kgv:步步登高 a kg:Slogan ; skos:prefLabel "云水云水、步步登高"@zh .
"""


@pytest.fixture
def known(tmp_path: Path) -> Lexicon:
    (tmp_path / "mine.ttl").write_text(TURTLE, "utf-8")
    return load([tmp_path])


def attested(entry: str, name: str, articles: int, last: str = "2020-01-01") -> Attestation:
    return Attestation(entry, name, "c", articles, articles, "2012-07-01", last)


def test_findings_are_what_corpora_do_not_name_or_name_otherwise(known: Lexicon) -> None:
    rows = [
        attested("云上安家", "云上安家工程", 1),
        attested("云上安家", "安家", 5),
        attested("云川委", "云川委", 3, "2018-04-01"),
    ]
    assert findings(known, rows) == [
        Finding(Why.LATER, "云川委", "云川委", "Ministry", "", "ended 2018-03, last named 2018-04-01"),
        Finding(Why.UNATTESTED, "云川公司", "云川", "Company", "", "mine.ttl"),
        Finding(Why.UNATTESTED, "步步登高", "云水云水、步步登高", "Slogan", "", "mine.ttl"),
        Finding(Why.TWICE, "云川公司", "云川", "Company", "云川公司公司", ""),
        Finding(Why.WIDER, "云上安家", "云上安家工程", "Program", "安家", "5 articles, others 1"),
    ]


def test_findings_leave_alone_what_is_attested_evenly_and_until_its_end(known: Lexicon) -> None:
    rows = [
        attested("云上安家", "云上安家工程", 2),
        attested("云上安家", "安家", 9),
        attested("云川委", "云川委", 3, "2018-03-31"),
    ]
    assert {finding.entry for finding in findings(known, rows)} == {"云川公司", "步步登高"}


def test_text_has_a_row_for_each_finding(known: Lexicon) -> None:
    head, *rows = text(findings(known, ())).splitlines()
    assert head == "why\tentry\tlabel\ttype\tname\tdetail"
    assert len(rows) == 5
