using System.Collections.Immutable;
using Sextant.Model.Evaluation.Quantifiers;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Compilation;

internal sealed partial class ExprCompiler
{
    /// <summary>
    /// The map that holds the expression's value at each key. Over infinitely many keys that is a map only if the expression has
    /// one value almost everywhere, which is found out as quantifiers find it out.
    /// </summary>
    /// <param name="indices">The variables that stand for the indices: a group for the map, and one for each map that is held in it.</param>
    private Computation Lambda(DataType.Map type, ImmutableArray<EquatableArray<VariableSymbol>> indices, Expr value) => Within(indices[0], () =>
    {
        EquatableArray<VariableSymbol> group = indices[0];
        int[] slots = [.. group.Select(v => _bound[v])];
        Computation held = indices.Length == 1 ? Compute(value) : Lambda((DataType.Map)type.Range, indices[1..], value);
        MapShape shape = Domains.ShapeOf(type);
        return shape.AllKeys is { } all
            ? f =>
            {
                var values = new Datum[all.Length];
                for (int i = 0; i < all.Length; i++)
                    values[i] = At(f, slots, all[i], held);
                return Sized(shape.OfAll(values), value.Span);
            }
            : Sparse(shape, group, [.. indices.Skip(1).SelectMany(g => g)], slots, held, value);
    });

    private static Datum At(Frame frame, int[] slots, Datum key, Computation held)
    {
        if (slots.Length == 1)
            frame.Slots[slots[0]] = key;
        for (int i = 0; i < slots.Length && slots.Length > 1; i++)
            frame.Slots[slots[i]] = key.Fields[i];
        return held(frame);
    }

    private Computation Sparse(MapShape shape, EquatableArray<VariableSymbol> group, VariableSymbol[] inner, int[] slots, Computation held, Expr value)
    {
        Expr body = new Unfolding(evaluator.Definitions).Of(value);
        Occurrences?[] uses = [.. group.Select((v, i) => Occurrences.Of(v, body, [.. group, .. inner]))];
        if (Array.Exists(uses, u => u is null or { IsOrdered: true }))
            return Fails(FaultKind.NotExecutable, value.Span, "what a map holds at infinitely many keys is not found by trying some of them");
        Action<Frame, SortedSet<Datum>>[] points = [.. uses.Select(u => Points(u!))];
        return f =>
        {
            var known = new Datum[group.Count][];
            var fresh = new Datum[group.Count];
            for (int i = 0; i < known.Length; i++)
            {
                var set = new SortedSet<Datum>();
                points[i](f, set);
                Datum? other = Representatives.Fresh(Domains, group[i].Type, set);
                known[i] = other is null || Domains.All(group[i].Type) is null ? [.. set] : Domains.All(group[i].Type)!;
                fresh[i] = other ?? known[i][0];
            }

            Datum otherwise = At(f, slots, FunctionTable.Key(fresh), held);
            var entries = new List<KeyValuePair<Datum, Datum>>();
            foreach (Datum key in Keys(known))
            {
                Spend(f, value.Span);
                entries.Add(KeyValuePair.Create(key, At(f, slots, key, held)));
            }

            ConfirmElsewhere(f, known, fresh, otherwise, slots, held, value);
            return Sized(shape.Of(entries, otherwise), value.Span);
        };
    }

    /// <summary>With several indices, one of them may be new beside others that are known: that is infinitely many keys, which must hold what all others hold.</summary>
    private void ConfirmElsewhere(Frame frame, Datum[][] known, Datum[] fresh, Datum otherwise, int[] slots, Computation held, Expr value)
    {
        for (int i = 0; i < known.Length && known.Length > 1; i++)
        {
            Datum[][] line = [.. known.Select((k, j) => j == i ? [fresh[i]] : k)];
            foreach (Datum key in Keys(line))
            {
                Spend(frame, value.Span);
                if (At(frame, slots, key, held) != otherwise)
                    throw new EvaluationFaultException(FaultKind.NotExecutable, value.Span, "the map differs at infinitely many keys");
            }
        }
    }

    private static IEnumerable<Datum> Keys(Datum[][] values)
    {
        if (values.Length == 1)
            return values[0];
        IEnumerable<Datum[]> keys = [[]];
        foreach (Datum[] index in values)
            keys = keys.SelectMany(k => index.Select(v => (Datum[])[.. k, v]));
        return keys.Select(k => Datum.Of(0, k));
    }
}
