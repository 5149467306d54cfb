namespace Sextant.Model.Results;

/// <summary>What kind of question a finding answers (Nair, Petri, Shapiro, ESOP 2020, and the tool Soteria).</summary>
public enum CheckKind
{
    /// <summary>The axioms can all hold at once.</summary>
    Vacuity,
    /// <summary>A body meets its contract.</summary>
    Contract,
    /// <summary>An operation never makes the state smaller.</summary>
    Monotonicity,
    /// <summary>Merge yields the least upper bound.</summary>
    Lub,
    /// <summary>The invariant is kept.</summary>
    Safety,
    /// <summary>The concurrency invariant is kept.</summary>
    Stability,
}
