using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Cost;

/// <summary>
/// The published cost of a plan, CcRepExecTime (the second seed, slide 44; formulas in the author's predictions): in milliseconds,
/// for the whole workload. It knows exclusive and shared modes only, and nothing of keys.
/// </summary>
/// <param name="columnOf">Which column of the lock costs a use is charged; by its mode unless the study that is repeated did otherwise.</param>
public sealed class ThesisCost(CoordinationProblem problem, Func<LockUse, LockColumn>? columnOf = null) : IPlanCost
{
    private readonly Func<LockUse, LockColumn> _columnOf = columnOf ?? (use => use.Mode == LockMode.Exclusive ? LockColumn.Exclusive : LockColumn.Shared);

    /// <summary>The mean over the sites of what serial execution, the site's own work and the parallel work of others take.</summary>
    public double Of(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int sites = problem.SiteCount;
        Held[] operations = [.. problem.Conflicts.Operations.Select(o => Hold(o, plan))];
        double total = 0;
        for (int r = 0; r < sites; r++)
        {
            int here = r;
            int[] elsewhere = [.. Enumerable.Range(0, sites).Where(s => s != here)];
            double opSerial = operations.Where(o => o.IsExclusiveSomewhere).Sum(o => elsewhere.Sum(s => o.TimeAt[s]));
            double repSerial = operations.Sum(o => o.TimeAt[here]);
            double opParallel = elsewhere.Length == 0 ? 0 : elsewhere.Max(s => operations.Where(o => o.IsSharedSomewhere).Sum(o => o.TimeAt[s]));
            total += opSerial + repSerial + opParallel;
        }

        return total / sites;
    }

    /// <summary>LHT times frequency, for each site of clients.</summary>
    private Held Hold(string operation, Plan plan)
    {
        OperationLoad load = problem.LoadOf(operation);
        (PlannedLock Lock, LockUse Use)[] held = [.. plan.Locks.Select(l => (l, l.UseOf(operation)!)).Where(h => h.Item2 is not null)];
        double[] time = new double[problem.SiteCount];
        foreach (IGrouping<int, (PlannedLock Lock, LockUse Use)> atSite in held.GroupBy(h => h.Lock.Site))
        {
            for (int r = 0; r < time.Length; r++)
                time[r] += load.Amounts[r].Middle * atSite.Max(h => load.ServiceMs + problem.Network.UncontendedMs(_columnOf(h.Use), atSite.Key, r));
        }

        return new Held(time, held.Any(h => h.Use.Mode == LockMode.Exclusive), held.Any(h => h.Use.Mode == LockMode.Shared));
    }

    private readonly record struct Held(double[] TimeAt, bool IsExclusiveSomewhere, bool IsSharedSomewhere);
}
