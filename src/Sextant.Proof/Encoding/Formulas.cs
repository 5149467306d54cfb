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

    public static Expr Plus(Expr left, Expr right) => new Expr.Binary(BinaryOperator.Add, left, right, DataType.Integer, left.Span);

    public static Expr Minus(Expr left, Expr right) => new Expr.Binary(BinaryOperator.Subtract, left, right, DataType.Integer, left.Span);

    public static Expr AtLeast(Expr greater, Expr smaller) => new Expr.Binary(BinaryOperator.GreaterOrEqual, greater, smaller, DataType.Boolean, greater.Span);

    /// <summary>Two variables hold the same; of maps it is said index by index, so that a counterexample has one to show.</summary>
    public static Expr Same(VariableSymbol one, VariableSymbol other)
    {
        if (one.Type is not DataType.Map { ParameterCount: 0 } map)
            return Equal(Of(one), Of(other));
        EquatableArray<VariableSymbol> indices = map.Domain.Select((d, i) => new VariableSymbol($"i{i}", one.DeclaredAt, d, VariableRole.Bound)).ToEquatable();
        Expr Held(VariableSymbol variable) => new Expr.Select(Of(variable), indices.Select(Of).ToEquatable(), map.Range, one.DeclaredAt);
        return new Expr.Quantified(QuantifierKind.ForAll, indices, [], Equal(Held(one), Held(other)), one.DeclaredAt);
    }

    public static Expr Differ(Expr left, Expr right) => new Expr.Binary(BinaryOperator.NotEqual, left, right, DataType.Boolean, left.Span);
}
