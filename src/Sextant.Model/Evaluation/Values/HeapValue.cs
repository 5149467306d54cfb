using System.Globalization;
using System.Numerics;

namespace Sextant.Model.Evaluation.Values;

/// <summary>A value that does not fit into 64 bits. No such value can also be written inline, so that equal values are equal data.</summary>
public abstract class HeapValue
{
    private protected HeapValue()
    {
    }

    /// <summary>How many data it holds, itself included; limits on the size of values count these.</summary>
    internal abstract long Size { get; }

    /// <summary>Compares with another value of the type, beside equal inline parts.</summary>
    internal int CompareTo(HeapValue other) => GetType() == other.GetType()
        ? Compare(other)
        : throw new InvalidOperationException($"{GetType().Name} and {other.GetType().Name} are not of one type");

    /// <summary>Compares with another value of the same class.</summary>
    private protected abstract int Compare(HeapValue other);

    /// <summary>Compares with a value of the type that is inline. Datatypes order by constructor; of numbers the size decides.</summary>
    internal virtual int CompareToInline(long bits, long other) => bits.CompareTo(other);

    public sealed override bool Equals(object? obj) => obj is HeapValue other && CompareTo(other) == 0;

    public abstract override int GetHashCode();
}

/// <summary>An integer beyond 64 bits.</summary>
internal sealed class BigNumber(BigInteger value) : HeapValue
{
    public BigInteger Value { get; } = value;

    internal override long Size => 1 + (Value.GetByteCount() / 8);

    private protected override int Compare(HeapValue other) => Value.CompareTo(((BigNumber)other).Value);

    internal override int CompareToInline(long bits, long other) => Value.Sign;

    public override int GetHashCode() => Value.GetHashCode();

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A real number that is no 64-bit integer, in lowest terms, the denominator positive.</summary>
internal sealed class Ratio : HeapValue
{
    private Ratio(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Datum Make(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * (denominator.Sign < 0 ? -1 : 1);
        (numerator, denominator) = (numerator / divisor, denominator / divisor);
        return denominator.IsOne && numerator >= long.MinValue && numerator <= long.MaxValue
            ? new Datum((long)numerator)
            : new Datum(new Ratio(numerator, denominator));
    }

    public static (BigInteger Numerator, BigInteger Denominator) Of(Datum real) => real.Heap is Ratio r ? (r.Numerator, r.Denominator) : (real.Bits, BigInteger.One);

    internal override long Size => 1 + ((Numerator.GetByteCount() + Denominator.GetByteCount()) / 8);

    private protected override int Compare(HeapValue other) => Compare((Ratio)other);

    private int Compare(Ratio other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    internal override int CompareToInline(long bits, long other) => Numerator.CompareTo(other * Denominator);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}

/// <summary>A text, ordered by its code units.</summary>
internal sealed class TextValue(string value) : HeapValue
{
    public string Value { get; } = value;

    internal override long Size => 1 + (Value.Length / 4);

    private protected override int Compare(HeapValue other) => string.CompareOrdinal(Value, ((TextValue)other).Value);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    public override string ToString() => Value;
}

/// <summary>The fields of a value of a datatype, or the indices of a map that has several.</summary>
internal sealed class TupleValue(Datum[] fields) : HeapValue
{
    /// <summary>Nobody changes the array once it is here.</summary>
    public Datum[] Fields { get; } = fields;

    internal override long Size { get; } = Data.Size(fields);

    private protected override int Compare(HeapValue other) => Data.Compare(Fields, ((TupleValue)other).Fields);

    public override int GetHashCode() => Data.Hash(Fields);

    public override string ToString() => $"({string.Join(", ", Fields)})";
}

/// <summary>Sequences of data.</summary>
internal static class Data
{
    public static long Size(ReadOnlySpan<Datum> data)
    {
        long size = 1;
        foreach (ref readonly Datum datum in data)
            size += datum.Heap?.Size ?? 1;
        return size;
    }

    /// <summary>The first that differs decides; of two of which one begins with the other, the shorter is less.</summary>
    public static int Compare(ReadOnlySpan<Datum> left, ReadOnlySpan<Datum> right)
    {
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            int order = left[i].CompareTo(right[i]);
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    public static int Hash(ReadOnlySpan<Datum> data)
    {
        var hash = new HashCode();
        foreach (ref readonly Datum datum in data)
            hash.Add(datum);
        return hash.ToHashCode();
    }
}
