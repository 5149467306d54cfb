using System.Numerics;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Search;

/// <summary>When a search stops although it has not seen all, and says how far the optimum may be.</summary>
/// <param name="MaxNodes">After so many partial plans of a component.</param>
/// <param name="RankedPlans">How many of the plans that were evaluated are kept, the best ones.</param>
public sealed record SearchBounds(long MaxNodes = long.MaxValue, int RankedPlans = 10)
{
    /// <summary>After so long, over all components; null for as long as it takes. How far it comes by then is not the same in each run.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>By what the budget is measured.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>When so many partial plans of a component wait to be looked into: some hundred megabytes.</summary>
    public int MaxOpen { get; init; } = 4_000_000;
}

/// <summary>Why a search has ended.</summary>
public enum SearchEnd
{
    /// <summary>Nothing is left that could be better.</summary>
    Whole,
    Nodes,
    Open,
    Time,
    Interrupted,
}

/// <summary>A plan with what it costs.</summary>
public sealed record CostedPlan(Plan Plan, double Cost);

/// <summary>What the search of one component came to.</summary>
/// <param name="LowerBound">No plan costs less; equal to the best cost when the search was whole.</param>
/// <param name="Configurations">How many plans there are, or at least that many.</param>
/// <param name="Ranking">The best of the plans that were evaluated, best first; others of the same kind may lie between them.</param>
public sealed record ComponentResult(
    CoordinationProblem Problem,
    double LowerBound,
    SearchEnd End,
    long Evaluated,
    long Nodes,
    BigInteger Configurations,
    bool IsCountExact,
    EquatableArray<CostedPlan> Ranking)
{
    public CostedPlan Best => Ranking[0];

    public bool IsOptimal => End == SearchEnd.Whole;
}

/// <summary>The best plan of all components together; their costs add up, since they are planned apart.</summary>
public sealed record PlanSearchResult(EquatableArray<ComponentResult> Components)
{
    public Plan Plan { get; } = new([.. Components.SelectMany(c => c.Best.Plan.Locks)]);

    public double Cost => Components.Sum(c => c.Best.Cost);

    public double LowerBound => Components.Sum(c => c.LowerBound);

    public bool IsOptimal => Components.All(c => c.IsOptimal);

    /// <summary>Why the search of a component ended early, that of the last one in this order of reasons; <see cref="SearchEnd.Whole"/> when none did.</summary>
    public SearchEnd End => Components.Select(c => c.End).DefaultIfEmpty(SearchEnd.Whole).Max();

    /// <summary>By how much, as a part of its cost, the plan may be worse than the best; zero when that is proved.</summary>
    public double Gap => Cost == 0 ? 0 : (Cost - LowerBound) / Cost;

    public long Evaluated => Components.Sum(c => c.Evaluated);

    public BigInteger Configurations => Components.Aggregate(BigInteger.One, (product, c) => product * c.Configurations);

    public bool IsCountExact => Components.All(c => c.IsCountExact);
}

/// <summary>Chooses the cheapest safe plan.</summary>
public static class PlanSearch
{
    /// <param name="progress">Hears of the component that is searched, the partial plans seen, the best cost so far, and the bound.</param>
    /// <param name="interruption">Stops the search, which then answers with the best plan so far and its bound.</param>
    public static PlanSearchResult Run(CoordinationProblem problem, Objective objective, SearchBounds bounds, IProgress<SearchProgress>? progress = null, CancellationToken interruption = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(bounds);
        IReadOnlyList<CoordinationProblem> parts = problem.Components();
        var results = new ComponentResult[parts.Count];
        long start = bounds.Clock.GetTimestamp();
        int left = parts.Count;
        // Small components first: what they leave of the time is for the large ones.
        foreach (int i in Enumerable.Range(0, parts.Count).OrderBy(i => parts[i].Conflicts.Pairs.Count))
        {
            TimeSpan? share = bounds.Budget is { } budget ? (budget - bounds.Clock.GetElapsedTime(start)) / left-- : null;
            var stop = new SearchStop(bounds with { Budget = share }, interruption);
            results[i] = new ComponentSearch(parts[i], objective, bounds.RankedPlans, stop, progress).Run();
        }

        return new PlanSearchResult(results.ToEquatable());
    }
}

/// <param name="LowerBound">No plan of the component costs less.</param>
public readonly record struct SearchProgress(string FirstOperation, long Nodes, double BestCost, double LowerBound);
