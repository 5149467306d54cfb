using Sextant.Model.Expressions;

namespace Sextant.Proof.Programs;

/// <summary>A way of a client from one place to the next; from null where it begins.</summary>
internal sealed record PlacedPath(int? From, int To, ProgramPath Path);

/// <summary>What a variable of a client holds whenever the client stands at a place.</summary>
internal sealed record KnownValue(int Place, VariableSymbol Variable, Expr Value);

/// <summary>
/// Constants that variables hold at places (constant propagation, as in any compiler's book). They become part of the invariant and
/// are proved like all of it, so that nothing relies on this analysis being right.
/// </summary>
internal static class KnownAtPlaces
{
    /// <param name="held">Variables, each with the map that holds it for all clients.</param>
    public static IEnumerable<KnownValue> Of(IReadOnlyList<PlacedPath> paths, IReadOnlyDictionary<VariableSymbol, VariableSymbol> held, int places)
    {
        Dictionary<Symbol, VariableSymbol> variables = held.ToDictionary(h => (Symbol)h.Value, h => h.Key);
        var known = new Dictionary<VariableSymbol, Expr?>?[places];
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (PlacedPath path in paths.Where(p => p.From is null || known[p.From.Value] is not null))
                isChanged |= Join(ref known[path.To], path, path.From is { } from ? known[from] : null);
        }

        for (int place = 0; place < places; place++)
        {
            foreach ((VariableSymbol variable, Expr? value) in known[place] ?? [])
            {
                if (value is not null)
                    yield return new KnownValue(place, variable, value);
            }
        }

        bool Join(ref Dictionary<VariableSymbol, Expr?>? there, PlacedPath path, Dictionary<VariableSymbol, Expr?>? before)
        {
            bool isNew = there is null;
            there ??= [];
            bool changed = isNew;
            foreach (VariableSymbol variable in held.Keys)
            {
                Expr? value = ValueOf(path.Path.Values[variable], before);
                if (isNew)
                    there[variable] = value;
                else if (there[variable] is { } earlier && (value is null || !IsSame(earlier, value)))
                    (there[variable], changed) = (null, true);
            }

            return changed;
        }

        Expr? ValueOf(Expr value, Dictionary<VariableSymbol, Expr?>? before) => value switch
        {
            Expr.BoolLiteral or Expr.IntLiteral or Expr.Construct { Arguments.Count: 0 } => value,
            Expr.Select { Map: Expr.Reference { Symbol: var map } } when before is not null && variables.TryGetValue(map, out VariableSymbol? variable) => before[variable],
            _ => null,
        };
    }

    private static bool IsSame(Expr one, Expr other) => (one, other) switch
    {
        (Expr.BoolLiteral a, Expr.BoolLiteral b) => a.Value == b.Value,
        (Expr.IntLiteral a, Expr.IntLiteral b) => a.Value == b.Value,
        (Expr.Construct a, Expr.Construct b) => a.Constructor == b.Constructor,
        _ => false,
    };
}
