namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// What the fold knows, shared by its two ways of taking in a move (<see cref="Replay"/> and <see cref="Splice"/>).
/// Between calls every decision agrees with the fold of the moves in <see cref="Sequence"/>.
/// </summary>
internal sealed class FoldState
{
    private int[] _parents = new int[16];
    private int[] _childCounts = new int[16];
    private bool[] _everTarget = new bool[16];

    public FoldState() => Sequence = new MoveSequence(Moves);

    public MoveTable Moves { get; } = new();

    public MoveSequence Sequence { get; }

    public Timelines Timelines { get; } = new();

    public RejectedMoves Rejected { get; } = new();

    public FoldChanges Changes { get; } = new();

    public int NodeCount => Timelines.NodeCount;

    public int AddNode()
    {
        int node = NodeCount;
        if (node == _parents.Length)
        {
            Array.Resize(ref _parents, node * 2);
            Array.Resize(ref _childCounts, node * 2);
            Array.Resize(ref _everTarget, node * 2);
        }
        _parents[node] = TreeFold.None;
        Timelines.AddNode();
        return node;
    }

    public int ChildCountOf(int node) => _childCounts[node];

    public int ParentOf(int node) => _parents[node];

    /// <summary>To be called before the last entry of a node's timeline changes.</summary>
    public void RecordPlacement(int node)
    {
        if (Changes.IsRecording)
            Changes.BeforePlacement(node, PlacementOf(node));
    }

    /// <summary>The move that put the node where it is, or <see cref="TreeFold.None"/>.</summary>
    public int PlacementOf(int node) => Timelines.LastMoveOf(node);

    public void Link(int node, int parent)
    {
        int before = _parents[node];
        if (before != TreeFold.None)
            _childCounts[before]--;
        if (parent != TreeFold.None)
            _childCounts[parent]++;
        _parents[node] = parent;
    }

    /// <summary>
    /// False as long as no move ever named the node as its target. Such a node has nobody under it at any point of the order:
    /// no decision can depend on where it is. Most nodes of a real tree are leaves for ever.
    /// </summary>
    public bool WasEverTarget(int node) => _everTarget[node];

    public void MarkTarget(int node) => _everTarget[node] = true;

    /// <summary>True when <paramref name="node"/> is <paramref name="descendant"/> or above it in the present state.</summary>
    public bool IsAbove(int node, int descendant)
    {
        if (_childCounts[node] == 0)
            return node == descendant;
        int[] parents = _parents;
        for (int at = descendant; at != TreeFold.None; at = parents[at])
        {
            if (at == node)
                return true;
        }
        return false;
    }

    /// <summary>The filter of the nodes from <paramref name="target"/> up to, but not including, <paramref name="node"/>.</summary>
    public ulong PathFilter(int target, int node)
    {
        ulong path = 0;
        for (int at = target; at != node; at = _parents[at])
            path |= RejectedMove.BitOf(at);
        return path;
    }

    public void Decide(int move, bool applied)
    {
        if (Moves.IsApplied(move) != applied)
            Changes.Flipped(move);
        Moves.Decide(move, applied);
    }

    /// <summary>Applies the move in the middle of its node's timeline and returns its index there.</summary>
    public int InsertApplied(int move)
    {
        MoveRecord record = Moves[move];
        int index = Timelines.LastBefore(record.Node, record.Key) + 1;
        bool isLast = index == Timelines.CountOf(record.Node);
        if (isLast)
            RecordPlacement(record.Node);
        Decide(move, applied: true);
        Timelines.Insert(record.Node, index, new TimelineEntry(record.Key, move, record.Target));
        if (isLast)
            Link(record.Node, record.Target);
        return index;
    }

    /// <summary>Refuses a move that was applied and has this index in its node's timeline.</summary>
    public void RemoveApplied(int move, int index)
    {
        int node = Moves.NodeOf(move);
        bool wasLast = index == Timelines.CountOf(node) - 1;
        if (wasLast)
            RecordPlacement(node);
        Decide(move, applied: false);
        Timelines.RemoveAt(node, index);
        if (wasLast)
            Link(node, index == 0 ? TreeFold.None : Timelines.Of(node)[index - 1].Target);
    }

    public void Rekey(Func<int, ulong> keyOf)
    {
        for (int move = 0; move < Moves.Count; move++)
            Moves.Rekey(move, keyOf(move));
        Timelines.Rekey(Moves);
        Rejected.Rekey(Moves);
        Sequence.Rekey();
    }
}
