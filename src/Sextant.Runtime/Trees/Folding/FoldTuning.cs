namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// When to splice and when to replay. It decides about time only, never about the state.
/// </summary>
/// <param name="MovesReplayedPerSplice">A splice costs about as much as the replay of this many moves.</param>
/// <param name="MovesPassedPerStep">
/// A step of a sweep costs about as much as letting this many moves pass by. A sweep that would take, or has taken, more steps than
/// pay gives way to a <see cref="ForwardPass"/>. With 0 a sweep may take as many as it likes.
/// </param>
internal sealed record FoldTuning(int MovesReplayedPerSplice, int MovesPassedPerStep)
{
    public static FoldTuning Default { get; } = new(48, 1);

    /// <summary>Sweeps whatever it costs, up to the number of differences that a sweep can hold: for tests of the sweep.</summary>
    public static FoldTuning AlwaysSweep { get; } = new(0, 0);

    /// <summary>For tests of the forward pass.</summary>
    public static FoldTuning AlwaysPass { get; } = new(0, int.MaxValue);

    public static FoldTuning AlwaysReplay { get; } = new(int.MaxValue, 0);
}
