using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Cost;

/// <summary>
/// What a plan costs when waiting counts: the time that all operations of the workload take together, in milliseconds (of a workload of
/// rates, in each second). A closed network of clients and locks is solved for its mean values by iterating to a fixed point.
/// </summary>
/// <remarks>
/// Only those who exclude each other on the same lock, and mean the same key, wait for one another. Of a client with few operations
/// the holds that meet another client are those that fall into the time in which both are at work. During a hold of H, a client that
/// comes back after A on average arrives with chance 1 - e^(-H/A) and then waits for the rest: H - A (1 - e^(-H/A)) for each hold. The
/// usual view of mean-value analysis, that an arrival finds the others as they are on average, would be wrong here by far: a client next
/// to the lock comes back thirty times while a distant one is away, and is stopped once.
/// </remarks>
public sealed class QueueingCost : IPlanCost
{
    private const int MaxRounds = 60;
    private const double Tolerance = 1e-7;

    /// <summary>Shorter times are as good as none, and are not divided by.</summary>
    internal const double LeastMs = 1e-6;

    /// <summary>Waits beyond this, an hour, mean that the rates cannot be sustained.</summary>
    private const double MaxWaitMs = 3_600_000;

    private readonly CoordinationProblem _problem;
    private readonly bool _isOpen;

    /// <summary>How often an operation is done at a site; [operation][site].</summary>
    private readonly double[][] _amounts;

    private readonly double[] _serviceMs;

    /// <summary>What the clients of a site spend on other things than these operations.</summary>
    private readonly double[] _idleMs;

    public QueueingCost(CoordinationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _problem = problem;
        _isOpen = problem.Workload.Load == LoadKind.RatesPerSecond;
        double unit = _isOpen ? 0.001 : 1;
        OperationLoad[] loads = [.. problem.Conflicts.Operations.Select(problem.LoadOf)];
        _amounts = [.. loads.Select(l => l.Amounts.Select(a => a.Middle * unit).ToArray())];
        _serviceMs = [.. loads.Select(l => l.ServiceMs)];
        _idleMs = IdleMs(problem);
    }

    /// <summary>The cost; infinite when the rates are more than the locks can bear.</summary>
    public double Of(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var itineraries = new Itineraries(_problem, plan);
        double[] alone = new double[_problem.SiteCount];
        List<LockUser[]> chains = Chains(itineraries, alone);
        LockLine[] lines = Lines(itineraries, chains);
        double[] work = [.. alone];
        for (int round = 0; round < MaxRounds; round++)
        {
            foreach (LockLine line in lines)
                UpdateWaits(line, work);
            double[] next = [.. alone];
            foreach (LockUser[] chain in chains)
                next[chain[0].Site] += chain[0].Amount * LengthenHolds(chain);
            if (_isOpen && Array.Exists(lines, l => l.Users.Any(u => u.WaitMs > MaxWaitMs)))
                return double.PositiveInfinity;
            double change = 0;
            for (int r = 0; r < work.Length; r++)
                change = Math.Max(change, Math.Abs(next[r] - work[r]) / Math.Max(1, next[r]));
            work = next;
            if (change < Tolerance)
                break;
        }

        return work.Sum() * (_isOpen ? 1_000 : 1);
    }

    /// <summary>For each site, what its clients spend on other components and on thinking, at the least.</summary>
    internal static double[] IdleMs(CoordinationProblem problem) =>
        [.. problem.ElsewhereMs.Select((ms, r) => ms + (problem.Workload.Operations.Sum(o => o.Amounts[r].Middle) * problem.Workload.ThinkMs))];

    /// <summary>How long each of the clients of a site is at work; something even when nothing takes any time.</summary>
    internal static double LifeMs(double siteMs, int clients) => Math.Max(siteMs / clients, LeastMs);

    private double LifeMs(double[] work, int site) => LifeMs(work[site] + _idleMs[site], _problem.Workload.Clients[site]);

    /// <summary>The uses of locks by each operation from each site; adds to each site what they take when nobody is in their way.</summary>
    private List<LockUser[]> Chains(Itineraries plan, double[] alone)
    {
        var chains = new List<LockUser[]>();
        var holds = new List<UncontendedTimes.Hold>();
        for (int o = 0; o < _amounts.Length; o++)
        {
            for (int r = 0; r < alone.Length; r++)
            {
                if (_amounts[o][r] == 0 || plan.Visits[o].Length == 0)
                    continue;
                var times = new UncontendedTimes(_problem.Network, plan.Visits[o], _serviceMs[o], r);
                alone[r] += _amounts[o][r] * times.TotalMs;
                holds.Clear();
                times.AddHolds(holds);
                chains.Add([.. holds.Select(h => new LockUser(o, r, h, _amounts[o][r]))]);
            }
        }

        return chains;
    }

    private LockLine[] Lines(Itineraries plan, List<LockUser[]> chains)
    {
        var users = new List<LockUser>[plan.Locks.Count];
        for (int l = 0; l < users.Length; l++)
            users[l] = [];
        foreach (LockUser user in chains.SelectMany(c => c))
            users[user.Hold.Lock].Add(user);
        return [.. users.Select((u, l) => new LockLine(l, u, plan, _problem.SiteCount, _problem.Workload.CollisionChance(plan.Locks[l].Key)))];
    }

    /// <summary>Whoever waits for a later lock holds the earlier ones meanwhile; returns what the operation waits in all.</summary>
    private static double LengthenHolds(LockUser[] chain)
    {
        double all = 0;
        foreach (LockUser user in chain)
        {
            double later = 0;
            foreach (LockUser other in chain)
            {
                if (other.Hold.IsAfter(user.Hold))
                    later += other.WaitMs;
            }

            user.HoldMs = user.Hold.Ms + later;
            all += user.WaitMs;
        }

        return all;
    }

    private void UpdateWaits(LockLine line, double[] work)
    {
        foreach (LockUser user in line.Users)
            user.NextWaitMs = 0;
        for (int s = 0; s < line.Stops.Count; s++)
        {
            Stop stop = line.Stops[s];
            // Those who may hold the lock side by side stop others for the time of one of them.
            double notYet = 1;
            foreach (int beside in stop.Beside)
                notYet *= Math.Max(0, 1 - line.Parts[beside]);
            (double eachMs, line.Parts[s]) = _isOpen ? OpenWait(stop, line.CollisionChance) : ClosedWait(stop, line.CollisionChance, work);
            foreach (LockUser user in stop.Stopped)
                user.NextWaitMs += notYet * eachMs;
        }

        foreach (LockUser user in line.Users)
            user.WaitMs = (user.WaitMs + user.NextWaitMs) / 2;
    }

    /// <summary>What each request waits because of a stop, and the part of its time that a client is stopped, when requests come at given rates.</summary>
    private static (double EachMs, double Part) OpenWait(Stop stop, double collision)
    {
        LockUser by = stop.By;
        double perMs = collision * by.Amount;
        double rest = ((by.HoldMs * by.HoldMs) + by.Hold.Variance) / 2;
        return (perMs * (rest + (by.WaitMs * by.HoldMs)), perMs * by.HoldMs);
    }

    /// <summary>The same for clients who do one operation after another.</summary>
    private (double EachMs, double Part) ClosedWait(Stop stop, double collision, double[] work)
    {
        LockUser by = stop.By;
        int site = stop.Stopped[0].Site;
        double clients = _problem.Workload.Clients[site];
        double lifeMs = LifeMs(work, site);
        double holds = by.Amount * Math.Min(1, lifeMs / LifeMs(work, by.Site));
        if (by.Site == site)
            holds *= (clients - 1) / clients;
        double busyMs = 0;
        foreach (LockUser user in stop.Stopped)
            busyMs += user.Amount * (user.HoldMs + user.WaitMs);
        double requests = stop.Requests / clients;
        double awayMs = Math.Max((lifeMs / (requests * collision)) - (busyMs / stop.Requests), LeastMs);
        double allMs = holds * WaitOnce(by.HoldMs, by.WaitMs, by.Hold.Variance, awayMs);
        return (allMs / requests, allMs / lifeMs);
    }

    /// <summary>What one hold, and the wait before it, makes a client wait that comes back after <paramref name="awayMs"/> on average.</summary>
    private static double WaitOnce(double holdMs, double waitMs, double variance, double awayMs)
    {
        double stillAway = Math.Exp(-holdMs / awayMs);
        double arrivesDuring = holdMs - (awayMs * (1 - stillAway)) + (variance * stillAway / (2 * awayMs));
        // Whoever arrives while the other still waits stands behind it and waits for the whole hold.
        double arrivesBefore = 1 - Math.Exp(-waitMs / awayMs);
        return (arrivesBefore * holdMs) + ((1 - arrivesBefore) * arrivesDuring);
    }
}
