"""Pages for readers: results as tables, the query form, and the queries behind the pages of entities."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from kg.model import KG, KGI, KGV
from kg.serve.answers import Answer
from kg.terms import QUERY_PREFIXES

_STYLE: Final = """
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:64rem;
margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fff}a{color:#1a5fb4}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8dde5}
textarea{width:100%;min-height:12rem;font:14px/1.5 ui-monospace,monospace}q{quotes:"“" "”"}
.kind{color:#566074;font-size:.9em}@media(prefers-color-scheme:dark){body{background:#14181f;color:#e2e7ee}
a{color:#7cb7ff}td,th{border-color:#2c3440}textarea{background:#1b212b;color:inherit}.kind{color:#9aa5b5}}
"""


def as_page(title: str, body: str) -> Answer:
    """The body as a page with a title."""
    text = (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )
    return Answer(200, "text/html; charset=utf-8", text.encode())


def _local(iri: str) -> str:
    """The address on this server of an entity's IRI; other IRIs as they are."""
    for start, path in ((KGI, "/id/"), (KGV, "/vocab/")):
        if iri.startswith(start):
            return path + quote(iri[len(start) :], safe="/#=,")
    return "/ontology" if iri.startswith(KG) else iri


def cell(term: Mapping[str, str] | None) -> str:
    """A term of a SPARQL JSON answer as the content of a table's cell; an IRI is a link."""
    if term is None:
        return ""
    value = html.escape(term["value"])
    if term["type"] == "uri":
        shown = next(
            (f"{p}:{term['value'][len(i) :]}" for p, i in QUERY_PREFIXES.items() if term["value"].startswith(i)), ""
        )
        if re.match(r"https?://", term["value"]):
            return f'<a href="{html.escape(_local(term["value"]))}">{html.escape(shown) or value}</a>'
    return value


def table(answer_: Mapping[str, Any]) -> str:
    """A SPARQL JSON answer as an HTML table."""
    if "boolean" in answer_:
        return f"<p>{'是 yes' if answer_['boolean'] else '否 no'}</p>"
    columns = answer_["head"]["vars"]
    head = "".join(f"<th>{html.escape(c)}</th>" for c in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell(row.get(c))}</td>" for c in columns) + "</tr>"
        for row in answer_["results"]["bindings"]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def form_of_query(query: str) -> str:
    """The form that asks a query, filled with one."""
    return (
        '<form action="/sparql" method="get"><label for="q">SPARQL</label>'
        f'<textarea id="q" name="query" spellcheck="false">{html.escape(query)}</textarea>'
        '<input type="hidden" name="format" value="html"><button>查询 Ask</button></form>'
    )


START: Final = """SELECT ?name ?programme WHERE {
  ?body kg:undertakes ?p ; rdfs:label ?name .
  ?p rdfs:label ?programme .
} LIMIT 100"""


COUNTS: Final = """SELECT ?type (COUNT(?x) AS ?count) WHERE {
  ?x a ?type FILTER(STRSTARTS(STR(?type), STR(kg:)))
} GROUP BY ?type ORDER BY DESC(?count) ?type"""


ABOUT: Final = """SELECT ?direction ?relation ?other ?name ?modality ?quote ?article WHERE {
  VALUES ?entity { <IRI> }
  { ?statement rdf:subject ?entity ; rdf:object ?other . BIND("→" AS ?direction) }
  UNION
  { ?statement rdf:object ?entity ; rdf:subject ?other . BIND("←" AS ?direction) }
  ?statement rdf:predicate ?relation ; kg:modality ?modality ; oa:hasTarget ?target .
  ?other rdfs:label ?name FILTER(LANGMATCHES(LANG(?name), "zh"))
  ?target oa:hasSource ?article ; oa:hasSelector ?words .
  ?words oa:exact ?quote .
} ORDER BY DESC(?direction) ?relation ?name LIMIT 1000"""


SAID: Final = "SELECT ?property ?value WHERE { <IRI> ?property ?value } ORDER BY ?property ?value LIMIT 500"
DESCRIBE: Final = "CONSTRUCT { <IRI> ?p ?o . ?s ?q <IRI> } WHERE { { <IRI> ?p ?o } UNION { ?s ?q <IRI> } }"
SAFE: Final = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')
