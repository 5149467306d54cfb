using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;

namespace Sextant.Exploration.Apps;

/// <summary>What becomes of a client.</summary>
/// <param name="Number">Among all that are remembered.</param>
/// <param name="After">The number of its part afterwards.</param>
internal sealed record ClientChange(int Number, ClientStep Step, int After)
{
    public bool IsFaulty { get; } = Step.Next is Pending.Faulted;

    /// <summary>Whether it ends a call that others may have seen.</summary>
    public bool EndsCall { get; } = Step.Events.Any(e => e is ClientEvent.Ended);
}

/// <summary>
/// Where a client is, and what became of it from there: what comes of its operations is remembered, so that its program runs
/// once for each outcome.
/// </summary>
/// <param name="bytes">Its part of a state.</param>
/// <param name="fields">The number of the values of its local fields among those of this client.</param>
internal sealed class ClientPart(byte[] bytes, ClientState state, Pending pending, int fields)
{
    public byte[] Bytes => bytes;

    public ClientState State => state;

    public Pending Pending => pending;

    public int Fields => fields;

    /// <summary>The operation at which it stands, or null.</summary>
    public Pending.Operation? Operation { get; } = pending as Pending.Operation;

    public bool IsDone { get; } = pending is Pending.Done;

    /// <summary>After the call at which it stands has begun.</summary>
    public ClientChange? Begun { get; set; }

    public ClientChange? Failed { get; set; }

    /// <summary>By what came of its operation: of a pull the number of the object's state that was chosen, else that of the call.</summary>
    public Dictionary<int, ClientChange> Resumed { get; } = [];

    /// <summary>By the number of the object's state before it, what its invocation makes.</summary>
    public Dictionary<int, Invoked> Invoked { get; } = [];
}

/// <summary>What an invocation makes of a state.</summary>
/// <param name="Call">The number of the call.</param>
/// <param name="Fault">Why it has no result.</param>
internal readonly record struct Invoked(int Call, EvaluationFault? Fault);
