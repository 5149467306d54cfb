// node peers.mjs [ROUNDS]: W1, W3 and W4 on Loro, on a yjs map from node to parent (which keeps cycles), and on flat arrays.
import { LoroDoc } from "loro-crdt";
import * as Y from "yjs";
import { FlatTree } from "./flat.mjs";
import { base, moves } from "./workloads.mjs";

const rounds = Number(process.argv[2] ?? 5);
const sampled = 100; // operations of W3 that Loro is asked for; it takes tens of milliseconds for each

class Loro {
  static title = "loro-crdt";
  static w3 = sampled;
  constructor(peer) {
    this.doc = new LoroDoc();
    this.doc.setPeerId(BigInt(peer + 1));
    this.tree = this.doc.getTree("tree");
  }
  begin(parents) {
    this.nodes = [];
    for (let i = 0; i < parents.length; i++)
      this.nodes.push(this.tree.createNode(i === 0 ? undefined : this.nodes[parents[i]].id));
    this.ids = this.nodes.map(node => node.id);
    this.doc.commit();
  }
  fork(peer) {
    const copy = new Loro(peer);
    copy.doc.import(this.doc.export({ mode: "snapshot" }));
    copy.ids = this.ids;
    return copy;
  }
  move({ node, target }) {
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
  static title = "yjs map of parents (keeps cycles)";
  static w3 = 2_000;
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
  move({ node, target }) {
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

function median(figures) {
  return figures.sort((a, b) => a - b)[figures.length >> 1];
}

function report(title, what, count, measure) {
  measure();
  const figures = Array.from({ length: count }, measure);
  console.log(`${title}: ${what}: ${median(figures).toFixed(2)} [${Math.min(...figures).toFixed(2)} to ${Math.max(...figures).toFixed(2)}]`);
}

function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function local(Peer, title, nodes, baseSeed, seed, count) {
  const basis = base(nodes, baseSeed);
  const made = moves(basis, 100_000, seed, 0);
  report(Peer.title, `${title}, thousand moves/s`, count, () => {
    const peer = new Peer(0);
    peer.begin(basis);
    return 100_000 / timed(() => { made.forEach(move => peer.move(move)); peer.commit(); });
  });
}

function merge(Peer, count) {
  const basis = base(100, 1004);
  const made = [0, 1, 2].map(replica => moves(basis, 5_000, 4000 + replica, replica));
  report(Peer.title, "W4 merge, ms", count, () => {
    const origin = new Peer(9);
    origin.begin(basis);
    const start = origin.version();
    const peers = made.map((own, replica) => {
      const peer = origin.fork(replica);
      own.forEach(move => peer.move(move));
      peer.commit();
      return peer;
    });
    const updates = peers.map(peer => peer.since(start));
    return timed(() => peers.forEach((peer, self) => updates.forEach((update, from) => from === self || peer.receive(update))));
  });
}

function oneByOne(Peer, count) {
  const basis = base(1_000, 1003);
  const [own, others] = [0, 1].map(replica => moves(basis, 10_000, 3000 + replica, replica));
  report(Peer.title, `W3, µs per remote operation (the first ${Peer.w3})`, count, () => {
    const origin = new Peer(9);
    origin.begin(basis);
    const a = origin.fork(0);
    const b = origin.fork(1);
    own.forEach(move => a.move(move));
    a.commit();
    const updates = others.slice(0, Peer.w3).map(move => {
      const before = b.version();
      b.move(move);
      b.commit();
      return b.since(before);
    });
    return timed(() => updates.forEach(update => a.receive(update))) * 1000 / updates.length;
  });
}

function flat() {
  const w1 = base(100_000, 1010);
  const local = moves(w1, 100_000, 5010, 0);
  report("flat arrays", "W1 100k, thousand moves/s", rounds, () => {
    const tree = new FlatTree(w1, 100_000);
    return 100_000 / timed(() => local.forEach(move => tree.merge([move])));
  });
  const w4 = base(100, 1004);
  const made = [0, 1, 2].map(replica => moves(w4, 5_000, 4000 + replica, replica));
  let lost = 0;
  report("flat arrays", "W4 merge, ms", rounds, () => made.reduce((sum, own, self) => {
    const tree = new FlatTree(w4, 15_000);
    tree.merge(own);
    const rest = made.filter((_, from) => from !== self).flat().sort((x, y) => x.key - y.key);
    const elapsed = timed(() => tree.merge(rest));
    lost = tree.lost;
    return sum + elapsed;
  }, 0));
  console.log(`  lost moves: ${lost}`);
  const w3 = base(1_000, 1003);
  const [own, others] = [0, 1].map(replica => moves(w3, 10_000, 3000 + replica, replica));
  report("flat arrays", "W3, µs per remote operation", Math.min(rounds, 3), () => {
    const tree = new FlatTree(w3, 20_000);
    tree.merge(own);
    return timed(() => others.forEach(move => tree.merge([move]))) * 1000 / others.length;
  });
}

flat();
for (const Peer of [Loro, Yjs]) {
  local(Peer, "W1 10k", 10_000, 1001, 5001, Math.min(rounds, 3));
  merge(Peer, rounds);
  oneByOne(Peer, Peer === Loro ? 1 : rounds);
}
