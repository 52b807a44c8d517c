// SPARQL in the page: the graph's Turtle in Oxigraph's WebAssembly build, both inside the file, in a worker that loads it
// once, when the tab is opened, and that is ended when a query takes too long.
const PACKED = read("kg-packed");
const asks = Boolean(PACKED.wasm);
const ROWS = 10_000;
const PATIENCE = 60_000;
let asked = "";
/** The text of the named question that was asked last: its columns are called in words. */
let askedByName = "";
const columnOf = (name) => PACKED.questions.columns[name]?.[language] ?? name;
/** The worker that holds the graph, or will: `ready` tells it, `loaded` how much of the graph it has, 0 to 1. */
let engine = null;

/** What a worker says next but for how much it has loaded. */
const heard = (from) => new Promise((tell) => {
  from.worker.onmessage = ({ data }) => {
    if (data.loaded === undefined) return tell(data);
    from.loaded = data.loaded;
    drawLoaded();
  };
  from.worker.onerror = (e) => tell({ error: e.message || t("noWorker") });
});

/** Starts the engine, unless it is, and lets it load the graph; its promise tells the worker that has. */
function started() {
  if (engine) return engine.ready;
  const made = { worker: null, loaded: 0 };
  made.ready = (async () => {
    const [script, wasm, turtle] = await Promise.all([PACKED.engine, PACKED.wasm, PACKED.turtle].map(unpack));
    if (engine !== made) return new Promise(() => {}); // ended before it began
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    made.worker = new Worker(url);
    const ready = heard(made);
    made.worker.postMessage({ wasm, turtle }, [turtle.buffer]);
    const { error } = await ready;
    URL.revokeObjectURL(url);
    drawLoaded();
    if (error) {
      endEngine();
      throw new Error(error);
    }
    return made;
  })();
  made.ready.catch(() => {}); // said where a query waits for it
  engine = made;
  return made.ready;
}

function endEngine() {
  engine?.worker?.terminate();
  engine = null;
}

/** How much of the graph is loaded, where the tab is open and it is not all. */
function drawLoaded() {
  const bar = $("loaded");
  if (!bar) return;
  bar.hidden = !engine || engine.loaded >= 1;
  bar.querySelector("progress").value = engine?.loaded ?? 0;
}

let stop = null;
let turns = 0;

/** Ends a query that runs, or waits for the graph, and the engine with it; another gets ready in place of one that was. */
function stopAsking(why) {
  const again = engine?.loaded >= 1;
  endEngine();
  stop?.({ error: why });
  if (again) started();
  drawLoaded();
}

/** The worker's answer to a query, or an error: its own, that it was stopped, or that it took too long. */
async function answered(query) {
  let late, mine;
  const stopped = new Promise((tell) => (mine = stop = tell));
  const asking = started().then((from) => {
    if (stop !== mine) return stopped;
    late = setTimeout(() => stopAsking(t("tooLong", PATIENCE / 1000)), PATIENCE);
    const told = heard(from);
    from.worker.postMessage({ query, most: ROWS });
    return told;
  });
  try {
    const answer = await Promise.race([asking, stopped]);
    if (answer.error) throw new Error(answer.error);
    return answer;
  } finally {
    clearTimeout(late);
    if (stop === mine) stop = null;
  }
}

/** An answer's cell: an entity leads to the drawing, a relation shows its name, a literal its text. */
function termCell(term) {
  if (!term) return "";
  if (term.termType === "NamedNode") {
    const key = term.value.startsWith(KGV) ? `v:${term.value.slice(KGV.length)}` : term.value.startsWith(KGI) ? `i:${term.value.slice(KGI.length)}` : term.value;
    const node = nodeByKey().get(key);
    if (node) return nodeButton(node.i);
    const article = articles.find((a) => a.key === key);
    if (article) return h("button", { type: "button", class: "article", onclick: () => (go({ doc: article.i, mark: null }), place("text")) }, bdi(cut(article.title || key, 40)));
    const name = term.value.startsWith(PREFIXES.kg) ? term.value.slice(PREFIXES.kg.length) : null;
    return h("code", { title: plain(term.value) }, name && (DETAILS.words[name] ?? WORDS.of[name]) ? nameOf(name) : plain(name ?? term.value));
  }
  return bdi(term.value);
}

async function ask() {
  if (stop && engine?.loaded >= 1) stopAsking(t("stopped")); // a query that still waits for the graph gives way
  const turn = ++turns;
  const box = $("answer");
  const query = $("sparql").value;
  asked = query;
  box.dataset.state = "asking";
  box.replaceChildren(h("p", { class: "rows" }, t("loading"), " ", button(t("cancel"), () => stopAsking(t("stopped")), { class: "stop" })));
  try {
    const answer = await answered(prefixed(query));
    if (turn === turns) box.replaceChildren(...answerTable(answer, query === askedByName ? columnOf : String).flat().filter(Boolean));
  } catch (error) {
    if (turn === turns) answerError(error);
  }
  if (turn === turns) box.dataset.state = "answered";
}

function answerTable({ truth, rows, triples, more, took }, titled) {
  if (truth !== undefined) return [h("p", { class: "answer" }, truth ? t("yes") : t("no"))];
  const found = rows ?? triples;
  const head = h("p", { class: "rows" }, t("answered", found.length, took), more && ` ${t("limited", ROWS)}`,
    rows?.length > 0 && button("CSV", () => saveCsv(fileName(), [names, ...rows.map((row) => names.map((n) => new Map(row).get(n)?.value ?? ""))])));
  if (triples) return [head, h("pre", { tabindex: "0" }, plain(triples.slice(0, 2000).join(" .\n")))];
  const names = [...new Set(rows.flatMap((row) => row.map(([name]) => name)))];
  return [head, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("query") }, h("table", {},
    h("thead", {}, h("tr", {}, names.map((n) => h("th", { scope: "col" }, plain(titled(n)))))),
    h("tbody", {}, rows.slice(0, 1000).map((row) => h("tr", {}, names.map((n) => h("td", {}, termCell(new Map(row).get(n)))))))))];
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
      return h("input", { type: "text", value: known ?? "", "aria-label": columnOf(name), onchange: () => fill() });
    });
    const fill = () => {
      try {
        area.value = askedByName = boundQuestion(question, inputs.map((i) => i.value));
      } catch (error) {
        turns++; // what was asked before must not answer in its place
        return answerError(error);
      }
      ask();
    };
    open.replaceChildren(...inputs.map((input, k) => h("label", {}, `${columnOf(question[3][k][0])} `, input)));
    fill();
  };
  started();
  return [
    h("div", { class: "ask" },
      named.length > 0 && h("label", {}, `${t("questions")} `, h("select", { onchange: (e) => named[e.target.value] && choose(named[e.target.value]) },
        h("option", { value: "" }, "—"), named.map((question, k) => h("option", { value: k }, plain(question[language]))))),
      open, area, button(t("run"), ask, { class: "run" })),
    h("p", { class: "rows", id: "loaded", hidden: engine.loaded >= 1 }, h("label", {}, t("loadingGraph"), " ", h("progress", { max: 1, value: engine.loaded }))),
    h("div", { id: "answer", "aria-live": "polite" }),
  ];
}
