using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Deployment;

/// <summary>What has to be kept apart, for whom, and where: all that a plan is chosen by.</summary>
public sealed record CoordinationProblem(ConflictGraph Conflicts, Workload Workload, Network Network)
{
    public int SiteCount => Network.Sites.Count;

    /// <summary>For each site, what its clients spend together on operations of other components, at the least.</summary>
    public EquatableArray<double> ElsewhereMs { get; init; } = [.. Network.Sites.Select(_ => 0.0)];

    /// <summary>
    /// The components of the conflicts, each a problem of its own: nobody waits for an operation of another one. How busy the clients are
    /// elsewhere does matter a little to how often they meet; it is taken at its least, so that no plan depends on another's.
    /// </summary>
    public IReadOnlyList<CoordinationProblem> Components()
    {
        IReadOnlyList<ConflictGraph> parts = Conflicts.Components();
        return [.. parts.Select(part => this with { Conflicts = part, ElsewhereMs = [.. Enumerable.Range(0, SiteCount).Select(site => LeastMsWithout(part, site))] })];
    }

    private double LeastMsWithout(ConflictGraph part, int site) =>
        Workload.Operations.Where(o => !part.Operations.Contains(o.Name, StringComparer.Ordinal)).Sum(o => o.Amounts[site].Middle * (o.ServiceMs + LeastLockMs(o.Name, site)));

    private double LeastLockMs(string operation, int client) => Conflicts.Operations.Contains(operation, StringComparer.Ordinal)
        ? Enumerable.Range(0, SiteCount).Min(s => Network.UncontendedMs(LockColumn.Exclusive, s, client))
        : 0;

    /// <summary>What is done of an operation; nothing when the workload does not name it.</summary>
    public OperationLoad LoadOf(string operation) =>
        Workload.Operations.FirstOrDefault(o => o.Name == operation) ?? new OperationLoad(operation, [.. Network.Sites.Select(_ => default(Amount))], 0);
}
