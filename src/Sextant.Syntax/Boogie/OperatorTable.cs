using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Boogie;

/// <summary>
/// How tightly the operators of Boogie bind, and how they group. Parser and printer both read it here, so that
/// what one writes the other reads back.
/// </summary>
internal static class OperatorTable
{
    public const int ImplicationLevel = 2;
    public const int LogicalLevel = 3;
    public const int RelationLevel = 4;

    public static BinaryOperator? FromToken(TokenKind kind) => kind switch
    {
        TokenKind.Equivalent => BinaryOperator.Equivalent,
        TokenKind.Implies => BinaryOperator.Implies,
        TokenKind.ImpliedBy => BinaryOperator.ImpliedBy,
        TokenKind.And => BinaryOperator.And,
        TokenKind.Or => BinaryOperator.Or,
        TokenKind.EqualEqual => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.PlusPlus => BinaryOperator.Concatenate,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Div => BinaryOperator.IntegerDivide,
        TokenKind.Mod => BinaryOperator.Modulo,
        TokenKind.Slash => BinaryOperator.Divide,
        _ => null,
    };

    public static string Text(BinaryOperator op) => op switch
    {
        BinaryOperator.Equivalent => "<==>",
        BinaryOperator.Implies => "==>",
        BinaryOperator.ImpliedBy => "<==",
        BinaryOperator.And => "&&",
        BinaryOperator.Or => "||",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Concatenate => "++",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.IntegerDivide => "div",
        BinaryOperator.Modulo => "mod",
        BinaryOperator.Divide => "/",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not an operator of Boogie"),
    };

    /// <summary>A greater level binds tighter.</summary>
    public static int Level(BinaryOperator op) => op switch
    {
        BinaryOperator.Equivalent => 1,
        BinaryOperator.Implies or BinaryOperator.ImpliedBy => ImplicationLevel,
        BinaryOperator.And or BinaryOperator.Or => LogicalLevel,
        <= BinaryOperator.GreaterOrEqual => RelationLevel,
        BinaryOperator.Concatenate => 5,
        BinaryOperator.Add or BinaryOperator.Subtract => 6,
        _ => 7,
    };

    /// <summary>Whether <c>a first b second c</c> is the language's, given that both are of one level.</summary>
    public static bool MayChain(BinaryOperator first, BinaryOperator second) => Level(first) switch
    {
        ImplicationLevel or LogicalLevel => first == second,
        RelationLevel => false,
        _ => true,
    };

    public static bool GroupsRight(BinaryOperator op) => op == BinaryOperator.Implies;
}
