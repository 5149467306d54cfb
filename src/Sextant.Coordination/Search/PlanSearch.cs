using System.Numerics;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Search;

/// <param name="MaxNodes">After so many partial plans of a component its search stops, and says how far the optimum may be.</param>
/// <param name="RankedPlans">How many of the plans that were evaluated are kept, the best ones.</param>
public sealed record SearchBounds(long MaxNodes = 5_000, int RankedPlans = 10);

/// <summary>A plan with what it costs.</summary>
public sealed record CostedPlan(Plan Plan, double Cost);

/// <summary>What the search of one component came to.</summary>
/// <param name="LowerBound">No plan costs less; equal to the best cost when <paramref name="IsOptimal"/>.</param>
/// <param name="Configurations">How many plans there are, or at least that many.</param>
/// <param name="Ranking">The best of the plans that were evaluated, best first; others of the same kind may lie between them.</param>
public sealed record ComponentResult(
    CoordinationProblem Problem,
    double LowerBound,
    bool IsOptimal,
    long Evaluated,
    long Nodes,
    BigInteger Configurations,
    bool IsCountExact,
    EquatableArray<CostedPlan> Ranking)
{
    public CostedPlan Best => Ranking[0];
}

/// <summary>The best plan of all components together; their costs add up, since they are planned apart.</summary>
public sealed record PlanSearchResult(EquatableArray<ComponentResult> Components)
{
    public Plan Plan { get; } = new([.. Components.SelectMany(c => c.Best.Plan.Locks)]);

    public double Cost => Components.Sum(c => c.Best.Cost);

    public double LowerBound => Components.Sum(c => c.LowerBound);

    public bool IsOptimal => Components.All(c => c.IsOptimal);

    /// <summary>By how much, as a part of its cost, the plan may be worse than the best; zero when that is proved.</summary>
    public double Gap => Cost == 0 ? 0 : (Cost - LowerBound) / Cost;

    public long Evaluated => Components.Sum(c => c.Evaluated);

    public BigInteger Configurations => Components.Aggregate(BigInteger.One, (product, c) => product * c.Configurations);

    public bool IsCountExact => Components.All(c => c.IsCountExact);
}

/// <summary>Chooses the cheapest safe plan.</summary>
public static class PlanSearch
{
    /// <param name="progress">Hears of the component that is searched, the partial plans seen, and the best cost so far.</param>
    /// <param name="cancellation">Stops the search, which then answers with the best plan so far and its bound.</param>
    public static PlanSearchResult Run(CoordinationProblem problem, Metric metric, SearchBounds bounds, IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(bounds);
        return new PlanSearchResult([.. problem.Components().Select(part => new ComponentSearch(part, metric, bounds, progress, cancellation).Run())]);
    }
}

public readonly record struct SearchProgress(string FirstOperation, long Nodes, double BestCost);
