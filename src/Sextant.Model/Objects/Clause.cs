using Sextant.Model.Expressions;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// One condition that the specification states: part of an invariant, a precondition, a postcondition, a loop invariant.
/// </summary>
/// <param name="Name">The name that the specification gives it, if it has one.</param>
/// <param name="IsFree">A free clause is assumed by those who may rely on it and proved by nobody.</param>
public sealed record Clause(string? Name, Expr Condition, SourceSpan Span, bool IsFree = false)
{
    /// <summary>
    /// Whether it says of two replicas, with their parts exchanged, what another clause says. It speaks of what the other replica
    /// knows now, and need not hold of a state that it has left.
    /// </summary>
    public bool IsMirrored { get; init; }

    /// <summary>
    /// Whether it says of two states only what holds of their join, which lattices of the library make: it does not matter whose state is
    /// which, nor that a state which one of them already holds is merged into it once more.
    /// </summary>
    public bool IsOfJoin { get; init; }

    /// <summary>
    /// Whether it was worked out of others, and nobody wrote it. Proofs find out whether it holds, for values without end too, of which a run
    /// tries a few: where these decide nothing, the run goes on without it.
    /// </summary>
    public bool IsDerived { get; init; }
}
