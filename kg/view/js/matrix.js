// Bodies down, programmes or formulations across: who is said to do what, and how often.
let across = "Program";
const like = { rows: "", columns: "" };

/** Whether a node has one of the words typed, or none is. */
const isLike = (which, i) => {
  const wanted = like[which].split(/\s+/).map(plainName).filter(Boolean);
  return !wanted.length || wanted.some((w) => wordsOfNode(nodes[i]).some((text) => text.includes(w)));
};

function matrixTable() {
  const cells = new Map();
  const rows = new Map();
  const columns = new Map();
  for (const s of tabledStatements()) {
    if (nodes[s.s].type !== "Organization" || nodes[s.o].type !== across || !isLike("rows", s.s) || !isLike("columns", s.o)) continue;
    const key = `${s.s} ${s.o}`;
    if (!cells.has(key)) {
      cells.set(key, []);
      rows.set(s.s, (rows.get(s.s) ?? 0) + 1);
      columns.set(s.o, (columns.get(s.o) ?? 0) + 1);
    }
    cells.get(key).push(s);
  }
  const most = (map, n, then) => [...map].sort((a, b) => b[1] - a[1] || then(a[0]) - then(b[0])).slice(0, n).map(([i]) => i);
  const types = TYPES.filter((type) => type !== "Organization" && type !== "Person" && type !== "Place");
  const down = most(rows, 120, (i) => i);
  const over = most(columns, 60, (j) => down.findIndex((i) => cells.has(`${i} ${j}`)));
  return [
    h("div", { class: "choice", role: "group", "aria-label": t("across") }, types.map((type) =>
      button(nameOf(type), () => {
        across = type;
        drawTab("matrix");
        $("tab-matrix").querySelector("[aria-pressed=true]").focus();
      }, { "aria-pressed": String(type === across), class: type === across ? "on" : "" }))),
    h("div", { class: "table-tools" }, ["rows", "columns"].map((which) => h("input", {
      type: "search", value: like[which], id: `like-${which}`, placeholder: t(`${which}Like`), "aria-label": t(`${which}Like`),
      onchange: (e) => {
        like[which] = e.target.value;
        drawTab("matrix");
        $(`like-${which}`).focus();
      },
    }))),
    down.length === 0 ? h("p", { class: "none" }, t("emptyMatrix")) : [
      h("p", { class: "rows" }, t("rowsShown", down.length, rows.size)),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("matrix") }, h("table", { class: "matrix" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("bodies")), over.map((i) =>
          h("th", { scope: "col" }, h("button", { type: "button", onclick: () => chooseNode(i), title: plain(nodes[i].name) }, h("span", {}, plain(cut(nodes[i].name.replace(/[“”]/g, ""), 14)))))))),
        h("tbody", {}, down.map((i) => h("tr", {}, h("th", { scope: "row" }, nodeButton(i)), over.map((j) => {
          const found = cells.get(`${i} ${j}`);
          if (!found) return h("td", {});
          const relations = [...new Set(found.map((s) => nameOf(s.relation)))].join("、");
          const said = found.reduce((n, s) => n + s.evidence.length, 0);
          return h("td", { class: found.some(holds) ? `has ${across}` : "has denied" }, button(String(said), () => chooseLink(found[0].link),
            { "aria-label": plain(`${nodes[i].name} ${relations} ${nodes[j].name}: ${said}`), title: plain(`${nodes[i].name} ${relations} ${nodes[j].name}`) }));
        })))))),
    ],
  ].flat();
}
