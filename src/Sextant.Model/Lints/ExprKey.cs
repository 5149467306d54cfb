using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Lints;

/// <summary>
/// What an expression says, wherever it stands: two expressions with one key always have the same value in the same state.
/// </summary>
internal static class ExprKey
{
    public static string Of(Expr expression) => expression switch
    {
        Expr.Reference e => string.Create(CultureInfo.InvariantCulture, $"{e.Symbol.Name}@{e.Symbol.DeclaredAt.Start}"),
        Expr.BoolLiteral e => e.Value ? "true" : "false",
        Expr.IntLiteral e => e.Value.ToString(CultureInfo.InvariantCulture),
        Expr.TextLiteral e => $"\"{e.Value.Length}:{e.Value}\"",
        Expr.Unary { Operator: UnaryOperator.Not } e => Negation(e.Operand),
        Expr.Binary e => $"({Of(e.Left)} {e.Operator} {Of(e.Right)})",
        Expr.Is e => $"{Of(e.Operand)} is {e.Constructor.Name}",
        Expr.Project e => $"{Of(e.Operand)}.{e.Constructor.Name}.{e.Field}",
        Expr.Construct e => $"{e.Constructor.Name}({All(e)})",
        Expr.Primitive e => $"{e.Operator}({All(e)})",
        Expr.Apply e => $"{e.Function.Name}({All(e)})",
        _ => $"{expression.GetType().Name}({All(expression)})",
    };

    /// <summary>The key of a condition that does not hold. An option that is not one case is the other.</summary>
    public static string Negation(Expr condition) => condition switch
    {
        Expr.Unary { Operator: UnaryOperator.Not } e => Of(e.Operand),
        Expr.Is e when e.Constructor == DatatypeSymbol.None => $"{Of(e.Operand)} is {DatatypeSymbol.Some.Name}",
        Expr.Binary { Operator: BinaryOperator.GreaterOrEqual } e => Of(e with { Operator = BinaryOperator.Less }),
        _ => $"!{Of(condition)}",
    };

    private static string All(Expr expression) => string.Join(", ", ExprWalk.Parts(expression).Select(Of));
}
