using System.Buffers;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

/// <summary>
/// Cuts annotated Boogie into tokens, one call a token and nothing allocated. White space and comments vanish here;
/// what is no token is reported here and handed on as <see cref="TokenKind.Bad"/>.
/// </summary>
internal sealed partial class BoogieLexer(SourceText source, DiagnosticBag diagnostics)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'~#$^_.?`");

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\f\v");

    private readonly string _text = source.Content;
    private int _position;

    /// <summary>Whether bad characters go unreported: so it is while the parser skips what follows an error.</summary>
    public bool IsMuted { get; set; }

    /// <summary>After this there is nothing but the end of the file.</summary>
    public void SkipToEnd() => _position = _text.Length;

    public Token Next()
    {
        SkipBlanksAndComments();
        if (_position >= _text.Length)
            return new Token(TokenKind.EndOfFile, _text.Length, 0);

        int start = _position;
        char first = _text[start];
        TokenKind kind = first switch
        {
            >= '0' and <= '9' => ScanNumber(),
            '"' => ScanString(),
            '@' => ScanAnnotation(),
            '\\' => ScanEscapedName(),
            _ when NameCharacters.Contains(first) => ScanWord(),
            _ => ScanSign(first),
        };
        return new Token(kind, start, _position - start);
    }

    private char Ahead(int distance) => _position + distance < _text.Length ? _text[_position + distance] : '\0';

    private void SkipBlanksAndComments()
    {
        while (true)
        {
            int length = _text.AsSpan(_position).IndexOfAnyExcept(Blanks);
            _position = length < 0 ? _text.Length : _position + length;
            if (Ahead(0) != '/')
                return;
            if (Ahead(1) == '/')
                SkipLine();
            else if (Ahead(1) == '*')
                SkipBlockComment();
            else
                return;
        }
    }

    private void SkipLine()
    {
        int end = _text.IndexOf('\n', _position);
        _position = end < 0 ? _text.Length : end;
    }

    /// <summary>Block comments nest, as in Boogie; a counter stands for the stack, so no depth is too deep.</summary>
    private void SkipBlockComment()
    {
        int start = _position;
        int depth = 1;
        _position += 2;
        while (depth > 0)
        {
            int next = _text.AsSpan(_position).IndexOfAny('*', '/');
            if (next < 0)
            {
                _position = _text.Length;
                diagnostics.Report(DiagnosticCodes.UnclosedComment, new SourceSpan(start, 2),
                    depth == 1 ? "this comment is not closed before the end of the file" : $"this comment is not closed: {depth} `*/` are missing");
                return;
            }
            _position += next;
            (int change, int length) = (Ahead(0), Ahead(1)) switch
            {
                ('*', '/') => (-1, 2),
                ('/', '*') => (1, 2),
                _ => (0, 1),
            };
            depth += change;
            _position += length;
        }
    }

    private void SkipNameCharacters()
    {
        int length = _text.AsSpan(_position).IndexOfAnyExcept(NameCharacters);
        _position = length < 0 ? _text.Length : _position + length;
    }

    private TokenKind ScanWord()
    {
        int start = _position;
        SkipNameCharacters();
        return Words.KindOf(_text.AsSpan(start, _position - start));
    }

    /// <summary><c>\old</c> is the name <c>old</c>, not the keyword.</summary>
    private TokenKind ScanEscapedName()
    {
        int start = _position++;
        if (char.IsAsciiDigit(Ahead(0)) || !NameCharacters.Contains(Ahead(0)))
            return Bad(start, 1, "a `\\` must be followed by a name", "`\\old` is the name `old` where the keyword is not meant");
        SkipNameCharacters();
        return TokenKind.Identifier;
    }

    private TokenKind ScanAnnotation()
    {
        int start = _position++;
        SkipNameCharacters();
        if (_position == start + 1)
            return Bad(start, 1, "an `@` must be followed by the name of an annotation", DiagnosticCodes.UnknownAnnotation.Help);
        return TokenKind.Annotation;
    }

    /// <summary>A string ends on its line; <c>\"</c> does not close it.</summary>
    private TokenKind ScanString()
    {
        int start = _position++;
        while (true)
        {
            int next = _text.AsSpan(_position).IndexOfAny('"', '\n', '\r');
            if (next < 0 || _text[_position + next] != '"')
            {
                _position = next < 0 ? _text.Length : _position + next;
                diagnostics.Report(DiagnosticCodes.UnclosedString, new SourceSpan(start, _position - start), "this string is not closed on its line");
                return TokenKind.Bad;
            }
            _position += next + 1;
            if (next == 0 || _text[_position - 2] != '\\')
                return TokenKind.String;
        }
    }
}
