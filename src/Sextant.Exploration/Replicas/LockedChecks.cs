using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// The properties of a group whose replicas send states and hold locks, and which of them a step breaks: each operation by itself keeps
/// the invariant, and so do each two that no lock keeps apart.
/// </summary>
internal sealed class LockedChecks(ReplicaSteps steps) : RunChecks(steps, Asked(steps.Object))
{
    private static GroupProperty[] Asked(ReplicatedObject obj) =>
    [
        .. obj.Operations.Select(o => new GroupProperty(CheckKind.Monotonicity, o, null)),
        .. Pairs(obj).SelectMany(p => obj.Invariant.Select(c => new GroupProperty(CheckKind.Stability, p.One, c) { With = p.Two })),
        new GroupProperty(CheckKind.Stability, null, null),
    ];

    /// <summary>What an operation breaks that a replica runs.</summary>
    public EquatableArray<int> BrokenByRun(SharedRuns before, SharedRuns after, int replica, Operation operation)
    {
        var broken = new SortedSet<int>(Steps.Invariant(after.Replicas[replica]).Select(d => Number(d, CheckKind.Safety, operation, null)));
        if (Steps.AtLeast(after.Replicas[replica], before.Replicas[replica]) is { Holds: not true } smaller)
            broken.Add(smaller.Fault is { } fault ? Failed(fault) : Number(CheckKind.Monotonicity, operation, null, null));
        broken.UnionWith(BrokenEscrows(before.Replicas[replica], after.Replicas[replica], after.Runs[replica][^1]));
        return broken.ToEquatable();
    }

    /// <summary>
    /// What a merge breaks; of escrows, what a run does that arrives alone. Where each of the two states holds one run that the other does not, these two break it; of more it is not known which do, and
    /// some two must.
    /// </summary>
    public EquatableArray<int> BrokenByMerge(SharedRuns before, SharedRuns after, int replica, int from)
    {
        ClauseDecision[] failing = Steps.Invariant(after.Replicas[replica]);
        if (failing.Length == 0)
            return before.Unseen(replica, by: from) is [var run] ? new SortedSet<int>(BrokenEscrows(before.Replicas[replica], after.Replicas[replica], run)).ToEquatable() : [];
        if (failing.Select(f => f.Fault).FirstOrDefault(f => f is not null) is { } fault)
            return [Failed(fault)];
        if (before.Unseen(replica, by: from) is not [var theirs] || before.Unseen(from, by: replica) is not [var mine])
            return [Number(CheckKind.Stability, null, null, null)];
        bool isInOrder = Steps.Object.Operations.Items.IndexOf(mine.Operation) <= Steps.Object.Operations.Items.IndexOf(theirs.Operation);
        (Operation one, Operation two) = isInOrder ? (mine.Operation, theirs.Operation) : (theirs.Operation, mine.Operation);
        return new SortedSet<int>(failing.Select(d => Number(d, CheckKind.Stability, one, two))).ToEquatable();
    }
}
