using System.Buffers;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

/// <summary>
/// Cuts a text of the language into tokens, one call a token. Comments and empty lines are kept aside as
/// <see cref="Trivia"/>; what is no token is reported here and handed on as <see cref="TokenKind.Bad"/>.
/// </summary>
internal sealed partial class SxtLexer(SourceText source, DiagnosticBag diagnostics) : TextScanner(source, diagnostics), ITokenSource<TokenKind>
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly List<Comment> _comments = [];
    private readonly List<int> _blankLines = [];

    /// <summary>The comments and empty lines that were passed so far.</summary>
    public Trivia Trivia => new(_comments.ToEquatable(), _blankLines.ToEquatable());

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
            _ when NameCharacters.Contains(first) => ScanWord(),
            _ => ScanSign(first),
        };
        return new Token(kind, start, Position - start);
    }

    protected override void OnBlanks(int start)
    {
        int first = Text.IndexOf('\n', start, Position - start);
        if (first >= 0 && Text.AsSpan(first + 1, Position - first - 1).Contains('\n'))
            _blankLines.Add(start);
    }

    protected override void OnComment(int start)
    {
        int before = Text.AsSpan(0, start).LastIndexOfAnyExcept(' ', '\t');
        string text = Text[start..Position].TrimEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        _comments.Add(new Comment(new SourceSpan(start, Position - start), text, before < 0 || Text[before] is '\n' or '\r'));
    }

    private TokenKind ScanWord()
    {
        int start = Position;
        SkipNameCharacters();
        return Words.KindOf(Text.AsSpan(start, Position - start));
    }

    private void SkipNameCharacters()
    {
        int length = Text.AsSpan(Position).IndexOfAnyExcept(NameCharacters);
        Position = length < 0 ? Text.Length : Position + length;
    }

    private TokenKind ScanNumber()
    {
        int start = Position;
        SkipDigits();
        if (NameCharacters.Contains(Ahead(0)))
        {
            SkipNameCharacters();
            return BadNumber(start, "is neither a number nor a name", "a name does not start with a digit");
        }
        return Position - start > ParserBounds.MaxDigits ? BadNumber(start, $"is longer than {ParserBounds.MaxDigits} digits", "declare a constant without a value") : TokenKind.Integer;
    }

    private TokenKind BadNumber(int start, string what, string help)
    {
        var span = new SourceSpan(start, Position - start);
        if (!IsMuted)
            Diagnostics.Report(DiagnosticCodes.BadNumber, span, $"`{Excerpt.Of(Text, span)}` {what}", help);
        return TokenKind.Bad;
    }

    /// <summary>A string ends on its line; a sign behind a backslash does not close it.</summary>
    private TokenKind ScanString()
    {
        int start = Position++;
        while (true)
        {
            int next = Text.AsSpan(Position).IndexOfAny("\"\\\n\r");
            Position = next < 0 ? Text.Length : Position + next;
            if (Ahead(0) == '"')
            {
                Position++;
                return TokenKind.String;
            }
            if (Ahead(0) != '\\' || Ahead(1) is '\n' or '\r' or '\0')
                break;
            Position += 2;
        }
        if (Ahead(0) == '\\')
            Position++;
        // What closes statements and blocks at the end of the line was hardly meant to be part of the string.
        Position = start + 1 + Text.AsSpan(start + 1, Position - start - 1).TrimEnd(" \t;,)]}").Length;
        Diagnostics.Report(DiagnosticCodes.UnclosedString, new SourceSpan(start, Position - start), "this string is not closed on its line");
        return TokenKind.Bad;
    }
}
