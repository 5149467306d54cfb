namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// When to splice and when to replay. It decides about time only, never about the state.
/// </summary>
/// <param name="MovesReplayedPerSplice">A splice costs about as much as the replay of this many moves.</param>
/// <param name="SweepStepsPerMove">A sweep gives up after this many steps for each move that a replay would take.</param>
internal sealed record FoldTuning(int MovesReplayedPerSplice, int SweepStepsPerMove)
{
    public static FoldTuning Default { get; } = new(48, 2);

    /// <summary>Splices whatever it costs: for tests of the sweep.</summary>
    public static FoldTuning AlwaysSplice { get; } = new(0, 1_000_000);

    public static FoldTuning AlwaysReplay { get; } = new(int.MaxValue, 0);
}
