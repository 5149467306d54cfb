using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Editing;

/// <summary>Why an edit was not made. The tree is as it was.</summary>
public enum EditRefusal
{
    None,
    /// <summary>Nothing here added such a node.</summary>
    UnknownNode,
    /// <summary>The root and the trash stay where they are.</summary>
    BuiltInNode,
    /// <summary>The node, or the new parent, has been removed, or is under a node that has.</summary>
    NotLive,
    /// <summary>The new parent is the node itself or under it.</summary>
    Cycle,
    /// <summary>The sibling to place the node at is not a child of the new parent.</summary>
    NotASibling,
    /// <summary>There is no removal to take back: the node is live, or a node above it is what was removed.</summary>
    NotRemoved,
    /// <summary>A key or a value of a size out of range, or a place among siblings that takes too many bytes to tell.</summary>
    TooLarge,
    /// <summary>There is nothing to undo or to redo.</summary>
    NothingToDo,
}

/// <summary>The outcome of an edit: the operation that it became, or why there is none.</summary>
public readonly record struct TreeEdit(EditRefusal Refusal, OperationId Operation)
{
    public bool IsDone => Refusal == EditRefusal.None;

    /// <summary>The node that an addition made.</summary>
    public NodeId Node => new(Operation.Replica, Operation.Sequence);

    internal static TreeEdit Refused(EditRefusal refusal) => new(refusal, default);
}
