using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>The checks of one object at a glance: a row an operation, a column a kind of check.</summary>
internal static class CheckTable
{
    public static void Write(TextWriter output, ObjectReport report, TerminalSettings terminal)
    {
        CheckKind[] kinds = [.. report.Findings.Select(f => f.Kind).Distinct().Order()];
        var table = new TextTable("  ");
        table.Add([new TableCell("operation", Tone.Faint), .. kinds.Select(k => new TableCell(ResultNames.Of(k), Tone.Faint))]);
        foreach (IGrouping<(string?, string?), Finding> row in report.Findings.GroupBy(f => (f.Operation, f.With)))
            table.Add([new TableCell(RowName(row.Key)), .. kinds.Select(k => Mark([.. row.Where(f => f.Kind == k)]))]);

        output.WriteLine(terminal.Paint(Tone.Strong, Glyph.Visible(report.Name)));
        table.Write(output, terminal);
    }

    private static string RowName((string? Operation, string? With) key) => key switch
    {
        (null, _) => "(the object)",
        (string operation, null) => Glyph.Visible(operation),
        (string operation, string with) => Glyph.Visible($"{operation} ∥ {with}"),
    };

    private static TableCell Mark(Finding[] findings) => findings.Length == 0
        ? new TableCell("")
        : Verdicts.Worst(findings.Select(f => f.Verdict)) switch
        {
            Verdict.Proved => new TableCell("✓", Tone.Good),
            Verdict.Unknown => new TableCell("?", Tone.Doubt),
            _ => new TableCell("✗", Tone.Bad),
        };
}
