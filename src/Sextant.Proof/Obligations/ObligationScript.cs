using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Obligations;

/// <summary>The steps from which obligations are made: a local state, an incoming state, an operation that runs, what is to be shown.</summary>
internal sealed partial class ObligationScript(ScriptBuilder script, ReplicatedObject obj, Subject subject)
{
    private readonly Replicas _replicas = Replicas.Of(obj);

    /// <summary>The columns of counterexamples.</summary>
    public const string Here = "here";
    public const string There = "there";
    public const string Bound = "upper bound";

    public ReplicatedObject Object => obj;

    public Operation Operation => subject.Operation;

    public Subject Subject => subject;

    public ScriptBuilder Script => script;

    public bool IsMerge => obj.Propagation is Propagation.States states && subject.First == states.Merge.Operation;

    /// <summary>Any local state.</summary>
    public Env LocalState() => script.DeclareAll(obj.State, obj.StateAssumptions, Env.Empty);

    /// <summary>Any incoming state, as the parameters of merge; what declarations promise of a state holds of it too.</summary>
    public Env IncomingState(Env env)
    {
        Env both = script.DeclareAll(obj.Merge.Operation.Parameters, obj.Merge.Operation.Assumptions, env);
        foreach (VariableAssumption promise in obj.StateAssumptions)
            script.Assume(promise.Condition, AsLocal(both));
        return both;
    }

    /// <summary>What declarations promise of the state, to be shown of a new one.</summary>
    public IEnumerable<Clause> StatePromises => obj.StateAssumptions.SelectMany(a => Conjuncts.Of(a.Condition)).Select(c => new Clause(null, c, c.Span)).DistinctBy(c => c.Span);

    /// <summary>Arguments of the operation; those of merge are the incoming state, which must be there already.</summary>
    public Env Arguments(Env env) => IsMerge ? env : script.DeclareAll(Operation.Parameters, Operation.Assumptions, env);

    /// <summary>Runs the operation under its precondition and returns the point after it.</summary>
    public Env Run(Env env) => Run(Operation, env);

    /// <summary>Runs an operation under its precondition and returns the point after it.</summary>
    public Env Run(Operation operation, Env env)
    {
        script.AssumeAll(operation.Requires, env);
        EscrowRights.AssumeHeld(this, operation, env);
        return Apply(operation, 0, env);
    }

    /// <summary>What a replica's operation does, by the contract that it has there.</summary>
    private Env Apply(Operation operation, int replica, Env before, bool isArrival = false)
    {
        Env after = OperationEffect.Apply(script, _replicas.As(replica, operation), before);
        script.Note(new OperationRun(operation, replica, before, after, isArrival));
        return after;
    }

    /// <summary>The incoming state satisfies the invariant as its own replica sees it.</summary>
    public void AssumeInvariantOfIncoming(Env env) => script.AssumeAll(obj.Invariant.Select(c => _replicas.As(1, c)), AsLocal(env));

    /// <summary>Merges one state into another, each as an environment holds it.</summary>
    public Env Merge(Env mine, Env incoming) =>
        Apply(obj.Merge.Operation, 0, mine.With(obj.State.Select((v, i) => (obj.Merge.Incoming[i], incoming[v])).ToArray()));

    /// <summary>A replica knows all that it did itself of what another state holds.</summary>
    public void AssumeOwnKnowledge(Env mine, Env other) =>
        script.AssumeAll(obj.OwnKnowledge, mine.With(obj.State.Select((v, i) => (obj.Merge.Incoming[i], other[v])).ToArray()));

    /// <summary>The invariant speaks of the local state of its environment; of the incoming one after this.</summary>
    public Env AsLocal(Env env) => env.With(obj.State.Select((v, i) => (v, env[obj.Merge.Incoming[i]])).ToArray());

    /// <summary>Asks for an example of all that is assumed.</summary>
    /// <param name="meaning">What is wrong when there is none.</param>
    public void AskForExample(SourceSpan place, string meaning = "") =>
        script.Show([new Clause(null, Formulas.False, place)], Env.Empty, meaning, new Scene([], []));

    /// <summary>The clauses that say that one state is at least another.</summary>
    public IEnumerable<Clause> OrderClauses => Conjuncts.Of(obj.Order.Condition).Select(c => new Clause(null, c, c.Span));

    public Env Ordered(IEnumerable<string> greater, IEnumerable<string> smaller) => Env.Empty
        .With(obj.Order.Greater.Zip(greater).ToArray())
        .With(obj.Order.Smaller.Zip(smaller).ToArray());

    public IEnumerable<string> State(Env env) => obj.State.Select(v => env[v]);

    public IEnumerable<string> Incoming(Env env) => obj.Merge.Incoming.Select(v => env[v]);

    /// <summary>A third state, above which merge must stay.</summary>
    public IReadOnlyList<string> AnyState() => [.. obj.State.Select(script.Declare)];

    /// <summary>A state that some replica may have. Of whose it is nothing is known, so that it need not satisfy an invariant that says what each replica's own constant is.</summary>
    public IReadOnlyList<string> StateOfAny()
    {
        IReadOnlyList<string> state = AnyState();
        if (!_replicas.AreKnownByConstants)
            script.AssumeAll(obj.Invariant, Env.Empty.With(obj.State.Zip(state)));
        return state;
    }

    public Env WhereOrdered(IEnumerable<string> greater, IEnumerable<string> smaller)
    {
        Env env = Ordered(greater, smaller);
        script.Assume(obj.Order.Condition, env);
        return env;
    }

    /// <summary>One step of the operation, beside the other states that play a part.</summary>
    public Scene Step(Env before, Env after, params ReadOnlySpan<SceneColumn> others)
    {
        EquatableArray<SceneVariable>? arguments = IsMerge ? null : Operation.Given.Select(p => new SceneVariable(p, p.Name, before[p])).ToEquatable();
        string action = IsMerge ? $"{Operation.Name} ← {There}" : Operation.Name;
        EquatableArray<SceneVariable> results = [.. StateVariables(after), .. Operation.Results.Select(r => new SceneVariable(r, r.Name, after[r]))];
        return new Scene([Column(Here, State(before)), .. others], [new SceneStep(0, action, arguments, results)]);
    }

    public SceneColumn Column(string name, IEnumerable<string> terms) =>
        new(name, obj.State.Zip(terms, (v, t) => new SceneVariable(v, v.Name, t)).ToEquatable());

    public IEnumerable<SceneVariable> StateVariables(Env env) => obj.State.Select(v => new SceneVariable(v, v.Name, env[v]));
}
