using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation;

/// <summary>Why there is no value.</summary>
public enum FaultKind
{
    /// <summary>Something that is not there was read: an index never written, a field of another case, the key of no entry.</summary>
    Partial,
    /// <summary>A condition that must hold did not.</summary>
    Violated,
    /// <summary>A quantifier ranges over infinitely many values, and those that were tried do not decide it.</summary>
    Undecided,
    /// <summary>A limit of <see cref="EvaluationLimits"/> was reached.</summary>
    Bound,
    /// <summary>Nothing says what the value is, or it is of a kind that is only proved about.</summary>
    NotExecutable,
}

/// <summary>Where an evaluation ended without a value, and why.</summary>
/// <param name="Message">One sentence that begins with a small letter, without a full stop.</param>
public sealed record EvaluationFault(FaultKind Kind, SourceSpan Span, string Message);

/// <summary>
/// Carries a fault to the border of the evaluator, which makes a value of it again. Faults end a run, so they may cost what
/// an exception costs, and expressions without them pay nothing.
/// </summary>
internal sealed class EvaluationFaultException(EvaluationFault fault) : Exception(fault.Message)
{
    public EvaluationFaultException(FaultKind kind, SourceSpan span, string message)
        : this(new EvaluationFault(kind, span, message))
    {
    }

    public EvaluationFault Fault { get; } = fault;
}
