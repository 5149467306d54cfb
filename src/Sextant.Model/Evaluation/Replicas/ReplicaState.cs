using Sextant.Model.Evaluation.Values;

namespace Sextant.Model.Evaluation.Replicas;

/// <summary>The state of one replica: a value of each state variable, in the order of the object's declaration.</summary>
public sealed class ReplicaState : IEquatable<ReplicaState>
{
    private readonly Datum[] _values;
    private Fingerprint? _fingerprint;

    public ReplicaState(params ReadOnlySpan<Datum> values) => _values = values.ToArray();

    public ReadOnlySpan<Datum> Values => _values;

    public byte[] ToBytes() => CanonicalBytes.Of(_values);

    /// <summary>The same in every process.</summary>
    public Fingerprint Fingerprint => _fingerprint ??= Fingerprint.Of(ToBytes());

    public bool Equals(ReplicaState? other) => other is not null && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as ReplicaState);

    public override int GetHashCode() => Data.Hash(_values);
}
