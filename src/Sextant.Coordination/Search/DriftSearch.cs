using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Search;

/// <summary>
/// Looks how far a workload may drift before another plan wins: one operation at a time, everywhere or at one site, more and less of it. At a few
/// factors a search is asked for a cheaper plan; where there is one, the factor is narrowed down at which it becomes cheaper, until a search finds
/// nothing cheaper just before.
/// </summary>
public sealed class DriftSearch
{
    /// <summary>The plans of more conflicts that hang together are not searched again and again.</summary>
    public const int MaxPairs = 12;

    /// <summary>How many times as much, or as little, is looked at.</summary>
    public const double Farthest = 16;

    private const double Step = 2;

    /// <summary>Factors are told to three digits.</summary>
    private const double Precision = 1.002;

    /// <summary>A plan that is cheaper by less than this part is the same in all that matters.</summary>
    private const double Tolerance = 1e-6;

    private static readonly SearchBounds Bounds = new(MaxNodes: 2_000, RankedPlans: 1);

    private readonly CoordinationProblem _problem;
    private readonly int _component;
    private readonly Plan _plan;
    private readonly Objective _objective;
    private bool _isProved;

    private DriftSearch(CoordinationProblem problem, int component, Plan plan, Objective objective)
    {
        _problem = problem;
        _component = component;
        _plan = plan;
        _objective = objective;
    }

    /// <summary>Whether the component of an operation is small enough to be looked at.</summary>
    public static bool IsLookedAt(CoordinationProblem component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.Conflicts.Pairs.Count <= MaxPairs;
    }

    /// <summary>The limits of a plan, of operations in the order of the conflicts; none of those that are not done at all.</summary>
    /// <param name="bounds">Of these the time, over everything.</param>
    /// <param name="progress">Hears of each operation.</param>
    /// <param name="interruption">Ends it with what is known so far.</param>
    public static DriftResult Run(CoordinationProblem problem, Plan plan, Objective objective, SearchBounds bounds, IProgress<string>? progress = null, CancellationToken interruption = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(bounds);
        var stop = new SearchStop(bounds, interruption);
        IReadOnlyList<CoordinationProblem> parts = problem.Components();
        var drifts = new List<Drift>();
        for (int i = 0; i < parts.Count; i++)
        {
            if (!IsLookedAt(parts[i]))
                continue;
            var search = new DriftSearch(problem, i, plan.For(parts[i].Conflicts), objective);
            foreach ((string operation, int? site) in Varied(parts[i]))
            {
                if (stop.Reason(nodes: 0, open: 0) is var end and not SearchEnd.Whole)
                    return new DriftResult(drifts.ToEquatable(), end);
                progress?.Report(operation);
                drifts.Add(search.Of(operation, site));
            }
        }

        return new DriftResult(drifts.ToEquatable(), SearchEnd.Whole);
    }

    /// <summary>What is varied: each operation everywhere, and at each site where it is done.</summary>
    private static IEnumerable<(string Operation, int? Site)> Varied(CoordinationProblem part)
    {
        foreach (string operation in part.Conflicts.Operations)
        {
            EquatableArray<Amount> amounts = part.LoadOf(operation).Amounts;
            int[] sites = [.. Enumerable.Range(0, amounts.Count).Where(s => amounts[s].High > 0)];
            if (sites.Length > 1)
                yield return (operation, null);
            foreach (int site in sites)
                yield return (operation, site);
        }
    }

    private Drift Of(string operation, int? site) => new(operation, site, Limit(operation, site, 1 / Step), Limit(operation, site, Step));

    private DriftLimit Limit(string operation, int? site, double step)
    {
        _isProved = true;
        double near = 1;
        for (double far = step; Math.Max(far, 1 / far) <= Farthest; far *= step)
        {
            if (Cheaper(operation, site, far) is { } other)
                return Narrowed(operation, site, near, far, other);
            near = far;
        }

        return new DriftLimit(null, null, _isProved);
    }

    /// <param name="near">Here nothing cheaper was found.</param>
    /// <param name="far">Here <paramref name="other"/> is cheaper.</param>
    private DriftLimit Narrowed(string operation, int? site, double near, double far, Plan other)
    {
        while (Math.Max(far / near, near / far) > Precision)
        {
            double middle = Math.Sqrt(near * far);
            if (CostAt(operation, site, middle, other) < CostAt(operation, site, middle, _plan) * (1 - Tolerance))
                far = middle;
            else if (Cheaper(operation, site, middle) is { } earlier)
                (far, other) = (middle, earlier);
            else
                near = middle;
        }

        return new DriftLimit(near, other, _isProved);
    }

    private double CostAt(string operation, int? site, double factor, Plan plan) => _objective.CostOf(At(operation, site, factor)).Of(plan);

    /// <summary>A plan that is cheaper when the operation is done so many times as often; null when none is found.</summary>
    private Plan? Cheaper(string operation, int? site, double factor)
    {
        CoordinationProblem changed = At(operation, site, factor);
        ComponentResult found = new ComponentSearch(changed, _objective, Bounds.RankedPlans, new SearchStop(Bounds, interruption: default), progress: null).Run();
        _isProved &= found.IsOptimal;
        return found.Best.Cost < _objective.CostOf(changed).Of(_plan) * (1 - Tolerance) ? found.Best.Plan : null;
    }

    private CoordinationProblem At(string operation, int? site, double factor) =>
        (_problem with { Workload = _problem.Workload.Scaled(operation, site, factor) }).Components()[_component];
}
