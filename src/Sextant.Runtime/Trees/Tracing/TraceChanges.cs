using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Tracing;

/// <summary>
/// Traces as changes. The operations of a replica are numbered as they come, the base's first; a run of consecutive times is one
/// change, which depends on the last operation of each of the base's replicas.
/// </summary>
internal sealed class TraceChanges
{
    private readonly TraceNames _names;
    private readonly Dictionary<int, int> _counts = [];
    private readonly List<OperationId> _heads = [];

    public TraceChanges(TraceNames names) => _names = names;

    /// <summary>The changes of one file, or the index of its first operation that makes no sense, and why.</summary>
    public (List<Change> Changes, (int Index, string Message)? Problem) Convert(IReadOnlyList<TraceOperation> trace)
    {
        var changes = new List<Change>();
        int begin = 0;
        while (begin < trace.Count)
        {
            int end = begin + 1;
            while (end < trace.Count && trace[end].Replica == trace[begin].Replica && trace[end].Time == trace[end - 1].Time + 1)
                end++;
            var operations = new TreeOperation[end - begin];
            ReplicaId replica = TraceNames.ReplicaOf(trace[begin].Replica);
            int first = _counts.GetValueOrDefault(trace[begin].Replica);
            for (int i = begin; i < end; i++)
            {
                (operations[i - begin], string? message) = Convert(trace[i], new NodeId(replica, first + i - begin));
                if (message is not null)
                    return ([], (i, message));
            }
            _counts[trace[begin].Replica] = first + operations.Length;
            changes.Add(new Change(replica, first, trace[begin].Time, [.. _heads.Where(head => head.Replica != replica)], operations));
            begin = end;
        }
        return (changes, null);
    }

    /// <summary>From here on, changes depend on what has been converted so far.</summary>
    public void EndBase()
    {
        foreach ((int number, int count) in _counts)
            _heads.Add(new OperationId(TraceNames.ReplicaOf(number), count - 1));
        _heads.Sort();
    }

    private (TreeOperation Operation, string? Message) Convert(in TraceOperation operation, NodeId own)
    {
        if (operation.Kind == TraceOperationKind.Add && !_names.TryAdd(operation.Node, own))
            return (default, "the node has been added before");
        if (_names.NodeOf(operation.Node) is not { } node)
            return (default, "nothing has added the node n");
        if (operation.Kind == TraceOperationKind.Remove)
            return (new TreeOperation(TreeOperationKind.Remove, node, NodeId.Trash), null);
        if (_names.NodeOf(operation.Parent) is not { } parent)
            return (default, "nothing has added the node p");
        TreeOperationKind kind = operation.Kind == TraceOperationKind.Add ? TreeOperationKind.Add : TreeOperationKind.MoveUp;
        return (new TreeOperation(kind, node, parent), null);
    }
}
