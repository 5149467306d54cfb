using Sextant.Exploration.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Opinions;

/// <summary>
/// Compares what was proved of an object with what its replicas do when they run. Each proof assumes only what all steps before
/// keep, and a run ends with the first step that breaks something, so that the checks of that step alone must have failed.
/// </summary>
internal static class Comparison
{
    /// <summary>Sentences that say where the two cannot both be right; none when they can.</summary>
    public static IEnumerable<string> Contradictions(ReplicatedObject obj, ObjectReport report, Runs runs)
    {
        if (runs.Broken is { Kind: not null } broken && !IsDoubted(obj, report, broken))
            yield return $"{ViolationText.Of(obj, broken)} when it runs, and all that excludes this is proved";
        foreach (Operation ran in runs.Ran)
        {
            if (report.Findings.Any(f => f.Kind == CheckKind.Vacuity && f.Operation == ran.Name && f.Verdict == Verdict.Refuted))
                yield return $"`{ran.Name}` runs, and it is refuted that it ever can";
        }

        foreach (ClauseFinding clause in report.Findings.SelectMany(f => f.Clauses).Where(c => c.Reason.StartsWith("the candidate did not replay", StringComparison.Ordinal)))
            yield return $"the solver has a counterexample that cannot be run: {clause.Message} ({clause.Reason})";
    }

    /// <summary>The report in which a clause that proofs left open is refuted by the run that breaks it.</summary>
    public static ObjectReport Sharpened(ReplicatedObject obj, ObjectReport report, GroupProperty broken, ReachedViolation violation)
    {
        bool isTold = false;
        return report with { Findings = report.Findings.Select(Sharpen).ToEquatable() };

        Finding Sharpen(Finding finding)
        {
            if (isTold || !Answers(obj, finding, broken))
                return finding;
            int index = finding.Clauses.Items.ToList().FindIndex(c => c.Verdict == Verdict.Unknown && (broken.Clause is null || Overlap(c.Span, broken.Clause.Span)));
            if (index < 0)
                return finding;
            isTold = true;
            ClauseFinding refuted = finding.Clauses[index] with { Verdict = Verdict.Refuted, Message = violation.Message, Trace = violation.Trace, Reason = "" };
            return finding with { Verdict = Verdict.Refuted, Message = violation.Message, Clauses = finding.Clauses.Items.SetItem(index, refuted).ToEquatable() };
        }
    }

    /// <summary>Whether one of the checks that answer the question is not proved.</summary>
    private static bool IsDoubted(ReplicatedObject obj, ObjectReport report, GroupProperty broken) =>
        report.Findings.Where(f => Answers(obj, f, broken)).Any(f => broken.Clause is { } clause ? f.Clauses.Any(c => Overlap(c.Span, clause.Span)) : f.Verdict != Verdict.Proved);

    private static bool Answers(ReplicatedObject obj, Finding finding, GroupProperty broken)
    {
        string merge = obj.Merge.Operation.Name;
        bool isOfMerge = broken.Operation == obj.Merge.Operation;
        return broken.Kind switch
        {
            CheckKind.Initial => finding.Kind == CheckKind.Initial,
            CheckKind.Safety => finding.Kind == CheckKind.Safety && finding.Operation == broken.Operation!.Name,
            CheckKind.Monotonicity => finding.Kind == (isOfMerge ? CheckKind.Lub : CheckKind.Monotonicity) && finding.Operation == broken.Operation!.Name,
            CheckKind.MergeLaws => finding.Kind == CheckKind.MergeLaws,
            CheckKind.Stability when isOfMerge => finding.Kind is CheckKind.Stability or CheckKind.ThirdReplica or CheckKind.Stale && finding.Operation == merge,
            CheckKind.Stability => finding.Kind is CheckKind.Stability or CheckKind.Remote && finding.Operation == broken.Operation!.Name,
            _ => false,
        };
    }

    private static bool Overlap(SourceSpan a, SourceSpan b) => a.Start <= b.End && b.Start <= a.End;
}
