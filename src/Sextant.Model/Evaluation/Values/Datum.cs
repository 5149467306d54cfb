using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sextant.Model.Evaluation.Values;

/// <summary>
/// A value at run time: immutable, 16 bytes, compared by what it is. What fits into 64 bits stands in it; everything else is
/// an object that it points to. A datum does not know its type, since expressions do; only values of one type are compared.
/// </summary>
/// <remarks>
/// Truth values are 0 and 1, numbers themselves (bit vectors without sign), elements of uninterpreted types their number from
/// 0 on, values of datatypes the index of their constructor, with their fields as object.
/// </remarks>
public readonly struct Datum : IEquatable<Datum>, IComparable<Datum>
{
    public static readonly Datum False = new(0);
    public static readonly Datum True = new(1);

    internal readonly long Bits;
    internal readonly HeapValue? Heap;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Datum(long bits)
    {
        Bits = bits;
        Heap = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Datum(HeapValue heap, long bits = 0)
    {
        Bits = bits;
        Heap = heap;
    }

    public bool IsTrue => Bits != 0;

    /// <summary>Whether the value stands in the datum itself.</summary>
    internal bool IsInline
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Heap is null;
    }

    public static Datum Of(bool value) => value ? True : False;

    /// <summary>An integer, an integral real, a bit vector, or the element with this number.</summary>
    public static Datum Of(long value) => new(value);

    public static Datum Of(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? new Datum((long)value) : new Datum(new BigNumber(value));

    /// <summary>The real number <paramref name="numerator"/> / <paramref name="denominator"/>; the denominator is not zero.</summary>
    public static Datum Ratio(BigInteger numerator, BigInteger denominator) => Values.Ratio.Make(numerator, denominator);

    public static Datum Of(string value) => new(new TextValue(value));

    /// <summary>The value that the constructor with this index builds of these fields.</summary>
    public static Datum Of(int constructor, params ReadOnlySpan<Datum> fields) =>
        fields.Length == 0 ? new Datum(constructor) : new Datum(new TupleValue(fields.ToArray()), constructor);

    /// <summary>An integer's value, of any size.</summary>
    public BigInteger Number => Heap is BigNumber big ? big.Value : Bits;

    public string Text => ((TextValue)Heap!).Value;

    /// <summary>The index of the constructor that built a value of a datatype.</summary>
    public int Constructor => (int)Bits;

    /// <summary>The fields of a value of a datatype.</summary>
    public ReadOnlySpan<Datum> Fields => Heap is TupleValue tuple ? tuple.Fields : [];

    public MapValue Map => (MapValue)Heap!;

    public ListValue List => (ListValue)Heap!;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(Datum other) => Bits == other.Bits && (ReferenceEquals(Heap, other.Heap) || HeapEquals(Heap, other.Heap));

    private static bool HeapEquals(HeapValue? left, HeapValue? right) => left is not null && right is not null && left.CompareTo(right) == 0;

    public override bool Equals(object? obj) => obj is Datum other && Equals(other);

    /// <summary>For tables within one process; what outlives it is hashed from canonical bytes.</summary>
    public override int GetHashCode() => HashCode.Combine(Bits, Heap);

    /// <summary>A total order of the values of one type: numbers by size, texts by their code units, the rest part by part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CompareTo(Datum other) => Heap is null && other.Heap is null ? Bits.CompareTo(other.Bits) : CompareHeaps(this, other);

    private static int CompareHeaps(in Datum left, in Datum right) =>
        left.Heap is null ? -right.Heap!.CompareToInline(right.Bits, left.Bits)
        : right.Heap is null ? left.Heap.CompareToInline(left.Bits, right.Bits)
        : left.Bits != right.Bits ? left.Bits.CompareTo(right.Bits)
        : left.Heap.CompareTo(right.Heap);

    public static bool operator ==(Datum left, Datum right) => left.Equals(right);

    public static bool operator !=(Datum left, Datum right) => !left.Equals(right);

    /// <summary>For debugging; what people read is made by <see cref="ValueView"/>, which knows the type.</summary>
    public override string ToString() => Heap is null ? Bits.ToString(CultureInfo.InvariantCulture) : $"{Heap}";
}
