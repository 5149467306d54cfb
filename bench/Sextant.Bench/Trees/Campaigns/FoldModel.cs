using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Bench.Trees.Campaigns;

/// <summary>The replicated tree, checked against the naive fold: for each delivery the parents and decisions must agree.</summary>
internal sealed class FoldModel(TreePolicy policy) : ISmallModel
{
    private static readonly ReplicaId BaseReplica = new(1);

    public int?[] StateAfter(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> seen, int nodes)
    {
        (Dictionary<int, int> parents, _) = NaiveFold.Of(MovesOf(shape, seen));
        int?[] state = new int?[nodes];
        for (int node = 1; node < nodes; node++)
            state[node] = parents.TryGetValue(IndexOf(node), out int parent) ? NumberOf(parent) : null;
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
        List<NaiveFold.Move> moves = MovesOf(history.Shape, history.Operations);
        (Dictionary<int, int> parents, HashSet<ulong> refused) = NaiveFold.Of(moves);
        int nodes = history.Shape.Count + 2 + history.Operations.Count(operation => operation.Kind == TreeOperationKind.Add);
        foreach (IReadOnlyList<HistoryOperation> delivery in history.Deliveries())
        {
            TreeState state = Deliver(history.Shape, delivery);
            for (int node = 0; node < nodes; node++)
            {
                int at = state.Store.FindNode(NodeIdOf(history, node));
                int expected = parents.GetValueOrDefault(node, TreeFold.None);
                if (at < 0 || ParentOf(state, at) != NodeIdOf(history, expected))
                    return $"node {NumberOf(node)} is not under {NumberOf(expected)} when delivered as {string.Join("; ", delivery)}";
            }
            if (state.Fold.RefusedCount != refused.Count)
                return $"{state.Fold.RefusedCount} moves are refused, not {refused.Count}, when delivered as {string.Join("; ", delivery)}";
        }
        return null;
    }

    private TreeState Deliver(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> delivery)
    {
        var state = new TreeState(policy, FoldTuning.AlwaysSweep);
        var history = new History(shape, delivery);
        ReplicaLog baseLog = state.Store.LogOf(BaseReplica);
        for (int i = 0; i < shape.Count; i++)
            state.Add(baseLog, i + 1, new TreeOperation(TreeOperationKind.Add, NodeIdOf(history, i + 2), NodeIdOf(history, IndexOf(shape[i]))), []);
        foreach (HistoryOperation operation in delivery)
        {
            var translated = new TreeOperation(operation.Kind, NodeIdOf(history, IndexOf(operation.Node)), NodeIdOf(history, IndexOf(operation.Target)));
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

    /// <summary>The name of a node given by its index in the specification's fold; the default of none.</summary>
    private static NodeId NodeIdOf(History history, int index)
    {
        if (index < 0)
            return default;
        if (index < 2)
            return index == 0 ? NodeId.Root : NodeId.Trash;
        int number = NumberOf(index);
        if (number <= history.Shape.Count)
            return new NodeId(BaseReplica, number - 1);
        HistoryOperation creator = history.Operations.First(operation => operation.Kind == TreeOperationKind.Add && operation.Node == number);
        return new NodeId(ReplicaOf(creator.Replica), creator.Sequence);
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

    private List<NaiveFold.Move> MovesOf(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> operations)
    {
        var moves = new List<NaiveFold.Move>();
        for (int i = 0; i < shape.Count; i++)
            moves.Add(new NaiveFold.Move((ulong)moves.Count + 1, i + 2, IndexOf(shape[i])));
        foreach (HistoryOperation operation in InOrder(operations))
            moves.Add(new NaiveFold.Move((ulong)moves.Count + 1, IndexOf(operation.Node), IndexOf(operation.Target)));
        return moves;
    }

    /// <summary>The total order by its definition: for the seed's, again and again the best of those whose past is behind them.</summary>
    private List<HistoryOperation> InOrder(IReadOnlyList<HistoryOperation> operations)
    {
        if (policy == TreePolicy.Lamport)
            return [.. operations.OrderBy(operation => operation.Time).ThenBy(operation => operation.Replica)];
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
