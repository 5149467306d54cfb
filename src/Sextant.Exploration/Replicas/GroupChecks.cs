using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>The properties of a group, and which of them a step breaks.</summary>
internal sealed class GroupChecks
{
    private const int Nothing = -1;

    private readonly ReplicaModel _model;
    private readonly Dictionary<(CheckKind, Operation, Clause?), int> _numbers = [];

    /// <summary>What merge relies on; a free clause holds of any two replicas.</summary>
    private readonly Clause[] _reliance;

    public GroupChecks(ReplicaModel model)
    {
        _model = model;
        ReplicatedObject obj = model.Object;
        _reliance = [.. obj.Merge.Operation.Requires.Where(r => !r.IsFree)];
        var properties = new List<GroupProperty>();
        foreach (Operation operation in obj.Operations.Append(obj.Merge.Operation))
        {
            properties.AddRange(obj.Invariant.Select(c => new GroupProperty(CheckKind.Safety, operation, c)));
            properties.AddRange(_reliance.Select(c => new GroupProperty(CheckKind.Stability, operation, c)));
            properties.Add(new GroupProperty(CheckKind.Monotonicity, operation, null));
        }

        for (int i = 0; i < properties.Count; i++)
            _numbers.Add((properties[i].Kind!.Value, properties[i].Operation!, properties[i].Clause), i);
        Properties = properties.Append(new GroupProperty(null, null, null)).ToEquatable();
    }

    public EquatableArray<GroupProperty> Properties { get; }

    /// <summary>The property that every step can be run to its end and judged.</summary>
    public int Execution => Properties.Count - 1;

    /// <summary>The first property that a step breaks, or -1.</summary>
    public int Broken(Operation operation, ReplicaState before, GroupState after, int replica)
    {
        ReplicaState state = after.Replicas[replica];
        foreach (Clause clause in _model.Object.Invariant)
        {
            if (Judge(_model.Holds(clause, state), CheckKind.Safety, operation, clause) is var broken and not Nothing)
                return broken;
        }

        foreach ((ReplicaState mine, ReplicaState incoming) in Meetings(after, replica))
        {
            foreach (Clause clause in _reliance)
            {
                Decision decision = _model.Requires(clause, _model.Object.Merge.Operation, mine, _model.ArgumentsOf(incoming));
                if (Judge(decision, CheckKind.Stability, operation, clause) is var broken and not Nothing)
                    return broken;
            }
        }

        return Judge(_model.AtLeast(state, before), CheckKind.Monotonicity, operation, null);
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

    private int Judge(Decision decision, CheckKind kind, Operation operation, Clause? clause) => decision.Holds switch
    {
        true => Nothing,
        false => _numbers[(kind, operation, clause)],
        null => Execution,
    };
}
