using System.Collections;

namespace Sextant.Runtime.Trees.Published;

/// <summary>
/// A move as the published algorithm sends it, with what it read at its origin. Replicas and nodes are indices.
/// </summary>
/// <param name="Past">For each replica how many of its operations the origin had seen.</param>
/// <param name="IsUp">rank(node) &gt; rank(target), ranks being depths at the origin.</param>
/// <param name="CriticalAncestors">The nodes from the target up to the lowest common ancestor of node and target, that one excluded.</param>
/// <param name="Descendants">The node and all under it at the origin, one bit a node.</param>
internal sealed record MaramMove(
    int Replica, int Sequence, long Time, int[] Past, int Node, int Target, bool IsUp, double Priority,
    IReadOnlyList<int> CriticalAncestors, BitArray Descendants)
{
    public bool HasSeen(MaramMove other) => other.Sequence < Past[other.Replica];

    public bool IsConcurrentWith(MaramMove other) => !ReferenceEquals(this, other) && !HasSeen(other) && !other.HasSeen(this);

    public bool HadUnderIt(int node) => node < Descendants.Length && Descendants[node];

    /// <summary>Among concurrent moves one is higher; equal priorities, which the publication leaves open, by replica.</summary>
    public bool IsHigherThan(MaramMove other) => Priority != other.Priority ? Priority > other.Priority : Replica > other.Replica;
}
