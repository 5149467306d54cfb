namespace Sextant.Runtime.Trees;

/// <summary>Bounds on what others may make a replica hold. What goes beyond is refused with a reason.</summary>
public sealed record TreeLimits
{
    public static TreeLimits Default { get; } = new();

    /// <summary>The largest encoded message or snapshot.</summary>
    public int MessageBytesMax { get; init; } = 64 << 20;

    /// <summary>The most operations in one message: in memory an operation takes many times the two bytes that it may take in a message.</summary>
    public int MessageOperationsMax { get; init; } = 4 << 20;

    /// <summary>How many operations may wait for operations before them.</summary>
    public int WaitingOperationsMax { get; init; } = 100_000;

    /// <summary>How many bytes of dependencies, positions, keys and values the waiting operations may hold.</summary>
    public int WaitingBytesMax { get; init; } = 64 << 20;

    public int PositionBytesMax { get; init; } = 1 << 10;

    public int KeyBytesMax { get; init; } = 1 << 10;

    public int ValueBytesMax { get; init; } = 1 << 20;

    public int ReplicasMax { get; init; } = 1 << 14;

    /// <summary>How far a change may be ahead of the greatest Lamport time of its past. Honest changes are ahead by 1.</summary>
    public int TimeAheadMax { get; init; } = 1 << 20;
}
