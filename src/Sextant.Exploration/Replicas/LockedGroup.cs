using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// Replicas that send each other their states, and whose operations hold locks or draw on escrows: an operation runs only where the state holds all runs that
/// its locks keep it apart from, and where there may be rights to what it takes. Which runs a state holds is remembered as it is of replicas that send operations; a merge puts them together too.
/// </summary>
internal sealed class LockedGroup : RunGroup
{
    private readonly EquatableArray<Operation> _last;
    private readonly ReplicaState? _ceiling;
    private readonly LockedChecks _checks;

    public LockedGroup(ReplicatedObject obj, GroupBounds bounds)
        : base(bounds, StepsOf(obj, bounds))
    {
        _last = bounds.Last;
        _ceiling = Steps.Joined(bounds.Goals);
        _checks = new LockedChecks(Steps);
    }

    private protected override RunChecks Checks => _checks;

    public override void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        if (IsEnd(state))
            return;
        SharedRuns group = Read(state);
        for (int replica = 0; replica < Replicas; replica++)
        {
            foreach (OwnStep own in IsBeyond(group.Replicas[replica]) ? [] : Steps.Of(group.Replicas[replica]))
            {
                if (Coordinated(group, replica, own) is { } step)
                    RunHere(group, replica, step, found);
            }

            for (int from = 0; from < Replicas; from++)
            {
                if (from != replica && group.Seen[replica].Zip(group.Seen[from]).Any(s => s.First < s.Second))
                    Merge(group, replica, from, found);
            }
        }
    }

    internal override string Told(GroupAction action, ReadOnlySpan<byte> before) => action switch
    {
        GroupAction.Run run => Told(run),
        GroupAction.Merge merge => $"merge ← {NameOf(merge.From)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What two runs break together is broken by the merge that puts them together.</summary>
    internal override Aftermath AftermathOf(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, GroupAction action, GroupProperty question) => Aftermath.None;

    private bool IsBeyond(ReplicaState state) => _ceiling is not null && Steps.AtLeast(_ceiling, state).Holds != true;

    private void RunHere(SharedRuns group, int replica, OwnStep own, ISuccessors found)
    {
        if (own.Result is RunResult.Ended { Ends.Count: > 0 })
            NoteRun(own.Operation);
        Step(group, own.Result, new GroupAction.Run(replica, own.Operation, own.Arguments), found, end =>
        {
            SharedRuns next = group.WithRun(replica, own.Operation, own.Arguments, end);
            EquatableArray<int> broken = _checks.BrokenByRun(group, next, replica, own.Operation);
            return broken.Count == 0 && IsBeyond(end) && !_last.Contains(own.Operation) ? null : next with { Broken = broken };
        });
    }

    private void Merge(SharedRuns group, int replica, int from, ISuccessors found) =>
        Step(group, Steps.Merge(group.Replicas[replica], group.Replicas[from]), new GroupAction.Merge(replica, from), found, end =>
        {
            SharedRuns next = group.WithMerged(replica, from, end);
            return next with { Broken = _checks.BrokenByMerge(group, next, replica, from) };
        });

    /// <param name="after">The group behind the step; null where it is not looked at.</param>
    private void Step(SharedRuns group, RunResult result, GroupAction action, ISuccessors found, Func<ReplicaState, SharedRuns?> after)
    {
        if (result is RunResult.Faulted { Fault: var fault })
        {
            Found(group with { Broken = [_checks.Failed(fault)] }, found, action);
            return;
        }

        foreach (RunEnd end in ((RunResult.Ended)result).Ends)
        {
            if (after(end.State) is { } next)
                Found(next.Forgotten(), found, action);
        }
    }
}
