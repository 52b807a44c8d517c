// What is known of the chosen entity or line, each thing with the sentences that say it.
function nodeButton(i, extra = {}) {
  return h("button", { type: "button", class: "entity", onclick: () => chooseNode(i), ...extra }, symbol(nodes[i].type), h("span", {}, callName(nodes[i])));
}

function badge(modality) {
  return modality === "Asserted" ? null : h("span", { class: `badge ${modality}` }, nameOf(modality));
}

/** A sentence that leads to its place in the article. */
function evidenceItem(e) {
  const [before, exact, after] = sentence(e);
  const article = articles[e.article];
  const said = h("button", { type: "button", class: "quote", onclick: () => showEvidence(e), title: t("showEvidence"), lang: "zh-Hans" },
    h("bdi", {}, plain(before), h("mark", {}, plain(exact)), plain(after)),
    articles.length > 1 && h("small", {}, `${plain(article.date)} ${cut(plain(article.title) || t("untitled"), 24)}`));
  const link = sourceLink(e);
  return link ? h("div", { class: "sourced" }, said, link) : said;
}

/** The first pieces of evidence; the others behind a button. */
function evidenceList(evidence, first = 2) {
  const rest = evidence.slice(first);
  const list = h("div", { class: "evidence-list" }, evidence.slice(0, first).map(evidenceItem));
  if (rest.length) {
    const more = button(t("more", rest.length), () => more.replaceWith(...rest.slice(0, 200).map(evidenceItem)), { class: "more" });
    list.append(more);
  }
  return list;
}

const line = (term, ...values) => values.flat().some(Boolean) ? [h("dt", {}, t(term)), h("dd", {}, ...values)] : [];

function entityPanel(node) {
  const groups = new Map();
  const add = (key, s, other) => {
    if (!groups.has(key)) groups.set(key, new Map());
    const group = groups.get(key);
    if (!group.has(other)) group.set(other, []);
    group.get(other).push(s);
  };
  for (const s of node.out) add(`>${s.relation}`, s, s.o);
  for (const s of node.in) add(`<${s.relation}`, s, s.s);
  const order = (key) => DETAILS.relations.indexOf(key.slice(1)) + (key[0] === "<" ? 50 : 0) + (key.endsWith("partOf") ? 100 : 0);
  const named = [...groups].sort((a, b) => order(a[0]) - order(b[0]));
  const where = [];
  for (const a of articles) for (const m of a.mentions) if (m.node === node.i && where.length < 400) where.push(m);
  return [
    h("h2", {}, symbol(node.type), h("span", {}, callName(node))),
    h("p", { class: "kind" }, nameOf(node.type), node.kind && node.kind !== "Other" ? ` · ${nameOf(node.kind)}` : "",
      ` · ${t("about", node.mentioned)} · ${t("counted", node.out.length + node.in.length)}`),
    h("div", { class: "actions" },
      button(t("focus"), () => focusOn(node.i, state.focus === node.i && state.steps === 1 ? 2 : 1)),
      button(t("path"), () => seekPath(node.i)),
      button(t("hide"), () => hideNode(node.i)),
      button(state.pinned.has(node.i) ? t("unpin") : t("pin"), () => pinNode(node.i))),
    h("dl", {},
      line("parent", node.parent >= 0 && nodeButton(node.parent)),
      line("english", node.en && h("span", { lang: "en" }, plain(node.en))),
      line("aliases", node.names.length > 0 && bdi(cut(node.names.join("、"), 300))),
      line("attested", node.attested.length > 0 && t("attestedFrom", ...node.attested)),
      line("iri", h("code", {}, plain(fullIri(node.key))))),
    named.length === 0 && h("p", { class: "none" }, t("noRelations")),
    named.map(([key, others]) => h("details", { open: true, class: "group" },
      h("summary", {}, key[0] === ">" ? nameOf(key.slice(1)) : passiveOf(key.slice(1)), h("span", { class: "count" }, others.size)),
      groupItems([...others]))),
    where.length > 0 && h("details", { class: "group" }, h("summary", {}, t("mentionsOf"), h("span", { class: "count" }, node.mentioned)),
      evidenceList(where, 8)),
  ];
}

function groupItems(others, first = 40) {
  const item = ([other, list]) => h("div", { class: "item" },
    nodeButton(other), [...new Set(list.map((s) => s.modality))].map(badge),
    button("⋯", () => chooseLink(list[0].link), { class: "open", "aria-label": `${t("statements")} ${called(nodes[other])}` }),
    evidenceList(list.flatMap((s) => s.evidence), 1));
  const made = others.slice(0, first).map(item);
  const rest = others.slice(first);
  if (rest.length) {
    const more = button(t("more", rest.length), () => more.replaceWith(...rest.slice(0, 400).map(item)), { class: "more" });
    made.push(more);
  }
  return made;
}

function statementPanel(link) {
  return [
    h("h2", {}, callName(nodes[link.a]), " → ", callName(nodes[link.b])),
    link.of.map((s) => h("section", { class: "statement" },
      h("dl", {},
        line("subject", nodeButton(s.s)),
        line("relation", h("strong", {}, nameOf(s.relation))),
        line("object", nodeButton(s.o)),
        line("modality", nameOf(s.modality)),
        QUALITIES.map((q) => s.qualifiers.some((said) => said.quality === q) && [h("dt", {}, nameOf(q)), h("dd", {}, bdi(qualifiersOf(s, q)))]).filter(Boolean).flat(),
        line("speaker", s.speaker >= 0 && nodeButton(s.speaker)),
        line("trigger", s.trigger && bdi(s.trigger)),
        line("readAs", s.readers.length > 0 && bdi(s.readers.map(([, ...names]) => names[1 - language]).join(language ? ", " : "、"))),
        line("confidence", s.confidence.toFixed(2)),
        line("derived", s.derived && h("code", {}, plain(fullIri(s.derived))))),
      evidenceList(s.evidence, 4))),
  ];
}

/** Each of the shortest ways, step by step, each step with a sentence that says it. */
function pathPanel() {
  const [a, b] = state.path;
  const head = h("h2", {}, callName(nodes[a]), " → ", callName(nodes[b]));
  const found = shortestPaths(a, b);
  if (!found) return [head, h("p", { class: "none", role: "status" }, t("noPathOf", called(nodes[a]), called(nodes[b])))];
  const step = (from, to) => {
    const s = nodes[from].links.filter((l) => other(l, from) === to).flatMap((l) => l.of).find(passes);
    return h("div", { class: "item" }, nodeButton(s.s), ` ${nameOf(s.relation)} `, nodeButton(s.o), badge(s.modality), evidenceList(s.evidence, 1));
  };
  return [
    head,
    h("p", { class: "kind" }, t("ways", found.paths.length, found.levels.length - 1)),
    found.paths.map((path) => h("section", { class: "statement way" }, path.slice(1).map((to, k) => step(path[k], to)))),
  ];
}

function drawPanel() {
  const panel = $("panel");
  const content = state.link ? statementPanel(state.link) : state.node >= 0 ? entityPanel(nodes[state.node]) : state.path ? pathPanel() : null;
  panel.hidden = !content;
  document.body.classList.toggle("chosen", Boolean(content));
  panel.replaceChildren(...(content ? [
    button("✕", () => go(state.node < 0 && !state.link ? { path: null } : { node: -1, link: null }), { class: "close", "aria-label": t("close") }), ...content.flat().filter(Boolean)] : []));
  if (content) panel.scrollTop = 0;
}

listeners.push((now, before) => {
  if (["node", "link", "pinned", "path"].some((k) => now[k] !== before[k])) {
    drawPanel();
    if (now.node >= 0 || now.link) place("details", true);
  }
});
