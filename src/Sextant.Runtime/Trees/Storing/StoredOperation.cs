using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>
/// An operation as the tree keeps it: replicas, nodes and moves are indices. <paramref name="Key"/> is its place in the total order,
/// <paramref name="Move"/> its move in the fold (-1 for a value).
/// </summary>
internal record struct StoredOperation(
    ulong Key, long Time, int Replica, int Sequence, int Node, int Target, int Move, TreeOperationKind Kind, OperationPayload? Payload);

/// <summary>What few operations have: a place among siblings that is not the end, or a value.</summary>
internal sealed record OperationPayload(byte[]? Position, string? Key, byte[]? Value)
{
    public static OperationPayload? Of(in TreeOperation operation) => operation is { Position: null, Key: null, Value: null }
        ? null
        : new OperationPayload(operation.Position, operation.Key, operation.Value);
}
