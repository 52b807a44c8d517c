// The legend filters: each type, kind, relation and modality with its count and a box to leave it out.
function symbol(type) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-1.25 -1.25 2.5 2.5");
  svg.setAttribute("class", `symbol ${type}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[type].path);
  svg.append(path);
  return svg;
}

function count(items, key) {
  const counts = new Map();
  for (const item of items) {
    const k = key(item);
    if (k) counts.set(k, (counts.get(k) ?? 0) + 1);
  }
  return counts;
}

function drawLegend() {
  const groups = [
    ["types", count(nodes, (n) => n.type), TYPES],
    ["kinds", count(nodes, (n) => n.kind), [...DETAILS.kinds, "Other"]],
    ["relations", count(statements, (s) => s.relation), DETAILS.relations],
    ["modalities", count(statements, (s) => s.modality), DETAILS.modalities],
  ];
  $("legend").replaceChildren(...[...groups.filter(([, counts]) => counts.size).map(([name, counts, order]) => {
    const off = state.off[name];
    const items = order.filter((k) => counts.has(k));
    if (name === "relations") items.sort((a, b) => counts.get(b) - counts.get(a));
    const set = (next) => go({ off: { ...state.off, [name]: next } }, true);
    return h("fieldset", {},
      h("legend", {}, t(name)),
      items.length > 2 && h("span", { class: "both" },
        button(t("everything"), () => set(new Set())), button(t("nothing"), () => set(new Set(items)))),
      items.map((k) => h("label", { class: name },
        h("input", {
          type: "checkbox", value: k, checked: !off.has(k),
          onchange: (e) => {
            const next = new Set(off);
            if (e.target.checked) next.delete(k);
            else next.add(k);
            set(next);
          },
        }),
        name === "types" && symbol(k),
        h("span", {}, nameOf(k)), h("span", { class: "count" }, counts.get(k)))));
  }), sureChoice()].filter(Boolean));
}

/** How sure a statement must be to be left: a slider over the confidences that there are. */
function sureChoice() {
  const found = statements.map((s) => s.confidence);
  const [least, most] = [found.reduce((a, b) => Math.min(a, b), 1), found.reduce((a, b) => Math.max(a, b), 0)];
  if (least >= most) return null;
  const told = (sure) => t("sureCount", found.reduce((n, c) => n + (c >= sure), 0), found.length);
  const value = h("output", { class: "count", for: "sure" }, `≥ ${Math.max(least, state.sure).toFixed(2)}`);
  const kept = h("p", { class: "rows", id: "sure-count" }, told(state.sure));
  const chosen = (e) => (Number(e.target.value) > least ? Number(e.target.value) : 0);
  const slider = h("input", {
    type: "range", id: "sure", min: least, max: most, step: "0.01", value: Math.max(least, state.sure), "aria-label": t("confidence"), "aria-describedby": "sure-count",
    oninput: (e) => {
      value.textContent = `≥ ${Number(e.target.value).toFixed(2)}`;
      kept.textContent = told(chosen(e));
    },
    onchange: (e) => go({ sure: chosen(e) }, true),
  });
  return h("fieldset", {}, h("legend", {}, t("confidence")), h("div", { class: "sure" }, slider, value), kept);
}

listeners.push((now, before) => {
  if (now.off === before.off && (now.sure === before.sure || document.activeElement?.id === "sure")) return;
  const inside = $("legend").contains(document.activeElement) ? document.activeElement.value : null;
  drawLegend();
  if (inside) [...$("legend").querySelectorAll("input")].find((i) => i.value === inside)?.focus();
});
