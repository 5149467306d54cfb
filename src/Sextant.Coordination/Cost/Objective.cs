using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Cost;

/// <summary>For which of the workloads that ranges leave possible a plan is chosen.</summary>
public enum Aim
{
    /// <summary>The one in the middle of all ranges.</summary>
    Middle,
    /// <summary>All of them alike: the mean of what the plan costs.</summary>
    Expected,
    /// <summary>The one for which it costs most.</summary>
    Worst,
}

/// <summary>What is minimised.</summary>
public sealed record Objective(Metric Metric, Aim Aim = Aim.Middle)
{
    /// <summary>The modes that are tried: the published cost knows nothing of the others.</summary>
    public Mechanisms Mechanisms => Metric == Metric.Thesis ? Mechanisms.SharedExclusive : Mechanisms.Grouped;

    /// <summary>What plans for the conflicts of a component cost.</summary>
    public IPlanCost CostOf(CoordinationProblem component)
    {
        IPlanCost[] costs = [.. Scenarios.Of(component, Aim).Select(s => Metric == Metric.Thesis ? (IPlanCost)new ThesisCost(s) : new QueueingCost(s))];
        return costs.Length == 1 ? costs[0] : new CostOverScenarios(this, costs);
    }

    /// <summary>What counts of the costs, or of bounds of the costs, in each scenario.</summary>
    public double Of(IReadOnlyList<double> costs) => Aim == Aim.Worst ? costs.Max() : costs.Average();

    private sealed class CostOverScenarios(Objective objective, IPlanCost[] costs) : IPlanCost
    {
        public double Of(Plan plan) => objective.Of([.. costs.Select(c => c.Of(plan))]);
    }
}
