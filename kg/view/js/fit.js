// The scale at which a drawing fills its canvas, and where its middle is then: symbols and names lie within.

/** How high the letters of names are on the screen, in pixels, where the drawing is scaled so; of heads a fifth more. */
const lettersAt = (scale) => 12 * Math.min(1.2, Math.max(0.86, scale));
const HEADS = 1.2;
/** Pixels that are left free at either side. */
const ASIDE = 8;
const isHead = (node) => isChief(node.i) || node.kind === "Ministry" || node.i === state.focus;

/** How far a name reaches from its symbol where it first finds room: below, or beside where `shown.sides` says so. */
function nameOfThing(i) {
  const node = thingIn(shown, i);
  const lines = linesOf(node);
  const size = isHead(node) ? HEADS : 1;
  const side = shown.sides.get(i) ?? (state.view === "hierarchy" && state.focus < 0 && !state.path ? 1 : 0);
  return { wide: size * Math.max(...lines.map(ems)), high: 1.25 * size * lines.length, side };
}

/** What the things take up on the screen at a scale, their names with them: [left, top, right, bottom]. */
function extent(things, scale) {
  const em = lettersAt(scale);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, radius, name } of things) {
    const [left, top, r] = [x * scale, y * scale, Math.max(4, radius * scale) + 1];
    const reach = [r, r, r, r];
    if (name) {
      const [wide, high] = [name.wide * em + 2, name.high * em];
      const beside = [name.side < 0, name.side > 0].map((there) => Math.max(r, name.side ? there * (r + 4 + wide) : wide / 2));
      [reach[0], reach[2]] = beside;
      [reach[1], reach[3]] = name.side ? [Math.max(r, high / 2), Math.max(r, high / 2)] : [r, r + 2 + high];
    }
    box[0] = Math.min(box[0], left - reach[0]);
    box[1] = Math.min(box[1], top - reach[1]);
    box[2] = Math.max(box[2], left + reach[2]);
    box[3] = Math.max(box[3], top + reach[3]);
  }
  return box;
}

/**
 * The largest scale, up to `most`, at which things { x, y, radius, name } fit into so many pixels, and their middle
 * there, in the drawing's own measure. Names keep their size, so what is found for a narrow canvas may be a bit larger.
 */
function fitting(things, [width, height], most) {
  let [low, high] = [0.004, most];
  const fits = (scale) => {
    const box = extent(things, scale);
    return box[2] - box[0] <= width && box[3] - box[1] <= height;
  };
  if (fits(high)) low = high;
  for (let k = 0; k < 24 && high / low > 1.001; k++) {
    const middle = Math.sqrt(low * high);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  const box = extent(things, low);
  return { scale: low, x: (box[0] + box[2]) / 2 / low, y: (box[1] + box[3]) / 2 / low };
}
