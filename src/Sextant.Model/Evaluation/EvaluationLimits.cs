namespace Sextant.Model.Evaluation;

/// <summary>How far one evaluation may go. Each limit is counted and not timed, so that a run ends at the same place everywhere.</summary>
public sealed record EvaluationLimits
{
    public static readonly EvaluationLimits Default = new();

    /// <summary>Statements, rounds of loops, instances of quantifiers and applications of functions.</summary>
    public long Steps { get; init; } = 10_000_000;

    /// <summary>How deep expressions nest, with the bodies of the functions that they apply.</summary>
    public int Depth { get; init; } = 5_000;

    /// <summary>How many parts one value may have: entries of maps, elements of lists, words of numbers.</summary>
    public int ValueSize { get; init; } = 1 << 20;
}
