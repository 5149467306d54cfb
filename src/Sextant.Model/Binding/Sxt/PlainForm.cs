using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Takes the maps that are made on the spot out of all that an object says, and reports where that is not possible.</summary>
internal sealed class PlainForm(DiagnosticBag diagnostics, TheoryBuilder theory)
{
    private readonly Lambdas _lambdas = new(theory);

    public Expr Of(Expr expression)
    {
        if (_lambdas.Without(expression) is { } plain)
            return plain;
        Report(expression.Span);
        return expression;
    }

    public EquatableArray<Clause> Of(IEnumerable<Clause> clauses) => clauses.Select(c => c with { Condition = Of(c.Condition) }).ToEquatable();

    public Propagation Of(Propagation propagation)
    {
        if (propagation is not Propagation.States(var order, var merge))
            return propagation;
        Operation joined = Of(merge.Operation);
        return new Propagation.States(order with { Condition = Of(order.Condition) }, new Merge(joined, joined.Parameters));
    }

    public Operation Of(Operation operation) => operation with
    {
        Requires = Of(operation.Requires),
        Ensures = Of(operation.Ensures),
        Body = operation.Body is { } body ? body with { Statements = body.Statements.Select(Of).ToEquatable() } : null,
    };

    /// <summary>The theory: of a function that yields a made map no definition is left, because it took its name's place everywhere.</summary>
    public Theory OfTheory()
    {
        Theory built = theory.ToTheory();
        return built with
        {
            Functions = [.. built.Functions.Where(f => !_lambdas.YieldsMade(f)).Select(f => f.Meaning is FunctionMeaning.Defined defined ? f with { Meaning = new FunctionMeaning.Defined(Of(defined.Body)) } : f)],
            Axioms = built.Axioms.Select(a => a with { Condition = Of(a.Condition) }).ToEquatable(),
        };
    }

    /// <summary>A body that a binder derived is one assignment of all that it changes.</summary>
    private Statement Of(Statement statement) => statement is not Statement.Assign assign ? statement
        : assign with { Assignments = assign.Assignments.Select(a => a with { Value = Assigned(a.Value) }).ToEquatable() };

    private Expr Assigned(Expr value)
    {
        if (_lambdas.WithoutInside(value) is { } plain)
            return plain;
        Report(value.Span);
        return value;
    }

    private void Report(SourceSpan span)
    {
        if (_lambdas.IsTooLarge)
            ReportTooLarge(diagnostics, span);
        else
            diagnostics.Report(DiagnosticCodes.Unsupported, span, "a set or map that is made here is handed to something of which nothing is known", "give the function a body, or keep the set in a field");
    }

    public static void ReportTooLarge(DiagnosticBag diagnostics, SourceSpan span) =>
        diagnostics.Report(DiagnosticCodes.TooDeep, span, $"with the functions put in where they are called, writing this out takes more than {Lambdas.MostSteps} steps",
            "each function that reads a parameter twice writes it twice: call fewer of them inside of one another");
}
