using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Published;

namespace Sextant.Bench.Trees.Campaigns;

/// <summary>The published algorithm. Its violations are histories that leave nodes cut off from the root.</summary>
internal sealed class MaramModel(int replicas) : ISmallModel
{
    public int?[] StateAfter(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> seen, int nodes)
    {
        MaramReplica state = Run(shape, seen);
        int?[] parents = new int?[nodes];
        for (int node = 1; node < state.NodeCount; node++)
            parents[node] = state.IsRemoved(node) || state.ParentOf(node) < 0 ? null : state.ParentOf(node);
        return parents;
    }

    public HistoryOperation Classify(HistoryOperation operation, int?[] state) => operation;

    public string? Violation(History history)
    {
        MaramReplica state = Run(history.Shape, history.Operations);
        if (state.IsAcyclic())
            return null;
        IEnumerable<string> parents = Enumerable.Range(1, state.NodeCount - 1).Select(node => $"{node} under {state.ParentOf(node)}");
        return $"a cycle: {string.Join(", ", parents)}; skipped {state.SkippedCount}";
    }

    /// <summary>An observer of the operations, each of which is made by an origin that has seen what it says.</summary>
    private MaramReplica Run(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> operations)
    {
        var moves = new Dictionary<HistoryOperation, MaramMove>(ReferenceEqualityComparer.Instance);
        foreach (HistoryOperation operation in operations.Where(operation => operation.Kind == TreeOperationKind.MoveUp))
        {
            MaramReplica origin = Begin(shape, operation.Replica + 1);
            foreach (HistoryOperation past in operations.Where(operation.Sees))
                Deliver(origin, past, moves);
            moves.Add(operation, origin.Move(operation.Node, operation.Target, operation.Time, PriorityOf(operation)));
        }
        MaramReplica observer = Begin(shape, 0);
        foreach (HistoryOperation operation in operations)
            Deliver(observer, operation, moves);
        return observer;
    }

    private MaramReplica Begin(IReadOnlyList<int> shape, int self)
    {
        var replica = new MaramReplica(replicas + 1, self);
        for (int i = 0; i < shape.Count; i++)
            replica.Add(0, i + 1, shape[i]);
        return replica;
    }

    private static void Deliver(MaramReplica replica, HistoryOperation operation, Dictionary<HistoryOperation, MaramMove> moves)
    {
        if (operation.Kind == TreeOperationKind.Add)
            replica.Add(operation.Replica + 1, operation.Node, operation.Target);
        else if (operation.Kind == TreeOperationKind.Remove)
            replica.Remove(operation.Replica + 1, operation.Node);
        else
            replica.Receive(moves[operation]);
    }

    private static double PriorityOf(HistoryOperation operation)
        => new Mulberry32((uint)((operation.Replica * 1000) + operation.Sequence + 1)).Next() / (double)uint.MaxValue;
}
