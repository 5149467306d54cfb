using System.Globalization;

namespace Sextant.Runtime.Causality;

/// <summary>The <paramref name="Sequence"/>-th operation of a replica, counted from 0.</summary>
public readonly record struct OperationId(ReplicaId Replica, int Sequence) : IComparable<OperationId>
{
    public int CompareTo(OperationId other)
    {
        int byReplica = Replica.CompareTo(other.Replica);
        return byReplica != 0 ? byReplica : Sequence.CompareTo(other.Sequence);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Replica}.{Sequence}");
}
