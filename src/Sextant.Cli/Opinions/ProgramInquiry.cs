using Sextant.Cli.Inputs;
using Sextant.Exploration.Apps;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Opinions;

/// <summary>
/// Finds out about the programs of a file what holds for any number of clients: it is proved, and the clients that the file declares are
/// run. What a run breaks must not be proved; what a proof leaves open and a run breaks is refuted by that run.
/// </summary>
/// <param name="isPublished">Whether only the published obligations are asked, which know nothing of programs.</param>
internal sealed class ProgramInquiry(Inquiry inquiry, bool isPublished)
{
    /// <summary>Runs of programs have many states that differ in nothing that is asked about.</summary>
    private const int StatesFactor = 10;

    private const string NoRuns = "no client is declared to be run with it, within `bounds`";

    public bool Asks(AtomicObject obj) => !isPublished && Verifier.IsAsked(obj);

    public bool Asks(DistributedApp app) => !isPublished && Verifier.IsAsked(app);

    public bool AsksOf(Specification specification) => specification.Atomic.Any(Asks) || specification.Apps.Any(Asks);

    /// <exception cref="Proof.Smt.SolverUnavailableException">The solver is missing or cannot be run.</exception>
    public IEnumerable<ObjectReport> Of(Specification specification, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        if (!AsksOf(specification) || specification.Source is not { } source)
            return [];
        Run[] runs = inquiry.MaxStates is { } states ? [.. specification.Apps.Select(a => RunOf(a, states * StatesFactor, cancellation)).OfType<Run>()] : [];
        List<ObjectReport> reports = [];
        foreach (AtomicObject obj in specification.Atomic.Where(Asks))
        {
            EquatableArray<SourceSpan> asked = [.. obj.Properties.Select(p => p.Span), .. obj.Refinements.Select(r => r.Span)];
            Run? run = runs.FirstOrDefault(r => r.App.ObjectTypes.Any(t => t.NameSpan == obj.NameSpan));
            reports.AddRange(Both(v => v.Verify(obj, source, progress, cancellation)).Select(r => Compared(r, asked, run)));
        }

        foreach (DistributedApp app in specification.Apps.Where(Asks))
        {
            EquatableArray<SourceSpan> asked = [.. app.Properties.Select(p => p.Span), .. app.ObjectTypes.SelectMany(t => t.Properties).Select(p => p.Span)];
            reports.AddRange(Both(v => [v.Verify(app, progress, cancellation)]).Select(r => Compared(r, asked, Array.Find(runs, run => run.App == app))));
        }

        return reports;
    }

    private IEnumerable<ObjectReport> Both(Func<Verifier, IEnumerable<ObjectReport>> ask) => inquiry.Second is { } second
        ? ask(inquiry.Verifier).Zip(ask(second), SolverAgreement.Of)
        : ask(inquiry.Verifier);

    /// <param name="asked">Where the text states what the report is about.</param>
    private ObjectReport Compared(ObjectReport report, EquatableArray<SourceSpan> asked, Run? run)
    {
        if (inquiry.MaxStates is null)
            return report;
        if (run is null)
            return report with { SecondOpinion = new SecondOpinion.None(NoRuns) };
        ExploredProperty[] broken = [.. run.Report.Properties.Where(p => p is { Kind: "always", Verdict: Verdict.Refuted, Place: { } place } && asked.Contains(place))];
        string[] contradictions = report.Verdict == Verdict.Proved ? [.. broken.Select(b => $"`{b.Name}` breaks when clients run, and it is proved")] : [];
        ExploredProperty? shortest = broken.MinBy(b => b.Actions.Count);
        var opinion = new SecondOpinion.Searched(run.Clients, run.Report.States, run.Report.IsComplete, shortest?.Trace is { } trace ? new ReachedViolation($"`{shortest.Name}` breaks", trace) : null, contradictions.ToEquatable()) { IsOfClients = true };
        return report with { Findings = contradictions.Length > 0 ? report.Findings : broken.Aggregate(report.Findings, Refuted), SecondOpinion = opinion };
    }

    /// <summary>The findings with the run in the place of the first step that leaves the clause open; as a finding of its own where none does.</summary>
    private static EquatableArray<Finding> Refuted(EquatableArray<Finding> findings, ExploredProperty property)
    {
        string message = $"clients break `{property.Name}` when they run";
        SourceSpan place = property.Place!.Value;
        var clause = new ClauseFinding(FindingCodes.Induction, Verdict.Refuted, place, message, property.Trace, "", "mend what clients do, or what is asked");
        int open = findings.Items.ToList().FindIndex(f => f.Clauses.Any(c => c.Span == place));
        if (open < 0)
            return [.. findings, new Finding(CheckKind.Safety, null, null, Verdict.Refuted, message, place, [clause])];
        Finding refuted = findings[open] with { Verdict = Verdict.Refuted, Message = message, Clauses = [.. findings[open].Clauses.Select(c => c.Span == place ? clause : c)] };
        return [.. findings.Select((f, i) => i == open ? refuted : f)];
    }

    private sealed record Run(DistributedApp App, int Clients, ExplorationReport Report);

    /// <summary>Null where the app cannot be run.</summary>
    private static Run? RunOf(DistributedApp app, long maxStates, CancellationToken cancellation)
    {
        if (app.Clients.Count == 0 || AppBounds.Of(app) is not { } bounds)
            return null;
        var machine = new AppMachine(app);
        if (machine.Clients.Count > AppBounds.MaxClients || AppModel.QuestionsOf(machine) > AppModel.MaxQuestions)
            return null;
        var report = new AppReport(app, bounds, BangMeaning.PullAgain) { MaxLivenessStates = 0 };
        SearchResult result = new BreadthFirst(report.Model, bounds.Within(new SearchBounds(MaxStates: maxStates)), goal: SearchGoal.EveryProperty).Run(cancellation);
        return new Run(app, machine.Clients.Count, report.Of(result, [], "", seed: null, cancellation));
    }
}
