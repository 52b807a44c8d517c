"""Where each node stands: coordinates from the graph alone, always the same, with room for every label.

Units are pixels at the size in which the drawing is made: a node's symbol is centred on its coordinates, its label
hangs below. Three views of a small graph (`structure`, `hierarchy`, `departments`); of a large one
the `overview`, and the last two of its hubs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import EntityType
from kg.view.data import Drawing
from kg.view.labels import width

EM = 12.0
LINE = 15.0
SYMBOL = 11.0
GAP = 7.0
SMALL = 300
HUBS = 120
GOLDEN = math.pi * (3 - math.sqrt(5))


class Point(NamedTuple):
    """A place in the drawing; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Overview:
    """Places of all nodes of a large graph, the nodes that are shown at first, and to which of them each belongs."""

    points: list[Point]
    hubs: list[int]
    owner: list[int]


def box(label: str) -> tuple[float, float]:
    """Half the width of a node with its label, and how far the label reaches below the symbol's centre."""
    lines = label.split("\n")
    return max(SYMBOL, EM * max(map(width, lines)) / 2) + GAP, SYMBOL + LINE * len(lines) + GAP / 2


def _neighbours(drawing: Drawing) -> list[dict[int, int]]:
    found: list[dict[int, int]] = [{} for _ in drawing.nodes]
    for link in drawing.links:
        if link.source != link.target:
            weight = len(link.statements) if link.holds else 0
            for a, b in ((link.source, link.target), (link.target, link.source)):
                found[a][b] = found[a].get(b, 0) + weight
    return found


def root(drawing: Drawing) -> int:
    """The body that most others are part of, at any depth; without one the node with most links; -1 for no nodes.

    Ties go to the node with more links, then to the first.
    """
    below = [0] * len(drawing.nodes)
    for start in range(len(drawing.nodes)):
        node = drawing.parents[start]
        while node >= 0:
            below[node] += 1
            node = drawing.parents[node]
    return max(range(len(below)), key=lambda n: (below[n], drawing.nodes[n].degree, -n), default=-1)


def _row(members: Iterable[int], near: Sequence[dict[int, int]]) -> list[int]:
    """The members in an order in which those that share neighbours stand next to each other."""
    left = sorted(members, key=lambda n: (-sum(near[n].values()), n))
    row = left[:1]
    left = left[1:]
    while left:
        last = near[row[-1]]

        def alike(n: int, last: dict[int, int] = last) -> tuple[float, int]:
            shared = sum(1.0 / math.sqrt(len(near[k])) for k in near[n] if k in last)
            return (shared / math.sqrt(1 + len(near[n])), -n)

        best = max(left, key=alike)
        left.remove(best)
        row.append(best)
    return row


def structure(drawing: Drawing, *, aspect: float = 1.3) -> list[Point]:
    """The reading view of a small graph: the ministry in the middle, its bodies around it, and what they share inside.

    What only one body names stands outside, beyond that body; what nothing links stands in rows below. `aspect` is
    width to height. No two symbols or labels overlap.
    """
    nodes, near = drawing.nodes, _neighbours(drawing)
    if not nodes:
        return []
    top = root(drawing)
    linked = [n for n in range(len(nodes)) if n != top and any(near[n].values())]
    ring = [
        n
        for n in linked
        if nodes[n].type is EntityType.ORGANIZATION
        and (drawing.parents[n] == top or sum(k != top for k in near[n]) > 1)
        and len(near[n]) > 0
    ]
    on_ring = set(ring)
    hosts = {n: [k for k in near[n] if k in on_ring] for n in linked if n not in on_ring}
    inner = [n for n in hosts if len(hosts[n]) > 1 or (not hosts[n] and top in near[n])]
    outer = [n for n in hosts if n not in set(inner)]
    leaves: dict[int, list[int]] = defaultdict(list)
    for n in outer:
        if hosts[n]:
            leaves[hosts[n][0]].append(n)

    def area(members: Iterable[int]) -> float:
        return sum(4 * w * h / 1.3 for w, h in (box(nodes[n].label) for n in members))

    rim = sum(1.3 * box(nodes[n].label)[0] + 18 for n in ring) / (2 * math.pi)
    radius = max(110.0, rim, math.sqrt(area([top, *inner]) * 1.5 / math.pi))
    order = _row(ring, near)
    shares = [1.0 + 0.55 * len(leaves[n]) for n in order]
    at: dict[int, Point] = {top: Point(0.0, 0.0)}
    turn = -math.pi / 2 - (math.pi * shares[0] / sum(shares) if shares else 0.0)
    for n, share in zip(order, shares, strict=True):
        wedge = 2 * math.pi * share / sum(shares)
        angle = turn + wedge / 2
        at[n] = Point(aspect * radius * math.cos(angle), radius * math.sin(angle))
        beyond = leaves[n]
        for i, leaf in enumerate(beyond):
            a = angle + wedge * 0.8 * ((i + 0.5) / len(beyond) - 0.5)
            r = radius + 80 + 34 * (i % 2)
            at[leaf] = Point(aspect * r * math.cos(a), r * math.sin(a))
        turn += wedge
    for i, n in enumerate(sorted(inner, key=lambda n: (-len(hosts[n]), n))):
        seats = [at[k] for k in hosts[n]]
        spread = 0.3 * radius * math.sqrt((i + 0.7) / len(inner))
        x = 0.62 * sum(p.x for p in seats) / max(1, len(seats)) + aspect * spread * math.cos(i * GOLDEN)
        y = 0.62 * sum(p.y for p in seats) / max(1, len(seats)) + spread * math.sin(i * GOLDEN)
        at[n] = Point(x, y)
    for n in linked:
        if n not in at:
            seats = [at[k] for k in near[n] if k in at] or [Point(0.0, radius)]
            p = Point(sum(s.x for s in seats) / len(seats), sum(s.y for s in seats) / len(seats))
            away = 1.0 + 70.0 / max(40.0, math.hypot(p.x, p.y))
            at[n] = Point(p.x * away, p.y * away + n % 5)
    placed = sorted(at)
    boxes = [box(nodes[n].label) for n in placed]
    chief = placed.index(top)
    boxes[chief] = (boxes[chief][0] * 1.25, boxes[chief][1] + 16.0)
    apart = separate([at[n] for n in placed], boxes, fixed=chief)
    points = dict(zip(placed, apart, strict=True))
    alone = [n for n in range(len(nodes)) if n not in points]
    if alone:
        low = max(p.y + box(nodes[n].label)[1] for n, p in points.items()) + 40
        reach = max(300.0, *(abs(p.x) + 50 for p in points.values()))
        points.update(rows(drawing, alone, low, reach))
    return [points[n] for n in range(len(nodes))]


def rows(drawing: Drawing, members: Iterable[int], top: float, reach: float) -> dict[int, Point]:
    """The members in rows from `top` downwards between `-reach` and `reach`, by type, each with room for its label."""
    order = sorted(members, key=lambda n: (list(EntityType).index(drawing.nodes[n].type), n))
    placed: dict[int, Point] = {}
    x, tallest = -reach, 0.0
    for n in order:
        w, h = box(drawing.nodes[n].label)
        if x + 2 * w > reach and x > -reach:
            x, top, tallest = -reach, top + tallest + SYMBOL + GAP, 0.0
        placed[n] = Point(x + w, top)
        x += 2 * w
        tallest = max(tallest, h)
    return placed


def separate(
    points: Sequence[Point], boxes: Sequence[tuple[float, float]], *, fixed: int = -1, rounds: int = 400
) -> list[Point]:
    """The points moved as little as need be so that no two boxes overlap; the one numbered `fixed` stays.

    A box reaches `boxes[i][0]` to either side of its point, SYMBOL above and `boxes[i][1]` below.
    """
    xs, ys = [p.x for p in points], [p.y for p in points]
    heights = [h + SYMBOL for _, h in boxes]
    middles = [(h - SYMBOL) / 2 for _, h in boxes]
    for _ in range(rounds):
        moved = False
        order = sorted(range(len(xs)), key=lambda i: (xs[i] - boxes[i][0], i))
        for place, i in enumerate(order):
            right = xs[i] + boxes[i][0]
            for j in order[place + 1 :]:
                if xs[j] - boxes[j][0] >= right:
                    break
                across = boxes[i][0] + boxes[j][0] - abs(xs[i] - xs[j])
                gap = ys[j] + middles[j] - ys[i] - middles[i]
                down = (heights[i] + heights[j]) / 2 - abs(gap)
                if across <= 0.01 or down <= 0.01:
                    continue
                moved = True
                share_i = 0.0 if i == fixed else 1.0 if j == fixed else 0.5
                if down < across:
                    push = math.copysign(down + 0.02, gap or (1 if i < j else -1))
                    ys[i] -= push * share_i
                    ys[j] += push * (1 - share_i)
                else:
                    push = math.copysign(across + 0.02, xs[j] - xs[i] or (1 if i < j else -1))
                    xs[i] -= push * share_i
                    xs[j] += push * (1 - share_i)
                right = xs[i] + boxes[i][0]
        if not moved:
            break
    return [Point(round(x, 1), round(y, 1)) for x, y in zip(xs, ys, strict=True)]


def hierarchy(drawing: Drawing) -> list[Point]:
    """Bodies as a tree from left to right by what they are part of, then columns of the other types, one after another.

    Other things stand in the order of the bodies they are linked to, so that lines cross little. Labels have room to
    the right of their symbols.
    """
    nodes, near = drawing.nodes, _neighbours(drawing)
    children: dict[int, list[int]] = defaultdict(list)
    for node in nodes:
        if node.type is EntityType.ORGANIZATION:
            children[drawing.parents[node.number]].append(node.number)
    levels: dict[int, list[int]] = defaultdict(list)
    first = root(drawing)
    stack = [(n, 0) for n in sorted(children[-1], key=lambda n: (n != first, -nodes[n].degree, n), reverse=True)]
    while stack:
        n, level = stack.pop()
        levels[level].append(n)
        stack.extend((k, level + 1) for k in sorted(children[n], key=lambda k: (nodes[k].degree, -k)))
    deepest = max(20, round(math.sqrt(7 * len(nodes))))
    at: dict[int, Point] = {}
    x = 0.0

    def columns(members: list[int], gap: float) -> None:
        nonlocal x
        for start in range(0, len(members), deepest):
            part = members[start : start + deepest]
            wide = 2.3 * max(box(nodes[n].label)[0] for n in part)
            heights = [LINE * nodes[n].label.count("\n") + 26.0 for n in part]
            y = -sum(heights) / 2
            for n, height in zip(part, heights, strict=True):
                at[n] = Point(round(x, 1), round(y + height / 2, 1))
                y += height
            x += wide + gap

    for level in sorted(levels):
        columns(levels[level], 50)

    def seat(n: int) -> tuple[int, float, int]:
        seats = [at[k].y for k in near[n] if k in at]
        return order.index(nodes[n].type), sum(seats) / len(seats) if seats else math.inf, n

    order = list(EntityType)
    columns(sorted((n.number for n in nodes if n.number not in at), key=seat), 30)
    return [at[n] for n in range(len(nodes))]


def departments(drawing: Drawing) -> list[Point]:
    """A block for each body that does something, with what it is most linked to below it; the largest blocks first.

    The ministry and what three bodies or more share stand in a band above, what no body is linked to in rows below.
    """
    nodes, near = drawing.nodes, _neighbours(drawing)
    bodies = {n.number for n in nodes if n.type is EntityType.ORGANIZATION}
    owned: dict[int, list[int]] = defaultdict(list)
    top = root(drawing)
    shared: list[int] = []
    rest: list[int] = []
    for n in (node.number for node in nodes):
        if n == top:
            continue
        if n in bodies:
            if any(k not in bodies for k in near[n]):
                owned[n]
            elif drawing.parents[n] not in {-1, top} and any(k not in bodies for k in near[drawing.parents[n]]):
                owned[drawing.parents[n]].append(n)
            else:
                rest.append(n)
        else:
            hosts = sorted((k for k in near[n] if k in bodies), key=lambda k: (-near[n][k], nodes[k].degree, k))
            if len(hosts) > 2:
                shared.append(n)
            elif hosts and hosts[0] != top:
                owned[hosts[0]].append(n)
            else:
                rest.append(n)
    reach = max(320.0, 62.0 * math.sqrt(len(nodes)))
    points = rows(drawing, shared, 0.0, reach)
    if top >= 0:
        points[top] = Point(0.0, -70.0)
    y = max((p.y + box(nodes[n].label)[1] for n, p in points.items()), default=-60.0) + 60
    x, tallest = -reach, 0.0
    for head in sorted(owned, key=lambda n: (-len(owned[n]), n)):
        members = owned[head]
        half = max(70.0, min(reach, 46.0 * math.sqrt(1 + len(members))))
        block = rows(drawing, members, 0.0, half)
        half = max([box(nodes[head].label)[0], *(p.x + box(nodes[n].label)[0] for n, p in block.items())])
        head_height = box(nodes[head].label)[1] + SYMBOL + 4
        height = head_height + max((p.y + box(nodes[n].label)[1] for n, p in block.items()), default=0.0) + 30
        left = max([box(nodes[head].label)[0], *(box(nodes[n].label)[0] - p.x for n, p in block.items())])
        if x + left + half > reach and x > -reach:
            x, y, tallest = -reach, y + tallest, 0.0
        points[head] = Point(x + left, y)
        for n, p in block.items():
            points[n] = Point(x + left + p.x, y + head_height + p.y)
        x += left + half + 24
        tallest = max(tallest, height)
    points.update(rows(drawing, rest, y + tallest + 20, reach))
    return [Point(round(points[n].x, 1), round(points[n].y, 1)) for n in range(len(nodes))]


def overview(drawing: Drawing, *, count: int = HUBS) -> Overview:
    """A large graph: its `count` most linked nodes with room around them, and every other node near one of these.

    A node belongs to the hub it is linked to most (ties: the hub that holds least so far, then the first), a node
    without one to the hub of its neighbours, in order of distance; what no hub reaches stands around the whole.
    """
    nodes, near = drawing.nodes, _neighbours(drawing)
    ranked = sorted(range(len(nodes)), key=lambda n: (-nodes[n].degree, n))
    hubs = sorted(ranked[:count], key=ranked.index)
    owner = [-1] * len(nodes)
    for h in hubs:
        owner[h] = h
    chosen = set(hubs)
    load: dict[int, int] = defaultdict(int)
    top = root(drawing)
    wave: list[int] = []

    def give(n: int, hub: int) -> None:
        owner[n] = hub
        load[hub] += 1
        wave.append(n)

    for last in (False, True):  # the ministry, to which all are linked, takes only what no other hub does
        for n in ranked[count:]:
            held = [k for k in near[n] if k in chosen and (k == top) == last] if owner[n] < 0 else []
            if held:
                give(n, max(held, key=lambda k: (near[n][k], -load[k], -k)))
        while wave:
            before, wave = wave, []
            for n in before:
                for k in sorted(near[n]):
                    if owner[k] < 0:
                        give(k, owner[n])
    held_by: dict[int, list[int]] = defaultdict(list)
    for n in ranked:
        if owner[n] != n:
            held_by[owner[n]].append(n)
    room = {h: 52.0 + 12.0 * math.sqrt(len(held_by[h])) for h in hubs}
    strength: dict[tuple[int, int], int] = defaultdict(int)
    for link in drawing.links:
        a, b = owner[link.source], owner[link.target]
        if a >= 0 and b >= 0 and a != b:
            strength[min(a, b), max(a, b)] += 1
    centres = _spring(hubs, strength, room, top)
    points = _discs(centres, room, top)
    for h in hubs:
        for i, n in enumerate(held_by[h]):
            r = 34.0 + (room[h] - 36.0) * math.sqrt((i + 0.5) / len(held_by[h]))
            points[n] = Point(
                round(points[h].x + r * math.cos(i * GOLDEN), 1), round(points[h].y + r * math.sin(i * GOLDEN), 1)
            )
    edge = max((math.hypot(p.x, p.y) for p in points.values()), default=0.0) + 60
    for i, n in enumerate(held_by[-1]):
        r = edge + 30 * math.sqrt(i)
        points[n] = Point(round(r * math.cos(i * GOLDEN), 1), round(r * math.sin(i * GOLDEN), 1))
    return Overview([points[n] for n in range(len(nodes))], hubs, owner)


def _discs(centres: dict[int, Point], room: dict[int, float], top: int) -> dict[int, Point]:
    """The centres moved apart along the lines between them until no two discs overlap; `top` stays."""
    hubs = list(centres)
    xs, ys = [centres[h].x for h in hubs], [centres[h].y for h in hubs]
    for _ in range(120):
        moved = False
        for i, a in enumerate(hubs):
            for j in range(i):
                x, y = xs[i] - xs[j], ys[i] - ys[j]
                need = room[a] + room[hubs[j]]
                if abs(x) >= need or abs(y) >= need:
                    continue
                far = math.hypot(x, y)
                if far >= need - 0.1:
                    continue
                moved = True
                x, y = (x / far, y / far) if far else (1.0, 0.0)
                share = 1.0 if hubs[j] == top else 0.0 if a == top else 0.5
                xs[i] += x * (need - far) * share
                ys[i] += y * (need - far) * share
                xs[j] -= x * (need - far) * (1 - share)
                ys[j] -= y * (need - far) * (1 - share)
        if not moved:
            break
    return {h: Point(round(x, 1), round(y, 1)) for h, x, y in zip(hubs, xs, ys, strict=True)}


def _spring(
    hubs: list[int], strength: dict[tuple[int, int], int], room: dict[int, float], top: int
) -> dict[int, Point]:
    """Fruchterman and Reingold's forces on the hubs, from a spiral, sixty rounds; `top` stays in the middle."""
    size = math.sqrt(sum(4 * r * r for r in room.values()))
    k = 0.8 * size / math.sqrt(max(1, len(hubs)))
    index = {h: i for i, h in enumerate(hubs)}
    xs = [0.55 * size * math.sqrt((i + 0.5) / len(hubs)) * math.cos(i * GOLDEN) for i in range(len(hubs))]
    ys = [0.55 * size * math.sqrt((i + 0.5) / len(hubs)) * math.sin(i * GOLDEN) for i in range(len(hubs))]
    strongest = max(strength.values(), default=1)
    for coordinates in (xs, ys):
        if top in index:
            coordinates[index[top]] = 0.0
    ties = [(index[a], index[b], math.sqrt(w / strongest)) for (a, b), w in sorted(strength.items())]
    for step in range(60):
        heat = 0.08 * size * (1 - step / 60)
        dx, dy = [0.0] * len(hubs), [0.0] * len(hubs)
        for i in range(len(hubs)):
            for j in range(i):
                x, y = xs[i] - xs[j], ys[i] - ys[j]
                force = k * k / max(1.0, x * x + y * y)
                dx[i] += x * force
                dy[i] += y * force
                dx[j] -= x * force
                dy[j] -= y * force
        for i, j, w in ties:
            x, y = xs[i] - xs[j], ys[i] - ys[j]
            force = 0.35 * w * math.hypot(x, y) / k
            dx[i] -= x * force
            dy[i] -= y * force
            dx[j] += x * force
            dy[j] += y * force
        for i in range(len(hubs)):
            if hubs[i] == top:
                continue
            length = math.hypot(dx[i], dy[i]) or 1.0
            xs[i] += dx[i] / length * min(length, heat)
            ys[i] += dy[i] / length * min(length, heat)
    return {h: Point(xs[i], ys[i]) for h, i in index.items()}
