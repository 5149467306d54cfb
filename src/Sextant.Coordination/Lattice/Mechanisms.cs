namespace Sextant.Coordination.Lattice;

/// <summary>Which modes a plan may use.</summary>
public enum Mechanisms
{
    /// <summary>Exclusive and shared, as in the published study.</summary>
    SharedExclusive,
    /// <summary>
    /// Whoever conflicts excludes each other, all others run together. For the same conflicts it excludes least of all modes, so it
    /// is never worse than the others, and the only one that has to be tried.
    /// </summary>
    Grouped,
}
