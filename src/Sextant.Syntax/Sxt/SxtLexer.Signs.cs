using System.Globalization;
using System.Text;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt;

internal sealed partial class SxtLexer
{
    private TokenKind ScanSign(char first)
    {
        (TokenKind kind, int length) = Sign(first);
        if (kind == TokenKind.Bad)
            return ScanBadCharacters();
        Position += length;
        return kind;
    }

    /// <summary>The longest sign here, and its length.</summary>
    private (TokenKind Kind, int Length) Sign(char first) => first switch
    {
        '(' => (TokenKind.OpenParen, 1),
        ')' => (TokenKind.CloseParen, 1),
        '{' => (TokenKind.OpenBrace, 1),
        '}' => (TokenKind.CloseBrace, 1),
        '[' => (TokenKind.OpenBracket, 1),
        ']' => (TokenKind.CloseBracket, 1),
        ',' => (TokenKind.Comma, 1),
        ';' => (TokenKind.Semicolon, 1),
        '?' => (TokenKind.Question, 1),
        '%' => (TokenKind.Percent, 1),
        '*' => (TokenKind.Star, 1),
        '/' => (TokenKind.Slash, 1),
        ':' => Ahead(1) switch { '=' => (TokenKind.Becomes, 2), ':' => (TokenKind.ColonColon, 2), _ => (TokenKind.Colon, 1) },
        '.' => Ahead(1) != '.' ? (TokenKind.Dot, 1) : Ahead(2) == '.' ? (TokenKind.Ellipsis, 3) : (TokenKind.DotDot, 2),
        '=' => Ahead(1) != '=' ? (TokenKind.Equals, 1) : Ahead(2) == '>' ? (TokenKind.Implies, 3) : (TokenKind.EqualEqual, 2),
        '!' => Ahead(1) == '=' ? (TokenKind.NotEqual, 2) : (TokenKind.Bang, 1),
        '<' => SignFromLess(),
        '>' => Ahead(1) == '=' ? (TokenKind.GreaterOrEqual, 2) : (TokenKind.Greater, 1),
        '+' => Ahead(1) == '=' ? (TokenKind.PlusBecomes, 2) : (TokenKind.Plus, 1),
        '-' => Ahead(1) switch { '=' => (TokenKind.MinusBecomes, 2), '>' => (TokenKind.Arrow, 2), _ => (TokenKind.Minus, 1) },
        '&' when Ahead(1) == '&' => (TokenKind.And, 2),
        '|' when Ahead(1) == '|' => (TokenKind.Or, 2),
        _ => (TokenKind.Bad, 1),
    };

    private (TokenKind Kind, int Length) SignFromLess() => (Ahead(1), Ahead(2), Ahead(3)) switch
    {
        ('=', '=', '>') => (TokenKind.Equivalent, 4),
        ('=', _, _) => (TokenKind.LessOrEqual, 2),
        _ => (TokenKind.Less, 1),
    };

    /// <summary>A run of bad characters is one mistake: pasted prose or a binary file does not yield an error a letter.</summary>
    private TokenKind ScanBadCharacters()
    {
        int start = Position;
        Rune.DecodeFromUtf16(Text.AsSpan(start), out Rune rune, out int length);
        Position += length;
        while (!AtEnd && IsBad(Text[Position]))
            Position++;
        if (!IsMuted && !Diagnostics.IsFull)
            Diagnostics.Report(DiagnosticCodes.BadCharacter, new SourceSpan(start, length), $"{Show(rune)} has no meaning here", HelpFor(rune));
        return TokenKind.Bad;
    }

    private static string Show(Rune rune) => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || rune.Value is 0xFFFD or 0xFEFF or 0x200B
        ? string.Create(CultureInfo.InvariantCulture, $"the character U+{rune.Value:X4}")
        : $"`{rune}`";

    private bool IsBad(char c) => !IsBlank(c) && !NameCharacters.Contains(c) && c != '"' && Sign(c).Kind == TokenKind.Bad;

    private static string? HelpFor(Rune rune) => rune.Value switch
    {
        '&' => "`and` is written `&&`",
        '|' => "`or` is written `||`",
        '\'' => "names are made of letters, digits and `_`; strings stand between double quotes",
        0x201C or 0x201D => "strings stand between straight quotes: \"",
        0x2212 or 0x2013 or 0x2014 => "minus is written `-`",
        0x2026 => "write three dots: `...`",
        '∧' => "`and` is written `&&`",
        '∨' => "`or` is written `||`",
        '¬' => "`not` is written `!`",
        '∀' => "write `forall x in s. p`",
        '∃' => "write `exists x in s. p`",
        '∈' => "write `in`",
        '∉' => "write `not in`",
        '⇒' or '⟹' => "implication is written `==>`",
        '⇔' or '⟺' => "equivalence is written `<==>`",
        '≠' => "write `!=`",
        '≤' => "write `<=`",
        '≥' => "write `>=`",
        _ when Rune.IsWhiteSpace(rune) => "replace it with an ordinary space",
        _ when Rune.IsLetter(rune) => "names are made of the letters a to z, digits and `_`",
        _ => null,
    };
}
