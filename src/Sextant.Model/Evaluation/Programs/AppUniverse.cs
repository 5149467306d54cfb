using System.Collections.Immutable;
using System.Globalization;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Programs;

/// <summary>What is fixed of an app before anybody runs: the values of its constants, its objects and their numbers.</summary>
internal sealed class AppUniverse
{
    /// <summary>How many objects a family has of which nothing says it.</summary>
    private const int UsualCount = 2;

    private readonly Dictionary<string, long> _bounds;

    public AppUniverse(DistributedApp app, ProgramOptions options)
    {
        _bounds = app.Bounds.GroupBy(b => b.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);
        foreach ((string name, long value) in options.Bounds)
            _bounds[name] = value;
        var universe = new Universe
        {
            Sizes = app.Theory.Sorts.Where(s => s.Arity == 0 && _bounds.ContainsKey(s.Name))
                .ToImmutableDictionary(s => new DataType.Sort(s, []), s => (int)_bounds[s.Name]),
        };
        foreach (AppParameter parameter in app.Objects)
            universe = Number(parameter, universe);
        foreach (ProgramConstant constant in app.Constants.Concat(app.ObjectTypes.SelectMany(t => t.Constants)).DistinctBy(c => c.Symbol))
            universe = Constant(app, constant, universe, options.Limits);
        Evaluator = new Evaluator(app.Theory, universe, options.Limits);
    }

    public Evaluator Evaluator { get; }

    /// <summary>The objects by number: what they are called, and their type.</summary>
    public List<(string Name, string ObjectType)> Names { get; } = [];

    /// <summary>How many clients do what this one does; at least none.</summary>
    public int CountOf(Client client) => client.Count is null ? 1
        : Evaluator.Compile(client.Count, new Layout()).Evaluate(new Frame(new Layout())) is { IsFault: false, Value: var count } ? (int)System.Numerics.BigInteger.Clamp(count.Number, 0, 64) : 1;

    private Universe Number(AppParameter parameter, Universe universe)
    {
        Datum value;
        if (parameter.Count is not { } family)
        {
            value = Datum.Of(Names.Count);
            Names.Add((parameter.Name, parameter.ObjectType));
        }
        else
        {
            int count = family.Number ?? (int)_bounds.GetValueOrDefault(family.Name!.Name, UsualCount);
            value = Evaluator.ListOf([.. Enumerable.Range(Names.Count, count).Select(n => Datum.Of(n))]);
            Names.AddRange(Enumerable.Range(1, count).Select(i => (string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}_{i}"), parameter.ObjectType)));
            if (family.Name is not null)
                universe = universe with { Constants = universe.Constants.SetItem(family.Name, Datum.Of(count)) };
        }

        return universe with { Constants = universe.Constants.SetItem(parameter.Number, value) };
    }

    /// <summary>A bound goes before the value in the text. A constant without either has none, which whoever reads it is told.</summary>
    private Universe Constant(DistributedApp app, ProgramConstant constant, Universe universe, EvaluationLimits limits)
    {
        if (universe.Constants.ContainsKey(constant.Symbol))
            return universe;
        if (constant.Symbol.Type is DataType.Int && _bounds.TryGetValue(constant.Symbol.Name, out long bound))
            return universe with { Constants = universe.Constants.SetItem(constant.Symbol, Datum.Of(bound)) };
        if (constant.Value is null)
            return universe;
        var layout = new Layout();
        Evaluated value = new Evaluator(app.Theory, universe, limits).Compile(constant.Value, layout).Evaluate(new Frame(layout));
        return value.IsFault ? universe : universe with { Constants = universe.Constants.SetItem(constant.Symbol, value.Value) };
    }
}
