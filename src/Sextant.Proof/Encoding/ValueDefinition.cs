using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding;

/// <summary>
/// A postcondition that says what a map holds from now on at every index, in terms of what was before. A solver that knows it as a
/// definition has nothing to find out about it. A few entries that were changed are no such thing: of them solvers know
/// better what to do with the map before.
/// </summary>
internal sealed record ValueDefinition(VariableSymbol Variable, EquatableArray<VariableSymbol> Indices, Expr Value, Clause Clause)
{
    /// <summary>At most one definition of each variable that changes.</summary>
    public static IEnumerable<ValueDefinition> In(IEnumerable<Clause> clauses, IReadOnlyCollection<VariableSymbol> changed) =>
        clauses.Select(c => Of(c, changed)).OfType<ValueDefinition>().DistinctBy(d => d.Variable);

    private static ValueDefinition? Of(Clause clause, IReadOnlyCollection<VariableSymbol> changed)
    {
        return clause.Condition is Expr.Quantified { Kind: QuantifierKind.ForAll, Variables: var indices, Body: Expr.Binary { Operator: BinaryOperator.Equal or BinaryOperator.Equivalent } equal }
            && equal.Left is Expr.Select { Map: Expr.Reference { Symbol: VariableSymbol variable }, Map.Type: DataType.Map { ParameterCount: 0 } } select
            && IsEverywhere(select, indices) && changed.Contains(variable) && !ReadsNow(equal.Right, changed)
            ? new ValueDefinition(variable, indices, equal.Right, clause)
            : null;
    }

    private static bool IsEverywhere(Expr.Select select, EquatableArray<VariableSymbol> indices) =>
        select.Indices.Count == indices.Count && select.Indices.Zip(indices).All(p => p.First is Expr.Reference r && r.Symbol == p.Second);

    /// <summary>Whether the new value of something that changes is read; what was before is no such value.</summary>
    private static bool ReadsNow(Expr expression, IReadOnlyCollection<VariableSymbol> changed) => expression switch
    {
        Expr.Old => false,
        Expr.Reference reference => changed.Any(v => v == reference.Symbol),
        _ => ExprWalk.Parts(expression).Any(p => ReadsNow(p, changed)),
    };
}
