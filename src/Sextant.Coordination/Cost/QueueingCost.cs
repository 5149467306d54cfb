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

    /// <summary>What the clients of a site spend on other things than these operations.</summary>
    private readonly double[] _idleMs;

    public QueueingCost(CoordinationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _problem = problem;
        _isOpen = problem.Workload.Load == LoadKind.RatesPerSecond;
        double unit = _isOpen ? 0.001 : 1;
        _amounts = [.. problem.Conflicts.Operations.Select(o => problem.LoadOf(o).Amounts.Select(a => a.Middle * unit).ToArray())];
        _idleMs = IdleMs(problem);
    }

    /// <summary>The cost; infinite when the rates are more than the locks can bear.</summary>
    public double Of(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var itineraries = new Itineraries(_problem, plan);
        Use[] uses = [.. Uses(itineraries)];
        double[] alone = Alone(itineraries);
        double[] work = [.. alone];
        var held = new LockUses[plan.Locks.Count];
        for (int l = 0; l < held.Length; l++)
            held[l] = new LockUses([.. uses.Where(u => u.Lock == l)], _problem.Workload.CollisionChance(plan.Locks[l].Key));
        for (int round = 0; round < MaxRounds; round++)
        {
            foreach (LockUses theLock in held)
                UpdateWaits(theLock, itineraries, work);
            double[] next = WorkWithWaits(alone, uses);
            if (_isOpen && uses.Any(u => u.WaitMs > MaxWaitMs))
                return double.PositiveInfinity;
            double change = next.Zip(work, (a, b) => Math.Abs(a - b) / Math.Max(1, a)).Max();
            work = next;
            LengthenHolds(uses);
            if (change < Tolerance)
                break;
        }

        return work.Sum() * (_isOpen ? 1_000 : 1);
    }

    /// <summary>For each site, what its clients spend on other components and on thinking, at the least.</summary>
    internal static double[] IdleMs(CoordinationProblem problem) =>
        [.. problem.ElsewhereMs.Select((ms, r) => ms + (problem.Workload.Operations.Sum(o => o.Amounts[r].Middle) * problem.Workload.ThinkMs))];

    private IEnumerable<Use> Uses(Itineraries plan)
    {
        for (int o = 0; o < plan.Operations.Count; o++)
        {
            for (int r = 0; r < _problem.SiteCount; r++)
            {
                if (_amounts[o][r] == 0)
                    continue;
                foreach (UncontendedTimes.Hold hold in new UncontendedTimes(_problem, plan, o, r).Holds())
                    yield return new Use(o, r, hold, _amounts[o][r]);
            }
        }
    }

    /// <summary>For each site, what its operations take together when nobody is in their way.</summary>
    private double[] Alone(Itineraries plan)
    {
        double[] work = new double[_problem.SiteCount];
        for (int o = 0; o < plan.Operations.Count; o++)
        {
            for (int r = 0; r < work.Length; r++)
            {
                if (_amounts[o][r] > 0)
                    work[r] += _amounts[o][r] * new UncontendedTimes(_problem, plan, o, r).TotalMs;
            }
        }

        return work;
    }

    private static double[] WorkWithWaits(double[] alone, Use[] uses)
    {
        double[] work = [.. alone];
        foreach (Use use in uses)
            work[use.Site] += use.Amount * use.WaitMs;
        return work;
    }

    /// <summary>Whoever waits for a later lock holds the earlier ones meanwhile.</summary>
    private static void LengthenHolds(Use[] uses)
    {
        foreach (IGrouping<(int, int), Use> ofOne in uses.GroupBy(u => (u.Operation, u.Site)))
        {
            foreach (Use use in ofOne)
                use.HoldMs = use.AloneMs + ofOne.Where(other => other.IsAfter(use)).Sum(other => other.WaitMs);
        }
    }

    private void UpdateWaits(LockUses theLock, Itineraries plan, double[] work)
    {
        foreach (Use mine in theLock.Uses)
            mine.NextWaitMs = 0;
        for (int r = 0; r < _problem.SiteCount; r++)
        {
            var stops = new List<(Use Other, double Part)>();
            foreach (Use other in theLock.Uses)
            {
                Use[] stopped = [.. theLock.Uses.Where(u => u.Site == r && plan.Excludes(other.Lock, u.Operation, other.Operation))];
                if (stopped.Length == 0)
                    continue;
                // Those who may hold the lock side by side stop others for the time of one of them.
                double notYet = stops.Where(s => s.Other.Site != other.Site && !plan.Excludes(other.Lock, s.Other.Operation, other.Operation))
                    .Aggregate(1.0, (part, s) => part * Math.Max(0, 1 - s.Part));
                stops.Add((other, AddWaits(stopped, other, theLock.CollisionChance, notYet, work)));
            }
        }

        foreach (Use mine in theLock.Uses)
            mine.WaitMs = (mine.WaitMs + mine.NextWaitMs) / 2;
    }

    /// <summary>
    /// Adds what the operations of one site wait because of one operation of one site, and returns the part of its time that a client
    /// is stopped by it, when nobody else stops it; of that only the part <paramref name="notYet"/> is not counted elsewhere.
    /// </summary>
    private double AddWaits(Use[] stopped, Use other, double collision, double notYet, double[] work)
    {
        if (_isOpen)
        {
            double perMs = collision * other.Amount;
            double rest = (other.HoldMs * other.HoldMs / 2) + (other.Variance / 2);
            foreach (Use mine in stopped)
                mine.NextWaitMs += notYet * perMs * (rest + (other.WaitMs * other.HoldMs));
            return perMs * other.HoldMs;
        }

        int site = stopped[0].Site;
        double clients = _problem.Workload.Clients[site];
        double lifeMs = LifeMs(work, site);
        double holds = other.Amount * Math.Min(1, lifeMs / LifeMs(work, other.Site));
        if (other.Site == site)
            holds *= (clients - 1) / clients;
        double requests = stopped.Sum(u => u.Amount) / clients;
        double busyMs = stopped.Sum(u => u.Amount * (u.HoldMs + u.WaitMs)) / stopped.Sum(u => u.Amount);
        double awayMs = Math.Max(lifeMs / (requests * collision) - busyMs, LeastMs);
        double allMs = holds * WaitOnce(other.HoldMs, other.WaitMs, other.Variance, awayMs);
        foreach (Use mine in stopped)
            mine.NextWaitMs += notYet * allMs / requests;
        return allMs / lifeMs;
    }

    private double LifeMs(double[] work, int site) => LifeMs(work[site] + _idleMs[site], _problem.Workload.Clients[site]);

    /// <summary>How long each of the clients of a site is at work; something even when nothing takes any time.</summary>
    internal static double LifeMs(double siteMs, int clients) => Math.Max(siteMs / clients, LeastMs);

    /// <summary>What one hold, and the wait before it, makes a client wait that comes back after <paramref name="awayMs"/> on average.</summary>
    private static double WaitOnce(double holdMs, double waitMs, double variance, double awayMs)
    {
        double stillAway = Math.Exp(-holdMs / awayMs);
        double arrivesDuring = holdMs - (awayMs * (1 - stillAway)) + (variance * stillAway / (2 * awayMs));
        // Whoever arrives while the other still waits stands behind it and waits for the whole hold.
        double arrivesBefore = 1 - Math.Exp(-waitMs / awayMs);
        return (arrivesBefore * holdMs) + ((1 - arrivesBefore) * arrivesDuring);
    }

    private sealed record LockUses(Use[] Uses, double CollisionChance);

    /// <summary>An operation from a site at a lock, with what is known of its waiting so far.</summary>
    private sealed class Use(int operation, int site, UncontendedTimes.Hold hold, double amount)
    {
        public int Operation { get; } = operation;

        public int Site { get; } = site;

        public int Lock { get; } = hold.Lock;

        public double Amount { get; } = amount;

        public double AloneMs { get; } = hold.Ms;

        public double Variance { get; } = hold.Variance;

        public double HoldMs { get; set; } = hold.Ms;

        public double WaitMs { get; set; }

        public double NextWaitMs { get; set; }

        public bool IsAfter(Use earlier) => (hold.Visit, hold.Index).CompareTo((earlier.Order.Visit, earlier.Order.Index)) > 0;

        private (int Visit, int Index) Order => (hold.Visit, hold.Index);
    }
}
