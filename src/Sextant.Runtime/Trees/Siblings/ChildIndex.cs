using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees.Siblings;

/// <summary>
/// The children of each node in order. It is built when somebody first asks and from then on follows the changes of the fold,
/// so that a tree whose children nobody lists pays nothing for them.
/// </summary>
internal sealed class ChildIndex(TreeState state)
{
    private List<int>?[] _children = [];
    private int[] _placements = [];

    public bool IsBuilt => _placements.Length > 0;

    public IReadOnlyList<int> Of(int node) => _children[node] ?? (IReadOnlyList<int>)[];

    public SiblingPosition PositionOf(int node) => PositionOfMove(_placements[node]);

    public void Build()
    {
        Reserve();
        for (int node = 0; node < state.Fold.NodeCount; node++)
        {
            _placements[node] = state.Fold.PlacementOf(node);
            if (_placements[node] != OperationStore.None)
                (_children[state.Fold.ParentOf(node)] ??= []).Add(node);
        }
        foreach (List<int>? children in _children)
            children?.Sort((one, other) => PositionOf(one).CompareTo(PositionOf(other)));
    }

    /// <summary>Puts the node where its present placement says.</summary>
    public void Update(int node)
    {
        Reserve();
        int before = _placements[node];
        int after = state.Fold.PlacementOf(node);
        if (before == after)
            return;
        if (before != OperationStore.None)
        {
            List<int> old = _children[state.Fold.Moves.TargetOf(before)]!;
            old.RemoveAt(IndexOf(old, PositionOfMove(before)));
        }
        _placements[node] = after;
        if (after == OperationStore.None)
            return;
        List<int> siblings = _children[state.Fold.Moves.TargetOf(after)] ??= [];
        siblings.Insert(IndexOf(siblings, PositionOfMove(after)), node);
    }

    /// <summary>The index of the first child at or after the position.</summary>
    private int IndexOf(List<int> children, SiblingPosition position)
    {
        int low = 0;
        int high = children.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (PositionOf(children[middle]).CompareTo(position) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private SiblingPosition PositionOfMove(int move) => state.PositionOf(state.OperationOf(move));

    private void Reserve()
    {
        int needed = state.Fold.NodeCount;
        if (_placements.Length >= needed)
            return;
        int capacity = Math.Max(needed, _placements.Length * 2);
        int from = _placements.Length;
        Array.Resize(ref _placements, capacity);
        Array.Resize(ref _children, capacity);
        _placements.AsSpan(from).Fill(OperationStore.None);
    }
}
