using Sextant.Model.Objects;

namespace Sextant.Proof.Obligations;

/// <summary>What an obligation is about: an operation, two of them that run at the same time, or the object as a whole.</summary>
internal sealed record Subject(Operation? First, Operation? Second = null)
{
    public static Subject Whole { get; } = new((Operation?)null);

    /// <summary>Every two operations, and every operation with itself.</summary>
    public static IEnumerable<Subject> Pairs(ReplicatedObject obj) => obj.Operations.SelectMany((a, i) => obj.Operations.Skip(i).Select(b => new Subject(a, b)));

    /// <summary>The operation, of obligations that are about one.</summary>
    public Operation Operation => First ?? throw new InvalidOperationException("The obligation is about no operation.");

    /// <summary>The second operation, of obligations that are about a pair.</summary>
    public Operation Other => Second ?? throw new InvalidOperationException("The obligation is about no pair.");

    /// <summary>Whether it is about one operation that runs twice.</summary>
    public bool IsSelfPair => First == Second;

    public string Name => First?.Name ?? "the object";
}
