using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Conflicts;
using Sextant.Proof.Derivation;
using Sextant.Proof.Encoding;
using Sextant.Proof.Mutation;
using Sextant.Proof.Obligations;
using Sextant.Proof.Smt;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Proof;

/// <summary>
/// Verifies replicated objects. One verifier serves many objects, one after the other, with the same solver processes.
/// </summary>
public sealed partial class Verifier(VerificationOptions options) : IDisposable
{
    private readonly SolverPool _pool = new(options.Solver, options.Parallelism);
    private readonly QueryLogs _logs = new(options.QueryLogDirectory, options.Solver.Kind);

    /// <summary>Discharges all obligations; findings stand in the order of the rules and of the text.</summary>
    /// <exception cref="ArgumentException">The published obligations are asked of replicas that send operations.</exception>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Verification Verify(ReplicatedObject obj, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        _pool.StartAgain();
        bool isFull = options.Obligations == ObligationSet.Full;
        Questions questions = QuestionsOf(obj, IsPairwise(obj), _logs.Begin(obj.Name), cancellation);
        (obj, Prover prover, IReadOnlyList<Obligation> stated) = questions;
        Obligation[] obligations = [.. stated];
        var clauses = new EquatableArray<ClauseFinding>[obligations.Length];
        int done = 0;
        Run(LargestFirst(obligations).Prepend(AxiomsAreAsked), i =>
        {
            if (i == AxiomsAreAsked)
            {
                _ = prover.Axioms;
                return;
            }

            clauses[i] = prover.Decide(obligations[i], i, cancellation);
            progress?.Report(new VerificationProgress(Interlocked.Increment(ref done), obligations.Length, $"{obligations[i].Kind.ToString().ToLowerInvariant()} of {obligations[i].Subject.Name}"));
        }, cancellation);

        var decided = obligations.Zip(clauses).ToLookup(d => d.First.Rule.OnlyWarns);
        IEnumerable<Finding> findings = ToFindings(obj, decided[false]);
        IEnumerable<Diagnostic> warnings = decided[true].SelectMany(d => d.Second).Select(c => ToWarning(c, obj));
        bool asFinding = isFull && obj.Theory.Axioms.Any(a => !a.IsDerived);
        IEnumerable<Finding> all = asFinding ? findings.Prepend(AxiomReport.ToFinding(prover.Axioms, obj)) : findings;
        return new Verification(new ObjectReport(obj.Name, all.ToEquatable()), (asFinding ? warnings : AxiomReport.ToWarnings(prover.Axioms, obj).Concat(warnings)).ToEquatable());
    }

    /// <summary>
    /// The object with what else is true of its replicas and may prove more of it; null where nothing is found. It is true as far as what
    /// the object says itself is.
    /// </summary>
    /// <param name="findBroken">Names clauses of an object that its replicas break when they run; none where they are not run.</param>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Strengthened? Strengthen(ReplicatedObject obj, Func<ReplicatedObject, IReadOnlySet<string>> findBroken, CancellationToken cancellation)
    {
        if (obj.Propagation is not Propagation.States)
            return null;
        _pool.StartAgain();
        QueryLog? log = _logs.Begin($"{obj.Name}-derivation");
        var strengthening = new Strengthening(obj, o => new Prover(o, _pool, options, log, cancellation), work => RunAll([.. work], cancellation), findBroken, cancellation);
        EquatableArray<Candidate> found = strengthening.Find();
        return found.Count == 0 ? null : new Strengthened(Strengthening.With(obj, found.Select(c => c with { Condition = c.Condition with { Name = c.Text } })), found.Select(c => new DerivedClause(c.Text, c.IsRelation)).ToEquatable());
    }

    /// <summary>The verification with what each clause of the object is for, found out by leaving it out, and with warnings about those that are for nothing.</summary>
    /// <param name="written">The object as it was written.</param>
    /// <param name="known">The object that was verified: the same, perhaps with clauses that were derived.</param>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Verification WithUses(ReplicatedObject written, ReplicatedObject known, Verification verification, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        _pool.StartAgain();
        bool isPairwise = IsPairwise(known);
        EquatableArray<ClauseUse> uses = new ClauseUses(written, known, verification.Report, QuestionsOf(known, isPairwise, log: null, cancellation), o => QuestionsOf(o, isPairwise, _logs.Begin($"{written.Name}-without"), cancellation), work => RunAll([.. work], cancellation), cancellation).Find(progress);
        return new Verification(verification.Report with { Uses = uses }, verification.Warnings.Concat(IdleReport.ToWarnings(uses, written)).ToEquatable());
    }

    /// <summary>The verification with how its proofs fare with other seeds of the solver.</summary>
    /// <param name="known">The object that was verified.</param>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Verification WithSeeds(ReplicatedObject known, Verification verification, int seeds, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        _pool.StartAgain();
        Questions questions = QuestionsOf(known, IsPairwise(known), _logs.Begin($"{known.Name}-seeds"), cancellation);
        EquatableArray<SeededProof> proofs = new SeededProofs(questions, verification.Report, seeds, options.Solver.Kind == SolverKind.Z3, work => RunAll([.. work], cancellation), cancellation).Find(progress);
        return verification with { Report = verification.Report with { Seeds = proofs } };
    }

    /// <summary>Why conflicts of this object cannot be told pair by pair, in words; null when they can.</summary>
    public static string? WhyNoConflicts(ReplicatedObject obj) => ConflictSearch.WhyNot(obj);

    /// <summary>The pairs of operations that may not run at the same time, whatever locks the object declares, with what they can be told apart by.</summary>
    /// <param name="obj">One of which <see cref="WhyNoConflicts"/> has nothing to say.</param>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public EquatableArray<Conflict> FindConflicts(ReplicatedObject obj, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        _pool.StartAgain();
        obj = obj.Propagation is Propagation.States ? PairRule.Prepare(obj) : obj;
        return new ConflictSearch(obj, o => new Prover(o, _pool, options, _logs.Begin($"{o.Name}-conflicts"), cancellation), work => RunAll([.. work], cancellation), cancellation).Find(progress);
    }

    private bool IsPairwise(ReplicatedObject obj) => options.Obligations == ObligationSet.Full && PairRule.AppliesTo(obj);

    private Questions QuestionsOf(ReplicatedObject obj, bool isPairwise, QueryLog? log, CancellationToken cancellation)
    {
        bool isFull = options.Obligations == ObligationSet.Full;
        if (!isFull && obj.Propagation is Propagation.Operations)
            throw new ArgumentException("the published obligations are about replicas that send states", nameof(obj));
        obj = isPairwise ? PairRule.Prepare(obj) : isFull ? Replicas.Introduce(PairRule.WithoutPairs(obj)) : PairRule.WithoutPairs(obj);
        IReadOnlyList<ObligationRule> rules = obj.Propagation is Propagation.Operations ? RuleSets.OfOperations(obj) : isPairwise ? RuleSets.Pairwise(obj) : isFull ? RuleSets.Full(obj) : RuleSets.Published;
        var prover = new Prover(obj, _pool, options, log, cancellation);
        return new Questions(obj, prover, [.. rules.SelectMany(r => r.Subjects(obj).Select(s => prover.State(r, s)))]);
    }

    private void RunAll(Action[] work, CancellationToken cancellation) => Run(Enumerable.Range(0, work.Length), i => work[i](), cancellation);

    private static Diagnostic ToWarning(ClauseFinding clause, ReplicatedObject obj) =>
        new(new DiagnosticCode(clause.Code, Severity.Warning, clause.Message), obj.Source.Path, obj.Source, clause.Span, clause.Message, clause.Help, []);

    /// <summary>Several rules may answer one question, and together are one finding.</summary>
    private static IEnumerable<Finding> ToFindings(ReplicatedObject obj, IEnumerable<(Obligation Obligation, EquatableArray<ClauseFinding> Clauses)> decided)
    {
        foreach (var question in decided.GroupBy(d => (d.Obligation.Kind, d.Obligation.Subject)))
        {
            ClauseFinding[] clauses = [.. question.SelectMany(q => q.Clauses)];
            Verdict verdict = Verdicts.Worst(clauses.Select(c => c.Verdict));
            string message = verdict == Verdict.Proved ? question.First().Obligation.WhenItHolds : clauses.First(c => c.Verdict == verdict).Message;
            (Operation? first, Operation? second) = (question.Key.Subject.First, question.Key.Subject.Second);
            yield return new Finding(question.Key.Kind, first?.Name, second?.Name, verdict, message, first?.NameSpan ?? obj.Place, clauses.ToEquatable());
        }
    }

    /// <summary>Stands among the indices of obligations for the question whether the axioms can hold.</summary>
    private const int AxiomsAreAsked = -1;

    private void Run(IEnumerable<int> work, Action<int> act, CancellationToken cancellation)
    {
        try
        {
            var order = Partitioner.Create(work, EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation }, act);
        }
        catch (AggregateException several)
        {
            // One cause is enough; the others are the same failure met by other threads.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    public void Dispose() => _pool.Dispose();

    /// <summary>Long work is begun early, so that no core waits for it at the end.</summary>
    private static ImmutableArray<int> LargestFirst(Obligation[] obligations) =>
        [.. Enumerable.Range(0, obligations.Length).OrderByDescending(i => GoalPoint.Of(obligations[i].Script).Length)];
}
