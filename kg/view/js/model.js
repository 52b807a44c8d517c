// The graph in the page: nodes, links and statements by number, as the data blocks hold them.
const read = (id) => JSON.parse($(id).textContent);
const DETAILS = read("kg-details");
const KGV = "https://w3id.org/policy-kg/vocab/";
const KGI = "https://w3id.org/policy-kg/id/";
const fullIri = (short) => (short.startsWith("v:") ? KGV : short.startsWith("i:") ? KGI : "") + short.replace(/^[vi]:/, "");

/** A value that is worked out when it is first asked for: a page may have tens of thousands of nodes. */
function once(work) {
  let value;
  return () => (value ??= work());
}

class Article {
  constructor(i, [key, title, date, source, reporters, url, text]) {
    Object.assign(this, { i, key, title, date, source, reporters, url, text });
  }

  get mentions() {
    return mentionsByArticle()[this.i];
  }
}

class Entity {
  constructor(i, name, [key, type, kind, names, en, said, short, attested]) {
    this.i = i;
    this.key = key;
    this.name = name;
    this.names = names;
    this.en = en;
    this.attested = attested;
    this.said = said;
    this.short = short;
    this.type = DETAILS.types[type];
    this.kind = type === 0 ? DETAILS.kinds[kind] ?? "Other" : "";
    this.out = [];
    this.in = [];
    this.links = [];
    this.degree = 0;
    this.mentioned = 0;
    this.parent = -1;
  }

  get syllables() {
    return this.said.split("|", 1)[0].split(" ");
  }

  get pinyin() {
    return this.said.replaceAll(" ", "").split("|");
  }

  get initials() {
    return this.short.split("|");
  }
}

class Statement {
  #evidence = null;

  constructor(i, [s, r, o, modality, trigger, speaker, derived, spans, readers, confidence, said]) {
    this.i = i;
    this.s = s;
    this.o = o;
    this.relation = DETAILS.relations[r];
    this.modality = DETAILS.modalities[modality];
    this.trigger = DETAILS.triggers[trigger];
    this.triggerPlace = trigger;
    this.speaker = speaker;
    this.derived = derived;
    this.confidence = confidence;
    this.link = null;
    this.spans = spans;
    this.readBy = readers;
    this.qualified = said;
  }

  /** The numbers of the articles that say it. */
  get articles() {
    return this.spans.length === 3 ? [this.spans[0]] : [...new Set(this.spans.filter((_, k) => k % 3 === 0))];
  }

  get evidence() {
    if (this.#evidence) return this.#evidence;
    this.#evidence = [];
    const { spans } = this;
    for (let k = 0; k < spans.length; k += 3) this.#evidence.push({ article: spans[k], start: spans[k + 1], end: spans[k + 2] });
    return this.#evidence;
  }

  get readers() {
    return this.readBy.map((n) => DETAILS.readers[n]);
  }

  get qualifiers() {
    return this.qualified.map(([quality, values, [article, start, end]]) => ({ quality, values, article, start, end }));
  }
}

const articles = DETAILS.articles.map((data, i) => new Article(i, data));
const nodes = read("kg-nodes").map(({ id, label }) => new Entity(id, label, DETAILS.entities[id]));
const nodeByKey = once(() => new Map(nodes.map((n) => [n.key, n])));
const statements = DETAILS.statements.map((data, i) => new Statement(i, data));
const holds = (statement) => statement.modality === "Asserted" || statement.modality === "Planned";

for (const s of statements) {
  nodes[s.s].out.push(s);
  nodes[s.o].in.push(s);
  if (s.relation === "partOf" && holds(s) && nodes[s.s].parent < 0) nodes[s.s].parent = s.o;
}

/** No node is part of itself: the first line that would close a circle is left out. */
for (const start of nodes) {
  if (start.parent < 0) continue;
  const seen = new Set([start.i]);
  for (let n = start; n.parent >= 0; n = nodes[n.parent]) {
    if (seen.has(n.parent)) n.parent = -1;
    else seen.add(n.parent);
    if (n.parent < 0) break;
  }
}

const links = read("kg-edges").map((e) => ({ i: e.id, a: e.from, b: e.to, of: e.of.map((i) => statements[i]) }));
for (const link of links) {
  for (const s of link.of) s.link = link;
  if (link.a === link.b) continue;
  nodes[link.a].links.push(link);
  nodes[link.b].links.push(link);
  if (link.of.some(holds)) {
    nodes[link.a].degree++;
    nodes[link.b].degree++;
  }
}
const linkByEnds = once(() => new Map(links.map((link) => [link.a * nodes.length + link.b, link])));
const linkBetween = (a, b) => linkByEnds().get(a * nodes.length + b);

{
  const m = DETAILS.mentions;
  const heads = new Set(DETAILS.heads);
  // that a medium reports is no mention of it
  for (let k = 0; k < m.length; k += 5) if (!heads.has(k / 5)) nodes[m[k]].mentioned++;
}

const mentionsByArticle = once(() => {
  const m = DETAILS.mentions;
  const found = articles.map(() => []);
  for (let k = 0; k < m.length; k += 5) found[m[k + 1]].push({ node: m[k], article: m[k + 1], start: m[k + 2], end: m[k + 3], reason: DETAILS.reasons[m[k + 4]] });
  return found;
});

const TYPES = DETAILS.types;

/** Code point offsets as JavaScript counts them, in UTF-16 units. */
function unit(article, offset) {
  if (article.map === undefined) {
    article.map = null;
    if (/[\ud800-\udfff]/.test(article.text)) {
      const map = [];
      let at = 0;
      for (const c of article.text) {
        map.push(at);
        at += c.length;
      }
      map.push(at);
      article.map = map;
    }
  }
  return article.map ? article.map[offset] : offset;
}

const quote = (e) => articles[e.article].text.slice(unit(articles[e.article], e.start), unit(articles[e.article], e.end));

/** When, or how much, of a statement: each thing once, the words with what they stand for. */
function qualifiersOf(s, quality) {
  const parted = DETAILS.qualities[quality][1].at(-1)[1] === "day" ? "/" : " ";
  const shown = s.qualifiers.filter((q) => q.quality === quality).map((q) => {
    const meant = q.values.some(Boolean) ? ` (${q.values.join(parted)})` : "";
    return quote(q).replace(/\s/g, "") + meant;
  });
  return [...new Set(shown)].join("；");
}
const QUALITIES = Object.keys(DETAILS.qualities);

/** The sentence around a piece of evidence: what stands before it, the exact words, and what follows. */
function sentence(e, room = 90) {
  const article = articles[e.article];
  const { text } = article;
  const start = unit(article, e.start);
  const end = unit(article, e.end);
  const around = paragraphs(article).filter(([a, b]) => a < end && b > start);
  const first = Math.min(start, ...around.map((p) => p[0]));
  const last = Math.max(end, ...around.map((p) => p[1]));
  let from = start;
  let to = end;
  while (from > first && start - from < room && !/[。！？!?；]/.test(text[from - 1])) from--;
  while (to < last && to - end < room && !/[。！？!?；]/.test(text[to - 1])) to++;
  const tidy = (s) => s.replace(/\r/g, "").replace(/(?<=[\x21-\x7e])\n(?=[\x21-\x7e])/g, " ").replace(/\n/g, "");
  return [
    (from > first && start - from >= room ? "…" : "") + tidy(text.slice(from, start)).replace(/^[\s”’』」）]+/, ""),
    tidy(text.slice(start, end)),
    tidy(text.slice(end, to)).trimEnd() + (to < last && to - end >= room ? "…" : ""),
  ];
}
