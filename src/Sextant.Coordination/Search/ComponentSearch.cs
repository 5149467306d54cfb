using System.Globalization;
using System.Numerics;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Search;

/// <summary>
/// Branch and bound over the plans of one component. Pair after pair, the heaviest first, joins a lock or gets one at a site; what cannot
/// become cheaper than the best plan so far is left out. The first plans come from moving single pairs until nothing improves.
/// </summary>
internal sealed class ComponentSearch
{
    private const int ProgressInterval = 0xFF;

    private readonly CoordinationProblem _problem;
    private readonly Metric _metric;
    private readonly SearchBounds _bounds;
    private readonly IProgress<SearchProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly ConflictPair[] _pairs;
    private readonly IPlanCost _cost;
    private readonly LeastCost _least;
    private readonly LeastWaits? _waits;
    private readonly PartialPlan _partial;
    private readonly Ranking _ranking;

    /// <summary>The cheapest modes of what was evaluated before, by the locks with their sites.</summary>
    private readonly Dictionary<string, double> _seen = new(StringComparer.Ordinal);

    private double _leftOpen = double.PositiveInfinity;
    private long _nodes;
    private long _evaluated;

    public ComponentSearch(CoordinationProblem problem, Metric metric, SearchBounds bounds, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        _problem = problem;
        _metric = metric;
        _bounds = bounds;
        _progress = progress;
        _cancellation = cancellation;
        _pairs = [.. problem.Conflicts.Pairs.OrderByDescending(Weight)];
        _cost = metric.CostOf(problem);
        _least = new LeastCost(problem, _pairs, metric);
        _waits = metric == Metric.Queueing && problem.Workload.Load == LoadKind.Counts ? new LeastWaits(problem) : null;
        _partial = new PartialPlan(_pairs);
        _ranking = new Ranking(bounds.RankedPlans);
    }

    public ComponentResult Run()
    {
        foreach (int[] start in Starts())
            Improve(start);
        Branch();
        (BigInteger count, bool isExact) = new CoordinationLattice(_pairs, _problem.SiteCount, _metric.Mechanisms()).Count();
        double best = _ranking.BestCost;
        bool isOptimal = _leftOpen >= best;
        return new ComponentResult(_problem, isOptimal ? best : _leftOpen, isOptimal, _evaluated, _nodes, count, isExact, _ranking.Plans.ToEquatable());
    }

    private bool IsStopped => _nodes >= _bounds.MaxNodes || _cancellation.IsCancellationRequested;

    private double Weight(ConflictPair pair) => _problem.LoadOf(pair.A).Amounts.Sum(a => a.Middle) + _problem.LoadOf(pair.B).Amounts.Sum(a => a.Middle);

    /// <summary>All pairs in one lock, or each in its own, at each site; a start says for each pair lock * sites + site.</summary>
    private IEnumerable<int[]> Starts()
    {
        for (int s = 0; s < _problem.SiteCount; s++)
        {
            yield return [.. _pairs.Select(_ => s)];
            yield return [.. _pairs.Select((_, i) => (i * _problem.SiteCount) + s)];
        }
    }

    /// <summary>Moves one pair at a time to another lock, existing or new, as long as that helps.</summary>
    private void Improve(int[] lockOf)
    {
        double best = Evaluate(lockOf);
        bool improved = true;
        while (improved && !_cancellation.IsCancellationRequested)
        {
            improved = false;
            for (int p = 0; p < _pairs.Length; p++)
            {
                int fresh = (lockOf.Max() / _problem.SiteCount) + 1;
                int[] targets = [.. lockOf.Distinct(), .. Enumerable.Range(0, _problem.SiteCount).Select(s => (fresh * _problem.SiteCount) + s)];
                foreach (int target in targets)
                {
                    int before = lockOf[p];
                    if (target == before)
                        continue;
                    lockOf[p] = target;
                    double cost = Evaluate(lockOf);
                    if (cost < best)
                        (best, improved) = (cost, true);
                    else
                        lockOf[p] = before;
                }
            }
        }
    }

    private double Evaluate(int[] lockOf) =>
        EvaluateModes([.. lockOf.Select((l, p) => (Lock: l, Pair: p)).GroupBy(x => x.Lock).Select(g => ((IReadOnlyList<int>)[.. g.Select(x => x.Pair)], g.Key % _problem.SiteCount))]);

    /// <summary>The cheapest modes of locks that are otherwise decided; its cost.</summary>
    private double EvaluateModes((IReadOnlyList<int> Pairs, int Site)[] choice)
    {
        string name = string.Join('|', choice.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Site}:{string.Join(',', b.Pairs)}")).Order(StringComparer.Ordinal));
        if (_seen.TryGetValue(name, out double best))
            return best;
        best = double.PositiveInfinity;
        foreach (IEnumerable<PlannedLock> locks in Modes([.. choice.Select(b => ((IReadOnlyList<ConflictPair>)[.. b.Pairs.Select(p => _pairs[p])], b.Site))], 0))
        {
            var plan = new Plan(locks.ToEquatable());
            double cost = _cost.Of(plan);
            _evaluated++;
            _ranking.Add(plan, cost);
            best = Math.Min(best, cost);
            if (_cancellation.IsCancellationRequested)
                break;
        }

        _seen.Add(name, best);
        return best;
    }

    private IEnumerable<IEnumerable<PlannedLock>> Modes((IReadOnlyList<ConflictPair> Pairs, int Site)[] blocks, int first) => first == blocks.Length
        ? [[]]
        : LockModes.Of(blocks[first].Pairs, _metric.Mechanisms()).SelectMany(
            _ => Modes(blocks, first + 1),
            (uses, rest) => rest.Prepend(new PlannedLock(blocks[first].Pairs.ToEquatable(), LockKeys.Finest(blocks[first].Pairs), uses, blocks[first].Site)));

    private void Branch()
    {
        _nodes++;
        if ((_nodes & ProgressInterval) == 0)
            _progress?.Report(new SearchProgress(_problem.Conflicts.Operations[0], _nodes, _ranking.BestCost));
        if (_partial.Placed == _pairs.Length)
        {
            EvaluateModes([.. Enumerable.Range(0, _partial.LockCount).Select(l => ((IReadOnlyList<int>)[.. _partial.PairsOf(l)], _partial.SiteOf(l)))]);
            return;
        }

        (double Bound, int Lock, int Site)[] children = [.. Children().OrderBy(c => c.Bound)];
        foreach ((double bound, int theLock, int site) in children)
        {
            if (bound >= _ranking.BestCost)
                return;
            if (IsStopped)
            {
                _leftOpen = Math.Min(_leftOpen, bound);
                return;
            }

            _partial.Place(theLock, site);
            Branch();
            _partial.TakeBack(theLock);
        }
    }

    private List<(double Bound, int Lock, int Site)> Children()
    {
        var children = new List<(double, int, int)>();
        for (int l = 0; l < _partial.LockCount; l++)
            AddChild(children, l, _partial.SiteOf(l));
        for (int s = 0; s < _problem.SiteCount; s++)
            AddChild(children, _partial.LockCount, s);
        return children;
    }

    private void AddChild(List<(double, int, int)> children, int theLock, int site)
    {
        _partial.Place(theLock, site);
        double bound = _least.Of(_partial);
        if (bound < _ranking.BestCost && _waits is not null)
            bound += _waits.Of(_partial, _ranking.BestCost);
        _partial.TakeBack(theLock);
        if (bound < _ranking.BestCost)
            children.Add((bound, theLock, site));
    }
}
