using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees.Losing;

/// <summary>Tells for any placement whether it is lost, to whom and why.</summary>
internal sealed class LossReport(TreeState state)
{
    /// <summary>Null when the operation is in effect, was knowingly replaced, or places nothing.</summary>
    public LostMove? Of(int operation)
    {
        ref readonly StoredOperation stored = ref state.Store[operation];
        if (stored.Move == OperationStore.None)
            return null;
        if (!state.Fold.IsApplied(stored.Move))
            return ByCycle(operation);
        int next = NextPlacement(stored.Node, stored.Key);
        if (next != OperationStore.None)
            return state.Past.AreConcurrent(operation, next) ? Lost(operation, LossReason.Superseded, next, []) : null;
        return stored.Target == OperationStore.Trash || state.IsLive(stored.Node) ? null : ByRemoval(operation);
    }

    public IEnumerable<LostMove> All()
    {
        for (int operation = 0; operation < state.Store.Count; operation++)
        {
            if (Of(operation) is { } lost)
                yield return lost;
        }
    }

    private LostMove ByCycle(int operation)
    {
        IReadOnlyList<TimelineEntry> links = state.Fold.RefusingLinksOf(state.Store[operation].Move);
        int winner = OperationStore.None;
        foreach (TimelineEntry link in links)
        {
            int placed = state.OperationOf(link.Move);
            if (state.Past.AreConcurrent(operation, placed) && (winner == OperationStore.None || state.Store[winner].Key < link.Key))
                winner = placed;
        }
        return Lost(operation, LossReason.Cycle, winner, [.. links.Select(link => state.Store.NodeIdOf(state.Fold.Moves.NodeOf(link.Move)))]);
    }

    /// <summary>The nearest removal above the node is what took it away; only one that the move had not seen beats it.</summary>
    private LostMove? ByRemoval(int operation)
    {
        int at = state.Store[operation].Target;
        while (at > OperationStore.Trash && state.Fold.ParentOf(at) != OperationStore.Trash)
            at = state.Fold.ParentOf(at);
        if (at <= OperationStore.Trash)
            return null;
        int removal = state.OperationOf(state.Fold.PlacementOf(at));
        return state.Past.AreConcurrent(operation, removal) ? Lost(operation, LossReason.TargetRemoved, removal, []) : null;
    }

    private LostMove Lost(int operation, LossReason reason, int winner, IReadOnlyList<NodeId> path)
    {
        ref readonly StoredOperation stored = ref state.Store[operation];
        return new LostMove(
            state.Store.IdOf(operation), state.Store.NodeIdOf(stored.Node), state.Store.NodeIdOf(stored.Target), reason,
            winner == OperationStore.None ? null : state.Store.IdOf(winner), path);
    }

    private int NextPlacement(int node, ulong key)
    {
        ReadOnlySpan<TimelineEntry> entries = state.Fold.TimelineOf(node);
        int next = Timelines.LastBefore(entries, key) + 2;
        return next < entries.Length ? state.OperationOf(entries[next].Move) : OperationStore.None;
    }
}
