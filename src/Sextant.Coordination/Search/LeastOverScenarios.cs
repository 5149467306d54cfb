using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;

namespace Sextant.Coordination.Search;

/// <summary>
/// What every completion of a partial plan costs at the least, over the scenarios of an objective: the mean of least costs is at most the least mean, and the
/// greatest of them at most the least worst cost.
/// </summary>
internal sealed class LeastOverScenarios
{
    private readonly Objective _objective;
    private readonly LeastCost[] _alone;
    private readonly LeastWaits[] _waits;

    public LeastOverScenarios(CoordinationProblem component, IReadOnlyList<ConflictPair> pairs, Objective objective)
    {
        _objective = objective;
        CoordinationProblem[] scenarios = [.. Scenarios.Of(component, objective.Aim)];
        _alone = [.. scenarios.Select(s => new LeastCost(s, pairs, objective.Metric))];
        _waits = objective.Metric == Metric.Queueing && component.Workload.Load == LoadKind.Counts ? [.. scenarios.Select(s => new LeastWaits(s))] : [];
    }

    /// <summary>Whether there is a bound that counts what operations wait for one another.</summary>
    public bool KnowsWaits => _waits.Length > 0;

    /// <summary>The bound when nobody waits.</summary>
    public double Of(PartialPlan partial) => _alone.Length == 1 ? _alone[0].Of(partial) : _objective.Of([.. _alone.Select(l => l.Of(partial))]);

    /// <summary>The bound with waits, of those completions that are cheaper than the best plan so far.</summary>
    public double WithWaits(PartialPlan partial, double best)
    {
        double[] alone = [.. _alone.Select(l => l.Of(partial))];
        return _objective.Of([.. alone.Select((ms, s) => ms + _waits[s].Of(partial, BestIn(s, alone, best)))]);
    }

    /// <summary>What a plan that is cheaper than the best one costs at most in one scenario: of a mean, all that the other scenarios leave.</summary>
    private double BestIn(int scenario, double[] alone, double best) =>
        _objective.Aim == Aim.Worst ? best : (best * alone.Length) - alone.Sum() + alone[scenario];
}
