using System.Diagnostics.CodeAnalysis;

namespace Sextant.Model.Evaluation.Values;

/// <summary>
/// Elements at indices from 0 on, of which those in between may never have been written. Only what was written takes
/// space, so that an index may be as large as a hash.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A value of the language, and no collection of the host's.")]
public sealed class ListValue : HeapValue
{
    public static readonly ListValue Empty = new([]);

    private readonly Datum[] _elements;

    /// <summary>The indices of the elements, ascending; null where they are 0, 1, 2 and so on.</summary>
    private readonly long[]? _indices;

    internal ListValue(Datum[] elements)
        : this(elements, indices: null)
    {
    }

    private ListValue(Datum[] elements, long[]? indices)
    {
        _elements = elements;
        _indices = indices;
        Size = Data.Size(elements) + (indices?.Length ?? 0);
    }

    /// <summary>One more than the greatest index written.</summary>
    public long Length => _indices is null ? _elements.Length : _indices[^1] + 1;

    /// <summary>How many elements were written.</summary>
    public int Count => _elements.Length;

    internal override long Size { get; }

    /// <summary>The elements that were written, in their order.</summary>
    internal ReadOnlySpan<Datum> Written => _elements;

    /// <summary>The index of the element that was written at this place among all.</summary>
    public long IndexOf(int place) => _indices is null ? place : _indices[place];

    /// <summary>The element that was written at this place among all.</summary>
    public Datum ElementAt(int place) => _elements[place];

    /// <summary>The element at an index; false where none was written.</summary>
    public bool TryGet(long index, out Datum element)
    {
        int place = PlaceOf(index);
        element = place >= 0 ? _elements[place] : default;
        return place >= 0;
    }

    /// <summary>The list with this element at the index, which is not negative.</summary>
    internal ListValue With(long index, Datum value)
    {
        int place = PlaceOf(index);
        if (place >= 0)
        {
            Datum[] replaced = (Datum[])_elements.Clone();
            replaced[place] = value;
            return new ListValue(replaced, _indices);
        }

        place = ~place;
        Datum[] elements = [.. _elements.AsSpan(0, place), value, .. _elements.AsSpan(place)];
        if (_indices is null && index == _elements.Length)
            return new ListValue(elements);
        long[] indices = _indices ?? [.. Enumerable.Range(0, _elements.Length).Select(i => (long)i)];
        return Of(elements, [.. indices.AsSpan(0, place), index, .. indices.AsSpan(place)]);
    }

    internal ListValue Followed(ListValue other)
    {
        Datum[] elements = [.. _elements, .. other._elements];
        return _indices is null && other._indices is null
            ? new ListValue(elements)
            : Of(elements, [.. Enumerable.Range(0, Count).Select(IndexOf), .. Enumerable.Range(0, other.Count).Select(p => Length + other.IndexOf(p))]);
    }

    /// <summary>Elements with their indices, which ascend.</summary>
    internal static ListValue Of(Datum[] elements, long[] indices) =>
        new(elements, indices.Length == 0 || indices[^1] == indices.Length - 1 ? null : indices);

    private int PlaceOf(long index)
    {
        if (_indices is not null)
            return Array.BinarySearch(_indices, index);
        return index < 0 ? ~0 : index < _elements.Length ? (int)index : ~_elements.Length;
    }

    /// <summary>At the first index at which they differ, what was never written comes first.</summary>
    private protected override int Compare(HeapValue other)
    {
        var list = (ListValue)other;
        for (int place = 0; place < Count && place < list.Count; place++)
        {
            int order = list.IndexOf(place).CompareTo(IndexOf(place));
            if (order == 0)
                order = _elements[place].CompareTo(list._elements[place]);
            if (order != 0)
                return order;
        }

        return Count.CompareTo(list.Count);
    }

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Data.Hash(_elements));
        foreach (long index in _indices ?? [])
            hash.Add(index);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", Enumerable.Range(0, Count).Select(p => $"{IndexOf(p)}: {_elements[p]}"))}]";
}
