using Sextant.Model.Expressions;

namespace Sextant.Proof.Programs;

/// <summary>Which variables of clients are read after an operation that stands between: all others are nobody's concern, and no part of the state.</summary>
internal static class KeptVariables
{
    /// <param name="arguments">Those of all operations, as they are computed where a client stands.</param>
    /// <param name="held">All variables, each with the map that holds it for all clients.</param>
    /// <param name="always">Those of which properties may speak.</param>
    public static HashSet<VariableSymbol> Of(IReadOnlyList<PlacedPath> paths, IEnumerable<Expr> arguments, IReadOnlyDictionary<VariableSymbol, VariableSymbol> held, IEnumerable<VariableSymbol> always)
    {
        Dictionary<Symbol, VariableSymbol> variables = held.ToDictionary(h => (Symbol)h.Value, h => h.Key);
        HashSet<VariableSymbol> kept = [.. always, .. paths.SelectMany(p => p.Path.Conditions).Concat(arguments).SelectMany(Read)];
        int count;
        do
        {
            count = kept.Count;
            kept.UnionWith(paths.SelectMany(p => kept.ToArray().Select(v => (Variable: v, Value: p.Path.Values[v]))).ToArray().Where(v => !IsUnchanged(v.Variable, v.Value)).SelectMany(v => Read(v.Value)));
        }
        while (kept.Count > count);
        return kept;

        IEnumerable<VariableSymbol> Read(Expr expression) => ExprWalk.All(expression).OfType<Expr.Reference>().Select(r => variables.GetValueOrDefault(r.Symbol)).OfType<VariableSymbol>();

        bool IsUnchanged(VariableSymbol variable, Expr value) => value is Expr.Select { Map: Expr.Reference { Symbol: var map } } && map == held[variable];
    }
}
