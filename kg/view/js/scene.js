// The drawing as it stands on the screen, as lines, shapes and names: what is exported and printed is painted from it.
const HEAD = 46;
const MARGIN = 14;

/** Everything that is drawn, in pixels of the screen, with a title above and a legend and the source below. */
function scene(colours = renderer.colours()) {
  const [width, height] = [$("drawing").clientWidth, $("drawing").clientHeight];
  const drawn = renderer.shown();
  const line = (a, b, colour, more) => {
    const [x1, y1, r1] = renderer.screen(a);
    const [x2, y2, r2] = renderer.screen(b);
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    return { from: [x1 + ux * r1, y1 + uy * r1], to: [x2 - ux * r2, y2 - uy * r2], along: [ux, uy], colour, width: 1, dash: [], arrow: false, ...more };
  };
  const lines = [
    ...shown.faint.map(([a, b]) => line(a, b, colours.line, { dash: [1, 4] })),
    ...drawn.links.map((l) => line(l.a, l.b, ...renderer.styleOf(l, colours))),
    ...[...shown.bundles.values()].map((b) => line(b.host, b.i, colours.line, { width: 2 })),
  ];
  const shapes = [...drawn.nodes, ...shown.bundles.keys()].map((i) => {
    const [x, y, r] = renderer.screen(i);
    const thing = thingIn(shown, i);
    return { x, y, r, type: thing.type, colour: colourOf(thing, colours), hollow: !nodes[i], name: thing.name };
  });
  const names = renderer.boxes().flatMap((box) => {
    const { size, weight, side } = box.font;
    const lines = linesOf(thingIn(shown, box[4]));
    const x = side > 0 ? box[0] : side < 0 ? box[2] : (box[0] + box[2]) / 2;
    return lines.map((text, k) => ({ x, y: box[1] + size * 0.95 + (k * (box[3] - box[1])) / lines.length, text, size, weight, anchor: side > 0 ? "start" : side < 0 ? "end" : "middle" }));
  });
  const all = trimmed({ width, height, lines, shapes, names });
  return { ...all, colours, title: plain($("title").textContent.trim()), source: sourceLine(), ...legendOf(shapes, colours, all.width) };
}

const NARROWEST = 480;

/** What is painted without the empty room around it; wide enough for the title and the legend. */
function trimmed({ width, height, lines, shapes, names }) {
  const inside = (v, most) => Math.min(most, Math.max(0, v));
  const start = { start: 0, middle: -0.5, end: -1 };
  const boxes = [
    ...shapes.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]),
    ...names.map(({ x, y, text, size, anchor }) => [x + start[anchor] * size * ems(text), y - size, x + (1 + start[anchor]) * size * ems(text), y + size / 3]),
  ].filter(([left, top, right, bottom]) => right > 0 && bottom > 0 && left < width && top < height);
  if (!boxes.length) return { width, height, lines, shapes, names };
  const edge = (k, pick, most, room) => inside(boxes.reduce((far, box) => pick(far, box[k]), boxes[0][k]) + room, most);
  let [left, right] = [edge(0, Math.min, width, -MARGIN), edge(2, Math.max, width, MARGIN)];
  const [top, bottom] = [edge(1, Math.min, height, -MARGIN), edge(3, Math.max, height, MARGIN)];
  const least = Math.min(width, NARROWEST);
  if (right - left < least) {
    left = inside((left + right - least) / 2, width - least);
    right = left + least;
  }
  const moved = ({ x, y, ...more }) => ({ ...more, x: x - left, y: y - top });
  const from = ([x, y]) => [x - left, y - top];
  return {
    width: Math.round(right - left), height: Math.round(bottom - top), shapes: shapes.map(moved), names: names.map(moved),
    lines: lines.map((l) => ({ ...l, from: from(l.from), to: from(l.to) })),
  };
}

/** What shapes and colours say, each [shape, name] at its place below the drawing, and how high that is with the source. */
function legendOf(shapes, colours, width) {
  const types = TYPES.filter((type) => shapes.some((s) => s.type === type));
  const plainly = state.colour === "type";
  const items = [
    ...types.map((type) => [type, plainly ? colours[type] : colours.strong, nameOf(type)]),
    ...coloursKey(colours).map(([colour, name, n]) => ["Organization", colour, `${name} ${n}`]),
  ];
  let [x, y] = [20, 20];
  const legend = items.map(([type, colour, name]) => {
    const wide = 34 + ems(name) * 12;
    if (x > 20 && x + wide > width) [x, y] = [20, y + 22];
    const item = [{ x, y, r: 6, type, colour }, plain(name)];
    x += wide;
    return item;
  });
  return { legend, foot: y + 38 };
}

/** Where the drawing comes from: how many articles, of when, how much of the whole is drawn, and the tool. */
function sourceLine() {
  const dates = articles.map((a) => a.date).filter(Boolean).sort();
  const span = state.span ?? (dates.length ? [dates[0], dates.at(-1)] : []);
  const one = articles.length === 1 && [articles[0].source, articles[0].url].filter(Boolean).join(" ");
  return [`${t("documents")} ${articles.length}`, [...new Set(span)].join(" – "), one, $("status").textContent, `policy-kg ${DETAILS.tool[1]}`].filter(Boolean).map(plain).join(" · ");
}

const ARROW = [8, 3.5];
const arrowOf = ({ to, along: [ux, uy] }) => [to, [to[0] - ux * ARROW[0] - uy * ARROW[1], to[1] - uy * ARROW[0] + ux * ARROW[1]], [to[0] - ux * ARROW[0] + uy * ARROW[1], to[1] - uy * ARROW[0] - ux * ARROW[1]]];

/** The scene on a canvas `times` its size. */
function painted(made, times) {
  const { width, height, colours } = made;
  const below = height + HEAD;
  const canvas = h("canvas", { width: Math.round(width * times), height: Math.round((below + made.foot) * times) });
  const ctx = canvas.getContext("2d");
  ctx.scale(times, times);
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, width, below + made.foot);
  const write = (text, x, y, font, colour, anchor = "start") => {
    ctx.font = font;
    ctx.textAlign = { start: "left", middle: "center", end: "right" }[anchor];
    ctx.textBaseline = "alphabetic";
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y, width - 24);
  };
  const shape = ({ x, y, r, type, colour, hollow }) => {
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(r, r);
    ctx.fillStyle = hollow ? colours.ground : colour;
    ctx.fill(paths[type]);
    ctx.strokeStyle = colour;
    ctx.lineWidth = hollow ? 1.5 / r : 0;
    if (hollow) ctx.stroke(paths[type]);
    ctx.restore();
  };
  write(made.title, 14, 29, `600 17px ${FONT}`, colours.ink);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, HEAD, width, height);
  ctx.clip();
  ctx.translate(0, HEAD);
  for (const l of made.lines) {
    ctx.strokeStyle = ctx.fillStyle = l.colour;
    ctx.lineWidth = l.width;
    ctx.setLineDash(l.dash);
    ctx.beginPath();
    ctx.moveTo(...l.from);
    ctx.lineTo(...l.to);
    ctx.stroke();
    if (!l.arrow) continue;
    ctx.setLineDash([]);
    ctx.beginPath();
    arrowOf(l).forEach((p, k) => (k ? ctx.lineTo(...p) : ctx.moveTo(...p)));
    ctx.fill();
  }
  made.shapes.forEach(shape);
  ctx.lineJoin = "round";
  for (const n of made.names) {
    ctx.font = `${n.weight} ${n.size}px ${FONT}`;
    ctx.textAlign = { start: "left", middle: "center", end: "right" }[n.anchor];
    ctx.textBaseline = "alphabetic";
    ctx.strokeStyle = colours.ground;
    ctx.lineWidth = 3.5;
    ctx.strokeText(n.text, n.x, n.y);
    ctx.fillStyle = colours.ink;
    ctx.fillText(n.text, n.x, n.y);
  }
  ctx.restore();
  for (const [{ x, y, ...how }, name] of made.legend) {
    shape({ x, y: below + y, ...how });
    write(name, x + 12, below + y + 4, `400 12px ${FONT}`, colours.ink);
  }
  write(made.source, 14, below + made.foot - 12, `400 11px ${FONT}`, colours.faint);
  return canvas;
}

/** Puts the drawing on paper as lines and letters, dark on white whatever the screen's theme is. */
function forPaper() {
  const root = document.documentElement;
  const { theme } = root.dataset;
  root.dataset.theme = "light";
  const colours = { ...readColours(), ground: "#ffffff" };
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  const made = new DOMParser().parseFromString(svgOf({ ...scene(colours), title: "" }), "image/svg+xml").documentElement;
  $("paper").replaceChildren(document.importNode(made, true));
}

/** The scene as SVG. */
function svgOf(made = scene()) {
  const { width, height, colours } = made;
  const below = height + HEAD;
  const xml = (s) => plain(s).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\ud800-\udfff](?![\udc00-\udfff])/g, "").replace(/(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
  const n = (v) => v.toFixed(1);
  const font = xml(FONT);
  const text = ({ x, y, text: said, size, weight = 400, anchor = "start", fill = colours.ink }) =>
    `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" font-weight="${weight}" font-family="${font}" text-anchor="${anchor}" fill="${fill}" stroke="${colours.ground}" stroke-width="3" paint-order="stroke">${xml(said)}</text>`;
  const shape = ({ x, y, r, type, colour, hollow, name }) =>
    `<path transform="translate(${n(x)} ${n(y)}) scale(${n(r)})" d="${SHAPES[type].path}" fill="${hollow ? colours.ground : colour}"${hollow ? ` stroke="${colour}" stroke-width="${n(1.5 / r)}"` : ""}>${name === undefined ? "" : `<title>${xml(name)}</title>`}</path>`;
  const legend = made.legend.flatMap(([{ x, y, ...how }, name]) => [shape({ x, y: below + y, ...how }), text({ x: x + 12, y: below + y + 4, text: name, size: 12 })]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${below + made.foot}" width="${width}" height="${below + made.foot}">`,
    `<rect width="100%" height="100%" fill="${colours.ground}"/>`,
    text({ x: 14, y: 29, text: made.title, size: 17, weight: 600 }),
    `<svg y="${HEAD}" width="${width}" height="${height}">`,
    ...made.lines.map((l) => `<line x1="${n(l.from[0])}" y1="${n(l.from[1])}" x2="${n(l.to[0])}" y2="${n(l.to[1])}" stroke="${l.colour}" stroke-width="${n(l.width)}"${l.dash.length ? ` stroke-dasharray="${l.dash.join(" ")}"` : ""}/>`),
    ...made.lines.filter((l) => l.arrow).map((l) => `<polygon points="${arrowOf(l).map((p) => p.map(n).join(",")).join(" ")}" fill="${l.colour}"/>`),
    ...made.shapes.map(shape),
    ...made.names.map(text),
    "</svg>",
    ...legend,
    text({ x: 14, y: below + made.foot - 12, text: made.source, size: 11, fill: colours.faint }),
    "</svg>",
  ].join("\n") + "\n";
}
