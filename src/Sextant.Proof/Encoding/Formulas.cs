using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding;

/// <summary>Short ways to make the conditions that obligations add to those of the specification.</summary>
internal static class Formulas
{
    public static Expr True { get; } = new Expr.BoolLiteral(true, default);

    public static Expr False { get; } = new Expr.BoolLiteral(false, default);

    public static Expr Of(Symbol symbol) => new Expr.Reference(symbol, symbol.DeclaredAt);

    public static Expr Equal(Expr left, Expr right) => new Expr.Binary(BinaryOperator.Equal, left, right, DataType.Boolean, left.Span);

    public static Expr Differ(Expr left, Expr right) => new Expr.Binary(BinaryOperator.NotEqual, left, right, DataType.Boolean, left.Span);
}
