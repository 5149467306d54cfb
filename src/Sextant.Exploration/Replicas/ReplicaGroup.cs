using System.Buffers;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Types;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// All that a few replicas of an object can do: operations with small arguments, merges of each other's states at any time,
/// and of one old message. It decides by running what the prover decides by reasoning, and shares nothing with it but the
/// evaluator. Nothing happens after a step that breaks a property.
/// </summary>
public sealed class ReplicaGroup : IModel
{
    private readonly ReplicatedObject _object;
    private readonly GroupBounds _bounds;
    private readonly ReplicaModel _model;
    private readonly ReplicaSteps _steps;
    private readonly GroupChecks _checks;
    private readonly HashSet<Operation> _ran = new(ReferenceEqualityComparer.Instance);
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private List<GroupAction>? _log;

    /// <exception cref="ArgumentException">The object cannot be run as it is; <see cref="WhyNot"/> says why.</exception>
    public ReplicaGroup(ReplicatedObject obj, GroupBounds bounds)
    {
        if (WhyNot(obj) is { } reason)
            throw new ArgumentException(reason, nameof(obj));
        _object = obj;
        _bounds = bounds;
        _model = new ReplicaModel(obj, UniverseOf(obj, bounds));
        // What another replica knows now need not be true of a state that it has left, and is no part of what merge needs.
        Clause[] reliance = [.. obj.Merge.Operation.Requires.Where(r => r is { IsFree: false, IsMirrored: false })];
        _steps = new ReplicaSteps(_model, bounds, reliance);
        _checks = new GroupChecks(_steps, reliance);
    }

    public EquatableArray<Property> Properties => _checks.Properties.Select(p => p.ToProperty()).ToEquatable();

    public EquatableArray<GroupProperty> Questions => _checks.Properties;

    /// <summary>The operations that have run so far in what was expanded.</summary>
    public IReadOnlyCollection<Operation> Ran => _ran;

    /// <summary>Whether a search of the group that ends sees everything that so many replicas can do: no argument and no initial state is left out.</summary>
    public bool IsWhole => _object.Theory.Sorts.Count == 0 && _model.HasOneInitialState && _steps.HasAllArguments;

    internal ReplicaModel Model => _model;

    /// <summary>Why an object cannot be searched, in words; null when it can.</summary>
    public static string? WhyNot(ReplicatedObject obj) =>
        obj.Initial.Count == 0 ? "nothing says in which state replicas begin"
        : obj.Coordination.Count > 0 ? "its operations hold locks, which are not yet run"
        : obj.Propagation is Propagation.Operations ? "its replicas send each other operations"
        : obj.Theory.Constants.Count > 0 ? "it depends on constants without values"
        : obj.Theory.Functions.Any(f => f.Meaning is FunctionMeaning.Uninterpreted && f.Symbol != obj.Dots?.By) ? "it depends on functions without definitions"
        : null;

    private static Universe UniverseOf(ReplicatedObject obj, GroupBounds bounds)
    {
        var universe = new Universe { OtherSize = bounds.SortSize };
        if (obj.Replica?.Type is not DataType.Sort names)
            return universe;
        int replicas = Math.Max(bounds.Replicas, bounds.SortSize);
        universe = universe with { Sizes = universe.Sizes.SetItem(names, replicas) };
        return obj.Dots is { } dots ? WithRuns(universe, dots, replicas, bounds.RunsOfReplica) : universe;
    }

    /// <summary>Each replica has so many names for its runs.</summary>
    private static Universe WithRuns(Universe universe, Dots dots, int replicas, int runs)
    {
        Dictionary<Datum, Datum> by = Enumerable.Range(0, replicas * runs).ToDictionary(d => Datum.Of(d), d => Datum.Of(d % replicas));
        return universe with
        {
            Sizes = universe.Sizes.SetItem(dots.Type, replicas * runs),
            Functions = universe.Functions.SetItem(dots.By, new FunctionTable(by, otherwise: null)),
        };
    }

    public bool Holds(int property, ReadOnlySpan<byte> state) => GroupState.BrokenIn(state) != property + 1;

    public void Begin(ISuccessors found)
    {
        if (_model.InitialStates(_bounds.Domain) is not RunResult.Ended ended)
        {
            Found(new GroupState(_checks.Execution + 1, Enumerable.Repeat(new ReplicaState(), 0).ToEquatable(), null), found);
            return;
        }

        foreach (IGrouping<string, ReplicaState> alike in ended.Ends.Select(e => _steps.Instance(e.State)).GroupBy(WithoutName, StringComparer.Ordinal))
        {
            ReplicaState[] states = [.. alike];
            if (_object.Replica is not null && states.Length < _bounds.Replicas)
                continue;
            var first = new GroupState(0, Enumerable.Range(0, _bounds.Replicas).Select(r => states[_object.Replica is null ? 0 : r]).ToEquatable(), null);
            Found(first with { Broken = _checks.BrokenAtFirst(first) + 1 }, found);
        }
    }

    /// <summary>All replicas begin alike, but for their names.</summary>
    private string WithoutName(ReplicaState state)
    {
        Datum[] values = state.Values.ToArray();
        if (_object.Replica is { } name)
            values[_object.State.Items.IndexOf(name)] = default;
        return Convert.ToHexString(CanonicalBytes.Of(values));
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        GroupState group = Read(state);
        if (group.Broken != 0)
            return;
        for (int replica = 0; replica < _bounds.Replicas; replica++)
        {
            RunOperations(group, replica, found);
            for (int other = 0; other < _bounds.Replicas; other++)
            {
                if (other != replica)
                    Merge(group, replica, group.Replicas[other], new GroupAction.Merge(replica, other), found);
            }

            if (!_bounds.HasOldMessages)
                continue;
            if (group.Message is { } message && message.Sender != replica)
                Merge(group, replica, message.State, new GroupAction.Receive(replica), found);
            Found(group with { Message = new Message(replica, group.Replicas[replica]) }, found, new GroupAction.Send(replica));
        }
    }

    internal GroupState Read(ReadOnlySpan<byte> state) => GroupState.Read(state, _bounds.Replicas, _object.State.Count, _steps.Instance);

    /// <summary>What can happen in a state, in the order in which <see cref="Expand"/> gives the states after it.</summary>
    internal IReadOnlyList<GroupAction> ActionsOf(ReadOnlySpan<byte> state)
    {
        _log = [];
        Expand(state, Nowhere.Instance);
        (List<GroupAction> actions, _log) = (_log, null);
        return actions;
    }

    private void RunOperations(GroupState group, int replica, ISuccessors found)
    {
        foreach (OwnStep own in _steps.Of(group.Replicas[replica]))
        {
            if (own.Result is RunResult.Ended { Ends.Count: > 0 })
                _ran.Add(own.Operation);
            Step(group, replica, own.Operation, own.Result, new GroupAction.Run(replica, own.Operation, own.Arguments), found);
        }
    }

    private void Merge(GroupState group, int replica, ReplicaState incoming, GroupAction action, ISuccessors found) =>
        Step(group, replica, _object.Merge.Operation, _steps.Merge(group.Replicas[replica], incoming), action, found);

    private void Step(GroupState group, int replica, Operation operation, RunResult result, GroupAction action, ISuccessors found)
    {
        if (result is not RunResult.Ended ended)
        {
            Found(group with { Broken = _checks.Execution + 1 }, found, action);
            return;
        }

        foreach (RunEnd end in ended.Ends)
        {
            GroupState next = group.With(replica, end.State);
            Found(next with { Broken = _checks.Broken(operation, group.Replicas[replica], next, replica) + 1 }, found, action);
        }
    }

    private void Found(GroupState state, ISuccessors found, GroupAction? action = null)
    {
        if (action is not null)
            _log?.Add(action);
        state.Write(_bytes);
        found.Add(_bytes.WrittenSpan);
    }
}
