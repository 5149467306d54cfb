using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Model.Values;

namespace Sextant.Exploration.Apps;

/// <summary>Tells a path of an app as people read it: a column a client, and one for what the objects are.</summary>
internal sealed class AppTrace(AppModel model)
{
    private readonly AppMachine _machine = model.Machine;

    /// <param name="violation">What no longer holds at its end.</param>
    public Trace Of(EquatableArray<PathStep> path, string violation)
    {
        var steps = new List<TraceStep> { new(null, "", Columns(model.Read(path[0].State.Items.AsSpan())), []) };
        string end = FaultOn(path)?.Message ?? violation;
        for (int i = 1; i < path.Count; i++)
        {
            AppStep step = model.ActionsOf(path[i - 1].State.Items.AsSpan())[path[i].Action];
            EquatableArray<ColumnState> before = steps[^1].States;
            EquatableArray<ColumnState> after = Columns(model.Read(path[i].State.Items.AsSpan()));
            IEnumerable<StateChange> changes = Enumerable.Range(0, after.Count).SelectMany(c => before[c].ChangesTo(after[c], c));
            steps.Add(new TraceStep(step.Action.Client, Told(step), after, changes.ToEquatable()));
        }

        string[] columns = [.. _machine.Clients.Select(c => c.Name), ""];
        return new Trace(columns.ToEquatable(), [], steps.ToEquatable(), end);
    }

    /// <summary>What goes wrong at the end of a path; null where a property is broken and nothing goes wrong.</summary>
    public EvaluationFault? FaultOn(EquatableArray<PathStep> path) =>
        path.Count == 1 ? model.InitialFault : model.ActionsOf(path[^2].State.Items.AsSpan())[path[^1].Action].Fault;

    private EquatableArray<ColumnState> Columns(AppState state) =>
        _machine.Clients.Select(c => new ColumnState(Fields(state.Clients[c.Number]).ToEquatable()))
            .Append(new ColumnState(_machine.Objects.SelectMany(o => Parts(o, state.Objects[o.Number])).ToEquatable())).ToEquatable();

    private IEnumerable<Binding> Fields(ClientState client) =>
        _machine.App.Locals.Select((l, i) => new Binding(l.Symbol.Name, Show(client.Values[i], l.Symbol.Type)));

    private IEnumerable<Binding> Parts(AppObject obj, ObjectState state)
    {
        EquatableArray<ProgramField> fields = obj.Machine.Object.Fields;
        for (int i = 0; i < fields.Count; i++)
            yield return new Binding($"{obj.Name}.{fields[i].Symbol.Name}", Show(state.Committed.Fields[i], fields[i].Symbol.Type));
        var tree = new LiveTree(_machine.Clients.Count);
        tree.Read(state.Shape);
        yield return new Binding($"{obj.Name} is led by", new Value.Element(tree.Leader == LiveTree.Nobody ? "nobody" : _machine.Clients[tree.Leader].Name));
        yield return new Binding($"{obj.Name} not committed", new Value.Element(Branches(obj, state, tree)));
    }

    /// <summary>The calls that are not committed, branch by branch.</summary>
    private static string Branches(AppObject obj, ObjectState state, LiveTree tree)
    {
        IEnumerable<int> tips = Enumerable.Range(0, tree.Calls.Count).Where(c => tree.Calls.All(o => o.Parent != c));
        string[] branches = [.. tips.Select(t => string.Join(", ", tree.PathTo(t).Select(c => obj.Machine.Object.Methods[state.Methods[c]].Name)))];
        return branches.Length == 0 ? "nothing" : string.Join(" | ", branches);
    }

    private string Told(AppStep step) => step.Action switch
    {
        AppAction.Begin begin => $"{begin.Call.Proc.Name}({Arguments(begin.Call.Proc, begin.Call.Arguments)}) begins{Ends(step)}",
        AppAction.Crash => "crashes",
        AppAction.Restart => "begins anew",
        AppAction.Fail fail => $"{Operation(fail.Operation)} = FAIL{Ends(step)}",
        AppAction.FailAndDepose fail => $"{Operation(fail.Operation)} = FAIL; {_machine.Clients[fail.Deposed].Name} leads no longer{Ends(step)}",
        AppAction.Pull pull => $"{Operation(pull.Operation)}{From(pull)}{Ends(step)}",
        AppAction.Invoke invoke => $"{Operation(invoke.Operation)}{Yielded(step, invoke.Operation.Object, invoke.Operation.Method)}{Ends(step)}",
        AppAction.Push push => $"{Operation(push.Operation)}{Yielded(step, push.Operation.Object, step.Outcome?.Method ?? -1)}{Ends(step)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string Operation(Pending.Operation operation)
    {
        AppObject obj = _machine.Objects[operation.Object];
        return operation.Action switch
        {
            ObjectAction.Pull => $"{obj.Name}.pull()",
            ObjectAction.Push => $"{obj.Name}.push()",
            _ => $"{obj.Name}.{obj.Machine.Object.Methods[operation.Method].Name}({Arguments(obj.Machine.Object.Methods[operation.Method], operation.Arguments)})",
        };
    }

    private string From(AppAction.Pull pull) => pull.Source == LiveTree.Nobody || pull.Source == pull.Client ? "" : $" on the branch of {_machine.Clients[pull.Source].Name}";

    private string Yielded(AppStep step, int obj, int method)
    {
        if (step.Outcome?.Value is not { } value || method < 0)
            return "";
        DataType type = _machine.Objects[obj].Machine.Object.Methods[method].Result;
        return type == Routine.Nothing ? "" : $" = {Show(value, type)}";
    }

    private string Ends(AppStep step) => string.Concat(step.Events.OfType<ClientEvent.Ended>().Select(e => $"; {e.Proc} ends{Result(e)}"));

    private string Result(ClientEvent.Ended ended)
    {
        DataType type = _machine.App.Procs.First(p => p.Name == ended.Proc).Result;
        return type == Routine.Nothing ? "" : $" with {Show(ended.Result, type)}";
    }

    private string Arguments(Routine routine, EquatableArray<Datum> arguments) =>
        string.Join(", ", routine.Parameters.Zip(arguments, (p, a) => Show(a, p.Type).ToString()));

    private Value Show(Datum value, DataType type) => _machine.Evaluator.Show(value, type, Notation.Sextant);
}
