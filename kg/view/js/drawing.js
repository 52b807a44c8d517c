// The drawing as the state wants it: what is shown, what stands out, and the tools above it.
let renderer = null;
let shown = { nodes: new Set(), links: [], spots: new Map(), sides: new Map(), bundles: new Map(), faint: [] };
let hovered = -1;
let seeking = -1;

/** What stands out: the path, the chosen line or the chosen node with what it is linked to. */
function spotlight() {
  if (state.path) return { chosen: shown.nodes, between: shown.links };
  if (state.link && shown.nodes.has(state.link.a)) {
    const back = linkBetween(state.link.b, state.link.a);
    return { chosen: new Set([state.link.a, state.link.b]), between: [state.link, ...(back ? [back] : [])] };
  }
  const i = hovered >= 0 ? hovered : state.node;
  if (i < 0 || !shown.nodes.has(i)) return { chosen: null, between: [] };
  const between = nodes[i].links.filter(linkPasses);
  if (i === state.focus) return { chosen: null, between: [] };
  return { chosen: new Set([i, ...between.map((l) => other(l, i))]), between };
}

function relight() {
  const { chosen, between } = spotlight();
  renderer.light(chosen, between);
}

function chooseNode(i, quietly = false) {
  if (seeking >= 0 && i !== seeking) {
    const from = seeking;
    seekPath(-1);
    go({ path: [from, i], focus: -1, node: -1, link: null });
    return;
  }
  announce(t("selected", called(nodes[i])));
  go({ node: i, link: null }, quietly);
}

function chooseLink(link) {
  announce(t("selected", link.of.map((s) => nameOf(s.relation)).join("、")));
  go({ link, node: -1 });
}

/** Waits for the other end of a path from node `i`; -1 stops waiting. */
function seekPath(i) {
  seeking = i;
  const hint = $("hint");
  hint.hidden = i < 0;
  hint.replaceChildren(...(i < 0 ? [] : [...callName(nodes[i]), " → ", t("pathTo"), button(t("cancel"), () => seekPath(-1))]));
  if (i >= 0) $("search").focus();
}

const focusOn = (i, steps = 1) => go({ focus: i, node: i, link: null, steps, path: null, tab: "graph", open: i === state.focus ? state.open : new Set() });
const hideNode = (i) => go({ gone: new Set([...state.gone, i]), node: -1, link: null });

function pinNode(i) {
  const pinned = new Map(state.pinned);
  if (!pinned.delete(i)) pinned.set(i, renderer.shown().nodes.includes(i) ? renderer.place(i) : shown.spots.get(i) ?? [0, 0]);
  go({ pinned });
}

/** Opens what a bundle holds: its nodes in its place, those of a second step about their own node, the rest as a table. */
function openBundle({ host, key, members }) {
  if (key === "focus") focusOn(host, 1);
  else if (key) go({ open: new Set([...state.open, key]) });
  else {
    inTable.statements = nodes[host].name;
    go({ tab: "statements" });
  }
}

function startDrawing() {
  renderer = makeRenderer($("drawing"), {
    node: (i) => (nodes[i] ? chooseNode(i) : openBundle(shown.bundles.get(i))),
    link: chooseLink,
    nothing() {
      if (state.node >= 0 || state.link) {
        announce(t("cleared"));
        go({ node: -1, link: null });
      }
    },
    open: (i) => nodes[i] && focusOn(i, state.focus === i && state.steps === 1 ? 2 : 1),
    hover(i) {
      hovered = nodes[i] ? i : -1;
      $("drawing").style.cursor = i >= 0 ? "pointer" : "";
      if (shown.nodes.size <= 1500) relight();
    },
    moved: (i, place) => nodes[i] && go({ pinned: new Map([...state.pinned, [i, place]]) }, true),
  });
  drawShown();
  renderer.fit();
  relight();
  const sizeNow = () => `${$("drawing").clientWidth} ${$("drawing").clientHeight}`;
  let [shape, size] = [canvasShape(), sizeNow()];
  new ResizeObserver(() => {
    if (!$("drawing").clientWidth || size === sizeNow()) return;
    size = sizeNow();
    const whole = renderer.isFitted();
    const reshaped = shape !== canvasShape();
    if (reshaped) drawShown();
    shape = canvasShape();
    if (whole || reshaped) renderer.fit();
  }).observe($("drawing"));
  settle();
}

function drawShown() {
  shown = visible();
  renderer.show(shown);
  drawTools();
  drawStatus();
}

/** What is drawn, of how much, and a word where nothing is or where two ends are not linked. */
function drawStatus() {
  $("status").textContent = t("shown", shown.nodes.size, nodes.length, shown.links.length);
  const word = state.path && !shown.paths ? t("noPathOf", ...state.path.map((i) => called(nodes[i]))) : shown.nodes.size ? "" : t("nothingLeft");
  $("key").replaceChildren(...coloursKey(renderer.colours()).map(([colour, name, n]) => {
    const item = h("li", {}, h("i"), bdi(name), h("small", {}, ` ${n}`));
    item.firstChild.style.background = colour;
    return item;
  }));
  $("empty").hidden = !word;
  $("empty").classList.toggle("above", shown.nodes.size > 0);
  $("empty").textContent = plain(word);
}

/** Forces place the nodes of the force view, where they are few enough for it; what they have placed stays. */
const MOVABLE = 1500;
const settled = { key: "", spots: null };
const forced = () => state.view === "force" && state.focus < 0 && !state.path && shown.nodes.size <= MOVABLE;

/** Lets forces find places for what is drawn, unless they have; then draws it there, as large as the canvas allows. */
function settle() {
  const { key } = kept;
  $("drawing").dataset.settled = forced() && settled.key !== key ? "no" : "yes";
  if (!forced() || settled.key === key) return;
  renderer.settle((places) => {
    if (kept.key !== key || !forced()) return;
    Object.assign(settled, { key, spots: spacedOut(places) });
    drawShown();
    renderer.fit();
    $("drawing").dataset.settled = "yes";
  });
}

/** The places stretched to the canvas's shape, and moved apart so far that every name has room. */
function spacedOut(places) {
  const ids = [...places.keys()];
  const points = ids.map((i) => places.get(i));
  const span = (k) => Math.max(...points.map((p) => p[k])) - Math.min(...points.map((p) => p[k])) || 1;
  const stretch = Math.min(1.6, Math.max(0.6, Math.sqrt((canvasShape() * span(1)) / span(0))));
  const apart = separate(points.map(([x, y]) => [x * stretch, y / stretch]), ids.map((i) => boxOf(nodes[i])));
  return new Map(ids.map((i, n) => [i, apart[n]]));
}

const SHAPING = ["view", "focus", "steps", "path", "off", "gone", "pinned", "open", "all", "most", "loose", "span", "sure", "size", "colour"];

listeners.push((now, before) => {
  if (!renderer) return;
  const reshaped = SHAPING.some((k) => now[k] !== before[k]) || (MANY && (now.node !== before.node || now.link !== before.link));
  const whole = ["view", "focus", "steps", "path", "all", "open", "most", "loose", ...(MANY ? ["off", "span", "sure"] : [])].some((k) => now[k] !== before[k])
    || (now.colour !== before.colour && renderer.isFitted());
  if (reshaped) {
    drawShown();
    if (whole) renderer.fit();
    settle();
    if (now.path && now.path !== before.path && !shown.paths) announce($("empty").textContent);
  }
  else if (now.node !== before.node) drawTools();
  if (now.node >= 0 && now.node !== before.node && !whole) {
    if (MANY && !now.all && [...spotlight().chosen ?? []].some((i) => shown.nodes.has(i) && !renderer.inSight(i))) renderer.fit();
    else renderer.centre(now.node);
  }
  relight();
});

/** How many of many are drawn and why, more or fewer of them, and all. */
function manyTools() {
  if (!MANY || state.focus >= 0 || state.path) return [];
  const linked = sifted().degree.reduce((n, d) => n + (d > 0), 0);
  const loose = sifted().node.reduce((n, left, i) => n + (left && !degreeOf(i)), 0);
  const most = Math.min(state.most, linked);
  const show = (n) => go({ most: Math.min(1000, Math.max(20, Math.round(n / 10) * 10)) });
  return [
    !state.all && linked > 0 && most === linked && linked <= MOST && h("span", { class: "most" }, t("allLinked", linked)),
    !state.all && linked > 0 && (most < linked || linked > MOST) && mostChoice(most, linked, show),
    !state.all && loose > 0 && linked > 0 && button(t("loose", loose), () => go({ loose: !state.loose }), { "aria-pressed": String(state.loose), class: state.loose ? "on" : "" }),
    nodes.length > MOST && button(state.all ? t("overview") : t("all"), () => go({ all: !state.all })),
    h("select", { "aria-label": t("sizeBy"), onchange: (e) => go({ size: e.target.value }) }, Object.keys(SIZES).map((k) => h("option", { value: k, selected: k === state.size }, t(`size-${k}`, linked > SOURCES)))),
    h("select", { "aria-label": t("colourBy"), onchange: (e) => go({ colour: e.target.value }) }, COLOURS.map((k) => h("option", { value: k, selected: k === state.colour }, t(`colour-${k}`)))),
  ].filter(Boolean);
}

/** `显示联系最多的 120 / 708 个` with a slider, in steps that grow as there are more, between fewer and more. */
function mostChoice(most, linked, show) {
  const words = h("span", {}, t("mostLinked", most, linked));
  const ends = [20, Math.min(1000, linked)].map(Math.log2);
  const told = (e) => Math.min(linked, Math.round(2 ** Number(e.target.value) / 10) * 10);
  return h("span", { class: "most" }, words,
    button("–", () => show(state.most / 1.5), { "aria-label": t("fewer"), title: t("fewer"), disabled: state.most <= 20 }),
    h("input", {
      type: "range", min: ends[0], max: ends[1], step: "any", value: Math.log2(most), "aria-label": t("howMany"), "aria-valuetext": t("mostLinked", most, linked),
      oninput: (e) => (words.textContent = t("mostLinked", told(e), linked)), onchange: (e) => show(told(e)),
    }),
    button("+", () => show(state.most * 1.5), { "aria-label": t("moreOf"), title: t("moreOf"), disabled: state.most >= Math.min(1000, linked) }));
}

function drawTools() {
  const option = (value) => h("option", { value, ...(state.view === value ? { selected: true } : {}) }, t(value));
  const views = shown.nodes.size <= MOVABLE ? VIEWS : VIEWS.filter((v) => v !== "force");
  const i = state.node >= 0 ? state.node : state.focus;
  const chosen = i >= 0 ? [
    state.focus === i && state.steps === 1
      ? button(t("steps2"), () => focusOn(i, 2))
      : button(t("focus"), () => focusOn(i, 1)),
    button(t("path"), () => seekPath(i)),
    button(t("hide"), () => hideNode(i)),
    button(state.pinned.has(i) ? t("unpin") : t("pin"), () => pinNode(i)),
  ] : [];
  $("tools").replaceChildren(...[
    h("select", { "aria-label": t("views"), onchange: (e) => go({ view: e.target.value }) }, views.map(option)),
    button("+", () => renderer.zoom(1.25), { "aria-label": t("larger"), title: t("larger") }),
    button("−", () => renderer.zoom(0.8), { "aria-label": t("smaller"), title: t("smaller") }),
    button(t("fit"), () => renderer.fit()),
    ...manyTools(),
    (state.focus >= 0 || state.path) && button(state.path ? `${t("pathOf")} ✕` : t("unfocus"), () => go({ focus: -1, path: null, open: new Set() }), { class: "on" }),
    state.gone.size > 0 && button(`${t("showHidden")} ${state.gone.size}`, () => go({ gone: new Set() })),
    ...chosen,
    exportMenu(),
  ].filter(Boolean));
}
