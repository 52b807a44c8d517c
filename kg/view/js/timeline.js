// Who took up what, when: a chart with a row for each body, or for each thing that the chosen one took up, and the articles.
const ROWS_OF = 40;

/** The rows of the chart: an entity, and its dated statements as [month, statement, evidence]. */
function timelineRows() {
  const rows = new Map();
  const { timely } = sifted();
  for (const stated of tabledStatements()) {
    if (stated.relation === "partOf") continue;
    if (state.node >= 0 && stated.s !== state.node && stated.o !== state.node) continue;
    const i = state.node >= 0 ? (stated.s === state.node ? stated.o : stated.s) : stated.s;
    for (const e of stated.evidence) {
      if (!timely[e.article] || !/^\d{4}/.test(articles[e.article].date)) continue;
      if (!rows.has(i)) rows.set(i, []);
      rows.get(i).push([monthOf(articles[e.article].date), stated, e]);
    }
  }
  const many = sortedBy([...rows.keys()], (i) => [-rows.get(i).length, i]).slice(0, ROWS_OF);
  const first = (i) => Math.min(...rows.get(i).map(([m]) => m));
  return { rows: sortedBy(many, (i) => (state.node >= 0 ? [first(i), i] : [-rows.get(i).length, i])).map((i) => [i, rows.get(i)]), count: rows.size };
}

/** One row's dots, the months of one thing taken together: how many pieces of evidence each has. */
function dots(list, [from, to]) {
  const months = new Map();
  for (const [m, stated, e] of list) months.set(m, [...(months.get(m) ?? []), [stated, e]]);
  const x = (m) => (1000 * (m - from + 0.5)) / (to - from + 1);
  return s("svg", { viewBox: "0 0 1000 24", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("line", { x1: x(Math.min(...months.keys())), x2: x(Math.max(...months.keys())), y1: 12, y2: 12 }),
    [...months].map(([m, said]) => {
      const high = Math.min(20, 7 + 3 * Math.log2(said.length));
      const [stated, e] = said[0];
      const what = said.slice(0, 3).map(([one]) => `${called(nodes[one.s])} ${nameOf(one.relation)} ${called(nodes[one.o])}`).join("\n");
      return s("rect", { x: x(m) - 4, width: 8, y: 12 - high / 2, height: high, rx: 3, class: FAMILY[stated.relation] ?? "mixed", onclick: () => (go({ link: stated.link, node: -1, doc: e.article, mark: e })) },
        s("title", {}, document.createTextNode(plain(`${monthText(m)} · ${said.length}\n${what}`))));
    }));
}

function timelineChart() {
  const { rows, count } = timelineRows();
  if (!rows.length || !spread) return [];
  const span = state.span ? state.span.map(monthOf) : MONTHS;
  const years = h("div", { class: "years" });
  for (let y = Math.ceil(span[0] / 12); y <= Math.floor(span[1] / 12); y += Math.max(1, Math.ceil((span[1] - span[0]) / 144))) {
    const tick = h("span", {}, String(y));
    tick.style.left = `${(100 * (y * 12 - span[0])) / (span[1] - span[0] + 1)}%`;
    years.append(tick);
  }
  return [
    h("h2", { class: "sub" }, state.node >= 0 ? t("tookUp", plain(called(nodes[state.node]))) : t("whoWhen"), h("small", {}, ` ${t("rowsShown", rows.length, count)}`)),
    h("div", { class: "swim" }, h("div", { class: "swim-head" }, h("span"), years),
      rows.map(([i, list]) => h("div", { class: "lane" }, h("div", { class: "who" }, nodeButton(i, { title: plain(called(nodes[i])) })), h("div", { class: "dots" }, dots(list, span)), h("span", { class: "count" }, list.length)))),
  ];
}

/** Articles by date, with what each states; with an entity chosen, only those that name it. */
function timelineList() {
  const stated = new Map();
  for (const one of tabledStatements()) {
    for (const e of one.evidence) {
      if (!stated.has(e.article)) stated.set(e.article, new Set());
      stated.get(e.article).add(one);
    }
  }
  const chosen = state.node;
  const { timely } = sifted();
  const about = articles.filter((a) => timely[a.i] && (chosen < 0 || a.mentions.some((m) => m.node === chosen)));
  const sorted = [...about].sort((a, b) => (a.date || "9") < (b.date || "9") ? -1 : a.date === b.date ? a.i - b.i : 1);
  const most = Math.max(1, ...sorted.map((a) => stated.get(a.i)?.size ?? 0));
  const item = (a) => {
    const said = [...(stated.get(a.i) ?? [])].filter((one) => chosen < 0 || one.s === chosen || one.o === chosen);
    const acts = said.filter((one) => one.relation !== "partOf").slice(0, 6);
    const bar = h("meter", { min: 0, max: most, value: said.length, "aria-label": t("counted", said.length) });
    return h("li", {},
      h("time", a.date ? { datetime: a.date } : {}, plain(a.date) || t("undated")),
      h("div", {},
        h("button", { type: "button", class: "article", onclick: () => (go({ doc: a.i, mark: null }), place("text")) }, bdi(a.title || t("untitled"))),
        h("p", {}, bar, " ", t("counted", said.length)),
        acts.map((one) => h("p", { class: "act" }, nodeButton(one.s), ` ${nameOf(one.relation)} `, nodeButton(one.o), badge(one.modality)))));
  };
  const made = h("ol", { class: "timeline" }, sorted.slice(0, 100).map(item));
  const rest = sorted.slice(100);
  return [
    chosen >= 0 && h("p", { class: "rows" }, nodeButton(chosen), ` · ${t("documents")} ${sorted.length}`),
    ...timelineChart(),
    made,
    rest.length > 0 && button(t("more", rest.length), (e) => (made.append(...rest.map(item)), e.target.remove()), { class: "more" }),
  ];
}
