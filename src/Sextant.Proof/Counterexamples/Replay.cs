using System.Collections.Immutable;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// Runs a counterexample in the evaluator, which shares nothing with the encoding: all that the obligation assumes holds of its
/// states, each step is one that the operation takes on its replica or that its contract allows, and what was to be shown fails.
/// </summary>
internal sealed class Replay
{
    private readonly ReplicatedObject _object;
    private readonly OpenGoal _open;
    private readonly ConcreteValues _values;
    private readonly Evaluator _evaluator;
    private readonly Encoding.Replicas _replicas;
    private readonly Dictionary<int, ReplicaModel> _models = [];

    private Replay(ReplicatedObject obj, OpenGoal open, ConcreteValues values)
    {
        _object = obj;
        _open = open;
        _values = values;
        _evaluator = new Evaluator(obj.Theory, values.Universe);
        _replicas = Encoding.Replicas.Of(obj);
    }

    /// <param name="obj">The object in whose small world the values were found.</param>
    public static ReplayResult Run(ReplicatedObject obj, OpenGoal open, Func<ConcreteValues> read)
    {
        try
        {
            var replay = new Replay(obj, open, read());
            return open.Obligation.Kind == CheckKind.Contract ? replay.RunBody() : replay.Run();
        }
        catch (ModelUnavailableException)
        {
            return new ReplayResult.NotExecutable("the solver did not give whole values");
        }
    }

    private ReplayResult Run()
    {
        if (_object.Theory.Axioms.Select(a => Problem(Decide(a.Condition, Env.Empty), "an axiom")).FirstOrDefault(p => p is not null) is { } axiom)
            return axiom;
        if (_open.Point.Facts.Select(f => Problem(Decide(f.Condition, f.Env), $"`{ClauseText.Of(_object.Source, f.Condition.Span)}`, which is assumed,")).FirstOrDefault(p => p is not null) is { } fact)
            return fact;
        if (_open.Point.Runs.Select(Take).FirstOrDefault(p => p is not null) is { } step)
            return step;
        return Decide(_open.Goal.Clause.Condition, _open.Goal.Env) switch
        {
            { Fault: { } fault } => new ReplayResult.NotExecutable(fault.Message),
            { Holds: true } => new ReplayResult.Contradicted("what was to be shown holds at its end"),
            _ => new ReplayResult.Confirmed(_values.Universe, _open.Goal.Scene.Columns.Select(StateOf).ToEquatable()),
        };
    }

    /// <summary>Null when the decision is that it holds.</summary>
    private static ReplayResult? Problem(Decision decision, string what) => decision switch
    {
        { Fault: { } fault } => new ReplayResult.NotExecutable(fault.Message),
        { Holds: false } => new ReplayResult.Contradicted($"{what} does not hold"),
        _ => null,
    };

    private Decision Decide(Expr condition, Env env)
    {
        HashSet<Symbol> read = [.. ExprWalk.All(condition).OfType<Expr.Reference>().Select(r => r.Symbol)];
        VariableSymbol[] now = [.. env.Now.Keys.Where(read.Contains).OrderBy(v => v.DeclaredAt.Start)];
        VariableSymbol[] before = [.. env.Before.Keys.Where(read.Contains).OrderBy(v => v.DeclaredAt.Start)];
        var layout = new Layout();
        int[] slots = [.. now.Select(layout.Add), .. before.Select(layout.AddBefore)];
        CompiledCondition compiled = _evaluator.CompileCondition(condition, layout);
        var frame = new Frame(layout);
        ImmutableArray<Datum> values = _values.Read([.. now.Select(v => new TypedTerm(env.Now[v], v.Type)), .. before.Select(v => new TypedTerm(env.Before[v], v.Type))]);
        for (int i = 0; i < slots.Length; i++)
            frame[slots[i]] = values[i];
        return compiled.Decide(frame);
    }

    /// <summary>A problem when this is no run that the operation may take.</summary>
    private ReplayResult? Take(OperationRun run)
    {
        Operation operation = run.Operation;
        ReplicaModel model = ModelOf(run.Replica);
        ReplicaState before = StateOf(run.Before);
        Datum[] arguments = ValuesOf(operation.Parameters, run.Before);
        if (!run.IsArrival && Problem(model.Requires(operation, before, arguments), $"what `{operation.Name}` requires") is { } problem)
            return problem;
        RunEnd after = new(StateOf(run.After), ValuesOf(operation.Results, run.After).ToEquatable());
        return model.Run(operation, before, arguments) is RunResult.Ended ended && ended.Ends.Contains(after) ? null : Allowed(model, operation, before, arguments, after);
    }

    /// <summary>Others see an operation by its contract, which may allow more than its body does.</summary>
    private ReplayResult? Allowed(ReplicaModel model, Operation operation, ReplicaState before, Datum[] arguments, RunEnd after)
    {
        foreach (VariableSymbol kept in _object.State.Where(v => !operation.Modifies.Contains(v)))
        {
            int index = _object.State.Items.IndexOf(kept);
            if (before.Values[index] != after.State.Values[index])
                return new ReplayResult.Contradicted($"`{operation.Name}` does not change `{kept.Name}`");
        }

        return operation.Ensures.Select(c => Problem(model.Ensures(c, operation, before, arguments, after), $"what `{operation.Name}` ensures")).FirstOrDefault(p => p is not null);
    }

    /// <summary>The object as one of its replicas runs it: under its own name.</summary>
    private ReplicaModel ModelOf(int replica)
    {
        if (!_models.TryGetValue(replica, out ReplicaModel? model))
            _models.Add(replica, model = new ReplicaModel(_object, _values.Universe with { Constants = _replicas.ConstantsOf(replica, _values.Universe.Constants) }));
        return model;
    }

    /// <summary>
    /// A body is run from the state shown. A proof cuts loops at their invariants, so what it finds wrong need not show in a run:
    /// then the invariants are too weak, which is a failure of its own.
    /// </summary>
    private ReplayResult RunBody()
    {
        Operation operation = _open.Obligation.Subject.First!;
        Scene scene = _open.Goal.Scene;
        ReplicaModel model = ModelOf(0);
        Datum[] arguments = Values(scene.Steps[0].Arguments!);
        ReplicaState before = StateOf(scene.Columns[0]);
        if (Problem(model.Requires(operation, before, arguments), $"what `{operation.Name}` requires") is { } problem)
            return problem;
        RunResult run = model.Run(operation, before, arguments);
        if (run is RunResult.Faulted { Fault: var fault })
            return fault.Kind == FaultKind.Violated ? BodyFails() : new ReplayResult.NotExecutable(fault.Message);
        Clause clause = _open.Goal.Clause;
        if (!operation.Ensures.Contains(clause))
            return new ReplayResult.NotExecutable("what is to be shown inside a body is shown of all its loops' rounds, and of the contracts that it calls");
        Decision[] claims = [.. ((RunResult.Ended)run).Ends.Select(e => model.Ensures(clause, operation, before, arguments, e))];
        if (Array.Exists(claims, c => c.Holds == false))
            return BodyFails();
        return Array.Find(claims, c => c.Fault is not null) is { Fault: { } open }
            ? new ReplayResult.NotExecutable(open.Message)
            : new ReplayResult.NotExecutable("the body meets its contract here; the proof knows of its loops and calls only what their conditions say");
    }

    private ReplayResult.Confirmed BodyFails() => new(_values.Universe, []);

    private ReplicaState StateOf(SceneColumn column) => new(Values(_object.State.Select(v => column.Variables.First(s => s.Symbol == v)).ToEquatable()));

    private ReplicaState StateOf(Env env) => new(ValuesOf(_object.State, env));

    private Datum[] ValuesOf(EquatableArray<VariableSymbol> variables, Env env) => [.. _values.Read([.. variables.Select(v => new TypedTerm(env[v], v.Type))])];

    private Datum[] Values(EquatableArray<SceneVariable> variables) => [.. _values.Read([.. variables.Select(v => new TypedTerm(v.Term, v.Symbol.Type))])];
}
