namespace Sextant.Reporting.Terminal;

/// <summary>A table whose columns are as wide as their text, or share the terminal's width fairly where that is too much.</summary>
internal sealed class TextTable(string indent)
{
    /// <summary>Between columns, where there is room; a narrow gap is better than text that wraps.</summary>
    private const int WideGap = 2;
    private const int NarrowGap = 1;
    private const int NarrowestColumn = 8;
    private readonly List<TableCell[]> _rows = [];

    public void Add(params TableCell[] cells) => _rows.Add(cells);

    public void Write(TextWriter output, TerminalSettings terminal)
    {
        int columns = _rows.Max(r => r.Length);
        int[] natural = [.. Enumerable.Range(0, columns).Select(NaturalWidth)];
        int needed = indent.Length + natural.Sum();
        int gap = needed + WideGap * (columns - 1) > terminal.Width && needed + NarrowGap * (columns - 1) <= terminal.Width ? NarrowGap : WideGap;
        int room = terminal.Width - indent.Length - gap * (columns - 1);
        int[] widths = Share(natural, Math.Max(room, NarrowestColumn * columns));
        foreach (TableCell[] row in _rows)
            WriteRow(output, terminal, row, widths, gap);
    }

    private void WriteRow(TextWriter output, TerminalSettings terminal, TableCell[] row, int[] widths, int gap)
    {
        IReadOnlyList<string>[] cells = [.. row.Select((c, i) => TextWrap.Wrap(c.Text, widths[i]))];
        int height = cells.Max(c => c.Count);
        for (int line = 0; line < height; line++)
        {
            output.Write(indent);
            int pending = 0;
            for (int i = 0; i < cells.Length; i++)
            {
                string text = line < cells[i].Count ? cells[i][line] : "";
                if (text.Length > 0)
                {
                    output.Write(new string(' ', pending));
                    output.Write(terminal.Paint(row[i].Tone, text));
                    pending = 0;
                }
                pending += widths[i] - Glyph.WidthOf(text) + gap;
            }
            output.WriteLine();
        }
    }

    private int NaturalWidth(int column) => _rows.Where(r => column < r.Length).Max(r => Glyph.WidthOf(r[column].Text));

    /// <summary>Narrow columns keep their width; the wide ones share what is left.</summary>
    private static int[] Share(int[] natural, int room)
    {
        int[] widths = new int[natural.Length];
        int open = natural.Length;
        foreach (int column in Enumerable.Range(0, natural.Length).OrderBy(i => natural[i]).ThenBy(i => i))
        {
            widths[column] = Math.Min(natural[column], room / open);
            room -= widths[column];
            open--;
        }
        return widths;
    }
}

/// <summary>The text of a table's cell and what it means.</summary>
internal readonly record struct TableCell(string Text, Tone Tone = Tone.Normal)
{
    public static implicit operator TableCell(string text) => new(text);
}
