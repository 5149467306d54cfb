using System.Buffers;
using System.Collections.Immutable;
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
/// evaluator. A run ends with a step that breaks something which the questions about later steps assume.
/// </summary>
public sealed class ReplicaGroup : IModel
{
    /// <summary>Of the names that replicas can have, only so many choices are tried.</summary>
    private const int MostGroups = 16;

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
        : this(obj, bounds, StepsOf(obj, bounds))
    {
    }

    private ReplicaGroup(ReplicatedObject obj, GroupBounds bounds, ReplicaSteps steps)
    {
        _object = obj;
        _bounds = bounds;
        _model = steps.Model;
        _steps = steps;
        _checks = new GroupChecks(steps);
    }

    /// <summary>The same replicas with old messages, or without. What single ones do is not computed again, so one of the two is searched at a time.</summary>
    public ReplicaGroup WithOldMessages(bool hasOldMessages) => new(_object, _bounds with { HasOldMessages = hasOldMessages }, _steps);

    private static ReplicaSteps StepsOf(ReplicatedObject obj, GroupBounds bounds)
    {
        if ((WhyNot(obj) ?? (bounds.Universe is null ? WhyNotAlone(obj) : null)) is { } reason)
            throw new ArgumentException(reason, nameof(obj));
        return new ReplicaSteps(new ReplicaModel(obj, UniverseOf(obj, bounds)), bounds);
    }

    public EquatableArray<Property> Properties => _checks.Properties.Select(p => p.ToProperty()).ToEquatable();

    public EquatableArray<GroupProperty> Questions => _checks.Properties;

    /// <summary>The operations that have run so far in what was expanded.</summary>
    public IReadOnlyCollection<Operation> Ran => _ran;

    /// <summary>Why a step, the first one, could not be run to its end, in what was expanded so far; null when all could.</summary>
    public string? Fault => _checks.Fault;

    /// <summary>Whether a search of the group that ends sees everything that so many replicas can do: no argument and no initial state is left out.</summary>
    public bool IsWhole => _object.Theory.Sorts.Count == 0 && WhyNotAlone(_object) is null && _model.HasOneInitialState && _steps.HasAllArguments;

    internal ReplicaModel Model => _model;

    internal int Replicas => _bounds.Replicas;

    /// <summary>Why an object cannot be run, in words; null when it can.</summary>
    public static string? WhyNot(ReplicatedObject obj) =>
        obj.Initial.Count == 0 ? "nothing says in which state replicas begin"
        : obj.Coordination.Count > 0 ? "its operations hold locks, which are not yet run"
        : obj.Propagation is Propagation.Operations ? "its replicas send each other operations"
        : null;

    /// <summary>Why an object can only be run in a given universe, in words; null when it needs none.</summary>
    public static string? WhyNotAlone(ReplicatedObject obj) =>
        obj.Theory.Constants.Count > 0 ? "it depends on constants without values"
        : obj.Theory.Functions.Any(f => f.Meaning is FunctionMeaning.Uninterpreted && f.Symbol != obj.Dots?.By) ? "it depends on functions without definitions"
        : null;

    /// <summary>Whether the replicas of two groups of an object can do the same: all that universes decide of it is how many elements types have.</summary>
    public static bool AreAlike(ReplicatedObject obj, GroupBounds one, GroupBounds other)
    {
        if (WhyNotAlone(obj) is not null || one with { Universe = null } != other with { Universe = null })
            return false;
        (Universe first, Universe second) = (UniverseOf(obj, one), UniverseOf(obj, other));
        return first.OtherSize == second.OtherSize && first.Sizes.Keys.Concat(second.Sizes.Keys).All(s => first.SizeOf(s) == second.SizeOf(s));
    }

    /// <summary>Whether there can be so many replicas: the axioms hold in the universe that these need.</summary>
    public bool IsPossible => _object.Theory.Axioms.All(a => _model.Evaluator.CompileCondition(a.Condition, new Layout()).Decide(new Frame(new Layout())).Holds == true);

    /// <summary>Every replica needs a name of its own.</summary>
    private static Universe UniverseOf(ReplicatedObject obj, GroupBounds bounds)
    {
        Universe universe = bounds.Universe ?? new Universe { OtherSize = bounds.SortSize };
        if (obj.Replica?.Type is not DataType.Sort names)
            return universe;
        int replicas = Math.Max(bounds.Replicas, universe.SizeOf(names));
        universe = universe with { Sizes = universe.Sizes.SetItem(names, replicas) };
        return obj.Dots is { } dots ? universe.WithRuns(dots, replicas, bounds.RunsOfReplica) : universe;
    }

    public bool Holds(int property, ReadOnlySpan<byte> state) => !GroupState.IsBrokenIn(state, property);

    public void Begin(ISuccessors found)
    {
        RunResult initial = _model.InitialStates(_bounds.Domain);
        if (initial is RunResult.Faulted { Fault: var fault })
        {
            Found(new GroupState([_checks.Failed(fault)], IsOrdered: true, [], null), found);
            return;
        }

        foreach (IGrouping<string, ReplicaState> alike in ((RunResult.Ended)initial).Ends.Select(e => _steps.Instance(e.State)).GroupBy(WithoutName, StringComparer.Ordinal))
        {
            foreach (EquatableArray<ReplicaState> replicas in Groups([.. alike]))
            {
                var first = new GroupState([], IsOrdered: true, replicas, null);
                Found(first with { Broken = _checks.BrokenAtFirst(first) }, found);
            }
        }
    }

    /// <summary>The first states of all replicas. Which names they have matters only where something distinguishes names.</summary>
    private IEnumerable<EquatableArray<ReplicaState>> Groups(ReplicaState[] states)
    {
        if (_object.Replica is null)
            return [Enumerable.Repeat(states[0], _bounds.Replicas).ToEquatable()];
        IEnumerable<ImmutableArray<ReplicaState>> groups = [[]];
        for (int replica = 0; replica < _bounds.Replicas; replica++)
            groups = groups.SelectMany(g => states.Where((_, i) => i > (g.IsEmpty ? -1 : Array.IndexOf(states, g[^1]))).Select(g.Add));
        IEnumerable<EquatableArray<ReplicaState>> all = groups.Select(g => g.ToEquatable());
        return WhyNotAlone(_object) is null ? all.Take(1) : all.Take(MostGroups);
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
        if (!GroupState.BrokenIn(state).All(_checks.GoesOn))
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

    internal GroupState Read(ReadOnlySpan<byte> state) => GroupState.Read(state, _bounds.Replicas, _object.State.Count, _steps.Instance);

    /// <summary>What can happen in a state, in the order in which <see cref="Expand"/> gives the states after it.</summary>
    internal IReadOnlyList<GroupAction> ActionsOf(ReadOnlySpan<byte> state)
    {
        _log = [];
        Expand(state, Nowhere.Instance);
        (List<GroupAction> actions, _log) = (_log, null);
        return actions;
    }

    /// <summary>Who meets what where a step breaks a question about two states; null where it breaks no such question.</summary>
    internal Meeting? MeetingOf(GroupState before, GroupState after, GroupAction action, GroupProperty question) => _checks.Broken(after, action.Replica, action switch
    {
        GroupAction.Merge merge => new Message(merge.From, before.Replicas[merge.From]),
        GroupAction.Receive => before.Message,
        _ => null,
    }, question);

    /// <summary>
    /// The group after the merge that breaks the invariant, where what merge relies on is nothing but that; null where somebody
    /// wrote more, or the invariant holds all the same.
    /// </summary>
    internal GroupState? Merged(GroupState group, Meeting meeting) =>
        !_object.StatesReliance && _steps.Merge(group.Replicas[meeting.Mine], meeting.Incoming.State) is RunResult.Ended { Ends: [var only] } && _steps.Invariant(only.State).Length > 0
            ? group.With(meeting.Mine, only.State)
            : null;

    private void RunOperations(GroupState group, int replica, ISuccessors found)
    {
        foreach (OwnStep own in _steps.Of(group.Replicas[replica]))
        {
            if (own.Result is RunResult.Ended { Ends.Count: > 0 })
                _ran.Add(own.Operation);
            Step(group, replica, own.Operation, null, own.Result, new GroupAction.Run(replica, own.Operation, own.Arguments), found);
        }
    }

    private void Merge(GroupState group, int replica, Message message, GroupAction action, ISuccessors found) =>
        Step(group, replica, _object.Merge.Operation, message, _steps.Merge(group.Replicas[replica], message.State), action, found);

    private void Step(GroupState group, int replica, Operation operation, Message? merged, RunResult result, GroupAction action, ISuccessors found)
    {
        if (result is RunResult.Faulted { Fault: var fault })
        {
            Found(group with { Broken = [_checks.Failed(fault)] }, found, action);
            return;
        }

        foreach (RunEnd end in ((RunResult.Ended)result).Ends)
        {
            GroupState next = group.With(replica, end.State);
            EquatableArray<int> broken = _checks.Broken(group, next, replica, operation, merged);

            // What is asked of old states assumes that states grow.
            if (group.IsOrdered || !broken.Any(b => Questions[b].Kind == CheckKind.Stale))
                Found(next with { Broken = broken, IsOrdered = group.IsOrdered && broken.Count == 0 }, found, action);
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
