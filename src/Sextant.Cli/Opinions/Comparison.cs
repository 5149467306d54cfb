using Sextant.Exploration.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Opinions;

/// <summary>
/// Compares what was proved of an object with what its replicas do when they run. Each proof assumes only what all steps before
/// keep, and a run ends with the first step that breaks something of that, so that the checks of that step alone must have failed.
/// </summary>
internal static class Comparison
{
    /// <summary>Sentences that say where the two cannot both be right; none when they can.</summary>
    public static IEnumerable<string> Contradictions(ReplicatedObject obj, ObjectReport report, Runs runs)
    {
        foreach (Reached reached in runs.Broken.Where(r => r.IsAnswer && !IsDoubted(report, r.Question)))
            yield return $"{ViolationText.Of(obj, reached.Question)} when it runs, and all that excludes this is proved";
        foreach (Operation ran in runs.Ran)
        {
            if (report.Findings.Any(f => f.Kind == CheckKind.Vacuity && f.Operation == ran.Name && f.Verdict == Verdict.Refuted))
                yield return $"`{ran.Name}` runs, and it is refuted that it ever can";
        }

        foreach (ClauseFinding clause in report.Findings.SelectMany(f => f.Clauses).Where(c => c.Reason.StartsWith("the candidate did not replay", StringComparison.Ordinal)))
            yield return $"the solver has a counterexample that cannot be run: {clause.Message} ({clause.Reason})";
    }

    /// <summary>Whether the check that answers the question asks it of this clause.</summary>
    public static bool Answers(Finding finding, ClauseFinding clause, GroupProperty question) =>
        IsAbout(finding, question) && (question.Clause is null || Overlap(clause.Span, question.Clause.Span));

    /// <summary>Whether the check that answers the question is not proved, or what escrows say, on which all proofs rest.</summary>
    private static bool IsDoubted(ObjectReport report, GroupProperty question) =>
        report.Findings.Any(f => f.Kind == CheckKind.Escrow && f.Verdict != Verdict.Proved)
        || report.Findings.Any(f => f.Verdict != Verdict.Proved && (IsAboutEveryTwo(question) ? f.With is not null : f.Clauses.Any(c => Answers(f, c, question))));

    private static bool IsAbout(Finding finding, GroupProperty question) =>
        !IsAboutEveryTwo(question) && finding.Kind == question.Kind && finding.Operation == question.Operation?.Name && finding.With == question.With?.Name;

    /// <summary>
    /// That operations arrive only where they may run, that replicas which have seen the same are alike, and that what any merge yields satisfies the invariant, follows
    /// from the answers about each two operations.
    /// </summary>
    private static bool IsAboutEveryTwo(GroupProperty question) => question is { Kind: CheckKind.Commutativity or CheckKind.Precondition or CheckKind.Stability, Operation: null };

    private static bool Overlap(SourceSpan a, SourceSpan b) => a.Start <= b.End && b.Start <= a.End;
}
