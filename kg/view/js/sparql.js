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
  box.dataset.state = "asking";
  box.replaceChildren(h("p", { class: "rows" }, t("loading")));
  try {
    const engine = await loaded();
    const from = performance.now();
    const answer = engine.query(prefixed(text));
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
    answerError(error);
  }
  box.dataset.state = "answered";
}

function answerError(error) {
  $("answer").replaceChildren(h("p", { class: "error", role: "alert" }, plain(String(error.message ?? error))));
  $("answer").dataset.state = "answered";
}

const FIRST = `SELECT ?body ?programme WHERE {
  ?body kg:undertakes ?programme .
} ORDER BY ?body LIMIT 100`;

/** The query with the prefixes that it uses and does not declare. */
function prefixed(text) {
  const missing = Object.entries(PACKED.questions.prefixes).filter(([p]) =>
    new RegExp(`(^|[^\\w:])${p}:`).test(text) && !new RegExp(`prefix\\s+${p}:`, "i").test(text));
  return missing.map(([p, base]) => `PREFIX ${p}: <${base}> `).join("") + text;
}

/** The one entity of a name; where there is none, or there are several, an error that says so and what is near. */
function theOnly(name) {
  const found = nodesNamed(name);
  if (found.length === 1) return found[0];
  if (found.length > 1) throw new Error(t("severalNamed", name, found.map((n) => `${n.name} <${fullIri(n.key)}>`).join("\n")));
  throw new Error(t("noneNamed", name, searched(name, 3).map((i) => nodes[i].name).join("、")));
}

/** A question's text with its parameters bound: an entity by any of its names, a date, or a text. */
function boundQuestion([, , text, parameters], values) {
  const bound = parameters.map(([name, type], k) => {
    const value = type === "entity" ? iri(theOnly(values[k]).key) : literal(values[k]) + (type === "date" ? "^^xsd:date" : "");
    return `  VALUES ?${name} { ${value} }\n`;
  });
  return text.replace(/WHERE\s*\{\n?/i, (where) => `${where.trimEnd()}\n${bound.join("")}`);
}

function queryForm() {
  const area = h("textarea", { id: "sparql", spellcheck: "false", rows: 9, "aria-label": t("ask"), onkeydown: (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) ask();
  } });
  area.value = asked || FIRST;
  const named = PACKED.questions.named;
  const open = h("div", { class: "parameters" });
  const busiest = nodes.reduce((best, n) => (n.degree > (best?.degree ?? -1) ? n : best), null);
  const choose = (question) => {
    const inputs = question[3].map(([name, type, value], k) => {
      const known = type !== "entity" ? value : k === 0 && state.node >= 0 ? nodes[state.node].name : nodesNamed(value).length ? value : busiest?.name;
      return h("input", { type: "text", value: known ?? "", "aria-label": name, onchange: () => fill() });
    });
    const fill = () => {
      try {
        area.value = boundQuestion(question, inputs.map((i) => i.value));
      } catch (error) {
        return answerError(error);
      }
      ask();
    };
    open.replaceChildren(...inputs.map((input, k) => h("label", {}, `${question[3][k][0]} `, input)));
    fill();
  };
  return [
    h("div", { class: "ask" },
      named.length > 0 && h("label", {}, `${t("questions")} `, h("select", { onchange: (e) => named[e.target.value] && choose(named[e.target.value]) },
        h("option", { value: "" }, "—"), named.map((question, k) => h("option", { value: k }, plain(question[language]))))),
      open, area, button(t("run"), ask, { class: "run" })),
    h("div", { id: "answer", "aria-live": "polite" }),
  ];
}
