using Sextant.Model.Evaluation.Quantifiers;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Compilation;

/// <summary>
/// Quantifiers become loops. Over finite types these run over all values; over infinite ones over values that stand for all,
/// where the condition lets them be found, and else over those that matter most, and then only a witness decides.
/// </summary>
internal sealed partial class ExprCompiler
{
    private Condition Quantified(Expr.Quantified quantified)
    {
        return Within(quantified.Variables, () =>
        {
            Condition loop = Decide(quantified.Body);
            foreach ((VariableSymbol variable, TrialSource[] sources) in Ordered(quantified).AsEnumerable().Reverse())
                loop = Loop(_bound[variable], sources, loop, quantified.Kind == QuantifierKind.Exists, variable, quantified.Span);
            return loop;
        });
    }

    /// <summary>Compiles what is said of new variables; one that is bound outside too means the same as before behind it.</summary>
    private T Within<T>(EquatableArray<VariableSymbol> variables, Func<T> compile)
    {
        (VariableSymbol, int?)[] shadowed = [.. variables.Select(v => (v, _bound.TryGetValue(v, out int s) ? s : (int?)null))];
        foreach (VariableSymbol variable in variables)
            _bound[variable] = layout.AddNameless();
        T result = compile();
        foreach ((VariableSymbol variable, int? slot) in shadowed)
        {
            if (slot is { } outer)
                _bound[variable] = outer;
            else
                _bound.Remove(variable);
        }

        return result;
    }

    private Condition Loop(int slot, TrialSource[] sources, Condition body, bool isExists, VariableSymbol variable, SourceSpan span) => f =>
    {
        TrialValues trials = FirstOf(sources, f);
        EvaluationFaultException? undecided = null;
        foreach (Datum value in trials.Values)
        {
            Spend(f, span);
            f.Slots[slot] = value;
            try
            {
                if (body(f) == isExists)
                    return isExists;
            }
            catch (EvaluationFaultException e) when (e.Fault.Kind == FaultKind.Undecided)
            {
                undecided ??= e;
            }
        }

        if (undecided is not null)
            throw undecided;
        return trials.IsComplete ? !isExists : throw new EvaluationFaultException(FaultKind.Undecided, span,
            $"`{variable.Name}` ranges over all values of `{variable.Type}`, and none of the {trials.Values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} that were tried decides it");
    };

    private static TrialValues FirstOf(TrialSource[] sources, Frame frame)
    {
        for (int i = 0; i < sources.Length - 1; i++)
        {
            if (sources[i](frame) is { } found)
                return found;
        }

        return sources[^1](frame)!.Value;
    }

    /// <summary>The variables, those first whose values can be found without the others, each with the ways to find them.</summary>
    private List<(VariableSymbol Variable, TrialSource[] Sources)> Ordered(Expr.Quantified quantified)
    {
        var ordered = new List<(VariableSymbol, TrialSource[])>();
        List<VariableSymbol> rest = [.. quantified.Variables];
        foreach (VariableSymbol finite in rest.Where(v => Domains.All(v.Type) is not null).ToArray())
        {
            var all = new TrialValues(Domains.All(finite.Type)!, IsComplete: true);
            ordered.Add((finite, [_ => all]));
            rest.Remove(finite);
        }

        if (rest.Count == 0)
            return ordered;
        Expr body = new Unfolding(evaluator.Definitions).Of(quantified.Body);
        Guards guards = Guards.Of(quantified.Kind, body);
        while (rest.Count > 0)
        {
            (VariableSymbol variable, List<TrialSource> sources) = rest
                .Select(v => (v, Sources: ExactSources(v, rest, body, guards)))
                .OrderByDescending(p => p.Sources.Count > 0).First();
            ordered.Add((variable, [.. sources, Likely(variable, body)]));
            rest.Remove(variable);
        }

        return ordered;
    }

    /// <summary>The ways to find values that stand for all, given values of the variables that are not open.</summary>
    private List<TrialSource> ExactSources(VariableSymbol variable, List<VariableSymbol> open, Expr body, Guards guards)
    {
        VariableSymbol[] others = [.. open.Where(v => v != variable), .. guards.Inner];
        var sources = new List<TrialSource>();
        int before = _undecidable;
        if (RangeOf(variable, guards, others) is { } range)
            sources.Add(range);
        if (SupportOf(variable, guards, others) is { } support)
            sources.Add(support);
        if (Occurrences.Of(variable, body, others) is { } occurrences)
            sources.Add(WithRepresentatives(variable.Type, Points(occurrences), occurrences.IsOrdered));
        else
            before++;
        _undecidable = before;
        return sources;
    }

    /// <summary>Numbers between bounds: <c>lo &lt;= i &amp;&amp; i &lt; hi</c>, or <c>i == e</c>.</summary>
    private TrialSource? RangeOf(VariableSymbol variable, Guards guards, VariableSymbol[] others)
    {
        if (variable.Type is not DataType.Int)
            return null;
        var lows = new List<Computation>();
        var highs = new List<Computation>();
        foreach (Expr.Binary guard in guards.Conditions.OfType<Expr.Binary>())
        {
            bool isLeft = guard.Left is Expr.Reference l && l.Symbol == variable;
            bool isRight = guard.Right is Expr.Reference r && r.Symbol == variable;
            Expr limit = isLeft ? guard.Right : guard.Left;
            if (isLeft == isRight || Mentions(limit, [variable, .. others]))
                continue;
            Computation value = Compute(limit);
            switch (guard.Operator)
            {
                case BinaryOperator.Equal:
                    lows.Add(value);
                    highs.Add(value);
                    break;
                case BinaryOperator.LessOrEqual or BinaryOperator.Less:
                    (isLeft ? highs : lows).Add(guard.Operator == BinaryOperator.LessOrEqual ? value : Shifted(value, isLeft ? -1 : 1));
                    break;
                case BinaryOperator.GreaterOrEqual or BinaryOperator.Greater:
                    (isLeft ? lows : highs).Add(guard.Operator == BinaryOperator.GreaterOrEqual ? value : Shifted(value, isLeft ? 1 : -1));
                    break;
            }
        }

        return lows.Count == 0 || highs.Count == 0 ? null : f => Attempt<TrialValues>(() =>
        {
            Datum low = lows.Select(l => l(f)).Max();
            Datum high = highs.Select(h => h(f)).Min();
            return high.Number - low.Number >= f.Steps ? null : new TrialValues(Interval(low, high), IsComplete: true);
        });
    }

    private static List<Datum> Interval(Datum low, Datum high)
    {
        var values = new List<Datum>();
        for (Datum n = low; n.CompareTo(high) <= 0; n = Representatives.Shifted(n, 1))
            values.Add(n);
        return values;
    }

    private static Computation Shifted(Computation value, int by) => f => Representatives.Shifted(value(f), by);

    private static bool Mentions(Expr expression, IEnumerable<Symbol> symbols) => ExprWalk.All(expression).Any(p => p is Expr.Reference r && symbols.Contains(r.Symbol));

    /// <summary>
    /// The entries of maps that a guard reads, <c>x in s</c> or <c>m[x] is Some</c>, if the guard fails everywhere else:
    /// that is found out at one value of which the maps have no entry.
    /// </summary>
    private TrialSource? SupportOf(VariableSymbol variable, Guards guards, VariableSymbol[] others)
    {
        (Expr Guard, Occurrences? Uses)[] usable = [.. guards.Conditions
            .Where(g => Mentions(g, [variable]))
            .Select(g => (g, Occurrences.Of(variable, g, others))).Where(g => g.Item2 is { IsOrdered: false })];
        if (usable.Length == 0)
            return null;
        Action<Frame, SortedSet<Datum>>[] points = [.. usable.Select(g => Points(g.Uses!))];
        Expr joined = Conjuncts.Join([.. usable.Select(g => g.Guard)], usable[0].Guard.Span);
        VariableSymbol[] left = [.. others.Distinct().Where(v => Mentions(joined, [v]))];
        Condition elsewhere = Decide(left.Length == 0 ? joined : new Expr.Quantified(QuantifierKind.Exists, left.ToEquatable(), [], joined, joined.Span));
        int slot = _bound[variable];
        return f => Attempt<TrialValues>(() =>
        {
            var known = new SortedSet<Datum>();
            foreach (Action<Frame, SortedSet<Datum>> collect in points)
                collect(f, known);
            if (Representatives.Fresh(Domains, variable.Type, known) is not { } fresh)
                return null;
            f.Slots[slot] = fresh;
            return elsewhere(f) ? null : new TrialValues([.. known], IsComplete: true);
        });
    }

    private TrialSource WithRepresentatives(DataType type, Action<Frame, SortedSet<Datum>> collect, bool isOrdered) => f => Attempt<TrialValues>(() =>
    {
        var known = new SortedSet<Datum>();
        collect(f, known);
        if (isOrdered)
            return new TrialValues([.. known, .. Representatives.InGaps(known, type is DataType.Real)], IsComplete: true);
        return Representatives.Fresh(Domains, type, known) is { } fresh ? new TrialValues([.. known, fresh], IsComplete: true) : null;
    });

    /// <summary>Guards are read out of their order here, so that a fault only means that this way leads nowhere.</summary>
    private static T? Attempt<T>(Func<T?> find) where T : struct
    {
        try
        {
            return find();
        }
        catch (EvaluationFaultException e) when (e.Fault.Kind != FaultKind.Bound)
        {
            return null;
        }
    }

    private Action<Frame, SortedSet<Datum>> Points(Occurrences uses)
    {
        (Func<Frame, IEnumerable<MapValue>> Maps, int Position)[] maps = [.. uses.Maps.Select(m => (MapsOf(m.Map), m.Position))];
        Computation[] values = [.. uses.Values.Select(Compute)];
        Computation[] lists = [.. uses.Lists.Select(Compute)];
        int[] arities = [.. uses.Maps.Select(m => ArityOf(m.Map))];
        return (f, known) =>
        {
            for (int i = 0; i < maps.Length; i++)
            {
                foreach (MapValue map in maps[i].Maps(f))
                {
                    foreach (ref readonly Datum key in map.Keys)
                        known.Add(arities[i] == 1 ? key : key.Fields[maps[i].Position]);
                }
            }

            foreach (Computation value in values)
                known.Add(value(f));
            foreach (Computation list in lists)
                known.UnionWith(list(f).List.Written.ToArray());
        };
    }

    private static DataType.Map TypeOf(MapSource source) => source switch
    {
        MapSource.Whole whole => (DataType.Map)whole.Map.Type,
        MapSource.HeldBy held => (DataType.Map)TypeOf(held.Outer).Range,
        MapSource.Either either => TypeOf(either.Left),
        _ => throw new InvalidOperationException($"no type of {source.GetType().Name}"),
    };

    private static int ArityOf(MapSource source) => TypeOf(source).Domain.Count;

    private Func<Frame, IEnumerable<MapValue>> MapsOf(MapSource source)
    {
        switch (source)
        {
            case MapSource.Whole whole:
                Computation map = Compute(whole.Map);
                return f => [map(f).Map];
            case MapSource.HeldBy held:
                Func<Frame, IEnumerable<MapValue>> outer = MapsOf(held.Outer);
                return f => outer(f).SelectMany(m => m.Values.ToArray().Append(m.Default)).Select(v => v.Map);
            case MapSource.Either either:
                (Func<Frame, IEnumerable<MapValue>> left, Func<Frame, IEnumerable<MapValue>> right) = (MapsOf(either.Left), MapsOf(either.Right));
                return f => left(f).Concat(right(f));
            default:
                throw new InvalidOperationException($"no maps of {source.GetType().Name}");
        }
    }

    /// <summary>Values of the type that occur in the state or in the condition, numbers with their neighbours, and one that does not occur.</summary>
    private TrialSource Likely(VariableSymbol variable, Expr body)
    {
        (Symbol Symbol, int Slot)[] symbols = [.. layout.Symbols.Select(s => (s, layout[s])), .. _bound.Where(b => b.Key != variable && b.Key.Type is not DataType.Map { ParameterCount: > 0 }).Select(b => (b.Key, b.Value))];
        (Datum Value, DataType Type)[] constants = [.. evaluator.Universe.Constants.Select(c => (c.Value, c.Key.Type))];
        Datum[] literals = [.. ExprWalk.All(body).Where(e => e.Type == variable.Type).Select(LiteralOf).OfType<Datum>()];
        bool isNumber = variable.Type is DataType.Int or DataType.Real;
        return f =>
        {
            var known = new SortedSet<Datum>(literals);
            var inside = new ValuesInside(variable.Type, known);
            foreach ((Symbol symbol, int slot) in symbols)
                inside.Collect(f.Slots[slot], symbol.Type);
            foreach ((Datum value, DataType type) in constants)
                inside.Collect(value, type);
            if (isNumber)
                known.UnionWith([.. known.SelectMany(n => (Datum[])[Representatives.Shifted(n, -1), Representatives.Shifted(n, 1)])]);
            Datum? fresh = Representatives.Fresh(Domains, variable.Type, known);
            return new TrialValues(fresh is { } other ? [.. known, other] : [.. known], IsComplete: false);
        };
    }

    private static Datum? LiteralOf(Expr expression) => expression switch
    {
        Expr.IntLiteral e => Datum.Of(e.Value),
        Expr.RealLiteral e => Datum.Ratio(e.Numerator, System.Numerics.BigInteger.Pow(10, e.Scale)),
        Expr.BitVectorLiteral e => Datum.Of(e.Value),
        Expr.TextLiteral e => Datum.Of(e.Value),
        _ => null,
    };
}
