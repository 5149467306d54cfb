using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;

namespace Sextant.Coordination.Search;

/// <summary>
/// What every completion of a partial plan costs at the least: the locks that are placed are paid for as if nobody waited, and of each pair
/// that is still to be placed, both operations visit one site. What such a visit costs an operation is divided among its pairs, so that
/// no visit is counted twice however the pairs end up together.
/// </summary>
internal sealed class LeastCost
{
    private readonly int _sites;
    private readonly (int A, int B)[] _pairs;

    /// <summary>What it costs an operation to visit a site for one lock; [operation][site].</summary>
    private readonly double[][] _visit;

    /// <summary>What one more lock at a site that is visited anyway costs an operation.</summary>
    private readonly double[][] _more;

    /// <summary>What operations cost without any lock.</summary>
    private readonly double _fixed;

    public LeastCost(CoordinationProblem problem, IReadOnlyList<ConflictPair> pairs, Metric metric)
    {
        _sites = problem.SiteCount;
        EquatableArray<string> operations = problem.Conflicts.Operations;
        _pairs = [.. pairs.Select(p => (operations.Items.IndexOf(p.A), operations.Items.IndexOf(p.B)))];
        OperationLoad[] loads = [.. operations.Select(problem.LoadOf)];
        bool isThesis = metric == Metric.Thesis;
        _visit = [.. loads.Select(l => Enumerable.Range(0, _sites).Select(s => Amount(l, r => isThesis ? PublishedMs(problem, l, s, r) : VisitMs(problem, s, r))).ToArray())];
        _more = [.. loads.Select(l => Enumerable.Range(0, _sites).Select(s => isThesis ? 0 : Amount(l, _ => LockMs(problem.Network, s))).ToArray())];
        _fixed = isThesis ? 0 : loads.Sum(l => Amount(l, _ => l.ServiceMs));
    }

    /// <summary>The bound for what is placed so far.</summary>
    public double Of(PartialPlan partial)
    {
        int operations = _visit.Length;
        Span<int> locksAt = operations * _sites <= 1_024 ? stackalloc int[operations * _sites] : new int[operations * _sites];
        Span<int> open = operations <= 256 ? stackalloc int[operations] : new int[operations];
        double bound = _fixed + Placed(partial, locksAt);
        for (int p = partial.Placed; p < _pairs.Length; p++)
        {
            open[_pairs[p].A]++;
            if (_pairs[p].B != _pairs[p].A)
                open[_pairs[p].B]++;
        }

        for (int p = partial.Placed; p < _pairs.Length; p++)
        {
            double least = double.PositiveInfinity;
            (int a, int b) = _pairs[p];
            for (int s = 0; s < _sites; s++)
            {
                double ms = locksAt[(a * _sites) + s] > 0 ? 0 : _visit[a][s] / open[a];
                if (b != a && locksAt[(b * _sites) + s] == 0)
                    ms += _visit[b][s] / open[b];
                least = Math.Min(least, ms);
            }

            bound += least;
        }

        return bound;
    }

    /// <summary>What the placed locks cost; also counts them for each operation and site.</summary>
    private double Placed(PartialPlan partial, Span<int> locksAt)
    {
        double ms = 0;
        Span<bool> takes = _visit.Length <= 1_024 ? stackalloc bool[_visit.Length] : new bool[_visit.Length];
        for (int l = 0; l < partial.LockCount; l++)
        {
            takes.Clear();
            foreach (int pair in partial.PairsOf(l))
                takes[_pairs[pair].A] = takes[_pairs[pair].B] = true;
            int site = partial.SiteOf(l);
            for (int o = 0; o < takes.Length; o++)
            {
                if (takes[o])
                    ms += locksAt[(o * _sites) + site]++ == 0 ? _visit[o][site] : _more[o][site];
            }
        }

        return ms;
    }

    private double Amount(OperationLoad load, Func<int, double> ms) => Enumerable.Range(0, _sites).Sum(r => load.Amounts[r].Middle * ms(r));

    private static double LockMs(Network network, int site) => network.LockMs[site];

    private static double VisitMs(CoordinationProblem problem, int site, int client) =>
        (Network.Legs * problem.Network.OneWay[client][site].Mean) + LockMs(problem.Network, site) + (2 * problem.Network.ServerMs);

    /// <summary>Of the published cost, what the site's own work alone contributes to the mean over the sites.</summary>
    private static double PublishedMs(CoordinationProblem problem, OperationLoad load, int site, int client) =>
        (load.ServiceMs + Math.Min(problem.Network.UncontendedMs(LockColumn.Exclusive, site, client), problem.Network.UncontendedMs(LockColumn.Shared, site, client))) / problem.SiteCount;
}
