// The drawing on vis-network, behind a small interface: show, fit, centre, redraw, positions, physics.
const SHAPES = {
  Organization: { vis: "dot", path: "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z" },
  Program: { vis: "square", path: "M-.9 -.9H.9V.9H-.9Z" },
  Slogan: { vis: "diamond", path: "M0 -1L1 0L0 1L-1 0Z" },
  Document: { vis: "triangle", path: "M0 -1.05L1 .75H-1Z" },
  Meeting: { vis: "hexagon", path: "M1 0L.5 .87H-.5L-1 0L-.5 -.87H.5Z" },
  Person: { vis: "star", path: "M0 -1.1L.28 -.36L1.05 -.34L.45 .14L.65 .89L0 .46L-.65 .89L-.45 .14L-1.05 -.34L-.28 -.36Z" },
  Place: { vis: "triangleDown", path: "M0 1.05L1 -.75H-1Z" },
};
const paths = Object.fromEntries(Object.entries(SHAPES).map(([type, s]) => [type, new Path2D(s.path)]));

/** The colours of the theme, from the style sheet, which alone holds them. */
function readColours() {
  const css = getComputedStyle(document.documentElement);
  const value = (name) => css.getPropertyValue(name).trim();
  return {
    ...Object.fromEntries(TYPES.map((type) => [type, value(`--${type.toLowerCase()}`)])),
    ink: value("--ink"), faint: value("--faint"), ground: value("--ground"), line: value("--line"), strong: value("--strong"), accent: value("--accent"),
    denied: value("--denied"),
    steps: Array.from({ length: STEPS }, (_, k) => value(`--step-${k}`)),
    groups: Array.from({ length: COLOURED }, (_, k) => value(`--group-${k}`)),
    families: Object.fromEntries([...new Set(Object.values(FAMILY)), "mixed"].map((f) => [f, value(`--line-${f}`)])),
  };
}

/** Nodes grow with their links; the body that one article is about stands out. */
let chief;
let largest = 1;
const isChief = (i) => !MANY && i === (chief ??= rootOf(planOf(nodes.keys(), links)));
function radius(node) {
  if (isChief(node.i)) return 19;
  if (!MANY) return Math.min(state.view === "hierarchy" ? 11 : 17, 5 + 1.7 * Math.sqrt(node.degree));
  if (state.focus >= 0) return node.i === state.focus ? 14 : Math.min(8.5, 5 + Math.sqrt(degreeOf(node.i)));
  return Math.min(state.view === "hierarchy" ? 11 : 19, 4.5 + Math.sqrt(SIZES[state.size](node)) * Math.min(2, 15 / Math.sqrt(largest)));
}

function makeRenderer(container, on) {
  let colours = readColours();
  let ranked = [];
  let lines = [];
  let lit = null;
  let litLinks = [];
  let boxes = [];
  let relations = [];
  let redrawn = true;
  const data = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
  const network = new vis.Network(container, data, read("kg-options"));
  const canvas = container.querySelector("canvas");
  canvas.setAttribute("aria-hidden", "true");
  // without this the click that follows a tap would fall on what the tap has brought up in the drawing's place
  canvas.addEventListener("touchend", (e) => e.cancelable && e.preventDefault());
  const at = (i) => network.body.nodes[i];
  /** Above so many nodes each is a dot of its colour that can be seen at any scale. */
  const DENSE = 1000;
  const named = () => (ranked.length > DENSE ? 80 : 260);
  let fitted = false;

  const visNode = (i) => {
    const n = nodes[i];
    const pin = state.pinned.get(i);
    const [x, y] = pin ?? shown.spots.get(i) ?? [0, 0];
    return {
      id: i, x, y, shape: SHAPES[n.type].vis, size: radius(n), physics: !pin, borderWidth: ranked.length > DENSE ? 0 : 1.5,
      color: { background: colourOf(n, colours), border: colours.ground, highlight: colourOf(n, colours), hover: colourOf(n, colours) },
    };
  };
  /** A bundle of neighbours, and the line to it: rings of the type's colour. */
  const visBundle = (b) => {
    const [x, y] = shown.spots.get(b.i);
    return { id: b.i, x, y, shape: SHAPES[b.type].vis, size: 7, physics: false, color: { background: colours.ground, border: colours[b.type] } };
  };
  const visBundleLink = (b) => ({ id: `b${b.i}`, from: b.host, to: b.i, width: Math.min(6, 1 + Math.log2(b.members.length)), color: { color: colours.line, inherit: false }, arrows: "" });
  const visFaint = ([a, b]) => ({ id: `f${a}-${b}`, from: a, to: b, width: 1, dashes: [1, 4], color: { color: colours.line, inherit: false }, arrows: "" });
  const familyOf = (l) => {
    const found = new Set(l.of.filter(passes).map((s) => FAMILY[s.relation] ?? "mixed"));
    return found.size === 1 ? [...found][0] : "mixed";
  };
  /** A line's colour, and its width, dashes and arrow. */
  const styleOf = (l, tints = colours) => {
    const kept = l.of.filter(passes);
    const firm = kept.some(holds);
    const aside = MANY && state.focus >= 0 && state.steps === 1 && l.a !== state.focus && l.b !== state.focus;
    if (aside) return [firm ? tints.line : tints.denied, { width: 0.6, dash: firm ? [] : [2, 5], arrow: false }];
    return [!firm ? tints.denied : MANY ? tints.families[familyOf(l)] : tints.line, {
      width: (MANY ? 1.1 : 0.8) + 0.5 * Math.log2(Math.max(1, kept.length)),
      dash: !firm ? [2, 5] : kept.every((s) => s.modality !== "Asserted") ? [7, 5] : [],
      arrow: ranked.length <= 1500,
    }];
  };
  const visLink = (l) => {
    const [color, { width, dash, arrow }] = styleOf(l);
    return { id: l.i, from: l.a, to: l.b, width, dashes: dash.length ? dash : false, color: { color, inherit: false, opacity: 1 }, arrows: arrow ? undefined : "" };
  };

  /** What the drawing had last, by number: what is as it was is left alone. */
  const had = { nodes: new Map(), edges: new Map() };
  const news = (last, made) => {
    const now = new Map(made.map((m) => [m.id, m]));
    const gone = [...last.keys()].filter((id) => !now.has(id));
    const fresh = made.filter((m) => !last.has(m.id));
    const other = made.filter((m) => last.has(m.id) && JSON.stringify(last.get(m.id)) !== JSON.stringify(m));
    last.clear();
    for (const [id, m] of now) last.set(id, m);
    return { gone, fresh, other };
  };
  const drawnNodes = () => [...ranked.map(visNode), ...[...shown.bundles.values()].map(visBundle)];
  const drawnLines = () => [...shown.faint.map(visFaint), ...lines.map(visLink), ...[...shown.bundles.values()].map(visBundleLink)];

  /** Pixels that a symbol reaches at least, however small the drawing. */
  const smallest = () => (MANY && ranked.length < 500 ? 4 : 3);

  function screen(i) {
    const body = at(i);
    if (!body) return [-1e6, -1e6, 0];
    const { scale, translation } = network.body.view;
    return [body.x * scale + translation.x, body.y * scale + translation.y, Math.max(smallest(), body.options.size * scale) + 0.5];
  }

  function emphasise(ctx, ratio) {
    ctx.globalAlpha = 0.82;
    ctx.fillStyle = colours.ground;
    ctx.fillRect(0, 0, canvas.width / ratio, canvas.height / ratio);
    ctx.globalAlpha = 1;
    for (const l of litLinks) {
      const [x1, y1, r1] = screen(l.a);
      const [x2, y2, r2] = screen(l.b);
      const length = Math.hypot(x2 - x1, y2 - y1) || 1;
      const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
      const firm = l.of.some((s) => passes(s) && holds(s));
      ctx.strokeStyle = ctx.fillStyle = state.link === l ? colours.accent : firm ? colours.strong : colours.denied;
      ctx.lineWidth = state.link === l ? 2.5 : 1.3;
      ctx.setLineDash(firm ? [] : [3, 4]);
      ctx.beginPath();
      ctx.moveTo(x1 + ux * r1, y1 + uy * r1);
      ctx.lineTo(x2 - ux * (r2 + 5), y2 - uy * (r2 + 5));
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.moveTo(x2 - ux * r2, y2 - uy * r2);
      ctx.lineTo(x2 - ux * (r2 + 8) - uy * 3.5, y2 - uy * (r2 + 8) + ux * 3.5);
      ctx.lineTo(x2 - ux * (r2 + 8) + uy * 3.5, y2 - uy * (r2 + 8) - ux * 3.5);
      ctx.fill();
    }
    drawShapes(ctx, [...lit].filter((i) => at(i) && nodes[i]), ratio);
  }

  /** All that is drawn as dots, those with most links on top. */
  function drawDots(ctx) {
    const scale = network.getScale();
    const middle = network.getViewPosition();
    const [wide, high] = [container.clientWidth, container.clientHeight];
    for (let k = ranked.length - 1; k >= 0; k--) {
      const body = at(ranked[k]);
      if (!body) continue; // drawn while nodes come in
      const r = Math.max(1.5, body.options.size * scale);
      const [x, y] = [(body.x - middle.x) * scale + wide / 2, (body.y - middle.y) * scale + high / 2];
      if (r > 3.5 || x < 0 || y < 0 || x > wide || y > high) continue;
      ctx.fillStyle = body.options.color.background;
      ctx.fillRect(x - r, y - r, 2 * r, 2 * r);
    }
  }

  /** The symbols of these nodes over what the library has drawn, and a ring about those that are chosen, in focus or pinned. */
  function drawShapes(ctx, chosen, ratio) {
    for (const i of chosen) {
      const [x, y, r] = screen(i);
      ctx.setTransform(ratio * r, 0, 0, ratio * r, ratio * x, ratio * y);
      ctx.fillStyle = colourOf(nodes[i], colours);
      ctx.fill(paths[nodes[i].type]);
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const i of chosen) drawRing(ctx, i);
  }

  function drawRing(ctx, i) {
    if (i === state.node || i === state.focus || state.pinned.has(i)) {
      const [x, y, r] = screen(i);
      ctx.strokeStyle = i === state.node ? colours.accent : colours.strong;
      ctx.lineWidth = i === state.node ? 2.5 : 1.2;
      ctx.beginPath();
      ctx.arc(x, y, r + 4, 0, 2 * Math.PI);
      ctx.stroke();
    }
  }

  /** The nodes that are too small as the library draws them, and those with a ring. */
  function overdrawn() {
    const marked = [...state.pinned.keys(), state.focus, state.node];
    const scale = network.getScale();
    return new Set(ranked.length > DENSE ? marked : [...ranked.filter((i) => at(i)?.options.size * scale < smallest()), ...marked]);
  }

  function relationNames(ctx) {
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `400 11px ${FONT}`;
    const room = new Room();
    for (const box of boxes) room.take(box, -2, true);
    relations = [];
    litLinks.forEach((l, k) => {
      const text = [...new Set(l.of.filter(passes).map((s) => nameOf(s.relation)))].join("·");
      const [x1, y1] = screen(l.a);
      const [x2, y2] = screen(l.b);
      const wide = ctx.measureText(text).width;
      if (Math.hypot(x2 - x1, y2 - y1) < wide + 46) return;
      // about the middle of its line, else nearer to one of its ends
      const at = [0.55, 0.42, 0.68, 0.3].map((part) => [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part]);
      const found = at.find(([x, y]) => room.take([x - wide / 2, y - 7, x + wide / 2, y + 7], -10 - k));
      if (!found) return;
      const [x, y] = found;
      relations.push([x - wide / 2, y - 7, x + wide / 2, y + 7, text]);
      ctx.strokeStyle = colours.ground;
      ctx.lineWidth = 4;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colours.faint;
      ctx.fillText(text, x, y);
    });
  }

  network.on("afterDrawing", (ctx) => {
    const ratio = network.canvas.pixelRatio ?? devicePixelRatio;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (ranked.length > DENSE) drawDots(ctx);
    if (lit) emphasise(ctx, ratio);
    else drawShapes(ctx, [...overdrawn()].filter(at), ratio);
    const size = [canvas.width / ratio, canvas.height / ratio];
    redrawn = true;
    boxes = drawLabels(ctx, placedNames(ctx, [...ranked, ...shown.bundles.keys()], screen, network.getScale(), size, lit, named()), colours);
    if (lit && litLinks.length <= 60) relationNames(ctx);
    ctx.restore();
    on.drawn?.();
  });

  const labelAt = (p) => boxes.find((b) => p.x >= b[0] && p.x <= b[2] && p.y >= b[1] && p.y <= b[3])?.[4];
  network.on("click", (e) => {
    const node = e.nodes[0] ?? labelAt(e.pointer.DOM);
    if (node !== undefined) on.node(node);
    else if (links[e.edges[0]]) on.link(links[e.edges[0]]);
    else on.nothing();
  });
  network.on("doubleClick", (e) => {
    const node = e.nodes[0] ?? labelAt(e.pointer.DOM);
    if (node !== undefined) on.open(node);
  });
  network.on("hoverNode", (e) => on.hover(e.node));
  network.on("blurNode", () => on.hover(-1));
  network.on("hoverEdge", () => (container.style.cursor = "pointer"));
  network.on("blurEdge", () => (container.style.cursor = ""));
  network.on("zoom", () => (fitted = false));
  network.on("dragEnd", (e) => {
    if (!e.nodes.length) fitted = false;
    else {
      const { x, y } = at(e.nodes[0]);
      on.moved(e.nodes[0], [x, y]);
    }
  });

  /** Changes what there is without drawing in between: the library draws at each change, the next frame all that it finds. */
  function unseen(change) {
    const { renderer } = network;
    const free = renderer.allowRedraw; // not while forces move the nodes
    renderer.allowRedraw = false;
    try {
      change();
    } finally {
      renderer.allowRedraw = free;
    }
    network.body.emitter.emit("_resizeNodes"); // else lines end where the nodes' former sizes have them end
    redrawn = false;
    network.body.emitter.emit("_requestRedraw");
  }

  return {
    /** Draws these nodes and links, and no others. */
    show: (wanted) => unseen(() => {
      const standing = (i) => (i === state.focus ? 1e9 : MANY ? degreeOf(i) : nodes[i].degree);
      ranked = [...wanted.nodes].sort((a, b) => isChief(b) - isChief(a) || standing(b) - standing(a) || a - b);
      lines = wanted.links;
      largest = Math.max(1, ...ranked.slice(0, 2000).map((i) => SIZES[state.size](nodes[i])));
      const [drawn, joined] = [news(had.nodes, drawnNodes()), news(had.edges, drawnLines())];
      if (data.nodes.length === 0) {
        network.setData({ nodes: (data.nodes = new vis.DataSet(drawn.fresh)), edges: (data.edges = new vis.DataSet(joined.fresh)) });
        return;
      }
      // a line anew: an update keeps what the new one leaves out
      if (joined.gone.length) data.edges.remove(joined.gone);
      if (drawn.gone.length) data.nodes.remove(drawn.gone);
      if (drawn.fresh.length || drawn.other.length) data.nodes.update([...drawn.fresh, ...drawn.other]);
      if (joined.other.length) data.edges.remove(joined.other.map((l) => l.id));
      if (joined.fresh.length || joined.other.length) data.edges.add([...joined.fresh, ...joined.other]);
    }),
    /** Lets these nodes stand out, with the given links; all alike where null. */
    light(chosen, between = []) {
      lit = chosen && new Set([...chosen].filter((i) => at(i)));
      litLinks = lit ? between.filter((l) => lit.has(l.a) && lit.has(l.b)) : [];
      redrawn = false;
      network.body.emitter.emit("_requestRedraw"); // once with all else that the next frame brings
    },
    /** Shows all that is drawn as large as the canvas allows, with room for the tools above and the words below. */
    fit() {
      network.setSize(); // else it follows later, and changes the scale
      const drawn = [...ranked, ...shown.bundles.keys()].filter(at);
      if (!drawn.length) return;
      const [roof, floor] = [toolsHigh(), wordsHigh()];
      const room = [container.clientWidth - 2 * ASIDE, container.clientHeight - roof - floor].map((v) => Math.max(60, v));
      const fitWith = (nameOfDrawn, about) => {
        const things = drawn.map((i, k) => ({ x: at(i).x, y: at(i).y, radius: at(i).options.size, name: nameOfDrawn(i, k) }));
        const { scale, x, y } = fitting(things, room, shown.sides.size ? 1.1 : 1.35, about);
        network.moveTo({ position: { x, y: y - (roof - floor) / 2 / scale }, scale });
        return scale;
      };
      let scale = fitWith((i, k) => (k < named() ? reachOf(i) : null));
      // where names find no room, or another than the first, there is another scale, at which they may again
      const size = [container.clientWidth, container.clientHeight];
      for (let before = 0, round = 0; round < 2 && Math.abs(scale / before - 1) > 0.01; round++) {
        const found = placedNames(canvas.getContext("2d"), drawn, screen, scale, size, null, named());
        const reach = new Map(found.map((box) => [box[4], reachOfBox(box, screen(box[4]), lettersAt(scale))]));
        before = scale;
        scale = fitWith((i) => reach.get(i), scale);
      }
      fitted = true;
    },
    /** Whether all is shown as `fit` left it, whatever the canvas's size is now. */
    isFitted: () => fitted,
    inSight(i) {
      const [x, y, r] = screen(i);
      return x > r && y > toolsHigh() + r && x < container.clientWidth - r && y < container.clientHeight - wordsHigh() - r;
    },
    /** Brings a node into sight, and closer where it would be too small to read. */
    centre(i) {
      if (!at(i)) return;
      const p = network.canvasToDOM(at(i));
      const inside = p.x > 40 && p.y > 40 && p.x < container.clientWidth - 40 && p.y < container.clientHeight - 60;
      const scale = Math.max(network.getScale(), 0.35);
      if (inside && scale <= network.getScale()) return;
      fitted = false;
      network.moveTo({ position: { x: at(i).x, y: at(i).y }, scale });
    },
    zoom(factor) {
      fitted = false;
      network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * factor)) });
    },
    pan(x, y) {
      fitted = false;
      const p = network.getViewPosition();
      const s = network.getScale();
      network.moveTo({ position: { x: p.x + x / s, y: p.y + y / s } });
    },
    /** Lets forces move the nodes until they rest, unseen; then tells where they are. */
    settle(done) {
      const physics = {
        enabled: true, solver: "forceAtlas2Based", stabilization: false, minVelocity: 0.6,
        forceAtlas2Based: { gravitationalConstant: -60, centralGravity: 0.02, springLength: 90, springConstant: 0.06, avoidOverlap: 0.7, damping: 0.6 },
      };
      network.setOptions({ physics });
      network.off("stabilizationIterationsDone");
      network.once("stabilizationIterationsDone", () => {
        network.setOptions({ physics: { enabled: false } });
        for (const id of had.nodes.keys()) had.nodes.set(id, null); // forces have moved them
        done(new Map(ranked.filter(at).map((i) => [i, [at(i).x, at(i).y]])));
      });
      network.stabilize(ranked.length > 400 ? 150 : 300);
    },
    retint() {
      colours = readColours();
      if (!ranked.length) return;
      unseen(() => {
        data.nodes.update(drawnNodes().map(({ id, color }) => ({ id, color })));
        data.edges.update(drawnLines().map(({ id, color }) => ({ id, color })));
      });
    },
    place: (i) => [at(i).x, at(i).y],
    scale: () => network.getScale(),
    boxes: () => (redrawn || network.redraw(), boxes),
    relations: () => (redrawn || network.redraw(), relations),
    screen,
    colours: () => colours,
    styleOf,
    shown: () => ({ nodes: ranked, links: lines }),
    canvas,
    redraw: () => network.redraw(),
    network,
  };
}
