using System.Collections.Immutable;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// Runs a counterexample in the evaluator, which shares nothing with the encoding: its states satisfy what was assumed of
/// them, each step is one that the operation takes or that its contract allows, and what was to be shown fails.
/// </summary>
internal sealed class Replay
{
    private readonly ReplicatedObject _object;
    private readonly Obligation _obligation;
    private readonly Goal _goal;
    private readonly ConcreteValues _values;
    private readonly ReplicaModel _model;
    private readonly ReplicaState[] _states;

    private Replay(ReplicatedObject obj, OpenGoal open, ConcreteValues values)
    {
        _object = obj;
        _obligation = open.Obligation;
        _goal = open.Goal;
        _values = values;
        _model = new ReplicaModel(obj, values.Universe);
        _states = [.. _goal.Scene.Columns.Select(c => StateOf(c.Variables))];
    }

    /// <param name="obj">The object in whose small world the values were found.</param>
    public static ReplayResult Run(ReplicatedObject obj, OpenGoal open, Func<ConcreteValues> read)
    {
        try
        {
            return new Replay(obj, open, read()).Run();
        }
        catch (ModelUnavailableException)
        {
            return new ReplayResult.NotExecutable("the solver did not give whole values");
        }
    }

    private ReplayResult Run()
    {
        if (_obligation.Kind == CheckKind.Contract)
            return RunBody();
        if (Assumptions().Select(a => Problem(a.Decision, a.What)).FirstOrDefault(p => p is not null) is { } problem)
            return problem;
        foreach (SceneStep step in _goal.Scene.Steps)
        {
            if (Take(step) is { } failed)
                return failed;
        }

        Decision claim = Claim();
        return claim switch
        {
            { Fault: { } fault } => new ReplayResult.NotExecutable(fault.Message),
            { Holds: true } => new ReplayResult.Contradicted("what was to be shown holds at its end"),
            _ => new ReplayResult.Confirmed(),
        };
    }

    /// <summary>Null when the decision is that it holds.</summary>
    private static ReplayResult? Problem(Decision decision, string what) => decision switch
    {
        { Fault: { } fault } => new ReplayResult.NotExecutable(fault.Message),
        { Holds: false } => new ReplayResult.Contradicted($"{what} does not hold"),
        _ => null,
    };

    private IEnumerable<(Decision Decision, string What)> Assumptions()
    {
        var evaluator = new Evaluator(_object.Theory, _values.Universe);
        foreach (Axiom axiom in _object.Theory.Axioms)
        {
            var layout = new Layout();
            yield return (evaluator.CompileCondition(axiom.Condition, layout).Decide(new Frame(layout)), "an axiom");
        }

        if (_obligation.Kind is CheckKind.Safety or CheckKind.Stability)
        {
            foreach (ReplicaState state in _states)
                yield return (_model.Invariant(state), "the invariant");
        }

        if (_obligation.Kind == CheckKind.Stability && _obligation.Rule.With is null)
            yield return (_model.MayMerge(_states[0], _states[1]), "what merge relies on");
    }

    /// <summary>Goes on to the state after a step; a result when it is no step that the operation may take.</summary>
    private ReplayResult? Take(SceneStep step)
    {
        Operation operation = step.Arguments is null ? _object.Merge.Operation : _object.Operations.First(o => o.Name == step.Action);
        return step.Arguments is null
            ? Sources(step).Select((source, i) => Merge(step, source, isLast: i == Sources(step).Count() - 1)).FirstOrDefault(r => r is not null)
            : Take(step, operation, Values(step.Arguments), isLast: true);
    }

    /// <summary>The columns whose states arrive: <c>merge ← here, there</c>.</summary>
    private IEnumerable<int> Sources(SceneStep step) =>
        step.Action[(step.Action.IndexOf('←', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(name => _goal.Scene.Columns.Items.ToList().FindIndex(c => c.Name == name));

    private ReplayResult? Merge(SceneStep step, int source, bool isLast) => Take(step, _object.Merge.Operation, _model.ArgumentsOf(_states[source]), isLast);

    /// <param name="isLast">Whether the model says which state this step leads to; merging the first of several states leads to one that it does not show.</param>
    private ReplayResult? Take(SceneStep step, Operation operation, Datum[] arguments, bool isLast)
    {
        ReplicaState before = _states[step.Column];
        if (Problem(_model.Requires(operation, before, arguments), $"what `{operation.Name}` requires") is { } problem)
            return problem;
        RunResult run = _model.Run(operation, before, arguments);
        RunEnd[] ends = run is RunResult.Ended ended ? [.. ended.Ends] : [];
        if (!isLast)
        {
            if (ends.Length == 0)
                return new ReplayResult.NotExecutable(run is RunResult.Faulted { Fault: var fault } ? fault.Message : $"`{operation.Name}` has no end here");
            _states[step.Column] = ends[0].State;
            return null;
        }

        RunEnd shown = EndOf(step, operation);
        _states[step.Column] = shown.State;
        return ends.Contains(shown) ? null : Allowed(operation, before, arguments, shown);
    }

    /// <summary>Others see an operation by its contract, which may allow more than its body does.</summary>
    private ReplayResult? Allowed(Operation operation, ReplicaState before, Datum[] arguments, RunEnd after)
    {
        foreach (VariableSymbol kept in _object.State.Where(v => !operation.Modifies.Contains(v)))
        {
            int index = _object.State.Items.IndexOf(kept);
            if (before.Values[index] != after.State.Values[index])
                return new ReplayResult.Contradicted($"`{operation.Name}` does not change `{kept.Name}`");
        }

        return operation.Ensures.Select(c => Problem(_model.Ensures(c, operation, before, arguments, after), $"what `{operation.Name}` ensures")).FirstOrDefault(p => p is not null);
    }

    private RunEnd EndOf(SceneStep step, Operation operation)
    {
        SceneVariable[] results = [.. step.After.Where(v => operation.Results.Contains(v.Symbol))];
        return new RunEnd(StateOf(step.After), Values(results.ToEquatable()).ToEquatable());
    }

    private Decision Claim()
    {
        ReplicaState after = _states[_goal.Scene.Steps[^1].Column];
        if (_obligation.Kind == CheckKind.Monotonicity)
            return _model.AtLeast(after, StateOf(_goal.Scene.Columns[0].Variables));
        if (_obligation.Kind == CheckKind.Lub)
            return IsLeastBound(after);
        return _obligation.Kind == CheckKind.Stability && _obligation.Rule.With is null
            ? _model.Requires(_goal.Clause, _object.Merge.Operation, after, _model.ArgumentsOf(_states[1]))
            : _model.Holds(_goal.Clause, after);
    }

    private Decision IsLeastBound(ReplicaState merged)
    {
        ReplicaState[] shown = [.. _goal.Scene.Columns.Select(c => StateOf(c.Variables))];
        if (shown.Length == 2)
            return _model.AtLeast(merged, shown[0]) is { Holds: true } ? _model.AtLeast(merged, shown[1]) : _model.AtLeast(merged, shown[0]);
        Decision[] isBound = [_model.AtLeast(shown[2], shown[0]), _model.AtLeast(shown[2], shown[1])];
        return Array.Exists(isBound, d => d.Holds != true) ? new Decision(true, null) : _model.AtLeast(shown[2], merged);
    }

    /// <summary>
    /// A body is run from the state shown. A proof cuts loops at their invariants, so what it finds wrong need not show in a run:
    /// then the invariants are too weak, which is a failure of its own.
    /// </summary>
    private ReplayResult RunBody()
    {
        Operation operation = _obligation.Operation;
        Datum[] arguments = Values(_goal.Scene.Steps[0].Arguments!);
        ReplicaState before = StateOf(_goal.Scene.Columns[0].Variables);
        if (Problem(_model.Requires(operation, before, arguments), $"what `{operation.Name}` requires") is { } problem)
            return problem;
        RunResult run = _model.Run(operation, before, arguments);
        if (run is RunResult.Faulted { Fault: var fault })
            return fault.Kind == FaultKind.Violated ? new ReplayResult.Confirmed() : new ReplayResult.NotExecutable(fault.Message);
        if (!operation.Ensures.Contains(_goal.Clause))
            return new ReplayResult.NotExecutable("what is to be shown inside a body is shown of all its loops' rounds, and of the contracts that it calls");
        Decision[] claims = [.. ((RunResult.Ended)run).Ends.Select(e => _model.Ensures(_goal.Clause, operation, before, arguments, e))];
        if (Array.Exists(claims, c => c.Holds == false))
            return new ReplayResult.Confirmed();
        return Array.Find(claims, c => c.Fault is not null) is { Fault: { } open }
            ? new ReplayResult.NotExecutable(open.Message)
            : new ReplayResult.NotExecutable("the body meets its contract here; the proof knows of its loops and calls only what their conditions say");
    }

    private ReplicaState StateOf(EquatableArray<SceneVariable> variables) =>
        new([.. Values(_object.State.Select(v => variables.First(s => s.Symbol == v)).ToEquatable())]);

    private Datum[] Values(EquatableArray<SceneVariable> variables) => [.. _values.Read([.. variables.Select(v => new TypedTerm(v.Term, v.Symbol.Type))])];
}
