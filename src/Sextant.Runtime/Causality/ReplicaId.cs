using System.Globalization;

namespace Sextant.Runtime.Causality;

/// <summary>A replica's name, unique for ever; 0 is reserved for what no replica made. Draw it at random, or assign it.</summary>
public readonly record struct ReplicaId(ulong Value) : IComparable<ReplicaId>
{
    public int CompareTo(ReplicaId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("x", CultureInfo.InvariantCulture);

    public static bool operator <(ReplicaId left, ReplicaId right) => left.Value < right.Value;

    public static bool operator >(ReplicaId left, ReplicaId right) => left.Value > right.Value;

    public static bool operator <=(ReplicaId left, ReplicaId right) => left.Value <= right.Value;

    public static bool operator >=(ReplicaId left, ReplicaId right) => left.Value >= right.Value;
}
