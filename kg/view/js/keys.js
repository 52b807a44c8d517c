// The keyboard: everything that the pointer does in the drawing.

/** The node that lies in the arrow's direction from the chosen one: linked ones count as nearer. */
function towards(dx, dy) {
  const drawn = renderer.shown().nodes;
  if (state.node < 0 || !shown.nodes.has(state.node)) return drawn[0] ?? -1;
  const [x, y] = renderer.place(state.node);
  const linked = new Set(nodes[state.node].links.map((l) => (l.a === state.node ? l.b : l.a)));
  let best = -1;
  let least = Infinity;
  for (const i of drawn) {
    if (i === state.node) continue;
    const [px, py] = renderer.place(i);
    const along = (px - x) * dx + (py - y) * dy;
    const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
    if (along <= 0 || aside > along * 1.6) continue;
    const far = (along + aside * 1.5) * (linked.has(i) ? 0.6 : 1);
    if (far < least) [least, best] = [far, i];
  }
  return best;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function drawingKey(e) {
  const i = state.node >= 0 ? state.node : state.focus;
  const arrow = ARROWS[e.key];
  if (arrow && e.shiftKey) renderer.pan(arrow[0] * 80, arrow[1] * 80);
  else if (arrow) {
    const next = towards(...arrow);
    if (next >= 0) chooseNode(next, true);
  } else if (e.key === "Enter" && i >= 0) {
    place("details");
    $("panel").focus();
  } else if (e.key === "+" || e.key === "=") renderer.zoom(1.25);
  else if (e.key === "-") renderer.zoom(0.8);
  else if (e.key === "0") renderer.fit();
  else if (i >= 0 && e.key === "f") {
    if (state.focus === i && state.steps === 2) go({ focus: -1 });
    else focusOn(i, state.focus === i ? 2 : 1);
  } else if (i >= 0 && e.key === "h") hideNode(i);
  else if (i >= 0 && e.key === "p") pinNode(i);
  else return;
  e.preventDefault();
}

function startKeys() {
  $("drawing").addEventListener("keydown", (e) => {
    if (!e.ctrlKey && !e.metaKey && !e.altKey) drawingKey(e);
  });
  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.target.type !== "checkbox";
    if (e.key === "Escape" && !typing && !$("dialog").open) {
      if (seeking >= 0) seekPath(-1);
      else if (state.node >= 0 || state.link) go({ node: -1, link: null });
      else if (state.focus >= 0 || state.path) go({ focus: -1, path: null });
      return;
    }
    if (typing || e.ctrlKey || e.metaKey || e.altKey || $("dialog").open) return;
    if (e.key === "/") $("search").focus();
    else if (e.key === "?") showHelp();
    else if (/^[1-6]$/.test(e.key)) {
      const tab = tabsHere()[Number(e.key) - 1];
      if (tab) go({ tab });
    } else return;
    e.preventDefault();
  });
}

function showHelp() {
  const dialog = $("dialog");
  dialog.replaceChildren(h("h2", { id: "dialog-title" }, t("help")),
    h("ul", {}, t("keyList").split("|").map((k) => h("li", {}, k))), button(t("close"), () => dialog.close(), { autofocus: true }));
  dialog.showModal();
}
