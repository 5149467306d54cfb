using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Encoding;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Tracing;

namespace Sextant.Bench.Trees;

/// <summary>A workload in the terms of the replicated tree: what each replica would send.</summary>
internal sealed class TracedWorkload
{
    private readonly TraceNames _names = new();

    public TracedWorkload(Workload workload)
    {
        Workload = workload;
        var converter = new TraceChanges(_names);
        Base = converter.Convert(workload.Base).Changes;
        converter.EndBase();
        Replicas = [.. workload.Replicas.Select(replica => converter.Convert(replica).Changes)];
    }

    public Workload Workload { get; }

    public IReadOnlyList<Change> Base { get; }

    public IReadOnlyList<IReadOnlyList<Change>> Replicas { get; }

    public NodeId NodeOf(int number) => _names.NodeOf(number)!.Value;

    /// <summary>A replica that has the base and its own operations; its id is not among the workload's.</summary>
    public ReplicatedTree Begin(int? replica = null)
    {
        var tree = new ReplicatedTree(new ReplicaId(ulong.MaxValue));
        tree.Import(Base);
        if (replica is { } own)
            tree.Import(Replicas[own]);
        Settle(tree);
        return tree;
    }

    public byte[] Message(int replica) => ChangeEncoder.Encode(TreePolicy.Lamport, [.. Replicas[replica]]);

    /// <summary>One message for each operation of the replica.</summary>
    public IReadOnlyList<byte[]> Messages(int replica) => [.. Replicas[replica].SelectMany(change => change.Operations.Select(
        (operation, index) => ChangeEncoder.Encode(TreePolicy.Lamport, [new Change(
            change.Replica, change.FirstSequence + index, change.FirstTime + index, index == 0 ? change.Dependencies : [], [operation])])))];

    /// <summary>Reading anything makes the state agree with all that has arrived.</summary>
    public static void Settle(ReplicatedTree tree) => tree.IsUnder(NodeId.Root, NodeId.Root);
}
