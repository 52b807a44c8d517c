"""Pages for readers: their frame, tables of results in words, the query form, and the queries behind the pages."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from kg.model import KG, KGI, KGV, EntityType
from kg.said import column, said
from kg.serve.answers import Answer
from kg.terms import QUERY_PREFIXES

TYPES: Final = frozenset(t.value for t in EntityType)
Row = Mapping[str, Mapping[str, str]]
"""A row of a SPARQL JSON answer."""


def at(row: Row, key: str) -> str:
    """A row's value, empty where it has none."""
    return row.get(key, {}).get("value", "")


class Say:
    """Words in one language, Chinese (0) or English (1); `say("ask")` and `say.term("undertakes")`."""

    def __init__(self, accept_language: str | None) -> None:
        """Take the language that the header puts first; Chinese where it names neither."""
        first = re.search(r"\b(zh|en)\b", (accept_language or "").lower())
        self.number = 1 if first is not None and first[1] == "en" else 0

    def __call__(self, key: str) -> str:
        """What the pages themselves say."""
        return said("served pages", key)[self.number]

    def column(self, name: str) -> str:
        """What a column or a parameter of the named questions is called; its variable where that is not known."""
        return column(name)[self.number]

    def term(self, name: str, *, inverse: bool = False) -> str:
        """What a class, property or individual of the ontology is called; its name where that is not known."""
        return (_inverses() if inverse else _terms()).get(name, (name, name))[self.number]


@cache
def _terms() -> Mapping[str, tuple[str, str]]:
    """Every term of the ontology, in Chinese and in English."""
    from kg.ontology_docs import terms

    return {t.name: (t.zh or t.name, t.en or t.name) for t in terms()}


@cache
def _inverses() -> Mapping[str, tuple[str, str]]:
    """Each relation as it is called from its object's end."""
    from kg.relations import shipped

    found = {r.value: d for r, d in shipped().items()}
    return {name: (d.inverse[0] or d.labels[0], d.inverse[1] or d.labels[1]) for name, d in found.items()}


@cache
def _style() -> str:
    from kg.view import colours

    return colours() + (Path(__file__).parent / "site.css").read_text("utf-8")


def as_page(title: str, body: str, say: Say, *, asked: str | None = "", status: int = 200) -> Answer:
    """The body as a page with a title and, above it, the box that searches, holding what was asked; none for None."""
    links = (("/graph", "page"), ("/ontology", "ontology"), ("/sparql", "query"))
    nav = "".join(f'<a href="{href}">{say(key)}</a>' for href, key in links)
    text = (
        f'<!doctype html><html lang="{("zh-Hans", "en")[say.number]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_style()}</style></head><body>"
        f'<header><a class="home" href="/">policy-kg</a>{find(say, asked) if asked is not None else ""}'
        f'<nav aria-label="policy-kg">{nav}</nav></header>'
        f"<main>{body}</main></body></html>\n"
    )
    return Answer(status, "text/html; charset=utf-8", text.encode("utf-8", "replace"))


def find(say: Say, asked: str = "") -> str:
    """The box that searches names and texts."""
    return (
        '<form class="find" role="search" action="/search"><input type="search" name="q" '
        f'value="{html.escape(asked)}" aria-label="{say("find")}" placeholder="{say("find")}">'
        f"<button>{say('search')}</button></form>"
    )


def local(iri: str) -> str:
    """The address on this server of an entity's IRI; other IRIs as they are.

    >>> local("https://w3id.org/policy-kg/vocab/城市更新")
    '/vocab/%E5%9F%8E%E5%B8%82%E6%9B%B4%E6%96%B0'
    """
    for start, path in ((KGI, "/id/"), (KGV, "/vocab/")):
        if iri.startswith(start):
            return path + quote(iri[len(start) :], safe="/=,")
    return f"/ontology#{iri[len(KG) :]}" if iri.startswith(KG) else iri


def sign(type_: str) -> str:
    """The shape in the colour of a type; nothing for what is no entity."""
    return f'<span class="dot {type_}" aria-hidden="true"></span>' if type_ in TYPES else ""


def link(iri: str, name: str, type_: str = "") -> str:
    """A link to an entity or article by its name, with the sign of its type."""
    return f'{sign(type_)}<a href="{html.escape(local(iri))}">{html.escape(name)}</a>'


def _cell(term: Mapping[str, str] | None, say: Say, names: Mapping[str, str]) -> str:
    """A term of a SPARQL JSON answer as the content of a table's cell: a link with a name, or a text."""
    if term is None:
        return ""
    iri = term["value"]
    if term["type"] != "uri":
        return html.escape(iri)
    if iri.startswith(KG):
        return link(iri, say.term(iri[len(KG) :]))
    if iri in names:
        return link(iri, names[iri])
    shown = next((f"{p}:{iri[len(i) :]}" for p, i in QUERY_PREFIXES.items() if iri.startswith(i)), iri)
    return link(iri, shown) if re.match(r"https?://", iri) else html.escape(iri)


def table(answer_: Mapping[str, Any], say: Say, names: Mapping[str, str], *, named: bool = False) -> str:
    """A SPARQL JSON answer as an HTML table; `names` holds what the IRIs of the graph are called.

    Of a `named` question the columns are called in words, else by their variables.
    """
    if "boolean" in answer_:
        return f"<p>{say('yes') if answer_['boolean'] else say('no')}</p>"
    columns = answer_["head"]["vars"]
    head = "".join(f'<th scope="col">{html.escape(say.column(c) if named else c)}</th>' for c in columns)
    found = answer_["results"]["bindings"]
    rows = "".join(
        "<tr>" + "".join(f"<td>{_cell(row.get(c), say, names)}</td>" for c in columns) + "</tr>" for row in found
    )
    return (
        f'<p class="count">{len(found)} {say("rows")}</p><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{say("query")}"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def form_of_query(query: str, say: Say) -> str:
    """The form that asks a query, filled with one."""
    return (
        f'<form class="ask" action="/sparql" method="get"><label class="wide" for="q">{say("query")}</label>'
        f'<textarea id="q" name="query" spellcheck="false">{html.escape(query)}</textarea>'
        f'<input type="hidden" name="format" value="html"><button>{say("ask")}</button></form>'
    )


def literal(text: str) -> str:
    r"""The text as a literal of SPARQL.

    >>> literal('城市"更新"')
    '"城市\\"更新\\""'
    """
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)


_TYPES: Final = "VALUES ?type { " + " ".join(f"kg:{t}" for t in EntityType) + " }"
_ROOM: Final = 90
"""Characters of the text that are looked through on either side for the ends of a sentence."""

START: Final = """SELECT ?body ?programme WHERE {
  ?body kg:undertakes ?programme .
} LIMIT 100"""


COUNTS: Final = f"""SELECT ?type (COUNT(?x) AS ?count) WHERE {{
  {_TYPES.replace(" }", " kg:Article }")} ?x a ?type
}} GROUP BY ?type ORDER BY DESC(?count) ?type"""

# what may be missing comes last: whatever follows it is worked out for the whole graph
_SENTENCE: Final = f"""
  ?target oa:hasSource ?article ; oa:hasSelector ?words , ?place .
  ?words oa:exact ?quote . ?place oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?statement kg:confidence ?confidence }}
  OPTIONAL {{ ?article dcterms:title ?title }} OPTIONAL {{ ?article dcterms:issued ?date }}
  OPTIONAL {{ ?article schema:url ?url }}
  OPTIONAL {{ ?article schema:articleBody ?text }}
  BIND(SUBSTR(?text, IF(?start > {_ROOM}, ?start - {_ROOM - 1}, 1), IF(?start > {_ROOM}, {_ROOM}, ?start)) AS ?before)
  BIND(SUBSTR(?text, ?end + 1, {_ROOM}) AS ?after)"""
_SENTENCES: Final = "?statement ?confidence ?quote ?article ?title ?date ?url ?before ?after"

_OF_TYPE: Final = f"FILTER(?type IN ({', '.join(f'kg:{t}' for t in EntityType)}))"
"""Asks for the type of what is found already; values for it would be joined with all that there is of each type."""

_ABOUT: Final = f"""SELECT ?direction ?relation ?other ?type ?name ?modality {_SENTENCES} WHERE {{
  ?statement ENDS ; rdf:predicate ?relation ; kg:modality ?modality ; oa:hasTarget ?target .
  ?other a ?type {_OF_TYPE} ?other rdfs:label ?name FILTER(LANGMATCHES(LANG(?name), "zh")){_SENTENCE}
  BIND("WAY" AS ?direction)
}} ORDER BY ?relation ?name ?date LIMIT 1000"""
ABOUT: Final = (
    _ABOUT.replace("ENDS", "rdf:subject <IRI> ; rdf:object ?other").replace("WAY", ">"),
    _ABOUT.replace("ENDS", "rdf:object <IRI> ; rdf:subject ?other").replace("WAY", "<"),
)
"""What an entity is the subject of, and then the object: apart, since a union is worked out for all there is first."""

STATED: Final = f"""SELECT ?subject ?subjectName ?relation ?object ?objectName ?modality {_SENTENCES} WHERE {{
  VALUES ?article {{ <IRI> }} ?target oa:hasSource ?article . ?statement oa:hasTarget ?target ;
    rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:modality ?modality .
  ?subject rdfs:label ?subjectName FILTER(LANGMATCHES(LANG(?subjectName), "zh"))
  ?object rdfs:label ?objectName FILTER(LANGMATCHES(LANG(?objectName), "zh")){_SENTENCE}
}} ORDER BY ?start LIMIT 1000"""

QUALIFIED: Final = """SELECT ?statement (GROUP_CONCAT(DISTINCT ?how; separator="\\n") AS ?qualified) WHERE {
  ?statement ENDS ; ?quality ?qualifier . ?qualifier a kg:Qualifier ; oa:hasTarget/oa:hasSelector/oa:exact ?words
  BIND(CONCAT(STRAFTER(STR(?quality), "#"), " ", ?words) AS ?how)
} GROUP BY ?statement"""
"""What qualifies the statements of certain ends: asked apart, since as a part of another question it takes seconds."""

MENTIONS: Final = f"""SELECT ?entity ?type ?start ?end WHERE {{
  ?target oa:hasSource <IRI> ; oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end .
  ?mention oa:hasTarget ?target ; kg:refersTo ?entity . ?entity a ?type {_OF_TYPE}
}} ORDER BY ?start DESC(?end) LIMIT 5000"""

NAMED_IN: Final = """SELECT ?article ?title ?date WHERE {
  ?article kg:mentions <IRI> OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dcterms:issued ?date }
} ORDER BY DESC(?date) ?title LIMIT 200"""

ENTITIES: Final = f"""SELECT ?x ?type ?name (SAMPLE(?said) AS ?also) (COUNT(DISTINCT ?article) AS ?count) WHERE {{
  {{ SELECT DISTINCT ?x ?type ?said WHERE {{ {_TYPES} ?x a ?type ; rdfs:label|skos:altLabel ?said FOUND }} LIMIT 500 }}
  ?x rdfs:label ?name FILTER(LANGMATCHES(LANG(?name), "zh"))
  OPTIONAL {{ ?article kg:mentions ?x }}
}} GROUP BY ?x ?type ?name ORDER BY DESC(?count) ?name LIMIT 100"""

ARTICLES: Final = """SELECT ?x ?name ?date ?snippet WHERE {
  ?x a kg:Article OPTIONAL { ?x dcterms:title ?name } OPTIONAL { ?x dcterms:issued ?date }
  OPTIONAL { ?x schema:articleBody ?text }
  FILTER(CONTAINS(COALESCE(?name, ""), TEXT) || CONTAINS(COALESCE(?text, ""), TEXT))
  BIND(STRLEN(STRBEFORE(COALESCE(?text, ""), TEXT)) AS ?at)
  BIND(SUBSTR(COALESCE(?text, ""), IF(?at > 30, ?at - 29, 1), 110) AS ?snippet)
} ORDER BY DESC(?date) ?name LIMIT 100"""

NAMES: Final = """SELECT ?x ?name WHERE {
  VALUES ?x { IRIS } ?x rdfs:label|dcterms:title ?name FILTER(LANG(?name) = "" || LANGMATCHES(LANG(?name), "zh"))
}"""

CALLED: Final = f"""SELECT DISTINCT ?x ?name WHERE {{
  {_TYPES} ?x a ?type ; rdfs:label|skos:altLabel ?said FILTER(STR(?said) = TEXT || STR(?x) = TEXT)
  ?x rdfs:label ?name FILTER(LANGMATCHES(LANG(?name), "zh"))
}} LIMIT 20"""

SAID: Final = "SELECT ?property ?value WHERE { <IRI> ?property ?value } ORDER BY ?property ?value LIMIT 500"
DESCRIBE: Final = "CONSTRUCT { <IRI> ?p ?o . ?s ?q <IRI> } WHERE { { <IRI> ?p ?o } UNION { ?s ?q <IRI> } }"
SAFE: Final = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')
