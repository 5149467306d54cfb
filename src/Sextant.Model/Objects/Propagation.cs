using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>What replicas send each other, and what that needs.</summary>
public abstract record Propagation
{
    private Propagation()
    {
    }

    /// <summary>Their states, which merge joins; messages may be lost, repeated and late.</summary>
    public sealed record States(StateOrder Order, Merge Merge) : Propagation;

    /// <summary>
    /// Their operations. Each runs where its precondition holds, and then once at every other replica, with the same arguments and
    /// the same <c>me</c>, after all that its own replica had seen; concurrent ones arrive in any order. Nothing is merged.
    /// </summary>
    /// <param name="Span">Where the object says so.</param>
    public sealed record Operations(SourceSpan Span) : Propagation;
}
