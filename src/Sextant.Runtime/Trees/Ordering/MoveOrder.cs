using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Ordering;

/// <summary>What an order may look at to place an operation.</summary>
/// <param name="Index">The operation's index; indices count up from 0 in the order of arrival.</param>
/// <param name="LatestPast">The index of the one of its direct dependencies that the order has last, or -1.</param>
internal readonly record struct OrderedOperation(int Index, OperationId Id, long Time, bool IsDownMove, int LatestPast);

/// <summary>
/// A total order on operations that extends causality, as keys: 64-bit numbers greater than 0 that compare as the order does.
/// Keys change when room for new ones runs out; the order of two operations never does.
/// </summary>
internal abstract class MoveOrder
{
    /// <summary>The greatest Lamport time that an operation may have.</summary>
    public const long TimeLimit = 1L << 42;

    /// <summary>How many replicas may take part in one tree.</summary>
    public const int ReplicaLimit = 1 << 16;

    /// <summary>Counts up when earlier keys are void; each is then replaced by what <see cref="Rekey"/> says, before the next is placed.</summary>
    public int Generation { get; protected set; }

    public static MoveOrder Of(TreePolicy policy) => policy == TreePolicy.Seed ? new SeedOrder() : new LamportOrder();

    /// <summary>Gives the operation its place. All of its past has been placed.</summary>
    public abstract ulong Place(in OrderedOperation operation);

    /// <summary>Gives an operation that is left of pruned history its place. They come in order, before all others.</summary>
    public virtual ulong Keep(in OrderedOperation operation) => Place(operation);

    /// <summary>The key that replaces the one that the operation had in the generation before.</summary>
    public abstract ulong Rekey(int index, ulong previous);
}
