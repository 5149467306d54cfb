// Undo and redo on flat arrays: what a total order costs when nothing is done about it but care. The bar to compare with.
export class FlatTree {
  constructor(basis, capacity) {
    this.parents = basis.slice();
    this.keys = new Float64Array(capacity);
    this.nodes = new Int32Array(capacity);
    this.targets = new Int32Array(capacity);
    this.olds = new Int32Array(capacity); // -2: refused
    this.count = 0;
  }

  apply(index) {
    const node = this.nodes[index];
    let at = this.targets[index];
    while (at >= 0 && at !== node)
      at = this.parents[at];
    if (at === node) {
      this.olds[index] = -2;
      return;
    }
    this.olds[index] = this.parents[node];
    this.parents[node] = this.targets[index];
  }

  /** Takes in moves in the order of their keys: undoes what is later, merges, does all again. */
  merge(moves) {
    let from = this.count - 1;
    let arriving = moves.length - 1;
    this.count += moves.length;
    let to = this.count - 1;
    for (; arriving >= 0; to--) {
      if (from >= 0 && this.keys[from] > moves[arriving].key) {
        if (this.olds[from] !== -2)
          this.parents[this.nodes[from]] = this.olds[from];
        this.set(to, this.keys[from], this.nodes[from], this.targets[from--]);
      } else {
        this.set(to, moves[arriving].key, moves[arriving].node, moves[arriving--].target);
      }
    }
    for (let i = to + 1; i < this.count; i++)
      this.apply(i);
  }

  set(index, key, node, target) {
    this.keys[index] = key;
    this.nodes[index] = node;
    this.targets[index] = target;
  }

  get lost() {
    return this.olds.subarray(0, this.count).filter(old => old === -2).length;
  }
}
