using System.Globalization;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Reporting.Terminal;

/// <summary>Shows a place of a source text: where it is, its lines, and an underline below what is meant.</summary>
internal sealed class SourceExcerpt(SourceText source, TerminalSettings terminal)
{
    /// <summary>A span over more lines than this is cut: the reader needs to find it, not to read it here.</summary>
    private const int LinesShown = 8;

    public void Write(TextWriter output, SourceSpan span, Tone tone, EquatableArray<DiagnosticLabel> labels)
    {
        List<Mark> marks = [new Mark(span, '^', "", tone), .. labels.Select(l => new Mark(l.Span, '-', l.Message, Tone.Pointer))];
        int gutter = marks.Max(m => Digits(LastShownLine(m.Span)));
        WriteGutter(output, gutter, "", '|', "");
        int previous = 0;
        foreach (IGrouping<int, Mark> line in marks.GroupBy(m => LineOf(m.Span.Start)).OrderBy(g => g.Key))
        {
            if (previous > 0 && line.Key > previous + 1)
                WriteGutter(output, gutter, "", ':', "");
            previous = WriteLine(output, gutter, line.Key, [.. line]);
        }
    }

    private int WriteLine(TextWriter output, int gutter, int line, Mark[] marks)
    {
        int last = LastShownLine(marks[0].Span);
        if (last > line)
            return WriteBlock(output, gutter, marks[0]);
        int room = Math.Max(20, terminal.Width - gutter - 3);
        SourceWindow window = SourceWindow.Around(source, marks[0].Span.Start, room);
        WriteGutter(output, gutter, line.ToString(CultureInfo.InvariantCulture), '|', window.Text);
        foreach (Mark mark in marks)
        {
            (int column, int width) = window.ColumnsOf(mark.Span);
            string underline = new string(mark.Sign, Math.Min(width, Math.Max(1, room - column)));
            string message = mark.Message.Length == 0 ? "" : $" {Glyph.Visible(mark.Message)}";
            WriteGutter(output, gutter, "", '|', new string(' ', column) + terminal.Paint(mark.Tone, underline + message));
        }
        return line;
    }

    /// <summary>A span over several lines: each is marked in the gutter.</summary>
    private int WriteBlock(TextWriter output, int gutter, Mark mark)
    {
        int first = LineOf(mark.Span.Start);
        int last = LastShownLine(mark.Span);
        int lineStart = mark.Span.Start - (source.PositionOf(mark.Span.Start).Column - 1);
        int room = Math.Max(20, terminal.Width - gutter - 3);
        for (int line = first; line <= last; line++)
        {
            string text = SourceWindow.Around(source, lineStart, room).Text;
            WriteGutter(output, gutter, line.ToString(CultureInfo.InvariantCulture), '>', text, mark.Tone);
            lineStart = source.Content.IndexOf('\n', lineStart) + 1;
        }
        if (last < LineOf(mark.Span.End))
            WriteGutter(output, gutter, "", '>', "…", mark.Tone);
        return last;
    }

    private void WriteGutter(TextWriter output, int gutter, string number, char bar, string text, Tone barTone = Tone.Pointer)
    {
        string left = terminal.Paint(Tone.Pointer, number.PadLeft(gutter));
        string line = $"{left} {terminal.Paint(barTone, bar.ToString())} {text}";
        output.WriteLine(line.TrimEnd());
    }

    private int LineOf(int offset) => source.PositionOf(offset).Line;

    private int LastShownLine(SourceSpan span)
    {
        int first = LineOf(span.Start);
        int last = LineOf(Math.Max(span.Start, span.End - 1));
        return Math.Min(last, first + LinesShown - 1);
    }

    private static int Digits(int line) => line.ToString(CultureInfo.InvariantCulture).Length;

    private sealed record Mark(SourceSpan Span, char Sign, string Message, Tone Tone);
}
