// What is shown, as files: PNG, SVG, CSV and Turtle.
const shownStatements = () => shown.links.flatMap((l) => l.of.filter(passes));
const fileName = () => (plain(document.title).replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 60) || "graph");

function exportMenu() {
  const menu = h("select", { "aria-label": t("exportAs"), onchange: (e) => {
    EXPORTS[e.target.value]?.();
    e.target.value = "";
  } }, h("option", { value: "" }, `${t("exportAs")}…`), Object.keys(EXPORTS).map((k) => h("option", { value: k }, k)));
  return menu;
}

/** Rows as CSV that a spreadsheet opens as text: with a byte order mark, and no cell that would be a formula. */
function csvOf(rows) {
  const cell = (v) => `"${String(v).replace(/"/g, '""').replace(/^(?=[=+\-@\t\r])/, "'")}"`;
  return "\ufeff" + rows.map((r) => r.map(cell).join(",")).join("\r\n") + "\r\n";
}

const saveCsv = (name, rows) => download(`${name}.csv`, "text/csv;charset=utf-8", csvOf(rows));
const savePng = (times) => painted(scene(), times).toBlob((blob) => download(`${fileName()}.png`, "image/png", blob));

const STATEMENT_COLUMNS = ["subject", "relation", "object", "modality", "trigger", "speaker", "date", "article", "start", "end", "quote", "confidence", "read as", ...QUALITIES];

/** A row for each piece of evidence of the statements. */
const statementRows = (stated) => stated.flatMap((s) => s.evidence.map((e) => {
  const a = articles[e.article];
  return [nodes[s.s].name, s.relation, nodes[s.o].name, s.modality, s.trigger, s.speaker >= 0 ? nodes[s.speaker].name : "", a.date, a.title, e.start, e.end, quote(e), s.confidence.toFixed(2), s.readers.map(([, name]) => name).join("; "), ...QUALITIES.map((q) => qualifiersOf(s, q))];
}));

const EXPORTS = {
  "PNG 2×": () => savePng(2),
  "PNG 4×": () => savePng(4),
  SVG: () => download(`${fileName()}.svg`, "image/svg+xml", svgOf()),
  CSV: () => saveCsv(fileName(), [STATEMENT_COLUMNS, ...statementRows(shownStatements())]),
  Turtle: () => download(`${fileName()}.ttl`, "text/turtle;charset=utf-8", turtleOf(shown.nodes, shownStatements())),
};
