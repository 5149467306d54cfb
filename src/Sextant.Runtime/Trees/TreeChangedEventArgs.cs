using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Losing;

namespace Sextant.Runtime.Trees;

/// <summary>
/// A node that is elsewhere than before. What is under it went with it and is not listed.
/// </summary>
/// <param name="From">The parent that it had, <see cref="NodeId.Trash"/> if it was removed; null when it was not there.</param>
/// <param name="To">The parent that it has, <see cref="NodeId.Trash"/> if it is removed now. The same as before when only the order of siblings changed.</param>
public sealed record NodeChange(NodeId Node, NodeId? From, NodeId To);

/// <summary>A key of a node whose value may differ from before.</summary>
public sealed record ValueChange(NodeId Node, string Key);

/// <summary>All that one import, or one edit, changed: from one consistent tree to another.</summary>
public sealed class TreeChangedEventArgs(
    bool isLocal, IReadOnlyList<NodeChange> nodes, IReadOnlyList<ValueChange> values, IReadOnlyList<LostMove> lost, IReadOnlyList<OperationId> revived)
    : EventArgs
{
    /// <summary>True for an edit of this replica, false for an import.</summary>
    public bool IsLocal { get; } = isLocal;

    public IReadOnlyList<NodeChange> Nodes { get; } = nodes;

    public IReadOnlyList<ValueChange> Values { get; } = values;

    /// <summary>Moves that this change made lose: earlier ones that have been beaten, and new ones that were beaten already.</summary>
    public IReadOnlyList<LostMove> Lost { get; } = lost;

    /// <summary>Moves that had been refused for a cycle and apply now.</summary>
    public IReadOnlyList<OperationId> Revived { get; } = revived;
}
