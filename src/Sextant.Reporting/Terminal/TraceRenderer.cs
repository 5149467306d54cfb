using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>
/// Shows a counterexample as a table: a row a step, a column a replica.
/// </summary>
internal sealed class TraceRenderer(TerminalSettings terminal)
{
    private const string Indent = "   ";

    public void Write(TextWriter output, Trace trace)
    {
        if (trace.Constants.Count > 0)
            WriteConstants(output, trace.Constants);
        var table = new TextTable(Indent);
        table.Add(Row("step", [.. trace.Columns.Select(c => new TableCell(Glyph.Visible(c), Tone.Strong))], new TableCell("changed", Tone.Strong)));
        foreach (TraceRow row in TraceRow.Of(trace))
            table.Add(Row(row.Step, [.. row.Cells.Select(c => (TableCell)Glyph.Visible(c))], row.Changed is { } change ? Glyph.Visible(change) : new TableCell("nothing", Tone.Faint)));
        table.Write(output, terminal);
        if (trace.Violation.Length > 0)
            WriteViolation(output, trace.Violation);
    }

    /// <summary>Below the table, where it has the whole width: a violated clause is often longer than a state.</summary>
    private void WriteViolation(TextWriter output, string violation)
    {
        const string Sign = "✗     ";
        int room = Math.Max(20, terminal.Width - Indent.Length - Sign.Length);
        string sign = Sign;
        foreach (string line in TextWrap.Wrap(Glyph.Visible(violation), room))
        {
            output.WriteLine(Indent + terminal.Paint(Tone.Bad, sign + line));
            sign = new string(' ', Sign.Length);
        }
    }

    private void WriteConstants(TextWriter output, EquatableArray<Binding> constants)
    {
        string text = $"where {string.Join(", ", constants.Select(c => $"{c.Name} = {c.Value}"))}";
        foreach (string line in TextWrap.Wrap(Glyph.Visible(text), terminal.Width - Indent.Length))
            output.WriteLine(Indent + terminal.Paint(Tone.Faint, line));
    }

    private static TableCell[] Row(string step, TableCell[] columns, TableCell changed) => [new TableCell(step, Tone.Faint), .. columns, changed];
}
