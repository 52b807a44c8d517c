"""Tables and drawings as one page that opens offline: plain HTML with SVG, without a script, asking for nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kg.shown import visible
from kg.version import __version__

_COLOURS = ("#1a5fb4", "#c01c28", "#26734d", "#9141ac", "#b5640a", "#0f766e", "#613583", "#7a5c00")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 860, 300, 52, 34, 14
_STYLE = """
:root{color-scheme:light dark}body{font:16px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;
max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fff}h1{line-height:1.3}
table{border-collapse:collapse;width:100%;font-size:.92em;margin:1rem 0 2rem}td,th{text-align:left;vertical-align:top;
padding:.25rem .6rem;border-bottom:1px solid #d8dde5}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
svg{width:100%;height:auto}svg text{font-size:12px;fill:#3d4756}.grid{stroke:#d8dde5}.note{color:#566074}
.legend span{display:inline-block;margin-right:1.2em}.legend i{display:inline-block;width:1em;height:.7em;
margin-right:.4em;border-radius:2px}a{color:#1a5fb4}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#e2e7ee}td,th{border-color:#2c3440}
svg text{fill:#b9c2cf}.grid{stroke:#2c3440}.note{color:#9aa5b5}a{color:#7cb7ff}}
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: a heading, what stands under it in words, a drawing (SVG), and a table."""

    title: str
    note: str = ""
    drawing: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()


def page(title: str, sections: Sequence[Section], *, command: str = "") -> str:
    """The page; `command` is what made it. The same sections give the same bytes."""
    made = f'<p class="note">{_text(command)} · policy-kg {_text(__version__)}</p>' if command else ""
    body = "".join(map(_section, sections))
    return (
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_text(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{_text(title)}</h1>{made}{body}</body></html>\n"
    )


def _text(value: object) -> str:
    return escape(visible(str(value)))


def _section(section: Section) -> str:
    note = f'<p class="note">{_text(section.note)}</p>' if section.note else ""
    return f"<section><h2>{_text(section.title)}</h2>{note}{section.drawing}{_table(section)}</section>"


def _table(section: Section) -> str:
    if not section.rows:
        return ""
    numbers = [all(isinstance(row[i], int | float) for row in section.rows) for i in range(len(section.heads))]
    kinds = [' class="n"' if number else "" for number in numbers]
    head = "".join(f"<th{k}>{_text(h)}</th>" for k, h in zip(kinds, section.heads, strict=True))
    rows = "".join(
        "<tr>" + "".join(f"<td{k}>{_text(v)}</td>" for k, v in zip(kinds, row, strict=True)) + "</tr>"
        for row in section.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _ceiling(value: float) -> float:
    """The next round number (1, 2 or 5 with zeros) that is not smaller.

    >>> _ceiling(37), _ceiling(0.4)
    (50.0, 0.5)
    """
    if value <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(value))
    return next(size * step for step in (1, 2, 5, 10) if size * step >= value)


def lines(columns: Sequence[str], series: Mapping[str, Sequence[float]], unit: str) -> str:
    """Values over periods as lines, one for each series, with a legend in words."""
    top = _ceiling(max((v for values in series.values() for v in values), default=1.0))
    step = (_WIDTH - _LEFT - 10) / max(len(columns) - 1, 1)

    def point(i: int, value: float) -> tuple[float, float]:
        return round(_LEFT + i * step, 1), round(_HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * value / top, 1)

    out = [f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{_text(unit)}">']
    for part in range(5):
        _, y = point(0, top * part / 4)
        out.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - 10}" y1="{y}" y2="{y}"/>')
        out.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{top * part / 4:g}</text>')
    every = max(math.ceil(len(columns) / 16), 1)
    for i, column in enumerate(columns):
        if i % every == 0:
            out.append(f'<text x="{point(i, 0)[0]}" y="{_HEIGHT - 12}" text-anchor="middle">{_text(column)}</text>')
    for n, (name, values) in enumerate(series.items()):
        colour = _COLOURS[n % len(_COLOURS)]
        path = " ".join(f"{x},{y}" for x, y in (point(i, v) for i, v in enumerate(values)))
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        for i, value in enumerate(values):
            x, y = point(i, value)
            out.append(
                f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}">'
                f"<title>{_text(name)} {_text(columns[i])}: {value:g}</title></circle>"
            )
    legend = "".join(
        f'<span><i style="background:{_COLOURS[n % len(_COLOURS)]}"></i>{_text(name)}</span>'
        for n, name in enumerate(series)
    )
    return f'{"".join(out)}</svg><p class="legend">{legend}<span class="note">{_text(unit)}</span></p>'


def bars(values: Sequence[tuple[str, float]], unit: str) -> str:
    """Named values as bars, one below the other, to the left of zero where they are less."""
    low, high = min((v for _, v in values), default=0.0), max((v for _, v in values), default=1.0)
    span = _ceiling(max(abs(low), abs(high)))
    left, right = 300, _WIDTH - 60
    zero = left if low >= 0 else right if high <= 0 else (left + right) / 2
    scale = (right - left) / span if zero in {left, right} else (right - left) / 2 / span
    height = 20 * len(values) + 6
    out = [f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{_text(unit)}">']
    for i, (name, value) in enumerate(values):
        y, size = 4 + 20 * i, round(abs(value) * scale, 1)
        x = round(zero if value >= 0 else zero - size, 1)
        colour = _COLOURS[0] if value >= 0 else _COLOURS[1]
        out.append(f'<rect x="{x}" y="{y}" width="{size}" height="14" fill="{colour}" rx="2"/>')
        out.append(f'<text x="{left - 8}" y="{y + 12}" text-anchor="end">{_text(name[:24])}</text>')
        at = x + size + 5 if value >= 0 else x - 5
        anchor = "start" if value >= 0 else "end"
        out.append(f'<text x="{round(at, 1)}" y="{y + 12}" text-anchor="{anchor}">{value:g}</text>')
    return f'{"".join(out)}</svg><p class="note">{_text(unit)}</p>'


def circle(nodes: Sequence[tuple[str, float, int]], edges: Sequence[tuple[str, str, float]], unit: str) -> str:
    """A network on a circle: nodes (name, size, community) in the order of their communities, edges by weight."""
    size, middle, radius = _WIDTH, _WIDTH / 2, _WIDTH / 2 - 170
    placed: dict[str, tuple[float, float, float]] = {}
    ordered = sorted(nodes, key=lambda n: (n[2], -n[1], n[0]))
    for i, (name, _, _) in enumerate(ordered):
        angle = 2 * math.pi * i / max(len(ordered), 1) - math.pi / 2
        x, y = middle + radius * math.cos(angle), middle + radius * math.sin(angle)
        placed[name] = round(x, 1), round(y, 1), angle
    heaviest = max((w for *_, w in edges), default=1.0)
    out = [f'<svg viewBox="0 0 {size} {size}" role="img" aria-label="{_text(unit)}">']
    for one, other, weight in edges:
        if one in placed and other in placed:
            (x, y, _), (u, v, _) = placed[one], placed[other]
            out.append(
                f'<path d="M{x} {y}Q{middle} {middle} {u} {v}" fill="none" stroke="#8893a5" '
                f'stroke-opacity="0.6" stroke-width="{round(0.6 + 3.4 * weight / heaviest, 1)}">'
                f"<title>{_text(one)} — {_text(other)}: {weight:g}</title></path>"
            )
    largest = max((s for _, s, _ in nodes), default=1.0) or 1.0
    for name, weight, community in ordered:
        x, y, angle = placed[name]
        degrees = math.degrees(angle)
        turn, anchor = (degrees, "start") if -90 <= degrees <= 90 else (degrees - 180, "end")
        u, v = round(x + 12 * math.cos(angle), 1), round(y + 12 * math.sin(angle), 1)
        colour = _COLOURS[(community - 1) % len(_COLOURS)]
        out.append(f'<circle cx="{x}" cy="{y}" r="{round(3 + 6 * weight / largest, 1)}" fill="{colour}"/>')
        out.append(
            f'<text x="{u}" y="{v}" text-anchor="{anchor}" dominant-baseline="middle" '
            f'transform="rotate({round(turn, 1)} {u} {v})">{_text(name[:16])}</text>'
        )
    return f'{"".join(out)}</svg><p class="note">{_text(unit)}</p>'
