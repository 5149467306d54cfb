using System.Globalization;
using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>A run's answer for a reader at a terminal.</summary>
public static class TerminalReport
{
    public static void Write(TextWriter output, RunResult run, TerminalSettings terminal)
    {
        foreach (FileResult file in run.Files)
            WriteFile(output, run.Goal, file, terminal);
        if (run.IsList)
            output.WriteLine(ClosingLine.OfRun(run));
    }

    private static void WriteFile(TextWriter output, RunGoal goal, FileResult file, TerminalSettings terminal)
    {
        var renderer = new DiagnosticRenderer(output, terminal);
        foreach (var diagnostic in file.Report.Diagnostics)
            renderer.Write(diagnostic);
        foreach (ObjectReport report in file.Report.Objects.Where(o => o.Findings.Count > 0))
        {
            CheckTable.Write(output, report, terminal);
            DerivedLines.Write(output, report, terminal);
            SolverLines.Write(output, report, terminal);
            SecondOpinionLines.Write(output, report, terminal);
            UseTable.Write(output, report, terminal);
            SeedTable.Write(output, report, terminal);
            output.WriteLine();
            if (file.Source is not { } source)
                continue;
            foreach (ClauseFinding clause in report.Findings.SelectMany(f => f.Clauses))
                renderer.Write(file.Report.Path, source, clause, (report.SecondOpinion as SecondOpinion.None)?.Reason);
        }
        string seconds = file.Elapsed is { } elapsed
            ? string.Create(CultureInfo.InvariantCulture, $", {elapsed.TotalSeconds:0.000} s")
            : "";
        Tone tone = file.Report.Verdict switch
        {
            Verdict.Proved => file.Report.IsSkipped ? Tone.Doubt : Tone.Good,
            Verdict.Unknown => Tone.Doubt,
            _ => Tone.Bad,
        };
        output.WriteLine(terminal.Paint(tone, ClosingLine.OfFile(file.Report, goal)) + seconds);
    }
}
