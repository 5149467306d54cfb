using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Replicas;

/// <summary>One step of a group.</summary>
internal abstract record GroupAction(int Replica)
{
    /// <summary>The replica runs an operation.</summary>
    public sealed record Run(int Replica, Operation Operation, EquatableArray<Datum> Arguments) : GroupAction(Replica);

    /// <summary>The state that another replica has now arrives.</summary>
    public sealed record Merge(int Replica, int From) : GroupAction(Replica);

    /// <summary>The replica's state is sent, and stays on its way.</summary>
    public sealed record Send(int Replica) : GroupAction(Replica);

    /// <summary>What was sent arrives, and may arrive again.</summary>
    public sealed record Receive(int Replica) : GroupAction(Replica);

    /// <summary>The next operation of another replica arrives and runs.</summary>
    public sealed record Arrive(int Replica, int From) : GroupAction(Replica);
}
