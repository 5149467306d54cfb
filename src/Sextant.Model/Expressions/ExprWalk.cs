namespace Sextant.Model.Expressions;

/// <summary>Visits the parts of an expression.</summary>
public static class ExprWalk
{
    /// <summary>The expression itself and everything in it, triggers included, outer before inner, left before right.</summary>
    public static IEnumerable<Expr> All(Expr expression)
    {
        var pending = new Stack<Expr>();
        pending.Push(expression);
        while (pending.TryPop(out Expr? next))
        {
            yield return next;
            foreach (Expr part in Parts(next).Reverse())
                pending.Push(part);
        }
    }

    /// <summary>The direct parts, left to right.</summary>
    public static IEnumerable<Expr> Parts(Expr expression) => expression switch
    {
        Expr.BoolLiteral or Expr.IntLiteral or Expr.RealLiteral or Expr.BitVectorLiteral or Expr.TextLiteral or Expr.Reference => [],
        Expr.Old e => [e.Operand],
        Expr.Apply e => e.Arguments,
        Expr.ListOf e => e.Elements,
        Expr.Primitive e => e.Arguments,
        Expr.Unary e => [e.Operand],
        Expr.Binary e => [e.Left, e.Right],
        Expr.Conditional e => [e.Condition, e.Then, e.Else],
        Expr.Select e => [e.Map, .. e.Indices],
        Expr.Store e => [e.Map, .. e.Indices, e.Value],
        Expr.Extract e => [e.Operand],
        Expr.Construct e => e.Arguments,
        Expr.Project e => [e.Operand],
        Expr.Is e => [e.Operand],
        Expr.Lambda e => [e.Body],
        Expr.Sum e => [e.Body],
        Expr.Quantified e => [.. e.Triggers.SelectMany(t => t), e.Body],
        _ => throw new InvalidOperationException($"no parts for {expression.GetType().Name}"),
    };
}
