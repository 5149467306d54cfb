using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Obligations;
using Sextant.Proof.Programs;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Proof;

public sealed partial class Verifier
{
    private const string IsNoRefutation = "a counterexample to induction: nobody knows whether a run comes to the state before the step";

    /// <summary>Whether something is asked of an atomic object's methods that a proof can answer.</summary>
    public static bool IsAsked(AtomicObject obj) => obj.Properties.Any(p => p.Kind != PropertyKind.Sometimes) || obj.Refinements.Any(r => r.Relation is not null);

    /// <summary>Whether an app gives an invariant, which is to be proved for any number of clients.</summary>
    public static bool IsAsked(DistributedApp app) => app.Properties.Any(p => p.Kind == PropertyKind.Invariant);

    /// <summary>
    /// Proves what is asked of every committed state of an atomic object and of every step between two, whoever calls what how often; and
    /// each relation to another object by which it is said to refine that one, in a report of its own. A step that leads out of what is assumed leaves the answer unknown.
    /// </summary>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<ObjectReport> Verify(AtomicObject obj, SourceText source, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        if (obj.Properties.Any(p => p.Kind != PropertyKind.Sometimes))
            yield return Verify(obj.Name, obj.NameSpan, () => MethodSteps.Of(obj, source), progress, cancellation);
        foreach (Refinement refinement in obj.Refinements.Where(r => r.Relation is not null))
            yield return Verify($"{obj.Name} refines {refinement.Abstract.Name}", refinement.Span, () => MethodSteps.Of(obj, refinement, source), progress, cancellation);
    }

    /// <summary>Proves the invariant of an app, and what else must always hold, for any number of clients and calls, whatever fails.</summary>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ObjectReport Verify(DistributedApp app, IProgress<VerificationProgress>? progress, CancellationToken cancellation) =>
        Verify(app.Name, app.NameSpan, () => AppSteps.Of(app), progress, cancellation);

    private ObjectReport Verify(string name, SourceSpan place, Func<ProvableProgram> make, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        ProvableProgram program;
        try
        {
            program = make();
        }
        catch (NotProvableException e)
        {
            var clause = new ClauseFinding(FindingCodes.Induction, Verdict.Unknown, e.Place == default ? place : e.Place, "undecided: whether its steps keep what is asked", null, e.Message, "`sextant explore` runs clients within bounds");
            return new ObjectReport(name, [new Finding(CheckKind.Safety, null, null, Verdict.Unknown, clause.Message, place, [clause])]);
        }

        _pool.StartAgain();
        var prover = new Prover(program.System, _pool, options, _logs.Begin(name), cancellation);
        ObligationRule[] rules = [new InitialRule(), new StepRule(program.RelationsOfStep)];
        Obligation[] obligations = [.. rules.SelectMany(r => r.Subjects(program.System).Select(s => prover.State(r, s)))];
        var clauses = new EquatableArray<ClauseFinding>[obligations.Length];
        int done = 0;
        Run(LargestFirst(obligations), i =>
        {
            clauses[i] = prover.Decide(obligations[i], i, cancellation).Select(c => obligations[i].Rule is StepRule ? Undecided(c) : c).ToEquatable();
            progress?.Report(new VerificationProgress(Interlocked.Increment(ref done), obligations.Length, $"{obligations[i].Kind.ToString().ToLowerInvariant()} of {obligations[i].Subject.Name}"));
        }, cancellation);
        return new ObjectReport(name, ToFindings(program.System, obligations.Zip(clauses)).ToEquatable());
    }

    private static ClauseFinding Undecided(ClauseFinding clause) => clause.Verdict == Verdict.Refuted ? clause with { Verdict = Verdict.Unknown, Reason = IsNoRefutation } : clause;
}
