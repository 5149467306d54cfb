namespace Sextant.Model.Expressions;

/// <summary>Rebuilds expressions with parts replaced.</summary>
public static class ExprRewrite
{
    /// <summary>
    /// Replaces, from the outside in, every part for which <paramref name="replace"/> gives another expression; what it gives
    /// is not looked into again.
    /// </summary>
    public static Expr Apply(Expr expression, Func<Expr, Expr?> replace)
    {
        return Visit(expression);

        Expr Visit(Expr part) => replace(part) ?? part switch
        {
            Expr.Reference or Expr.BoolLiteral or Expr.IntLiteral or Expr.RealLiteral or Expr.BitVectorLiteral or Expr.TextLiteral => part,
            Expr.Old e => e with { Operand = Visit(e.Operand) },
            Expr.Apply e => e with { Arguments = VisitAll(e.Arguments) },
            Expr.ListOf e => e with { Elements = VisitAll(e.Elements) },
            Expr.Primitive e => e with { Arguments = VisitAll(e.Arguments) },
            Expr.Unary e => e with { Operand = Visit(e.Operand) },
            Expr.Binary e => e with { Left = Visit(e.Left), Right = Visit(e.Right) },
            Expr.Conditional e => e with { Condition = Visit(e.Condition), Then = Visit(e.Then), Else = Visit(e.Else) },
            Expr.Select e => e with { Map = Visit(e.Map), Indices = VisitAll(e.Indices) },
            Expr.Store e => e with { Map = Visit(e.Map), Indices = VisitAll(e.Indices), Value = Visit(e.Value) },
            Expr.Extract e => e with { Operand = Visit(e.Operand) },
            Expr.Construct e => e with { Arguments = VisitAll(e.Arguments) },
            Expr.Project e => e with { Operand = Visit(e.Operand) },
            Expr.Is e => e with { Operand = Visit(e.Operand) },
            Expr.Lambda e => e with { Body = Visit(e.Body) },
            Expr.Sum e => e with { Body = Visit(e.Body) },
            Expr.Quantified e => e with { Body = Visit(e.Body), Triggers = e.Triggers.Select(VisitAll).ToEquatable() },
            _ => throw new InvalidOperationException($"no rewriting of {part.GetType().Name}"),
        };

        EquatableArray<Expr> VisitAll(EquatableArray<Expr> parts) => parts.Select(Visit).ToEquatable();
    }

    /// <summary>
    /// Replaces variables and constants by expressions. Bound variables never collide with what is put in, because symbols are compared by
    /// identity.
    /// </summary>
    public static Expr Substitute(Expr expression, IReadOnlyDictionary<Symbol, Expr> values) =>
        Apply(expression, part => part is Expr.Reference r ? values.GetValueOrDefault(r.Symbol) : null);
}
