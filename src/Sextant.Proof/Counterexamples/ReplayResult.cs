using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;

namespace Sextant.Proof.Counterexamples;

/// <summary>What came of running a counterexample.</summary>
internal abstract record ReplayResult
{
    private ReplayResult()
    {
    }

    /// <summary>It runs, and what was to be shown fails at its end.</summary>
    /// <param name="Universe">In which it runs.</param>
    /// <param name="States">Of the replicas that play a part, before it runs, in the order of its columns.</param>
    public sealed record Confirmed(Universe Universe, EquatableArray<ReplicaState> States) : ReplayResult;

    /// <summary>It cannot happen, or nothing fails in it: the solver and the evaluator disagree.</summary>
    public sealed record Contradicted(string Reason) : ReplayResult;

    /// <summary>Something in it is only proved about, or not known well enough to be run.</summary>
    public sealed record NotExecutable(string Reason) : ReplayResult;
}
