using System.Diagnostics.CodeAnalysis;
using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Model.Evaluation;

/// <summary>A value, or why there is none.</summary>
public readonly record struct Evaluated(Datum Value, EvaluationFault? Fault)
{
    [MemberNotNullWhen(true, nameof(Fault))]
    public bool IsFault => Fault is not null;
}

/// <summary>Whether a condition holds; null where that could not be found out, with the reason.</summary>
public readonly record struct Decision(bool? Holds, EvaluationFault? Fault);

/// <summary>An expression that runs on frames of one layout. It holds no state: frames do.</summary>
public sealed class CompiledExpression
{
    private readonly Computation _compute;
    private readonly Layout _layout;
    private readonly long _steps;

    internal CompiledExpression(Computation compute, Layout layout, long steps)
    {
        _compute = compute;
        _layout = layout;
        _steps = steps;
    }

    public Evaluated Evaluate(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        frame.Fit(_layout.Count);
        frame.Steps = _steps;
        try
        {
            return new Evaluated(_compute(frame), null);
        }
        catch (EvaluationFaultException e)
        {
            return new Evaluated(default, e.Fault);
        }
    }
}

/// <summary>A condition that runs on frames of one layout.</summary>
public sealed class CompiledCondition
{
    private readonly Condition _decide;
    private readonly Layout _layout;
    private readonly long _steps;

    internal CompiledCondition(Condition decide, Layout layout, long steps)
    {
        _decide = decide;
        _layout = layout;
        _steps = steps;
    }

    public Decision Decide(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        frame.Fit(_layout.Count);
        frame.Steps = _steps;
        try
        {
            return new Decision(_decide(frame), null);
        }
        catch (EvaluationFaultException e)
        {
            return new Decision(null, e.Fault);
        }
    }
}
