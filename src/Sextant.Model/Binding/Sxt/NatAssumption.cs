using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt;

/// <summary>What a type promises of its values beyond how they are stored: a <c>nat</c> is never negative, wherever it stands.</summary>
internal static class NatAssumption
{
    /// <summary>Null when it promises nothing.</summary>
    public static Expr? Of(SxtType type, Expr value)
    {
        switch (type)
        {
            case SxtType.Nat:
                return Formula.Condition(BinaryOperator.GreaterOrEqual, value, Formula.Zero(value.Span), value.Span);
            case SxtType.Extreme extreme:
                return Of(extreme.Element, value);
            case SxtType.Option option:
                return Of(option.Element, Formula.Inner(value)) is { } inner ? Formula.Implies(Formula.IsSome(value), inner) : null;
            case SxtType.Record record:
                return Fields(record.Fields, value);
            case SxtType.Tuple tuple:
                return Fields(tuple.Parts, value);
            case SxtType.Map map:
                return Everywhere(new SxtType.Option(map.Value), value);
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

    private static Expr? Everywhere(SxtType element, Expr map)
    {
        EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)map.Type, map.Span);
        return Of(element, Formula.Select(map, Formula.References(variables, map.Span))) is { } condition
            ? Formula.ForAll(variables, condition, map.Span)
            : null;
    }
}
