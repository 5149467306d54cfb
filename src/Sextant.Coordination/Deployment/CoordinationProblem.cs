using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Deployment;

/// <summary>What has to be kept apart, for whom, and where: all that a plan is chosen by.</summary>
public sealed record CoordinationProblem(ConflictGraph Conflicts, Workload Workload, Network Network)
{
    public int SiteCount => Network.Sites.Count;

    /// <summary>What is done of an operation; nothing when the workload does not name it.</summary>
    public OperationLoad LoadOf(string operation) =>
        Workload.Operations.FirstOrDefault(o => o.Name == operation) ?? new OperationLoad(operation, [.. Network.Sites.Select(_ => default(Amount))], 0);
}
