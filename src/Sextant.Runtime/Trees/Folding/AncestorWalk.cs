namespace Sextant.Runtime.Trees.Folding;

internal enum WalkEnd
{
    /// <summary>The walk came to a node without a parent.</summary>
    Top,
    /// <summary>The walk met the node that it looked for.</summary>
    Found,
    /// <summary>The walk met a node of the given chain; above it the chain knows the way.</summary>
    Joined,
}

/// <summary>
/// A walk from a node up its ancestors as they were just before a point of the order, read from the timelines. It keeps the
/// nodes that it passed and, for each, the index of the node's next move.
/// </summary>
internal sealed class AncestorWalk(Timelines timelines)
{
    private int[] _nodes = new int[64];
    private int[] _nexts = new int[64];

    public int Length { get; private set; }

    /// <summary>The node's index in the chain when the walk ended with <see cref="WalkEnd.Joined"/>.</summary>
    public int JoinIndex { get; private set; }

    /// <summary>Steps of all walks so far: the unit in which a splice counts its work.</summary>
    public long Steps { get; private set; }

    public ReadOnlySpan<int> Nodes => _nodes.AsSpan(0, Length);

    public ReadOnlySpan<int> Nexts => _nexts.AsSpan(0, Length);

    /// <summary>The filter of the nodes passed.</summary>
    public ulong Path
    {
        get
        {
            ulong path = 0;
            foreach (int node in Nodes)
                path |= RejectedMove.BitOf(node);
            return path;
        }
    }

    public WalkEnd Run(int from, ulong key, int lookFor, WatchedChain? chain = null)
    {
        Length = 0;
        WalkEnd end = WalkEnd.Top;
        int at = from;
        while (at != TreeFold.None)
        {
            if (at == lookFor)
            {
                end = WalkEnd.Found;
                break;
            }
            if (chain is not null && chain.IndexOf(at) is >= 0 and var index)
            {
                JoinIndex = index;
                end = WalkEnd.Joined;
                break;
            }
            at = Step(at, key);
        }
        Steps += Length + 1;
        return end;
    }

    private int Step(int node, ulong key)
    {
        if (Length == _nodes.Length)
        {
            Array.Resize(ref _nodes, Length * 2);
            Array.Resize(ref _nexts, Length * 2);
        }
        ReadOnlySpan<TimelineEntry> entries = timelines.Of(node);
        int last = Timelines.LastBefore(entries, key);
        _nodes[Length] = node;
        _nexts[Length++] = last + 1;
        return last < 0 ? TreeFold.None : entries[last].Target;
    }
}
