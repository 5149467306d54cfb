namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// The nodes whose parent at the moving point may not be what the decisions ahead saw, and all that are above one. Each of these
/// counts its children that are among them, and itself when it differs, so that a move of one of them corrects the marks
/// by the part of the way up that is no other's.
/// </summary>
internal sealed class Differences(FoldState state, PassingTree tree)
{
    private int[] _marks = [];
    private bool[] _differs = [];
    private int[] _indices = [];
    private int[] _nodes = new int[16];

    public int Count { get; private set; }

    /// <summary>The path filter of the nodes.</summary>
    public ulong Filter { get; private set; }

    /// <summary>Of each node how many marks it has: none, when it neither differs nor is above one that does.</summary>
    public ReadOnlySpan<int> Marks => _marks;

    public void EnsureNodes(int count)
    {
        if (_marks.Length >= count)
            return;
        int capacity = Math.Max(count, _marks.Length * 2);
        Array.Resize(ref _marks, capacity);
        Array.Resize(ref _differs, capacity);
        Array.Resize(ref _indices, capacity);
    }

    public bool Has(int node) => _differs[node];

    /// <summary>The node differs; its parent at the moving point is set already.</summary>
    public void Add(int node)
    {
        if (_differs[node] || !state.WasEverTarget(node))
            return;
        if (Count == _nodes.Length)
            Array.Resize(ref _nodes, Count * 2);
        _differs[node] = true;
        _indices[node] = Count;
        _nodes[Count++] = node;
        Filter |= RejectedMove.BitOf(node);
        Mark(node);
    }

    /// <summary>Moves the node, and what is marked on account of it, at the moving point.</summary>
    public void SetParent(int node, int parent)
    {
        if (_marks[node] > 0)
        {
            Unmark(tree.ParentOf(node));
            Mark(parent);
        }
        tree.SetParent(node, parent);
    }

    public void Remove(int node)
    {
        int last = _nodes[--Count];
        _nodes[_indices[node]] = last;
        _indices[last] = _indices[node];
        _differs[node] = false;
        Unmark(node);
        Filter = 0;
        for (int i = 0; i < Count; i++)
            Filter |= RejectedMove.BitOf(_nodes[i]);
    }

    public void Clear()
    {
        while (Count > 0)
            Remove(_nodes[Count - 1]);
    }

    private void Mark(int node)
    {
        for (int at = node; at != TreeFold.None && _marks[at]++ == 0; at = tree.ParentOf(at))
        {
        }
    }

    private void Unmark(int node)
    {
        for (int at = node; at != TreeFold.None && --_marks[at] == 0; at = tree.ParentOf(at))
        {
        }
    }
}
