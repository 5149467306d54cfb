namespace Sextant.Model.Results;

/// <summary>How a proof fares when the solver makes other choices of no meaning: it is asked again with other seeds.</summary>
/// <param name="Seeds">With how many seeds it was asked.</param>
/// <param name="Proved">With how many of them it was proved.</param>
/// <param name="Steps">What each seed took, those that proved nothing too, in the solver's unit, the least first; empty for a solver that does not tell.</param>
public sealed record SeededProof(CheckKind Kind, string? Operation, string? With, int Seeds, int Proved, EquatableArray<long> Steps)
{
    /// <summary>A proof that hangs by a thread: the next change of the specification, or of the solver, may lose it.</summary>
    public bool IsUnstable => Proved < Seeds;

    public long LeastSteps => Steps[0];

    /// <summary>The middle one; of an even number the lower of the two.</summary>
    public long MedianSteps => Steps[(Steps.Count - 1) / 2];

    public long MostSteps => Steps[^1];
}
