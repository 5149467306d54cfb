namespace Sextant.Runtime.Causality;

/// <summary>
/// How many operations of each replica have been seen. A replica's operations are seen in sequence, so the count says which.
/// Immutable; replicas without operations are left out, so that equal versions are equal.
/// </summary>
public sealed class VersionVector : IEquatable<VersionVector>
{
    private readonly SortedDictionary<ReplicaId, int> _counts;

    private VersionVector(SortedDictionary<ReplicaId, int> counts) => _counts = counts;

    public static VersionVector Empty { get; } = new([]);

    /// <summary>The replicas with at least one operation, in order of their ids.</summary>
    public IReadOnlyCollection<KeyValuePair<ReplicaId, int>> Counts => _counts;

    public int this[ReplicaId replica] => _counts.GetValueOrDefault(replica);

    public static VersionVector From(IEnumerable<KeyValuePair<ReplicaId, int>> counts)
    {
        var sorted = new SortedDictionary<ReplicaId, int>();
        foreach ((ReplicaId replica, int count) in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            if (count > 0)
                sorted[replica] = count;
        }
        return new VersionVector(sorted);
    }

    public bool Includes(OperationId operation) => operation.Sequence < this[operation.Replica];

    /// <summary>True when every operation of <paramref name="other"/> is in this version.</summary>
    public bool Includes(VersionVector other) => other._counts.All(entry => this[entry.Key] >= entry.Value);

    /// <summary>The operations that either has.</summary>
    public VersionVector Join(VersionVector other)
        => From(_counts.Keys.Union(other._counts.Keys).Select(replica => KeyValuePair.Create(replica, Math.Max(this[replica], other[replica]))));

    /// <summary>The operations that both have.</summary>
    public VersionVector Meet(VersionVector other)
        => From(_counts.Keys.Select(replica => KeyValuePair.Create(replica, Math.Min(this[replica], other[replica]))));

    public VersionVector With(ReplicaId replica, int count)
        => From(_counts.Where(entry => entry.Key != replica).Append(KeyValuePair.Create(replica, count)));

    public bool Equals(VersionVector? other) => other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as VersionVector);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (KeyValuePair<ReplicaId, int> entry in _counts)
            hash.Add(entry);
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(' ', _counts.Select(entry => new OperationId(entry.Key, entry.Value)));
}
