using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Tracing;

/// <summary>The numbers of a set of traces as names of replicas and nodes.</summary>
internal sealed class TraceNames
{
    private readonly Dictionary<int, NodeId> _nodes = new() { [TraceOperation.Root] = NodeId.Root };
    private readonly Dictionary<NodeId, int> _numbers = new() { [NodeId.Root] = TraceOperation.Root };

    /// <summary>The numbers of replicas, negative ones too, as ids in the same order; none is 0.</summary>
    public static ReplicaId ReplicaOf(int number) => new((ulong)((long)number - int.MinValue + 1));

    public bool TryAdd(int number, NodeId node)
    {
        if (!_nodes.TryAdd(number, node))
            return false;
        _numbers.Add(node, number);
        return true;
    }

    public NodeId? NodeOf(int number) => _nodes.TryGetValue(number, out NodeId node) ? node : null;

    public int NumberOf(NodeId node) => _numbers[node];
}
