using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Bench.Trees.Campaigns;

/// <summary>
/// The replicated tree, checked against the naive fold: for each delivery the parents and the number of refused moves must agree. The deliveries of a history
/// take turns with the tunings.
/// </summary>
internal sealed class FoldModel(TreePolicy policy, params IReadOnlyList<FoldTuning> tunings) : ISmallModel
{
    private static readonly ReplicaId BaseReplica = new(1);

    public int?[] StateAfter(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> seen, int nodes)
    {
        (int[] parents, _) = Fold(shape, seen, nodes);
        int?[] state = new int?[nodes];
        for (int node = 1; node < nodes; node++)
            state[node] = parents[IndexOf(node)] is >= 0 and var parent ? NumberOf(parent) : null;
        return state;
    }

    public HistoryOperation Classify(HistoryOperation operation, int?[] state)
    {
        bool isDown = operation.Kind == TreeOperationKind.MoveUp && policy == TreePolicy.Seed
            && DepthOf(state, operation.Node) <= DepthOf(state, operation.Target);
        return isDown ? operation with { Kind = TreeOperationKind.MoveDown } : operation;
    }

    public string? Violation(History history)
    {
        int added = history.Operations.Count(operation => operation.Kind == TreeOperationKind.Add);
        (int[] parents, int refused) = Fold(history.Shape, history.Operations, history.Shape.Count + 1 + added);
        NodeId[] names = NamesOf(history);
        int turn = 0;
        foreach (IReadOnlyList<HistoryOperation> delivery in history.Deliveries())
        {
            TreeState state = Deliver(history.Shape, delivery, names, tunings[turn++ % tunings.Count]);
            for (int node = 0; node < parents.Length; node++)
            {
                int at = state.Store.FindNode(names[node]);
                int expected = parents[node];
                if (at < 0 || ParentOf(state, at) != (expected < 0 ? default : names[expected]))
                    return $"node {NumberOf(node)} is not under {NumberOf(expected)} when delivered as {string.Join("; ", delivery)}";
            }
            if (state.Fold.RefusedCount != refused)
                return $"{state.Fold.RefusedCount} moves are refused, not {refused}, when delivered as {string.Join("; ", delivery)}";
        }
        return null;
    }

    private TreeState Deliver(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> delivery, NodeId[] names, FoldTuning tuning)
    {
        var state = new TreeState(policy, tuning);
        ReplicaLog baseLog = state.Store.LogOf(BaseReplica);
        for (int i = 0; i < shape.Count; i++)
            state.Add(baseLog, i + 1, new TreeOperation(TreeOperationKind.Add, names[i + 2], names[IndexOf(shape[i])]), []);
        foreach (HistoryOperation operation in delivery)
        {
            var translated = new TreeOperation(operation.Kind, names[IndexOf(operation.Node)], names[IndexOf(operation.Target)]);
            state.Add(state.Store.LogOf(ReplicaOf(operation.Replica)), operation.Time, translated, DependenciesOf(shape, operation));
            state.Fold.Settle();
        }
        return state;
    }

    private static List<OperationId> DependenciesOf(IReadOnlyList<int> shape, HistoryOperation operation)
    {
        var dependencies = new List<OperationId>();
        if (shape.Count > 0)
            dependencies.Add(new OperationId(BaseReplica, shape.Count - 1));
        for (int replica = 0; replica < operation.Seen.Count; replica++)
        {
            if (replica != operation.Replica && operation.Seen[replica] > 0)
                dependencies.Add(new OperationId(ReplicaOf(replica), operation.Seen[replica] - 1));
        }
        return dependencies;
    }

    private static NodeId ParentOf(TreeState state, int node)
        => state.Fold.ParentOf(node) is >= 0 and var parent ? state.Store.NodeIdOf(parent) : default;

    /// <summary>The names of the nodes by their indices in the specification's fold.</summary>
    private static NodeId[] NamesOf(History history)
    {
        List<NodeId> names = [NodeId.Root, NodeId.Trash];
        for (int i = 0; i < history.Shape.Count; i++)
            names.Add(new NodeId(BaseReplica, i));
        foreach (HistoryOperation operation in history.Operations)
        {
            if (operation.Kind == TreeOperationKind.Add)
                names.Add(new NodeId(ReplicaOf(operation.Replica), operation.Sequence));
        }
        return [.. names];
    }

    private static ReplicaId ReplicaOf(int replica) => new((ulong)replica + 2);

    /// <summary>The indices of the fold have the trash between the root and the others.</summary>
    private static int IndexOf(int number) => number == HistoryOperation.Trash ? 1 : number == 0 ? 0 : number + 1;

    private static int NumberOf(int index) => index == 1 ? HistoryOperation.Trash : index == 0 ? 0 : index - 1;

    private static int DepthOf(int?[] state, int node)
    {
        int depth = 0;
        for (int? at = state[node]; at is >= 0; at = state[at.Value])
            depth++;
        return depth;
    }

    /// <summary>The specification once more, on an array: these folds are many and small. Entry i is the parent of the node of index i, or -1.</summary>
    private (int[] Parents, int Refused) Fold(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> operations, int nodes)
    {
        int[] parents = new int[nodes + 1];
        Array.Fill(parents, TreeFold.None);
        for (int i = 0; i < shape.Count; i++)
            parents[i + 2] = IndexOf(shape[i]);
        int refused = 0;
        foreach (HistoryOperation operation in InOrder(operations))
        {
            int node = IndexOf(operation.Node);
            int at = IndexOf(operation.Target);
            while (at != node && at != TreeFold.None)
                at = parents[at];
            if (at == node)
                refused++;
            else
                parents[node] = IndexOf(operation.Target);
        }
        return (parents, refused);
    }

    /// <summary>The total order by its definition: for the seed's, again and again the best of those whose past is behind them.</summary>
    private IReadOnlyList<HistoryOperation> InOrder(IReadOnlyList<HistoryOperation> operations)
    {
        // Histories are generated in the order of Lamport time and replica.
        if (policy == TreePolicy.Lamport)
            return operations;
        var rest = operations.ToList();
        var ordered = new List<HistoryOperation>();
        while (rest.Count > 0)
        {
            HistoryOperation best = rest
                .Where(operation => !rest.Exists(operation.Sees))
                .MinBy(operation => Sextant.Runtime.Trees.Ordering.SeedOrder.WorsenessOf(
                    new OperationId(ReplicaOf(operation.Replica), operation.Sequence), operation.Kind == TreeOperationKind.MoveDown))!;
            rest.Remove(best);
            ordered.Add(best);
        }
        return ordered;
    }
}
