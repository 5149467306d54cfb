using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Importing;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Tracing;

/// <summary>The replicated tree as a trace's replica.</summary>
internal sealed class FoldTraceReplica(TreePolicy policy) : ITraceReplica
{
    /// <summary>The trace's operations bring their own ids; this one makes none.</summary>
    private readonly ReplicatedTree _tree = new(new ReplicaId(ulong.MaxValue), policy, new TreeLimits { MessageBytesMax = int.MaxValue });

    public int LostMoves => _tree.RefusedMoveCount;

    public bool IsAcyclic
    {
        get
        {
            int nodes = _tree.State.Fold.NodeCount;
            return Enumerable.Range(0, nodes).All(node => Reaches(node, nodes));
        }
    }

    public string? Originate(IReadOnlyList<Change> changes)
        => policy == TreePolicy.Lamport ? ReasonOf(Import(changes)) : OriginateClassified(changes);

    public byte[] Send() => _tree.Export();

    public string? Receive(byte[] message) => ReasonOf(_tree.Import(message));

    public void Settle() => _tree.State.Fold.Settle();

    public IEnumerable<(NodeId Node, NodeId Parent)> Parents()
    {
        foreach (NodeId node in _tree.Nodes())
        {
            if (_tree.ParentOf(node) is { } parent)
                yield return (node, parent);
        }
    }

    private static string? ReasonOf(ImportResult result)
    {
        if (result.Refusals.Count > 0)
            return $"operation {result.Refusals[0].First}: {result.Refusals[0].Reason}";
        return result.Waiting > 0 ? "an operation's past is missing" : null;
    }

    private ImportResult Import(IReadOnlyList<Change> changes)
    {
        ImportResult result = _tree.Import(changes);
        _tree.State.Fold.Settle();
        return result;
    }

    /// <summary>Whether a move goes up or down is read in the state in which it is made.</summary>
    private string? OriginateClassified(IReadOnlyList<Change> changes)
    {
        foreach (Change change in changes)
        {
            for (int i = 0; i < change.Operations.Count; i++)
            {
                TreeOperation operation = change.Operations[i];
                TreeOperation classified = operation with { Kind = Classify(operation) };
                var single = new Change(change.Replica, change.FirstSequence + i, change.FirstTime + i, i == 0 ? change.Dependencies : [], [classified]);
                if (ReasonOf(Import([single])) is { } reason)
                    return reason;
            }
        }
        return null;
    }

    private TreeOperationKind Classify(in TreeOperation operation)
    {
        if (operation.Kind != TreeOperationKind.MoveUp)
            return operation.Kind;
        int node = _tree.State.Store.FindNode(operation.Node);
        int target = _tree.State.Store.FindNode(operation.Target);
        return node >= 0 && target >= 0 && _tree.State.Fold.DepthOf(node) <= _tree.State.Fold.DepthOf(target)
            ? TreeOperationKind.MoveDown
            : TreeOperationKind.MoveUp;
    }

    private bool Reaches(int node, int steps)
    {
        int at = node;
        for (int i = 0; i <= steps; i++)
        {
            if (at == Folding.TreeFold.None)
                return true;
            at = _tree.State.Fold.ParentOf(at);
        }
        return false;
    }
}
