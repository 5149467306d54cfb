namespace Sextant.Model.Results;

/// <summary>
/// What kind of question a finding answers: those of the published rule (Nair, Petri, Shapiro, ESOP 2020, and the tool Soteria), and
/// those that make it hold for any number of replicas, any network and the initial state.
/// </summary>
public enum CheckKind
{
    /// <summary>What is assumed can hold: the axioms all at once, and each operation's precondition under the invariant.</summary>
    Vacuity,
    /// <summary>The states that replicas begin with satisfy the invariants.</summary>
    Initial,
    /// <summary>The order of states is one.</summary>
    Order,
    /// <summary>A body meets its contract.</summary>
    Contract,
    /// <summary>An operation never makes the state smaller.</summary>
    Monotonicity,
    /// <summary>Merge yields the least upper bound.</summary>
    Lub,
    /// <summary>Merge is idempotent, commutative and associative.</summary>
    MergeLaws,
    /// <summary>The invariant is kept.</summary>
    Safety,
    /// <summary>The concurrency invariant is kept by what this replica does.</summary>
    Stability,
    /// <summary>The concurrency invariant is kept by what the other replica does.</summary>
    Remote,
    /// <summary>The concurrency invariant with a third replica is kept by a merge.</summary>
    ThirdReplica,
    /// <summary>The concurrency invariant is kept when an old state arrives.</summary>
    Stale,
    /// <summary>Two operations that run at the same time have the same effect in either order.</summary>
    Commutativity,
    /// <summary>An operation's precondition is kept by what another one does at the same time.</summary>
    Precondition,
    /// <summary>An operation uses up no more of what is held in escrow than it takes.</summary>
    Escrow,
}
