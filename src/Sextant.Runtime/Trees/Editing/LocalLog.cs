using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees.Editing;

/// <summary>
/// Writes this replica's own operations. They gather in one change as long as nothing comes in from others.
/// </summary>
internal sealed class LocalLog(TreeState state, Frontier frontier, ReplicaId replica)
{
    private static readonly IReadOnlyList<OperationId> NoDependencies = [];

    private readonly ReplicaLog _log = state.Store.LogOf(replica);
    private bool _isOpen;

    public OperationId Write(TreeOperationKind kind, int node, int target, OperationPayload? payload)
    {
        IReadOnlyList<OperationId> dependencies = _isOpen ? NoDependencies : BeginChange();
        state.AddLocal(_log, kind, node, target, payload, dependencies);
        return _log.LastId;
    }

    /// <summary>Ends the change, because operations of others are about to come in.</summary>
    public void Close()
    {
        if (_isOpen)
            frontier.Advance(_log.LastId, []);
        _isOpen = false;
    }

    private List<OperationId> BeginChange()
    {
        List<OperationId> dependencies = frontier.DependenciesFor(_log.Id);
        _log.BeginChange(state.Time + 1, dependencies);
        frontier.Advance(_log.LastId, dependencies);
        _isOpen = true;
        return dependencies;
    }
}
