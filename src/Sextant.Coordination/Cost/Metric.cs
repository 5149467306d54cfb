namespace Sextant.Coordination.Cost;

/// <summary>By what a plan is measured.</summary>
public enum Metric
{
    /// <summary><see cref="QueueingCost"/>, over all mechanisms.</summary>
    Queueing,
    /// <summary><see cref="ThesisCost"/>, over the modes of the published study.</summary>
    Thesis,
}
