using Sextant.Syntax.Text;

namespace Sextant.Reporting.Terminal;

/// <summary>
/// One line of a source text as far as it fits, with the columns at which parts of it are shown. Of a line that is too
/// long only the surroundings of the place that matters are kept, and only they are looked at: a line may be megabytes long.
/// </summary>
internal sealed class SourceWindow
{
    private const string Cut = "…";
    private readonly List<Glyph> _glyphs;
    private readonly int _start;

    private SourceWindow(List<Glyph> glyphs, int start, bool isCutLeft, bool isCutRight)
    {
        _glyphs = glyphs;
        _start = start;
        IsCutLeft = isCutLeft;
        Text = $"{(isCutLeft ? Cut : "")}{string.Concat(glyphs.Select(g => g.Text))}{(isCutRight ? Cut : "")}".TrimEnd();
    }

    public string Text { get; }

    private bool IsCutLeft { get; }

    /// <param name="focus">The offset in the source text that must be visible; it chooses the line.</param>
    /// <param name="width">How many columns there are.</param>
    public static SourceWindow Around(SourceText source, int focus, int width)
    {
        (int lineStart, int lineEnd, bool isLineEnd) = LineAround(source, focus, reach: 2 * width);
        int rawStart = Math.Max(lineStart, focus - 2 * width);
        List<Glyph> glyphs = Glyph.Split(source.Content[rawStart..lineEnd]);
        if (rawStart == lineStart && isLineEnd && glyphs.Sum(g => g.Width) <= width)
            return new SourceWindow(glyphs, rawStart, isCutLeft: false, isCutRight: false);

        int first = FirstVisible(glyphs, focus - rawStart, room: width / 3);
        int last = LastVisible(glyphs, first, room: width - 2);
        return new SourceWindow(
            glyphs[first..last],
            rawStart,
            isCutLeft: rawStart > lineStart || first > 0,
            isCutRight: !isLineEnd || last < glyphs.Count);
    }

    /// <summary>The columns, counted from 0, at which a part of the text is shown; at least one, so that it can be pointed at.</summary>
    public (int Column, int Width) ColumnsOf(SourceSpan span)
    {
        int column = IsCutLeft ? 1 : 0;
        int width = 0;
        foreach (Glyph glyph in _glyphs)
        {
            int offset = _start + glyph.Offset;
            if (offset < span.Start)
                column += glyph.Width;
            else if (offset < span.End)
                width += glyph.Width;
        }
        return (column, Math.Max(1, width));
    }

    private static (int Start, int End, bool IsLineEnd) LineAround(SourceText source, int focus, int reach)
    {
        int start = focus - (source.PositionOf(focus).Column - 1);
        int limit = Math.Min(source.Content.Length, focus + reach);
        int found = source.Content.AsSpan(focus, limit - focus).IndexOfAny('\n', '\r');
        return found >= 0 ? (start, focus + found, true) : (start, limit, limit == source.Content.Length);
    }

    private static int FirstVisible(List<Glyph> glyphs, int focus, int room)
    {
        int first = glyphs.FindIndex(g => g.Offset >= focus);
        first = first < 0 ? glyphs.Count : first;
        while (first > 0 && room >= glyphs[first - 1].Width)
            room -= glyphs[--first].Width;
        return first;
    }

    private static int LastVisible(List<Glyph> glyphs, int first, int room)
    {
        int last = first;
        while (last < glyphs.Count && room >= glyphs[last].Width)
            room -= glyphs[last++].Width;
        return last;
    }
}
