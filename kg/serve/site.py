"""What the server tells readers: its front page, what a search finds, a page for each thing, article and question."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from kg.model import KG, KGI, KGV
from kg.query import named
from kg.serve.answers import Answer
from kg.serve.pages import (
    SAFE,
    START,
    TYPES,
    Row,
    Say,
    as_page,
    at,
    find,
    form_of_query,
    link,
    local,
    sign,
    table,
)
from kg.serve.source import Source

Facts = dict[str, list[Mapping[str, str]]]
"""What is said of a thing, by the last part of the property's IRI."""

_ENDS: Final = re.compile(r"[。！？；!?\n]")
_LONGEST: Final = 120
"""Characters of the longest sentence that is looked for on the page that an article comes from."""

_FIRST: Final = 3
"""Sentences that are shown at once where many say the same."""


def sentence(before: str, words: str, after: str) -> tuple[str, str, str]:
    """What stands before the words in their sentence, the words, and what follows them.

    >>> sentence("昨天下雨。今年", "云川推进供热工程", "，效果很好。明天")
    ('今年', '云川推进供热工程', '，效果很好。')
    """
    ends = [m.end() for m in _ENDS.finditer(before)]
    start = before[ends[-1] :] if ends else before
    last = _ENDS.search(after)
    end = after[: last.end()] if last else after
    return start.lstrip(), " ".join(words.split()), end.rstrip()


@dataclass(frozen=True, slots=True)
class Site:
    """Pages out of what a source answers, in the words of `say`."""

    source: Source
    say: Say

    def home(self) -> Answer:
        """How much there is of each type, the box that searches, the questions, and the form of a query."""
        say = self.say
        counts = [(at(r, "type").removeprefix(KG), int(at(r, "count"))) for r in self.source.counts()]
        cards = "".join(
            f'<li><a href="/search?type={name}"><strong>{count:,}</strong>{sign(name)}{say.term(name)}</a></li>'
            for name, count in counts
        )
        questions = "".join(
            f'<li><a href="/ask/{q.name}">{html.escape((q.zh, q.en)[say.number])}</a></li>' for q in named().values()
        )
        body = (
            f'<h1>policy-kg</h1>{find(say)}<ul class="types">{cards}</ul>{self.source.overview(say)}'
            f"<h2>{say('questions')}</h2>"
            f'<ul class="list">{questions}</ul><h2>{say("query")}</h2>{form_of_query(START, say)}'
        )
        return as_page("policy-kg", body, say, asked=None)

    def search(self, text: str, type_: str) -> Answer:
        """The entities that bear the text in a name (of one type, where it is named), and the articles that hold it."""
        say, text = self.say, text.strip()
        things = self._things(text, type_) if text or type_ in TYPES else []
        articles = self.source.articles(text) if text or type_ == "Article" else []
        listed = "".join(self._thing(row, text) for row in things)
        read = "".join(f"<li>{self._article(row, text)}</li>" for row in articles)
        parts = [self._section("entities", len(things), listed), self._section("articles", len(articles), read)]
        title = text or (say.term(type_) if type_ in {*TYPES, "Article"} else say("search"))
        none = "" if listed or read else f'<p class="none">{say("none")}</p>'
        return as_page(title, f"<h1>{html.escape(title)}</h1>{none}{''.join(parts)}", say, asked=text)

    def _things(self, text: str, type_: str) -> list[Row]:
        """The entities found, those first that are called just so, then by how much is stated of them."""
        return sorted(
            self.source.things(text, type_),
            key=lambda r: text.lower() not in {at(r, "name").lower(), at(r, "also").lower()},
        )

    def _thing(self, row: Row, text: str) -> str:
        also = at(row, "also")
        shown = f" <small>{html.escape(also)}</small>" if text and also != at(row, "name") else ""
        type_ = at(row, "type").removeprefix(KG)
        name = link(at(row, "x"), at(row, "name"), type_)
        return f'<li>{name}{shown} <span class="count">{at(row, "count")}</span></li>'

    def _article(self, row: Row, text: str) -> str:
        """An article of a list: its title, its date, and where it has the text."""
        title, shown = at(row, "name") or self.say("untitled"), " ".join(at(row, "snippet").split())
        marked = f"<mark>{html.escape(text)}</mark>".join(map(html.escape, shown.split(text))) if text else ""
        words = f"<blockquote>…{marked}…</blockquote>" if text and text in shown else ""
        return f"{link(at(row, 'x'), title)} <small>{html.escape(at(row, 'date'))}</small>{words}"

    def _section(self, key: str, count: int, items: str) -> str:
        """A heading with a count above a list; nothing where there is nothing."""
        return (
            f'<h2>{self.say(key)} <span class="count">{count}</span></h2><ul class="list">{items}</ul>' if items else ""
        )

    def sparql(self, query: str, found: Answer | None = None) -> Answer:
        """The form with a query, and below it what was found, if it has been asked."""
        say, shown, status = self.say, "", 200
        if found is not None and found.status == 200 and found.body[:1] == b"{":
            answer_ = json.loads(found.body)
            shown = table(answer_, say, self._names(answer_))
        elif found is not None:
            status = found.status
            shown = f'<pre class="{"error" if status != 200 else ""}">{html.escape(found.body.decode())}</pre>'
        title = say("query")
        return as_page(title, f"<h1>{title}</h1>{form_of_query(query, say)}{shown}", say, status=status)

    def _names(self, answer_: Mapping[str, Any]) -> dict[str, str]:
        """What the entities and articles of an answer are called, by IRI."""
        rows = answer_.get("results", {}).get("bindings", [])
        iris = {
            t["value"] for row in rows for t in row.values() if t["type"] == "uri" and t["value"].startswith((KGI, KGV))
        }
        wanted = [iri for iri in sorted(iris) if SAFE.fullmatch(iri)][:1000]
        if not wanted:
            return {}
        return {at(r, "x"): at(r, "name") for r in self.source.names(wanted)}

    def question(self, name: str, values: Mapping[str, str]) -> Answer | None:
        """A named question with a box for each parameter, and its answer where all have a value; None if unknown."""
        if name not in named():
            return None
        asked, say = named()[name], self.say
        values = {p.name: values.get(p.name, "").strip() or p.default for p in asked.parameters}
        boxes = "".join(
            f'<label title="{html.escape(p.description)}">{html.escape(say.column(p.name))}'
            f'<input name="{p.name}" value="{html.escape(values[p.name])}" required></label>'
            for p in asked.parameters
        )
        title = (asked.zh, asked.en)[say.number]
        shown = ""
        if all(values.values()):
            try:
                answer_ = self.source.answered(asked, values, say)
                shown = table(answer_, say, self._names(answer_), named=True)
            except LookupError as error:
                shown = f'<p class="error" role="alert">{html.escape(str(error.args[0]))}</p>'
        form = f'<form class="ask" action="/ask/{name}">{boxes}<button>{say("ask")}</button></form>' if boxes else ""
        return as_page(title, f"<h1>{html.escape(title)}</h1>{form}{shown}", say)

    def thing(self, iri: str, path: str) -> Answer | None:
        """The page of an IRI whose place here is `path`: an article, an entity or what else; None for nothing."""
        said = self.source.said(iri)
        if not said:
            return None
        facts: Facts = {}
        for row in said:
            facts.setdefault(re.split(r"[#/]", at(row, "property"))[-1], []).append(row["value"])
        types = [t["value"].removeprefix(KG) for t in facts.get("type", [])]
        more = f'<p class="kind">{html.escape(iri)} · <a href="/data{html.escape(path)}?format=ttl">Turtle</a></p>'
        if "Article" in types:
            return self._article_page(iri, facts, more)
        if any(t in TYPES for t in types):
            return self._entity_page(iri, facts, types, more)
        answer_ = {"head": {"vars": ["property", "value"]}, "results": {"bindings": said}}
        title = next((v["value"] for v in facts.get("label", [])), iri)
        shown = table(answer_, self.say, self._names(answer_))
        return as_page(title, f"<h1>{html.escape(title)}</h1>{more}{shown}", self.say)

    def _entity_page(self, iri: str, facts: Facts, types: Sequence[str], more: str) -> Answer:
        say = self.say
        labels = {v.get("xml:lang", ""): v["value"] for v in facts.get("label", [])}
        title = labels.get("zh") or next(iter(labels.values()), iri)
        main = next(t for t in types if t in TYPES)
        told = [
            ("english", labels.get("en", "")),
            ("also", "、".join(v["value"] for v in facts.get("altLabel", []))),
        ]
        kinds = " · ".join(say.term(t) for t in (main, *(t for t in types if t != main)))
        read = "".join(f"<li>{self._article(_as_listed(r), '')}</li>" for r in self.source.named_in(iri))
        body = (
            f'<h1>{html.escape(title)}</h1><p class="kind">{sign(main)}{html.escape(kinds)}</p>'
            f"{_facts(say, told)}{more}{self.source.life(iri, say)}{''.join(self._groups(iri))}"
            f"{self._section('named', read.count('<li>'), read)}"
        )
        return as_page(title, body, say)

    def _groups(self, iri: str) -> Iterator[str]:
        """What is stated of an entity, by relation and by the other end, each with the sentences that say it."""
        rows = self.source.about(iri)
        for (way, relation), group in groupby(rows, key=lambda r: (at(r, "direction"), at(r, "relation"))):
            name = self.say.term(relation.removeprefix(KG), inverse=way == "<")
            others = [
                list(g) for _, g in groupby(group, key=lambda r: (at(r, "name"), at(r, "other"), at(r, "modality")))
            ]
            items = "".join(f"<li>{self._stated(other)}</li>" for other in others)
            yield f'<h2>{html.escape(name)} <span class="count">{len(others)}</span></h2><ul class="list">{items}</ul>'

    def _stated(self, rows: Sequence[Row]) -> str:
        first = rows[0]
        quotes = [self._quoted(row) for row in rows]
        rest = (
            f"<details><summary>+{len(quotes) - _FIRST}</summary>{''.join(quotes[_FIRST:])}</details>"
            if len(quotes) > _FIRST
            else ""
        )
        thing = link(at(first, "other"), at(first, "name"), at(first, "type").removeprefix(KG))
        return f"{thing}{self._how(first)}{''.join(quotes[:_FIRST])}{rest}"

    def _how(self, row: Row) -> str:
        """In what mood a statement is made where not asserted, what qualifies it, and how sure its reading is."""
        modality, sure = at(row, "modality").removeprefix(KG), at(row, "confidence")
        badge = f'<span class="badge {modality}">{self.say.term(modality)}</span>' if modality != "Asserted" else ""
        said = [line.partition(" ") for line in sorted({*at(row, "qualified").split("\n")} - {""})]
        told = "".join(f" <small>{html.escape(f'{self.say.term(name)}: {words}')}</small>" for name, _, words in said)
        return badge + told + (f" <small>{self.say('confidence')} {html.escape(sure)}</small>" if sure else "")

    def _quoted(self, row: Row) -> str:
        """The sentence that says a statement, with a link to its article here and to the page that it comes from."""
        start, words, end = sentence(at(row, "before"), at(row, "quote"), at(row, "after"))
        title, url = at(row, "title") or self.say("untitled"), at(row, "url")
        out = ""
        if re.match(r"https?://", url):
            place = _fragment(at(row, "before"), start + words + end) if "#" not in url else ""
            out = f' <a href="{html.escape(url + place)}" rel="noopener noreferrer" title="{self.say("source")}">↗</a>'
        article = f'<a href="{html.escape(local(at(row, "article")))}">{html.escape(title)}</a>'
        return (
            f"<blockquote>{html.escape(start)}<mark>{html.escape(words)}</mark>{html.escape(end)}<footer>"
            f"{article} {html.escape(at(row, 'date'))}{out}</footer></blockquote>"
        )

    def _article_page(self, iri: str, facts: Facts, more: str) -> Answer:
        say = self.say
        one = {key: values[0]["value"] for key, values in facts.items()}
        title, text = one.get("title") or say("untitled"), one.get("articleBody", "")
        told = [("date", one.get("issued", "")), ("source", one.get("source", ""))]
        told.append(("author", one.get("byline", "") or "、".join(v["value"] for v in facts.get("author", []))))
        url = one.get("url", "")
        out = (
            f'<p class="kind"><a href="{html.escape(url)}" rel="noopener noreferrer">{html.escape(url)}</a></p>'
            if re.match(r"https?://", url)
            else ""
        )
        mentions = [
            (int(at(r, "start")), int(at(r, "end")), at(r, "entity"), at(r, "type").removeprefix(KG))
            for r in self.source.mentions(iri)
        ]
        stated = [self._stated_in(row) for row in self.source.stated(iri)]
        body = (
            f"<h1>{html.escape(title)}</h1>{_facts(say, told)}{out}{more}<article>{linked(text, mentions)}</article>"
            f"{self._section('stated', len(stated), ''.join(stated))}"
        )
        return as_page(title, body, say)

    def _stated_in(self, row: Row) -> str:
        relation = self.say.term(at(row, "relation").removeprefix(KG))
        ends = [link(at(row, end), at(row, f"{end}Name")) for end in ("subject", "object")]
        return f"<li>{ends[0]} {html.escape(relation)} {ends[1]}{self._how(row)}{self._quoted(row)}</li>"


def _as_listed(row: Row) -> Row:
    """A row of an article as lists of articles have it."""
    return {"x": row["article"], "name": row.get("title", {}), "date": row.get("date", {})}


def _facts(say: Say, told: Sequence[tuple[str, str]]) -> str:
    lines = "".join(f"<dt>{say(key)}</dt><dd>{html.escape(value)}</dd>" for key, value in told if value)
    return f'<dl class="facts">{lines}</dl>' if lines else ""


def _fragment(before: str, whole: str) -> str:
    """The text fragment that opens a page at a sentence: a browser finds words only between borders of words.

    Empty where the sentence's beginning or end is not known, or it is long.

    >>> _fragment("。", "云川推进供热工程。")
    '#:~:text=%E4%BA%91%E5%B7%9D%E6%8E%A8%E8%BF%9B%E4%BE%9B%E7%83%AD%E5%B7%A5%E7%A8%8B'
    """
    known = (not before or _ENDS.search(before)) and _ENDS.match(whole[-1:])
    words = whole.rstrip("。！？；!?\n")
    return f"#:~:text={quote(words, safe='')}" if known and len(words) <= _LONGEST and "\n" not in words else ""


def linked(text: str, mentions: Sequence[tuple[int, int, str, str]]) -> str:
    """The text in paragraphs, each mention (start, end, IRI, type) a link; of those within others the outer ones.

    >>> linked("云川推进供热。", [(0, 2, "https://w3id.org/policy-kg/vocab/x", "Place")])
    '<p><a class="Place" href="/vocab/x">云川</a>推进供热。</p>'
    """
    at, parts = 0, []
    for start, end, iri, type_ in mentions:
        if start < at:
            continue
        name = html.escape(" ".join(text[start:end].split()))
        parts += [html.escape(text[at:start]), f'<a class="{type_}" href="{html.escape(local(iri))}">{name}</a>']
        at = end
    lines = "".join([*parts, html.escape(text[at:])]).split("\n")
    return "".join(f"<p>{line.strip()}</p>" for line in lines if line.strip())
