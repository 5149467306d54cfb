using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>Which obligations are discharged.</summary>
public enum ObligationSet
{
    /// <summary>The published ones, and that the axioms can hold at all.</summary>
    Full,
    /// <summary>Those of the published tool only; contradictory axioms are a warning.</summary>
    Soteria,
}

/// <summary>How to verify.</summary>
/// <param name="Parallelism">How many obligations are decided at once, each by a solver process of its own.</param>
/// <param name="ResourceLimit">The steps a solver may take for one question, in its own unit; zero means no limit.</param>
/// <param name="QueryLogDirectory">Where every query is written as a file that runs alone; null for nowhere.</param>
public sealed record VerificationOptions(
    ObligationSet Obligations,
    SolverConfiguration Solver,
    int Parallelism,
    long ResourceLimit,
    string? QueryLogDirectory);

/// <summary>How far a verification is.</summary>
/// <param name="Current">The obligation that was just decided, such as "stability of placeBid".</param>
public sealed record VerificationProgress(int Done, int Total, string Current);
