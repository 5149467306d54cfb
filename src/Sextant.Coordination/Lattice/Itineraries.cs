using Sextant.Coordination.Deployment;

namespace Sextant.Coordination.Lattice;

/// <summary>
/// How the operations take the locks of a plan, by index: sites in order, each asked once for all locks there, which it takes in the
/// order of their names. Since everybody keeps to that order, nobody can be stuck. They are given back last site first.
/// </summary>
internal sealed class Itineraries
{
    private readonly bool[][] _excludes;

    public Itineraries(CoordinationProblem problem, Plan plan)
    {
        Operations = [.. problem.Conflicts.Operations];
        Locks = plan.Locks;
        Visits = [.. Operations.Select(o => VisitsOf(o, plan))];
        _excludes = [.. plan.Locks.Select(l => Operations.SelectMany(a => Operations.Select(b => l.Excludes(a, b))).ToArray())];
    }

    public IReadOnlyList<string> Operations { get; }

    public EquatableArray<PlannedLock> Locks { get; }

    /// <summary>For each operation, the sites that it asks, in order.</summary>
    public Visit[][] Visits { get; }

    public bool Excludes(int theLock, int a, int b) => _excludes[theLock][(a * Operations.Count) + b];

    private static Visit[] VisitsOf(string operation, Plan plan) =>
    [
        .. plan.Locks.Select((l, i) => (Lock: l, Index: i, Use: l.UseOf(operation)))
            .Where(x => x.Use is not null)
            .GroupBy(x => x.Lock.Site)
            .OrderBy(g => g.Key)
            .Select(g => g.OrderBy(x => x.Lock.Order.Name, StringComparer.Ordinal))
            .Select(g => new Visit(g.First().Lock.Site, [.. g.Select(x => x.Index)])),
    ];
}

/// <summary>One site that an operation asks for locks.</summary>
internal sealed record Visit(int Site, int[] Locks);
