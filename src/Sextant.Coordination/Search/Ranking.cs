using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Search;

/// <summary>The best of the plans that were seen, each once.</summary>
internal sealed class Ranking(int size)
{
    private readonly List<CostedPlan> _plans = [];

    public IReadOnlyList<CostedPlan> Plans => _plans;

    public double BestCost => _plans.Count == 0 ? double.PositiveInfinity : _plans[0].Cost;

    public void Add(Plan plan, double cost)
    {
        if (_plans.Count == size && cost >= _plans[^1].Cost)
            return;
        Plan canonical = Canonical(plan);
        if (_plans.Exists(p => p.Cost == cost && p.Plan == canonical))
            return;
        // Of equals the earlier one stays first, so that the answer does not depend on how the list is sorted.
        int at = _plans.FindIndex(p => p.Cost > cost);
        _plans.Insert(at < 0 ? _plans.Count : at, new CostedPlan(canonical, cost));
        if (_plans.Count > size)
            _plans.RemoveAt(size);
    }

    /// <summary>Locks in the order in which they are taken, so that one plan is written in one way.</summary>
    private static Plan Canonical(Plan plan) => new([.. plan.Locks.Order(Comparer<PlannedLock>.Create(PlannedLock.CompareOrder))]);
}
