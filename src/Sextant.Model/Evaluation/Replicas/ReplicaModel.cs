using System.Collections.Immutable;
using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Running;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Replicas;

/// <summary>
/// A replicated object that runs, in one universe: initial states, operations, merge, and the conditions that the specification
/// states of states. Nothing here remembers a replica: states go in and come out. One model serves one thread.
/// </summary>
public sealed class ReplicaModel
{
    private readonly Layout _layout = new();
    private readonly Frame _frame;
    private readonly RunCode _code;
    private readonly ImmutableArray<int> _state;
    private readonly ImmutableArray<int> _before;
    private readonly Dictionary<Operation, (Step Run, CompiledCondition Requires)> _operations = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Clause, CompiledCondition> _clauses = new(ReferenceEqualityComparer.Instance);
    private readonly CompiledCondition? _order;
    private readonly CompiledCondition _promises;

    public ReplicaModel(ReplicatedObject obj, Universe universe, EvaluationLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(obj);
        Object = obj;
        Evaluator = new Evaluator(obj.Theory, universe, limits);
        _state = [.. obj.State.Select(_layout.Add)];
        _before = [.. obj.State.Select(_layout.AddBefore)];
        StateOrder? order = (obj.Propagation as Propagation.States)?.Order;
        foreach (VariableSymbol variable in order?.Greater.Concat(order.Smaller) ?? [])
            _layout.Add(variable);
        foreach (Operation operation in obj.Routines)
        {
            foreach (VariableSymbol variable in operation.Parameters.Concat(operation.Results))
                _layout.Add(variable);
        }

        var expressions = new ExprCompiler(Evaluator, _layout);
        _code = new RunCode(Evaluator, expressions, new StatementCompiler(Evaluator, expressions, _layout, obj), _layout);
        foreach (Operation operation in obj.Routines)
            _operations.Add(operation, (_code.Of(operation), Compile(All(operation))));
        _order = order is null ? null : Compile(order.Condition);
        _promises = Compile(Conjuncts.Join([.. obj.StateAssumptions.Select(a => a.Condition)], default));
        _frame = new Frame(_layout);
    }

    public ReplicatedObject Object { get; }

    public Evaluator Evaluator { get; }

    /// <summary>
    /// The states in which a replica may begin. What the initial conditions leave open is tried in the small domain, within the
    /// invariant.
    /// </summary>
    public RunResult InitialStates(SmallDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        Solution solution = Solution.Of(Object.Initial, Object.State);
        Step solve = _code.Solve(solution, v => domain.Of(Evaluator, v.Type).Values);
        Condition[] conditions = [.. Object.Invariant.Select(c => c.Condition).Concat(Object.StateAssumptions.Select(a => a.Condition))
            .Select(c => new ExprCompiler(Evaluator, _layout).DecideWhole(c))];
        bool isDetermined = solution.Steps.All(s => s.Equation is not null);
        return Run(null, f => solve(f) == Flow.Next && (isDetermined || Array.TrueForAll(conditions, c => c(f))) ? Flow.Next : Flow.Blocked, _ => { });
    }

    /// <summary>Whether the initial conditions say of every state variable what it begins with.</summary>
    public bool HasOneInitialState => Solution.Of(Object.Initial, Object.State).Steps.All(s => s.Equation is not null);

    /// <summary>Whether a condition on the state holds: a clause of the invariant, or what declarations promise.</summary>
    public Decision Holds(Clause clause, ReplicaState state)
    {
        Load(_state, state);
        return ConditionOf(clause).Decide(_frame);
    }

    /// <summary>Whether the state satisfies the invariant and what its declarations promise. The first clause that does not hold decides.</summary>
    public Decision Invariant(ReplicaState state)
    {
        Load(_state, state);
        Decision promises = _promises.Decide(_frame);
        if (promises.Holds != true)
            return promises;
        foreach (Clause clause in Object.Invariant)
        {
            Decision decision = ConditionOf(clause).Decide(_frame);
            if (decision.Holds != true)
                return decision;
        }

        return promises;
    }

    /// <summary>Whether an operation may run: its preconditions, and what the declarations of its parameters promise.</summary>
    public Decision Requires(Operation operation, ReplicaState state, ReadOnlySpan<Datum> arguments)
    {
        LoadCall(operation, state, arguments);
        return _operations[operation].Requires.Decide(_frame);
    }

    /// <summary>Whether one precondition of an operation holds.</summary>
    public Decision Requires(Clause clause, Operation operation, ReplicaState state, ReadOnlySpan<Datum> arguments)
    {
        LoadCall(operation, state, arguments);
        return ConditionOf(clause).Decide(_frame);
    }

    /// <summary>Runs an operation, whether or not it may run here.</summary>
    public RunResult Run(Operation operation, ReplicaState state, ReadOnlySpan<Datum> arguments)
    {
        Datum[] values = arguments.ToArray();
        return Run(operation, _operations[operation].Run, _ => LoadCall(operation, state, values));
    }

    /// <summary>Whether the two states may be merged: the concurrency invariant.</summary>
    public Decision MayMerge(ReplicaState local, ReplicaState incoming) => Requires(Object.Merge.Operation, local, ArgumentsOf(incoming));

    /// <summary>Joins an incoming state into the local one.</summary>
    public RunResult Merge(ReplicaState local, ReplicaState incoming) => Run(Object.Merge.Operation, local, ArgumentsOf(incoming));

    /// <summary>The incoming state as arguments of merge, whose parameters may stand in another order.</summary>
    public Datum[] ArgumentsOf(ReplicaState incoming)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        Datum[] values = incoming.Values.ToArray();
        return [.. Object.Merge.Operation.Parameters.Select(p => values[Object.Merge.Incoming.Items.IndexOf(p)])];
    }

    /// <summary>Whether the order holds one state to be at least another.</summary>
    public Decision AtLeast(ReplicaState greater, ReplicaState smaller)
    {
        Load([.. Object.Order.Greater.Select(v => _layout[v])], greater);
        Load([.. Object.Order.Smaller.Select(v => _layout[v])], smaller);
        return _order!.Decide(_frame);
    }

    /// <summary>Whether a postcondition holds between two states, with <c>old</c> reading the first.</summary>
    public Decision Ensures(Clause clause, Operation operation, ReplicaState before, ReadOnlySpan<Datum> arguments, RunEnd after)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(after);
        LoadCall(operation, after.State, arguments);
        Load(_before, before);
        for (int i = 0; i < operation.Results.Count; i++)
            _frame[_layout[operation.Results[i]]] = after.Results[i];
        return ConditionOf(clause).Decide(_frame);
    }

    /// <summary>Lists of arguments for an operation, of values of the small domain; which of them are allowed is not asked. The name of the run is not among them.</summary>
    public IEnumerable<Datum[]> Arguments(Operation operation, SmallDomain domain)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(domain);
        IEnumerable<Datum[]> lists = [[]];
        foreach (VariableSymbol parameter in operation.Given)
        {
            IReadOnlyList<Datum> values = domain.Of(Evaluator, parameter.Type).Values;
            lists = lists.SelectMany(l => values.Select(v => (Datum[])[.. l, v]));
        }

        return lists;
    }

    /// <summary>Where two states differ: variables, each followed by the keys at which its map differs. A replica's name is no such part.</summary>
    public IEnumerable<StatePart> Differences(ReplicaState one, ReplicaState other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < Object.State.Count; i++)
        {
            (Datum mine, Datum theirs) = (one.Values[i], other.Values[i]);
            if (Object.State[i] == Object.Replica || mine == theirs)
                continue;
            yield return new StatePart(i, null);
            if (Object.State[i].Type is not DataType.Map map)
                continue;
            foreach (Datum key in Evaluator.Domains.ShapeOf(map).AllKeys ?? (IEnumerable<Datum>)new SortedSet<Datum>([.. mine.Map.Keys, .. theirs.Map.Keys]))
            {
                if (mine.Map[key] != theirs.Map[key])
                    yield return new StatePart(i, key);
            }
        }
    }

    /// <summary>The state with this part as another state has it.</summary>
    public ReplicaState WithPart(ReplicaState state, StatePart part, ReplicaState from)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(from);
        Datum[] values = state.Values.ToArray();
        Datum held = from.Values[part.Variable];
        values[part.Variable] = part.Key is { } key ? Evaluator.Store((DataType.Map)Object.State[part.Variable].Type, values[part.Variable], key, held.Map[key]) : held;
        return new ReplicaState(values);
    }

    private static Expr All(Operation operation) => Conjuncts.Join(
        [.. operation.Assumptions.Where(a => operation.Parameters.Contains(a.Variable)).Select(a => a.Condition), .. operation.Requires.Select(r => r.Condition)], operation.NameSpan);

    private CompiledCondition Compile(Expr condition) => Evaluator.CompileCondition(condition, _layout);

    private CompiledCondition ConditionOf(Clause clause)
    {
        if (!_clauses.TryGetValue(clause, out CompiledCondition? condition))
            _clauses.Add(clause, condition = Compile(clause.Condition));
        return condition;
    }

    private void Load(ImmutableArray<int> slots, ReplicaState state)
    {
        _frame.Fit(_layout.Count);
        for (int i = 0; i < slots.Length; i++)
            _frame[slots[i]] = state.Values[i];
    }

    private void LoadCall(Operation operation, ReplicaState state, ReadOnlySpan<Datum> arguments)
    {
        Load(_state, state);
        for (int i = 0; i < arguments.Length; i++)
            _frame[_layout[operation.Parameters[i]]] = arguments[i];
    }

    private RunResult Run(Operation? operation, Step step, Action<Frame> prepare) => _code.RunAll(_frame, step, prepare, f => new RunEnd(
        new ReplicaState([.. _state.Select(s => f[s])]),
        operation is null ? [] : operation.Results.Select(r => f[_layout[r]]).ToEquatable()), operation?.NameSpan ?? default);
}
