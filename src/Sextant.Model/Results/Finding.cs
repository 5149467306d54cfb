using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Syntax.Text;

namespace Sextant.Model.Results;

/// <summary>The answer to one check of one object.</summary>
/// <param name="Operation">The operation that the check is about; null when it is about the whole object.</param>
/// <param name="With">The second operation of a check about a pair.</param>
/// <param name="Message">One sentence that says what the verdict means here.</param>
/// <param name="Place">What the check is about: the operation's name, or the first axiom.</param>
/// <param name="Clauses">The clauses that are not proved, in the order of the text; empty when all are.</param>
public sealed record Finding(
    CheckKind Kind,
    string? Operation,
    string? With,
    Verdict Verdict,
    string Message,
    SourceSpan Place,
    EquatableArray<ClauseFinding> Clauses)
{
    /// <summary>Which solvers proved it, where several were asked; null where one was.</summary>
    public EquatableArray<string>? ProvedBy { get; init; }
}

/// <summary>A clause that was refuted or could not be decided.</summary>
/// <remarks>
/// What is asked of replicas' states is asked of all that satisfy the invariants, and refuted only by states that replicas come to: a
/// trace then begins with initial states.
/// </remarks>
/// <param name="Code">The stable code of this kind of finding, such as SX2005.</param>
/// <param name="Span">The clause, where it stands in the specification.</param>
/// <param name="Trace">How it breaks. Of what is unknown, a step between states of which nobody knows whether replicas come to them.</param>
/// <param name="Reason">Why it is unknown; empty when refuted.</param>
/// <param name="Help">What to do about it.</param>
public sealed record ClauseFinding(
    string Code,
    Verdict Verdict,
    SourceSpan Span,
    string Message,
    Trace? Trace,
    string Reason,
    string? Help)
{
    /// <summary>Why a refutation was not confirmed by running it; null when it was, or when there is none.</summary>
    public string? NotReplayed { get; init; }

    /// <summary>
    /// Why a refutation does not begin with initial states although replicas would have to come to the states shown; null when it does,
    /// and where it is about all states that satisfy the invariants.
    /// </summary>
    public string? NotTraced { get; init; }

    /// <summary>The quantifiers on which the solver spent its effort, where those kept it from an answer, the one with the most instances first.</summary>
    public EquatableArray<QuantifierUse> Quantifiers { get; init; } = [];

    /// <summary>What its trace leaves out: the values of constants and functions, and how many elements there are. Null where that is not known.</summary>
    public Universe? Universe { get; init; }

    /// <summary>The states of replicas with which its trace begins, in the order of its columns, in the universe; none where that is not known.</summary>
    public EquatableArray<ReplicaState> States { get; init; } = [];
}
