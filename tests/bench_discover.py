"""How much of what a corpus names the vocabularies know, by their size and over their growth.

`python tests/bench_discover.py CORPUS [--svg FILE] [--rounds FOLDER...]`

CORPUS is what `kg discover` reads. Its articles are read once with the vocabularies as they are; every mention of a body,
programme, formulation, meeting or document by a name of its own counts (not what points back, nor what grammar composes
of known names, such as a city's government). The entries are ranked by how often one half of the articles (every
other one) names them, and the share of mentions in the *other* half that the first 1 %, 2 %, 5 %, 10 %, 20 % … 100 % of
the entries know is the curve: what is gained by listing more, on articles that the ranking has not seen. Random subsets
would only give a straight line.

`--rounds` takes folders with earlier states of the ontology (`git archive COMMIT ontology | tar -x -C FOLDER`), oldest
first, and gives for each how many entries it has and which share of the mentions it knows. `--svg` draws the curves.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.discover import composed
from kg.link import link
from kg.model import KGV, EntityType, Reason
from kg.parse.reading import parse
from kg.read import Document, read
from kg.recognise import recognise
from kg.resources import ontology_dir
from kg.words.lexicon import Lexicon
from kg.words.loading import load

SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
TYPES = (
    EntityType.ORGANIZATION,
    EntityType.PROGRAM,
    EntityType.SLOGAN,
    EntityType.MEETING,
    EntityType.DOCUMENT,
)
Mention = tuple[EntityType, str]


def mentions(documents: Iterable[Document], known: Lexicon) -> list[Counter[Mention]]:
    """For the even and for the odd documents, how often each (type, entity) of TYPES is named."""
    halves: list[Counter[Mention]] = [Counter(), Counter()]
    for number, document in enumerate(documents):
        reading = parse(document.view, document.paragraphs, known)
        recognise(reading, known)
        link(reading, known)
        halves[number % 2].update(
            (name.type, name.entity)
            for name in reading.names
            if name.type in TYPES
            and (name.entries or (name.reason is Reason.PATTERN and not composed(name, reading.plain.text, known)))
        )
    return halves


def covered(named: Counter[Mention], entries: frozenset[str] | None, type_: EntityType | None = None) -> float:
    """The share of mentions, of one type or of all, whose entity is among the entries; None: any vocabulary's."""
    of_type = {key: n for key, n in named.items() if type_ in (None, key[0])}
    total = sum(of_type.values())
    known = sum(
        n for (_, iri), n in of_type.items() if (iri in entries if entries is not None else iri.startswith(KGV))
    )
    return known / total if total else 0.0


def curve(train: Counter[Mention], test: Counter[Mention], known: Lexicon) -> list[tuple[int, dict[str, float]]]:
    """For each of SHARES: how many entries those are, ranked by `train`, and the share of `test` they know, by type."""
    often: Counter[str] = Counter()
    for (_, iri), n in train.items():
        often[iri] += n
    ranked = sorted((e.iri for e in known.entries.values() if e.type in TYPES), key=lambda iri: (-often[iri], iri))
    points = []
    for share in SHARES:
        size = round(share * len(ranked))
        kept = frozenset(ranked[:size])
        points.append((size, {"all": covered(test, kept), **{t.value: covered(test, kept, t) for t in TYPES}}))
    return points


def size(known: Lexicon) -> int:
    """How many entries of TYPES there are."""
    return sum(e.type in TYPES for e in known.entries.values())


# --- the drawing ----------------------------------------------------------------------------------------------------

_COLOURS = {
    "all": "#1f2937",
    "Organization": "#2563eb",
    "Program": "#16a34a",
    "Slogan": "#dc2626",
    "Meeting": "#9333ea",
    "Document": "#d97706",
}
_W, _H, _L, _T, _B, _R = 720, 380, 56, 40, 46, 150


def svg(points: Sequence[tuple[int, dict[str, float]]]) -> str:
    """The curve as a drawing: entries to the right, share of mentions known upwards, a line for each type."""
    most = points[-1][0]

    def x(entries: float) -> float:
        return _L + (_W - _L - _R) * entries / most

    def y(share: float) -> float:
        return _H - _B - (_H - _B - _T) * share

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_W} {_H}" font-family="system-ui, sans-serif" '
        'font-size="12" role="img" aria-label="Share of mentions that the vocabularies know, by their size">',
        f'<rect width="{_W}" height="{_H}" fill="#ffffff"/>',
        f'<text x="{_L}" y="22" font-size="13" fill="#111827">Mentions that the vocabularies know: ranked on one half of the articles, measured on the other</text>',
    ]
    for tenth in range(0, 11, 2):
        at = y(tenth / 10)
        parts.append(f'<path d="M{_L} {at:.1f}H{_W - _R}" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{_L - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#4b5563">{tenth * 10} %</text>')
    step = next(s for s in (500, 1000, 2000, 5000, 10000, 50000) if most / s <= 8)
    for entries in range(0, most + 1, step):
        label = f'<text x="{x(entries):.1f}" y="{_H - _B + 18}" text-anchor="middle" fill="#4b5563">{entries:,}</text>'
        parts.append(label)
    parts.append(
        f'<text x="{(_L + _W - _R) / 2:.0f}" y="{_H - 8}" text-anchor="middle" fill="#4b5563">'
        "entries, the most often named first</text>"
    )
    last = points[-1][1]
    labels: list[float] = []
    for name in sorted(_COLOURS, key=lambda n: -last[n]):
        line = " ".join(
            f"{x(n):.1f},{y(shares[name]):.1f}" for n, shares in [(0, dict.fromkeys(_COLOURS, 0.0)), *points]
        )
        width = 3 if name == "all" else 1.5
        parts.append(f'<polyline points="{line}" fill="none" stroke="{_COLOURS[name]}" stroke-width="{width}"/>')
        at = max(y(last[name]) + 4, labels[-1] + 15 if labels else 0.0)
        labels.append(at)
        weight = ' font-weight="bold"' if name == "all" else ""
        parts.append(
            f'<text x="{_W - _R + 8}" y="{at:.1f}" fill="{_COLOURS[name]}"{weight}>{name} {last[name]:.0%}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Print the curve and the rounds; draw them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--rounds", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    names = ["all", *(t.value for t in TYPES)]
    print(f"{'':24}{'entries':>8}", *(f"{n:>13}" for n in names))
    for folder in asked.rounds:
        earlier = load([folder / "ontology" if (folder / "ontology").is_dir() else folder])
        even, odd = mentions(read(asked.corpus, on_error=lambda error: None), earlier)
        named = even + odd
        figures = [covered(named, None), *(covered(named, None, t) for t in TYPES)]
        print(f"{folder.name[-24:]:24}{size(earlier):8}", *(f"{f:13.3f}" for f in figures))
    known = load([ontology_dir()])
    even, odd = mentions(read(asked.corpus, on_error=lambda error: None), known)
    named = even + odd
    figures = [covered(named, None), *(covered(named, None, t) for t in TYPES)]
    print(f"{'now':24}{size(known):8}", *(f"{f:13.3f}" for f in figures))
    points = curve(even, odd, known)
    for entries, shares in points:
        print(f"{'  the most named':24}{entries:8}", *(f"{shares[n]:13.3f}" for n in names))
    if asked.svg:
        asked.svg.write_text(svg(points), encoding="utf-8")
        print(asked.svg)


if __name__ == "__main__":
    main()
