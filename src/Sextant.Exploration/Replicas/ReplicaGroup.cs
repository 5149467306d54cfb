using System.Buffers;
using System.Collections.Immutable;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Types;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// All that a few replicas of an object can do, with small arguments. It decides by running what the prover decides by reasoning, and
/// shares nothing with it but the evaluator. A run ends with a step that breaks something which the questions about later steps assume.
/// </summary>
public abstract class ReplicaGroup : IModel
{
    /// <summary>Of the names that replicas can have, only so many choices are tried.</summary>
    private const int MostGroups = 16;

    private readonly GroupBounds _bounds;
    private readonly HashSet<Operation> _ran = new(ReferenceEqualityComparer.Instance);
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private List<GroupAction>? _log;

    private protected ReplicaGroup(GroupBounds bounds, ReplicaSteps steps)
    {
        _bounds = bounds;
        Steps = steps;
    }

    /// <exception cref="ArgumentException">The object cannot be run as it is; <see cref="WhyNot"/> says why.</exception>
    public static ReplicaGroup Of(ReplicatedObject obj, GroupBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(obj);
        ArgumentNullException.ThrowIfNull(bounds);
        return obj.Propagation is Propagation.Operations ? new OperationGroup(obj, bounds)
            : obj.IsCoordinated ? new LockedGroup(obj, bounds)
            : new StateGroup(obj, bounds);
    }

    /// <summary>The same replicas with old messages, or without. What single ones do is not computed again, so one of the two is searched at a time.</summary>
    public abstract ReplicaGroup WithOldMessages(bool hasOldMessages);

    /// <summary>What single replicas do, in the universe of the bounds.</summary>
    internal static ReplicaSteps StepsOf(ReplicatedObject obj, GroupBounds bounds)
    {
        if ((WhyNot(obj) ?? (bounds.Universe is null ? WhyNotAlone(obj) : null)) is { } reason)
            throw new ArgumentException(reason, nameof(obj));
        return new ReplicaSteps(new ReplicaModel(obj, UniverseOf(obj, bounds)), bounds);
    }

    public EquatableArray<Property> Properties => Questions.Select(p => p.ToProperty()).ToEquatable();

    public abstract EquatableArray<GroupProperty> Questions { get; }

    /// <summary>The operations that have run so far in what was expanded.</summary>
    public IReadOnlyCollection<Operation> Ran => _ran;

    /// <summary>Why a step, the first one, could not be run to its end, in what was expanded so far; null when all could.</summary>
    public abstract string? Fault { get; }

    /// <summary>Whether a search of the group that ends sees everything that so many replicas can do: no argument and no initial state is left out.</summary>
    public bool IsWhole => Object.Theory.Sorts.Count == 0 && WhyNotAlone(Object) is null && Model.HasOneInitialState && Steps.HasAllArguments;

    internal ReplicaModel Model => Steps.Model;

    internal int Replicas => _bounds.Replicas;

    private protected ReplicaSteps Steps { get; }

    private protected ReplicatedObject Object => Model.Object;

    /// <summary>Why an object cannot be run, in words; null when it can.</summary>
    public static string? WhyNot(ReplicatedObject obj) =>
        obj.Initial.Count == 0 ? "nothing says in which state replicas begin"
        : obj.IsCoordinated && obj.Propagation is Propagation.States && (obj.StatesReliance || NamesReplica(obj)) ? "its operations are coordinated, and more than the invariant is asked of pairs of states"
        : null;

    private static bool NamesReplica(ReplicatedObject obj) => obj.Invariant.SelectMany(c => ExprWalk.All(c.Condition)).Any(e => e is Expr.Reference r && r.Symbol == obj.Replica);

    /// <summary>Why an object can only be run in a given universe, in words; null when it needs none.</summary>
    public static string? WhyNotAlone(ReplicatedObject obj) =>
        obj.Theory.Constants.Count > 0 ? "it depends on constants without values"
        : obj.Theory.Functions.Any(f => f.Meaning is FunctionMeaning.Uninterpreted { IsRank: false } && f.Symbol != obj.Dots?.By) ? "it depends on functions without definitions"
        : null;

    /// <summary>
    /// Whether the replicas of two groups of an object can do the same: all that universes decide of it is how many elements types have, and not in
    /// which order they come.
    /// </summary>
    public static bool AreAlike(ReplicatedObject obj, GroupBounds one, GroupBounds other)
    {
        if (WhyNotAlone(obj) is not null || obj.Theory.Functions.Any(f => f.Meaning is FunctionMeaning.Uninterpreted { IsRank: true }) || one with { Universe = null } != other with { Universe = null })
            return false;
        (Universe first, Universe second) = (UniverseOf(obj, one), UniverseOf(obj, other));
        return first.OtherSize == second.OtherSize && first.Sizes.Keys.Concat(second.Sizes.Keys).All(s => first.SizeOf(s) == second.SizeOf(s));
    }

    /// <summary>Whether there can be so many replicas: the axioms hold in the universe that these need.</summary>
    public bool IsPossible => Object.Theory.Axioms.All(a => Model.Evaluator.CompileCondition(a.Condition, new Layout()).Decide(new Frame(new Layout())).Holds == true);

    private static Universe UniverseOf(ReplicatedObject obj, GroupBounds bounds) => WithReplicas(obj, bounds, bounds.Universe ?? new Universe { OtherSize = bounds.SortSize }).WithRanks(obj.Theory);

    /// <summary>Every replica needs a name of its own.</summary>
    private static Universe WithReplicas(ReplicatedObject obj, GroupBounds bounds, Universe universe)
    {
        if (obj.Replica?.Type is not DataType.Sort names)
            return universe;
        int replicas = Math.Max(bounds.Replicas, universe.SizeOf(names));
        universe = universe with { Sizes = universe.Sizes.SetItem(names, replicas) };
        return obj.Dots is { } dots ? universe.WithRuns(dots, replicas, bounds.RunsOfReplica) : universe;
    }

    public bool Holds(int property, ReadOnlySpan<byte> state) => !BrokenProperties.Contain(state, property);

    public void Begin(ISuccessors found)
    {
        RunResult initial = Model.InitialStates(_bounds.Domain);
        if (initial is RunResult.Faulted { Fault: var fault })
        {
            Found(bytes => BeginFaulty(fault, bytes), found);
            return;
        }

        foreach (IGrouping<string, ReplicaState> alike in ((RunResult.Ended)initial).Ends.Select(e => Steps.Instance(e.State)).GroupBy(WithoutName, StringComparer.Ordinal))
        {
            foreach (EquatableArray<ReplicaState> replicas in Groups([.. alike]))
                Found(bytes => BeginWith(replicas, bytes), found);
        }
    }

    public abstract void Expand(ReadOnlySpan<byte> state, ISuccessors found);

    /// <summary>What can happen in a state, in the order in which <see cref="Expand"/> gives the states after it.</summary>
    internal IReadOnlyList<GroupAction> ActionsOf(ReadOnlySpan<byte> state)
    {
        _log = [];
        Expand(state, Nowhere.Instance);
        (List<GroupAction> actions, _log) = (_log, null);
        return actions;
    }

    /// <summary>The states of all replicas.</summary>
    internal abstract EquatableArray<ReplicaState> StatesIn(ReadOnlySpan<byte> state);

    /// <summary>An action in words, such as <c>merge ← B</c>.</summary>
    internal abstract string Told(GroupAction action, ReadOnlySpan<byte> before);

    /// <summary>How what a step breaks comes to light.</summary>
    internal abstract Aftermath AftermathOf(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, GroupAction action, GroupProperty question);

    internal static string NameOf(int replica) => ((char)('A' + replica)).ToString();

    private protected abstract void BeginWith(EquatableArray<ReplicaState> replicas, ArrayBufferWriter<byte> bytes);

    private protected abstract void BeginFaulty(EvaluationFault fault, ArrayBufferWriter<byte> bytes);

    /// <summary>Whether a run ends here, because its last step broke something. What uses up more than it takes goes on: the damage is seen later.</summary>
    private protected bool IsEnd(ReadOnlySpan<byte> state) => BrokenProperties.In(state).Any(p => Questions[p].Kind != CheckKind.Escrow);

    private protected void NoteRun(Operation operation) => _ran.Add(operation);

    private protected void Found(Action<ArrayBufferWriter<byte>> write, ISuccessors found, GroupAction? action = null)
    {
        if (action is not null)
            _log?.Add(action);
        _bytes.ResetWrittenCount();
        write(_bytes);
        found.Add(_bytes.WrittenSpan);
    }

    /// <summary>
    /// The step where locks and escrows let the replica take it; null where they do not. It cannot be run where it cannot be found out what it takes.
    /// </summary>
    private protected OwnStep? Coordinated(SharedRuns group, int replica, OwnStep own) => group.Unseen(replica).Any(unseen => IsKeptApart(unseen, own)) ? null : Steps.Rights.Suffice(group, replica, own) switch
    {
        { Holds: true } => own,
        { Fault: { } fault } => own with { Result = new RunResult.Faulted(fault) },
        _ => null,
    };

    /// <summary>Whether both hold a lock of the same keys in modes that exclude each other.</summary>
    private bool IsKeptApart(SharedRun unseen, OwnStep own) => Object.Coordination.Any(held =>
        held.Uses.Where(u => u.Operation == unseen.Operation).Any(theirs => held.Uses.Where(u => u.Operation == own.Operation).Any(mine =>
            held.KeepsApart(theirs, mine) && theirs.KeyParameters.Zip(mine.KeyParameters).All(k => unseen.Arguments[k.First] == own.Arguments[k.Second]))));

    private protected string Told(GroupAction.Run run) => Told(run.Operation, run.Arguments);

    private protected string Told(Operation operation, IEnumerable<Datum> arguments) =>
        $"{operation.Name}({string.Join(", ", arguments.Zip(operation.Given, (a, p) => Model.Evaluator.Show(a, p.Type, Object.Notation)))})";

    /// <summary>The first states of all replicas. Which names they have matters only where something distinguishes names.</summary>
    private IEnumerable<EquatableArray<ReplicaState>> Groups(ReplicaState[] states)
    {
        if (Object.Replica is null)
            return [Enumerable.Repeat(states[0], _bounds.Replicas).ToEquatable()];
        IEnumerable<ImmutableArray<ReplicaState>> groups = [[]];
        for (int replica = 0; replica < _bounds.Replicas; replica++)
            groups = groups.SelectMany(g => states.Where((_, i) => i > (g.IsEmpty ? -1 : Array.IndexOf(states, g[^1]))).Select(g.Add));
        IEnumerable<EquatableArray<ReplicaState>> all = groups.Select(g => g.ToEquatable());
        return WhyNotAlone(Object) is null ? all.Take(1) : all.Take(MostGroups);
    }

    /// <summary>All replicas begin alike, but for their names.</summary>
    private string WithoutName(ReplicaState state)
    {
        Datum[] values = state.Values.ToArray();
        if (Object.Replica is { } name)
            values[Object.State.Items.IndexOf(name)] = default;
        return Convert.ToHexString(CanonicalBytes.Of(values));
    }
}

/// <summary>How what a step breaks comes to light.</summary>
/// <param name="Next">A further step that shows it; null where the states show it already.</param>
/// <param name="Remark">What a reader must know besides; empty where the step says it.</param>
internal sealed record Aftermath(AftermathStep? Next, string Remark)
{
    public static readonly Aftermath None = new(null, "");
}

/// <param name="States">Of all replicas, after it.</param>
internal sealed record AftermathStep(int Replica, string Action, EquatableArray<ReplicaState> States);
