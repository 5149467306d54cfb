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
    public static Clause? Of(ObjectField field, ReplicaNames replicas)
    {
        Expr? condition = field.Type switch
        {
            SxtType.Observed or SxtType.Counter => Entries(field, replicas),
            SxtType.LastWrite => LastWrite(field, replicas),
            _ => null,
        };
        return condition is null ? null : new Clause(null, condition, field.Span);
    }

    /// <summary>Additions, and what is counted, are this replica's own; that an element was taken out, others may know before.</summary>
    private static Expr Entries(ObjectField field, ReplicaNames replicas)
    {
        Expr me = replicas.Me(expected: null, field.Span)!.Expr;
        EquatableArray<VariableSymbol> keys = [.. Formula.Variables((DataType.Map)field.Type.Data, field.Span).SkipLast(1)];
        EquatableArray<Expr> place = [.. Formula.References(keys, field.Span), me];
        (Expr mine, Expr theirs) = (Formula.Select(field.MineValue, place), Formula.Select(field.IncomingValue, place));
        Expr condition = field.Type switch
        {
            SxtType.Counter { GoesDown: false } => Formula.AtLeast(mine, theirs),
            SxtType.Counter => Formula.And(Part(0), Part(1)),
            _ => Part(0),
        };
        return keys.Count == 0 ? condition : Formula.ForAll(keys, condition, field.Span);

        Expr Part(int index) => Formula.AtLeast(Formula.Field(mine, index), Formula.Field(theirs, index));
    }

    private static Expr LastWrite(ObjectField field, ReplicaNames replicas)
    {
        Expr me = Formula.Some(replicas.Me(expected: null, field.Span)!.Expr, field.Span);
        Expr isMine = Formula.Equal(Formula.Field(field.IncomingValue, 1), me);
        return Formula.Implies(isMine, Formula.AtLeast(Formula.Field(field.MineValue, 0), Formula.Field(field.IncomingValue, 0)));
    }
}
