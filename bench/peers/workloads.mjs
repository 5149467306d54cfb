// The workloads of sextant-bench, made by the same rules; see bench/Sextant.Bench/Trees.
export function mulberry32(seed) {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return bound => Number((BigInt(next()) * BigInt(bound)) >> 32n);
}

/** parents[i] is the parent of node i; node 0 is the root. */
export function base(nodes, seed) {
  const below = mulberry32(seed);
  const parents = new Int32Array(nodes + 1);
  parents[0] = -1;
  for (let node = 1; node <= nodes; node++)
    parents[node] = below(node);
  return parents;
}

export function isUnder(parents, descendant, node) {
  for (let at = descendant; at >= 0; at = parents[at])
    if (at === node)
      return true;
  return false;
}

/** Moves, and of a hundred operations so many additions, that one replica makes on its own copy, each effective and legal there. */
export function operations(basis, count, seed, replica, adds = 0) {
  const below = mulberry32(seed);
  const nodes = basis.length - 1;
  const parents = Array.from(basis);
  const live = Array.from({ length: nodes }, (_, index) => index + 1);
  const target = () => live[below(live.length + 1)] ?? 0; // the root is last in the list of live nodes
  const made = [];
  const make = (node, to, isAdd) => {
    parents[node] = to;
    made.push({ key: (nodes + made.length) * 4 + replica, node, target: to, isAdd });
  };
  let added = nodes + 1 + replica * count;
  while (made.length < count) {
    if (below(100) >= 100 - adds) {
      make(added, target(), true);
      live.push(added++);
      continue;
    }
    const node = live[below(live.length)];
    const to = target();
    if (node !== to && parents[node] !== to && !isUnder(parents, to, node))
      make(node, to, false);
  }
  return made;
}
