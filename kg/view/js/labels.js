// Names in the drawing: of one size on the screen, those of the most linked nodes first, none over another.
const FONT = '"PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif';
const widths = new Map();

/** How wide a text is, in ems: measured once for each weight, as letters of any size are as wide to their height. */
function measured(ctx, text, weight) {
  const key = weight + text;
  let width = widths.get(key);
  if (width === undefined) {
    ctx.font = `${weight} ${EM}px ${FONT}`;
    width = ctx.measureText(text).width / EM;
    widths.set(key, width);
  }
  return width;
}

/** How far down the tools above the drawing reach. */
const toolsHigh = () => Math.max(42, $("tools").offsetTop + $("tools").offsetHeight + 4);

/** How far up the words below the drawing reach: how much is drawn, and above that what the colours say. */
const wordsHigh = () => 30 + $("key").offsetHeight;

/** The words that lie over the drawing, which names keep clear of: how much is drawn, and what the colours say. */
function wordsOver() {
  const { left, top } = $("drawing").getBoundingClientRect();
  return [$("status"), ...$("key").children].map((e) => {
    const box = e.getBoundingClientRect();
    return [box.left - left, box.top - top, box.right - left, box.bottom - top];
  });
}

const NOTHING = [];

/** A grid of taken rectangles; `take` says whether one was free: nobody's, or only its owner's. */
class Room {
  cells = new Map();

  take([left, top, right, bottom], owner = -1, force = false) {
    const [x1, x2, y1, y2] = [Math.floor(left / 64), Math.floor(right / 64), Math.floor(top / 32), Math.floor(bottom / 32)];
    for (let x = x1; !force && x <= x2; x++) {
      for (let y = y1; y <= y2; y++) {
        for (const other of this.cells.get(x * 100003 + y) ?? NOTHING) {
          if (other[4] !== owner && left < other[2] && other[0] < right && top < other[3] && other[1] < bottom) return false;
        }
      }
    }
    const taken = [left, top, right, bottom, owner];
    for (let x = x1; x <= x2; x++) {
      for (let y = y1; y <= y2; y++) {
        const cell = x * 100003 + y;
        const held = this.cells.get(cell);
        if (held) held.push(taken);
        else this.cells.set(cell, [taken]);
      }
    }
    return true;
  }
}

/** A node's name as it is written: its lines, weight, size and width in ems; worked out once. */
function nameOfNode(ctx, node) {
  const lines = linesOf(node);
  const head = isHead(node);
  if (node.written?.lines === lines && node.written.head === head) return node.written;
  const weight = head ? 600 : node.type === "Organization" ? 500 : 400;
  node.written = { lines, head, weight, size: head ? HEADS : 1, leading: 1.25 * (head ? 1.15 : 1), wide: (head ? HEADS : 1) * Math.max(...lines.map((text) => measured(ctx, text, weight))) };
  return node.written;
}

/** Where a name may stand, the best place first, as [left, top, side]: below its symbol, or else above, to the right or to the left of it, or at a corner of it. */
const CORNERS = [
  (x, y, r, wide) => [x - wide / 2, y + r + 2, 0],
  (x, y, r, wide, high) => [x - wide / 2, y - r - 2 - high, 0],
  (x, y, r, wide, high) => [x + r + 4, y - high / 2, 1],
  (x, y, r, wide, high) => [x - r - 4 - wide, y - high / 2, -1],
  (x, y, r) => [x + 0.7 * r + 1, y + 0.7 * r + 1, 1],
  (x, y, r, wide, high) => [x + 0.7 * r + 1, y - 0.7 * r - 1 - high, 1],
  (x, y, r, wide) => [x - 0.7 * r - 1 - wide, y + 0.7 * r + 1, -1],
  (x, y, r, wide, high) => [x - 0.7 * r - 1 - wide, y - 0.7 * r - 1 - high, -1],
];
const [BELOW, , RIGHT, LEFT] = CORNERS;
const [ONLY_RIGHT, ONLY_LEFT, RIGHT_FIRST] = [[RIGHT], [LEFT], [RIGHT, ...CORNERS]];
const cornersOf = (outwards) => (outwards ? (outwards > 0 ? ONLY_RIGHT : ONLY_LEFT) : state.view === "hierarchy" ? RIGHT_FIRST : CORNERS);

/**
 * Where the names of `ranked` nodes have room, in that order of right; those in `lit` come first, and others have none.
 * `place(i)` is a node's centre and radius on the screen. Returns the rectangles of the names: [x1, y1, x2, y2, i].
 */
function placedNames(ctx, ranked, place, scale, size, lit, most = 260) {
  const room = new Room();
  const found = [];
  const places = ranked.length <= 600 ? ranked.map(place) : NOTHING;
  places.forEach(([x, y, r], k) => {
    if (!lit || lit.has(ranked[k])) room.take([x - r, y - r, x + r, y + r], ranked[k], true);
  });
  for (const box of wordsOver()) room.take(box, -3, true);
  const em = lettersAt(scale);
  // within the drawing, and not under the tools at its top
  const roof = toolsHigh();
  const fits = (left, top, wide, high) => left > 1 && left + wide < size[0] - 1 && top > roof && top + high < size[1] - 2;
  for (let k = 0; k < ranked.length && found.length < most; k++) {
    const i = ranked[k];
    if (lit && !lit.has(i)) continue;
    const [x, y, r] = places[k] ?? place(i);
    if (x < -80 || y < -60 || x > size[0] + 80 || y > size[1] + 60) continue;
    const name = nameOfNode(ctx, thingIn(shown, i));
    const line = em * name.leading;
    const wide = em * name.wide;
    const high = line * name.lines.length;
    let spot = null;
    for (const corner of cornersOf(shown.sides.get(i))) {
      const [left, top] = (spot = corner(x, y, r, wide, high));
      if (fits(left, top, wide, high) && room.take([left - 2, top, left + wide + 2, top + high], i)) break;
      spot = null;
    }
    if (!spot && !isChief(i)) continue;
    const [start, top, side] = spot ?? BELOW(x, y, r, wide, high);
    if (!spot) room.take([start, top, start + wide, top + high], i, true);
    const font = { size: name.size * em, weight: name.weight, side };
    found.push(Object.assign([start, top, start + wide, top + high, i], { font, line, lines: name.lines }));
  }
  return found;
}

/** Writes the names where `placedNames` has found room for them, and returns that. */
function drawLabels(ctx, found, colours) {
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.strokeStyle = colours.ground;
  ctx.lineWidth = 3.5;
  ctx.fillStyle = colours.ink;
  for (const { 0: start, 1: top, 2: end, font: { size, weight, side }, line, lines } of found) {
    ctx.font = `${weight} ${size}px ${FONT}`;
    ctx.textAlign = side > 0 ? "left" : side < 0 ? "right" : "center";
    const from = side > 0 ? start : side < 0 ? end : (start + end) / 2;
    lines.forEach((text, k) => {
      ctx.strokeText(text, from, top + k * line);
      ctx.fillText(text, from, top + k * line);
    });
  }
  return found;
}
