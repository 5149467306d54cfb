using System.Globalization;
using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>Which proofs two solvers share, where two were asked, and what they disagree on.</summary>
internal static class SolverLines
{
    private const string Indent = "  ";

    public static void Write(TextWriter output, ObjectReport report, TerminalSettings terminal)
    {
        Finding[] proved = [.. report.Findings.Where(f => f.ProvedBy is { Count: > 0 })];
        if (proved.Length == 0 && report.Disagreements.Count == 0)
            return;
        int both = proved.Count(f => f.ProvedBy!.Count > 1);
        output.WriteLine(Indent + terminal.Paint(Tone.Faint, string.Create(CultureInfo.InvariantCulture, $"solvers: {both} of {proved.Length} proofs are confirmed by the second")));
        foreach (IGrouping<string, Finding> alone in proved.Where(f => f.ProvedBy!.Count == 1).GroupBy(f => f.ProvedBy![0], StringComparer.Ordinal))
            WriteWrapped(output, $"proved by {alone.Key} only: {string.Join(", ", alone.Select(Name))}", terminal);
        foreach (string disagreement in report.Disagreements)
            WriteWrapped(output, $"the solvers disagree, which is a defect in Sextant or in one of them: {disagreement}", terminal);
    }

    private static string Name(Finding finding) => $"{ResultNames.Of(finding.Kind)}{(finding.Operation is { } operation ? $" of {operation}" : "")}{(finding.With is { } with ? $" and {with}" : "")}";

    private static void WriteWrapped(TextWriter output, string text, TerminalSettings terminal)
    {
        foreach (string line in TextWrap.Wrap(Glyph.Visible(text), Math.Max(40, terminal.Width - Indent.Length)))
            output.WriteLine(Indent + line);
    }
}
