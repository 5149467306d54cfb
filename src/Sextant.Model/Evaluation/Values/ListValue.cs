using System.Diagnostics.CodeAnalysis;

namespace Sextant.Model.Evaluation.Values;

/// <summary>Elements at the indices from 0 on; some may never have been written. The last one always was.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A value of the language, and no collection of the host's.")]
public sealed class ListValue : HeapValue
{
    public static readonly ListValue Empty = new([]);

    /// <summary>Stands where nothing was written.</summary>
    private static readonly Datum Hole = new(new Unwritten());

    private readonly Datum[] _elements;

    internal ListValue(Datum[] elements)
    {
        _elements = elements;
        Size = Data.Size(elements);
    }

    public int Length => _elements.Length;

    internal override long Size { get; }

    internal ReadOnlySpan<Datum> Elements => _elements;

    /// <summary>The elements that were written, in their order.</summary>
    internal IEnumerable<Datum> Written => _elements.Where(e => e.Heap is not Unwritten);

    /// <summary>Whether this index was written.</summary>
    public bool Has(int index) => (uint)index < (uint)_elements.Length && _elements[index].Heap is not Unwritten;

    /// <summary>The element at an index that was written.</summary>
    public Datum this[int index] => _elements[index];

    /// <summary>The list with this element at the index; what lies between its end and there is not written.</summary>
    internal ListValue With(int index, Datum value)
    {
        var elements = new Datum[Math.Max(_elements.Length, index + 1)];
        _elements.CopyTo(elements, 0);
        for (int i = _elements.Length; i < index; i++)
            elements[i] = Hole;
        elements[index] = value;
        return new ListValue(elements);
    }

    internal ListValue Followed(ListValue other) => new([.. _elements, .. other._elements]);

    internal static ListValue FromMaybe(IReadOnlyList<Datum?> elements) => new([.. elements.Select(e => e ?? Hole)]);

    private protected override int Compare(HeapValue other) => Data.Compare(_elements, ((ListValue)other)._elements);

    public override int GetHashCode() => Data.Hash(_elements);

    public override string ToString() => $"[{string.Join(", ", _elements)}]";

    internal sealed class Unwritten : HeapValue
    {
        internal override long Size => 1;

        private protected override int Compare(HeapValue other) => 0;

        internal override int CompareToInline(long bits, long other) => -1;

        public override int GetHashCode() => 0;

        public override string ToString() => "_";
    }
}
