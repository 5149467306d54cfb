using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation;

/// <summary>The values of types in one universe.</summary>
internal sealed class ValueDomains(Universe universe)
{
    /// <summary>Types with more values are treated as infinite.</summary>
    private const int Many = 2 * MapShape.MaxEntries;

    private readonly ConcurrentDictionary<DataType, Datum[]?> _all = new();
    private readonly ConcurrentDictionary<EquatableArray<DataType>, MapShape> _shapes = new();

    public Universe Universe => universe;

    /// <summary>All values in their order; null where they are infinitely many or too many to enumerate.</summary>
    public Datum[]? All(DataType type) => _all.GetOrAdd(type, static (t, self) => self.Count(t) is { } count && count <= Many ? self.Enumerate(t) : null, this);

    public MapShape ShapeOf(DataType.Map map) => _shapes.GetOrAdd(map.Domain, static (domain, self) => new MapShape(self.AllKeys(domain)), this);

    /// <summary>Some value of the type, always the same; null when it has none.</summary>
    public Datum? Any(DataType type) => Stream(type).Select(v => (Datum?)v).FirstOrDefault();

    /// <summary>
    /// Values of the type one after the other, without end where it has infinitely many. Where it has finitely many, all of
    /// them appear.
    /// </summary>
    public IEnumerable<Datum> Stream(DataType type)
    {
        if (All(type) is { } all)
            return all;
        return type switch
        {
            DataType.Int or DataType.Real => Integers(),
            DataType.BitVector b => Naturals().TakeWhile(n => n < (BigInteger.One << b.Width)).Select(Datum.Of),
            DataType.Text => Naturals().Select(n => Datum.Of(n.IsZero ? "" : string.Create(CultureInfo.InvariantCulture, $"t{n}"))),
            DataType.List l => Any(l.Element) is { } element ? Naturals().Select(n => new Datum(new ListValue([.. Enumerable.Repeat(element, (int)n)]))) : [new Datum(ListValue.Empty)],
            DataType.Datatype d => d.Symbol.Constructors.SelectMany((c, i) => Built(i, [.. d.FieldTypes(c)])),
            DataType.Map m => Maps(m),
            _ => [],
        };
    }

    /// <summary>Those that hold one value everywhere. Where the range has few values, other maps are never met.</summary>
    private IEnumerable<Datum> Maps(DataType.Map map) =>
        map.ParameterCount > 0 ? [] : Stream(map.Range).Select(v => new Datum(MapShape.Constant(v)));

    /// <summary>Only the first field that has infinitely many values varies, beside one value of each other.</summary>
    private IEnumerable<Datum> Built(int constructor, DataType[] fields)
    {
        int varying = Math.Max(0, Array.FindIndex(fields, f => All(f) is null));
        Datum?[] any = [.. fields.Select(Any)];
        if (fields.Length == 0)
            return [Datum.Of(constructor)];
        if (Array.Exists(any, a => a is null))
            return [];
        return Stream(fields[varying]).Select(v => Datum.Of(constructor, [.. any.Select((a, i) => i == varying ? v : a!.Value)]));
    }

    private static IEnumerable<Datum> Integers()
    {
        yield return Datum.Of(0);
        for (long n = 1; ; n++)
        {
            yield return Datum.Of(n);
            yield return Datum.Of(-n);
        }
    }

    private static IEnumerable<BigInteger> Naturals()
    {
        for (BigInteger n = 0; ; n++)
            yield return n;
    }

    private Datum[]? AllKeys(EquatableArray<DataType> domain)
    {
        if (domain.Count == 1)
            return All(domain[0]);
        BigInteger count = 1;
        foreach (DataType index in domain)
        {
            if (Count(index) is not { } more || (count *= more) > Many)
                return null;
        }

        return [.. Tuples(0, domain)];
    }

    /// <summary>Null when there are infinitely many.</summary>
    private BigInteger? Count(DataType type)
    {
        switch (type)
        {
            case DataType.Bool:
                return 2;
            case DataType.BitVector b:
                return BigInteger.One << b.Width;
            case DataType.Sort s:
                return universe.SizeOf(s);
            case DataType.Datatype d:
                BigInteger sum = 0;
                foreach (DatatypeConstructor constructor in d.Symbol.Constructors)
                {
                    if (Product(d.FieldTypes(constructor)) is not { } built)
                        return null;
                    sum += built;
                }

                return sum;
            case DataType.Map { ParameterCount: 0 } m:
                return Product(m.Domain) is { } keys && Count(m.Range) is { } values && (keys <= 32 || values <= 1) ? BigInteger.Pow(values, keys <= 32 ? (int)keys : 1) : null;
            default:
                return null;
        }
    }

    private BigInteger? Product(IEnumerable<DataType> types)
    {
        BigInteger product = 1;
        foreach (DataType type in types)
        {
            if (Count(type) is not { } count)
                return null;
            product *= count;
        }

        return product;
    }

    private Datum[] Enumerate(DataType type)
    {
        IEnumerable<Datum> values = type switch
        {
            DataType.Bool => [Datum.False, Datum.True],
            DataType.BitVector b => Enumerable.Range(0, 1 << b.Width).Select(n => Datum.Of(n)),
            DataType.Sort s => Enumerable.Range(0, universe.SizeOf(s)).Select(n => Datum.Of(n)),
            DataType.Datatype d => d.Symbol.Constructors.SelectMany((c, i) => c.Fields.Count == 0 ? [Datum.Of(i)] : Tuples(i, d.FieldTypes(c).ToEquatable())),
            DataType.Map m => AllMaps(m),
            _ => throw new InvalidOperationException($"no enumeration of {type}"),
        };
        Datum[] all = [.. values];
        Array.Sort(all);
        return all;
    }

    private IEnumerable<Datum> Tuples(int constructor, EquatableArray<DataType> fields)
    {
        IEnumerable<Datum[]> tuples = [[]];
        foreach (DataType field in fields)
        {
            Datum[] values = All(field)!;
            tuples = tuples.SelectMany(t => values.Select(v => (Datum[])[.. t, v]));
        }

        return tuples.Select(t => Datum.Of(constructor, t));
    }

    private IEnumerable<Datum> AllMaps(DataType.Map map)
    {
        MapShape shape = ShapeOf(map);
        Datum[] values = All(map.Range)!;
        IEnumerable<Datum[]> choices = [[]];
        for (int i = 0; i < shape.AllKeys!.Length; i++)
            choices = choices.SelectMany(c => values.Select(v => (Datum[])[.. c, v]));
        return choices.Select(c => new Datum(shape.OfAll(c)));
    }
}
