using Sextant.Model.Expressions;
using Sextant.Model.Lints;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Obligations;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Mutation;

/// <summary>
/// Finds out what each clause of an object is for: it is left out, and every question whose text that changes is asked again. What is still
/// proved did not need the clause.
/// </summary>
/// <param name="written">The object as it was written, from which clauses are left out.</param>
/// <param name="known">The object that was proved, which may have more clauses.</param>
/// <param name="before">All questions about the object that was proved.</param>
/// <param name="questionsOf">States the same questions, in the same order, about another object.</param>
/// <param name="runAll">Does pieces of work, side by side or not.</param>
internal sealed class ClauseUses(ReplicatedObject written, ReplicatedObject known, ObjectReport report, Questions before, Func<ReplicatedObject, Questions> questionsOf, Action<IEnumerable<Action>> runAll, CancellationToken cancellation)
{
    /// <summary>What is not proved anyhow.</summary>
    private readonly HashSet<(CheckKind, string?, string?, SourceSpan)> _open =
        [.. report.Findings.SelectMany(f => f.Clauses.Select(c => (f.Kind, f.Operation, f.With, c.Span)))];

    public EquatableArray<ClauseUse> Find(IProgress<VerificationProgress>? progress)
    {
        Trial[] trials = [.. new Mutants(written, known).All().Select(m => new Trial(m, questionsOf(m.Object)))];
        (Trial Trial, int Question)[] asked = [.. trials.SelectMany(t => Enumerable.Range(0, before.Obligations.Count).Where(i => IsAskedAgain(t, i)).Select(i => (t, i)))];
        int done = 0;
        runAll(asked.Select(a => (Action)(() =>
        {
            a.Trial.Lost[a.Question] = Decide(a.Trial, a.Question);
            progress?.Report(new VerificationProgress(Interlocked.Increment(ref done), asked.Length, $"without {Text(a.Trial.Mutant)}"));
        })));

        ILookup<SourceSpan, Trial> keeping = trials.Where(t => t.Mutant.Role == ClauseRole.Precondition).SelectMany(t => t.Lost.Values.SelectMany(l => l).Select(c => (c.Span, Trial: t))).ToLookup(c => c.Span, c => c.Trial);
        var uses = new ClauseUse[trials.Length];
        runAll(trials.Select((t, i) => (Action)(() => uses[i] = Use(t, keeping[t.Mutant.Clause.Span]))));
        return uses.ToEquatable();
    }

    /// <summary>
    /// Only where the question is another one now. That there is an example of a state cannot become false when less is asked of it; and what is
    /// asked of old states may rest on what all operations do.
    /// </summary>
    private bool IsAskedAgain(Trial trial, int question)
    {
        Obligation obligation = before.Obligations[question];
        if (obligation.Rule.AsksForExample || obligation.Rule.OnlyWarns)
            return false;
        return obligation.Rule is StaleRule || !trial.Questions.AsksTheSame(before, question);
    }

    /// <summary>The clauses that are not proved any more.</summary>
    private ClauseFinding[] Decide(Trial trial, int question)
    {
        Obligation obligation = trial.Questions.Obligations[question];
        return [.. trial.Questions.Prover.Decide(obligation, question, cancellation).Where(c => !_open.Contains((obligation.Kind, obligation.Subject.First?.Name, obligation.Subject.Second?.Name, c.Span)))];
    }

    private ClauseUse Use(Trial trial, IEnumerable<Trial> keeping)
    {
        Mutant mutant = trial.Mutant;
        EquatableArray<LostProof> breaks = trial.Lost.Where(l => l.Value.Length > 0).OrderBy(l => l.Key)
            .Select(l => (before.Obligations[l.Key].Subject, before.Obligations[l.Key].Kind, Worst: l.Value.MaxBy(c => c.Verdict)!))
            .Select(l => new LostProof(l.Kind, l.Subject.First?.Name, l.Subject.Second?.Name, l.Worst.Verdict, l.Worst.Message))
            .DistinctBy(l => (l.Kind, l.Operation, l.With)).ToEquatable();
        EquatableArray<string> keptBy = mutant.Role != ClauseRole.Precondition ? keeping.Select(k => k.Mutant.Operation!.Name).Distinct(StringComparer.Ordinal).ToEquatable() : [];
        return new ClauseUse(mutant.Role, mutant.Operation?.Name, mutant.Span, Text(mutant), breaks, keptBy, breaks.Count > 0 || keptBy.Count > 0 ? null : Idle(trial));
    }

    private string? Idle(Trial trial) => trial.Mutant.Role != ClauseRole.Precondition ? IdleInvariant(trial)
        : GuardsRead(trial.Mutant) ? null : "is not needed for any proof";

    /// <summary>Nothing is proved of what a read yields where nothing stands; a condition that keeps it from happening is of use all the same.</summary>
    private bool GuardsRead(Mutant mutant) => known.Notation == Notation.Sextant && DoubtfulReads.Of(mutant.Object).Length > DoubtfulReads.Of(known).Length;

    /// <summary>An invariant is there for its own sake, unless nothing that anybody could write in a body would break it.</summary>
    private string? IdleInvariant(Trial trial)
    {
        Clause part = trial.Mutant.Clause with { Condition = trial.Mutant.Part };
        if (trial.Questions.Prover.Proves(trial.Questions.State(new FollowsRule(part, trial.Mutant.Role == ClauseRole.ConcurrencyInvariant), Subject.Whole), $"follows-{part.Span.Start}", cancellation))
            return "follows from the other clauses and the types";
        HashSet<Symbol> changing = [.. known.Operations.SelectMany(o => o.Modifies)];
        return ExprWalk.All(part.Condition).OfType<Expr.Reference>().Any(r => changing.Contains(r.Symbol)) ? null : "speaks of nothing that an operation changes";
    }

    private string Text(Mutant mutant) => ClauseText.Of(known.Source, mutant.Span);

    /// <param name="Lost">By the number of the question, the clauses that are not proved any more.</param>
    private sealed record Trial(Mutant Mutant, Questions Questions)
    {
        public System.Collections.Concurrent.ConcurrentDictionary<int, ClauseFinding[]> Lost { get; } = new();
    }
}
