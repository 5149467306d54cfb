namespace Sextant.Model.Evaluation.Replicas;

/// <summary>What came of running an operation.</summary>
public abstract record RunResult
{
    private RunResult()
    {
    }

    /// <summary>The states in which it can end, in a fixed order, each once. None where something that is assumed on the way cannot hold.</summary>
    public sealed record Ended(EquatableArray<RunEnd> Ends) : RunResult;

    /// <summary>It met a fault on one of its ways.</summary>
    public sealed record Faulted(EvaluationFault Fault) : RunResult;
}

/// <summary>One end of a run.</summary>
/// <param name="Results">The values of the operation's results.</param>
public sealed record RunEnd(ReplicaState State, EquatableArray<Values.Datum> Results);
