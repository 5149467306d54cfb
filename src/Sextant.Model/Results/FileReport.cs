using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Results;

/// <summary>Everything that was found out about one file.</summary>
/// <param name="Path">As the user wrote it.</param>
public sealed record FileReport(string Path, EquatableArray<Diagnostic> Diagnostics, EquatableArray<ObjectReport> Objects)
{
    public Verdict Verdict => Diagnostics.Any(d => d.IsError)
        ? Verdict.Error
        : Verdicts.Worst(Objects.Select(o => o.Verdict));

    /// <summary>What stands in the file of which nothing was asked, and why; null where all of it was.</summary>
    public string? NotAsked { get; init; }

    /// <summary>Whether nothing was asked of the whole file, so that it has no verdict.</summary>
    public bool IsSkipped => NotAsked is not null && Objects.Count == 0 && Verdict != Verdict.Error;
}

public sealed record ObjectReport(string Name, EquatableArray<Finding> Findings)
{
    /// <summary>Null where none was asked for.</summary>
    public SecondOpinion? SecondOpinion { get; init; }

    /// <summary>What the proofs rely on that the text does not say.</summary>
    public EquatableArray<DerivedClause> Derived { get; init; } = [];

    /// <summary>What each clause is for; null where that was not asked.</summary>
    public EquatableArray<ClauseUse>? Uses { get; init; }

    /// <summary>How the proofs fare with other seeds of the solver; null where that was not asked.</summary>
    public EquatableArray<SeededProof>? Seeds { get; init; }

    /// <summary>Where two solvers cannot both be right, in sentences.</summary>
    public EquatableArray<string> Disagreements { get; init; } = [];

    /// <summary>Whether two ways of asking gave answers that cannot both be right: a defect of Sextant or of a solver.</summary>
    public bool Contradicts => Disagreements.Count > 0 || SecondOpinion is { Contradicts: true };

    /// <summary>What two ways of asking disagree on is not known.</summary>
    public Verdict Verdict => Verdicts.Worst(Findings.Select(f => f.Verdict).Append(Contradicts ? Verdict.Unknown : Verdict.Proved));
}

/// <summary>A clause that was derived, and is proved like all others.</summary>
/// <param name="Text">As the specification would say it.</param>
/// <param name="IsRelation">Whether it is a concurrency invariant, of two replicas' states; else an invariant.</param>
public sealed record DerivedClause(string Text, bool IsRelation);
