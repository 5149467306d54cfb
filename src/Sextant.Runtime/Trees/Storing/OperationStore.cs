using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>
/// All operations that a replica has, in the order of their arrival, with the translation between names (replica and sequence)
/// and indices. Node 0 is the root, node 1 the trash.
/// </summary>
internal sealed class OperationStore
{
    public const int Root = 0;
    public const int Trash = 1;
    public const int None = -1;

    private readonly Dictionary<ReplicaId, ReplicaLog> _logs = [];
    private readonly List<ReplicaLog> _byIndex = [];
    private readonly ChunkedList<StoredOperation> _operations = new();
    private int[] _creators = new int[16];
    private ReplicaLog? _last;

    public OperationStore()
    {
        _creators[Root] = None;
        _creators[Trash] = None;
        NodeCount = 2;
    }

    public int Count => _operations.Count;

    public int NodeCount { get; private set; }

    public IReadOnlyList<ReplicaLog> Logs => _byIndex;

    public ref StoredOperation this[int operation] => ref _operations[operation];

    public ReplicaLog? FindLog(ReplicaId replica)
    {
        if (_last is not null && _last.Id == replica)
            return _last;
        if (_logs.TryGetValue(replica, out ReplicaLog? log))
            _last = log;
        return log;
    }

    public ReplicaLog LogOf(ReplicaId replica)
    {
        if (FindLog(replica) is { } known)
            return known;
        var log = new ReplicaLog(replica, _byIndex.Count);
        _logs.Add(replica, log);
        _byIndex.Add(log);
        return log;
    }

    /// <summary>True when the operation is here, or was until it was pruned.</summary>
    public bool Knows(OperationId id) => FindLog(id.Replica) is { } log && (uint)id.Sequence < (uint)log.Count;

    /// <summary>The greatest Lamport time of pruned operations. Where time is the order, none that comes before can be taken in any more.</summary>
    public long PrunedTime { get; set; }

    /// <summary>The last of pruned operations where time is not the order: who has one of them before it and no later one cannot be taken in any more.</summary>
    public OperationId? PrunedLast { get; set; }

    /// <summary>The operation's index, or <see cref="None"/> when it is not here.</summary>
    public int Find(OperationId id)
        => FindLog(id.Replica) is { } log && (uint)id.Sequence < (uint)log.Count ? log[id.Sequence] : None;

    /// <summary>The node's index, or <see cref="None"/> when nothing here added such a node.</summary>
    public int FindNode(NodeId id)
    {
        if (id.IsBuiltIn)
            return (uint)id.Sequence <= Trash ? id.Sequence : None;
        return FindLog(id.Replica) is { } log ? log.NodeAddedBy(id.Sequence) : None;
    }

    public OperationId IdOf(int operation)
        => new(_byIndex[_operations[operation].Replica].Id, _operations[operation].Sequence);

    public NodeId NodeIdOf(int node)
    {
        if (node <= Trash)
            return node == Root ? NodeId.Root : NodeId.Trash;
        OperationId creator = IdOf(_creators[node]);
        return new NodeId(creator.Replica, creator.Sequence);
    }

    /// <summary>The addition that made the node, <see cref="None"/> for the built-in nodes.</summary>
    public int CreatorOf(int node) => _creators[node];

    /// <summary>Makes the node of the operation that is added next.</summary>
    public int AddNode()
    {
        if (NodeCount == _creators.Length)
            Array.Resize(ref _creators, NodeCount * 2);
        _creators[NodeCount] = Count;
        return NodeCount++;
    }

    public int Add(ReplicaLog log, in StoredOperation operation)
    {
        log.Add(Count, NodeAddedBy(operation));
        _operations.Add(operation);
        return Count - 1;
    }

    private static int NodeAddedBy(in StoredOperation operation) => operation.Kind == TreeOperationKind.Add ? operation.Node : None;

    /// <summary>Adds an operation of the part of a log that has been pruned.</summary>
    public int Keep(ReplicaLog log, in StoredOperation operation)
    {
        log.Keep(operation.Sequence, Count, NodeAddedBy(operation));
        _operations.Add(operation);
        return Count - 1;
    }

    /// <summary>What has been pruned, as a version: who lacks any of it cannot be served with changes.</summary>
    public VersionVector PrunedVersion()
        => VersionVector.From(_byIndex.Select(log => KeyValuePair.Create(log.Id, log.PrunedCount)));

    public VersionVector Version()
        => VersionVector.From(_byIndex.Select(log => KeyValuePair.Create(log.Id, log.Count)));

    /// <summary>The operation in the terms of the wire.</summary>
    public TreeOperation Export(int operation)
    {
        ref readonly StoredOperation stored = ref _operations[operation];
        OperationPayload? payload = stored.Payload;
        return new TreeOperation(
            stored.Kind, NodeIdOf(stored.Node), NodeIdOf(stored.Target), payload?.Position, payload?.Key, payload?.Value);
    }
}
