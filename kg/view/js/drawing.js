// The drawing as the state wants it: what is shown, what stands out, and the tools above it.
let renderer = null;
let shown = { nodes: new Set(), links: [], spots: new Map() };
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
  return { chosen: new Set([i, ...between.map((l) => (l.a === i ? l.b : l.a))]), between };
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
  announce(t("selected", nodes[i].name));
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
  hint.replaceChildren(...(i < 0 ? [] : [bdi(nodes[i].name), " → ", t("pathTo"), button(t("cancel"), () => seekPath(-1))]));
  if (i >= 0) $("search").focus();
}

const focusOn = (i, steps = 1) => go({ focus: i, steps, path: null, tab: "graph" });
const hideNode = (i) => go({ gone: new Set([...state.gone, i]), node: -1, link: null });

function pinNode(i) {
  const pinned = new Map(state.pinned);
  if (!pinned.delete(i)) pinned.set(i, renderer.shown().nodes.includes(i) ? renderer.place(i) : placeIn(state.view, i));
  go({ pinned });
}

function unfold(i) {
  const open = new Set(state.open);
  if (!open.delete(i)) open.add(i);
  go({ open, node: i });
}

function startDrawing() {
  renderer = makeRenderer($("drawing"), {
    node: (i) => chooseNode(i),
    link: chooseLink,
    nothing() {
      if (state.node >= 0 || state.link) {
        announce(t("cleared"));
        go({ node: -1, link: null });
      }
    },
    open: (i) => (large && !state.all ? unfold(i) : focusOn(i, state.focus === i && state.steps === 1 ? 2 : 1)),
    hover(i) {
      hovered = i;
      $("drawing").style.cursor = i >= 0 ? "pointer" : "";
      if (shown.nodes.size <= 1500) relight();
    },
    moved: (i, place) => go({ pinned: new Map([...state.pinned, [i, place]]) }, true),
  });
  drawShown();
  renderer.fit();
  relight();
  new ResizeObserver(() => {
    if ($("drawing").clientWidth && !renderer.sized) {
      renderer.sized = true;
      renderer.fit();
    }
  }).observe($("drawing"));
  if (moves()) renderer.physics(true);
}

/** In a large graph, places of their own for a path, in a row, and for a focus, in rings around it. */
function spotsOf(chosen) {
  const spots = new Map();
  if (!large) return spots;
  if (state.path) [...chosen].forEach((i, k) => spots.set(i, [k * 170, (k % 2) * 70]));
  else if (state.focus >= 0) {
    const kin = new Set(nodes[state.focus].links.flatMap((l) => [l.a, l.b]));
    const inner = [...chosen].filter((i) => i !== state.focus && kin.has(i))
      .sort((a, b) => TYPES.indexOf(nodes[a].type) - TYPES.indexOf(nodes[b].type) || nodes[b].degree - nodes[a].degree || a - b);
    const beyond = new Map(inner.map((i) => [i, []]));
    const alone = [];
    for (const i of chosen) {
      if (i === state.focus || kin.has(i)) continue;
      const l = nodes[i].links.find((link) => beyond.has(link.a) || beyond.has(link.b));
      if (l) beyond.get(beyond.has(l.a) ? l.a : l.b).push(i);
      else alone.push(i);
    }
    for (const i of alone) beyond.set(i, []);
    inner.push(...alone);
    const whole = inner.length + 0.3 * (chosen.size - inner.length);
    const radius = Math.max(150, whole * 8);
    const put = (i, angle, r) => spots.set(i, [1.25 * r * Math.cos(angle), r * Math.sin(angle)]);
    let turn = -Math.PI / 2;
    spots.set(state.focus, [0, 0]);
    for (const i of inner) {
      const others = beyond.get(i);
      const wedge = (2 * Math.PI * (1 + 0.3 * others.length)) / whole;
      put(i, turn + wedge / 2, radius);
      others.forEach((j, k) => put(j, turn + (wedge * (k + 0.5)) / others.length, radius + 110 + 45 * (k % 3)));
      turn += wedge;
    }
  }
  return spots;
}

function drawShown() {
  shown = visible();
  shown.spots = spotsOf(shown.nodes);
  renderer.show(shown);
  drawTools();
  $("status").textContent = t("shown", shown.nodes.size, nodes.length, shown.links.length);
}

/** Forces move the nodes of the force view, where they are few enough for it. */
const MOVABLE = 1500;
const moves = () => state.view === "force" && shown.nodes.size <= MOVABLE;

const SHAPING = ["view", "focus", "steps", "path", "off", "gone", "pinned", "open", "all"];

listeners.push((now, before) => {
  if (!renderer) return;
  const reshaped = SHAPING.some((k) => now[k] !== before[k]) || (large && (now.node !== before.node || now.link !== before.link));
  const whole = ["view", "focus", "steps", "path", "all"].some((k) => now[k] !== before[k]);
  if (reshaped) {
    drawShown();
    renderer.physics(moves());
    if (whole) renderer.fit();
    else if (now.open.size > before.open.size) renderer.fit([...unfolded([...now.open].pop())].filter((i) => shown.nodes.has(i)));
    if (now.path && now.path !== before.path && shown.nodes.size === 2 && !shown.links.length) announce(t("noPath"));
  }
  else if (now.node !== before.node) drawTools();
  if (now.node >= 0 && now.node !== before.node && !whole) renderer.centre(now.node);
  relight();
});

function drawTools() {
  const option = (value) => h("option", { value, ...(state.view === value ? { selected: true } : {}) }, t(value));
  const views = shown.nodes.size <= MOVABLE ? VIEWS : VIEWS.filter((v) => v !== "force");
  const i = state.node >= 0 ? state.node : state.focus;
  const chosen = i >= 0 ? [
    state.focus === i && state.steps === 1
      ? button(t("steps2"), () => focusOn(i, 2))
      : button(t("focus"), () => focusOn(i, 1)),
    large && !state.all && button(state.open.has(i) ? t("fold") : t("unfold"), () => unfold(i)),
    button(t("path"), () => seekPath(i)),
    button(t("hide"), () => hideNode(i)),
    button(state.pinned.has(i) ? t("unpin") : t("pin"), () => pinNode(i)),
  ] : [];
  $("tools").replaceChildren(...[
    h("select", { "aria-label": t("views"), onchange: (e) => go({ view: e.target.value }) }, views.map(option)),
    button("+", () => renderer.zoom(1.25), { "aria-label": t("larger"), title: t("larger") }),
    button("−", () => renderer.zoom(0.8), { "aria-label": t("smaller"), title: t("smaller") }),
    button(t("fit"), () => renderer.fit()),
    large && button(state.all ? t("overview") : t("all"), () => go({ all: !state.all, focus: -1, path: null })),
    (state.focus >= 0 || state.path) && button(state.path ? `${t("pathOf")} ✕` : t("unfocus"), () => go({ focus: -1, path: null }), { class: "on" }),
    state.gone.size > 0 && button(`${t("showHidden")} ${state.gone.size}`, () => go({ gone: new Set() })),
    ...chosen,
    exportMenu(),
  ].filter(Boolean));
}
