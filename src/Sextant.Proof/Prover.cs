using System.Collections.Immutable;
using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Derivation;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;
using Sextant.Proof.Smt;
using Sextant.Syntax.Text;

namespace Sextant.Proof;

/// <summary>
/// Decides the obligations of one object. A goal is first asked by patterns only, everything that the goals share being
/// told once; what is not proved so goes to the <see cref="Refuter"/>.
/// </summary>
internal sealed class Prover
{
    /// <summary>A refutation searches for a model, which takes more steps than a proof by matching.</summary>
    private const int RefutationFactor = 4;

    /// <summary>
    /// Matching on a goal that does not hold often goes on until its limit, and nearly all that it proves it proves early. So the
    /// first try gets this part of the limit, what the smallest worlds do not refute gets more, and what no small world refutes gets all of it.
    /// </summary>
    private const int FirstTryDivisor = 100;

    /// <summary>The second try of what the smallest worlds do not refute; and the only one of what is given up when it is not soon proved.</summary>
    private const int SecondTryDivisor = 20;

    /// <summary>
    /// So few goals are asked together first: those that hold together are soon proved together. Of more, what is assumed meets so many terms
    /// that each alone is answered sooner.
    /// </summary>
    private const int MostAskedTogether = 5;

    /// <summary>Together, goals get this part of the limit: what is not soon proved is asked again, each goal alone.</summary>
    private const int TogetherDivisor = 200;

    /// <summary>What is only worth having where it is cheap gets this part of the limit.</summary>
    private const int SoonDivisor = 5;

    private readonly ReplicatedObject _object;
    private readonly TheoryEncoder _theory;
    private readonly string _prelude;
    private readonly SolverPool _pool;
    private readonly VerificationOptions _options;
    private readonly QueryLog? _log;
    private readonly Lazy<AxiomConsistency> _axioms;
    private readonly Lazy<Refuter> _refuter;
    private readonly Lock _stating = new();

    /// <param name="log">Where questions are written; null for nowhere.</param>
    public Prover(ReplicatedObject obj, SolverPool pool, VerificationOptions options, QueryLog? log, CancellationToken cancellation)
    {
        _object = obj;
        var instances = new PolymorphicInstances(obj);
        // The published tool's solver is told less, and what it does not see is part of its answers; the other solver has no lambdas in its logic.
        _theory = new TheoryEncoder(obj, instances, definesValues: options is { Obligations: ObligationSet.Full, Solver.Kind: SolverKind.Z3 });
        _prelude = _theory.Prelude;
        _pool = pool;
        _options = options;
        _log = log;
        _axioms = new Lazy<AxiomConsistency>(() => CheckAxioms(cancellation));
        _refuter = new Lazy<Refuter>(() => new Refuter(_axioms.Value, instances, pool, options.ResourceLimit * RefutationFactor, _log) { ProvesAgain = ProvesAgain, ProvesSooner = ProvesSooner });
    }

    /// <summary>Whether the axioms can hold; asked once.</summary>
    public AxiomConsistency Axioms => _axioms.Value;

    /// <summary>What every question begins with.</summary>
    public string Prelude => _prelude;

    /// <summary>States what is to be shown.</summary>
    public Obligation State(ObligationRule rule, Subject subject)
    {
        lock (_stating)
            return rule.State(_object, _theory, subject);
    }

    /// <summary>The clauses of the obligation that are not proved, in order; none when all of it is.</summary>
    public EquatableArray<ClauseFinding> Decide(Obligation obligation, int number, CancellationToken cancellation)
    {
        ImmutableArray<GoalPoint> points = GoalPoint.Of(obligation.Script);
        string name = NameOf(obligation, number);
        if (obligation.Rule.AsksForExample)
            return points.SelectMany((p, i) => p.Goals.Select((_, g) => new OpenGoal(obligation, p, i, g, $"{name}-{i}-{g}"))).Select(g => _refuter.Value.FindExample(g, cancellation)).OfType<ClauseFinding>().ToEquatable();
        List<OpenGoal> open = FindUnproved(_prelude, obligation, points, name, FirstLimit, cancellation);
        if (open.Count > 0 && WithOwnPast(obligation, name, cancellation) is { } again)
            return Decide(again, number, cancellation);
        return
        [
            .. Refuted(open, cancellation),
            .. ProvedFromContradictions(obligation, points, open, name, cancellation).Select(g => _refuter.Value.Undecided(g, FromContradictions)),
        ];
    }

    private static string NameOf(Obligation obligation, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:000}-{obligation.Kind}-{obligation.Subject.First?.Name ?? "object"}{(obligation.Subject.Second is { } with ? $"-{with.Name}" : "")}");

    /// <summary>Whether all of it is proved when the solver begins with this seed, and the steps that all questions took together.</summary>
    /// <param name="number">Of the obligation, for the query log.</param>
    public (bool IsProved, long Steps) ProvesWithSeed(Obligation obligation, int number, int seed, CancellationToken cancellation)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{NameOf(obligation, number)}-seed{seed}");
        (bool isProved, long steps) = ProvesWithSeed(obligation, name, seed, cancellation);
        if (isProved || WithOwnPast(obligation, name, cancellation) is not { } again)
            return (isProved, steps);
        (isProved, long more) = ProvesWithSeed(again, $"{name}-past", seed, cancellation);
        return (isProved, steps + more);
    }

    /// <summary>Goal by goal, each with all of the limit, as what is hard to prove is asked at last; but no small world is searched, which proves nothing.</summary>
    private (bool IsProved, long Steps) ProvesWithSeed(Obligation obligation, string name, int seed, CancellationToken cancellation)
    {
        long steps = 0;
        ImmutableArray<GoalPoint> points = GoalPoint.Of(obligation.Script);
        Conversation conversation;
        SolverSession session = _pool.Rent(cancellation);
        try
        {
            conversation = new Conversation(session, _prelude, _options.ResourceLimit, seed);
            for (int i = 0; i < points.Length; i++)
            {
                conversation.Tell(points[i].Known);
                for (int g = 0; g < points[i].Goals.Count; g++)
                {
                    Goal goal = points[i].Goals[g];
                    string[] known = [_prelude, .. points[i].Known];
                    string goalName = string.Create(CultureInfo.InvariantCulture, $"{name}-{i:00}-{g:00}");
                    if (IsShown(goal.FirstTry, goalName, known) || (goal.AllSumFacts.Length > 0 && IsShown(goal.LastTry, $"{goalName}-sums", known)))
                        continue;
                    if (!IsShownByModels([_refuter.Value.Prelude, .. points[i].Known, goal.LastTry], $"{goalName}-model"))
                        return (false, steps);
                    conversation = new Conversation(session, _prelude, _options.ResourceLimit, seed);
                    conversation.Tell(points[i].Known);
                }
            }

            return (true, steps);
        }
        finally
        {
            _pool.Return(session);
        }

        bool IsShown(string negation, string goalName, string[] known)
        {
            if (!session.IsAlive)
                return false;
            bool holds = Holds(conversation, known, negation, goalName, cancellation, seed);
            steps += session.LastSteps;
            return holds;
        }

        bool IsShownByModels(string[] commands, string goalName)
        {
            if (!session.IsAlive)
                return false;
            long limit = _options.ResourceLimit * RefutationFactor;
            _log?.Write(goalName, Instantiation.ModelBased, limit, commands, seed);
            session.Reset(Instantiation.ModelBased, limit, seed);
            session.SendAll(commands);
            CheckAnswer answer = session.Check(cancellation);
            SolverDefectException.ThrowIf(answer);
            steps += session.LastSteps;
            return answer.Status == SatStatus.Unsat;
        }
    }

    /// <summary>Whether matching proves all of it.</summary>
    public bool Proves(Obligation obligation, string name, CancellationToken cancellation) =>
        FindUnproved(_prelude, obligation, GoalPoint.Of(obligation.Script), name, _options.ResourceLimit, cancellation).Count == 0;

    /// <summary>Whether matching proves all of it with a few times the effort of a first try, within which nearly all is proved that is proved at all.</summary>
    public bool ProvesSoon(Obligation obligation, string name, CancellationToken cancellation) =>
        FindUnproved(_prelude, obligation, GoalPoint.Of(obligation.Script), name, Part(_options.ResourceLimit, SoonDivisor), cancellation).Count == 0;

    /// <summary>
    /// The clauses of the obligation that are not proved, by matching alone. What fails in one model is put aside together, which
    /// takes fewer questions than there are clauses.
    /// </summary>
    /// <param name="nameOf">By what a clause is known; null for one that is not asked about.</param>
    public IReadOnlySet<string> Unkept(Obligation obligation, Func<Clause, string?> nameOf, string name, CancellationToken cancellation)
    {
        HashSet<string> unkept = FindUnkept(obligation, nameOf, name, cancellation);
        return unkept.Count > 0 && WithOwnPast(obligation, name, cancellation) is { } again ? FindUnkept(again, nameOf, name, cancellation) : unkept;
    }

    private HashSet<string> FindUnkept(Obligation obligation, Func<Clause, string?> nameOf, string name, CancellationToken cancellation)
    {
        var unkept = new HashSet<string>(StringComparer.Ordinal);
        SolverSession session = _pool.Rent(cancellation);
        try
        {
            var conversation = new Conversation(session, _prelude, SecondLimit);
            foreach (GoalPoint point in GoalPoint.Of(obligation.Script))
            {
                List<Goal> left = [.. point.Goals.Where(g => nameOf(g.Clause) is { } known && !unkept.Contains(known))];
                if (left.Count > 0 && session.IsAlive)
                    conversation.Tell(point.Known);
                while (left.Count > 0)
                {
                    Goal[] failing = session.IsAlive ? Failing(conversation, [_prelude, .. point.Known], left, name, cancellation) : [.. left];
                    if (failing.Length == 0)
                        break;
                    unkept.UnionWith(failing.Where(g => (left.Count == 1 && !g.AddsUp) || !session.IsAlive || !Holds(conversation, [_prelude, .. point.Known], g.FirstTry, name, cancellation)).Select(g => nameOf(g.Clause)!));
                    left.RemoveAll(failing.Contains);
                }
            }
        }
        finally
        {
            _pool.Return(session);
        }

        return unkept;
    }

    /// <summary>Goals that may fail, all of them where it is not known which; none when all are proved.</summary>
    private Goal[] Failing(Conversation conversation, ImmutableArray<string> known, List<Goal> goals, string name, CancellationToken cancellation)
    {
        string allFail = AllFail(goals.ToEquatable());
        _log?.Write(name, Instantiation.PatternsOnly, conversation.Session.ResourceLimit, [.. known, allFail]);
        (CheckAnswer answer, ImmutableArray<SExpr>? values) = conversation.Ask(allFail, [.. goals.Select(g => g.Condition)], cancellation);
        SolverDefectException.ThrowIf(answer);
        if (answer.Status == SatStatus.Unsat)
            return [];
        Goal[] failing = values is { } told ? [.. goals.Where((_, i) => told[i] is SExpr.Atom { Text: "false" })] : [];
        return failing.Length > 0 ? failing : [.. goals];
    }

    /// <summary>One counterexample is enough for a clause that is to be shown at several points, whatever is open at the others.</summary>
    private IEnumerable<ClauseFinding> Refuted(List<OpenGoal> open, CancellationToken cancellation)
    {
        foreach (IGrouping<(SourceSpan, Expr), OpenGoal> clause in open.GroupBy(g => (g.Goal.Clause.Span, g.Goal.Clause.Condition)))
        {
            ClauseFinding? found = null;
            foreach (OpenGoal goal in clause.TakeWhile(_ => found?.Verdict != Verdict.Refuted))
                found = _refuter.Value.Refute(goal, cancellation) is { } finding && finding.Verdict >= (found?.Verdict ?? Verdict.Proved) ? finding : found;
            if (found is not null)
                yield return found;
        }
    }

    /// <summary>The same question with what is known of a replica's own past; null of one that does not speak of it, and where nothing is known.</summary>
    private Obligation? WithOwnPast(Obligation obligation, string name, CancellationToken cancellation) =>
        obligation.Rule is StaleRule { KnowsNoPast: true } && OwnPast(name, cancellation) is { Count: > 0 } past ? State(new StaleRule(past), obligation.Subject) : null;

    /// <summary>What of the concurrency invariant holds between a replica and its own past.</summary>
    private EquatableArray<Clause> OwnPast(string name, CancellationToken cancellation)
    {
        var houdini = new Houdini(candidates =>
        {
            var rule = new OwnPastRule(candidates);
            return rule.Subjects(_object).Select(s => State(rule, s))
                .SelectMany(o => FindUnproved(_prelude, o, GoalPoint.Of(o.Script), $"{name}-past-{candidates.Count}-{o.Subject.Name}", _options.ResourceLimit, cancellation))
                .Select(g => g.Goal.Clause.Name!).ToHashSet(StringComparer.Ordinal);
        });
        return houdini.Reduce(Houdini.Named(_object.Merge.Operation.Requires.Where(r => !r.IsFree)));
    }

    /// <summary>
    /// The goals whose proof needs axioms that contradict each other. The published tool takes such proofs as they come, and so
    /// do we in its place: by patterns alone, as it does. A solver that looks further finds the contradiction instead of a
    /// proof, and then nothing is known.
    /// </summary>
    private IEnumerable<OpenGoal> ProvedFromContradictions(Obligation obligation, ImmutableArray<GoalPoint> points, List<OpenGoal> open, string name, CancellationToken cancellation)
    {
        if (TakesContradictions || _axioms.Value.Contradictions.Count == 0)
            return [];
        HashSet<(int, int)> known = [.. open.Select(g => (g.PointIndex, g.GoalIndex))];
        return FindUnproved(_refuter.Value.Prelude, obligation, points, name + "-consistent", _options.ResourceLimit, cancellation).Where(g => !known.Contains((g.PointIndex, g.GoalIndex)));
    }

    private long FirstLimit => Part(_options.ResourceLimit, FirstTryDivisor);

    private long SecondLimit => Part(_options.ResourceLimit, SecondTryDivisor);

    /// <summary>Zero is no limit, and stays none.</summary>
    public static long Part(long limit, int divisor) => limit == 0 ? 0 : Math.Max(1, limit / divisor);

    /// <summary>Whether a proof from axioms that contradict each other counts, as it does for the published tool.</summary>
    private bool TakesContradictions => _options is { Obligations: ObligationSet.Soteria, Solver.Kind: SolverKind.Z3 };

    /// <summary>Asks once more with all of the limit, in a session that may have been used for a search.</summary>
    private bool ProvesAgain(SolverSession session, OpenGoal open, CancellationToken cancellation) => Proves(session, open, _options.ResourceLimit, "again", cancellation);

    /// <summary>Asks once more with more effort than a first try, before larger worlds are searched.</summary>
    private bool ProvesSooner(SolverSession session, OpenGoal open, CancellationToken cancellation) => Proves(session, open, SecondLimit, "second", cancellation);

    /// <summary>As the first try asks, and then with all facts about sums.</summary>
    private bool Proves(SolverSession session, OpenGoal open, long resourceLimit, string attempt, CancellationToken cancellation)
    {
        string prelude = TakesContradictions ? _prelude : _refuter.Value.Prelude;
        var conversation = new Conversation(session, prelude, resourceLimit);
        conversation.Tell(open.Point.Known);
        string[] known = [prelude, .. open.Point.Known];
        return Holds(conversation, known, open.Goal.FirstTry, $"{open.Name}-{attempt}", cancellation)
            || (open.Goal.AllSumFacts.Length > 0 && session.IsAlive && Holds(conversation, known, open.Goal.LastTry, $"{open.Name}-{attempt}-sums", cancellation));
    }

    private const string FromContradictions = "it follows only from axioms that contradict each other";

    /// <summary>The goals that matching does not prove, in order. A session that dies is replaced, and its goal left open.</summary>
    private List<OpenGoal> FindUnproved(string prelude, Obligation obligation, ImmutableArray<GoalPoint> points, string name, long resourceLimit, CancellationToken cancellation)
    {
        var open = new List<OpenGoal>();
        SolverSession? session = _pool.Rent(cancellation);
        try
        {
            var conversation = new Conversation(session, prelude, resourceLimit);
            for (int i = 0; i < points.Length; i++)
            {
                GoalPoint point = points[i];
                string pointName = string.Create(CultureInfo.InvariantCulture, $"{name}-{i:00}");
                if (!session.IsAlive)
                {
                    _pool.Return(session);
                    session = null;
                    session = _pool.Rent(cancellation);
                    conversation = new Conversation(session, prelude, resourceLimit);
                }

                conversation.Tell(point.Known);
                if (point.Goals.Count is > 1 and <= MostAskedTogether && !point.Goals.Any(g => g.AddsUp))
                {
                    session.Limit(Math.Min(resourceLimit, Part(_options.ResourceLimit, TogetherDivisor)));
                    if (Holds(conversation, [prelude, .. point.Known], AllFail(point.Goals), $"{pointName}-all", cancellation))
                        continue;
                }

                session.Limit(resourceLimit);
                for (int g = 0; g < point.Goals.Count; g++)
                {
                    string goalName = string.Create(CultureInfo.InvariantCulture, $"{pointName}-{g:00}");
                    if (!session.IsAlive || !Holds(conversation, [prelude, .. point.Known], point.Goals[g].FirstTry, goalName, cancellation))
                        open.Add(new OpenGoal(obligation, point, i, g, goalName));
                }
            }
        }
        finally
        {
            // Renting another may have failed after this one was given back.
            if (session is not null)
                _pool.Return(session);
        }

        return open;
    }

    private bool Holds(Conversation conversation, string[] known, string negation, string name, CancellationToken cancellation, int seed = 0)
    {
        _log?.Write(name, Instantiation.PatternsOnly, conversation.Session.ResourceLimit, [.. known, negation], seed);
        CheckAnswer answer = conversation.Ask(negation, cancellation);
        SolverDefectException.ThrowIf(answer);
        return answer.Status == SatStatus.Unsat;
    }

    private static string AllFail(EquatableArray<Goal> goals) => $"(assert (not (and {string.Join(' ', goals.Select(g => g.Condition))})))\n";

    private AxiomConsistency CheckAxioms(CancellationToken cancellation)
    {
        if (_object.Theory.Axioms.Count == 0)
            return new AxiomConsistency(Verdict.Proved, "", [], _object, _object);
        SolverSession session = _pool.Rent(cancellation);
        try
        {
            return AxiomConsistency.Of(_object, session, _options.ResourceLimit, cancellation);
        }
        finally
        {
            _pool.Return(session);
        }
    }
}
