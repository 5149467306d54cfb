namespace Sextant.Syntax.Parsing;

/// <summary>A lexer as its parser sees it.</summary>
internal interface ITokenSource<TKind>
    where TKind : struct, Enum
{
    /// <summary>Whether bad characters go unreported: so it is while the parser skips what follows an error.</summary>
    bool IsMuted { get; set; }

    /// <summary>The next token; at the end of the text, the end of the file again and again.</summary>
    Token<TKind> Next();

    /// <summary>After this there is nothing but the end of the file.</summary>
    void SkipToEnd();
}
