namespace Sextant.Proof.Smt;

/// <summary>How quantifiers are instantiated.</summary>
internal enum Instantiation
{
    /// <summary>By matching patterns only: quick and predictable, and hardly ever `sat` when there are quantifiers.</summary>
    PatternsOnly,

    /// <summary>By patterns and by what candidate models violate: slower, and able to say `sat`.</summary>
    ModelBased,
}

internal enum SatStatus
{
    Unsat,
    Sat,
    Unknown,
}

/// <summary>Why an answer is unknown, for callers that choose what to try next.</summary>
internal enum UnknownCause
{
    None,

    /// <summary>The solver finished without a decision; it may have a candidate model.</summary>
    Incomplete,
    ResourceLimit,
    TimeLimit,
    MemoryLimit,

    /// <summary>The process ended, or stopped speaking.</summary>
    Stopped,

    /// <summary>The solver said something that is not an answer.</summary>
    Unreadable,

    /// <summary>The solver reported an error in what it was sent: a defect of the encoding, not of the specification.</summary>
    Rejected,
}

/// <summary>The answer to one check.</summary>
/// <param name="Reason">Empty unless the status is unknown; then a clause such as "the resource limit of 100 was reached".</param>
internal sealed record CheckAnswer(SatStatus Status, string Reason, UnknownCause Cause)
{
    public static CheckAnswer Unsat { get; } = new(SatStatus.Unsat, "", UnknownCause.None);

    public static CheckAnswer Sat { get; } = new(SatStatus.Sat, "", UnknownCause.None);

    public static CheckAnswer Unknown(UnknownCause cause, string reason) => new(SatStatus.Unknown, reason, cause);

    /// <summary>Whether the answer shows a defect of ours: the solver did not understand what it was sent.</summary>
    public bool IsDefect => Cause == UnknownCause.Rejected;
}
