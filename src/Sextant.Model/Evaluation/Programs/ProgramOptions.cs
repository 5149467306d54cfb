using System.Collections.Immutable;

namespace Sextant.Model.Evaluation.Programs;

/// <summary>What <c>o.m()!</c> means (Honoré's dissertation and the slides of 2021 differ).</summary>
public enum BangMeaning
{
    /// <summary>Pull, call and push, again from the pull whenever one of them fails, as one request.</summary>
    PullAgain,
    /// <summary>Pull until that succeeds, call once, push until that succeeds: once overtaken, the push never does.</summary>
    Slides,
}

/// <summary>What is fixed of an app so that it can run.</summary>
public sealed record ProgramOptions
{
    public static readonly ProgramOptions Default = new();

    public BangMeaning Bang { get; init; }

    /// <summary>Values of constants and sizes of families, in the place of those that the app's <c>bounds</c> give.</summary>
    public ImmutableDictionary<string, long> Bounds { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>
    /// Whether each client counts its requests, so that a repeated call can be told from a new one; else all have the number
    /// 0, and states that differ in nothing else are one.
    /// </summary>
    public bool NumbersRequests { get; init; }

    /// <summary>Whether a client stops before each proc that it calls, so that others may do something between two of its calls.</summary>
    public bool StopsAtCalls { get; init; }

    /// <summary>Bounds what happens from one operation to the next.</summary>
    public EvaluationLimits Limits { get; init; } = EvaluationLimits.Default;
}
