using System.Globalization;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Bench.Trees.Campaigns;

/// <summary>
/// An operation of a small history. Nodes are numbers, 0 the root; <paramref name="Seen"/> tells how many operations of each replica
/// its origin had seen, the own ones included.
/// </summary>
internal sealed record HistoryOperation(
    int Replica, int Sequence, int Time, IReadOnlyList<int> Seen, TreeOperationKind Kind, int Node, int Target)
{
    /// <summary>The trash, among the numbers of nodes.</summary>
    public const int Trash = -1;

    public bool Sees(HistoryOperation other) => other.Sequence < Seen[other.Replica];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(char)('A' + Replica)}{Sequence}@{Time} {Kind} {Node} -> {Target} after [{string.Join(' ', Seen)}]");
}

/// <summary>A tree that all begin with (entry i is the parent of node i + 1) and what replicas then do.</summary>
internal sealed record History(IReadOnlyList<int> Shape, IReadOnlyList<HistoryOperation> Operations)
{
    /// <summary>The orders in which somebody can receive the operations, each after those that it has seen.</summary>
    public IEnumerable<IReadOnlyList<HistoryOperation>> Deliveries() => Extend([], new bool[Operations.Count]);

    public override string ToString() => $"shape [{string.Join(' ', Shape)}]: {string.Join("; ", Operations)}";

    private IEnumerable<IReadOnlyList<HistoryOperation>> Extend(List<HistoryOperation> received, bool[] isReceived)
    {
        if (received.Count == Operations.Count)
            yield return [.. received];
        for (int i = 0; i < Operations.Count; i++)
        {
            if (isReceived[i] || !IsReady(Operations[i], isReceived))
                continue;
            isReceived[i] = true;
            received.Add(Operations[i]);
            foreach (IReadOnlyList<HistoryOperation> order in Extend(received, isReceived))
                yield return order;
            received.RemoveAt(received.Count - 1);
            isReceived[i] = false;
        }
    }

    private bool IsReady(HistoryOperation operation, bool[] isReceived)
    {
        for (int i = 0; i < Operations.Count; i++)
        {
            if (!isReceived[i] && operation.Sees(Operations[i]))
                return false;
        }
        return true;
    }
}
