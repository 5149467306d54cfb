// node peers.mjs FIGURES [ROUNDS]: the workloads of sextant-bench on Loro, on a yjs map from node to parent (which keeps cycles), and on flat
// arrays, in one table with what `sextant-bench tree` printed into the file FIGURES. See run.sh.
import { readFileSync } from "node:fs";
import { LoroDoc } from "loro-crdt";
import * as Y from "yjs";
import { FlatTree } from "./flat.mjs";
import { base, operations } from "./workloads.mjs";

const rounds = Number(process.argv[3] ?? 5);
const table = new Map(); // workload -> implementation -> figure

class Loro {
  static title = `loro-crdt ${version("loro-crdt")}`;
  static sampled = 100; // operations of W3 that it is asked for; it takes tens of milliseconds for each
  constructor(peer) {
    this.doc = new LoroDoc();
    this.doc.setPeerId(BigInt(peer + 1));
    this.tree = this.doc.getTree("tree");
  }
  begin(parents) {
    const nodes = [];
    for (let i = 0; i < parents.length; i++)
      nodes.push(this.tree.createNode(i === 0 ? undefined : nodes[parents[i]].id));
    this.ids = nodes.map(node => node.id);
    this.doc.commit();
  }
  fork(peer) {
    const copy = new Loro(peer);
    copy.doc.import(this.doc.export({ mode: "snapshot" }));
    copy.ids = this.ids.slice();
    return copy;
  }
  apply({ node, target, isAdd }) {
    if (isAdd)
      this.ids[node] = this.tree.createNode(this.ids[target]).id;
    else
      this.tree.move(this.ids[node], this.ids[target]);
  }
  commit() {
    this.doc.commit();
  }
  version() {
    return this.doc.version();
  }
  since(version) {
    return this.doc.export({ mode: "update", from: version });
  }
  receive(update) {
    this.doc.import(update);
  }
}

class Yjs {
  static title = `yjs ${version("yjs")}, a map of parents (keeps cycles)`;
  static sampled = 2_000;
  constructor(peer) {
    this.doc = new Y.Doc();
    this.doc.clientID = peer + 1;
    this.map = this.doc.getMap("parents");
  }
  begin(parents) {
    this.doc.transact(() => parents.forEach((parent, node) => this.map.set(String(node), parent)));
  }
  fork(peer) {
    const copy = new Yjs(peer);
    Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(this.doc));
    return copy;
  }
  apply({ node, target }) {
    this.map.set(String(node), target);
  }
  commit() {}
  version() {
    return Y.encodeStateVector(this.doc);
  }
  since(version) {
    return Y.encodeStateAsUpdate(this.doc, version);
  }
  receive(update) {
    Y.applyUpdate(this.doc, update);
  }
}

function version(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
}

function median(figures) {
  return figures.sort((a, b) => a - b)[figures.length >> 1];
}

function note(workload, implementation, figure) {
  if (!table.has(workload))
    table.set(workload, new Map());
  table.get(workload).set(implementation, figure);
}

function report(title, what, count, measure) {
  measure();
  const figures = Array.from({ length: count }, measure);
  note(what, title, { median: median(figures), best: what.endsWith("/s") ? Math.max(...figures) : Math.min(...figures) });
  console.error(`${title}: ${what}: ${median(figures).toFixed(2)} [${Math.min(...figures).toFixed(2)} to ${Math.max(...figures).toFixed(2)}]`);
}

function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

// nodes, their seed, the seed of the moves
const w1 = { "W1 10k": [10_000, 1001, 5001], "W1 100k": [100_000, 1010, 5010] };
// nodes, their seed, operations of each replica, their seed, additions of a hundred
const merges = { "W2n": [1_000, 1002, 10_000, 2100, 5], "W4": [100, 1004, 5_000, 4000, 0] };
// how many of its own moves a replica is ahead
const lags = { "W3": 10_000, "W3lag": 1_000 };

function local(Peer) {
  for (const [name, [nodes, baseSeed, seed]] of Object.entries(w1)) {
    const basis = base(nodes, baseSeed);
    const made = operations(basis, 100_000, seed, 0);
    report(Peer.title, `${name}, million moves/s`, Math.min(rounds, 3), () => {
      const peer = new Peer(0);
      peer.begin(basis);
      return 0.1 / timed(() => { made.forEach(move => peer.apply(move)); peer.commit(); }) * 1000;
    });
  }
}

function merge(Peer) {
  for (const [name, [nodes, baseSeed, count, seed, adds]] of Object.entries(merges)) {
    const basis = base(nodes, baseSeed);
    const made = [0, 1, 2].map(replica => operations(basis, count, seed + replica, replica, adds));
    report(Peer.title, `${name} merge of all replicas, ms`, Math.min(rounds, 3), () => {
      const origin = new Peer(9);
      origin.begin(basis);
      const start = origin.version();
      const peers = made.map((own, replica) => {
        const peer = origin.fork(replica);
        own.forEach(operation => peer.apply(operation));
        peer.commit();
        return peer;
      });
      const updates = peers.map(peer => peer.since(start));
      return timed(() => peers.forEach((peer, self) => updates.forEach((update, from) => from === self || peer.receive(update))));
    });
  }
}

function oneByOne(Peer) {
  const basis = base(1_000, 1003);
  const [own, others] = [0, 1].map(replica => operations(basis, 10_000, 3000 + replica, replica));
  for (const [name, ahead] of Object.entries(lags)) {
    report(Peer.title, `${name} import and read, µs per remote operation`, 1, () => {
      const origin = new Peer(9);
      origin.begin(basis);
      const a = origin.fork(0);
      const b = origin.fork(1);
      const updates = others.slice(0, Peer.sampled).map(move => {
        const before = b.version();
        b.apply(move);
        b.commit();
        return b.since(before);
      });
      own.slice(0, ahead).forEach(move => a.apply(move));
      a.commit();
      let elapsed = 0;
      updates.forEach((update, index) => {
        if (ahead + index < own.length) {
          a.apply(own[ahead + index]);
          a.commit();
        }
        elapsed += timed(() => a.receive(update));
      });
      return elapsed * 1000 / updates.length;
    });
  }
}

function flat() {
  const title = "flat arrays, undo and redo (JavaScript)";
  for (const [name, [nodes, baseSeed, seed]] of Object.entries(w1)) {
    const basis = base(nodes, baseSeed);
    const made = operations(basis, 100_000, seed, 0);
    report(title, `${name}, million moves/s`, rounds, () => {
      const tree = new FlatTree(basis, 100_000);
      return 0.1 / timed(() => made.forEach(move => tree.merge([move]))) * 1000;
    });
  }
  for (const [name, [nodes, baseSeed, count, seed, adds]] of Object.entries(merges)) {
    const basis = new Int32Array(nodes + 1 + 3 * count).fill(-1);
    basis.set(base(nodes, baseSeed));
    const made = [0, 1, 2].map(replica => operations(base(nodes, baseSeed), count, seed + replica, replica, adds));
    let lost = 0;
    report(title, `${name} merge of all replicas, ms`, rounds, () => made.reduce((sum, own, self) => {
      const tree = new FlatTree(basis, 3 * count);
      tree.merge(own);
      const elapsed = timed(() => tree.merge(made.filter((_, from) => from !== self).flat().sort((x, y) => x.key - y.key)));
      lost = tree.lost;
      return sum + elapsed;
    }, 0));
    console.error(`  lost moves: ${lost}`);
  }
  const basis = base(1_000, 1003);
  const [own, others] = [0, 1].map(replica => operations(basis, 10_000, 3000 + replica, replica));
  for (const [name, ahead] of Object.entries(lags)) {
    report(title, `${name} import and read, µs per remote operation`, 1, () => {
      const tree = new FlatTree(basis, 20_000);
      tree.merge(own.slice(0, ahead));
      let elapsed = 0;
      others.forEach((move, index) => {
        if (ahead + index < own.length)
          tree.merge([own[ahead + index]]);
        elapsed += timed(() => tree.merge([move]));
      });
      return elapsed * 1000 / others.length;
    });
  }
}

function readOurs(path) {
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const found = /^(W[^:]*): ([0-9.]+) \[([0-9.]+)/.exec(line);
    if (found)
      note(found[1], "Sextant", { median: Number(found[2]), best: Number(found[3]) });
  }
}

function format({ median, best }) {
  return `${round(median)} [${round(best)}]`;
}

function round(figure) {
  return figure >= 100 ? figure.toFixed(0) : figure >= 1 ? figure.toFixed(1) : figure.toFixed(3);
}

function print() {
  const titles = ["Sextant", Loro.title, Yjs.title, "flat arrays, undo and redo (JavaScript)"];
  console.log(`| medians [best rounds], Node ${process.version} | ${titles.join(" | ")} |`);
  console.log(`|---|${titles.map(() => "---:").join("|")}|`);
  for (const [workload, figures] of table) {
    if (figures.size > 1)
      console.log(`| ${workload} | ${titles.map(title => figures.has(title) ? format(figures.get(title)) : "").join(" | ")} |`);
  }
}

readOurs(process.argv[2]);
flat();
for (const Peer of [Loro, Yjs]) {
  local(Peer);
  merge(Peer);
  oneByOne(Peer);
}
print();
