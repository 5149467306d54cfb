using System.Globalization;
using Sextant.Model.Results;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;
using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>
/// Looks for counterexamples to goals that were not proved. Each search begins with a reset, after which a solver knows
/// nothing of what it did before; so a counterexample is the same in every run, whatever ran first.
/// </summary>
internal sealed class Refuter(AxiomConsistency axioms, PolymorphicInstances instances, SolverPool pool, long resourceLimit, QueryLog? log)
{
    private const string Simpler = "split the condition, or state it without nested quantifiers";

    /// <summary>What may help besides a simpler condition; raising a limit where that one was met.</summary>
    private static string HelpFor(UnknownCause cause) => cause switch
    {
        UnknownCause.TimeLimit => $"{Simpler}, or raise --timeout",
        UnknownCause.MemoryLimit => $"{Simpler}; a larger --rlimit or --timeout does not help",
        _ => $"{Simpler}, or raise --rlimit",
    };

    /// <summary>A small part of the limit shows where the effort goes.</summary>
    private const int ProfileDivisor = 40;

    private const string NoModelOfSums = "no small world refutes it, and the solver knows only some facts about the sums that it speaks of";

    private readonly TheoryEncoder _theory = new(axioms.Remaining, instances);
    private readonly TheoryEncoder _example = new(axioms.Example, instances);
    private readonly BoundedSearch _search = new(axioms.Example, instances, resourceLimit, log);

    private readonly QuantifierDiagnosis _diagnosis = new(axioms.Remaining, instances, pool, Prover.Part(resourceLimit, ProfileDivisor), log);

    /// <summary>Whether the prover proves the goal when it spares no effort; asked of what no small world refutes.</summary>
    public required Func<SolverSession, OpenGoal, CancellationToken, bool> ProvesAgain { private get; init; }

    /// <summary>Whether the prover proves the goal with a little more effort than before; asked of what the smallest worlds do not refute.</summary>
    public required Func<SolverSession, OpenGoal, CancellationToken, bool> ProvesSooner { private get; init; }

    /// <summary>Null when there is no model in which the goal fails, and it is proved after all.</summary>
    public ClauseFinding? Refute(OpenGoal open, CancellationToken cancellation)
    {
        SolverSession session = pool.Rent(cancellation);
        try
        {
            return Refute(session, open, cancellation);
        }
        finally
        {
            pool.Return(session);
        }
    }

    /// <summary>Null when all that the obligation assumes can hold at once; refuted when it cannot.</summary>
    public ClauseFinding? FindExample(OpenGoal open, CancellationToken cancellation)
    {
        SolverSession session = pool.Rent(cancellation);
        try
        {
            if (_search.Find(session, open, isSettled: () => false, cancellation) is not null)
                return null;
            CheckAnswer answer = AskForModel(session, open, cancellation);
            return answer.Status switch
            {
                SatStatus.Sat when open.Goal.AllSumFacts.Length > 0 => Undecided(open, NoModelOfSums),
                SatStatus.Sat => null,
                SatStatus.Unknown => Undecided(open, answer, cancellation),
                _ => new ClauseFinding(open.Obligation.Rule.Code, Verdict.Refuted, open.Goal.Clause.Span, Message(open) + LeftOut(), null, "", open.Obligation.Rule.Help(open.Obligation.Subject)),
            };
        }
        finally
        {
            pool.Return(session);
        }
    }

    private ClauseFinding? Refute(SolverSession session, OpenGoal open, CancellationToken cancellation)
    {
        bool isProved = false;
        FiniteScope? scope = _search.Find(session, open, () => isProved = ProvesSooner(session, open, cancellation), cancellation);
        if (isProved)
            return null;
        if (scope is null && session.IsAlive && ProvesAgain(session, open, cancellation))
            return null;
        CheckAnswer answer = scope is null ? AskForModel(session, open, cancellation) : CheckAnswer.Sat;
        if (answer.Status == SatStatus.Unsat)
            return null;
        if (answer.Status == SatStatus.Unknown)
            return Undecided(open, answer, cancellation);
        if (scope is null && open.Goal.AllSumFacts.Length > 0)
            return Undecided(open, NoModelOfSums);
        Trace? trace = new CounterexampleReader(session, axioms.Remaining, _theory.Sorts, scope).Read(open.Goal, ClauseOf(open.Goal), cancellation);
        if (trace is null)
            return Undecided(open, "the solver found a model and could not show it");
        return Replay(session, open, scope, cancellation) switch
        {
            ReplayResult.Contradicted contradicted => Undecided(open, $"the candidate did not replay: {contradicted.Reason}"),
            ReplayResult.NotExecutable notExecutable => Refuted(open, trace) with { NotReplayed = notExecutable.Reason },
            ReplayResult.Confirmed confirmed => Refuted(open, trace) with { Universe = confirmed.Universe, States = confirmed.States },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Values found in no small world may be of any form, and are not read back.</summary>
    private ReplayResult Replay(SolverSession session, OpenGoal open, FiniteScope? scope, CancellationToken cancellation) => scope is null
        ? new ReplayResult.NotExecutable("it was found in no small world")
        : Counterexamples.Replay.Run(axioms.Example, open, () => new ConcreteValues(session, axioms.Example, scope, cancellation));

    private ClauseFinding Refuted(OpenGoal open, Trace trace) => new(open.Obligation.Rule.Code, Verdict.Refuted, open.Goal.Clause.Span,
        Message(open) + LeftOut(), trace, "", open.Obligation.Rule.Help(open.Obligation.Subject));

    /// <summary>Where matching, or the limit on it, is what kept the solver from an answer, it is said which quantifiers it went into.</summary>
    private ClauseFinding Undecided(OpenGoal open, CheckAnswer answer, CancellationToken cancellation)
    {
        ClauseFinding finding = Undecided(open, answer.Reason) with { Help = HelpFor(answer.Cause) };
        if (answer.Cause is not (UnknownCause.Incomplete or UnknownCause.ResourceLimit))
            return finding;
        EquatableArray<QuantifierUse> quantifiers = _diagnosis.Of(open, cancellation);
        return finding with { Quantifiers = quantifiers, Help = QuantifierDiagnosis.Help(quantifiers, answer.Cause) ?? finding.Help };
    }

    /// <summary>What is said of a goal that is neither proved nor refuted.</summary>
    public ClauseFinding Undecided(OpenGoal open, string reason) =>
        new(open.Obligation.Rule.Code, Verdict.Unknown, open.Goal.Clause.Span, $"undecided: whether {Message(open)}", null, reason, HelpFor(UnknownCause.None));

    /// <summary>The axioms, without those that contradict others, and all else that queries start with.</summary>
    public string Prelude => _theory.Prelude;

    private string ClauseOf(Goal goal) => ClauseText.Of(axioms.Remaining.Source, goal.Clause.Span);

    private string Message(OpenGoal open) => open.Obligation.Rule.WhenItFails(open.Obligation.Subject, open.Goal, ClauseOf(open.Goal));

    /// <summary>
    /// The question as it stands, with models, for what no small world answers. Definitions chosen for functions may help to a
    /// model, and never to a proof.
    /// </summary>
    private CheckAnswer AskForModel(SolverSession session, OpenGoal open, CancellationToken cancellation)
    {
        CheckAnswer answer = AskForModel(session, open, _theory.Prelude, "model", cancellation);
        if (answer.Status != SatStatus.Unknown || ReferenceEquals(axioms.Remaining, axioms.Example) || !session.IsAlive)
            return answer;
        return AskForModel(session, open, _example.Prelude, "example", cancellation) is { Status: SatStatus.Sat } sat ? sat : answer;
    }

    private CheckAnswer AskForModel(SolverSession session, OpenGoal open, string prelude, string name, CancellationToken cancellation)
    {
        string[] commands = [prelude, .. open.Point.Known, open.Goal.LastTry];
        log?.Write($"{open.Name}-{name}", Instantiation.ModelBased, resourceLimit, commands);
        session.Reset(Instantiation.ModelBased, resourceLimit, seed: 0);
        session.SendAll(commands);
        CheckAnswer answer = session.Check(cancellation);
        SolverDefectException.ThrowIf(answer);
        return answer;
    }

    private string LeftOut()
    {
        int[] lines = [.. axioms.LeftOut.Select(a => axioms.Remaining.Source.PositionOf(a.Span.Start).Line)];
        return lines.Length == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" (shown without the contradictory axiom{(lines.Length == 1 ? "" : "s")} on line{(lines.Length == 1 ? "" : "s")} {string.Join(", ", lines)})");
    }
}
