using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// The constants and variables that a specification uses to index maps, directly, by passing them to a function that does,
/// or by comparing them with one that is so used. Their values are the indices that matter to a reader.
/// </summary>
internal static class IndexSymbols
{
    public static ImmutableHashSet<Symbol> Of(ReplicatedObject obj)
    {
        Expr[] parts = [.. SpecificationExpressions.Of(obj).SelectMany(ExprWalk.All)];
        Dictionary<FunctionSymbol, EquatableArray<VariableSymbol>> parameters = obj.Theory.Functions.ToDictionary(f => f.Symbol, f => f.Parameters);
        ImmutableHashSet<Symbol> known = [.. parts.SelectMany(DirectIndices)];
        while (true)
        {
            ImmutableHashSet<Symbol> wider = known.Union(parts.SelectMany(p => Implied(p, known, parameters)));
            if (wider.Count == known.Count)
                return known;
            known = wider;
        }
    }

    private static IEnumerable<Symbol> DirectIndices(Expr expression) => (expression switch
    {
        Expr.Select s => s.Indices,
        Expr.Store s => s.Indices,
        _ => [],
    }).OfType<Expr.Reference>().Select(r => r.Symbol);

    private static IEnumerable<Symbol> Implied(Expr expression, ImmutableHashSet<Symbol> known, Dictionary<FunctionSymbol, EquatableArray<VariableSymbol>> parameters)
    {
        switch (expression)
        {
            case Expr.Apply apply:
                return apply.Arguments.Zip(parameters[apply.Function])
                    .Where(p => known.Contains(p.Second)).Select(p => p.First).OfType<Expr.Reference>().Select(r => r.Symbol);
            case Expr.Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } equality:
                Symbol[] sides = [.. new[] { equality.Left, equality.Right }.Select(s => s is Expr.Old old ? old.Operand : s).OfType<Expr.Reference>().Select(r => r.Symbol)];
                return sides.Length == 2 && Array.Exists(sides, known.Contains) ? sides : [];
            default:
                return [];
        }
    }
}
