// Articles by date, with what each states; with an entity chosen, only those that name it.
function timelineList() {
  const stated = new Map();
  for (const s of tabledStatements()) {
    for (const e of s.evidence) {
      if (!stated.has(e.article)) stated.set(e.article, new Set());
      stated.get(e.article).add(s);
    }
  }
  const chosen = state.node;
  const about = articles.filter((a) => chosen < 0 || a.mentions.some((m) => m.node === chosen));
  const sorted = [...about].sort((a, b) => (a.date || "9") < (b.date || "9") ? -1 : a.date === b.date ? a.i - b.i : 1);
  const most = Math.max(1, ...sorted.map((a) => stated.get(a.i)?.size ?? 0));
  const item = (a) => {
    const list = [...(stated.get(a.i) ?? [])].filter((s) => chosen < 0 || s.s === chosen || s.o === chosen);
    const acts = list.filter((s) => s.relation !== "partOf").slice(0, 6);
    const bar = h("meter", { min: 0, max: most, value: list.length, "aria-label": t("counted", list.length) });
    return h("li", {},
      h("time", a.date ? { datetime: a.date } : {}, plain(a.date) || t("undated")),
      h("div", {},
        h("button", { type: "button", class: "article", onclick: () => (go({ doc: a.i, mark: null }), place("text")) }, bdi(a.title || t("untitled"))),
        h("p", {}, bar, " ", t("counted", list.length)),
        acts.map((s) => h("p", { class: "act" }, nodeButton(s.s), ` ${nameOf(s.relation)} `, nodeButton(s.o), badge(s.modality)))));
  };
  const list = h("ol", { class: "timeline" }, sorted.slice(0, 200).map(item));
  const rest = sorted.slice(200);
  return [
    chosen >= 0 && h("p", { class: "rows" }, nodeButton(chosen), ` · ${t("documents")} ${sorted.length}`),
    list,
    rest.length > 0 && button(t("more", rest.length), (e) => (list.append(...rest.map(item)), e.target.remove()), { class: "more" }),
  ];
}
