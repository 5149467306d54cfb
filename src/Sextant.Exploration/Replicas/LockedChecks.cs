using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// The properties of a group whose replicas send states and hold locks, and which of them a step breaks: each operation by itself keeps
/// the invariant, and so do each two that no lock keeps apart.
/// </summary>
internal sealed class LockedChecks
{
    private readonly ReplicaSteps _steps;
    private readonly Dictionary<(CheckKind, Operation?, Operation?, Clause?), int> _numbers = [];

    public LockedChecks(ReplicaSteps steps)
    {
        _steps = steps;
        ReplicatedObject obj = steps.Object;
        var properties = new List<GroupProperty>();
        properties.AddRange(obj.Invariant.Select(c => new GroupProperty(CheckKind.Initial, null, c)));
        foreach (Operation operation in obj.Operations)
        {
            properties.AddRange(obj.Invariant.Select(c => new GroupProperty(CheckKind.Safety, operation, c)));
            properties.Add(new GroupProperty(CheckKind.Monotonicity, operation, null));
        }

        foreach ((Operation one, Operation two) in obj.Operations.SelectMany((a, i) => obj.Operations.Skip(i).Select(b => (a, b))))
            properties.AddRange(obj.Invariant.Select(c => new GroupProperty(CheckKind.Stability, one, c) { With = two }));
        properties.Add(new GroupProperty(CheckKind.Stability, null, null));
        for (int i = 0; i < properties.Count; i++)
            _numbers.Add((properties[i].Kind!.Value, properties[i].Operation, properties[i].With, properties[i].Clause), i);
        Properties = properties.Append(new GroupProperty(null, null, null)).ToEquatable();
    }

    public EquatableArray<GroupProperty> Properties { get; }

    /// <summary>Why the first step could not be run or judged that could not; null when all could.</summary>
    public string? Fault { get; private set; }

    /// <summary>The property that a step which cannot be run breaks.</summary>
    public int Failed(EvaluationFault fault)
    {
        Fault ??= fault.Message;
        return Properties.Count - 1;
    }

    /// <summary>What the beginning breaks.</summary>
    public EquatableArray<int> BrokenAtFirst(SharedRuns group) =>
        new SortedSet<int>(group.Replicas.SelectMany(r => _steps.Invariant(r)).Select(d => Number(d, CheckKind.Initial, null, null))).ToEquatable();

    /// <summary>What an operation breaks that a replica runs.</summary>
    public EquatableArray<int> BrokenByRun(SharedRuns before, SharedRuns after, int replica, Operation operation)
    {
        var broken = new SortedSet<int>(_steps.Invariant(after.Replicas[replica]).Select(d => Number(d, CheckKind.Safety, operation, null)));
        if (_steps.AtLeast(after.Replicas[replica], before.Replicas[replica]) is { Holds: not true } smaller)
            broken.Add(smaller.Fault is { } fault ? Failed(fault) : _numbers[(CheckKind.Monotonicity, operation, null, null)]);
        return broken.ToEquatable();
    }

    /// <summary>
    /// What a merge breaks. Where each of the two states holds one run that the other does not, these two break it; of more it is not known which do, and
    /// some two must.
    /// </summary>
    public EquatableArray<int> BrokenByMerge(SharedRuns before, SharedRuns after, int replica, int from)
    {
        ClauseDecision[] failing = _steps.Invariant(after.Replicas[replica]);
        if (failing.Length == 0)
            return [];
        if (failing.Select(f => f.Fault).FirstOrDefault(f => f is not null) is { } fault)
            return [Failed(fault)];
        if (before.Unseen(replica, by: from) is not [var theirs] || before.Unseen(from, by: replica) is not [var mine])
            return [_numbers[(CheckKind.Stability, null, null, null)]];
        bool isInOrder = _steps.Object.Operations.Items.IndexOf(mine.Operation) <= _steps.Object.Operations.Items.IndexOf(theirs.Operation);
        (Operation one, Operation two) = isInOrder ? (mine.Operation, theirs.Operation) : (theirs.Operation, mine.Operation);
        return new SortedSet<int>(failing.Select(d => Number(d, CheckKind.Stability, one, two))).ToEquatable();
    }

    private int Number(ClauseDecision failing, CheckKind kind, Operation? operation, Operation? with) =>
        failing.Fault is { } fault ? Failed(fault) : _numbers[(kind, operation, with, failing.Clause)];
}
