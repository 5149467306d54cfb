using System.Collections.Immutable;
using System.Globalization;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation;

/// <summary>
/// What a specification leaves open and a run must fix: how many elements each uninterpreted type has, the values of the
/// constants, and what functions yield of which nothing else is known.
/// </summary>
public sealed record Universe
{
    /// <summary>How many elements a type has of which <see cref="Sizes"/> says nothing.</summary>
    public int OtherSize { get; init; } = 2;

    public ImmutableDictionary<DataType.Sort, int> Sizes { get; init; } = ImmutableDictionary<DataType.Sort, int>.Empty;

    public ImmutableDictionary<ConstantSymbol, Datum> Constants { get; init; } = ImmutableDictionary<ConstantSymbol, Datum>.Empty;

    /// <summary>Of a function its results by arguments.</summary>
    public ImmutableDictionary<FunctionSymbol, FunctionTable> Functions { get; init; } = ImmutableDictionary<FunctionSymbol, FunctionTable>.Empty;

    /// <summary>The universe in which each of the first replicas has so many names for its runs.</summary>
    public Universe WithRuns(Dots dots, int replicas, int runs)
    {
        ArgumentNullException.ThrowIfNull(dots);
        Dictionary<Datum, Datum> by = Enumerable.Range(0, replicas * runs).ToDictionary(d => Datum.Of(d), d => Datum.Of(d % replicas));
        return this with
        {
            Sizes = Sizes.SetItem(dots.Type, replicas * runs),
            Functions = Functions.SetItem(dots.By, new FunctionTable(by, otherwise: null)),
        };
    }

    /// <summary>The universe in which the elements of types come in the order of their numbers, where nothing is said of their order.</summary>
    public Universe WithRanks(Theory theory)
    {
        ArgumentNullException.ThrowIfNull(theory);
        IEnumerable<FunctionSymbol> ranks = theory.Functions.Where(f => f.Meaning is FunctionMeaning.Uninterpreted { IsRank: true } && !Functions.ContainsKey(f.Symbol)).Select(f => f.Symbol);
        return this with { Functions = Functions.AddRange(ranks.Select(rank => KeyValuePair.Create(rank, Numbering((DataType.Sort)rank.ParameterTypes[0])))) };
    }

    private FunctionTable Numbering(DataType.Sort sort) => new(Enumerable.Range(0, SizeOf(sort)).ToDictionary(e => Datum.Of(e), e => Datum.Of(e)), otherwise: null);

    public int SizeOf(DataType.Sort sort) => Sizes.GetValueOrDefault(sort, OtherSize);

    /// <summary>The name by which people know an element: that of a constant which denotes it, or the type's with a number from 1 on.</summary>
    public string LabelOf(DataType.Sort sort, long element)
    {
        ConstantSymbol? named = Constants.Where(c => c.Key.Type == sort && c.Value == Datum.Of(element)).Select(c => c.Key)
            .OrderByDescending(c => c.IsUnique).ThenBy(c => c.DeclaredAt.Start).FirstOrDefault();
        return named?.Name ?? string.Create(CultureInfo.InvariantCulture, $"{sort}#{element + 1}");
    }
}

/// <summary>The results of a function at some arguments, and at all others, if that is known.</summary>
public sealed class FunctionTable(IReadOnlyDictionary<Datum, Datum> results, Datum? otherwise)
{
    /// <summary>The arguments as one key: alone, or in a tuple when there are several.</summary>
    public static Datum Key(params ReadOnlySpan<Datum> arguments) => arguments.Length == 1 ? arguments[0] : Datum.Of(0, arguments);

    public Datum? this[Datum key] => results.TryGetValue(key, out Datum result) ? result : otherwise;
}
