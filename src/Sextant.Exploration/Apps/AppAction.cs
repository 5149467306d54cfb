using System.Collections.Immutable;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;

namespace Sextant.Exploration.Apps;

/// <summary>One step of an app: what a client did, and what came of it.</summary>
internal abstract record AppAction(int Client)
{
    /// <summary>Nothing happens to the object.</summary>
    public sealed record Fail(int Client, Pending.Operation Operation) : AppAction(Client);

    /// <summary>A pull that is not elected, but ends the lead of another.</summary>
    /// <param name="Deposed">Who leads no longer.</param>
    public sealed record FailAndDepose(int Client, Pending.Operation Operation, int Deposed) : AppAction(Client);

    /// <param name="Source">On whose branch it starts, or <see cref="AtomicObjects.LiveTree.Nobody"/> for the committed state.</param>
    public sealed record Pull(int Client, Pending.Operation Operation, int Source) : AppAction(Client);

    public sealed record Invoke(int Client, Pending.Operation Operation) : AppAction(Client);

    /// <param name="Call">Which of the object's calls is the last one that is committed.</param>
    public sealed record Push(int Client, Pending.Operation Operation, int Call) : AppAction(Client);

    public sealed record Begin(int Client, Pending.Call Call) : AppAction(Client);

    public sealed record Crash(int Client) : AppAction(Client);

    public sealed record Restart(int Client) : AppAction(Client);
}

/// <summary>What came of an action.</summary>
/// <param name="Outcome">Of an operation; null of anything else.</param>
/// <param name="Events">The procs that its client began and ended.</param>
/// <param name="Fault">Why nobody could go on.</param>
internal sealed record AppStep(AppAction Action, OperationOutcome? Outcome, ImmutableArray<ClientEvent> Events, EvaluationFault? Fault)
{
    public static AppStep Of(AppAction action, EvaluationFault? fault = null) => new(action, null, [], fault);
}
