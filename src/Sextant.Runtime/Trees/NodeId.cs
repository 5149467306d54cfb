using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees;

/// <summary>A node is named by the operation that added it. The name stays, wherever the node goes.</summary>
public readonly record struct NodeId(ReplicaId Replica, int Sequence)
{
    /// <summary>The node that every tree begins with; it cannot be moved.</summary>
    public static NodeId Root { get; } = new(new ReplicaId(0), 0);

    /// <summary>Where removed nodes go, with all that is under them. It cannot be moved and is never shown.</summary>
    public static NodeId Trash { get; } = new(new ReplicaId(0), 1);

    public bool IsBuiltIn => Replica.Value == 0;

    /// <summary>The addition that made the node; the built-in nodes have none.</summary>
    public OperationId Creator => new(Replica, Sequence);

    public override string ToString() => this == Root ? "root" : this == Trash ? "trash" : Creator.ToString();
}
