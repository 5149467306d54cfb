using System.Collections.Frozen;

namespace Sextant.Syntax.Sxt;

/// <summary>The words and signs of the language as the user writes them.</summary>
public static class Words
{
    private static readonly FrozenDictionary<string, TokenKind> Keywords = new Dictionary<string, TokenKind>(StringComparer.Ordinal)
    {
        ["ADO"] = TokenKind.Ado,
        ["axiom"] = TokenKind.Axiom,
        ["break"] = TokenKind.Break,
        ["const"] = TokenKind.Const,
        ["continue"] = TokenKind.Continue,
        ["DApp"] = TokenKind.DApp,
        ["do"] = TokenKind.Do,
        ["else"] = TokenKind.Else,
        ["ensures"] = TokenKind.Ensures,
        ["enum"] = TokenKind.Enum,
        ["exists"] = TokenKind.Exists,
        ["FAIL"] = TokenKind.Fail,
        ["false"] = TokenKind.False,
        ["for"] = TokenKind.For,
        ["forall"] = TokenKind.ForAll,
        ["function"] = TokenKind.Function,
        ["if"] = TokenKind.If,
        ["in"] = TokenKind.In,
        ["invariant"] = TokenKind.Invariant,
        ["local"] = TokenKind.Local,
        ["me"] = TokenKind.Me,
        ["method"] = TokenKind.Method,
        ["None"] = TokenKind.NoneWord,
        ["not"] = TokenKind.Not,
        ["old"] = TokenKind.Old,
        ["op"] = TokenKind.Op,
        ["proc"] = TokenKind.Proc,
        ["record"] = TokenKind.Record,
        ["replicated"] = TokenKind.Replicated,
        ["requires"] = TokenKind.Requires,
        ["return"] = TokenKind.Return,
        ["shared"] = TokenKind.Shared,
        ["Some"] = TokenKind.SomeWord,
        ["then"] = TokenKind.Then,
        ["this"] = TokenKind.This,
        ["true"] = TokenKind.True,
        ["type"] = TokenKind.Type,
        ["while"] = TokenKind.While,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Keywords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words that are never names.</summary>
    public static IEnumerable<string> Reserved => Keywords.Keys.Order(StringComparer.Ordinal);

    /// <summary>Words that mean something in one place only, and are names everywhere else.</summary>
    internal static IEnumerable<string> Contextual { get; } =
    [
        "always", "apart", "as", "bounds", "by", "client", "concurrency", "escrow", "exclusive", "from", "gives", "linearizable", "lock", "merge", "of", "operations", "option", "order",
        "propagation", "refines", "sometimes", "state", "sum", "takes", "token",
    ];

    /// <summary>The types that need no declaration, <c>option</c> and the list apart.</summary>
    internal static IEnumerable<string> TypeNames { get; } =
    [
        "bool", "int", "nat", "string", "Map", "Set", "Vector",
        "Max", "Min", "Flag", "GSet", "TwoPhaseSet", "ORSet", "GCounter", "PNCounter", "LWW", "MV",
    ];

    internal static TokenKind KindOf(ReadOnlySpan<char> word) => Lookup.TryGetValue(word, out TokenKind kind) ? kind : TokenKind.Identifier;

    internal static bool IsWord(TokenKind kind) => kind is TokenKind.Identifier or >= TokenKind.Ado;

    /// <summary>What a message calls a kind of token that was expected.</summary>
    internal static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.OpenParen => "`(`",
        TokenKind.CloseParen => "`)`",
        TokenKind.OpenBrace => "`{`",
        TokenKind.CloseBrace => "`}`",
        TokenKind.OpenBracket => "`[`",
        TokenKind.CloseBracket => "`]`",
        TokenKind.Comma => "`,`",
        TokenKind.Colon => "`:`",
        TokenKind.Becomes => "`:=`",
        TokenKind.Arrow => "`->`",
        TokenKind.Dot => "`.`",
        TokenKind.DotDot => "`..`",
        TokenKind.In => "`in`",
        TokenKind.Then => "`then`",
        TokenKind.Else => "`else`",
        TokenKind.While => "`while`",
        TokenKind.Invariant => "`invariant`",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no rule expects this kind by itself"),
    };
}
