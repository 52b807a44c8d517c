// Where each node stands, from the graph alone: the same graph always looks the same, and every name has room.
// A layout takes a plan (see `planOf`) and gives a place [x, y] for each of its nodes; y grows downwards.
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const round1 = (v) => Math.round(v * 10) / 10;
const sum = (list) => list.reduce((a, b) => a + b, 0);
/** Sorts by what `keys` gives for an item, an array of numbers, the first that differ. */
const sortedBy = (list, keys) => list.map((v) => [keys(v), v]).sort(([a], [b]) => {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k] - b[k];
  return 0;
}).map(([, v]) => v);

/**
 * The chosen nodes, numbered from 0 in their order, and the lines among them.
 * `near[n]` maps each neighbour to the number of statements that hold between the two; `ties` are further pairs that
 * draw together without being lines; `parents[n]` is the nearest body among the chosen that n is part of, or -1.
 */
function planOf(chosen, lines, ties = []) {
  const ids = [...chosen].sort((a, b) => a - b);
  const number = new Map(ids.map((i, n) => [i, n]));
  const near = ids.map(() => new Map());
  const add = (a, b, weight) => {
    near[a].set(b, (near[a].get(b) ?? 0) + weight);
    near[b].set(a, (near[b].get(a) ?? 0) + weight);
  };
  for (const l of lines) {
    const [a, b] = [number.get(l.a), number.get(l.b)];
    if (a !== undefined && b !== undefined && a !== b) add(a, b, l.of.some(holds) ? l.of.length : 0);
  }
  for (const [i, j] of ties) if (number.has(i) && number.has(j)) add(number.get(i), number.get(j), 0.25);
  const parents = ids.map((i) => {
    let up = nodes[i].parent;
    while (up >= 0 && !number.has(up)) up = nodes[up].parent;
    return up >= 0 ? number.get(up) : -1;
  });
  const all = ids.map((i) => nodes[i]);
  return { ids, nodes: all, near, parents, degrees: all.map((node) => node.degree), boxes: all.map(boxOf) };
}

/** The plan of some of a plan's nodes, by number. */
function partOf(plan, members) {
  const list = [...members].sort((a, b) => a - b);
  const number = new Map(list.map((n, k) => [n, k]));
  const pick = (values) => list.map((n) => values[n]);
  return {
    ids: pick(plan.ids), nodes: pick(plan.nodes), degrees: pick(plan.degrees), boxes: pick(plan.boxes), of: list,
    near: list.map((n) => new Map([...plan.near[n]].filter(([m]) => number.has(m)).map(([m, w]) => [number.get(m), w]))),
    parents: list.map((n) => number.get(plan.parents[n]) ?? -1),
  };
}

/**
 * The body that most others are part of, at any depth; without one the node with most links, a body rather
 * than another; -1 for no nodes.
 * A government of which nearly all is one bureau and its divisions gives way to the bureau, and who only reports to all.
 */
function rootOf(plan) {
  const below = plan.parents.map(() => 0);
  for (let start = 0; start < below.length; start++) for (let n = plan.parents[start]; n >= 0; n = plan.parents[n]) below[n]++;
  const standing = (n) => [plan.nodes[n].mentioned && plan.near[n].size ? 1 : 0, below[n], plan.degrees[n], plan.nodes[n].type === "Organization" ? 1 : 0];
  const larger = (n, best) => {
    const [a, b] = [standing(n), standing(best)];
    const k = a.findIndex((v, at) => v !== b[at]);
    return k >= 0 && a[k] > b[k];
  };
  let best = below.length ? 0 : -1;
  for (let n = 1; n < below.length; n++) if (larger(n, best)) best = n;
  for (let n = best; n >= 0; n = plan.parents.findIndex((up, k) => up === best && below[k] > below[best] / 2)) best = n;
  return best;
}

/** The members in an order in which those that share neighbours stand next to each other. */
function inRow(members, near) {
  const left = sortedBy(members, (n) => [-sum([...near[n].values()]), n]);
  const row = left.splice(0, 1);
  while (left.length) {
    const last = near[row.at(-1)];
    const alike = (n) => {
      let shared = 0;
      for (const k of near[n].keys()) if (last.has(k)) shared += 1 / Math.sqrt(near[k].size);
      return shared / Math.sqrt(1 + near[n].size);
    };
    let best = left[0];
    let most = alike(best);
    for (const n of left) {
      const value = alike(n);
      if (value > most || (value === most && n < best)) [best, most] = [n, value];
    }
    left.splice(left.indexOf(best), 1);
    row.push(best);
  }
  return row;
}

/**
 * The reading view of one article: the ministry in the middle, its bodies around it, and what they share inside.
 * What only one body names stands outside, beyond that body; what nothing links stands in rows below.
 */
function structure(plan, aspect = 1.3) {
  const { near, boxes } = plan;
  const count = plan.nodes.length;
  if (!count) return [];
  const top = rootOf(plan);
  const everyone = plan.nodes.map((_, n) => n);
  const linked = everyone.filter((n) => n !== top && [...near[n].values()].some(Boolean));
  const ring = linked.filter((n) => plan.nodes[n].type === "Organization" &&
    (plan.parents[n] === top || [...near[n].keys()].filter((k) => k !== top).length > 1) && near[n].size > 0);
  const onRing = new Set(ring);
  const hosts = new Map(linked.filter((n) => !onRing.has(n)).map((n) => [n, [...near[n].keys()].filter((k) => onRing.has(k))]));
  const inner = [...hosts.keys()].filter((n) => hosts.get(n).length > 1 || (!hosts.get(n).length && near[n].has(top)));
  const within = new Set(inner);
  const leaves = new Map();
  for (const [n, host] of hosts) {
    if (within.has(n) || !host.length) continue;
    leaves.set(host[0], [...(leaves.get(host[0]) ?? []), n]);
  }
  const beyond = (n) => leaves.get(n) ?? [];
  const rim = sum(ring.map((n) => 1.3 * boxes[n][0] + 18)) / (2 * Math.PI);
  const area = sum([top, ...inner].map((n) => (4 * boxes[n][0] * boxes[n][1]) / 1.3));
  const radius = Math.max(110, rim, Math.sqrt((area * 1.5) / Math.PI));
  const order = ring.length ? inRow(ring, near) : [];
  const shares = order.map((n) => 1 + 0.55 * beyond(n).length);
  const whole = sum(shares);
  const at = new Map([[top, [0, 0]]]);
  let turn = -Math.PI / 2 - (shares.length ? (Math.PI * shares[0]) / whole : 0);
  order.forEach((n, k) => {
    const wedge = (2 * Math.PI * shares[k]) / whole;
    const angle = turn + wedge / 2;
    at.set(n, [aspect * radius * Math.cos(angle), radius * Math.sin(angle)]);
    beyond(n).forEach((leaf, i, all) => {
      const a = angle + wedge * 0.8 * ((i + 0.5) / all.length - 0.5);
      const r = radius + 80 + 34 * (i % 2);
      at.set(leaf, [aspect * r * Math.cos(a), r * Math.sin(a)]);
    });
    turn += wedge;
  });
  sortedBy(inner, (n) => [-hosts.get(n).length, n]).forEach((n, i) => {
    const seats = hosts.get(n).map((k) => at.get(k));
    const spread = 0.3 * radius * Math.sqrt((i + 0.7) / inner.length);
    const middle = (k) => (0.62 * sum(seats.map((p) => p[k]))) / Math.max(1, seats.length);
    at.set(n, [middle(0) + aspect * spread * Math.cos(i * GOLDEN), middle(1) + spread * Math.sin(i * GOLDEN)]);
  });
  for (const n of linked) {
    if (at.has(n)) continue;
    const found = [...near[n].keys()].filter((k) => at.has(k)).map((k) => at.get(k));
    const seats = found.length ? found : [[0, radius]];
    const p = [0, 1].map((k) => sum(seats.map((s) => s[k])) / seats.length);
    const away = 1 + 70 / Math.max(40, Math.hypot(...p));
    at.set(n, [p[0] * away, p[1] * away + (n % 5)]);
  }
  const placed = [...at.keys()].sort((a, b) => a - b);
  const chief = placed.indexOf(top);
  const room = placed.map((n) => (n === top ? [boxes[n][0] * 1.25, boxes[n][1] + 16] : boxes[n]));
  separate(placed.map((n) => at.get(n)), room, chief).forEach((p, k) => at.set(placed[k], p));
  const alone = everyone.filter((n) => !at.has(n));
  if (alone.length) {
    const low = Math.max(...[...at].map(([n, p]) => p[1] + boxes[n][1])) + 40;
    const reach = Math.max(300, ...[...at.values()].map((p) => Math.abs(p[0]) + 50));
    for (const [n, p] of inRows(plan, alone, low, reach)) at.set(n, p);
  }
  return everyone.map((n) => at.get(n));
}

/** The members in rows from `top` downwards between `-reach` and `reach`, by type, each with room for its name. */
function inRows(plan, members, top, reach) {
  const placed = new Map();
  let x = -reach;
  let tallest = 0;
  for (const n of sortedBy(members, (m) => [TYPES.indexOf(plan.nodes[m].type), m])) {
    const [w, high] = plan.boxes[n];
    if (x + 2 * w > reach && x > -reach) [x, top, tallest] = [-reach, top + tallest + SYMBOL + GAP, 0];
    placed.set(n, [x + w, top]);
    x += 2 * w;
    tallest = Math.max(tallest, high);
  }
  return placed;
}

/**
 * The points moved as little as need be so that no two boxes overlap; the one numbered `fixed` stays.
 * A box reaches `boxes[i][0]` to either side of its point, `boxes[i][2]` (else SYMBOL) above and `boxes[i][1]` below.
 */
function separate(points, boxes, fixed = -1, rounds = 400) {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  const heights = boxes.map((b) => b[1] + (b[2] ?? SYMBOL));
  const middles = boxes.map((b) => (b[1] - (b[2] ?? SYMBOL)) / 2);
  const copysign = (size, sign) => (sign < 0 ? -size : size);
  const left = new Float64Array(xs.length);
  const order = xs.map((_, i) => i);
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    for (let i = 0; i < xs.length; i++) left[i] = xs[i] - boxes[i][0];
    order.sort((a, b) => left[a] - left[b] || a - b);
    for (let place = 0; place < order.length; place++) {
      const i = order[place];
      let right = xs[i] + boxes[i][0];
      for (let next = place + 1; next < order.length; next++) {
        const j = order[next];
        if (xs[j] - boxes[j][0] >= right) break;
        const across = boxes[i][0] + boxes[j][0] - Math.abs(xs[i] - xs[j]);
        const gap = ys[j] + middles[j] - ys[i] - middles[i];
        const down = (heights[i] + heights[j]) / 2 - Math.abs(gap);
        if (across <= 0.01 || down <= 0.01) continue;
        moved = true;
        const share = i === fixed ? 0 : j === fixed ? 1 : 0.5;
        if (down < across) {
          const push = copysign(down + 0.02, gap || (i < j ? 1 : -1));
          ys[i] -= push * share;
          ys[j] += push * (1 - share);
        } else {
          const push = copysign(across + 0.02, xs[j] - xs[i] || (i < j ? 1 : -1));
          xs[i] -= push * share;
          xs[j] += push * (1 - share);
        }
        right = xs[i] + boxes[i][0];
      }
    }
    if (!moved) break;
  }
  return xs.map((x, i) => [round1(x), round1(ys[i])]);
}
