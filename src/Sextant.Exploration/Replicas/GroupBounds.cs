using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Replicas;

/// <summary>The size of a group of replicas that is searched.</summary>
/// <param name="Replicas">How many there are, at least two.</param>
/// <param name="Domain">Which arguments and initial values are tried, of types that have too many.</param>
public sealed record GroupBounds(int Replicas, SmallDomain Domain)
{
    public static readonly GroupBounds Pair = new(2, SmallDomain.Default);

    /// <summary>An operation has no more lists of arguments than that; the simplest ones are tried.</summary>
    public int MaxArguments { get; init; } = 256;

    /// <summary>Elements of every uninterpreted type that is not the replicas' own, where no universe says it.</summary>
    public int SortSize { get; init; } = 2;

    /// <summary>How many runs of a replica can put something into observed-remove sets and registers.</summary>
    public int RunsOfReplica { get; init; } = 4;

    /// <summary>
    /// The values of constants, what functions yield, and how many elements there are. Null for an object that needs nothing of the kind.
    /// </summary>
    public Universe? Universe { get; init; }

    /// <summary>
    /// States to which replicas are to come; none where they may go anywhere. No replica goes beyond all of them merged, unless that breaks
    /// something: states only grow, so that no run to these states leads elsewhere.
    /// </summary>
    public EquatableArray<ReplicaState> Goals { get; init; } = [];

    /// <summary>The only operations that go beyond the goals, the steps from these that are sought; none where any may.</summary>
    public EquatableArray<Operation> Last { get; init; } = [];

    /// <summary>Whether a message may be kept and arrive later, when its sender has long gone on.</summary>
    public bool HasOldMessages { get; init; } = true;
}
