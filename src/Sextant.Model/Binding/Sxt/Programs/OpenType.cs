using System.Runtime.CompilerServices;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>A type that has yet to be found out.</summary>
internal sealed record OpenType : SxtType
{
    /// <summary>Null while it is not known.</summary>
    public SxtType? Solution { get; set; }

    public override DataType Data => (Solution ?? throw new InvalidOperationException("a type was used before it was found out")).Data;

    public override SxtType Erased => Solution?.Erased ?? this;

    public bool Equals(OpenType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public override string ToString() => Solution?.ToString() ?? "?";
}

/// <summary>The type of an atomic object: a value of it is the object's number in its app.</summary>
internal sealed record ObjectType(AtomicInstance Instance) : SxtType
{
    public override DataType Data => DataType.Integer;

    public override string ToString() => Instance.Name;
}
