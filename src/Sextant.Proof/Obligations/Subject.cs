using Sextant.Model.Objects;

namespace Sextant.Proof.Obligations;

/// <summary>What an obligation is about: an operation, two of them that run at the same time, or the object as a whole.</summary>
internal sealed record Subject(Operation? First, Operation? Second = null)
{
    public static Subject Whole { get; } = new((Operation?)null);

    /// <summary>The operation, of obligations that are about one.</summary>
    public Operation Operation => First ?? throw new InvalidOperationException("The obligation is about no operation.");

    public string Name => First?.Name ?? "the object";
}
