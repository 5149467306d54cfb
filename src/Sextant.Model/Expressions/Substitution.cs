using System.Collections.Immutable;

namespace Sextant.Model.Expressions;

/// <summary>
/// Replaces variables by expressions. Bound variables are symbols of their own and never collide with what is put in,
/// because symbols are compared by identity.
/// </summary>
public sealed class Substitution(IReadOnlyDictionary<Symbol, Expr> replacements)
{
    public static Substitution Of(IEnumerable<(Symbol Variable, Expr Value)> pairs) =>
        new(pairs.ToImmutableDictionary(p => p.Variable, p => p.Value));

    public Expr Apply(Expr expression) => expression switch
    {
        Expr.Reference r => replacements.TryGetValue(r.Symbol, out Expr? value) ? value : r,
        Expr.BoolLiteral or Expr.IntLiteral or Expr.RealLiteral or Expr.BitVectorLiteral => expression,
        Expr.Old e => e with { Operand = Apply(e.Operand) },
        Expr.Apply e => e with { Arguments = ApplyAll(e.Arguments) },
        Expr.Unary e => e with { Operand = Apply(e.Operand) },
        Expr.Binary e => e with { Left = Apply(e.Left), Right = Apply(e.Right) },
        Expr.Conditional e => e with { Condition = Apply(e.Condition), Then = Apply(e.Then), Else = Apply(e.Else) },
        Expr.Select e => e with { Map = Apply(e.Map), Indices = ApplyAll(e.Indices) },
        Expr.Store e => e with { Map = Apply(e.Map), Indices = ApplyAll(e.Indices), Value = Apply(e.Value) },
        Expr.Extract e => e with { Operand = Apply(e.Operand) },
        Expr.Quantified e => e with { Body = Apply(e.Body), Triggers = e.Triggers.Select(ApplyAll).ToEquatable() },
        _ => throw new InvalidOperationException($"no substitution into {expression.GetType().Name}"),
    };

    private EquatableArray<Expr> ApplyAll(EquatableArray<Expr> expressions) => expressions.Select(Apply).ToEquatable();
}
