using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;

namespace Sextant.Cli.Commands.Design;

/// <summary>A plan in a catalogue: by number how the locks are held, and where they are.</summary>
internal sealed record CataloguedPlan(int Mode, int Placement, Plan Plan, double Cost);

/// <summary>The plans that have the same conflicts in the same locks.</summary>
/// <param name="Plans">Each with its locks in one order, that of the first one.</param>
internal sealed record Granularity(int Number, EquatableArray<CataloguedPlan> Plans)
{
    public EquatableArray<PlannedLock> Locks => Plans[0].Plan.Locks;

    public double LeastCost => Plans.Min(p => p.Cost);
}

/// <summary>Plans for the conflicts that hang together, numbered by granularity, mode and placement as on the slides (39 to 52).</summary>
/// <param name="IsWhole">Whether all plans there are, are here; else the best of those that the search evaluated.</param>
internal sealed record PlanCatalogue(EquatableArray<Granularity> Granularities, bool IsWhole)
{
    /// <summary>More bars than these cannot be told apart.</summary>
    private const int MaxPlans = 240;

    public static PlanCatalogue Of(ComponentResult part, Objective objective)
    {
        IPlanCost cost = objective.CostOf(part.Problem);
        Mechanisms[] mechanisms = objective.Metric == Metric.Thesis ? [Mechanisms.SharedExclusive] : [Mechanisms.Grouped, Mechanisms.SharedExclusive];
        foreach (Mechanisms[] some in (Mechanisms[][])[mechanisms, [mechanisms[0]]])
        {
            CoordinationLattice[] lattices = [.. some.Select(m => new CoordinationLattice(part.Problem.Conflicts.Pairs, part.Problem.SiteCount, m))];
            if (part.Problem.Conflicts.Pairs.Count <= 5 && lattices.All(l => l.Count() is { IsExact: true, Plans: var count } && count <= MaxPlans) && lattices.Sum(l => (int)l.Count().Plans) <= MaxPlans)
                return new PlanCatalogue(Numbered(lattices.SelectMany(l => l.Plans()).Select(p => new CostedPlan(p, cost.Of(p)))).ToEquatable(), IsWhole: true);
        }

        return new PlanCatalogue(Numbered(part.Ranking).ToEquatable(), IsWhole: false);
    }

    public static bool AreSame(Plan one, Plan other) => Name(one.Locks, FullNameOf) == Name(other.Locks, FullNameOf);

    private static IEnumerable<Granularity> Numbered(IEnumerable<CostedPlan> plans) => plans.Select(p => p with { Plan = Ordered(p.Plan) })
        .GroupBy(p => string.Join('|', p.Plan.Locks.Select(PairsOf)), StringComparer.Ordinal)
        .Select((same, i) => new Granularity(i + 1, Numbered([.. same]).ToEquatable()));

    private static IEnumerable<CataloguedPlan> Numbered(CostedPlan[] plans)
    {
        string[] modes = [.. plans.Select(p => string.Join('|', p.Plan.Locks.Select(ModesOf)))];
        string[] sites = [.. plans.Select(p => string.Join('|', p.Plan.Locks.Select(l => l.Site)))];
        string[] modeNames = [.. modes.Distinct(StringComparer.Ordinal)];
        string[] siteNames = [.. sites.Distinct(StringComparer.Ordinal)];
        return plans.Select((p, i) => new CataloguedPlan(Array.IndexOf(modeNames, modes[i]) + 1, Array.IndexOf(siteNames, sites[i]) + 1, p.Plan, p.Cost))
            .OrderBy(p => p.Mode).ThenBy(p => p.Placement);
    }

    private static Plan Ordered(Plan plan) => new([.. plan.Locks.OrderBy(l => l.Name, StringComparer.Ordinal).ThenBy(PairsOf, StringComparer.Ordinal)]);

    private static string Name(IEnumerable<PlannedLock> locks, Func<PlannedLock, string> nameOf) => string.Join('|', locks.Select(nameOf).Order(StringComparer.Ordinal));

    private static string FullNameOf(PlannedLock l) => $"{PairsOf(l)}:{ModesOf(l)}:{l.Site}";

    private static string PairsOf(PlannedLock l) => string.Join(',', l.Pairs.Select(p => p.Name).Order(StringComparer.Ordinal));

    private static string ModesOf(PlannedLock l) => string.Join(',', l.Uses.OrderBy(u => u.Operation, StringComparer.Ordinal).Select(u => u.Mode));
}
