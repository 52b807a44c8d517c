// SPARQL in the page: the graph's Turtle in Oxigraph's WebAssembly build, both inside the file, started when first needed.
const PACKED = read("kg-packed");
const asks = Boolean(PACKED.wasm);
let store = null;
let asked = "";

async function loaded() {
  if (!store) {
    oxigraph.initSync({ module: new WebAssembly.Module(await unpack(PACKED.wasm)) });
    store = new oxigraph.Store();
    store.load(new TextDecoder().decode(await unpack(PACKED.turtle)), { format: "text/turtle", no_transaction: true });
  }
  return store;
}

/** An answer's cell: an entity leads to the drawing, a relation shows its name, a literal its text. */
function termCell(term) {
  if (!term) return "";
  if (term.termType === "NamedNode") {
    const key = term.value.startsWith(KGV) ? `v:${term.value.slice(KGV.length)}` : term.value.startsWith(KGI) ? `i:${term.value.slice(KGI.length)}` : term.value;
    const node = nodeByKey.get(key);
    if (node) return nodeButton(node.i);
    const article = articles.find((a) => a.key === key);
    if (article) return h("button", { type: "button", class: "article", onclick: () => (go({ doc: article.i, mark: null }), place("text")) }, bdi(cut(article.title || key, 40)));
    const name = term.value.startsWith(PREFIXES.kg) ? term.value.slice(PREFIXES.kg.length) : null;
    return h("code", { title: plain(term.value) }, name && WORDS.of[name] ? nameOf(name) : plain(name ?? term.value));
  }
  return bdi(term.value);
}

async function ask() {
  const box = $("answer");
  const text = $("sparql").value;
  asked = text;
  box.replaceChildren(h("p", { class: "rows" }, t("loading")));
  try {
    const engine = await loaded();
    const from = performance.now();
    const answer = engine.query(text);
    const took = Math.round(performance.now() - from);
    if (typeof answer === "boolean") {
      box.replaceChildren(h("p", { class: "answer" }, answer ? t("yes") : t("no")));
    } else if (answer[0] instanceof Map || answer.length === 0) {
      const names = answer.length ? [...new Set(answer.flatMap((row) => [...row.keys()]))] : [];
      box.replaceChildren(h("p", { class: "rows" }, t("answered", answer.length, took)),
        h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("query") }, h("table", {},
          h("thead", {}, h("tr", {}, names.map((n) => h("th", { scope: "col" }, plain(n))))),
          h("tbody", {}, answer.slice(0, 1000).map((row) => h("tr", {}, names.map((n) => h("td", {}, termCell(row.get(n))))))))));
    } else {
      box.replaceChildren(h("p", { class: "rows" }, t("answered", answer.length, took)),
        h("pre", { tabindex: "0" }, plain(answer.slice(0, 2000).map(String).join(" .\n"))));
    }
  } catch (error) {
    box.replaceChildren(h("p", { class: "error", role: "alert" }, plain(String(error.message ?? error))));
  }
}

const FIRST = `PREFIX kg: <${PREFIXES.kg}>
SELECT ?body ?programme WHERE {
  ?body kg:undertakes ?programme .
} ORDER BY ?body LIMIT 100`;

function queryForm() {
  const area = h("textarea", { id: "sparql", spellcheck: "false", rows: 8, "aria-label": t("ask"), onkeydown: (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) ask();
  } });
  area.value = asked || FIRST;
  const named = PACKED.questions ?? [];
  return [
    h("div", { class: "ask" },
      named.length > 0 && h("label", {}, `${t("questions")} `, h("select", { onchange: (e) => {
        const text = named[e.target.value]?.[1];
        if (text) {
          area.value = text;
          ask();
        }
      } }, h("option", { value: "" }, "—"), named.map(([name, text], k) => h("option", { value: k }, questionName(name, text))))),
      area, button(t("run"), ask, { class: "run" })),
    h("div", { id: "answer", "aria-live": "polite" }),
  ];
}

/** A question's name: its first line of comment, or its file's name. */
const questionName = (name, text) => plain(/^#\s*(.+)$/m.exec(text.split("\n")[0])?.[1] ?? name);
