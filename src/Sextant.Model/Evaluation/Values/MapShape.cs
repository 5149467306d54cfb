namespace Sextant.Model.Evaluation.Values;

/// <summary>
/// How maps with keys of one type are kept canonical. Where keys are infinitely many, the default is what almost all hold.
/// Where they are finitely many it would be a matter of choice, so there it is the value at the first key.
/// </summary>
/// <param name="AllKeys">All keys in their order; null when there are infinitely many, or more than a map may have entries.</param>
internal sealed record MapShape(Datum[]? AllKeys)
{
    /// <summary>A map has no more entries than this, so twice as many keys are as good as infinitely many.</summary>
    public const int MaxEntries = 1 << 16;

    public static MapValue Constant(Datum value) => new([], [], value);

    public MapValue With(MapValue map, Datum key, Datum value) =>
        AllKeys is not null && key == AllKeys[0] ? WithFirst(map, value) : map.With(key, value);

    /// <summary>Makes a map of what it holds at each of all keys, in their order; there are finitely many.</summary>
    public MapValue OfAll(ReadOnlySpan<Datum> held)
    {
        Datum @default = held[0];
        int count = 0;
        foreach (ref readonly Datum value in held)
            count += value == @default ? 0 : 1;
        var keys = new Datum[count];
        var values = new Datum[count];
        for (int i = held.Length - 1; count > 0; i--)
        {
            if (held[i] == @default)
                continue;
            count--;
            (keys[count], values[count]) = (AllKeys![i], held[i]);
        }

        return new MapValue(keys, values, @default);
    }

    /// <summary>Makes a map of entries in any order; of two with one key the later counts.</summary>
    public MapValue Of(IEnumerable<KeyValuePair<Datum, Datum>> entries, Datum @default)
    {
        var sorted = new SortedDictionary<Datum, Datum>();
        foreach ((Datum key, Datum value) in entries)
            sorted[key] = value;
        if (AllKeys is not null)
        {
            Datum first = sorted.GetValueOrDefault(AllKeys[0], @default);
            foreach (Datum key in first == @default ? [] : AllKeys)
                sorted.TryAdd(key, @default);
            @default = first;
        }

        KeyValuePair<Datum, Datum>[] kept = [.. sorted.Where(e => e.Value != @default)];
        return new MapValue([.. kept.Select(e => e.Key)], [.. kept.Select(e => e.Value)], @default);
    }

    /// <summary>The map with another value at every key.</summary>
    public static MapValue Select(MapValue map, Func<Datum, Datum> change)
    {
        Datum @default = change(map.Default);
        var keys = new List<Datum>(map.Count);
        var values = new List<Datum>(map.Count);
        for (int i = 0; i < map.Count; i++)
        {
            Datum value = change(map.Values[i]);
            if (value == @default)
                continue;
            keys.Add(map.Keys[i]);
            values.Add(value);
        }

        return new MapValue([.. keys], [.. values], @default);
    }

    private MapValue WithFirst(MapValue map, Datum value)
    {
        if (value == map.Default)
            return map;
        var keys = new List<Datum>();
        var values = new List<Datum>();
        foreach (Datum key in AllKeys!.AsSpan(1))
        {
            Datum held = map[key];
            if (held == value)
                continue;
            keys.Add(key);
            values.Add(held);
        }

        return new MapValue([.. keys], [.. values], value);
    }
}
