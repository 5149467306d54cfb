namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// A node whose parent differs from what later decisions saw, from the present point of a sweep up to <see cref="End"/>, and
/// the chain of its new ancestors. Only a move of one of these ancestors to a place under the node can newly close a cycle,
/// so the chain waits for their next moves. These are the critical ancestors of the published analysis, kept current.
/// </summary>
internal sealed class WatchedChain(Timelines timelines, ChainIndex indexOf)
{
    private int[] _nodes = new int[32];
    private int[] _nexts = new int[32];
    private ulong[] _keys = new ulong[32];
    private int _length;
    private int _earliest;

    public int Node { get; private set; }

    /// <summary>The key of the node's next applied move, at which the difference ends.</summary>
    public ulong End { get; private set; }

    /// <summary>The key of the next move of an ancestor, or <see cref="ulong.MaxValue"/> when there is none before the end.</summary>
    public ulong NextKey { get; private set; }

    /// <summary>How many of the ancestors move before the end.</summary>
    public int CountComing()
    {
        int coming = 0;
        foreach (ulong key in _keys.AsSpan(0, _length))
            coming += key < End ? 1 : 0;
        return coming;
    }

    /// <summary>How many ancestors the chain has.</summary>
    public int Length => _length;

    public int NextNode => _nodes[_earliest];

    /// <summary>The index of <see cref="NextNode"/> in the chain: a join at or below it is a cycle.</summary>
    public int NextIndex => _earliest;

    /// <summary>The index of the coming move in its node's timeline.</summary>
    public int NextEntry => _nexts[_earliest];

    public void Watch(int node, ulong end, AncestorWalk ancestors)
    {
        Node = node;
        End = end;
        _length = 0;
        Add(ancestors);
        FindEarliest();
    }

    /// <summary>
    /// The index of a node in the chain, or -1, which may also mean that another chain has claimed the node's entry: a walk
    /// that misses the join goes on to a higher one, or to the node that it looks for.
    /// </summary>
    public int IndexOf(int node)
    {
        int index = indexOf[node];
        return index < _length && _nodes[index] == node ? index : -1;
    }

    /// <summary>
    /// The awaited move is made: the chain goes on through <paramref name="ancestors"/> of its target, and from
    /// <paramref name="joinIndex"/> on as before (-1: the walk went to the top).
    /// </summary>
    public void Advance(AncestorWalk ancestors, int joinIndex)
    {
        _nexts[_earliest]++;
        _keys[_earliest] = KeyAt(_earliest);
        int kept = joinIndex < 0 ? 0 : _length - joinIndex;
        int prefix = _earliest + 1;
        Reserve(prefix + ancestors.Length + kept);
        MoveTail(joinIndex, prefix + ancestors.Length, kept);
        _length = prefix;
        Add(ancestors);
        _length += kept;
        FindEarliest();
    }

    /// <summary>The node's timeline gained or lost the entry that the chain waits for.</summary>
    public void Refresh(int node)
    {
        int index = _nodes.AsSpan(0, _length).IndexOf(node);
        if (index < 0)
            return;
        _keys[index] = KeyAt(index);
        FindEarliest();
    }

    private void Add(AncestorWalk ancestors)
    {
        Reserve(_length + ancestors.Length);
        ReadOnlySpan<int> nodes = ancestors.Nodes;
        ReadOnlySpan<int> nexts = ancestors.Nexts;
        for (int i = 0; i < nodes.Length; i++)
        {
            _nodes[_length] = nodes[i];
            _nexts[_length] = nexts[i];
            indexOf[nodes[i]] = _length;
            _keys[_length] = KeyAt(_length);
            _length++;
        }
    }

    private void MoveTail(int from, int to, int count)
    {
        if (from == to || count == 0)
            return;
        Array.Copy(_nodes, from, _nodes, to, count);
        Array.Copy(_nexts, from, _nexts, to, count);
        Array.Copy(_keys, from, _keys, to, count);
        for (int i = to; i < to + count; i++)
            indexOf[_nodes[i]] = i;
    }

    private void Reserve(int length)
    {
        if (length <= _nodes.Length)
            return;
        int capacity = Math.Max(length, _nodes.Length * 2);
        Array.Resize(ref _nodes, capacity);
        Array.Resize(ref _nexts, capacity);
        Array.Resize(ref _keys, capacity);
    }

    private ulong KeyAt(int index)
    {
        ReadOnlySpan<TimelineEntry> entries = timelines.Of(_nodes[index]);
        return _nexts[index] < entries.Length ? entries[_nexts[index]].Key : ulong.MaxValue;
    }

    private void FindEarliest()
    {
        ulong earliest = End;
        _earliest = -1;
        for (int i = 0; i < _length; i++)
        {
            if (_keys[i] >= earliest)
                continue;
            earliest = _keys[i];
            _earliest = i;
        }
        NextKey = _earliest < 0 ? ulong.MaxValue : earliest;
    }
}
