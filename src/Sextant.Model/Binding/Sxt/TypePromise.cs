using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt;

/// <summary>What a type promises of its values beyond how they are stored: a <c>nat</c> is never negative, nobody takes out more than was added.</summary>
internal static class TypePromise
{
    /// <summary>Null when it promises nothing.</summary>
    public static Expr? Of(SxtType type, Expr value)
    {
        switch (type)
        {
            case SxtType.Nat:
                return NotNegative(value);
            case SxtType.Extreme extreme:
                return Of(extreme.Element, value);
            case SxtType.Option option:
                return Of(option.Element, Formula.Inner(value)) is { } inner ? Formula.Implies(Formula.IsSome(value), inner) : null;
            case SxtType.Record record:
                return Fields(record.Fields, value);
            case SxtType.Tuple tuple:
                return Fields(tuple.Parts, value);
            case SxtType.Map map:
                return Everywhere(value, held => Of(new SxtType.Option(map.Value), held));
            case SxtType.Counter { GoesDown: true }:
                return Everywhere(value, tally => Formula.And(NotNegative(Formula.Field(tally, 0)), NotNegative(Formula.Field(tally, 1))));
            case SxtType.Counter:
                return Everywhere(value, NotNegative);
            case SxtType.LastWrite write:
                Expr count = NotNegative(Formula.Field(value, 0));
                return Of(write.Element, Formula.Field(value, 2)) is { } inside ? Formula.And(count, inside) : count;
            default:
                return null;
        }
    }

    private static Expr? Fields(EquatableArray<SxtType> types, Expr value)
    {
        DatatypeConstructor constructor = ((DataType.Datatype)value.Type).Symbol.Constructors[0];
        Expr[] parts = [.. types.Select((t, i) => Of(t, Formula.Field(value, constructor, i, value.Span))).OfType<Expr>()];
        return parts.Length == 0 ? null : parts.Aggregate(Formula.And);
    }

    private static Expr NotNegative(Expr value) => Formula.AtLeast(value, Formula.Zero(value.Span));

    private static Expr? Everywhere(Expr map, Func<Expr, Expr?> promise)
    {
        EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)map.Type, map.Span);
        return promise(Formula.Select(map, Formula.References(variables, map.Span))) is { } condition
            ? Formula.ForAll(variables, condition, map.Span)
            : null;
    }
}
