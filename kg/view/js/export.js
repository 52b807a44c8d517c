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

const EXPORTS = {
  PNG() {
    const from = renderer.canvas;
    const canvas = h("canvas", { width: from.width, height: from.height });
    const ctx = canvas.getContext("2d");
    ctx.fillStyle = renderer.colours().ground;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(from, 0, 0);
    canvas.toBlob((blob) => download(`${fileName()}.png`, "image/png", blob));
  },
  SVG: () => download(`${fileName()}.svg`, "image/svg+xml", svgOf()),
  CSV() {
    const cell = (v) => `"${String(v).replace(/"/g, '""').replace(/^(?=[=+\-@\t])/, "'")}"`;
    const rows = [["subject", "relation", "object", "modality", "trigger", "speaker", "date", "article", "start", "end", "quote"]];
    for (const s of shownStatements()) {
      for (const e of s.evidence) {
        const a = articles[e.article];
        rows.push([nodes[s.s].name, s.relation, nodes[s.o].name, s.modality, s.trigger, s.speaker >= 0 ? nodes[s.speaker].name : "", a.date, a.title, e.start, e.end, quote(e)]);
      }
    }
    download(`${fileName()}.csv`, "text/csv;charset=utf-8", "\ufeff" + rows.map((r) => r.map(cell).join(",")).join("\r\n") + "\r\n");
  },
  Turtle: () => download(`${fileName()}.ttl`, "text/turtle;charset=utf-8", turtleOf(shown.nodes, shownStatements())),
};

/** The drawing as SVG: shapes, lines, and the names that have room, as on the screen. */
function svgOf() {
  const colours = renderer.colours();
  const [width, height] = [$("drawing").clientWidth, $("drawing").clientHeight];
  const xml = (s) => plain(s).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\ud800-\udfff](?![\udc00-\udfff])/g, "");
  const n = (v) => v.toFixed(1);
  const { nodes: drawn, links: lines } = renderer.shown();
  const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="100%" height="100%" fill="${colours.ground}"/>`];
  for (const l of lines) {
    const [x1, y1] = renderer.screen(l.a);
    const [x2, y2] = renderer.screen(l.b);
    const firm = l.of.some((s) => passes(s) && holds(s));
    out.push(`<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${firm ? colours.line : colours.denied}"${firm ? "" : ' stroke-dasharray="2 5"'}/>`);
  }
  for (const i of drawn) {
    const [x, y, r] = renderer.screen(i);
    out.push(`<path transform="translate(${n(x)} ${n(y)}) scale(${n(r)})" d="${SHAPES[nodes[i].type].path}" fill="${colours[nodes[i].type]}"><title>${xml(nodes[i].name)}</title></path>`);
  }
  for (const [x1, y1, x2, y2, i] of renderer.boxes()) {
    nodes[i].lines.forEach((text, k) => out.push(
      `<text x="${n((x1 + x2) / 2)}" y="${n(y1 + 11 + k * ((y2 - y1) / nodes[i].lines.length))}" font-size="12" font-family="sans-serif" text-anchor="middle" fill="${colours.ink}" stroke="${colours.ground}" stroke-width="3" paint-order="stroke">${xml(text)}</text>`));
  }
  return out.join("\n") + "\n</svg>\n";
}
