using System.Globalization;
using System.Text;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieLexer
{
    private TokenKind ScanSign(char first)
    {
        (TokenKind kind, int length) = Sign(first);
        if (kind == TokenKind.Bad)
            return ScanBadCharacters();
        Position += length;
        return kind;
    }

    /// <summary>The longest sign here, and its length; Boogie reads the mathematical signs for the ones of two and three letters.</summary>
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
        ':' => Ahead(1) switch { ':' => (TokenKind.ColonColon, 2), '=' => (TokenKind.Becomes, 2), _ => (TokenKind.Colon, 1) },
        '=' => Ahead(1) != '=' ? (TokenKind.Equals, 1) : Ahead(2) == '>' ? (TokenKind.Implies, 3) : (TokenKind.EqualEqual, 2),
        '!' => Ahead(1) == '=' ? (TokenKind.NotEqual, 2) : (TokenKind.Not, 1),
        '<' => SignFromLess(),
        '>' => Ahead(1) == '=' ? (TokenKind.GreaterOrEqual, 2) : (TokenKind.Greater, 1),
        '&' when Ahead(1) == '&' => (TokenKind.And, 2),
        '|' when Ahead(1) == '|' => (TokenKind.Or, 2),
        '+' => Ahead(1) == '+' ? (TokenKind.PlusPlus, 2) : (TokenKind.Plus, 1),
        '-' => Ahead(1) == '>' ? (TokenKind.Arrow, 2) : (TokenKind.Minus, 1),
        '*' => Ahead(1) == '*' ? (TokenKind.Power, 2) : (TokenKind.Star, 1),
        '/' => (TokenKind.Slash, 1),
        '∧' => (TokenKind.And, 1),
        '∨' => (TokenKind.Or, 1),
        '¬' => (TokenKind.Not, 1),
        '∀' => (TokenKind.ForAll, 1),
        '∃' => (TokenKind.Exists, 1),
        'λ' => (TokenKind.Reserved, 1),
        '⇒' => (TokenKind.Implies, 1),
        '⇐' => (TokenKind.ImpliedBy, 1),
        '⇔' => (TokenKind.Equivalent, 1),
        '≠' => (TokenKind.NotEqual, 1),
        '≤' => (TokenKind.LessOrEqual, 1),
        '≥' => (TokenKind.GreaterOrEqual, 1),
        '•' => (TokenKind.ColonColon, 1),
        _ => (TokenKind.Bad, 1),
    };

    private (TokenKind Kind, int Length) SignFromLess() => (Ahead(1), Ahead(2), Ahead(3)) switch
    {
        ('=', '=', '>') => (TokenKind.Equivalent, 4),
        ('=', '=', _) => (TokenKind.ImpliedBy, 3),
        ('=', _, _) => (TokenKind.LessOrEqual, 2),
        (':', _, _) => (TokenKind.Subtype, 2),
        _ => (TokenKind.Less, 1),
    };

    /// <summary>A run of bad characters is one mistake: pasted prose or a binary file does not yield an error a letter.</summary>
    private TokenKind ScanBadCharacters()
    {
        int start = Position;
        Rune.DecodeFromUtf16(Text.AsSpan(start), out Rune rune, out int length);
        Position += length;
        while (Position < Text.Length && IsBad(Text[Position]))
            Position++;
        return IsMuted || Diagnostics.IsFull ? TokenKind.Bad : ReportBadCharacter(start, length, rune);
    }

    private TokenKind ReportBadCharacter(int start, int length, Rune rune)
    {
        string shown = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || rune.Value is 0xFFFD or 0xFEFF or 0x200B
            ? string.Create(CultureInfo.InvariantCulture, $"the character U+{rune.Value:X4}")
            : $"`{rune}`";
        return Bad(start, length, $"{shown} has no meaning here", HelpFor(rune));
    }

    private bool IsBad(char c) => !IsBlank(c) && !NameCharacters.Contains(c) && c is not ('"' or '@' or '\\') && Sign(c).Kind == TokenKind.Bad;

    private static string? HelpFor(Rune rune) => rune.Value switch
    {
        '&' => "`and` is written `&&`",
        '|' => "`or` is written `||`",
        '%' => "the remainder is written `mod`",
        0x201C or 0x201D => "strings stand between straight quotes: \"",
        0x2212 or 0x2013 => "minus is written `-`",
        _ when Rune.IsWhiteSpace(rune) => "replace it with an ordinary space",
        _ when Rune.IsLetter(rune) => "names are made of the letters a to z, digits and '~#$^_.?`",
        _ => null,
    };

    private TokenKind Bad(int start, int length, string message, string? help)
    {
        if (!IsMuted)
            Diagnostics.Report(DiagnosticCodes.BadCharacter, new SourceSpan(start, length), message, help);
        return TokenKind.Bad;
    }
}
