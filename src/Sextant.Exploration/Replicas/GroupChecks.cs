using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>The properties of a group, and which of them a step breaks.</summary>
internal sealed class GroupChecks
{
    private const int Nothing = -1;

    private readonly ReplicaSteps _steps;
    private readonly Dictionary<(CheckKind, Operation?, Clause?), int> _numbers = [];

    /// <param name="reliance">What relates any two states that may be merged, so that what a replica knows now is no part of it.</param>
    public GroupChecks(ReplicaSteps steps, IReadOnlyList<Clause> reliance)
    {
        _steps = steps;
        ReplicatedObject obj = steps.Object;
        var properties = new List<GroupProperty>();
        properties.AddRange(obj.Invariant.Concat(reliance).Select(c => new GroupProperty(CheckKind.Initial, null, c)));
        foreach (Operation operation in obj.Routines)
        {
            properties.AddRange(obj.Invariant.Select(c => new GroupProperty(CheckKind.Safety, operation, c)));
            properties.AddRange(reliance.Select(c => new GroupProperty(CheckKind.Stability, operation, c)));
            properties.Add(new GroupProperty(CheckKind.Monotonicity, operation, null));
        }

        properties.Add(new GroupProperty(CheckKind.MergeLaws, obj.Merge.Operation, null));
        for (int i = 0; i < properties.Count; i++)
            _numbers.Add((properties[i].Kind!.Value, properties[i].Operation, properties[i].Clause), i);
        Properties = properties.Append(new GroupProperty(null, null, null)).ToEquatable();
    }

    public EquatableArray<GroupProperty> Properties { get; }

    /// <summary>The property that every step can be run to its end and judged.</summary>
    public int Execution => Properties.Count - 1;

    /// <summary>The first property that the beginning breaks, or -1.</summary>
    public int BrokenAtFirst(GroupState state)
    {
        foreach (ReplicaState own in state.Replicas)
        {
            if (Judge(_steps.Invariant(own), CheckKind.Initial, null) is var broken and not Nothing)
                return broken;
        }

        return Judge(_steps.Related(state.Replicas[0], state.Replicas[1]), CheckKind.Initial, null);
    }

    /// <summary>The first property that a step breaks, or -1.</summary>
    public int Broken(Operation operation, ReplicaState before, GroupState after, int replica)
    {
        ReplicaState state = after.Replicas[replica];
        if (Judge(_steps.Invariant(state), CheckKind.Safety, operation) is var unsafely and not Nothing)
            return unsafely;
        foreach ((ReplicaState mine, ReplicaState incoming) in Meetings(after, replica))
        {
            if (Judge(_steps.Related(mine, incoming), CheckKind.Stability, operation) is var broken and not Nothing)
                return broken;
        }

        if (Judge(_steps.AtLeast(state, before), CheckKind.Monotonicity, operation) is var smaller and not Nothing)
            return smaller;
        return Judge(Converges(after, replica), CheckKind.MergeLaws, _steps.Object.Merge.Operation);
    }

    /// <summary>Who may merge what, once the replica's state is another: all others with it, it with all others, and with what is on its way.</summary>
    private static IEnumerable<(ReplicaState Mine, ReplicaState Incoming)> Meetings(GroupState group, int replica)
    {
        ReplicaState state = group.Replicas[replica];
        foreach (ReplicaState other in group.Replicas.Where((_, i) => i != replica))
        {
            yield return (state, other);
            yield return (other, state);
        }

        if (group.Message is { } message && message.Sender != replica)
            yield return (state, message.State);
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

        return new Decision(true, null);
    }

    private int Judge(ClauseDecision decision, CheckKind kind, Operation? operation) =>
        decision.Clause is null ? Nothing : decision.Fault is null ? _numbers[(kind, operation, decision.Clause)] : Execution;

    private int Judge(Decision decision, CheckKind kind, Operation? operation) => decision.Holds switch
    {
        true => Nothing,
        false => _numbers[(kind, operation, null)],
        null => Execution,
    };
}
