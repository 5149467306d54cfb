using Sextant.Runtime.Trees.Tracing;

namespace Sextant.Bench.Trees;

/// <summary>How many of a hundred operations are moves and additions; the others are removals.</summary>
internal sealed record OperationMix(int Moves, int Adds)
{
    public static OperationMix OnlyMoves { get; } = new(100, 0);
}

/// <summary>A base that every replica has, and what each replica then did on its own copy without hearing from the others.</summary>
internal sealed record Workload(string Name, IReadOnlyList<TraceOperation> Base, IReadOnlyList<IReadOnlyList<TraceOperation>> Replicas)
{
    /// <summary>The replica that built the base; it orders before all others.</summary>
    private const int BaseReplica = -1;

    public int BaseNodes => Base.Count;

    public static Workload W1(int nodes, uint baseSeed, uint seed)
        => Create($"W1 {nodes / 1000}k", nodes, baseSeed, replicas: 1, operations: 100_000, seed, OperationMix.OnlyMoves);

    public static Workload W2() => Create("W2", 1_000, 1002, replicas: 3, operations: 10_000, 2000, new OperationMix(90, 5));

    public static Workload W2n() => Create("W2n", 1_000, 1002, replicas: 3, operations: 10_000, 2100, new OperationMix(95, 5));

    public static Workload W3() => Create("W3", 1_000, 1003, replicas: 2, operations: 10_000, 3000, OperationMix.OnlyMoves);

    public static Workload W4() => Create("W4", 100, 1004, replicas: 3, operations: 5_000, 4000, OperationMix.OnlyMoves);

    public static Workload Create(string name, int nodes, uint baseSeed, int replicas, int operations, uint seed, OperationMix mix)
    {
        List<TraceOperation> shared = CreateBase(nodes, baseSeed);
        var each = new List<IReadOnlyList<TraceOperation>>();
        for (int replica = 0; replica < replicas; replica++)
        {
            var local = new LocalTree(shared, replica, firstNewNode: nodes + 1 + (replica * operations));
            each.Add(local.Run(operations, new Mulberry32(seed + (uint)replica), mix));
        }
        return new Workload(name, shared, each);
    }

    private static List<TraceOperation> CreateBase(int nodes, uint seed)
    {
        var random = new Mulberry32(seed);
        var operations = new List<TraceOperation>(nodes);
        for (int node = 1; node <= nodes; node++)
        {
            operations.Add(new TraceOperation(
                BaseReplica, node - 1, node, TraceOperationKind.Add, node, random.Below(node), TraceOperation.Nowhere));
        }
        return operations;
    }
}
