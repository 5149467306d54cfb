namespace Sextant.Model.Results;

/// <summary>The answer to a question about a specification. Later members are worse; a whole is as bad as its worst part.</summary>
public enum Verdict
{
    Proved,
    /// <summary>Neither proved nor refuted; never shown as success.</summary>
    Unknown,
    Refuted,
    /// <summary>The input is wrong; nothing was asked of it.</summary>
    Error,
}

public static class Verdicts
{
    /// <summary>The worst of the parts; proved when there are none.</summary>
    public static Verdict Worst(IEnumerable<Verdict> parts) => parts.Aggregate(Verdict.Proved, (a, b) => b > a ? b : a);
}
