using System.Buffers;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Parsing;

/// <summary>What lexers share: a position in a text, blanks and comments.</summary>
internal abstract class TextScanner(SourceText source, DiagnosticBag diagnostics)
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\f\v");

    /// <summary>Whether bad characters go unreported: so it is while the parser skips what follows an error.</summary>
    public bool IsMuted { get; set; }

    protected string Text { get; } = source.Content;

    protected DiagnosticBag Diagnostics { get; } = diagnostics;

    protected int Position { get; set; }

    protected bool AtEnd => Position >= Text.Length;

    /// <summary>After this there is nothing but the end of the file.</summary>
    public void SkipToEnd() => Position = Text.Length;

    protected static bool IsBlank(char c) => Blanks.Contains(c);

    protected char Ahead(int distance) => Position + distance < Text.Length ? Text[Position + distance] : '\0';

    /// <summary>Told of each run of blanks.</summary>
    protected virtual void OnBlanks(int start)
    {
    }

    /// <summary>Told of each comment, closed or not.</summary>
    protected virtual void OnComment(int start)
    {
    }

    protected void SkipBlanksAndComments()
    {
        while (true)
        {
            int start = Position;
            int length = Text.AsSpan(start).IndexOfAnyExcept(Blanks);
            Position = length < 0 ? Text.Length : start + length;
            if (Position > start)
                OnBlanks(start);
            start = Position;
            if (Ahead(0) != '/')
                return;
            if (Ahead(1) == '/')
                SkipLine();
            else if (Ahead(1) == '*')
                SkipBlockComment();
            else
                return;
            OnComment(start);
        }
    }

    protected void SkipDigits()
    {
        int length = Text.AsSpan(Position).IndexOfAnyExceptInRange('0', '9');
        Position = length < 0 ? Text.Length : Position + length;
    }

    private void SkipLine()
    {
        int end = Text.IndexOf('\n', Position);
        Position = end < 0 ? Text.Length : end;
    }

    /// <summary>Block comments nest; a counter stands for the stack, so no depth is too deep.</summary>
    private void SkipBlockComment()
    {
        int start = Position;
        int depth = 1;
        Position += 2;
        while (depth > 0)
        {
            int next = Text.AsSpan(Position).IndexOfAny('*', '/');
            if (next < 0)
            {
                Position = Text.Length;
                Diagnostics.Report(DiagnosticCodes.UnclosedComment, new SourceSpan(start, 2),
                    depth == 1 ? "this comment is not closed before the end of the file" : $"this comment is not closed: {depth} `*/` are missing");
                return;
            }
            Position += next;
            (int change, int length) = (Ahead(0), Ahead(1)) switch
            {
                ('*', '/') => (-1, 2),
                ('/', '*') => (1, 2),
                _ => (0, 1),
            };
            depth += change;
            Position += length;
        }
    }
}
