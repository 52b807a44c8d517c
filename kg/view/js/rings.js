// The first view of many articles: a ring for each body that much hangs on, the rings packed to the canvas.
const CENTRE = 4;
/** A wheel's width to its height: names are wide, so that what stands in a circle is wider than high. */
const WHEEL = 0.85;

/** The nodes that hang together, each as a list of numbers, the largest first. */
function componentsOf(plan) {
  const seen = new Set();
  const found = [];
  plan.nodes.forEach((_, start) => {
    if (seen.has(start)) return;
    const part = [start];
    seen.add(start);
    for (const n of part) {
      for (const k of plan.near[n].keys()) {
        if (seen.has(k)) continue;
        seen.add(k);
        part.push(k);
      }
    }
    found.push(part);
  });
  return sortedBy(found, (part) => [-part.length, Math.min(...part)]);
}

const linksWithin = (plan, members) => {
  const inside = new Set(members);
  return new Map(members.map((n) => [n, [...plan.near[n].keys()].filter((k) => inside.has(k)).length]));
};

/**
 * A component in groups, each with its centre: bodies and persons with many links, and what is linked to one most.
 * Whoever is linked to no centre goes with the neighbour that is; groups of one or two join the group nearest to them.
 */
function groupsOf(plan, members) {
  const degree = linksWithin(plan, members);
  const ranked = sortedBy(members, (n) => [-degree.get(n), n]);
  const can = (n) => degree.get(n) >= CENTRE && ["Organization", "Person"].includes(plan.nodes[n].type);
  let centres = ranked.filter(can).slice(0, Math.max(1, Math.round(members.length / 6)));
  if (!centres.length) centres = ranked.slice(0, 1);
  for (;;) {
    const group = grown(plan, members, centres, degree);
    const size = new Map(centres.map((c) => [c, 0]));
    for (const c of group.values()) size.set(c, size.get(c) + 1);
    const small = centres.length > 1 && centres.findLast((c) => size.get(c) < 4);
    if (small === false || small === undefined) return group;
    centres = centres.filter((c) => c !== small);
  }
}

/** Each member's centre: the one it is linked to most (then the one that has least), or that of a neighbour. */
function grown(plan, members, centres, degree) {
  const group = new Map(centres.map((c) => [c, c]));
  const load = new Map(centres.map((c) => [c, 0]));
  const give = (n, c) => (group.set(n, c), load.set(c, load.get(c) + 1));
  for (const n of sortedBy(members, (m) => [degree.get(m), m])) {
    if (group.has(n)) continue;
    const near = sortedBy([...plan.near[n].keys()].filter((k) => load.has(k)), (k) => [-plan.near[n].get(k), load.get(k), k]);
    if (near.length) give(n, near[0]);
  }
  let wave = [...group.keys()];
  while (wave.length) {
    const next = [];
    for (const n of wave) {
      for (const k of sortedBy([...plan.near[n].keys()], (m) => [m])) {
        if (group.has(k) || !degree.has(k)) continue;
        give(k, group.get(n));
        next.push(k);
      }
    }
    wave = next;
  }
  return group;
}

/** A group as a wheel: its centre, what is linked to it around it, what hangs on those beyond. Its centre is at [0, 0]. */
function wheel(plan, centre, aspect) {
  const { near, boxes } = plan;
  const from = new Map([[centre, -1]]);
  const order = [centre];
  for (const n of order) for (const k of near[n].keys()) if (!from.has(k)) (from.set(k, n), order.push(k));
  const host = (n) => (from.get(n) === centre || n === centre ? n : host(from.get(n)));
  const rim = inRow(order.filter((n) => from.get(n) === centre), near);
  const beyond = new Map(rim.map((n) => [n, []]));
  for (const n of order.slice(1)) if (from.get(n) !== centre) beyond.get(host(n)).push(n);
  const shares = rim.map((n) => 1 + 0.5 * Math.min(6, beyond.get(n).length));
  const whole = sum(shares);
  const crowd = rim.length > 16 ? 0.62 : 1;
  const radius = Math.max(52, boxes[centre][1] + 22, (crowd * sum(rim.map((n) => 1.1 * boxes[n][0] + 16))) / (2 * Math.PI));
  const at = new Map([[centre, [0, 0]]]);
  let turn = -Math.PI / 2;
  rim.forEach((n, k) => {
    const wedge = (2 * Math.PI * shares[k]) / whole;
    const angle = turn + wedge / 2;
    const r = radius * (crowd < 1 ? [0.8, 1.2, 1.6][k % 3] : 1);
    at.set(n, [aspect * r * Math.cos(angle), r * Math.sin(angle)]);
    beyond.get(n).forEach((leaf, i, all) => {
      const a = angle + Math.min(wedge, 1.6) * 0.8 * ((i + 0.5) / all.length - 0.5);
      const out = r + 58 + 30 * (i % 2);
      at.set(leaf, [aspect * out * Math.cos(a), out * Math.sin(a)]);
    });
    turn += wedge;
  });
  const placed = [...at.keys()].sort((a, b) => a - b);
  const apart = separate(placed.map((n) => at.get(n)), placed.map((n) => boxes[n]), placed.indexOf(centre), 200);
  return new Map(placed.map((n, k) => [n, apart[k]]));
}

/** The groups' own places, and the box of each around its centre: [half a width, down, up]. */
function wheelsOf(plan, aspect) {
  const wheels = [];
  for (const members of componentsOf(plan)) {
    const group = groupsOf(plan, members);
    for (const centre of new Set(group.values())) {
      const part = partOf(plan, [...group].filter(([, c]) => c === centre).map(([n]) => n));
      const places = wheel(part, part.of.indexOf(centre), aspect);
      const list = [...places].map(([n, [x, y]]) => ({ n: part.of[n], x, y, box: part.boxes[n] }));
      const middle = (Math.min(...list.map((p) => p.x - p.box[0])) + Math.max(...list.map((p) => p.x + p.box[0]))) / 2;
      for (const p of list) p.x -= middle;
      wheels.push({
        centre, list, members: new Set(list.map((p) => p.n)), reports: plan.nodes[centre].mentioned ? 0 : 1,
        box: [Math.max(...list.map((p) => Math.abs(p.x) + p.box[0])) + 6, Math.max(...list.map((p) => p.y + p.box[1])) + 6, Math.max(...list.map((p) => SYMBOL - p.y)) + 6],
      });
    }
  }
  return sortedBy(wheels, (w) => [w.reports, -w.list.length, w.centre]);
}

/** How strongly the groups hang together, by pair of their places in the list. */
function tiesBetween(plan, wheels) {
  const of = new Map();
  wheels.forEach((w, k) => w.members.forEach((n) => of.set(n, k)));
  const ties = new Map();
  plan.near.forEach((near, n) => {
    for (const k of near.keys()) {
      const [a, b] = [of.get(n), of.get(k)];
      if (a < b) ties.set(a * wheels.length + b, (ties.get(a * wheels.length + b) ?? 0) + 1);
    }
  });
  return [...ties].map(([key, weight]) => [Math.floor(key / wheels.length), key % wheels.length, weight]);
}

/** The ways outwards on which a free place is looked for, none of them level or upright. */
const WAYS = Array.from({ length: 48 }, (_, k) => (2 * Math.PI * (k + 0.25)) / 48).map((angle) => [Math.cos(angle), Math.sin(angle)]);
/** Places whose distances differ by less are as near as each other. */
const ALIKE = 14;

/** How far along the way (dx, dy) from (x, y) a box is first over none of those that stand, each { x, y, box }. */
function firstFree(box, x, y, dx, dy, standing) {
  const starts = [];
  const ends = [];
  for (const other of standing) {
    const wide = box[0] + other.box[0];
    const [left, right] = [(other.x - wide - x) / dx, (other.x + wide - x) / dx];
    const [top, bottom] = [(other.y - other.box[2] - box[1] - y) / dy, (other.y + other.box[1] + box[2] - y) / dy];
    const start = Math.max(Math.min(left, right), Math.min(top, bottom));
    const end = Math.min(Math.max(left, right), Math.max(top, bottom));
    if (end <= start || end <= 0) continue;
    starts.push(start);
    ends.push(end);
  }
  let far = 0;
  for (let before = -1; before < far; ) {
    before = far;
    for (let k = 0; k < starts.length; k++) if (starts[k] < far && far < ends[k] || !far && starts[k] < 0) far = ends[k];
  }
  return far;
}

/** Where the groups' centres stand: each at the free place nearest to those it is linked to, the largest in the middle, who only reports last. */
function packed(wheels, ties, aspect) {
  const near = wheels.map(() => []);
  for (const [a, b, weight] of ties) (near[a].push([b, weight]), near[b].push([a, weight]));
  const standing = [];
  const at = wheels.map(() => null);
  const left = new Set(wheels.keys());
  while (left.size) {
    const tied = (k) => near[k].some(([j]) => at[j]);
    const k = sortedBy([...left], (n) => [wheels[n].reports, tied(n) ? 0 : 1, -wheels[n].list.length, n])[0];
    const kin = near[k].filter(([j]) => at[j]);
    const weight = sum(kin.map(([, w]) => w));
    const goal = weight ? [0, 1].map((d) => (0.8 * sum(kin.map(([j, w]) => w * at[j][d]))) / weight) : [0, 0];
    at[k] = freePlace(wheels[k].box, goal, aspect, standing);
    standing.push({ x: at[k][0], y: at[k][1], box: wheels[k].box });
    left.delete(k);
  }
  return at;
}

/** The free place for a box nearest to the goal; of those about as near the one nearest to the middle of all. */
function freePlace(box, goal, aspect, standing) {
  let best = goal;
  let nearest = Infinity;
  let least = Infinity;
  for (const way of WAYS) {
    const [dx, dy] = [aspect * way[0], way[1]];
    const far = firstFree(box, goal[0], goal[1], dx, dy, standing);
    if (!far) return goal;
    const x = goal[0] + far * dx;
    const y = goal[1] + far * dy;
    const step = Math.ceil(far / ALIKE);
    const out = (x / aspect) ** 2 + y ** 2;
    if (step < nearest || (step === nearest && out < least)) [best, nearest, least] = [[x, y], step, out];
  }
  return best;
}

/** The packing that the canvas shows largest, of some that are wider or narrower. */
function packedToFit(wheels, ties, aspect) {
  let [best, least] = [[], Infinity];
  for (const factor of wheels.length > 1 ? [1, 0.85, 1.15] : [1]) {
    const at = packed(wheels, ties, aspect * factor);
    const span = (low, high) => Math.max(...wheels.map(high)) - Math.min(...wheels.map(low));
    const wide = span((w, k) => at[k][0] - w.box[0], (w, k) => at[k][0] + w.box[0]);
    const high = span((w, k) => at[k][1] - w.box[2], (w, k) => at[k][1] + w.box[1]);
    const size = Math.max(wide / aspect, high);
    if (size < least) [best, least] = [at, size];
  }
  return best;
}

/**
 * The reading view of many articles. What nothing links stands in rows below, under its own heading (see `looseTop`).
 * `aspect` is the canvas's width to its height.
 */
function rings(plan, aspect = 1.3) {
  if (!plan.nodes.length) return [];
  const at = new Map();
  const linked = plan.nodes.map((_, n) => n).filter((n) => plan.near[n].size);
  const kept = partOf(plan, linked);
  const wheels = linked.length ? wheelsOf(kept, WHEEL) : [];
  const centres = packedToFit(wheels, tiesBetween(kept, wheels), aspect);
  wheels.forEach((w, k) => w.list.forEach((p) => at.set(kept.of[p.n], [round1(centres[k][0] + p.x), round1(centres[k][1] + p.y)])));
  const loose = plan.nodes.map((_, n) => n).filter((n) => !plan.near[n].size);
  if (loose.length) {
    const xs = [...at].flatMap(([n, p]) => [p[0] - plan.boxes[n][0], p[0] + plan.boxes[n][0]]);
    const low = at.size ? Math.max(...[...at].map(([n, p]) => p[1] + plan.boxes[n][1])) + 60 : 0;
    const wide = Math.sqrt(sum(loose.map((n) => 2 * plan.boxes[n][0] * 44)) * aspect) / 2;
    const reach = at.size ? Math.max(300, (Math.max(...xs) - Math.min(...xs)) / 2) : Math.max(200, wide);
    const middle = at.size ? (Math.max(...xs) + Math.min(...xs)) / 2 : 0;
    for (const [n, p] of inRows(plan, loose, low, reach)) at.set(n, [p[0] + middle, p[1]]);
  }
  return plan.nodes.map((_, n) => at.get(n));
}

/**
 * Every node of a large graph: those with places keep them, spread out, and each other node stands around the one of
 * these that it is linked to most, or that a neighbour of it belongs to. What none of them reaches stands around the
 * whole, what hangs together in one place.
 */
function galaxy(plan, seats) {
  const owner = plan.nodes.map((_, n) => (seats.has(n) ? n : -1));
  const held = new Map([...seats.keys()].map((n) => [n, []]));
  let wave = [...seats.keys()];
  const give = (n, hub) => ((owner[n] = hub), held.get(hub).push(n));
  for (const n of sortedBy(plan.nodes.map((_, k) => k).filter((k) => owner[k] < 0), (k) => [-plan.degrees[k], k])) {
    const near = [...plan.near[n].keys()].filter((k) => seats.has(k));
    if (!near.length) continue;
    give(n, sortedBy(near, (k) => [-plan.near[n].get(k), held.get(k).length, k])[0]);
    wave.push(n);
  }
  while (wave.length) {
    const next = [];
    for (const n of wave) for (const k of plan.near[n].keys()) if (owner[k] < 0) (give(k, owner[n]), next.push(k));
    wave = next;
  }
  const hubs = [...seats.keys()];
  const room = hubs.map((h) => (held.get(h).length ? 26 + 12 * Math.sqrt(held.get(h).length) : 9));
  const apart = separate(hubs.map((h) => seats.get(h)), room.map((r) => [r, r, r]), -1, 150);
  const at = plan.nodes.map(() => [0, 0]);
  hubs.forEach((h, k) => {
    at[h] = apart[k];
    held.get(h).forEach((n, i, all) => {
      const r = 14 + (room[k] - 18) * Math.sqrt((i + 0.5) / all.length);
      at[n] = [round1(apart[k][0] + r * Math.cos(i * GOLDEN)), round1(apart[k][1] + r * Math.sin(i * GOLDEN))];
    });
  });
  const xs = apart.map((p) => p[0]);
  const ys = apart.map((p) => p[1]);
  const middle = [xs, ys].map((v) => (v.length ? (Math.min(...v) + Math.max(...v)) / 2 : 0));
  const edge = Math.max(0, ...apart.map((p, k) => Math.hypot(p[0] - middle[0], p[1] - middle[1]) + room[k])) + 40;
  around(plan, owner, middle, edge).forEach(([n, x, y]) => (at[n] = [round1(x), round1(y)]));
  return at;
}

/** What has no owner, in rings about a middle from `edge` outwards, a little disc for what hangs together: [number, x, y]. */
function around(plan, owner, [left, top], edge) {
  const rest = plan.nodes.map((_, n) => n).filter((n) => owner[n] < 0);
  const placed = [];
  let [r, turn, widest] = [edge, 0, 0];
  for (const part of componentsOf(partOf(plan, rest))) {
    const size = part.length > 1 ? 10 + 11 * Math.sqrt(part.length - 1) : 9;
    if (turn + (2 * size) / r > 2 * Math.PI) [r, turn, widest] = [r + widest, 0, 0];
    if (!widest) r += size;
    widest = Math.max(widest, size * 2);
    const angle = turn + size / r;
    const [x, y] = [left + r * Math.cos(angle), top + r * Math.sin(angle)];
    part.forEach((k, i) => {
      const out = part.length > 1 ? (size - 9) * Math.sqrt((i + 0.3) / part.length) : 0;
      placed.push([rest[k], x + out * Math.cos(angle + i * GOLDEN), y + out * Math.sin(angle + i * GOLDEN)]);
    });
    turn += (2 * size) / r;
  }
  return placed;
}
