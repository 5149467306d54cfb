using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// Replicas that send each other their operations, which arrive everywhere once, after all that their own replica had seen. An operation that
/// holds a lock runs only where everything has arrived that the lock keeps it apart from, and one that takes of an escrow where there may be rights.
/// </summary>
internal sealed class OperationGroup : RunGroup
{
    private readonly ArrivingRuns _arriving;
    private readonly OperationChecks _checks;

    public OperationGroup(ReplicatedObject obj, GroupBounds bounds)
        : base(bounds, StepsOf(obj, bounds))
    {
        _arriving = new ArrivingRuns(Model, Steps);
        _checks = new OperationChecks(Steps, _arriving);
    }

    private protected override RunChecks Checks => _checks;

    public override void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        if (IsEnd(state))
            return;
        SharedRuns group = Read(state);
        for (int replica = 0; replica < Replicas; replica++)
        {
            foreach (OwnStep own in Steps.Of(group.Replicas[replica]))
            {
                if (Coordinated(group, replica, own) is { } step)
                    RunHere(group, replica, step, found);
            }

            for (int from = 0; from < Replicas; from++)
            {
                if (group.Next(replica, from) is { } run)
                    Step(group, replica, run, _arriving.At(group, replica, run), after => group.WithSeen(replica, run.Replica, after), new GroupAction.Arrive(replica, from), found);
            }
        }
    }

    internal override string Told(GroupAction action, ReadOnlySpan<byte> before) => action switch
    {
        GroupAction.Run run => Told(run),
        GroupAction.Arrive arrive => Told(Read(before).Next(arrive.Replica, arrive.From)!),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What two concurrent runs do to each other comes to light when the second of them arrives.</summary>
    internal override Aftermath AftermathOf(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, GroupAction action, GroupProperty question)
    {
        if (question.With is null)
            return Aftermath.None;
        (SharedRuns first, SharedRuns last) = (Read(before), Read(after));
        SharedRun done = action is GroupAction.Arrive arrive ? first.Next(arrive.Replica, arrive.From)! : last.Runs[action.Replica][^1];
        if (_checks.Meetings(first, action.Replica, done, last.Replicas[action.Replica]).Where(m => m.Broken.Any(b => Questions[b] == question)).Select(m => (OperationMeeting?)m).FirstOrDefault() is not { } meeting)
            return Aftermath.None;
        var next = new AftermathStep(action.Replica, Told(meeting.Other), last.Replicas.Select((r, i) => i == action.Replica ? meeting.DoneFirst : r).ToEquatable());
        // Of two operations that each break what the other requires, the question is about one precondition.
        bool isRequiredByOther = done.Operation == meeting.Other.Operation ? meeting.IsRequiredByOther : meeting.Other.Operation.Requires.Contains(question.Clause!);
        return question.Kind == CheckKind.Precondition
            ? new Aftermath(null, $", which {(isRequiredByOther ? Told(meeting.Other) : Told(done))} requires{(isRequiredByOther ? "" : $", had {Told(meeting.Other)} come first")}")
            : new Aftermath(next, $" is {Shown(meeting.DoneFirst, question)}, and {Shown(meeting.OtherFirst, question)} had {Told(meeting.Other)} come first");
    }

    /// <summary>The value of the variable that a question is about.</summary>
    private string Shown(ReplicaState state, GroupProperty question)
    {
        int variable = Object.State.Select((v, i) => (v, i)).First(v => v.v.DeclaredAt == question.Clause!.Span).i;
        return Model.Evaluator.Show(state.Values[variable], Object.State[variable].Type, Object.Notation).ToString()!;
    }

    private string Told(SharedRun run) => $"{Told(run.Operation, run.Arguments)} of {NameOf(run.Replica)}";

    private void RunHere(SharedRuns group, int replica, OwnStep own, ISuccessors found)
    {
        if (own.Result is RunResult.Ended { Ends.Count: > 0 })
            NoteRun(own.Operation);
        var run = new SharedRun(replica, own.Operation, own.Arguments, group.Seen[replica]);
        Step(group, replica, run, own.Result, after => group.WithRun(replica, own.Operation, own.Arguments, after), new GroupAction.Run(replica, own.Operation, own.Arguments), found);
    }

    private void Step(SharedRuns group, int replica, SharedRun run, RunResult result, Func<ReplicaState, SharedRuns> after, GroupAction action, ISuccessors found)
    {
        if (result is RunResult.Faulted { Fault: var fault })
        {
            Found(group with { Broken = [_checks.Failed(fault)] }, found, action);
            return;
        }

        foreach (RunEnd end in ((RunResult.Ended)result).Ends)
        {
            SharedRuns next = after(end.State);
            Found((next with { Broken = _checks.Broken(group, next, replica, run) }).Forgotten(), found, action);
        }
    }
}
