using System.Globalization;
using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>The line that ends an answer: the verdict and how many checks stand behind it.</summary>
internal static class ClosingLine
{
    public static string OfFile(FileReport report, RunGoal goal)
    {
        string answer = report.IsSkipped ? ResultNames.Skipped : Answer(report, goal);
        return report.NotAsked is { } notAsked ? $"{Glyph.Visible(report.Path)}: {answer}; {notAsked}" : $"{Glyph.Visible(report.Path)}: {answer}";
    }

    private static string Answer(FileReport report, RunGoal goal)
    {
        Finding[] checks = [.. report.Objects.SelectMany(o => o.Findings)];
        int refuted = checks.Count(f => f.Verdict == Verdict.Refuted);
        int unknown = checks.Count(f => f.Verdict == Verdict.Unknown);
        string verdict = ResultNames.Of(report.Verdict, goal);
        return report.Verdict switch
        {
            Verdict.Error => Count(report.Diagnostics.Count(d => d.IsError), "error"),
            Verdict.Refuted => $"{verdict} ({refuted} of {Count(checks.Length, "check")}), {unknown} unknown",
            Verdict.Unknown => $"{verdict} ({unknown} of {Count(checks.Length, "check")}), 0 refuted",
            _ => goal == RunGoal.Check ? verdict : $"{verdict} ({Count(checks.Length, "check")})",
        };
    }

    public static string OfRun(RunResult run)
    {
        IEnumerable<string> counts = new[] { Verdict.Proved, Verdict.Refuted, Verdict.Unknown, Verdict.Error }
            .Where(v => run.Goal == RunGoal.Verify || v is Verdict.Proved or Verdict.Error)
            .Select(v => string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Files.Count(f => !f.Report.IsSkipped && f.Report.Verdict == v)} {(v == Verdict.Error ? "with errors" : ResultNames.Of(v, run.Goal))}"));
        int skipped = run.Files.Count(f => f.Report.IsSkipped);
        if (skipped > 0)
            counts = counts.Append(string.Create(CultureInfo.InvariantCulture, $"{skipped} {ResultNames.Skipped}"));
        return $"{Count(run.Files.Count, "file")}: {string.Join(", ", counts)}";
    }

    private static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
