using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Quantifiers;

/// <summary>
/// Conditions that hold wherever a quantifier's body decides it: what makes an existential one true, or a universal one
/// false. Elsewhere there is nothing to look for.
/// </summary>
/// <param name="Conditions">From left to right; later ones may rely on earlier ones.</param>
/// <param name="Inner">Variables that quantifiers inside bind, of which the conditions speak too.</param>
internal sealed record Guards(List<Expr> Conditions, List<VariableSymbol> Inner)
{
    public static Guards Of(QuantifierKind kind, Expr body)
    {
        var guards = new Guards([], []);
        guards.Collect(body, isPositive: kind == QuantifierKind.Exists);
        return guards;
    }

    private void Collect(Expr condition, bool isPositive)
    {
        switch (condition)
        {
            case Expr.Unary { Operator: UnaryOperator.Not } negation:
                Collect(negation.Operand, !isPositive);
                break;
            case Expr.Binary { Operator: BinaryOperator.And } both when isPositive:
                Collect(both.Left, isPositive);
                Collect(both.Right, isPositive);
                break;
            case Expr.Binary { Operator: BinaryOperator.Or } either when !isPositive:
                Collect(either.Left, isPositive);
                Collect(either.Right, isPositive);
                break;
            case Expr.Binary { Operator: BinaryOperator.Implies } implies when !isPositive:
                Collect(implies.Left, isPositive: true);
                Collect(implies.Right, isPositive: false);
                break;
            case Expr.Quantified inner when inner.Kind == (isPositive ? QuantifierKind.Exists : QuantifierKind.ForAll):
                Inner.AddRange(inner.Variables);
                Collect(inner.Body, isPositive);
                break;
            default:
                Conditions.Add(isPositive ? condition : Negated(condition));
                break;
        }
    }

    private static Expr Negated(Expr condition) => condition is Expr.Binary binary && Opposite(binary.Operator) is { } opposite
        ? binary with { Operator = opposite }
        : new Expr.Unary(UnaryOperator.Not, condition, DataType.Boolean, condition.Span);

    private static BinaryOperator? Opposite(BinaryOperator op) => op switch
    {
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        _ => null,
    };
}
