using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;

namespace Sextant.Exploration.Apps;

/// <summary>What calls of procs would yield if each happened at one moment.</summary>
internal abstract class Specification(AppMachine machine)
{
    protected AppMachine Machine { get; } = machine;

    public abstract Datum[] Initial { get; }

    /// <summary>Makes a call in a state.</summary>
    /// <param name="begun">Where the client stood when it called.</param>
    /// <returns>Null where the call cannot be made in this state.</returns>
    public abstract (Datum[] State, Datum Result)? Call(Datum[] state, int client, ClientState begun);

    /// <summary>Whether a proc may yield <c>FAIL</c>.</summary>
    public static bool CanFail(Routine proc) => proc.Result is DataType.Datatype { Symbol: var symbol } && symbol == DatatypeSymbol.Outcome;
}

/// <summary>Each proc is the method of that name of one atomic object.</summary>
internal sealed class ObjectSpecification(AppMachine machine, AtomicObject specified) : Specification(machine)
{
    private readonly ObjectMachine _object = machine.MachineOf(specified);

    public override Datum[] Initial => [_object.Initial.State];

    public override (Datum[] State, Datum Result)? Call(Datum[] state, int client, ClientState begun)
    {
        var call = (Pending.Call)Machine.PendingIn(client, begun);
        int method = specified.Methods.Items.ToList().FindIndex(m => m.Name == call.Proc.Name);
        if (method < 0)
            return (state, default);
        MethodResult made = _object.Run(method, state[0], client, call.Arguments.Items.AsSpan());
        if (made.Fault is not null)
            return null;
        bool isCompared = call.Proc.Result != Routine.Nothing;
        Datum value = isCompared ? made.Value : Datum.Of(0);
        return ([made.State], CanFail(call.Proc) ? Datum.Of(1, value) : value);
    }
}

/// <summary>Each proc runs alone and nothing fails.</summary>
internal sealed class AtomicProcs(AppMachine machine) : Specification(machine)
{
    /// <summary>A proc that takes more operations waits for somebody else.</summary>
    private const int MaxOperations = 200;

    public override Datum[] Initial => [.. Machine.Objects.Select(o => o.Machine.Initial.State)];

    public override (Datum[] State, Datum Result)? Call(Datum[] state, int client, ClientState begun)
    {
        Datum[] committed = [.. state];
        Datum[] active = [.. state];
        var last = new (Datum Value, int Method)[state.Length];
        ClientStep step = Machine.Continue(client, begun);
        for (int operations = 0; operations < MaxOperations; operations++)
        {
            if (step.Events.OfType<ClientEvent.Ended>().FirstOrDefault() is { } ended)
                return (committed, ended.Result);
            if (step.Next is not Pending.Operation operation)
                return null;
            int o = operation.Object;
            OperationOutcome outcome;
            switch (operation.Action)
            {
                case ObjectAction.Pull:
                    outcome = new OperationOutcome(active[o]);
                    break;
                case ObjectAction.Invoke:
                    MethodResult made = Machine.Objects[o].Machine.Run(operation.Method, active[o], client, operation.Arguments.Items.AsSpan());
                    if (made.Fault is not null)
                        return null;
                    (active[o], last[o]) = (made.State, (made.Value, operation.Method));
                    outcome = new OperationOutcome(made.Value);
                    break;
                default:
                    committed[o] = active[o];
                    outcome = new OperationOutcome(last[o].Value, last[o].Method);
                    break;
            }

            step = Machine.Resume(client, step.State, outcome);
        }

        return null;
    }
}
