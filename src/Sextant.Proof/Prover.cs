using System.Collections.Immutable;
using System.Globalization;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;
using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>
/// Decides the obligations of one object. A goal is first asked by patterns only, in a process that is used again and
/// again; what is not proved so is asked once more in a process without history, with models, so that a counterexample is
/// the same in every run.
/// </summary>
internal sealed class Prover(ReplicatedObject obj, TheoryEncoder theory, ImmutableArray<string> refutationPrelude, SolverPool pool, VerificationOptions options, QueryLog? log)
{
    /// <summary>A refutation searches for a model, which takes more steps than a proof by matching.</summary>
    private const int RefutationFactor = 4;

    private readonly string _prelude = theory.Prelude;

    public Finding Decide(Obligation obligation, int number, CancellationToken cancellation)
    {
        ImmutableArray<GoalPoint> points = GoalPoint.Of(obligation.Script);
        string name = string.Create(CultureInfo.InvariantCulture, $"{number:000}-{obligation.Kind}-{obligation.Operation.Name}");
        List<(GoalPoint Point, Goal Goal, string Name)> open = FindUnproved(points, name, cancellation);
        var clauses = new List<ClauseFinding>();
        foreach ((GoalPoint point, Goal goal, string goalName) in open)
        {
            if (Refute(obligation, point, goal, goalName, cancellation) is { } finding)
                clauses.Add(finding);
        }

        Verdict verdict = Verdicts.Worst(clauses.Select(c => c.Verdict));
        string message = verdict == Verdict.Proved ? obligation.WhenItHolds : clauses.First(c => c.Verdict == verdict).Message;
        return new Finding(obligation.Kind, obligation.Operation.Name, null, verdict, message, obligation.Operation.NameSpan, clauses.ToEquatable());
    }

    /// <summary>The goals that matching does not prove, in order. A session that dies is replaced, and its goal left open.</summary>
    private List<(GoalPoint, Goal, string)> FindUnproved(ImmutableArray<GoalPoint> points, string name, CancellationToken cancellation)
    {
        var open = new List<(GoalPoint, Goal, string)>();
        SolverSession session = pool.Rent(cancellation);
        try
        {
            Conversation conversation = Begin(session);
            for (int i = 0; i < points.Length; i++)
            {
                GoalPoint point = points[i];
                string pointName = string.Create(CultureInfo.InvariantCulture, $"{name}-{i:00}");
                if (!session.IsAlive)
                {
                    pool.Return(session);
                    session = pool.Rent(cancellation);
                    conversation = Begin(session);
                }

                conversation.Tell(point.Known);
                if (point.Goals.Count > 1 && Holds(conversation, point, AllFail(point.Goals), $"{pointName}-all", cancellation))
                    continue;
                for (int g = 0; g < point.Goals.Count; g++)
                {
                    string goalName = string.Create(CultureInfo.InvariantCulture, $"{pointName}-{g:00}");
                    if (!session.IsAlive || !Holds(conversation, point, point.Goals[g].Negation, goalName, cancellation))
                        open.Add((point, point.Goals[g], goalName));
                }
            }
        }
        finally
        {
            pool.Return(session);
        }

        return open;
    }

    private Conversation Begin(SolverSession session)
    {
        session.Reset(Instantiation.PatternsOnly, options.ResourceLimit, seed: 0);
        session.Send(_prelude);
        return new Conversation(session);
    }

    private bool Holds(Conversation conversation, GoalPoint point, string negation, string name, CancellationToken cancellation)
    {
        log?.Write(name, Instantiation.PatternsOnly, [_prelude, .. point.Known, negation]);
        CheckAnswer answer = conversation.Ask(negation, cancellation);
        SolverDefectException.ThrowIf(answer);
        return answer.Status == SatStatus.Unsat;
    }

    private static string AllFail(EquatableArray<Goal> goals) => $"(assert (not (and {string.Join(' ', goals.Select(g => g.Condition))})))\n";

    /// <summary>Looks for a model in which the goal fails; null when there is none, and the goal is proved after all.</summary>
    private ClauseFinding? Refute(Obligation obligation, GoalPoint point, Goal goal, string name, CancellationToken cancellation)
    {
        log?.Write($"{name}-model", Instantiation.ModelBased, [.. refutationPrelude, .. point.Known, goal.Negation]);
        using SolverSession session = pool.StartFresh();
        session.Reset(Instantiation.ModelBased, options.ResourceLimit * RefutationFactor, seed: 0);
        foreach (string chunk in refutationPrelude)
            session.Send(chunk);
        foreach (string chunk in point.Known)
            session.Send(chunk);
        session.Send(goal.Negation);
        CheckAnswer answer = session.Check(cancellation);
        SolverDefectException.ThrowIf(answer);
        if (answer.Status == SatStatus.Unsat)
            return null;

        string clause = ClauseText.Of(obj.Source, goal.Clause.Span);
        string message = obligation.Rule.WhenItFails(obligation.Operation, goal, clause);
        string help = obligation.Rule.Help(obligation.Operation);
        if (answer.Status == SatStatus.Unknown)
            return new ClauseFinding(obligation.Rule.Code, Verdict.Unknown, goal.Clause.Span, $"undecided: whether {message}", null, answer.Reason, UndecidedHelp);
        Trace? trace = new CounterexampleReader(session, obj, theory.NewTerms().Sorts).Read(goal, clause, cancellation);
        return trace is null
            ? new ClauseFinding(obligation.Rule.Code, Verdict.Unknown, goal.Clause.Span, $"undecided: whether {message}", null, "the solver found a model and could not show it", UndecidedHelp)
            : new ClauseFinding(obligation.Rule.Code, Verdict.Refuted, goal.Clause.Span, message, trace, "", help);
    }

    private const string UndecidedHelp = "split the condition, state it without nested quantifiers, or raise --rlimit";
}
