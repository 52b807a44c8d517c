// Names in the drawing: of one size on the screen, those of the most linked nodes first, none over another.
const FONT = '"PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif';
const widths = new Map();

function measured(ctx, text, font) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    ctx.font = font;
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** How far down the tools above the drawing reach. */
const toolsHigh = () => Math.max(42, $("tools").offsetTop + $("tools").offsetHeight + 4);

/** How far up the words below the drawing reach: how much is drawn, and above that what the colours say. */
const wordsHigh = () => 30 + $("key").offsetHeight;

/** The words that lie over the drawing, which names keep clear of: how much is drawn, and what the colours say. */
const wordsOver = () => [$("status"), ...$("key").children].map((e) => {
  const [box, { left, top }] = [e.getBoundingClientRect(), $("drawing").getBoundingClientRect()];
  return [box.left - left, box.top - top, box.right - left, box.bottom - top];
});

/** A grid of taken rectangles; `take` says whether one was free: nobody's, or only its owner's. */
class Room {
  cells = new Map();

  take(box, owner = -1, force = false) {
    const hit = [];
    for (let x = Math.floor(box[0] / 64); x <= Math.floor(box[2] / 64); x++) {
      for (let y = Math.floor(box[1] / 32); y <= Math.floor(box[3] / 32); y++) hit.push(x * 100003 + y);
    }
    if (!force) {
      for (const cell of hit) {
        for (const other of this.cells.get(cell) ?? []) {
          if (other[4] !== owner && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
        }
      }
    }
    const taken = [...box.slice(0, 4), owner];
    for (const cell of hit) {
      if (this.cells.has(cell)) this.cells.get(cell).push(taken);
      else this.cells.set(cell, [taken]);
    }
    return true;
  }
}

/**
 * Where the names of `ranked` nodes have room, in that order of right; those in `lit` come first, and others have none.
 * `place(i)` is a node's centre and radius on the screen. Returns the rectangles of the names: [x1, y1, x2, y2, i].
 */
function placedNames(ctx, ranked, place, scale, size, lit, most = 260) {
  const room = new Room();
  const found = [];
  if (ranked.length <= 600) {
    for (const i of ranked) {
      const [x, y, r] = place(i);
      if (!lit || lit.has(i)) room.take([x - r, y - r, x + r, y + r], i, true);
    }
  }
  for (const box of wordsOver()) room.take(box, -3, true);
  const em = lettersAt(scale);
  // within the drawing, and not under the tools at its top
  const roof = toolsHigh();
  const fits = (left, top, wide, high) => left > 1 && left + wide < size[0] - 1 && top > roof && top + high < size[1] - 2;
  for (const i of lit ? ranked.filter((k) => lit.has(k)) : ranked) {
    if (found.length >= most) break;
    const [x, y, r] = place(i);
    if (x < -80 || y < -60 || x > size[0] + 80 || y > size[1] + 60) continue;
    const node = thingIn(shown, i);
    const lines = linesOf(node);
    const head = isHead(node);
    const font = `${head ? 600 : node.type === "Organization" ? 500 : 400} ${(head ? HEADS : 1) * em}px ${FONT}`;
    const line = em * 1.25 * (head ? 1.15 : 1);
    const wide = Math.max(...lines.map((text) => measured(ctx, text, font)));
    const high = line * lines.length;
    // below its symbol, or else above, to the right or to the left of it, or at a corner of it
    const below = [x - wide / 2, y + r + 2];
    const right = [x + r + 4, y - high / 2];
    const left = [x - r - 4 - wide, y - high / 2];
    const near = 0.7 * r + 1;
    const rights = [right, [x + near, y + near], [x + near, y - near - high]];
    const lefts = [left, [x - near - wide, y + near], [x - near - wide, y - near - high]];
    const outwards = shown.sides.get(i);
    const corners = outwards ? [outwards > 0 ? right : left] : [below, [x - wide / 2, y - r - 2 - high], right, left, ...rights.slice(1), ...lefts.slice(1)];
    if (state.view === "hierarchy" && !outwards) corners.unshift(right);
    const corner = corners.find(([from, top]) => fits(from, top, wide, high) && room.take([from - 2, top, from + wide + 2, top + high], i));
    if (!corner && !isChief(i)) continue;
    const [start, top] = corner ?? below;
    const side = rights.includes(corner) ? 1 : lefts.includes(corner) ? -1 : 0;
    if (!corner) room.take([start, top, start + wide, top + high], i, true);
    found.push(Object.assign([start, top, start + wide, top + high, i], { font: { size: (head ? HEADS : 1) * em, weight: font.slice(0, 3), side }, css: font, line, lines }));
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
  for (const { 0: start, 1: top, 2: end, font: { side }, css, line, lines } of found) {
    ctx.font = css;
    ctx.textAlign = side > 0 ? "left" : side < 0 ? "right" : "center";
    const from = side > 0 ? start : side < 0 ? end : (start + end) / 2;
    lines.forEach((text, k) => {
      ctx.strokeText(text, from, top + k * line);
      ctx.fillText(text, from, top + k * line);
    });
  }
  return found;
}
