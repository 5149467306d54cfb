using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Sxt;

/// <summary>
/// How tightly the operators bind, and how they group. Parser and formatter both read it here, so that what one writes the
/// other reads back.
/// </summary>
internal static class OperatorTable
{
    public const int RelationLevel = 5;

    public static BinaryOperator? FromToken(TokenKind kind) => kind switch
    {
        TokenKind.Equivalent => BinaryOperator.Equivalent,
        TokenKind.Implies => BinaryOperator.Implies,
        TokenKind.Or => BinaryOperator.Or,
        TokenKind.And => BinaryOperator.And,
        TokenKind.EqualEqual => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.In => BinaryOperator.In,
        TokenKind.Not => BinaryOperator.NotIn,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        TokenKind.Percent => BinaryOperator.Modulo,
        _ => null,
    };

    public static string Text(BinaryOperator op) => op switch
    {
        BinaryOperator.Equivalent => "<==>",
        BinaryOperator.Implies => "==>",
        BinaryOperator.Or => "||",
        BinaryOperator.And => "&&",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.In => "in",
        BinaryOperator.NotIn => "not in",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Modulo => "%",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not an operator of the language"),
    };

    /// <summary>A greater level binds tighter.</summary>
    public static int Level(BinaryOperator op) => op switch
    {
        BinaryOperator.Equivalent => 1,
        BinaryOperator.Implies => 2,
        BinaryOperator.Or => 3,
        BinaryOperator.And => 4,
        <= BinaryOperator.NotIn => RelationLevel,
        BinaryOperator.Add or BinaryOperator.Subtract => 6,
        _ => 7,
    };

    /// <summary>Whether <c>a first b second c</c> is the language's, given that both are of one level: relations do not chain.</summary>
    public static bool MayChain(BinaryOperator op) => Level(op) != RelationLevel;

    public static bool GroupsRight(BinaryOperator op) => op == BinaryOperator.Implies;
}
