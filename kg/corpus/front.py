"""What the pages of a served store say of the whole and of a thing over time, with links that lead deeper."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.corpus.network import Network, networks
from kg.corpus.opened import Corpus
from kg.corpus.overview import drawn
from kg.corpus.periods import adopters, timeline, yearly
from kg.corpus.trends import Trend, Trends, trends
from kg.model import EntityType
from kg.serve.pages import Say, link, local

_TOP = 12
_COMMUNITIES, _MEMBERS = 8, 12
_ADOPTERS = 30
_TAKEN_UP = {EntityType.PROGRAM, EntityType.SLOGAN, EntityType.DOCUMENT, EntityType.MEETING}
_WIDTH, _HEIGHT = 860, 170
_FOOT = 22


@dataclass(frozen=True, slots=True)
class Whole:
    """What the front page says: articles by year, networks, the most named (type, IRI, name, times), and trends."""

    years: Sequence[tuple[str, int]]
    networks: Sequence[Network]
    tops: Sequence[tuple[str, str, str, int]]
    trends: Trends | None


def whole(corpus: Corpus) -> Whole:
    """Work out what the front page says; takes seconds."""
    years = yearly(corpus)
    tops = corpus.rows(
        "SELECT type, iri, label, times "
        "FROM (SELECT entity, CAST(sum(times) AS BIGINT) AS times FROM monthly GROUP BY entity) "
        "JOIN entities ON iri = entity QUALIFY row_number() OVER (PARTITION BY type ORDER BY times DESC, label) "
        f"<= {_TOP} ORDER BY type, times DESC, label"
    )
    told = trends(corpus, top=_TOP) if len(years) > 1 else None
    return Whole([(y, n) for y, n in years], networks(corpus, by=10_000), [(t, i, n, c) for t, i, n, c in tops], told)


class Front:
    """What the front page says of a store: worked out once for each of its states, with no limit to its time."""

    def __init__(self, store: Path) -> None:
        """Of the store in this folder; nothing is worked out yet."""
        self._store = store
        self._state, self._known = "", Whole((), (), (), None)
        self._work = threading.Lock()

    def known(self) -> Whole:
        """What the store says as it is now."""
        with self._work:
            corpus = Corpus(self._store)
            if corpus.manifest.state != self._state:
                self._known, self._state = whole(corpus), corpus.manifest.state
            return self._known


def front(known: Whole, say: Say) -> str:
    """The years, who works with whom in which communities, the top of each type, and what rises and falls."""
    parts = [f"<h2>{say('years')}</h2>{bars(known.years, lambda y: f'/articles?from={quote(y)}&until={quote(y)}')}"]
    parts += [_communities(each, say) for each in known.networks]
    parts.append(f'<h2>{say("top")}</h2><div class="columns">{"".join(_tops(known, say))}</div>')
    if told := known.trends:
        note = say("changed").format(told.split)
        both = "".join(_trends(say(key), each) for key, each in (("rising", told.rising), ("falling", told.falling)))
        parts.append(f'<h2>{say("changes")}</h2><p class="kind">{note}</p><div class="columns">{both}</div>')
    return "".join(parts)


def bars(counts: Sequence[tuple[str, float]], href: Callable[[str], str] | None = None) -> str:
    """Counts of periods as bars, each a link where `href` gives one; nothing where there are none."""
    if not counts:
        return ""
    top, step = max(n for _, n in counts) or 1, _WIDTH / len(counts)
    every = -(-len(counts) // 16)
    out = [f'<svg class="bars" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group">']
    for i, (period, n) in enumerate(counts):
        size = round((_HEIGHT - _FOOT) * n / top, 1)
        told = f"{html.escape(period)}: {n:,}"
        bar = f'<rect x="{i * step + 1:.1f}" y="{_HEIGHT - _FOOT - size:.1f}" width="{step - 2:.1f}" height="{size}"/>'
        bar = f"<g><title>{told}</title>{bar}</g>"
        out.append(f'<a href="{html.escape(href(period))}" aria-label="{told}">{bar}</a>' if href else bar)
        if i % every == 0:
            middle = (i + 0.5) * step
            out.append(f'<text x="{middle:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{html.escape(period)}</text>')
    return f"{''.join(out)}</svg>"


def _list(items: Iterable[str]) -> str:
    return f'<ol class="short">{"".join(f"<li>{item}</li>" for item in items)}</ol>'


def _count(count: object) -> str:
    return f'<span class="count">{f"{count:,}" if isinstance(count, int) else count}</span>'


def _communities(network: Network, say: Say) -> str:
    """The network drawn, and the largest communities with their most central bodies."""
    held: dict[int, list[tuple[int, str, str]]] = {}
    for iri, data in network.graph.nodes(data=True):
        held.setdefault(data["community"], []).append((data["weight"], iri, data["label"]))
    columns = []
    for number in sorted(held)[:_COMMUNITIES]:
        members = sorted(held[number], key=lambda m: (-m[0], m[2]))
        listed = _list(
            f'{link(iri, name)} <span class="count">{weight}</span>' for weight, iri, name in members[:_MEMBERS]
        )
        columns.append(
            f'<div><h3>{say("community")} {number} <span class="count">{len(members)}</span></h3>{listed}</div>'
        )
    return f'<h2>{say("communities")}</h2>{drawn(network)}<div class="columns">{"".join(columns)}</div>'


def _tops(known: Whole, say: Say) -> Iterable[str]:
    """What is named most of each type."""
    for type_ in EntityType:
        listed = [r for r in known.tops if r[0] == type_.value]
        if listed:
            items = _list(f"{link(iri, name)} {_count(times)}" for _, iri, name, times in listed)
            yield f'<div><h3><a href="/search?type={type_.value}">{say.term(type_.value)}</a></h3>{items}</div>'


def _trends(title: str, each: Sequence[Trend]) -> str:
    items = _list(f"{link(t.iri, t.name)} {_count(f'{t.before} → {t.after}')}" for t in each)
    return f"<div><h3>{title}</h3>{items}</div>"


def life(corpus: Corpus, iri: str, say: Say) -> str:
    """An entity's years, who takes it up in which order with the words, and the way to the interactive page of it."""
    entity = corpus.entities[iri]
    years = [(p.period, p.share) for p in timeline(corpus, entity)]
    drawn_ = f'<h2>{say("years")}</h2><p class="kind">{say("share")}</p>{bars(years)}' if len(years) > 1 else ""
    taken = adopters(corpus, entity) if entity.type in _TAKEN_UP else []
    items = _list(
        f'{html.escape(a.body)} <small>{a.first}</small> <a href="{html.escape(local(a.article))}">'
        f"{html.escape(' '.join(a.quote.split()))}</a> "
        f"<small>{html.escape('、'.join(say.term(r) for r in a.relations.split()))}</small>"
        for a in taken[:_ADOPTERS]
    )
    listed = f"<h2>{say('taken up')} {_count(len(taken))}</h2>{items}" if taken else ""
    page = f'<p><a href="/graph?about={quote(iri, safe="")}">{say("page")}</a></p>'
    return f"{page}{drawn_}{listed}"
