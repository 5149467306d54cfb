using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Replicas;

/// <summary>What operations of other replicas do where they arrive: there they run under the name of the replica that ran them.</summary>
internal sealed class ArrivingRuns(ReplicaModel model, ReplicaSteps steps)
{
    private readonly Dictionary<Arrival, (RunResult Result, ClauseDecision[] Failing)> _known = [];
    private readonly int _name = model.Object.Replica is { } name ? model.Object.State.Items.IndexOf(name) : -1;

    /// <summary>What comes of a run that arrives at a replica in the state that it has in the group.</summary>
    public RunResult At(SharedRuns group, int replica, SharedRun run) => At(group, group.Replicas[replica], run);

    /// <summary>The same in any state of any replica.</summary>
    public RunResult At(SharedRuns group, ReplicaState state, SharedRun run) => Of(group, state, run).Result;

    /// <summary>Those of a run's preconditions that do not hold in the state where it arrives.</summary>
    public ClauseDecision[] Failing(SharedRuns group, ReplicaState state, SharedRun run) => Of(group, state, run).Failing;

    private (RunResult Result, ClauseDecision[] Failing) Of(SharedRuns group, ReplicaState state, SharedRun run)
    {
        Datum name = _name < 0 ? default : group.Replicas[run.Replica].Values[_name];
        var arrival = new Arrival(state, name, run.Operation, run.Arguments);
        if (!_known.TryGetValue(arrival, out (RunResult, ClauseDecision[]) known))
            _known.Add(arrival, known = (Run(arrival), Failing(arrival)));
        return known;
    }

    private RunResult Run(Arrival arrival) => model.Run(arrival.Operation, Under(arrival.Name, arrival.State), arrival.Arguments.Items.AsSpan()) switch
    {
        RunResult.Ended ended => new RunResult.Ended(ended.Ends.Select(e => e with { State = steps.Instance(Under(_name < 0 ? default : arrival.State.Values[_name], e.State)) }).ToEquatable()),
        var faulted => faulted,
    };

    private ClauseDecision[] Failing(Arrival arrival)
    {
        ReplicaState seen = Under(arrival.Name, arrival.State);
        return [.. arrival.Operation.Requires.Where(c => !c.IsFree).Select(c => (Clause: c, Decision: model.Requires(c, arrival.Operation, seen, arrival.Arguments.Items.AsSpan())))
            .Where(d => d.Decision.Holds != true).Select(d => new ClauseDecision(d.Clause, d.Decision.Fault))];
    }

    /// <summary>Whether two states differ in nothing but the replicas' names.</summary>
    public bool AreAlike(ReplicaState one, ReplicaState other) => Under(default, one).Equals(Under(default, other));

    private ReplicaState Under(Datum name, ReplicaState state)
    {
        if (_name < 0)
            return state;
        Datum[] values = state.Values.ToArray();
        values[_name] = name;
        return new ReplicaState(values);
    }

    /// <summary>A run in a state, under the name of the replica that made it. States are known by their instances.</summary>
    private readonly record struct Arrival(ReplicaState State, Datum Name, Operation Operation, EquatableArray<Datum> Arguments)
    {
        public bool Equals(Arrival other) => ReferenceEquals(State, other.State) && ReferenceEquals(Operation, other.Operation) && Name == other.Name && Arguments.Equals(other.Arguments);

        public override int GetHashCode() => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(State), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Operation), Name, Arguments);
    }
}
