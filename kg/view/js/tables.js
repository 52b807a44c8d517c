// Sortable tables of what the filters leave: entities and statements; each narrowed by words and facets, and saved as CSV.
/** What is typed above each table to narrow it, and the facets chosen beside it. */
const inTable = { entities: "", statements: "" };
const facets = { entities: {}, statements: {} };
const sorting = { entities: [2, -1], statements: [0, 1] };
const PAGE = 300;

/** The rows that hold every typed word and have the chosen facets. */
function narrowed(name, rows, wordsOfRow) {
  const wanted = inTable[name].split(/\s+/).map(plainName).filter(Boolean);
  const chosen = Object.entries(facets[name]).filter(([, value]) => value);
  return rows.filter((r) => chosen.every(([key, value]) => FACETS[name][key](r) === value) && (!wanted.length || wanted.every((w) => wordsOfRow(r).some((text) => text.includes(w)))));
}

const FACETS = {
  entities: { type: (n) => n.type, kind: (n) => n.kind },
  statements: { relation: (s) => s.relation, modality: (s) => s.modality, type: (s) => nodes[s.o].type },
};

/** Box, facets and CSV above a table; `redraw` draws the rows anew. */
function tableTools(name, rows, redraw, save) {
  const box = h("input", { type: "search", value: inTable[name], placeholder: t("narrow"), "aria-label": `${t(name)}: ${t("narrow")}`, oninput: (e) => ((inTable[name] = e.target.value), redraw()) });
  const selects = Object.entries(FACETS[name]).map(([key, of]) => {
    const counts = count(rows, of);
    return counts.size > 1 && h("select", { "aria-label": t(key === "type" && name === "statements" ? "object" : key), onchange: (e) => ((facets[name][key] = e.target.value), redraw()) },
      h("option", { value: "" }, `${t(key === "type" && name === "statements" ? "object" : key)}: ${t("any")}`),
      [...counts].sort((a, b) => b[1] - a[1]).map(([value, n]) => h("option", { value, selected: facets[name][key] === value }, `${nameOf(value)} ${n}`)));
  });
  return h("div", { class: "table-tools" }, box, selects, button("CSV", save, { title: t("saveCsv") }));
}

/** The title of a column: a word of the interface, or the name of a quality. */
const titleOf = (title) => (QUALITIES.includes(title) ? nameOf(title) : t(title));

/** For the words of the interface alone: names, titles and triggers have an order of their own, which knows how they are read. */
const collator = new Intl.Collator("zh-Hans");

/** A table; a column is [title, value, cell?, whether its values stand in order as they are]. Rows beyond the first few hundred come on request. */
function table(name, columns, rows, wordsOfRow, csv) {
  const body = h("tbody");
  const count = h("p", { class: "rows", role: "status" });
  const heads = columns.map(([title], k) => h("th", { scope: "col" }, button(titleOf(title), () => sort(k))));
  let keyed = [];
  let drawn = 0;
  const more = button("", () => grow(), { class: "more" });
  const cell = (r, [title, value, made]) => h("td", { "data-label": titleOf(title) }, made ? made(r) : plain(String(value(r))));
  const grow = () => {
    for (const [, r] of keyed.slice(drawn, drawn + PAGE)) body.append(h("tr", {}, columns.map((column) => cell(r, column))));
    drawn = Math.min(keyed.length, drawn + PAGE);
    more.hidden = drawn >= keyed.length;
    more.textContent = t("more", keyed.length - drawn);
    count.textContent = t("rowsShown", drawn, keyed.length);
  };
  const redraw = () => {
    const [by, way] = sorting[name];
    const value = columns[by][1];
    keyed = narrowed(name, rows, wordsOfRow).map((r) => [value(r), r]);
    keyed.sort(([a], [b]) => way * (typeof a === "number" ? a - b : columns[by][3] ? (a < b ? -1 : a > b ? 1 : 0) : collator.compare(a, b)));
    heads.forEach((th, k) => {
      th.setAttribute("aria-sort", by === k ? (way > 0 ? "ascending" : "descending") : "none");
      th.firstChild.textContent = [titleOf(columns[k][0]), by === k ? (way > 0 ? " ▲" : " ▼") : ""].join("");
    });
    drawn = 0;
    body.replaceChildren();
    grow();
  };
  const sort = (k) => {
    sorting[name] = [k, sorting[name][0] === k ? -sorting[name][1] : typeof columns[k][1](rows[0] ?? {}) === "number" ? -1 : 1];
    redraw();
  };
  redraw();
  return [
    tableTools(name, rows, redraw, () => saveCsv(`${fileName()}-${name}`, csv(keyed.map(([, r]) => r)))),
    count,
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t(name) }, h("table", { class: "cards" }, h("thead", {}, h("tr", {}, rows.length ? heads : columns.map(([title]) => h("th", { scope: "col" }, titleOf(title))))), body)),
    more,
  ];
}

/** The nodes of a table: what the drawing shows, or of many articles all that the filters leave. */
const tabled = () => (MANY && state.focus < 0 && !state.path ? nodes.filter(allowed) : [...shown.nodes].map((i) => nodes[i]));

function tabledStatements() {
  const kept = new Set(tabled().map((n) => n.i));
  return statements.filter((s) => passes(s) && kept.has(s.s) && kept.has(s.o));
}

/**
 * Where a name stands among others: by its pinyin, which knows 长沙 from 长官, as the order of the browser does not; in
 * English by what it is called.
 */
const inOrder = (n) => ((n.order ??= [])[language] ??= `${(language && plainName(called(n))) || n.pinyin[0] || plainName(n.name)} ${n.name}`);

/** In how many articles each node is named, and when first. */
const namedIn = () => (namedIn.found ??= (() => {
  const [counts, first] = [new Int32Array(nodes.length), nodes.map(() => "")];
  for (const a of articles) {
    for (const i of new Set(a.mentions.map((m) => m.node))) {
      counts[i]++;
      if (a.date && (!first[i] || a.date < first[i])) first[i] = a.date;
    }
  }
  return { counts, first };
})());

const wordsOfNode = (n) => (n.words ??= [n.name, ...n.names, n.en].filter(Boolean).map(plainName).concat(n.pinyin, n.initials));

function entitiesTable() {
  const { counts, first } = namedIn();
  const columns = [
    ["name", inOrder, (n) => nodeButton(n.i), true],
    ["type", (n) => nameOf(n.kind && n.kind !== "Other" ? n.kind : n.type)],
    ["degree", (n) => degreeOf(n.i) - (n.mentioned ? 0 : 1e-9), (n) => String(degreeOf(n.i))],
    ["mentions", (n) => n.mentioned],
    ...(MANY ? [["documents", (n) => counts[n.i]], ["firstNamed", (n) => first[n.i], (n) => h("span", { class: "date" }, plain(first[n.i])), true]] : []),
  ];
  const csv = (rows) => [["name", "type", "kind", "links", "mentions", "articles", "first", "other names", "english", "iri"],
    ...rows.map((n) => [n.name, n.type, n.kind === "Other" ? "" : n.kind, degreeOf(n.i), n.mentioned, counts[n.i], first[n.i], n.names.join("、"), n.en, fullIri(n.key)])];
  return table("entities", columns, tabled(), wordsOfNode, csv);
}

const wordsOfStatement = (s) => (s.words ??= [...wordsOfNode(nodes[s.s]), ...wordsOfNode(nodes[s.o]), plainName(s.trigger), plainName(quote(s.evidence[0]))]);

function statementsTable() {
  const date = (s) => articles[s.evidence[0].article].date;
  return table("statements", [
    ["subject", (s) => inOrder(nodes[s.s]), (s) => nodeButton(s.s), true],
    ["relation", (s) => nameOf(s.relation), (s) => button(nameOf(s.relation), () => chooseLink(s.link), { class: "relation" })],
    ["object", (s) => inOrder(nodes[s.o]), (s) => nodeButton(s.o), true],
    ["evidence", (s) => placeOf(s.evidence[0]), (s) => evidenceCell(s), true],
    ["modality", (s) => nameOf(s.modality)],
    ["confidence", (s) => s.confidence, (s) => s.confidence.toFixed(2)],
    ["trigger", (s) => String(s.triggerPlace).padStart(6, "0"), (s) => plain(s.trigger), true],
    ...QUALITIES.filter((q) => statements.some((s) => s.qualifiers.some((said) => said.quality === q))).map((q) => [q, (s) => qualifiersOf(s, q), undefined, true]),
    ["date", date, (s) => h("span", { class: "date" }, plain(date(s))), true],
  ], tabledStatements(), wordsOfStatement,
  (rows) => [STATEMENT_COLUMNS, ...statementRows(rows)]);
}

/** Where words stand, for sorting: in the order of the articles' dates, and of the text within each. */
const placeOf = (e) => [articles[e.article].date.padEnd(10), String(e.article).padStart(6, "0"), String(e.start).padStart(9, "0")].join(" ");

const evidenceCell = (s) => h("button", { type: "button", class: "quote", onclick: () => showEvidence(s.evidence[0]) },
  bdi(cut(quote(s.evidence[0]).replace(/[\r\n]/g, ""), 60)), s.evidence.length > 1 && ` +${s.evidence.length - 1}`);
