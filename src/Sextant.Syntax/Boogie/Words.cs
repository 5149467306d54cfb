namespace Sextant.Syntax.Boogie;

/// <summary>The words and signs of Boogie as the user writes them.</summary>
internal static class Words
{
    public static TokenKind KindOf(ReadOnlySpan<char> word) => word switch
    {
        "assert" => TokenKind.Assert,
        "assume" => TokenKind.Assume,
        "axiom" => TokenKind.Axiom,
        "bool" => TokenKind.Bool,
        "call" => TokenKind.Call,
        "const" => TokenKind.Const,
        "div" => TokenKind.Div,
        "else" => TokenKind.Else,
        "ensures" => TokenKind.Ensures,
        "exists" => TokenKind.Exists,
        "false" => TokenKind.False,
        "forall" => TokenKind.ForAll,
        "free" => TokenKind.Free,
        "function" => TokenKind.Function,
        "havoc" => TokenKind.Havoc,
        "if" => TokenKind.If,
        "implementation" => TokenKind.Implementation,
        "int" => TokenKind.Int,
        "invariant" => TokenKind.Invariant,
        "mod" => TokenKind.Mod,
        "modifies" => TokenKind.Modifies,
        "old" => TokenKind.Old,
        "procedure" => TokenKind.Procedure,
        "real" => TokenKind.RealType,
        "requires" => TokenKind.Requires,
        "return" => TokenKind.Return,
        "returns" => TokenKind.Returns,
        "then" => TokenKind.Then,
        "true" => TokenKind.True,
        "type" => TokenKind.Type,
        "unique" => TokenKind.Unique,
        "var" => TokenKind.Var,
        "where" => TokenKind.Where,
        "while" => TokenKind.While,
        "async" or "break" or "extends" or "goto" or "lambda" or "par" or "yield" => TokenKind.Reserved,
        _ => TokenKind.Identifier,
    };

    public static bool IsKeyword(ReadOnlySpan<char> word) => KindOf(word) != TokenKind.Identifier;

    public static bool IsWord(TokenKind kind) => kind is TokenKind.Identifier or >= TokenKind.Assert;

    /// <summary>What a message calls a kind of token that was expected.</summary>
    public static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.Identifier => "a name",
        TokenKind.Integer => "a number",
        TokenKind.OpenParen => "`(`",
        TokenKind.CloseParen => "`)`",
        TokenKind.OpenBrace => "`{`",
        TokenKind.CloseBrace => "`}`",
        TokenKind.CloseBracket => "`]`",
        TokenKind.Colon => "`:`",
        TokenKind.ColonColon => "`::`",
        TokenKind.Becomes => "`:=`",
        TokenKind.Greater => "`>`",
        TokenKind.Then => "`then`",
        TokenKind.Else => "`else`",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no rule expects this kind by itself"),
    };
}
