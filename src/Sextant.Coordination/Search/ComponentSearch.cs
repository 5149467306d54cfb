using System.Globalization;
using System.Numerics;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Search;

/// <summary>
/// Branch and bound over the plans of one component, the least bound first. Pair after pair, the heaviest first, joins a lock or gets one at a site; what cannot
/// become cheaper than the best plan so far is left out. The first plans come from moving single pairs until nothing improves.
/// </summary>
internal sealed class ComponentSearch
{
    private const int ProgressInterval = 0xFF;
    private const double PartForImproving = 0.25;

    private readonly CoordinationProblem _problem;
    private readonly Objective _objective;
    private readonly SearchStop _stop;
    private readonly IProgress<SearchProgress>? _progress;
    private readonly ConflictPair[] _pairs;
    private readonly IPlanCost _cost;
    private readonly LeastOverScenarios _least;
    private readonly PartialPlan _partial;
    private readonly Ranking _ranking;

    /// <summary>The cheapest modes of what was evaluated before, by the locks with their sites.</summary>
    private readonly Dictionary<string, double> _seen = new(StringComparer.Ordinal);

    /// <summary>The least bound of what has not been looked into.</summary>
    private double _leftOpen = double.PositiveInfinity;
    private SearchEnd _end;
    private long _nodes;
    private long _evaluated;

    public ComponentSearch(CoordinationProblem problem, Objective objective, int rankedPlans, SearchStop stop, IProgress<SearchProgress>? progress)
    {
        _problem = problem;
        _objective = objective;
        _stop = stop;
        _progress = progress;
        _pairs = [.. problem.Conflicts.Pairs.OrderByDescending(Weight)];
        _cost = objective.CostOf(problem);
        _least = new LeastOverScenarios(problem, _pairs, objective);
        _partial = new PartialPlan(_pairs);
        _ranking = new Ranking(rankedPlans);
    }

    public ComponentResult Run()
    {
        int[][] starts = [.. Starts().TakeWhile(_ => _ranking.Plans.Count == 0 || MayImprove())];
        foreach (int[] start in starts.OrderBy(Evaluate).TakeWhile(_ => MayImprove()))
            Improve(start);
        Branch();
        (BigInteger count, bool isExact) = new CoordinationLattice(_pairs, _problem.SiteCount, _objective.Mechanisms).Count();
        double best = _ranking.BestCost;
        bool isOptimal = _leftOpen >= best;
        return new ComponentResult(_problem, isOptimal ? best : _leftOpen, isOptimal ? SearchEnd.Whole : _end, _evaluated, _nodes, count, isExact, _ranking.Plans.ToEquatable());
    }

    /// <summary>Whether the search has to stop; once it has, it stays so.</summary>
    private bool IsStopped(int open)
    {
        if (_end == SearchEnd.Whole)
            _end = _stop.Reason(_nodes, open);
        return _end != SearchEnd.Whole;
    }

    /// <summary>Whether there is time to improve plans one by one; most of it is for the bound.</summary>
    private bool MayImprove() => !IsStopped(open: 0) && !_stop.HasSpent(PartForImproving);

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
        while (improved && MayImprove())
        {
            improved = false;
            for (int p = 0; p < _pairs.Length; p++)
            {
                int fresh = (lockOf.Max() / _problem.SiteCount) + 1;
                int[] targets = [.. lockOf.Distinct(), .. Enumerable.Range(0, _problem.SiteCount).Select(s => (fresh * _problem.SiteCount) + s)];
                foreach (int target in targets.TakeWhile(_ => MayImprove()))
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
        EvaluateModes(double.PositiveInfinity, [.. lockOf.Select((l, p) => (Lock: l, Pair: p)).GroupBy(x => x.Lock).Select(g => ((IReadOnlyList<int>)[.. g.Select(x => x.Pair)], g.Key % _problem.SiteCount))]);

    /// <summary>The cheapest modes of locks that are otherwise decided; its cost.</summary>
    /// <param name="bound">What is left open when the search has to stop here; infinite where all of it is looked into later anyway.</param>
    private double EvaluateModes(double bound, (IReadOnlyList<int> Pairs, int Site)[] choice)
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
            if (IsStopped(open: 0) && _end != SearchEnd.Nodes)
            {
                _leftOpen = Math.Min(_leftOpen, bound);
                return best;
            }
        }

        _seen.Add(name, best);
        return best;
    }

    private IEnumerable<IEnumerable<PlannedLock>> Modes((IReadOnlyList<ConflictPair> Pairs, int Site)[] blocks, int first) => first == blocks.Length
        ? [[]]
        : LockModes.Of(blocks[first].Pairs, _objective.Mechanisms).SelectMany(
            _ => Modes(blocks, first + 1),
            (uses, rest) => rest.Prepend(new PlannedLock(blocks[first].Pairs.ToEquatable(), LockKeys.Finest(blocks[first].Pairs), uses, blocks[first].Site)));

    /// <summary>
    /// Takes the open partial plan with the least bound first, so that the bound of what is open, and with it the gap, is known at any time.
    /// Of those with the same bound the one with the most pairs placed comes first, then the one that was found first.
    /// </summary>
    private void Branch()
    {
        var open = new PriorityQueue<Branch, (double Bound, int Open, long Number)>();
        long number = 0;
        void Add(Branch branch) => open.Enqueue(branch, (branch.Bound, _pairs.Length - branch.Placed, number++));
        Add(Search.Branch.Root with { Bound = _least.Of(_partial) });
        while (open.TryDequeue(out Branch? branch, out _) && branch.Bound < _ranking.BestCost)
        {
            if (IsStopped(open.Count))
            {
                _leftOpen = Math.Min(_leftOpen, branch.Bound);
                return;
            }

            branch.WriteTo(_partial);
            if (!branch.KnowsWaits && _least.KnowsWaits)
            {
                // Waits are dear to find out, so that it is done when a branch is first, and it may no longer be.
                double bound = _least.WithWaits(_partial, _ranking.BestCost);
                Add(branch with { Bound = Math.Max(bound, branch.Bound), KnowsWaits = true });
                continue;
            }

            _nodes++;
            if ((_nodes & ProgressInterval) == 0)
                _progress?.Report(new SearchProgress(_problem.Conflicts.Operations[0], _nodes, _ranking.BestCost, branch.Bound));
            if (branch.Placed == _pairs.Length)
            {
                EvaluateModes(branch.Bound, [.. Enumerable.Range(0, _partial.LockCount).Select(l => ((IReadOnlyList<int>)[.. _partial.PairsOf(l)], _partial.SiteOf(l)))]);
                continue;
            }

            foreach (Branch child in Children(branch))
                Add(child);
        }
    }

    private List<Branch> Children(Branch parent)
    {
        var children = new List<Branch>();
        for (int l = 0; l < _partial.LockCount; l++)
            AddChild(children, parent, l, _partial.SiteOf(l));
        for (int s = 0; s < _problem.SiteCount; s++)
            AddChild(children, parent, _partial.LockCount, s);
        return children;
    }

    private void AddChild(List<Branch> children, Branch parent, int theLock, int site)
    {
        _partial.Place(theLock, site);
        double bound = Math.Max(parent.Bound, _least.Of(_partial));
        _partial.TakeBack(theLock);
        if (bound < _ranking.BestCost)
            children.Add(new Branch(parent, theLock, site, bound));
    }
}
