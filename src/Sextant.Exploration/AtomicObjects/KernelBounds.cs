namespace Sextant.Exploration.AtomicObjects;

/// <summary>The size of a bare kernel: how many replicas, how far, and whose votes suffice.</summary>
/// <param name="Nodes">Replicas, from 1 to <see cref="MaxNodes"/>; all of them support the root.</param>
/// <param name="MaxTime">The largest logical time that a pull may choose.</param>
/// <param name="MaxCaches">An operation that adds a cache needs fewer than that many, the root included.</param>
/// <param name="PullQuorum">How many votes elect.</param>
/// <param name="PushQuorum">How many votes commit.</param>
public sealed record KernelBounds(int Nodes, int MaxTime, int MaxCaches, int PullQuorum, int PushQuorum)
{
    public const int MaxNodes = 8;
    public const int MaxTimes = 255;
    public const int MaxTreeSize = 120;

    /// <summary>The first so many replicas call, the others only vote.</summary>
    public int Callers { get; init; } = Nodes;

    /// <summary>Majorities, for both.</summary>
    public static KernelBounds Majority(int nodes, int maxTime, int maxCaches) =>
        new(nodes, maxTime, maxCaches, (nodes / 2) + 1, (nodes / 2) + 1);
}
