using System.Runtime.CompilerServices;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// What single replicas and pairs of them do, computed once: the states of a group are made of far fewer states of replicas.
/// States go in and come out as the one instance of their value, so that to look one up costs no look at its values.
/// </summary>
internal sealed class ReplicaSteps
{
    private readonly ReplicaModel _model;
    private readonly (Operation Operation, Datum[][] Lists)[] _arguments;
    private readonly Dictionary<ReplicaState, ReplicaState> _instances = [];
    private readonly Dictionary<ReplicaState, OwnStep[]> _own = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ReplicaState, ClauseDecision[]> _invariant = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Pair, RunResult> _merged = [];
    private readonly Dictionary<Pair, ClauseDecision[]> _related = [];
    private readonly Dictionary<Pair, Decision> _ordered = [];
    private readonly Dictionary<Pair, Decision> _converging = [];
    private readonly Dictionary<Triple, Decision> _associating = [];

    public ReplicaSteps(ReplicaModel model, GroupBounds bounds)
    {
        _model = model;

        // What another replica knows now need not be true of a state that it has left, and is no part of what merge needs.
        Reliance = model.Object.Propagation is Propagation.States states ? [.. states.Merge.Operation.Requires.Where(r => r is { IsFree: false, IsMirrored: false })] : [];
        _arguments = [.. model.Object.Operations.Select(o => (o, model.Arguments(o, bounds.Domain).Take(bounds.MaxArguments).ToArray()))];
        Rights = new HeldRights(model, bounds.Domain);
        HasAllArguments = Array.TrueForAll(_arguments, a => a.Lists.Length < bounds.MaxArguments && a.Operation.Given.All(p => bounds.Domain.Of(model.Evaluator, p.Type).IsAll));
    }

    /// <summary>Whether every list of arguments that an operation can be given is tried.</summary>
    public bool HasAllArguments { get; }

    /// <summary>What replicas hold of escrows.</summary>
    public HeldRights Rights { get; }

    public ReplicaModel Model => _model;

    public ReplicatedObject Object => _model.Object;

    /// <summary>What must relate any two states before one merges the other.</summary>
    public IReadOnlyList<Clause> Reliance { get; }

    /// <summary>The one instance of this value.</summary>
    public ReplicaState Instance(ReplicaState state) => _instances.TryAdd(state, state) ? state : _instances[state];

    /// <summary>What the replica may do by itself, operation by operation in the order of the text.</summary>
    public OwnStep[] Of(ReplicaState state) => Known(_own, state, s => [.. from a in _arguments from list in a.Lists let step = FirstRun(s, a.Operation, list) where step is not null select step]);

    public RunResult Merge(ReplicaState mine, ReplicaState incoming) => Known(_merged, new Pair(mine, incoming), p => WithInstances(_model.Merge(p.Left, p.Right)));

    /// <summary>All states merged into one; null of none, and those that cannot be merged are left out.</summary>
    public ReplicaState? Joined(EquatableArray<ReplicaState> states) =>
        states.Aggregate((ReplicaState?)null, (merged, s) => merged is null ? Instance(s) : Merge(merged, Instance(s)) is RunResult.Ended { Ends: [var only] } ? only.State : merged);

    /// <summary>The clauses of the invariant that do not hold.</summary>
    public ClauseDecision[] Invariant(ReplicaState state) => Known(_invariant, state, s => Failing(Object.Invariant, c => _model.Holds(c, s)));

    /// <summary>The clauses of what merge relies on that do not hold.</summary>
    public ClauseDecision[] Related(ReplicaState mine, ReplicaState incoming) =>
        Known(_related, new Pair(mine, incoming), p => Failing(Reliance, c => _model.Requires(c, Object.Merge.Operation, p.Left, _model.ArgumentsOf(p.Right))));

    public Decision AtLeast(ReplicaState greater, ReplicaState smaller) => Known(_ordered, new Pair(greater, smaller), p => _model.AtLeast(p.Left, p.Right));

    /// <summary>Whether merging one state again changes nothing, and merging the two either way gives the same, where it may be done.</summary>
    public Decision Converge(ReplicaState mine, ReplicaState incoming) => Known(_converging, new Pair(mine, incoming), p =>
        AreAlike(Merged(Merged(p.Left, p.Right), p.Right), Merged(p.Left, p.Right)) is { Holds: not true } again ? again : AreAlike(Merged(p.Left, p.Right), Merged(p.Right, p.Left)));

    /// <summary>Whether it does not matter in which order three states are merged, where it may be done.</summary>
    public Decision Converge(ReplicaState mine, ReplicaState second, ReplicaState third) =>
        Known(_associating, new Triple(new Pair(mine, second), third), t => AreAlike(Merged(Merged(t.Pair.Left, t.Pair.Right), t.Third), Merged(t.Pair.Left, Merged(t.Pair.Right, t.Third))));

    /// <summary>Null where the states may not be merged, or merging has not one result.</summary>
    private ReplicaState? Merged(ReplicaState? mine, ReplicaState? incoming) =>
        mine is not null && incoming is not null && Related(mine, incoming).Length == 0 && Merge(mine, incoming) is RunResult.Ended { Ends: [var only] } ? only.State : null;

    /// <summary>States that the order does not tell apart.</summary>
    private Decision AreAlike(ReplicaState? one, ReplicaState? other)
    {
        if (one is null || other is null || ReferenceEquals(one, other))
            return new Decision(true, null);
        return AtLeast(one, other) is { Holds: not true } less ? less : AtLeast(other, one);
    }

    /// <summary>What is true of a run under one new name is true of it under another, so one is tried. Null when the operation may not run.</summary>
    private OwnStep? FirstRun(ReplicaState state, Operation operation, Datum[] given) => operation.Dot is null
        ? Run(state, operation, given)
        : _model.Evaluator.SomeValues(operation.Dot.Type).Select(dot => Run(state, operation, [.. given, dot])).FirstOrDefault(s => s is not null);

    /// <summary>Null when the operation may not run.</summary>
    private OwnStep? Run(ReplicaState state, Operation operation, Datum[] arguments) => _model.Requires(operation, state, arguments) switch
    {
        { Fault: { } fault } => new OwnStep(operation, arguments.ToEquatable(), new RunResult.Faulted(fault)),
        { Holds: true } => new OwnStep(operation, arguments.ToEquatable(), WithInstances(_model.Run(operation, state, arguments))),
        _ => null,
    };

    private RunResult WithInstances(RunResult result) =>
        result is RunResult.Ended ended ? new RunResult.Ended(ended.Ends.Select(e => e with { State = Instance(e.State) }).ToEquatable()) : result;

    private static ClauseDecision[] Failing(IEnumerable<Clause> clauses, Func<Clause, Decision> decide) =>
        [.. clauses.Select(c => (Clause: c, Decision: decide(c))).Where(d => d.Decision.Holds != true && !(d.Clause.IsDerived && d.Decision.Fault is not null)).Select(d => new ClauseDecision(d.Clause, d.Decision.Fault))];

    private static TValue Known<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key, Func<TKey, TValue> find)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out TValue? value))
            known.Add(key, value = find(key));
        return value;
    }

    /// <summary>Two states, known by their instances.</summary>
    private readonly struct Pair(ReplicaState left, ReplicaState right) : IEquatable<Pair>
    {
        public ReplicaState Left => left;

        public ReplicaState Right => right;

        public bool Equals(Pair other) => ReferenceEquals(left, other.Left) && ReferenceEquals(right, other.Right);

        public override bool Equals(object? obj) => obj is Pair other && Equals(other);

        public override int GetHashCode() => (RuntimeHelpers.GetHashCode(left) * 31) ^ RuntimeHelpers.GetHashCode(right);
    }

    /// <summary>Three states, known by their instances.</summary>
    private readonly struct Triple(Pair pair, ReplicaState third) : IEquatable<Triple>
    {
        public Pair Pair => pair;

        public ReplicaState Third => third;

        public bool Equals(Triple other) => pair.Equals(other.Pair) && ReferenceEquals(third, other.Third);

        public override bool Equals(object? obj) => obj is Triple other && Equals(other);

        public override int GetHashCode() => (pair.GetHashCode() * 31) ^ RuntimeHelpers.GetHashCode(third);
    }
}

/// <summary>An operation that a replica may run in its state, and what comes of it.</summary>
internal sealed record OwnStep(Operation Operation, EquatableArray<Datum> Arguments, RunResult Result);

/// <summary>A clause that does not hold.</summary>
/// <param name="Fault">Why that could not be found out; null when it certainly does not hold.</param>
internal readonly record struct ClauseDecision(Clause Clause, EvaluationFault? Fault);
