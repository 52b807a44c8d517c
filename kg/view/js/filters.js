// What the filters leave: types, kinds, relations, modality, confidence, hidden entities and a span of time.
const SIFTING = ["off", "gone", "span", "sure"];
let sieve = null;

/** Whether a date lies in the span of months that is chosen; an article without a date lies in none. */
const inSpan = (date) => !state.span || (date.slice(0, 7) >= state.span[0] && date.slice(0, 7) <= state.span[1]);

/** Every statement, node and article, whether it is left; and for each node the lines that are left to it. */
function sifted() {
  if (sieve && SIFTING.every((k) => sieve.state[k] === state[k])) return sieve;
  const { off } = state;
  const timely = articles.map((a) => inSpan(a.date.padEnd(7, "-00")));
  const seen = state.span && new Uint8Array(nodes.length);
  if (seen) articles.forEach((a, k) => timely[k] && a.mentions.forEach((m) => (seen[m.node] = 1)));
  const node = nodes.map((n) => !off.types.has(n.type) && !(n.kind && off.kinds.has(n.kind)) && !state.gone.has(n.i) && (!seen || seen[n.i] === 1));
  const statement = statements.map((s) => !off.relations.has(s.relation) && !off.modalities.has(s.modality) && s.confidence >= state.sure && (!state.span || s.articles.some((i) => timely[i])));
  const degree = new Int32Array(nodes.length);
  const link = links.map((l) => l.of.some((s) => statement[s.i]));
  links.forEach((l, k) => {
    if (!link[k] || l.a === l.b || !node[l.a] || !node[l.b]) return;
    degree[l.a]++;
    degree[l.b]++;
  });
  sieve = { state, timely, node, statement, link, degree };
  return sieve;
}

const passes = (s) => sifted().statement[s.i];
const allowed = (node) => sifted().node[node.i];
const linkPasses = (link) => sifted().link[link.i];
const degreeOf = (i) => sifted().degree[i];
const other = (link, i) => (link.a === i ? link.b : link.a);

/** What a node is linked to by lines that are left: each neighbour once, the most linked first. */
function kinOf(i) {
  const found = new Set();
  for (const l of nodes[i].links) if (linkPasses(l) && allowed(nodes[other(l, i)])) found.add(other(l, i));
  found.delete(i);
  return byStanding(found);
}

/** By the links that are left, then by mentions; bodies that only head the reports come last. */
const byStanding = (list) => {
  const { degree } = sifted();
  const standing = (a, b) => !nodes[a].mentioned - !nodes[b].mentioned || degree[b] - degree[a] || nodes[b].mentioned - nodes[a].mentioned || a - b;
  return [...list].sort(standing);
};
