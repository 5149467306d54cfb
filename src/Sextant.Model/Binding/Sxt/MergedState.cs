using Sextant.Model.Binding.Sxt.Lattices;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt;

/// <summary>How one field merges: as its type says, or to the value that the designer's merge assigns.</summary>
internal sealed record FieldMerge(ObjectField Field, Lattice? Derived, Expr? Assigned)
{
    /// <summary>Whether a value is what the two states merge to.</summary>
    public Expr IsMerged(Expr result) => Assigned is null
        ? Derived!.IsJoin(result, States.Before(Field.MineValue), Field.IncomingValue)
        : Formula.Equal(result, States.Before(Assigned));

    /// <summary>Whether this state, merged with the other, stays as it is.</summary>
    public Expr AtLeast => Assigned is null ? Derived!.AtLeast(Field.MineValue, Field.IncomingValue) : Formula.Equal(Assigned, Field.MineValue);
}

/// <summary>Says of two states what a condition says of the state that they merge to: the weakest precondition of merge.</summary>
internal sealed class MergedState(IEnumerable<FieldMerge> merges, TheoryBuilder theory)
{
    private readonly Dictionary<Symbol, FieldMerge> _merges = merges.ToDictionary(m => (Symbol)m.Field.Mine);

    private readonly Lambdas _lambdas = new(theory);
    private int _steps;

    /// <summary>Whether the last condition was too large when written out.</summary>
    public bool IsTooLarge => _steps > Lambdas.MostSteps || _lambdas.IsTooLarge;

    /// <summary>
    /// Null when the condition hands a whole map to a function of which nothing is known: of merged maps it is known what they hold at
    /// each key; or when it is too large.
    /// </summary>
    public Expr? Of(Expr condition)
    {
        _steps = 0;
        Expr rewritten = Rewrite(condition) with { Span = condition.Span };
        return _steps > Lambdas.MostSteps ? null : _lambdas.Without(rewritten);
    }

    private Expr Rewrite(Expr expression) => ExprRewrite.Apply(expression, part => part switch
    {
        _ when ++_steps > Lambdas.MostSteps => part,
        Expr.Apply apply when theory.DefinitionOf(apply.Function) is { Meaning: FunctionMeaning.Defined defined } function && !IsRank(function) =>
            Rewrite(ExprRewrite.Substitute(defined.Body, function.Parameters.Zip(apply.Arguments).ToDictionary(p => (Symbol)p.First, p => p.Second))),
        Expr.Select { Map: Expr.Reference map } select when _merges.GetValueOrDefault(map.Symbol) is { Assigned: null, Derived: Lattice.Pointwise pointwise } merge =>
            MergedAt(pointwise, merge.Field, select.Indices.Select(Rewrite).ToEquatable()),
        Expr.Reference reference when _merges.GetValueOrDefault(reference.Symbol) is { } merge => Merged(merge),
        _ => null,
    });

    private static bool IsRank(FunctionDefinition function) => function.Symbol.Name.StartsWith("rank.", StringComparison.Ordinal);

    private static Expr MergedAt(Lattice.Pointwise lattice, ObjectField field, EquatableArray<Expr> indices) =>
        lattice.Element.Join(Formula.Select(field.MineValue, indices), Formula.Select(field.IncomingValue, indices));

    private static Expr Merged(FieldMerge merge)
    {
        if (merge.Assigned is not null)
            return merge.Assigned;
        if (merge.Derived is not Lattice.Pointwise pointwise)
            return merge.Derived!.Join(merge.Field.MineValue, merge.Field.IncomingValue);
        EquatableArray<VariableSymbol> keys = Formula.Variables((DataType.Map)merge.Field.Mine.Type, merge.Field.Span);
        return new Expr.Lambda(keys, MergedAt(pointwise, merge.Field, Formula.References(keys, merge.Field.Span)), merge.Field.Span);
    }
}
