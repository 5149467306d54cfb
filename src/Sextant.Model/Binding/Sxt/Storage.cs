using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// How types are stored that are composed of sets, maps and counters. A record of them is stored part by part; a map of them as
/// what it maps to, with the key in front of the keys there: a <c>Map[K -> GSet[T]]</c> as a <c>GSet[K * T]</c>, a map of records as
/// a map for each part. So everything stored is a value or a map that holds no other map, merges as its type says, and is proved
/// like any other. A key is in such a map when something was put at it.
/// </summary>
internal static class Storage
{
    /// <summary>What is stored for a field: for each part of it that is stored apart a name and a type.</summary>
    public static IEnumerable<(string Name, SxtType Type)> Leaves(string name, SxtType type) => type switch
    {
        SxtType.Keyed keyed => Leaves(name, keyed.Value).Select(leaf => (leaf.Name, Behind(keyed.Key, leaf.Type))),
        SxtType.Record record when IsSplit(record) => record.Fields.SelectMany((f, i) => Leaves($"{name}.{record.Symbol.Constructors[0].Fields[i].Name}", f)),
        SxtType.Tuple tuple when IsSplit(tuple) => tuple.Parts.SelectMany((p, i) => Leaves($"{name}.{i}", p)),
        _ => [(name, type)],
    };

    /// <summary>The value of a field, put together from what is stored for it.</summary>
    public static Expr Whole(SxtType type, IEnumerable<Expr> leaves)
    {
        var left = new Queue<Expr>(leaves);
        return Build(type);

        Expr Build(SxtType part) => PartsOf(part) is { } parts ? Construct(part.Data, parts.Select(Build)) : left.Dequeue();
    }

    /// <summary>What is stored for a field that gets a value.</summary>
    public static IEnumerable<Expr> Apart(SxtType type, Expr value) => PartsOf(type) is { } parts ? parts.SelectMany((p, i) => Apart(p, Formula.Field(value, i))) : [value];

    /// <summary>Whether a record or a tuple is stored part by part.</summary>
    public static bool IsSplit(SxtType type) => type switch
    {
        SxtType.Record record => record.Fields.Any(IsOfMany),
        SxtType.Tuple tuple => tuple.Parts.Any(IsOfMany),
        _ => false,
    };

    private static bool IsOfMany(SxtType type) => type is SxtType.Collection or SxtType.Counter || IsSplit(type);

    /// <summary>Whether a map of such values is stored with the keys of both.</summary>
    public static bool IsKeyed(SxtType value) => value switch
    {
        SxtType.GrowSet or SxtType.TwoPhaseSet or SxtType.Observed or SxtType.Counter or SxtType.Keyed => true,
        SxtType.Map map => map.Value is SxtType.Extreme or SxtType.Flag or SxtType.LastWrite,
        SxtType.Record record => record.Fields.Any(IsKeyed),
        SxtType.Tuple tuple => tuple.Parts.Any(IsKeyed),
        _ => false,
    };

    /// <summary>A part of a type, or the type itself, that is stored in another form than it is read; null where there is none.</summary>
    public static SxtType? KeptApart(SxtType type) => type switch
    {
        SxtType.Observed or SxtType.Counter or SxtType.LastWrite or SxtType.Keyed => type,
        SxtType.Map map => KeptApart(map.Value),
        SxtType.Record record => record.Fields.Select(KeptApart).FirstOrDefault(t => t is not null),
        SxtType.Tuple tuple => tuple.Parts.Select(KeptApart).FirstOrDefault(t => t is not null),
        _ => null,
    };

    /// <summary>The type of a field: there a map of maps merges, whatever these map to.</summary>
    public static SxtType OfField(SxtType type) => type switch
    {
        SxtType.Map map when OfField(map.Value) is var value && (value is SxtType.Map or SxtType.Keyed) => new SxtType.Keyed(map.Key, value),
        SxtType.Keyed keyed => keyed with { Value = OfField(keyed.Value) },
        SxtType.Tuple tuple => new SxtType.Tuple(tuple.Parts.Select(OfField).ToEquatable()),
        _ => type,
    };

    /// <summary>What is stored of a type whose values are kept at keys.</summary>
    public static DataType DataAt(SxtType key, SxtType value) => PartsOf(new SxtType.Keyed(key, value)) is { } parts
        ? new DataType.Datatype(DatatypeSymbol.Tuple(parts.Length), parts.Select(p => p.Data).ToEquatable())
        : value is SxtType.Keyed inner ? DataAt(Pair(key, inner.Key), inner.Value) : Behind(key, value).Data;

    /// <summary>What a map holds at a key.</summary>
    /// <param name="stored">Of the map.</param>
    /// <param name="value">The type to which it maps.</param>
    public static Expr At(Expr stored, SxtType value, EquatableArray<Expr> key)
    {
        if (PartsOf(value) is { } parts)
            return Construct(value.Data, parts.Select((p, i) => At(Formula.Field(stored, i), p, key)));
        if (value.Data is not DataType.Map map)
            return Entry.Value(Formula.At(stored, key), value);
        EquatableArray<VariableSymbol> rest = Formula.Variables(map, stored.Span);
        return new Expr.Lambda(rest, Formula.At(stored, [.. key, .. Formula.References(rest, stored.Span)]), stored.Span);
    }

    /// <summary>What is stored when a map holds something else at a key.</summary>
    /// <param name="before">What it held there, as <see cref="At"/> says; a part that stays this very expression is left alone.</param>
    public static Expr Put(Expr stored, SxtType value, EquatableArray<Expr> key, Expr before, Expr now)
    {
        if (ReferenceEquals(before, now))
            return stored;
        if (PartsOf(value) is { } parts)
            return Construct(stored.Type, parts.Select((p, i) => Put(Formula.Field(stored, i), p, key, Formula.Field(before, i), Formula.Field(now, i))));
        return value.Data is DataType.Map ? PutMap(stored, key, before, now) : new Expr.Store(stored, key, Formula.Some(now, now.Span), now.Span);
    }

    private static Expr PutMap(Expr stored, EquatableArray<Expr> key, Expr before, Expr now)
    {
        if (ReferenceEquals(before, now))
            return stored;
        if (now is Expr.Store change)
            return new Expr.Store(PutMap(stored, key, before, change.Map), [.. key, .. change.Indices], change.Value, change.Span);
        EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)stored.Type, now.Span);
        EquatableArray<Expr> indices = Formula.References(variables, now.Span);
        Expr isHere = indices.Take(key.Count).Zip(key, Formula.Equal).Aggregate(Formula.And);
        return new Expr.Lambda(variables, Formula.If(isHere, Formula.At(now, [.. indices.Skip(key.Count)]), Formula.At(stored, indices)), now.Span);
    }

    /// <summary>Whether something was put at a key.</summary>
    public static Expr IsAnything(Expr stored, SxtType value, EquatableArray<Expr> key)
    {
        if (PartsOf(value) is { } parts)
            return parts.Select((p, i) => IsAnything(Formula.Field(stored, i), p, key)).Aggregate(Formula.Or);
        if (value.Data is not DataType.Map map)
            return Formula.IsSome(Formula.At(stored, key));
        EquatableArray<VariableSymbol> rest = Formula.Variables(map, stored.Span);
        return Formula.Exists(rest, IsPut(Formula.At(stored, [.. key, .. Formula.References(rest, stored.Span)])), stored.Span);
    }

    /// <summary>Whether what is stored at one place is more than what stands there in the beginning.</summary>
    private static Expr IsPut(Expr held)
    {
        if (held.Type is DataType.Bool)
            return held;
        if (held.Type is DataType.Int)
            return Formula.Not(Formula.Equal(held, Formula.Zero(held.Span)));
        DatatypeSymbol symbol = ((DataType.Datatype)held.Type).Symbol;
        return symbol == Tally.Symbol
            ? Formula.Or(IsPut(Formula.Field(held, 0)), IsPut(Formula.Field(held, 1)))
            : Formula.Not(new Expr.Is(held, symbol.Constructors[0], held.Span));
    }

    /// <summary>The parts of a value that is stored part by part; null of one that is stored whole.</summary>
    private static SxtType[]? PartsOf(SxtType type) => type switch
    {
        SxtType.Record record when IsSplit(record) => [.. record.Fields],
        SxtType.Tuple tuple when IsSplit(tuple) => [.. tuple.Parts],
        SxtType.Keyed { Value: SxtType.Keyed inner } keyed => PartsOf(new SxtType.Keyed(Pair(keyed.Key, inner.Key), inner.Value)),
        SxtType.Keyed keyed => PartsOf(keyed.Value)?.Select(p => (SxtType)new SxtType.Keyed(keyed.Key, p)).ToArray(),
        _ => null,
    };

    /// <summary>A type that is stored whole, with the key in front.</summary>
    private static SxtType Behind(SxtType key, SxtType type) => type switch
    {
        SxtType.Set t => new SxtType.Set(Pair(key, t.Key)),
        SxtType.GrowSet t => new SxtType.GrowSet(Pair(key, t.Key)),
        SxtType.TwoPhaseSet t => new SxtType.TwoPhaseSet(Pair(key, t.Key)),
        SxtType.Observed t => t with { Key = Pair(key, t.Key) },
        SxtType.Map t => new SxtType.Map(Pair(key, t.Key), t.Value),
        SxtType.Counter t => t with { Key = t.Key is null ? key : Pair(key, t.Key) },
        _ => new SxtType.Map(key, type),
    };

    private static SxtType.Tuple Pair(SxtType key, SxtType inner) => new([key, inner]);

    private static Expr.Construct Construct(DataType type, IEnumerable<Expr> parts)
    {
        EquatableArray<Expr> arguments = parts.ToEquatable();
        return new Expr.Construct((DataType.Datatype)type, ((DataType.Datatype)type).Symbol.Constructors[0], arguments, arguments[0].Span);
    }
}
