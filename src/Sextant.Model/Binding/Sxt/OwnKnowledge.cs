using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// What a type that counts by replica promises of two replicas' states: nobody knows more of what this one did than itself. It
/// is part of the concurrency invariant, whoever writes the rest of it, and is proved like all of it.
/// </summary>
internal static class OwnKnowledge
{
    /// <summary>Null when the type promises nothing.</summary>
    public static Clause? Of(ObjectField field, TypeBinder types, ReplicaNames replicas)
    {
        Expr? condition = field.Type switch
        {
            SxtType.Observed => Dots(field, types.Dots!, replicas),
            SxtType.Counter => Counted(field, replicas),
            SxtType.LastWrite => LastWrite(field, replicas),
            _ => null,
        };
        return condition is null ? null : new Clause(null, condition, field.Span);
    }

    /// <summary>Of the runs of this replica, those that others have seen were seen here. That an element was taken out, others may know before.</summary>
    private static Expr Dots(ObjectField field, DotNames dots, ReplicaNames replicas)
    {
        EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)field.Type.Data, field.Span);
        EquatableArray<Expr> place = Formula.References(variables, field.Span);
        Expr isSeen = Formula.Not(DotNames.IsUnseen(Formula.Select(field.MineValue, place)));
        Expr isSeenThere = Formula.Not(DotNames.IsUnseen(Formula.Select(field.IncomingValue, place)));
        Expr isMine = dots.IsBy(place[^1], replicas.Me(expected: null, field.Span)!.Expr);
        return Formula.ForAll(variables, Formula.Implies(Formula.And(isMine, isSeenThere), isSeen), field.Span);
    }

    private static Expr Counted(ObjectField field, ReplicaNames replicas)
    {
        EquatableArray<VariableSymbol> keys = [.. Formula.Variables((DataType.Map)field.Type.Data, field.Span).SkipLast(1)];
        EquatableArray<Expr> place = [.. Formula.References(keys, field.Span), replicas.Me(expected: null, field.Span)!.Expr];
        (Expr mine, Expr theirs) = (Formula.Select(field.MineValue, place), Formula.Select(field.IncomingValue, place));
        Expr isKnown = field.Type is SxtType.Counter { GoesDown: false } ? Formula.AtLeast(mine, theirs) : Formula.And(Part(0), Part(1));
        return keys.Count == 0 ? isKnown : Formula.ForAll(keys, isKnown, field.Span);

        Expr Part(int index) => Formula.AtLeast(Formula.Field(mine, index), Formula.Field(theirs, index));
    }

    private static Expr LastWrite(ObjectField field, ReplicaNames replicas)
    {
        Expr me = Formula.Some(replicas.Me(expected: null, field.Span)!.Expr, field.Span);
        Expr isMine = Formula.Equal(Formula.Field(field.IncomingValue, 1), me);
        return Formula.Implies(isMine, Formula.AtLeast(Formula.Field(field.MineValue, 0), Formula.Field(field.IncomingValue, 0)));
    }
}
