using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Losing;
using Sextant.Runtime.Trees.Siblings;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees;

/// <summary>
/// A tree to read. A node is live when it hangs from the root; removed nodes, and what is under them, are known but not live.
/// Not safe for use by several threads at once.
/// </summary>
public class TreeView
{
    private ChildIndex _children;

    internal TreeView(TreeState state)
    {
        State = state;
        _children = new ChildIndex(state);
    }

    public TreePolicy Policy => State.Policy;

    /// <summary>The operations that this tree is the result of.</summary>
    public VersionVector Version => State.Store.Version();

    /// <summary>All operations, values included.</summary>
    public int OperationCount => State.Store.Count;

    /// <summary>How many moves, additions and removals the fold refused because they would have closed a cycle.</summary>
    public int RefusedMoveCount => State.Fold.RefusedCount;

    internal TreeState State { get; private set; }

    /// <summary>True when the node is live.</summary>
    public bool Contains(NodeId node) => Find(node) is { } index && State.IsLive(index);

    /// <summary>The parent of a live node; null for the root and for what is not live.</summary>
    public NodeId? ParentOf(NodeId node)
    {
        if (Find(node) is not { } index || index <= OperationStore.Trash || !State.IsLive(index))
            return null;
        return State.Store.NodeIdOf(State.Fold.ParentOf(index));
    }

    /// <summary>True when <paramref name="ancestor"/> is the node itself or above it.</summary>
    public bool IsUnder(NodeId node, NodeId ancestor)
        => Find(node) is { } below && Find(ancestor) is { } above && State.Fold.IsAbove(above, below);

    /// <summary>The live nodes, the root first, the others in the order in which this replica learned of them.</summary>
    public IEnumerable<NodeId> Nodes()
    {
        for (int node = 0; node < State.Store.NodeCount; node++)
        {
            if (State.IsLive(node))
                yield return State.Store.NodeIdOf(node);
        }
    }

    /// <summary>The children of a node in their order; none for a node that nobody added.</summary>
    public IReadOnlyList<NodeId> ChildrenOf(NodeId node)
        => Find(node) is { } index ? [.. Children().Of(index).Select(State.Store.NodeIdOf)] : [];

    /// <summary>The value of a node under a key, or null.</summary>
    public byte[]? ValueOf(NodeId node, string key)
        => Find(node) is { } index && State.Values.WinnerOf(index, key) is >= 0 and var winner ? State.Store[winner].Payload!.Value : null;

    /// <summary>All values of a node in the ordinal order of their keys.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> ValuesOf(NodeId node)
    {
        if (Find(node) is not { } index)
            return [];
        return [.. State.Values.WinnersOf(index)
            .Select(winner => State.Store[winner].Payload!)
            .Where(payload => payload.Value is not null)
            .Select(payload => KeyValuePair.Create(payload.Key!, payload.Value!))];
    }

    /// <summary>
    /// Operations whose origin saw an effect and that have none: refused for a cycle, superseded by a concurrent move of the same
    /// node, or gone with a removed target. In the order in which this replica learned of them.
    /// </summary>
    public IEnumerable<LostMove> LostMoves() => new LossReport(State).All();

    /// <summary>Why an operation has no effect; null when it has one, was knowingly replaced, is not here, or places nothing.</summary>
    public LostMove? WhyLost(OperationId operation)
        => State.Store.Find(operation) is >= 0 and var index ? new LossReport(State).Of(index) : null;

    /// <summary>Goes over to a state that reads the same.</summary>
    private protected void ReplaceState(TreeState state)
    {
        State = state;
        _children = new ChildIndex(state);
    }

    private protected int? Find(NodeId node) => State.Store.FindNode(node) is >= 0 and var index ? index : null;

    /// <summary>The index of children, brought up to date.</summary>
    private protected ChildIndex Children()
    {
        State.Fold.Settle();
        if (!_children.IsBuilt)
        {
            _children.Build();
            State.Fold.Changes.IsRecording = true;
            State.Fold.Changes.Clear();
        }
        TakeChanges();
        return _children;
    }

    /// <summary>Hands the recorded changes of the fold to the index of children, and forgets them.</summary>
    private protected void TakeChanges()
    {
        if (_children.IsBuilt)
        {
            foreach (int node in State.Fold.Changes.PlacementsBefore.Keys)
                _children.Update(node);
        }
        State.Fold.Changes.Clear();
    }
}
