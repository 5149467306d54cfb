using Sextant.Syntax.Text;

namespace Sextant.Model.Results;

/// <summary>What a clause is for, found out by leaving it out and proving everything again.</summary>
/// <param name="Operation">Whose precondition it is; null for an invariant.</param>
/// <param name="Span">The clause, or the part of it between two <c>&amp;&amp;</c>, where it stands in the specification.</param>
/// <param name="Breaks">What was proved with it and is not without it, in the order of the report.</param>
/// <param name="KeptBy">Of an invariant, of one state or of two, the operations whose preconditions keep it: without one of those it is no longer proved.</param>
/// <param name="Idle">Why it is idle, as the end of a sentence such as "`x >= 0` follows from the other clauses"; null when it is not.</param>
public sealed record ClauseUse(ClauseRole Role, string? Operation, SourceSpan Span, string Text, EquatableArray<LostProof> Breaks, EquatableArray<string> KeptBy, string? Idle);

/// <summary>Where a clause stands.</summary>
public enum ClauseRole
{
    Precondition,
    Invariant,
    /// <summary>What relates two replicas' states; what merge requires.</summary>
    ConcurrencyInvariant,
}

/// <summary>A question that is no longer answered by a proof.</summary>
/// <param name="Verdict">Refuted where a state shows it, which replicas need not come to; else unknown.</param>
/// <param name="Message">One sentence about the first clause that is not proved.</param>
public sealed record LostProof(CheckKind Kind, string? Operation, string? With, Verdict Verdict, string Message);
