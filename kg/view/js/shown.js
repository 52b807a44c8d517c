// Which nodes the drawing shows, and where each stands.
const MANY = articles.length > 1 || nodes.length > 300;
const MOST = 120;
const NEAR = 40;

/** The most linked nodes that the filters leave, each with a neighbour to be linked to; all of one article. */
function chosenMost() {
  const kept = nodes.filter(allowed).map((n) => n.i);
  if (!MANY) return new Set(kept);
  const linked = byStanding(kept.filter(degreeOf));
  if (!linked.length) return new Set(byStanding(kept).slice(0, state.most));
  const inside = new Set(linked.slice(0, state.most));
  const befriended = (i) => nodes[i].links.some((l) => inside.has(other(l, i)) && linkPasses(l));
  const alone = [...inside].reverse().filter((i) => !befriended(i));
  for (const i of alone) {
    const [friend] = kinOf(i);
    if (inside.size < state.most) inside.add(friend);
    else inside.delete(i);
  }
  for (const i of linked) {
    if (inside.size >= state.most) break;
    if (befriended(i)) inside.add(i);
  }
  if (state.loose) for (const i of byStanding(kept.filter((k) => !degreeOf(k))).slice(0, 300)) inside.add(i);
  return inside;
}

/** The lines among the chosen nodes. */
function linesAmong(chosen) {
  const lines = [];
  if (chosen.size > nodes.length / 3) {
    for (const l of links) if (chosen.has(l.a) && chosen.has(l.b) && l.a !== l.b && linkPasses(l)) lines.push(l);
  } else {
    for (const i of chosen) for (const l of nodes[i].links) if (l.a === i && chosen.has(l.b) && linkPasses(l)) lines.push(l);
  }
  return lines;
}

const nothing = () => ({ nodes: new Set(), links: [], spots: new Map(), sides: new Map(), bundles: new Map(), faint: [], heading: null });

/** All that is drawn: nodes, lines, places, on which side a name stands, bundles of neighbours, faint lines. */
function visible() {
  if (state.path) return pathShown();
  if (state.focus >= 0) return MANY ? nearShown() : focusShown();
  return wholeShown();
}

/** The focus of one article: what is within one or two steps, each where it stands in the whole. */
function focusShown() {
  const chosen = new Set([state.focus]);
  let wave = [state.focus];
  for (let step = 0; step < state.steps; step++) {
    wave = [...new Set(wave.flatMap(kinOf))].filter((i) => !chosen.has(i));
    for (const i of wave) chosen.add(i);
  }
  return { ...nothing(), nodes: chosen, links: linesAmong(chosen), spots: articlePlaces() };
}

let kept = { key: "", spots: null };

/** One article's places, which no filter changes. */
function articlePlaces() {
  const key = `${state.view} ${language} ${upright()}`;
  if (kept.key !== key) kept = { key, spots: placed(viewOf(), planOf(nodes.keys(), links.filter((l) => l.a !== l.b))) };
  return settled.key === key ? new Map([...kept.spots, ...settled.spots]) : kept.spots;
}

const placed = (view, plan) => {
  const places = view(plan);
  return new Map(plan.ids.map((i, n) => [i, places[n]]));
};
const viewOf = () => ({ hierarchy, departments }[state.view] ?? (MANY ? (plan) => rings(plan, canvasShape()) : (plan) => structure(plan, upright() ? 0.7 : 1.3)));
/** Whether the drawing is higher than wide, as on a phone: the rings of one article are so as well. */
const upright = () => canvasShape() < 1;
/** The drawing's width to its height, in steps, so that a little more or less of it moves nothing. */
const canvasShape = () => Math.max(0.5, Math.round((4 * $("drawing").clientWidth) / Math.max(1, $("drawing").clientHeight - 90)) / 4);

function wholeShown() {
  const shown = nothing();
  shown.nodes = MANY && state.all ? new Set(nodes.filter(allowed).map((n) => n.i)) : chosenMost();
  if (!MANY) return { ...shown, links: linesAmong(shown.nodes), spots: articlePlaces() };
  const base = new Set(state.all ? [...chosenMost()].filter((i) => shown.nodes.has(i)) : shown.nodes);
  const ties = DETAILS.structure;
  const key = JSON.stringify([state.view, state.view === "force" && state.all, language, canvasShape(), state.most, state.loose, state.span, state.sure, [...state.gone], Object.values(state.off).map((s) => [...s])]);
  if (kept.key !== key) kept = { key, spots: placed(viewOf(), planOf(base, linesAmong(base), ties)) };
  shown.spots = new Map(settled.key === key ? settled.spots : kept.spots);
  if (state.all && settled.key !== key && shown.nodes.size > base.size) {
    const plan = planOf(shown.nodes, linesAmong(shown.nodes));
    const number = new Map(plan.ids.map((i, n) => [i, n]));
    const places = galaxy(plan, new Map([...kept.spots].map(([i, p]) => [number.get(i), p])));
    shown.spots = new Map(plan.ids.map((i, n) => [i, places[n]]));
  } else if (!state.all) addChosen(shown);
  shown.links = linesAmong(shown.nodes);
  shown.faint = ties.filter(([a, b]) => shown.nodes.has(a) && shown.nodes.has(b) && !linkBetween(a, b));
  return shown;
}

/** Adds what is chosen, and its most linked neighbours, at free places nearby; nothing else moves. */
function addChosen(shown) {
  const wanted = [state.node, ...(state.link ? [state.link.a, state.link.b] : [])].filter((i) => i >= 0);
  const added = [...wanted, ...(state.node >= 0 ? kinOf(state.node).slice(0, NEAR) : [])].filter((i) => !shown.nodes.has(i));
  if (!added.length) return;
  const taken = [...shown.spots].map(([i, p]) => [...p, boxOf(nodes[i])]);
  const clear = (x, y, [w, down]) => taken.every(([px, py, [pw, pdown]]) =>
    Math.abs(x - px) >= w + pw || y - SYMBOL >= py + pdown || py - SYMBOL >= y + down);
  for (const i of added) {
    const friend = kinOf(i).find((k) => shown.spots.has(k));
    const [fx, fy] = shown.spots.get(friend) ?? shown.spots.get(state.node) ?? [0, 0];
    const box = boxOf(nodes[i]);
    let spot = [fx, fy];
    search: for (let r = 40; r < 4000; r += 24) {
      for (let s = 0; s < 24; s++) {
        const angle = (Math.PI * s) / 12 + r * GOLDEN;
        spot = [round1(fx + 1.3 * r * Math.cos(angle)), round1(fy + r * Math.sin(angle))];
        if (clear(...spot, box)) break search;
      }
    }
    shown.nodes.add(i);
    shown.spots.set(i, spot);
    taken.push([...spot, box]);
  }
}
