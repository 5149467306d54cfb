using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Search;

/// <summary>
/// What the operations of every completion of a partial plan wait for one another at the least, by the rules of <see cref="QueueingCost"/>:
/// locks only get more pairs and operations more locks, so that holds only get longer; and a client that is cheaper than the best plan
/// so far cannot be at work for longer than that plan allows. Of all who stop a client at a lock, only the one who does most is counted.
/// </summary>
internal sealed class LeastWaits
{
    private readonly CoordinationProblem _problem;
    private readonly double[][] _amounts;
    private readonly double[] _serviceMs;
    private readonly double[] _idleMs;

    public LeastWaits(CoordinationProblem problem)
    {
        _problem = problem;
        _amounts = [.. problem.Conflicts.Operations.Select(o => problem.LoadOf(o).Amounts.Select(a => a.Middle).ToArray())];
        _serviceMs = [.. problem.Conflicts.Operations.Select(o => problem.LoadOf(o).ServiceMs)];
        _idleMs = QueueingCost.IdleMs(problem);
    }

    /// <param name="best">The cost of the best plan so far.</param>
    public double Of(PartialPlan partial, double best)
    {
        if (double.IsInfinity(best))
            return 0;
        var plan = new Plan([.. Enumerable.Range(0, partial.LockCount).Select(l => Lock(partial, l))]);
        var itineraries = new Itineraries(_problem, plan);
        double[] work = new double[_problem.SiteCount];
        var found = new List<UncontendedTimes.Hold>();
        var holds = new List<(int Operation, int Site, double Ms)>[plan.Locks.Count];
        for (int l = 0; l < holds.Length; l++)
            holds[l] = [];
        for (int o = 0; o < _amounts.Length; o++)
        {
            for (int r = 0; r < work.Length; r++)
            {
                if (_amounts[o][r] == 0)
                    continue;
                var times = new UncontendedTimes(_problem.Network, itineraries.Visits[o], _serviceMs[o], r);
                work[r] += _amounts[o][r] * times.TotalMs;
                found.Clear();
                times.AddHolds(found);
                foreach (UncontendedTimes.Hold hold in found)
                    holds[hold.Lock].Add((o, r, LeastMs(hold, itineraries.Visits[o][hold.Visit])));
            }
        }

        double spare = Math.Max(0, best - work.Sum());
        double waits = 0;
        for (int l = 0; l < holds.Length; l++)
        {
            double collision = _problem.Workload.CollisionChance(plan.Locks[l].Key);
            for (int r = 0; r < work.Length; r++)
                waits += AtLock(l, r, holds[l], itineraries, collision, work, spare);
        }

        return waits;
    }

    /// <summary>Pairs that join later may change the order in which the locks of a site are taken, so this one is the last.</summary>
    private double LeastMs(UncontendedTimes.Hold hold, Visit visit) => hold.Ms - ((visit.Locks.Length - 1 - hold.Index) * _problem.Network.LockMs[visit.Site] / 2);

    private static PlannedLock Lock(PartialPlan partial, int theLock)
    {
        IReadOnlyList<ConflictPair> block = partial.Block(theLock);
        // Pairs that join later may take names from the key, which only makes more meet.
        return new PlannedLock(block.ToEquatable(), LockKeys.Finest(block), LockModes.Of(block, Mechanisms.Grouped).Single(), partial.SiteOf(theLock));
    }

    private double AtLock(int theLock, int site, List<(int Operation, int Site, double Ms)> holds, Itineraries plan, double collision, double[] work, double spare)
    {
        double clients = _problem.Workload.Clients[site];
        double most = 0;
        foreach ((int other, int otherSite, double otherMs) in holds)
        {
            (double requests, double busy) = (0, 0);
            foreach ((int mine, int mySite, double ms) in holds)
            {
                if (mySite != site || !plan.Excludes(theLock, mine, other))
                    continue;
                requests += _amounts[mine][site];
                busy += _amounts[mine][site] * ms;
            }

            if (requests == 0)
                continue;
            double meeting = _amounts[other][otherSite] * Math.Min(1, LifeMs(work, site, 0) / LifeMs(work, otherSite, spare));
            if (otherSite == site)
                meeting = _amounts[other][site] * (clients - 1) / clients;
            double awayMs = Math.Max((LifeMs(work, site, spare) / (requests / clients * collision)) - (busy / requests), QueueingCost.LeastMs);
            most = Math.Max(most, meeting * (otherMs - (awayMs * (1 - Math.Exp(-otherMs / awayMs)))));
        }

        return clients * Math.Min(LifeMs(work, site, 0), most);
    }

    /// <summary>How long a client of a site is at work, when its site's operations take so much more than alone.</summary>
    private double LifeMs(double[] work, int site, double moreMs) => QueueingCost.LifeMs(work[site] + moreMs + _idleMs[site], _problem.Workload.Clients[site]);
}
