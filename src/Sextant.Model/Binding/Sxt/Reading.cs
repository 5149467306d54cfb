using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>What people read where something is stored in another form: of a register what was written last, of a counter the sum.</summary>
internal static class Reading
{
    /// <summary>Of a counter that is what is stored, so that it can be counted with; <see cref="Total"/> is its value.</summary>
    public static Typed Of(Expr stored, SxtType type) => type switch
    {
        SxtType.Counter => new Typed(stored, type),
        SxtType.LastWrite write => new Typed(Formula.Field(stored, LatestValue), write.Element.Shown),
        _ => new Typed(stored, type.Shown),
    };

    /// <summary>What a counter shows: what all replicas have counted up, without what they have counted down.</summary>
    public static Typed Total(Expr tallies, SxtType.Counter type)
    {
        EquatableArray<VariableSymbol> by = Formula.Variables((DataType.Map)tallies.Type, tallies.Span);
        Expr counted = Formula.At(tallies, Formula.References(by, tallies.Span));
        Expr value = type.GoesDown ? Formula.Minus(Formula.Field(counted, 0), Formula.Field(counted, 1)) : counted;
        return new Typed(new Expr.Sum(by, value, tallies.Span), type.Shown);
    }

    /// <summary>The value as a place of another type needs it, whose values are the same: a set of any kind as a plain one.</summary>
    public static Typed As(Typed value, SxtType expected) =>
        expected is SxtType.Set && value.Type is SxtType.TwoPhaseSet or SxtType.Observed
            ? new Typed(Elements(value.Expr, (SxtType.Collection)value.Type), new SxtType.Set(((SxtType.Collection)value.Type).Key))
            : value;

    /// <summary>The plain set of what a set of another kind holds.</summary>
    private static Expr.Lambda Elements(Expr stored, SxtType.Collection type)
    {
        EquatableArray<VariableSymbol> keys = KeyVariables(type, stored.Span);
        return new Expr.Lambda(keys, Entry.Contains(stored, type, Formula.References(keys, stored.Span)), stored.Span);
    }

    /// <summary>New variables for the indices that say which element is meant.</summary>
    public static EquatableArray<VariableSymbol> KeyVariables(SxtType.Collection type, SourceSpan span)
    {
        SxtType[] indices = [.. SxtType.Collection.Indices(type.Key)];
        return indices.Select((t, i) => new VariableSymbol(indices.Length == 1 ? "k" : $"k{i + 1}", span, t.Data, VariableRole.Bound)).ToEquatable();
    }

    private const int LatestValue = 2;
}
