using System.Buffers;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

/// <summary>
/// Cuts annotated Boogie into tokens, one call a token and nothing allocated. White space and comments vanish here;
/// what is no token is reported here and handed on as <see cref="TokenKind.Bad"/>.
/// </summary>
internal sealed partial class BoogieLexer(SourceText source, DiagnosticBag diagnostics) : TextScanner(source, diagnostics), ITokenSource<TokenKind>
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'~#$^_.?`");

    public Token Next()
    {
        SkipBlanksAndComments();
        if (AtEnd)
            return new Token(TokenKind.EndOfFile, Text.Length, 0);

        int start = Position;
        char first = Text[start];
        TokenKind kind = first switch
        {
            >= '0' and <= '9' => ScanNumber(),
            '"' => ScanString(),
            '@' => ScanAnnotation(),
            '\\' => ScanEscapedName(),
            _ when NameCharacters.Contains(first) => ScanWord(),
            _ => ScanSign(first),
        };
        return new Token(kind, start, Position - start);
    }

    private void SkipNameCharacters()
    {
        int length = Text.AsSpan(Position).IndexOfAnyExcept(NameCharacters);
        Position = length < 0 ? Text.Length : Position + length;
    }

    private TokenKind ScanWord()
    {
        int start = Position;
        SkipNameCharacters();
        return Words.KindOf(Text.AsSpan(start, Position - start));
    }

    /// <summary><c>\old</c> is the name <c>old</c>, not the keyword.</summary>
    private TokenKind ScanEscapedName()
    {
        int start = Position++;
        if (char.IsAsciiDigit(Ahead(0)) || !NameCharacters.Contains(Ahead(0)))
            return Bad(start, 1, "a `\\` must be followed by a name", "`\\old` is the name `old` where the keyword is not meant");
        SkipNameCharacters();
        return TokenKind.Identifier;
    }

    private TokenKind ScanAnnotation()
    {
        int start = Position++;
        SkipNameCharacters();
        if (Position == start + 1)
            return Bad(start, 1, "an `@` must be followed by the name of an annotation", DiagnosticCodes.UnknownAnnotation.Help);
        return TokenKind.Annotation;
    }

    /// <summary>A string ends on its line; <c>\"</c> does not close it.</summary>
    private TokenKind ScanString()
    {
        int start = Position++;
        while (true)
        {
            int next = Text.AsSpan(Position).IndexOfAny('"', '\n', '\r');
            if (next < 0 || Text[Position + next] != '"')
            {
                Position = next < 0 ? Text.Length : Position + next;
                Diagnostics.Report(DiagnosticCodes.UnclosedString, new SourceSpan(start, Position - start), "this string is not closed on its line");
                return TokenKind.Bad;
            }
            Position += next + 1;
            if (next == 0 || Text[Position - 2] != '\\')
                return TokenKind.String;
        }
    }
}
