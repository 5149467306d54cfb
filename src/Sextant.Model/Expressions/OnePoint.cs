namespace Sextant.Model.Expressions;

/// <summary>
/// The one-point rule: of a variable that equals something else, that other thing is spoken of. <c>exists (p, d) in enrolled.
/// d == c</c> becomes a statement about <c>c</c>. To matching, the variable would be a new element of which it learns only later
/// that it is none, and each such element asks for the next one.
/// </summary>
public static class OnePoint
{
    /// <summary>The same condition without such variables; the quantifier itself where there are none.</summary>
    public static Expr Reduce(Expr.Quantified quantified)
    {
        ArgumentNullException.ThrowIfNull(quantified);
        while (quantified.Triggers.Count == 0 && Determined(quantified) is { } point)
        {
            Expr body = ExprRewrite.Substitute(quantified.Body, new Dictionary<Symbol, Expr> { [point.Variable] = point.Value });
            if (quantified.Variables.Count == 1)
                return body;
            quantified = quantified with { Variables = quantified.Variables.Where(v => v != point.Variable).ToEquatable(), Body = body };
        }

        return quantified;
    }

    private static (VariableSymbol Variable, Expr Value)? Determined(Expr.Quantified quantified)
    {
        foreach (Expr part in Required(quantified.Body, quantified.Kind == QuantifierKind.Exists))
        {
            if (part is Expr.Binary { Operator: BinaryOperator.Equal or BinaryOperator.Equivalent } equal
                && (Of(quantified, equal.Left, equal.Right) ?? Of(quantified, equal.Right, equal.Left)) is { } point)
                return point;
        }

        return null;
    }

    private static (VariableSymbol Variable, Expr Value)? Of(Expr.Quantified quantified, Expr side, Expr other) =>
        side is Expr.Reference { Symbol: VariableSymbol variable } && quantified.Variables.Contains(variable) && !ExprWalk.All(other).Any(e => e is Expr.Reference r && r.Symbol == variable)
            ? (variable, other)
            : null;

    /// <summary>What must hold where the condition does; or, with <paramref name="isWanted"/> false, where it does not.</summary>
    private static IEnumerable<Expr> Required(Expr condition, bool isWanted) => (condition, isWanted) switch
    {
        (Expr.Unary { Operator: UnaryOperator.Not } not, _) => Required(not.Operand, !isWanted),
        (Expr.Binary { Operator: BinaryOperator.And } and, true) => Required(and.Left, true).Concat(Required(and.Right, true)),
        (Expr.Binary { Operator: BinaryOperator.Or } or, false) => Required(or.Left, false).Concat(Required(or.Right, false)),
        (Expr.Binary { Operator: BinaryOperator.Implies } implies, false) => Required(implies.Left, true).Concat(Required(implies.Right, false)),
        (_, true) => [condition],
        _ => [],
    };
}
