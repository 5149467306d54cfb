namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// The moves of a fold as columns, indexed by the order of their arrival. A move's key is its place in the total order:
/// keys are unique, and a greater key folds later.
/// </summary>
internal sealed class MoveTable
{
    private ulong[] _keys = new ulong[16];
    private int[] _nodes = new int[16];
    private int[] _targets = new int[16];
    private bool[] _applied = new bool[16];

    public int Count { get; private set; }

    public int Add(ulong key, int node, int target)
    {
        if (Count == _keys.Length)
            Grow();
        _keys[Count] = key;
        _nodes[Count] = node;
        _targets[Count] = target;
        return Count++;
    }

    public ulong KeyOf(int move) => _keys[move];

    public int NodeOf(int move) => _nodes[move];

    public int TargetOf(int move) => _targets[move];

    /// <summary>True when the fold applied the move, false when it would have closed a cycle.</summary>
    public bool IsApplied(int move) => _applied[move];

    public void Decide(int move, bool applied) => _applied[move] = applied;

    public void Rekey(int move, ulong key) => _keys[move] = key;

    private void Grow()
    {
        int capacity = _keys.Length * 2;
        Array.Resize(ref _keys, capacity);
        Array.Resize(ref _nodes, capacity);
        Array.Resize(ref _targets, capacity);
        Array.Resize(ref _applied, capacity);
    }
}
