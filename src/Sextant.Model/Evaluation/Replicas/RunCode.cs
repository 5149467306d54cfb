using System.Globalization;
using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Running;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Replicas;

/// <summary>What an operation does, as a step: its body, or the new values that its postconditions determine.</summary>
internal sealed class RunCode(Evaluator evaluator, ExprCompiler expressions, StatementCompiler statements, Layout layout)
{
    /// <summary>Of a variable that nothing determines, this many values are tried and no more.</summary>
    private const int MostChoices = 64;

    /// <summary>The operation, from a state in its slots to a state in the same slots.</summary>
    public Step Of(Operation operation)
    {
        Step run = operation.Body is { } body ? statements.Body(operation, body) : Contract(operation);
        Condition[] promises = [.. operation.Assumptions.Where(a => operation.Results.Contains(a.Variable)).Select(a => expressions.DecideWhole(a.Condition))];
        return f => run(f) == Flow.Next && Array.TrueForAll(promises, p => p(f)) ? Flow.Next : Flow.Blocked;
    }

    private Step Contract(Operation operation)
    {
        foreach (VariableSymbol variable in operation.Parameters.Concat(operation.Results))
            layout.Add(variable);
        Step remember = statements.Remember();
        Step solve = Solve(Solution.Of(operation.Ensures, operation.Modifies.Concat(operation.Results)), v => Choosable(v, operation.NameSpan));
        return f =>
        {
            remember(f);
            return solve(f);
        };
    }

    private IReadOnlyList<Datum> Choosable(VariableSymbol variable, SourceSpan span) =>
        evaluator.Domains.All(variable.Type) is { Length: <= MostChoices } few
            ? few
            : throw new EvaluationFaultException(FaultKind.NotExecutable, span, $"no equation determines the new value of `{variable.Name}`");

    /// <param name="choose">The values to try of a variable that no equation determines.</param>
    public Step Solve(Solution solution, Func<VariableSymbol, IReadOnlyList<Datum>> choose)
    {
        Step[] steps = [.. solution.Steps.Select(s => s.Equation is { } equation ? Assign(equation) : Choose(s.Variable, choose))];
        Condition[] checks = [.. solution.Checks.Select(expressions.DecideWhole)];
        return f =>
        {
            foreach (Step step in steps)
            {
                if (step(f) != Flow.Next)
                    return Flow.Blocked;
            }

            return Array.TrueForAll(checks, c => c(f)) ? Flow.Next : Flow.Blocked;
        };
    }

    private Step Assign(Equation equation)
    {
        int slot = layout.Add(equation.Variable);
        Computation value = equation.Indices.IsEmpty
            ? expressions.ComputeWhole(equation.Value)
            : expressions.LambdaWhole((DataType.Map)equation.Variable.Type, equation.Indices, equation.Value);
        return f =>
        {
            f.Slots[slot] = value(f);
            return Flow.Next;
        };
    }

    private Step Choose(VariableSymbol variable, Func<VariableSymbol, IReadOnlyList<Datum>> choose)
    {
        int slot = layout.Add(variable);
        return f =>
        {
            IReadOnlyList<Datum> values = choose(variable);
            if (values.Count == 0)
                return Flow.Blocked;
            f.Slots[slot] = values[f.Choices!.Choose(values.Count)];
            return Flow.Next;
        };
    }

    /// <summary>Runs a step on each of its ways; the frame is prepared anew for each.</summary>
    public RunResult RunAll(Frame frame, Step step, Action<Frame> prepare, Func<Frame, RunEnd> end, SourceSpan span)
    {
        var choices = new Choices();
        var seen = new HashSet<RunEnd>();
        var ends = new List<RunEnd>();
        frame.Fit(layout.Count);
        frame.Choices = choices;
        frame.Steps = evaluator.Limits.Steps;
        try
        {
            do
            {
                if (--frame.Steps < 0)
                    throw new EvaluationFaultException(FaultKind.Bound, span, string.Create(CultureInfo.InvariantCulture, $"the run takes more than {evaluator.Limits.Steps} steps"));
                prepare(frame);
                if (step(frame) == Flow.Next && end(frame) is var reached && seen.Add(reached))
                    ends.Add(reached);
            }
            while (choices.Advance());
            return new RunResult.Ended(ends.ToEquatable());
        }
        catch (EvaluationFaultException e)
        {
            return new RunResult.Faulted(e.Fault);
        }
    }
}
