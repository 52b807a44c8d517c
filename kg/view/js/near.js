// What stands around one node, and the ways from one to another, each in an order that can be read.
const ROW = 17;

/** Neighbours by what links them: each group is [key, members]; the key says direction, relation and type. */
function kinGroups(i) {
  const groups = new Map();
  for (const j of kinOf(i)) {
    const l = nodes[i].links.find((k) => other(k, i) === j && linkPasses(k));
    const s = l.of.find(passes);
    const key = `${s.s === i ? ">" : "<"}${s.relation}.${nodes[j].type}`;
    groups.set(key, [...(groups.get(key) ?? []), j]);
  }
  const order = (key) => DETAILS.relations.indexOf(key.slice(1).split(".")[0]) * 2 + (key[0] === "<" ? 1 : 0);
  return [...groups].sort((a, b) => order(a[0]) - order(b[0]) || b[1].length - a[1].length);
}

const groupName = (key) => {
  const [relation, type] = key.slice(1).split(".");
  return `${key[0] === ">" ? nameOf(relation) : passiveOf(relation)} · ${nameOf(type)}`;
};

/** A node of the drawing that stands for many neighbours: `开展 · 工作 157 ▸`. */
function bundle(shown, host, key, members, text) {
  const i = nodes.length + shown.bundles.size;
  const type = nodes[members[0]].type;
  shown.bundles.set(i, { i, host, key, members, type, kind: "", name: text, lines: [text], links: [], degree: members.length });
  return i;
}

/** The neighbours of the focus in order: above NEAR of them bundled by relation and type but for those opened. */
function branches(shown, i) {
  const groups = kinGroups(i);
  const many = sum(groups.map(([, members]) => members.length)) > NEAR;
  const made = [];
  for (const [key, members] of groups) {
    const open = state.open.has(key);
    if (!many || members.length <= 4) made.push(...members);
    else if (!open) made.push(bundle(shown, i, key, members, `${groupName(key)} ${members.length} ▸`));
    else {
      made.push(...members.slice(0, NEAR));
      if (members.length > NEAR) made.push(bundle(shown, i, "", members.slice(NEAR), t("more", members.length - NEAR) + " ▸"));
    }
  }
  return made;
}

/**
 * The focus in the middle, its neighbours in two columns with their names outwards, and what hangs on each beyond.
 * On a canvas that is higher than wide there is room for one column, at the right.
 */
function nearShown() {
  const shown = nothing();
  const { focus } = state;
  shown.nodes.add(focus);
  const first = branches(shown, focus);
  const inside = new Set([focus, ...first.filter((i) => i < nodes.length)]);
  const room = Math.max(2, Math.floor(72 / Math.max(1, first.length)));
  const leaves = new Map(first.map((i) => [i, []]));
  if (state.steps > 1) {
    for (const i of first) {
      if (i >= nodes.length) continue;
      const next = kinOf(i).filter((j) => !inside.has(j));
      for (const j of next.slice(0, next.length > room + 1 ? room : room + 1)) (inside.add(j), leaves.get(i).push(j));
      const rest = next.slice(leaves.get(i).length);
      if (rest.length) leaves.get(i).push(bundle(shown, i, "focus", rest, `+${rest.length} ▸`));
    }
  }
  for (const i of inside) shown.nodes.add(i);
  // names keep their size where the drawing is small: what stands below or beyond them stands farther off
  const widest = (list) => 2 * Math.max(30, ...list.map((i) => boxOf(thingIn(shown, i))[0]));
  const [wide, outer] = [widest(first), leaves.size && state.steps > 1 ? 1.1 * widest([...leaves.values()].flat()) : 0];
  const scale = Math.max(0.3, Math.min(1, ($("drawing").clientWidth - 118 - 2 * outer - 1.9 * wide) / 400));
  const beyond = 200 + (0.95 * wide + 24) / scale;
  const heightOf = (i) => Math.max(ROW + 7, 15 * linesOf(thingIn(shown, i)).length + 8) / (state.steps > 1 ? scale : 1);
  const lows = first.map((i) => Math.max(heightOf(i), sum(leaves.get(i).map(heightOf))));
  // few stand farther apart, so that the canvas is filled
  const air = state.steps > 1 ? 1 : Math.min(1.8, Math.max(1, (0.8 * ($("drawing").clientHeight - 140)) / (sum(lows) / (upright() ? 1 : 2))));
  const rows = lows.map((row) => row * air);
  const half = sum(rows) / 2;
  let filledUp = 0;
  const narrow = upright() && state.steps === 1;
  const right = first.filter((_, k) => (filledUp += rows[k]) - rows[k] / 2 <= half || narrow);
  shown.spots.set(focus, [0, 0]);
  for (const [side, column] of [[1, right], [-1, first.filter((i) => !right.includes(i))]]) {
    const high = sum(column.map((i) => rows[first.indexOf(i)]));
    let y = -high / 2;
    for (const i of column) {
      const row = rows[first.indexOf(i)];
      const middle = y + row / 2;
      const bow = Math.sqrt(Math.max(0, 1 - (middle / (high / 2 + 60)) ** 2));
      const x = narrow ? 70 + 40 * bow : side * (90 + 110 * bow);
      shown.spots.set(i, [round1(x), round1(middle)]);
      shown.sides.set(i, side);
      let at = middle - sum(leaves.get(i).map(heightOf)) / 2;
      for (const j of leaves.get(i)) {
        shown.spots.set(j, [round1(side * beyond), round1(at + heightOf(j) / 2)]);
        shown.sides.set(j, side);
        at += heightOf(j);
      }
      y += row;
    }
  }
  shown.links = linesAmong(shown.nodes);
  return shown;
}

/** A drawn thing by number: a node, or a bundle of those shown. */
const thingIn = (shown, i) => nodes[i] ?? shown.bundles.get(i);

/**
 * All shortest ways from one node to another over lines that are left: `levels` are the nodes of all of them by their
 * distance, `paths` the first of the ways as lists of nodes. Null where nothing links the two.
 */
function shortestPaths(a, b, most = 30) {
  const far = new Map([[a, 0]]);
  let wave = [a];
  while (wave.length && !far.has(b)) {
    const next = [];
    for (const i of wave) for (const j of kinOf(i)) if (!far.has(j)) (far.set(j, far.get(i) + 1), next.push(j));
    wave = next;
  }
  if (!far.has(b)) return null;
  const before = (i) => kinOf(i).filter((j) => far.get(j) === far.get(i) - 1);
  const levels = [[b]];
  while (!levels[0].includes(a)) levels.unshift([...new Set(levels[0].flatMap(before))]);
  let paths = [[b]];
  while (paths[0][0] !== a) paths = paths.flatMap((path) => before(path[0]).map((j) => [j, ...path])).slice(0, most);
  return { levels, paths };
}

/** The ways between two nodes from left to right, one column for each step. */
function pathShown() {
  const shown = nothing();
  const found = shortestPaths(...state.path);
  const levels = found ? found.levels : [[state.path[0]], [state.path[1]]];
  levels.forEach((level, k) => {
    const part = level.slice(0, 24);
    part.forEach((i, n) => {
      shown.nodes.add(i);
      shown.spots.set(i, [k * 190, round1((n - (part.length - 1) / 2) * 62 + (found && part.length === 1 && k % 2 ? 46 : 0))]);
    });
  });
  const column = new Map(levels.flatMap((level, k) => level.map((i) => [i, k])));
  shown.links = linesAmong(shown.nodes).filter((l) => Math.abs(column.get(l.a) - column.get(l.b)) === 1);
  shown.paths = found;
  return shown;
}
