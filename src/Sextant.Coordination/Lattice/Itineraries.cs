using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Deployment;

namespace Sextant.Coordination.Lattice;

/// <summary>
/// How the operations take the locks of a plan, by index: sites in order, each asked once for all locks there, which it takes in the
/// order of their names. Since everybody keeps to that order, nobody can be stuck. They are given back last site first.
/// </summary>
internal sealed class Itineraries
{
    /// <summary>For each lock, a row of the operations that each operation excludes; null rows for those that do not take it.</summary>
    private readonly bool[]?[][] _excludes;

    public Itineraries(CoordinationProblem problem, Plan plan)
    {
        Operations = problem.Conflicts.Operations;
        Locks = plan.Locks;
        Visits = VisitsOf(problem, plan);
        _excludes = new bool[plan.Locks.Count][][];
        for (int l = 0; l < _excludes.Length; l++)
            _excludes[l] = Exclusions(problem.Conflicts, plan.Locks[l]);
    }

    public EquatableArray<string> Operations { get; }

    public EquatableArray<PlannedLock> Locks { get; }

    /// <summary>For each operation, the sites that it asks, in order.</summary>
    public Visit[][] Visits { get; }

    public bool Excludes(int theLock, int a, int b) => _excludes[theLock][a] is { } row && row[b];

    private static bool[]?[] Exclusions(ConflictGraph conflicts, PlannedLock theLock)
    {
        var rows = new bool[]?[conflicts.Operations.Count];
        foreach (LockUse first in theLock.Uses)
        {
            bool[] row = new bool[rows.Length];
            foreach (LockUse second in theLock.Uses)
                row[conflicts.IndexOf(second.Operation)] = theLock.Excludes(first, second);
            rows[conflicts.IndexOf(first.Operation)] = row;
        }

        return rows;
    }

    private static Visit[][] VisitsOf(CoordinationProblem problem, Plan plan)
    {
        int[] order = [.. Enumerable.Range(0, plan.Locks.Count)];
        Array.Sort(order, (a, b) => PlannedLock.CompareOrder(plan.Locks[a], plan.Locks[b]));
        var taken = new List<(int Site, List<int> Locks)>[problem.Conflicts.Operations.Count];
        for (int o = 0; o < taken.Length; o++)
            taken[o] = [];
        foreach (int l in order)
        {
            foreach (LockUse use in plan.Locks[l].Uses)
            {
                List<(int Site, List<int> Locks)> visits = taken[problem.Conflicts.IndexOf(use.Operation)];
                if (visits.Count == 0 || visits[^1].Site != plan.Locks[l].Site)
                    visits.Add((plan.Locks[l].Site, []));
                visits[^1].Locks.Add(l);
            }
        }

        return [.. taken.Select(visits => visits.Select(v => new Visit(v.Site, [.. v.Locks])).ToArray())];
    }
}

/// <summary>One site that an operation asks for locks.</summary>
internal sealed record Visit(int Site, int[] Locks);
