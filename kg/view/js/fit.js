// The scale at which a drawing fills its canvas, and where its middle is then: symbols and names lie within.

/** How high the letters of names are on the screen, in pixels, where the drawing is scaled so; of heads a fifth more. */
const lettersAt = (scale) => 12 * Math.min(1.2, Math.max(0.86, scale));
const HEADS = 1.2;
/** Pixels that are left free at either side. */
const ASIDE = 8;
const isHead = (node) => isChief(node.i) || node.kind === "Ministry" || node.i === state.focus;

/**
 * How far a name reaches from its symbol where it first finds room, below or beside where `shown.sides` says so: to the
 * left, up, to the right and down, each [letters, 1 where it begins beyond the symbol].
 */
function reachOf(i) {
  const node = thingIn(shown, i);
  const lines = linesOf(node);
  const size = isHead(node) ? HEADS : 1;
  const [wide, high] = [size * Math.max(...lines.map(ems)), 1.25 * size * lines.length];
  const side = shown.sides.get(i) ?? (state.view === "hierarchy" && state.focus < 0 && !state.path ? 1 : 0);
  if (!side) return [[wide / 2, 0], [0, 0], [wide / 2, 0], [high, 1]];
  return [[side < 0 ? wide : 0, 1], [high / 2, 0], [side > 0 ? wide : 0, 1], [high / 2, 0]];
}

/** The same of a name that is written in this box, beside a symbol at [x, y, r], in letters of so many pixels. */
const reachOfBox = (box, [x, y, r], em) => [x - box[0], y - box[1], box[2] - x, box[3] - y].map((far) => (far > r ? [(far - r) / em, 1] : [Math.max(0, far) / em, 0]));

/** What the things take up on the screen at a scale, their names with them: [left, top, right, bottom]. */
function extent(things, scale) {
  const em = lettersAt(scale);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, radius, name } of things) {
    const r = Math.max(4, radius * scale) + 1;
    const far = (k) => (name && name[k][0] ? Math.max(r, name[k][0] * em + (name[k][1] ? r + 4 : 0)) : r);
    left = Math.min(left, x * scale - far(0));
    top = Math.min(top, y * scale - far(1));
    right = Math.max(right, x * scale + far(2));
    bottom = Math.max(bottom, y * scale + far(3));
  }
  return [left, top, right, bottom];
}

/**
 * The largest scale, up to `most`, at which things { x, y, radius, name (how far it reaches) } fit into so many pixels, and their middle
 * there, in the drawing's own measure. Names keep their size, so what is found for a narrow canvas may be a bit larger.
 * It is looked for from `about` on, each time where the line through the last two tries leaves no room and lacks none.
 */
function fitting(things, [width, height], most, about = most) {
  const spread = (k) => things.reduce((far, thing) => Math.max(far, thing[k]), -Infinity) - things.reduce((far, thing) => Math.min(far, thing[k]), Infinity);
  let [low, high, scale] = [0.004, most, about];
  let [before, had, slope] = [0, 0, -Math.max(1, spread("x"), spread("y"))];
  for (let round = 0; round < 24 && high / low > 1.001; round++) {
    const [left, top, right, bottom] = extent(things, scale);
    const spare = Math.min(width - (right - left), height - (bottom - top));
    if (spare >= 0) low = scale;
    else high = scale;
    if (round) slope = (spare - had) / (scale - before);
    [before, had] = [scale, spare];
    const next = (scale - spare / slope) * (spare < 0 ? 0.9995 : 1);
    if (spare >= 0 && next >= scale && next < scale * 1.001) break;
    scale = next > low && next < high ? next : Math.sqrt(low * high);
  }
  const [left, top, right, bottom] = extent(things, low);
  return { scale: low, x: (left + right) / 2 / low, y: (top + bottom) / 2 / low };
}
