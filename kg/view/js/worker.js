// Runs in a worker of its own, after Oxigraph's script: loads the graph once, answers queries, and never the page's tab.
let store = null;
const told = (term) => term && { termType: term.termType, value: term.value };

/** The answer as plain data: a truth, rows by name, or triples as text; at most `most` of them, and whether there are more. */
function answer(text, most) {
  const found = store.query(text);
  if (typeof found === "boolean") return { truth: found };
  const more = found.length > most;
  if (found[0] instanceof Map || !found.length) {
    return { more, rows: found.slice(0, most).map((row) => [...row].map(([name, term]) => [name, told(term)])) };
  }
  return { more, triples: found.slice(0, most).map(String) };
}

/** Asks for no more than can be shown; where the query does not take a limit at its end, as it stands. */
function limited(text, most) {
  if (/\blimit\s+\d+\s*(offset\s+\d+\s*)?$/i.test(text.trimEnd())) return answer(text, most);
  try {
    return answer(`${text}\nLIMIT ${most + 1}`, most);
  } catch {
    return answer(text, most);
  }
}

onmessage = ({ data }) => {
  try {
    if (data.wasm) {
      oxigraph.initSync({ module: new WebAssembly.Module(data.wasm) });
      store = new oxigraph.Store();
      store.load(data.turtle, { format: "text/turtle", no_transaction: true });
      postMessage({ ready: true });
    } else {
      const from = performance.now();
      postMessage({ ...limited(data.query, data.most), took: Math.round(performance.now() - from) });
    }
  } catch (error) {
    postMessage({ error: String(error.message ?? error) });
  }
};
