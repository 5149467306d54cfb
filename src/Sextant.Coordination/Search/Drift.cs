using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Search;

/// <summary>How far it may change how often an operation is done before another plan is cheaper.</summary>
/// <param name="Site">The index of the site where it changes; null for all sites at once.</param>
public sealed record Drift(string Operation, int? Site, DriftLimit Less, DriftLimit More);

/// <summary>What is known of the drift of a workload.</summary>
/// <param name="End">Why the rest was not looked at; <see cref="SearchEnd.Whole"/> when there is none.</param>
public sealed record DriftResult(EquatableArray<Drift> Drifts, SearchEnd End);

/// <summary>An end of the range in which a plan stays the best one.</summary>
/// <param name="Factor">Of how often the operation is done, up to which the plan is the best one; null where it stays so as far as was looked.</param>
/// <param name="Other">A plan that is cheaper beyond, for the conflicts that hang together with the operation; null where there is none.</param>
/// <param name="IsProved">Whether at each factor that was looked at the search saw all plans; else one might be cheaper earlier.</param>
public sealed record DriftLimit(double? Factor, Plan? Other, bool IsProved);
