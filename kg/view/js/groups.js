// Communities: groups of nodes that have more links among themselves than chance would give (Louvain's method).

/** One pass: each node moves to the neighbouring group that raises modularity most, until none moves. */
function moved(near, weight, total) {
  const group = near.map((_, n) => n);
  const strength = [...weight];
  for (let round = 0, changed = true; changed && round < 30; round++) {
    changed = false;
    near.forEach((links, n) => {
      const to = new Map();
      for (const [k, w] of links) if (k !== n) to.set(group[k], (to.get(group[k]) ?? 0) + w);
      strength[group[n]] -= weight[n];
      let best = group[n];
      let most = (to.get(best) ?? 0) - (strength[best] * weight[n]) / total;
      for (const [g, w] of [...to].sort((a, b) => a[0] - b[0])) {
        const gain = w - (strength[g] * weight[n]) / total;
        if (gain > most + 1e-9) [best, most] = [g, gain];
      }
      strength[best] += weight[n];
      if (best !== group[n]) changed = true;
      group[n] = best;
    });
  }
  return group;
}

/** For each node that has links, the number of its community, the largest being 0; -1 for the others. */
function communities() {
  const { link, node } = sifted();
  let near = nodes.map(() => new Map());
  links.forEach((l, k) => {
    if (!link[k] || l.a === l.b || !node[l.a] || !node[l.b]) return;
    for (const [a, b] of [[l.a, l.b], [l.b, l.a]]) near[a].set(b, (near[a].get(b) ?? 0) + 1);
  });
  const linked = near.map((m) => m.size > 0);
  let of = nodes.map((_, n) => n);
  for (let level = 0; level < 6; level++) {
    const weight = near.map((m) => sum([...m.values()]));
    const total = sum(weight) || 1;
    const group = moved(near, weight, total);
    const names = [...new Set(group)];
    if (names.length === near.length) break;
    const number = new Map(names.map((g, k) => [g, k]));
    of = of.map((n) => number.get(group[n]));
    const joined = names.map(() => new Map());
    near.forEach((m, n) => {
      const a = number.get(group[n]);
      for (const [k, w] of m) {
        const b = number.get(group[k]);
        joined[a].set(b, (joined[a].get(b) ?? 0) + w);
      }
    });
    near = joined;
  }
  const sizes = new Map();
  of.forEach((g, n) => linked[n] && sizes.set(g, (sizes.get(g) ?? 0) + 1));
  const rank = new Map(sortedBy([...sizes.keys()], (g) => [-sizes.get(g), g]).map((g, k) => [g, k]));
  return of.map((g, n) => (linked[n] ? rank.get(g) : -1));
}
