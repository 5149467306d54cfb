using Sextant.Exploration.Replicas;
using Sextant.Model.Evaluation;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;

namespace Sextant.Cli.Opinions;

/// <summary>
/// Finds out about an object all that can be: it is proved or refuted, its replicas are run, and where proofs fail although no run
/// breaks anything, more is found out about its states, and the proofs are tried again with that.
/// </summary>
/// <param name="second">A second solver that is asked the same; null when one is enough.</param>
/// <param name="bounds">How much is run; null when nothing is, and only what proofs say is wanted.</param>
internal sealed class Inquiry(Verifier verifier, Verifier? second, OpinionBounds? bounds)
{
    /// <summary>Whether it is found out of each clause what it is for.</summary>
    public bool LeavesOut { get; init; }

    /// <summary>With how many other seeds of the solver each proof is asked again; zero for none.</summary>
    public int Seeds { get; init; }

    public Verifier Verifier => verifier;

    public Verifier? Second => second;

    /// <summary>Distinct states of what is run; null where nothing is.</summary>
    public long? MaxStates => bounds?.MaxStates;

    public Verification Of(ReplicatedObject obj, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        (Verification answer, ReplicatedObject known) = Answer(obj, progress, cancellation);
        if (LeavesOut)
            answer = verifier.WithUses(obj, known, answer, progress, cancellation);
        return Seeds > 0 ? verifier.WithSeeds(known, answer, Seeds, progress, cancellation) : answer;
    }

    /// <summary>What is found out, and of which object: the one that is asked about, perhaps with clauses that were derived.</summary>
    private (Verification Answer, ReplicatedObject Known) Answer(ReplicatedObject obj, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        Verification answer = Ask(obj, progress, cancellation);
        if (bounds is null || BeginsWrong(answer.Report) || !answer.Report.Findings.Any(f => !IsSettled(f) && f.Clauses.Any(c => IsDoubtful(obj, c))))
            return (answer, obj);
        Universe? universe = answer.Report.Findings.SelectMany(f => f.Clauses).Select(c => c.Universe).FirstOrDefault(u => u is not null);
        if (verifier.Strengthen(obj, o => BrokenInRuns(o, universe, cancellation), cancellation) is not { } strengthened)
            return (answer, obj);
        Verification again = Ask(strengthened.Object, progress, cancellation);
        return Failures(again.Report) < Failures(answer.Report) ? (again with { Report = again.Report with { Derived = strengthened.Clauses } }, strengthened.Object) : (answer, obj);
    }

    /// <summary>The names of the clauses that a few runs break, those of an object with constants in one universe.</summary>
    private static HashSet<string> BrokenInRuns(ReplicatedObject obj, Universe? universe, CancellationToken cancellation)
    {
        bool needsUniverse = ReplicaGroup.WhyNotAlone(obj) is not null;
        if (ReplicaGroup.WhyNot(obj) is not null || (universe is null && needsUniverse))
            return [];
        using var groups = new GroupSearches(obj, OpinionBounds.Few, needsUniverse ? universe : null, [], cancellation);
        return Runs.Of(obj, groups, reached => reached.Any()).Broken.Select(r => r.Question.Clause?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Runs begin at once, since proofs leave a processor idle whenever they wait for their solvers.</summary>
    private Verification Ask(ReplicatedObject obj, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        using Opinion? opinion = bounds is null ? null : new Opinion(obj, bounds, cancellation);
        opinion?.Begin();
        Verification answer = verifier.Verify(obj, progress, cancellation);
        if (second is not null)
            answer = answer with { Report = SolverAgreement.Of(answer.Report, second.Verify(obj, progress, cancellation).Report) };
        return opinion is null ? answer : answer with { Report = opinion.On(answer.Report) };
    }

    /// <summary>
    /// Whether it may be proved once more is known of the states: those that it fails in are known, and no run leads to them. Where nothing can
    /// be run that is only tried for those who did not say what relates replicas.
    /// </summary>
    private static bool IsDoubtful(ReplicatedObject obj, ClauseFinding clause) =>
        clause is { Verdict: Verdict.Unknown, Trace: not null } || (clause is { Verdict: Verdict.Refuted, NotTraced: not null } && (!obj.StatesReliance || obj.Merge.Operation.Requires.All(r => r.IsFree)));

    /// <summary>Of replicas that begin in states which the invariant excludes anything can be derived, and none of it helps.</summary>
    private static bool BeginsWrong(ObjectReport report) => report.Findings.Any(f => f is { Kind: CheckKind.Initial, Verdict: Verdict.Refuted });

    /// <summary>Whether a run breaks some clause of it: whatever is found out of the other clauses, it is not proved.</summary>
    private static bool IsSettled(Finding finding) => finding.Clauses.Any(c => c is { Verdict: Verdict.Refuted, NotTraced: null });

    private static int Failures(ObjectReport report) => report.Findings.Count(f => f.Verdict != Verdict.Proved);
}
