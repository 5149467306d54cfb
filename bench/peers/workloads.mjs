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

/** Moves that one replica makes on its own copy, each effective and legal there. */
export function moves(basis, count, seed, replica) {
  const below = mulberry32(seed);
  const parents = basis.slice();
  const nodes = parents.length - 1;
  const made = [];
  while (made.length < count) {
    below(100); // the draw of the kind of operation: always a move here
    const node = 1 + below(nodes);
    const target = (below(nodes + 1) + 1) % (nodes + 1); // the root is last in the list of live nodes
    if (node === target || parents[node] === target || isUnder(parents, target, node))
      continue;
    parents[node] = target;
    made.push({ key: (nodes + made.length) * 4 + replica, node, target });
  }
  return made;
}
