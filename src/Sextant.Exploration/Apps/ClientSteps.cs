using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Syntax.Text;

namespace Sextant.Exploration.Apps;

/// <summary>
/// What becomes of clients, found out once for each outcome of the operation at which one stands: a search meets few of these,
/// each in many states.
/// </summary>
internal sealed class ClientSteps(AppMachine machine, AppParts parts)
{
    /// <summary>What a remembered step takes, about.</summary>
    private const int ChangeBytes = 400;

    private int _count;

    /// <summary>Where clients have been, in the text.</summary>
    public HashSet<SourceSpan> Visited { get; } = [];

    /// <summary>Memory, about.</summary>
    public long Size => _count * (long)ChangeBytes;

    /// <summary>Those who were told of a step have forgotten it.</summary>
    public void Clear() => _count = 0;

    public ClientChange Begin(int client, ClientPart at) => at.Begun ??= Change(client, at, machine.Continue(client, at.State));

    public ClientChange Fail(int client, ClientPart at) => at.Failed ??= Resume(client, at, OperationOutcome.Fail);

    /// <summary>After a pull that chose a state of the object.</summary>
    public ClientChange Pull(int client, ClientPart at, int chosen)
    {
        if (!at.Resumed.TryGetValue(chosen, out ClientChange? change))
            at.Resumed.Add(chosen, change = Resume(client, at, new OperationOutcome(parts.States[at.Operation!.Object][chosen])));
        return change;
    }

    /// <summary>After an invocation that made a call.</summary>
    public ClientChange Invoke(int client, ClientPart at, int call)
    {
        if (!at.Resumed.TryGetValue(call, out ClientChange? change))
            at.Resumed.Add(call, change = Resume(client, at, OutcomeOf(at, call) with { Method = -1 }));
        return change;
    }

    /// <summary>After a push of which a call is the last that it committed.</summary>
    public ClientChange Push(int client, ClientPart at, int call)
    {
        if (!at.Resumed.TryGetValue(call, out ClientChange? change))
            at.Resumed.Add(call, change = Resume(client, at, OutcomeOf(at, call)));
        return change;
    }

    /// <summary>What the invocation at which the client stands makes of a state of the object.</summary>
    public Invoked Run(int client, ClientPart at, int before)
    {
        if (at.Invoked.TryGetValue(before, out Invoked known))
            return known;
        Pending.Operation operation = at.Operation!;
        MethodResult made = machine.Objects[operation.Object].Machine.Run(operation.Method, parts.States[operation.Object][before], client, operation.Arguments.Items.AsSpan());
        var invoked = new Invoked(made.Fault is null ? parts.NumberOf(operation.Object, made, operation.Method) : -1, made.Fault);
        _count++;
        at.Invoked.Add(before, invoked);
        return invoked;
    }

    /// <summary>What a push yields that commits a call last.</summary>
    public OperationOutcome OutcomeOf(ClientPart at, int call)
    {
        LiveCall made = parts.Calls[at.Operation!.Object][call];
        return new OperationOutcome(made.Value, made.Method);
    }

    private ClientChange Resume(int client, ClientPart at, OperationOutcome outcome) => Change(client, at, machine.Resume(client, at.State, outcome));

    private ClientChange Change(int client, ClientPart at, ClientStep step)
    {
        Visited.Add(at.Pending.Span);
        return new ClientChange(_count++, step, parts.NumberOf(client, step.State));
    }
}
