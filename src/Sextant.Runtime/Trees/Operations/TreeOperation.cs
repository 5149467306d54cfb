namespace Sextant.Runtime.Trees.Operations;

public enum TreeOperationKind : byte
{
    /// <summary>Adds a node under <see cref="TreeOperation.Target"/>. The node's id is the operation's.</summary>
    Add = 0,

    /// <summary>Moves a node, nearer to the root or as near as it was: rank(node) &gt; rank(target) at the origin.</summary>
    MoveUp = 1,

    /// <summary>Moves a node away from the root.</summary>
    MoveDown = 2,

    /// <summary>Moves a node, with all under it, to the trash.</summary>
    Remove = 3,

    /// <summary>Gives the node a value under a key; the last in the order of Lamport time and replica wins.</summary>
    SetValue = 4,
}

/// <summary>What one operation does. Its id and time follow from its place in a <see cref="Change"/>.</summary>
/// <param name="Node">The node that is added, moved, removed or given a value.</param>
/// <param name="Target">The new parent; <see cref="NodeId.Trash"/> for a removal, <see cref="NodeId.Root"/> without meaning for a value.</param>
/// <param name="Position">The place among the siblings, or null: the end, by the operation's own time.</param>
/// <param name="Key">The key of a value.</param>
/// <param name="Value">The bytes of a value; null takes the value away.</param>
public readonly record struct TreeOperation(
    TreeOperationKind Kind, NodeId Node, NodeId Target, byte[]? Position = null, string? Key = null, byte[]? Value = null)
{
    /// <summary>True for every kind that decides where a node is.</summary>
    public bool IsPlacement => Kind != TreeOperationKind.SetValue;
}
