using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Lattice;

/// <summary>
/// When a plan is safe: every conflicting pair has a lock that both take, in modes that exclude each other, keyed by values that
/// are equal wherever the two conflict. For a lock that is shared or exclusive this says that the operations that share it are
/// independent, and without loops, in the graph of the pairs that it is there for.
/// </summary>
public static class PlanSafety
{
    public static bool IsSafe(Plan plan, ConflictGraph conflicts) => !Unprotected(plan, conflicts).Any();

    /// <summary>The pairs that nothing keeps apart.</summary>
    public static IEnumerable<ConflictPair> Unprotected(Plan plan, ConflictGraph conflicts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(conflicts);
        return conflicts.Pairs.Where(pair => !plan.Locks.Any(l => pair.Allows(l.Key) && l.Excludes(pair.A, pair.B)));
    }

    /// <summary>Whether every lock keeps something apart that no other does.</summary>
    public static bool HasNoNeedlessLock(Plan plan, ConflictGraph conflicts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Locks.All(l => !IsSafe(new Plan(plan.Locks.Where(other => other != l).ToEquatable()), conflicts));
    }
}
