using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>What a set or map holds at one key.</summary>
internal static class Entry
{
    /// <summary>A key as indices: the parts of a tuple, or the key alone.</summary>
    public static EquatableArray<Expr> Indices(Expr key, SxtType type)
    {
        if (type is not SxtType.Tuple tuple)
            return [key];
        DatatypeConstructor constructor = DatatypeSymbol.Tuple(tuple.Parts.Count).Constructors[0];
        return tuple.Parts.SelectMany((p, i) => Indices(Formula.Field(key, constructor, i, key.Span), p)).ToEquatable();
    }

    /// <summary>Whether the key is present.</summary>
    public static Expr Contains(Expr collection, SxtType type, EquatableArray<Expr> indices)
    {
        if (type is SxtType.Keyed keyed)
            return Storage.IsAnything(collection, keyed.Value, indices);
        if (type is SxtType.Observed observed)
            return SomeDot(observed, collection.Span, dot => DotNames.IsThere(Formula.At(collection, [.. indices, dot])));
        Expr held = Formula.At(collection, indices);
        return type switch
        {
            SxtType.Map => Formula.IsSome(held),
            SxtType.TwoPhaseSet => new Expr.Is(held, TwoPhase.Symbol.Constructors[1], held.Span),
            _ => held,
        };
    }

    private static Expr SomeDot(SxtType.Observed type, SourceSpan span, Func<Expr, Expr> condition)
    {
        var dot = new VariableSymbol("dot", span, type.Dot.Data, VariableRole.Bound);
        return Formula.Exists([dot], condition(new Expr.Reference(dot, span)), span);
    }

    /// <summary>
    /// The value at a key. That of an absent one is what a field of the type begins with, so that a map of lattices can be
    /// read and grown everywhere; where the type has no such value, nothing is known of it.
    /// </summary>
    public static Typed Read(Expr map, SxtType.Map type, Typed key) => Reading.Of(Stored(map, type, key), type.Value);

    /// <summary>The same as it is stored.</summary>
    public static Expr Stored(Expr map, SxtType.Map type, Typed key) => Value(Formula.At(map, Indices(key.Expr, type.Key)), type.Value);

    /// <summary>What is meant by what a map holds somewhere, or does not hold.</summary>
    public static Expr Value(Expr held, SxtType type)
    {
        Expr value = Formula.Inner(held);
        return First(type, held.Span) is { } first ? Formula.If(Formula.IsSome(held), value, first) : value;
    }

    /// <summary>What a field without an initial value begins with; null where the type has no such value, or none that one expression could say.</summary>
    public static Expr? First(SxtType type, SourceSpan span) => type switch
    {
        SxtType.Bool or SxtType.Flag => Formula.False(span),
        SxtType.Int or SxtType.Nat => Formula.Zero(span),
        SxtType.Extreme e => First(e.Element, span),
        SxtType.Enum e => Formula.Case(e.Data, e.Symbol.Constructors[0], span),
        SxtType.Option => Formula.None(type.Data, span),
        SxtType.Record r => Parts(type.Data, r.Fields, span),
        SxtType.Tuple t => Parts(type.Data, t.Parts, span),
        SxtType.LastWrite w => First(w.Element, span) is { } value ? Unwritten(w, value) : null,
        _ => null,
    };

    /// <summary>A register with a value that nobody wrote.</summary>
    public static Expr Unwritten(SxtType.LastWrite type, Expr value) =>
        Formula.Build(type.Data, Formula.Zero(value.Span), Formula.None(new SxtType.Option(type.Replica).Data, value.Span), value);

    private static Expr? Parts(DataType type, EquatableArray<SxtType> parts, SourceSpan span)
    {
        Expr?[] first = [.. parts.Select(p => First(p, span))];
        var datatype = (DataType.Datatype)type;
        return Array.Exists(first, f => f is null) ? null : new Expr.Construct(datatype, datatype.Symbol.Constructors[0], first.Select(f => f!).ToEquatable(), span);
    }
}
