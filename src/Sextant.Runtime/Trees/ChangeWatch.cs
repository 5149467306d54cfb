using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Losing;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees;

/// <summary>Makes one event of what the fold recorded and of the operations that came in since the last.</summary>
internal sealed class ChangeWatch(TreeState state)
{
    private int _seenOperations = state.Store.Count;

    /// <summary>Null when nothing came in.</summary>
    public TreeChangedEventArgs? Take(bool isLocal)
    {
        state.Fold.Settle();
        if (state.Store.Count == _seenOperations)
            return null;
        var losses = new LossReport(state);
        var lost = new SortedDictionary<int, LostMove>();
        var revived = new SortedSet<int>();
        CollectFlips(losses, lost, revived);
        CollectSuperseded(losses, lost);
        CollectNewlyLost(losses, lost);
        var args = new TreeChangedEventArgs(
            isLocal, [.. NodeChanges()], [.. ValueChanges()], [.. lost.Values], [.. revived.Select(state.Store.IdOf)]);
        _seenOperations = state.Store.Count;
        return args;
    }

    private void CollectFlips(LossReport losses, SortedDictionary<int, LostMove> lost, SortedSet<int> revived)
    {
        foreach (int move in state.Fold.Changes.FlippedMoves)
        {
            int operation = state.OperationOf(move);
            if (operation >= _seenOperations)
                continue;
            if (state.Fold.IsApplied(move))
                revived.Add(operation);
            else
                Add(losses, lost, operation);
        }
    }

    private void CollectSuperseded(LossReport losses, SortedDictionary<int, LostMove> lost)
    {
        foreach ((int _, int placement) in state.Fold.Changes.PlacementsBefore)
        {
            if (placement != TreeFold.None)
                Add(losses, lost, state.OperationOf(placement));
        }
    }

    private void CollectNewlyLost(LossReport losses, SortedDictionary<int, LostMove> lost)
    {
        for (int operation = _seenOperations; operation < state.Store.Count; operation++)
            Add(losses, lost, operation);
    }

    private static void Add(LossReport losses, SortedDictionary<int, LostMove> lost, int operation)
    {
        if (!lost.ContainsKey(operation) && losses.Of(operation) is { } loss)
            lost.Add(operation, loss);
    }

    private IEnumerable<NodeChange> NodeChanges()
    {
        foreach ((int node, int before) in state.Fold.Changes.PlacementsBefore.OrderBy(entry => entry.Key))
        {
            int after = state.Fold.PlacementOf(node);
            if (after == before || after == TreeFold.None)
                continue;
            NodeId? from = before == TreeFold.None ? null : state.Store.NodeIdOf(state.Fold.Moves.TargetOf(before));
            yield return new NodeChange(state.Store.NodeIdOf(node), from, state.Store.NodeIdOf(state.Fold.Moves.TargetOf(after)));
        }
    }

    private IEnumerable<ValueChange> ValueChanges()
    {
        for (int operation = _seenOperations; operation < state.Store.Count; operation++)
        {
            StoredOperation stored = state.Store[operation];
            if (stored.Move == OperationStore.None && state.Values.WinnerOf(stored.Node, stored.Payload!.Key!) == operation)
                yield return new ValueChange(state.Store.NodeIdOf(stored.Node), stored.Payload.Key!);
        }
    }
}
