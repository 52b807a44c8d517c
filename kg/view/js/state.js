// What is shown and chosen. The address fragment holds all of it, so that a link reopens the same view.
const fresh = () => ({
  tab: "graph", view: "structure", node: -1, link: null, focus: -1, steps: 1, path: null,
  off: { types: new Set(), kinds: new Set(), relations: new Set(), modalities: new Set(["Denied", "Conditional"]) },
  gone: new Set(), pinned: new Map(), open: new Set(), all: false, doc: 0, mark: null,
});
let state = fresh();
const listeners = [];

const keysOf = (set) => [...set].map((i) => nodes[i].key).join("|");
const nodesOf = (text) => (text ?? "").split("|").map((k) => nodeByKey.get(k)?.i).filter((i) => i !== undefined);

/** The state as an address fragment; what is as at the start is left out. */
function written(s) {
  const p = new URLSearchParams();
  if (s.tab !== "graph") p.set("t", s.tab);
  if (s.view !== "structure") p.set("v", s.view);
  if (s.node >= 0) p.set("n", nodes[s.node].key);
  if (s.link) p.set("l", `${nodes[s.link.a].key}|${nodes[s.link.b].key}`);
  if (s.focus >= 0) p.set("f", nodes[s.focus].key);
  if (s.focus >= 0 && s.steps > 1) p.set("k", s.steps);
  if (s.path) p.set("p", keysOf(s.path));
  for (const [name, set] of Object.entries(s.off)) {
    const text = [...set].sort().join("|");
    if (text !== [...fresh().off[name]].sort().join("|")) p.set(`x-${name}`, text);
  }
  if (s.gone.size) p.set("g", keysOf(s.gone));
  if (s.open.size) p.set("o", keysOf(s.open));
  if (s.pinned.size) p.set("at", [...s.pinned].map(([i, [x, y]]) => `${nodes[i].key}@${Math.round(x)},${Math.round(y)}`).join("|"));
  if (s.all) p.set("a", "1");
  if (s.doc > 0) p.set("d", articles[s.doc].key);
  if (s.mark) p.set("e", `${s.mark.start}-${s.mark.end}`);
  return p.toString();
}

/** The state that a fragment tells; what it does not know is left as at the start. */
function told(fragment) {
  const s = fresh();
  const p = new URLSearchParams(fragment.replace(/^#/, ""));
  const one = (name) => nodesOf(p.get(name))[0] ?? -1;
  if (TABS.includes(p.get("t"))) s.tab = p.get("t");
  if (VIEWS.includes(p.get("v"))) s.view = p.get("v");
  s.node = one("n");
  const ends = nodesOf(p.get("l"));
  if (ends.length === 2) s.link = linkBetween(...ends) ?? null;
  s.focus = one("f");
  if (p.get("k") === "2") s.steps = 2;
  const path = nodesOf(p.get("p"));
  if (path.length === 2) s.path = path;
  for (const name of Object.keys(s.off)) if (p.has(`x-${name}`)) s.off[name] = new Set(p.get(`x-${name}`).split("|").filter(Boolean));
  s.gone = new Set(nodesOf(p.get("g")));
  s.open = new Set(nodesOf(p.get("o")));
  for (const part of (p.get("at") ?? "").split("|")) {
    const [, key, x, y] = /^(.*)@(-?\d+),(-?\d+)$/.exec(part) ?? [];
    if (nodeByKey.has(key)) s.pinned.set(nodeByKey.get(key).i, [Number(x), Number(y)]);
  }
  s.all = p.get("a") === "1";
  s.doc = Math.max(0, articles.findIndex((a) => a.key === p.get("d")));
  const [, start, end] = /^(\d+)-(\d+)$/.exec(p.get("e") ?? "") ?? [];
  if (end && articles[s.doc]) s.mark = { article: s.doc, start: Number(start), end: Number(end) };
  return s;
}

const TABS = ["graph", "matrix", "entities", "statements", "timeline", "query"];
const VIEWS = ["structure", "hierarchy", "departments", "force"];

/** Changes the state; a step that one can go back to, unless `quietly`. */
function go(changes, quietly = false) {
  const before = state;
  state = { ...state, ...changes };
  const fragment = written(state);
  if (fragment !== location.hash.slice(1)) {
    try {
      if (quietly) history.replaceState(null, "", `#${fragment}`);
      else history.pushState(null, "", `#${fragment}`);
    } catch {
      // a frame without an address of its own keeps its state in the page alone
    }
  }
  for (const listen of listeners) listen(state, before);
}

function restore() {
  const before = state;
  state = told(location.hash);
  for (const listen of listeners) listen(state, before);
}
addEventListener("popstate", restore);

const passes = (s) =>
  !state.off.relations.has(s.relation) && !state.off.modalities.has(s.modality);
const allowed = (node) =>
  !state.off.types.has(node.type) && !(node.kind && state.off.kinds.has(node.kind)) && !state.gone.has(node.i);
const linkPasses = (link) => link.of.some(passes);

/** The nodes and links that the filters, the focus, the path and the folding leave. */
function visible() {
  let chosen;
  if (state.path) {
    const path = pathBetween(...state.path, (l) => linkPasses(l) && allowed(nodes[l.a]) && allowed(nodes[l.b]));
    chosen = new Set(path ?? state.path);
  } else if (state.focus >= 0) {
    chosen = new Set([state.focus]);
    let wave = [state.focus];
    for (let step = 0; step < state.steps; step++) {
      const reached = new Set();
      for (const i of wave) for (const l of nodes[i].links) if (linkPasses(l)) reached.add(l.a === i ? l.b : l.a);
      wave = [...reached].filter((i) => !chosen.has(i)).sort((a, b) => nodes[b].degree - nodes[a].degree).slice(0, 400 - chosen.size);
      for (const i of wave) chosen.add(i);
    }
  } else if (large && !state.all) {
    chosen = new Set(HUBS);
    for (const h of state.open) for (const i of unfolded(h)) chosen.add(i);
    if (state.node >= 0) chosen.add(state.node);
    if (state.link) chosen.add(state.link.a).add(state.link.b);
  } else {
    chosen = new Set(nodes.keys());
  }
  const kept = new Set();
  for (const i of chosen) if (allowed(nodes[i]) || i === state.focus) kept.add(i);
  const lines = [];
  if (kept.size > nodes.length / 3) {
    for (const l of links) if (kept.has(l.a) && kept.has(l.b) && l.a !== l.b && linkPasses(l)) lines.push(l);
  } else {
    for (const i of kept) for (const l of nodes[i].links) if (l.a === i && kept.has(l.b) && linkPasses(l)) lines.push(l);
  }
  return { nodes: kept, links: lines };
}

/** What unfolding a node adds: all that belongs to it, and its most linked neighbours. */
function unfolded(i) {
  const found = new Set();
  const near = nodes[i].links.map((l) => (l.a === i ? l.b : l.a)).sort((a, b) => nodes[b].degree - nodes[a].degree);
  for (const j of near.slice(0, 60)) found.add(j);
  for (let j = 0, n = 0; j < OWNER.length && n < 200; j++) {
    if (OWNER[j] === i) {
      found.add(j);
      n++;
    }
  }
  return found;
}
