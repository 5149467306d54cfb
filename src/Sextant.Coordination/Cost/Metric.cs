using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Cost;

/// <summary>By what plans are chosen.</summary>
public enum Metric
{
    /// <summary><see cref="QueueingCost"/>, over all mechanisms.</summary>
    Queueing,
    /// <summary><see cref="ThesisCost"/>, over the modes of the published study.</summary>
    Thesis,
}

public static class Metrics
{
    public static IPlanCost CostOf(this Metric metric, CoordinationProblem problem) => metric == Metric.Thesis ? new ThesisCost(problem) : new QueueingCost(problem);

    /// <summary>The modes that are tried: the published cost knows nothing of the others.</summary>
    public static Mechanisms Mechanisms(this Metric metric) => metric == Metric.Thesis ? Lattice.Mechanisms.SharedExclusive : Lattice.Mechanisms.Grouped;
}
