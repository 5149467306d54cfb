using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Published;

namespace Sextant.Runtime.Trees.Tracing;

/// <summary>
/// The published algorithm as a trace's replica. Its messages stay in this process: the publication gives them no encoding.
/// </summary>
internal sealed class MaramTraceReplica(MaramTraceReplica.Exchange exchange, int self) : ITraceReplica
{
    private readonly MaramReplica _tree = new(exchange.Replicas + 1, self);

    public int LostMoves => _tree.SkippedCount;

    public bool IsAcyclic => _tree.IsAcyclic();

    /// <summary>What the replicas of one replay share: the numbering of nodes, and the mail. The base's operations are those of replica 0.</summary>
    internal sealed class Exchange(int replicas)
    {
        private readonly Dictionary<NodeId, int> _indices = new() { [NodeId.Root] = 0 };
        private readonly List<NodeId> _nodes = [NodeId.Root];

        public int Replicas { get; } = replicas;

        public Dictionary<int, List<Action<MaramReplica>>> Sent { get; } = [];

        public int IndexOf(NodeId node)
        {
            if (_indices.TryGetValue(node, out int known))
                return known;
            _indices.Add(node, _nodes.Count);
            _nodes.Add(node);
            return _nodes.Count - 1;
        }

        public NodeId NodeAt(int index) => _nodes[index];
    }

    /// <summary>The first call brings the base, which all have; the second the replica's own operations.</summary>
    public string? Originate(IReadOnlyList<Change> changes)
    {
        bool isBase = _tree.NodeCount == 1 && !exchange.Sent.ContainsKey(self);
        var mail = new List<Action<MaramReplica>>();
        foreach (Change change in changes)
        {
            for (int i = 0; i < change.Operations.Count; i++)
                mail.Add(Originate(change.IdOf(i), change.FirstTime + i, change.Operations[i], isBase ? 0 : self));
        }
        exchange.Sent[self] = isBase ? [] : mail;
        return null;
    }

    public byte[] Send() => BitConverter.GetBytes(self);

    public string? Receive(byte[] message)
    {
        foreach (Action<MaramReplica> operation in exchange.Sent[BitConverter.ToInt32(message)])
            operation(_tree);
        return null;
    }

    public void Settle() => _ = _tree.SkippedCount;

    public IEnumerable<(NodeId Node, NodeId Parent)> Parents()
    {
        for (int node = 1; node < _tree.NodeCount; node++)
        {
            if (!_tree.IsRemoved(node) && _tree.ParentOf(node) >= 0)
                yield return (exchange.NodeAt(node), exchange.NodeAt(_tree.ParentOf(node)));
        }
    }

    private Action<MaramReplica> Originate(OperationId id, long time, TreeOperation operation, int replica)
    {
        int node = exchange.IndexOf(operation.Node);
        if (operation.Kind == TreeOperationKind.Add)
            return Do(tree => tree.Add(replica, node, exchange.IndexOf(operation.Target)));
        if (operation.Kind == TreeOperationKind.Remove)
            return Do(tree => tree.Remove(replica, node));
        MaramMove move = _tree.Move(node, exchange.IndexOf(operation.Target), time, PriorityOf(id));
        return tree => tree.Receive(move);
    }

    private Action<MaramReplica> Do(Action<MaramReplica> operation)
    {
        operation(_tree);
        return operation;
    }

    private static double PriorityOf(OperationId id) => 1 - (Ordering.SeedOrder.WorsenessOf(id, isDownMove: false) / (double)long.MaxValue);
}
