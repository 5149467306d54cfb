using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Losing;

public enum LossReason
{
    /// <summary>In the total order its target was under its node.</summary>
    Cycle,

    /// <summary>A concurrent move of the same node comes later in the total order.</summary>
    Superseded,

    /// <summary>The node is where the move put it, but its new parent, or a node above that, was concurrently removed.</summary>
    TargetRemoved,
}

/// <summary>An operation that placed a node and has no visible effect, although its origin saw one.</summary>
/// <param name="Winner">
/// The concurrent operation that beat it; null when all that stands against it was in its own past, because a
/// move that it built upon was lost itself.
/// </param>
/// <param name="Path">For a cycle the nodes from the target up to, but not including, the moved node, as they were at the move's place in the order.</param>
public sealed record LostMove(
    OperationId Move, NodeId Node, NodeId Target, LossReason Reason, OperationId? Winner, IReadOnlyList<NodeId> Path);
