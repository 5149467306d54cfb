using System.Buffers;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// Replicas that send each other their states: besides their operations, they merge each other's states at any time, and one old
/// message.
/// </summary>
internal sealed class StateGroup : ReplicaGroup
{
    private readonly GroupBounds _bounds;
    private readonly GroupChecks _checks;
    private readonly ReplicaState? _ceiling;

    public StateGroup(ReplicatedObject obj, GroupBounds bounds)
        : this(bounds, StepsOf(obj, bounds))
    {
    }

    internal StateGroup(GroupBounds bounds, ReplicaSteps steps)
        : base(bounds, steps)
    {
        _bounds = bounds;
        _checks = new GroupChecks(steps);
        _ceiling = steps.Joined(bounds.Goals);
    }

    public override ReplicaGroup WithOldMessages(bool hasOldMessages) => new StateGroup(_bounds with { HasOldMessages = hasOldMessages }, Steps);

    public override EquatableArray<GroupProperty> Questions => _checks.Properties;

    public override string? Fault => _checks.Fault;

    private protected override void BeginWith(EquatableArray<ReplicaState> replicas, ArrayBufferWriter<byte> bytes)
    {
        var first = new GroupState([], IsOrdered: true, replicas, null);
        (first with { Broken = _checks.BrokenAtFirst(first) }).Write(bytes);
    }

    private protected override void BeginFaulty(EvaluationFault fault, ArrayBufferWriter<byte> bytes) =>
        new GroupState([_checks.Failed(fault)], IsOrdered: true, [], null).Write(bytes);

    public override void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        if (!BrokenProperties.In(state).All(_checks.GoesOn))
            return;
        GroupState group = Read(state);
        for (int replica = 0; replica < _bounds.Replicas; replica++)
        {
            RunOperations(group, replica, found);
            for (int other = 0; other < _bounds.Replicas; other++)
            {
                if (other != replica)
                    Merge(group, replica, new Message(other, group.Replicas[other]), new GroupAction.Merge(replica, other), found);
            }

            if (!_bounds.HasOldMessages)
                continue;
            if (group.Message is { } message && message.Sender != replica)
                Merge(group, replica, message, new GroupAction.Receive(replica), found);
            Found(group with { Broken = [], Message = new Message(replica, group.Replicas[replica]) }, found, new GroupAction.Send(replica));
        }
    }

    internal override EquatableArray<ReplicaState> StatesIn(ReadOnlySpan<byte> state) => Read(state).Replicas;

    internal override string Told(GroupAction action, ReadOnlySpan<byte> before) => action switch
    {
        GroupAction.Run run => Told(run),
        GroupAction.Merge merge => $"merge ← {NameOf(merge.From)}",
        GroupAction.Send => "send",
        GroupAction.Receive => $"merge ← what {NameOf(Read(before).Message!.Sender)} sent",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// Two states that do not go together come to light when they merge: where what merge relies on is nothing but that it keeps the invariant,
    /// the next step is that merge, and otherwise it is said who would merge what.
    /// </summary>
    internal override Aftermath AftermathOf(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, GroupAction action, GroupProperty question)
    {
        (GroupState first, GroupState last) = (Read(before), Read(after));
        Message? merged = action switch
        {
            GroupAction.Merge merge => new Message(merge.From, first.Replicas[merge.From]),
            GroupAction.Receive => first.Message,
            _ => null,
        };
        if (_checks.Broken(last, action.Replica, merged, question) is not { } meeting)
            return Aftermath.None;
        return Merged(last, meeting) is { } states
            ? new Aftermath(new AftermathStep(meeting.Mine, $"merge ← {Told(last, meeting.Incoming)}", states.Replicas), "")
            : new Aftermath(null, $", when {NameOf(meeting.Mine)} merges {Told(last, meeting.Incoming)}");
    }

    private static string Told(GroupState state, Message message) =>
        ReferenceEquals(state.Replicas[message.Sender], message.State) ? NameOf(message.Sender) : $"what {NameOf(message.Sender)} sent";

    private GroupState Read(ReadOnlySpan<byte> state) => GroupState.Read(state, Replicas, Object.State.Count, Steps.Instance);

    /// <summary>The group after the merge that breaks the invariant; null where somebody wrote more of what merge relies on, or the invariant holds all the same.</summary>
    private GroupState? Merged(GroupState group, Meeting meeting) =>
        !Object.StatesReliance && Steps.Merge(group.Replicas[meeting.Mine], meeting.Incoming.State) is RunResult.Ended { Ends: [var only] } && Steps.Invariant(only.State).Length > 0
            ? group.With(meeting.Mine, only.State)
            : null;

    private void RunOperations(GroupState group, int replica, ISuccessors found)
    {
        foreach (OwnStep own in Steps.Of(group.Replicas[replica]))
        {
            if (own.Result is RunResult.Ended { Ends.Count: > 0 })
                NoteRun(own.Operation);
            Step(group, replica, own.Operation, null, own.Result, new GroupAction.Run(replica, own.Operation, own.Arguments), found);
        }
    }

    private void Merge(GroupState group, int replica, Message message, GroupAction action, ISuccessors found) =>
        Step(group, replica, Object.Merge.Operation, message, Steps.Merge(group.Replicas[replica], message.State), action, found);

    private void Step(GroupState group, int replica, Operation operation, Message? merged, RunResult result, GroupAction action, ISuccessors found)
    {
        if (result is RunResult.Faulted { Fault: var fault })
        {
            Found(group with { Broken = [_checks.Failed(fault)] }, found, action);
            return;
        }

        foreach (RunEnd end in ((RunResult.Ended)result).Ends)
        {
            bool isBeyond = _ceiling is not null && Steps.AtLeast(_ceiling, end.State).Holds != true;
            if (isBeyond && _bounds.Last.Count > 0 && !_bounds.Last.Contains(operation))
                continue;
            GroupState next = group.With(replica, end.State);
            EquatableArray<int> broken = _checks.Broken(group, next, replica, operation, merged);
            if (isBeyond && broken.Count == 0)
                continue;

            // What is asked of old states, or need not be asked of them, assumes that states grow.
            if (group.IsOrdered || !(broken.Any(b => Questions[b].Kind == CheckKind.Stale) || _checks.IsSurprised(next, replica, merged)))
                Found(next with { Broken = broken, IsOrdered = group.IsOrdered && broken.Count == 0 }, found, action);
        }
    }

    private void Found(GroupState state, ISuccessors found, GroupAction action) => Found(state.Write, found, action);
}
