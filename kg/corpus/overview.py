"""The overview of a store: how much, when, the most named of each type, who works with whom, what rises and falls."""

from __future__ import annotations

from kg.corpus import charts
from kg.corpus.network import Network, networks
from kg.corpus.opened import Corpus
from kg.corpus.periods import yearly
from kg.corpus.trends import trends
from kg.model import EntityType
from kg.said import both

_TOP = 15
TIES = both("charts", "ties")


def overview(corpus: Corpus) -> str:
    """A page that opens offline and from which one goes on with the commands that it names; always the same bytes."""
    manifest = corpus.manifest
    held = (
        f"{manifest.articles:,} articles, {manifest.characters:,} characters, {manifest.entities:,} entities, "
        f"{manifest.mentions:,} mentions, {manifest.statements:,} pieces of evidence"
    )
    years = yearly(corpus)
    drawing = charts.lines([y for y, _ in years], {"articles": [float(n) for _, n in years]}, "articles a year")
    sections = [charts.Section(both("charts", "years"), held, drawing if years else "")]
    made = networks(corpus, by=1000)
    sections += [charts.Section(both("charts", "works with"), drawing=drawn(each)) for each in made]
    if len(years) > 1:
        told = trends(corpus, top=_TOP)
        for title, each in ((both("charts", "rising"), told.rising), (both("charts", "falling"), told.falling)):
            values = [(t.name, t.z) for t in each]
            note = f"share of articles from {told.split} on against before: log odds ratio in standard errors (z)"
            sections.append(charts.Section(title, note, charts.bars(values, "z") if values else ""))
    for type_ in EntityType:
        rows = corpus.rows(
            "SELECT label, CAST(sum(times) AS BIGINT) AS times, CAST(sum(texts) AS BIGINT) FROM monthly "
            "JOIN entities e ON e.iri = entity "
            "WHERE type = ? GROUP BY entity, label ORDER BY times DESC, label LIMIT ?",
            type_.value,
            _TOP,
        )
        sections.append(charts.Section(type_.value, heads=("name", "mentions", "articles"), rows=rows))
    return charts.page(f"{corpus.path.name}", sections, command=f"kg view {corpus.path}")


def drawn(network: Network, most: int = 40) -> str:
    """A network on a circle: its most central bodies and the ties between them."""
    central = network.places()[:most]
    names = {p.body for p in central}
    edges = [(t.one, t.other, float(t.weight)) for t in network.ties() if t.one in names and t.other in names]
    return charts.circle([(p.body, float(p.weight), p.community) for p in central], edges, TIES)
