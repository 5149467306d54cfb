using Sextant.Model.Results;
using Sextant.Proof.Obligations;

namespace Sextant.Proof;

/// <summary>Asks what was proved again, with other seeds of the solver.</summary>
/// <param name="tellsSteps">Whether the solver says how many steps it took.</param>
internal sealed class SeededProofs(Questions questions, ObjectReport report, int seeds, bool tellsSteps, Action<IEnumerable<Action>> runAll, CancellationToken cancellation)
{
    private readonly HashSet<(CheckKind, string?, string?)> _proved =
        [.. report.Findings.Where(f => f.Verdict == Verdict.Proved).Select(f => (f.Kind, f.Operation, f.With))];

    /// <summary>In the order of the report. That there is an example of a state is no proof, and is left out.</summary>
    public EquatableArray<SeededProof> Find(IProgress<VerificationProgress>? progress)
    {
        int[] asked = [.. Enumerable.Range(0, questions.Obligations.Count).Where(i => questions.Obligations[i] is { Rule: { AsksForExample: false, OnlyWarns: false } } o && _proved.Contains(KeyOf(o)))];
        var answers = asked.ToDictionary(i => i, _ => new (bool IsProved, long Steps)[seeds]);
        int done = 0;
        runAll(asked.SelectMany(i => Enumerable.Range(0, seeds).Select(s => (Action)(() =>
        {
            // Seed 0 is the one that proved it.
            answers[i][s] = questions.Prover.ProvesWithSeed(questions.Obligations[i], i, s + 1, cancellation);
            progress?.Report(new VerificationProgress(Interlocked.Increment(ref done), asked.Length * seeds, $"seed {s + 1} of {seeds}"));
        }))));
        return asked.GroupBy(i => KeyOf(questions.Obligations[i])).Select(question =>
        {
            (bool IsProved, long Steps)[] bySeed = [.. Enumerable.Range(0, seeds).Select(s => (question.All(i => answers[i][s].IsProved), question.Sum(i => answers[i][s].Steps)))];
            (CheckKind kind, string? operation, string? with) = question.Key;
            return new SeededProof(kind, operation, with, seeds, bySeed.Count(b => b.IsProved), tellsSteps ? bySeed.Select(b => b.Steps).Order().ToEquatable() : []);
        }).ToEquatable();
    }

    private static (CheckKind, string?, string?) KeyOf(Obligation obligation) => (obligation.Kind, obligation.Subject.First?.Name, obligation.Subject.Second?.Name);
}
