using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Model.Evaluation.Quantifiers;

/// <summary>
/// A condition with the bodies of functions in their places, and <c>old</c> at variables only, so that what it says of a
/// variable can be seen.
/// </summary>
internal sealed class Unfolding(IReadOnlyDictionary<FunctionSymbol, FunctionDefinition> definitions)
{
    /// <summary>A condition that grows beyond this many applications is left as it is from there on.</summary>
    private const int MaxApplications = 2_000;

    private int _applications;

    public Expr Of(Expr expression) => Visit(expression, isOld: false);

    private Expr Visit(Expr expression, bool isOld) => ExprRewrite.Apply(expression, part => part switch
    {
        Expr.Old old when old.Operand is not Expr.Reference => Visit(old.Operand, isOld: true),
        Expr.Old => part,
        Expr.Reference { Symbol: VariableSymbol { Role: VariableRole.State } } when isOld => new Expr.Old(part, part.Span),
        Expr.Apply apply when BodyOf(apply) is { } body => Visit(body, isOld),
        _ => null,
    });

    private Expr? BodyOf(Expr.Apply apply)
    {
        if (definitions.GetValueOrDefault(apply.Function) is not { Meaning: FunctionMeaning.Defined defined } function || ++_applications > MaxApplications)
            return null;
        return ExprRewrite.Substitute(defined.Body, function.Parameters.Zip(apply.Arguments).ToDictionary(p => (Symbol)p.First, p => p.Second));
    }
}
