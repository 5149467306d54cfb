using System.Diagnostics.CodeAnalysis;

namespace Sextant.Model.Evaluation.Values;

/// <summary>
/// A total function that differs from one value, the default, at finitely many keys. Entries are sorted by key and none holds
/// the default, so that equal functions are equal data; <see cref="MapShape"/> sees to it where keys are finitely many.
/// A map with several indices has one key, the tuple of them.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A value of the language, and no collection of the host's.")]
public sealed class MapValue : HeapValue
{
    private readonly Datum[] _keys;
    private readonly Datum[] _values;

    internal MapValue(Datum[] keys, Datum[] values, Datum @default)
    {
        _keys = keys;
        _values = values;
        Default = @default;
        Size = Data.Size(keys) + Data.Size(values) + (@default.Heap?.Size ?? 1);
    }

    /// <summary>What it holds at all keys but those of the entries.</summary>
    public Datum Default { get; }

    /// <summary>How many keys have entries.</summary>
    public int Count => _keys.Length;

    /// <summary>The keys of the entries, in their order.</summary>
    public ReadOnlySpan<Datum> Keys => _keys;

    /// <summary>The values of the entries, in the order of the keys.</summary>
    public ReadOnlySpan<Datum> Values => _values;

    internal override long Size { get; }

    public Datum this[Datum key]
    {
        get
        {
            int index = Find(key);
            return index >= 0 ? _values[index] : Default;
        }
    }

    internal int Find(Datum key)
    {
        Datum[] keys = _keys;
        int low = 0;
        int high = keys.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = keys[middle].CompareTo(key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }

    /// <summary>The map with one entry changed. The default stays, whatever the value.</summary>
    internal MapValue With(Datum key, Datum value)
    {
        int index = Find(key);
        if (index < 0)
            return value == Default ? this : Inserted(~index, key, value);
        if (value == Default)
            return Removed(index);
        if (value == _values[index])
            return this;
        Datum[] values = (Datum[])_values.Clone();
        values[index] = value;
        return new MapValue(_keys, values, Default);
    }

    private MapValue Inserted(int index, Datum key, Datum value) => new(Insert(_keys, index, key), Insert(_values, index, value), Default);

    private MapValue Removed(int index) => new(Remove(_keys, index), Remove(_values, index), Default);

    private static Datum[] Insert(Datum[] source, int index, Datum item)
    {
        var result = new Datum[source.Length + 1];
        Array.Copy(source, result, index);
        result[index] = item;
        Array.Copy(source, index, result, index + 1, source.Length - index);
        return result;
    }

    private static Datum[] Remove(Datum[] source, int index)
    {
        var result = new Datum[source.Length - 1];
        Array.Copy(source, result, index);
        Array.Copy(source, index + 1, result, index, result.Length - index);
        return result;
    }

    private protected override int Compare(HeapValue other)
    {
        var map = (MapValue)other;
        int keys = Data.Compare(_keys, map._keys);
        if (keys != 0)
            return keys;
        int values = Data.Compare(_values, map._values);
        return values != 0 ? values : Default.CompareTo(map.Default);
    }

    public override int GetHashCode() => HashCode.Combine(Data.Hash(_keys), Data.Hash(_values), Default);

    public override string ToString() => $"{{{string.Join(", ", _keys.Zip(_values, (k, v) => $"{k}: {v}"))}, _: {Default}}}";
}
