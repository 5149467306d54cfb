using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// The properties of a group whose replicas send operations, and which of them a step breaks: those that the prover asks of each two runs which
/// neither has seen of the other, and what they are for: operations arrive only where they may run, and replicas which have seen the same are alike.
/// </summary>
internal sealed class OperationChecks(ReplicaSteps steps, ArrivingRuns arriving) : RunChecks(steps, Asked(steps.Object, FieldsOf(steps.Object)))
{
    private readonly ArrivingRuns _arriving = arriving;
    private readonly Clause?[] _fields = FieldsOf(steps.Object);

    /// <summary>The variables in which two states must agree, null for the replica's name; equal ones are equal clauses.</summary>
    private static Clause?[] FieldsOf(ReplicatedObject obj) => [.. obj.State.Select(v => v == obj.Replica ? null : new Clause(v.Name, new Expr.Reference(v, v.DeclaredAt), v.DeclaredAt))];

    private static GroupProperty[] Asked(ReplicatedObject obj, Clause?[] fields) =>
    [
        .. Pairs(obj).SelectMany(p => fields.OfType<Clause>().Select(f => new GroupProperty(CheckKind.Commutativity, p.One, f) { With = p.Two })
            .Concat(new[] { p.One, p.Two }.Distinct().SelectMany(o => o.Requires).Where(c => !c.IsFree).Select(c => new GroupProperty(CheckKind.Precondition, p.One, c) { With = p.Two }))),
        new GroupProperty(CheckKind.Precondition, null, null),
        new GroupProperty(CheckKind.Commutativity, null, null),
    ];

    /// <summary>What a run breaks that a replica has made, or that has arrived there.</summary>
    public EquatableArray<int> Broken(SharedRuns before, SharedRuns after, int replica, SharedRun run)
    {
        ReplicaState state = after.Replicas[replica];
        var broken = new SortedSet<int>(Steps.Invariant(state).Select(d => Number(d, CheckKind.Safety, run.Operation, null)));
        foreach (OperationMeeting meeting in Meetings(before, replica, run, state))
            broken.UnionWith(meeting.Broken);
        broken.UnionWith(BrokenEscrows(before.Replicas[replica], state, run));
        if (_arriving.Failing(before, before.Replicas[replica], run).Length > 0)
            broken = [Number(CheckKind.Precondition, null, null, null)];

        // Where a step breaks nothing else, what it leads to depends on nothing but what was seen.
        if (broken.Count == 0 && Enumerable.Range(0, after.Replicas.Count).Any(r => r != replica && after.Seen[r] == after.Seen[replica] && !_arriving.AreAlike(after.Replicas[r], state)))
            broken.Add(Number(CheckKind.Commutativity, null, null, null));
        return broken.ToEquatable();
    }

    /// <summary>What a run does to the others that could have come in its place, none of which has seen it, and they to it.</summary>
    /// <param name="before">The group in which the replica makes the run, or it arrives there.</param>
    /// <param name="after">The replica's state behind it.</param>
    public IEnumerable<OperationMeeting> Meetings(SharedRuns before, int replica, SharedRun run, ReplicaState after)
    {
        ReplicaState state = before.Replicas[replica];
        if (_arriving.Failing(before, state, run).Length > 0)
            yield break;
        for (int from = 0; from < before.Replicas.Count; from++)
        {
            if (from == run.Replica || before.Next(replica, from) is not { } other || _arriving.Failing(before, state, other).Length > 0)
                continue;
            if (Only(_arriving.At(before, after, other)) is not { } doneFirst || Only(_arriving.At(before, state, other)) is not { } otherBefore || Only(_arriving.At(before, otherBefore, run)) is not { } otherFirst)
                continue;
            bool isInOrder = Steps.Object.Operations.Items.IndexOf(run.Operation) <= Steps.Object.Operations.Items.IndexOf(other.Operation);
            (Operation one, Operation two) = isInOrder ? (run.Operation, other.Operation) : (other.Operation, run.Operation);
            int[] required = [.. _arriving.Failing(before, after, other).Select(d => Number(d, CheckKind.Precondition, one, two))];
            int[] requiredHere = [.. _arriving.Failing(before, otherBefore, run).Select(d => Number(d, CheckKind.Precondition, one, two))];
            IEnumerable<int> different = _fields.Where((f, i) => f is not null && doneFirst.Values[i] != otherFirst.Values[i]).Select(f => Number(CheckKind.Commutativity, one, two, f));
            yield return new OperationMeeting(other, doneFirst, otherFirst, required.Length > 0, [.. different, .. required, .. requiredHere]);
        }
    }

    private static ReplicaState? Only(RunResult result) => result is RunResult.Ended { Ends: [var only] } ? only.State : null;
}

/// <summary>Two runs of which neither has seen the other, where both could come next.</summary>
/// <param name="DoneFirst">The state with the other one last.</param>
/// <param name="OtherFirst">The state with the other one first.</param>
/// <param name="IsRequiredByOther">Whether it is the other's precondition that no longer holds.</param>
/// <param name="Broken">The properties that the two break.</param>
internal readonly record struct OperationMeeting(SharedRun Other, ReplicaState DoneFirst, ReplicaState OtherFirst, bool IsRequiredByOther, EquatableArray<int> Broken);
