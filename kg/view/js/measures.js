// What the size and the colour of a node can say: its links, its mentions, how much goes through it, its community.
const SOURCES = 1500;

/**
 * For each node how many of the shortest ways between others lead through it (Brandes' method), over the lines that the
 * filters leave. Above SOURCES nodes with links the ways from that many of them, evenly chosen, stand for all.
 */
function betweenness() {
  const { degree } = sifted();
  const near = nodes.map(() => []);
  for (const l of links) if (linkPasses(l) && l.a !== l.b && allowed(nodes[l.a]) && allowed(nodes[l.b])) (near[l.a].push(l.b), near[l.b].push(l.a));
  const linked = nodes.map((n) => n.i).filter((i) => degree[i] > 0);
  const every = Math.max(1, linked.length / SOURCES);
  const through = new Float64Array(nodes.length);
  const [far, ways, share] = [new Int32Array(nodes.length), new Float64Array(nodes.length), new Float64Array(nodes.length)];
  for (let k = 0; k < linked.length; k += every) {
    const source = linked[Math.floor(k)];
    far.fill(-1);
    ways.fill(0);
    share.fill(0);
    [far[source], ways[source]] = [0, 1];
    const order = [source];
    for (const i of order) {
      for (const j of near[i]) {
        if (far[j] < 0) (far[j] = far[i] + 1), order.push(j);
        if (far[j] === far[i] + 1) ways[j] += ways[i];
      }
    }
    for (const i of order.reverse()) {
      for (const j of near[i]) if (far[j] === far[i] - 1) share[j] += (ways[j] / ways[i]) * (1 + share[i]);
      if (i !== source) through[i] += share[i];
    }
  }
  return through;
}

/** A value worked out once for what the filters leave. */
function onceSifted(work) {
  let [of, value] = [null, null];
  return () => {
    if (of !== sifted()) [of, value] = [sifted(), work()];
    return value;
  };
}

const communitiesLeft = onceSifted(communities);
const communityOf = (i) => communitiesLeft()[i];
const betweenLeft = onceSifted(betweenness);

/** What a node's size can say. */
const SIZES = {
  links: (n) => degreeOf(n.i), mentions: (n) => n.mentioned, articles: (n) => namedIn().counts[n.i], between: (n) => Math.sqrt(betweenLeft()[n.i]),
};

/** What its colour can say beside its type and community: counts on a scale of powers, years on an even one. */
const SCALES = {
  mentions: (n) => n.mentioned, articles: (n) => namedIn().counts[n.i], first: (n) => Number(namedIn().first[n.i].slice(0, 4)),
};
const COLOURS = ["type", "community", ...Object.keys(SCALES)];
const STEPS = 5;
let scaled = { of: null, by: "" };

/** The step, 0 to 4, that each drawn value has on the scale, and the least and most of each step that has any. */
function scale() {
  const by = state.colour;
  if (scaled.of === shown && scaled.by === by) return scaled;
  const values = [...shown.nodes].map((i) => SCALES[by](nodes[i])).filter((v) => v > 0);
  const on = by === "first" ? (v) => v : Math.log;
  const [least, most] = [Math.min(...values), Math.max(...values)].map(on);
  const step = (v) => (v > 0 ? Math.min(STEPS - 1, Math.floor((STEPS * (on(v) - least)) / (most - least || 1))) : -1);
  const ranges = Array.from({ length: STEPS }, (_, k) => values.filter((v) => step(v) === k)).map((of) => of.length && [Math.min(...of), Math.max(...of), of.length]);
  scaled = { of: shown, by, step, ranges };
  return scaled;
}

/** A node's colour: of its type, its community or its step; a bundle's always of its type. */
function colourOf(node, colours) {
  if (state.colour === "type" || !nodes[node.i]) return colours[node.type];
  if (state.colour === "community") return colours.groups[drawnCommunities().findIndex(([g]) => g === communityOf(node.i))] ?? colours.faint;
  return colours.steps[scale().step(SCALES[state.colour](node))] ?? colours.faint;
}

/** What the colours of the drawing say, where they do not say types: [colour, name, how many]. */
function coloursKey(colours) {
  if (state.colour === "type") return [];
  if (state.colour === "community") return drawnCommunities().map(([, i, n], k) => [colours.groups[k], called(nodes[i]), n]);
  return scale().ranges.map((range, k) => range && [colours.steps[k], range[0] === range[1] ? String(range[0]) : `${range[0]}–${range[1]}`, range[2]]).filter(Boolean);
}

const COLOURED = 10;
let coloured = { of: null, list: [] };

/** The largest communities that are drawn, each by its most linked member: [number, member, how many are drawn]. */
function drawnCommunities() {
  if (coloured.of === shown) return coloured.list;
  const found = new Map();
  for (const i of byStanding(shown.nodes)) {
    const g = communityOf(i);
    if (g < 0) continue;
    if (!found.has(g)) found.set(g, [g, i, 0]);
    found.get(g)[2]++;
  }
  coloured = { of: shown, list: [...found.values()].sort((a, b) => b[2] - a[2] || a[0] - b[0]).slice(0, COLOURED) };
  return coloured.list;
}
