// Sortable tables of what the filters leave: entities and statements.
/** What is typed above each table to narrow it. */
const inTable = { entities: "", statements: "" };
const sorting = { entities: [4, -1], statements: [0, 1] };
const PAGE = 300;

/** A table; a column is [title, value, cell?]. Rows beyond the first few hundred come on request. */
function table(name, columns, rows) {
  const [by, way] = sorting[name];
  const value = columns[by][1];
  const collator = new Intl.Collator("zh-Hans");
  const keyed = rows.map((r) => [value(r), r]);
  keyed.sort(([a], [b]) => way * (typeof a === "number" ? a - b : collator.compare(a, b)));
  const body = h("tbody");
  const count = h("p", { class: "rows" });
  let drawn = 0;
  const more = button("", () => grow(), { class: "more" });
  const grow = () => {
    for (const [, r] of keyed.slice(drawn, drawn + PAGE)) body.append(h("tr", {}, columns.map(([, v, cell]) => h("td", {}, cell ? cell(r) : plain(String(v(r)))))));
    drawn = Math.min(keyed.length, drawn + PAGE);
    more.hidden = drawn >= keyed.length;
    more.textContent = t("more", keyed.length - drawn);
    count.textContent = t("rowsShown", drawn, keyed.length);
  };
  grow();
  const sort = (k) => {
    sorting[name] = [k, sorting[name][0] === k ? -sorting[name][1] : typeof columns[k][1](rows[0] ?? {}) === "number" ? -1 : 1];
    drawTab(name);
    $(`tab-${name}`).querySelectorAll("th button")[k].focus();
  };
  return [
    count,
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t(name) }, h("table", {},
      h("thead", {}, h("tr", {}, columns.map(([title], k) =>
        h("th", { scope: "col", "aria-sort": by === k ? (way > 0 ? "ascending" : "descending") : "none" },
          rows.length ? button([t(title), by === k ? (way > 0 ? " ▲" : " ▼") : ""].join(""), () => sort(k)) : t(title))))),
      body)),
    more,
  ];
}

/** The nodes of a table: what the drawing shows, or in a large graph all that the filters leave. */
const tabled = () => (MANY && state.focus < 0 && !state.path ? nodes.filter(allowed) : [...shown.nodes].map((i) => nodes[i]));

function tabledStatements() {
  const kept = new Set(tabled().map((n) => n.i));
  return statements.filter((s) => passes(s) && kept.has(s.s) && kept.has(s.o));
}

/** Where a name stands among others: by its pinyin, which knows 长沙 from 长官, as the order of the browser does not. */
const inOrder = (n) => `${n.pinyin[0] || plainName(n.name)} ${n.name}`;

function entitiesTable() {
  return table("entities", [
    ["name", inOrder, (n) => nodeButton(n.i)],
    ["type", (n) => nameOf(n.type)],
    ["kind", (n) => (n.kind && n.kind !== "Other" ? nameOf(n.kind) : "")],
    ["degree", (n) => n.degree],
    ["mentions", (n) => n.mentioned],
  ], tabled());
}

function statementsTable() {
  return table("statements", [
    ["subject", (s) => inOrder(nodes[s.s]), (s) => nodeButton(s.s)],
    ["relation", (s) => nameOf(s.relation), (s) => button(nameOf(s.relation), () => chooseLink(s.link), { class: "relation" })],
    ["object", (s) => inOrder(nodes[s.o]), (s) => nodeButton(s.o)],
    ["modality", (s) => nameOf(s.modality)],
    ["trigger", (s) => s.trigger],
    ["date", (s) => articles[s.evidence[0].article].date, (s) => h("span", { class: "date" }, plain(articles[s.evidence[0].article].date))],
    ["evidence", (s) => quote(s.evidence[0]), (s) => evidenceCell(s)],
  ], tabledStatements());
}

const evidenceCell = (s) => h("button", { type: "button", class: "quote", onclick: () => showEvidence(s.evidence[0]) },
  bdi(cut(quote(s.evidence[0]).replace(/\n/g, ""), 60)), s.evidence.length > 1 && ` +${s.evidence.length - 1}`);
