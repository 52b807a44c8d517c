// Things of one type down, of another across: who is said to do what, and how often.
const MOST_DOWN = 120;
const MOST_OVER = 60;
const SIDES = ["rows", "columns"];
/** As many rows are there at once; the others follow when these have been seen. */
const AT_ONCE = 40;

/** What the matrix is made of: for each pair its statements; for each row and column how many it has, all and chosen. */
function matrixCells() {
  const [cells, all, kept] = [new Map(), [new Map(), new Map()], [new Map(), new Map()]];
  const add = (map, i) => map.set(i, (map.get(i) ?? 0) + 1);
  for (const s of tabledStatements()) {
    const ends = [s.s, s.o];
    if (ends.some((i, k) => nodes[i].type !== state.matrix[k])) continue;
    ends.forEach((i, k) => isLike(k, i) && add(all[k], i));
    if (!ends.every((i, k) => isLike(k, i) && isPicked(k, i))) continue;
    const key = ends.join(" ");
    if (!cells.has(key)) {
      cells.set(key, []);
      ends.forEach((i, k) => add(kept[k], i));
    }
    cells.get(key).push(s);
  }
  return { cells, all, kept };
}

/** Whether a node has one of the words typed, or none is. */
const isLike = (k, i) => {
  const wanted = state.like[k].split(/[\s、，,;；]+/).map(plainName).filter(Boolean);
  return !wanted.length || wanted.some((w) => wordsOfNode(nodes[i]).some((text) => text.includes(w)));
};
const isPicked = (k, i) => !state.picked[k].size || state.picked[k].has(i);

const most = (map, n, then) => [...map].sort((a, b) => b[1] - a[1] || then(a[0]) - then(b[0])).slice(0, n).map(([i]) => i);
const setAt = (pair, k, value) => pair.map((v, n) => (n === k ? value : v));

/** The types that a row or a column can have: those of the subjects, or of the objects that subjects of the rows' type have. */
function typesAt(k) {
  const found = new Set(statements.filter((s) => k === 0 || nodes[s.s].type === state.matrix[0]).map((s) => nodes[k ? s.o : s.s].type));
  return TYPES.filter((type) => found.has(type));
}

/** Which types stand down and across. */
function typeChoice(k) {
  const types = typesAt(k);
  const choose = (type) => {
    go({ matrix: k ? [state.matrix[0], type] : [type, state.matrix[1]], picked: k ? [state.picked[0], new Set()] : [new Set(), new Set()] });
    $("tab-matrix").querySelectorAll(".choice")[k]?.querySelector("[aria-pressed=true]")?.focus();
  };
  return h("div", { class: "choice", role: "group", "aria-label": t(SIDES[k]), hidden: types.length < 2 && k === 0 }, h("span", {}, t(SIDES[k])),
    types.map((type) => button(nameOf(type), () => choose(type), { "aria-pressed": String(type === state.matrix[k]), class: type === state.matrix[k] ? "on" : "" })));
}

/** A box that keeps the rows (or columns) that have what is typed, and a list to pick single ones from. */
function pickChoice(k) {
  const side = SIDES[k];
  const list = h("div", { class: "picks", role: "group", "aria-label": t(`pick-${side}`) });
  const chooser = h("details", { class: "chooser", ontoggle: () => chooser.open && drawPicks(k, list) }, h("summary", { id: `pick-${side}` }), list);
  return [
    h("input", { type: "search", value: state.like[k], id: `like-${side}`, placeholder: t(`${side}Like`), "aria-label": t(`${side}Like`),
      onchange: (e) => {
        go({ like: setAt(state.like, k, e.target.value) }, true);
        if (chooser.open) drawPicks(k, list);
      } }),
    chooser,
  ];
}

function drawPicks(k, list) {
  const counts = matrixCells().all[k];
  const pick = (i, on) => {
    const next = new Set(state.picked[k]);
    if (on) next.add(i);
    else next.delete(i);
    go({ picked: setAt(state.picked, k, next) }, true);
  };
  list.replaceChildren(button(t("everyOne"), () => (go({ picked: setAt(state.picked, k, new Set()) }, true), drawPicks(k, list))),
    ...most(counts, 300, (i) => i).map((i) => h("label", {}, h("input", { type: "checkbox", checked: state.picked[k].has(i), onchange: (e) => pick(i, e.target.checked) }),
      h("span", {}, callName(nodes[i])), h("span", { class: "count" }, counts.get(i)))));
}

function matrixTable() {
  return [typeChoice(0), typeChoice(1), h("div", { class: "table-tools" }, SIDES.map((_, k) => pickChoice(k)).flat(), button("CSV", saveMatrix, { title: t("saveCsv") })), h("div", { id: "cells" })];
}

/** The rows and columns in view, those with most first, and their cells. */
function matrixInView() {
  const found = matrixCells();
  const down = most(found.kept[0], MOST_DOWN, (i) => i);
  const place = new Map(down.map((i, k) => [i, k]));
  const first = new Map();
  for (const key of found.cells.keys()) {
    const [i, j] = key.split(" ").map(Number);
    first.set(j, Math.min(first.get(j) ?? Infinity, place.get(i) ?? Infinity));
  }
  const over = most(found.kept[1], MOST_OVER, (j) => (first.get(j) < Infinity ? first.get(j) : -1));
  return { ...found, down, over };
}

const saidIn = (list) => list.reduce((n, s) => n + s.evidence.length, 0);

function saveMatrix() {
  const { cells, down, over } = matrixInView();
  saveCsv(`${fileName()}-matrix`, [["", ...over.map((j) => nodes[j].name)], ...down.map((i) => [nodes[i].name, ...over.map((j) => saidIn(cells.get(`${i} ${j}`) ?? []))])]);
}

function drawCells() {
  const { cells, all, kept, down, over } = matrixInView();
  SIDES.forEach((side, k) => ($(`pick-${side}`).textContent = t(`pick-${side}`, state.picked[k].size, all[k].size)));
  if (!down.length) return $("cells").replaceChildren(h("p", { class: "none" }, t("emptyMatrix")));
  const head = (i) => h("th", { scope: "col" }, h("button", { type: "button", onclick: () => chooseNode(i), title: bothNames(nodes[i]) },
    h("span", {}, plain(cut(called(nodes[i]).replace(/[“”]/g, ""), language ? 24 : 14)))));
  const cell = (i, j) => {
    const found = cells.get(`${i} ${j}`);
    if (!found) return h("td", {});
    const relations = [...new Set(found.map((s) => nameOf(s.relation)))].join("、");
    const told = plain(`${called(nodes[i])} ${relations} ${called(nodes[j])}`);
    return h("td", { class: found.some(holds) ? `has ${state.matrix[1]}` : "has denied" }, button(String(saidIn(found)), () => chooseLink(found[0].link),
      { "aria-label": `${told}: ${saidIn(found)}`, title: told }));
  };
  const body = h("tbody");
  const grow = (left) => {
    for (const i of left.slice(0, AT_ONCE)) body.append(h("tr", {}, h("th", { scope: "row" }, nodeButton(i)), over.map((j) => cell(i, j))));
    if (left.length > AT_ONCE) requestAnimationFrame(() => setTimeout(() => body.isConnected && grow(left.slice(AT_ONCE))));
  };
  grow(down);
  $("cells").replaceChildren(
    h("p", { class: "rows", role: "status" }, t("matrixShown", down.length, kept[0].size, over.length, kept[1].size)),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("matrix") }, h("table", { class: "matrix" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, nameOf(state.matrix[0])), over.map(head))),
      body)));
}

listeners.push((now, before) => {
  if (now.tab !== "matrix" || before.tab !== "matrix") return;
  if (now.matrix !== before.matrix) drawTab("matrix");
  else if (now.like !== before.like || now.picked !== before.picked) drawCells();
});
