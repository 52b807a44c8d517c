// Runs in a worker of its own, after Oxigraph's script: loads the graph once, answers queries, and never the page's tab.
const PIECE = 500_000;
let store = null;

/** What a blank line, a base or a blank node may stand in without being one (texts, IRIs, comments), and these themselves. */
const TOKEN = /"""[\s\S]*?"""+|"(?:[^"\\\n]|\\.)*"|<[^>\s]*>|#[^\n]*|\n\n|^@base [^\n]*|_:/gm;

/**
 * The graph's Turtle in pieces of whole blocks, about PIECE characters each, before each the prefixes and the base that
 * hold there; and how much of it all is then told. What follows a blank node stays in one piece with it.
 */
function* pieces(turtle) {
  const head = turtle.slice(0, turtle.indexOf("\n\n") + 1);
  let [from, held, base] = [head.length, "", ""];
  for (const { 0: token, index } of turtle.matchAll(TOKEN)) {
    if (token === "_:") break;
    if (token[0] === "@") base = `${token}\n`;
    if (token !== "\n\n" || index < from + PIECE) continue;
    yield [head + held + turtle.slice(from, index), index / turtle.length];
    [from, held] = [index, base];
  }
  yield [head + held + turtle.slice(from), 1];
}

/** Loads the graph, and says after each piece how much of it is loaded. */
function load(turtle) {
  store = new oxigraph.Store();
  for (const [piece, loaded] of pieces(turtle)) {
    store.load(piece, { format: "text/turtle", no_transaction: true });
    postMessage({ loaded });
  }
}

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
      load(new TextDecoder().decode(data.turtle));
      postMessage({ ready: true });
    } else {
      const from = performance.now();
      postMessage({ ...limited(data.query, data.most), took: Math.round(performance.now() - from) });
    }
  } catch (error) {
    postMessage({ error: String(error.message ?? error) });
  }
};
