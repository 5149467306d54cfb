using System.Globalization;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Replicas;

/// <summary>Which values of infinite types a search tries: few, and the simplest ones.</summary>
public sealed record SmallDomain
{
    public static readonly SmallDomain Default = new();

    public int LowestNumber { get; init; }

    public int HighestNumber { get; init; } = 2;

    public int Texts { get; init; } = 2;

    /// <summary>Of a type with more values only so many are tried.</summary>
    public int MostValues { get; init; } = 64;

    /// <summary>The values to try, and whether they are all there are.</summary>
    public (IReadOnlyList<Datum> Values, bool IsAll) Of(Evaluator evaluator, DataType type)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        if (evaluator.AllValues(type) is { } all && all.Count <= MostValues)
            return (all, true);
        IEnumerable<Datum> values = type switch
        {
            DataType.Int or DataType.Real => Numbers(),
            DataType.Text => Enumerable.Range(0, Texts).Select(i => Datum.Of(string.Create(CultureInfo.InvariantCulture, $"t{i + 1}"))),
            DataType.Datatype d => d.Symbol.Constructors.SelectMany((c, i) => Tuples(evaluator, d.FieldTypes(c)).Select(t => Datum.Of(i, t))),
            DataType.Map { ParameterCount: 0 } m => Maps(evaluator, m),
            DataType.List l => [new Datum(ListValue.Empty), .. Of(evaluator, l.Element).Values.Select(v => new Datum(new ListValue([v])))],
            _ => evaluator.Domains.Stream(type),
        };
        return ([.. values.Distinct().Take(MostValues)], false);
    }

    /// <summary>The simplest first.</summary>
    private IEnumerable<Datum> Numbers() => Enumerable.Range(LowestNumber, HighestNumber - LowestNumber + 1).OrderBy(Math.Abs).ThenByDescending(n => n).Select(n => Datum.Of(n));

    private IEnumerable<Datum[]> Tuples(Evaluator evaluator, IEnumerable<DataType> types)
    {
        IEnumerable<Datum[]> tuples = [[]];
        foreach (DataType type in types)
        {
            IReadOnlyList<Datum> values = Of(evaluator, type).Values;
            tuples = tuples.SelectMany(t => values.Select(v => (Datum[])[.. t, v]));
        }

        return tuples;
    }

    /// <summary>Maps that hold the first value of their range almost everywhere, with more and more entries.</summary>
    private IEnumerable<Datum> Maps(Evaluator evaluator, DataType.Map map)
    {
        IReadOnlyList<Datum> values = Of(evaluator, map.Range).Values;
        Datum[] keys = [.. Tuples(evaluator, map.Domain).Select(k => FunctionTable.Key(k)).Take(MostValues)];
        if (values.Count == 0)
            return [];
        IEnumerable<Datum> maps = [Evaluator.ConstantMap(values[0])];
        foreach (Datum key in keys)
        {
            Datum[] smaller = [.. maps.Take(MostValues)];
            maps = smaller.Concat(values.Skip(1).SelectMany(v => smaller.Select(m => evaluator.Store(map, m, key, v))));
        }

        return maps;
    }
}
