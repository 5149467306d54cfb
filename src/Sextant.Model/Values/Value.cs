using System.Globalization;
using System.Numerics;

namespace Sextant.Model.Values;

/// <summary>A value as a counterexample shows it.</summary>
public abstract record Value
{
    private Value()
    {
    }

    public sealed record Bool(bool IsTrue) : Value
    {
        public override string ToString() => IsTrue ? "true" : "false";
    }

    public sealed record Int(BigInteger Number) : Value
    {
        public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The denominator is positive.</summary>
    public sealed record Real(BigInteger Numerator, BigInteger Denominator) : Value
    {
        public override string ToString() => Denominator.IsOne
            ? string.Create(CultureInfo.InvariantCulture, $"{Numerator}.0")
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
    }

    public sealed record BitVector(BigInteger Bits, int Width) : Value
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bits}bv{Width}");
    }

    /// <summary>An element of an uninterpreted type: a constant's name where one denotes it, else the type's name with a number.</summary>
    public sealed record Element(string Label) : Value
    {
        public override string ToString() => Label;
    }

    /// <summary>
    /// A map at the indices that matter. <paramref name="Otherwise"/> is its value everywhere else, or null where nothing
    /// is known or nothing is else.
    /// </summary>
    public sealed record Map(EquatableArray<MapEntry> Entries, Value? Otherwise) : Value
    {
        public override string ToString()
        {
            IEnumerable<string> entries = Entries.Select(e => $"{string.Join(", ", e.Indices)}: {e.Value}");
            if (Otherwise is not null)
                entries = entries.Append($"_: {Otherwise}");
            return $"{{{string.Join(", ", entries)}}}";
        }
    }
}

public sealed record MapEntry(EquatableArray<Value> Indices, Value Value);
