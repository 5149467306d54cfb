namespace Sextant.Model.Results;

/// <summary>Two operations that may not run at the same time without an agreement between the replicas, or one and itself.</summary>
/// <param name="Keys">
/// Of which it is proved that the two do not conflict where in each of them some parameters differ: wherever they conflict, all parameters of at least one are
/// equal. Mostly a single one; an empty one where nothing of the kind is known.
/// </param>
/// <param name="Clauses">What the two break together, or may break for all that is known.</param>
public sealed record Conflict(string First, string Second, EquatableArray<EquatableArray<KeyEquality>> Keys, EquatableArray<ClauseFinding> Clauses)
{
    /// <summary>Whether there is a counterexample; else a proof has failed, and to keep the two apart is to be on the safe side.</summary>
    public bool IsShown => Clauses.Any(c => c.Verdict == Verdict.Refuted);
}

/// <summary>A parameter of the one operation that equals one of the other.</summary>
/// <param name="First">The index among the parameters of the first operation.</param>
/// <param name="Second">The index among those of the second.</param>
public sealed record KeyEquality(int First, int Second);
