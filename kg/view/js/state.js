// What is shown and chosen. The address fragment holds all of it, so that a link reopens the same view.
/** How many of many are drawn at first; asked once, as the browser lays the page out to tell its width. */
const FEW = innerWidth < 700 ? 50 : 120;
const fresh = () => ({
  tab: "graph", view: "structure", node: -1, link: null, focus: -1, steps: 1, path: null,
  off: { types: new Set(), kinds: new Set(), relations: new Set(), modalities: new Set(["Denied", "Conditional"]) },
  gone: new Set(), pinned: new Map(), open: new Set(), all: false, most: FEW, loose: false, span: null, sure: 0, size: "links", colour: "type", matrix: ["Organization", "Program"], like: ["", ""], picked: [new Set(), new Set()], q: "", doc: articles.length > 1 ? -1 : 0, mark: null,
});
let state = fresh();
const listeners = [];

const keysOf = (set) => [...set].map((i) => nodes[i].key).join("|");
const nodesOf = (text) => (text ? text.split("|").map((k) => nodeByKey().get(k)?.i).filter((i) => i !== undefined) : []);

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
  if (s.open.size) p.set("o", [...s.open].join("|"));
  if (s.pinned.size) p.set("at", [...s.pinned].map(([i, [x, y]]) => `${nodes[i].key}@${Math.round(x)},${Math.round(y)}`).join("|"));
  if (s.all) p.set("a", "1");
  if (s.most !== fresh().most) p.set("m", s.most);
  if (s.loose) p.set("i", "1");
  if (s.size !== "links") p.set("z", s.size);
  if (s.colour !== "type") p.set("c", s.colour);
  if (s.span) p.set("s", s.span.join("~"));
  if (s.sure > 0) p.set("u", s.sure.toFixed(2));
  if (s.matrix.join() !== fresh().matrix.join()) p.set("w", s.matrix.join("|"));
  s.like.forEach((text, k) => text && p.set(`w${k}`, text));
  s.picked.forEach((set, k) => set.size && p.set(`y${k}`, keysOf(set)));
  if (s.q) p.set("q", s.q);
  if (s.doc >= 0 && articles.length > 1) p.set("d", articles[s.doc].key);
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
  s.open = new Set((p.get("o") ?? "").split("|").filter(Boolean));
  for (const part of (p.get("at") ?? "").split("|").filter(Boolean)) {
    const [, key, x, y] = /^(.*)@(-?\d+),(-?\d+)$/.exec(part) ?? [];
    if (nodeByKey().has(key)) s.pinned.set(nodeByKey().get(key).i, [Number(x), Number(y)]);
  }
  s.all = p.get("a") === "1";
  s.most = Math.min(1000, Math.max(20, Math.round(Number(p.get("m") ?? s.most)) || s.most));
  s.loose = p.get("i") === "1";
  if (Object.hasOwn(SIZES, p.get("z") ?? "")) s.size = p.get("z");
  if (COLOURS.includes(p.get("c"))) s.colour = p.get("c");
  const span = /^(\d{4}-\d\d)~(\d{4}-\d\d)$/.exec(p.get("s") ?? "");
  if (span && span[1] <= span[2]) s.span = span.slice(1);
  s.sure = Math.min(1, Math.max(0, Number(p.get("u")) || 0));
  const types = (p.get("w") ?? "").split("|");
  if (types.length === 2 && types.every((type) => TYPES.includes(type))) s.matrix = types;
  s.like = s.like.map((_, k) => p.get(`w${k}`) ?? "");
  s.picked = s.picked.map((_, k) => new Set(nodesOf(p.get(`y${k}`))));
  s.q = p.get("q") ?? "";
  s.doc = articles.length > 1 ? articles.findIndex((a) => a.key === p.get("d")) : 0;
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
