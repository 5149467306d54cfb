using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// The properties of a group, and which of them a step breaks. There is one for each question that the prover asks of a step, and it is
/// broken in the situations of which that question speaks, so that the answers can be compared one by one.
/// </summary>
internal sealed class GroupChecks
{
    private readonly ReplicaSteps _steps;
    private readonly Dictionary<(CheckKind, Operation?, Clause?), int> _numbers = [];
    private readonly Operation _merge;
    private readonly bool _isOneSided;

    public GroupChecks(ReplicaSteps steps)
    {
        IReadOnlyList<Clause> reliance = steps.Reliance;
        _steps = steps;
        ReplicatedObject obj = steps.Object;
        _merge = obj.Merge.Operation;
        _isOneSided = reliance.Any(c => !c.IsOfJoin);
        var properties = new List<GroupProperty>();
        // What a merge relies on may be the invariant itself, where that speaks of nothing that merges.
        properties.AddRange(obj.Invariant.Concat(reliance).Distinct().Select(c => new GroupProperty(CheckKind.Initial, null, c)));
        foreach (Operation operation in obj.Routines)
        {
            bool isMerge = operation == _merge;
            properties.AddRange(obj.Invariant.Select(c => new GroupProperty(CheckKind.Safety, operation, c)));
            foreach (CheckKind kind in isMerge ? [CheckKind.Stability, CheckKind.ThirdReplica, CheckKind.Stale] : (CheckKind[])[CheckKind.Stability, CheckKind.Remote])
                properties.AddRange(reliance.Where(c => IsAsked(kind, isMerge, c)).Select(c => new GroupProperty(kind, operation, c)));
            properties.Add(new GroupProperty(isMerge ? CheckKind.Lub : CheckKind.Monotonicity, operation, null));
        }

        properties.Add(new GroupProperty(CheckKind.MergeLaws, _merge, null));
        for (int i = 0; i < properties.Count; i++)
            _numbers.Add((properties[i].Kind!.Value, properties[i].Operation, properties[i].Clause), i);
        Properties = properties.Append(new GroupProperty(null, null, null)).ToEquatable();
    }

    public EquatableArray<GroupProperty> Properties { get; }

    /// <summary>Whether runs go on behind a step that broke only this: nothing that is asked of later steps assumes it, but where states are old.</summary>
    public bool GoesOn(int property) => Properties[property].Kind is CheckKind.Monotonicity or CheckKind.Lub or CheckKind.MergeLaws;

    /// <summary>What the beginning breaks.</summary>
    public EquatableArray<int> BrokenAtFirst(GroupState state)
    {
        var broken = new SortedSet<int>();
        foreach (ReplicaState own in state.Replicas)
            Judge(_steps.Invariant(own), CheckKind.Initial, null, broken);
        foreach (ReplicaState mine in state.Replicas)
        {
            foreach (ReplicaState other in state.Replicas.Where(o => !ReferenceEquals(o, mine) || _steps.Object.Replica is null))
                Judge(_steps.Related(mine, other), CheckKind.Initial, null, broken);
        }

        return broken.ToEquatable();
    }

    /// <summary>What a step of one replica breaks, by an operation or by a merge.</summary>
    /// <param name="merged">Whose state was merged, and which; null for operations.</param>
    public EquatableArray<int> Broken(GroupState before, GroupState after, int replica, Operation operation, Message? merged)
    {
        var broken = new SortedSet<int>();
        ReplicaState state = after.Replicas[replica];
        Judge(_steps.Invariant(state), CheckKind.Safety, operation, broken);
        foreach (Meeting meeting in Meetings(after, replica, merged))
            Judge([.. Unrelated(after, meeting, merged)], meeting.Kind, operation, broken);
        bool isWell = broken.Count == 0;
        Judge(_steps.AtLeast(state, before.Replicas[replica]), merged is null ? CheckKind.Monotonicity : CheckKind.Lub, operation, broken);
        if (merged is not null)
            Judge(IsLeast(before, before.Replicas[replica], merged.State, state), CheckKind.Lub, operation, broken);

        // The laws of merge are asked of states that satisfy the invariant.
        if (isWell)
            Judge(Converges(after, replica), CheckKind.MergeLaws, _merge, broken);
        return broken.ToEquatable();
    }

    /// <summary>Who meets what where the step to a state breaks a question about two states; null where it breaks no such question.</summary>
    public Meeting? Broken(GroupState after, int replica, Message? merged, GroupProperty question) => Meetings(after, replica, merged)
        .Where(m => m.Kind == question.Kind && Unrelated(after, m, merged).Any(d => ReferenceEquals(d.Clause, question.Clause)))
        .Select(m => (Meeting?)m).FirstOrDefault();

    /// <summary>What of the concurrency invariant fails where a state meets another, as far as the question asks for it.</summary>
    private IEnumerable<ClauseDecision> Unrelated(GroupState after, Meeting meeting, Message? merged) => !_isOneSided && !IsAskedOfJoins(meeting.Kind, merged is not null) ? []
        : _steps.Related(after.Replicas[meeting.Mine], meeting.Incoming.State).Where(d => IsAsked(meeting.Kind, merged is not null, d.Clause));

    /// <summary>Whether a merge breaks something about a join of states that it cannot break as long as states grow.</summary>
    public bool IsSurprised(GroupState after, int replica, Message? merged) => merged is not null && Meetings(after, replica, merged)
        .Any(m => m.Kind is CheckKind.Stability or CheckKind.Stale && _steps.Related(after.Replicas[m.Mine], m.Incoming.State).Any(d => d.Clause.IsOfJoin));

    private static bool IsAsked(CheckKind kind, bool isMerge, Clause clause) => !clause.IsOfJoin || IsAskedOfJoins(kind, isMerge);

    /// <summary>Whether the question is asked of what is about the join of two states; of the others it follows, as the rules of proofs say.</summary>
    private static bool IsAskedOfJoins(CheckKind kind, bool isMerge) => kind == (isMerge ? CheckKind.ThirdReplica : CheckKind.Stability);

    /// <summary>Who may merge what: all others the replica's new state, it theirs, and it what is on its way.</summary>
    private static IEnumerable<Meeting> Meetings(GroupState group, int replica, Message? merged)
    {
        ReplicaState state = group.Replicas[replica];
        if (merged is not null)
            yield return new Meeting(CheckKind.Stability, replica, merged);
        for (int other = 0; other < group.Replicas.Count; other++)
        {
            if (other == replica)
                continue;
            var theirs = new Message(other, group.Replicas[other]);
            bool isSender = other == merged?.Sender;
            if (merged is null)
                yield return new Meeting(CheckKind.Stability, replica, theirs);
            else if (!isSender || !ReferenceEquals(theirs.State, merged.State))
                yield return new Meeting(isSender ? CheckKind.Stale : CheckKind.ThirdReplica, replica, theirs);
            yield return new Meeting(merged is null ? CheckKind.Remote : isSender ? CheckKind.Stale : CheckKind.ThirdReplica, other, new Message(replica, state));
        }

        if (group.Message is { } message && message.Sender != replica && !(message.Sender == merged?.Sender && ReferenceEquals(message.State, merged.State)))
            yield return new Meeting(merged is null ? CheckKind.Stability : message.Sender == merged.Sender ? CheckKind.Stale : CheckKind.ThirdReplica, replica, message);
    }

    /// <summary>Whether a merged state is at least what was merged, and at most every state of the group that is.</summary>
    private Decision IsLeast(GroupState before, ReplicaState mine, ReplicaState incoming, ReplicaState merged)
    {
        if (_steps.AtLeast(merged, incoming) is { Holds: not true } smaller)
            return smaller;
        IEnumerable<ReplicaState> states = before.Message is { } message ? before.Replicas.Append(message.State) : before.Replicas;
        return states.Where(bound => _steps.AtLeast(bound, mine).Holds == true && _steps.AtLeast(bound, incoming).Holds == true)
            .Select(bound => _steps.AtLeast(bound, merged)).FirstOrDefault(d => d.Holds != true, Held);
    }

    /// <summary>Whether merging the states of the group gives the same however often and in which order it is done, where it may be done.</summary>
    private Decision Converges(GroupState group, int replica)
    {
        ReplicaState mine = group.Replicas[replica];
        for (int other = 0; other < group.Replicas.Count; other++)
        {
            if (other == replica)
                continue;
            if (_steps.Converge(mine, group.Replicas[other]) is { Holds: not true } pair)
                return pair;
            for (int third = 0; third < group.Replicas.Count; third++)
            {
                if (third != replica && third != other && _steps.Converge(mine, group.Replicas[other], group.Replicas[third]) is { Holds: not true } all)
                    return all;
            }
        }

        return Held;
    }

    private static readonly Decision Held = new(true, null);

    /// <summary>Why the first step could not be run or judged that could not; null when all could.</summary>
    public string? Fault { get; private set; }

    /// <summary>The property that a step which cannot be run breaks.</summary>
    public int Failed(EvaluationFault fault)
    {
        Fault ??= fault.Message;
        return Properties.Count - 1;
    }

    private void Judge(ClauseDecision[] failing, CheckKind kind, Operation? operation, SortedSet<int> broken)
    {
        foreach (ClauseDecision decision in failing)
            broken.Add(decision.Fault is { } fault ? Failed(fault) : _numbers[(kind, operation, decision.Clause)]);
    }

    private void Judge(Decision decision, CheckKind kind, Operation? operation, SortedSet<int> broken)
    {
        if (decision.Holds != true)
            broken.Add(decision.Fault is { } fault ? Failed(fault) : _numbers[(kind, operation, null)]);
    }
}

/// <summary>A state that a replica may merge, once a step was made, and the question that asks about it.</summary>
internal readonly record struct Meeting(CheckKind Kind, int Mine, Message Incoming);
