// Two more views: bodies as a tree, and a block for each body.

/**
 * Bodies as a tree from left to right by what they are part of, then columns of the other types, one after another.
 * Other things stand in the order of the bodies they are linked to, so that lines cross little. Names have room to the
 * right of their symbols.
 */
function hierarchy(plan) {
  const { near, boxes, degrees } = plan;
  const children = new Map();
  plan.nodes.forEach((node, n) => {
    if (node.type !== "Organization") return;
    const up = plan.parents[n];
    children.set(up, [...(children.get(up) ?? []), n]);
  });
  const first = rootOf(plan);
  const levels = new Map();
  const stack = sortedBy(children.get(-1) ?? [], (n) => [n !== first ? 1 : 0, -degrees[n], n]).reverse().map((n) => [n, 0]);
  while (stack.length) {
    const [n, level] = stack.pop();
    levels.set(level, [...(levels.get(level) ?? []), n]);
    stack.push(...sortedBy(children.get(n) ?? [], (k) => [degrees[k], -k]).map((k) => [k, level + 1]));
  }
  const deepest = Math.max(20, Math.round(Math.sqrt(7 * plan.nodes.length)));
  const at = new Map();
  let x = 0;
  const columns = (members, gap) => {
    for (let start = 0; start < members.length; start += deepest) {
      const part = members.slice(start, start + deepest);
      const heights = part.map((n) => LINE * (linesOf(plan.nodes[n]).length - 1) + 26);
      let y = -sum(heights) / 2;
      part.forEach((n, k) => {
        at.set(n, [round1(x), round1(y + heights[k] / 2)]);
        y += heights[k];
      });
      x += 2.3 * Math.max(...part.map((n) => boxes[n][0])) + gap;
    }
  };
  for (const level of [...levels.keys()].sort((a, b) => a - b)) columns(levels.get(level), 50);
  const seat = (n) => {
    const seats = [...near[n].keys()].filter((k) => at.has(k)).map((k) => at.get(k)[1]);
    return [TYPES.indexOf(plan.nodes[n].type), seats.length ? sum(seats) / seats.length : 1e9, n];
  };
  columns(sortedBy(plan.nodes.map((_, n) => n).filter((n) => !at.has(n)), seat), 30);
  return plan.nodes.map((_, n) => at.get(n));
}

/** Which body owns each thing in the view by department: [owned by body, shared by three or more, the rest]. */
function belongings(plan, top) {
  const { near, degrees } = plan;
  const body = (n) => plan.nodes[n].type === "Organization";
  const does = (n) => n >= 0 && [...near[n].keys()].some((k) => !body(k));
  const owned = new Map();
  const [shared, rest] = [[], []];
  const give = (host, n) => owned.set(host, [...(owned.get(host) ?? []), ...(n === undefined ? [] : [n])]);
  plan.nodes.forEach((_, n) => {
    if (n === top) return;
    const up = plan.parents[n];
    if (body(n)) {
      if (does(n)) give(n);
      else if (up !== -1 && up !== top && does(up)) give(up, n);
      else rest.push(n);
      return;
    }
    const hosts = sortedBy([...near[n].keys()].filter(body), (k) => [-near[n].get(k), degrees[k], k]);
    if (hosts.length > 2) shared.push(n);
    else if (hosts.length && hosts[0] !== top) give(hosts[0], n);
    else rest.push(n);
  });
  return [owned, shared, rest];
}

/**
 * A block for each body that does something, with what it is most linked to below it; the largest blocks first.
 * The ministry and what three bodies or more share stand in a band above, what no body is linked to in rows below.
 */
function departments(plan) {
  const { boxes } = plan;
  const top = rootOf(plan);
  const [owned, shared, rest] = belongings(plan, top);
  const reach = Math.max(320, 62 * Math.sqrt(plan.nodes.length));
  const points = inRows(plan, shared, 0, reach);
  if (top >= 0) points.set(top, [0, -70]);
  const lowest = (placed, none) => (placed.size ? Math.max(...[...placed].map(([n, p]) => p[1] + boxes[n][1])) : none);
  let y = lowest(points, -60) + 60;
  let x = -reach;
  let tallest = 0;
  for (const head of sortedBy([...owned.keys()], (n) => [-owned.get(n).length, n])) {
    const members = owned.get(head);
    const block = inRows(plan, members, 0, Math.max(70, Math.min(reach, 46 * Math.sqrt(1 + members.length))));
    const right = Math.max(boxes[head][0], ...[...block].map(([n, p]) => p[0] + boxes[n][0]));
    const left = Math.max(boxes[head][0], ...[...block].map(([n, p]) => boxes[n][0] - p[0]));
    const under = boxes[head][1] + SYMBOL + 4;
    if (x + left + right > reach && x > -reach) [x, y, tallest] = [-reach, y + tallest, 0];
    points.set(head, [x + left, y]);
    for (const [n, p] of block) points.set(n, [x + left + p[0], y + under + p[1]]);
    x += left + right + 24;
    tallest = Math.max(tallest, under + lowest(block, 0) + 30);
  }
  for (const [n, p] of inRows(plan, rest, y + tallest + 20, reach)) points.set(n, p);
  return plan.nodes.map((_, n) => points.get(n).map(round1));
}
